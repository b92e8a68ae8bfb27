"""Commands about files in and out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisorbench.cli.main import Run, pass_run
from advisorbench.cli.say import agreed, can_answer, say_file, talk
from advisorbench.domain.text import fold
from advisorbench.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from advisorbench.services import Services
    from advisorbench.services.calendar_files import CalendarPlan
    from advisorbench.services.import_plan import Plan

REFUSED_SHOWN = 20
TESTIMONIALS = "testimonials"
"""What is exported as a document, not as a table."""


@click.command(
    "import",
    help=N_(
        "Bring in CSV files and calendars. Accounts, people or initiatives as CSV; .ics files or a folder of them. "
        "What would happen is shown before it is done."
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "wanted", default="", metavar="PRESET", help=N_("maven, or accounts, people or initiatives."))
@click.option(
    "--map", "mapping", multiple=True, metavar="COLUMN=FIELD", help=N_("What a column is; empty: leave it out.")
)
@click.option(
    "--dates", type=click.Choice(["dmy", "mdy", "ymd"]), help=N_("The order of dates, if the file is not clear.")
)
@click.option("--skip-refused", is_flag=True, help=N_("Leave out the rows that cannot be read; bring in the rest."))
@click.option("--dry-run", is_flag=True, help=N_("Only show what would happen."))
@click.option("--yes", is_flag=True, help=N_("Do not ask before applying."))
@click.option("--calendar", default="", help=N_("The name to keep a calendar under; what it calls itself if left out."))
@click.option("--busy", is_flag=True, help=N_("Of a calendar take only when you are busy, not what it is about."))
@pass_run
def import_(
    run: Run, files: tuple[Path, ...], wanted: str, mapping: tuple[str, ...], dates: str | None, skip_refused: bool,
    dry_run: bool, yes: bool, calendar: str, busy: bool,
) -> int:  # fmt: skip
    """Import."""
    from advisorbench.exchange.calendar_files import is_calendar

    columns = dict(_pair(text) for text in mapping)
    with _to_plan_with(run) as services:
        for path in files:
            of_calendar = is_calendar(path)
            plan: Plan | CalendarPlan = (
                services.calendar_files.plan(path, calendar=calendar, busy=busy)
                if of_calendar else services.files.plan(path, wanted, columns, dates or "")
            )  # fmt: skip
            _tell(path, plan)
            if dry_run:
                continue
            if not yes and not plan.empty and can_answer() and not agreed(_("Apply?")):
                return 1
            if not plan.empty and (skip_refused or not plan.refused):
                services = run.services(make=True)
            counts = (services.calendar_files if of_calendar else services.files).apply(
                plan,  # type: ignore[arg-type]
                skip_refused=skip_refused,
            )
            talk(_("  done: %(made)d new, %(changed)d changed, %(same)d the same") % counts)
    if dry_run:
        talk(_("Nothing was changed: this was a dry run."))
    return 0


@contextlib.contextmanager
def _to_plan_with(run: Run) -> Iterator[Services]:
    """The use cases on the book; on an empty one for the moment where there is none, so that no book is
    made before something goes into it."""
    if run.paths.book.exists():
        yield run.services()
        return
    import tempfile

    from advisorbench.services import open_services

    with tempfile.TemporaryDirectory(prefix="advisorbench-") as folder:
        yield open_services(Path(folder) / "empty.db", run.clock, run.settings.rules, make=True)


def _tell(path: Path, plan: Plan | CalendarPlan) -> None:
    """What an import would do."""
    talk(path.name)
    for line in plan.told():
        talk(f"  {line}")
    for number, reason in plan.refused[:REFUSED_SHOWN]:
        talk(_("  line %(line)d: %(why)s") % {"line": number, "why": reason})
    if len(plan.refused) > REFUSED_SHOWN:
        talk(_("  … and %(n)d more lines") % {"n": len(plan.refused) - REFUSED_SHOWN})


def _pair(text: str) -> tuple[str, str]:
    column, sign, name = text.rpartition("=")
    if not sign or not column:
        raise click.BadParameter(_("write COLUMN=FIELD, not “%(text)s”") % {"text": text}, param_hint="--map")
    return column, name


@click.command(
    help=N_(
        "Write a table as CSV or JSON, the agenda as .ics. Testimonials go out as Markdown, HTML or JSON, and only "
        "those that may be shown to others today. It goes to stdout where no file is named."
    )
)
@click.argument("what", default="")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "md", "html"]),
    help=N_("csv if left out; md for testimonials."),
)
@click.option("--for", "purpose", default="", help=N_("Only testimonials that were agreed for this: website."))
@click.option("--to", type=click.Path(path_type=Path), help=N_("The file to write; stdout if left out or -."))
@click.option("--force", is_flag=True, help=N_("Replace the file if it exists."))
@pass_run
def export(run: Run, what: str, form: str | None, purpose: str, to: Path | None, force: bool) -> None:
    """Export."""
    from advisorbench.exchange.writing import write_file

    if what == "agenda":
        text = run.services().calendar_files.export().decode("utf-8")
        if to is None or str(to) == "-":
            say_file([text])
        else:
            write_file(to, [text], force=force)
            talk(_("The agenda was written to %(path)s") % {"path": to})
        return
    if what == TESTIMONIALS:
        pieces, count, said = _praise(run, form or "md", purpose)
    else:
        pieces, count, said = _table(run, what, form or "csv")
    if to is None or str(to) == "-":
        say_file(pieces)
        return
    write_file(to, pieces, force=force)
    talk(said % {"n": count, "path": to})


def _table(run: Run, what: str, form: str) -> tuple[Iterable[str], int, str]:
    """A table as a file, how many rows it has, and what is said when it is written."""
    from advisorbench.exchange.writing import csv_text, json_text

    columns, rows = run.services().files.export(what)
    if form not in ("csv", "json"):
        raise click.UsageError(_("a table is written as csv or json"))
    pieces = csv_text(columns, rows) if form == "csv" else json_text(rows)
    return pieces, len(rows), _("%(n)d rows written to %(path)s")


def _praise(run: Run, form: str, purpose: str) -> tuple[Iterable[str], int, str]:
    """The testimonials that may be shown as a file, how many there are, and what is said when it is written."""
    from advisorbench.reports import testimonials

    if form == "csv":
        raise click.UsageError(_("testimonials are written as md, html or json"))
    wanted = fold(purpose)
    lines = [one for one in run.services().testimonials.showable() if wanted in fold(one.testimonial.scope)]
    written = {"md": testimonials.markdown, "html": testimonials.html, "json": testimonials.json_text}[form](lines)
    said = ngettext("%(n)d testimonial written to %(path)s", "%(n)d testimonials written to %(path)s", len(lines))
    return [written], len(lines), said


COMMANDS = {"import": import_, "export": export}
