"""Events that repeat: which starts a rule gives, on the clocks of its zone.

A start is a plain ``datetime`` on those clocks, at midnight for whole days. So nine o'clock stays nine o'clock when
the clocks change, as a calendar means it (RFC 5545, 3.3.10).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from advisorbench.domain.language.dates import FIRST_YEAR, LAST_YEAR, within_years
from advisorbench.i18n import N_

_NUMBERS = r"[+-]?[0-9]{1,3}(?:,[+-]?[0-9]{1,3})*"
_DAYS = "[+-]?[0-9]{0,2}(?:MO|TU|WE|TH|FR|SA|SU)"
_PARTS = {
    "FREQ": "DAILY|WEEKLY|MONTHLY|YEARLY", "INTERVAL": "0*[1-9][0-9]{0,3}", "COUNT": "0*[1-9][0-9]{0,4}",
    "UNTIL": "[0-9]{8}(?:T[0-9]{6}Z?)?", "WKST": "MO|TU|WE|TH|FR|SA|SU", "BYDAY": f"{_DAYS}(?:,{_DAYS})*",
    "BYMONTH": _NUMBERS, "BYMONTHDAY": _NUMBERS, "BYYEARDAY": _NUMBERS, "BYWEEKNO": _NUMBERS, "BYSETPOS": _NUMBERS,
    "BYHOUR": _NUMBERS, "BYMINUTE": _NUMBERS, "BYSECOND": _NUMBERS,
}  # fmt: skip
"""What a rule may consist of: nothing that repeats within a day by itself, nothing that never moves on."""
_ORDER = (
    "FREQ", "UNTIL", "COUNT", "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY",
    "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST",
)  # fmt: skip
"""The parts of a rule in the order in which it is kept, so that the same rule is the same text."""
_WITHIN_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_USUAL = {"INTERVAL": "1", "WKST": "MO"}
"""What a rule means where it says nothing."""
MOST_A_DAY = 24
"""The most times that a rule may come on one day."""
_CYCLE_YEARS = 400
"""After so many years the calendar repeats itself, weekdays and leap days included."""


def check_repeat(text: str) -> str:
    """A rule (RFC 5545 RRULE) in its plain form; empty stays empty.

    Raises:
        ValueError: It cannot be read, or repeats within a day.
    """
    rule = text.strip().upper().removeprefix("RRULE:").rstrip(";")
    if not rule:
        return ""
    parts = [part.partition("=") for part in rule.split(";")]
    names = [name for name, _is, _value in parts]
    known = all(re.fullmatch(_PARTS.get(name, ""), value, re.ASCII) for name, _is, value in parts)
    within = 1
    for name, _is, value in parts:
        within *= len(value.split(",")) if name in _WITHIN_DAY else 1
    if not known or "FREQ" not in names or len(set(names)) < len(names) or within > MOST_A_DAY:
        raise ValueError(N_("write a rule such as FREQ=WEEKLY;BYDAY=TU"))
    if "UNTIL" in names:
        try:
            _until(rule, "UTC")
        except ValueError:
            raise ValueError(N_("UNTIL is no day of the calendar")) from None
    said = {name: ",".join(_plain_number(n) for n in value.split(",")) for name, _is, value in parts}
    return ";".join(f"{name}={said[name]}" for name in _ORDER if name in said and said[name] != _USUAL.get(name))


def _plain_number(text: str) -> str:
    """A number without its plus sign and leading zeros; a moment or a word as it is."""
    match = re.fullmatch(r"([+-]?)0*(\d{1,5})([A-Z]*)", text)
    return f"{match[1].replace('+', '')}{match[2]}{match[3]}" if match else text


def plain_until(rule: str, zone: str, *, whole: bool) -> str:
    """The rule as calendars want it: UNTIL a day for whole days, else in UTC, or by floating clocks.

    Hours have no say in which whole days it comes on.
    """
    if whole:
        rule = ";".join(part for part in rule.split(";") if part.partition("=")[0] not in _WITHIN_DAY)
    until = _until(rule, zone)
    if until is None:
        return rule
    if whole:
        text = f"{until:%Y%m%d}"
    elif zone:
        text = f"{until.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    else:
        text = f"{until:%Y%m%dT%H%M%S}"
    return re.sub(r"UNTIL=[0-9TZ]+", f"UNTIL={text}", rule)


def check_first(rule: str, start: datetime, zone: str) -> None:
    """See that a rule comes at least once.

    Raises:
        ValueError: It cannot be used, or never comes.
    """
    from dateutil.rrule import rrulestr

    # What never matches is tried up to the year 9999: a late cycle of the same calendar keeps that short.
    shift = max((9999 - start.year) // _CYCLE_YEARS - 1, 0) * _CYCLE_YEARS
    try:
        late = start.replace(year=start.year + shift)
        parts = [part for part in rule.split(";") if not part.startswith("UNTIL=")]
        first = next(iter(rrulestr(";".join(parts), dtstart=late)), None)
    except (ValueError, TypeError, AttributeError, OverflowError, IndexError):
        raise ValueError(N_("this rule cannot be used")) from None
    until = _until(rule, zone)
    if first is None or (until and first.replace(year=first.year - shift) > until):
        raise ValueError(N_("this rule never comes"))


def check_starts(text: str) -> str:
    """Starts parted by spaces, each ``2026-11-23T09:00`` or ``2026-11-23``, in order and once each.

    Raises:
        ValueError: One is no such start, or lies beyond the years that are kept.
    """
    starts = set[str]()
    for word in text.split():
        try:
            start = datetime.fromisoformat(word)
        except ValueError:
            raise ValueError(N_("write starts as 2026-11-23T09:00 or 2026-11-23")) from None
        within_years(start)
        starts.add(say_start(start, whole="T" not in word))
    return " ".join(sorted(starts))


def say_start(start: datetime, *, whole: bool) -> str:
    """A start as it is stored: ``2026-11-23T09:00``, or ``2026-11-23`` for whole days; seconds where there are any."""
    if whole:
        return start.date().isoformat()
    return start.replace(tzinfo=None, microsecond=0).isoformat(timespec="seconds" if start.second else "minutes")


def start_of(on: date, at: str) -> datetime:
    """The start on a day at a time such as ``09:00``; midnight without one."""
    return datetime.combine(on, time.fromisoformat(at) if at else time())


def starts_between(
    rule: str, also_on: str, not_on: str, start: datetime, zone: str, first: datetime, last: datetime
) -> Iterable[datetime]:
    """The starts of a series from one moment to another, both included, in order.

    Args:
        rule: The RRULE; empty where only `also_on` repeats it.
        also_on: More starts.
        not_on: Starts that are left out; a bare day leaves out all of that day.
        start: The first start.
        zone: The zone of all of them, for an UNTIL in UTC.
        first: From here.
        last: To here.
    """
    starts = {start} if not rule else set[datetime]()
    if rule:
        for year in range(first.year, last.year + 1):
            starts.update(_in_year(rule, start, zone, year))
    starts |= {datetime.fromisoformat(word) for word in also_on.split()}
    left_out = set(not_on.split())
    if left_out:
        whole = not any("T" in word for word in left_out)
        starts = {
            when for when in starts
            if say_start(when, whole=True) not in left_out and (whole or say_start(when, whole=False) not in left_out)
        }  # fmt: skip
    return sorted(when for when in starts if first <= when <= last)


@lru_cache(maxsize=20_000)
def _in_year(rule: str, start: datetime, zone: str, year: int) -> tuple[datetime, ...]:
    """The starts that a rule gives in one year; kept, for whoever turns weeks asks it again and again."""
    from dateutil.rrule import rrulestr

    if year < start.year:
        return ()
    until = _until(rule, zone)
    end = datetime(year, 12, 31, 23, 59, 59)
    if until and until.year < year:
        return ()
    parts = [part for part in rule.split(";") if not part.startswith("UNTIL=")]
    if "COUNT=" not in rule:
        parts.append(f"UNTIL={min(until or end, end):%Y%m%dT%H%M%S}")
    found = rrulestr(";".join(parts), dtstart=start).between(datetime(year, 1, 1), end, inc=True)
    return tuple(when for when in found if until is None or when <= until)


def _until(rule: str, zone: str) -> datetime | None:
    """The last moment of a rule on the clocks of its zone; a bare day counts to its end.

    Calendars write the year 9999 for a series without an end: what lies beyond the years that are kept is their end.
    """
    match = re.search(r"UNTIL=(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", rule)
    if match is None:
        return None
    numbers = [int(part) for part in match.groups()[:6] if part]
    if not FIRST_YEAR <= numbers[0] <= LAST_YEAR:
        datetime(*numbers[:3])  # type: ignore[arg-type]
        return datetime(LAST_YEAR, 12, 31, 23, 59, 59) if numbers[0] > LAST_YEAR else datetime(FIRST_YEAR, 1, 1)
    if len(numbers) == 3:
        return datetime(numbers[0], numbers[1], numbers[2], 23, 59, 59)
    numbers[5] = min(numbers[5], 59)
    until = datetime(*numbers[:6])  # type: ignore[arg-type]
    if match[7] and zone:
        until = until.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return until


def ended_before(rule: str, last: datetime, *, whole: bool) -> str:
    """The rule, ending before a start: what is left of a series when this and all that follow are taken off it."""
    parts = [part for part in rule.split(";") if not part.startswith(("UNTIL=", "COUNT="))]
    return ";".join([*parts, f"UNTIL={last:%Y%m%d}" if whole else f"UNTIL={last:%Y%m%dT%H%M%S}"])
