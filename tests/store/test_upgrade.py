"""A book of the first version, a row in every table, brought up to date: all of it is there, and counts as before."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from advisorbench.clock import FixedClock
from advisorbench.domain.errors import Refused
from advisorbench.domain.records.states import OutcomeState, Period
from advisorbench.domain.rules import Rules
from advisorbench.services import Services, open_services
from advisorbench.store import schema
from advisorbench.store.book import HEAD
from advisorbench.store.engine import make_engine

Row = dict[str, Any]


def key(day: str, number: int) -> str:
    """A UUIDv7 made on that day."""
    stamp = int(datetime.fromisoformat(f"{day}T12:00:00+00:00").astimezone(UTC).timestamp() * 1000)
    text = f"{stamp << 80 | 7 << 76 | number << 64 | 2 << 62 | number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


KAYA, DEWIT, HOFSTRA = (key("2025-01-02", n) for n in (1, 2, 3))
ELIF, GONE, PIET = (key("2025-01-03", n) for n in (1, 2, 3))
SAVED, UNSAVED, NEVER, ZERO = (key("2026-02-03", n) for n in (1, 2, 3, 4))
CLAIMED, VERIFIED, DISPUTED = (key("2026-02-04", n) for n in (1, 2, 3))
ASK, TARGET, REFERRAL, INITIATIVE, ENDED = (key("2026-02-05", n) for n in (1, 2, 3, 4, 5))
BATCH = key("2025-01-01", 1)
OBJECTIVE = {"account_id": KAYA, "wording": "Faster", "direction": "less", "state": "on track", "folded": "faster"}
OUTCOME = {"account_id": KAYA, "what": "Five days off", "currency": "EUR", "objective_id": SAVED, "folded": "five days"}
PERSON = {"account_id": KAYA, "do_not_ask": 0, "came_by_referral": 0, "added_on": "2025-01-03", "batch_id": BATCH}
ACCOUNT = {"tier": "A", "status": "active", "currency": "EUR", "batch_id": BATCH}
ROWS: dict[str, list[Row]] = {
    "importbatch": [{"id": BATCH, "file": "klanten.csv", "at": "2025-01-01 09:00:00.000000"}],
    "savedview": [{"name": "mine", "filter": "tier:a"}],
    "account": [
        {"id": KAYA, "name": "Kaya", "folded": "kaya", "customer_since": "2025-01-02", **ACCOUNT},
        {"id": DEWIT, "name": "De Wit", "folded": "de wit", "referred_by_id": KAYA, "generation": 1, **ACCOUNT},
        {"id": HOFSTRA, "name": "Hofstra", "folded": "hofstra", "archived_on": "2026-01-01", **ACCOUNT},
    ],
    "person": [
        {"id": ELIF, "name": "Elif Kaya", "folded": "elif kaya", **PERSON},
        {"id": GONE, "name": "Gone", "folded": "gone", "left_on": "2026-01-01", **PERSON},
        {"id": PIET, "name": "Piet", "folded": "piet", **PERSON, "account_id": DEWIT},
    ],
    "objective": [
        {"id": SAVED, "baseline": 14.0, "current": 9.0, "target": 8.0, "maximum": 6.0, **OBJECTIVE},
        {"id": UNSAVED, "baseline": 14.0, "current": 5.5, **OBJECTIVE},
        {"id": NEVER, "current": None, **OBJECTIVE},
        {"id": ZERO, "current": 0.0, **OBJECTIVE, "account_id": DEWIT, "state": "dropped"},
    ],
    "review": [
        {"account_id": KAYA, "state": "held", "planned_on": "2026-08-24", "held_on": "2026-08-24", "minutes": 60,
         "note": "All well", "folded": "all well"},
        {"account_id": KAYA, "state": "followed up", "held_on": "2026-05-24"},
        {"account_id": KAYA, "state": "prepared", "planned_on": "2026-11-27"},
        {"account_id": DEWIT, "state": "due", "due_on": "2026-12-24"},
    ],
    "initiative": [
        {"id": INITIATIVE, "name": "Depot", "account_id": KAYA, "person_id": ELIF, "state": "open",
         "source": "existing", "currency": "EUR", "opened_on": "2026-10-01", "next_step": "Elif signs",
         "next_step_on": "2026-12-01"},
        {"id": ENDED, "name": "Gate", "account_id": DEWIT, "state": "no decision", "currency": "EUR",
         "opened_on": "2026-01-01", "closed_on": "2026-03-01", "end_reason": "budget", "batch_id": BATCH},
    ],
    "interaction": [
        {"account_id": KAYA, "person_id": ELIF, "on": "2026-11-01", "kind": "call", "minutes": 20, "note": "Glad",
         "folded": "glad"},
    ],
    "issue": [{"account_id": KAYA, "person_id": ELIF, "what": "Late", "severity": "minor", "opened_on": "2026-10-01"}],
    "outcome": [
        {"id": CLAIMED, "on": "2026-09-01", "state": "claimed", "amount_cents": 1_00, **OUTCOME},
        {"id": VERIFIED, "on": "2026-09-02", "state": "verified", "amount_cents": 41_000_00, "verified_by_id": ELIF,
         "verified_on": "2026-09-10", "evidence": "the board", **OUTCOME},
        {"id": DISPUTED, "on": "2026-09-03", "state": "disputed", **OUTCOME},
    ],
    "signal": [{"account_id": KAYA, "person_id": ELIF, "kind": "nps", "value": 9, "on": "2026-11-01"}],
    "target": [{"id": TARGET, "account_id": KAYA, "person_id": ELIF, "who": "Jan", "state": "asked", "folded": "jan"}],
    "ask": [{"id": ASK, "account_id": KAYA, "person_id": ELIF, "target_id": TARGET, "kind": "referral", "state": "yes",
             "asked_on": "2026-01-05", "answered_on": "2026-01-06"}],
    "referral": [{"id": REFERRAL, "account_id": KAYA, "person_id": ELIF, "ask_id": ASK, "name": "Jan", "stage": "named",
                  "named_on": "2026-01-06", "new_account_id": DEWIT, "folded": "jan"}],
    "promise": [
        {"account_id": KAYA, "person_id": ELIF, "referral_id": REFERRAL, "what": "Tell Elif", "made_on": "2026-01-06",
         "due_on": "2026-01-20", "state": "late", "closed_on": "2026-02-01", "folded": "tell elif"},
        {"account_id": KAYA, "what": "Quote", "made_on": "2026-11-01", "due_on": "2026-11-20", "state": "open"},
    ],
}  # fmt: skip


def fill(connection: sqlite3.Connection, table: str, row: Row, number: int) -> None:
    """One row, its other columns empty as far as they may be."""
    values: Row = {"id": key("2026-02-06", number), "version": 3}
    for _cid, name, kind, required, _default, _key in connection.execute(f"PRAGMA table_info('{table}')"):
        if required and name not in values and name not in row:
            values[name] = 0 if kind in ("INTEGER", "BIGINT", "FLOAT", "BOOLEAN") else ""
    values |= row
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" for _name in values)
    connection.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', tuple(values.values()))


def journal(connection: sqlite3.Connection, table: str, entity_id: str, at: str, command: str, edit: Row) -> None:
    """A step that edited a row, as the first version wrote it; the row stands as it was left."""
    connection.row_factory = sqlite3.Row
    after = dict(connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (entity_id,)).fetchone())
    connection.row_factory = None
    before = {**after, **edit, "version": after["version"] - 1}
    connection.execute(
        "INSERT INTO change (step, at, command, entity, entity_id, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (f"step {at}", f"{at} 23:30:00.000000", command, table, entity_id, json.dumps(before), json.dumps(after)),
    )


@pytest.fixture
def old_book(tmp_path: Path) -> Path:
    """A book as the first version left it."""
    path = tmp_path / "old.db"
    path.touch(mode=0o600)
    engine = make_engine(path)
    schema.upgrade(engine, "0001")
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        number = 0
        for table, rows in ROWS.items():
            for row in rows:
                number += 1
                fill(connection, table, row, number)
        journal(connection, "account", KAYA, "2026-02-01", "edit account", {"city": "Gent"})
        journal(connection, "objective", SAVED, "2026-03-01", "edit objective", {"current": 12.0})
        journal(connection, "objective", SAVED, "2026-05-06", "edit objective", {"current": 11.0})
        connection.commit()
    return path


def content(path: Path) -> dict[str, list[Row]]:
    """All rows of all tables."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        tables = [row[0] for row in found]
        return {
            table: [dict(row) for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY 1')] for table in tables
        }


def opened(path: Path) -> Services:
    """The book, brought up to date."""
    return open_services(path, FixedClock(date(2026, 11, 23)), Rules())


def test_the_old_book_has_a_row_in_every_table(old_book: Path) -> None:
    assert all(content(old_book).values())


def test_every_row_and_every_value_is_kept(old_book: Path) -> None:
    before = content(old_book)
    opened(old_book)
    after = content(old_book)
    assert {table: len(rows) for table, rows in before.items()} == {table: len(after[table]) for table in before}
    for table, rows in before.items():
        if table == "alembic_version":
            continue
        for old, new in zip(rows, after[table], strict=True):
            assert old.keys() - new.keys() == ({"current"} if table == "objective" else set())
            assert {name: value for name, value in new.items() if name in old} == {
                name: value for name, value in old.items() if name in new
            }


def test_what_stood_in_an_objective_is_its_first_measure(old_book: Path) -> None:
    opened(old_book)
    measures = {row["objective_id"]: row for row in content(old_book)["measure"]}
    assert {objective: (row["on"], row["value"], row["account_id"]) for objective, row in measures.items()} == {
        SAVED: ("2026-05-06", 9.0, KAYA),  # the day of its last change in the journal
        UNSAVED: ("2026-02-03", 5.5, KAYA),  # the day it was made, from its key
        ZERO: ("2026-02-03", 0.0, DEWIT),
    }
    assert all(len(row["id"]) == 36 and row["version"] == 1 for row in measures.values())


def test_what_is_new_is_empty_and_what_was_disputed_has_its_day(old_book: Path) -> None:
    opened(old_book)
    after = content(old_book)
    assert {row["id"]: (row["disputed_on"], row["dispute"]) for row in after["outcome"]} == {
        CLAIMED: (None, ""), VERIFIED: (None, ""), DISPUTED: ("2026-09-03", ""),
    }  # fmt: skip
    assert {(row["period"], row["measure"], row["unit"]) for row in after["outcome"]} == {("once", None, "")}
    assert {(row["worth_cents"], row["currency"]) for row in after["objective"]} == {(None, "EUR")}
    assert {(row["followed_up_on"], row["agenda"]) for row in after["review"]} == {(None, "")}
    assert {row["started_by"] for row in after["initiative"]} == {None}
    assert {row["came_from_id"] for row in after["person"]} == {None}
    assert [after[table] for table in ("idea", "buyingstep", "attendance", "template")] == [[], [], [], []]


def test_the_upgraded_book_is_whole(old_book: Path) -> None:
    services = opened(old_book)
    assert services.book.check() == []
    assert services.book.revision == HEAD
    with closing(sqlite3.connect(old_book)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_an_upgraded_book_has_the_constraints_of_a_new_one(old_book: Path, book_path: Path) -> None:
    opened(old_book)

    def objects(path: Path, kind: str) -> set[tuple[str, str]]:
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = ?", (kind,))
            return {(name, table) for name, table in found if not name.startswith("sqlite_")}

    for kind in ("table", "index", "trigger"):
        assert objects(old_book, kind) == objects(book_path, kind)


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE review SET state = 'held' WHERE held_on IS NULL",
        "UPDATE outcome SET state = 'verified' WHERE verified_by_id IS NULL",
        "UPDATE outcome SET period = 'a week'",
        "UPDATE initiative SET started_by = 'nobody'",
        "UPDATE person SET name = ''",
        "UPDATE person SET came_from_id = 'nobody'",
        "UPDATE objective SET account_id = 'nobody'",
        "INSERT INTO review (id, version, account_id, state, planned_on, note, folded, agenda) SELECT 'x', 1, "
        "account_id, 'scheduled', '2027-01-01', '', '', '' FROM review WHERE held_on IS NULL LIMIT 1",
        "DELETE FROM person WHERE id IN (SELECT verified_by_id FROM outcome)",
    ],
)  # fmt: skip
def test_a_rebuilt_table_still_refuses_what_it_refused(old_book: Path, wrong: str) -> None:
    opened(old_book).book.engine.dispose()
    with closing(sqlite3.connect(old_book)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(wrong)


def test_the_copy_beside_is_the_book_as_it_was(old_book: Path) -> None:
    before = content(old_book)
    opened(old_book)
    copy = old_book.with_name("old.db.before-upgrade-from-0001")
    assert content(copy) == before
    assert copy.stat().st_mode & 0o777 == 0o600
    opened(old_book)
    assert [path.name for path in sorted(old_book.parent.glob("old.db*"))] == ["old.db", copy.name]


def test_the_rules_see_the_upgraded_book_as_they_saw_it_before(old_book: Path) -> None:
    services = opened(old_book)
    facts = services.accounts.brief(KAYA).facts
    assert [(objective.id, objective.current) for objective in facts.objectives] == [
        (SAVED, 9.0), (UNSAVED, 5.5), (NEVER, None),
    ]  # fmt: skip
    assert {(o.id, o.state, o.period, o.verified_by) for o in facts.outcomes} == {
        (CLAIMED, OutcomeState.CLAIMED, Period.ONCE, ""), (VERIFIED, OutcomeState.VERIFIED, Period.ONCE, "Elif Kaya"),
        (DISPUTED, OutcomeState.DISPUTED, Period.ONCE, ""),
    }  # fmt: skip
    assert [person.name for person in facts.people] == ["Elif Kaya"]
    assert [line.name for line in services.accounts.lines()] == ["De Wit", "Kaya"]
    assert next(line for line in services.accounts.lines() if line.id == KAYA).gap == pytest.approx(3 / 8)
    assert len(services.accounts.whole(KAYA).timeline) > 10


def test_an_upgraded_book_is_worked_on_and_undone(old_book: Path) -> None:
    services = opened(old_book)
    before = {table: rows for table, rows in content(old_book).items() if table != "change"}
    services.value.measure(SAVED, 8.0, date(2026, 11, 23))
    services.reviews.hold(KAYA, date(2026, 11, 23), "All well")
    services.accounts.leave(ELIF, date(2026, 11, 23), "De Wit")
    for command in ("person left", "hold review", "measure objective"):
        assert services.history.undo() == command
    after = {table: rows for table, rows in content(old_book).items() if table != "change"}
    plain = [
        {table: [{**row, "version": 0} for row in rows] for table, rows in one.items()} for one in (before, after)
    ]  # fmt: skip
    assert plain[0] == plain[1]


def test_what_was_done_before_the_upgrade_is_undone_or_refused_whole(old_book: Path) -> None:
    services = opened(old_book)
    before = content(old_book)
    try:
        assert services.history.undo() == "edit objective"
    except Refused:
        assert content(old_book) == before
    else:
        assert services.accounts.brief(KAYA).facts.objectives[0].current == 11.0
    assert services.book.check() == []
