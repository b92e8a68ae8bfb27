"""Use cases of files: an import is read, planned and shown, then applied as one batch; an export is rows to write."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from advisorbench.domain.errors import FieldErrors, FileError
from advisorbench.domain.text import fold
from advisorbench.domain.words import AccountStatus, InitiativeState
from advisorbench.exchange.presets import Kind
from advisorbench.exchange.reading import Reading, read_file
from advisorbench.i18n import _, ngettext
from advisorbench.models import (
    Account,
    AccountFields,
    Fields,
    ImportBatch,
    Initiative,
    InitiativeFields,
    Person,
    PersonFields,
    Row,
    folded,
    new_id,
)
from advisorbench.services.base import Service, change, row_of, validated
from advisorbench.store import files as store
from advisorbench.store.journal import BookSession, insert_many

ENTITIES: Mapping[Kind, tuple[type[Row], type[Fields]]] = {
    Kind.ACCOUNTS: (Account, AccountFields),
    Kind.PEOPLE: (Person, PersonFields),
    Kind.INITIATIVES: (Initiative, InitiativeFields),
}
NO_ACCOUNT = ""


@dataclass
class Plan:
    """What an import would do; nothing is done yet.

    Args:
        reading: How the file is read.
        made: New rows, with the name of their account where they have one.
        changed: Keys of rows that get other values, and those values.
        same: How many rows are in the book already, just so.
        refused: Lines that cannot be read, with the reason.
        accounts: Names of accounts that the rows speak of and the book does not have.
        customers: Accounts that became customers by a won initiative, and since when.
        examples: A few of the changes, in words.
    """

    reading: Reading
    made: list[tuple[Fields, str]] = field(default_factory=list)
    changed: dict[str, dict[str, Any]] = field(default_factory=dict)
    same: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    accounts: dict[str, str] = field(default_factory=dict)
    customers: dict[str, date] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether applying it would change nothing."""
        return not (self.made or self.changed)

    def told(self) -> list[str]:
        """The plan in lines for the user."""
        lines = list(self.reading.told())
        counts = _("%(made)d new, %(changed)d changed, %(same)d the same, %(refused)d cannot be read") % {
            "made": len(self.made),
            "changed": len(self.changed),
            "same": self.same,
            "refused": len(self.refused),
        }
        lines.append(counts)
        lines += [f"  {example}" for example in self.examples]
        if self.accounts:
            made = ngettext("also makes %(n)d account", "also makes %(n)d accounts", len(self.accounts))
            lines.append(made % {"n": len(self.accounts)})
        if self.reading.kind is Kind.ACCOUNTS and "tier" not in self.reading.columns.values() and self.made:
            lines.append(_("no column for the tier: all new accounts get tier C"))
        if self.reading.cleaned:
            lines.append(_("%(n)d characters that cannot be kept are taken out") % {"n": self.reading.cleaned})
        return lines


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
        plan = Plan(read_file(path, wanted, mapping, dates))
        with self.book.read() as session:
            known = store.known_rows(session, plan.reading.kind)
            accounts = store.account_keys(session)
        seen: dict[tuple[str, ...], tuple[int, Fields]] = {}
        for row in plan.reading.rows():
            if row.problem:
                plan.refused.append((row.line, row.problem))
                continue
            try:
                self._place(plan, row.line, row.values, known, accounts, seen)
            except FieldErrors as error:
                plan.refused.append((row.line, str(error)))
        return plan

    def _place(
        self, plan: Plan, line: int, values: dict[str, Any], known: dict[tuple[str, ...], dict[str, Any]],
        accounts: dict[str, str], seen: dict[tuple[str, ...], tuple[int, Fields]],
    ) -> None:  # fmt: skip
        """Decide what one row is: new, changed, the same, or a repetition."""
        kind = plan.reading.kind
        account = values.pop("account", None) or NO_ACCOUNT
        given = _as_fields(kind, values, plan.reading)
        fields = validated(ENTITIES[kind][1], given)
        keys = _identities(kind, fields, account)
        before = next((seen[key] for key in keys if key in seen), None)
        if before is not None:
            if before[1] != fields:
                raise FieldErrors({"": _("line %(line)d says otherwise of the same one") % {"line": before[0]}})
            plan.same += 1
            return
        for key in keys:
            seen[key] = (line, fields)
        if account and fold(account) not in accounts:
            plan.accounts.setdefault(fold(account), account)
        if kind is Kind.INITIATIVES and given.get("state") == InitiativeState.WON and account:
            _note_customer(plan, fold(account), given)
        row = next((known[key] for key in keys if key in known), None)
        if row is None:
            plan.made.append((fields, account))
            return
        # What the file leaves empty says nothing against what the book knows.
        new = {
            name: getattr(fields, name)
            for name, value in given.items()
            if value not in (None, "") and row[name] != getattr(fields, name)
        }
        if account and accounts.get(fold(account)) != row.get("account_id"):
            new["account_id"] = accounts.get(fold(account), account)
        if not new:
            plan.same += 1
            return
        plan.changed[row["id"]] = new
        if len(plan.examples) < 5:
            shown = ", ".join(f"{name}: {row.get(name)} → {value}" for name, value in new.items())
            plan.examples.append(f"{row['name']}: {shown}")

    def apply(self, plan: Plan, *, skip_refused: bool = False) -> dict[str, int]:
        """Carry a plan out, as one transaction and one batch.

        Args:
            plan: What `plan` gave.
            skip_refused: Whether rows that cannot be read are left out; else they hold everything back.

        Returns:
            How many rows were made, changed, the same, refused.

        Raises:
            FileError: There are rows that cannot be read.
        """
        if plan.refused and not skip_refused:
            raise FileError(
                _("Nothing was imported: %(n)d rows cannot be read.") % {"n": len(plan.refused)},
                _("Mend them, or leave them out with --skip-refused."),
            )
        counts = {
            "made": len(plan.made), "changed": len(plan.changed), "same": plan.same, "refused": len(plan.refused)
        }  # fmt: skip
        if plan.empty:
            return counts
        path = plan.reading.sheet.path
        with self.book.write("import") as session:
            batch = ImportBatch(
                file=path.name[:300], sha256=_digest(path), preset=plan.reading.preset.name,
                reading=plan.reading.sheet.told()[:300], at=self.clock.now(),
                made=len(plan.made), changed=len(plan.changed), same=plan.same, refused=len(plan.refused),
            )  # fmt: skip
            session.add(batch)
            session.flush()
            self._write(session, plan, batch.id, path.name)
        return counts

    def _write(self, session: BookSession, plan: Plan, batch_id: str, file: str) -> None:
        kind = plan.reading.kind
        entity, fields_kind = ENTITIES[kind]
        accounts = store.account_keys(session)
        missing = [AccountFields(name=name) for key, name in plan.accounts.items() if key not in accounts]
        insert_many(session, Account, [_whole_row(Account, fields, batch_id) for fields in missing])
        accounts = store.account_keys(session)
        rows = []
        for fields, account in plan.made:
            row = _whole_row(entity, fields, batch_id)
            if account:
                row["account_id"] = accounts[fold(account)]
            if kind is Kind.PEOPLE:
                row |= {"added_on": self.today, "source": row["source"] or f"import: {file}"}
                row["basis"] = row["basis"] or "business relation"
            rows.append(row)
        insert_many(session, entity, rows)
        for key, new in plan.changed.items():
            values = dict(new)
            if values.get("account_id") in plan.accounts.values():
                values["account_id"] = accounts[fold(values["account_id"])]
            change(row_of(session, entity, key), fields_kind, values)
        for name, since in plan.customers.items():
            row_account = row_of(session, Account, accounts[name])
            if row_account.status is AccountStatus.PROSPECT:
                first = min(filter(None, (row_account.customer_since, since)))
                change(row_account, AccountFields, {"status": AccountStatus.ACTIVE, "customer_since": first})

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


def _note_customer(plan: Plan, account: str, given: dict[str, Any]) -> None:
    day = given.get("closed_on") or given.get("opened_on")
    if day:
        plan.customers[account] = min(day, plan.customers.get(account, day))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _as_fields(kind: Kind, values: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """Values of the file as fields of the entity: money divided, names joined, the raw stage kept."""
    given = {name: value for name, value in values.items() if value is not None}
    for name, target in (("revenue", "revenue_cents"), ("amount", "amount_cents")):
        money = given.pop(name, None)
        if money:
            given[target] = money[0]
            given.update({"currency": money[1]} if money[1] else {})
    if kind is Kind.PEOPLE:
        joined = " ".join(filter(None, (given.pop("first_name", ""), given.pop("last_name", ""))))
        given.setdefault("name", joined)
    if kind is Kind.INITIATIVES:
        given.setdefault("name", given.get(reading.preset.name_from, ""))
        if given.get("state", InitiativeState.OPEN) == InitiativeState.OPEN:
            # An open deal's close date is when it is hoped to close; it has not been closed.
            given.pop("closed_on", None)
    return given


def _identities(kind: Kind, fields: Any, account: str) -> list[tuple[str, ...]]:
    """What tells a row from others, the surest first."""
    name = fold(fields.name)
    keys: list[tuple[str, ...]] = []
    if fields.external_id:
        keys.append(("id", fields.external_id))
    if kind is Kind.ACCOUNTS:
        keys.append(("name", name))
    elif kind is Kind.PEOPLE:
        if fields.email:
            keys.append(("email", fold(fields.email)))
        keys.append(("name", name, fold(account)))
    elif not keys:
        keys.append(("name", name, fold(account), str(fields.opened_on or "")))
    return keys


def _whole_row(entity: type[Row], fields: Fields, batch_id: str) -> dict[str, Any]:
    """A row with every column, ready to be inserted."""
    values = fields.model_dump()
    row = dict.fromkeys(store.columns_of(entity))
    row |= {"id": new_id(), "version": 1, "batch_id": batch_id, **values}
    if "folded" in row:
        row["folded"] = folded(values, entity.searched)
    return row
