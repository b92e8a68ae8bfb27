"""Reports by command line: in which format, and where they go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from advisorbench.cli.say import say_bytes, say_file
from advisorbench.i18n import N_, _
from advisorbench.reports.render import ReportFormat, form_of


def report_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that writes a report: ``form``, ``to`` and ``force``."""
    form = click.option(
        "--format",
        "form",
        type=click.Choice([one.value for one in ReportFormat]),
        help=N_("As the name of the file ends if left out, else md."),
    )
    to = click.option("--to", type=click.Path(path_type=Path), help=N_("The file to write; stdout if left out or -."))
    force = click.option("--force", is_flag=True, help=N_("Replace the file if it exists."))
    return form(to(force(command)))


OTHERS = frozenset((".docx", ".doc", ".odt", ".rtf", ".xls", ".ods", ".csv", ".pptx", ".ppt"))
"""What other kinds of files end in: nobody would look for Markdown in them."""


def _no_other_ending(to: Path | None) -> None:
    """Refuse a name that ends as a kind of file that is not written here.

    Raises:
        UsageError: It does.
    """
    if to is not None and to.suffix.lower() in OTHERS:
        raise click.UsageError(
            _("%(name)s: let the name end in %(endings)s")
            % {"name": to.name, "endings": ", ".join(f".{one}" for one in ReportFormat)}
        )


def give(written: Callable[[ReportFormat], bytes], form: str | None, to: Path | None, *, force: bool) -> bool:
    """Write a report to its file, or to stdout; gives whether it was a file.

    Args:
        written: Makes it in a format.
        form: The format that was asked for.
        to: The file; stdout if ``None`` or ``-``.
        force: Whether an existing file is replaced.

    Raises:
        BenchError: It cannot be made, or not be written there.
    """
    from advisorbench.exchange.writing import write_file

    if form is None:
        _no_other_ending(to)
    chosen = ReportFormat(form) if form else form_of(to) or ReportFormat.MD
    if to is not None and str(to) != "-":
        write_file(to, [written(chosen)], force=force)
        return True
    data = written(chosen)
    if chosen.is_text:
        say_file([data.decode()])
    else:
        say_bytes(data)
    return False
