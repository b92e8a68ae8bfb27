"""Optimisation reviews and what they are about: objectives, outcomes, and the promises that come of them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import sqlalchemy as sa
from pydantic import model_validator
from sqlmodel import Field

from advisorbench.domain.words import Direction, ObjectiveState, OutcomeState, PromiseState, ReviewState
from advisorbench.i18n import N_
from advisorbench.models.base import Fields, Row, cents, line, link, name, note, search_text, word


class ReviewFields(Fields):
    """An optimisation review with the customer. `due_on` is set where it was put off to a later day."""

    account_id: str = link("account", required=True)
    state: ReviewState = Field(default=ReviewState.SCHEDULED, sa_type=word(ReviewState))
    due_on: date | None = None
    planned_on: date | None = None
    held_on: date | None = None
    minutes: int | None = Field(default=None, ge=0, le=1440)
    note: str = note()


class Review(ReviewFields, Row, table=True):
    """The table of reviews; an account has at most one that is still to be held."""

    __table_args__ = (
        sa.CheckConstraint("(state IN ('held', 'followed up')) = (held_on IS NOT NULL)", name="held_has_a_date"),
        sa.CheckConstraint("state NOT IN ('scheduled', 'prepared') OR planned_on IS NOT NULL", name="planned"),
        sa.Index(
            "uq_review_one_waiting",
            "account_id",
            unique=True,
            sqlite_where=sa.text("held_on IS NULL"),
            postgresql_where=sa.text("held_on IS NULL"),
        ),
    )
    searched: ClassVar[tuple[str, ...]] = ("note",)

    folded: str = search_text()


class ObjectiveFields(Fields):
    """What the customer wants, in their words, with a metric: baseline → now → target → maximum attainable."""

    account_id: str = link("account", required=True)
    wording: str = name()
    metric: str = line()
    unit: str = line()
    direction: Direction = Field(default=Direction.MORE, sa_type=word(Direction))
    baseline: float | None = None
    current: float | None = None
    target: float | None = None
    maximum: float | None = None
    due_on: date | None = None
    state: ObjectiveState = Field(default=ObjectiveState.AGREED, sa_type=word(ObjectiveState))

    @model_validator(mode="after")
    def _on_the_way(self) -> ObjectiveFields:
        sign = 1 if self.direction is Direction.MORE else -1
        if self.maximum is not None:
            if self.baseline is not None and sign * (self.maximum - self.baseline) <= 0:
                raise ValueError(N_("maximum: the maximum attainable must lie beyond the baseline"))
            if self.target is not None and sign * (self.maximum - self.target) < 0:
                raise ValueError(N_("target: the target cannot lie beyond the maximum attainable"))
        return self


class Objective(ObjectiveFields, Row, table=True):
    """The table of objectives."""

    searched: ClassVar[tuple[str, ...]] = ("wording", "metric")

    folded: str = search_text()


class OutcomeFields(Fields):
    """Value realised. It counts once `verified_by_id`, a person there, has confirmed it."""

    account_id: str = link("account", required=True)
    objective_id: str | None = link("objective")
    what: str = name()
    on: date
    state: OutcomeState = Field(default=OutcomeState.CLAIMED, sa_type=word(OutcomeState))
    amount_cents: int | None = cents()
    currency: str = Field(default="EUR", min_length=3, max_length=3)
    evidence: str = line()
    verified_by_id: str | None = link("person")
    verified_on: date | None = None

    @model_validator(mode="after")
    def _verified_by_somebody(self) -> OutcomeFields:
        if self.state is OutcomeState.VERIFIED and not (self.verified_by_id and self.verified_on):
            raise ValueError(N_("verified_by_id: an outcome is verified by a person there, on a day"))
        return self


class Outcome(OutcomeFields, Row, table=True):
    """The table of outcomes."""

    __table_args__ = (
        sa.CheckConstraint(
            "state <> 'verified' OR (verified_by_id IS NOT NULL AND verified_on IS NOT NULL)",
            name="verified_by_somebody",
        ),
    )
    searched: ClassVar[tuple[str, ...]] = ("what", "evidence")

    folded: str = search_text()


class PromiseFields(Fields):
    """Something we owe, with a date; with a referral it is the feedback owed to its referrer."""

    account_id: str = link("account", required=True)
    person_id: str | None = link("person")
    referral_id: str | None = link("referral")
    what: str = name()
    made_on: date
    due_on: date
    state: PromiseState = Field(default=PromiseState.OPEN, sa_type=word(PromiseState))
    closed_on: date | None = None


class Promise(PromiseFields, Row, table=True):
    """The table of promises."""

    __table_args__ = (sa.CheckConstraint("(state = 'open') = (closed_on IS NULL)", name="closed_has_a_date"),)
    searched: ClassVar[tuple[str, ...]] = ("what",)

    folded: str = search_text()
