"""Distributions of a count and of an amount: intervals, what they promise, and how well they were met."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
"""The quantiles that are shown."""
_TAIL = 1e-12
"""What is left out of a distribution of counts."""
_EDGE = 1e-12
"""A quantile is reached when it is missed by no more than rounding."""


class Counts:
    """The distribution of a whole number, from 0 up to where nothing worth telling is left.

    Args:
        chances: The chance of 0, 1, 2, …
    """

    def __init__(self, chances: list[float]) -> None:
        self.chances = chances

    @cached_property
    def reached(self) -> list[float]:
        """The chance of at most 0, 1, 2, …"""
        total, sums = 0.0, []
        for chance in self.chances:
            total += chance
            sums.append(total)
        return sums

    def quantile(self, q: float) -> int:
        """The least count that is reached with probability `q`."""
        return next((count for count, sum_ in enumerate(self.reached) if sum_ >= q - _EDGE), len(self.chances) - 1)

    def between(self, low: int, high: int) -> float:
        """The chance of a count from `low` to `high`, both included."""
        return self.at_most(high) - (self.at_most(low - 1) if low > 0 else 0.0)

    def at_most(self, count: int) -> float:
        """The chance of no more than so many."""
        if count < 0:
            return 0.0
        return self.reached[min(count, len(self.reached) - 1)]

    def at_least(self, count: int) -> float:
        """The chance of so many or more."""
        return max(0.0, 1 - self.at_most(count - 1))

    def chance_of(self, count: int) -> float:
        """The chance of exactly so many."""
        return self.chances[count] if 0 <= count < len(self.chances) else 0.0

    def crps(self, came: int) -> float:
        """The continuous ranked probability score of what came: Σ (F(k) − [k ≥ came])²; 0 is best."""
        score = sum((sum_ - (count >= came)) ** 2 for count, sum_ in enumerate(self.reached))
        return score + max(0, came - len(self.reached))

    def share_in_band(self, came: int) -> float:
        """The share of what came that lies in the 80 % band, with the step of a whole number spread over its chance."""
        below, up_to = self.at_most(came - 1), self.at_most(came)
        if up_to <= below:
            return 0.0
        return max(0.0, min(up_to, HIGH) - max(below, LOW)) / (up_to - below)

    def interval_score(self, came: int) -> float:
        """The width of the 80 % interval, and ten times the distance of what came outside of it."""
        low, high = self.quantile(LOW), self.quantile(HIGH)
        return (high - low) + 2 / (2 * LOW) * (max(0, low - came) + max(0, came - high))


def counts(mean: float, variance: float) -> Counts:
    """A count with this mean and variance.

    Wider than dice (variance above the mean) it is negative binomial, narrower it is binomial with the least whole
    number of tosses that is not narrower still, and where both are equal it is Poisson.
    """
    if mean <= 0:
        return Counts([1.0])
    if math.isclose(variance, mean, rel_tol=1e-12):
        return Counts(list(_until_tail(-mean, lambda k: mean / k, mean)))
    if variance > mean:
        shape = mean**2 / (variance - mean)
        odds = mean / (mean + shape)
        first = shape * math.log(shape / (shape + mean))
        return Counts(list(_until_tail(first, lambda k: (shape + k - 1) / k * odds, mean)))
    tosses = math.ceil(mean**2 / (mean - variance) - 1e-9) if variance > 0 else math.ceil(mean)
    tosses = max(tosses, math.ceil(mean), 1)
    p = mean / tosses
    if p >= 1:
        return Counts([0.0] * tosses + [1.0])
    odds = p / (1 - p)
    chances = _until_tail(tosses * math.log1p(-p), lambda k: (tosses - k + 1) / k * odds, mean, tosses)
    return Counts(list(chances))


def _until_tail(
    log_first: float, ratio: Callable[[int], float], mean: float, most: float = math.inf
) -> Iterator[float]:
    """Chances from that of nought on, each the one before times a ratio; in logs, so that none is lost to rounding."""
    log_chance, total, count = log_first, 0.0, 0
    while True:
        chance = math.exp(log_chance)
        yield chance
        total += chance
        count += 1
        if count > most or (count > mean and (1 - total < _TAIL or chance < _TAIL**2)):
            return
        log_chance += math.log(ratio(count))


def mixture(parts: list[Counts]) -> Counts:
    """Equally likely distributions, taken together."""
    length = max(len(part.chances) for part in parts)
    return Counts([sum(part.chance_of(count) for part in parts) / len(parts) for count in range(length)])


@dataclass(frozen=True, slots=True)
class Gamma:
    """A Gamma distribution by its mean and shape."""

    mean: float
    shape: float

    def reached(self, value: float) -> float:
        """The chance of at most this."""
        return _lower_gamma(self.shape, value * self.shape / self.mean) if value > 0 else 0.0

    def quantile(self, q: float) -> float:
        """The value that is reached with probability `q`."""
        return _solve(self.reached, q, 0.0, self.mean * (1 + 20 / math.sqrt(self.shape) + 60 / self.shape))


@dataclass(frozen=True, slots=True)
class Beta:
    """A Beta distribution of a share."""

    a: float
    b: float

    @property
    def mean(self) -> float:
        """Its mean."""
        return self.a / (self.a + self.b)

    def reached(self, share: float) -> float:
        """The chance of at most this share."""
        return _lower_beta(self.a, self.b, share)

    def quantile(self, q: float) -> float:
        """The share that is reached with probability `q`."""
        return _solve(self.reached, q, 0.0, 1.0)


def _solve(reached: Callable[[float], float], q: float, low: float, high: float) -> float:
    """Where a rising function reaches `q`, by halving."""
    for _turn in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if reached(middle) < q:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _lower_gamma(shape: float, x: float) -> float:
    """The regularised lower incomplete gamma function (series below, continued fraction above the mean)."""
    log_front = shape * math.log(x) - x - math.lgamma(shape)
    if x < shape + 1:
        term = total = 1 / shape
        step = shape
        while abs(term) > abs(total) * 1e-16:
            step += 1
            term *= x / step
            total += term
        return total * math.exp(log_front)
    tiny = 1e-300
    b = x + 1 - shape
    c, d = 1 / tiny, 1 / b
    fraction = d
    for turn in range(1, 10_000):
        a = -turn * (turn - shape)
        b += 2
        d = 1 / (a * d + b or tiny)
        c = b + a / c or tiny
        change = c * d
        fraction *= change
        if abs(change - 1) < 1e-16:
            break
    return 1 - math.exp(log_front) * fraction


def _lower_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function (Lentz's continued fraction)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _lower_beta(b, a, 1 - x)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    ) / a  # fmt: skip
    tiny = 1e-300
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1) or tiny)
    fraction = d
    for turn in range(1, 10_000):
        even = turn * (b - turn) * x / ((a + 2 * turn - 1) * (a + 2 * turn))
        d = 1 / (1 + even * d or tiny)
        c = 1 + even / c or tiny
        fraction *= c * d
        odd = -(a + turn) * (a + b + turn) * x / ((a + 2 * turn) * (a + 2 * turn + 1))
        d = 1 / (1 + odd * d or tiny)
        c = 1 + odd / c or tiny
        change = c * d
        fraction *= change
        if abs(change - 1) < 1e-16:
            break
    return front * fraction
