"""Praise in public: what may be shown to others, and what may not any more."""

from __future__ import annotations

from datetime import date

from advisorbench.domain.records.facts import AccountFacts, Testimonial
from advisorbench.domain.records.states import OutcomeState, TestimonialState

SHOWABLE = frozenset({TestimonialState.APPROVED, TestimonialState.PUBLISHED})
"""The states in which the customer has agreed to a text."""


def expired(testimonial: Testimonial, on: date) -> bool:
    """Whether the consent has ended: it holds up to and including its last day."""
    return testimonial.expires_on is not None and testimonial.expires_on < on


def may_be_shown(testimonial: Testimonial, facts: AccountFacts, on: date) -> bool:
    """Whether it may be shown to others on a day.

    The customer has agreed to the text, the consent has not ended, and what it speaks of still stands as verified.
    """
    outcome = facts.outcome(testimonial.outcome_id)
    return (
        testimonial.state_on(on) in SHOWABLE
        and not expired(testimonial, on)
        and bool(testimonial.approved)
        and outcome is not None
        and outcome.state_on(on) is OutcomeState.VERIFIED
    )
