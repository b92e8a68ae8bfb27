"""One book on disk: made, opened, checked, and the only place where transactions begin."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from advisorbench.domain.errors import BookError
from advisorbench.file_placing import put_in_place
from advisorbench.i18n import _
from advisorbench.models import new_id
from advisorbench.store.engine import make_engine
from advisorbench.store.errors import damaged, plain_errors
from advisorbench.store.journal import BookSession, JournalStep

HEAD = "0005"
"""The revision that this program writes; a test keeps it equal to the newest migration."""
SMALLEST = 512
"""Fewer bytes hold no database; SQLite would take them for an empty one."""
KNOWN = frozenset({"0001", "0002", "0003", "0004", "0005"})
"""The revisions that this program can read or bring up to date."""


class Book:
    """An open book.

    Args:
        path: The file.
        now: Tells the instant that the journal writes.
    """

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self.path = path
        self._now = now
        self.engine = make_engine(path)
        self._writing = self.engine.execution_options(write=True)

    @contextlib.contextmanager
    def read(self) -> Iterator[BookSession]:
        """A session that reads one state of the book."""
        with plain_errors(self.path), BookSession(self.engine, expire_on_commit=False) as session:
            yield session

    @contextlib.contextmanager
    def write(self, command: str) -> Iterator[BookSession]:
        """One transaction with its lines in the journal; when this returns, it is on disk.

        Args:
            command: What the user did, as the journal names it.
        """
        with plain_errors(self.path), BookSession(self._writing, expire_on_commit=False) as session:
            session.step = JournalStep(new_id(), command, self._now())
            session.connection()  # takes the write lock before anything is read that a decision rests on
            yield session
            session.commit()

    @property
    def revision(self) -> str:
        """The revision that the book is of."""
        return _revision(self)

    def copy_to(self, path: Path) -> None:
        """Copy the book as it stands to a new file that only its owner can read."""
        path.touch(mode=0o600, exist_ok=False)
        with plain_errors(self.path), contextlib.closing(self.engine.raw_connection()) as connection:
            driver = connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            with contextlib.closing(sqlite3.connect(path)) as target:
                driver.backup(target)

    def compact(self) -> None:
        """Write the book anew without what was deleted from it: nothing of that is left in the file."""
        with plain_errors(self.path), contextlib.closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM")

    def check(self) -> list[str]:
        """What is wrong with the book: integrity, references, schema; nothing when all is well."""
        wrong: list[str] = []
        with plain_errors(self.path), self.engine.begin() as connection:
            for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
                if line != "ok":
                    wrong.append(str(line))
            for table, row, parent, _number in connection.exec_driver_sql("PRAGMA foreign_key_check"):
                wrong.append(
                    _("%(table)s row %(row)s refers to a missing %(parent)s")
                    % {"table": table, "row": row, "parent": parent}
                )
        if wrong:
            return wrong
        from advisorbench.store.schema import differences

        return differences(self.engine)


def open_book(path: Path, now: Callable[[], datetime]) -> Book:
    """Open a book that exists, brought up to date if it is of an older version.

    Raises:
        BookError: It is missing, damaged, of a newer version, locked or not readable. Nothing is changed.
    """
    _look_at_file(path)
    book = Book(path, now)
    revision = _revision(book)
    if revision not in KNOWN:
        raise BookError(
            _("This book was written by a newer version of advisorbench: %(path)s") % {"path": path},
            _("Nothing was changed. Install the newer version to open it."),
        )
    if revision != HEAD:
        from advisorbench.store.schema import upgrade

        with plain_errors(path):
            upgrade(book.engine)
    return book


def _look_at_file(path: Path) -> None:
    try:
        status = path.stat()
    except FileNotFoundError:
        raise BookError(
            _("There is no book at %(path)s.") % {"path": path},
            _("Start one with “advisorbench add account NAME” or “advisorbench import FILE”; "
              "“advisorbench demo” shows a sample."),
        ) from None  # fmt: skip
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or error
        raise BookError(
            _("The book cannot be reached: %(why)s.") % {"why": why},
            _("See that its path is right and that you may read its folder."),
        ) from error
    if stat.S_ISDIR(status.st_mode):
        raise BookError(_("This is a folder, not a book: %(path)s") % {"path": path}, _("Name the file of the book."))
    if status.st_size < SMALLEST:
        raise damaged(path)


def _revision(book: Book) -> str:
    """The revision that the book was written with, after a look at whether the file is whole."""
    with plain_errors(book.path), book.engine.begin() as connection:
        # Counted from the header: a file cut short is noticed before anything is read from what is left of it.
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
        if book.path.stat().st_size < pages * size:
            raise damaged(book.path)
        tables = set(sa.inspect(connection).get_table_names())
        if "alembic_version" not in tables or "account" not in tables:
            raise BookError(
                _("This is a database, but not a book: %(path)s") % {"path": book.path},
                _("Nothing was changed. Choose another file with --book."),
            )
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def make_book(path: Path, now: Callable[[], datetime]) -> Book:
    """Make a new, empty book, readable by its owner only; a file that exists is never written over.

    It is made beside its place and moved there when it is whole, so a crash leaves either no book or a whole one.

    Raises:
        BookError: The folder cannot be made or written, or something is there already.
    """
    from advisorbench.store.schema import upgrade

    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        for folder in reversed([folder for folder in path.absolute().parents if not folder.exists()]):
            folder.mkdir(mode=0o700, exist_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            with plain_errors(path):
                upgrade(make_engine(draft))
            put_in_place(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except FileExistsError:
        raise BookError(
            _("There is something at %(path)s already.") % {"path": path}, _("Choose another place with --book.")
        ) from None
    except OSError as error:
        raise BookError(
            _("No book can be made at %(path)s: %(why)s.") % {"path": path, "why": error.strerror},
            _("See that you may write in this folder, or choose another place with --book."),
        ) from error
    return Book(path, now)
