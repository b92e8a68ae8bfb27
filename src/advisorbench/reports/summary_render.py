"""A manager's summary as a file, in each format that there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from advisorbench.domain.errors import BenchError
from advisorbench.domain.money import say_money
from advisorbench.domain.summary import Summary
from advisorbench.domain.time_use import say_hours
from advisorbench.i18n import _
from advisorbench.reports.document import Bar, Column, Document, Figures, Kind, Money, Share, Table, Text, Value
from advisorbench.reports.page import md
from advisorbench.reports.summary import document
from advisorbench.reports.summary_file import as_json

FORMS = ("md", "html", "xlsx", "pdf", "json")
"""The formats; each is the ending of a file's name, too."""


def in_form(summary: Summary, form: str, sellers: Sequence[Summary] = ()) -> bytes:
    """The summary in a format.

    Args:
        summary: What is told.
        form: One of `FORMS`.
        sellers: The summaries that it was put together from.

    Raises:
        BenchError: It cannot be made in this format here.
    """
    if form == "json":
        return as_json(summary).encode()
    return _render(document(summary, sellers), form)


# --- SHIM: all below gives way to `advisorbench.reports.render.render` when that is merged ---------------------


def _render(found: Document, form: str) -> bytes:
    """The document as plain Markdown; the other formats come with the renderers."""
    if form != "md":
        raise BenchError(_("This format cannot be written yet."), _("Choose md or json."))
    lines = [f"# {md(found.title)}", "", md(found.about)]
    for section in found.sections:
        lines += ["", f"## {md(section.title)}"]
        for block in section.blocks:
            lines += ["", *_lines(block)]
    return ("\n".join(lines) + "\n").encode()


def _lines(block: Text | Figures | Table | Bar) -> Iterator[str]:
    if isinstance(block, Text):
        yield ("#" * block.level + " " if block.level else "") + md(block.text)
    elif isinstance(block, Figures):
        yield from (f"- **{md(figure)}** {md(what)}" for figure, what in block.pairs)
    elif isinstance(block, Table):
        yield "| " + " | ".join(md(column.name) for column in block.columns) + " |"
        yield "|" + "---|" * len(block.columns)
        for row in block.rows:
            cells = (md(_cell(value, column)) for value, column in zip(row, block.columns, strict=True))
            yield "| " + " | ".join(cells) + " |"


def _cell(value: Value, column: Column) -> str:
    if isinstance(value, Money):
        return say_money(value.cents, value.currency)
    if isinstance(value, Share):
        return f"{value.part} / {value.whole}"
    if column.kind is Kind.MINUTES and isinstance(value, int):
        return say_hours(value)
    if isinstance(value, date):
        return value.isoformat()
    return "–" if value is None else str(value)
