"""The public holidays of the Netherlands, by rule."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from advisorbench.i18n import N_

COUNTRIES = ("nl", "none")
"""Whose holidays are known."""
_KINGS_DAY_SINCE = 2014
"""Before, it was Queen's Day, on 30 April."""
_LIBERATION_EVERY = 5
"""Liberation Day is a day off once in so many years; in the years between most people work."""


def holiday_on(day: date, country: str = "nl") -> str:
    """The public holiday on a day, by its English name; empty where it is none."""
    return _in_year(day.year).get(day, "") if country == "nl" else ""


@lru_cache(maxsize=100)
def _in_year(year: int) -> dict[date, str]:
    from dateutil.easter import easter

    easter_sunday = easter(year)

    def around_easter(days: int) -> date:
        return easter_sunday + timedelta(days=days)

    names = {
        date(year, 1, 1): N_("New Year's Day"),
        around_easter(-2): N_("Good Friday"),
        around_easter(0): N_("Easter Sunday"),
        around_easter(1): N_("Easter Monday"),
        around_easter(39): N_("Ascension Day"),
        around_easter(49): N_("Whit Sunday"),
        around_easter(50): N_("Whit Monday"),
        date(year, 12, 25): N_("Christmas Day"),
        date(year, 12, 26): N_("Boxing Day"),
    }
    names.setdefault(_royal_day(year), N_("King's Day"))
    if year % _LIBERATION_EVERY == 0:
        names.setdefault(date(year, 5, 5), N_("Liberation Day"))
    return names


def _royal_day(year: int) -> date:
    """King's Day is 27 April; on a Sunday it is the day before. Queen's Day, 30 April, kept the same rule."""
    day = date(year, 4, 27) if year >= _KINGS_DAY_SINCE else date(year, 4, 30)
    return day - timedelta(days=1) if day.weekday() == 6 else day
