"""Use cases of files: an import is read, planned and shown, then applied as one batch; an export is rows to write."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from advisorbench.domain.errors import FileError
from advisorbench.domain.text import fold
from advisorbench.domain.words import AccountStatus
from advisorbench.exchange.presets import Kind
from advisorbench.exchange.reading import read_file
from advisorbench.i18n import _
from advisorbench.models import Account, AccountFields, ImportBatch, Row, folded, new_id
from advisorbench.models.base import NAME
from advisorbench.services.base import Service, change, row_of
from advisorbench.services.batch import begin_batch
from advisorbench.services.import_plan import ENTITIES, Plan, Planner
from advisorbench.store import files as store
from advisorbench.store.journal import BookSession, insert_many, newest_line

__all__ = ["Files", "Plan"]


class Files(Service):
    """Files in and out."""

    def plan(self, path: Path, wanted: str = "", mapping: Mapping[str, str] | None = None, dates: str = "") -> Plan:
        """Read a file and find out what importing it would do.

        Args:
            path: The file.
            wanted: A preset or a kind; found out where empty.
            mapping: Headers to fields, over what is found out.
            dates: The order of its dates, where it does not tell.

        Raises:
            FileError: The file cannot be read, or it is not certain how.
        """
        reading = read_file(path, wanted, mapping, dates)
        with self.book.read() as session:
            plan = Plan(reading, _digest(path), newest_line(session))
            known = store.known_rows(session, reading.kind)
            accounts = store.account_keys(session)
        return Planner(plan, known, accounts).read()

    def apply(self, plan: Plan, *, skip_refused: bool = False) -> dict[str, int]:
        """Carry a plan out, as one transaction and one batch.

        Args:
            plan: What `plan` gave.
            skip_refused: Whether rows that cannot be read are left out; else they hold everything back.

        Returns:
            How many rows were made, changed, the same, refused.

        Raises:
            FileError: There are rows that cannot be read.
            Stale: The book was changed since the plan was made.
        """
        if plan.refused and not skip_refused:
            raise FileError(
                _("Nothing was imported: %(n)d rows cannot be read.") % {"n": len(plan.refused)},
                _("Mend them, or leave them out with --skip-refused."),
            )
        if plan.empty:
            return plan.counts
        with self.book.write("import") as session:
            sheet = plan.reading.sheet
            given = {"file": sheet.path.name[:NAME], "sha256": plan.sha256, "preset": plan.reading.preset.name,
                     "reading": sheet.told()[:NAME], "at": self.clock.now()}  # fmt: skip
            batch = begin_batch(session, plan.seen, given | plan.counts)
            self._write(session, plan, batch)
        return plan.counts

    def _write(self, session: BookSession, plan: Plan, batch: ImportBatch) -> None:
        entity, fields = ENTITIES[plan.reading.kind]
        missing = [AccountFields(name=name).model_dump() for name in plan.accounts.values()]
        insert_many(session, Account, _whole_rows(Account, missing, batch.id))
        accounts = store.account_keys(session)
        rows = _whole_rows(entity, [values for values, _account in plan.made], batch.id)
        for row, (_values, account) in zip(rows, plan.made, strict=True):
            if account:
                row["account_id"] = accounts[fold(account)]
            if plan.reading.kind is Kind.PEOPLE:
                row["added_on"] = self.today
                row["source"] = row["source"] or f"import: {batch.file}"[:NAME]
                row["basis"] = row["basis"] or "business relation"
        insert_many(session, entity, rows)
        for key, new in plan.changed.items():
            values = {name: value for name, value in new.items() if name != "account"}
            if "account" in new:
                values["account_id"] = accounts[fold(new["account"])]
                values |= {"company": ""} if plan.reading.kind is Kind.PEOPLE else {}
            change(row_of(session, entity, key), fields, values)
        for name, since in plan.customers.items():
            customer = row_of(session, Account, accounts[name])
            if customer.status is AccountStatus.PROSPECT:
                first = min(filter(None, (customer.customer_since, since)), default=None)
                change(customer, AccountFields, {"status": AccountStatus.ACTIVE, "customer_since": first})

    def export(self, what: str) -> tuple[list[str], list[dict[str, Any]]]:
        """The columns and rows of one table, names beside keys, in the order in which they were made.

        Raises:
            FileError: There is no such table.
        """
        if what not in store.EXPORTS:
            raise FileError(
                _("“%(what)s” cannot be exported.") % {"what": what},
                _("Choose one of %(names)s.") % {"names": ", ".join(store.EXPORTS)},
            )
        with self.book.read() as session:
            return store.export_rows(session, what)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _whole_rows(entity: type[Row], made: list[dict[str, Any]], batch_id: str) -> list[dict[str, Any]]:
    """Rows with every column, ready to be inserted."""
    blank = dict.fromkeys(store.columns_of(entity)) | {"version": 1, "batch_id": batch_id}
    rows = [{**blank, "id": new_id(), **values} for values in made]
    if "folded" in blank:
        for row in rows:
            row["folded"] = folded(row, entity.searched)
    return rows
