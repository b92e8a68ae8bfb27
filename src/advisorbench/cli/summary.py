"""`summary`: what a period brought, for a manager; several sellers' summaries as one."""

from __future__ import annotations

from pathlib import Path

import click

from advisorbench.cli.main import Run, pass_run
from advisorbench.cli.options import text_of
from advisorbench.cli.say import say_file, talk
from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.periods import Span, parse_span
from advisorbench.domain.summary import Summary
from advisorbench.i18n import N_, _

FORMS = ("md", "html", "xlsx", "pdf", "json")


@click.command(
    help=N_(
        "Write what a period brought, for a manager. It stands beside the period before; nobody is named unless asked."
    )
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--period", help=N_("2026-W47, 2026-11, 2026-Q4, 2026, last week; this week if left out."))
@click.option("--format", "form", type=click.Choice(FORMS), help=N_("As the file's name ends, else md."))
@click.option("--to", type=click.Path(path_type=Path), help=N_("The file to write; stdout if left out or -."))
@click.option("--force", is_flag=True, help=N_("Replace the file if it exists."))
@click.option("--full", is_flag=True, help=N_("Name people, and quote your own words."))
@click.option("--combine", is_flag=True, help=N_("Put several sellers' JSON files together: --combine a.json b.json."))
@pass_run
def summary(
    run: Run, files: tuple[Path, ...], period: str | None, form: str | None, to: Path | None, force: bool, full: bool,
    combine: bool,
) -> None:  # fmt: skip
    """The manager's summary."""
    from advisorbench.reports.summary_render import in_form

    form = form or _form_of(to)
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
    _write(in_form(found, form, sellers), form, to, force)
    if to is not None and str(to) != "-":
        talk(_("The summary of %(period)s was written to %(path)s") % {"period": found.span.name, "path": to})


def _form_of(to: Path | None) -> str:
    """The format that a file's name asks for; Markdown where it does not."""
    ending = to.suffix.lower().removeprefix(".") if to else ""
    return ending if ending in FORMS else "md"


def _span(run: Run, text: str | None) -> Span:
    try:
        return parse_span(text if text is not None else "this week", run.clock.today())
    except ValueError as error:
        raise FieldErrors({"period": str(error)}) from error


def _together(files: tuple[Path, ...], full: bool) -> tuple[Summary, tuple[Summary, ...]]:
    """The summaries in files as one, and each of them; redacted unless everything is wanted."""
    from advisorbench.domain.combining import combine
    from advisorbench.domain.summary import redacted
    from advisorbench.reports.summary_file import from_json

    read = tuple(from_json(text_of(path), path.name) for path in files)
    sellers = read if full else tuple(redacted(one) for one in read)
    return combine(sellers), sellers


def _write(data: bytes, form: str, to: Path | None, force: bool) -> None:
    """SHIM: bytes as they are go out where files that are no text can be written."""
    from advisorbench.exchange.writing import write_file

    text = data.decode()
    if to is not None and str(to) != "-":
        write_file(to, [text], force=force)
    elif form in ("xlsx", "pdf"):
        raise Refused(_("This format is not for a terminal."), _("Add --to with the name of a file."))
    else:
        say_file([text])


COMMANDS = {"summary": summary}
