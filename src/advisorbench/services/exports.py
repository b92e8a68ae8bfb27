"""Use cases of what goes out: tables, the whole book, the agenda, the people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisorbench.domain.errors import FileError
from advisorbench.exchange.calendars.writing import Todo, write_calendar
from advisorbench.exchange.cards.writing import CardOut
from advisorbench.exchange.dump import dump_text
from advisorbench.i18n import _
from advisorbench.services.base import Service
from advisorbench.store import calendar as calendar_store
from advisorbench.store import dump as dump_store
from advisorbench.store.accounts import people_to_go_out
from advisorbench.store.book import HEAD
from advisorbench.store.files import EXPORTS, export_rows

TABLES = tuple(EXPORTS)
"""The tables that a book is parted into for other programs, by name."""


class Exports(Service):
    """Files out."""

    def table(self, name: str) -> tuple[list[str], list[dict[str, Any]]]:
        """The columns and rows of one table, names beside keys, in the order in which they were made.

        Raises:
            FileError: There is no such table.
        """
        if name not in EXPORTS:
            raise FileError(
                _("“%(what)s” cannot be exported.") % {"what": name},
                _("Choose one of %(names)s.") % {"names": ", ".join(EXPORTS)},
            )
        with self.book.read() as session:
            return export_rows(session, name)

    def tables(self) -> Iterator[tuple[str, list[str], list[dict[str, Any]]]]:
        """Each table of `TABLES`, as `table` gives it, all in one state: read to the end, or close it."""
        with self.book.read() as session:
            for name in TABLES:
                yield (name, *export_rows(session, name))

    def dump(self) -> Iterator[str]:
        """The whole book as the text of a dump, piece by piece, in one state: read to its end, or close it.

        Everything is in it but the book's own memory: its journal and its imports.
        """
        with self.book.read() as session:
            tables = (
                (str(entity.__tablename__), dump_store.dump_rows(session, entity)) for entity in dump_store.dumped()
            )
            yield from dump_text(HEAD, tables)

    def calendar(self) -> bytes:
        """The agenda as a calendar: every event, and what is owed as to-dos."""
        with self.book.read() as session:
            events = calendar_store.all_events(session)
            promises = [
                Todo(f"{key}@advisorbench", f"{account}: {what}", due_on)
                for key, what, account, due_on, _person in calendar_store.open_promises(session)
            ]
        return write_calendar(events, promises, self.clock.now())

    def cards(self) -> list[CardOut]:
        """Who may go out as vCards, in the order in which they were added.

        Left out are those put away or erased, and those kept anew where they went. Whoever left goes out without the
        company. A name that was given is nobody in the book before the introduction.
        """
        with self.book.read() as session:
            return [CardOut(*row) for row in people_to_go_out(session)]
