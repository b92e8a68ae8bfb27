"""What the customer gains: measured where it can be, verified before it counts, and unknown where it is unknown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.customers.value import (
    Gap,
    Movement,
    attained,
    delivered,
    gap_of,
    movement,
    running,
    target_share,
)
from advisorbench.domain.records.facts import Objective, Outcome
from advisorbench.domain.records.states import ObjectiveState, OutcomeState, Period
from tests.domain.build import TODAY, day, objective, outcome

NUMBERS = st.floats(-1e12, 1e12, allow_nan=False)
SOME = st.none() | NUMBERS


@pytest.mark.parametrize(
    ("numbers", "share"),
    [
        ((14, 14, 6), 0),
        ((14, 10, 6), 0.5),
        ((14, 6, 6), 1),
        ((14, 5, 6), 1),
        ((14, 15, 6), 0),
        ((0, 30, 40), 0.75),
        ((-10, -5, 10), 0.25),
        ((6, 6, 6), None),
        ((None, 9, 6), None),
        ((14, None, 6), None),
        ((14, 9, None), None),
        ((None, None, None), None),
    ],
)
def test_what_is_attained_is_a_share_of_the_way_to_the_maximum(
    numbers: tuple[float | None, float | None, float | None], share: float | None
) -> None:
    baseline, now, maximum = numbers
    assert attained(objective(baseline, maximum, *([] if now is None else [(3, now)]))) == share


@pytest.mark.parametrize(
    ("numbers", "share"),
    [
        ((14, 8, 6), 0.75),
        ((14, 6, 6), 1),
        ((14, 16, 6), 0),
        ((0, 30, 40), 0.75),
        ((6, 6, 6), None),
        ((None, 8, 6), None),
        ((14, None, 6), None),
        ((14, 8, None), None),
    ],
)
def test_the_target_is_a_place_on_the_same_way(numbers: tuple[Any, Any, Any], share: float | None) -> None:
    assert target_share(objective(numbers[0], numbers[2], target=numbers[1])) == share


@given(SOME, SOME, SOME, SOME)
def test_a_share_is_between_nothing_and_all_or_unknown(
    baseline: float | None, now: float | None, maximum: float | None, target: float | None
) -> None:
    one = objective(baseline, maximum, *([] if now is None else [(0, now)]), target=target)
    for share in (attained(one), target_share(one), gap_of([one]).share):
        assert share is None or 0 <= share <= 1
    known = None not in (baseline, now, maximum) and baseline != maximum
    assert (attained(one) is not None) is known


@pytest.mark.parametrize("now", [-1.7e308, 0.0, 1.7e308])
def test_the_largest_numbers_that_can_be_typed_break_nothing(now: float) -> None:
    one = objective(-1.7e308, 1.7e308, (0, now), kind="more", worth_cents=100_00)
    found = gap_of([one])
    assert found.share is None or 0 <= found.share <= 1


def test_a_way_too_short_to_divide_by_is_still_behind_or_ahead() -> None:
    assert attained(objective(2.2e-313, 0.0, (0, 1.0))) == 0
    assert attained(objective(2.2e-313, 0.0, (0, -1.0))) == 1


@given(NUMBERS, NUMBERS, NUMBERS)
def test_less_is_to_a_mirrored_metric_what_more_is_to_the_metric(baseline: float, now: float, maximum: float) -> None:
    more = objective(baseline, maximum, (0, now), kind="more", worth_cents=100_00)
    less = objective(-baseline, -maximum, (0, -now), kind="less", worth_cents=100_00)
    assert attained(more) == attained(less)
    assert gap_of([more]) == gap_of([less])
    assert movement(more, None).better is movement(less, None).better


# --- the gap --------------------------------------------------------------------------------------------------

HALF, QUARTER = objective(14, 6, (3, 10)), objective(0, 40, (3, 30), kind="more")


def test_the_gap_is_the_mean_over_what_is_measured_and_still_wanted() -> None:
    some = (HALF, QUARTER, objective(14, 6), objective(14, 6, (3, 14), state="dropped"))
    assert gap_of(some) == Gap(0.375, 2)


@pytest.mark.parametrize("state", ObjectiveState)
def test_an_objective_that_has_ended_has_no_gap_any_more(state: ObjectiveState) -> None:
    one = HALF._replace(state=state)
    ended = state in (ObjectiveState.ACHIEVED, ObjectiveState.DROPPED)
    assert gap_of([one]) == (Gap() if ended else Gap(0.5, 1))
    assert running([one]) == ([] if ended else [one])


@pytest.mark.parametrize(
    "unknown",
    [
        pytest.param([], id="no objective"),
        pytest.param([objective(14, 6)], id="never measured"),
        pytest.param([objective(None, 6, (3, 9))], id="no baseline"),
        pytest.param([objective(14, None, (3, 9))], id="no maximum"),
        pytest.param([objective(14, 6, worth_cents=500_00)], id="worth something, but never measured"),
    ],
)
def test_a_gap_that_is_not_known_is_not_nothing(unknown: list[Objective]) -> None:
    assert gap_of(unknown) == Gap(None, 0, (), 0)


def test_an_unknown_objective_makes_no_gap_smaller() -> None:
    assert gap_of([HALF, objective(14, 6)]) == gap_of([HALF]) == Gap(0.5, 1)


MONEY: list[tuple[str, list[Objective], tuple[tuple[str, int], ...], int]] = [
    ("half of 1,000 left", [HALF._replace(worth_cents=1000_00)], (("EUR", 500_00),), 1),
    ("two of one currency", [HALF._replace(worth_cents=1000_00), QUARTER._replace(worth_cents=400_00)],
     (("EUR", 600_00),), 2),
    ("two currencies are two sums",
     [HALF._replace(worth_cents=1000_00), QUARTER._replace(worth_cents=400_00, currency="GBP")],
     (("EUR", 500_00), ("GBP", 100_00)), 2),
    ("one without a worth", [HALF._replace(worth_cents=1000_00), QUARTER], (("EUR", 500_00),), 1),
    ("one that ended", [HALF._replace(worth_cents=1000_00), QUARTER._replace(
        worth_cents=400_00, state=ObjectiveState.ACHIEVED)], (("EUR", 500_00),), 1),
    ("one at its maximum", [objective(14, 6, (3, 6), worth_cents=1000_00)], (("EUR", 0),), 1),
    ("one worse than at the start", [objective(14, 6, (3, 20), worth_cents=1000_00)], (("EUR", 1000_00),), 1),
    ("a third of a cent", [objective(0, 3, (3, 2), kind="more", worth_cents=1)], (("EUR", 0),), 1),
]  # fmt: skip


@pytest.mark.parametrize(("objectives", "money", "count"), [pytest.param(*row[1:], id=row[0]) for row in MONEY])
def test_what_is_left_in_money_is_the_worth_of_the_way_that_is_left(
    objectives: list[Objective], money: tuple[tuple[str, int], ...], count: int
) -> None:
    found = gap_of(objectives)
    assert (found.money, found.money_count) == (money, count)


# --- over time ------------------------------------------------------------------------------------------------

HISTORY = objective(14, 6, (90, 13.0), (30, 10.0), (5, 11.0))


@pytest.mark.parametrize(
    ("ago", "value"), [(91, None), (90, 13.0), (89, 13.0), (31, 13.0), (30, 10.0), (6, 10.0), (5, 11.0), (0, 11.0)]
)
def test_a_past_day_knows_what_was_measured_until_then(ago: int, value: float | None) -> None:
    assert HISTORY.value_on(day(ago)) == value
    assert HISTORY.current == 11.0


@pytest.mark.parametrize(("ago", "share"), [(91, None), (90, 0.125), (30, 0.5), (0, 0.375)])
def test_what_was_attained_on_a_past_day_is_counted_from_what_was_known_then(ago: int, share: float | None) -> None:
    assert attained(HISTORY, day(ago)) == share
    assert gap_of([HISTORY], day(ago)).share == (None if share is None else 1 - share)


MOVES: list[tuple[str, Objective, date | None, Movement]] = [
    ("since the baseline, fewer days", HISTORY, None, Movement(14, 11.0, True)),
    ("since a day between", HISTORY, day(60), Movement(13.0, 11.0, True)),
    ("since the day of a measure", HISTORY, day(30), Movement(10.0, 11.0, False)),
    ("since a day before the first measure", HISTORY, day(200), Movement(14, 11.0, True)),
    ("since the newest", HISTORY, day(5), Movement(11.0, 11.0, None)),
    ("more is better", objective(0, 40, (9, 30), (1, 35), kind="more"), day(5), Movement(30, 35, True)),
    ("less than before where more is better", objective(0, 40, (9, 30), (1, 25), kind="more"), day(5),
     Movement(30, 25, False)),
    ("never measured", objective(14, 6), day(5), Movement(14, None, None)),
    ("no baseline, one measure", objective(None, 6, (1, 9)), day(5), Movement(None, 9, None)),
    ("no baseline, two measures", objective(None, 6, (9, 9), (1, 8)), day(5), Movement(9, 8, True)),
    ("nothing known", objective(None, None), None, Movement(None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("one", "since", "moved"), [pytest.param(*row[1:], id=row[0]) for row in MOVES])
def test_a_movement_is_better_or_worse_as_the_direction_says(
    one: Objective, since: date | None, moved: Movement
) -> None:
    assert movement(one, since) == moved


# --- value delivered ------------------------------------------------------------------------------------------

VERIFIED = outcome(30, verified=20, cents=41_000_00)
DELIVERED: list[tuple[str, list[Outcome], date | None, list[tuple[str, str, int]]]] = [
    ("nothing", [], None, []),
    ("one", [VERIFIED], None, [("EUR", "once", 41_000_00)]),
    ("two of a kind", [VERIFIED, outcome(9, cents=1_00)], None, [("EUR", "once", 41_001_00)]),
    ("once and a year are two sums", [VERIFIED, outcome(9, cents=5_00, period="a year")], None,
     [("EUR", "once", 41_000_00), ("EUR", "a year", 5_00)]),
    ("two currencies are two sums", [VERIFIED, outcome(9, cents=5_00, currency="GBP")], None,
     [("EUR", "once", 41_000_00), ("GBP", "once", 5_00)]),
    ("only claimed", [outcome(9, "claimed", cents=5_00)], None, []),
    ("disputed", [outcome(9, "disputed", cents=5_00, disputed=3)], None, []),
    ("verified, disputed today", [outcome(9, "disputed", verified=8, cents=5_00, disputed=0)], None, []),
    ("verified without an amount", [outcome(9)], None, []),
    ("verified tomorrow", [outcome(9, verified=-1, cents=5_00)], None, []),
    ("verified since then", [VERIFIED], day(21), [("EUR", "once", 41_000_00)]),
    ("verified on that very day", [VERIFIED], day(20), []),
    ("a loss counts too", [VERIFIED, outcome(9, cents=-1_00)], None, [("EUR", "once", 40_999_00)]),
]  # fmt: skip


@pytest.mark.parametrize(("outcomes", "since", "sums"), [pytest.param(*row[1:], id=row[0]) for row in DELIVERED])
def test_delivered_is_what_somebody_there_verified(
    outcomes: list[Outcome], since: date | None, sums: list[tuple[str, str, int]]
) -> None:
    assert [tuple(line) for line in delivered(outcomes, TODAY, since)] == sums


def test_what_was_disputed_later_was_delivered_before() -> None:
    one = outcome(30, "disputed", verified=20, cents=5_00, disputed=10)
    assert [delivered([one], day(ago)) != () for ago in (21, 20, 11, 10, 0)] == [False, True, True, False, False]


OUTCOMES = st.lists(
    st.builds(
        lambda cents, currency, period, state: outcome(9, state, cents=cents, currency=currency, period=period),
        st.none() | st.integers(-(10**12), 10**12),
        st.sampled_from(["EUR", "GBP", "USD"]),
        st.sampled_from([period.value for period in Period]),
        st.sampled_from([state.value for state in OutcomeState]),
    ),
    max_size=8,
)


@settings(max_examples=60)
@given(OUTCOMES)
def test_no_sum_mixes_currencies_or_periods_and_no_cent_is_lost(outcomes: list[Outcome]) -> None:
    found = delivered(outcomes, TODAY)
    counted = [o for o in outcomes if o.state is OutcomeState.VERIFIED and o.amount_cents is not None]
    assert len({(currency, period) for currency, period, _cents in found}) == len(found)
    for currency, period, cents in found:
        assert cents == sum(o.amount_cents or 0 for o in counted if (o.currency, o.period) == (currency, period))
    assert {(o.currency, o.period) for o in counted} == {line[:2] for line in found}
    assert delivered(outcomes[::-1], TODAY) == found
