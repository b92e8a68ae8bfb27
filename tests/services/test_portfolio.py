"""The book in memory is the book on disk: after each change, whoever made it, and after a read that failed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from advisorbench.clock import FixedClock
from advisorbench.domain.book_view import BookView
from advisorbench.domain.errors import BookError
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import Stage
from advisorbench.domain.rules import Rules
from advisorbench.models import AccountRow
from advisorbench.services import Services, open_services, portfolio
from advisorbench.store import facts as fact_store
from tests.services.making import add_customer, bring_to, day, give_name, make_ready


@pytest.fixture
def other(services: Services, clock: FixedClock) -> Services:
    """Another program on the same book."""
    return open_services(services.book.path, clock, Rules())


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is read of the book from now on: lists of keys, or None for the whole."""
    found: list[Any] = []

    def read(session: Any, on: Any, keys: Any = None) -> Iterator[AccountFacts]:
        found.append(keys)
        return fact_store.read_facts(session, on, keys)

    monkeypatch.setattr(portfolio, "read_facts", read)
    return found


def names(services: Services) -> list[str]:
    return [line.name for line in services.accounts.lines()]


def test_another_programs_change_shows_at_the_next_read(services: Services, other: Services) -> None:
    account, person = add_customer(services)
    assert names(other) == ["Kaya Logistics"]
    make_ready(services, account, person)
    assert other.accounts.brief(account).facts == services.accounts.brief(account).facts
    assert other.accounts.lines() == services.accounts.lines()
    services.accounts.archive(account)
    assert names(other) == []


def test_another_programs_undo_shows_at_the_next_read(services: Services, other: Services) -> None:
    services.accounts.add({"name": "Kaya"})
    assert names(other) == ["Kaya"]
    services.history.undo()
    assert names(other) == []


def test_only_what_was_touched_is_read_again(services: Services, reads: list[Any]) -> None:
    accounts = [services.accounts.add({"name": name}).id for name in ("Kaya", "Molenaar", "De Wit")]
    services.accounts.lines()
    services.accounts.log({"account_id": accounts[1], "on": day(0)})
    services.accounts.lines()
    services.accounts.lines()
    assert reads == [None, [accounts[1]]]


def test_a_person_who_moved_is_gone_from_one_account_and_at_the_other(services: Services, reads: list[Any]) -> None:
    account, person = add_customer(services)
    new, _somebody = add_customer(services, "De Wit", "Piet")
    services.accounts.lines()
    services.accounts.edit_person(person, 1, {"account_id": new})
    assert [p.name for p in services.accounts.brief(new).facts.people] == ["Elif Kaya", "Piet"]
    assert services.accounts.brief(account).facts.people == ()
    assert reads == [None, sorted([account, new])]


def test_a_referrer_that_got_another_name_has_it_everywhere(services: Services) -> None:
    account, person = add_customer(services)
    bring_to(services, give_name(services, account, person), Stage.INTRODUCED, Stage.MET, Stage.CUSTOMER)
    hofstra = next(line.id for line in services.accounts.lines() if line.name == "Hofstra")
    services.accounts.edit(account, 1, {"name": "Kaya Group"})
    assert services.accounts.brief(hofstra).facts.account.referred_by == "Kaya Group"


def test_a_verifier_who_got_another_name_has_it_at_the_outcome(services: Services) -> None:
    account, person = add_customer(services)
    make_ready(services, account, person)
    services.accounts.lines()
    services.accounts.edit_person(person, 1, {"name": "Elif Demir"})
    assert services.accounts.brief(account).facts.outcomes[0].verified_by == "Elif Demir"


def test_a_new_day_is_another_standing(services: Services, clock: FixedClock) -> None:
    account, person = add_customer(services)
    make_ready(services, account, person)
    before = services.accounts.lines()
    clock.day = day(400)
    assert services.accounts.lines() != before
    clock.day = day(0)
    assert services.accounts.lines() == before


@pytest.mark.parametrize("first", [True, False], ids=["the-first-read", "a-later-read"])
def test_a_read_that_failed_is_no_empty_book(services: Services, monkeypatch: pytest.MonkeyPatch, first: bool) -> None:
    account, _person = add_customer(services)
    if not first:
        services.accounts.lines()
        services.accounts.add_person({"name": "Ali", "account_id": account})

    def fail(*_args: object) -> Iterator[AccountFacts]:
        raise BookError("damaged")

    with monkeypatch.context() as patched:
        patched.setattr(portfolio, "read_facts", fail)
        for _try in range(2):
            with pytest.raises(BookError):
                services.accounts.lines()
    assert names(services) == ["Kaya Logistics"]
    assert len(services.accounts.brief(account).facts.people) == (1 if first else 2)


def test_what_was_read_again_is_what_a_fresh_program_reads(sample: Services, clock: FixedClock) -> None:
    lines = sample.accounts.lines()
    for line in lines[:5]:
        sample.accounts.log({"account_id": line.id, "on": day(0)})
    fresh = open_services(sample.book.path, clock, Rules())
    assert sample.accounts.lines() == fresh.accounts.lines()
    assert sample.agenda.view() == fresh.agenda.view()


def accounts_in(session: Session) -> int:
    return session.execute(sa.select(sa.func.count()).select_from(AccountRow)).scalar_one()


def test_what_is_saved_while_a_use_case_reads_is_in_the_next_state(services: Services) -> None:
    add_customer(services)
    memory = portfolio.Portfolio(services.book, services.rules)

    def seen(reading: portfolio.BookReading) -> tuple[int, int, int]:
        return accounts_in(reading.session), len(reading.view.lines), reading.ask(accounts_in)

    with memory.read(day(0)) as reading:
        saver = threading.Thread(target=add_customer, args=(services, "Molenaar"))
        saver.start()
        assert seen(reading) == (1, 1, 1)
    saver.join()
    with memory.read(day(0)) as reading:
        assert seen(reading) == (2, 2, 2)


def test_threads_that_ask_at_once_read_the_book_once(services: Services, reads: list[Any]) -> None:
    add_customer(services)
    memory, start = portfolio.Portfolio(services.book, services.rules), threading.Barrier(4)
    views: list[BookView] = []

    def look() -> None:
        start.wait()
        with memory.read(day(0)) as reading:
            views.append(reading.view)

    threads = [threading.Thread(target=look) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert reads == [None]
    assert {id(view) for view in views} == {id(views[0])}


def test_what_was_asked_is_kept_until_something_is_saved(services: Services) -> None:
    memory = portfolio.Portfolio(services.book, services.rules)
    asked: list[str] = []

    def question(_session: object, about: str) -> int:
        asked.append(about)
        return len(asked)

    def answers() -> list[int]:
        with memory.read(day(0)) as reading:
            return [reading.ask(question, "one"), reading.ask(question, "two"), reading.ask(question, "one")]

    assert answers() == answers() == [1, 2, 1]
    add_customer(services)
    assert answers() == [3, 4, 3]


def test_no_more_answers_are_kept_than_screens_ask_for(services: Services) -> None:
    memory = portfolio.Portfolio(services.book, services.rules)
    asked: list[int] = []

    def question(_session: object, about: int) -> None:
        asked.append(about)

    with memory.read(day(0)) as reading:
        for number in range(portfolio.ANSWERS + 1):
            reading.ask(question, number)
        reading.ask(question, portfolio.ANSWERS)
        reading.ask(question, 0)
    assert asked == [*range(portfolio.ANSWERS + 1), 0]


def test_one_account_is_read_by_itself_until_the_book_is_in_memory(services: Services, reads: list[Any]) -> None:
    account, _person = add_customer(services)
    alone = services.accounts.brief(account)
    assert reads == []
    services.accounts.lines()
    assert services.accounts.brief(account) == alone
    assert reads == [None]
