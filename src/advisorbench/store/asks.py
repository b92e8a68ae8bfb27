"""Queries about targets, asks and referrals."""

from __future__ import annotations

from sqlalchemy.orm import Session
from sqlmodel import col, select

from advisorbench.domain.text import fold
from advisorbench.domain.words import AskKind, AskState, TargetState
from advisorbench.models import Account, Ask, Target


def open_target(session: Session, person_id: str) -> Target | None:
    """The oldest target that this person might introduce us to."""
    query = select(Target).where(Target.person_id == person_id, Target.state == TargetState.OPEN)
    return session.execute(query.order_by(col(Target.id)).limit(1)).scalar_one_or_none()


def open_ask(session: Session, person_id: str) -> Ask | None:
    """The newest ask for a referral to this person that is not answered with yes or no yet."""
    waiting = (AskState.ASKED, AskState.LATER)
    query = select(Ask).where(Ask.person_id == person_id, Ask.kind == AskKind.REFERRAL, col(Ask.state).in_(waiting))
    return session.execute(query.order_by(col(Ask.id).desc()).limit(1)).scalar_one_or_none()


def last_yes(session: Session, person_id: str) -> Ask | None:
    """The newest ask for a referral to which this person said yes."""
    query = select(Ask).where(Ask.person_id == person_id, Ask.kind == AskKind.REFERRAL, Ask.state == AskState.YES)
    return session.execute(query.order_by(col(Ask.id).desc()).limit(1)).scalar_one_or_none()


def lineage(session: Session, account: Account) -> set[str]:
    """The keys of an account and of those it came from, giver by giver."""
    keys = {account.id}
    giver = account.referred_by_id
    while giver and giver not in keys:
        keys.add(giver)
        giver = session.execute(select(Account.referred_by_id).where(Account.id == giver)).scalar()
    return keys


def account_named(session: Session, name: str) -> Account | None:
    """The account of exactly this name, case and accents aside."""
    wanted = fold(name)
    query = select(Account).where(col(Account.folded).startswith(wanted, autoescape=True))
    rows = session.execute(query.order_by(col(Account.id))).scalars()
    return next((row for row in rows if fold(row.name) == wanted), None)
