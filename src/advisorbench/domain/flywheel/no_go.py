"""What initiatives cost that ended without a sale, and when to stop one.

No-go are those that ended lost, without a decision, or withdrawn. Hours in whole minutes times a rate per hour in
whole cents (half a cent up), per initiative, so that groups add up; plus the money spent. Currencies are never added;
no hours logged is unknown, not nought; without a rate hours are shown and cost is the money alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil

from advisorbench.domain.records.states import InitiativeState, Source
from advisorbench.i18n import N_

NO_GO = frozenset({InitiativeState.LOST, InitiativeState.NO_DECISION, InitiativeState.WITHDRAWN})
"""The ends without a sale."""
SPEND_SHARE = Fraction(1, 10)
"""How much of what an initiative is likely to bring it may cost."""
ENOUGH_WINS = 10
"""With fewer wins their age says nothing."""
SLOWEST = Fraction(9, 10)
"""An initiative older than this share of those won is late."""


@dataclass(frozen=True, slots=True)
class CostedInitiative:
    """An initiative with what it took.

    Args:
        state: How it stands.
        opened_on: Since when, where that is known.
        closed_on: The day of its end; ``None`` while it is open, or where nobody noted it.
        source: Where it came from; ``None`` where nobody said.
        minutes: Spent on it; ``None`` where nothing was logged.
        spent_cents: Money spent on it, in `currency`; ``None`` where nobody noted any.
        currency: Of the money spent.
    """

    state: InitiativeState
    opened_on: date | None = None
    closed_on: date | None = None
    source: Source | None = None
    minutes: int | None = None
    spent_cents: int | None = None
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Cost:
    """What some initiatives took.

    Args:
        n: How many they are.
        timed: On how many of them time was logged.
        minutes: The time; ``None`` where none was logged.
        cents: By currency: time at the rate, and money spent.
        spent_known: Of how many it is known what was spent.
    """

    n: int = 0
    timed: int = 0
    minutes: int | None = None
    cents: Mapping[str, int] = field(default_factory=dict)
    spent_known: int = 0


@dataclass(frozen=True, slots=True)
class NoGoSheet:
    """What no sale costs, beside what was won.

    Args:
        no_go: Those that ended without a sale.
        won: Those that were won.
        undated: How many ended on a day that nobody noted; they are in no period.
        by_source: No-go and won of each source; ``None`` is unknown.
        by_outcome: By how they ended.
        minutes_per_review: What a review with a customer takes.
    """

    no_go: Cost
    won: Cost
    undated: int
    by_source: Mapping[Source | None, tuple[Cost, Cost]]
    by_outcome: Mapping[InitiativeState, Cost]
    minutes_per_review: int

    @property
    def number_share(self) -> Fraction | None:
        """The share of those that ended without a sale."""
        ended = self.no_go.n + self.won.n
        return Fraction(self.no_go.n, ended) if ended else None

    @property
    def hours_share(self) -> Fraction | None:
        """Their share of the time that was logged."""
        together = (self.no_go.minutes or 0) + (self.won.minutes or 0)
        return Fraction(self.no_go.minutes or 0, together) if together else None

    @property
    def cost_per_win(self) -> Mapping[str, Fraction] | None:
        """What a win costs, with what was spent on those that were none, by currency; ``None`` without a win."""
        if not self.won.n:
            return None
        currencies = {*self.no_go.cents, *self.won.cents}
        return {
            currency: Fraction(self.no_go.cents.get(currency, 0) + self.won.cents.get(currency, 0), self.won.n)
            for currency in sorted(currencies)
        }

    @property
    def reviews_forgone(self) -> Fraction | None:
        """How many reviews with customers the time without a sale would have been."""
        return None if self.no_go.minutes is None else Fraction(self.no_go.minutes, self.minutes_per_review)


def no_go_sheet(
    initiatives: Iterable[CostedInitiative],
    rate_cents: int | None,
    *,
    currency: str = "EUR",
    minutes_per_review: int = 240,
    first: date | None = None,
    last: date | None = None,
) -> NoGoSheet:
    """What ended in a period, and what it took.

    Args:
        initiatives: All of them; those still open are no part of it.
        rate_cents: What an hour costs, in cents of `currency`; ``None`` where nobody set it.
        currency: The currency of the rate.
        minutes_per_review: What a review with a customer takes.
        first: The first day of the period; ``None`` for all.
        last: Its last day; ``None`` for all.
    """
    ended = [effort for effort in initiatives if effort.state is not InitiativeState.OPEN]
    whole = first is None and last is None
    inside = [
        effort
        for effort in ended
        if whole or (effort.closed_on and (first or date.min) <= effort.closed_on <= (last or date.max))
    ]

    def cost(chosen: Callable[[CostedInitiative], bool]) -> Cost:
        return cost_of([effort for effort in inside if chosen(effort)], rate_cents, currency)

    sources = [source for source in (*Source, None) if any(effort.source is source for effort in inside)]
    outcomes = [state for state in InitiativeState if any(effort.state is state for effort in inside)]
    return NoGoSheet(
        no_go=cost(lambda effort: effort.state in NO_GO),
        won=cost(lambda effort: effort.state is InitiativeState.WON),
        undated=0 if whole else sum(effort.closed_on is None for effort in ended),
        by_source={
            source: (
                cost(lambda effort, at=source: effort.source is at and effort.state in NO_GO),  # type: ignore[misc]
                cost(lambda effort, at=source: effort.source is at and effort.state is InitiativeState.WON),  # type: ignore[misc]
            )
            for source in sources
        },
        by_outcome={
            state: cost(lambda effort, at=state: effort.state is at)  # type: ignore[misc]
            for state in outcomes
        },
        minutes_per_review=minutes_per_review,
    )


def cost_of(initiatives: Sequence[CostedInitiative], rate_cents: int | None, currency: str) -> Cost:
    """What some initiatives took."""
    timed = [effort.minutes for effort in initiatives if effort.minutes is not None]
    cents: dict[str, int] = {}
    for effort in initiatives:
        _add(cents, currency, time_cents(effort.minutes, rate_cents))
        _add(cents, effort.currency, effort.spent_cents or 0)
    known = sum(effort.spent_cents is not None for effort in initiatives)
    return Cost(len(initiatives), len(timed), sum(timed) if timed else None, cents, known)


def time_cents(minutes: int | None, rate_cents: int | None) -> int:
    """What time costs at a rate per hour, half a cent up; nothing where either is unknown."""
    return (2 * minutes * rate_cents + 60) // 120 if minutes and rate_cents else 0


def _add(cents: dict[str, int], currency: str, amount: int) -> None:
    if amount:
        cents[currency] = cents.get(currency, 0) + amount


def spend_limit(amount_cents: int | None, win_rate: float, share: Fraction = SPEND_SHARE) -> int | None:
    """How much an initiative may cost: a share of its amount × the win rate of its source; ``None`` without an amount.

    Args:
        amount_cents: What it is worth.
        win_rate: From 0 to 1.
        share: How much of that it may cost.
    """
    return None if amount_cents is None else int(amount_cents * win_rate * share + 0.5)


class StopSign(StrEnum):
    """Why an initiative should be decided upon."""

    OVER_LIMIT = N_("over the limit")
    TOO_OLD = N_("older than nine in ten that were won")


def stop_signs(age_days: int, cost_cents: int, limit_cents: int | None, won_ages: Sequence[int]) -> list[StopSign]:
    """Why an initiative should be decided upon: what it cost, and its age.

    Args:
        age_days: Days since it was opened.
        cost_cents: What it cost so far.
        limit_cents: How much it may cost; ``None`` where that is unknown.
        won_ages: The days from opening to winning of those that were won.
    """
    signs = []
    if limit_cents is not None and cost_cents > limit_cents:
        signs.append(StopSign.OVER_LIMIT)
    if len(won_ages) >= ENOUGH_WINS and age_days > sorted(won_ages)[ceil(SLOWEST * len(won_ages)) - 1]:
        signs.append(StopSign.TOO_OLD)
    return signs
