"""Commands about files that go out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from advisorbench.cli.files.reporting import OTHERS
from advisorbench.cli.main import Run, pass_run
from advisorbench.cli.say import say_file, talk
from advisorbench.domain.text import fold
from advisorbench.i18n import N_, _, ngettext

TESTIMONIALS = "testimonials"
"""What is exported as a document, not as a table."""
EVERYTHING = "everything"
"""The whole book."""

FORMS = ("csv", "json", "md", "html", "vcf")
"""What a table, people or testimonials are written as."""


@click.command(
    help=N_(
        "Write a table as CSV or JSON, the agenda as .ics. People go out as vCards too, with --format vcf. "
        "Testimonials go out as Markdown, HTML or JSON, and only those that may be shown to others today. “everything” "
        "is the whole book: as JSON that can be imported again, or as a folder of CSV files. It goes to stdout where "
        "no file is named."
    )
)
@click.argument("what", default="")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help=N_("As the name of the file ends if left out, else csv; md for testimonials."),
)
@click.option("--for", "purpose", default="", help=N_("Only testimonials that were agreed for this: website."))
@click.option("--notes", is_flag=True, help=N_("With vcf: your notes about people go out as well."))
@click.option("--to", type=click.Path(path_type=Path), help=N_("The file to write; stdout if left out or -."))
@click.option("--force", is_flag=True, help=N_("Replace the file if it exists."))
@pass_run
def export(run: Run, what: str, form: str | None, purpose: str, notes: bool, to: Path | None, force: bool) -> None:
    """Export."""
    from advisorbench.exchange.writing import write_file

    form = form or _form_of(to)
    if notes and form != "vcf":
        raise click.UsageError(_("--notes goes with --format vcf"))
    if what == "agenda":
        text = run.services().exports.calendar().decode("utf-8")
        if to is None or str(to) == "-":
            say_file([text])
        else:
            write_file(to, [text], force=force)
            talk(_("The agenda was written to %(path)s") % {"path": to})
        return
    if what == EVERYTHING:
        from advisorbench.cli.files.dumping import export_everything

        export_everything(run, form or "json", to, force=force)
        return
    if what == TESTIMONIALS:
        pieces, count, said = _praise(run, form or "md", purpose)
    elif form == "vcf":
        pieces, count, said = _cards(run, what, notes)
    else:
        pieces, count, said = _table(run, what, form or "csv")
    if to is None or str(to) == "-":
        say_file(pieces)
        return
    write_file(to, pieces, force=force)
    talk(said % {"n": count, "path": to})


def _form_of(to: Path | None) -> str | None:
    """The format that a file's name ends in; one that ends as something else is refused.

    Raises:
        UsageError: It ends as a kind of file that is not written here.
    """
    ending = to.suffix.lower().removeprefix(".") if to is not None else ""
    if to is not None and (f".{ending}" in OTHERS - {".csv"} or ending in ("xlsx", "pdf")):
        raise click.UsageError(_("%(name)s: such files are not written here") % {"name": to.name})
    return ending if ending in FORMS else None


def _table(run: Run, what: str, form: str) -> tuple[Iterable[str], int, str]:
    """A table as a file, how many rows it has, and what is said when it is written."""
    from advisorbench.exchange.writing import csv_text, json_text

    columns, rows = run.services().exports.table(what)
    if form not in ("csv", "json"):
        raise click.UsageError(_("a table is written as csv or json"))
    pieces = csv_text(columns, rows) if form == "csv" else json_text(rows)
    return pieces, len(rows), _("%(n)d rows written to %(path)s")


def _cards(run: Run, what: str, notes: bool) -> tuple[Iterable[str], int, str]:
    """The people as vCards, how many there are, and what is said when they are written."""
    from advisorbench.exchange.cards.writing import write_cards

    if what != "people":
        raise click.UsageError(_("only people are written as vcf"))
    people = run.services().exports.cards()
    said = ngettext("%(n)d person written to %(path)s", "%(n)d people written to %(path)s", len(people))
    return write_cards(people, notes=notes), len(people), said


def _praise(run: Run, form: str, purpose: str) -> tuple[Iterable[str], int, str]:
    """The testimonials that may be shown as a file, how many there are, and what is said when it is written."""
    from advisorbench.reports import testimonials

    if form in ("csv", "vcf"):
        raise click.UsageError(_("testimonials are written as md, html or json"))
    wanted = fold(purpose)
    lines = [one for one in run.services().testimonials.showable() if wanted in fold(one.testimonial.scope)]
    written = {"md": testimonials.markdown, "html": testimonials.html, "json": testimonials.json_text}[form](lines)
    said = ngettext("%(n)d testimonial written to %(path)s", "%(n)d testimonials written to %(path)s", len(lines))
    return [written], len(lines), said


COMMANDS = {"export": export}
