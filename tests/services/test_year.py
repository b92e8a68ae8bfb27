"""A year of asking over three generations, beside a ledger kept by hand: what the desk says is what the ledger says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from advisorbench.clock import FixedClock
from advisorbench.domain.asking.conversion import Passage
from advisorbench.domain.asking.tree import Node, walk
from advisorbench.domain.records.states import (
    AccountStatus,
    Action,
    AskKind,
    AskState,
    InitiativeState,
    PromiseState,
    SignalKind,
    Source,
    Stage,
)
from advisorbench.services import Services
from tests.services.making import bring_to, give_name

# The ledger. Day and month of 2026; every line was worked out by hand from the rules of the method.
#
#  8 Jan  Kaya and Demir are customers of old, generation 0. Elif of Kaya and Deniz of Demir verify and praise.
# 12 Jan  ask Elif for Jan of Hofstra        → 14 Jan yes, and names Jan (Hofstra) and Piet (Visser)
# 12 Jan  ask Deniz for Rik of Roos          → 20 Jan no
# 16 Jan  Elif hears how it goes with both   (owed by 28 Jan), and is thanked
# 19 Jan  Jan introduced; 26 Jan met; 9 Feb buying; 2 Mar customer: Hofstra, generation 1; won 100.00
# 21 Jan  Piet introduced; 30 Jan ended: "has no need"
#  4 Mar  Elif hears of both, thanked
#  1 Jun  Jan of Hofstra verifies and praises
#  3 Jun  ask Jan for Mira of Smit           → 5 Jun yes, names Mira
#  8 Jun  Mira introduced; 15 Jun met; 1 Jul customer (nothing between is noted): Smit, generation 2; won 250.00
#  3 Jul  Jan hears and is thanked
#  2 Sep  Mira of Smit verifies and praises; ask Mira without a target, with a reason → 4 Sep yes, no name yet
# 10 Sep  Mira names Otto (Prins): still only a name
# 20 Nov  ask Deniz for a testimonial, with a reason: no answer yet
NAMES = {"Hofstra": "Jan Hofstra", "Visser": "Piet Visser", "Smit": "Mira Smit", "Prins": "Otto Prins"}
Deed = Callable[[], object]


class Year:
    """The seller's year, day by day."""

    def __init__(self, services: Services, clock: FixedClock) -> None:
        self.services = services
        self.clock = clock
        self.people: dict[str, tuple[str, str]] = {}
        self.referrals: dict[str, str] = {}
        self.asks: dict[str, str] = {}

    def on(self, day: int, month: int) -> Year:
        """Go on to that day."""
        self.clock.day = date(2026, month, day)
        return self

    def customer(self, account: str, person: str) -> None:
        """A customer of old."""
        key = self.services.accounts.add(
            {"name": account, "status": AccountStatus.ACTIVE, "customer_since": date(2024, 1, 1)}
        ).id
        name = self.services.accounts.add_person({"name": person, "account_id": key}).id
        self.people[person.split()[0]] = key, name

    def praise(self, who: str) -> None:
        """An outcome that they verify, and a nine."""
        account, person = self.people[who]
        today = self.clock.day
        outcome = self.services.value.add_outcome({"account_id": account, "what": "Faster", "on": today}).id
        self.services.value.verify_outcome(outcome, person, today)
        self.services.accounts.add_signal(
            {"account_id": account, "person_id": person, "kind": SignalKind.NPS, "value": 9, "on": today}
        )

    def ask(self, who: str, target: str = "", reason: str = "", kind: AskKind = AskKind.REFERRAL) -> None:
        """Ask somebody."""
        account, person = self.people[who]
        fields = {
            "account_id": account,
            "person_id": person,
            "asked_on": self.clock.day,
            "override_reason": reason,
            "kind": kind,
        }
        self.asks[f"{who} {kind}"] = self.services.asks.ask(
            fields, target, why_now="opens a depot" if target else ""
        ).id

    def answer(self, who: str, state: AskState) -> None:
        """They answer."""
        self.services.asks.answer(self.asks[f"{who} {AskKind.REFERRAL}"], state, self.clock.day)

    def names(self, who: str, company: str) -> None:
        """They give a name."""
        self.referrals[company] = give_name(self.services, *self.people[who], NAMES[company], company)

    def follow(self, company: str, *stages: Stage, reason: str = "has no need") -> None:
        """The referral comes to its next stages."""
        for stage in stages:
            self.services.referrals.advance(
                self.referrals[company], stage, self.clock.day, basis="told by mail", reason=reason
            )
        if Stage.CUSTOMER in stages:
            account = next(line.id for line in self.services.accounts.lines() if line.name == company)
            (person,) = self.services.accounts.brief(account).facts.people
            self.people[person.name.split()[0]] = account, person.id

    def won(self, who: str, cents: int) -> None:
        """An initiative is won at their company."""
        self.services.initiatives.add(
            {
                "name": "First", "account_id": self.people[who][0], "amount_cents": cents,
                "state": InitiativeState.WON, "source": Source.REFERRED, "opened_on": self.clock.day,
                "closed_on": self.clock.day,
            }
        )  # fmt: skip

    def tell(self, who: str) -> None:
        """Keep every report that is owed to them, and thank them."""
        for promise in self.services.accounts.brief(self.people[who][0]).facts.promises:
            if promise.state is PromiseState.OPEN and promise.person_id == self.people[who][1]:
                self.services.promises.close(promise.id, self.clock.day, thanked=True)

    def thank(self, who: str) -> None:
        """Thank them."""
        account, person = self.people[who]
        self.services.referrals.thank({"account_id": account, "person_id": person, "on": self.clock.day})

    def owed(self) -> tuple[set[tuple[str, str]], set[str]]:
        """Which reports are owed, with their last day; and who is to be thanked."""
        reports = {
            (p.what.removeprefix("Tell ").replace(" how it went with ", ": "), f"{p.due_on.day} {p.due_on:%b}")
            for facts in self.services.accounts.book_view(self.clock.day).facts
            for p in facts.promises
            if p.referral_id and p.state is PromiseState.OPEN
        }
        lines = self.services.accounts.book_view(self.clock.day).sweep
        assert self.services.agenda.view().feedback_owed == len(reports)
        return reports, {line.task.who for line in lines if line.action is Action.THANK}


@pytest.fixture
def year(services: Services, clock: FixedClock) -> Year:
    """Nothing has happened yet."""
    clock.day = date(2026, 1, 8)
    return Year(services, clock)


def spring(year: Year) -> None:
    """Up to the fourth of March."""
    year.on(8, 1)
    year.customer("Kaya", "Elif Kaya")
    year.customer("Demir", "Deniz Demir")
    year.praise("Elif")
    year.praise("Deniz")
    year.on(12, 1).ask("Elif", "Jan Hofstra")
    year.ask("Deniz", "Rik Roos")
    assert year.owed() == (set(), set())
    year.on(14, 1).answer("Elif", AskState.YES)
    year.names("Elif", "Hofstra")
    year.names("Elif", "Visser")
    assert year.owed() == (
        {("Elif Kaya: Jan Hofstra", "28 Jan"), ("Elif Kaya: Piet Visser", "28 Jan")}, {"Elif Kaya"},
    )  # fmt: skip
    year.on(16, 1).tell("Elif")
    assert year.owed() == (set(), set())
    year.on(19, 1).follow("Hofstra", Stage.INTRODUCED)
    assert year.owed() == ({("Elif Kaya: Jan Hofstra", "22 Jan")}, set())
    year.on(20, 1).answer("Deniz", AskState.NO)
    assert year.owed()[1] == {"Deniz Demir"}
    year.thank("Deniz")
    year.on(21, 1).follow("Visser", Stage.INTRODUCED)
    year.on(26, 1).follow("Hofstra", Stage.MET)
    year.on(30, 1).follow("Visser", Stage.ENDED)
    year.on(9, 2).follow("Hofstra", Stage.BUYING)
    year.on(2, 3).follow("Hofstra", Stage.CUSTOMER)
    # Owed since the introductions, and never later than promised first.
    assert year.owed() == (
        {("Elif Kaya: Jan Hofstra", "22 Jan"), ("Elif Kaya: Piet Visser", "24 Jan")}, {"Elif Kaya"},
    )  # fmt: skip
    year.won("Jan", 100_00)
    year.on(4, 3).tell("Elif")
    assert year.owed() == (set(), set())


def summer(year: Year) -> None:
    """Up to the third of July."""
    year.on(1, 6).praise("Jan")
    year.on(3, 6).ask("Jan", "Mira Smit")
    year.on(5, 6).names("Jan", "Smit")  # the name is the yes
    year.on(8, 6).follow("Smit", Stage.INTRODUCED)
    year.on(15, 6).follow("Smit", Stage.MET)
    assert year.owed() == ({("Jan Hofstra: Mira Smit", "11 Jun")}, {"Jan Hofstra"})
    year.on(1, 7).follow("Smit", Stage.CUSTOMER)
    year.won("Mira", 250_00)
    year.on(3, 7).tell("Jan")
    assert year.owed() == (set(), set())


def autumn(year: Year) -> None:
    """Up to the 23rd of November."""
    year.on(2, 9).praise("Mira")
    year.ask("Mira", reason="she offered")
    year.on(4, 9).answer("Mira", AskState.YES)
    year.on(10, 9).names("Mira", "Prins")
    assert year.owed() == ({("Mira Smit: Otto Prins", "24 Sep")}, {"Mira Smit"})
    year.on(20, 11).ask("Deniz", reason="she said so at the fair", kind=AskKind.TESTIMONIAL)
    year.on(23, 11)


@pytest.fixture
def whole_year(year: Year) -> Year:
    """All of 2026 up to the 23rd of November."""
    spring(year)
    summer(year)
    autumn(year)
    return year


def shape(node: Node) -> tuple[str, int, str, tuple[int, int, int], tuple[object, ...]]:
    """An account with what its people brought, and what came from it."""
    brought = (node.brought.names, node.brought.introductions, node.brought.customers)
    return node.name, node.generation, node.through, brought, tuple(shape(child) for child in node.children)


def test_the_tree_is_that_of_the_ledger(whole_year: Year) -> None:
    tree = whole_year.services.referrals.tree()
    assert [shape(root) for root in tree.roots] == [
        ("Kaya", 0, "", (2, 2, 1), (
            ("Hofstra", 1, "Elif Kaya", (1, 1, 1), (
                ("Smit", 2, "Jan Hofstra", (1, 0, 0), ()),
            )),
        )),
    ]  # fmt: skip
    assert {node.name: (node.below.customers, node.below.money) for node in walk(tree.roots)} == {
        "Kaya": (2, (("EUR", 350_00),)), "Hofstra": (1, (("EUR", 250_00),)), "Smit": (0, ()),
    }  # fmt: skip
    assert [(g.number, g.customers, g.won.money, g.brought.names) for g in tree.generations] == [
        (0, 2, (), 2), (1, 1, (("EUR", 100_00),), 1), (2, 1, (("EUR", 250_00),), 1),
    ]  # fmt: skip
    assert [(r.name, r.brought.names, r.brought.customers) for r in tree.referrers] == [
        ("Elif Kaya", 2, 1), ("Jan Hofstra", 1, 1), ("Mira Smit", 1, 0),
    ]  # fmt: skip


def stages(year: Year) -> dict[str, Stage]:
    return {line.referral.company: line.referral.stage for line in year.services.asks.desk().referrals}


def test_every_referral_stands_where_the_ledger_has_it(whole_year: Year) -> None:
    assert stages(whole_year) == {
        "Hofstra": Stage.CUSTOMER, "Visser": Stage.ENDED, "Smit": Stage.CUSTOMER, "Prins": Stage.NAMED,
    }  # fmt: skip


def told(passage: Passage) -> tuple[str, tuple[int, int, int], int, float | None]:
    return passage.name, (*passage.share,), passage.days.n, passage.days.median


def test_the_conversions_of_the_year_are_those_of_the_ledger(whole_year: Year) -> None:
    record = whole_year.services.referrals.record()
    assert [told(passage) for passage in record.passages] == [
        ("yes", (3, 4, 0), 4, 2),  # 2, 8, 2 and 2 days
        ("named", (3, 3, 0), 0, None),
        ("introduced", (3, 3, 1), 3, 5),  # 5, 7 and 3 days
        ("met", (2, 3, 0), 2, 7),  # 7 and 7 days
        ("buying", (2, 2, 0), 1, 14),  # Mira bought without it
        ("customer", (2, 2, 0), 1, 21),
    ]
    assert (record.ready, record.overridden) == ((2, 3, 0), (1, 1, 1))
    assert record.by_kind == ((AskKind.REFERRAL, (3, 4, 0)), (AskKind.TESTIMONIAL, (0, 0, 1)))
    assert record.ended == (("has no need", 1),)


@pytest.mark.parametrize(
    ("day", "passages", "ready"),
    [
        (date(2026, 1, 11), [(0, 0, 0)] * 6, (0, 0, 0)),
        (date(2026, 1, 13), [(0, 0, 2), *[(0, 0, 0)] * 5], (0, 0, 2)),
        (date(2026, 1, 18), [(1, 1, 1), (1, 1, 0), (0, 0, 2), *[(0, 0, 0)] * 3], (1, 1, 1)),
        (date(2026, 1, 31), [(1, 2, 0), (1, 1, 0), (2, 2, 0), (1, 2, 0), (0, 0, 1), (0, 0, 0)], (1, 2, 0)),
        (date(2026, 3, 4), [(1, 2, 0), (1, 1, 0), (2, 2, 0), (1, 2, 0), (1, 1, 0), (1, 1, 0)], (1, 2, 0)),
        (date(2026, 9, 5), [(3, 4, 0), (2, 2, 1), (3, 3, 0), (2, 3, 0), (2, 2, 0), (2, 2, 0)], (2, 3, 0)),
    ],
    ids=str,
)  # fmt: skip
def test_a_past_day_has_the_record_it_had_then(
    whole_year: Year, day: date, passages: list[tuple[int, int, int]], ready: tuple[int, int, int]
) -> None:
    record = whole_year.services.referrals.record(day)
    assert [(*passage.share,) for passage in record.passages] == passages
    assert record.ready == ready


def test_the_asks_are_those_of_the_ledger_and_each_has_its_snapshot(whole_year: Year) -> None:
    made = whole_year.services.asks.desk().asks
    kept = [whole_year.services.asks.snapshot(line.ask.id) for line in made]
    assert [(line.person, line.ask.asked_on, s and s.on) for line, s in zip(made, kept, strict=True)] == [
        (name, day, day)
        for name, day in (
            ("Deniz Demir", date(2026, 11, 20)), ("Mira Smit", date(2026, 9, 2)), ("Jan Hofstra", date(2026, 6, 3)),
            ("Deniz Demir", date(2026, 1, 12)), ("Elif Kaya", date(2026, 1, 12)),
        )
    ]  # fmt: skip


def test_the_year_is_taken_back_step_by_step(whole_year: Year) -> None:
    services = whole_year.services
    while services.history.undo():
        pass
    assert services.accounts.lines() == []
    assert services.book.check() == []


def test_the_next_report_is_overdue_when_nobody_is_told(whole_year: Year) -> None:
    assert whole_year.owed()[0] == {("Mira Smit: Otto Prins", "24 Sep")}
    overdue = whole_year.services.agenda.view().promises_overdue
    whole_year.tell("Mira")
    assert whole_year.services.agenda.view().promises_overdue < overdue
    whole_year.clock.day += timedelta(days=1)
    bring_to(whole_year.services, whole_year.referrals["Prins"], Stage.ENDED)
    assert whole_year.owed()[0] == {("Mira Smit: Otto Prins", "27 Nov")}
