"""Somebody leaves: where they went they are greeted, and what they asked of us, and we of them, goes along."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from advisorbench.clock import FixedClock
from advisorbench.domain.asking.gates import Gate, GateVerdict
from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.language.reasons import say_reason, say_task
from advisorbench.domain.language.timeline import say_entry
from advisorbench.domain.records.reasons import Task, TaskKind
from advisorbench.domain.records.states import Action, AskState, Lane, Tier
from advisorbench.models import PersonRow
from advisorbench.services import Services
from advisorbench.services.base import RecordRef
from advisorbench.store.core import table
from advisorbench.store.facts import read_facts
from tests.services.making import add_customer, ask, day, give_name, move, one_step, refused


@pytest.fixture
def kaya(services: Services) -> tuple[str, str]:
    """An account and somebody there."""
    return add_customer(services)


def people(services: Services, account: str) -> list[str]:
    """Who works there."""
    return [person.name for person in services.accounts.brief(account).facts.people]


def account_of(services: Services, name: str) -> str:
    """The key of the account of that name."""
    return next(line.id for line in services.accounts.lines() if line.name == name)


def greetings(services: Services, account: str) -> list[tuple[str, str, str | None]]:
    """The lines of the sweep that are about somebody who came."""
    brief = services.accounts.brief(account)
    return [
        (say_task(line.task), say_reason(line.reason, brief.on), line.person_id)
        for line in brief.sweep
        if line.task.kind is TaskKind.GREET
    ]


def rested(services: Services, account: str, person: str) -> GateVerdict:
    """What the gate Rested says of a person."""
    gates = services.asks.readiness(account, person).gates
    return next(gate.verdict for gate in gates if gate.gate is Gate.RESTED)


def test_who_left_for_nowhere_known_is_gone(services: Services, kaya: tuple[str, str]) -> None:
    with one_step(services, "person left"):
        assert services.accounts.leave(kaya[1], day(-3)) is None
        assert people(services, kaya[0]) == []
    services.accounts.leave(kaya[1], day(-3))
    assert services.accounts.person_fields_of(kaya[1])[1]["left_on"] == day(-3)
    assert len(services.accounts.lines()) == 1


@pytest.mark.parametrize("name", ["De Wit Bouw", "de wit  bouw"])
def test_who_went_to_an_account_of_the_book_is_there(services: Services, kaya: tuple[str, str], name: str) -> None:
    other, _piet = add_customer(services, "De Wit Bouw", "Piet")
    with one_step(services, "person left"):
        services.accounts.leave(kaya[1], day(-3), name)
    new = move(services, kaya[1], day(-3), name)
    assert people(services, kaya[0]) == []
    assert people(services, other) == ["Piet", "Elif Kaya"]
    assert greetings(services, other) == [("Greet Elif Kaya", "came from Kaya Logistics, Fri 20 Nov", new)]
    assert len(services.accounts.lines()) == 2


def test_who_went_to_a_company_that_is_new_makes_it_an_account(services: Services, kaya: tuple[str, str]) -> None:
    with one_step(services, "person left"):
        services.accounts.leave(kaya[1], day(0), "Hofstra")
        hofstra = account_of(services, "Hofstra")
        assert people(services, hofstra) == ["Elif Kaya"]
        assert len(greetings(services, hofstra)) == 1
    assert len(services.accounts.lines()) == 1


@pytest.mark.parametrize(("name", "is_new"), [(" De Wit Bouw", True), ("de wit bouw", False)])
def test_a_move_says_where_to_and_whether_that_is_new(
    services: Services, kaya: tuple[str, str], name: str, is_new: bool
) -> None:
    if not is_new:
        add_customer(services, "De Wit Bouw", "Piet")
    went = services.accounts.leave(kaya[1], day(0), name)
    assert went is not None
    assert went.account == RecordRef(account_of(services, "De Wit Bouw"), "De Wit Bouw")
    assert (went.person.name, went.is_new) == ("Elif Kaya", is_new)


def test_the_greeting_goes_once_a_contact_with_them_is_logged(
    services: Services, kaya: tuple[str, str], clock: FixedClock
) -> None:
    other, piet = add_customer(services, "De Wit Bouw", "Piet")
    new = move(services, kaya[1], day(0), "De Wit Bouw")
    clock.day = day(2)
    services.accounts.log({"account_id": other, "person_id": piet, "on": day(1)})
    services.accounts.log({"account_id": other, "on": day(1)})
    assert len(greetings(services, other)) == 1
    services.accounts.log({"account_id": other, "person_id": new, "on": day(2)})
    assert greetings(services, other) == []
    assert services.history.undo() == "log"
    assert len(greetings(services, other)) == 1


def test_a_greeting_of_a_past_day_is_recomputed_from_what_was_known_then(
    services: Services, kaya: tuple[str, str], clock: FixedClock
) -> None:
    add_customer(services, "De Wit Bouw", "Piet")
    new = move(services, kaya[1], day(0), "De Wit Bouw")
    other = account_of(services, "De Wit Bouw")
    clock.day = day(20)
    for on in (5, 15):
        services.accounts.log({"account_id": other, "person_id": new, "on": day(on)})

    def greeted_on(on: date) -> bool:
        with services.book.read() as session:
            (facts,) = read_facts(session, on, [other])
            person = facts.person(new)
        assert person is not None
        return bool(person.last_contact_on and person.last_contact_on <= on)

    assert [greeted_on(day(on)) for on in (4, 5, 10, 20)] == [False, True, True, True]


def test_do_not_ask_goes_along_and_little_else(services: Services, kaya: tuple[str, str]) -> None:
    private = {"do_not_ask": True, "email": "elif@kaya.nl", "phone": "010", "language": "nl", "role": "champion"}
    services.accounts.edit_person(kaya[1], 1, private)
    new = move(services, kaya[1], day(0), "Hofstra")
    with services.book.read() as session:
        row = dict(session.execute(sa.select(table(PersonRow)).where(table(PersonRow).c.id == new)).mappings().one())
    assert (row["do_not_ask"], row["came_from_id"], row["added_on"], row["language"]) == (True, kaya[1], day(0), "nl")
    assert (row["email"], row["phone"], row["role"], row["left_on"]) == ("", "", None, None)
    assert (row["source"], row["basis"]) == ("entered by hand", "business relation")


def test_the_rest_after_an_ask_goes_along(services: Services, kaya: tuple[str, str], clock: FixedClock) -> None:
    ask(services, *kaya, reason="she offered")
    clock.day = day(10)
    new = move(services, kaya[1], day(10), "Hofstra")
    hofstra = account_of(services, "Hofstra")
    for on, verdict in ((10, GateVerdict.FAIL), (179, GateVerdict.FAIL), (180, GateVerdict.PASS)):
        clock.day = day(on)
        assert rested(services, hofstra, new) is verdict


def test_the_rest_goes_along_over_two_moves(services: Services, kaya: tuple[str, str], clock: FixedClock) -> None:
    ask(services, *kaya, reason="she offered")
    clock.day = day(10)
    first = move(services, kaya[1], day(5), "Hofstra")
    second = move(services, first, day(10), "De Wit Bouw")
    there = account_of(services, "De Wit Bouw")
    assert rested(services, there, second) is GateVerdict.FAIL
    assert greetings(services, there)[0][1] == "came from Hofstra, today"


def test_what_is_owed_to_a_referrer_who_left_is_still_owed(services: Services, kaya: tuple[str, str]) -> None:
    give_name(services, *kaya)
    services.accounts.leave(kaya[1], day(0), "Hofstra")
    assert [promise.what for promise in services.accounts.brief(kaya[0]).facts.promises] == [
        "Tell Elif Kaya how it went with Jan Hofstra"
    ]


def test_the_timeline_still_names_who_left(services: Services, kaya: tuple[str, str]) -> None:
    services.accounts.log({"account_id": kaya[0], "person_id": kaya[1], "on": day(-4)})
    services.accounts.leave(kaya[1], day(0))
    assert [say_entry(event) for event in services.accounts.whole(kaya[0]).timeline] == [
        "Elif Kaya noted", "Elif Kaya left", "other · Elif Kaya",
    ]  # fmt: skip


def test_a_move_is_refused_with_nothing_half_written(services: Services, kaya: tuple[str, str]) -> None:
    account, person = kaya
    add_customer(services, "De Wit Bouw", "Elif Kaya")
    leave = services.accounts.leave
    with refused(services, "left_on"):
        leave(person, day(1), "Hofstra")
    for here in ("Kaya Logistics", " KAYA  logistics "):
        with refused(services, "account"):
            leave(person, day(0), here)
    with refused(services, "account"):  # somebody of her name is there already
        leave(person, day(0), "De Wit Bouw")
    leave(person, day(0), "Hofstra")
    with refused(services, error=Refused):
        leave(person, day(0), "De Wit Bouw")
    assert people(services, account) == []


def test_a_name_of_a_company_that_cannot_be_kept_is_refused_at_its_field(
    services: Services, kaya: tuple[str, str]
) -> None:
    with refused(services, "account"):
        services.accounts.leave(kaya[1], day(0), "x" * 301)


def test_nobody_who_left_verifies_attends_or_is_asked(services: Services, kaya: tuple[str, str]) -> None:
    account, person = kaya
    services.accounts.leave(person, day(0))
    with refused(services, error=Refused):
        ask(services, account, person, reason="she offered")


def test_a_greeting_is_in_the_lane_of_staying_close(services: Services) -> None:
    account = services.accounts.add({"name": "Kaya", "tier": Tier.A}).id
    person = services.accounts.add_person({"name": "Elif", "account_id": account}).id
    services.accounts.leave(person, day(0), "Hofstra")
    lines = [line for line in services.accounts.book_view(day(0)).sweep if line.task == Task(TaskKind.GREET, "Elif")]
    assert [(line.lane, line.action, line.account) for line in lines] == [(Lane.CLOSE, Action.LOG, "Hofstra")]


def test_a_refusal_names_the_field(services: Services, kaya: tuple[str, str]) -> None:
    with pytest.raises(FieldErrors, match="account: this is where they were"):
        services.accounts.leave(kaya[1], day(0), "Kaya Logistics")


def test_no_line_is_about_somebody_without_a_name(services: Services, kaya: tuple[str, str], clock: FixedClock) -> None:
    other = services.accounts.add_person({"name": "Tom", "account_id": kaya[0]}).id
    later, yes = ask(services, *kaya, reason="she offered"), ask(services, kaya[0], other, reason="he offered")
    services.asks.answer(later, AskState.LATER, day(0), day(9))
    services.asks.answer(yes, AskState.YES, day(0))
    clock.day = day(9)
    for person in (kaya[1], other):
        services.accounts.leave(person, day(9))
    people = [line.task.who for line in services.accounts.book_view(day(9)).sweep if line.lane is Lane.ASK]
    assert set(people) <= {"Elif Kaya", "Tom"}


def test_the_desk_still_names_who_left(services: Services, kaya: tuple[str, str]) -> None:
    ask(services, *kaya, reason="she offered")
    give_name(services, *kaya)
    services.accounts.leave(kaya[1], day(0))
    desk = services.asks.desk()
    assert [made.person for made in desk.asks] == ["Elif Kaya"]
    assert [line.person for line in desk.referrals] == ["Elif Kaya"]


def test_nobody_moves_to_where_nobody_looks(services: Services, kaya: tuple[str, str]) -> None:
    services.accounts.archive(services.accounts.add({"name": "Hofstra"}).id)
    try:
        services.accounts.leave(kaya[1], day(0), "Hofstra")
    except FieldErrors as error:
        assert set(error.errors) == {"account"}
        assert people(services, kaya[0]) == ["Elif Kaya"]
    else:
        assert people(services, account_of(services, "Hofstra")) == ["Elif Kaya"]


def test_who_comes_back_still_rests(services: Services, kaya: tuple[str, str], clock: FixedClock) -> None:
    ask(services, *kaya, reason="she offered")
    clock.day = day(20)
    away = move(services, kaya[1], day(10), "Hofstra")
    back = move(services, away, day(20), "Kaya Logistics")
    assert rested(services, kaya[0], back) is GateVerdict.FAIL
