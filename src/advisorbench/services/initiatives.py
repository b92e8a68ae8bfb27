"""Use cases around sales initiatives: who started them, the customer's next step, the buying path, how they end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from advisorbench.domain.customers.buying import hollow
from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.records.states import InitiativeState, step
from advisorbench.domain.views import InitiativeLine
from advisorbench.i18n import _
from advisorbench.models import BuyingStepFields, BuyingStepRow, InitiativeFields, InitiativeRow
from advisorbench.services.base import (
    RecordRef,
    Service,
    StoredFields,
    change,
    new_row,
    not_later,
    ref_of,
    row_of,
    stored_fields,
    validated,
)


class Initiatives(Service):
    """Sales opportunities, and whether the customer moves."""

    def add(self, values: Mapping[str, Any]) -> RecordRef:
        """Record a sales opportunity."""
        return self._add("add initiative", InitiativeRow, validated(InitiativeFields, values))

    def fields_of(self, initiative_id: str) -> StoredFields:
        """An initiative as it stands, to be edited."""
        with self.book.read() as session:
            return stored_fields(row_of(session, InitiativeRow, initiative_id), InitiativeFields)

    def edit(self, initiative_id: str, version: int, values: Mapping[str, Any]) -> str:
        """Change fields of an initiative, such as the customer's next step; returns its name.

        Raises:
            Stale: It was changed since `version` was read.
            FieldErrors: A field is wrong.
            Refused: It would end, or be open again: that is a step of its own.
        """
        if values.keys() & {"state", "closed_on", "end_reason"}:
            raise Refused(_("An initiative is ended by a step of its own, with its day and reason."))
        with self.book.write("edit initiative") as session:
            row = row_of(session, InitiativeRow, initiative_id, version)
            if row.state is not InitiativeState.OPEN and values.get("next_step", row.next_step) != row.next_step:
                raise FieldErrors({"next_step": _("it has ended: there is no next step")})
            change(row, InitiativeFields, values)
        return row.name

    def end(self, initiative_id: str, state: InitiativeState, on: date, reason: str) -> None:
        """End an initiative: won, lost, no decision or withdrawn, with its reason; winning has one too.

        Raises:
            Refused: It has ended already.
            FieldErrors: There is no reason, or the day is before it began or still to come.
        """
        not_later("on", on, self.today)
        with self.book.write("end initiative") as session:
            row = row_of(session, InitiativeRow, initiative_id)
            step(row.state, state)
            if not reason.strip():
                raise FieldErrors({"reason": _("say why it ended so")})
            if row.opened_on and on < row.opened_on:
                raise FieldErrors({"on": _("this is before the initiative began")})
            change(row, InitiativeFields, {"state": state, "closed_on": on, "end_reason": reason})

    def add_step(self, values: Mapping[str, Any]) -> RecordRef:
        """Add somebody who must agree, a question of the buyer, or a milestone to the path of an open initiative.

        Raises:
            FieldErrors: A field is wrong.
            Refused: The initiative has ended.
        """
        fields = validated(BuyingStepFields, values)
        with self.book.write("add step") as session:
            initiative = row_of(session, InitiativeRow, fields.initiative_id)
            if initiative.state is not InitiativeState.OPEN:
                raise Refused(_("“%(name)s” has ended.") % {"name": initiative.name})
            row = new_row(session, BuyingStepRow, fields, account_id=initiative.account_id)
        return ref_of(row)

    def close_step(self, step_id: str, on: date) -> None:
        """Record that somebody agreed, that a question was answered, or that a milestone was reached.

        Raises:
            Refused: It was closed before.
            FieldErrors: The day is still to come.
        """
        not_later("on", on, self.today)
        with self.book.write("close step") as session:
            row = row_of(session, BuyingStepRow, step_id)
            if row.done_on is not None:
                raise Refused(_("“%(what)s” is done already.") % {"what": row.what})
            change(row, BuyingStepFields, {"done_on": on})

    def lines(self, account_id: str | None = None) -> list[InitiativeLine]:
        """Every open initiative of an account, or of all accounts; the hollow ones first, then the largest."""
        with self._read() as reading:
            on, accounts = reading.on, reading.facts(account_id)
        lines = [
            InitiativeLine(
                facts.account.id, facts.account.name, initiative, hollow(initiative, facts.steps, on),
                facts.steps_of(initiative.id),
            )
            for facts in accounts
            for initiative in facts.initiatives
            if initiative.state is InitiativeState.OPEN
        ]  # fmt: skip
        return sorted(
            lines,
            key=lambda line: (not line.hollow, -(line.initiative.amount_cents or 0), line.account, line.initiative.id),
        )
