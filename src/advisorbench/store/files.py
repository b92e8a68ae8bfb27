"""Queries for imports and exports: what is known already, and whole tables as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from advisorbench.domain.text import fold
from advisorbench.models import (
    Account,
    Ask,
    Attendance,
    BuyingStep,
    Event,
    Idea,
    Initiative,
    Interaction,
    Introduction,
    Issue,
    Measure,
    Objective,
    Outcome,
    Person,
    Promise,
    Referral,
    Review,
    Signal,
    Snapshot,
    Target,
    Template,
    Thanks,
)
from advisorbench.store.facts import table

EXPORTS: Mapping[str, type[SQLModel]] = {
    "accounts": Account,
    "people": Person,
    "initiatives": Initiative,
    "interactions": Interaction,
    "buying-steps": BuyingStep,
    "reviews": Review,
    "attendance": Attendance,
    "templates": Template,
    "objectives": Objective,
    "measures": Measure,
    "ideas": Idea,
    "outcomes": Outcome,
    "promises": Promise,
    "signals": Signal,
    "issues": Issue,
    "asks": Ask,
    "targets": Target,
    "referrals": Referral,
    "snapshots": Snapshot,
    "thanks": Thanks,
    "introductions": Introduction,
    "events": Event,
}
"""What can be exported, by name."""
_OWN = frozenset(("folded", "version", "batch_id"))
"""Columns that are the program's own affair."""


def columns_of(entity: type[SQLModel]) -> list[str]:
    """The columns of a table, by name."""
    return [column.name for column in table(entity).columns]


def account_keys(session: Session) -> dict[str, str]:
    """Folded names of accounts to their keys; an account that went up in another leads to that one."""
    t = table(Account)
    stands = sa.or_(t.c.archived_on.is_(None), t.c.merged_into_id.is_not(None))
    query = sa.select(t.c.name, sa.func.coalesce(t.c.merged_into_id, t.c.id)).where(stands)
    # A name that both an account and one that went up in another bear is that of the account.
    ordered = query.order_by(t.c.merged_into_id.is_(None), t.c.id.desc())
    return {fold(name): key for name, key in session.execute(ordered)}


def known_rows(session: Session, kind: str) -> dict[tuple[str, ...], dict[str, Any]]:
    """The rows of a kind under everything that tells them from others; see `services.files`.

    One that went up in another says what it always said, under the key of the other: so a file that still knows it
    changes nothing when it is read again, and whatever is new in it comes to the one that stayed.
    """
    t, a = table(EXPORTS[kind]), table(Account)
    source = t if kind == "accounts" else t.outerjoin(a, a.c.id == t.c.account_id)
    columns = [*t.columns] if kind == "accounts" else [*t.columns, a.c.name.label("account_name")]
    found = session.execute(sa.select(*columns).select_from(source).order_by(t.c.id.desc())).mappings().all()
    gone = [row for row in found if row.get("merged_into_id")]
    kept = {row["id"]: row for row in found if row["id"] in {one["merged_into_id"] for one in gone}}
    known: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in gone:
        _know(known, kind, dict(row), into=dict(kept[row["merged_into_id"]]))
    for row in found:
        if not row.get("merged_into_id"):
            _know(known, kind, dict(row))
    return known


def _know(
    known: dict[tuple[str, ...], dict[str, Any]], kind: str, row: dict[str, Any], into: Mapping[str, Any] | None = None
) -> None:
    name, account = fold(row["name"]), fold(row.get("account_name") or row.get("company") or "")
    if into is not None:
        row |= {column: into[column] for column in ("id", "account_id", "account_name") if column in row}
    if row["external_id"]:
        known["id", row["external_id"]] = row
    if kind == "accounts":
        known["name", name] = row
    elif kind == "people":
        known["name", name, account] = row
        if row["email"]:
            known["email", fold(row["email"])] = row
    else:
        known["name", name, account, str(row["opened_on"] or "")] = row


def export_rows(session: Session, what: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Columns and rows of a table: fields by name, the names of account and people beside their keys.

    People who were put away are left out: all that was known of them stands with those they went up in.
    """
    t = table(EXPORTS[what])
    columns: list[sa.ColumnElement[Any]] = [c for c in t.columns if c.name not in _OWN]
    source: sa.FromClause = t
    for column, other, name in (
        ("account_id", Account, "account"), ("person_id", Person, "person"), ("verified_by_id", Person, "verified_by"),
        ("referred_by_id", Account, "referred_by"), ("new_account_id", Account, "new_account"),
    ):  # fmt: skip
        if column in t.c:
            o = table(other).alias(f"{name}_named")
            source = source.outerjoin(o, o.c.id == t.c[column])
            columns.append(o.c.name.label(name))
    query = sa.select(*columns).select_from(source).order_by(t.c.id)
    if what == "people":
        query = query.where(t.c.archived_on.is_(None))
    rows = [dict(row._mapping) for row in session.execute(query)]
    return [column.name for column in columns], rows
