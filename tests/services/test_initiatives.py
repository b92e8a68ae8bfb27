"""Sales initiatives: who started them, what the customer does next, how they end, and which of them are hollow."""

from __future__ import annotations

from typing import Any

import pytest

from advisorbench.clock import FixedClock
from advisorbench.domain.errors import BenchError, FieldErrors, Refused, Stale
from advisorbench.domain.records.states import InitiativeState, Side, Starter, StepKind
from advisorbench.models import BuyingStepFields
from advisorbench.services import Services
from advisorbench.services.base import validated
from tests.services.making import add_customer, day, one_step, refused, whole_book


@pytest.fixture
def account(services: Services) -> str:
    return add_customer(services)[0]


def begin(services: Services, account: str, name: str = "Depot", **more: Any) -> str:
    """An open initiative of that account."""
    return services.initiatives.add({"name": name, "account_id": account, "opened_on": day(-9), **more}).id


def milestone(services: Services, initiative: str, due: int = 5, side: Side = Side.CUSTOMER) -> str:
    """A milestone on its path."""
    return services.initiatives.add_step(
        {"initiative_id": initiative, "what": "Volumes per lane", "side": side, "due_on": day(due)}
    ).id


def pursuit(services: Services) -> str:
    """How the account stands in the portfolio."""
    return services.accounts.lines()[0].pursuit


def test_an_initiative_is_hollow_until_the_customer_has_a_dated_next_step(
    services: Services, account: str, clock: FixedClock
) -> None:
    assert (pursuit(services), services.agenda.view().hollow) == ("none", 0)
    initiative = begin(services, account, started_by=Starter.CUSTOMER)
    assert (pursuit(services), services.agenda.view().hollow) == ("hollow", 1)
    milestone(services, initiative, side=Side.US)
    assert pursuit(services) == "hollow"
    step = milestone(services, initiative)
    assert (pursuit(services), services.agenda.view().hollow) == ("open", 0)
    services.initiatives.close_step(step, day(0))
    assert pursuit(services) == "hollow"
    services.initiatives.edit(initiative, 1, {"next_step": "Elif signs", "next_step_on": day(3)})
    assert pursuit(services) == "open"
    clock.day = day(4)
    assert pursuit(services) == "hollow"
    services.initiatives.end(initiative, InitiativeState.WITHDRAWN, day(4), "no need")
    assert (pursuit(services), services.agenda.view().hollow) == ("none", 0)


def test_one_hollow_initiative_shows_beside_one_that_moves(services: Services, account: str) -> None:
    milestone(services, begin(services, account))
    begin(services, account, "Gate")
    assert pursuit(services) == "hollow"


def test_the_hollow_come_first_then_the_largest(services: Services, account: str) -> None:
    for name, amount, moves in (("a", 1, True), ("b", 9, True), ("c", 2, False), ("d", None, False), ("e", 5, False)):
        initiative = begin(services, account, name, amount_cents=amount)
        if moves:
            milestone(services, initiative)
    ended = begin(services, account, "ended", amount_cents=99)
    services.initiatives.end(ended, InitiativeState.LOST, day(0), "price")
    lines = services.initiatives.lines()
    assert [(line.initiative.name, line.hollow) for line in lines] == [
        ("e", True), ("c", True), ("d", True), ("b", False), ("a", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "milestone", "due_on": day(3)}, "side"),
        ({"kind": "milestone", "side": "customer"}, "due_on"),
        ({"kind": "question", "what": " "}, "what"),
    ],
)
def test_a_milestone_has_an_owner_and_a_date(values: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        validated(BuyingStepFields, {"initiative_id": "n", "what": "Volumes", **values})
    assert set(caught.value.errors) == {field}


@pytest.mark.parametrize("kind", [StepKind.AGREE, StepKind.QUESTION])
def test_who_must_agree_and_what_they_ask_themselves_need_no_date(
    services: Services, account: str, kind: StepKind
) -> None:
    initiative = begin(services, account)
    with one_step(services, "add step"):
        services.initiatives.add_step({"initiative_id": initiative, "kind": kind, "what": "The bank"})
    services.initiatives.add_step({"initiative_id": initiative, "kind": kind, "what": "The bank"})
    steps = services.accounts.brief(account).facts.steps_of(initiative)
    assert [(step.kind, step.what, step.done_on) for step in steps] == [(kind, "The bank", None)]


def test_a_step_is_closed_once_and_by_today(services: Services, account: str) -> None:
    step = milestone(services, begin(services, account))
    with refused(services, "on"):
        services.initiatives.close_step(step, day(1))
    with one_step(services, "close step"):
        services.initiatives.close_step(step, day(0))
    services.initiatives.close_step(step, day(0))
    with refused(services, error=Refused):
        services.initiatives.close_step(step, day(0))


def test_nothing_is_added_to_the_path_of_what_has_ended(services: Services, account: str) -> None:
    initiative = begin(services, account)
    services.initiatives.end(initiative, InitiativeState.WON, day(0), "they asked for it")
    with refused(services, error=Refused):
        milestone(services, initiative)


@pytest.mark.parametrize("state", [state for state in InitiativeState if state is not InitiativeState.OPEN])
def test_an_initiative_ends_with_a_day_and_a_reason_however_it_ends(
    services: Services, account: str, state: InitiativeState
) -> None:
    initiative = begin(services, account)
    for nothing in ("", " \t"):
        with refused(services, "reason"):
            services.initiatives.end(initiative, state, day(0), nothing)
    for wrong in (day(1), day(-10)):
        with refused(services, "on"):
            services.initiatives.end(initiative, state, wrong, "price")
    with one_step(services, "end initiative"):
        services.initiatives.end(initiative, state, day(0), "price")
    services.initiatives.end(initiative, state, day(0), "price")
    (found,) = services.accounts.whole(account).initiatives
    assert (found.state, found.closed_on, found.end_reason) == (state, day(0), "price")


def test_an_initiative_is_not_ended_or_opened_again_by_an_edit(services: Services, account: str) -> None:
    initiative = begin(services, account)
    before = whole_book(services)
    with pytest.raises(BenchError):
        services.initiatives.edit(initiative, 1, {"state": InitiativeState.WON})
    assert whole_book(services) == before
    services.initiatives.end(initiative, InitiativeState.LOST, day(0), "price")
    before = whole_book(services)
    with pytest.raises(BenchError):
        services.initiatives.edit(initiative, 2, {"state": InitiativeState.OPEN, "closed_on": None})
    assert whole_book(services) == before


def test_an_initiative_edited_elsewhere_is_not_overwritten(services: Services, account: str) -> None:
    initiative = begin(services, account)
    version, fields = services.initiatives.fields_of(initiative)
    assert (version, fields["name"], fields["account_id"]) == (1, "Depot", account)
    with one_step(services, "edit initiative"):
        assert services.initiatives.edit(initiative, version, {"name": "Gate"}) == "Gate"
    version, _fields = services.initiatives.fields_of(initiative)
    services.initiatives.edit(initiative, version, {"next_step": "Elif signs", "started_by": "referrer"})
    with refused(services, error=Stale):
        services.initiatives.edit(initiative, version, {"next_step": "nobody"})
    with refused(services, "started_by"):
        services.initiatives.edit(initiative, version + 1, {"started_by": "the weather"})
