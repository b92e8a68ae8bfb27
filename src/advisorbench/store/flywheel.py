"""Queries for the flywheel: the seller's log of asks, names and initiatives, by columns."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from advisorbench.domain.flywheel.log import AskEntry, InitiativeEntry, Log, NameEntry
from advisorbench.domain.records.states import AccountStatus, AskKind, AskState, InitiativeState
from advisorbench.models import AccountRow, AskRow, InitiativeRow, ReferralRow
from advisorbench.store.core import table
from advisorbench.store.time import began_on


def flywheel_log(session: Session, on: date) -> Log:
    """The log up to a day: asks for referrals that were made, the names that came, and the initiatives.

    Initiatives of which nobody noted when they were opened are left out: nothing can be said of their age.
    """
    asks = tuple(_asks(session, on))
    names = tuple(_names(session, on))
    initiatives = tuple(_initiatives(session, on))
    starts = [ask.asked_on for ask in asks] + [name.named_on for name in names]
    starts += [deal.opened_on for deal in initiatives]
    first = began_on(session)
    return Log(min([*starts, *([first] if first else [])], default=on), asks, names, initiatives)


def _asks(session: Session, on: date) -> list[AskEntry]:
    t = table(AskRow)
    query = (
        sa.select(t.c.id, t.c.asked_on, t.c.answered_on, t.c.state)
        .where(t.c.kind == AskKind.REFERRAL, t.c.state != AskState.DRAFTED, t.c.asked_on <= on)
        .order_by(t.c.asked_on, t.c.id)
    )
    answers = (AskState.YES, AskState.NO)
    return [
        AskEntry(key, asked_on, answered_on if state in answers else None, yes=state is AskState.YES)
        for key, asked_on, answered_on, state in session.execute(query)
    ]


def _names(session: Session, on: date) -> list[NameEntry]:
    t = table(ReferralRow)
    asks = {key for (key,) in session.execute(sa.select(table(AskRow).c.id))}
    query = (
        sa.select(t.c.named_on, t.c.ask_id, t.c.introduced_on, t.c.met_on, t.c.buying_on, t.c.customer_on, t.c.ended_on)
        .where(t.c.named_on <= on)
        .order_by(t.c.named_on, t.c.id)
    )
    return [NameEntry(named_on, ask if ask in asks else None, *days) for named_on, ask, *days in session.execute(query)]


def _initiatives(session: Session, on: date) -> list[InitiativeEntry]:
    t = table(InitiativeRow)
    query = (
        sa.select(t.c.opened_on, t.c.closed_on, t.c.state, t.c.amount_cents, t.c.currency)
        .where(t.c.opened_on <= on)
        .order_by(t.c.opened_on, t.c.id)
    )
    return [
        InitiativeEntry(opened_on, closed_on, state is InitiativeState.WON, amount, currency)
        for opened_on, closed_on, state, amount, currency in session.execute(query)
        if state is InitiativeState.OPEN or closed_on is not None
    ]


def customers(session: Session, on: date) -> int:
    """How many customers there are on a day: active accounts that had become one."""
    t = table(AccountRow)
    since = sa.or_(t.c.customer_since.is_(None), t.c.customer_since <= on)
    query = sa.select(sa.func.count()).where(
        t.c.status == AccountStatus.ACTIVE, t.c.archived_on.is_(None), t.c.merged_into_id.is_(None), since
    )
    return int(session.execute(query).scalar() or 0)
