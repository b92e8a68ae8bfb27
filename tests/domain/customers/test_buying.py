"""Does the customer move? An initiative without a dated next step by the customer is hollow."""

from __future__ import annotations

from typing import Any

import pytest

from advisorbench.domain.customers.buying import customer_step, hollow
from advisorbench.domain.records.facts import BuyingStep, Initiative
from advisorbench.domain.records.states import InitiativeState
from tests.domain.build import TODAY, day, initiative, step

ENDED = [state.value for state in InitiativeState if state is not InitiativeState.OPEN]


def stepping(ago: int | None, what: str = "Elif sends volumes") -> Initiative:
    """An initiative with a next step of its own."""
    return initiative(next_step=what, next_step_on=None if ago is None else day(ago))


TABLE: list[tuple[str, Initiative, list[BuyingStep], bool]] = [
    ("no step", initiative(), [], True),
    ("a step by us only", initiative(), [step(side="us")], True),
    ("the customer's step yesterday", initiative(), [step(due=1)], True),
    ("the customer's step today", initiative(), [step(due=0)], False),
    ("the customer's step tomorrow", initiative(), [step(due=-1)], False),
    ("the customer's step passed, a later one ahead", initiative(), [step(due=9), step(due=-9, key="p2")], False),
    ("the customer's step done before its day", initiative(), [step(due=-5, done=2)], True),
    ("one done, another ahead", initiative(), [step(done=2), step(due=-9, key="p2")], False),
    ("a question with a day", initiative(), [step("question", "customer", -5)], True),
    ("a question without a day", initiative(), [step("question", None, None)], True),
    ("somebody who must agree by a day", initiative(), [step("agree", "customer", -5)], True),
    ("a step on another path", initiative(), [step(of="other")], True),
    ("a next step without a date", stepping(None), [], True),
    ("a next step tomorrow", stepping(-1), [], False),
    ("a next step today", stepping(0), [], False),
    ("a next step yesterday", stepping(1), [], True),
    ("a date without a next step", stepping(-1, ""), [], True),
    ("a next step passed, a milestone ahead", stepping(1), [step(due=-5)], False),
    *((f"{state}, without a step", initiative(state, closed=2), [], False) for state in ENDED),
]


@pytest.mark.parametrize(("of", "steps", "is_hollow"), [pytest.param(*row[1:], id=row[0]) for row in TABLE])
def test_an_open_initiative_without_a_dated_next_step_by_the_customer_is_hollow(
    of: Initiative, steps: list[BuyingStep], is_hollow: bool
) -> None:
    assert hollow(of, steps, TODAY) is is_hollow


@pytest.mark.parametrize(
    ("of", "steps", "expected"),
    [
        (initiative(), [step(due=-9), step(due=-3, key="p2")], ("volumes per lane", day(-3))),
        (stepping(-1), [step(due=-3)], ("Elif sends volumes", day(-1))),
        (stepping(-7), [step(due=-3)], ("volumes per lane", day(-3))),
        (stepping(4), [step(due=3)], None),
    ],
)
def test_the_customers_next_step_is_the_first_one_to_come(
    of: Initiative, steps: list[BuyingStep], expected: Any
) -> None:
    assert customer_step(of, steps, TODAY) == expected
    assert customer_step(of, steps[::-1], TODAY) == expected


def test_an_initiative_goes_hollow_on_the_day_after_its_step() -> None:
    of, steps = initiative(), [step(due=-5)]
    assert [hollow(of, steps, day(ago)) for ago in (0, -5, -6)] == [False, False, True]
