"""What a report says, once for all the formats that it is written in: sentences, figures, and tables of typed values.

A report builds a `Document`; each format shows it. Text is plain text throughout: no format may take it for markup,
a formula or a link.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from advisorbench.domain.records.states import Period


class ValueKind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    COUNT = "count"
    """A whole number."""
    NUMBER = "number"
    MINUTES = "minutes"
    MONEY = "money"
    SHARE = "share"
    WAY = "way"
    DAY = "day"
    MIXED = "mixed"
    """Something else in each row; the type of each value tells what it is."""


class Money(NamedTuple):
    """An amount in whole cents, and over what time it was gained."""

    cents: int
    currency: str = "EUR"
    period: Period = Period.ONCE


class Measured(NamedTuple):
    """A measured number with its unit; a column of them is one of numbers."""

    number: float
    unit: str = ""


class Share(NamedTuple):
    """So many of so many; a percentage is never shown without its count. Of nothing there is no share."""

    part: int
    whole: int


class Minutes(NamedTuple):
    """A time that something took, in whole minutes; shown in hours."""

    minutes: int


class Way(NamedTuple):
    """How much of a way between two values is behind us, from 0 to 1; nothing is counted there."""

    share: float


Value = str | int | float | date | Money | Measured | Minutes | Share | Way | None
"""A cell; ``None`` is unknown, and shown as a dash, never as 0."""


class Column(NamedTuple):
    """A column of a table: its head, and what stands below it.

    Args:
        name: The head.
        kind: What its values are.
        group: The head of columns side by side that are read as one; in a workbook each is a column of its own.
    """

    name: str
    kind: ValueKind = ValueKind.TEXT
    group: str = ""


class Text(NamedTuple):
    """A paragraph, or a heading of the second or a deeper level."""

    text: str
    level: int = 0


class KeyFigures(NamedTuple):
    """A few figures that stand out, each with what it is."""

    pairs: Sequence[tuple[Value, str]]


class Table(NamedTuple):
    """Typed rows below heads; the first cell names the row.

    Args:
        columns: The heads and kinds.
        rows: The cells.
        chart: Whether a picture of bars says more than the rows: the first column against the numbers beside it,
            so far as these are of one kind, as the first of them is.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    chart: bool = False


class Bar(NamedTuple):
    """A way from a start to the best attainable end: what is behind us, and a mark for the target.

    Args:
        label: What it is about.
        about: A line below that.
        figures: The ends and the marks, each with what it is: the start, where it stands, the target, the best.
        standing: Where it stands, each line with what it is.
        share: How much of the way is behind us, from 0 to 1; ``None`` if unknown.
        target_share: Where the target lies on it.
    """

    label: str
    about: str
    figures: Sequence[tuple[str, Value]]
    standing: Sequence[tuple[str, Value]]
    share: float | None
    target_share: float | None


Block = Text | KeyFigures | Table | Bar


class Section(NamedTuple):
    """One subject; in a workbook it is a sheet."""

    title: str
    blocks: Sequence[Block]


class Document(NamedTuple):
    """A whole report.

    Args:
        title: What it is called.
        about: One line below it: the period or the day, and what is left out.
        sections: The subjects, in order.
    """

    title: str
    about: str
    sections: Sequence[Section]
