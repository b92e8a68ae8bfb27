"""Writes what an import of rows staged, some rows at a time, in the order in which one refers to another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from advisorbench.domain.records.states import AccountStatus
from advisorbench.models import (
    AccountFields,
    AccountRow,
    EventFields,
    EventRow,
    Fields,
    InitiativeFields,
    InitiativeRow,
    InteractionFields,
    InteractionRow,
    PersonFields,
    PersonRow,
    Row,
)
from advisorbench.services.base import change, row_of
from advisorbench.services.generations import number_generations
from advisorbench.services.importing.batch import whole_rows
from advisorbench.services.importing.plan import Progress
from advisorbench.store import files as store
from advisorbench.store.journal import BookSession, insert_many
from advisorbench.store.staging import Staging

ENTITIES: dict[str, tuple[type[Row], type[Fields]]] = {
    "account": (AccountRow, AccountFields),
    "person": (PersonRow, PersonFields),
    "initiative": (InitiativeRow, InitiativeFields),
    "interaction": (InteractionRow, InteractionFields),
    "event": (EventRow, EventFields),
}
"""What an import of rows may make, in the order in which one refers to another."""


class TableWriter:
    """Writes staged rows.

    Args:
        session: A writing session.
        staging: The rows to be made and changed.
        batch_id: The import that the new ones come from.
        progress: Told how many rows of how many are written.
    """

    def __init__(self, session: BookSession, staging: Staging, batch_id: str, progress: Progress) -> None:
        self.session, self.staging, self.batch_id, self.progress = session, staging, batch_id, progress
        made, changed = staging.counts()
        self.done, self.total = 0, sum(made.values()) + sum(changed.values())

    def write(self, customers: Mapping[str, str]) -> None:
        """Write them all, then what follows from them for accounts.

        Args:
            customers: Keys of accounts that became customers, and since when if known.
        """
        for name, (entity, _fields) in ENTITIES.items():
            for rows in self.staging.to_make(name):
                insert_many(self.session, entity, whole_rows(entity, store.with_days(entity, rows), self.batch_id))
                self._advance(len(rows))
        tops: set[str] = set()
        for name, key, values in self.staging.to_change():
            entity, fields = ENTITIES[name]
            change(row_of(self.session, entity, key), fields, values)
            tops |= {key} if "referred_by_id" in values else set()
            self.session.flush()
            self._advance(1)
        for key, since in customers.items():
            self._make_customer(row_of(self.session, AccountRow, key), since)
        for top in [row_of(self.session, AccountRow, key) for key in tops]:
            if top.referred_by_id not in tops:  # else it is reached from there
                number_generations(self.session, top)

    def _advance(self, rows: int) -> None:
        self.done += rows
        self.progress(self.done, self.total)

    def _make_customer(self, account: AccountRow, since: str) -> None:
        if account.status is AccountStatus.PROSPECT:
            days = (account.customer_since, date.fromisoformat(since) if since else None)
            values = {"status": AccountStatus.ACTIVE, "customer_since": min(filter(None, days), default=None)}
            change(account, AccountFields, values)
