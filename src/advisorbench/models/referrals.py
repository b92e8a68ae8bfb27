"""Asks, whom they aim at, the referrals that come of them, and what goes back: thanks, introductions, testimonials."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import model_validator
from sqlmodel import Field

from advisorbench.domain.records.states import AskKind, AskState, Stage, TargetState, TestimonialState
from advisorbench.i18n import N_
from advisorbench.models.base import Fields, Row, line, link, name, note, search_text, word


class TargetFields(Fields):
    """Whom we would like to meet: a person or a role at a company, and through whom."""

    account_id: str = link("account", required=True)
    person_id: str = link("person", required=True)
    who: str = name()
    company: str = line()
    why_fit: str = line()
    why_now: str = line()
    state: TargetState = Field(default=TargetState.OPEN, sa_type=word(TargetState))
    added_on: date | None = None
    closed_on: date | None = None


class TargetRow(TargetFields, Row, table=True):
    """The table of targets; `person_id` is the one who might introduce us."""

    searched: ClassVar[tuple[str, ...]] = ("who", "company")

    folded: str = search_text()


class AskFields(Fields):
    """We asked a person. `override_reason` says why, where the person was not ready; `text` is how it was worded."""

    account_id: str = link("account", required=True)
    person_id: str = link("person", required=True)
    target_id: str | None = link("target")
    kind: AskKind = Field(default=AskKind.REFERRAL, sa_type=word(AskKind))
    state: AskState = Field(default=AskState.ASKED, sa_type=word(AskState))
    channel: str = line()
    route: str = line()
    text: str = note()
    asked_on: date | None = None
    answered_on: date | None = None
    later_on: date | None = None
    override_reason: str = line()
    note: str = note()


class AskRow(AskFields, Row, table=True):
    """The table of asks."""

    __table_args__ = (
        sa.CheckConstraint("state = 'drafted' OR asked_on IS NOT NULL", name="asked_has_a_date"),
        sa.CheckConstraint("state <> 'later' OR later_on IS NOT NULL", name="later_has_a_date"),
    )


class ReferralFields(Fields):
    """A name given, followed to customer. Of somebody not yet introduced only what the referrer gave is kept."""

    account_id: str = link("account", required=True)
    person_id: str = link("person", required=True)
    ask_id: str | None = link("ask")
    name: str = name()
    company: str = line()
    stage: Stage = Field(default=Stage.NAMED, sa_type=word(Stage))
    named_on: date
    introduced_on: date | None = None
    met_on: date | None = None
    buying_on: date | None = None
    customer_on: date | None = None
    ended_on: date | None = None
    ended_reason: str = line()
    permission_basis: str = line()
    informed_on: date | None = None
    new_account_id: str | None = link("account")
    note: str = note()


class ReferralRow(ReferralFields, Row, table=True):
    """The table of referrals; `account_id` and `person_id` are the referrer's."""

    __table_args__ = (
        sa.CheckConstraint("introduced_on IS NULL OR length(permission_basis) > 0", name="introduced_has_a_basis"),
        sa.CheckConstraint("stage <> 'ended' OR length(ended_reason) > 0", name="ended_has_a_reason"),
    )
    searched: ClassVar[tuple[str, ...]] = ("name", "company")

    folded: str = search_text()


class SnapshotFields(Fields):
    """How a person stood when they were asked, kept as it was so that the rule itself can be judged later.

    `gates` holds for each gate its verdict and the day of its evidence; `rules` the numbers that held then. It holds no
    words: the reasons follow from the facts of that day.
    """

    account_id: str = link("account", required=True)
    person_id: str = link("person", required=True)
    ask_id: str = link("ask", required=True)
    on: date
    state: str = Field(max_length=20)
    score: int = Field(ge=0, le=100)
    gates: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    rules: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)


class SnapshotRow(SnapshotFields, Row, table=True):
    """The table of snapshots: one for each ask; none is ever changed."""

    __table_args__ = (sa.UniqueConstraint("ask_id"),)


class ThanksFields(Fields):
    """A person was thanked, whatever came of it."""

    account_id: str = link("account", required=True)
    person_id: str = link("person", required=True)
    on: date
    how: str = line()


class ThanksRow(ThanksFields, Row, table=True):
    """The table of thanks."""


class IntroductionFields(Fields):
    """Somebody whom we introduced to an account: here we are the source, not the one who asks."""

    account_id: str = link("account", required=True)
    person_id: str | None = link("person")
    who: str = name()
    company: str = line()
    on: date
    note: str = note()


class IntroductionRow(IntroductionFields, Row, table=True):
    """The table of introductions that we gave; `person_id` is the one at the account who got it."""

    searched: ClassVar[tuple[str, ...]] = ("who", "company")

    folded: str = search_text()


class TestimonialFields(Fields):
    """Praise in public, tied to a verified outcome.

    `original` is what they wrote, `approved` the text they agreed to, `scope` what they agreed that it is used for,
    `with_name` whether their name and company may stand below it, `places` where it is to be seen, one a line.
    """

    account_id: str = link("account", required=True)
    person_id: str = link("person", required=True)
    outcome_id: str = link("outcome", required=True)
    ask_id: str | None = link("ask")
    state: TestimonialState = Field(default=TestimonialState.REQUESTED, sa_type=word(TestimonialState))
    requested_on: date | None = None
    received_on: date | None = None
    approved_on: date | None = None
    published_on: date | None = None
    withdrawn_on: date | None = None
    expires_on: date | None = None
    original: str = note()
    approved: str = note()
    scope: str = line()
    with_name: bool = True
    places: str = note()
    withdrawn_reason: str = line()

    @model_validator(mode="after")
    def _consent_ends_after_it_began(self) -> TestimonialFields:
        if self.expires_on and self.approved_on and self.expires_on <= self.approved_on:
            raise ValueError(N_("expires_on: the consent ends after it began"))
        return self


class TestimonialRow(TestimonialFields, Row, table=True):
    """The table of testimonials."""

    __table_args__ = (
        sa.CheckConstraint(
            "state NOT IN ('approved', 'published') OR (approved_on IS NOT NULL AND length(approved) > 0 "
            "AND length(scope) > 0)",
            name="approved_has_text_and_scope",
        ),
        sa.CheckConstraint(
            "state <> 'published' OR (published_on IS NOT NULL AND length(places) > 0)", name="published_has_a_place"
        ),
        sa.CheckConstraint("state <> 'withdrawn' OR withdrawn_on IS NOT NULL", name="withdrawn_has_a_date"),
    )
    searched: ClassVar[tuple[str, ...]] = ("original", "approved")

    folded: str = search_text()
