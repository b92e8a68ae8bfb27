"""What a line of the sweep, or a person, is about and asks for."""

from __future__ import annotations

from advisorbench.commands import Subject
from advisorbench.domain.asking.readiness import Readiness
from advisorbench.domain.days.sweep import SweepLine
from advisorbench.domain.records.states import Action


def of_sweep(line: SweepLine) -> Subject:
    """The subject of a line of the sweep."""
    return Subject(line.account_id, line.person_id, line.action, line.subject_id, thing=line)


def of_verdict(account_id: str, verdict: Readiness) -> Subject:
    """A person as subject: the first gate that something can be done about says what is next."""
    for result in verdict.missing:
        if result.action is not None and result.action is not Action.WAIT:
            return Subject(account_id, verdict.person.id, result.action, result.subject_id)
    action = None
    if not verdict.missing:
        action = Action.PREPARE_ASK if verdict.target else Action.ADD_TARGET
    return Subject(account_id, verdict.person.id, action)
