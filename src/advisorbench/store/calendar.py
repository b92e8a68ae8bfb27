"""Queries about the agenda's events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import col, select

from advisorbench.domain.days.calendar import Event
from advisorbench.domain.records.states import PromiseState
from advisorbench.models import AccountRow, EventRow, PersonRow, PromiseRow
from advisorbench.models.agenda import LONGEST
from advisorbench.store.core import table

_NEAR = timedelta(days=2)
"""Clocks elsewhere are at most a day away; what takes more than a day began before."""
_LONG = timedelta(minutes=LONGEST)


def events_between(session: Session, first: date, last: date) -> list[Event]:
    """The events that may come on some days: those that begin near them, long ones, and all that repeat."""
    t = table(EventRow)
    # Each part uses an index or is short: a book holds many single events and few series.
    near = t.c.on.between(first - _NEAR, last + _NEAR)
    long = sa.and_(t.c.minutes > 1440, t.c.on.between(first - _LONG, last + _NEAR))
    series = sa.or_(t.c.rule != "", t.c.also_on != "", t.c.recurrence_id != "")
    return _facts(session, sa.or_(near, long, series))


def events_of(session: Session, ids: Iterable[str]) -> list[Event]:
    """The events with these keys."""
    return _facts(session, table(EventRow).c.id.in_(list(ids)))


def all_events(session: Session) -> list[Event]:
    """Every event of the book, in the order in which they were made."""
    return _facts(session, sa.true())


def _facts(session: Session, where: sa.ColumnElement[bool]) -> list[Event]:
    t, a, p = table(EventRow), table(AccountRow), table(PersonRow)
    named = {"account": a.c.name, "city": a.c.city, "person": p.c.name}
    columns = [
        sa.func.coalesce(named[name], "") if name in named else t.c[name] for name in Event._fields
    ]  # fmt: skip
    source = t.outerjoin(a, a.c.id == t.c.account_id).outerjoin(p, p.c.id == t.c.person_id)
    query = sa.select(*columns).select_from(source).where(where).order_by(t.c.id)
    return [Event._make(row) for row in session.execute(query).all()]


def differing(session: Session, uid: str) -> list[EventRow]:
    """The occurrences of a series that are rows of their own."""
    query = select(EventRow).where(EventRow.uid == uid, EventRow.recurrence_id != "")
    return list(session.execute(query.order_by(col(EventRow.recurrence_id)).with_for_update()).scalars())


def differing_row(session: Session, uid: str, key: str) -> EventRow | None:
    """The row of one occurrence of a series, if it has one."""
    query = select(EventRow).where(EventRow.uid == uid, EventRow.recurrence_id == key)
    return session.execute(query.with_for_update()).scalar_one_or_none()


def rows_by_uid(session: Session, uids: Iterable[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """The events with these UIDs, by UID and start of the occurrence."""
    t = table(EventRow)
    wanted, rows = sorted(set(uids)), {}
    for start in range(0, len(wanted), 500):
        for row in session.execute(sa.select(t).where(t.c.uid.in_(wanted[start : start + 500]))).mappings():
            rows[row["uid"], row["recurrence_id"]] = dict(row)
    return rows


def rows_of_calendar(session: Session, calendar: str) -> dict[tuple[str, str], dict[str, Any]]:
    """The events that came from a calendar, by UID and start of the occurrence."""
    t = table(EventRow)
    rows = session.execute(sa.select(t).where(t.c.calendar == calendar)).mappings()
    return {(row["uid"], row["recurrence_id"]): dict(row) for row in rows}


def open_promises(session: Session) -> list[tuple[str, str, str, date, str]]:
    """What is owed: key, what, account, due day, person."""
    t, a, p = table(PromiseRow), table(AccountRow), table(PersonRow)
    query = (
        sa.select(t.c.id, t.c.what, a.c.name, t.c.due_on, sa.func.coalesce(p.c.name, ""))
        .select_from(t.join(a, a.c.id == t.c.account_id).outerjoin(p, p.c.id == t.c.person_id))
        .where(t.c.state == PromiseState.OPEN, a.c.archived_on.is_(None))
        .order_by(t.c.due_on, t.c.id)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in session.execute(query)]
