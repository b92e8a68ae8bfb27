"""Whom to see in an empty hour: by reason, near first, and nobody who will be seen anyway."""

from __future__ import annotations

import pytest

from advisorbench.domain.days.sweep import SweepLine
from advisorbench.domain.days.whom_to_see import MOST, ToSee, whom_to_see
from advisorbench.domain.language.reasons import say_reasons_to_see
from advisorbench.domain.records.facts import Account, AccountFacts
from advisorbench.domain.records.reasons import Reason, ReasonKind, Task, TaskKind
from advisorbench.domain.records.states import AccountStatus, Action, EventKind, Lane, Tier
from tests.domain.build import TODAY

FACTS = {
    key: AccountFacts(account=Account(key, key.title(), Tier.C, status, city=city))
    for key, status, city in (
        ("bakker", AccountStatus.ACTIVE, "Zaandam"), ("kaya", AccountStatus.ACTIVE, "Den Haag"),
        ("gone", AccountStatus.LOST, "Den Haag"),
    )
}  # fmt: skip


TASK, REASON = Task(TaskKind.GET_IN_TOUCH), Reason(ReasonKind.NO_CONTACT)


def line(account: str, lane: Lane, action: Action, *, late: bool = False, person: str | None = None) -> SweepLine:
    return SweepLine(lane, TASK, REASON, None, late, account, account.title(), action, person)


REVIEW = (Lane.BRING, Action.PLAN_REVIEW)
CONTACT = (Lane.CLOSE, Action.LOG)
ASK = (Lane.ASK, Action.ASK)


def proposed(*lines: SweepLine, places: tuple[str, ...] = (), planned: tuple[str, ...] = ()) -> list[ToSee]:
    return whom_to_see(FACTS, lines, places, planned)


@pytest.mark.parametrize(
    ("better", "other"),
    [
        (line("kaya", *REVIEW, late=True), line("bakker", *REVIEW)),
        (line("kaya", *REVIEW), line("bakker", *CONTACT)),
        (line("kaya", *CONTACT, late=True), line("bakker", *CONTACT)),
        (line("kaya", *ASK), line("bakker", *CONTACT)),
    ],
)
def test_the_stronger_reason_comes_first(better: SweepLine, other: SweepLine) -> None:
    assert [one.account_id for one in proposed(other, better)] == ["kaya", "bakker"]


def test_reasons_add_up_the_strongest_first() -> None:
    (one,) = proposed(line("kaya", *CONTACT), line("kaya", *REVIEW, late=True), line("kaya", *ASK, person="elif"))
    assert (len(one.reasons), one.kind, one.person_id) == (3, EventKind.REVIEW, "elif")


def test_a_visit_is_planned_where_no_review_is_due() -> None:
    assert [one.kind for one in proposed(line("kaya", *CONTACT))] == [EventKind.VISIT]


@pytest.mark.parametrize("place", ["Den Haag", "Spui 1, 2511 BL den haag", "DEN HAAG, station"])
def test_who_is_where_one_will_be_anyway_comes_first(place: str) -> None:
    found = proposed(line("bakker", *REVIEW), line("kaya", *CONTACT), places=(place,))
    assert [(one.account_id, one.near) for one in found] == [("kaya", True), ("bakker", False)]
    assert say_reasons_to_see(found[0], TODAY) == [
        "Get in touch: no contact recorded yet", "you are in Den Haag that day",
    ]  # fmt: skip


def test_a_part_of_a_name_is_no_place() -> None:
    assert not any(one.near for one in proposed(line("bakker", *CONTACT), places=("Zaandammerplein",)))


def test_who_will_be_seen_or_is_lost_or_needs_no_visit_is_not_proposed() -> None:
    assert proposed(line("kaya", *REVIEW), planned=("kaya",)) == []
    assert proposed(line("gone", *REVIEW)) == []
    assert proposed(line("kaya", Lane.OWE, Action.KEEP_PROMISE), line("kaya", Lane.CLOSE, Action.EDIT)) == []


def test_so_many_are_proposed_and_no_more() -> None:
    facts = {
        f"{n:02}": AccountFacts(account=Account(f"{n:02}", f"{n:02}", Tier.C, AccountStatus.ACTIVE)) for n in range(30)
    }
    found = whom_to_see(facts, [line(key, *REVIEW) for key in facts], (), ())
    assert [one.account for one in found] == [f"{n:02}" for n in range(MOST)]
