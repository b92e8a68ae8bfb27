"""What the rules look at of asks and referrals: who was asked, who is aimed at, which names came, who praised us."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from advisorbench.domain.records.states import AskKind, AskState, Stage, TargetState, TestimonialState


class Ask(NamedTuple):
    """We asked a person for a referral, reference or testimonial; one that is only drafted has no day."""

    id: str
    person_id: str
    kind: AskKind
    state: AskState
    asked_on: date | None
    answered_on: date | None = None
    later_on: date | None = None
    target: str = ""
    company: str = ""
    """Where the target works."""
    override_reason: str = ""
    channel: str = ""
    route: str = ""
    text: str = ""
    note: str = ""
    version: int = 1

    @property
    def target_name(self) -> str:
        """Whom we asked for, with the company."""
        return f"{self.target}, {self.company}" if self.target and self.company else self.target or self.company


class Snapshot(NamedTuple):
    """How a person stood on the day they were asked: for each gate its verdict and the day of its evidence."""

    on: date
    state: str
    score: int
    gates: Mapping[str, Any]
    rules: Mapping[str, Any]
    """The numbers of the method that held then."""


class Target(NamedTuple):
    """Whom we would like to meet through this person, and why now."""

    id: str
    person_id: str
    who: str
    company: str
    why_now: str
    state: TargetState
    why_fit: str = ""
    added_on: date | None = None
    closed_on: date | None = None
    """The day on which it was asked for, introduced or dropped."""
    version: int = 1

    def open_on(self, day: date) -> bool:
        """Whether it had been noted and not yet been asked for on that day; an unknown day counts as long ago."""
        if self.added_on is not None and self.added_on > day:
            return False
        if self.closed_on is not None:
            return self.closed_on > day
        return self.state is TargetState.OPEN

    @property
    def name(self) -> str:
        """The person or role with the company."""
        return f"{self.who}, {self.company}" if self.who and self.company else self.who or self.company


class Referral(NamedTuple):
    """A name given by a person of this account: all that is kept of somebody not yet introduced."""

    id: str
    person_id: str
    name: str
    company: str
    stage: Stage
    named_on: date
    stage_on: date
    ended_reason: str = ""
    introduced_on: date | None = None
    met_on: date | None = None
    buying_on: date | None = None
    customer_on: date | None = None
    ended_on: date | None = None
    permission_basis: str = ""
    informed_on: date | None = None
    """The day on which this person was told that we keep their name; being introduced tells them too."""
    ask_id: str | None = None
    new_account_id: str | None = None
    note: str = ""
    version: int = 1

    @property
    def told_on(self) -> date | None:
        """The first day on which this person knew that we keep their name."""
        return min(filter(None, (self.informed_on, self.introduced_on)), default=None)

    @property
    def reached(self) -> tuple[tuple[Stage, date], ...]:
        """The stages it came to, each with its day."""
        days = (
            (Stage.NAMED, self.named_on), (Stage.INTRODUCED, self.introduced_on), (Stage.MET, self.met_on),
            (Stage.BUYING, self.buying_on), (Stage.CUSTOMER, self.customer_on), (Stage.ENDED, self.ended_on),
        )  # fmt: skip
        return tuple((stage, day) for stage, day in days if day)


class Testimonial(NamedTuple):
    """Praise that may be shown to others, tied to an outcome that the customer verified.

    `scope` is what they agreed to, `places` where it is to be seen, one a line.
    """

    id: str
    person_id: str
    outcome_id: str
    state: TestimonialState
    requested_on: date | None = None
    received_on: date | None = None
    approved_on: date | None = None
    published_on: date | None = None
    withdrawn_on: date | None = None
    expires_on: date | None = None
    original: str = ""
    approved: str = ""
    scope: str = ""
    with_name: bool = True
    places: str = ""
    withdrawn_reason: str = ""
    version: int = 1

    @property
    def since(self) -> date | None:
        """The day on which it came into the state it is in."""
        day: date | None = getattr(self, f"{self.state.value}_on")
        return day

    def state_on(self, day: date) -> TestimonialState | None:
        """The state it had come to by that day; ``None`` before there was anything of it."""
        states = [state for state in TestimonialState if (on := getattr(self, f"{state.value}_on")) and on <= day]
        return states[-1] if states else None

    @property
    def where(self) -> tuple[str, ...]:
        """The places where it is to be seen."""
        return tuple(line.strip() for line in self.places.split("\n") if line.strip())


class Thanks(NamedTuple):
    """A person was thanked: for a name, or for an answer, whatever it was."""

    id: str
    person_id: str
    on: date
    how: str = ""


class Introduction(NamedTuple):
    """Somebody whom we introduced to this account: we are the source."""

    id: str
    person_id: str | None
    who: str
    company: str
    on: date
    note: str = ""
    version: int = 1


def brought_name(ask: Ask, referrals: Iterable[Referral], on: date) -> bool:
    """Whether an ask has brought a name by a day: one that is linked to it, or one this person gave since, unlinked."""
    since = ask.asked_on or ask.answered_on or on
    return any(
        referral.named_on <= on
        and (
            referral.ask_id == ask.id
            or (referral.ask_id is None and referral.person_id == ask.person_id and referral.named_on >= since)
        )
        for referral in referrals
    )
