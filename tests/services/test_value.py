"""What the customer gains: measured over time, ideas with what they brought, value that counts once confirmed."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from advisorbench.clock import FixedClock
from advisorbench.domain.errors import FieldErrors, Refused, Stale
from advisorbench.domain.records.facts import AccountFacts, Idea, Outcome
from advisorbench.domain.records.states import (
    Action,
    Direction,
    Effort,
    IdeaState,
    ObjectiveState,
    OutcomeState,
    Period,
    Side,
)
from advisorbench.services import Services
from advisorbench.services.base import RecordRef
from tests.services.making import add_customer, day, one_step, refused


class Customer(NamedTuple):
    """A customer with one objective, and somebody there."""

    services: Services
    account: str
    person: str
    objective: str

    @property
    def facts(self) -> AccountFacts:
        return self.services.accounts.brief(self.account).facts

    @property
    def history(self) -> list[tuple[int, float]]:
        """Each measure: days from today, value."""
        return [((m.on - day(0)).days, m.value) for m in self.facts.objectives[0].measures]

    def claim(self) -> str:
        fields = {
            "account_id": self.account, "objective_id": self.objective, "what": "Three days off", "on": day(-5),
            "amount_cents": 41_000_00, "period": Period.YEAR, "measure": 3, "unit": "days",
        }  # fmt: skip
        return self.services.value.add_outcome(fields).id

    def outcome(self) -> Outcome:
        return self.facts.outcomes[-1]

    def spot(self) -> str:
        fields = {
            "account_id": self.account, "objective_id": self.objective, "what": "A second gate",
            "spotted_on": day(-5), "effect": -2, "amount_cents": 500_00, "effort": Effort.SMALL, "side": Side.CUSTOMER,
        }  # fmt: skip
        return self.services.value.add_idea(fields).id

    def idea(self) -> Idea:
        return self.facts.ideas[-1]


@pytest.fixture
def kaya(services: Services) -> Customer:
    account, person = add_customer(services)
    wanted = {
        "account_id": account,
        "wording": "Faster",
        "unit": "days",
        "direction": Direction.LESS,
        "baseline": 14,
        "target": 8,
        "maximum": 6,
        "current": 11,
    }
    return Customer(services, account, person, services.value.add_objective(wanted).id)


# --- measures -------------------------------------------------------------------------------------------------


def test_where_it_stands_is_measured_on_the_day_it_was_said(kaya: Customer) -> None:
    assert kaya.history == [(0, 11)]


def test_an_objective_without_a_number_has_no_history(kaya: Customer) -> None:
    other = kaya.services.value.add_objective({"account_id": kaya.account, "wording": "Calmer"}).id
    found = kaya.facts.objective(other)
    assert found is not None
    assert (found.measures, found.current) == ((), None)


def test_each_measure_is_kept_in_the_order_of_its_day(kaya: Customer) -> None:
    for ago, value in ((10, 12), (40, 13), (20, 12.5)):
        kaya.services.value.measure(kaya.objective, value, day(-ago))
    assert kaya.history == [(-40, 13), (-20, 12.5), (-10, 12), (0, 11)]
    assert kaya.facts.objectives[0].current == 11
    assert kaya.services.accounts.lines()[0].gap == pytest.approx(1 - 3 / 8)


def test_another_value_for_the_same_day_takes_the_place_of_the_first(kaya: Customer) -> None:
    with one_step(kaya.services, "measure objective"):
        kaya.services.value.measure(kaya.objective, 10, day(0))
    kaya.services.value.measure(kaya.objective, 10, day(0))
    kaya.services.value.measure(kaya.objective, 13, day(-9))
    kaya.services.value.measure(kaya.objective, 12, day(-9))
    assert kaya.history == [(-9, 12), (0, 10)]


def test_a_measure_says_what_that_makes_of_it_in_one_step(kaya: Customer) -> None:
    with one_step(kaya.services, "measure objective"):
        kaya.services.value.measure(kaya.objective, 6, day(0), ObjectiveState.ACHIEVED)
        assert [one.state for one in kaya.facts.objectives] == [ObjectiveState.ACHIEVED]
    kaya.services.value.measure(kaya.objective, 6, day(0), ObjectiveState.AGREED)  # as it was
    assert [one.state for one in kaya.facts.objectives] == [ObjectiveState.AGREED]


def test_what_cannot_be_measured_leaves_nothing(kaya: Customer) -> None:
    with refused(kaya.services, "on"):
        kaya.services.value.measure(kaya.objective, 9, day(1))
    with refused(kaya.services, "state"):
        kaya.services.value.measure(kaya.objective, 9, day(0), ObjectiveState.DRAFT)
    for number in (float("nan"), float("inf")):
        with refused(kaya.services, "value"):
            kaya.services.value.measure(kaya.objective, number, day(-1))
        with refused(kaya.services, "value"):
            kaya.services.value.measure(kaya.objective, number, day(0))


def test_an_edit_that_says_where_it_stands_measures_today(kaya: Customer, clock: FixedClock) -> None:
    edit = kaya.services.value.edit_objective
    clock.day = day(7)
    edit(kaya.objective, kaya.facts.objectives[0].version, {"current": 11, "wording": "Sooner"})
    assert kaya.history == [(0, 11)]  # nothing new was said
    with one_step(kaya.services, "edit objective"):
        edit(kaya.objective, kaya.facts.objectives[0].version, {"current": 9, "due_on": day(90)})
        assert kaya.history == [(0, 11), (7, 9)]
        assert kaya.facts.objectives[0].due_on == day(90)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"maximum": 14}, "maximum"),
        ({"maximum": 20}, "maximum"),
        ({"target": 5}, "target"),
        ({"state": "draft"}, "state"),
        ({"wording": " "}, "wording"),
    ],
)
def test_a_wrong_edit_of_an_objective_keeps_neither_it_nor_the_measure(
    kaya: Customer, values: dict[str, object], field: str
) -> None:
    version = kaya.facts.objectives[0].version
    with refused(kaya.services, field):
        kaya.services.value.edit_objective(kaya.objective, version, {"current": 7, **values})


def test_an_objective_edited_elsewhere_is_not_overwritten(kaya: Customer) -> None:
    version = kaya.facts.objectives[0].version
    kaya.services.value.edit_objective(kaya.objective, version, {"wording": "Sooner"})
    with refused(kaya.services, error=Stale):
        kaya.services.value.edit_objective(kaya.objective, version, {"current": 7})


def test_a_state_is_set_in_one_step_named_after_it(kaya: Customer) -> None:
    with one_step(kaya.services, "objective off track"):
        kaya.services.value.set_objective_state(kaya.objective, ObjectiveState.OFF_TRACK)


# --- ideas ----------------------------------------------------------------------------------------------------


def test_an_idea_goes_from_spotted_to_what_it_brought(kaya: Customer) -> None:
    idea, advance = kaya.spot(), kaya.services.value.advance_idea
    assert (kaya.idea().state, kaya.idea().since) == (IdeaState.SPOTTED, day(-5))
    with one_step(kaya.services, "idea proposed"):
        advance(idea, IdeaState.PROPOSED, day(-4))
    advance(idea, IdeaState.PROPOSED, day(-4))
    with one_step(kaya.services, "idea accepted"):
        advance(idea, IdeaState.ACCEPTED, day(-3))
    advance(idea, IdeaState.ACCEPTED, day(-3))
    brought = {"what": "Two days off"}
    with one_step(kaya.services, "idea done"):
        advance(idea, IdeaState.DONE, day(-1), outcome=brought)
    made = advance(idea, IdeaState.DONE, day(-1), outcome=brought)
    found, outcome = kaya.idea(), kaya.outcome()
    assert (found.spotted_on, found.proposed_on, found.accepted_on, found.closed_on) == (
        day(-5), day(-4), day(-3), day(-1),
    )  # fmt: skip
    assert (outcome.what, outcome.state, outcome.id) == ("Two days off", OutcomeState.CLAIMED, found.outcome_id)
    assert (outcome.objective_id, outcome.on) == (kaya.objective, day(-1))
    assert made == RecordRef(outcome.id, "Two days off")


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_an_idea_is_rejected_with_a_reason_wherever_it_is(kaya: Customer, steps: int) -> None:
    idea = kaya.spot()
    for state in (IdeaState.PROPOSED, IdeaState.ACCEPTED)[:steps]:
        kaya.services.value.advance_idea(idea, state, day(-4))
    for nothing in ("", "  \t"):
        with refused(kaya.services, "reason"):
            kaya.services.value.advance_idea(idea, IdeaState.REJECTED, day(0), reason=nothing)
    kaya.services.value.advance_idea(idea, IdeaState.REJECTED, day(0), reason="no room")
    assert (kaya.idea().state, kaya.idea().closed_on, kaya.idea().reason) == (IdeaState.REJECTED, day(0), "no room")


def test_what_an_idea_needs_is_named_and_nothing_is_half_written(kaya: Customer) -> None:
    idea, advance = kaya.spot(), kaya.services.value.advance_idea
    for wrong in (day(1), day(-6)):
        with refused(kaya.services, "on"):
            advance(idea, IdeaState.PROPOSED, wrong)
    with refused(kaya.services, error=Refused):
        advance(idea, IdeaState.ACCEPTED, day(0))
    advance(idea, IdeaState.PROPOSED, day(-2))
    with refused(kaya.services, "on"):
        advance(idea, IdeaState.ACCEPTED, day(-3))
    advance(idea, IdeaState.ACCEPTED, day(-2))
    with refused(kaya.services, "what"):
        advance(idea, IdeaState.DONE, day(0))


def test_what_an_idea_brought_is_held_to_the_rules_of_any_outcome(kaya: Customer) -> None:
    other, stranger = add_customer(kaya.services, "De Wit", "Piet")
    idea, advance = kaya.spot(), kaya.services.value.advance_idea
    for state in (IdeaState.PROPOSED, IdeaState.ACCEPTED):
        advance(idea, state, day(-2))
    to_come = {"what": "Two days off", "on": day(9)}
    verified = {"state": OutcomeState.VERIFIED, "verified_by_id": stranger, "verified_on": day(0)}
    by_a_stranger = {"what": "Two days off", "on": day(-1), **verified}
    with refused(kaya.services, "on"):
        advance(idea, IdeaState.DONE, day(0), outcome=to_come)
    with refused(kaya.services, "verified_by_id"):
        advance(idea, IdeaState.DONE, day(0), outcome=by_a_stranger)
    elsewhere = {"account_id": other, "what": "Two days off", "on": day(-1)}
    with pytest.raises((FieldErrors, Refused)):
        advance(idea, IdeaState.DONE, day(0), outcome=elsewhere)


def test_an_idea_is_not_spotted_on_a_day_to_come(kaya: Customer) -> None:
    with refused(kaya.services, "spotted_on"):
        kaya.services.value.add_idea({"account_id": kaya.account, "what": "A gate", "spotted_on": day(1)})


def test_an_idea_stays_in_the_sweep_until_it_is_proposed(kaya: Customer) -> None:
    def offered() -> bool:
        return any(line.action is Action.ADVANCE_IDEA for line in kaya.services.accounts.brief(kaya.account).sweep)

    version, _fields = kaya.services.accounts.fields_of(kaya.account)
    kaya.services.accounts.edit(kaya.account, version, {"status": "active"})
    idea = kaya.spot()
    assert offered()
    kaya.services.value.advance_idea(idea, IdeaState.PROPOSED, day(0))
    assert not offered()


# --- outcomes -------------------------------------------------------------------------------------------------


def test_an_outcome_keeps_its_amount_its_period_and_its_measure(kaya: Customer) -> None:
    kaya.claim()
    found = kaya.outcome()
    assert (found.amount_cents, found.currency, found.period, found.measure, found.unit) == (
        41_000_00, "EUR", Period.YEAR, 3, "days",
    )  # fmt: skip


def test_a_verified_outcome_may_be_disputed_and_confirmed_again(kaya: Customer) -> None:
    outcome, value = kaya.claim(), kaya.services.value
    with one_step(kaya.services, "verify outcome"):
        value.verify_outcome(outcome, kaya.person, day(-4))
    value.verify_outcome(outcome, kaya.person, day(-4))
    with one_step(kaya.services, "dispute outcome"):
        value.dispute_outcome(outcome, "not the holidays", day(-2))
    value.dispute_outcome(outcome, "not the holidays", day(-2))
    found = kaya.outcome()
    assert (found.state, found.disputed_on, found.dispute) == (OutcomeState.DISPUTED, day(-2), "not the holidays")
    assert [found.state_on(day(-ago)).value for ago in (5, 4, 3, 2, 0)] == [
        "claimed", "verified", "verified", "disputed", "disputed",
    ]  # fmt: skip
    value.verify_outcome(outcome, kaya.person, day(-1))
    found = kaya.outcome()
    assert (found.state, found.verified_on, found.disputed_on, found.dispute) == (
        OutcomeState.VERIFIED, day(-1), None, "",
    )  # fmt: skip


def test_an_outcome_is_confirmed_or_disputed_by_today_with_a_name_or_a_reason(kaya: Customer) -> None:
    outcome, value = kaya.claim(), kaya.services.value
    _other, stranger = add_customer(kaya.services, "De Wit", "Piet")
    gone = kaya.services.accounts.add_person(
        {**kaya.services.accounts.person_fields_of(kaya.person).values, "name": "Gone"}
    ).id
    kaya.services.accounts.leave(gone, day(0))
    for person in (stranger, gone):
        with refused(kaya.services, "person_id"):
            value.verify_outcome(outcome, person, day(0))
    for wrong in (day(1), day(-6)):
        with refused(kaya.services, "on"):
            value.verify_outcome(outcome, kaya.person, wrong)
        with refused(kaya.services, "on"):
            value.dispute_outcome(outcome, "no", wrong)
    with refused(kaya.services, "dispute"):
        value.dispute_outcome(outcome, " ", day(0))
    assert kaya.outcome().state is OutcomeState.CLAIMED


def test_an_outcome_is_claimed_by_today(kaya: Customer) -> None:
    with refused(kaya.services, "on"):
        kaya.services.value.add_outcome({"account_id": kaya.account, "what": "Soon", "on": day(1)})


@pytest.mark.parametrize(
    ("direction", "target", "fits"),
    [("less", 90, True), ("less", 100, True), ("less", 101, False), ("more", 110, True), ("more", 99, False)],
)
def test_an_agreed_target_lies_on_the_side_of_the_maximum(
    kaya: Customer, direction: str, target: float, fits: bool
) -> None:
    maximum = 50 if direction == "less" else 200
    given = {
        "account_id": kaya.account, "wording": "Faster", "direction": direction, "baseline": 100, "target": target,
        "maximum": maximum,
    }  # fmt: skip
    if fits:
        kaya.services.value.add_objective(given)
    else:
        with pytest.raises(FieldErrors) as caught:
            kaya.services.value.add_objective(given)
        assert set(caught.value.errors) == {"target"}
