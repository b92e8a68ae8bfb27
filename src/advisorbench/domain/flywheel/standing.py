"""Where a book stands on the way to 39: the multiplier it needs and the one it has, by when, and what it would take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from advisorbench.domain.flywheel.forecast import Chain, referral_chain
from advisorbench.domain.flywheel.goal import (
    GOAL,
    YEAR,
    Outlook,
    PerAsk,
    Reading,
    ahead,
    asks_needed,
    multiplier_needed,
    per_ask,
)
from advisorbench.domain.flywheel.log import Log

YEARS = (1, 2, 3)
"""The years ahead for which the chance of the goal is told."""
LONG_RUN_WEEKS = 104
"""An ask is followed this long when it is told what one is worth."""
SURE = 0.8
"""How likely the goal is to be reached with the asks that are told as enough."""


@dataclass(frozen=True, slots=True)
class FlywheelStanding:
    """Where a book stands on the way to its goal.

    Args:
        on: The day.
        customers: The customers there are.
        goal: The new customers wanted.
        needed_once: The multiplier needed in three cycles if each refers once; ``None`` without customers.
        needed_each_cycle: The same if each refers again in every cycle.
        multiplier: The own multiplier a year, with its interval; ``None`` without customers.
        per_ask: The customers that an ask brings in the long run.
        won: Customers by referral in the last 52 weeks.
        asks_last_year: Asks made in the last 52 weeks.
        asks_a_week: The asks a week that the outlook assumes.
        outlook: New customers after 1, 2 and 3 years.
        needed_asks_on_average: Asks a week that bring the goal in three years on average; infinite where none do.
        needed_asks_surely: The same with a chance of 80 %.
    """

    on: date
    customers: int
    goal: int
    needed_once: float | None
    needed_each_cycle: float | None
    multiplier: PerAsk | None
    per_ask: PerAsk
    won: int
    asks_last_year: int
    asks_a_week: float
    outlook: Mapping[int, Outlook]
    needed_asks_on_average: float
    needed_asks_surely: float


def flywheel_standing(
    log: Log, customers: int, on: date, asks_a_week: float | None = None, goal: int = GOAL
) -> FlywheelStanding:
    """Where a book stands on a day.

    Args:
        log: The seller's log.
        customers: The customers there are.
        on: The day.
        asks_a_week: What if so many asks were made a week; ``None``: as many as in the last year.
        goal: The new customers wanted.
    """
    weeks = YEARS[-1] * YEAR
    chain = referral_chain(log, on, weeks)
    arrivals = [row[0] for row in chain.worth["asked"]]
    worth = per_ask(arrivals[LONG_RUN_WEEKS], chain.won)
    asks, weekly = _asks_made(log, chain)
    pace = weekly if asks_a_week is None else asks_a_week
    per_customer = pace * YEAR / customers if customers else 0.0
    outlook = ahead(customers, per_customer, arrivals, weeks, chain.won, [year * YEAR for year in YEARS], goal)
    under_way = sum(chain.value_of(stay, weeks) for stay in chain.under_way)
    return FlywheelStanding(
        on=on,
        customers=customers,
        goal=goal,
        needed_once=multiplier_needed(customers, goal),
        needed_each_cycle=multiplier_needed(customers, goal, reading=Reading.EACH_CYCLE),
        multiplier=_multiplier(worth, weekly * YEAR / customers) if customers else None,
        per_ask=worth,
        won=chain.won,
        asks_last_year=asks,
        asks_a_week=pace,
        outlook={year: outlook[year * YEAR] for year in YEARS},
        needed_asks_on_average=asks_needed(goal, weeks, arrivals, under_way),
        needed_asks_surely=asks_needed(goal, weeks, arrivals, under_way, SURE, chain.won),
    )


def _multiplier(worth: PerAsk, asks_a_year: float) -> PerAsk:
    """New customers a year that come of one customer: asks a year × customers per ask."""
    return PerAsk(worth.mean * asks_a_year, worth.low * asks_a_year, worth.high * asks_a_year)


def _asks_made(log: Log, chain: Chain) -> tuple[int, float]:
    """The asks of the last 52 weeks, and how many that is a week; of a shorter log, over its own weeks."""
    since = chain.on - timedelta(weeks=YEAR)
    asks = sum(since < ask.asked_on <= chain.on for ask in log.asks)
    return asks, asks / min(YEAR, max(1, chain.weeks))
