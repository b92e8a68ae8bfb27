"""How wide the columns of a sheet are and how high its rows: programs find out neither from the file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import NamedTuple

from advisorbench.reports.cells import Flat
from advisorbench.reports.values import NUMERIC, say

WIDEST, NARROWEST = 64, 9
"""Between these is the width of a column, in digits of the usual letter."""
PAGE = 160
"""How wide a sheet can be on paper and still be read without a glass."""
PAPER = (1007, 494)
"""What fits on a sheet of A4 that lies: pixels in width, and points in height."""
TEXT = 100
"""How wide a sentence may be at least, whatever the columns below it are."""
SPARE = 12
"""How wide a column is in which no table stands."""
LINE = 15
"""How high a line is, in points."""
HIGHEST = 400
"""What programs allow a row is little more."""


class RowBlock(NamedTuple):
    """Rows that belong together: the first of them, and from where to where they go, in points."""

    row: int
    start: float
    end: float


def letters(width: int) -> int:
    """How many letters fit in a width: they are narrower than the digits that it is counted in."""
    return width * 11 // 10


def height(*texts: tuple[str, int], size: int = 11) -> float:
    """How high a row must be, in points.

    Args:
        texts: What stands in it, each with the letters after which it is broken.
        size: The size of the letters, in points.
    """
    lines = max((len(wrap(text[: 40 * width], width)) for text, width in texts), default=1)
    return min(LINE * max(lines, 1) * size / 11 + 2, HIGHEST)


def pixels(widths: Sequence[int]) -> int:
    """How wide columns are together, in pixels."""
    return sum(7 * width + 5 for width in widths)


def breaks(blocks: Sequence[RowBlock], page: float, again: float) -> list[int]:
    """The rows before which a page ends, so that what fits on a page is on one.

    Args:
        blocks: What should not be broken, from top to bottom.
        page: How high a page is, in points.
        again: How much of each page but the first is what stands on all of them; less than a page.
    """
    rows: list[int] = []
    top = 0.0
    for row, start, end in blocks:
        if end - top > page and top < start and end - start <= page - again:
            rows.append(row)
            top = start - again
        while end - top > page:
            top += page - again
    return rows


def widths(tables: Sequence[Sequence[Flat]]) -> list[int]:
    """The widths of the columns that tables below each other share.

    Most cells are one line; the longest texts are broken until the page can be read.
    """
    widest: list[int] = []
    for most, lines in ((WIDEST, 2), (44, 2), (36, 2), (36, 3), (28, 3), (22, 3), (18, 3)):
        each = [[_width(column, most, lines) for column in table] for table in tables]
        widest = [max(column) for column in zip_longest(*each, fillvalue=0)]
        if sum(widest) <= PAGE:
            break
    return widest


def _width(column: Flat, most: int, lines: int) -> int:
    """A width in which most cells are one line, and heads not many; the button of the filter takes room."""
    longest = max((len(say(value)) for value in column.values), default=0)
    part = min(max(len(column.head) // lines + 2, min(len(column.head), 10)), 14)
    head = max([part, *map(len, column.head.split())]) + 4 if column.head else 0
    if column.kind in NUMERIC:
        most = WIDEST
    return min(max(longest + 3, head, NARROWEST), most)
