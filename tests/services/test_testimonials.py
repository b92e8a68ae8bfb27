"""Praise in public: received, approved with a scope, published, and taken back from everywhere."""

from __future__ import annotations

from typing import Any

import pytest

from advisorbench.clock import FixedClock
from advisorbench.domain.errors import Refused, Stale
from advisorbench.domain.language.reasons import say_reason, say_task
from advisorbench.domain.records.facts import Testimonial as Fact
from advisorbench.domain.records.states import Action, AskKind, AskState, Lane, TestimonialState
from advisorbench.services import Services
from tests.services.making import add_customer, day, make_ready, one_step, refused

REQUESTED, RECEIVED, APPROVED, PUBLISHED, WITHDRAWN = TestimonialState


@pytest.fixture
def praise(services: Services) -> str:
    """Words that came by themselves, of an outcome that was verified."""
    account, person = add_customer(services)
    make_ready(services, account, person)
    return services.testimonials.receive(given(services)).id


def given(services: Services, **more: Any) -> dict[str, Any]:
    """Words about the outcome there is."""
    facts = services.accounts.brief(services.accounts.lines()[0].id).facts
    values = {
        "account_id": facts.account.id, "person_id": facts.people[0].id, "outcome_id": facts.outcomes[0].id,
        "original": "Five days faster.\nI tell everybody.",
    }  # fmt: skip
    return values | more


def advance(services: Services, key: str, state: TestimonialState, days: int = 0, **more: Any) -> tuple[str, ...]:
    given = {"scope": "website", "place": "our website", "reason": "she left", "text": ""} | more
    return services.testimonials.advance(key, state, day(days), **given)


def only(services: Services) -> Fact:
    (line,) = services.testimonials.lines()
    return line.testimonial


def shown(services: Services) -> list[str]:
    return [line.testimonial.approved for line in services.testimonials.showable()]


def lines(services: Services, action: Action = Action.ADVANCE_TESTIMONIAL) -> list[tuple[Lane, str, str]]:
    brief = services.accounts.brief(services.accounts.lines()[0].id)
    return [
        (line.lane, say_task(line.task), say_reason(line.reason, brief.on))
        for line in brief.sweep
        if line.action is action
    ]


def test_words_that_came_by_themselves_are_received_in_one_step(services: Services) -> None:
    make_ready(services, *add_customer(services))
    with one_step(services, "add testimonial"):
        services.testimonials.receive(given(services))
    services.testimonials.receive(given(services, state=PUBLISHED, received_on=day(-3)))
    (line,) = services.testimonials.lines()
    assert (line.person, line.account, line.testimonial.state) == ("Elif Kaya", "Kaya Logistics", RECEIVED)
    assert (line.testimonial.received_on, line.showable) == (day(-3), False)
    assert line.outcome
    assert line.outcome.what == "Five days faster"


def test_what_is_received_needs_words_a_day_and_a_verified_outcome_of_theirs(services: Services) -> None:
    account, person = add_customer(services)
    make_ready(services, account, person)
    other, stranger = add_customer(services, "De Wit", "Piet")
    claimed = services.value.add_outcome({"account_id": account, "what": "Fewer trucks", "on": day(-1)}).id
    facts = services.accounts.brief(account).facts
    good = {
        "account_id": account, "person_id": person, "outcome_id": facts.outcomes[0].id, "original": "Well done",
    }  # fmt: skip
    for wrong, field in (
        ({"original": " "}, "original"), ({"received_on": day(1)}, "received_on"), ({"outcome_id": claimed},
         "outcome_id"), ({"person_id": stranger}, "person_id"),
        ({"account_id": other, "person_id": stranger}, "outcome_id"),
    ):  # fmt: skip
        with refused(services, field):
            services.testimonials.receive(good | wrong)


def test_the_whole_way_each_step_one_undo(services: Services, praise: str) -> None:
    for state in (APPROVED, PUBLISHED, WITHDRAWN):
        with one_step(services, "advance testimonial"):
            advance(services, praise, state)
        advance(services, praise, state)
    found = only(services)
    assert (found.received_on, found.approved_on, found.published_on, found.withdrawn_on) == (day(0),) * 4
    assert (found.original, found.scope, found.withdrawn_reason) == (given(services)["original"], "website", "she left")
    assert found.approved == found.original


def test_what_was_approved_may_be_other_words(services: Services, praise: str) -> None:
    advance(services, praise, APPROVED, text="Five days faster.", with_name=False, expires_on=day(365))
    found = only(services)
    assert (found.original, found.approved) == (given(services)["original"], "Five days faster.")
    assert (found.with_name, found.expires_on) == (False, day(365))
    assert shown(services) == ["Five days faster."]


@pytest.mark.parametrize(
    ("before", "state", "missing"),
    [
        ((), APPROVED, "scope"), ((APPROVED,), PUBLISHED, "place"), ((), WITHDRAWN, "reason"),
        ((APPROVED,), WITHDRAWN, "reason"), ((APPROVED, PUBLISHED), PUBLISHED, "place"),
    ],
)  # fmt: skip
def test_a_state_needs_what_it_needs(
    services: Services, praise: str, before: tuple[TestimonialState, ...], state: TestimonialState, missing: str
) -> None:
    for step in before:
        advance(services, praise, step)
    with refused(services, missing):
        advance(services, praise, state, 0, **{missing: " \n"})


def test_a_state_is_reached_after_the_one_before_and_by_today(services: Services, praise: str) -> None:
    for days in (-1, 1):
        with refused(services, "on"):
            advance(services, praise, APPROVED, days)


def test_nobody_approves_what_was_disputed_since(services: Services, praise: str) -> None:
    services.value.dispute_outcome(only(services).outcome_id, "not so", day(0))
    with refused(services, "outcome_id"):
        advance(services, praise, APPROVED)


def test_what_was_disputed_since_is_not_shown(services: Services, praise: str) -> None:
    advance(services, praise, APPROVED)
    assert len(shown(services)) == 1
    services.value.dispute_outcome(only(services).outcome_id, "not so", day(0))
    assert shown(services) == []


def test_only_approved_and_published_words_are_shown(services: Services, praise: str) -> None:
    seen = [(RECEIVED, len(shown(services)))]
    for state in (APPROVED, PUBLISHED, WITHDRAWN):
        advance(services, praise, state)
        seen.append((state, len(shown(services))))
    assert seen == [(RECEIVED, 0), (APPROVED, 1), (PUBLISHED, 1), (WITHDRAWN, 0)]


def test_the_consent_holds_up_to_its_last_day(services: Services, praise: str, clock: FixedClock) -> None:
    advance(services, praise, APPROVED, expires_on=day(40))
    seen = {}
    for days in (39, 40, 41):
        clock.day = day(days)
        seen[days] = len(shown(services))
    assert seen == {39: 1, 40: 1, 41: 0}


def test_a_consent_ends_after_it_began(services: Services, praise: str) -> None:
    for days in (0, -1):
        with refused(services, "expires_on"):
            advance(services, praise, APPROVED, expires_on=day(days))
    advance(services, praise, APPROVED, expires_on=day(1))


def test_an_ending_consent_is_in_the_sweep_and_one_that_ended_is_to_be_taken_down(
    services: Services, praise: str, clock: FixedClock
) -> None:
    assert lines(services) == [(Lane.BRING, "Have approved: the words of Elif Kaya", "received today")]
    advance(services, praise, APPROVED, expires_on=day(40))
    advance(services, praise, PUBLISHED)
    seen = {}
    for days in (9, 10, 40, 41):
        clock.day = day(days)
        seen[days] = [(lane, text) for lane, text, _reason in lines(services)]
    renew = [(Lane.BRING, "Renew the consent of Elif Kaya")]
    assert seen == {9: [], 10: renew, 40: renew, 41: [(Lane.OWE, "Take down the testimonial of Elif Kaya")]}
    with one_step(services, "renew testimonial"):
        services.testimonials.renew(praise, day(400))
    services.testimonials.renew(praise, day(400))
    assert lines(services) == []
    assert len(shown(services)) == 1


@pytest.mark.parametrize("days", [0, -1])
def test_a_consent_is_renewed_to_a_day_to_come(services: Services, praise: str, days: int) -> None:
    advance(services, praise, APPROVED, expires_on=day(40))
    with refused(services, "expires_on"):
        services.testimonials.renew(praise, day(days))


def test_only_what_was_approved_is_renewed(services: Services, praise: str) -> None:
    with refused(services, error=Refused):
        services.testimonials.renew(praise, day(400))


def test_what_was_withdrawn_is_not_renewed(services: Services, praise: str) -> None:
    advance(services, praise, APPROVED)
    advance(services, praise, WITHDRAWN)
    with refused(services, error=Refused):
        services.testimonials.renew(praise, day(400))


def test_withdrawal_owes_every_place(services: Services, praise: str) -> None:
    advance(services, praise, APPROVED)
    for place in ("our website", "LinkedIn", "the fair in Gent"):
        advance(services, praise, PUBLISHED, place=place)
    places = advance(services, praise, WITHDRAWN)
    assert places == ("our website", "LinkedIn", "the fair in Gent")
    promises = services.accounts.brief(services.accounts.lines()[0].id).facts.promises
    said = "Take down the testimonial of Elif Kaya: "
    assert [promise.what for promise in promises] == [said + place for place in places]
    assert {(promise.made_on, promise.due_on) for promise in promises} == {(day(0), day(7))}


def test_however_many_places_the_promise_names_them_all(services: Services, praise: str) -> None:
    advance(services, praise, APPROVED)
    places = [f"place number {number}, in a hall of a long name" for number in range(20)]
    for place in places:
        advance(services, praise, PUBLISHED, place=place)
    advance(services, praise, WITHDRAWN)
    promises = services.accounts.brief(services.accounts.lines()[0].id).facts.promises
    told = " ".join(promise.what for promise in promises)
    assert [place for place in places if place not in told] == []


def test_what_was_nowhere_owes_nothing(services: Services, praise: str) -> None:
    advance(services, praise, APPROVED)
    assert advance(services, praise, WITHDRAWN) == ()
    assert services.accounts.brief(services.accounts.lines()[0].id).facts.promises == ()


def test_published_again_keeps_its_first_day(services: Services, praise: str, clock: FixedClock) -> None:
    advance(services, praise, APPROVED)
    advance(services, praise, PUBLISHED)
    clock.day = day(5)
    advance(services, praise, PUBLISHED, 5, place="the fair")
    found = only(services)
    assert (found.published_on, found.where) == (day(0), ("our website", "the fair"))


def test_words_are_changed_until_they_are_approved(services: Services, praise: str) -> None:
    with one_step(services, "edit testimonial"):
        assert services.testimonials.edit(praise, 1, "Faster") == "Elif Kaya"
    version = only(services).version
    assert services.testimonials.edit(praise, version, "Faster") == "Elif Kaya"
    with refused(services, error=Stale):
        services.testimonials.edit(praise, 1, "Slower")
    advance(services, praise, APPROVED)
    with refused(services, "original"):
        services.testimonials.edit(praise, only(services).version, "Slower")


def test_whoever_sends_the_words_has_answered_the_ask(services: Services) -> None:
    account, person = add_customer(services)
    make_ready(services, account, person)
    services.asks.ask({"account_id": account, "person_id": person, "asked_on": day(0), "kind": AskKind.TESTIMONIAL})
    with refused(services, "text"):
        advance(services, only(services).id, RECEIVED)
    with one_step(services, "advance testimonial"):
        advance(services, only(services).id, RECEIVED, text="Well done")
    advance(services, only(services).id, RECEIVED, text="Well done")
    (ask,) = services.accounts.brief(account).facts.asks
    assert (ask.state, ask.answered_on) == (AskState.YES, day(0))
    assert only(services).original == "Well done"


def test_those_under_way_come_first_then_the_newest(services: Services, praise: str) -> None:
    second = services.testimonials.receive(given(services, received_on=day(-2))).id
    third = services.testimonials.receive(given(services, received_on=day(-9))).id
    advance(services, third, APPROVED)
    assert [line.testimonial.id for line in services.testimonials.lines()] == [praise, second, third]
