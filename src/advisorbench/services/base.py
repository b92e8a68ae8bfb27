"""What the use cases share: the book, the clock, the rules; checked input; rows by key."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from advisorbench.clock import Clock
from advisorbench.domain.errors import FieldErrors, NotFound, Refused, Stale
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.records.states import step
from advisorbench.domain.rules import Rules
from advisorbench.i18n import _
from advisorbench.models import Fields, PersonRow, Row
from advisorbench.services.portfolio import BookReading, Portfolio
from advisorbench.services.validation import validated as validated
from advisorbench.store.book import Book
from advisorbench.store.journal import BookSession

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class RecordRef:
    """What a use case made, for whoever is told of it.

    Args:
        id: Its key.
        name: What it is called, as it was saved; empty for what has no name, such as a contact.
    """

    id: str
    name: str = ""


class StoredFields(NamedTuple):
    """A thing as it stands in the book, to be edited: its fields, and the version that an edit is saved against."""

    version: int
    values: Mapping[str, Any]


class Service:
    """A family of use cases on one book; each public method is one transaction.

    What is made or changed comes as plain values, a mapping of its fields, and is validated here, once. A use case that
    makes something returns it as a `RecordRef`; one that changes something returns what nobody else knows, such as its
    name, or whether the day makes a promise kept or late.
    """

    def __init__(self, book: Book, clock: Clock, rules: Rules, portfolio: Portfolio) -> None:
        self.book = book
        self.clock = clock
        self.rules = rules
        self._portfolio = portfolio

    @property
    def today(self) -> date:
        """The seller's day."""
        return self.clock.today()

    def _read(self, on: date | None = None) -> AbstractContextManager[BookReading]:
        """One state of the book, as it stands today or stood on another day."""
        return self._portfolio.read(on or self.today)

    def _add(self, command: str, entity: type[Row], fields: Fields) -> RecordRef:
        """Save one new thing, as a transaction of its own."""
        with self.book.write(command) as session:
            row = new_row(session, entity, fields)
        return ref_of(row)


def row_of(session: BookSession, entity: type[R], key: str, version: int | None = None) -> R:
    """The row with this key, held for writing.

    Raises:
        NotFound: There is none.
        Stale: It was saved by somebody else since `version` was read.
    """
    row = session.get(entity, key, with_for_update=True)
    if row is None:
        raise NotFound(_("It is not in the book any more."), _("Look again; it may have been undone."))
    if version is not None and row.version != version:
        raise Stale(
            _("This was changed elsewhere in the meantime; nothing was overwritten."),
            _("Open it again to see the newest."),
        )
    return row


def new_row(session: BookSession, entity: type[R], fields: Fields, **own: Any) -> R:
    """A new row of fields that were checked.

    Args:
        session: A writing session.
        entity: The table.
        fields: The fields.
        own: Columns that only the table has.
    """
    row = entity.model_validate(fields.model_dump() | own)
    session.add(row)
    return row


_NAMES = ("name", "what", "wording", "who", "title")
"""The fields that say what a thing is called; it has one of them at most."""


def ref_of(row: Row) -> RecordRef:
    """The key and the name of a row."""
    return RecordRef(row.id, next((getattr(row, field) for field in _NAMES if hasattr(row, field)), ""))


def stored_fields(row: Row, kind: type[Fields]) -> StoredFields:
    """The fields of a row as they stand."""
    return StoredFields(row.version, {name: getattr(row, name) for name in kind.model_fields})


def change(row: Row, kind: type[Fields], values: Mapping[str, Any]) -> None:
    """Set fields of a row, after checking the whole of it.

    Raises:
        FieldErrors: A field, or the whole, would be wrong.
    """
    checked = validated(kind, {name: getattr(row, name) for name in kind.model_fields} | dict(values))
    for name in values:
        if getattr(row, name) != getattr(checked, name):
            setattr(row, name, getattr(checked, name))


def not_later(field: str, day: date, today: date) -> None:
    """Refuse a day that is still to come for something that has happened.

    Raises:
        FieldErrors: `day` lies after `today`.
    """
    if day > today:
        raise FieldErrors({field: _("%(day)s is still to come") % {"day": say_day(day, today)}})


def step_at(field: str, now: StrEnum, then: StrEnum) -> None:
    """Refuse, at the field, a transition that the method does not know.

    Raises:
        FieldErrors: `then` may not follow `now`.
    """
    try:
        step(now, then)
    except Refused as error:
        raise FieldErrors({field: str(error)}) from error


def works_there(session: BookSession, field: str, person_id: str, account_id: str, on: date | None = None) -> None:
    """Refuse, at the field, a person who does not work at that account.

    Args:
        session: A writing session.
        field: Where it is said.
        person_id: Who.
        account_id: Where.
        on: The day, for those who have left since; else today.

    Raises:
        FieldErrors: They work elsewhere, or had left.
    """
    person = row_of(session, PersonRow, person_id)
    gone = person.left_on is not None and (on is None or person.left_on < on)
    if person.account_id != account_id or gone:
        raise FieldErrors({field: _("choose somebody who works at that customer")})
