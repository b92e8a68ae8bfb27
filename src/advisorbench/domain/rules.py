"""The numbers of the method; each is a default that the seller can change in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from advisorbench.domain.records.states import Tier


@dataclass(frozen=True, slots=True)
class TierCadence:
    """The cadence of one tier.

    Args:
        every_months: Months from one review held to the next due.
        latest_months: Months after which a review is overdue.
        ideal_days: Days since the last contact after which the next is due.
        max_days: Days since the last contact after which it is overdue.
    """

    every_months: int
    latest_months: int
    ideal_days: int
    max_days: int


_RHYTHMS: Mapping[Tier, TierCadence] = MappingProxyType(
    {
        Tier.A: TierCadence(3, 4, 30, 45),
        Tier.B: TierCadence(6, 8, 60, 90),
        Tier.C: TierCadence(12, 15, 120, 180),
        Tier.D: TierCadence(12, 18, 180, 365),
    }
)


@dataclass(frozen=True, slots=True)
class Rules:
    """All numbers of the method, in days unless the name says otherwise."""

    rhythms: Mapping[Tier, TierCadence] = field(default_factory=lambda: _RHYTHMS)
    value_days: int = 180
    """A verified outcome counts this long for the gate Value."""
    signal_days: int = 180
    """A signal counts this long for the gate Satisfied."""
    rest_days: int = 180
    """A person rests this long after an ask of any kind."""
    ask_window_days: int = 90
    """The span over which an account's asks are counted."""
    asks_per_window: int = 2
    """The most asks to one account in that span."""
    window_days: int = 60
    """A renewal, tender or price talk this near closes the gate Window."""
    feedback_days: int = 3
    """A referrer is told within this many days of a meeting and of the end."""
    feedback_after_name_days: int = 14
    """A referrer is told this many days after giving a name, if nothing has happened before."""
    inform_days: int = 30
    """A person whose name we were given is told within this many days that we keep it (GDPR, article 14)."""
    expiry_ahead_days: int = 30
    """A testimonial whose consent ends within this many days is in the sweep."""
    verify_after_days: int = 14
    """A claimed outcome older than this is to be confirmed."""
    ahead_days: int = 7
    """Promises due within this many days are already in the sweep."""
    renewal_ahead_days: int = 90
    """Renewals this near are in the sweep."""
    review_ahead_days: int = 14
    """Reviews that fall due within this many days are in the sweep."""
    prepare_ahead_days: int = 3
    """A planned review this near is to be prepared."""
    follow_up_days: int = 3
    """A review held is followed up within this many days."""
    hours_per_review: int = 4
    """The hours that one review takes, from preparing to following up."""
    review_hours_per_week: int = 8
    """The hours a week set aside for reviews."""
    customer_hours_per_week: int = 12
    """The hours a week that the seller wants to be with customers."""
    weeks_ahead: int = 6
    """Weeks of planned reviews that the agenda shows."""
    currency: str = "EUR"
    """The currency of amounts typed without one (ISO 4217)."""
    zone: str = "Europe/Amsterdam"
    """The zone of the seller's clocks (IANA)."""
    working_days: str = "mon tue wed thu fri"
    """The days of the week on which the seller works."""
    working_hours: str = "09:00-17:30"
    """The hours of such a day; several spans, as around lunch, are parted by a space."""
    holidays: str = "nl"
    """Whose public holidays are free; "none" where no day is."""
    meeting_minutes: int = 60
    """How long a meeting takes where nobody has said so."""
    shortest_slot_minutes: int = 45
    """A gap in the day that is shorter than this is no room for anybody."""
