"""The frozen lines that screens show and the command line prints."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from advisorbench.domain.asking.conversion import Conversion
from advisorbench.domain.asking.readiness import Readiness, State
from advisorbench.domain.customers.cadence import ContactStanding, ReviewStanding, Standing
from advisorbench.domain.days.steadiness import Steadiness
from advisorbench.domain.days.sweep import SweepLine
from advisorbench.domain.days.time_use import WeekTime
from advisorbench.domain.days.timeline import TimelineEntry
from advisorbench.domain.records import facts
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.faults import Fault
from advisorbench.domain.records.states import AccountStatus, Lane, ReviewState, Tier

if TYPE_CHECKING:
    from advisorbench.domain.asking.tree import Tree
    from advisorbench.domain.book_view import BookView
    from advisorbench.domain.days.day_plan import DayPlan, WeekAhead
from advisorbench.i18n import N_


class AccountLine(NamedTuple):
    """One account in the portfolio table.

    `gap` is the share of the way from baseline to the maximum attainable that is still left, over `gap_count`
    objectives; ``None`` where nothing is measured. `pursuit` tells of its open initiatives: "none", "open" where the
    customer has a dated next step in each, "hollow" where one has none.
    """

    id: str
    name: str
    tier: Tier
    status: AccountStatus
    sector: str
    city: str
    state: State | None
    ready_person: str
    next_review: date | None
    review: Standing
    last_contact: date | None
    contact: Standing
    gap: float | None
    gap_count: int
    pursuit: str
    folded: str
    faults: tuple[Fault, ...] = ()
    """Why the account cannot be judged; empty where it can be."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What one should know of an account before seeing it."""

    facts: AccountFacts
    review: ReviewStanding
    contact: ContactStanding
    verdicts: tuple[Readiness, ...]
    sweep: tuple[SweepLine, ...]
    on: date


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A planned review in the agenda; `today` is the day it is looked at."""

    id: str
    account_id: str
    account: str
    on: date
    state: ReviewState
    today: date


@dataclass(frozen=True, slots=True)
class AgendaView:
    """The day: what is planned, the sweep in its lanes, what is coming; and the days that are looked at beside it.

    Args:
        on: The day.
        book: The book in which all of this stands.
        days: The days that are shown, with what they have room for.
        week_ahead: What the coming week holds, on the days on which that is said.
        today: The reviews of the day.
        lanes: The sweep.
        coming: The reviews of the coming weeks.
        time: Where this week went.
        goal_hours: The hours that the seller wants with customers, a week.
        week_reviews_held: How many reviews were held this week.
        reviews_due: How many reviews are to be planned.
        promises_overdue: How many promises are late.
        feedback_owed: How many referrers are owed a report.
        hollow: How many accounts have a hollow initiative.
        review_hours_planned: The hours of the reviews planned in the coming weeks.
        review_hours_available: The hours there are for them.
        accounts: How many accounts there are.
    """

    on: date
    book: BookView = field(compare=False, repr=False)
    days: tuple[DayPlan, ...] = ()
    week_ahead: WeekAhead | None = None
    today: tuple[ReviewLine, ...] = ()
    lanes: tuple[tuple[Lane, tuple[SweepLine, ...]], ...] = ()
    coming: tuple[ReviewLine, ...] = ()
    time: WeekTime | None = None
    goal_hours: int = 0
    week_reviews_held: int = 0
    reviews_due: int = 0
    promises_overdue: int = 0
    feedback_owed: int = 0
    hollow: int = 0
    review_hours_planned: int = 0
    review_hours_available: int = 0
    accounts: int = 0


class Received(NamedTuple):
    """A referral by which an account came: who was named, by whom at which account, and when."""

    name: str
    account: str
    person: str
    named_on: date
    customer_on: date | None


@dataclass(frozen=True, slots=True)
class AccountPage:
    """An account opened whole."""

    brief: Brief
    initiatives: tuple[facts.Initiative, ...] = ()
    received: tuple[Received, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    note: str = ""


class InitiativeLine(NamedTuple):
    """An open initiative with its account, whether it is hollow, and its buying path."""

    account_id: str
    account: str
    initiative: facts.Initiative
    hollow: bool
    steps: tuple[facts.BuyingStep, ...] = ()


@dataclass(frozen=True, slots=True)
class AskLine:
    """A person on the desk of asks: the verdict and the account."""

    account_id: str
    account: str
    tier: Tier
    readiness: Readiness


@dataclass(frozen=True, slots=True)
class MadeAsk:
    """An ask that was made, and its answer."""

    account_id: str
    account: str
    person: str
    ask: facts.Ask
    stood: str = ""
    """The person's state on the day of the ask, as a word; empty where that was not kept."""


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """A referral with who gave it."""

    account_id: str
    account: str
    person: str
    referral: facts.Referral


@dataclass(frozen=True, slots=True)
class TestimonialLine:
    """A testimonial with who gave it, and whether it may be shown to others on the day it is looked at."""

    account_id: str
    account: str
    person: str
    job_title: str
    sector: str
    outcome: facts.Outcome | None
    testimonial: facts.Testimonial
    showable: bool


@dataclass(frozen=True, slots=True)
class AskPreparation:
    """What an ask is prepared from.

    Args:
        brief: The account.
        readiness: Whether this person may be asked, and why.
        outcome: What the talk begins with; ``None`` where nothing was verified.
        target: Whom one aims at; ``None`` where nobody was noted yet.
        drafted: What was written before and not asked yet.
        language: The language that this person is written to in.
        own: The seller's own wordings, by name.
    """

    brief: Brief
    readiness: Readiness
    outcome: facts.Outcome | None
    target: facts.Target | None
    drafted: facts.Ask | None
    language: str
    own: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class IntroductionsLine:
    """How much an account got from us, and how often we asked there."""

    account_id: str
    account: str
    introductions: tuple[facts.Introduction, ...]
    asked: int
    names: int


@dataclass(frozen=True, slots=True)
class AskDesk:
    """Who is ready, who is nearly, what was asked, the referrals by stage, and what we gave."""

    on: date
    ready: tuple[AskLine, ...] = ()
    building: tuple[AskLine, ...] = ()
    building_more: int = 0
    not_started: tuple[AskLine, ...] = ()
    """The first of those of whom nothing is known yet, the highest tiers first."""
    resting: tuple[AskLine, ...] = ()
    asks: tuple[MadeAsk, ...] = ()
    referrals: tuple[ReferralLine, ...] = ()
    introductions: tuple[IntroductionsLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferralDesk:
    """All that the desk shows.

    Args:
        book: The book in which all of this stands.
        asks: Who may be asked, what was asked, referrals.
        tree: Who came from whom.
        testimonials: Every testimonial.
        record: What it has brought.
        closed: The accounts whose branch is folded away.
    """

    book: BookView
    asks: AskDesk
    tree: Tree
    testimonials: tuple[TestimonialLine, ...]
    record: Conversion
    closed: frozenset[str] = frozenset()


class HitKind(StrEnum):
    """What search found."""

    ACCOUNT = N_("account")
    PERSON = N_("person")
    KNOWN = N_("known")
    """Somebody of whom only the company is known: one of the seller's connections."""
    NOTE = N_("note")
    REVIEW = N_("review")
    OBJECTIVE = N_("objective")
    OUTCOME = N_("outcome")
    IDEA = N_("idea")
    STEP = N_("step")
    PROMISE = N_("promise")
    TARGET = N_("target")
    REFERRAL = N_("referral")
    PRAISE = N_("praise")
    EVENT = N_("event")


class SearchHit(NamedTuple):
    """Something that search found, and the account it leads to."""

    kind: HitKind
    account_id: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class TimeView:
    """Where the time goes: the weeks of a year, the oldest first, the goal with customers, and how steady it is."""

    on: date
    weeks: tuple[WeekTime, ...]
    goal_hours: int
    steadiness: Steadiness
