"""A year of 10,000 contacts and 3,000 finished events: where the time went, and how steady the weeks are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from advisorbench import models as m
from advisorbench.clock import FixedClock
from advisorbench.domain.records.states import EventKind, EventState
from advisorbench.domain.rules import Rules
from advisorbench.services import open_services
from advisorbench.store.book import make_book
from advisorbench.store.core import table
from benchmarks.timing import Measure, Result, compare, timed

TODAY = date(2026, 11, 23)
SELECT = (
    'SELECT i."on", i.minutes, a.status FROM interaction i JOIN account a ON a.id = i.account_id',
    "SELECT \"on\", minutes, travel_minutes, kind FROM event WHERE state = 'done'",
)


def full_book(path: Path, contacts: int, events: int) -> None:
    """A book with 50 accounts and a year of that, written without a journal."""
    book = make_book(path, FixedClock(TODAY).now)
    services = open_services(path, FixedClock(TODAY), Rules())
    accounts = [services.accounts.add({"name": f"Account {number}"}).id for number in range(50)]
    met = [
        m.InteractionFields(
            account_id=accounts[number % 50], on=TODAY - timedelta(number % 350), minutes=number % 40 or None
        ).model_dump()
        for number in range(contacts)
    ]
    done = [
        m.EventFields(
            title="Focus", kind=EventKind.FOCUS, state=EventState.DONE,
            on=TODAY - timedelta(number % 350), at="09:00", minutes=45,
            travel_minutes=number % 3 * 10,
        ).model_dump()
        for number in range(events)
    ]  # fmt: skip
    with book.engine.execution_options(write=True).begin() as connection:
        for entity, rows in ((m.InteractionRow, met), (m.EventRow, done)):
            known = {"id": "", "version": 1, "folded": ""}
            kept = {name: value for name, value in known.items() if name in table(entity).c}
            connection.execute(sa.insert(table(entity)), [{**kept, **row, "id": m.new_id()} for row in rows])


def bare(path: Path) -> Measure:
    """The same rows by sqlite3 alone."""

    def select() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as book:
            for query in SELECT:
                book.execute(query).fetchall()

    return timed(select)


def run(folder: Path, rounds: int, contacts: int = 10_000, events: int = 3_000) -> dict[str, list[Result]]:
    """The year, a week and the steadiness, beside bare SQL."""
    path = folder / "hours.db"
    full_book(path, contacts, events)
    services = open_services(path, FixedClock(TODAY), Rules())
    assert sum(week.contacts for week in services.time.year()) == contacts
    return {
        f"a year of {contacts:,} contacts and {events:,} events": compare(
            {
                "floor: SQL, the same rows": bare(path),
                "where a year went": timed(services.time.year),
                "where a week went": timed(services.time.week),
                "how steady the weeks are": timed(services.time.steady),
            },
            rounds,
        )
    }
