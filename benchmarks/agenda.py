"""The agenda of a year with 3,000 events and 10,000 contacts: opening it, and turning its weeks."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from random import Random

import sqlalchemy as sa

from advisorbench import models as m
from advisorbench.clock import FixedClock
from advisorbench.domain.rules import Rules
from advisorbench.services import open_services
from advisorbench.store.book import make_book
from advisorbench.store.core import table
from benchmarks.timing import Measure, Result, compare, timed

TODAY = date(2026, 11, 23)
RULES = ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=1MO", "FREQ=DAILY;INTERVAL=3", "FREQ=YEARLY")
SERIES_EVERY = 30
"""One event in so many is a series."""
SELECT = 'SELECT id, title, "on", at, zone, minutes, rule FROM event WHERE "on" BETWEEN ? AND ? OR rule <> \'\''


def full_book(path: Path, events: int, contacts: int) -> None:
    """A book with that many events over a year, some of them series, and that many contacts."""
    book = make_book(path, FixedClock(TODAY).now)
    services = open_services(path, FixedClock(TODAY), Rules())
    accounts = [services.accounts.add({"name": f"Customer {n}", "city": "Utrecht"}).id for n in range(40)]
    rng = Random(1)
    own = dict.fromkeys(("also_on", "not_on", "recurrence_id", "calendar", "note"), "")
    made = [
        {
            "id": m.new_id(), "version": 1, "uid": f"{number}@bench", "title": f"Event {number}", "kind": "visit",
            "state": "planned", "account_id": rng.choice(accounts), "person_id": None, "place": "Utrecht",
            "on": TODAY + timedelta(days=rng.randrange(-180, 185)), "at": f"{rng.randrange(8, 18):02}:30",
            "zone": rng.choice(("Europe/Amsterdam", "Europe/London")), "minutes": 60, "travel_minutes": 20,
            "rule": rng.choice(RULES) if number % SERIES_EVERY == 0 else "", "busy": False, "free": False,
            "interaction_id": None, "batch_id": None, **own,
        }
        for number in range(events)
    ]  # fmt: skip
    logged = [
        {
            "id": m.new_id(), "version": 1, "account_id": rng.choice(accounts), "person_id": None, "kind": "call",
            "on": TODAY - timedelta(days=number % 365), "minutes": 20, "folded": "", "note": f"Contact {number}",
        }
        for number in range(contacts)
    ]  # fmt: skip
    with book.engine.execution_options(write=True).begin() as connection:
        connection.execute(sa.insert(table(m.EventRow)), made)
        connection.execute(sa.insert(table(m.InteractionRow)), logged)


def bare(path: Path) -> Measure:
    """The events of a week, and all series, by sqlite3 alone."""

    def select() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as book:
            book.execute(SELECT, (str(TODAY), str(TODAY + timedelta(days=6)))).fetchall()

    return timed(select)


def run(folder: Path, rounds: int, events: int = 3_000, contacts: int = 10_000) -> dict[str, list[Result]]:
    """Opening the agenda, turning weeks and looking six weeks ahead, beside bare SQL."""
    path = folder / "agenda.db"
    full_book(path, events, contacts)
    services = open_services(path, FixedClock(TODAY), Rules())
    services.agenda.view()
    mondays = cycle([TODAY + timedelta(weeks=n) for n in range(-20, 20)])

    def open_anew() -> None:
        open_services(path, FixedClock(TODAY), Rules()).agenda.view()

    def turn() -> None:
        monday = next(mondays)
        services.calendar.days(monday, monday + timedelta(days=6))

    return {
        f"the agenda of a year: {events:,} events, {contacts:,} contacts": compare(
            {
                "floor: SQL, a week of them": bare(path),
                "open it": timed(open_anew),
                "turn a week": timed(turn),
                "six weeks ahead": timed(lambda: services.calendar.days(TODAY, TODAY + timedelta(days=41))),
                "whom to see": timed(lambda: services.calendar.whom_to_see(TODAY)),
            },
            rounds,
        )
    }
