"""Engines for tests that are not about how a book is opened: the same settings, but for what costs most of the time.

Nothing waits for the disk, and connections stay open until the test ends. For all books of all tests a statement is
compiled once, the migrations make one new book, and one schema is held against the models once. Tests of what
the program itself does use the fixture ``real_engine``.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from advisorbench.i18n import _
from advisorbench.store.engine import make_engine as real_engine
from advisorbench.store.engine import make_scratch as real_scratch
from advisorbench.store.schema import differences as real_differences
from advisorbench.store.schema import upgrade as real_upgrade

_compiled: sa.util.LRUCache[Any, Any] = sa.util.LRUCache(5_000)
_dialects: list[sa.Dialect] = []
"""The first one, which all share: what was compiled is found by its dialect."""
_empty: list[sqlite3.Connection] = []
"""An empty book in memory, once one was made."""
_differences: dict[tuple[str, str], list[str]] = {}
"""What was found, by schema and language."""
_open: dict[tuple[Path, int], sa.Engine] = {}


def make_engine(path: Path) -> sa.Engine:
    """The engine on this file, as long as it is the same file."""
    key = (path, path.stat().st_ino)
    if key not in _open:
        _open[key] = _compiling_once(real_engine(path, sa.QueuePool))
        sa.event.listen(_open[key], "connect", _do_not_wait_for_the_disk)
    return _open[key]


def make_scratch() -> sa.Engine:
    """An engine on an empty database of its own."""
    return _compiling_once(real_scratch())


def _compiling_once(engine: sa.Engine) -> sa.Engine:
    if not _dialects:
        _dialects.append(engine.dialect)
    engine.dialect = _dialects[0]
    engine.update_execution_options(compiled_cache=_compiled)
    return engine


def upgrade(engine: sa.Engine, target: str = "head") -> None:
    """Make an empty file a book, as the first one was made by every migration; bring another up to date."""
    with closing(engine.raw_connection()) as connection:
        driver = connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        is_new = target == "head" and not driver.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if is_new and _empty:
            _empty[0].backup(driver)
            return
        real_upgrade(engine, target)
        if is_new:
            _empty.append(sqlite3.connect(":memory:", check_same_thread=False))
            driver.backup(_empty[0])


def differences(engine: sa.Engine) -> list[str]:
    """What differs from the schema of the models; compared once for all books that have the same."""
    with engine.begin() as connection:
        schema = str(connection.exec_driver_sql("SELECT sql FROM sqlite_master ORDER BY type, name").all())
    key = (schema, _("the schema differs: %(what)s"))
    if key not in _differences:
        _differences[key] = real_differences(engine)
    return _differences[key]


def close_all() -> None:
    """Close every connection that was left open."""
    while _open:
        _open.popitem()[1].dispose()


def _do_not_wait_for_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
