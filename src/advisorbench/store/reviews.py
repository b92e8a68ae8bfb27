"""Queries about reviews and what they are about: measures, promises, who attends, texts of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session
from sqlmodel import col, select

from advisorbench.domain.language.templates import Template
from advisorbench.domain.records.states import PromiseState, TemplateKind
from advisorbench.models import AttendanceRow, MeasureRow, PromiseRow, ReviewRow, TemplateRow


def waiting(session: Session, account_id: str) -> ReviewRow | None:
    """The account's review that is still to be held, if one was planned or put off."""
    query = select(ReviewRow).where(ReviewRow.account_id == account_id, col(ReviewRow.held_on).is_(None))
    return session.execute(query.with_for_update()).scalar_one_or_none()


def feedback_owed(session: Session, referral_id: str) -> PromiseRow | None:
    """The report on a referral that its referrer is still owed."""
    query = select(PromiseRow).where(PromiseRow.referral_id == referral_id, PromiseRow.state == PromiseState.OPEN)
    return session.execute(query.order_by(col(PromiseRow.id)).limit(1).with_for_update()).scalar_one_or_none()


def current_value(session: Session, objective_id: str) -> float | None:
    """The newest value of an objective's metric."""
    query = select(MeasureRow.value).where(MeasureRow.objective_id == objective_id)
    return session.execute(query.order_by(col(MeasureRow.on).desc(), col(MeasureRow.id).desc()).limit(1)).scalar()


def measure_of(session: Session, objective_id: str, on: date) -> MeasureRow | None:
    """The value of an objective's metric on a day."""
    query = select(MeasureRow).where(MeasureRow.objective_id == objective_id, MeasureRow.on == on)
    return session.execute(query.order_by(col(MeasureRow.id).desc()).limit(1)).scalar_one_or_none()


def attending(session: Session, review_id: str) -> frozenset[str]:
    """The keys of the people who are at a review."""
    return frozenset(
        session.execute(select(AttendanceRow.person_id).where(AttendanceRow.review_id == review_id)).scalars()
    )


def attendance(session: Session, review_id: str) -> list[AttendanceRow]:
    """Who is at a review, as rows held for writing."""
    query = select(AttendanceRow).where(AttendanceRow.review_id == review_id).order_by(col(AttendanceRow.id))
    return list(session.execute(query.with_for_update()).scalars())


def set_attending(session: Session, review: ReviewRow, person_ids: Iterable[str]) -> None:
    """Say who is at a review, instead of what was said before."""
    wanted = set(person_ids)
    for row in session.execute(select(AttendanceRow).where(AttendanceRow.review_id == review.id)).scalars():
        if row.person_id in wanted:
            wanted.discard(row.person_id)
        else:
            session.delete(row)
    for person_id in sorted(wanted):
        session.add(AttendanceRow(account_id=review.account_id, review_id=review.id, person_id=person_id))


def templates(session: Session, kind: TemplateKind) -> list[Template]:
    """The texts of one's own of a kind, by name."""
    rows = session.execute(select(TemplateRow).where(TemplateRow.kind == kind).order_by(TemplateRow.name)).scalars()
    return [Template(row.name, row.text) for row in rows]


def template_named(session: Session, kind: TemplateKind, name: str) -> TemplateRow | None:
    """The text of this name."""
    return session.execute(
        select(TemplateRow).where(TemplateRow.kind == kind, TemplateRow.name == name)
    ).scalar_one_or_none()
