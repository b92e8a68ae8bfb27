"""Queries about reviews and what they are about: measures, promises, who attends, texts of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session
from sqlmodel import col, select

from advisorbench.domain.words import PromiseState, TemplateKind
from advisorbench.models import Attendance, Measure, Promise, Review, Template, TemplateFields


def waiting(session: Session, account_id: str) -> Review | None:
    """The account's review that is still to be held, if one was planned or put off."""
    query = select(Review).where(Review.account_id == account_id, col(Review.held_on).is_(None))
    return session.execute(query.with_for_update()).scalar_one_or_none()


def feedback_owed(session: Session, referral_id: str) -> Promise | None:
    """The report on a referral that its referrer is still owed."""
    query = select(Promise).where(Promise.referral_id == referral_id, Promise.state == PromiseState.OPEN)
    return session.execute(query.order_by(col(Promise.id)).limit(1).with_for_update()).scalar_one_or_none()


def current_value(session: Session, objective_id: str) -> float | None:
    """The newest value of an objective's metric."""
    query = select(Measure.value).where(Measure.objective_id == objective_id)
    return session.execute(query.order_by(col(Measure.on).desc(), col(Measure.id).desc()).limit(1)).scalar()


def measure_of(session: Session, objective_id: str, on: date) -> Measure | None:
    """The value of an objective's metric on a day."""
    query = select(Measure).where(Measure.objective_id == objective_id, Measure.on == on)
    return session.execute(query.order_by(col(Measure.id).desc()).limit(1)).scalar_one_or_none()


def attending(session: Session, review_id: str) -> frozenset[str]:
    """The keys of the people who are at a review."""
    return frozenset(session.execute(select(Attendance.person_id).where(Attendance.review_id == review_id)).scalars())


def attendance(session: Session, review_id: str) -> list[Attendance]:
    """Who is at a review, as rows held for writing."""
    query = select(Attendance).where(Attendance.review_id == review_id).order_by(col(Attendance.id))
    return list(session.execute(query.with_for_update()).scalars())


def set_attending(session: Session, review: Review, person_ids: Iterable[str]) -> None:
    """Say who is at a review, instead of what was said before."""
    wanted = set(person_ids)
    for row in session.execute(select(Attendance).where(Attendance.review_id == review.id)).scalars():
        if row.person_id in wanted:
            wanted.discard(row.person_id)
        else:
            session.delete(row)
    for person_id in sorted(wanted):
        session.add(Attendance(account_id=review.account_id, review_id=review.id, person_id=person_id))


def templates(session: Session, kind: TemplateKind) -> list[TemplateFields]:
    """The texts of one's own of a kind, by name."""
    rows = session.execute(select(Template).where(Template.kind == kind).order_by(Template.name)).scalars()
    return [TemplateFields(kind=row.kind, name=row.name, text=row.text) for row in rows]


def template_named(session: Session, kind: TemplateKind, name: str) -> Template | None:
    """The text of this name."""
    return session.execute(select(Template).where(Template.kind == kind, Template.name == name)).scalar_one_or_none()
