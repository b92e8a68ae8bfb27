"""What the daily list is worked by: its lanes, and the next action that a line or a gate offers."""

from __future__ import annotations

from enum import StrEnum


class Lane(StrEnum):
    """The four lanes of the sweep, in the order in which they are worked."""

    OWE = "owe"
    BRING = "bring"
    ASK = "ask"
    CLOSE = "close"


class Action(StrEnum):
    """The next action that a line or a gate offers, by the name of its command; `WAIT` has none: only time helps."""

    KEEP_PROMISE = "keep_promise"
    PLAN_REVIEW = "plan_review"
    PREPARE_REVIEW = "prepare_review"
    HOLD_REVIEW = "hold_review"
    FOLLOW_UP = "follow_up"
    MEASURE = "measure"
    ADVANCE_IDEA = "advance_idea"
    CLOSE_STEP = "close_step"
    ADD_STEP = "add_step"
    ADD_OUTCOME = "add_outcome"
    VERIFY_OUTCOME = "verify_outcome"
    ADD_SIGNAL = "add_signal"
    RESOLVE_ISSUE = "resolve_issue"
    ADD_TARGET = "add_target"
    PREPARE_ASK = "prepare_ask"
    ASK = "ask"
    ANSWER_ASK = "answer_ask"
    ADVANCE_REFERRAL = "advance_referral"
    LOG = "log"
    CLOSE_INITIATIVE = "close_initiative"
    REPORT_BACK = "report_back"
    NAME_REFERRAL = "name_referral"
    INFORM = "inform"
    THANK = "thank"
    ADVANCE_TESTIMONIAL = "advance_testimonial"
    EDIT = "edit"
    WAIT = "wait"
