"""A manager's summary of a large book: a past week and a whole year, beside reading the same rows by SQL alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from advisorbench import models as m
from advisorbench.clock import FixedClock
from advisorbench.domain.language.periods import parse_span
from advisorbench.domain.rules import Rules
from advisorbench.reports.render import ReportFormat
from advisorbench.reports.summary import written
from advisorbench.services import open_services
from advisorbench.store.book import open_book
from advisorbench.store.core import table
from benchmarks.portfolio import TODAY, large_book
from benchmarks.timing import Measure, Result, compare, timed

READ = (
    "SELECT id, name, tier, status, customer_since FROM account",
    'SELECT account_id, "on", kind, minutes FROM interaction',
    "SELECT account_id, held_on, minutes FROM review",
)


def full_book(path: Path, count: int, contacts: int, reviews: int) -> None:
    """A book of that many accounts, with contacts and reviews held over two years."""
    large_book(path, count)
    book = open_book(path, FixedClock(TODAY).now)
    kinds = ("visit", "call", "mail")
    with book.engine.execution_options(write=True).begin() as connection:
        keys = [row[0] for row in connection.execute(sa.select(table(m.AccountRow).c.id))]
        blank = {column.name: None if column.nullable else "" for column in table(m.InteractionRow).columns}
        rows = [
            blank
            | {
                "id": m.new_id(), "account_id": keys[n * 7919 % count], "on": TODAY - timedelta(days=n % 700),
                "kind": kinds[n % 3], "minutes": 15 + n % 90, "version": 1,
            }
            for n in range(contacts)
        ]  # fmt: skip
        connection.execute(sa.insert(table(m.InteractionRow)), rows)
        blank = {column.name: None if column.nullable else "" for column in table(m.ReviewRow).columns}
        rows = [
            blank
            | {
                "id": m.new_id(), "account_id": keys[n * 31 % count], "state": "held",
                "held_on": TODAY - timedelta(days=n % 700), "version": 1,
            }
            for n in range(reviews)
        ]  # fmt: skip
        connection.execute(sa.insert(table(m.ReviewRow)), rows)


def bare(path: Path) -> Measure:
    """The rows that it needs, by sqlite3 alone."""

    def select() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as book:
            for query in READ:
                book.execute(query).fetchall()

    return timed(select)


def run(
    folder: Path, rounds: int, count: int = 100_000, contacts: int = 100_000, reviews: int = 50_000
) -> dict[str, list[Result]]:
    """Each period from a book that was just opened."""
    path = folder / "summary.db"
    full_book(path, count, contacts, reviews)

    def of(period: str) -> None:
        services = open_services(path, FixedClock(TODAY), Rules())
        assert written(services.summaries.of(parse_span(period, TODAY)), ReportFormat.JSON)

    return {
        f"a summary of {count:,} accounts": compare(
            {
                "floor: SQL, the same rows": bare(path),
                "a past week": timed(lambda: of("2026-W47")),
                "the running year": timed(lambda: of("2026")),
            },
            rounds,
        )
    }
