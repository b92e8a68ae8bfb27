"""The buying path: does the customer move? An initiative without a dated next step by the customer is hollow.

(PRODUCT: claims 3, 7 and 13.)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from advisorbench.domain.records.facts import AccountFacts, BuyingStep, Initiative
from advisorbench.domain.records.states import InitiativeState, Side, StepKind


def customer_step(initiative: Initiative, steps: Iterable[BuyingStep], on: date) -> tuple[str, date] | None:
    """The next thing that the customer will do, and the day: today or later, from the path or the initiative itself."""
    dated = [
        (step.due_on, step.what)
        for step in steps
        if step.initiative_id == initiative.id
        and step.kind is StepKind.MILESTONE
        and step.side is Side.CUSTOMER
        and step.done_on is None
        and step.due_on
    ]
    if initiative.next_step and initiative.next_step_on:
        dated.append((initiative.next_step_on, initiative.next_step))
    ahead = sorted((day, what) for day, what in dated if day >= on)
    return (ahead[0][1], ahead[0][0]) if ahead else None


def hollow(initiative: Initiative, steps: Iterable[BuyingStep], on: date) -> bool:
    """Whether an open initiative has no dated next step by the customer; a day that has passed is none."""
    return initiative.state is InitiativeState.OPEN and customer_step(initiative, steps, on) is None


def open_steps(facts: AccountFacts) -> list[BuyingStep]:
    """The steps still to be taken on the paths of open initiatives."""
    going = {initiative.id for initiative in facts.initiatives if initiative.state is InitiativeState.OPEN}
    return [step for step in facts.steps if step.done_on is None and step.initiative_id in going]


def pursuit(facts: AccountFacts, on: date) -> str:
    """How the open initiatives stand: "none", "open", or "hollow" where the customer has no dated next step in one."""
    if any(hollow(initiative, facts.steps, on) for initiative in facts.initiatives):
        return "hollow"
    return "open" if any(i.state is InitiativeState.OPEN for i in facts.initiatives) else "none"
