"""Use cases around promises: what we owe, with its day; kept, kept late, or broken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.records.states import PromiseState, step
from advisorbench.i18n import _
from advisorbench.models import PromiseFields, PromiseRow, ThanksFields, ThanksRow
from advisorbench.services.base import RecordRef, Service, change, new_row, not_later, row_of, validated
from advisorbench.store import reviews as store
from advisorbench.store.journal import BookSession


class Promises(Service):
    """Promises made and kept."""

    def add(self, values: Mapping[str, Any]) -> RecordRef:
        """Record something we owe.

        Raises:
            FieldErrors: A field is wrong, or it would have been due before it was made.
        """
        fields = validated(PromiseFields, values)
        if fields.due_on < fields.made_on:
            raise FieldErrors({"due_on": _("a promise is due on a day to come")})
        return self._add("add promise", PromiseRow, fields)

    def edit(self, promise_id: str, version: int, values: Mapping[str, Any]) -> str:
        """Change what is promised, to whom or for when, as long as it is open; returns what is promised.

        Raises:
            Stale: It was changed since `version` was read.
            Refused: It is closed.
            FieldErrors: A field is wrong.
        """
        with self.book.write("edit promise") as session:
            row = row_of(session, PromiseRow, promise_id, version)
            if row.state is not PromiseState.OPEN:
                raise Refused(_("“%(what)s” is closed.") % {"what": row.what}, _("Record a new promise."))
            if values.get("due_on", row.due_on) < row.made_on:
                raise FieldErrors({"due_on": _("this is before the promise was made")})
            change(row, PromiseFields, values)
        return row.what

    def close(self, promise_id: str, on: date, *, kept: bool = True, thanked: bool = False) -> PromiseState:
        """Close a promise: kept, kept late, or broken; which of the first two the dates say.

        Args:
            promise_id: Which.
            on: The day.
            kept: Whether it was kept at all.
            thanked: Whether the person was thanked with it, as a referrer is who hears how it went.
        """
        not_later("on", on, self.today)
        with self.book.write("keep promise" if kept else "break promise") as session:
            row = row_of(session, PromiseRow, promise_id)
            state = PromiseState.BROKEN
            if kept:
                state = PromiseState.KEPT if on <= row.due_on else PromiseState.LATE
            step(row.state, state)
            if on < row.made_on:
                raise FieldErrors({"on": _("this is before the promise was made")})
            change(row, PromiseFields, {"state": state, "closed_on": on})
            if thanked and row.person_id:
                told = {"account_id": row.account_id, "person_id": row.person_id, "on": on, "how": row.what}
                new_row(session, ThanksRow, validated(ThanksFields, told))
        return state


def owe_feedback(
    session: BookSession, referral_id: str, account_id: str, person_id: str, what: str, made_on: date, days: int
) -> None:
    """Owe the referrer a report on a referral; one that is already owed is brought up to date instead."""
    due_on = made_on + timedelta(days=days)
    row = store.feedback_owed(session, referral_id)
    if row:
        change(row, PromiseFields, {"what": what, "due_on": min(row.due_on, due_on)})
    else:
        session.add(
            PromiseRow(
                account_id=account_id, person_id=person_id, referral_id=referral_id,
                what=what, made_on=made_on, due_on=due_on,
            )
        )  # fmt: skip
