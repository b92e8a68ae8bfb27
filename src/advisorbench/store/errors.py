"""What the database reports, in words for the user. It is told by its code, never by the driver's text."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError

from advisorbench.domain.errors import BookError, Refused
from advisorbench.i18n import N_, _

UNIQUE = ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_ROWID")
CHECK = ("SQLITE_CONSTRAINT_CHECK",)
_MESSAGES = {
    ("SQLITE_BUSY", "SQLITE_LOCKED"): (
        N_("The book is in use by another program: %(path)s"),
        N_("Nothing was changed. Close the other program, or try again in a moment."),
    ),
    ("SQLITE_READONLY", "SQLITE_PERM"): (
        N_("The book cannot be written: %(path)s"),
        N_("Nothing was changed. See that you may write the file and its folder."),
    ),
    ("SQLITE_FULL",): (N_("The disk is full."), N_("Nothing was changed. Make room and try again.")),
    ("SQLITE_CANTOPEN",): (
        N_("The book cannot be opened: %(path)s"),
        N_("See that you may read and write it and its folder."),
    ),
}
"""What is said, and what can be done, where the code of an error begins so."""


def code_of(error: BaseException | None) -> str:
    """SQLite's own name of an error, such as ``SQLITE_BUSY_SNAPSHOT``; empty where the error is none of SQLite."""
    return str(getattr(error, "sqlite_errorname", ""))


@contextlib.contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what the database reports into one line for the user, with the remedy.

    Raises:
        BookError: The book could not be read or written.
        Refused: A rule that the database keeps was broken.
    """
    try:
        yield
    except IntegrityError as error:
        raise Refused(_("The book refused this: %(why)s.") % {"why": error.orig}) from error
    except (DBAPIError, sqlite3.Error) as error:
        raise _book_error(path, error.orig if isinstance(error, DBAPIError) else error) from error


def _book_error(path: Path, cause: BaseException | None) -> BookError:
    code = code_of(cause)
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(path)
    for codes, (message, remedy) in _MESSAGES.items():
        if code.startswith(codes):
            return BookError(_(message) % {"path": path}, _(remedy))
    return BookError(_("The book cannot be used: %(cause)s.") % {"cause": cause}, _("Nothing was changed."))


def damaged(path: Path) -> BookError:
    """That a file is no book, or a damaged one."""
    return BookError(
        _("This is no book, or it is damaged: %(path)s") % {"path": path},
        _("Nothing was changed. Put a copy that is whole in its place, or choose another book with --book."),
    )
