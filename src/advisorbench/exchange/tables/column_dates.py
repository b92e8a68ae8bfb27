"""The cells of a column read as dates.

Never guessed: what can be read in two ways is decided by the rest of its column or refused. Every ``ValueError``
raised here carries one line for the user.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from advisorbench.domain.language.amounts import MOST_CHARS, clean_cell, quoted
from advisorbench.domain.text import clean_line
from advisorbench.i18n import _

_MONTH_NAMES = {
    1: "jan january januari",
    2: "feb february februari",
    3: "mar march mrt maart",
    4: "apr april",
    5: "may mei",
    6: "jun june juni",
    7: "jul july juli",
    8: "aug august augustus",
    9: "sep sept september",
    10: "oct october okt oktober",
    11: "nov november",
    12: "dec december",
}
_MONTHS = {name: month for month, names in _MONTH_NAMES.items() for name in names.split()}

_ZONE = r"(?:\s*(?:z|utc|gmt|[+-]\d{2}(?::?\d{2})?))?"
_HOUR = r"(?:[01]?\d|2[0-4])"
_TIME = rf"(?:(?:t|,?\s+){_HOUR}(?::[0-5]\d(?::[0-6]\d(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?|\s*[ap]\.?m\.?){_ZONE}|z)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.I | re.A)
_COMPACT = re.compile(rf"((?:19|20)\d\d)(\d\d)(\d\d){_TIME}", re.I | re.A)
_NUMBERS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}", re.I | re.A)
_GAP = r"(?:\s*[-/.,]\s*|\s+)"
_NTH = r"(\d{1,2})(?:st|nd|rd|th|e)?"
_DAY_MONTH = re.compile(rf"{_NTH}{_GAP}([a-z]{{3,9}})\.?{_GAP}(\d{{4}}|\d{{2}}){_TIME}", re.I | re.A)
_MONTH_DAY = re.compile(rf"([a-z]{{3,9}})\.?{_GAP}{_NTH}(?:,\s*|\s+|-)(\d{{4}}){_TIME}", re.I | re.A)
_YEAR_MONTH = re.compile(rf"(\d{{4}}){_GAP}([a-z]{{3,9}})\.?{_GAP}{_NTH}{_TIME}", re.I | re.A)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?", re.A)
_WEEKDAY_NAMES = (
    "mo mon monday tu tue tues tuesday we wed wednesday th thu thur thurs thursday fr fri friday sa sat saturday "
    "su sun sunday ma maandag di dinsdag wo woensdag do donderdag vr vrijdag za zaterdag zo zondag"
)
_WEEKDAYS = frozenset(_WEEKDAY_NAMES.split())


class DateOrder(StrEnum):
    """In which order day, month and year stand."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


@dataclass(frozen=True)
class DateColumn:
    """What a column tells about its dates.

    Args:
        order: The order that fits every date; None if no date needs one, if several fit, or if none does.
        ambiguous: Whether several orders fit and give different days, so that somebody has to say which.
        count: How many cells hold a date.
        example: A cell that shows it: an ambiguous one, or the one that decided, or that contradicts the others.
    """

    order: DateOrder | None
    ambiguous: bool
    count: int
    example: str


class _Numbers(NamedTuple):
    """A date of three numbers that does not begin with a year of four digits."""

    first: int
    second: int
    last: str

    def as_date(self, order: DateOrder) -> date | None:
        """The day in this order; None if there is no such day."""
        if order is DateOrder.YMD:
            if len(self.last) == 4:
                return None
            return _day(_full_year(f"{self.first:02}"), self.second, int(self.last))
        day, month = (self.first, self.second) if order is DateOrder.DMY else (self.second, self.first)
        return _day(_full_year(self.last), month, day)

    def readings(self) -> dict[DateOrder, date]:
        """Every order that gives a day. A year of two digits stands last unless only the front has room for it."""
        found = {order: day for order in (DateOrder.DMY, DateOrder.MDY) if (day := self.as_date(order))}
        if not found and (day := self.as_date(DateOrder.YMD)):
            found[DateOrder.YMD] = day
        return found


def _full_year(digits: str) -> int:
    """Two digits from 70 are of the last century, below of this one."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 70 else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plain_date(cell: str) -> date | None:
    """The day, if the cell is a date that can be read in one way only by its form."""
    if match := _YEAR_FIRST.fullmatch(cell):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _COMPACT.fullmatch(cell):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if not any(map(str.isalpha, cell)):
        return None
    weekday = cell.split()[0].rstrip(".,").lower()
    if weekday in _WEEKDAYS:
        cell = cell.split(maxsplit=1)[-1]
    if match := _DAY_MONTH.fullmatch(cell):
        day, month, year = match.groups()
    elif match := _MONTH_DAY.fullmatch(cell):
        month, day, year = match.groups()
    elif match := _YEAR_MONTH.fullmatch(cell):
        year, month, day = match.groups()
    else:
        return None
    return _day(_full_year(year), _MONTHS.get(month.lower(), 0), int(day))


def _numbers(cell: str) -> _Numbers | None:
    found = _NUMBERS.fullmatch(cell)
    return _Numbers(int(found[1]), int(found[3]), found[4]) if found else None


class _OrderTally:
    """What the dates seen so far say about their order."""

    def __init__(self) -> None:
        self.count = self.year_first = 0
        self.first = self.unsure = self.deciding = ""
        self.fitting = {DateOrder.DMY, DateOrder.MDY}
        self.front_year_needed = False  # some date has room for its year of two digits only in front
        self.front_year_fits = True

    def add(self, cell: str) -> None:
        """Count the cell if it is a date."""
        numbers = _numbers(cell)
        readings = numbers.readings() if numbers else {}
        if not readings and not _plain_date(cell):
            return
        self.count += 1
        self.first = self.first or cell
        if not numbers:
            self.year_first += cell[:4].isdigit()
            return
        self.front_year_fits = self.front_year_fits and numbers.as_date(DateOrder.YMD) is not None
        if len(readings) == 1:
            if self.fitting - set(readings):
                self.deciding = cell
            self.fitting &= set(readings)
            self.front_year_needed = self.front_year_needed or DateOrder.YMD in readings
        elif len(set(readings.values())) > 1:  # 03-03-2024 is the same day either way
            self.unsure = self.unsure or cell

    def column(self) -> DateColumn:
        """The verdict on all dates added."""
        if self.front_year_needed:
            order = DateOrder.YMD if self.front_year_fits else None
            return DateColumn(order, False, self.count, self.deciding)
        if self.deciding:
            return DateColumn(next(iter(self.fitting), None), False, self.count, self.deciding)
        if self.unsure:
            return DateColumn(None, True, self.count, self.unsure)
        all_year_first = self.count > 0 and self.count == self.year_first
        return DateColumn(DateOrder.YMD if all_year_first else None, False, self.count, self.first)


def find_date_order(values: Iterable[str]) -> DateColumn:
    """In which order the dates of a column stand, judged by all of them.

    Dates that begin with a year of four digits or name the month decide themselves. Cells that are no dates are
    passed over; `parse_date` refuses them one by one.
    """
    tally = _OrderTally()
    for value in values:
        tally.add(clean_line(value[: 10 * MOST_CHARS]))
    return tally.column()


def parse_date(text: str, order: DateOrder | None = None) -> date:
    """The day a cell holds, as it is written; a time or zone after it is read over, not converted.

    Args:
        text: The cell.
        order: How ``3/4/2024`` is meant; None reads only what can be read in one way.

    Raises:
        ValueError: No date, no such day, ambiguous, or a spreadsheet's serial number; in words for the user.
    """
    cell = clean_cell(text)
    if (plain := _plain_date(cell)) is not None:
        return plain
    values = {"value": quoted(cell)}
    numbers = _numbers(cell)
    if numbers is None:
        if _SERIAL.fullmatch(cell):
            raise ValueError(
                _("%(value)s is a spreadsheet's serial number: format the column as a date and export again.") % values
            )
        raise ValueError(_("%(value)s is not a date.") % values)
    if order is not None and not (order is DateOrder.YMD and len(numbers.last) == 4):
        day = numbers.as_date(order)
        if day is None:
            names = {
                DateOrder.DMY: _("day-month-year"),
                DateOrder.MDY: _("month-day-year"),
                DateOrder.YMD: _("year-month-day"),
            }
            raise ValueError(_("%(value)s is not a date as %(order)s.") % {**values, "order": names[order]})
        return day
    days = set(numbers.readings().values())
    if len(days) > 1:
        raise ValueError(_("%(value)s can be read as day-month or as month-day.") % values)
    if not days:
        raise ValueError(_("%(value)s is not a date.") % values)
    return days.pop()
