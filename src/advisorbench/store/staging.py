"""The scratch table of one import: what each row of a file would do, on disk, so that a million rows need no memory.

It is a private SQLite file that its maker alone can open and that is gone with the connection, whatever database the
book is in. It knows nothing of the trade: marks tell rows from others, rows are JSON.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_SCHEMA = """
CREATE TABLE mark (kind TEXT, mark TEXT, key TEXT, PRIMARY KEY (kind, mark)) WITHOUT ROWID;
CREATE TABLE made (number INTEGER PRIMARY KEY, kind TEXT, key TEXT UNIQUE, data TEXT);
CREATE TABLE changed (number INTEGER PRIMARY KEY, kind TEXT, key TEXT UNIQUE, data TEXT);
CREATE TABLE line (key TEXT PRIMARY KEY, number INTEGER, print BLOB) WITHOUT ROWID;
CREATE TABLE link (number INTEGER PRIMARY KEY, key TEXT, line INTEGER, name TEXT);
CREATE INDEX made_kind ON made (kind, number);
"""
CHUNK = 1_000
"""How many rows are handed on at a time."""


def mark(*parts: str) -> str:
    """What tells a row from others, as one text: a kind of mark and its values."""
    return "\x1f".join(parts)


class Staging:
    """The scratch table of one import."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000; " + _SCHEMA + " BEGIN;"
        )
        weakref.finalize(self, self._db.close)

    # --- marks ----------------------------------------------------------------------------------------------------

    def add_marks(self, kind: str, marks: Iterable[tuple[str, str]]) -> None:
        """Note what the book has: marks and keys. The first key of a mark wins."""
        rows = ((kind, mark, key) for mark, key in marks)
        self._db.executemany("INSERT OR IGNORE INTO mark VALUES (?, ?, ?)", rows)

    def add_unique_marks(self, kind: str, marks: Iterable[tuple[str, str]]) -> None:
        """Note marks that lead to a row only as long as no other bears them."""
        query = "INSERT INTO mark VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET key = '' WHERE key <> excluded.key"
        self._db.executemany(query, ((kind, mark, key) for mark, key in marks))

    def find(self, kind: str, mark: str) -> str | None:
        """The key of the row that bears a mark; empty where several do."""
        row = self._db.execute("SELECT key FROM mark WHERE kind = ? AND mark = ?", (kind, mark)).fetchone()
        return row[0] if row else None

    def claim(self, kind: str, mark: str, key: str) -> None:
        """Note that a row bears a mark, whoever bore it before."""
        self._db.execute("INSERT OR REPLACE INTO mark VALUES (?, ?, ?)", (kind, mark, key))

    # --- what the file says ---------------------------------------------------------------------------------------

    def note_line(self, key: str, line: int, line_print: bytes) -> None:
        """Keep a print of what a line of the file said of a row, to hold later lines against it."""
        self._db.execute("INSERT OR REPLACE INTO line VALUES (?, ?, ?)", (key, line, line_print))

    def earlier_line(self, key: str) -> tuple[int, bytes] | None:
        """The line that spoke of a row before, and the print of what it said."""
        row = self._db.execute("SELECT number, print FROM line WHERE key = ?", (key,)).fetchone()
        return (row[0], row[1]) if row else None

    # --- what is to be done ---------------------------------------------------------------------------------------

    def make(self, kind: str, key: str, values: dict[str, Any]) -> None:
        """Note a row to be made."""
        self._db.execute("INSERT INTO made (kind, key, data) VALUES (?, ?, ?)", (kind, key, json.dumps(values)))

    def made(self, key: str) -> dict[str, Any]:
        """The fields of a row to be made; nothing if it is none."""
        row = self._db.execute("SELECT data FROM made WHERE key = ?", (key,)).fetchone()
        return dict(json.loads(row[0])) if row else {}

    def amend(self, key: str, values: dict[str, Any]) -> bool:
        """Set fields of a row to be made; returns whether it is one."""
        before = self.made(key)
        if before:
            self._db.execute("UPDATE made SET data = ? WHERE key = ?", (json.dumps(before | values), key))
        return bool(before)

    def change(self, kind: str, key: str, values: dict[str, Any]) -> None:
        """Note fields of a row in the book to be set, beside those noted before."""
        row = self._db.execute("SELECT data FROM changed WHERE key = ?", (key,)).fetchone()
        data = json.dumps((json.loads(row[0]) if row else {}) | values)
        query = "INSERT INTO changed (kind, key, data) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET data = ?"
        self._db.execute(query, (kind, key, data, data))

    def to_make(self, kind: str) -> Iterator[list[dict[str, Any]]]:
        """The rows of a kind to be made, in the order in which they came, some at a time, with their keys."""
        query = "SELECT number, key, data FROM made WHERE kind = ? AND number > ? ORDER BY number LIMIT ?"
        for rows in self._parts(query, (kind,)):
            yield [{"id": key, **json.loads(data)} for _number, key, data in rows]

    def to_change(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """The kind and key of each row to be changed, and its new values."""
        for rows in self._parts(
            "SELECT number, kind, key, data FROM changed WHERE number > ? ORDER BY number LIMIT ?", ()
        ):
            for _number, kind, key, data in rows:
                yield kind, key, json.loads(data)

    def _parts(self, query: str, values: Sequence[Any]) -> Iterator[list[Any]]:
        last = 0
        while rows := self._db.execute(query, (*values, last, CHUNK)).fetchall():
            yield rows
            last = rows[-1][0]

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """How many rows are to be made and changed, by kind."""
        made = self._db.execute("SELECT kind, count(*) FROM made GROUP BY kind").fetchall()
        changed = self._db.execute("SELECT kind, count(*) FROM changed GROUP BY kind").fetchall()
        return dict(made), dict(changed)

    # --- links that are followed when the whole file is read ---------------------------------------------------------

    def link(self, key: str, line: int, name: str) -> None:
        """Note that a row speaks of somebody who may stand further down."""
        self._db.execute("INSERT INTO link (key, line, name) VALUES (?, ?, ?)", (key, line, name))

    def links(self) -> Iterator[tuple[str, int, str]]:
        """The key of the row, the line and the name of each link."""
        for rows in self._parts(
            "SELECT number, key, line, name FROM link WHERE number > ? ORDER BY number LIMIT ?", ()
        ):
            for _number, key, line, name in rows:
                yield key, line, name
