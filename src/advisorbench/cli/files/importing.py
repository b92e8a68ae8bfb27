"""The command that brings files in: what would happen is shown, then done as one batch each."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisorbench.cli.main import Run, pass_run
from advisorbench.cli.say import agreed, can_answer, talk
from advisorbench.i18n import N_, _

if TYPE_CHECKING:
    from advisorbench.exchange.file_format import FileFormat
    from advisorbench.exchange.tables.mapping import ColumnMapping
    from advisorbench.services import Services
    from advisorbench.services.importing.plan import Plan

REFUSED_SHOWN = 20
LONG = 5_000
"""From how many rows on a bar shows how far it is."""


@click.command(
    "import",
    help=N_(
        "Bring in files of other programs. CSV of HubSpot, Salesforce, Pipedrive, Zoho, Google, Outlook, LinkedIn or "
        "any other; .ics calendars or folders of them. Several files of one export may be named together. What would "
        "happen is shown before it is done."
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--as",
    "wanted",
    default="",
    metavar="PRESET",
    help=N_("hubspot, salesforce, …; or accounts, people, initiatives or activities."),
)
@click.option(
    "--map", "columns", multiple=True, metavar="COLUMN=FIELD", help=N_("What a column is; empty: leave it out.")
)
@click.option(
    "--word", "words", multiple=True, metavar="THEIRS=OURS", help=N_("What a word in a cell means: Converted=won.")
)
@click.option("--empty", multiple=True, metavar="WORD", help=N_("What stands in cells that say nothing: n/a."))
@click.option(
    "--dates", type=click.Choice(["dmy", "mdy", "ymd"]), help=N_("The order of dates, if the file is not clear.")
)
@click.option("--decimal", type=click.Choice([",", "."]), help=N_("The decimal mark, if the amounts are not clear."))
@click.option("--fill", is_flag=True, help=N_("Only fill what is empty; what you have stays as it is."))
@click.option("--mapping", default="", metavar="NAME", help=N_("What was saved about such files, by name or file."))
@click.option("--save-mapping", default="", metavar="NAME", help=N_("Save what is said here for files like this."))
@click.option("--skip-refused", is_flag=True, help=N_("Leave out the rows that cannot be read; bring in the rest."))
@click.option("--dry-run", is_flag=True, help=N_("Only show what would happen."))
@click.option("--yes", is_flag=True, help=N_("Do not ask before applying."))
@click.option("--calendar", default="", help=N_("The name to keep a calendar under; what it calls itself if left out."))
@click.option("--busy", is_flag=True, help=N_("Of a calendar take only when you are busy, not what it is about."))
@pass_run
def import_(
    run: Run, files: tuple[Path, ...], skip_refused: bool, dry_run: bool, yes: bool, calendar: str, busy: bool,
    mapping: str, **columns: Any,
) -> int:  # fmt: skip
    """Import."""
    from advisorbench.exchange.file_format import format_of
    from advisorbench.services.importing.imports import in_order

    from_options = _column_mapping(run, mapping, **columns)
    formats = {path: format_of(path) for path in files}
    with _planning(run, copy=dry_run and len(formats) > 1) as services:
        for path in in_order(formats, from_options):
            with _called_off(path):
                column_mapping = from_options if mapping else _over_saved(run, path, formats[path], from_options)
                with _bar(_("reading")) as bar:
                    plan = services.imports.plan(
                        path, column_mapping, bar, file_format=formats[path], calendar=calendar, busy=busy
                    )  # fmt: skip
                _show(plan)
                if dry_run and len(formats) == 1:
                    continue
                if not dry_run and not yes and not plan.empty and can_answer() and not agreed(_("Apply?")):
                    return 1
                if not dry_run and not plan.empty and (skip_refused or not plan.refused):
                    services = run.services(make=True)
                with _bar(_("writing")) as bar:
                    counts = services.imports.apply(plan, bar, skip_refused=skip_refused or dry_run)
            if not dry_run:
                talk(_("  done: %(made)d new, %(changed)d changed, %(same)d the same") % counts)
    if dry_run:
        talk(_("Nothing was changed: this was a dry run."))
    return 0


def _over_saved(run: Run, path: Path, file_format: FileFormat, mapping: ColumnMapping) -> ColumnMapping:
    """What was said, over what was saved of files with just this header."""
    from advisorbench.exchange.tables.mapping import SavedMappings
    from advisorbench.services.importing.imports import saved_for

    mappings = SavedMappings(run.paths.mappings)
    name = saved_for(path, file_format, mappings)
    if not name:
        return mapping
    talk(_("columns as saved in “%(name)s”") % {"name": name})
    return mapping.over(mappings.get(name))


def _column_mapping(
    run: Run, saved: str, *, wanted: str, columns: tuple[str, ...], words: tuple[str, ...], empty: tuple[str, ...],
    dates: str | None, decimal: str | None, fill: bool, save_mapping: str,
) -> ColumnMapping:  # fmt: skip
    """What was said about the files, over what was saved; kept under a name where that is wanted."""
    from advisorbench.exchange.tables.mapping import ColumnMapping, SavedMappings

    mapping = ColumnMapping(
        wanted, dict(_pair(text, "--map", "COLUMN=FIELD") for text in columns), dates or "", empty,
        dict(_pair(text, "--word", "THEIRS=OURS") for text in words), decimal or "", fill,
    )  # fmt: skip
    mappings = SavedMappings(run.paths.mappings)
    if saved:
        mapping = mapping.over(mappings.get(saved))
    if save_mapping:
        talk(_("The mapping was saved: %(path)s") % {"path": mappings.save(save_mapping, mapping)})
    return mapping


@contextlib.contextmanager
def _planning(run: Run, *, copy: bool) -> Iterator[Services]:
    """The use cases on the book; on one for the moment where there is none, or where a copy is to be tried on."""
    if run.paths.book.exists() and not copy:
        yield run.services()
        return
    import tempfile

    from advisorbench.services import open_services

    with tempfile.TemporaryDirectory(prefix="advisorbench-") as folder:
        path = Path(folder) / "book.db"
        if run.paths.book.exists():
            run.services().book.copy_to(path)
        yield open_services(path, run.clock, run.settings.rules, make=True)


@contextlib.contextmanager
def _called_off(path: Path) -> Iterator[None]:
    """Say what came of a file when its import is broken off."""
    try:
        yield
    except KeyboardInterrupt:
        talk("\n" + _("Called off: nothing of %(file)s was imported.") % {"file": path.name})
        raise


@contextlib.contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far a long work is, to whoever sits there."""
    with contextlib.ExitStack() as stack:
        bars: list[Any] = []

        def tell(done: int, total: int) -> None:
            if total >= LONG and sys.stderr.isatty():
                if not bars:
                    bars.append(stack.enter_context(click.progressbar(length=total, label=label, file=sys.stderr)))
                bars[0].update(done - bars[0].pos)

        yield tell


def _show(plan: Plan) -> None:
    """Say what an import would do."""
    talk(plan.path.name)
    for line in plan.description():
        talk(f"  {line}")
    for number, reason in plan.refused[:REFUSED_SHOWN]:
        talk(_("  line %(line)d: %(why)s") % {"line": number, "why": reason})
    if plan.refused_count > REFUSED_SHOWN:
        talk(_("  … and %(n)d more lines") % {"n": plan.refused_count - REFUSED_SHOWN})


def _pair(text: str, option: str, form: str) -> tuple[str, str]:
    left, sign, right = text.rpartition("=")
    if not sign or not left:
        raise click.BadParameter(_("write %(form)s, not “%(text)s”") % {"form": form, "text": text}, param_hint=option)
    return left, right


COMMANDS = {"import": import_}
