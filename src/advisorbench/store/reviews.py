"""Queries about reviews and promises."""

from __future__ import annotations

from sqlalchemy.orm import Session
from sqlmodel import col, select

from advisorbench.domain.words import PromiseState
from advisorbench.models import Promise, Review


def waiting(session: Session, account_id: str) -> Review | None:
    """The account's review that is still to be held, if one was planned or put off."""
    query = select(Review).where(Review.account_id == account_id, col(Review.held_on).is_(None))
    return session.execute(query.with_for_update()).scalar_one_or_none()


def feedback_owed(session: Session, referral_id: str) -> Promise | None:
    """The report on a referral that its referrer is still owed."""
    query = select(Promise).where(Promise.referral_id == referral_id, Promise.state == PromiseState.OPEN)
    return session.execute(query.order_by(col(Promise.id)).limit(1).with_for_update()).scalar_one_or_none()
