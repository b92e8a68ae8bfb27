"""What is to be done and why, before it is put into words: a kind, and the values it rests on.

The rules give these; `domain.language.reasons` words them, for whoever shows them. The kinds are exported as they are.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum, auto
from typing import NamedTuple

from advisorbench.domain.records.facts import Signal


class ReasonKind(StrEnum):
    """What a reason says."""

    # The seven gates.
    OUTCOME_VERIFIED = auto()
    VERIFIED_LONG_AGO = auto()
    OUTCOME_DISPUTED = auto()
    OUTCOME_CLAIMED = auto()
    NO_OUTCOME = auto()
    SIGNAL_POSITIVE = auto()
    SIGNAL_NOT_POSITIVE = auto()
    SIGNAL_LONG_AGO = auto()
    NO_SIGNAL = auto()
    ISSUE_OPEN = auto()
    PROMISE_OVERDUE = auto()
    NO_HARM = auto()
    INITIATIVE_OPEN = auto()
    RENEWAL_NEAR = auto()
    PRICE_TALK_NEAR = auto()
    NO_TALK_NEAR = auto()
    ASKED_RECENTLY = auto()
    ACCOUNT_ASKED_OFTEN = auto()
    LAST_ASKED = auto()
    NEVER_ASKED = auto()
    FEEDBACK_OWED = auto()
    NO_REPORT_BACK = auto()
    LAST_REPORT_BACK = auto()
    NO_REFERRAL = auto()
    DO_NOT_ASK = auto()
    MAY_BE_ASKED = auto()
    # What somebody did for us.
    SAID_YES = auto()
    SAID_NO = auto()
    GAVE_NAME = auto()
    BECAME_CUSTOMER = auto()
    # The sweep.
    PROMISE_LATE = auto()
    PROMISE_DUE = auto()
    FEEDBACK_DUE = auto()
    NAME_KEPT = auto()
    CONSENT_ENDED = auto()
    CONSENT_ENDS = auto()
    TESTIMONIAL_DISPUTED = auto()
    TESTIMONIAL_RECEIVED = auto()
    REVIEW_HELD = auto()
    REVIEW_PLANNED = auto()
    REVIEW_MISSED = auto()
    REVIEW_DUE = auto()
    REVIEW_OVERDUE = auto()
    FIRST_REVIEW_DUE = auto()
    FIRST_REVIEW_OVERDUE = auto()
    NO_REVIEW_HELD = auto()
    IDEA_SPOTTED = auto()
    CLAIM_UNVERIFIED = auto()
    WHY_NOW = auto()
    """The seller's own words."""
    SAID_LATER = auto()
    LAST_CONTACT = auto()
    NO_CONTACT = auto()
    CAME_FROM = auto()
    RENEWS = auto()
    # What may be there twice.
    SAME_WEBSITE = auto()
    SAME_ADDRESS_HOST = auto()
    SAME_PHONE = auto()
    SAME_MAIL = auto()
    SAME_COMPANY = auto()
    SAME_NAME = auto()
    SAME_NAME_OTHER_FORM = auto()
    NAMES_ALIKE = auto()
    # Whom somebody might introduce us to.
    WORKED_THERE = auto()
    BOTH_WORKED_AT = auto()
    SAME_SECTOR = auto()
    SECTOR_BY_NAME = auto()
    SAME_WORK = auto()
    SAME_JOB_TITLE = auto()
    CANNOT_BE_JUDGED = auto()


class Reason(NamedTuple):
    """A reason; which of the values it has depends on its kind.

    Args:
        kind: What it says.
        on: The day it rests on.
        until: The day on which it is over, or something is due.
        before: The day on which it happened before.
        what: The outcome, issue, promise or initiative, in the seller's own words; or what two have in common.
        who: The name of a person or an account.
        other: The name of the other of two.
        number: How many, or how many days.
        within: Over how many days that was counted.
        signal: How satisfied somebody said to be.
    """

    kind: ReasonKind
    on: date | None = None
    until: date | None = None
    before: date | None = None
    what: str = ""
    who: str = ""
    other: str = ""
    number: int = 0
    within: int = 0
    signal: Signal | None = None


class TaskKind(StrEnum):
    """What is to be done."""

    CORRECT = auto()
    """What no rule can judge."""
    KEEP_PROMISE = auto()
    """The promise, in the seller's own words."""
    FOLLOW_UP_REVIEW = auto()
    THANK = auto()
    INFORM = auto()
    TAKE_DOWN_TESTIMONIAL = auto()
    PLAN_REVIEW = auto()
    PREPARE_REVIEW = auto()
    PROPOSE_IDEA = auto()
    VERIFY_OUTCOME = auto()
    APPROVE_TESTIMONIAL = auto()
    RENEW_CONSENT = auto()
    PREPARE_ASK = auto()
    ASK = auto()
    ASK_AGAIN = auto()
    GET_NAME = auto()
    GET_IN_TOUCH = auto()
    GREET = auto()
    PREPARE_RENEWAL = auto()


class Task(NamedTuple):
    """Something to do.

    Args:
        kind: What it is.
        who: The person it is about, by name.
        what: The promise, idea, outcome or target.
    """

    kind: TaskKind
    who: str = ""
    what: str = ""
