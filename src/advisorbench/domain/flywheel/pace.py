"""How many new starts a week to expect: asks, names that come unasked, initiatives, reviews, visits."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

WINDOWS = (4, 13, 52)
"""The weeks over which a rate is taken, the shortest memory first."""
_BEFORE = (-2.0, -1.0, 0.0)
"""The log weight of each memory before any week has spoken."""
_FORGET = 0.98
"""How much of a week's say is left a week later."""
_HALF_LIFE = 0.69
"""After this part of a window its rate says half as much of the weeks to come."""


@dataclass(frozen=True, slots=True)
class PacePrior:
    """So many starts in so many weeks, assumed before the log speaks."""

    starts: float = 1.0
    weeks: float = 1.0


UNASKED = PacePrior(0.1, 2.0)
"""The prior of names that come without an ask."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Starts a week to expect, and how sure that is.

    Args:
        rate: The mean.
        variance: Its variance for the horizon it was made for.
    """

    rate: float
    variance: float


def weekly_counts(days: Iterable[date], on: date, weeks: int) -> list[int]:
    """How many lie in each whole week back from a day, the oldest week first."""
    counts = [0] * weeks
    for day in days:
        ago = (on - day).days // 7
        if day <= on and ago < weeks:
            counts[weeks - 1 - ago] += 1
    return counts


def pace(counts: Sequence[int], ahead: int, prior: PacePrior | None = None) -> Pace:
    """The pace of the coming weeks.

    Rates over the last 4, 13 and 52 weeks are weighed by how well each would have foretold every week so far
    (Gamma-Poisson, one step ahead).

    Args:
        counts: The starts of each whole week, the oldest first.
        ahead: The horizon in weeks: the shorter a memory, the less it says of later.
        prior: What is assumed before.
    """
    prior = prior or PacePrior()
    weights = _weights(counts, prior)
    rate = second = 0.0
    for window, weight in zip(WINDOWS, weights, strict=True):
        seen = counts[-window:]
        starts, weeks = sum(seen) + prior.starts, len(seen) + prior.weeks
        mean = starts / weeks
        halves = ahead / (_HALF_LIFE * window)
        fresh = (1 - 2**-halves) / (halves * math.log(2))
        rate += weight * mean
        second += weight * mean**2 * (1 + 1 / (starts * fresh))
    return Pace(rate, second - rate**2)


def _weights(counts: Sequence[int], prior: PacePrior) -> list[float]:
    scores = [0.0] * len(WINDOWS)
    sums = [0] * len(WINDOWS)
    for week, count in enumerate(counts):
        for place, window in enumerate(WINDOWS):
            seen = min(week, window)
            shape, time = sums[place] + prior.starts, seen + prior.weeks
            scores[place] = _FORGET * scores[place] + _log_chance(count, shape, time)
            sums[place] += count - (counts[week - window] if week >= window else 0)
    logs = [before + score for before, score in zip(_BEFORE, scores, strict=True)]
    most = max(logs)
    parts = [math.exp(log - most) for log in logs]
    return [part / sum(parts) for part in parts]


def _log_chance(count: int, shape: float, time: float) -> float:
    """The log of the chance of a count in one week, where the rate is Gamma(shape, time)."""
    return (
        math.lgamma(shape + count) - math.lgamma(shape) - math.lgamma(count + 1)
        + shape * math.log(time / (time + 1)) - count * math.log(time + 1)
    )  # fmt: skip
