"""Typed values and tables of a report as people read them, for every format that is read and not counted with."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from advisorbench.domain.days.time_use import say_hours
from advisorbench.domain.language.dates import say_day_year
from advisorbench.domain.language.money import say_measure, say_money, say_number
from advisorbench.domain.text import shown
from advisorbench.i18n import _
from advisorbench.reports.document import (
    Column,
    Measured,
    Minutes,
    Money,
    Share,
    Table,
    Value,
    ValueKind,
    Way,
)

UNKNOWN = "–"
NUMERIC = frozenset(
    {ValueKind.COUNT, ValueKind.NUMBER, ValueKind.MINUTES, ValueKind.MONEY, ValueKind.SHARE, ValueKind.WAY}
)
"""The kinds that stand to the right, below each other."""


SHORT = 20
"""Up to so many letters a figure stands on one line."""
_NO_SIGNS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
"""What Unicode says is no sign: no XML may hold it."""
_AMOUNT = re.compile(r"([€£$]|\b[A-Z]{3}) (?=-?\d)")


def line(text: str) -> str:
    """One line that may be shown anywhere; a dash where there is nothing."""
    return _NO_SIGNS.sub("\ufffd", shown(" ".join(text.split()))) or UNKNOWN


def unbroken(text: str) -> str:
    """Text without places where a line could end between a sign and its amount."""
    return _AMOUNT.sub("\\1\u00a0", text)


def on_one_line(text: str) -> str:
    """Text in which no line ends, so far as it is short enough to stand on one."""
    return text.replace(" ", "\u00a0") if len(text) <= SHORT else text


def abreast(count: int) -> int:
    """How many of so many figures stand side by side: three, and of a few two, so that none is squeezed."""
    return 2 if count in (1, 2, 4) else 3


def say_percent(share: float) -> str:
    """A share in whole per cent; 0 and 100 are said only of nothing and of all."""
    return _("%(share)d %%") % {"share": _percent(share)}


def _percent(share: float) -> int:
    whole = round(share * 100)
    return min(max(whole, 1), 99) if 0 < share < 1 else whole


def say(value: Value, kind: ValueKind = ValueKind.TEXT) -> str:
    """A value as people read it; what is unknown, or is no number at all, is a dash.

    Args:
        value: The value; text stays as it is.
        kind: What stands in its column: among shares the percentage comes first, for it is compared with others.
    """
    match value:
        case str():
            return value
        case Money(cents, currency, period):
            return say_money(cents, currency, period).strip()
        case Measured(number, unit):
            return say_measure(number, unit) if math.isfinite(number) else UNKNOWN
        case Share(part, whole):
            return _say_share(part, whole, kind) if whole else UNKNOWN
        case Minutes(minutes):
            return say_hours(minutes)
        case Way(share):
            return say_percent(share)
        case date():
            return say_day_year(value)
        case int() | float() if math.isfinite(value):
            return say_number(value)
    return UNKNOWN


def _say_share(part: int, whole: int, kind: ValueKind) -> str:
    if kind is not ValueKind.SHARE:
        counted = {"part": part, "whole": whole, "percent": _percent(part / whole)}
        return _("%(part)d of %(whole)d (%(percent)d %%)") % counted
    said = {"share": say_percent(part / whole), "part": say_number(part), "all": say_number(whole)}
    return _("%(share)s (%(part)s of %(all)s)") % said


class ColumnReading(NamedTuple):
    """A column of a table as it is read.

    Args:
        head: Its head.
        cells: What stands in it, row by row; empty where there is nothing to say.
        kind: What stands in it; text where several columns are read as one.
        rods: The length of a bar beside each cell, from 0 to 1; empty where there are none.
    """

    head: str
    cells: Sequence[str]
    kind: ValueKind
    rods: Sequence[float] = ()

    @property
    def right(self) -> bool:
        """Whether it stands to the right."""
        return self.kind in NUMERIC


def readings(table: Table) -> list[ColumnReading]:
    """The columns of a table as they are read: those of one group joined."""
    return list(_readings(table))


def _readings(table: Table) -> Iterator[ColumnReading]:
    pictured = charted(table)
    longest = max((amount(row[at]) for row in table.rows for at in pictured), default=0.0)
    numbered = enumerate(table.columns)
    for (_at, group), found in groupby(numbered, key=lambda pair: (-1 if pair[1].group else pair[0], pair[1].group)):
        columns = list(found)
        if group:
            yield ColumnReading(group, [_joined(row, columns) for row in table.rows], ValueKind.TEXT)
            continue
        [(at, column)] = columns
        cells = [say(row[at], column.kind) for row in table.rows]
        most = 1.0 if column.kind in (ValueKind.SHARE, ValueKind.WAY) else longest
        rods = [max(amount(row[at]), 0.0) / most if most > 0 else 0.0 for row in table.rows] if at in pictured else []
        yield ColumnReading(column.name, cells, column.kind, rods)


def _joined(row: Sequence[Value], columns: Sequence[tuple[int, Column]]) -> str:
    """What is known of a group, in one cell."""
    parts = [say(row[at], column.kind) for at, column in columns if row[at] not in (None, "")]
    return " · ".join(parts) or UNKNOWN


def amount(value: Value) -> float:
    """The number by which a value is drawn; what is unknown has no length."""
    match value:
        case Money(number) | Measured(number) | Minutes(number) | Way(number):
            number = float(number)
        case Share(part, whole):
            number = part / whole if whole else 0.0
        case int() | float():
            number = float(value)
        case _:
            number = 0.0
    return number if math.isfinite(number) else 0.0


def charted(table: Table) -> list[int]:
    """The places of the columns that a chart of a table shows; none where they cannot stand on one axis."""
    if not table.chart:
        return []
    numeric = [at for at, column in enumerate(table.columns) if at and column.kind in NUMERIC and not column.group]
    chosen = [at for at in numeric if table.columns[at].kind is table.columns[numeric[0]].kind]
    units = {_unit(row[at]) for row in table.rows for at in chosen} - {None}
    return chosen if len(units) == 1 else []


def _unit(value: Value) -> str | None:
    """In what a value is counted; ``None`` of what is unknown."""
    match value:
        case Money(_cents, currency, period):
            return f"{currency} {period.value}"
        case Measured(_number, unit):
            return unit
        case None:
            return None
    return ""
