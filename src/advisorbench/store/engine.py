"""How a connection to a book is made, the same for all: on SQLite every setting that keeps what was saved.

DELETE with EXTRA is the pair that lost nothing in simulated power cuts, and survives a folder that syncs;
write-ahead logging does neither.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.pool import NullPool, StaticPool

BUSY_SECONDS = 5
"""How long to wait for another program that is writing."""


def make_engine(path: Path, pool: type[sa.Pool] = NullPool) -> sa.Engine:
    """An engine on a book that exists; it never makes a file.

    Transactions begin with ``BEGIN IMMEDIATE`` when the execution option ``write`` is set, else with
    ``BEGIN``: a plain BEGIN that turns into a write fails at once where another program writes too.

    Args:
        path: The file.
        pool: What becomes of a connection that is done with. None is kept: opening costs a millisecond, and no file
            stays open (or locked) while nobody works.
    """

    def connect() -> sqlite3.Connection:
        uri = f"{path.absolute().as_uri()}?mode=rw"
        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    engine = sa.create_engine(
        "sqlite://", creator=connect, poolclass=pool, hide_parameters=True, json_serializer=_JSON.encode
    )
    engine.dialect.colspecs = {**engine.dialect.colspecs, sa.Date: _Day}
    sa.event.listen(engine, "connect", _on_connect)
    sa.event.listen(engine, "begin", _on_begin)
    return engine


class _Day(sqlite.DATE):
    """A day as it is read: what is no day, such as another program may have written, is one before all others.

    So a single value keeps nothing else from being read; that it breaks a rule of the model is found by those rules.
    """

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Callable[[Any], date | None]:
        """How a stored value becomes a day."""
        read = super().result_processor(dialect, coltype)
        assert read is not None

        def day_of(value: Any) -> date | None:
            try:
                return read(value)
            except (ValueError, TypeError):
                return date.min

        return day_of


def make_scratch() -> sa.Engine:
    """An engine on an empty database that is in no folder and has no name: it goes with the engine, or the process.

    What outgrows a few megabytes of memory lies on disk in a file that is deleted while it is open. All use one
    connection, one after another.
    """
    connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cache_size=-16000")
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: connection,
        poolclass=StaticPool,
        hide_parameters=True,
        json_serializer=_JSON.encode,
    )
    sa.event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
    for setting in ("foreign_keys=ON", "synchronous=EXTRA", "secure_delete=ON"):
        connection.execute(f"PRAGMA {setting}")
    # Changing it needs a lock that a reader may not get, so it is asked first: another program may have left
    # the file with write-ahead logging.
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
        connection.execute("PRAGMA journal_mode=DELETE")


def _iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


_JSON = json.JSONEncoder(ensure_ascii=False, default=_iso)


def _on_begin(connection: sa.Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
