"""The timeline of one account with 20,000 contacts: reading it, filtering it, and drawing a page of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from advisorbench import models as m
from advisorbench.clock import FixedClock
from advisorbench.domain.days.timeline import TimelineKind
from advisorbench.domain.rules import Rules
from advisorbench.screens.lines.account import TimelineRow, timeline_rows
from advisorbench.services import open_services
from advisorbench.store.book import make_book
from advisorbench.store.core import table
from benchmarks.timing import Measure, Result, compare, timed

TODAY = date(2026, 11, 23)
PAGE = 40
SELECT = 'SELECT "on", kind, person_id, minutes, note FROM interaction WHERE account_id = ? ORDER BY "on" DESC, id DESC'


def long_book(path: Path, count: int) -> str:
    """A book with one account and that many contacts there, written without a journal; returns the account's key."""
    book = make_book(path, FixedClock(TODAY).now)
    services = open_services(path, FixedClock(TODAY), Rules())
    account_id = services.accounts.add({"name": "Kaya Logistics"}).id
    rows = [
        {
            "id": m.new_id(), "version": 1, "account_id": account_id, "person_id": None, "kind": "call",
            "on": TODAY - timedelta(days=number % 3650), "minutes": number % 60, "folded": "",
            "note": f"Contact {number}: talked about lead times, the depot in Venlo and who decides on it",
        }
        for number in range(count)
    ]  # fmt: skip
    with book.engine.execution_options(write=True).begin() as connection:
        connection.execute(sa.insert(table(m.InteractionRow)), rows)
    return account_id


def bare(path: Path, account_id: str) -> Measure:
    """The same rows by sqlite3 alone."""

    def select() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as book:
            book.execute(SELECT, (account_id,)).fetchall()

    return timed(select)


def run(folder: Path, rounds: int, count: int = 20_000) -> dict[str, list[Result]]:
    """Reading, filtering and drawing, beside bare SQL."""
    path = folder / "long.db"
    account_id = long_book(path, count)
    services = open_services(path, FixedClock(TODAY), Rules())
    whole = services.accounts.whole(account_id)
    assert len(whole.timeline) == count
    rows = list(timeline_rows(whole))
    page = [row for row in rows[count // 2 :] if isinstance(row, TimelineRow)][:PAGE]

    def draw() -> None:
        for row in page:
            _cells = row.cells

    return {
        f"the account with a timeline of {count:,}": compare(
            {
                "floor: SQL, the same rows": bare(path, account_id),
                "read it whole": timed(lambda: services.accounts.whole(account_id)),
                "its lines, all kinds": timed(lambda: list(timeline_rows(whole))),
                "its lines, one kind": timed(lambda: list(timeline_rows(whole, TimelineKind.PROMISE))),
                "a page of it, as when scrolling": timed(draw),
            },
            rounds,
        )
    }
