"""The portfolio of a large book: reading it whole, and filtering it as one types."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from advisorbench import models as m
from advisorbench.clock import FixedClock
from advisorbench.domain.account_filter import filtered, ordered
from advisorbench.domain.rules import Rules
from advisorbench.domain.text import fold
from advisorbench.domain.views import AccountLine
from advisorbench.services import open_services
from advisorbench.store.book import make_book
from advisorbench.store.core import table
from benchmarks.timing import Measure, Result, compare, timed

TODAY = date(2026, 11, 23)
CITIES = ("Rotterdam", "Utrecht", "Gent", "Leeds", "Zürich", "Kraków", "Den Haag")
SECTORS = ("logistics", "construction", "food", "care", "retail", "metal")
LIKE = "SELECT id, name, tier, status, city FROM account WHERE folded LIKE '%lee%' LIMIT 200"
COLUMNS = "SELECT id, name, tier, status, sector, city, customer_since, renewal_on, folded FROM account"


def large_book(path: Path, count: int) -> None:
    """A book of that many accounts, written without a journal."""
    book = make_book(path, FixedClock(TODAY).now)
    accounts = table(m.AccountRow)
    plain = {column.name: None for column in accounts.columns}
    rows = []
    for number in range(count):
        name, city, sector = f"Account {number * 7919 % count:06} B.V.", CITIES[number % 7], SECTORS[number % 6]
        rows.append(
            plain
            | {
                "id": m.new_id(), "name": name, "city": city, "sector": sector, "tier": "ABCD"[number % 4],
                "status": "active", "customer_since": TODAY - timedelta(days=number % 4000), "currency": "EUR",
                "folded": fold(f"{name} {city} {sector}"), "country": "", "website": "", "review_rule": "",
                "parent": "", "external_id": "", "note": "", "generation": 0, "version": 1,
            }
        )  # fmt: skip
    with book.engine.execution_options(write=True).begin() as connection:
        connection.execute(sa.insert(accounts), rows)


def read_whole(path: Path) -> list[AccountLine]:
    """The first read of the portfolio, as the screens do it."""
    return open_services(path, FixedClock(TODAY), Rules()).accounts.lines()


def bare(path: Path, query: str) -> Measure:
    """The same rows by sqlite3 alone."""

    def select() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as book:
            book.execute(query).fetchall()

    return timed(select)


def run(folder: Path, rounds: int, count: int = 100_000) -> dict[str, list[Result]]:
    """Filtering and reading, each beside bare SQL."""
    path = folder / "large.db"
    large_book(path, count)
    lines = read_whole(path)
    assert len(lines) == count
    return {
        f"filter {count:,} accounts": compare(
            {
                "floor: SQL LIKE, 200 rows": bare(path, LIKE),
                "SQL LIKE, every row that fits": bare(path, LIKE.removesuffix(" LIMIT 200")),
                "one word, every row": timed(lambda: filtered(lines, "lee")),
                "two words and a tier": timed(lambda: filtered(lines, "lee food tier:a")),
                "nothing fits": timed(lambda: filtered(lines, "xyzzy")),
                "sort by the next review": timed(lambda: ordered(lines, "review")),
            },
            rounds,
        ),
        f"read {count:,} accounts for the first time": compare(
            {
                "floor: SQL, the same columns": bare(path, COLUMNS),
                "portfolio with its standings": timed(lambda: read_whole(path)),
            },
            rounds,
        ),
    }
