"""How often initiatives of a source are won, and what the goal would take that way: today's approach."""

from __future__ import annotations

from dataclasses import dataclass

from advisorbench.domain.flywheel.distribution import HIGH, LOW, Beta

PRIOR_CASES = 4
"""The cases with which a source leans on all sources, and those on `PRIOR_RATE`."""
PRIOR_RATE = 0.3
"""The column: 70 % of initiatives end in no-go."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """A figure with its 80 % interval."""

    mean: float
    low: float
    high: float


def win_rate(won: int, ended: int, all_won: int, all_ended: int) -> Doubted:
    """The win rate of a source: a Beta of its own, leaning on all sources with 4 cases, and those on 30 %.

    Args:
        won: Initiatives of this source that were won.
        ended: Initiatives of this source that ended, won or not.
        all_won: The same over all sources.
        all_ended: The same over all sources.
    """
    overall = (all_won + PRIOR_CASES * PRIOR_RATE) / (all_ended + PRIOR_CASES)
    rate = Beta(won + PRIOR_CASES * overall, ended - won + PRIOR_CASES * (1 - overall))
    return Doubted(rate.mean, rate.quantile(LOW), rate.quantile(HIGH))


@dataclass(frozen=True, slots=True)
class Approach:
    """What a goal takes by initiatives of one source; ``None`` where nothing was timed, or no month is known.

    Args:
        rate: The win rate.
        initiatives: How many initiatives.
        hours: How many hours.
        months: How many months.
    """

    rate: Doubted
    initiatives: Doubted
    hours: Doubted | None
    months: Doubted | None


def approach(goal: int, rate: Doubted, minutes: int, timed: int, opened_a_month: float) -> Approach:
    """What a goal takes by initiatives of a source: goal / win rate of them, at the hours and pace there were.

    Args:
        goal: The customers wanted.
        rate: The win rate.
        minutes: Spent on those that were timed.
        timed: How many were timed.
        opened_a_month: How many a month are opened.
    """
    initiatives = Doubted(goal / rate.mean, goal / rate.high, goal / rate.low)
    hours = _times(initiatives, minutes / timed / 60) if timed else None
    months = _times(initiatives, 1 / opened_a_month) if opened_a_month else None
    return Approach(rate, initiatives, hours, months)


def _times(figure: Doubted, factor: float) -> Doubted:
    return Doubted(figure.mean * factor, figure.low * factor, figure.high * factor)
