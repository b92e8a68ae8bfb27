"""Tables of a report as the columns of a workbook: plain numbers, days and texts, each with how it is shown."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from advisorbench.domain.language.money import SIGNS
from advisorbench.domain.records.states import Period, label
from advisorbench.i18n import _, language
from advisorbench.reports.document import (
    Bar,
    Column,
    KeyFigures,
    Measured,
    Minutes,
    Money,
    Share,
    Table,
    Value,
    ValueKind,
    Way,
)
from advisorbench.reports.values import UNKNOWN, charted, line, say

CELL_LENGTH = 32_767
"""The most that a spreadsheet program reads in a cell, in UTF-16 units."""
FIRST_YEAR = 1901
"""Earlier days are text: spreadsheets cannot count to 1900 without a day that never was."""
MOST_EXACT = 10**15
"""Beyond this a number of a spreadsheet loses its last digits; it is text then."""
MOST_UNITS = 100
"""Spreadsheet programs take some 200 formats of numbers at most; where there are more units, numbers are text."""
HEAD_LENGTH = 240
"""The most of a head; spreadsheet programs refuse one of more than 255 UTF-16 units, and some may be added."""
_ESCAPE = re.compile("(_x[0-9a-fA-F]{4}_)")
_COUNTRIES = {"nl": "413"}
"""For each language how Windows numbers it, so that names of days are in the language of the report."""


class Cell(NamedTuple):
    """What stands in a cell: a text, a number or a day, and the format in which a number or a day is shown."""

    value: str | float | date
    form: str = ""


class Flat(NamedTuple):
    """A column of a workbook.

    Args:
        head: Its head.
        kind: What its values are.
        values: The values, row by row.
        drawn: Whether the chart shows it.
    """

    head: str
    kind: ValueKind
    values: Sequence[Value]
    drawn: bool = False


def cut(text: str, most: int = CELL_LENGTH) -> str:
    """Text on one line that is not too long for its place; where it was cut, that is said."""
    text = line(text)
    if _units(text, most) == text:
        return text
    mark = " " + _("… (cut)")
    return _units(text, most - len(mark)) + mark


def flat(table: Table) -> list[Flat]:
    """The columns of a table: a share has its counts beside it; of a group, what is known of no row is left out.

    The percentage is a number, to be sorted by and counted with; its counts are one text, for a table of shares with
    two columns of numbers more for each is too wide to be read on paper.
    """
    return list(_flat(table))


def _flat(table: Table) -> Iterator[Flat]:
    pictured = charted(table)
    for at, (name, kind, group) in enumerate(table.columns):
        values = [row[at] for row in table.rows]
        if group and all(value in (None, "") for value in values):
            continue
        shown = ValueKind.WAY if kind is ValueKind.SHARE else kind
        yield Flat(name, shown, [_percentage(value) for value in values], at in pictured)
        if kind is ValueKind.SHARE or any(isinstance(value, Share) for value in values):
            counts = [_counted(value, kind) for value in values]
            yield Flat(_("%(name)s: number") % {"name": name}, ValueKind.TEXT, counts)


def _percentage(value: Value) -> Value:
    if isinstance(value, Share):
        return Way(value.part / value.whole) if value.whole else None
    return value


def _counted(value: Value, kind: ValueKind) -> str | None:
    """The counts of a share, to stand beside it; what is no share has none."""
    if not isinstance(value, Share):
        return None if kind is ValueKind.SHARE else ""
    return _("%(part)d of %(whole)d") % value._asdict()


def flat_figures(figures: KeyFigures) -> list[Flat]:
    """Figures as columns: what each is, the figure, and the counts of a share."""
    rows = [(what, value) for value, what in figures.pairs]
    return flat(Table([Column(""), Column("", ValueKind.MIXED)], rows))


def flat_bars(title: str, bars: Sequence[Bar]) -> list[Flat]:
    """Bars as the columns of one table, a row each.

    Args:
        title: What they are about: the head of their names.
        bars: The bars.
    """
    columns = [Flat(title, ValueKind.TEXT, [bar.label for bar in bars])]
    if any(bar.about for bar in bars):
        columns.append(Flat(_("About"), ValueKind.TEXT, [bar.about for bar in bars]))
    rows = [dict((*bar.figures, *bar.standing)) for bar in bars]
    for name in dict.fromkeys(name for row in rows for name in row):
        values = [row.get(name, "") for row in rows]
        columns.append(Flat(name, _kind(values), values))
    return columns


def _kind(values: Sequence[Value]) -> ValueKind:
    """What values are whose kind was not said: what those are that are not words; mixed where these differ."""
    kinds = {
        Measured: ValueKind.NUMBER,
        Money: ValueKind.MONEY,
        Way: ValueKind.WAY,
        Minutes: ValueKind.MINUTES,
        int: ValueKind.COUNT,
        float: ValueKind.NUMBER,
    }
    distinct = {
        kinds.get(type(value), ValueKind.DAY if isinstance(value, date) else ValueKind.TEXT)
        for value in values
        if value
    }
    distinct -= {ValueKind.TEXT}
    return ValueKind.MIXED if len(distinct) > 1 else distinct.pop() if distinct else ValueKind.TEXT


def cells(column: Flat) -> list[Cell]:
    """The cells of a column below its head; amounts of one column have cents all of them, or none."""
    cents = any(isinstance(value, Money) and value.cents % 100 for value in column.values)
    units = {value.unit for value in column.values if isinstance(value, Measured)}
    return [cell(value, cents=cents, units=len(units) <= MOST_UNITS) for value in column.values]


def cell(value: Value, *, cents: bool = True, units: bool = True) -> Cell:
    """A value as a cell; what a spreadsheet cannot count is written as it is read.

    Args:
        value: The value.
        cents: Whether an amount is shown with its cents.
        units: Whether a measured number is a number with its unit in its format, and not text.
    """
    match value:
        case "":
            return Cell("")
        case Money(number, currency, period) if abs(number) < MOST_EXACT:
            return Cell(number / 100, _money_form(currency, period, cents))
        case Measured(number, unit) if units and _counts(number):
            return Cell(number, _number_form(number) + (_words(unit) if unit else ""))
        case Minutes(minutes):
            return Cell(minutes / 1440, "[h]:mm")
        case Way(share):
            return Cell(share, "0 %")
        case date() if value.year >= FIRST_YEAR:
            return Cell(value, f"[$-{_country()}]ddd d mmm yyyy")
        case int() | float() if _counts(value):
            return Cell(value, _number_form(value))
    return Cell(cut(say(value)))


def _counts(number: float) -> bool:
    return math.isfinite(number) and abs(number) < MOST_EXACT


def _country() -> str:
    return _COUNTRIES.get(language()[:2], "809")


def _number_form(number: float) -> str:
    """A number with the decimals that it has; spreadsheets write the marks of the reader's own language."""
    decimals = len(f"{number:.6f}".rstrip("0").partition(".")[2])
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _money_form(currency: str, period: Period, cents: bool) -> str:
    sign = re.sub(r"[^\w€£$]", "", SIGNS.get(currency, currency))[:8]
    number = "#,##0.00" if cents else "#,##0"
    over = "" if period is Period.ONCE else _words(label(period))
    before = f"[${sign}-{_country()}] "
    return f"{before}{number}{over};{before}-{number}{over}"


def _words(text: str) -> str:
    """Words behind a number, as its format holds them; they cannot end their quotes."""
    safe = cut(text, 40).replace('"', "”")
    return f'" {safe}"'


class Head(NamedTuple):
    """The head of a column.

    Args:
        text: What stands in its cell.
        name: What the table calls the column: the same, with what would be read as an escape escaped.
    """

    text: str
    name: str


def heads(columns: Sequence[Flat]) -> list[Head]:
    """The heads of a table: no two are the same, and none is empty or too long; programs refuse the file else."""
    unique: list[Head] = []
    taken: set[str] = set()
    for column in columns:
        base = unmarked(cut(column.head, HEAD_LENGTH))
        names = (f"{base} {number}" if number > 1 else base for number in range(1, len(taken) + 2))
        text = next(name for name in names if name.casefold() not in taken)
        taken.add(text.casefold())
        unique.append(Head(text, _ESCAPE.sub(r"_x005F\1", text)))
    return unique


def unmarked(text: str) -> str:
    """Text that xlsxwriter does not take for markup of its own, as it does from <r> to </r>."""
    return f"{text[: CELL_LENGTH - 1]} " if text.startswith("<r>") and text.endswith("</r>") else text


def sheet_name(text: str, taken: set[str]) -> str:
    """A name that a sheet can have, and that none has yet; it is noted as taken.

    Args:
        text: What the sheet is called.
        taken: The names that there are, folded.
    """
    safe = " ".join(re.sub(r"[\[\]:*?/\\]", " ", line(text)).split()).strip(" '")
    base = safe if safe.strip(UNKNOWN) else _("Sheet")
    for number in range(1, len(taken) + 3):
        end = f" {number}" if number > 1 else ""
        name = _units(base, 31 - len(end)).strip(" '") + end
        if name.casefold() not in taken | {"history"}:  # Excel keeps that name for itself
            break
    taken.add(name.casefold())
    return name


def _units(text: str, most: int) -> str:
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
