"""Use cases around testimonials: received, approved with a scope, published, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from advisorbench.domain.asking.desk import testimonial_lines
from advisorbench.domain.asking.testimonials import SHOWABLE
from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.records.states import AskState, OutcomeState, TestimonialState, step
from advisorbench.domain.views import TestimonialLine
from advisorbench.i18n import _
from advisorbench.models import AskFields, AskRow, OutcomeRow, PersonRow, PromiseRow, TestimonialFields, TestimonialRow
from advisorbench.models.base import NAME
from advisorbench.services.base import (
    RecordRef,
    Service,
    change,
    new_row,
    not_later,
    ref_of,
    row_of,
    validated,
    works_there,
)
from advisorbench.store.journal import BookSession

TAKE_DOWN_DAYS = 7
"""What was withdrawn is gone from every place within this many days."""


class Testimonials(Service):
    """Praise in public, tied to a verified outcome, with consent, scope and withdrawal."""

    def lines(self, account_id: str | None = None) -> list[TestimonialLine]:
        """The testimonials of an account, or all, with who gave them: those under way first, then the newest."""
        with self._read() as reading:
            on, accounts = reading.on, reading.facts(account_id)
        return testimonial_lines(accounts, on)

    def showable(self) -> list[TestimonialLine]:
        """Those that may be shown to others today: approved, not expired, of an outcome that still stands."""
        return [line for line in self.lines() if line.showable]

    def receive(self, values: Mapping[str, Any]) -> RecordRef:
        """Record words of praise that came by themselves.

        Raises:
            FieldErrors: A field is wrong, there are no words, the outcome is not verified, the person does not work
                there, or the day is still to come.
        """
        fields = validated(TestimonialFields, values)
        on = fields.received_on or self.today
        not_later("received_on", on, self.today)
        if not fields.original:
            raise FieldErrors({"original": _("this must be filled in")})
        with self.book.write("add testimonial") as session:
            works_there(session, "person_id", fields.person_id, fields.account_id)
            self._verified(session, fields.outcome_id, fields.account_id)
            row = new_row(session, TestimonialRow, fields, state=TestimonialState.RECEIVED, received_on=on)
        return ref_of(row)

    def _verified(self, session: BookSession, outcome_id: str, account_id: str) -> None:
        outcome = row_of(session, OutcomeRow, outcome_id)
        if outcome.account_id != account_id or outcome.state is not OutcomeState.VERIFIED:
            raise FieldErrors({"outcome_id": _("a testimonial speaks of an outcome that they verified")})

    def advance(
        self,
        testimonial_id: str,
        state: TestimonialState,
        on: date,
        *,
        text: str = "",
        scope: str = "",
        with_name: bool = True,
        expires_on: date | None = None,
        place: str = "",
        reason: str = "",
    ) -> tuple[str, ...]:
        """Bring a testimonial to its next state.

        Args:
            testimonial_id: Which.
            state: The state reached.
            on: The day it was reached.
            text: For *received* their words; for *approved* the text they agreed to, theirs unchanged if left out.
            scope: For *approved*: what they agreed that it is used for.
            with_name: For *approved*: whether their name and company may stand below it.
            expires_on: For *approved*: the last day of the consent; without an end if left out.
            place: For *published*: where.
            reason: For *withdrawn*: why.

        Returns:
            For *withdrawn*, the places from which it is to be taken down; each is noted as a promise, too.

        Raises:
            FieldErrors: What that state needs is missing, or the day is wrong.
            Refused: The state may not follow the present one.
        """
        not_later("on", on, self.today)
        with self.book.write("advance testimonial") as session:
            row = row_of(session, TestimonialRow, testimonial_id)
            step(row.state, state)
            earlier = [day for s in TestimonialState if (day := getattr(row, f"{s.value}_on"))]
            if earlier and on < max(earlier):
                raise FieldErrors({"on": _("this is before the state it is in")})
            given: dict[str, Any] = {"state": state, f"{state.value}_on": on}
            match state:
                case TestimonialState.RECEIVED:
                    given["original"] = _needed("text", text)
                    self._said_yes(session, row, on)
                case TestimonialState.APPROVED:
                    self._verified(session, row.outcome_id, row.account_id)
                    given |= {"approved": text or row.original, "scope": _needed("scope", scope)}
                    given |= {"with_name": with_name, "expires_on": expires_on}
                case TestimonialState.PUBLISHED:
                    given["published_on"] = row.published_on or on
                    given["places"] = f"{row.places}\n{_needed('place', place)}".strip()
                case TestimonialState.WITHDRAWN:
                    given["withdrawn_reason"] = _needed("reason", reason)
            change(row, TestimonialFields, given)
            places = _places(row) if state is TestimonialState.WITHDRAWN else ()
            if places:
                self._take_down(session, row, places, on)
        return places

    def _said_yes(self, session: BookSession, row: TestimonialRow, on: date) -> None:
        """Whoever sends the words has answered the ask."""
        ask = session.get(AskRow, row.ask_id) if row.ask_id else None
        if ask and ask.state in (AskState.ASKED, AskState.LATER):
            change(ask, AskFields, {"state": AskState.YES, "answered_on": on, "later_on": None})

    def _take_down(self, session: BookSession, row: TestimonialRow, places: tuple[str, ...], on: date) -> None:
        who = row_of(session, PersonRow, row.person_id).name
        for place in places:
            what = _("Take down the testimonial of %(who)s: %(place)s") % {"who": who, "place": place}
            session.add(
                PromiseRow(
                    account_id=row.account_id, person_id=row.person_id, what=what[:NAME], made_on=on,
                    due_on=on + timedelta(days=TAKE_DOWN_DAYS),
                )
            )  # fmt: skip

    def renew(self, testimonial_id: str, expires_on: date) -> None:
        """Record that the consent goes on until another day.

        Raises:
            FieldErrors: The day is not to come.
            Refused: Nobody has consented to it, or not any more.
        """
        if expires_on <= self.today:
            raise FieldErrors({"expires_on": _("say until when: a day to come")})
        with self.book.write("renew testimonial") as session:
            row = row_of(session, TestimonialRow, testimonial_id)
            if row.state not in SHOWABLE:
                raise Refused(_("There is no consent to be renewed."), _("Have the text approved first."))
            change(row, TestimonialFields, {"expires_on": expires_on})

    def edit(self, testimonial_id: str, version: int, original: str) -> str:
        """Change the words as long as nobody approved them; returns whose they are.

        Raises:
            Stale: It was changed since `version` was read.
            FieldErrors: They were approved already: whoever agreed to a text agreed to that one.
        """
        with self.book.write("edit testimonial") as session:
            row = row_of(session, TestimonialRow, testimonial_id, version)
            if row.approved_on is not None:
                raise FieldErrors({"original": _("this was approved as it stands; withdraw it and begin anew")})
            change(row, TestimonialFields, {"original": original})
            return row_of(session, PersonRow, row.person_id).name


def _needed(field: str, text: str) -> str:
    if not text.strip():
        raise FieldErrors({field: _("this must be filled in")})
    return text


def _places(row: TestimonialRow) -> tuple[str, ...]:
    return tuple(line.strip() for line in row.places.split("\n") if line.strip())
