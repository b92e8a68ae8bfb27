"""What the rules look at: plain facts about one account, as they stand in the book.

The store fills these; the rules read them and nothing else. Every fact carries its dates, so that a rule
can answer for a past day by leaving out what came later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from advisorbench.domain.words import (
    AccountStatus,
    AskKind,
    AskState,
    Direction,
    InitiativeState,
    ObjectiveState,
    OutcomeState,
    PromiseState,
    ReviewState,
    Severity,
    SignalKind,
    Stage,
    TargetState,
    Tier,
)


class Account(NamedTuple):
    """An account as the rules see it; hand-set rhythms are ``None`` where the tier decides."""

    id: str
    name: str
    tier: Tier
    status: AccountStatus
    sector: str = ""
    city: str = ""
    customer_since: date | None = None
    renewal_on: date | None = None
    price_talk_on: date | None = None
    review_rule: str = ""
    review_every_months: int | None = None
    review_latest_months: int | None = None
    contact_ideal_days: int | None = None
    contact_max_days: int | None = None
    generation: int = 0
    referred_by: str = ""
    version: int = 1


class Person(NamedTuple):
    """Someone at an account."""

    id: str
    name: str
    job_title: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    do_not_ask: bool = False
    came_by_referral: bool = False
    since: date | None = None
    """The first day this person is known to have been there."""
    version: int = 1


class Review(NamedTuple):
    """One optimisation review: planned, held, or put off to `due_on`."""

    id: str
    state: ReviewState
    due_on: date | None = None
    planned_on: date | None = None
    held_on: date | None = None
    note: str = ""
    version: int = 1


class Contact(NamedTuple):
    """The last interaction and how many there were in the last year."""

    last_on: date | None = None
    in_year: int = 0


NO_CONTACT = Contact()
"""Nothing recorded."""


class Objective(NamedTuple):
    """What the customer wants: from baseline over now to target and to the maximum attainable."""

    id: str
    wording: str
    metric: str
    unit: str
    direction: Direction
    baseline: float | None
    current: float | None
    target: float | None
    maximum: float | None
    due_on: date | None
    state: ObjectiveState
    version: int = 1


class Outcome(NamedTuple):
    """Value realised; `verified_by` is the name of the person there who confirmed it."""

    id: str
    what: str
    on: date
    state: OutcomeState
    amount_cents: int | None = None
    currency: str = ""
    verified_on: date | None = None
    verified_by: str = ""
    objective_id: str | None = None
    version: int = 1

    def claimed_on(self, day: date) -> bool:
        """Whether it was claimed and nobody had verified it yet on that day."""
        waiting = self.state is OutcomeState.CLAIMED or (
            self.state is OutcomeState.VERIFIED and (self.verified_on is None or self.verified_on > day)
        )
        return self.on <= day and waiting


class Signal(NamedTuple):
    """How satisfied somebody said to be; without a person it speaks for the account."""

    id: str
    person_id: str | None
    kind: SignalKind
    value: int | None
    on: date
    note: str = ""


class Issue(NamedTuple):
    """Something that hurts the customer."""

    id: str
    what: str
    severity: Severity
    opened_on: date
    resolved_on: date | None = None
    version: int = 1

    def open_on(self, day: date) -> bool:
        """Whether it had been opened and not yet been resolved on that day."""
        return self.opened_on <= day and (self.resolved_on is None or self.resolved_on > day)


class Promise(NamedTuple):
    """Something we owe; with a referral it is feedback owed to the referrer."""

    id: str
    what: str
    person_id: str | None
    made_on: date
    due_on: date
    state: PromiseState
    closed_on: date | None = None
    referral_id: str | None = None
    version: int = 1

    def open_on(self, day: date) -> bool:
        """Whether it had been made and not yet been closed on that day."""
        return self.made_on <= day and (self.closed_on is None or self.closed_on > day)


class Ask(NamedTuple):
    """We asked a person for a referral, reference or testimonial."""

    id: str
    person_id: str
    kind: AskKind
    state: AskState
    asked_on: date | None
    answered_on: date | None = None
    later_on: date | None = None
    target: str = ""
    override_reason: str = ""
    version: int = 1


class Target(NamedTuple):
    """Whom we would like to meet through this person, and why now."""

    id: str
    person_id: str
    who: str
    company: str
    why_now: str
    state: TargetState


class Referral(NamedTuple):
    """A name given by a person of this account."""

    id: str
    person_id: str
    name: str
    company: str
    stage: Stage
    named_on: date
    stage_on: date
    ended_reason: str = ""
    version: int = 1


class Initiative(NamedTuple):
    """A sales opportunity."""

    id: str
    name: str
    state: InitiativeState
    person_id: str | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    amount_cents: int | None = None
    currency: str = ""
    next_step: str = ""
    next_step_on: date | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """Everything the rules may look at for one account."""

    account: Account
    people: tuple[Person, ...] = ()
    reviews: tuple[Review, ...] = ()
    contact: Contact = NO_CONTACT
    objectives: tuple[Objective, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    signals: tuple[Signal, ...] = ()
    issues: tuple[Issue, ...] = ()
    promises: tuple[Promise, ...] = ()
    asks: tuple[Ask, ...] = ()
    targets: tuple[Target, ...] = ()
    referrals: tuple[Referral, ...] = ()
    initiatives: tuple[Initiative, ...] = ()

    def person(self, person_id: str | None) -> Person | None:
        """The person with this key, if it is someone here."""
        return next((person for person in self.people if person.id == person_id), None)

    def person_name(self, person_id: str | None) -> str:
        """The name of the person with this key, or nothing."""
        person = self.person(person_id)
        return person.name if person else ""
