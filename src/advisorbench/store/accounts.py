"""Queries about accounts and people: names, saved views, search."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import col, select

from advisorbench.domain.account_filter import SavedView
from advisorbench.domain.text import clean_line, fold
from advisorbench.domain.views import HitKind, SearchHit
from advisorbench.models import (
    AccountRow,
    BuyingStepRow,
    EventRow,
    IdeaRow,
    InteractionRow,
    ObjectiveRow,
    OutcomeRow,
    PersonRow,
    PromiseRow,
    ReferralRow,
    ReviewRow,
    SavedViewRow,
    TargetRow,
    TestimonialRow,
)
from advisorbench.store.core import table


def views(session: Session) -> list[SavedView]:
    """The saved views, by name."""
    rows = session.execute(select(SavedViewRow).order_by(SavedViewRow.name)).scalars()
    return [SavedView(row.name, row.filter, row.sort) for row in rows]


def view_named(session: Session, name: str) -> SavedViewRow | None:
    """The saved view of this name."""
    return session.execute(select(SavedViewRow).where(SavedViewRow.name == name)).scalar_one_or_none()


def account_names(session: Session, beginning: str) -> list[tuple[str, str]]:
    """Keys and names of the accounts whose name, or a word of it, begins so (folded)."""
    query = select(AccountRow.id, AccountRow.name).where(col(AccountRow.archived_on).is_(None))
    return _beginning(session, query, col(AccountRow.folded), beginning)


def person_names(session: Session, beginning: str, account_id: str | None) -> list[tuple[str, str, str, str]]:
    """Key, name, account's key and name of the people whose name, or a word of it, begins so (folded)."""
    query = (
        select(PersonRow.id, PersonRow.name, AccountRow.id, AccountRow.name)
        .join(AccountRow, col(AccountRow.id) == col(PersonRow.account_id))
        .where(col(PersonRow.archived_on).is_(None), col(PersonRow.left_on).is_(None))
    )
    if account_id:
        query = query.where(PersonRow.account_id == account_id)
    return _beginning(session, query, col(PersonRow.folded), beginning)


def people_to_go_out(session: Session) -> list[tuple[str, str, str, str, str, str, str, str]]:
    """Key, name, company, job title, e-mail, phone, language and note of all who may be shown outside the book.

    Of whoever left, neither company nor title is told; of those kept anew elsewhere, nothing under the old key.
    """
    moved = select(PersonRow.came_from_id).where(
        col(PersonRow.came_from_id).is_not(None),
        col(PersonRow.archived_on).is_(None),
        col(PersonRow.purged_on).is_(None),
    )
    t, at = table(PersonRow).c, table(AccountRow).c
    here = t.left_on.is_(None)
    query = (
        sa.select(
            t.id, t.name, sa.case((here, sa.func.coalesce(at.name, t.company)), else_=""),
            sa.case((here, t.job_title), else_=""), t.email, t.phone, t.language, t.note,
        )
        .select_from(table(PersonRow).outerjoin(table(AccountRow), at.id == t.account_id))
        .where(t.archived_on.is_(None), t.purged_on.is_(None), t.id.not_in(moved))
        .order_by(t.id)
    )  # fmt: skip
    return [tuple(row) for row in session.execute(query)]


def people_called(session: Session, beginning: str, account_id: str | None) -> list[tuple[str, str, str, str]]:
    """As `person_names`, of everybody who was not put away: those who left too, and those at no account."""
    query = (
        select(
            PersonRow.id,
            PersonRow.name,
            sa.func.coalesce(AccountRow.id, ""),
            sa.func.coalesce(AccountRow.name, PersonRow.company),
        )
        .outerjoin(AccountRow, col(AccountRow.id) == col(PersonRow.account_id))
        .where(col(PersonRow.archived_on).is_(None), col(PersonRow.purged_on).is_(None))
    )
    if account_id:
        query = query.where(PersonRow.account_id == account_id)
    return _beginning(session, query, col(PersonRow.folded), beginning)


def accounts_with_key(session: Session, ending: str) -> list[tuple[str, str]]:
    """Key and name of the accounts whose key is, or ends, so."""
    query = select(AccountRow.id, AccountRow.name).where(
        col(AccountRow.archived_on).is_(None), col(AccountRow.id).like(f"%{like(ending)}", escape="\\")
    )
    return [(key, name) for key, name in session.execute(query.order_by(col(AccountRow.id)))]


def people_with_key(session: Session, ending: str) -> list[tuple[str, str, str, str]]:
    """As `people_called`, of those whose key is, or ends, so."""
    query = (
        select(
            PersonRow.id,
            PersonRow.name,
            sa.func.coalesce(AccountRow.id, ""),
            sa.func.coalesce(AccountRow.name, PersonRow.company),
        )
        .outerjoin(AccountRow, col(AccountRow.id) == col(PersonRow.account_id))
        .where(
            col(PersonRow.archived_on).is_(None),
            col(PersonRow.purged_on).is_(None),
            col(PersonRow.id).like(f"%{like(ending)}", escape="\\"),
        )
    )
    return [(key, name, account, at) for key, name, account, at in session.execute(query.order_by(col(PersonRow.id)))]


def _beginning(session: Session, query: Any, column: Any, beginning: str) -> list[Any]:
    if not beginning:
        return []
    quoted = like(beginning)
    rows = session.execute(
        query.where(sa.or_(column.like(f"{quoted}%", escape="\\"), column.like(f"% {quoted}%", escape="\\"))).order_by(
            column
        )
    ).all()
    names = [(fold(row[1]), row) for row in rows]
    for fits in (
        lambda name: name == beginning,
        lambda name: name.startswith(beginning),
        lambda name: f" {beginning}" in name,
    ):
        matching = [tuple(row) for name, row in names if fits(name)]
        if matching:
            return matching
    return []


def like(text: str) -> str:
    """The text with LIKE's own signs quoted, for use with ``escape="\\"``."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def search(session: Session, text: str, limit: int = 30) -> list[SearchHit]:
    """Accounts, people and notes that hold every word, in that order."""
    words = fold(clean_line(text)).split()
    if not words:
        return []

    def holding(column: Any) -> sa.ColumnElement[bool]:
        return sa.and_(*(column.like(f"%{like(word)}%", escape="\\") for word in words))

    hits: list[SearchHit] = []
    accounts = (
        select(AccountRow.id, AccountRow.name, AccountRow.city, AccountRow.sector)
        .where(holding(AccountRow.folded), col(AccountRow.archived_on).is_(None))
        .order_by(AccountRow.folded, AccountRow.id)
        .limit(limit)
    )
    for key, name, city, sector in session.execute(accounts):
        hits.append(SearchHit(HitKind.ACCOUNT, key, name, " · ".join(filter(None, (city, sector)))))
    people = (
        select(AccountRow.id, PersonRow.name, PersonRow.job_title, sa.func.coalesce(AccountRow.name, PersonRow.company))
        .outerjoin(AccountRow, col(AccountRow.id) == col(PersonRow.account_id))
        .where(holding(PersonRow.folded), col(PersonRow.archived_on).is_(None))
        .order_by(PersonRow.folded, PersonRow.id)
        .limit(limit)
    )
    for key, name, title, account in session.execute(people):
        kind = HitKind.PERSON if key else HitKind.KNOWN
        hits.append(SearchHit(kind, key or "", name, " · ".join(filter(None, (title, account)))))
    for kind, entity, text, day in (
        (HitKind.NOTE, InteractionRow, InteractionRow.note, InteractionRow.on),
        (HitKind.REVIEW, ReviewRow, ReviewRow.note, ReviewRow.held_on),
        (HitKind.OBJECTIVE, ObjectiveRow, ObjectiveRow.wording, ObjectiveRow.due_on),
        (HitKind.OUTCOME, OutcomeRow, OutcomeRow.what, OutcomeRow.on),
        (HitKind.IDEA, IdeaRow, IdeaRow.what, IdeaRow.spotted_on),
        (HitKind.STEP, BuyingStepRow, BuyingStepRow.what, BuyingStepRow.due_on),
        (HitKind.PROMISE, PromiseRow, PromiseRow.what, PromiseRow.due_on),
        (HitKind.TARGET, TargetRow, TargetRow.who, None),
        (HitKind.REFERRAL, ReferralRow, ReferralRow.name, ReferralRow.named_on),
        (HitKind.PRAISE, TestimonialRow, TestimonialRow.original, TestimonialRow.received_on),
        (HitKind.EVENT, EventRow, EventRow.title, EventRow.on),
    ):
        on_day = sa.null() if day is None else col(day)
        notes = (
            sa.select(col(AccountRow.id), col(AccountRow.name), col(text), on_day)
            .join(AccountRow, col(AccountRow.id) == col(entity.account_id))
            .where(holding(entity.folded))
            .order_by(sa.desc(on_day).nulls_last(), col(entity.id).desc())
            .limit(limit)
        )
        for key, account, note, on in session.execute(notes):
            hits.append(SearchHit(kind, key, _around(note, words[0]), " · ".join(filter(None, (account, _iso(on))))))
    return hits[: limit * 2]


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""


def _around(note: str, word: str, width: int = 60) -> str:
    """The piece of a note in which a word stands."""
    flat = " ".join(note.split())
    at = max(fold(flat).find(word) - 20, 0)
    return ("…" if at else "") + flat[at : at + width] + ("…" if len(flat) > at + width else "")
