"""A book of the second version, or the first, brought up to the referral desk: all of it is there, targets get days."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from advisorbench.domain.records.states import TargetState, TemplateKind
from advisorbench.store import schema
from advisorbench.store.book import HEAD
from advisorbench.store.engine import make_engine
from tests.store.test_upgrade import (
    BATCH,
    DEWIT,
    ELIF,
    INITIATIVE,
    KAYA,
    REFERRAL,
    ROWS,
    SAVED,
    TARGET,
    VERIFIED,
    Row,
    content,
    fill,
    key,
    opened,
)

REVIEW = key("2026-02-08", 1)
OPEN, DROPPED, LOOSE, LATE = (key("2026-03-05", n) for n in (1, 2, 3, 4))
NEW = {"snapshot", "thanks", "introduction", "testimonial"}
"""The tables that the second version did not have."""
AIM = {"account_id": KAYA, "person_id": ELIF, "company": "Hofstra"}
MORE: dict[str, list[Row]] = {
    "review": [{"id": REVIEW, "account_id": KAYA, "state": "held", "held_on": "2026-02-24", "agenda": "Coffee"}],
    "attendance": [{"account_id": KAYA, "review_id": REVIEW, "person_id": ELIF}],
    "template": [{"kind": "agenda", "name": "Short", "text": "$objectives"}],
    "measure": [{"account_id": KAYA, "objective_id": SAVED, "on": "2026-09-01", "value": 9.0}],
    "idea": [{"account_id": KAYA, "objective_id": SAVED, "what": "A gate", "state": "done", "spotted_on": "2026-02-01",
              "closed_on": "2026-03-01", "currency": "EUR", "outcome_id": VERIFIED, "folded": "a gate"}],
    "buyingstep": [{"account_id": KAYA, "initiative_id": INITIATIVE, "kind": "agree", "what": "Elif signs",
                    "person_id": ELIF, "folded": "elif signs"}],
    "target": [
        {"id": OPEN, "who": "Anna", "folded": "anna hofstra", "state": "open", **AIM},
        {"id": DROPPED, "who": "Bas", "folded": "bas hofstra", "state": "dropped", **AIM},
        {"id": LOOSE, "who": "Cor", "folded": "cor hofstra", "state": "asked", **AIM},
        {"id": LATE, "who": "Dirk", "folded": "dirk hofstra", "state": "introduced", **AIM},
    ],
    "ask": [
        {"account_id": KAYA, "person_id": ELIF, "target_id": LATE, "kind": "reference", "state": "no",
         "asked_on": "2026-05-05", "answered_on": "2026-05-06", "override_reason": "she offered"},
        {"account_id": KAYA, "person_id": ELIF, "target_id": LATE, "kind": "referral", "state": "asked",
         "asked_on": "2026-09-05"},
        {"account_id": KAYA, "person_id": ELIF, "kind": "testimonial", "state": "later", "asked_on": "2026-10-05",
         "later_on": "2026-12-05"},
        {"account_id": KAYA, "person_id": ELIF, "kind": "referral", "state": "drafted"},
    ],
}  # fmt: skip
"""What only the second version could hold, and more targets."""


def old_rows(revision: str) -> dict[str, list[Row]]:
    """The rows of a book of that version, by table, in the order in which they may be written."""
    rows = {table: [dict(row) for row in some] for table, some in ROWS.items()}
    if revision == "0001":
        only = ("target", "ask")
        return {table: some + [dict(r) for r in MORE[table]] if table in only else some for table, some in rows.items()}
    for row in rows["objective"]:
        row.pop("current", None)
        row["currency"] = "EUR"
    for row in rows["outcome"]:
        row["period"] = "once"
    for table, some in MORE.items():
        rows[table] = rows.get(table, []) + [dict(row) for row in some]
    return rows


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a book as that version left it."""

    def make(revision: str) -> Path:
        path = tmp_path / f"old-{revision}.db"
        path.touch(mode=0o600)
        engine = make_engine(path)
        schema.upgrade(engine, revision)
        engine.dispose()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA foreign_keys=ON")
            number = 100
            for table, rows in old_rows(revision).items():
                for row in rows:
                    number += 1
                    fill(connection, table, row, number)
            connection.execute(
                "INSERT INTO change (step, at, command, entity, entity_id, before, after) "
                "VALUES ('s', '2026-10-01 09:00:00.000000', 'import', 'importbatch', ?, NULL, '{}')",
                (BATCH,),
            )
            connection.commit()
        return path

    return make


OLD = pytest.mark.parametrize("revision", ["0001", "0002"])


@OLD
def test_the_old_book_has_a_row_in_every_table(made: Callable[[str], Path], revision: str) -> None:
    found = content(made(revision))
    assert all(found.values())
    assert not NEW & set(found)


@OLD
def test_every_row_is_kept_and_the_book_is_whole(made: Callable[[str], Path], revision: str) -> None:
    path = made(revision)
    before = content(path)
    services = opened(path)
    after = content(path)
    assert services.book.check() == []
    assert services.book.revision == HEAD
    # Where an objective stood has become a measure.
    grown = {"measure"} if revision == "0001" else set()
    counts = {table: len(rows) for table, rows in before.items() if table not in grown}
    assert counts == {table: len(after[table]) for table in counts}
    for table, rows in before.items():
        if table == "alembic_version":
            continue
        for old, new in zip(rows, after[table], strict=True):
            assert {name: value for name, value in new.items() if name in old} == {
                name: value for name, value in old.items() if name in new
            }, table
    assert not any(after[table] for table in NEW)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@OLD
def test_what_is_new_is_empty(made: Callable[[str], Path], revision: str) -> None:
    path = made(revision)
    opened(path)
    after = content(path)
    assert {(row["route"], row["text"]) for row in after["ask"]} == {("", "")}
    assert {row["informed_on"] for row in after["referral"]} == {None}
    assert {(row["company"], row["purged_on"]) for row in after["person"]} == {("", None)}


@OLD
def test_targets_get_their_days(made: Callable[[str], Path], revision: str) -> None:
    path = made(revision)
    opened(path)
    assert {row["id"]: (row["added_on"], row["closed_on"]) for row in content(path)["target"]} == {
        TARGET: ("2026-01-05", "2026-01-05"),  # asked for before its key was made: noted by then
        OPEN: ("2026-03-05", None),  # the day its key was made
        DROPPED: ("2026-03-05", "2026-03-05"),  # nobody knows when: the same day
        LOOSE: ("2026-03-05", "2026-03-05"),
        LATE: ("2026-03-05", "2026-05-05"),  # the first ask that took it up
    }


@OLD
def test_the_rules_see_the_targets_of_a_past_day(made: Callable[[str], Path], revision: str) -> None:
    services = opened(made(revision))
    targets = {t.who: t for t in services.accounts.brief(KAYA).facts.targets}
    seen = {
        name: [t.open_on(day) for day in (date(2026, 3, 4), date(2026, 3, 5), date(2026, 5, 4), date(2026, 5, 5))]
        for name, t in targets.items()
    }
    assert seen["Anna"] == [False, True, True, True]
    assert seen["Dirk"] == [False, True, True, False]
    assert seen["Bas"] == seen["Cor"] == seen["Jan"] == [False] * 4


@OLD
def test_the_upgraded_book_is_worked_on_and_undone(made: Callable[[str], Path], revision: str) -> None:
    path = made(revision)
    services = opened(path)
    before = {table: rows for table, rows in content(path).items() if table != "change"}
    services.targets.edit(OPEN, 3, {"why_now": "new depot"})
    services.referrals.inform(REFERRAL, date(2026, 11, 23))
    services.targets.add({"account_id": KAYA, "person_id": ELIF, "who": "Evi"})
    services.texts.save(TemplateKind.ASK, "Short", "$name")
    services.merging.accounts(KAYA, DEWIT)
    for command in ("merge accounts", "save template", "add target", "inform", "edit target"):
        assert services.history.undo() == command
    after = {table: rows for table, rows in content(path).items() if table != "change"}
    plain = [
        {table: [{**row, "version": 0} for row in rows] for table, rows in one.items()} for one in (before, after)
    ]  # fmt: skip
    assert plain[0] == plain[1]


@OLD
def test_an_upgraded_book_has_the_tables_of_a_new_one(
    made: Callable[[str], Path], book_path: Path, revision: str
) -> None:
    path = made(revision)
    opened(path)

    def objects(path: Path) -> set[tuple[str, str, str]]:
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute("SELECT type, name, tbl_name FROM sqlite_master")
            return {row for row in found if not row[1].startswith("sqlite_")}

    assert objects(path) == objects(book_path)


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE ask SET asked_on = NULL WHERE state = 'yes'",
        "UPDATE ask SET state = 'later' WHERE later_on IS NULL AND state <> 'later'",
        "UPDATE ask SET kind = 'favour'",
        "UPDATE target SET state = 'lost'",
        "UPDATE target SET person_id = 'nobody'",
        "UPDATE referral SET introduced_on = '2026-01-07', permission_basis = ''",
        "UPDATE referral SET stage = 'ended', ended_reason = ''",
        "UPDATE template SET kind = 'poem'",
        "INSERT INTO template (id, version, kind, name, text) SELECT 'x', 1, kind, name, text FROM template",
        "UPDATE person SET name = ''",
        'INSERT INTO thanks (id, version, account_id, person_id, "on", how) '
        "VALUES ('x', 1, 'nobody', 'n', '2026-01-01', '')",
        "DELETE FROM person WHERE id IN (SELECT person_id FROM target)",
    ],
)
def test_a_rebuilt_table_still_refuses_what_it_refused(made: Callable[[str], Path], wrong: str) -> None:
    path = made("0002")
    opened(path).book.engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(wrong)


@OLD
def test_the_copy_beside_is_the_book_as_it_was(made: Callable[[str], Path], revision: str) -> None:
    path = made(revision)
    before = content(path)
    opened(path)
    assert content(path.with_name(f"{path.name}.before-upgrade-from-{revision}")) == before


def test_the_old_kind_of_template_is_kept_and_asks_have_theirs(made: Callable[[str], Path]) -> None:
    services = opened(made("0002"))
    assert [t.name for t in services.texts.all(TemplateKind.AGENDA)] == ["Short"]
    services.texts.save(TemplateKind.ASK, "Short", "$name")
    assert TargetState.OPEN in {t.state for t in services.accounts.brief(KAYA).facts.targets}
