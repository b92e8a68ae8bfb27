"""What a manager gets: counts of a period beside the one before it, and the few things to look at.

No share is without its count, no amounts of different currencies or times are added up, and what is unknown is
``None``. What names or quotes a person is in fields of its own, which `redacted` empties.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from advisorbench.domain.days.time_use import TimeUse
from advisorbench.domain.language.periods import Span
from advisorbench.domain.records.states import AskKind, InitiativeState, Period, Source, Stage, Tier
from advisorbench.domain.summary.attention import Attention

LISTED = 200
"""The most entries of a list; its count stands in the figures."""


class Covered(NamedTuple):
    """The customers of a tier, how many were met, and with how many there was any contact."""

    tier: Tier
    owned: int
    seen: int
    contacted: int


class Reviewed(NamedTuple):
    """The reviews of a tier.

    Args:
        tier: The tier.
        due: Accounts whose review was to be held by the end: it fell due in the period, or before it.
        due_held: How many of these were held in the period.
        carried: How many of the due had fallen due before the period.
        held: All reviews held in the period, due or not.
    """

    tier: Tier
    due: int
    due_held: int
    carried: int
    held: int


class Sum(NamedTuple):
    """Amounts of one currency, over one time, added up; `number` is how many they were."""

    currency: str
    period: Period
    cents: int
    number: int


class ValueFigures(NamedTuple):
    """What the customers gained.

    Args:
        verified: Outcomes that somebody at the customer confirmed in the period.
        sums: Their amounts; those without one are in no sum.
        realised: Outcomes of the period, confirmed or not.
        disputed: Outcomes that the customer came to see differently in the period.
        waiting: Outcomes that were claimed and not confirmed at the end.
    """

    verified: int
    sums: tuple[Sum, ...]
    realised: int
    disputed: int
    waiting: int


class UseMinutes(NamedTuple):
    """The minutes of one use."""

    use: TimeUse
    minutes: int


class Hours(NamedTuple):
    """Where the time went; contacts without a time, and times that cannot be true, are counted apart."""

    minutes: tuple[UseMinutes, ...]
    contacts: int
    untimed: int
    doubts: int

    def of(self, use: TimeUse) -> int:
        """The minutes of one use."""
        return sum(one.minutes for one in self.minutes if one.use is use)

    @property
    def total(self) -> int:
        """All minutes that were added up."""
        return sum(one.minutes for one in self.minutes)


class Asked(NamedTuple):
    """What was asked for in the period, what was answered in it, and what waits for its answer at the end."""

    kind: AskKind
    asked: int
    yes: int
    later: int
    no: int
    waiting: int
    overridden: int
    """Asked although the rule said no, with a written reason."""


class Staged(NamedTuple):
    """How many referrals came to a stage in the period, and how many stand there at the end."""

    stage: Stage
    reached: int
    standing: int


class Pursued(NamedTuple):
    """The initiatives of one source; ``None`` where nobody said."""

    source: Source | None
    opened: int
    won: int
    lost: int
    no_decision: int
    withdrawn: int
    open: int
    hollow: int

    @property
    def no_go(self) -> int:
        """How many ended without a sale."""
        return self.lost + self.no_decision + self.withdrawn

    @property
    def ended(self) -> int:
        """How many ended."""
        return self.won + self.no_go


class Pursuits(NamedTuple):
    """The initiatives.

    Args:
        by_source: The counts.
        won: The amounts of those won.
        lost: The amounts of those that ended without a sale.
        no_go_minutes: The time that those took, as far as it is known; ``None`` where it is of none.
        no_go_timed: Of how many it is known.
        no_go_spent: The money that those cost, as far as it is known.
        undated: Initiatives that have ended on a day that nobody noted: they are in no count of a period.
    """

    by_source: tuple[Pursued, ...]
    won: tuple[Sum, ...]
    lost: tuple[Sum, ...]
    no_go_minutes: int | None
    no_go_timed: int
    no_go_spent: tuple[Sum, ...]
    undated: int

    @property
    def no_go(self) -> int:
        """How many ended without a sale."""
        return sum(one.no_go for one in self.by_source)

    @property
    def ended(self) -> int:
        """How many ended."""
        return sum(one.ended for one in self.by_source)


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """The counts of one period."""

    coverage: tuple[Covered, ...]
    reviews: tuple[Reviewed, ...]
    value: ValueFigures
    hours: Hours
    asks: tuple[Asked, ...]
    stages: tuple[Staged, ...]
    pursuits: Pursuits


class HeldReview(NamedTuple):
    """A review that was held."""

    account: str
    tier: Tier
    on: date

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts by day."""
        return self.on, self.account


class MissingReview(NamedTuple):
    """A review that was due and not held."""

    account: str
    tier: Tier
    due_on: date

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts the highest tiers first, then the longest due."""
        return self.tier.value, self.due_on, self.account


class VerifiedValue(NamedTuple):
    """An outcome that was confirmed; what it was, and by whom, only where everything is told."""

    account: str
    on: date
    cents: int | None
    currency: str
    period: Period
    what: str = ""
    by: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts the largest of each currency first."""
        return self.currency, -(self.cents or 0), self.account, self.on


class Ended(NamedTuple):
    """An initiative that ended; its name and the reason only where everything is told."""

    account: str
    state: InitiativeState
    on: date
    source: Source | None
    cents: int | None
    currency: str
    minutes: int | None
    name: str = ""
    reason: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts what was won first, then by how else it ended."""
        return list(InitiativeState).index(self.state), self.on, self.account, self.name


class Moved(NamedTuple):
    """A referral that came to a stage; who gave it, and whose name, only where everything is told."""

    account: str
    stage: Stage
    on: date
    by: str = ""
    name: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts by day."""
        return self.on, self.account, list(Stage).index(self.stage), self.name


class Ahead(NamedTuple):
    """What the rest of the period and the next one hold, as the book knows it on the day of the summary.

    Args:
        first: The first day looked at.
        last: The last day of the next period.
        reviews: Reviews that are planned.
        review_minutes: What these take, from preparing to following up.
        to_plan: Reviews that are due by its end, and not planned.
        meetings: Meetings with customers, the reviews among them.
        meeting_minutes: The time with customers.
        renewals: Customers that renew.
    """

    first: date
    last: date
    reviews: int
    review_minutes: int
    to_plan: int
    meetings: int
    meeting_minutes: int
    renewals: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A period beside the one before it.

    Args:
        span: The period.
        until: The last day that is counted: of a running period today.
        sellers: Who it is about; nobody where no name was set.
        full: Whether people are named and the seller's words are quoted.
        goal_hours: The hours a week that the sellers want to be with customers.
        began_on: The first day of which the book knows anything.
        now: The counts.
        before: Those of the period before; ``None`` where the book had not begun.
        attention: The few accounts that need the manager, of `attention_count`.
        held: The reviews held.
        missing: Those due and not held, of `missing_count`; the highest tiers first, then the longest due.
        verified: The outcomes confirmed.
        ended: The initiatives that ended.
        moved: The referrals that came to a stage.
        ahead: What comes next; ``None`` where that is behind us too.
    """

    span: Span
    until: date
    sellers: tuple[str, ...]
    full: bool
    goal_hours: int
    began_on: date | None
    now: PeriodFigures
    before: PeriodFigures | None
    attention: tuple[Attention, ...]
    attention_count: int
    held: tuple[HeldReview, ...]
    missing: tuple[MissingReview, ...]
    missing_count: int
    verified: tuple[VerifiedValue, ...]
    ended: tuple[Ended, ...]
    moved: tuple[Moved, ...]
    ahead: Ahead | None

    @property
    def running(self) -> bool:
        """Whether the period is not over."""
        return self.until < self.span.last


def redacted(summary: Summary) -> Summary:
    """The same without anybody's name, and without the seller's words: what goes out unless more is asked for."""
    return replace(
        summary,
        full=False,
        attention=tuple(one._replace(detail="") for one in summary.attention),
        verified=tuple(one._replace(what="", by="") for one in summary.verified),
        ended=tuple(one._replace(name="", reason="") for one in summary.ended),
        moved=tuple(one._replace(by="", name="") for one in summary.moved),
    )


def added(sums: Iterable[Sum]) -> tuple[Sum, ...]:
    """Sums of the same currency and time put together; others stay beside each other."""
    totals: dict[tuple[str, Period], tuple[int, int]] = {}
    for amount in sums:
        cents, number = totals.get((amount.currency, amount.period), (0, 0))
        totals[amount.currency, amount.period] = cents + amount.cents, number + amount.number
    periods = list(Period)
    order = sorted(totals.items(), key=lambda item: (item[0][0], periods.index(item[0][1])))
    return tuple(Sum(currency, period, *totals) for (currency, period), totals in order)
