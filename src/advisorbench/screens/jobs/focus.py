"""What the cursor stands on, whatever the screen: the account, perhaps a person, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from advisorbench.domain.asking.readiness import Readiness
from advisorbench.domain.days.sweep import SweepLine
from advisorbench.domain.records.states import Action


@dataclass(frozen=True, slots=True)
class Subject:
    """What the next key is about.

    Args:
        account_id: The account.
        person_id: The person, if one is meant.
        action: What the line asks for.
        subject_id: The promise, outcome, ask, referral, issue or initiative that it asks it about.
        note: Text to show on top of the brief.
        thing: What the line shows, if it is one thing: an objective, idea, outcome, review, initiative, step.
    """

    account_id: str
    person_id: str | None = None
    action: Action | None = None
    subject_id: str | None = None
    note: str = ""
    thing: Any = None


def of_sweep(line: SweepLine) -> Subject:
    """The subject of a line of the sweep."""
    return Subject(line.account_id, line.person_id, line.action, line.subject_id)


def of_verdict(account_id: str, verdict: Readiness) -> Subject:
    """A person as subject: the first gate that something can be done about says what is next."""
    for result in verdict.missing:
        if result.action is not None and result.action is not Action.WAIT:
            return Subject(account_id, verdict.person.id, result.action, result.subject_id)
    action = None
    if not verdict.missing:
        action = Action.PREPARE_ASK if verdict.target else Action.ADD_TARGET
    return Subject(account_id, verdict.person.id, action)
