"""Use cases around optimisation reviews: plan, move, hold, skip; and the value they are about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from advisorbench.domain.cadence import due_after_skip
from advisorbench.domain.dates import say_day
from advisorbench.domain.errors import FieldErrors, NotFound, Refused
from advisorbench.domain.facts import AccountFacts
from advisorbench.domain.words import InteractionKind, OutcomeState, PromiseState, ReviewState, step
from advisorbench.i18n import _
from advisorbench.models import (
    Interaction,
    Objective,
    ObjectiveFields,
    Outcome,
    OutcomeFields,
    Person,
    Promise,
    PromiseFields,
    Review,
    ReviewFields,
)
from advisorbench.services.base import Service, change, not_later, row_of
from advisorbench.store import reviews as store
from advisorbench.store.facts import read_facts
from advisorbench.store.journal import BookSession


class Reviews(Service):
    """Optimisation reviews, objectives, outcomes and promises."""

    def plan(self, account_id: str, on: date) -> str:
        """Plan the account's review on a day, or move the one that is planned; returns its key.

        Raises:
            FieldErrors: The day is past.
        """
        if on < self.today:
            raise FieldErrors({"on": _("%(day)s is past: plan a day to come") % {"day": say_day(on, self.today)}})
        with self.book.write("plan review") as session:
            row = store.waiting(session, account_id)
            if row is None:
                row = Review(account_id=account_id, state=ReviewState.SCHEDULED, planned_on=on)
                session.add(row)
            else:
                prepared = row.state is ReviewState.PREPARED
                state = ReviewState.PREPARED if prepared else ReviewState.SCHEDULED
                change(row, ReviewFields, {"state": state, "planned_on": on, "due_on": None})
        return row.id

    def skip(self, account_id: str) -> date:
        """Skip the review that is due: it returns to due on its next day, still counted from the last one held.

        Returns:
            The day it falls due then.
        """
        with self.book.write("skip review") as session:
            facts = facts_of(session, account_id, self.today)
            held = max((r.held_on for r in facts.reviews if r.held_on), default=None)
            row = store.waiting(session, account_id)
            days = (row.planned_on, row.due_on) if row else ()
            passed = max([self.today, *(day for day in days if day)])
            due_on = due_after_skip(facts.account, held or facts.account.customer_since, passed, self.rules)
            if row is None:
                session.add(Review(account_id=account_id, state=ReviewState.DUE, due_on=due_on))
            else:
                if row.state is not ReviewState.DUE:
                    step(row.state, ReviewState.DUE)
                change(row, ReviewFields, {"state": ReviewState.DUE, "planned_on": None, "due_on": due_on})
        return due_on

    def hold(
        self, account_id: str, on: date, note: str = "", minutes: int | None = None, next_on: date | None = None
    ) -> date:
        """Record that the review was held; the next one is counted from this day.

        Args:
            account_id: Whose review.
            on: The day it was held.
            note: What was said.
            minutes: How long it took; ``None`` is not known.
            next_on: The next review, planned before leaving.

        Returns:
            The day on which the next review falls due (or is planned).

        Raises:
            FieldErrors: The day is still to come, or the next one is not after it.
        """
        not_later("on", on, self.today)
        if next_on and next_on <= on:
            raise FieldErrors({"next_on": _("the next review comes after this one")})
        with self.book.write("hold review") as session:
            row = store.waiting(session, account_id)
            if row is None:
                row = Review(account_id=account_id, state=ReviewState.DUE)
                session.add(row)
            step(row.state, ReviewState.HELD)
            held = {"state": ReviewState.HELD, "held_on": on, "due_on": None, "minutes": minutes, "note": note}
            change(row, ReviewFields, held)
            session.add(
                Interaction(
                    account_id=account_id, on=on, kind=InteractionKind.REVIEW, minutes=row.minutes, note=row.note
                )
            )  # fmt: skip
            session.flush()
            if next_on:
                session.add(Review(account_id=account_id, state=ReviewState.SCHEDULED, planned_on=next_on))
            facts = facts_of(session, account_id, self.today)
        return next_on or due_after_skip(facts.account, on, on, self.rules)

    def add_objective(self, fields: ObjectiveFields) -> str:
        """Record what the customer wants; a current value that nobody gave is the baseline."""
        current = fields.baseline if fields.current is None else fields.current
        with self.book.write("add objective") as session:
            row = Objective.model_validate({**fields.model_dump(), "current": current})
            session.add(row)
        return row.id

    def edit_objective(self, objective_id: str, version: int, values: Mapping[str, Any]) -> str:
        """Change fields of an objective, such as where it stands now; returns its wording.

        Raises:
            Stale: It was changed since `version` was read.
            FieldErrors: A field is wrong.
        """
        with self.book.write("edit objective") as session:
            row = row_of(session, Objective, objective_id, version)
            change(row, ObjectiveFields, values)
        return row.wording

    def add_outcome(self, fields: OutcomeFields) -> str:
        """Record value realised; it is claimed until somebody there verifies it.

        Raises:
            FieldErrors: The day is still to come.
            Refused: It says to be verified, by somebody who is not at that account.
        """
        not_later("on", fields.on, self.today)
        with self.book.write("add outcome") as session:
            if fields.verified_by_id:
                _works_there(session, fields.verified_by_id, fields.account_id)
            row = Outcome.model_validate(fields.model_dump())
            session.add(row)
        return row.id

    def verify_outcome(self, outcome_id: str, person_id: str, on: date) -> None:
        """Record that a person at that customer confirmed an outcome.

        Raises:
            FieldErrors: The day is still to come or before the outcome.
            Refused: The person is not at that account.
        """
        not_later("on", on, self.today)
        with self.book.write("verify outcome") as session:
            row = row_of(session, Outcome, outcome_id)
            step(row.state, OutcomeState.VERIFIED)
            _works_there(session, person_id, row.account_id)
            if on < row.on:
                raise FieldErrors({"on": _("this is before the outcome itself")})
            verified = {"state": OutcomeState.VERIFIED, "verified_by_id": person_id, "verified_on": on}
            change(row, OutcomeFields, verified)

    def add_promise(self, fields: PromiseFields) -> str:
        """Record something we owe.

        Raises:
            FieldErrors: It would have been due before it was made.
        """
        if fields.due_on < fields.made_on:
            raise FieldErrors({"due_on": _("a promise is due on a day to come")})
        return self._add("add promise", Promise, fields)

    def close_promise(self, promise_id: str, on: date, *, kept: bool = True) -> PromiseState:
        """Close a promise: kept, kept late, or broken; which of the first two the dates say."""
        not_later("on", on, self.today)
        with self.book.write("keep promise" if kept else "break promise") as session:
            row = row_of(session, Promise, promise_id)
            state = PromiseState.BROKEN
            if kept:
                state = PromiseState.KEPT if on <= row.due_on else PromiseState.LATE
            step(row.state, state)
            if on < row.made_on:
                raise FieldErrors({"on": _("this is before the promise was made")})
            change(row, PromiseFields, {"state": state, "closed_on": on})
        return state


def _works_there(session: BookSession, person_id: str, account_id: str) -> None:
    if row_of(session, Person, person_id).account_id != account_id:
        raise Refused(_("An outcome is verified by a person at that customer."), _("Choose somebody who works there."))


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
            Promise(
                account_id=account_id, person_id=person_id, referral_id=referral_id,
                what=what, made_on=made_on, due_on=due_on,
            )
        )  # fmt: skip


def facts_of(session: BookSession, account_id: str, on: date) -> AccountFacts:
    """The facts of one account within a transaction.

    Raises:
        NotFound: It is not in the book.
    """
    found = next(read_facts(session, on, [account_id]), None)
    if found is None:
        raise NotFound(_("This account is not in the book any more."))
    return found
