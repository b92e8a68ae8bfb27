"""What the rules look at: plain facts about one account, as they stand in the book.

The store fills these; the rules read them and nothing else. Every fact carries its dates, so that a rule
can answer for a past day by leaving out what came later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from advisorbench.domain.records.faults import Fault
from advisorbench.domain.records.referral_facts import (
    Ask as Ask,
)
from advisorbench.domain.records.referral_facts import (
    Introduction as Introduction,
)
from advisorbench.domain.records.referral_facts import (
    Referral as Referral,
)
from advisorbench.domain.records.referral_facts import (
    Target as Target,
)
from advisorbench.domain.records.referral_facts import (
    Testimonial as Testimonial,
)
from advisorbench.domain.records.referral_facts import (
    Thanks as Thanks,
)
from advisorbench.domain.records.states import (
    AccountStatus,
    AskState,
    Direction,
    Effort,
    IdeaState,
    InitiativeState,
    ObjectiveState,
    OutcomeState,
    Period,
    PromiseState,
    ReviewState,
    Severity,
    Side,
    SignalKind,
    Source,
    Starter,
    StepKind,
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
    referred_by_id: str | None = None
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
    came_from: str = ""
    """The account where this person worked before, if it is in the book."""
    asked_there_on: date | None = None
    """The last ask to this person at that account: whoever moves keeps the rest."""
    last_contact_on: date | None = None
    """The last contact with this very person; only known of those who came from elsewhere."""
    left_on: date | None = None
    version: int = 1

    def there_on(self, day: date) -> bool:
        """Whether they had not left on that day."""
        return self.left_on is None or self.left_on > day


class Review(NamedTuple):
    """One optimisation review: planned, held, or put off to `due_on`."""

    id: str
    state: ReviewState
    due_on: date | None = None
    planned_on: date | None = None
    held_on: date | None = None
    followed_up_on: date | None = None
    minutes: int | None = None
    agenda: str = ""
    note: str = ""
    version: int = 1


class Contact(NamedTuple):
    """The last interaction and how many there were in the last year."""

    last_on: date | None = None
    in_year: int = 0


NO_CONTACT = Contact()
"""Nothing recorded."""


class Measure(NamedTuple):
    """Where an objective's metric stood on a day."""

    on: date
    value: float


class Objective(NamedTuple):
    """What the customer wants: from baseline over now to target and to the maximum attainable.

    `worth_cents` is what reaching the maximum is worth to the customer, from the baseline; `measures` is the
    history of the metric, oldest first.
    """

    id: str
    wording: str
    metric: str
    unit: str
    direction: Direction
    baseline: float | None
    target: float | None
    maximum: float | None
    due_on: date | None
    state: ObjectiveState
    worth_cents: int | None = None
    currency: str = ""
    measures: tuple[Measure, ...] = ()
    version: int = 1

    @property
    def current(self) -> float | None:
        """The newest value known."""
        return self.measures[-1].value if self.measures else None

    def value_on(self, day: date) -> float | None:
        """The value that was known on a day."""
        return next((measure.value for measure in reversed(self.measures) if measure.on <= day), None)


class Idea(NamedTuple):
    """A way to close part of the gap; `effect` is in the unit of its objective's metric."""

    id: str
    what: str
    state: IdeaState
    spotted_on: date
    objective_id: str | None = None
    effect: float | None = None
    amount_cents: int | None = None
    currency: str = ""
    effort: Effort | None = None
    side: Side | None = None
    proposed_on: date | None = None
    accepted_on: date | None = None
    closed_on: date | None = None
    reason: str = ""
    outcome_id: str | None = None
    version: int = 1

    def only_spotted_on(self, day: date) -> bool:
        """Whether it had been spotted and nothing had become of it yet on that day."""
        later = (self.proposed_on, self.accepted_on, self.closed_on)
        return self.spotted_on <= day and not any(on and on <= day for on in later)

    @property
    def since(self) -> date:
        """The day on which it came into the state it is in."""
        return self.closed_on or self.accepted_on or self.proposed_on or self.spotted_on


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
    measure: float | None = None
    unit: str = ""
    period: Period = Period.ONCE
    evidence: str = ""
    disputed_on: date | None = None
    dispute: str = ""
    version: int = 1

    def state_on(self, day: date) -> OutcomeState:
        """Verified, disputed or only claimed, as it stood on that day."""
        if self.state is OutcomeState.DISPUTED and (self.disputed_on or self.on) <= day:
            return OutcomeState.DISPUTED
        # An earlier verification still stood until it was disputed.
        if self.state is not OutcomeState.CLAIMED and self.verified_on and self.verified_on <= day:
            return OutcomeState.VERIFIED
        return OutcomeState.CLAIMED

    def claimed_on(self, day: date) -> bool:
        """Whether it was claimed and nobody had verified it yet on that day."""
        return self.on <= day and self.state_on(day) is OutcomeState.CLAIMED


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
    source: Source | None = None
    started_by: Starter | None = None
    end_reason: str = ""
    version: int = 1


class BuyingStep(NamedTuple):
    """A step on the buying path of an initiative: an agreement, a question, or a milestone with its owner."""

    id: str
    initiative_id: str
    kind: StepKind
    what: str
    person_id: str | None = None
    side: Side | None = None
    due_on: date | None = None
    done_on: date | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """Everything the rules may look at for one account."""

    account: Account
    people: tuple[Person, ...] = ()
    former: tuple[Person, ...] = ()
    """Who has left: named where they said or did something, and never judged."""
    reviews: tuple[Review, ...] = ()
    contact: Contact = NO_CONTACT
    objectives: tuple[Objective, ...] = ()
    ideas: tuple[Idea, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    signals: tuple[Signal, ...] = ()
    issues: tuple[Issue, ...] = ()
    promises: tuple[Promise, ...] = ()
    asks: tuple[Ask, ...] = ()
    targets: tuple[Target, ...] = ()
    referrals: tuple[Referral, ...] = ()
    testimonials: tuple[Testimonial, ...] = ()
    thanks: tuple[Thanks, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    steps: tuple[BuyingStep, ...] = ()
    faults: tuple[Fault, ...] = ()
    """Why the account cannot be judged; the facts are then those of it that can be shown."""

    def person(self, person_id: str | None) -> Person | None:
        """The person with this key, if it is someone here."""
        return next((person for person in self.people if person.id == person_id), None)

    def objective(self, objective_id: str | None) -> Objective | None:
        """The objective with this key, if it is one of this account."""
        return next((objective for objective in self.objectives if objective.id == objective_id), None)

    def outcome(self, outcome_id: str | None) -> Outcome | None:
        """The outcome with this key, if it is one of this account."""
        return next((outcome for outcome in self.outcomes if outcome.id == outcome_id), None)

    def drafted_ask(self, person_id: str | None) -> Ask | None:
        """The newest ask to this person that is written and not made yet."""
        drafts = (a for a in self.asks if a.person_id == person_id and a.state is AskState.DRAFTED)
        return max(drafts, key=lambda a: a.id, default=None)

    def steps_of(self, initiative_id: str) -> tuple[BuyingStep, ...]:
        """The buying path of an initiative, in the order in which it was written."""
        return tuple(step for step in self.steps if step.initiative_id == initiative_id)

    def person_name(self, person_id: str | None) -> str:
        """The name of the person with this key, here or gone, or nothing."""
        return next((person.name for person in (*self.people, *self.former) if person.id == person_id), "")
