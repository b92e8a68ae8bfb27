"""How past forecasts held, and by how much that widens the next ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from advisorbench.domain.flywheel.distribution import Counts, counts
from advisorbench.domain.flywheel.forecast import interval_of

SCORED_AFTER_DAYS = 14
"""So long after its weeks have passed a forecast is scored, for what is entered late …"""
FROZEN_AFTER_DAYS = 28
"""… and so long after them its score stays as it is."""
MOST_SPREAD = 4.0
"""No record widens more than this."""
_PRIOR_WEIGHT = 8.0
_MOST_MISS = 9.0
_HALF_LIFE_DAYS = 364


@dataclass(frozen=True, slots=True)
class PastForecast:
    """A forecast whose weeks are over, and what came.

    Args:
        made_on: The day on which it was made.
        weeks: Its horizon.
        mean: What was expected.
        variance: The variance before it was widened by `spread`.
        came: What came.
        spread: By how much it had been widened.
    """

    made_on: date
    weeks: int
    mean: float
    variance: float
    came: int
    spread: float = 1.0

    @property
    def due_on(self) -> date:
        """The last day of its weeks."""
        return self.made_on + timedelta(weeks=self.weeks)


@dataclass(frozen=True, slots=True)
class Score:
    """How a forecast held.

    Args:
        held: Whether what came lay in the interval that was shown.
        promised: The probability with which it was to hold.
        crps: The continuous ranked probability score; 0 is best.
        in_band: Which share of what came lies in the 80 % band (randomised PIT).
        interval_score: The width of the interval and ten times the distance of what came outside.
    """

    held: bool
    promised: float
    crps: float
    in_band: float
    interval_score: float


def score(distribution: Counts, came: int) -> Score:
    """How a distribution held against what came."""
    interval = interval_of(distribution)
    return Score(
        interval.low <= came <= interval.high, interval.promised, distribution.crps(came),
        distribution.share_in_band(came), distribution.interval_score(came),
    )  # fmt: skip


def score_of(past: PastForecast) -> Score:
    """How a past forecast held."""
    return score(counts(past.mean, past.variance * past.spread), past.came)


def spread(finished: Iterable[PastForecast], on: date, weeks: int, step: int = 7) -> float:
    """By how much the variance of the next forecast is widened; the record never narrows it.

    spread = clamp((8 + Σ w · min(9, (came − mean)² / variance)) / (8 + Σ w), 1, 4), over the finished forecasts of that
    horizon, with w = min(1, step / (7h)) · 2^(−age / 364): windows that overlap count less, and old ones too.

    Args:
        finished: Past forecasts with what came.
        on: The day of the next forecast.
        weeks: Its horizon.
        step: The days between one forecast and the next.
    """
    total = weight_sum = _PRIOR_WEIGHT
    for past in finished:
        if past.weeks != weeks or past.variance <= 0:
            continue
        age = (on - past.due_on).days
        if age < SCORED_AFTER_DAYS:
            continue
        weight = min(1.0, step / (7 * weeks)) * 2 ** (-age / _HALF_LIFE_DAYS)
        total += weight * min(_MOST_MISS, (past.came - past.mean) ** 2 / past.variance)
        weight_sum += weight
    return min(MOST_SPREAD, max(1.0, total / weight_sum))


def apart(finished: Iterable[PastForecast]) -> int:
    """How many forecasts lie apart: the most whose weeks do not overlap."""
    free_from, number = date.min, 0
    for past in sorted(finished, key=lambda one: one.due_on):
        if past.made_on >= free_from:
            number, free_from = number + 1, past.due_on
    return number
