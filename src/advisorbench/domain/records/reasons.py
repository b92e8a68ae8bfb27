"""Why something is so, before it is put into words: a kind, and the values it rests on.

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


class Reason(NamedTuple):
    """A reason; which of the values it has depends on its kind.

    Args:
        kind: What it says.
        on: The day it rests on.
        until: The day on which it is over, or something is due.
        what: The outcome, issue, promise or initiative, in the seller's own words.
        who: The name of a person or an account.
        number: How many, or how many days.
        within: Over how many days that was counted.
        signal: How satisfied somebody said to be.
    """

    kind: ReasonKind
    on: date | None = None
    until: date | None = None
    what: str = ""
    who: str = ""
    number: int = 0
    within: int = 0
    signal: Signal | None = None
