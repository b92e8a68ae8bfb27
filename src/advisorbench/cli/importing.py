"""Commands about files that come in."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisorbench.cli.main import Run, pass_run
from advisorbench.cli.say import agreed, can_answer, talk
from advisorbench.i18n import N_, _

if TYPE_CHECKING:
    from advisorbench.services import Services
    from advisorbench.services.calendar_files import CalendarPlan
    from advisorbench.services.import_plan import Plan

REFUSED_SHOWN = 20


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
    from advisorbench.exchange.how import How

    how = How(wanted, dict(_pair(text, "--map") for text in mapping), dates or "")
    with _to_plan_with(run) as services:
        for path in files:
            of_calendar = is_calendar(path)
            plan: Plan | CalendarPlan = (
                services.calendar_files.plan(path, calendar=calendar, busy=busy)
                if of_calendar else services.files.plan(path, how)
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


def _pair(text: str, option: str) -> tuple[str, str]:
    column, sign, name = text.rpartition("=")
    if not sign or not column:
        raise click.BadParameter(_("write COLUMN=FIELD, not “%(text)s”") % {"text": text}, param_hint=option)
    return column, name


COMMANDS = {"import": import_}
