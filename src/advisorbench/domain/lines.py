"""The frozen lines that screens show and the command line prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from advisorbench.domain import facts
from advisorbench.domain.cadence import ContactStanding, ReviewStanding, Standing
from advisorbench.domain.facts import AccountFacts
from advisorbench.domain.readiness import Readiness, State
from advisorbench.domain.sweep import SweepLine
from advisorbench.domain.words import AccountStatus, Direction, Lane, ObjectiveState, ReviewState, Tier


class AccountLine(NamedTuple):
    """One account in the portfolio table.

    `gap` is the share of the way from baseline to the maximum attainable that is still left, over `gap_count`
    objectives; ``None`` where nothing is measured.
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
    folded: str


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
class Agenda:
    """The day: what is planned, the sweep in its lanes, what is coming."""

    on: date
    today: tuple[ReviewLine, ...] = ()
    lanes: tuple[tuple[Lane, tuple[SweepLine, ...]], ...] = ()
    coming: tuple[ReviewLine, ...] = ()
    week_minutes: int = 0
    week_contacts: int = 0
    week_reviews_held: int = 0
    reviews_due: int = 0
    promises_overdue: int = 0
    feedback_owed: int = 0
    accounts: int = 0


class Event(NamedTuple):
    """One entry of an account's timeline."""

    on: date
    kind: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """An account opened whole."""

    brief: Brief
    initiatives: tuple[facts.Initiative, ...] = ()
    initiative_count: int = 0
    timeline: tuple[Event, ...] = ()
    note: str = ""


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


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """A referral with who gave it."""

    account_id: str
    account: str
    person: str
    referral: facts.Referral


@dataclass(frozen=True, slots=True)
class AskDesk:
    """Who is ready, who is nearly, what was asked, and the referrals by stage."""

    on: date
    ready: tuple[AskLine, ...] = ()
    building: tuple[AskLine, ...] = ()
    building_more: int = 0
    resting: tuple[AskLine, ...] = ()
    asks: tuple[MadeAsk, ...] = ()
    referrals: tuple[ReferralLine, ...] = ()


class Found(NamedTuple):
    """Something that search found, and the account it leads to."""

    kind: str
    account_id: str
    title: str
    detail: str


def attained(objective: facts.Objective) -> float | None:
    """The share of the way from baseline to the maximum attainable that is behind us, between 0 and 1.

    ``None`` where baseline, current value or maximum is not known: unknown stays unknown.
    """
    if objective.baseline is None or objective.current is None or objective.maximum is None:
        return None
    way = objective.maximum - objective.baseline
    if way == 0:
        return None
    return min(max((objective.current - objective.baseline) / way, 0.0), 1.0)


def better(objective: facts.Objective, value: float, than: float) -> bool:
    """Whether one value of the objective's metric is better than another."""
    return value > than if objective.direction is Direction.MORE else value < than


def gap_of(objectives: tuple[facts.Objective, ...]) -> tuple[float | None, int]:
    """The mean gap to the maximum attainable, and over how many objectives it is measured."""
    done = (ObjectiveState.ACHIEVED, ObjectiveState.DROPPED)
    shares = [share for o in objectives if o.state not in done and (share := attained(o)) is not None]
    return (1 - sum(shares) / len(shares), len(shares)) if shares else (None, 0)
