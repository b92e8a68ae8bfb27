"""What SQLite reports is told by its code, whatever the text of the driver says."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from advisorbench.domain.errors import BookError, Refused
from advisorbench.store.engine import make_scratch
from advisorbench.store.errors import code_of, plain_errors

PATH = Path("/somewhere/book.db")
TOLD = [
    ("SQLITE_BUSY", "in use by another program"), ("SQLITE_BUSY_SNAPSHOT", "in use by another program"),
    ("SQLITE_LOCKED_SHAREDCACHE", "in use by another program"), ("SQLITE_READONLY_DBMOVED", "cannot be written"),
    ("SQLITE_PERM", "cannot be written"), ("SQLITE_FULL", "disk is full"), ("SQLITE_CANTOPEN", "cannot be opened"),
    ("SQLITE_CORRUPT_INDEX", "damaged"), ("SQLITE_NOTADB", "damaged"), ("SQLITE_IOERR_READ", "cannot be used: oops"),
    ("", "cannot be used: oops"),
]  # fmt: skip


def test_every_code_is_told_in_words_for_the_user() -> None:
    for code, words in TOLD:
        error = sqlite3.OperationalError("oops")
        if code:
            error.sqlite_errorname = code
        for reported in (error, sa.exc.OperationalError("SELECT 1", {}, error)):
            with pytest.raises(BookError, match=words), plain_errors(PATH):
                raise reported


def test_a_text_that_speaks_of_a_lock_is_no_lock() -> None:
    error = sqlite3.OperationalError("no such column: locked")
    error.sqlite_errorname = "SQLITE_ERROR"
    with pytest.raises(BookError, match="no such column: locked"), plain_errors(PATH):
        raise error


def test_a_rule_of_the_database_that_was_broken_is_a_refusal() -> None:
    with (
        pytest.raises(Refused, match="The book refused this"),
        plain_errors(PATH),
        make_scratch().begin() as connection,
    ):
        connection.exec_driver_sql("CREATE TABLE one (id TEXT PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO one VALUES ('a'), ('a')")


def test_an_error_that_is_none_of_sqlite_has_no_code() -> None:
    assert code_of(sqlite3.ProgrammingError("closed")) == ""
    assert code_of(None) == ""
