"""May we ask them? One change in a large book until the new verdicts, and the verdicts of the whole book."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa

from advisorbench import models as m
from advisorbench.clock import FixedClock
from advisorbench.domain.records.states import (
    AskKind,
    AskState,
    InitiativeState,
    InteractionKind,
    OutcomeState,
    PromiseState,
    ReviewState,
    Severity,
    SignalKind,
    Stage,
    TargetState,
)
from advisorbench.domain.rules import Rules
from advisorbench.domain.text import fold
from advisorbench.services import Services, open_services
from advisorbench.store.book import make_book
from advisorbench.store.core import table
from benchmarks.portfolio import TODAY
from benchmarks.timing import Measure, Result, compare, timed

PER_ACCOUNT = 4
"""People at each account."""
KINDS: dict[type[m.Row], tuple[int, dict[str, Any]]] = {
    m.InteractionRow: (10, {"kind": InteractionKind.VISIT}),
    m.SignalRow: (3, {"kind": SignalKind.NPS, "value": 9}),
    m.OutcomeRow: (3, {"what": "Faster", "state": OutcomeState.VERIFIED, "currency": "EUR", "period": "once"}),
    m.PromiseRow: (2, {"what": "Quote", "state": PromiseState.KEPT}),
    m.IssueRow: (1, {"what": "Late", "severity": Severity.MINOR}),
    m.AskRow: (2, {"kind": AskKind.REFERRAL, "state": AskState.YES}),
    m.TargetRow: (1, {"who": "Jan", "why_now": "new depot", "state": TargetState.OPEN}),
    m.ReferralRow: (1, {"name": "Jan", "stage": Stage.NAMED, "ask_id": None, "new_account_id": None}),
    m.ReviewRow: (1, {"state": ReviewState.HELD}),
    m.InitiativeRow: (1, {"name": "Depot", "state": InitiativeState.LOST, "currency": "EUR", "batch_id": None}),
}
"""How many facts of each kind there are for one person, and what each holds; 25 facts in all."""
FACTS_OF_ONE = sum(count for count, _values in KINDS.values())


def _blank(entity: type[m.Row]) -> dict[str, Any]:
    """Every column, empty as far as it may be."""
    return {column.name: None if column.nullable else "" for column in table(entity).columns if column.name != "id"} | {
        "version": 1
    }


def _dated(entity: type[m.Row], chance: Random) -> dict[str, Any]:
    """Days in the last two years, as this kind of fact has them."""
    day = TODAY - timedelta(days=chance.randrange(5, 700))
    after = day + timedelta(days=3)
    days = {
        m.InteractionRow: {"on": day}, m.SignalRow: {"on": day}, m.OutcomeRow: {"on": day, "verified_on": after},
        m.PromiseRow: {"made_on": day, "due_on": after, "closed_on": after}, m.IssueRow: {"opened_on": day,
        "resolved_on": after}, m.AskRow: {"asked_on": day, "answered_on": after}, m.TargetRow: {"added_on": day},
        m.ReferralRow: {"named_on": day}, m.ReviewRow: {"held_on": day},
        m.InitiativeRow: {"opened_on": day, "closed_on": after},
    }  # fmt: skip
    return days[entity]


def _facts(entity: type[m.Row], people: list[tuple[str, str]], chance: Random) -> list[dict[str, Any]]:
    count, values = KINDS[entity]
    blank, columns = _blank(entity), set(table(entity).columns.keys())
    rows = []
    for account, person in people:
        about = {"account_id": account, "person_id": person, "verified_by_id": person}
        for _number in range(count):
            row = blank | values | _dated(entity, chance) | {"id": m.new_id()}
            rows.append(row | {name: key for name, key in about.items() if name in columns})
    return rows


def book_of(path: Path, count: int) -> list[tuple[str, str]]:
    """A book with that many people and 25 facts about each, written without a journal; account and person of each."""
    book = make_book(path, FixedClock(TODAY).now)
    chance = Random(1)
    accounts, people, keys = [], [], []
    for number in range(count):
        if number % PER_ACCOUNT == 0:
            name = f"Account {number:05} B.V."
            at: dict[str, Any] = {"id": m.new_id(), "name": name, "folded": fold(name), "tier": "B", "status": "active"}
            at |= {"currency": "EUR", "generation": 0, "customer_since": TODAY - timedelta(days=900)}
            accounts.append(_blank(m.AccountRow) | at | {"batch_id": None})
        who: dict[str, Any] = {
            "id": m.new_id(),
            "name": f"Person {number:05}",
            "account_id": accounts[-1]["id"],
            "do_not_ask": False,
        }
        who |= {"came_by_referral": False, "folded": f"person {number:05}", "added_on": TODAY - timedelta(days=800)}
        people.append(_blank(m.PersonRow) | who)
        keys.append((accounts[-1]["id"], people[-1]["id"]))
    with book.engine.execution_options(write=True).begin() as connection:
        connection.execute(sa.insert(table(m.AccountRow)), accounts)
        connection.execute(sa.insert(table(m.PersonRow)), people)
        for entity in KINDS:
            connection.execute(sa.insert(table(entity)), _facts(entity, keys, chance))
    return keys


def _tables() -> list[str]:
    entities: list[type[m.Row]] = [m.AccountRow, m.PersonRow, *KINDS]
    return [table(entity).name for entity in entities]


def select_one(path: Path, account: str) -> Measure:
    """The facts of one account by sqlite3 alone: one plain SELECT for each table."""

    def select() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as book:
            for name in _tables():
                column = "id" if name == "account" else "account_id"
                book.execute(f'SELECT * FROM "{name}" WHERE {column} = ?', (account,)).fetchall()

    return timed(select)


def aggregate(path: Path) -> Measure:
    """One pass over every table by sqlite3 alone: how many facts each account has."""

    def select() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as book:
            for name in _tables():
                column = "id" if name == "account" else "account_id"
                book.execute(f'SELECT {column}, count(*) FROM "{name}" GROUP BY {column}').fetchall()

    return timed(select)


def plain_rows(path: Path) -> Measure:
    """Every column of every fact by sqlite3 alone."""

    def select() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as book:
            for name in _tables():
                book.execute(f'SELECT * FROM "{name}"').fetchall()

    return timed(select)


def after_a_change(services: Services, person: tuple[str, str], *, desk: bool) -> Measure:
    """From a change that is saved to the new verdicts: on one person, or the whole desk. The saving is not counted."""
    given = {"account_id": person[0], "person_id": person[1], "kind": SignalKind.NPS, "value": 9, "on": TODAY}

    def look() -> object:
        return services.asks.desk() if desk else services.accounts.brief(person[0]).verdicts

    def measure() -> float:
        services.accounts.add_signal(given)
        return timed(look)()

    return measure


def whole(path: Path) -> Measure:
    """The verdicts of the whole book, from a book that was just opened."""
    return timed(lambda: open_services(path, FixedClock(TODAY), Rules()).asks.desk())


def run(folder: Path, rounds: int, people: int = 2_000) -> dict[str, list[Result]]:
    """One change and the whole book, each beside bare SQL."""
    path = folder / "readiness.db"
    keys = book_of(path, people)
    one = keys[len(keys) // 2]
    services = open_services(path, FixedClock(TODAY), Rules())
    desk = services.asks.desk()
    assert len(desk.ready) + len(desk.building) + len(desk.resting) == people
    facts = f"{people:,} people, {people * FACTS_OF_ONE:,} facts"
    return {
        f"one change, {facts}": compare(
            {
                "floor: SQL, the facts of that account": select_one(path, one[0]),
                "the new verdicts of that account": after_a_change(services, one, desk=False),
                "the new desk": after_a_change(services, one, desk=True),
            },
            rounds,
        ),
        f"all verdicts, {facts}": compare(
            {
                "floor: SQL, one aggregate per table": aggregate(path),
                "SQL, every column of every fact": plain_rows(path),
                "the whole desk of a book just opened": whole(path),
            },
            rounds,
        ),
    }
