"""A first look at a file: its columns, what they are taken for, and how its first rows would land."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from advisorbench.domain.text import clean_line
from advisorbench.exchange.tables.fields import FIELDS, OWN_ONLY, RowKind, Type
from advisorbench.exchange.tables.layout import LOOKED_AT, Layout, lay_out
from advisorbench.exchange.tables.mapping import ColumnMapping
from advisorbench.exchange.tables.reading import ReadRow, TableReading, judge
from advisorbench.i18n import _

ROWS = 3
"""How many rows are shown."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file looks like.

    Args:
        layout: Its columns, and what they are taken for.
        cells: The first rows as they are written, a tuple of cells each.
        rows: The same rows as they would land.
    """

    layout: Layout
    cells: tuple[tuple[str, ...], ...]
    rows: tuple[ReadRow, ...]

    @property
    def mapping(self) -> ColumnMapping:
        """What would have to be said of the file to have it read just so, column by column."""
        header = self.layout.sheet.header
        columns = {name: self.layout.columns.get(at, "") for at, name in enumerate(header)}
        return ColumnMapping(self.layout.preset.kind.value, columns)

    @property
    def fields(self) -> tuple[str, ...]:
        """What a column may be."""
        return tuple(name for name in FIELDS[self.layout.preset.kind] if name not in OWN_ONLY)


def preview(path: Path, mapping: ColumnMapping) -> Preview:
    """A first look at a file.

    Raises:
        FileError: It cannot be read, or what was said does not fit it.
    """
    layout = lay_out(path, mapping)
    rows = list(islice(layout.sheet.rows(), LOOKED_AT))
    reading = TableReading(layout, mapping)
    judge(reading, rows, ask=False)
    first = rows[:ROWS]
    cells = tuple(tuple(clean_line(cell[:200]) for cell in row.cells) for row in first)
    return Preview(layout, cells, tuple(_nameless(reading, reading.read(row)) for row in first))


def _nameless(reading: TableReading, read: ReadRow) -> ReadRow:
    """The row, with what is missing said where it has no name."""
    if read.problem or reading.kind is RowKind.ACTIVITIES or reading.preset.names(read.values):
        return read
    return replace(read, problem=_("no column gives its name"))


def in_words(read: ReadRow) -> list[tuple[str, str]]:
    """The fields of a row and their values, as text."""
    return [
        (name, _text(FIELDS[read.kind].get(name), value))
        for name, value in read.values.items()
        if value not in (None, "")
    ]


def _text(kind: Type | None, value: object) -> str:
    if kind is Type.MONEY and isinstance(value, tuple):
        return f"{value[1]} {value[0] / 100:,.2f}".strip()
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
