"""The gap to the maximum attainable: measured where it can be, and unknown where it cannot."""

from __future__ import annotations

import pytest

from advisorbench.domain.facts import Objective
from advisorbench.domain.lines import attained, better, gap_of
from advisorbench.domain.words import Direction, ObjectiveState


def objective(
    baseline: float | None, current: float | None, maximum: float | None, state: str = "on track", kind: str = "less"
) -> Objective:
    """What the customer wants: a lead time in days."""
    known = (Direction(kind), baseline, current, None, maximum, None, ObjectiveState(state))
    return Objective("j", "faster", "lead time", "days", *known)


@pytest.mark.parametrize(
    ("numbers", "share"),
    [
        ((14, 14, 6), 0),
        ((14, 10, 6), 0.5),
        ((14, 6, 6), 1),
        ((14, 5, 6), 1),
        ((14, 15, 6), 0),
        ((0, 30, 40), 0.75),
        ((6, 6, 6), None),
        ((None, 9, 6), None),
        ((14, None, 6), None),
        ((14, 9, None), None),
    ],
)
def test_what_is_attained_is_a_share_of_the_way_to_the_maximum(
    numbers: tuple[float | None, float | None, float | None], share: float | None
) -> None:
    assert attained(objective(*numbers)) == share


def test_the_gap_is_the_mean_over_what_is_measured_and_still_wanted() -> None:
    some = (objective(14, 10, 6), objective(0, 30, 40), objective(14, None, 6), objective(14, 14, 6, "dropped"))

    assert gap_of(some) == (0.375, 2)
    assert gap_of((objective(14, None, 6), objective(14, 6, 6, "achieved"))) == (None, 0)


@pytest.mark.parametrize(
    ("kind", "value", "than", "is_better"),
    [("more", 2, 1, True), ("more", 1, 1, False), ("less", 1, 2, True), ("less", 2, 2, False), ("less", 3, 2, False)],
)
def test_better_is_more_or_less_as_the_objective_says(kind: str, value: float, than: float, is_better: bool) -> None:
    assert better(objective(1, 1, 1, kind=kind), value, than) is is_better
