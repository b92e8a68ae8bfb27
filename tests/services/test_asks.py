"""A referral is asked for when it was earned, followed by its stages, and reported back on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from advisorbench.clock import FixedClock
from advisorbench.domain.asking.gates import Gate
from advisorbench.domain.asking.readiness import State
from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.language.reasons import say_task
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import AccountStatus, Action, AskState, Lane, PromiseState, Stage, TargetState
from advisorbench.services import Services
from advisorbench.services.base import RecordRef
from tests.services.making import add_customer, aim, ask, bring_to, day, give_name, make_ready

Customer = tuple[str, str]


@pytest.fixture
def nobody(services: Services) -> Customer:
    """An account and a person of whom nothing is known."""
    return add_customer(services)


@pytest.fixture
def ready(services: Services, nobody: Customer) -> Customer:
    """An account and a person who is ready to be asked."""
    make_ready(services, *nobody)
    return nobody


def facts(services: Services, account: str) -> AccountFacts:
    return services.accounts.brief(account).facts


def test_who_is_not_ready_is_not_asked_and_what_is_missing_is_said(services: Services, nobody: Customer) -> None:
    aim(services, *nobody)
    with pytest.raises(Refused) as caught:
        ask(services, *nobody)
    assert caught.value.message == (
        "Elif Kaya is not ready to be asked: Value: no outcome recorded; Satisfied: not asked yet how satisfied."
    )
    assert caught.value.remedy
    assert facts(services, nobody[0]).asks == ()
    assert facts(services, nobody[0]).targets[0].state is TargetState.OPEN


def test_a_written_reason_overrides_and_is_kept(services: Services, nobody: Customer) -> None:
    ask(services, *nobody, reason="  She offered by herself ")
    (made,) = facts(services, nobody[0]).asks
    assert (made.state, made.override_reason) == (AskState.ASKED, "She offered by herself")


def test_a_reason_of_blanks_is_none(services: Services, nobody: Customer) -> None:
    with pytest.raises(Refused, match="not ready"):
        services.asks.ask(
            {"account_id": nobody[0], "person_id": nobody[1], "asked_on": day(0), "override_reason": " \t "}
        )


def test_who_is_ready_is_not_asked_without_a_target(services: Services, ready: Customer) -> None:
    assert services.asks.readiness(*ready).state is State.READY
    with pytest.raises(Refused, match="one named target"):
        ask(services, *ready)


def test_who_is_ask_ready_is_asked_for_the_target(services: Services, ready: Customer) -> None:
    aim(services, *ready)
    assert services.asks.readiness(*ready).state is State.ASK_READY
    ask(services, *ready)
    (made,) = facts(services, ready[0]).asks
    assert (made.target, made.asked_on, made.override_reason) == ("Jan Hofstra", day(0), "")
    assert facts(services, ready[0]).targets[0].state is TargetState.ASKED
    assert services.asks.readiness(*ready).state is State.ASKED


def test_a_target_can_be_named_with_the_ask(services: Services, ready: Customer) -> None:
    fields = {"account_id": ready[0], "person_id": ready[1], "asked_on": day(0)}
    with pytest.raises(Refused, match="one named target"):
        services.asks.ask(fields, "Jan Hofstra", "Hofstra")
    services.asks.ask(fields, "Jan Hofstra", "Hofstra", "new depot")
    assert [target.why_now for target in facts(services, ready[0]).targets] == ["new depot"]


def test_a_reason_is_not_kept_where_none_was_needed(services: Services, ready: Customer) -> None:
    aim(services, *ready)
    ask(services, *ready, reason="just because")
    assert facts(services, ready[0]).asks[0].override_reason == ""


@pytest.mark.parametrize("days", [None, 1])
def test_an_ask_has_a_day_that_has_come(services: Services, ready: Customer, days: int | None) -> None:
    on = None if days is None else day(days)
    with pytest.raises(FieldErrors) as caught:
        services.asks.ask({"account_id": ready[0], "person_id": ready[1], "asked_on": on})
    assert set(caught.value.errors) == {"asked_on"}


def test_somebody_of_another_account_is_not_asked_for_it(services: Services, ready: Customer) -> None:
    _other, stranger = add_customer(services, "De Wit", "Piet de Wit")
    with pytest.raises(Refused, match="does not work at that account"):
        ask(services, ready[0], stranger, reason="why not")


@pytest.mark.parametrize("state", [AskState.YES, AskState.NO])
def test_an_answer_is_kept_and_is_the_last(services: Services, nobody: Customer, state: AskState) -> None:
    key = ask(services, *nobody, reason="she offered")
    services.asks.answer(key, state, day(0), note="Gladly")
    (made,) = facts(services, nobody[0]).asks
    assert (made.state, made.answered_on) == (state, day(0))
    with pytest.raises(Refused, match="cannot become"):
        services.asks.answer(key, AskState.LATER, day(0), day(9))


@pytest.mark.parametrize("later", [None, 0, -1])
def test_later_needs_a_day_to_come(services: Services, nobody: Customer, later: int | None) -> None:
    key = ask(services, *nobody, reason="she offered")
    with pytest.raises(FieldErrors, match="day to come"):
        services.asks.answer(key, AskState.LATER, day(0), None if later is None else day(later))


def test_who_said_later_is_asked_again_when_the_day_has_come(
    services: Services, nobody: Customer, clock: FixedClock
) -> None:
    key = ask(services, *nobody, reason="she offered")
    services.asks.answer(key, AskState.LATER, day(0), day(30))
    lane = [line for line in services.accounts.brief(nobody[0]).sweep if line.lane is Lane.ASK]
    assert lane == []
    clock.day = day(30)
    (line,) = [line for line in services.accounts.brief(nobody[0]).sweep if line.lane is Lane.ASK]
    assert (line.action, line.subject_id, say_task(line.task)) == (Action.ANSWER_ASK, key, "Ask Elif Kaya again")
    services.asks.answer(key, AskState.ASKED, day(30))
    (made,) = facts(services, nobody[0]).asks
    assert (made.state, made.asked_on, made.later_on) == (AskState.ASKED, day(30), None)


def test_an_answer_comes_after_the_ask_and_by_today(services: Services, nobody: Customer) -> None:
    key = ask(services, *nobody, reason="she offered")
    for days, said in ((-1, "before we asked"), (1, "still to come")):
        with pytest.raises(FieldErrors, match=said):
            services.asks.answer(key, AskState.YES, day(days))


def test_a_name_answers_the_open_ask_with_yes(services: Services, nobody: Customer) -> None:
    ask(services, *nobody, reason="she offered")
    give_name(services, *nobody)
    found = facts(services, nobody[0])
    assert (found.asks[0].state, found.asks[0].answered_on) == (AskState.YES, day(0))
    assert (found.referrals[0].name, found.referrals[0].stage) == ("Jan Hofstra", Stage.NAMED)


def open_reports(services: Services, account: str) -> list[tuple[str, int]]:
    """What is owed to referrers, and in how many days."""
    promises = facts(services, account).promises
    return [(p.what, (p.due_on - day(0)).days) for p in promises if p.state is PromiseState.OPEN and p.referral_id]


def test_the_referrer_is_owed_one_report_however_far_it_goes(services: Services, nobody: Customer) -> None:
    referral = give_name(services, *nobody)
    assert open_reports(services, nobody[0]) == [("Tell Elif Kaya how it went with Jan Hofstra", 14)]
    for stage in (Stage.INTRODUCED, Stage.MET, Stage.BUYING, Stage.CUSTOMER):
        bring_to(services, referral, stage)
        assert open_reports(services, nobody[0]) == [("Tell Elif Kaya how it went with Jan Hofstra", 3)]


def test_after_a_report_the_next_stage_owes_a_new_one(services: Services, nobody: Customer, clock: FixedClock) -> None:
    referral = give_name(services, *nobody)
    services.promises.close(facts(services, nobody[0]).promises[0].id, day(0))
    clock.day = day(0) + timedelta(days=5)
    bring_to(services, referral, Stage.ENDED)
    assert open_reports(services, nobody[0]) == [("Tell Elif Kaya how it went with Jan Hofstra", 8)]


def test_two_referrals_owe_two_reports(services: Services, nobody: Customer) -> None:
    for name in ("Jan Hofstra", "Piet de Wit"):
        give_name(services, *nobody, name=name)
    assert len(open_reports(services, nobody[0])) == 2


def test_each_stage_keeps_its_day(services: Services, nobody: Customer, clock: FixedClock) -> None:
    referral = give_name(services, *nobody)
    for days, stage in enumerate((Stage.INTRODUCED, Stage.MET, Stage.BUYING), 1):
        clock.day = day(days)
        bring_to(services, referral, stage)
        (found,) = facts(services, nobody[0]).referrals
        assert (found.stage, found.stage_on) == (stage, day(days))


@pytest.mark.parametrize(
    ("before", "stage", "field"),
    [((), Stage.INTRODUCED, "basis"), ((), Stage.ENDED, "reason"), ((Stage.INTRODUCED,), Stage.ENDED, "reason")],
)
def test_a_stage_needs_what_it_needs(
    services: Services, nobody: Customer, before: tuple[Stage, ...], stage: Stage, field: str
) -> None:
    referral = give_name(services, *nobody)
    bring_to(services, referral, *before)
    with pytest.raises(FieldErrors) as caught:
        services.referrals.advance(referral, stage, day(0), basis=" ", reason=" ")
    assert set(caught.value.errors) == {field}


@pytest.mark.parametrize(
    ("before", "stage"),
    [
        ((), Stage.MET),
        ((), Stage.CUSTOMER),
        ((Stage.INTRODUCED,), Stage.CUSTOMER),
        ((Stage.INTRODUCED, Stage.MET), Stage.INTRODUCED),
        ((Stage.ENDED,), Stage.INTRODUCED),
        ((Stage.INTRODUCED, Stage.MET, Stage.CUSTOMER), Stage.ENDED),
    ],
)
def test_no_stage_is_leapt_over_or_gone_back_to(
    services: Services, nobody: Customer, before: tuple[Stage, ...], stage: Stage
) -> None:
    referral = give_name(services, *nobody)
    bring_to(services, referral, *before)
    with pytest.raises(Refused, match="cannot become"):
        bring_to(services, referral, stage)


def test_a_stage_is_reached_after_the_one_before_and_by_today(services: Services, nobody: Customer) -> None:
    referral = give_name(services, *nobody)
    for days, said in ((-1, "before the stage"), (1, "still to come")):
        with pytest.raises(FieldErrors, match=said):
            services.referrals.advance(referral, Stage.INTRODUCED, day(days), basis="told")


WON = (Stage.INTRODUCED, Stage.MET, Stage.CUSTOMER)


def test_a_customer_won_is_an_account_of_the_next_generation_with_its_person(
    services: Services, nobody: Customer
) -> None:
    bring_to(services, give_name(services, *nobody), *WON)
    line = next(line for line in services.accounts.lines() if line.name == "Hofstra")
    account = facts(services, line.id).account
    assert (account.status, account.customer_since) == (AccountStatus.ACTIVE, day(0))
    assert (account.generation, account.referred_by) == (1, "Kaya Logistics")
    (person,) = facts(services, line.id).people
    assert (person.name, person.came_by_referral, person.since) == ("Jan Hofstra", True, day(0))
    fields = services.accounts.person_fields_of(person.id)[1]
    assert (fields["source"], fields["basis"]) == ("introduced by Elif Kaya", "Elif told Jan, who agreed")


def test_a_prospect_we_knew_becomes_the_customer(services: Services, nobody: Customer) -> None:
    known = services.accounts.add({**services.accounts.fields_of(nobody[0]).values, "name": "HÓFSTRA"}).id
    services.accounts.edit(known, 1, {"customer_since": None})
    *before, last = WON
    referral = give_name(services, *nobody)
    bring_to(services, referral, *before)
    assert services.referrals.advance(referral, last, day(0)) == RecordRef(known, "HÓFSTRA")
    assert len(services.accounts.lines()) == 2
    assert facts(services, known).account.generation == 1


def test_a_customer_of_old_keeps_its_own_origin(services: Services, nobody: Customer) -> None:
    old, _person = add_customer(services, "Hofstra", "Anna Hofstra")
    bring_to(services, give_name(services, *nobody), *WON)
    account = facts(services, old).account
    assert (account.generation, account.referred_by, account.customer_since) == (0, "", day(-900))


def test_nobody_comes_of_what_came_of_it(services: Services, nobody: Customer) -> None:
    services.accounts.edit(nobody[0], 1, {"customer_since": None})
    bring_to(services, give_name(services, *nobody), *WON)
    hofstra = next(line.id for line in services.accounts.lines() if line.name == "Hofstra")
    back = give_name(services, hofstra, facts(services, hofstra).people[0].id, "Elif Kaya", "Kaya Logistics")
    bring_to(services, back, *WON)
    assert facts(services, nobody[0]).account.referred_by == ""


def test_no_customer_refers_itself(services: Services, nobody: Customer) -> None:
    referral = give_name(services, *nobody)
    bring_to(services, referral, Stage.INTRODUCED, Stage.MET)
    with pytest.raises(FieldErrors, match="by itself"):
        bring_to(services, referral, Stage.CUSTOMER, account="kaya logistics")


def test_a_new_accounts_name_is_cleaned_and_checked(services: Services, nobody: Customer) -> None:
    referral = give_name(services, *nobody)
    bring_to(services, referral, Stage.INTRODUCED, Stage.MET)
    with pytest.raises(FieldErrors, match="too long"):
        bring_to(services, referral, Stage.CUSTOMER, account="x" * 301)
    bring_to(services, referral, Stage.CUSTOMER, account=" Hof\x1bstra\nBV ")
    assert "Hofstra BV" in [line.name for line in services.accounts.lines()]


def test_the_desk_shows_everybody_once(services: Services, ready: Customer) -> None:
    services.accounts.add_person({"name": "Ali Kaya", "account_id": ready[0]})
    add_customer(services, "De Wit", "Piet de Wit")
    give_name(services, *ready)
    aim(services, *ready)
    desk = services.asks.desk()
    assert [line.readiness.person.name for line in (*desk.ready, *desk.building, *desk.resting)] == [
        "Ali Kaya",
        "Elif Kaya",
    ]
    assert desk.building_more == 1
    assert [line.referral.name for line in desk.referrals] == ["Jan Hofstra"]


def test_a_past_day_is_recomputed_as_it_stood_then(services: Services) -> None:
    account, person = add_customer(services)
    make_ready(services, account, person)
    aim(services, account, person)
    ask(services, account, person)
    services.accounts.leave(person, day(0))
    past = {ago: services.asks.readiness(account, person, day(-ago)).state for ago in (1, 7, 12)}
    # Targets keep no dates, so a past day sees who was ready, not for whom.
    assert past == {1: State.READY, 7: State.BUILDING, 12: State.BUILDING}
    missing = services.asks.readiness(account, person, day(-12)).missing
    assert [gate.gate for gate in missing] == [Gate.VALUE, Gate.SATISFIED]
    assert [line.readiness.person.id for line in services.asks.desk(day(-1)).ready] == [person]
    with pytest.raises(Refused):
        services.asks.readiness(account, person)
    with pytest.raises(FieldErrors):
        services.asks.desk(day(1))
