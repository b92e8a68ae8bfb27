"""Where the seller's time goes: customers, referred prospects, strangers, inside, travel; week by week.

The proof whether a seller advises or chases: hours with customers against the goal, hours with strangers beside it.
What cannot be true is questioned and not added up; what nobody timed is counted apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import NamedTuple

from advisorbench.domain.records.states import AccountStatus
from advisorbench.i18n import N_, _

DAY_MINUTES = 24 * 60
"""No day holds more, in minutes."""
YEAR_WEEKS = 52
"""The weeks of the view over a year, this one among them."""


class TimeUse(StrEnum):
    """What time went to, in the order in which it is shown."""

    CUSTOMERS = "customers"
    REFERRED = "referred"
    STRANGERS = "strangers"
    INSIDE = "inside"
    TRAVEL = "travel"
    UNKNOWN = "unclassified"


_LABELS = (
    N_("customers"), N_("referred"), N_("strangers"), N_("inside"), N_("travel"), N_("unclassified"),
)  # fmt: skip


class Relation(NamedTuple):
    """What an account was to the seller.

    Args:
        status: As it stands.
        customer_since: Its first day as a customer, if that is known.
        referred_on: The day from which it is known to have been referred, if it was.
        referred_until: The day on which that referral ended, if it did.
    """

    status: AccountStatus
    customer_since: date | None = None
    referred_on: date | None = None
    referred_until: date | None = None

    def referred(self, on: date) -> bool:
        """Whether it had been referred by that day, and the referral had not ended before it."""
        if self.referred_on is None or self.referred_on > on:
            return False
        return self.referred_until is None or on <= self.referred_until


class Spent(NamedTuple):
    """Something that took time: a contact, a finished event, or the way there.

    Args:
        id: Its key.
        on: The day on which it began.
        minutes: How long; ``None`` where nobody said.
        use: What it counts as.
        what: What to call it where it is questioned: the account, or the event's title.
        contact: Whether it was a contact with somebody, so that its missing time is worth telling.
    """

    id: str
    on: date
    minutes: int | None
    use: TimeUse
    what: str = ""
    contact: bool = True


class DoubtKind(StrEnum):
    """Why time cannot be true."""

    LONGER_THAN_A_DAY = auto()
    DAY_TOO_FULL = auto()


class Doubt(NamedTuple):
    """Time that cannot be true; its minutes are added up nowhere.

    Args:
        on: Its day.
        minutes: How long.
        kind: Why it cannot be true.
        what: What is said to have taken so long; of a day that is too full nothing.
    """

    on: date
    minutes: int
    kind: DoubtKind
    what: str = ""


@dataclass(frozen=True, slots=True)
class WeekTime:
    """Where one week went.

    Args:
        monday: Its first day.
        minutes: By use, in their order; nothing is left out.
        contacts: How many contacts and events there were, timed or not.
        untimed: How many of the contacts have no time.
        doubts: What was not added up.
    """

    monday: date
    minutes: tuple[tuple[TimeUse, int], ...] = tuple((use, 0) for use in TimeUse)
    contacts: int = 0
    untimed: int = 0
    doubts: tuple[Doubt, ...] = ()

    def of(self, use: TimeUse) -> int:
        """The minutes of one use."""
        return dict(self.minutes)[use]

    @property
    def total(self) -> int:
        """All minutes that were added up."""
        return sum(minutes for _use, minutes in self.minutes)

    def share(self, use: TimeUse) -> float | None:
        """The share of one use in all; ``None`` where there is no time at all."""
        return self.of(use) / self.total if self.total else None

    def attained(self, goal_hours: int) -> float:
        """Minutes with customers as a share of the goal; above 1 where it is surpassed."""
        return self.of(TimeUse.CUSTOMERS) / (goal_hours * 60)

    def chases(self, goal_hours: int) -> bool:
        """Whether strangers got time in a week that does not reach its goal with customers: the sales paradox."""
        return self.of(TimeUse.STRANGERS) > 0 and self.attained(goal_hours) < 1


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(day.weekday())


def use_with(relation: Relation | None, on: date) -> TimeUse:
    """What time with an account counts as, by what the account was on that day.

    A customer counts from its first day as one; before it, and as a prospect, it was referred or a stranger. Who is
    lost counts as neither: when they went is not known.
    """
    if relation is None:
        return TimeUse.INSIDE
    if relation.status is AccountStatus.LOST:
        return TimeUse.UNKNOWN
    was_customer = relation.status is not AccountStatus.PROSPECT and (
        relation.customer_since is None or relation.customer_since <= on
    )
    if was_customer:
        return TimeUse.CUSTOMERS
    return TimeUse.REFERRED if relation.referred(on) else TimeUse.STRANGERS


def week_time(monday: date, spent: Iterable[Spent]) -> WeekTime:
    """Where a week went; what lies outside of it is passed over."""
    end = monday + timedelta(7)
    days: dict[date, list[Spent]] = defaultdict(list)
    for item in spent:
        if monday <= item.on < end:
            days[item.on].append(item)
    minutes = dict.fromkeys(TimeUse, 0)
    doubts: list[Doubt] = []
    for on in sorted(days):
        fits, doubted = _fits(on, days[on])
        doubts += doubted
        for item in fits:
            minutes[item.use] += item.minutes or 0
    every = [item for day in days.values() for item in day]
    return WeekTime(
        monday,
        tuple(minutes.items()),
        contacts=sum(item.contact for item in every),
        untimed=sum(item.contact and item.minutes is None for item in every),
        doubts=tuple(doubts),
    )


def _fits(on: date, items: Sequence[Spent]) -> tuple[list[Spent], list[Doubt]]:
    """What of one day is added up, and what is questioned: anything longer than a day, then a day that is too full."""
    long = sorted(
        (item for item in items if (item.minutes or 0) > DAY_MINUTES),
        key=lambda item: (item.what, item.id, item.minutes or 0),
    )
    doubts = [Doubt(on, item.minutes or 0, DoubtKind.LONGER_THAN_A_DAY, item.what) for item in long]
    rest = [item for item in items if item not in long]
    together = sum(item.minutes or 0 for item in rest)
    if together > DAY_MINUTES:
        doubts.append(Doubt(on, together, DoubtKind.DAY_TOO_FULL))
        rest = [item._replace(minutes=0) for item in rest]
    return rest, doubts


def say_hours(minutes: int) -> str:
    """Minutes as hours and minutes: "6:30"."""
    return f"{minutes // 60}:{minutes % 60:02}"


def weeks_of(monday: date, spent: Iterable[Spent], count: int = YEAR_WEEKS) -> tuple[WeekTime, ...]:
    """So many weeks up to and with that of `monday`, the oldest first."""
    weeks: dict[date, list[Spent]] = defaultdict(list)
    for item in spent:
        weeks[monday_of(item.on)].append(item)
    mondays = [monday - timedelta(weeks=ago) for ago in range(count - 1, -1, -1)]
    return tuple(week_time(first, weeks.get(first, ())) for first in mondays)


def parse_week(text: str, today: date) -> date:
    """The Monday of a week as it is typed: "2026-W47", "w47" or "47" of this year, or any of its days.

    Raises:
        ValueError: It is no week.
    """
    import re

    from advisorbench.domain.language.dates import parse_day

    match = re.fullmatch(r"(?:(\d{4})-?)?[wW](?:eek)? ?(\d{1,2})|(\d{1,2})", text.strip())
    if not match:
        return monday_of(parse_day(text, today))
    year = int(match[1]) if match[1] else today.isocalendar().year
    try:
        return date.fromisocalendar(year, int(match[2] or match[3]), 1)
    except ValueError as error:
        raise ValueError(_("There is no such week. Write for example 2026-W47.")) from error
