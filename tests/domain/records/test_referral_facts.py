"""Facts that answer for a past day: which targets were open, which stages were reached."""

from __future__ import annotations

from typing import Any

import pytest

from advisorbench.domain.records.states import Stage
from tests.domain.build import ANNA, BEN, ask, day, facts, referral, target

OPEN: list[tuple[str, dict[str, Any], list[bool]]] = [
    ("no days known", {}, [True, True, True]),
    ("noted five days ago", {"added": 5}, [False, True, True]),
    ("noted today", {"added": 0}, [False, False, True]),
    ("noted tomorrow", {"added": -1}, [False, False, False]),
    ("asked for today", {"state": "asked", "closed": 0}, [True, True, False]),
    ("asked for tomorrow", {"state": "asked", "closed": -1}, [True, True, True]),
    ("noted five days ago, introduced three days ago", {"state": "introduced", "added": 5, "closed": 3},
     [False, True, False]),
    ("noted and dropped on one day", {"state": "dropped", "added": 5, "closed": 5}, [False, False, False]),
    ("asked for, nobody knows when", {"state": "asked"}, [False, False, False]),
    ("introduced, nobody knows when", {"state": "introduced", "added": 5}, [False, False, False]),
    ("dropped, nobody knows when", {"state": "dropped"}, [False, False, False]),
]  # fmt: skip


@pytest.mark.parametrize(("known", "open_on"), [pytest.param(*row[1:], id=row[0]) for row in OPEN])
def test_a_target_is_open_from_the_day_it_is_noted_until_it_is_asked_for(
    known: dict[str, Any], open_on: list[bool]
) -> None:
    assert [target(**known).open_on(day(ago)) for ago in (6, 5, 0)] == open_on


@pytest.mark.parametrize(
    ("who", "company", "name"),
    [
        ("Joris Hofstra", "Hofstra Transport", "Joris Hofstra, Hofstra Transport"),
        ("Joris Hofstra", "", "Joris Hofstra"),
        ("", "Hofstra Transport", "Hofstra Transport"),
        ("", "", ""),
    ],
)
def test_a_target_is_called_by_what_is_known_of_it(who: str, company: str, name: str) -> None:
    assert target()._replace(who=who, company=company).name == name


def test_a_referral_has_reached_the_stages_that_have_a_day_in_their_order() -> None:
    found = referral(40, introduced=30, customer=10)

    assert found.reached == ((Stage.NAMED, day(40)), (Stage.INTRODUCED, day(30)), (Stage.CUSTOMER, day(10)))
    assert referral(40).reached == ((Stage.NAMED, day(40)),)
    assert referral(40, ended=3).reached[-1] == (Stage.ENDED, day(3))


def test_the_ask_that_is_written_is_the_newest_draft_to_that_person() -> None:
    asks = [ask(None, "drafted", key="k2"), ask(None, "drafted", key="k1"), ask(3, key="k4"),
            ask(None, "drafted", who=BEN.id, key="k3")]  # fmt: skip
    known = facts(asks=asks)

    assert [draft.id if (draft := known.drafted_ask(who)) else None for who in (ANNA.id, BEN.id, "p-c", None)] == [
        "k2", "k3", None, None,
    ]  # fmt: skip
