"""Queries about where the time went, and what was done week by week."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from advisorbench.domain.days.steadiness import Habit
from advisorbench.domain.days.time_use import Relation, Spent, TimeUse, use_with
from advisorbench.domain.records.states import AskState, EventKind, EventState, InteractionKind, PromiseState, Source
from advisorbench.domain.text import fold
from advisorbench.models import (
    AccountRow,
    AskRow,
    EventRow,
    InitiativeRow,
    InteractionRow,
    PersonRow,
    PromiseRow,
    ReferralRow,
    ReviewRow,
)
from advisorbench.store.core import table

_ALWAYS = date.min
"""Since when an account was referred that came to the book so."""


class _Referred(NamedTuple):
    """From when, and until when if it ended, a referral counts."""

    on: date
    until: date | None = None


def spent(session: Session, start: date, end: date) -> list[Spent]:
    """What took time from one day to another, both included: contacts, finished events, and the way to them.

    An event whose contact was logged counts as that contact, and not once more.
    """
    referred = _referred(session)
    return [*_contacts(session, start, end, referred), *_events(session, start, end, referred)]


_ACCOUNT = ("id", "name", "status", "customer_since", "referred_by_id")


def _with_account(source: sa.Table, *columns: str) -> sa.Select[Any]:
    account = table(AccountRow)
    return sa.select(*(source.c[name] for name in columns), *(account.c[name] for name in _ACCOUNT)).select_from(
        source.outerjoin(account, account.c.id == source.c.account_id)
    )


def _contacts(session: Session, start: date, end: date, referred: dict[str, _Referred]) -> list[Spent]:
    t = table(InteractionRow)
    query = _with_account(t, "id", "on", "minutes").where(t.c.on.between(start, end)).order_by(t.c.on, t.c.id)
    return [
        Spent(key, on, minutes, use_with(_relation(account, referred), on), account[1])
        for key, on, minutes, *account in session.execute(query).all()
    ]


def _events(session: Session, start: date, end: date, referred: dict[str, _Referred]) -> list[Spent]:
    t = table(EventRow)
    query = (
        _with_account(t, "id", "on", "minutes", "travel_minutes", "kind", "title", "interaction_id")
        .where(t.c.state == EventState.DONE, t.c.on.between(start, end))
        .order_by(t.c.on, t.c.id)
    )
    spent = []
    for key, on, minutes, travel, kind, title, logged, *account in session.execute(query).all():
        if logged is None:
            use = _use_of_event(kind, _relation(account, referred), on)
            spent.append(Spent(key, on, minutes, use, title, contact=use not in (TimeUse.INSIDE, TimeUse.TRAVEL)))
        if travel:
            spent.append(Spent(f"{key}:travel", on, travel, TimeUse.TRAVEL, title, contact=False))
    return spent


def _use_of_event(kind: EventKind, relation: Relation | None, on: date) -> TimeUse:
    """What a finished event without a contact counts as; a visit to nobody in particular is not classified."""
    if kind is EventKind.TRAVEL:
        return TimeUse.TRAVEL
    if relation is None and kind in (EventKind.VISIT, EventKind.CALL, EventKind.REVIEW):
        return TimeUse.UNKNOWN
    return use_with(relation, on)


def _relation(account: list[Any], referred: dict[str, _Referred]) -> Relation | None:
    key, name, status, since, referrer = account
    if key is None:
        return None
    came = _Referred(_ALWAYS) if referrer else referred.get(key) or referred.get(fold(name))
    return Relation(status, since, came.on if came else None, came.until if came else None)


def _referred(session: Session) -> dict[str, _Referred]:
    """Accounts that were referred, by key where they are known, else by the folded name of the company."""
    referred: dict[str, _Referred] = {}
    t = table(ReferralRow)
    for account, company, named_on, ended_on in session.execute(
        sa.select(t.c.new_account_id, t.c.company, t.c.named_on, t.c.ended_on).order_by(t.c.named_on, t.c.id)
    ):
        for key in filter(None, (account, fold(company))):
            known = referred.get(key)
            until = ended_on if known is None or known.until is not None else None
            if known and known.until and ended_on:
                until = max(known.until, ended_on)
            referred[key] = _Referred(known.on if known else named_on, until)
    i = table(InitiativeRow)
    deals = sa.select(i.c.account_id, i.c.opened_on).where(i.c.source == Source.REFERRED, i.c.account_id.is_not(None))
    for account, opened_on in session.execute(deals.order_by(i.c.opened_on, i.c.id)):
        referred.setdefault(account, _Referred(opened_on or _ALWAYS))
    p = table(PersonRow)
    came = sa.select(p.c.account_id, p.c.added_on).where(p.c.came_by_referral.is_(True), p.c.account_id.is_not(None))
    for account, added_on in session.execute(came):
        referred.setdefault(account, _Referred(added_on or _ALWAYS))
    return referred


def habit_days(session: Session, start: date, end: date) -> dict[Habit, list[date]]:
    """The days on which each habit was done, from one day to another, both included; one for each time."""
    contact, event, review = table(InteractionRow), table(EventRow), table(ReviewRow)
    promise, ask, account = table(PromiseRow), table(AskRow), table(AccountRow)
    visited = sa.and_(
        event.c.kind == EventKind.VISIT, event.c.state == EventState.DONE, event.c.interaction_id.is_(None)
    )
    sources: tuple[tuple[Habit, sa.Column[Any], sa.ColumnElement[bool]], ...] = (
        (Habit.VISITS, contact.c.on, contact.c.kind == InteractionKind.VISIT),
        (Habit.VISITS, event.c.on, visited),
        (Habit.REVIEWS, review.c.held_on, sa.true()),
        (Habit.PROMISES, promise.c.closed_on, promise.c.state == PromiseState.KEPT),
        (Habit.ASKS, ask.c.asked_on, ask.c.state != AskState.DRAFTED),
        (Habit.CUSTOMERS, account.c.customer_since, sa.true()),
    )
    found: dict[Habit, list[date]] = {habit: [] for habit in Habit}
    for habit, day, where in sources:
        found[habit] += session.execute(sa.select(day).where(day.between(start, end), where).order_by(day)).scalars()
    return found


def began_on(session: Session) -> date | None:
    """The first day of which the book holds something that was done."""
    event = table(EventRow)
    days = (
        sa.select(sa.func.min(table(InteractionRow).c.on)),
        sa.select(sa.func.min(table(ReviewRow).c.held_on)),
        sa.select(sa.func.min(table(PromiseRow).c.made_on)),
        sa.select(sa.func.min(table(AskRow).c.asked_on)),
        sa.select(sa.func.min(event.c.on)).where(event.c.state == EventState.DONE),
    )
    return min(filter(None, (session.execute(query).scalar() for query in days)), default=None)
