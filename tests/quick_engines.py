"""Engines for tests that are not about how a book is opened: the same settings, but for what costs most of the time.

Nothing waits for the disk, connections stay open until the test ends, and a statement is compiled once for the books of
all tests. Tests of what the program itself does use the fixture ``real_engine``.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from advisorbench.store.engine import make_engine as real_engine

_compiled: sa.util.LRUCache[Any, Any] = sa.util.LRUCache(5_000)
_dialects: list[sa.Dialect] = []
"""The first one, which all share: what was compiled is found by its dialect."""
_open: dict[tuple[Path, int], sa.Engine] = {}


def make_engine(path: Path) -> sa.Engine:
    """The engine on this file, as long as it is the same file."""
    key = (path, path.stat().st_ino)
    if key not in _open:
        engine = real_engine(path, sa.QueuePool)
        if not _dialects:
            _dialects.append(engine.dialect)
        engine.dialect = _dialects[0]
        engine.update_execution_options(compiled_cache=_compiled)
        sa.event.listen(engine, "connect", _do_not_wait_for_the_disk)
        _open[key] = engine
    return _open[key]


def close_all() -> None:
    """Close every connection that was left open."""
    while _open:
        _open.popitem()[1].dispose()


def _do_not_wait_for_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
