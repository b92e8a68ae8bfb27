"""What may follow what: each state machine as a table, and everything outside it refused."""

from __future__ import annotations

from enum import StrEnum
from itertools import product
from typing import Any

import pytest

from advisorbench.domain.errors import Refused
from advisorbench.domain.records.states import (
    AccountStatus,
    AskState,
    IdeaState,
    InitiativeState,
    ObjectiveState,
    OutcomeState,
    PromiseState,
    ReviewState,
    SignalKind,
    Stage,
    allowed,
    label,
    step,
)

TABLE: dict[type[StrEnum], dict[str, str]] = {
    AccountStatus: {
        "prospect": "active, lost",
        "active": "dormant, lost",
        "dormant": "active, lost",
        "lost": "active",
    },
    ObjectiveState: {
        "draft": "agreed, dropped",
        "agreed": "on track, off track, achieved, dropped",
        "on track": "off track, achieved, dropped",
        "off track": "on track, achieved, dropped",
    },
    IdeaState: {
        "spotted": "proposed, rejected",
        "proposed": "accepted, rejected",
        "accepted": "done, rejected",
    },
    PromiseState: {"open": "kept, late, broken"},
    ReviewState: {
        "due": "scheduled, held",
        "scheduled": "prepared, held, due",
        "prepared": "scheduled, held, due",
        "held": "followed up",
    },
    OutcomeState: {"claimed": "verified, disputed", "disputed": "verified", "verified": "verified, disputed"},
    AskState: {"drafted": "asked", "asked": "yes, later, no", "later": "asked, yes, no"},
    Stage: {
        "named": "introduced, ended",
        "introduced": "met, ended",
        "met": "buying, customer, ended",
        "buying": "customer, ended",
    },
    InitiativeState: {"open": "won, lost, no decision, withdrawn"},
}
ALLOWED = {
    (kind(now), kind(then)) for kind, rows in TABLE.items() for now, thens in rows.items() for then in thens.split(", ")
}
EVERY = [pair for kind in TABLE for pair in product(kind, kind)]


def said(pair: Any) -> str:
    """The pair as the name of a case."""
    return f"{type(pair[0]).__name__}: {pair[0]} to {pair[1]}"


@pytest.mark.parametrize("pair", sorted(ALLOWED, key=said), ids=said)
def test_a_step_of_the_method_is_allowed(pair: tuple[StrEnum, StrEnum]) -> None:
    step(*pair)


@pytest.mark.parametrize("pair", [pair for pair in EVERY if pair not in ALLOWED], ids=said)
def test_any_other_step_is_refused_by_name(pair: tuple[StrEnum, StrEnum]) -> None:
    with pytest.raises(Refused) as refused:
        step(*pair)

    assert f"“{label(pair[0])}” cannot become “{label(pair[1])}”" in str(refused.value)


@pytest.mark.parametrize("kind", TABLE, ids=lambda kind: kind.__name__)
def test_every_state_can_be_reached_from_the_first(kind: type[StrEnum]) -> None:
    reached = {next(iter(kind))}
    for _turn in kind:
        reached |= {then for now in reached for then in allowed(now)}

    assert reached == set(kind)


def test_nobody_is_a_prospect_again_and_what_has_ended_stays_so() -> None:
    assert not any(AccountStatus.PROSPECT in allowed(status) for status in AccountStatus)
    ends = [ObjectiveState.ACHIEVED, ObjectiveState.DROPPED, IdeaState.DONE, IdeaState.REJECTED]
    assert [allowed(state) for state in ends] == [frozenset()] * 4


def test_a_referral_can_end_from_every_stage_on_its_way() -> None:
    on_its_way = [stage for stage in Stage if stage not in (Stage.CUSTOMER, Stage.ENDED)]

    assert all(Stage.ENDED in allowed(stage) for stage in on_its_way)


def test_a_state_of_one_thing_cannot_become_that_of_another() -> None:
    with pytest.raises(Refused):
        step(PromiseState.OPEN, InitiativeState.WON)


def test_a_word_is_shown_as_it_is_stored_except_for_nps() -> None:
    assert [label(word) for word in (Stage.NAMED, ReviewState.FOLLOWED_UP, SignalKind.NPS)] == [
        "named",
        "followed up",
        "NPS",
    ]
