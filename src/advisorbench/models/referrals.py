"""Asks, whom they aim at, and the referrals that come of them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from advisorbench.domain.words import AskKind, AskState, Stage, TargetState
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


class Target(TargetFields, Row, table=True):
    """The table of targets; `person_id` is the one who might introduce us."""

    searched: ClassVar[tuple[str, ...]] = ("who", "company")

    folded: str = search_text()


class AskFields(Fields):
    """We asked a person. `override_reason` says why, where the person was not ready."""

    account_id: str = link("account", required=True)
    person_id: str = link("person", required=True)
    target_id: str | None = link("target")
    kind: AskKind = Field(default=AskKind.REFERRAL, sa_type=word(AskKind))
    state: AskState = Field(default=AskState.ASKED, sa_type=word(AskState))
    channel: str = line()
    asked_on: date | None = None
    answered_on: date | None = None
    later_on: date | None = None
    override_reason: str = line()
    note: str = note()


class Ask(AskFields, Row, table=True):
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
    new_account_id: str | None = link("account")
    note: str = note()


class Referral(ReferralFields, Row, table=True):
    """The table of referrals; `account_id` and `person_id` are the referrer's."""

    __table_args__ = (
        sa.CheckConstraint("introduced_on IS NULL OR length(permission_basis) > 0", name="introduced_has_a_basis"),
        sa.CheckConstraint("stage <> 'ended' OR length(ended_reason) > 0", name="ended_has_a_reason"),
    )
    searched: ClassVar[tuple[str, ...]] = ("name", "company")

    folded: str = search_text()
