"""Whom we owe our thanks: for a name, or for an answer, whatever it was. (PRODUCT: *Asking well*.)"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from advisorbench.domain.language.dates import say_day
from advisorbench.domain.records.facts import AccountFacts, Person
from advisorbench.domain.records.states import AskState, Stage
from advisorbench.i18n import _

THANK_DAYS = 30
"""Later than this, thanks would only surprise."""


class Owed(NamedTuple):
    """Somebody to be thanked, for what, and since when."""

    person: Person
    reason: str
    on: date


def thanks_owed(facts: AccountFacts, on: date) -> list[Owed]:
    """Who is to be thanked on a day, each once, for the newest thing they did for us."""
    owed = []
    for person in facts.people:
        thanked = max((t.on for t in facts.thanks if t.person_id == person.id and t.on <= on), default=date.min)
        done = [
            (day, text)
            for day, text in _favours(facts, person)
            if thanked < day <= on and (on - day).days <= THANK_DAYS
        ]
        if done:
            day, text = max(done)
            owed.append(Owed(person, f"{text}, {say_day(day, on)}", day))
    return owed


def _favours(facts: AccountFacts, person: Person) -> list[tuple[date, str]]:
    """What a person did for us, with its day."""
    said = {AskState.YES: _("said yes"), AskState.NO: _("said no")}
    done = [
        (ask.answered_on, said[ask.state])
        for ask in facts.asks
        if ask.person_id == person.id and ask.state in said and ask.answered_on
    ]
    for referral in facts.referrals:
        if referral.person_id == person.id:
            done.append((referral.named_on, _("gave the name of %(name)s") % {"name": referral.name}))
            won = dict(referral.reached).get(Stage.CUSTOMER)
            if won:
                done.append((won, _("%(name)s became a customer") % {"name": referral.name}))
    return done
