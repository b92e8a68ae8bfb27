"""Queries for imports and exports: what is known already, and whole tables as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from advisorbench.domain.text import fold
from advisorbench.models import (
    AccountRow,
    AskRow,
    AttendanceRow,
    BuyingStepRow,
    EventRow,
    IdeaRow,
    InitiativeRow,
    InteractionRow,
    IntroductionRow,
    IssueRow,
    MeasureRow,
    ObjectiveRow,
    OutcomeRow,
    PersonRow,
    PromiseRow,
    ReferralRow,
    ReviewRow,
    Row,
    SignalRow,
    SnapshotRow,
    TargetRow,
    TemplateRow,
    TestimonialRow,
    ThanksRow,
)
from advisorbench.store.core import table
from advisorbench.store.staging import mark

EXPORTS: Mapping[str, type[SQLModel]] = {
    "accounts": AccountRow,
    "people": PersonRow,
    "initiatives": InitiativeRow,
    "interactions": InteractionRow,
    "buying-steps": BuyingStepRow,
    "reviews": ReviewRow,
    "attendance": AttendanceRow,
    "templates": TemplateRow,
    "objectives": ObjectiveRow,
    "measures": MeasureRow,
    "ideas": IdeaRow,
    "outcomes": OutcomeRow,
    "promises": PromiseRow,
    "signals": SignalRow,
    "issues": IssueRow,
    "asks": AskRow,
    "targets": TargetRow,
    "referrals": ReferralRow,
    "snapshots": SnapshotRow,
    "testimonials": TestimonialRow,
    "thanks": ThanksRow,
    "introductions": IntroductionRow,
    "events": EventRow,
}
"""What can be exported, by name."""
OWN = frozenset(("folded", "version", "batch_id"))
"""Columns that are the program's own affair."""


def columns_of(entity: type[SQLModel]) -> list[str]:
    """The columns of a table, by name."""
    return [column.name for column in table(entity).columns]


def merged(session: Session) -> dict[str, str]:
    """The keys of accounts and people that went up in another, and of those."""
    return {
        own: kept
        for t in (table(AccountRow), table(PersonRow))
        for own, kept in session.execute(sa.select(t.c.id, t.c.merged_into_id).where(t.c.merged_into_id.is_not(None)))
    }


def account_marks(session: Session) -> Iterator[tuple[str, str]]:
    """What tells accounts: keys here and elsewhere, and names. A name that several bear is that of one at work."""
    t = table(AccountRow)
    ordered = sa.select(t.c.id, t.c.external_id, t.c.name).order_by(t.c.archived_on.is_not(None), t.c.id)
    for own, external, name in _many(session, ordered):
        yield mark("id", own), own
        if external:
            yield mark("id", external), own
        yield mark("name", fold(name)), own


def person_marks(session: Session) -> Iterator[tuple[str, str]]:
    """What tells people: keys here and elsewhere, addresses, and names at their company."""
    for own, external, email, name, company, account_id in _people(session):
        yield mark("id", own), own
        if external:
            yield mark("id", external), own
        if email:
            yield mark("email", fold(email)), own
        yield mark("name", fold(name), fold(company)), own
        if account_id:  # whatever the account is called now, or went up in
            yield mark("name", fold(name), account_id), own


def names_of_people(session: Session) -> Iterator[tuple[str, str]]:
    """The names of people, for who is spoken of by name alone."""
    into = merged(session)
    for own, _external, _email, name, *_rest in _people(session):
        yield mark("who", fold(name)), into.get(own, own)


def _people(session: Session) -> Iterator[Any]:
    t, a = table(PersonRow), table(AccountRow)
    company = sa.func.coalesce(a.c.name, t.c.company)
    query = sa.select(t.c.id, t.c.external_id, t.c.email, t.c.name, company, t.c.account_id)
    source = query.select_from(t.outerjoin(a, a.c.id == t.c.account_id)).where(t.c.purged_on.is_(None))
    return _many(session, source.order_by(t.c.archived_on.is_not(None), t.c.id))


def initiative_marks(session: Session) -> Iterator[tuple[str, str]]:
    """What tells initiatives: keys here and elsewhere, or their name, account and first day."""
    t, a = table(InitiativeRow), table(AccountRow)
    query = sa.select(t.c.id, t.c.external_id, t.c.name, a.c.name, t.c.opened_on)
    for own, external, name, account, opened in _many(
        session, query.select_from(t.outerjoin(a, a.c.id == t.c.account_id)).order_by(t.c.id)
    ):
        yield mark("id", own), own
        if external:
            yield mark("id", external), own
        yield mark("name", fold(name), fold(account or ""), str(opened or "")), own


def activity_marks(session: Session) -> Iterator[tuple[str, str]]:
    """What tells contacts: keys here and elsewhere, or their account, day, kind and note; and events, by UID."""
    t, e = table(InteractionRow), table(EventRow)
    query = sa.select(t.c.id, t.c.external_id, t.c.account_id, t.c.on, t.c.kind, t.c.note).order_by(t.c.id)
    for own, external, account, day, kind, note in _many(session, query):
        yield mark("id", own), own
        if external:
            yield mark("id", external), own
        yield mark("what", account, str(day), kind, fold(note)), own
    for own, uid in _many(session, sa.select(e.c.id, e.c.uid).where(e.c.recurrence_id == "").order_by(e.c.id)):
        yield mark("uid", uid), own


def _many(session: Session, query: sa.Select[Any]) -> Iterator[Any]:
    return iter(session.execute(query.execution_options(yield_per=1_000)))


def rows_by_key(session: Session, entity: type[Row], keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Rows by their keys, with the name of their account beside.

    One that went up in another says what it always said, under the key and at the account of the other: so a file
    that still knows it changes nothing when it is read again, and whatever is new in it comes to the one that stayed.
    """
    t, a = table(entity), table(AccountRow).alias("named")
    columns: list[sa.ColumnElement[Any]] = [*t.columns]
    source: sa.FromClause = t
    if "account_id" in t.c:
        columns.append(a.c.name.label("account"))
        source = t.outerjoin(a, a.c.id == t.c.account_id)
    found = session.execute(sa.select(*columns).select_from(source).where(t.c.id.in_(list(keys))))
    rows = {row["id"]: dict(row) for row in found.mappings()}
    gone = {row["merged_into_id"] for row in rows.values() if row.get("merged_into_id")}
    kept = rows_by_key(session, entity, gone) if gone else {}
    for row in rows.values():
        if row.get("merged_into_id"):
            other = kept[row["merged_into_id"]]
            row |= {name: other[name] for name in ("id", "account_id", "account") if name in row}
    return rows


def export_rows(session: Session, what: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Columns and rows of a table: fields by name, the names of account and people beside their keys.

    People who were put away are left out: all that was known of them stands with those they went up in.
    """
    t = table(EXPORTS[what])
    columns: list[sa.ColumnElement[Any]] = [c for c in t.columns if c.name not in OWN]
    source: sa.FromClause = t
    for column, other, name in (
        ("account_id", AccountRow, "account"),
        ("person_id", PersonRow, "person"),
        ("verified_by_id", PersonRow, "verified_by"),
        ("referred_by_id", AccountRow, "referred_by"),
        ("new_account_id", AccountRow, "new_account"),
    ):
        if column in t.c:
            o = table(other).alias(f"{name}_named")
            source = source.outerjoin(o, o.c.id == t.c[column])
            columns.append(o.c.name.label(name))
    query = sa.select(*columns).select_from(source).order_by(t.c.id)
    if what == "people":
        query = query.where(t.c.archived_on.is_(None))
    rows = [dict(row._mapping) for row in session.execute(query)]
    return [column.name for column in columns], rows


def with_days(entity: type[Row], rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows whose days were kept in ISO form, with days again."""
    days = {column.name for column in table(entity).columns if isinstance(column.type, sa.Date)}
    for row in rows:
        yield {name: date.fromisoformat(row[name]) if name in days and row[name] else row[name] for name in row}
