"""Finding one's way in the portfolio: what a filter keeps, and what comes first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.account_filter import filtered, ordered
from advisorbench.domain.asking.readiness import State
from advisorbench.domain.customers.cadence import Standing
from advisorbench.domain.records.states import AccountStatus, Tier
from advisorbench.domain.text import fold
from advisorbench.domain.views import AccountLine


def line(name: str, tier: str = "A", state: State | None = None, **given: Any) -> AccountLine:
    """One account of the portfolio."""
    known: dict[str, Any] = {
        "id": name, "name": name, "tier": Tier(tier), "status": AccountStatus.ACTIVE, "sector": "", "city": "",
        "state": state, "ready_person": "", "next_review": None, "review": Standing.FINE, "last_contact": None,
        "contact": Standing.FINE, "gap": None, "gap_count": 0, "pursuit": "none",
    }  # fmt: skip
    known |= given
    return AccountLine(**known, folded=fold(f"{name} {known['city']} {known['sector']}"))


LINES = [
    line("Bakker", "B", State.READY, city="Hengelo", next_review=date(2026, 12, 1), gap=0.2),
    line("Café Wit", "A", State.ASK_READY, city="Zürich", contact=Standing.OVERDUE, last_contact=date(2026, 6, 1)),
    line("De Wit Bouw", "C", State.BLOCKED, sector="Building", status=AccountStatus.DORMANT, gap=0.9),
    line("Kaya", "A", State.ASKED, city="Hengelo", review=Standing.OVERDUE, next_review=date(2026, 9, 1)),
    line("Zonnig", "D", None, contact=Standing.UNKNOWN, last_contact=date(2026, 11, 1), gap=0.0),
]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", "Bakker, Café Wit, De Wit Bouw, Kaya, Zonnig"),
        ("wit", "Café Wit, De Wit Bouw"),
        ("WIT", "Café Wit, De Wit Bouw"),
        ("cafe zurich", "Café Wit"),
        ("zürich", "Café Wit"),
        ("wit building", "De Wit Bouw"),
        ("nobody at all", ""),
        ("hengelo tier:a", "Kaya"),
        ("tier:a,b", "Bakker, Café Wit, Kaya"),
        ("Tier:A", "Café Wit, Kaya"),
        ("tier:a,", "Café Wit, Kaya"),
        ("tier:", "Bakker, Café Wit, De Wit Bouw, Kaya, Zonnig"),
        ("tier:x", ""),
        ("status:dormant", "De Wit Bouw"),
        ("state:ready", "Bakker"),
        ("state:ask-ready", "Café Wit"),
        ("state:ready,ask-ready", "Bakker, Café Wit"),
        ("state:nobody", "Zonnig"),
        ("review:overdue", "Kaya"),
        ("contact:overdue", "Café Wit"),
        ("contact:unknown", "Zonnig"),
        ("city:hengelo", ""),
    ],
)
def test_a_filter_keeps_the_accounts_that_hold_every_word_and_condition(text: str, kept: str) -> None:
    assert ", ".join(found.name for found in filtered(LINES, text)) == kept


@pytest.mark.parametrize(
    ("by", "order"),
    [
        ("name", "Bakker, Café Wit, De Wit Bouw, Kaya, Zonnig"),
        ("tier", "Café Wit, Kaya, Bakker, De Wit Bouw, Zonnig"),
        ("state", "Café Wit, Bakker, Kaya, De Wit Bouw, Zonnig"),
        ("review", "Kaya, Bakker, Café Wit, De Wit Bouw, Zonnig"),
        ("contact", "Café Wit, Zonnig, Bakker, De Wit Bouw, Kaya"),
        ("gap", "De Wit Bouw, Bakker, Zonnig, Café Wit, Kaya"),
        ("nonsense", "Bakker, Café Wit, De Wit Bouw, Kaya, Zonnig"),
    ],
)
def test_the_most_urgent_or_best_comes_first_unknown_last_and_ties_by_name(by: str, order: str) -> None:
    assert ", ".join(found.name for found in ordered(LINES, by)) == order


def test_do_not_ask_comes_after_all_others_but_before_nobody() -> None:
    never = line("Never", state=State.DO_NOT_ASK)

    assert [found.name for found in ordered([*LINES, never], "state")][-2:] == ["Never", "Zonnig"]


@given(st.text(max_size=20))
def test_a_filter_only_leaves_out_and_keeps_the_order(text: str) -> None:
    kept = filtered(LINES, text)

    assert kept == [found for found in LINES if found in kept]


@given(st.sampled_from(["tier", "state", "review", "contact", "gap", "name", "?"]))
def test_ordering_loses_nobody(by: str) -> None:
    assert sorted(found.name for found in ordered(LINES, by)) == [found.name for found in LINES]
