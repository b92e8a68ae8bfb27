"""The worked examples of the method hold, and each figure is found again by a second way."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import pairwise
from math import comb
from pathlib import Path
from random import Random
from typing import Any

import pytest

from advisorbench.domain.flywheel.distribution import Beta, Gamma, counts
from advisorbench.domain.flywheel.goal import Reading, multiplier_needed, reached
from tests.domain.flywheel.cases import DO, failures

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("cases.json").read_text("utf-8"))


@pytest.mark.parametrize("kind", sorted({case["do"] for case in CASES}))
def test_every_worked_example_holds(kind: str) -> None:
    assert kind in DO
    wrong = {case["name"]: failures(case) for case in CASES if case["do"] == kind}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_39_and_63_in_fractions() -> None:
    assert sum(Fraction(3) ** cycle for cycle in (1, 2, 3)) == reached(1, 3, 3, Reading.ONCE) == 39
    assert Fraction(4) ** 3 - 1 == reached(1, 3, 3, Reading.EACH_CYCLE) == 63


@pytest.mark.parametrize("customers", [1, 2, 10, 30, 400])
@pytest.mark.parametrize("reading", Reading)
def test_the_multiplier_that_is_needed_reaches_the_goal(customers: int, reading: Reading) -> None:
    multiplier = multiplier_needed(customers, 39, 3, reading)
    assert multiplier is not None
    assert reached(customers, multiplier, 3, reading) == pytest.approx(39)


def test_a_count_wider_than_dice_is_negative_binomial_in_fractions() -> None:
    """Mean 2.4 and variance 3.84 are shape 4 and p = 5/8."""
    p = Fraction(5, 8)
    exact = [comb(k + 3, k) * p**4 * (1 - p) ** k for k in range(12)]
    assert [counts(2.4, 3.84).chance_of(k) for k in range(12)] == pytest.approx([float(chance) for chance in exact])


def test_a_count_narrower_than_dice_is_binomial_in_fractions() -> None:
    exact = [Fraction(comb(6, k), 64) for k in range(7)]
    assert counts(3, 1.5).chances == pytest.approx([float(chance) for chance in exact])


@pytest.mark.parametrize(("mean", "variance"), [(0.2, 0.21), (3, 3), (12, 80), (900, 1000), (2500, 9000), (40, 39.5)])
def test_a_count_has_the_mean_and_variance_it_was_made_of(mean: float, variance: float) -> None:
    chances = counts(mean, variance).chances
    came = sum(k * chance for k, chance in enumerate(chances))
    assert sum(chances) == pytest.approx(1)
    assert came == pytest.approx(mean)
    spread = sum((k - came) ** 2 * chance for k, chance in enumerate(chances))
    assert spread == pytest.approx(variance, rel=0.03 if variance < mean else 1e-6)


def test_gamma_quantiles_are_those_of_many_draws() -> None:
    random, shape, mean = Random(39), 10, 0.12
    draws = sorted(random.gammavariate(shape, mean / shape) for _ in range(40_000))
    for q in (0.1, 0.5, 0.9):
        assert Gamma(mean, shape).quantile(q) == pytest.approx(draws[int(q * len(draws))], rel=0.02)


def test_beta_quantiles_are_those_of_trapezoids() -> None:
    a, b, steps = 1.2, 14.8, 40_000
    heights = [(x / steps) ** (a - 1) * (1 - x / steps) ** (b - 1) for x in range(steps + 1)]
    sums = [0.0]
    for left, right in pairwise(heights):
        sums.append(sums[-1] + (left + right) / 2)
    for q in (0.1, 0.9):
        at = next(x for x, total in enumerate(sums) if total >= q * sums[-1]) / steps
        assert Beta(a, b).quantile(q) == pytest.approx(at, abs=2e-4)
