"""A stretch of the calendar that is reported on: an ISO week, a month, a quarter or a year.

Written as ``2026-W47``, ``2026-11``, ``2026-Q4`` or ``2026``, or in words, in English or Dutch: "last week",
"dit kwartaal".
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from advisorbench.domain.language.dates import FIRST_YEAR, LAST_YEAR, MAX_LENGTH, months_after, say_month
from advisorbench.domain.text import fold
from advisorbench.i18n import _


class Length(StrEnum):
    """What kind of stretch it is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {Length.MONTH: 1, Length.QUARTER: 3, Length.YEAR: 12}


class Span(NamedTuple):
    """A whole week, month, quarter or year.

    Args:
        length: Which of these.
        first: Its first day.
    """

    length: Length
    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(1)

    @property
    def next(self) -> Span:
        """The one of the same kind that follows."""
        return self._away(1)

    @property
    def before(self) -> Span:
        """The one of the same kind before it."""
        return self._away(-1)

    def _away(self, count: int) -> Span:
        if self.length is Length.WEEK:
            return self._replace(first=self.first + timedelta(weeks=count))
        return self._replace(first=months_after(self.first, count * _MONTHS[self.length]))

    @property
    def key(self) -> str:
        """As it is typed and written into files; `parse_span` reads it back."""
        year, week, _weekday = self.first.isocalendar()
        match self.length:
            case Length.WEEK:
                return f"{year:04}-W{week:02}"
            case Length.MONTH:
                return f"{self.first:%Y-%m}"
            case Length.QUARTER:
                return f"{self.first:%Y}-Q{self._quarter}"
        return f"{self.first:%Y}"

    @property
    def name(self) -> str:
        """As people say it: "week 47 of 2026", "November 2026", "Q4 2026", "2026"."""
        year, week, _weekday = self.first.isocalendar()
        match self.length:
            case Length.WEEK:
                return _("week %(week)d of %(year)d") % {"week": week, "year": year}
            case Length.MONTH:
                return say_month(self.first)
            case Length.QUARTER:
                return _("Q%(quarter)d %(year)d") % {"quarter": self._quarter, "year": self.first.year}
        return str(self.first.year)

    @property
    def _quarter(self) -> int:
        return (self.first.month + 2) // 3

    def __contains__(self, day: object) -> bool:
        """Whether a day lies in it."""
        return isinstance(day, date) and self.first <= day <= self.last


def span_of(length: Length, day: date) -> Span:
    """The week, month, quarter or year in which a day lies."""
    match length:
        case Length.WEEK:
            return Span(length, day - timedelta(day.weekday()))
        case Length.MONTH:
            return Span(length, day.replace(day=1))
        case Length.QUARTER:
            return Span(length, date(day.year, (day.month - 1) // 3 * 3 + 1, 1))
    return Span(length, date(day.year, 1, 1))


_UNITS = {
    "week": Length.WEEK, "month": Length.MONTH, "maand": Length.MONTH, "quarter": Length.QUARTER,
    "kwartaal": Length.QUARTER, "year": Length.YEAR, "jaar": Length.YEAR,
}  # fmt: skip
_STEPS = {
    "this": 0, "deze": 0, "dit": 0, "last": -1, "previous": -1, "vorige": -1, "vorig": -1, "afgelopen": -1,
    "next": 1, "volgende": 1, "volgend": 1,
}  # fmt: skip
_WORDS = re.compile(f"({'|'.join(_STEPS)}) ({'|'.join(_UNITS)})")
_WRITTEN = re.compile(r"(\d{4})(?:-?w(\d{1,2})|-?[qk]([1-4])|-(\d{1,2}))?", re.ASCII)


def parse_span(text: str, today: date) -> Span:
    """The week, month, quarter or year that a text means.

    Raises:
        ValueError: It means none; the message, for the user, says how to write one.
    """
    words = fold(text) if len(text) <= MAX_LENGTH else ""
    if found := _WORDS.fullmatch(words):
        span = span_of(_UNITS[found[2]], today)
        step = _STEPS[found[1]]
        return span.next if step > 0 else span.before if step else span
    written = _WRITTEN.fullmatch(words)
    if not written:
        raise ValueError(_("That is no period. Write for example 2026-W47, 2026-11, 2026-Q4, 2026 or last week."))
    year = int(written[1])
    if not FIRST_YEAR <= year < LAST_YEAR:
        years = {"first": FIRST_YEAR, "last": LAST_YEAR - 1}
        raise ValueError(_("That period is too far away: years run from %(first)d to %(last)d.") % years)
    try:
        if written[2]:
            return Span(Length.WEEK, date.fromisocalendar(year, int(written[2]), 1))
        if written[4]:
            return Span(Length.MONTH, date(year, int(written[4]), 1))
    except ValueError as error:
        raise ValueError(_("The calendar has no such week or month. Write for example 2026-W47 or 2026-11.")) from error
    if written[3]:
        return Span(Length.QUARTER, date(year, int(written[3]) * 3 - 2, 1))
    return Span(Length.YEAR, date(year, 1, 1))
