"""Whom we owe our thanks: for a name, or for an answer, whatever it was. (PRODUCT: *Asking well*.)"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from advisorbench.domain.records.facts import AccountFacts, Person
from advisorbench.domain.records.reasons import Reason, ReasonKind
from advisorbench.domain.records.states import AskState, Stage

THANK_DAYS = 30
"""Later than this, thanks would only surprise."""


class Owed(NamedTuple):
    """Somebody to be thanked, for what, and since when."""

    person: Person
    reason: Reason
    on: date


def thanks_owed(facts: AccountFacts, on: date) -> list[Owed]:
    """Who is to be thanked on a day, each once, for the newest thing they did for us."""
    owed = []
    for person in facts.people:
        thanked = max((t.on for t in facts.thanks if t.person_id == person.id and t.on <= on), default=date.min)
        favours = [
            (day, reason)
            for day, reason in _favours(facts, person)
            if thanked < day <= on and (on - day).days <= THANK_DAYS
        ]
        if favours:
            day, reason = max(favours, key=lambda favour: (favour[0], favour[1].kind, favour[1].who))
            owed.append(Owed(person, reason, day))
    return owed


def _favours(facts: AccountFacts, person: Person) -> Iterator[tuple[date, Reason]]:
    """What a person did for us, with its day."""
    kinds = {AskState.YES: ReasonKind.SAID_YES, AskState.NO: ReasonKind.SAID_NO}
    for ask in facts.asks:
        if ask.person_id == person.id and ask.state in kinds and ask.answered_on:
            yield ask.answered_on, Reason(kinds[ask.state], ask.answered_on)
    for referral in facts.referrals:
        if referral.person_id == person.id:
            yield referral.named_on, Reason(ReasonKind.GAVE_NAME, referral.named_on, who=referral.name)
            if won_on := dict(referral.reached).get(Stage.CUSTOMER):
                yield won_on, Reason(ReasonKind.BECAME_CUSTOMER, won_on, who=referral.name)
