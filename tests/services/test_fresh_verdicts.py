"""What is kept in memory after a change is what a book just opened says."""

from __future__ import annotations

import contextlib
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from advisorbench.clock import FixedClock
from advisorbench.domain.errors import BenchError
from advisorbench.domain.records.states import AskKind, AskState, Severity, SignalKind, Stage, TestimonialState
from advisorbench.domain.rules import Rules
from advisorbench.services import Services, open_services
from tests.services.making import TODAY, add_customer, day, make_ready, move


def assert_fresh(services: Services) -> None:
    """Whatever is shown is the same from a book just opened."""
    fresh = open_services(services.book.path, services.clock, Rules())
    today = services.clock.today()
    for one, other in (
        (services.asks.desk(), fresh.asks.desk()), (services.accounts.lines(), fresh.accounts.lines()),
        (services.accounts.book_view(today).sweep, fresh.accounts.book_view(today).sweep),
        (services.testimonials.lines(), fresh.testimonials.lines()),
        (services.referrals.tree(), fresh.referrals.tree()),
    ):  # fmt: skip
        assert one == other
    for line in services.accounts.lines():
        assert services.accounts.brief(line.id) == fresh.accounts.brief(line.id)


class Deeds:
    """Things to do at random; whatever the rules refuse is left undone."""

    def __init__(self, services: Services, chance: random.Random) -> None:
        self.services = services
        self.chance = chance
        self.number = 0
        self.people = [add_customer(services, f"Account {number}", f"Person {number}") for number in range(3)]
        make_ready(services, *self.people[0])

    def pick(self) -> tuple[str, str]:
        """Somebody who is, or was, somewhere."""
        return self.chance.choice(self.people)

    def about(self) -> dict[str, str]:
        """Somebody as account and person."""
        account, person = self.pick()
        return {"account_id": account, "person_id": person}

    def past(self) -> int:
        """A day in the past."""
        return -self.chance.choice([0, 1, 5, 30, 100, 179, 180, 181])

    def one(self) -> None:
        """Do one of them."""
        self.number += 1
        deeds: list[Callable[[], object]] = [
            self.signal, self.issue, self.outcome, self.verify, self.promise, self.keep, self.log, self.target,
            self.ask, self.ask, self.answer, self.name, self.follow, self.follow, self.leave, self.person, self.rename,
            self.mark, self.thank, self.praise, self.advance, self.merge, self.undo, self.drop, self.edit, self.erase,
        ]  # fmt: skip
        with contextlib.suppress(BenchError):
            self.chance.choice(deeds)()

    def signal(self) -> None:
        nps = self.chance.randint(0, 10)
        self.services.accounts.add_signal(self.about() | {"kind": SignalKind.NPS, "value": nps, "on": day(self.past())})

    def issue(self) -> None:
        self.services.accounts.add_issue(
            self.about() | {"what": "Late", "severity": self.chance.choice(list(Severity)), "opened_on": day(-5)}
        )

    def outcome(self) -> None:
        account, _person = self.pick()
        self.services.value.add_outcome({"account_id": account, "what": "Faster", "on": day(self.past())})

    def verify(self) -> None:
        account, person = self.pick()
        for outcome in self.services.accounts.brief(account).facts.outcomes[:1]:
            self.services.value.verify_outcome(outcome.id, person, day(0))

    def promise(self) -> None:
        self.services.promises.add(self.about() | {"what": "Quote", "made_on": day(-200), "due_on": day(self.past())})

    def keep(self) -> None:
        for promise in self.services.accounts.brief(self.pick()[0]).facts.promises[:2]:
            self.services.promises.close(promise.id, day(0), kept=self.chance.random() < 0.8, thanked=True)

    def log(self) -> None:
        self.services.accounts.log(self.about() | {"on": day(self.past())})

    def target(self) -> None:
        self.services.targets.add(self.about() | {"who": f"T{self.number}", "why_now": "a depot"})

    def ask(self) -> None:
        given = {"asked_on": day(self.past()), "override_reason": "why not", "kind": self.chance.choice(list(AskKind))}
        fields = self.about() | given
        if self.chance.random() < 0.3:
            self.services.asks.save_draft(fields, f"T{self.number}")
        else:
            self.services.asks.ask(fields)

    def answer(self) -> None:
        for ask in self.services.accounts.brief(self.pick()[0]).facts.asks[:1]:
            self.services.asks.answer(ask.id, self.chance.choice(list(AskState)), day(0), day(9))

    def name(self) -> None:
        given = {"name": f"N{self.number}", "company": f"C{self.number % 4}", "named_on": day(self.past())}
        self.services.referrals.name(self.about() | given)

    def follow(self) -> None:
        for referral in self.services.accounts.brief(self.pick()[0]).facts.referrals[:1]:
            stage = self.chance.choice([s for s in Stage if s is not Stage.NAMED])
            self.services.referrals.advance(referral.id, stage, day(0), basis="told", reason="no need")
            for line in self.services.accounts.lines():
                known = {person for _account, person in self.people}
                for person in self.services.accounts.brief(line.id).facts.people:
                    if person.id not in known:
                        self.people.append((line.id, person.id))

    def leave(self) -> None:
        lines = self.services.accounts.lines()
        moved = move(self.services, self.pick()[1], day(-3), self.chance.choice(lines).name)
        for line in lines:
            if any(person.id == moved for person in self.services.accounts.brief(line.id).facts.people):
                self.people.append((line.id, moved))

    def person(self) -> None:
        account, _person = self.pick()
        key = self.services.accounts.add_person({"name": f"P{self.number}", "account_id": account}).id
        self.people.append((account, key))

    def rename(self) -> None:
        account, _person = self.pick()
        version, _fields = self.services.accounts.fields_of(account)
        self.services.accounts.edit(account, version, {"name": f"Renamed {self.number}", "renewal_on": day(30)})

    def mark(self) -> None:
        _account, person = self.pick()
        version, fields = self.services.accounts.person_fields_of(person)
        self.services.accounts.edit_person(
            person, version, {"do_not_ask": not fields["do_not_ask"], "name": f"M{version}"}
        )

    def thank(self) -> None:
        self.services.referrals.thank(self.about() | {"on": day(0)})
        self.services.referrals.introduce(self.about() | {"who": "X", "on": day(0)})

    def praise(self) -> None:
        who = self.about()
        for outcome in self.services.accounts.brief(who["account_id"]).facts.outcomes[:1]:
            given = {"outcome_id": outcome.id, "original": "Well done"}
            self.services.testimonials.receive(who | given)

    def advance(self) -> None:
        for line in self.services.testimonials.lines()[:1]:
            state = self.chance.choice(list(TestimonialState))
            self.services.testimonials.advance(
                line.testimonial.id,
                state,
                day(0),
                text="Well",
                scope="all",
                place="here",
                reason="no",
                expires_on=day(9),
            )

    def merge(self) -> None:
        if self.chance.random() < 0.3:
            self.services.merging.accounts(self.pick()[0], self.pick()[0])

    def undo(self) -> None:
        self.services.history.undo()

    def drop(self) -> None:
        for target in self.services.accounts.brief(self.pick()[0]).facts.targets[:1]:
            self.services.targets.drop(target.id)

    def edit(self) -> None:
        for target in self.services.accounts.brief(self.pick()[0]).facts.targets[:1]:
            self.services.targets.edit(target.id, target.version, {"who": f"E{self.number}"})

    def erase(self) -> None:
        if self.chance.random() < 0.2:
            _version, fields = self.services.accounts.person_fields_of(self.pick()[1])
            self.services.purging.erase(self.services.purging.look(fields["name"]))


@pytest.mark.parametrize("seed", [3, 13])
def test_after_any_change_the_verdicts_are_those_of_a_book_just_opened(empty_book_bytes: bytes, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        path.write_bytes(empty_book_bytes)
        services = open_services(path, FixedClock(TODAY), Rules())
        deeds = Deeds(services, random.Random(seed))
        for _number in range(24):
            deeds.one()
            assert_fresh(services)
        assert services.book.check() == []


def moved(services: Services) -> tuple[str, str, str, str]:
    """Somebody who went from one account to another: keys of both accounts and both people."""
    account, person = add_customer(services, "Kaya", "Elif")
    there = services.accounts.add({"name": "De Wit"}).id
    new = move(services, person, day(-3), "De Wit")
    return account, person, there, new


def test_an_ask_at_the_old_account_rests_them_at_the_new_one(services: Services) -> None:
    account, person, there, new = moved(services)
    make_ready(services, there, new)
    services.asks.desk()
    fields = {"account_id": account, "person_id": person, "asked_on": day(-10), "override_reason": "she offered"}
    services.asks.ask(fields)
    assert_fresh(services)
    services.history.undo()
    assert_fresh(services)


def test_a_talk_at_the_new_account_greets_them(services: Services) -> None:
    _account, _person, there, new = moved(services)
    services.asks.desk()
    services.accounts.log({"account_id": there, "person_id": new, "on": day(-1)})
    assert_fresh(services)


def test_whoever_is_renamed_is_so_wherever_they_are_named(services: Services) -> None:
    account, person = add_customer(services)
    make_ready(services, account, person)
    services.asks.desk()
    version, _fields = services.accounts.person_fields_of(person)
    services.accounts.edit_person(person, version, {"name": "Elif Demir"})
    assert_fresh(services)


def test_merging_where_somebody_came_from_is_seen_where_they_went(services: Services) -> None:
    account, _person, _there, _new = moved(services)
    other = services.accounts.add({"name": "Kaya Holding"}).id
    services.asks.desk()
    services.merging.accounts(other, account)
    assert_fresh(services)


@pytest.mark.parametrize("days", [1, 181])
def test_another_day_is_read_anew(services: Services, clock: FixedClock, days: int) -> None:
    make_ready(services, *add_customer(services))
    services.asks.desk()
    clock.day = day(days)
    assert_fresh(services)
