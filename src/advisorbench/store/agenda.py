"""Queries about the day: what is planned, and what the week has brought."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import col, select

from advisorbench.domain.lines import ReviewLine
from advisorbench.models import Account, Review


def planned_reviews(session: Session, start: date, end: date) -> list[ReviewLine]:
    """The reviews planned from one day to another, both included, by day."""
    query = (
        sa.select(col(Review.id), col(Account.id), col(Account.name), col(Review.planned_on), col(Review.state))
        .join(Account, col(Account.id) == col(Review.account_id))
        .where(
            col(Review.held_on).is_(None),
            col(Review.planned_on).between(start, end),
            col(Account.archived_on).is_(None),
        )
        .order_by(col(Review.planned_on), Account.folded, Review.id)
    )
    return [
        ReviewLine(key, account_id, account, on, state, start)
        for key, account_id, account, on, state in session.execute(query)
        if on is not None
    ]


def reviews_held(session: Session, start: date, end: date) -> int:
    """How many reviews were held over some days."""
    query = select(sa.func.count()).select_from(Review).where(col(Review.held_on).between(start, end))
    return int(session.execute(query).scalar_one())
