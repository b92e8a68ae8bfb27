"""39: what it takes, by when it can be there, and how likely that is.

One customer who refers three, who refer three each, who refer three each, makes 3 + 9 + 27 = 39 in three cycles; where
everybody refers again in each cycle it is 4³ − 1 = 63.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from advisorbench.domain.flywheel.distribution import HIGH, LOW, Counts, Gamma, counts, mixture
from advisorbench.domain.flywheel.forecast import Interval, interval_of

GOAL = 39
"""The customers that the column promises."""
CYCLES = 3
"""In how many buy cycles."""
REST_WEEKS = 26
"""How long after somebody was won they are asked for the first time."""
READINGS = 20
"""In how many equally likely readings the chances are doubted."""
YEAR = 52


class Reading(StrEnum):
    """How often a customer refers."""

    ONCE = "once"
    EACH_CYCLE = "each cycle"


def reached(customers: float, multiplier: float, cycles: int, reading: Reading) -> float:
    """The new customers after so many cycles.

    Args:
        customers: Those there are now.
        multiplier: How many new customers each brings in a cycle.
        cycles: How many cycles.
        reading: Once: n(m + m² + … + mᶜ); each cycle: n((1 + m)ᶜ − 1).
    """
    if reading is Reading.EACH_CYCLE:
        return customers * ((1 + multiplier) ** cycles - 1)
    return sum(customers * multiplier**cycle for cycle in range(1, cycles + 1))


def multiplier_needed(
    customers: float, goal: float = GOAL, cycles: int = CYCLES, reading: Reading = Reading.ONCE
) -> float | None:
    """The multiplier that reaches the goal; ``None`` where there is nobody to begin with."""
    if customers <= 0:
        return None
    if reading is Reading.EACH_CYCLE:
        return float((1 + goal / customers) ** (1 / cycles)) - 1
    low, high = 0.0, max(1.0, goal / customers)
    for _turn in range(200):
        middle = (low + high) / 2
        if reached(customers, middle, cycles, Reading.ONCE) < goal:
            low = middle
        else:
            high = middle
    return (low + high) / 2


@dataclass(frozen=True, slots=True)
class PerAsk:
    """Customers per ask, with its 80 % interval."""

    mean: float
    low: float
    high: float

    @property
    def asks_per_customer(self) -> float | None:
        """How many asks a customer takes; ``None`` where none is expected at all."""
        return 1 / self.mean if self.mean else None


def per_ask(mean: float, won: int) -> PerAsk:
    """Customers per ask, doubted as a Gamma with that mean and shape (customers won + 2).

    Args:
        mean: What an ask is worth in the long run.
        won: Customers won in the last 52 weeks.
    """
    if mean <= 0:
        return PerAsk(0.0, 0.0, 0.0)
    doubt = Gamma(mean, won + 2)
    return PerAsk(mean, doubt.quantile(LOW), doubt.quantile(HIGH))


def _doubted(mean: float, won: int) -> Counts:
    """A count with this mean, whose chances are known as well as so many customers won tell."""
    return counts(mean, mean + mean**2 / (won + 2))


def chance_of(goal: int, mean: float, won: int) -> float:
    """The chance of at least so many, where `mean` are expected and so many were won so far."""
    return _doubted(mean, won).at_least(goal)


def asks_needed(
    goal: float, weeks: int, arrivals: Sequence[float], under_way: float, sure: float | None = None, won: int = 0
) -> float:
    """The asks a week that bring so many more customers within so many weeks.

    Args:
        goal: The customers wanted.
        weeks: Within so many weeks.
        arrivals: The customers of one ask within 0, 1, 2, … weeks.
        under_way: The customers to expect of what is under way.
        sure: The probability with which the goal is to be reached; ``None``: on average.
        won: Customers won in the last 52 weeks.

    Returns:
        Asks a week; infinite where an ask brings nothing in time.
    """
    gain = _started(arrivals, weeks)
    mean = goal if sure is None else _mean_for(goal, sure, won)
    if mean <= under_way:
        return 0.0
    return (mean - under_way) / gain if gain > 0 else float("inf")


def _mean_for(goal: float, sure: float, won: int) -> float:
    low, high = 0.0, max(1.0, goal)
    whole = -int(-goal // 1)
    while chance_of(whole, high, won) < sure:
        high *= 2
    for _turn in range(60):
        middle = (low + high) / 2
        if chance_of(whole, middle, won) < sure:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _started(arrivals: Sequence[float], weeks: int) -> float:
    """What one ask a week brings within so many weeks; half of the week in which it is made is left to it."""
    at = [arrivals[min(week, len(arrivals) - 1)] for week in range(weeks + 1)]
    return sum((at[weeks - week] + at[weeks - week - 1]) / 2 for week in range(weeks))


@dataclass(frozen=True, slots=True)
class Reach:
    """New customers by a week: the mean and the variance."""

    mean: float
    variance: float


def calendar(
    customers: float, asks_a_year: float, arrivals: Sequence[float], weeks: int,
    rest: int = REST_WEEKS, reading: Reading = Reading.EACH_CYCLE,
) -> list[Reach]:  # fmt: skip
    """New customers by every week from now on, with waiting times instead of cycles: a branching process.

    With b(v) the births of one customer in week v: d(τ) = Σ b(v)(1 + d(τ−v)), s(τ) = (1 + d(τ))² + Σ b(v) s(τ−v);
    mean(t) = Σ first(u)(1 + d(t−u)), variance(t) = Σ first(u) s(t−u).

    Args:
        customers: Those there are now.
        asks_a_year: How often each is asked in a year.
        arrivals: The customers of one ask within 0, 1, 2, … weeks.
        weeks: How far.
        rest: How many weeks after they were won customers are first asked.
        reading: Whether each is asked for one year, or for ever.

    Returns:
        For each week from 0 to `weeks`.
    """
    asked_weeks = YEAR if reading is Reading.ONCE else weeks
    births = _births(arrivals, asks_a_year / YEAR, weeks, asked_weeks)
    of_won = [0.0] * min(rest, weeks + 1) + births[: max(0, weeks + 1 - rest)]
    descent = [0.0] * (weeks + 1)
    squares = [0.0] * (weeks + 1)
    for time in range(weeks + 1):
        descent[time] = sum(of_won[v] * (1 + descent[time - v]) for v in range(1, time + 1))
        squares[time] = (1 + descent[time]) ** 2 + sum(of_won[v] * squares[time - v] for v in range(1, time + 1))
    return [
        Reach(
            customers * sum(births[u] * (1 + descent[time - u]) for u in range(1, time + 1)),
            customers * sum(births[u] * squares[time - u] for u in range(1, time + 1)),
        )
        for time in range(weeks + 1)
    ]


def _births(arrivals: Sequence[float], asks_a_week: float, weeks: int, asked_weeks: int) -> list[float]:
    """The customers that come of one customer in each week."""
    last = len(arrivals) - 1
    steps = [0.0] + [arrivals[min(w, last)] - arrivals[min(w - 1, last)] for w in range(1, weeks + 2)]
    births = [0.0]
    for week in range(1, weeks + 1):
        waits = range(max(0, week - asked_weeks), week)
        births.append(asks_a_week * sum((steps[week - w] + steps[week - w - 1]) / 2 for w in waits))
    return births


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the book will stand by a week.

    Args:
        expected: The mean.
        interval: The 80 % interval.
        chance: The probability that the goal is reached.
    """

    expected: float
    interval: Interval
    chance: float


def ahead(
    customers: float, asks_a_year: float, arrivals: Sequence[float], weeks: int, won: int, at: Sequence[int],
    goal: int = GOAL, rest: int = REST_WEEKS, reading: Reading = Reading.EACH_CYCLE,
) -> dict[int, Outlook]:  # fmt: skip
    """Where the book will stand by each of some weeks; the chances of all asks are doubted together.

    Args:
        customers: Those there are now.
        asks_a_year: How often each is asked in a year.
        arrivals: The customers of one ask within 0, 1, 2, … weeks.
        weeks: How far to look.
        won: Customers won in the last 52 weeks: how well the chances are known.
        at: The weeks asked for.
        goal: The customers wanted.
        rest: How many weeks after they were won customers are first asked.
        reading: Whether each is asked for one year, or for ever.
    """
    doubt = Gamma(1.0, won + 2)
    readings = [doubt.quantile((place + 0.5) / READINGS) for place in range(READINGS)]
    runs = [calendar(customers, asks_a_year * factor, arrivals, weeks, rest, reading) for factor in readings]
    outlooks = {}
    for week in at:
        together = mixture([counts(run[week].mean, run[week].variance) for run in runs])
        expected = sum(run[week].mean for run in runs) / len(runs)
        outlooks[week] = Outlook(expected, interval_of(together), together.at_least(goal))
    return outlooks
