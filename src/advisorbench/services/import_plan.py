"""What an import would do: each row of a file is held against the book and against the rows before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.text import fold
from advisorbench.domain.words import AccountStatus, InitiativeState
from advisorbench.exchange.presets import Kind
from advisorbench.exchange.reading import Reading
from advisorbench.i18n import _, ngettext
from advisorbench.models import (
    Account,
    AccountFields,
    Fields,
    Initiative,
    InitiativeFields,
    Person,
    PersonFields,
    Row,
)
from advisorbench.services.base import validated

ENTITIES: Mapping[Kind, tuple[type[Row], type[Fields]]] = {
    Kind.ACCOUNTS: (Account, AccountFields),
    Kind.PEOPLE: (Person, PersonFields),
    Kind.INITIATIVES: (Initiative, InitiativeFields),
}
EXAMPLES = 5
"""How many of the changes the plan shows."""

Values = dict[str, Any]
Identity = tuple[str, ...]
"""Something that tells a row from others: a kind of mark and its value."""


@dataclass
class Plan:
    """What an import would do; nothing is done yet.

    Args:
        reading: How the file is read.
        sha256: The file's digest.
        seen: The newest line of the journal when the plan was made; it holds for that state of the book only.
        made: New rows, with the name of their account where they have one.
        changed: Keys of rows that get other values, and those values; an account by its name.
        same: How many rows are in the book already, just so.
        refused: Lines that cannot be read, with the reason.
        accounts: Accounts that the rows speak of and the book does not have: folded names to names.
        customers: Folded names of accounts that became customers by a won initiative, and since when if known.
        examples: A few of the changes, in words.
        nameless: How many rows of a network were left out because they name nobody.
    """

    reading: Reading
    sha256: str = ""
    seen: int = 0
    made: list[tuple[Values, str]] = field(default_factory=list)
    changed: dict[str, Values] = field(default_factory=dict)
    same: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    accounts: dict[str, str] = field(default_factory=dict)
    customers: dict[str, date | None] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)
    nameless: int = 0

    @property
    def empty(self) -> bool:
        """Whether applying it would change nothing."""
        return not (self.made or self.changed)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed, the same, and refused."""
        return {
            "made": len(self.made), "changed": len(self.changed), "same": self.same, "refused": len(self.refused)
        }  # fmt: skip

    def told(self) -> list[str]:
        """The plan in lines for the user."""
        lines = list(self.reading.told())
        lines.append(
            _("%(made)d new, %(changed)d changed, %(same)d the same, %(refused)d cannot be read") % self.counts
        )
        lines += [f"  {example}" for example in self.examples]
        if self.accounts:
            made = ngettext("also makes %(n)d account", "also makes %(n)d accounts", len(self.accounts))
            lines.append(made % {"n": len(self.accounts)})
        if self.reading.kind is Kind.ACCOUNTS and "tier" not in self.reading.columns.values() and self.made:
            lines.append(_("no column for the tier: all new accounts get tier C"))
        if self.nameless:
            text = ngettext("%(n)d row that names nobody is left out", "%(n)d rows that name nobody are left out",
                            self.nameless)  # fmt: skip
            lines.append(text % {"n": self.nameless})
        if self.reading.cleaned:
            lines.append(_("%(n)d characters that cannot be kept are taken out") % {"n": self.reading.cleaned})
        return lines


class Planner:
    """Puts the rows of a file into a plan, one after another.

    Args:
        plan: The plan to fill.
        known: The rows of the book under everything that tells them from others.
        accounts: Folded names of the book's accounts to their keys.
    """

    def __init__(self, plan: Plan, known: Mapping[Identity, Values], accounts: Mapping[str, str]) -> None:
        self.plan = plan
        self.kind = plan.reading.kind
        self._known = known
        self._accounts = accounts
        self._seen: dict[Identity, Values] = {}
        self._lines: dict[Identity, int] = {}

    def read(self) -> Plan:
        """Go through the whole file."""
        for row in self.plan.reading.rows():
            problem = row.problem
            if self.plan.reading.preset.joins_only and not problem and not _names_somebody(row.values):
                self.plan.nameless += 1
                continue
            if not problem:
                try:
                    self._place(row.line, row.values)
                except FieldErrors as error:
                    problem = "; ".join(f"{name}: {text}" if name else text for name, text in error.errors.items())
            if problem:
                self.plan.refused.append((row.line, problem))
        return self.plan

    def _place(self, line: int, raw: Values) -> None:
        """Decide what one row is: new, changed, the same, or a repetition.

        Raises:
            FieldErrors: It is wrong, or says otherwise than an earlier one.
        """
        account = raw.pop("account", None) or ""
        if self.plan.reading.preset.joins_only and fold(account) not in self._accounts:
            raw["company"], account = account, ""
        given = _as_fields(self.kind, raw, self.plan.reading)
        if self.kind is Kind.ACCOUNTS:
            given = _customers(given)
        values = validated(ENTITIES[self.kind][1], given).model_dump()
        keys = identities(self.kind, values, account)
        key = _matching(keys, self._seen, values)
        if key is not None:
            if self._seen[key] != values:
                raise FieldErrors({"": _("line %(line)d says otherwise of the same one") % {"line": self._lines[key]}})
            self.plan.same += 1
            return
        for key in keys:
            self._seen[key], self._lines[key] = values, line
        if account and fold(account) not in self._accounts:
            self.plan.accounts.setdefault(fold(account), account)
        if account and self.kind is Kind.INITIATIVES and values["state"] is InitiativeState.WON:
            self._note_customer(fold(account), values["closed_on"] or values["opened_on"])
        key = _matching(keys, self._known, values)
        if key is None:
            self.plan.made.append((values, account))
        else:
            said = {name: values[name] for name, cell in given.items() if cell != ""}
            self._compare(self._known[key], said, account)

    def _note_customer(self, account: str, day: date | None) -> None:
        days = filter(None, (day, self.plan.customers.get(account)))
        self.plan.customers[account] = min(days, default=None)

    def _compare(self, row: Values, given: Values, account: str) -> None:
        """Find what of a known row the file changes; what it leaves empty says nothing against the book."""
        new = {name: value for name, value in given.items() if row[name] != value}
        if account and self._accounts.get(fold(account), "") != row["account_id"]:
            new["account"] = account
        if not new:
            self.plan.same += 1
            return
        self.plan.changed[row["id"]] = new
        if len(self.plan.examples) < EXAMPLES:
            before = {**row, "account": row.get("account_name")}
            shown = ", ".join(f"{name}: {_said(before[name])} → {_said(value)}" for name, value in new.items())
            self.plan.examples.append(f"{row['name']}: {shown}")


def _names_somebody(values: Values) -> bool:
    """Whether a row has a name; a network hides those who left it."""
    return any(values.get(name) for name in ("name", "first_name", "last_name"))


def _said(value: Any) -> str:
    return "–" if value is None or value == "" else str(value)


def _as_fields(kind: Kind, values: Values, reading: Reading) -> Values:
    """Values of the file as fields of the entity: money divided, names joined."""
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


def _customers(given: Values) -> Values:
    """An account with a day since which it is a customer is one, unless the file says otherwise."""
    if given.get("customer_since") and "status" not in given:
        given["status"] = AccountStatus.ACTIVE
    return given


def identities(kind: Kind, values: Mapping[str, Any], account: str) -> list[Identity]:
    """What tells a row from others, the surest first."""
    keys: list[Identity] = []
    if values["external_id"]:
        keys.append(("id", values["external_id"]))
    name = fold(values["name"])
    if kind is Kind.ACCOUNTS:
        keys.append(("name", name))
    elif kind is Kind.PEOPLE:
        if values["email"]:
            keys.append(("email", fold(values["email"])))
        keys.append(("name", name, fold(account or values["company"])))
    elif not keys:
        keys.append(("name", name, fold(account), str(values["opened_on"] or "")))
    return keys


def _matching(keys: list[Identity], among: Mapping[Identity, Values], values: Values) -> Identity | None:
    """The surest identity under which a row is there. Two people of one name are told apart by id and address."""
    for key in keys:
        found = among.get(key)
        if found is not None and not (key[0] == "name" and "email" in values and _differ(found, values)):
            return key
    return None


def _differ(one: Values, other: Values) -> bool:
    marks = ("external_id", "email")
    return any(one[mark] and other[mark] and fold(one[mark]) != fold(other[mark]) for mark in marks)
