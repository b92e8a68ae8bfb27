"""The agenda as the rules see it: events, and each time that they come, on the seller's clocks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from advisorbench.domain.days.recurrence import say_start, start_of, starts_between
from advisorbench.domain.records.states import EventKind, EventState
from advisorbench.i18n import N_

WITH_CUSTOMERS = frozenset({EventKind.VISIT, EventKind.REVIEW, EventKind.CALL})
"""The kinds of events that are time with a customer, where they have an account."""
_UTC = frozenset(
    ("Etc/UTC", "Etc/GMT", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "Etc/Greenwich", "Etc/GMT0", "Etc/GMT+0",
     "Etc/GMT-0", "GMT", "GMT0", "GMT+0", "GMT-0", "UCT", "Universal", "Zulu", "Greenwich")
)  # fmt: skip
"""Other names of UTC; calendars write it without a name."""
DAY = 1440
"""Minutes of a whole day."""


class Event(NamedTuple):
    """An event as it stands in the book; see `models.EventFields` for what each field means."""

    id: str
    title: str
    kind: EventKind
    state: EventState
    on: date
    at: str = ""
    zone: str = ""
    minutes: int = 60
    account_id: str | None = None
    person_id: str | None = None
    rule: str = ""
    also_on: str = ""
    not_on: str = ""
    uid: str = ""
    recurrence_id: str = ""
    place: str = ""
    travel_minutes: int = 0
    calendar: str = ""
    busy: bool = False
    free: bool = False
    interaction_id: str | None = None
    note: str = ""
    version: int = 1
    account: str = ""
    """The name of the account."""
    city: str = ""
    """Where the account is."""
    person: str = ""
    """The name of the person."""

    @property
    def whole(self) -> bool:
        """Whether it takes whole days."""
        return not self.at

    @property
    def repeats(self) -> bool:
        """Whether it is a series."""
        return bool(self.rule or self.also_on)

    @property
    def start(self) -> datetime:
        """Its (first) start on its own clocks; midnight for whole days."""
        return start_of(self.on, self.at)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an event comes, on the seller's clocks.

    Args:
        event: The event, or the row of this one occurrence where that differs from its series.
        start: When it begins; midnight for whole days.
        end: When it ends, not included.
        key: The start it has in its series; empty for an event that does not repeat.
    """

    event: Event
    start: datetime
    end: datetime
    key: str = ""

    @property
    def id(self) -> str:
        """Tells it from all others in the agenda."""
        return f"{self.event.id}@{self.key}" if self.key else self.event.id

    @property
    def on(self) -> date:
        """The day on which it begins."""
        return self.start.date()

    @property
    def last_on(self) -> date:
        """The last day of which it takes something."""
        return max(self.start, self.end - timedelta(microseconds=1)).date()

    @property
    def whole(self) -> bool:
        """Whether it takes whole days."""
        return self.event.whole

    @property
    def planned(self) -> bool:
        """Whether it is still to come about."""
        return self.event.state is EventState.PLANNED

    @property
    def with_customer(self) -> bool:
        """Whether it is time with a customer."""
        return self.event.kind in WITH_CUSTOMERS and bool(self.event.account_id)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The time that it takes out of the day: half of the way before it, half behind."""
        way = timedelta(minutes=self.event.travel_minutes / 2)
        return self.start - way, self.end + way


def check_time(text: str) -> str:
    """An hour and a minute, ``09:00``; empty for whole days; seconds only where there are any.

    Raises:
        ValueError: It is no time of the day.
    """
    match = re.fullmatch(r"(\d{1,2})[:.](\d\d)(?::(\d\d))?", text.strip(), re.ASCII)
    if not text.strip():
        return ""
    try:
        if match is None:
            raise ValueError
        found = time(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError:
        raise ValueError(N_("write a time such as 9:00 or 13:30")) from None
    return found.isoformat(timespec="seconds" if found.second else "minutes")


@lru_cache(maxsize=1000)
def check_zone(text: str) -> str:
    """The name of a zone of clocks (IANA), such as Europe/Amsterdam; empty stays empty.

    Raises:
        ValueError: There is no such zone.
    """
    name = text.strip()
    if name in _UTC:
        return "UTC"
    try:
        if name:
            ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise ValueError(N_("there is no such zone; write one such as Europe/Amsterdam")) from None
    return name


def at_home(start: datetime, zone: str, home: str) -> datetime:
    """A start on the clocks of one zone, as the clocks at home show it; a time that is jumped over comes after."""
    return start.replace(tzinfo=ZoneInfo(zone or home)).astimezone(UTC).astimezone(ZoneInfo(home)).replace(tzinfo=None)


def expand(events: Iterable[Event], first: date, last: date, home: str) -> list[Occurrence]:
    """Every time that the events come on some days, cancelled ones left out, in the order of the day.

    Args:
        events: The events; of a series also the rows of its occurrences that differ, whenever these are.
        first: The first day.
        last: The last day, included.
        home: The seller's zone.
    """
    singles: list[Event] = []
    series: list[Event] = []
    differing: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.recurrence_id:
            differing[event.uid].add(event.recurrence_id)
        (series if event.repeats else singles).append(event)
    occurrences = [_once(event, home) for event in singles if event.state is not EventState.CANCELLED]
    for event in series:
        if event.state is not EventState.CANCELLED:
            occurrences += _each(event, differing.get(event.uid, set()), first, last, home)
    inside = (occurrence for occurrence in occurrences if occurrence.on <= last and occurrence.last_on >= first)
    return sorted(inside, key=in_order)


def in_order(one: Occurrence) -> tuple[date, bool, datetime, datetime, str]:
    """By day: whole days first, then by the clock."""
    return (one.on, not one.whole, one.start, one.end, one.id)


def _once(event: Event, home: str) -> Occurrence:
    return _occurrence(event, event.start, event.recurrence_id, home)


def _each(event: Event, differing: set[str], first: date, last: date, home: str) -> Iterator[Occurrence]:
    # Wide enough for what began before and still goes on, and for clocks that are a day away.
    early = datetime.combine(first, time()) - timedelta(days=2, minutes=event.minutes)
    late = datetime.combine(last, time()) + timedelta(days=2)
    zone = event.zone or home
    for start in starts_between(event.rule, event.also_on, event.not_on, event.start, zone, early, late):
        key = say_start(start, whole=event.whole)
        if key not in differing:
            yield _occurrence(event, start, key, home)


def _occurrence(event: Event, start: datetime, key: str, home: str) -> Occurrence:
    if event.whole:
        return Occurrence(event, start, start + timedelta(minutes=event.minutes), key)
    begins = start.replace(tzinfo=ZoneInfo(event.zone or home)).astimezone(UTC)
    ends = (begins + timedelta(minutes=event.minutes)).astimezone(ZoneInfo(home)).replace(tzinfo=None)
    return Occurrence(event, begins.astimezone(ZoneInfo(home)).replace(tzinfo=None), ends, key)


def comes_at(event: Event, key: str, home: str) -> bool:
    """Whether a series has an occurrence with this start."""
    try:
        start = datetime.fromisoformat(key)
    except ValueError:
        return False
    zone = event.zone or home
    return start in starts_between(event.rule, event.also_on, event.not_on, event.start, zone, start, start)
