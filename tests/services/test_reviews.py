"""Reviews are planned ahead, held once they happened, and counted on from there; value counts once confirmed."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from advisorbench.clock import FixedClock
from advisorbench.domain.customers.cadence import Standing
from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.records.states import (
    AccountStatus,
    InteractionKind,
    OutcomeState,
    PromiseState,
    ReviewState,
    Tier,
)
from advisorbench.models import InteractionRow, ObjectiveFields, OutcomeFields
from advisorbench.services import Services
from advisorbench.services.base import validated
from advisorbench.store.core import table
from tests.services.making import add_customer, day


@pytest.fixture
def account(services: Services) -> str:
    """A customer of tier A: a review every three months."""
    return services.accounts.add({"name": "Kaya", "tier": Tier.A, "status": AccountStatus.ACTIVE}).id


def reviews(services: Services, account: str) -> list[tuple[ReviewState, date | None]]:
    """State and day of each review."""
    facts = services.accounts.brief(account).facts
    return [(review.state, review.held_on or review.planned_on or review.due_on) for review in facts.reviews]


def test_a_review_is_planned_and_moved_not_doubled(services: Services, account: str) -> None:
    services.reviews.plan(account, day(4))
    services.reviews.plan(account, day(11))
    assert reviews(services, account) == [(ReviewState.SCHEDULED, day(11))]


def test_a_review_can_be_planned_today_but_not_for_a_day_past(services: Services, account: str) -> None:
    services.reviews.plan(account, day(0))
    with pytest.raises(FieldErrors, match="is past"):
        services.reviews.plan(account, day(-1))
    assert reviews(services, account) == [(ReviewState.SCHEDULED, day(0))]


def test_a_review_held_sets_the_next(services: Services, account: str) -> None:
    services.reviews.plan(account, day(0))
    assert services.reviews.hold(account, day(0), "All well", 75) == date(2027, 2, 23)
    standing = services.accounts.brief(account).review
    assert (standing.standing, standing.next_on) == (Standing.FINE, date(2027, 2, 23))
    assert reviews(services, account) == [(ReviewState.HELD, day(0))]


def test_a_review_may_be_held_that_nobody_planned(services: Services, account: str) -> None:
    services.reviews.hold(account, day(-2))
    assert reviews(services, account) == [(ReviewState.HELD, day(-2))]


def test_the_next_review_can_be_planned_before_leaving(services: Services, account: str) -> None:
    assert services.reviews.hold(account, day(0), next_on=day(90)) == day(90)
    assert reviews(services, account) == [(ReviewState.HELD, day(0)), (ReviewState.SCHEDULED, day(90))]


@pytest.mark.parametrize(("on", "next_on", "field"), [(1, None, "on"), (0, 0, "next_on"), (-3, -4, "next_on")])
def test_a_review_is_held_by_today_and_before_the_next(
    services: Services, account: str, on: int, next_on: int | None, field: str
) -> None:
    with pytest.raises(FieldErrors) as caught:
        services.reviews.hold(account, day(on), next_on=None if next_on is None else day(next_on))
    assert set(caught.value.errors) == {field}
    assert reviews(services, account) == []


def test_a_review_held_is_a_contact_with_the_same_clean_note(services: Services, account: str) -> None:
    services.reviews.hold(account, day(0), "Glad\x1b[31m\r\nindeed", 60)
    with services.book.read() as session:
        (row,) = session.execute(sa.select(table(InteractionRow))).mappings()
    assert (row["kind"], row["on"], row["minutes"]) == (InteractionKind.REVIEW, day(0), 60)
    assert row["note"] == "Glad[31m\nindeed"


def test_a_skipped_review_falls_due_on_its_next_day(services: Services, account: str) -> None:
    services.reviews.hold(account, day(0))
    assert services.reviews.skip(account) == date(2027, 2, 23)
    assert services.reviews.skip(account) == date(2027, 5, 23)
    assert reviews(services, account)[1:] == [(ReviewState.DUE, date(2027, 5, 23))]


def test_a_skipped_review_can_be_planned_again(services: Services, account: str) -> None:
    services.reviews.skip(account)
    services.reviews.plan(account, day(3))
    assert reviews(services, account) == [(ReviewState.SCHEDULED, day(3))]


def test_a_planned_review_that_passed_is_missed(services: Services, account: str, clock: FixedClock) -> None:
    services.reviews.hold(account, day(-9), next_on=day(2))
    clock.day = day(3)
    assert services.accounts.brief(account).review.standing is Standing.MISSED


def test_an_objectives_current_value_begins_at_its_baseline(services: Services, account: str) -> None:
    services.value.add_objective({"account_id": account, "wording": "Faster", "baseline": 0, "maximum": 6})
    assert services.accounts.brief(account).facts.objectives[0].current == 0


@pytest.mark.parametrize(
    ("direction", "values", "field"),
    [
        ("more", {"baseline": 5, "maximum": 5}, "maximum"),
        ("less", {"baseline": 5, "maximum": 6}, "maximum"),
        ("more", {"target": 7, "maximum": 6}, "target"),
        ("less", {"target": 5, "maximum": 6}, "target"),
    ],
)
def test_the_maximum_attainable_lies_furthest(direction: str, values: dict[str, float], field: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        validated(ObjectiveFields, {"account_id": "a", "wording": "Faster", "direction": direction, **values})
    assert set(caught.value.errors) == {field}


def outcome(services: Services, account: str) -> str:
    return services.value.add_outcome({"account_id": account, "what": "Five days faster", "on": day(-5)}).id


def test_an_outcome_is_verified_by_somebody_there(services: Services) -> None:
    account, person = add_customer(services)
    services.value.verify_outcome(outcome(services, account), person, day(-1))
    (found,) = services.accounts.brief(account).facts.outcomes
    assert (found.state, found.verified_by, found.verified_on) == (OutcomeState.VERIFIED, "Elif Kaya", day(-1))


def test_an_outcome_is_not_verified_by_somebody_elsewhere(services: Services) -> None:
    account, _person = add_customer(services)
    _other, stranger = add_customer(services, "De Wit", "Piet de Wit")
    key = outcome(services, account)
    with pytest.raises(FieldErrors, match="person_id: choose somebody who works at that customer"):
        services.value.verify_outcome(key, stranger, day(0))
    with pytest.raises(FieldErrors, match="verified_by_id: choose somebody who works at that customer"):
        services.value.add_outcome(
            {
                "account_id": account, "what": "Cheaper", "on": day(-5),
                "state": OutcomeState.VERIFIED, "verified_by_id": stranger, "verified_on": day(0),
            }
        )  # fmt: skip
    assert [found.state for found in services.accounts.brief(account).facts.outcomes] == [OutcomeState.CLAIMED]


@pytest.mark.parametrize(("on", "said"), [(1, "still to come"), (-6, "before the outcome")])
def test_an_outcome_is_verified_between_its_day_and_today(services: Services, on: int, said: str) -> None:
    account, person = add_customer(services)
    with pytest.raises(FieldErrors, match=said):
        services.value.verify_outcome(outcome(services, account), person, day(on))


def test_nobody_can_save_a_verified_outcome_without_a_verifier() -> None:
    with pytest.raises(FieldErrors) as caught:
        validated(OutcomeFields, {"account_id": "a", "what": "Faster", "on": day(0), "state": "verified"})
    assert set(caught.value.errors) == {"verified_by_id"}


@pytest.mark.parametrize(
    ("on", "kept", "state"),
    [(-1, True, PromiseState.KEPT), (0, True, PromiseState.LATE), (0, False, PromiseState.BROKEN)],
)
def test_a_promise_is_kept_late_or_broken_as_its_days_say(
    services: Services, account: str, on: int, kept: bool, state: PromiseState
) -> None:
    key = services.promises.add({"account_id": account, "what": "Quote", "made_on": day(-5), "due_on": day(-1)}).id
    assert services.promises.close(key, day(on), kept=kept) is state
    with pytest.raises(Refused, match="cannot become"):
        services.promises.close(key, day(0))


def test_a_promise_is_due_after_it_is_made_and_closed_after_that(services: Services, account: str) -> None:
    with pytest.raises(FieldErrors, match="day to come"):
        services.promises.add({"account_id": account, "what": "Q", "made_on": day(0), "due_on": day(-1)})
    key = services.promises.add({"account_id": account, "what": "Q", "made_on": day(-2), "due_on": day(0)}).id
    with pytest.raises(FieldErrors, match="before the promise"):
        services.promises.close(key, day(-3))
