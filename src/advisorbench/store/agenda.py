"""Queries about the day: what is planned, and what the week has brought."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import col, select

from advisorbench.domain.views import ReviewLine
from advisorbench.models import AccountRow, ReviewRow


def planned_reviews(session: Session, start: date, end: date) -> list[ReviewLine]:
    """The reviews planned from one day to another, both included, by day."""
    query = (
        sa.select(
            col(ReviewRow.id), col(AccountRow.id), col(AccountRow.name), col(ReviewRow.planned_on), col(ReviewRow.state)
        )
        .join(AccountRow, col(AccountRow.id) == col(ReviewRow.account_id))
        .where(
            col(ReviewRow.held_on).is_(None),
            col(ReviewRow.planned_on).between(start, end),
            col(AccountRow.archived_on).is_(None),
        )
        .order_by(col(ReviewRow.planned_on), AccountRow.folded, ReviewRow.id)
    )
    return [
        ReviewLine(key, account_id, account, on, state, start)
        for key, account_id, account, on, state in session.execute(query)
        if on is not None
    ]


def reviews_held(session: Session, start: date, end: date) -> int:
    """How many reviews were held over some days."""
    query = select(sa.func.count()).select_from(ReviewRow).where(col(ReviewRow.held_on).between(start, end))
    return int(session.execute(query).scalar_one())
