"""Is a customer satisfied? What one signal says. (PRODUCT: *Referral-ready*, gate Satisfied.)"""

from __future__ import annotations

from enum import StrEnum

from advisorbench.domain.records.facts import Signal
from advisorbench.domain.records.states import SignalKind, label
from advisorbench.i18n import N_


class Mood(StrEnum):
    """What a signal says."""

    POSITIVE = N_("positive")
    NEUTRAL = N_("neutral")
    NEGATIVE = N_("negative")


def mood(signal: Signal) -> Mood:
    """NPS 9-10, a score of 8 or more of 10, and praise are positive; NPS 0-6, a score below 6 and complaints negative.

    What lies between is neither: it is known, and it is not positive.
    """
    if signal.kind is SignalKind.PRAISE:
        return Mood.POSITIVE
    if signal.kind is SignalKind.COMPLAINT or signal.value is None:
        return Mood.NEGATIVE
    positive, negative = (9, 6) if signal.kind is SignalKind.NPS else (8, 5)
    if signal.value >= positive:
        return Mood.POSITIVE
    return Mood.NEGATIVE if signal.value <= negative else Mood.NEUTRAL


def say_signal(signal: Signal) -> str:
    """A signal in words: "NPS 9", "praise"."""
    return say_score(signal.kind, signal.value)


def say_score(kind: SignalKind, value: int | None) -> str:
    """What somebody said, and the number where it has one."""
    return label(kind) if value is None else f"{label(kind)} {value}"
