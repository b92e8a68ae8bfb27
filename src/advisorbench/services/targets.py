"""Use cases around targets: whom we would like to meet, through whom, and who might be worth asking for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisorbench.domain.asking.finder import (
    CUSTOMERS,
    Acquaintance,
    TargetSuggestion,
    acquaintances_of,
    background_of,
    propose,
    with_careers,
)
from advisorbench.domain.errors import Refused
from advisorbench.domain.language.reasons import say_reasons
from advisorbench.domain.records.states import TargetState
from advisorbench.domain.text import fold
from advisorbench.i18n import _
from advisorbench.models import TargetFields, TargetRow
from advisorbench.models.base import NAME
from advisorbench.services.base import RecordRef, Service, change, row_of, validated
from advisorbench.store import asks as store


class Targets(Service):
    """Whom to ask for."""

    def add(self, values: Mapping[str, Any]) -> RecordRef:
        """Record whom we would like to meet, through whom, and why now; it is added today unless it says otherwise."""
        fields = validated(TargetFields, {**values, "added_on": values.get("added_on") or self.today})
        return self._add("add target", TargetRow, fields)

    def take(self, account_id: str, person_id: str, suggestion: TargetSuggestion, why_now: str = "") -> RecordRef:
        """Make a suggestion a target of the person it was found for; the reasons for it say why they fit."""
        acquaintance = suggestion.acquaintance
        values = {
            "account_id": account_id, "person_id": person_id, "who": acquaintance.name,
            "company": acquaintance.company, "why_now": why_now,
            "why_fit": "; ".join(say_reasons(suggestion.reasons))[:NAME],
        }  # fmt: skip
        return self.add(values)

    def edit(self, target_id: str, version: int, values: Mapping[str, Any]) -> str:
        """Change a target; returns whom it is about.

        Raises:
            Stale: It was changed since `version` was read.
            FieldErrors: A field is wrong.
        """
        with self.book.write("edit target") as session:
            row = row_of(session, TargetRow, target_id, version)
            change(row, TargetFields, values)
        return row.who

    def drop(self, target_id: str) -> None:
        """Give a target up.

        Raises:
            Refused: It was asked for, or dropped, already.
        """
        with self.book.write("drop target") as session:
            row = row_of(session, TargetRow, target_id)
            if row.state is not TargetState.OPEN:
                raise Refused(_("“%(who)s” is not open any more.") % {"who": row.who})
            change(row, TargetFields, {"state": TargetState.DROPPED, "closed_on": self.today})

    def connections(self) -> list[Acquaintance]:
        """The people of whom only a company is known by name, such as those of an imported network, by name."""
        with self.book.read() as session:
            return sorted(store.connections(session), key=lambda one: (fold(one.name), one.id))

    def find(self, account_id: str, person_id: str) -> list[TargetSuggestion]:
        """Whom this person might introduce us to: proposals from the book and imported connections, with reasons.

        Raises:
            Refused: The person does not work there.
        """
        with self._read() as reading:
            view = reading.view
            workplaces, connections = reading.ask(store.workplaces), reading.ask(store.connections)
        on, book, facts = view.on, view.facts, view.account(account_id).facts
        person = facts.person(person_id)
        if person is None:
            raise Refused(_("This person does not work at that account (any more)."))
        sectors = {fold(one.account.name): one.account.sector for one in book if one.account.sector}
        known = [one for other in book for one in acquaintances_of(other)]
        customers = {fold(one.account.name) for one in book if one.account.status in CUSTOMERS}
        known += [
            one._replace(sector=sectors.get(fold(one.company), ""))
            for one in connections
            if fold(one.company) not in customers
        ]
        background = background_of(person_id, workplaces)
        return propose(facts, person, background, with_careers(known, workplaces, account_id, background), on)
