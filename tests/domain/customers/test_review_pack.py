"""The review pack: what a customer is told, what is left out, and what a past day knew."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from advisorbench.domain.customers.promises import Reliability
from advisorbench.domain.customers.review_pack import AHEAD_DAYS, Pack, PackSum, TargetProgress, gather
from advisorbench.domain.records.facts import Idea, Measure, Objective, Outcome
from advisorbench.domain.records.states import Direction, IdeaState, ObjectiveState, OutcomeState, Period
from advisorbench.domain.rules import Rules
from tests.domain.build import TODAY, account, day, facts, promise, review

REVIEWS = [review("followed up", held=day(90), key="v1"), review("held", held=day(2), key="v2")]


def pack(on: date = TODAY, **given: Any) -> Pack:
    """The pack of Kaya Logistics, whose last reviews were 90 and 2 days ago."""
    return gather(facts(**{"reviews": REVIEWS, **given}), on, Rules())


def objective(*values: tuple[int, float], **given: Any) -> Objective:
    """Lead time from 14 to 6 agreed, 4 attainable; values as they were measured that many days ago."""
    known: dict[str, Any] = {
        "id": "b", "wording": "goods within a week", "metric": "lead time", "unit": "days",
        "direction": Direction.LESS, "baseline": 14.0, "target": 6.0, "maximum": 4.0, "due_on": None,
        "state": ObjectiveState.AGREED, "measures": tuple(Measure(day(ago), value) for ago, value in values),
    }  # fmt: skip
    return Objective(**{**known, **given})


def outcome(cents: int | None, verified: int | None = 10, **given: Any) -> Outcome:
    """An outcome of 100 days ago that Anna verified that many days ago; ``None``: it is only claimed."""
    state = OutcomeState.CLAIMED if verified is None else OutcomeState.VERIFIED
    known: dict[str, Any] = {"id": "o", "what": "less overtime", "on": day(100), "state": state, "currency": "EUR"}
    if verified is not None:
        known |= {"verified_on": day(verified), "verified_by": "Anna Kaya"}
    return Outcome(**{**known, "amount_cents": cents, **given})


def idea(state: str, **given: Any) -> Idea:
    """An idea spotted 50 days ago, for the objective above."""
    known: dict[str, Any] = {
        "id": "i", "what": "cross-docking", "state": IdeaState(state), "spotted_on": day(50), "objective_id": "b",
    }  # fmt: skip
    return Idea(**{**known, **given})


def test_it_tells_of_the_last_review_held_and_the_one_before() -> None:
    found = pack()
    assert (found.account, found.held_on, found.since) == ("Kaya Logistics", day(2), day(90))


def test_before_the_second_review_there_is_no_previous_one() -> None:
    assert pack(reviews=[]).held_on is None
    assert pack(reviews=REVIEWS[:1]).since is None
    assert pack(on=day(3)).since is None


def test_amounts_of_other_currencies_and_periods_are_never_added_up() -> None:
    found = pack(
        outcomes=[
            outcome(100, id="1"), outcome(20, id="2", verified=200), outcome(7, id="3", currency="USD"),
            outcome(5, id="4", period=Period.YEAR), outcome(None, id="5", measure=3.0, unit="days"),
        ]
    )  # fmt: skip
    assert found.sums == (
        PackSum("EUR", Period.ONCE, 120, 2, 100),
        PackSum("EUR", Period.YEAR, 5, 1, 5),
        PackSum("USD", Period.ONCE, 7, 1, 7),
    )
    assert len(found.outcomes) == 5


def test_without_a_previous_review_nothing_is_called_new() -> None:
    found = pack(reviews=[], outcomes=[outcome(100)])
    assert [o.new for o in found.outcomes] == [False]
    assert found.sums == (PackSum("EUR", Period.ONCE, 100, 1, 0),)


def test_what_is_only_claimed_stands_apart_and_in_no_sum() -> None:
    found = pack(outcomes=[outcome(100, verified=None)])
    assert [o.what for o in found.to_confirm] == ["less overtime"]
    assert (found.outcomes, found.sums) == ((), ())


def test_a_disputed_outcome_is_neither_confirmed_nor_to_be_confirmed() -> None:
    found = pack(outcomes=[outcome(100, state=OutcomeState.DISPUTED, disputed_on=day(1), dispute="not by you")])
    assert (found.outcomes, found.to_confirm, found.sums) == ((), (), ())


def test_a_past_day_does_not_know_what_came_later() -> None:
    found = pack(on=day(20), outcomes=[outcome(100, verified=10)], objectives=[objective((30, 11), (5, 9))])
    assert (found.outcomes, len(found.to_confirm)) == ((), 1)
    assert (found.objectives[0].now, found.objectives[0].measured_on) == (11, day(30))
    assert found.gap.share == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("values", "given", "plan", "share"),
    [
        ([(5, 9)], {}, TargetProgress.UNDERWAY, 5 / 8),
        ([(5, 6)], {}, TargetProgress.REACHED, 1),
        ([(5, 4)], {}, TargetProgress.REACHED, 1),
        ([(5, 15)], {}, TargetProgress.WORSE, 0),
        ([(5, 14)], {}, TargetProgress.UNDERWAY, 0),
        ([], {}, TargetProgress.UNKNOWN, None),
        ([(5, 9)], {"target": None}, TargetProgress.UNKNOWN, None),
        ([(5, 9)], {"baseline": None}, TargetProgress.UNDERWAY, None),
        ([(5, 9)], {"direction": Direction.MORE, "baseline": 2, "target": 9, "maximum": 12}, TargetProgress.REACHED, 1),
        (
            [(5, 9)],
            {"direction": Direction.MORE, "baseline": 2, "target": 10, "maximum": 12},
            TargetProgress.UNDERWAY,
            7 / 8,
        ),
    ],
)
def test_an_objective_is_held_against_its_target(
    values: list[tuple[int, float]], given: dict[str, Any], plan: TargetProgress, share: float | None
) -> None:
    found = pack(objectives=[objective(*values, **given)]).objectives[0]
    assert (found.plan, found.plan_share) == (plan, pytest.approx(share) if share is not None else None)


def test_an_objective_shows_the_movement_since_the_previous_review() -> None:
    found = pack(objectives=[objective((200, 13), (100, 11), (5, 9))]).objectives[0]
    assert (found.moved.before, found.moved.now, found.moved.better, found.measured_since) == (11, 9, True, True)


def test_an_old_value_is_not_taken_for_a_new_one() -> None:
    assert pack(objectives=[objective((100, 11))]).objectives[0].measured_since is False


@pytest.mark.parametrize("state", [ObjectiveState.DRAFT, ObjectiveState.DROPPED])
def test_an_objective_that_is_not_theirs_is_left_out(state: ObjectiveState) -> None:
    found = pack(objectives=[objective((5, 9), state=state, due_on=day(-5))], ideas=[idea("proposed", effect=2.0)])
    assert (found.objectives, found.gap.count, found.falling_due) == ((), 0, ())
    assert (found.ideas[0].objective, found.ideas[0].effect, found.ideas[0].unit) == ("", None, "")


def test_the_gap_counts_what_runs_and_says_how_many_are_unknown() -> None:
    found = pack(
        objectives=[
            objective(id="1", state=ObjectiveState.ACHIEVED), objective(id="2"),
            objective((5, 9), id="3", worth_cents=10_000, currency="EUR"),
        ]
    )  # fmt: skip
    assert (found.gap.share, found.gap.count, found.gap.money) == (0.5, 1, (("EUR", 5_000),))
    assert found.unmeasured == 1
    assert found.objectives[-1].state is ObjectiveState.ACHIEVED


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (idea("spotted"), None),
        (idea("rejected", proposed_on=day(20), closed_on=day(10)), None),
        (idea("done", proposed_on=day(20), accepted_on=day(15), closed_on=day(10)), None),
        (idea("proposed", proposed_on=day(20)), IdeaState.PROPOSED),
        (idea("proposed", proposed_on=day(-1)), None),
        (idea("accepted", proposed_on=day(20), accepted_on=day(0)), IdeaState.ACCEPTED),
        (idea("accepted", proposed_on=day(20), accepted_on=day(-1)), IdeaState.PROPOSED),
    ],
)
def test_only_ideas_that_the_customer_knows_are_told(known: Idea, told: IdeaState | None) -> None:
    assert [found.state for found in pack(ideas=[known]).ideas] == ([told] if told else [])


def test_accepted_ideas_come_first() -> None:
    known = [idea("proposed", id="1", proposed_on=day(9)), idea("accepted", id="2", accepted_on=day(9))]
    assert [found.state for found in pack(ideas=known).ideas] == [IdeaState.ACCEPTED, IdeaState.PROPOSED]


def test_open_promises_are_told_up_to_ninety_days_ahead_and_the_overdue_first() -> None:
    found = pack(
        promises=[
            promise(-AHEAD_DAYS, key="1"), promise(-AHEAD_DAYS - 1, key="2"), promise(0, key="3"), promise(1, key="4"),
            promise(-5, "kept", closed=1, key="5"), promise(-5, made=-1, key="6"),
        ]
    )  # fmt: skip
    assert [(p.due_on, p.overdue) for p in found.promises] == [(day(1), True), (day(0), False), (found.until, False)]


def test_what_is_owed_to_a_referrer_is_neither_told_nor_counted() -> None:
    found = pack(promises=[promise(1, referral="r"), promise(30, "kept", closed=31, referral="r", key="w2")])
    assert (found.promises, found.promises_kept) == ((), Reliability(0, 0))


def test_promises_are_counted_since_the_previous_review_and_the_overdue_against_us() -> None:
    found = pack(
        promises=[
            promise(30, "kept", closed=31, key="1"), promise(30, "late", closed=20, key="2"), promise(1, key="3"),
            promise(95, "kept", closed=90, key="4"),
        ]
    )  # fmt: skip
    assert (found.promises_kept, found.promises_since) == (Reliability(1, 3), day(90))


def test_promises_are_counted_over_a_year_at_most_and_the_day_says_so() -> None:
    found = pack(reviews=[review("held", held=day(500), key="1"), review("held", held=day(2), key="2")])
    assert found.promises_since == date(2025, 11, 23)


def test_objectives_that_fall_due_within_ninety_days_are_told_in_order() -> None:
    days = [(-AHEAD_DAYS, "a"), (-AHEAD_DAYS - 1, "b"), (0, "c"), (1, "d")]
    found = pack(objectives=[objective(wording=name, id=name, due_on=day(ago)) for ago, name in days])
    assert [o.wording for o in found.falling_due] == ["c", "a"]


def test_an_objective_that_is_achieved_does_not_fall_due() -> None:
    assert not pack(objectives=[objective(state=ObjectiveState.ACHIEVED, due_on=day(-5))]).falling_due


def test_the_next_review_is_the_planned_day_or_the_day_it_falls_due() -> None:
    found = pack()
    assert (found.next_on, found.next_planned) == (date(2027, 2, 21), False)
    found = pack(reviews=[*REVIEWS, review("scheduled", planned=day(-30), key="v3")])
    assert (found.next_on, found.next_planned) == (day(-30), True)
    found = gather(facts(account(customer_since=None)), TODAY, Rules())
    assert (found.next_on, found.next_planned) == (None, False)
