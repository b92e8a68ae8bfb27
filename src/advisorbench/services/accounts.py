"""Use cases around accounts and their people: keep, look up, log what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from advisorbench.domain.account_filter import SavedView
from advisorbench.domain.book_view import BookView
from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.records.states import AccountStatus
from advisorbench.domain.text import fold
from advisorbench.domain.views import AccountLine, AccountPage, Brief
from advisorbench.i18n import _
from advisorbench.models import (
    AccountFields,
    AccountRow,
    InteractionFields,
    InteractionRow,
    IssueFields,
    IssueRow,
    PersonFields,
    PersonRow,
    SavedViewFields,
    SavedViewRow,
    SignalFields,
    SignalRow,
)
from advisorbench.services.base import (
    RecordRef,
    Service,
    StoredFields,
    change,
    new_row,
    not_later,
    ref_of,
    row_of,
    step_at,
    stored_fields,
    validated,
)
from advisorbench.store import accounts as store
from advisorbench.store import timeline
from advisorbench.store.accounts import person_names
from advisorbench.store.asks import account_named
from advisorbench.store.journal import BookSession


@dataclass(frozen=True, slots=True)
class Move:
    """Where somebody went who left an account.

    Args:
        person: The person as they are kept there.
        account: Where that is.
        is_new: Whether the account came into the book with this move.
    """

    person: RecordRef
    account: RecordRef
    is_new: bool


class Accounts(Service):
    """The book of accounts."""

    def lines(self) -> list[AccountLine]:
        """The whole portfolio, by name."""
        return self.book_view().lines

    def book_view(self, on: date | None = None) -> BookView:
        """The whole book, as it stands today or stood on another day."""
        with self._read(on) as reading:
            return reading.view

    def brief(self, account_id: str) -> Brief:
        """What one should know of an account before seeing it."""
        with self._read() as reading:
            account = reading.account(account_id)
        return account.brief

    def whole(self, account_id: str) -> AccountPage:
        """An account with everything that happened there, newest first."""
        with self._read() as reading:
            account = reading.account(account_id)
            history = reading.ask(timeline.history, account_id)
        return timeline.whole(account.brief, history)

    def add(self, values: Mapping[str, Any]) -> RecordRef:
        """Add an account.

        Raises:
            FieldErrors: A field is wrong, there is one of this name already, or it became a customer on a day to come.
        """
        fields = validated(AccountFields, values)
        self._customer_by_now(fields.customer_since)
        with self.book.write("add account") as session:
            self._not_taken(session, fields.name)
            row = new_row(session, AccountRow, fields)
        return ref_of(row)

    def fields_of(self, account_id: str) -> StoredFields:
        """An account as it stands, to be edited."""
        with self.book.read() as session:
            return stored_fields(row_of(session, AccountRow, account_id), AccountFields)

    def edit(self, account_id: str, version: int, values: Mapping[str, Any]) -> str:
        """Change fields of an account; returns its name.

        Raises:
            Stale: It was changed since `version` was read.
            FieldErrors: A field is wrong.
        """
        self._customer_by_now(values.get("customer_since"))
        with self.book.write("edit account") as session:
            row = row_of(session, AccountRow, account_id, version)
            if fold(values.get("name", row.name)) != fold(row.name):
                self._not_taken(session, values["name"])
            if "status" in values and AccountStatus(values["status"]) is not row.status:
                step_at("status", row.status, AccountStatus(values["status"]))
            change(row, AccountFields, values)
        return row.name

    def _customer_by_now(self, since: date | None) -> None:
        if since is not None:
            not_later("customer_since", since, self.today)

    def _not_taken(self, session: BookSession, name: str) -> None:
        """Two accounts that answer to the same name could not be told apart on the command line."""
        if account_named(session, name):
            raise FieldErrors(
                {"name": _("there is one of this name already: add a place or a word to tell them apart")}
            )

    def archive(self, account_id: str) -> None:
        """Put an account away; nothing of it is deleted."""
        with self.book.write("archive account") as session:
            row_of(session, AccountRow, account_id).archived_on = self.today

    def add_person(self, values: Mapping[str, Any]) -> RecordRef:
        """Add a person; where they came from and why their data may be kept is noted if nobody said so.

        Raises:
            FieldErrors: A field is wrong, or there is somebody of this name there already.
        """
        fields = validated(PersonFields, values)
        known = {"source": fields.source or "entered by hand", "basis": fields.basis or "business relation"}
        with self.book.write("add person") as session:
            if fields.account_id and _known_there(session, fields.name, fields.account_id):
                raise FieldErrors({"name": _("there is somebody of this name here already")})
            row = new_row(session, PersonRow, fields, **known, added_on=self.today)
        return ref_of(row)

    def person_fields_of(self, person_id: str) -> StoredFields:
        """A person as they stand, to be edited."""
        with self.book.read() as session:
            return stored_fields(row_of(session, PersonRow, person_id), PersonFields)

    def edit_person(self, person_id: str, version: int, values: Mapping[str, Any]) -> str:
        """Change fields of a person; returns its name.

        Raises:
            Stale: It was changed since `version` was read.
            FieldErrors: A field is wrong.
        """
        with self.book.write("edit person") as session:
            row = row_of(session, PersonRow, person_id, version)
            change(row, PersonFields, values)
        return row.name

    def leave(self, person_id: str, on: date, account: str = "") -> Move | None:
        """Record that a person left; where they went, they are kept anew, as somebody to greet.

        Args:
            person_id: Who.
            on: The day.
            account: Where they work now: an account of the book by name, or a new one; empty where it is not known.

        Returns:
            Where they went; nothing where that is not known.

        Raises:
            FieldErrors: The day is still to come, or they went to where they were.
            Refused: They have left already.
        """
        not_later("left_on", on, self.today)
        with self.book.write("person left") as session:
            row = row_of(session, PersonRow, person_id)
            if row.left_on is not None:
                raise Refused(_("%(name)s has left already.") % {"name": row.name})
            change(row, PersonFields, {"left_on": on})
            if not account.strip():
                return None
            there = account_named(session, account)
            is_new = there is None
            if there is None:
                there = _new_employer(session, account)
            elif there.archived_on is not None:
                raise FieldErrors({"account": _("this account was put away: choose another name")})
            elif there.id == row.account_id:
                raise FieldErrors({"account": _("this is where they were: name another account")})
            if _known_there(session, row.name, there.id):
                raise FieldErrors({"account": _("there is somebody of this name there already")})
            moved = PersonRow.model_validate(
                {
                    "name": row.name, "account_id": there.id, "language": row.language, "do_not_ask": row.do_not_ask,
                    "came_from_id": row.id, "source": row.source, "basis": row.basis, "added_on": on,
                }
            )  # fmt: skip
            session.add(moved)
        return Move(ref_of(moved), ref_of(there), is_new)

    def log(self, values: Mapping[str, Any]) -> RecordRef:
        """Log a contact that happened."""
        fields = validated(InteractionFields, values)
        not_later("on", fields.on, self.today)
        return self._add("log", InteractionRow, fields)

    def add_signal(self, values: Mapping[str, Any]) -> RecordRef:
        """Record how satisfied somebody said to be."""
        fields = validated(SignalFields, values)
        not_later("on", fields.on, self.today)
        return self._add("add signal", SignalRow, fields)

    def add_issue(self, values: Mapping[str, Any]) -> RecordRef:
        """Record something that hurts the customer."""
        fields = validated(IssueFields, values)
        not_later("opened_on", fields.opened_on, self.today)
        return self._add("add issue", IssueRow, fields)

    def resolve_issue(self, issue_id: str, on: date) -> None:
        """Record that an issue was resolved on a day."""
        not_later("on", on, self.today)
        with self.book.write("resolve issue") as session:
            row = row_of(session, IssueRow, issue_id)
            if row.resolved_on is not None:
                raise Refused(_("“%(what)s” is resolved already.") % {"what": row.what})
            if on < row.opened_on:
                raise FieldErrors({"on": _("this is before the issue was opened")})
            change(row, IssueFields, {"resolved_on": on})

    def views(self) -> list[SavedView]:
        """The views that were saved, by name."""
        with self.book.read() as session:
            return store.views(session)

    def save_view(self, name: str, filter: str, sort: str = "") -> RecordRef:
        """Keep a filter and an order under a name; the same name again replaces it.

        Raises:
            FieldErrors: The name is missing, or one of them is too long.
        """
        fields = validated(SavedViewFields, {"name": name, "filter": filter, "sort": sort})
        with self.book.write("save view") as session:
            row = store.view_named(session, fields.name)
            if row:
                change(row, SavedViewFields, fields.model_dump())
            else:
                row = new_row(session, SavedViewRow, fields)
        return ref_of(row)


def _new_employer(session: BookSession, name: str) -> AccountRow:
    """The account where somebody works now, which the book does not have yet."""
    try:
        fields = validated(AccountFields, {"name": name})
    except FieldErrors as error:
        raise FieldErrors({"account": error.errors["name"]}) from error
    account = new_row(session, AccountRow, fields)
    session.flush()
    return account


def _known_there(session: BookSession, name: str, account_id: str) -> bool:
    """Whether somebody of exactly this name works at an account, case and accents aside."""
    return any(fold(known) == fold(name) for _key, known, *_at in person_names(session, fold(name), account_id))
