"""Use cases around what the customer gains: objectives and their measures, ideas, outcomes and who confirmed them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.records.states import IdeaState, ObjectiveState, OutcomeState, step
from advisorbench.i18n import _
from advisorbench.models import (
    IdeaFields,
    IdeaRow,
    MeasureFields,
    MeasureRow,
    ObjectiveFields,
    ObjectiveRow,
    OutcomeFields,
    OutcomeRow,
)
from advisorbench.services.base import (
    RecordRef,
    Service,
    change,
    new_row,
    not_later,
    ref_of,
    row_of,
    step_at,
    validated,
    works_there,
)
from advisorbench.store import reviews as store
from advisorbench.store.journal import BookSession


class Value(Service):
    """Objectives, ideas and outcomes."""

    def add_objective(self, values: Mapping[str, Any]) -> RecordRef:
        """Record what the customer wants. Its `current` is measured today, or else its baseline."""
        given = dict(values)
        current = given.pop("current", None)
        fields = validated(ObjectiveFields, given)
        value = fields.baseline if current is None else current
        with self.book.write("add objective") as session:
            row = new_row(session, ObjectiveRow, fields)
            session.flush()
            if value is not None:
                add_measure(session, row, self.today, value)
        return ref_of(row)

    def edit_objective(self, objective_id: str, version: int, values: Mapping[str, Any]) -> str:
        """Change fields of an objective; returns its wording. A new `current` is measured today.

        Raises:
            Stale: It was changed since `version` was read.
            FieldErrors: A field is wrong, or the state cannot follow.
        """
        given = dict(values)
        current = given.pop("current", None)
        with self.book.write("edit objective") as session:
            row = row_of(session, ObjectiveRow, objective_id, version)
            if "state" in given and ObjectiveState(given["state"]) is not row.state:
                step_at("state", row.state, ObjectiveState(given["state"]))
            change(row, ObjectiveFields, given)
            if current is not None and current != store.current_value(session, objective_id):
                add_measure(session, row, self.today, current)
        return row.wording

    def measure(self, objective_id: str, value: float, on: date, state: ObjectiveState | None = None) -> None:
        """Record where an objective stands on a day; another value for the same day replaces it.

        Args:
            objective_id: Which.
            value: In the unit of its metric.
            on: The day.
            state: What that makes of it: on track, off track, achieved; ``None`` leaves it.

        Raises:
            FieldErrors: The day is still to come, or the state cannot follow.
        """
        not_later("on", on, self.today)
        with self.book.write("measure objective") as session:
            row = row_of(session, ObjectiveRow, objective_id)
            add_measure(session, row, on, value)
            if state is not None and state is not row.state:
                step_at("state", row.state, state)
                change(row, ObjectiveFields, {"state": state})

    def set_objective_state(self, objective_id: str, state: ObjectiveState) -> None:
        """Agree on an objective, say whether it is on track, or end it.

        Raises:
            Refused: The state may not follow the present one.
        """
        with self.book.write(f"objective {state.value}") as session:
            row = row_of(session, ObjectiveRow, objective_id)
            step(row.state, state)
            change(row, ObjectiveFields, {"state": state})

    def add_idea(self, values: Mapping[str, Any]) -> RecordRef:
        """Record a way to close part of a gap; it was spotted until it is proposed."""
        fields = validated(IdeaFields, values)
        not_later("spotted_on", fields.spotted_on, self.today)
        return self._add("add idea", IdeaRow, fields)

    def edit_idea(self, idea_id: str, version: int, values: Mapping[str, Any]) -> str:
        """Change what an idea is, what it is expected to bring, who acts; returns what it is.

        Raises:
            Stale: It was changed since `version` was read.
            FieldErrors: A field is wrong.
        """
        if values.get("spotted_on"):
            not_later("spotted_on", values["spotted_on"], self.today)
        with self.book.write("edit idea") as session:
            row = row_of(session, IdeaRow, idea_id, version)
            later = [day for day in (row.proposed_on, row.accepted_on, row.closed_on) if day]
            if later and values.get("spotted_on", row.spotted_on) > min(later):
                raise FieldErrors({"spotted_on": _("this is after what became of it")})
            change(row, IdeaFields, values)
        return row.what

    def advance_idea(
        self, idea_id: str, state: IdeaState, on: date, *, reason: str = "", outcome: Mapping[str, Any] | None = None
    ) -> RecordRef | None:
        """Bring an idea to its next state.

        Args:
            idea_id: Which.
            state: Proposed, accepted, done or rejected.
            on: The day.
            reason: For *rejected*: why.
            outcome: For *done*: what it brought, for the idea's customer and objective and on that day unless it says
                otherwise; it is claimed until somebody there confirms it.

        Returns:
            For *done*, the outcome.

        Raises:
            Refused: The state may not follow the present one.
            FieldErrors: The day is wrong, or what the state needs is missing.
        """
        not_later("on", on, self.today)
        with self.book.write(f"idea {state.value}") as session:
            row = row_of(session, IdeaRow, idea_id)
            step(row.state, state)
            if on < max(filter(None, (row.spotted_on, row.proposed_on, row.accepted_on))):
                raise FieldErrors({"on": _("this is before the state it is in")})
            given: dict[str, Any] = {"state": state}
            brought = None
            match state:
                case IdeaState.REJECTED:
                    if not reason.strip():
                        raise FieldErrors({"reason": _("say why it was rejected")})
                    given |= {"closed_on": on, "reason": reason}
                case IdeaState.DONE:
                    if outcome is None:
                        raise FieldErrors({"what": _("say what it brought")})
                    about = {"account_id": row.account_id, "objective_id": row.objective_id, "on": on, **outcome}
                    if about["account_id"] != row.account_id:
                        raise Refused(_("What an idea brought, it brought to the customer it was for."))
                    brought = self._add_outcome(session, about)
                    given |= {"closed_on": on, "outcome_id": brought.id}
                case _:
                    given[f"{state.value}_on"] = on
            change(row, IdeaFields, given)
        return brought

    def add_outcome(self, values: Mapping[str, Any]) -> RecordRef:
        """Record value realised; it is claimed until somebody there verifies it.

        Raises:
            FieldErrors: A field is wrong, the day is still to come, or it says to be verified by somebody who is not at
                that account.
        """
        with self.book.write("add outcome") as session:
            return self._add_outcome(session, values)

    def _add_outcome(self, session: BookSession, values: Mapping[str, Any]) -> RecordRef:
        fields = validated(OutcomeFields, values)
        not_later("on", fields.on, self.today)
        if fields.verified_by_id:
            works_there(session, "verified_by_id", fields.verified_by_id, fields.account_id)
        row = new_row(session, OutcomeRow, fields)
        session.flush()
        return ref_of(row)

    def edit_outcome(self, outcome_id: str, version: int, values: Mapping[str, Any]) -> str:
        """Change an outcome that nobody has confirmed; returns what was gained.

        Raises:
            Stale: It was changed since `version` was read.
            Refused: It is verified: what somebody confirmed is not changed behind their back.
            FieldErrors: A field is wrong.
        """
        if values.get("on"):
            not_later("on", values["on"], self.today)
        with self.book.write("edit outcome") as session:
            row = row_of(session, OutcomeRow, outcome_id, version)
            if row.state is OutcomeState.VERIFIED:
                raise Refused(
                    _("“%(what)s” is confirmed: it cannot be changed.") % {"what": row.what},
                    _("Dispute it first, then have it confirmed anew."),
                )
            change(row, OutcomeFields, values)
        return row.what

    def verify_outcome(self, outcome_id: str, person_id: str, on: date) -> None:
        """Record that a person at that customer confirmed an outcome.

        Raises:
            FieldErrors: The person is not at that account, or the day is still to come or before the outcome.
        """
        not_later("on", on, self.today)
        with self.book.write("verify outcome") as session:
            confirm_outcome(session, row_of(session, OutcomeRow, outcome_id), person_id, on)

    def dispute_outcome(self, outcome_id: str, why: str, on: date) -> None:
        """Record that the customer does not see it so.

        Raises:
            FieldErrors: Nobody says why, or the day is still to come or before the outcome.
        """
        not_later("on", on, self.today)
        with self.book.write("dispute outcome") as session:
            deny_outcome(row_of(session, OutcomeRow, outcome_id), why, on)


def add_measure(session: BookSession, objective: ObjectiveRow, on: date, value: float) -> None:
    """Where an objective stands on a day; a second value for the day takes the place of the first."""
    row = store.measure_of(session, objective.id, on)
    if row is not None:
        change(row, MeasureFields, {"value": value})
        return
    given = {"account_id": objective.account_id, "objective_id": objective.id, "on": on, "value": value}
    new_row(session, MeasureRow, validated(MeasureFields, given))


def confirm_outcome(session: BookSession, row: OutcomeRow, person_id: str, on: date) -> None:
    """Somebody at the customer confirms an outcome, on a day that is not before it."""
    step(row.state, OutcomeState.VERIFIED)
    works_there(session, "person_id", person_id, row.account_id)
    _not_before_outcome(row, on)
    verified = {"state": OutcomeState.VERIFIED, "verified_by_id": person_id, "verified_on": on}
    change(row, OutcomeFields, verified | {"disputed_on": None, "dispute": ""})


def deny_outcome(row: OutcomeRow, why: str, on: date) -> None:
    """The customer disputes an outcome; who had confirmed it before stays noted."""
    step(row.state, OutcomeState.DISPUTED)
    if not why.strip():
        raise FieldErrors({"dispute": _("say what they see differently")})
    _not_before_outcome(row, on)
    change(row, OutcomeFields, {"state": OutcomeState.DISPUTED, "disputed_on": on, "dispute": why})


def _not_before_outcome(row: OutcomeRow, on: date) -> None:
    if on < row.on:
        raise FieldErrors({"on": _("this is before the outcome itself")})
