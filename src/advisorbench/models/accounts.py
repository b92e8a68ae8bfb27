"""Accounts and the people there, and what is known of them: interactions, signals, issues, initiatives."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import sqlalchemy as sa
from pydantic import field_validator, model_validator
from sqlmodel import Field

from advisorbench.domain.customers.cadence import check_rule
from advisorbench.domain.records.states import (
    AccountStatus,
    InitiativeState,
    InteractionKind,
    Role,
    Severity,
    Side,
    SignalKind,
    Source,
    Starter,
    StepKind,
    Tier,
)
from advisorbench.i18n import N_
from advisorbench.models.base import Fields, Row, cents, line, link, name, note, search_text, word


class AccountFields(Fields):
    """A company. Rhythms set by hand overrule those of the tier; ``None`` leaves them to it."""

    name: str = name()
    tier: Tier = Field(default=Tier.C, sa_type=word(Tier))
    status: AccountStatus = Field(default=AccountStatus.PROSPECT, sa_type=word(AccountStatus))
    sector: str = line()
    city: str = line()
    country: str = line()
    website: str = line()
    customer_since: date | None = None
    renewal_on: date | None = None
    price_talk_on: date | None = None
    review_rule: str = line()
    review_every_months: int | None = Field(default=None, ge=1, le=120)
    review_latest_months: int | None = Field(default=None, ge=1, le=120)
    contact_ideal_days: int | None = Field(default=None, ge=1, le=3650)
    contact_max_days: int | None = Field(default=None, ge=1, le=3650)
    employees: int | None = Field(default=None, ge=0, le=10**9)
    revenue_cents: int | None = cents()
    currency: str = Field(default="EUR", min_length=3, max_length=3)
    parent: str = line()
    generation: int = Field(default=0, ge=0, le=100)
    referred_by_id: str | None = link("account")
    external_id: str = line()
    note: str = note()

    @field_validator("review_rule")
    @classmethod
    def _review_rule(cls, value: str) -> str:
        return check_rule(value)

    @model_validator(mode="after")
    def _in_order(self) -> AccountFields:
        for first, then in (
            ("review_every_months", "review_latest_months"),
            ("contact_ideal_days", "contact_max_days"),
        ):
            usual, latest = getattr(self, first), getattr(self, then)
            if usual is not None and latest is not None and latest < usual:
                raise ValueError(f"{then}: " + N_("the latest cannot come before the usual"))
        return self


class AccountRow(AccountFields, Row, table=True):
    """The table of accounts."""

    __table_args__ = (
        sa.CheckConstraint("length(name) > 0", name="name"),
        sa.Index("ix_account_external_id", "external_id"),
    )
    searched: ClassVar[tuple[str, ...]] = ("name", "city", "sector", "note")

    folded: str = search_text()
    batch_id: str | None = link("importbatch")
    archived_on: date | None = None
    merged_into_id: str | None = link("account")
    """The account that this one went up in, so that a file that still knows it finds its way."""


class PersonFields(Fields):
    """Someone at an account. `source` and `basis` say where the data came from and why they may be kept.

    Whoever is at no account of the book, as most of one's connections are, has a `company` by name only.
    Whoever moves to another account is kept there anew, with `came_from_id` naming who they were before.
    """

    name: str = name()
    account_id: str | None = link("account")
    company: str = line()
    job_title: str = line()
    role: Role | None = Field(default=None, sa_type=word(Role))
    email: str = line()
    phone: str = line()
    language: str = Field(default="", max_length=10)
    do_not_ask: bool = False
    came_by_referral: bool = False
    came_from_id: str | None = link("person")
    left_on: date | None = None
    source: str = line()
    basis: str = line()
    external_id: str = line()
    note: str = note()

    @field_validator("email")
    @classmethod
    def _email(cls, value: str) -> str:
        if value and (value.count("@") != 1 or " " in value or value.startswith("@") or value.endswith("@")):
            raise ValueError(N_("this is no e-mail address"))
        return value


class PersonRow(PersonFields, Row, table=True):
    """The table of people."""

    __table_args__ = (sa.CheckConstraint("length(name) > 0", name="name"),)
    searched: ClassVar[tuple[str, ...]] = ("name", "company", "job_title", "email", "note")

    folded: str = search_text()
    batch_id: str | None = link("importbatch")
    added_on: date | None = None
    archived_on: date | None = None
    merged_into_id: str | None = link("person")
    """Who this one went up in, so that a file that still knows them finds its way."""
    purged_on: date | None = None
    """The day on which all that tells who this is was erased; the row stays, so that the counts do."""


class InteractionFields(Fields):
    """A contact that happened. `minutes` is ``None`` where nobody said how long it took."""

    account_id: str = link("account", required=True)
    person_id: str | None = link("person")
    on: date
    kind: InteractionKind = Field(default=InteractionKind.OTHER, sa_type=word(InteractionKind))
    minutes: int | None = Field(default=None, ge=0, le=1440)
    external_id: str = line()
    note: str = note()


class InteractionRow(InteractionFields, Row, table=True):
    """The table of interactions."""

    __table_args__ = (sa.Index("ix_interaction_account_on", "account_id", "on"),)
    searched: ClassVar[tuple[str, ...]] = ("note",)

    folded: str = search_text()
    batch_id: str | None = link("importbatch")


class SignalFields(Fields):
    """How satisfied somebody said to be; NPS and score need a value from 0 to 10, the others have none."""

    account_id: str = link("account", required=True)
    person_id: str | None = link("person")
    kind: SignalKind = Field(sa_type=word(SignalKind))
    value: int | None = Field(default=None, ge=0, le=10)
    on: date
    note: str = note()

    @model_validator(mode="after")
    def _value_fits_kind(self) -> SignalFields:
        numbered = self.kind in (SignalKind.NPS, SignalKind.SCORE)
        if numbered and self.value is None:
            raise ValueError(N_("value: NPS and score need a number from 0 to 10"))
        if not numbered and self.value is not None:
            raise ValueError(N_("value: praise and complaints have no number"))
        return self


class SignalRow(SignalFields, Row, table=True):
    """The table of signals."""

    __table_args__ = (
        sa.CheckConstraint("value IS NULL OR (value >= 0 AND value <= 10)", name="value"),
        sa.CheckConstraint("(kind IN ('nps', 'score')) = (value IS NOT NULL)", name="value_fits_kind"),
    )


class IssueFields(Fields):
    """Something that hurts the customer."""

    account_id: str = link("account", required=True)
    person_id: str | None = link("person")
    what: str = name()
    severity: Severity = Field(default=Severity.SERIOUS, sa_type=word(Severity))
    opened_on: date
    resolved_on: date | None = None
    note: str = note()


class IssueRow(IssueFields, Row, table=True):
    """The table of issues."""

    __table_args__ = (sa.CheckConstraint("resolved_on IS NULL OR resolved_on >= opened_on", name="dates"),)


class InitiativeFields(Fields):
    """A sales opportunity, whatever its source; an unknown source is ``None``."""

    name: str = name()
    account_id: str | None = link("account")
    person_id: str | None = link("person")
    state: InitiativeState = Field(default=InitiativeState.OPEN, sa_type=word(InitiativeState))
    source: Source | None = Field(default=None, sa_type=word(Source))
    started_by: Starter | None = Field(default=None, sa_type=word(Starter))
    stage: str = line()
    product: str = line()
    owner: str = line()
    opened_on: date | None = None
    closed_on: date | None = None
    end_reason: str = line()
    amount_cents: int | None = cents()
    currency: str = Field(default="EUR", min_length=3, max_length=3)
    hours: float | None = Field(default=None, ge=0, le=100_000)
    spent_cents: int | None = cents()
    next_step: str = line()
    next_step_on: date | None = None
    external_id: str = line()
    note: str = note()


class InitiativeRow(InitiativeFields, Row, table=True):
    """The table of initiatives."""

    __table_args__ = (
        sa.CheckConstraint("length(name) > 0", name="name"),
        sa.CheckConstraint("opened_on IS NULL OR closed_on IS NULL OR closed_on >= opened_on", name="dates"),
        sa.CheckConstraint("state <> 'open' OR closed_on IS NULL", name="open_is_not_closed"),
        sa.Index("ix_initiative_external_id", "external_id"),
    )

    batch_id: str | None = link("importbatch")


class BuyingStepFields(Fields):
    """A step on the buying path: somebody who must agree, a question the buyer has, or a milestone with its owner."""

    account_id: str | None = link("account")
    initiative_id: str = link("initiative", required=True)
    kind: StepKind = Field(default=StepKind.MILESTONE, sa_type=word(StepKind))
    what: str = name()
    person_id: str | None = link("person")
    side: Side | None = Field(default=None, sa_type=word(Side))
    due_on: date | None = None
    done_on: date | None = None

    @model_validator(mode="after")
    def _milestones_have_an_owner_and_a_date(self) -> BuyingStepFields:
        if self.kind is StepKind.MILESTONE:
            if self.side is None:
                raise ValueError(N_("side: say who does it"))
            if self.due_on is None:
                raise ValueError(N_("due_on: a milestone needs a date"))
        return self


class BuyingStepRow(BuyingStepFields, Row, table=True):
    """The table of steps on buying paths."""

    __table_args__ = (
        sa.CheckConstraint(
            "kind <> 'milestone' OR (side IS NOT NULL AND due_on IS NOT NULL)", name="milestone_has_owner_and_date"
        ),
    )
    searched: ClassVar[tuple[str, ...]] = ("what",)

    folded: str = search_text()
