"""Whom to see in an empty hour, and why: what is due, who is ready, who is near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from advisorbench.domain.days.sweep import SweepLine
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.reasons import Reason, Task
from advisorbench.domain.records.states import AccountStatus, Action, EventKind, Lane
from advisorbench.domain.text import fold

MOST = 12
"""So many are proposed at most."""
_NEAR = 3
"""What it is worth that somebody is where one will be anyway."""


@dataclass(frozen=True, slots=True)
class ToSee:
    """An account that is proposed for an empty hour.

    Args:
        account_id: The account.
        account: Its name.
        city: Where it is.
        kind: What to plan: a review where one is due, else a visit.
        reasons: What is to be done there and why, the strongest first.
        person_id: Whom to see, if somebody is meant.
        weight: What the reasons weigh together; sorts them.
        near: Whether one is there anyway on that day.
    """

    account_id: str
    account: str
    city: str
    kind: EventKind
    reasons: tuple[tuple[Task, Reason], ...]
    weight: int
    near: bool
    person_id: str | None = None


def whom_to_see(
    facts: Mapping[str, AccountFacts], lines: Iterable[SweepLine], places: Collection[str], planned: Collection[str]
) -> list[ToSee]:
    """The accounts to propose, the best first.

    Args:
        facts: The accounts by key.
        lines: The sweep of the day.
        places: Where one will be on that day: places of events and cities of their accounts.
        planned: Accounts that will be seen anyway.
    """
    by_account: dict[str, list[SweepLine]] = defaultdict(list)
    for line in lines:
        if line.account_id not in planned and _weight(line):
            by_account[line.account_id].append(line)
    folded = [f" {fold(place).replace(',', ' ')} " for place in places]
    proposals = []
    for key, why in by_account.items():
        account = facts[key].account
        if account.status is AccountStatus.LOST:
            continue
        near = bool(account.city) and any(f" {fold(account.city)} " in place for place in folded)
        proposals.append(_proposal(facts[key], sorted(why, key=lambda line: -_weight(line)), near))
    return sorted(proposals, key=lambda visit: (-visit.weight, visit.account, visit.account_id))[:MOST]


def _proposal(facts: AccountFacts, why: list[SweepLine], near: bool) -> ToSee:
    account = facts.account
    due = any(line.action is Action.PLAN_REVIEW for line in why)
    person_id = next((line.person_id for line in why if line.lane is Lane.ASK), None)
    reasons = tuple((line.task, line.reason) for line in why)
    weight = sum(_weight(line) for line in why) + _NEAR * near + "DCBA".index(account.tier.value)
    return ToSee(
        account.id, account.name, account.city, EventKind.REVIEW if due else EventKind.VISIT, reasons, weight,
        near, person_id,
    )  # fmt: skip


def _weight(line: SweepLine) -> int:
    """What a line of the sweep says for seeing somebody; nothing where a call or a mail will do."""
    if line.action is Action.PLAN_REVIEW:
        return 5 if line.late else 4
    if line.lane is Lane.CLOSE and line.action is Action.LOG:
        return 4 if line.late else 3
    if line.lane is Lane.ASK and line.action is Action.ASK:
        return 4
    if line.action in (Action.VERIFY_OUTCOME, Action.ADVANCE_IDEA):
        return 1
    return 0
