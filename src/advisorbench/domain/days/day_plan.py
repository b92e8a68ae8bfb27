"""What a day has room for: working hours, holidays, events with the way to them, and what is left between."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from advisorbench.domain.days.calendar import Occurrence
from advisorbench.domain.days.holidays import holiday_on
from advisorbench.domain.records.states import EventKind, ReviewState
from advisorbench.domain.rules import Rules
from advisorbench.domain.views import ReviewLine
from advisorbench.i18n import N_, _

DAY_WORDS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WARN_FROM = 3
"""The weekday from which the week ahead is looked at: Thursday, while something can still be done about it."""
_SPAN = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)", re.ASCII)

Span = tuple[datetime, datetime]
"""From one moment to another, on the seller's clocks."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Free time within the working hours of a day, long enough for somebody."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.end - self.start).total_seconds()) // 60

    @property
    def key(self) -> str:
        """Tells it from others."""
        return f"slot:{self.start.isoformat()}"


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day of the agenda.

    Args:
        on: The day.
        working: Whether the seller works then.
        holiday: The public holiday by its English name, if it is one.
        events: What comes, in order.
        reviews: Reviews planned on the day that have no time yet.
        slots: What is free.
        clashes: Occurrences that overlap another one, or to which there is no time to get: their id to a reason.
        crowded: Whether working hours had no gap that was long enough, however late it is by now.
        prepared: Accounts whose review on this day has its hour and is prepared.
    """

    on: date
    working: bool
    holiday: str = ""
    events: tuple[Occurrence, ...] = ()
    reviews: tuple[ReviewLine, ...] = ()
    slots: tuple[Slot, ...] = ()
    clashes: tuple[tuple[str, str], ...] = ()
    crowded: bool = False
    prepared: frozenset[str] = frozenset()

    @property
    def free_minutes(self) -> int:
        """How much is free, in gaps that are long enough."""
        return sum(slot.minutes for slot in self.slots)

    def full(self, rules: Rules) -> bool:
        """Whether the day has no room: no gap, or less than the reviews without a time take."""
        if not (self.working or self.reviews):
            return False
        return self.crowded or (self.free_minutes < len(self.reviews) * rules.meeting_minutes)

    def clash(self, one: Occurrence) -> str:
        """Why this occurrence cannot be kept beside the others; empty where it can."""
        return dict(self.clashes).get(one.id, "")

    def customer_minutes(self, rules: Rules) -> tuple[int, int]:
        """Minutes with customers on this day, and in how many meetings; a review without a time takes the usual."""
        met = [one.event.minutes for one in self.events if one.with_customer and one.on == self.on and not one.whole]
        return sum(met) + len(self.reviews) * rules.meeting_minutes, len(met) + len(self.reviews)


@dataclass(frozen=True, slots=True)
class WeekAhead:
    """What the coming week holds for customers, against the seller's own goal.

    Args:
        monday: Its first day.
        minutes: Minutes planned with customers.
        meetings: In how many meetings.
        goal: The minutes that the seller wants, fewer where a holiday takes a day.
    """

    monday: date
    minutes: int
    meetings: int
    goal: int

    @property
    def empty(self) -> bool:
        """Whether nobody is to be seen."""
        return not self.meetings and self.goal > 0

    @property
    def poor(self) -> bool:
        """Whether less than half of the goal is planned."""
        return self.minutes * 2 < self.goal


def read_hours(text: str) -> list[tuple[time, time]]:
    """Working hours such as ``09:00-12:30 13:00-17:30``.

    Raises:
        ValueError: They cannot be read, or are not in order.
    """
    spans = []
    for word in text.split():
        match = _SPAN.fullmatch(word)
        if match is None:
            raise ValueError(N_("write hours such as 09:00-17:30"))
        spans.append((time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))))
    flat = [moment for span in spans for moment in span]
    if not spans or any(first >= then for first, then in pairwise(flat)):
        raise ValueError(N_("write hours such as 09:00-17:30"))
    return spans


def read_days(text: str) -> frozenset[int]:
    """Working days such as ``mon tue wed``, as numbers from 0, Monday.

    Raises:
        ValueError: A word is no day, or there is none.
    """
    words = text.lower().split()
    if not words or any(word not in DAY_WORDS for word in words):
        raise ValueError(N_("write days such as mon tue wed thu fri"))
    return frozenset(DAY_WORDS.index(word) for word in words)


def working_spans(day: date, rules: Rules) -> list[Span]:
    """The hours in which the seller works on a day; none on other days and on holidays."""
    if day.weekday() not in read_days(rules.working_days) or holiday_on(day, rules.holidays):
        return []
    return [(datetime.combine(day, a), datetime.combine(day, b)) for a, b in read_hours(rules.working_hours)]


def plan_days(
    first: date, last: date, occurrences: Iterable[Occurrence], reviews: Iterable[ReviewLine], rules: Rules,
    now: datetime | None = None,
) -> list[DayPlan]:  # fmt: skip
    """The days from one to another, with what comes on each and what is left.

    Args:
        first: The first day.
        last: The last day, included.
        occurrences: All that comes on these days.
        reviews: Reviews planned on these days; those that have an event of their own are left out.
        rules: Working days, hours, and how long a gap must be.
        now: This moment on the seller's clocks; what is before it is not free any more.
    """
    by_day: dict[date, list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        day = max(occurrence.on, first)
        while day <= min(occurrence.last_on, last):
            by_day[day].append(occurrence)
            day += timedelta(days=1)
    timed = {
        (coming.event.account_id, coming.on)
        for on_day in by_day.values()
        for coming in on_day
        if coming.event.kind is EventKind.REVIEW
    }
    waiting: dict[date, list[ReviewLine]] = defaultdict(list)
    prepared: dict[date, set[str]] = defaultdict(set)
    for review in reviews:
        if (review.account_id, review.on) not in timed:
            waiting[review.on].append(review)
        elif review.state is ReviewState.PREPARED:
            prepared[review.on].add(review.account_id)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        replace(_day(day, by_day[day], waiting[day], rules, now), prepared=frozenset(prepared[day])) for day in days
    ]


def _day(day: date, ones: list[Occurrence], reviews: list[ReviewLine], rules: Rules, now: datetime | None) -> DayPlan:
    spans = working_spans(day, rules)
    shortest = timedelta(minutes=rules.shortest_slot_minutes)
    taken = [one.span for one in ones if not one.event.free]
    crowded = bool(spans) and all(b - a < shortest for a, b in _left(spans, taken))
    if now:
        taken.append((datetime.combine(min(day, now.date()), time()), now))
    slots = tuple(Slot(a, b) for a, b in _left(spans, taken) if b - a >= shortest)
    return DayPlan(
        on=day,
        working=bool(spans),
        holiday=holiday_on(day, rules.holidays),
        events=tuple(ones),
        reviews=tuple(reviews),
        slots=slots,
        clashes=tuple(_clashes(ones).items()),
        crowded=crowded,
    )


def _left(spans: Sequence[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of some spans once others are taken out of them."""
    left = list(spans)
    for start, end in taken:
        parts = []
        for a, b in left:
            if end <= a or start >= b:
                parts.append((a, b))
                continue
            if start > a:
                parts.append((a, start))
            if end < b:
                parts.append((end, b))
        left = parts
    return left


def _clashes(ones: Iterable[Occurrence]) -> dict[str, str]:
    """What overlaps, and where there is no time for the way; whole days overlap nothing."""
    timed = sorted((one for one in ones if not one.whole and not one.event.free), key=lambda one: one.span)
    clashes: dict[str, str] = {}
    for number, earlier in enumerate(timed):
        for later in timed[number + 1 :]:
            if later.span[0] >= earlier.span[1]:
                continue
            overlap = later.start < earlier.end and earlier.start < later.end
            why = N_("overlaps") if overlap else N_("no time for the way")
            for each in (earlier, later):
                if clashes.get(each.id) != "overlaps":
                    clashes[each.id] = why
    return clashes


def week_ahead(days: Iterable[DayPlan], monday: date, rules: Rules) -> WeekAhead:
    """What a week holds for customers; holidays make its goal smaller.

    Args:
        days: Days among which those of the week are.
        monday: Its first day.
        rules: The goal and the working days.
    """
    inside = [day for day in days if monday <= day.on < monday + timedelta(weeks=1)]
    counted = [day.customer_minutes(rules) for day in inside]
    usual = len(read_days(rules.working_days))
    goal = rules.customer_hours_per_week * 60 * sum(day.working for day in inside) // usual
    return WeekAhead(monday, sum(m for m, _n in counted), sum(n for _m, n in counted), goal)


def say_week_ahead(week: WeekAhead) -> str:
    """What is said on Thursday of an empty or customer-poor week to come; nothing where it is well filled."""
    if week.empty:
        return _("next week nobody is planned")
    if week.poor:
        return _("next week %(hours)s of %(goal)d h with customers") % {
            "hours": f"{week.minutes // 60}:{week.minutes % 60:02}",
            "goal": week.goal // 60,
        }
    return ""


def says_week_ahead(on: date) -> bool:
    """Whether the coming week is looked at on this day."""
    return on.weekday() >= WARN_FROM


def monday_of(day: date) -> date:
    """The first day of the week."""
    return day - timedelta(days=day.weekday())
