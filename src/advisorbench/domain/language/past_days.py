"""A day on which something happened, as it is said within a sentence, in Dutch and English: today or before it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from advisorbench.domain.language.dates import parse_day, say_day_year
from advisorbench.domain.text import fold
from advisorbench.i18n import _

_WEEKDAY = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    "|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
)
_SHORT = "mon|tue|tues|wed|thu|thurs|fri|sat|sun|ma|di|wo|do|vr|za|zo"
_MONTH = (
    r"(?:jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|okt|nov|dec|mrt|may|mei|january|january|february|march|april|june|july"
    r"|august|september|october|november|december|januari|februari|maart|juni|juli|augustus|oktober)\.?"
)
_PARTS = "morning|afternoon|evening|ochtend|middag|avond|morgen"
_PART = rf"(?: ?(?:{_PARTS}))?"
_NEAR = {
    "today": 0, "vandaag": 0, "yesterday": -1, "gisteren": -1, "eergisteren": -2, "day before yesterday": -2,
    "tomorrow": 1, "morgen": 1, "overmorgen": 2, "gister": -1, "last night": -1,
}  # fmt: skip
_LAST_WEEK = rf"(?:(?:in )?(?:last|vorige) week (?:on |op )?({_WEEKDAY})|({_WEEKDAY}) (?:of )?(?:last|vorige) week)"
_DATES = (
    rf"(\d{{1,2}}) ?{_MONTH}(?: (\d{{4}}))?", rf"{_MONTH} (\d{{1,2}})(?: (\d{{4}}))?", r"\d{4}-\d{1,2}-\d{1,2}",
    r"\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?",
)  # fmt: skip
PAST_ONLY = r"(?:today|vandaag|yesterday|gisteren|gister|eergisteren|.* ago|.* geleden|(?:last|afgelopen|vorige) .*)"


class NotYet(ValueError):
    """The day is still to come."""


def day_of(words: str, today: date) -> date | None:
    """The day in the past, or today, that folded words mean as a whole; ``None`` where they are no day.

    Raises:
        ValueError: They are one, but it is not certain which, or it is still to come; in words for the user.
    """
    plain = re.sub(r"^(?:on|op|d\.?d\.?|the|de) (?!\d+$)", "", words)
    with_on = plain != words
    if match := re.fullmatch(rf"({'|'.join(_NEAR)}){_PART}|(?:this|deze) (?:{_PARTS})|van(?:{_PARTS})", plain):
        return _past(today + timedelta(_NEAR.get(match[1] or "", 0)), today)
    if match := re.fullmatch(_LAST_WEEK, plain):
        at = parse_day(f"past {match[1] or match[2]}", date(2026, 1, 4)).weekday()
        return today - timedelta(today.weekday() + 7 - at)
    short = rf"|{_SHORT}" if with_on or re.match("(?:past|last|vorige|afgelopen) ", plain) else ""
    if match := re.fullmatch(rf"(?:(past|last|vorige|afgelopen) )?({_WEEKDAY}{short}){_PART}", plain):
        return _weekday(match[1] or "", match[2], today)
    shapes = r"next|volgende|komende|coming|this|deze"
    if re.fullmatch(rf"(?:{shapes}) (?:{_WEEKDAY})|.+ (?:ago|geleden)|(?:last|vorige|past|afgelopen|{shapes}) "
                    r"(?:week|month|maand|year|jaar)", plain):  # fmt: skip
        return _ago(plain, today)
    if any(re.fullmatch(shape, plain) for shape in _DATES):
        return _dated(plain, today)
    return None


_YEARLESS = re.compile(r"\d{1,2}[\s./-]*(?:[a-z]{3,}|\d{1,2})|[a-z]{3,}\.? \d{1,2}")


def parse_past_day(text: str, today: date) -> date:
    """The day that a text means for something that happened: a weekday is the last one, and so is a day without a year,
    unless the coming one is nearer. What is still to come is given back as it is, for others to refuse.

    Raises:
        ValueError: As `parse_day`.
    """
    day, words = parse_day(text, today), fold(text).rstrip(".")
    if day <= today:
        return day
    if re.fullmatch(rf"{_WEEKDAY}|{_SHORT}", words):
        return day - timedelta(7)
    if _YEARLESS.fullmatch(words):
        try:
            return _dated(words, today)
        except NotYet:
            return day
    return day


def _past(day: date, today: date) -> date:
    if day > today:
        raise NotYet(_("%(day)s is still to come: what is logged has happened.") % {"day": say_day_year(day)})
    return day


def _weekday(which: str, weekday: str, today: date) -> date:
    if which not in ("last", "vorige"):
        latest = parse_day(f"past {weekday}", today)
        if not which and latest == today - timedelta(7):
            raise ValueError(
                _("Which day: %(one)s or %(other)s?") % {"one": say_day_year(latest), "other": say_day_year(today)}
            )
        return latest
    return parse_day(f"{which} {weekday}", today)


def _ago(plain: str, today: date) -> date | None:
    try:
        return _past(parse_day(plain, today), today)
    except NotYet:
        raise
    except ValueError:
        if plain.endswith(("ago", "geleden")) and not re.match(r"(?:\d+|[a-z]+) [a-z]+ (?:ago|geleden)$", plain):
            return None
        raise


def _dated(plain: str, today: date) -> date:
    """A date; without a year the last such day, unless the coming one is nearer."""
    day = parse_day(plain, today)
    if day <= today or re.search(r"\d{4}", plain):
        return _past(day, today)
    separator = "-" if "-" in plain else "/" if "/" in plain else " "
    for year in (today.year, today.year - 1, today.year - 2, today.year - 3, today.year - 4):
        try:
            past = parse_day(f"{plain}{separator}{year}", today)
        except ValueError:
            continue
        if past <= today:
            return past if today - past <= day - today else _past(day, today)
    return _past(day, today)
