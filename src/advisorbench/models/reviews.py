"""Optimisation reviews and what they are about: objectives, ideas, outcomes, and the promises that come of them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import sqlalchemy as sa
from pydantic import model_validator
from sqlmodel import Field

from advisorbench.domain.records.states import (
    Direction,
    Effort,
    IdeaState,
    ObjectiveState,
    OutcomeState,
    Period,
    PromiseState,
    ReviewState,
    Side,
    TemplateKind,
)
from advisorbench.i18n import N_
from advisorbench.models.base import Fields, Row, cents, line, link, measured, name, note, search_text, word


class ReviewFields(Fields):
    """An optimisation review with the customer. `due_on` is set where it was put off to a later day."""

    account_id: str = link("account", required=True)
    state: ReviewState = Field(default=ReviewState.SCHEDULED, sa_type=word(ReviewState))
    due_on: date | None = None
    planned_on: date | None = None
    held_on: date | None = None
    followed_up_on: date | None = None
    minutes: int | None = Field(default=None, ge=0, le=1440)
    agenda: str = note()
    note: str = note()


class ReviewRow(ReviewFields, Row, table=True):
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


class AttendanceFields(Fields):
    """Somebody who is to be at a review, or was."""

    account_id: str = link("account", required=True)
    review_id: str = link("review", required=True)
    person_id: str = link("person", required=True)


class AttendanceRow(AttendanceFields, Row, table=True):
    """The table of who is at which review."""

    __table_args__ = (sa.UniqueConstraint("review_id", "person_id"),)


class TemplateFields(Fields):
    """A text of the seller's own under a name, such as an agenda with places to be filled in."""

    kind: TemplateKind = Field(default=TemplateKind.AGENDA, sa_type=word(TemplateKind))
    name: str = name()
    text: str = note()


class TemplateRow(TemplateFields, Row, table=True):
    """The table of texts of one's own."""

    __table_args__ = (sa.UniqueConstraint("kind", "name"),)


class ObjectiveFields(Fields):
    """What the customer wants, in their words, with a metric: baseline → target → maximum attainable.

    `worth_cents` is what reaching the maximum is worth to the customer. Where it stands now is its newest measure.
    """

    account_id: str = link("account", required=True)
    wording: str = name()
    metric: str = line()
    unit: str = line()
    direction: Direction = Field(default=Direction.MORE, sa_type=word(Direction))
    baseline: float | None = measured()
    target: float | None = measured()
    maximum: float | None = measured()
    worth_cents: int | None = cents()
    currency: str = Field(default="EUR", min_length=3, max_length=3)
    due_on: date | None = None
    state: ObjectiveState = Field(default=ObjectiveState.AGREED, sa_type=word(ObjectiveState))

    @model_validator(mode="after")
    def _on_the_way(self) -> ObjectiveFields:
        sign = 1 if self.direction is Direction.MORE else -1
        if self.target is not None and self.baseline is not None and sign * (self.target - self.baseline) < 0:
            raise ValueError(N_("target: the agreed target cannot lie behind the baseline"))
        if self.maximum is not None:
            if self.baseline is not None and sign * (self.maximum - self.baseline) <= 0:
                raise ValueError(N_("maximum: the maximum attainable must lie beyond the baseline"))
            if self.target is not None and sign * (self.maximum - self.target) < 0:
                raise ValueError(N_("target: the target cannot lie beyond the maximum attainable"))
        return self


class ObjectiveRow(ObjectiveFields, Row, table=True):
    """The table of objectives."""

    searched: ClassVar[tuple[str, ...]] = ("wording", "metric")

    folded: str = search_text()


class MeasureFields(Fields):
    """Where an objective's metric stood on a day."""

    account_id: str = link("account", required=True)
    objective_id: str = link("objective", required=True)
    on: date
    value: float = Field(ge=-(10**15), le=10**15)


class MeasureRow(MeasureFields, Row, table=True):
    """The table of measures: the history of each objective."""

    __table_args__ = (sa.Index("ix_measure_objective_on", "objective_id", "on"),)


class IdeaFields(Fields):
    """A way to close part of the gap. `effect` is in the unit of the objective's metric, an amount is its worth."""

    account_id: str = link("account", required=True)
    objective_id: str | None = link("objective")
    what: str = name()
    effect: float | None = measured()
    amount_cents: int | None = cents()
    currency: str = Field(default="EUR", min_length=3, max_length=3)
    effort: Effort | None = Field(default=None, sa_type=word(Effort))
    side: Side | None = Field(default=None, sa_type=word(Side))
    state: IdeaState = Field(default=IdeaState.SPOTTED, sa_type=word(IdeaState))
    spotted_on: date
    proposed_on: date | None = None
    accepted_on: date | None = None
    closed_on: date | None = None
    reason: str = line()
    outcome_id: str | None = link("outcome")

    @model_validator(mode="after")
    def _closed_as_it_ended(self) -> IdeaFields:
        if (self.state in (IdeaState.DONE, IdeaState.REJECTED)) is not (self.closed_on is not None):
            raise ValueError(N_("closed_on: an idea that is done or rejected has a day, and no other"))
        if self.state is IdeaState.REJECTED and not self.reason:
            raise ValueError(N_("reason: say why it was rejected"))
        return self


class IdeaRow(IdeaFields, Row, table=True):
    """The table of ideas."""

    __table_args__ = (
        sa.CheckConstraint("(state IN ('done', 'rejected')) = (closed_on IS NOT NULL)", name="closed_has_a_date"),
        sa.CheckConstraint("state <> 'rejected' OR length(reason) > 0", name="rejected_has_a_reason"),
    )
    searched: ClassVar[tuple[str, ...]] = ("what",)

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
    measure: float | None = measured()
    unit: str = line()
    period: Period = Field(default=Period.ONCE, sa_type=word(Period))
    evidence: str = line()
    verified_by_id: str | None = link("person")
    verified_on: date | None = None
    disputed_on: date | None = None
    dispute: str = line()

    @model_validator(mode="after")
    def _verified_by_somebody(self) -> OutcomeFields:
        if self.state is OutcomeState.VERIFIED and not (self.verified_by_id and self.verified_on):
            raise ValueError(N_("verified_by_id: an outcome is verified by a person there, on a day"))
        return self


class OutcomeRow(OutcomeFields, Row, table=True):
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


class PromiseRow(PromiseFields, Row, table=True):
    """The table of promises."""

    __table_args__ = (sa.CheckConstraint("(state = 'open') = (closed_on IS NULL)", name="closed_has_a_date"),)
    searched: ClassVar[tuple[str, ...]] = ("what",)

    folded: str = search_text()
