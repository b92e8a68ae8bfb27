"""`summary`: what a period brought, for a manager; several sellers' summaries as one."""

from __future__ import annotations

from pathlib import Path

import click

from advisorbench.cli.files.reporting import give, report_options
from advisorbench.cli.main import Run, pass_run
from advisorbench.cli.options import text_of
from advisorbench.cli.say import talk
from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.language.periods import Span, parse_span
from advisorbench.domain.summary.figures import Summary
from advisorbench.i18n import N_, _


@click.command(
    help=N_(
        "Write what a period brought, for a manager. It stands beside the period before; nobody is named unless asked."
    )
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--period", help=N_("2026-W47, 2026-11, 2026-Q4, 2026, last week; this week if left out."))
@report_options
@click.option("--full", is_flag=True, help=N_("Name people, and quote your own words."))
@click.option("--combine", is_flag=True, help=N_("Put several sellers' JSON files together: --combine a.json b.json."))
@pass_run
def summary(
    run: Run, files: tuple[Path, ...], period: str | None, form: str | None, to: Path | None, force: bool, full: bool,
    combine: bool,
) -> None:  # fmt: skip
    """The manager's summary."""
    from advisorbench.reports.summary import written

    if combine:
        if not files:
            raise click.UsageError(_("name the JSON files to put together"))
        if period is not None:
            raise click.UsageError(_("the files tell the period; leave out --period"))
        found, sellers = _together(files, full)
    else:
        if files:
            raise click.UsageError(_("add --combine to put files together"))
        found, sellers = run.services().summaries.of(_span(run, period), full=full), ()
    if give(lambda chosen: written(found, chosen, sellers), form, to, force=force):
        talk(_("The summary of %(period)s was written to %(path)s") % {"period": found.span.name, "path": to})


def _span(run: Run, text: str | None) -> Span:
    try:
        return parse_span(text if text is not None else "this week", run.clock.today())
    except ValueError as error:
        raise FieldErrors({"period": str(error)}) from error


def _together(files: tuple[Path, ...], full: bool) -> tuple[Summary, tuple[Summary, ...]]:
    """The summaries in files as one, and each of them; redacted unless everything is wanted."""
    from advisorbench.domain.summary.combining import combine
    from advisorbench.domain.summary.figures import redacted
    from advisorbench.reports.summary_file import from_json

    read = tuple(from_json(text_of(path), path.name) for path in files)
    sellers = read if full else tuple(redacted(one) for one in read)
    return combine(sellers), sellers


COMMANDS = {"summary": summary}
