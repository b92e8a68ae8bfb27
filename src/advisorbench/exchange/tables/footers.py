"""What a report says of itself below its table, which is no row of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisorbench.exchange.tables.sheet import Sheet, SheetRow

_FOOTER = re.compile(r"copyright (\(c\)|©) .*salesforce|confidential information - do not distribute", re.I)
_BEFORE = 3
"""The most lines, each of one cell, that may stand between the table and the line by which a footer is known."""


def table_rows(sheet: Sheet, notes: list[int] | None = None) -> Iterator[SheetRow]:
    """The rows of a table without the footer that Salesforce writes below its reports.

    Args:
        sheet: The table.
        notes: Takes the lines that are left out.
    """
    held: list[SheetRow] = []  # lines of one cell: the last rows of the table, or the report's name
    below = False
    for row in sheet.rows():
        if row.short and (below or _FOOTER.match(row.cells[0].strip())):
            below = True
            if notes is not None:
                notes += [one.line for one in (*held, row)]
            held = []
            continue
        below = False
        held.append(row)
        if not row.short or len(held) > _BEFORE:
            yield from held
            held = []
    yield from held
