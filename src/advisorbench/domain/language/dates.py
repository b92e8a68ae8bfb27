"""Days as people type, read and count them.

`parse_day` reads English and Dutch with one small table of rules, whatever the language of the interface, and
refuses what is not certain: a date that was guessed wrong costs more than one that is typed again.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from advisorbench.domain.text import fold
from advisorbench.i18n import N_, _, day_first, ngettext

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years in which every day of the book lies; whatever is counted from one stays within the calendar."""
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
MAX_LENGTH = 60
"""Longer texts are not read, in characters."""
NEAR_DAYS = 183
"""Within about six months of today a day is said without its year."""
SHORT_YEAR_REACH = 20
"""A year of two digits is read only this near to today, in years; further off the century is not certain."""

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_WEEKDAYS_LONG = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
_MONTHS_LONG = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


# --- saying ---------------------------------------------------------------------------------------------------


def say_day(day: date, today: date) -> str:
    """A day for screens, short: "tomorrow", "Fri 4 Dec", or "4 Dec 2027" when it is far from today."""
    distance = (day - today).days
    near = {0: N_("today"), 1: N_("tomorrow"), -1: N_("yesterday")}
    if distance in near:
        return _(near[distance])
    month = _(_MONTHS[day.month - 1])
    if abs(distance) > NEAR_DAYS:
        return _("%(day)d %(month)s %(year)d") % {"day": day.day, "month": month, "year": day.year}
    weekday = _(_WEEKDAYS[day.weekday()])
    return _("%(weekday)s %(day)d %(month)s") % {"weekday": weekday, "day": day.day, "month": month}


def say_day_year(day: date) -> str:
    """A day, short and with its year: "Mon 23 Nov 2026"."""
    return _("%(weekday)s %(day)d %(month)s %(year)d") % {
        "weekday": _(_WEEKDAYS[day.weekday()]),
        "day": day.day,
        "month": _(_MONTHS[day.month - 1]),
        "year": day.year,
    }


def say_day_long(day: date) -> str:
    """A day in full, as forms echo what they understood: "Friday 4 December 2026"; `parse_day` reads it back."""
    return _("%(weekday)s %(day)d %(month)s %(year)d") % {
        "weekday": _(_WEEKDAYS_LONG[day.weekday()]),
        "day": day.day,
        "month": _(_MONTHS_LONG[day.month - 1]),
        "year": day.year,
    }


def say_month(day: date) -> str:
    """The month of a day, with its year: "November 2026"."""
    return _("%(month)s %(year)d") % {"month": _(_MONTHS_LONG[day.month - 1]), "year": day.year}


def say_ago(day: date, today: date) -> str:
    """How far a day is from today, in days: "61 days ago", "in 5 days", "today"."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("%(count)d day ago", "%(count)d days ago", -days) % {"count": -days}
    return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}


def week_of(day: date) -> int:
    """The ISO week number, 1 to 53; the first days of January may belong to week 52 or 53."""
    return day.isocalendar().week


def months_after(anchor: date, months: int) -> date:
    """The day that many calendar months after (negative: before) the anchor, in a shorter month its last day.

    Count from the anchor, not from an earlier answer: 31 Jan + 1 is 28 or 29 Feb, 31 Jan + 2 is 31 Mar.

    Raises:
        ValueError, OverflowError: The calendar, years 1 to 9999, does not reach that far.
    """
    # By hand: a whole book asks this hundreds of thousands of times, and relativedelta takes ten times as long.
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    if anchor.day <= 28:
        return date(year, month + 1, anchor.day)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


# --- the words of the grammar: folded, a comma between things, a space between the words for one thing --------

_DAYS_FROM_TODAY = {
    "today": 0, "tomorrow": 1, "day after tomorrow": 2, "yesterday": -1, "day before yesterday": -2,
    "vandaag": 0, "morgen": 1, "overmorgen": 2, "gisteren": -1, "eergisteren": -2,
}  # fmt: skip
_WEEKDAY_WORDS = (
    "mon monday ma maandag, tue tues tuesday di dinsdag, wed wednesday wo woensdag,"
    " thu thurs thursday do donderdag, fri friday vr vrijdag, sat saturday za zaterdag, sun sunday zo zondag"
)
_MONTH_WORDS = (
    "jan january januari, feb february februari, mar march mrt maart, apr april, may mei, jun june juni, jul july juli,"
    " aug august augustus, sep sept september, oct october okt oktober, nov november, dec december"
)
_NUMBERS_EN = "one a, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve"
_NUMBERS_NL = "een, twee, drie, vier, vijf, zes, zeven, acht, negen, tien, elf, twaalf"
_UNITS_EN = "day days, week weeks, month months, year years"
_UNITS_NL = "dag dagen, week weken, maand maanden, jaar jaren"
_UNIT_LETTERS = "d, w, m, y j"


def _places(*tables: str) -> dict[str, int]:
    """Each word with the place of its thing in the table, from 0."""
    return {word: place for table in tables for place, words in enumerate(table.split(",")) for word in words.split()}


def _any(*tables: str) -> str:
    return "|".join(_places(*tables))


_WEEKDAY, _MONTH = _places(_WEEKDAY_WORDS), _places(_MONTH_WORDS)
_NUMBER, _UNIT = _places(_NUMBERS_EN, _NUMBERS_NL), _places(_UNIT_LETTERS, _UNITS_EN, _UNITS_NL)

# --- reading --------------------------------------------------------------------------------------------------


class _UnclearError(ValueError):
    """A text that is no day, or could be more than one; its message is for the user."""


def within_years(day: date) -> date:
    """The day, if it lies within the years that are kept.

    Raises:
        ValueError: It lies before or after them; the message is for the user.
    """
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    years = {"first": FIRST_YEAR, "last": LAST_YEAR}
    raise _UnclearError(_("That day is too far away: years run from %(first)d to %(last)d.") % years)


def parse_day(text: str, today: date) -> date:
    """The one day that a text means, in English or Dutch; case, accents and a dot behind a word do not matter.

    Raises:
        ValueError: It means no day, or could be more than one; the message, for the user, names those.
    """
    # Folding would join the footnote in "1² dec" to its number: only the numerals 0 to 9 are read.
    if len(text) > MAX_LENGTH or any(sign.isnumeric() and not sign.isascii() for sign in text):
        raise _not_read()
    words = re.sub(r"(?<=\w)[.,](?= |$)", "", fold(text))
    if not words:
        raise _UnclearError(_("Type a day, for example 4 dec, fri, +2w or 2026-12-04."))
    try:
        return within_years(_read(words, today))
    except _UnclearError:
        raise
    except (OverflowError, ValueError):  # beyond what the calendar can count
        return within_years(date.max)


def _read(words: str, today: date) -> date:
    for pattern, read in _RULES:
        if match := re.fullmatch(pattern, words, re.ASCII):
            return read(match, today)
    weekday, _space, rest = words.partition(" ")
    for pattern, read in _DATES:
        if match := re.fullmatch(pattern, rest if weekday in _WEEKDAY else words, re.ASCII):
            day = read(match, today)
            if day.weekday() != _WEEKDAY.get(weekday, day.weekday()):
                actual = {"date": day.isoformat(), "weekday": _(_WEEKDAYS_LONG[day.weekday()])}
                raise _UnclearError(
                    _("%(date)s is a %(weekday)s. Correct the date, or leave out the weekday.") % actual
                )
            return day
    raise _not_read()


def _not_read() -> _UnclearError:
    return _UnclearError(_("That is no day that can be read. Type for example 4 dec, fri, +2w or 2026-12-04."))


def _one_of(first: date, second: date) -> date:
    """The day on which two readings agree; refused, with both named, when they do not."""
    if first == second:
        return first
    named = [f"{_(_WEEKDAYS[day.weekday()])} {day.isoformat()}" for day in sorted((first, second))]
    raise _UnclearError(
        _("That can be %(one)s or %(other)s. Type the one you mean.") % {"one": named[0], "other": named[1]}
    )


def _dated(year: int | None, month: int, day: int, today: date) -> date:
    """That date; without a year the next such day from today on, up to eight years away for 29 February."""
    for candidate in range(today.year, today.year + 9) if year is None else (year,):
        try:
            coming = date(candidate, month, day)
        except ValueError:
            continue
        if year is not None or coming >= today:
            return coming
    raise _UnclearError(_("There is no such day in the calendar."))


def _date(match: re.Match[str], today: date) -> date:
    month = _MONTH[match["month"]] + 1 if match["month"] in _MONTH else int(match["month"])
    return _dated(int(match["year"]) if match["year"] else None, month, int(match["day"]), today)


def _numeric(match: re.Match[str], today: date) -> date:
    first, second, year = int(match["first"]), int(match["second"]), None
    if match["year"]:
        year = int(match["year"])
        if len(match["year"]) == 2:
            year += today.year // 100 * 100
            if abs(year - today.year) > SHORT_YEAR_REACH:
                raise _UnclearError(_("Type the year in four digits."))
    if max(first, second) <= 12 and not day_first():
        return _one_of(_dated(year, second, first, today), _dated(year, first, second, today))
    if day_first():
        return _dated(year, second, first, today)
    return _dated(year, min(first, second), max(first, second), today)


def _weekday(found: re.Match[str], today: date) -> date:
    ahead = _WEEKDAY[found["weekday"]] - today.weekday()
    coming, latest = today + timedelta((ahead - 1) % 7 + 1), today - timedelta((-ahead - 1) % 7 + 1)
    match found["which"]:
        case "past" | "afgelopen":
            return latest
        case "next" | "volgende":
            return _one_of(coming, today + timedelta(ahead + 7))
        case "last" | "vorige":
            return _one_of(latest, today + timedelta(ahead - 7))
    return coming


def _stepped(today: date, count: int, unit: int) -> date:
    days, months = ((1, 0), (7, 0), (0, 1), (0, 12))[unit]
    return months_after(today, count * months) + timedelta(count * days)


def _steps(match: re.Match[str], today: date) -> date:
    found = match.groupdict()
    count = int(found["count"]) if found["count"].isdecimal() else _NUMBER[found["count"]] + 1
    return _stepped(today, -count if found.get("back") else count, _UNIT[found["unit"]])


def _whole_span(match: re.Match[str], today: date) -> date:
    unit, step = _UNIT[match["unit"]], -1 if match["back"] else 1
    example = {"day": _stepped(today, step, unit).isoformat(), "step": f"{step:+d}{'dwmy'[unit]}"}
    raise _UnclearError(_("Which day? Type for example %(day)s, or %(step)s for the same.") % example)


def _end_of_week(_match: re.Match[str], today: date) -> date:
    monday = today - timedelta(today.weekday())
    return _one_of(monday + timedelta(4), monday + timedelta(6))


_W = rf"(?P<weekday>{_any(_WEEKDAY_WORDS)})"
_M = rf"(?P<month>{_any(_MONTH_WORDS)})"
_EN = rf"(?P<count>\d+|{_any(_NUMBERS_EN)}) (?P<unit>{_any(_UNITS_EN)})"
_NL = rf"(?P<count>\d+|{_any(_NUMBERS_NL)}) (?P<unit>{_any(_UNITS_NL)})"
_END = "(?:end of(?: the)?|einde?(?: van de)?)"
_WHICH = "this|deze|coming|komende|next|volgende|last|vorige|past|afgelopen"
_SPAN = "next|coming|volgende?|komende?|(?P<back>last|past|vorige?|afgelopen)"

_RULES: tuple[tuple[str, Callable[[re.Match[str], date], date]], ...] = (
    ("|".join(_DAYS_FROM_TODAY), lambda match, today: today + timedelta(_DAYS_FROM_TODAY[match[0]])),
    (rf"(?:(?P<which>{_WHICH}) )?{_W}", _weekday),
    (rf"(?:\+|(?P<back>-))? ?(?P<count>\d+) ?(?P<unit>{_any(_UNIT_LETTERS, _UNITS_EN, _UNITS_NL)})", _steps),
    # Each language by itself: in English "over 2 weeks" is more than two, in Dutch "in 2 weken" is within two.
    (rf"in {_EN}", _steps),
    (rf"over {_NL}", _steps),
    (rf"{_EN} (?P<back>ago)", _steps),
    (rf"{_NL} (?P<back>geleden)", _steps),
    (rf"(?:{_SPAN}) (?P<unit>{_any(_UNITS_EN, _UNITS_NL)})", _whole_span),
    (rf"{_END} (?:month|maand)", lambda _match, today: today.replace(day=monthrange(today.year, today.month)[1])),
    (rf"{_END} week", _end_of_week),
)
_DATES: tuple[tuple[str, Callable[[re.Match[str], date], date]], ...] = (
    (r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})", _date),
    (r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", _date),
    (rf"(?P<day>\d{{1,2}})[ -]?{_M}(?:[ -]?(?P<year>\d{{4}}))?", _date),
    (rf"{_M} (?P<day>\d{{1,2}})(?: (?P<year>\d{{4}}))?", _date),
    (r"(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second>\d{1,2})(?:(?P=sep)(?P<year>\d{4}|\d{2}))?", _numeric),
)
"""Dates that stand by themselves; a weekday may stand before them and must then agree."""
