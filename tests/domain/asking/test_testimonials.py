"""Praise is shown to others while the customer agrees to the text and to what it speaks of, and not a day longer."""

from __future__ import annotations

from typing import Any

import pytest

from advisorbench.domain.asking.testimonials import expired, may_be_shown
from advisorbench.domain.records.states import TestimonialState as State
from tests.domain.build import TODAY, a_testimonial, day, facts, outcome

ENDS = [(None, False), (-1, False), (0, False), (1, True), (400, True)]
"""The last day of the consent, so many days ago, and whether it has ended."""
ABOUT: list[tuple[str, list[Any], bool]] = [
    ("verified", [outcome(30)], True),
    ("verified long ago", [outcome(900)], True),
    ("verified today", [outcome(30, verified=0)], True),
    ("verified tomorrow", [outcome(30, verified=-1)], False),
    ("claimed", [outcome(30, "claimed")], False),
    ("disputed", [outcome(30, "disputed")], False),
    ("verified, disputed today", [outcome(30, "disputed", 20, disputed=0)], False),
    ("verified, disputed tomorrow", [outcome(30, "disputed", 20, disputed=-1)], True),
    ("another outcome verified", [outcome(30, key="other")], False),
    ("none", [], False),
]
SHOWN = {State.APPROVED, State.PUBLISHED}


@pytest.mark.parametrize(("ends", "over"), ENDS)
def test_consent_holds_up_to_and_including_its_last_day(ends: int | None, over: bool) -> None:
    assert expired(a_testimonial(expires=ends), TODAY) is over


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize(("ends", "over"), ENDS)
@pytest.mark.parametrize(("outcomes", "stands"), [pytest.param(*row[1:], id=row[0]) for row in ABOUT])
def test_it_is_shown_when_agreed_to_not_expired_and_about_something_verified(
    state: State, ends: int | None, over: bool, outcomes: list[Any], stands: bool
) -> None:
    shown = may_be_shown(a_testimonial(state.value, ends), facts(outcomes=outcomes), TODAY)

    assert shown is (state in SHOWN and not over and stands)


@pytest.mark.parametrize("state", list(State))
def test_without_an_approved_text_nothing_is_shown(state: State) -> None:
    assert not may_be_shown(a_testimonial(state.value, approved=""), facts(outcomes=[outcome()]), TODAY)


@pytest.mark.parametrize(
    ("state", "ago"), [("requested", 50), ("received", 40), ("approved", 30), ("published", 20), ("withdrawn", 10)]
)
def test_the_day_of_its_state_is_the_day_it_came_into_it(state: str, ago: int) -> None:
    assert a_testimonial(state).since == day(ago)


@pytest.mark.parametrize(
    ("places", "where"),
    [
        ("", ()),
        (" \n\n ", ()),
        ("our site", ("our site",)),
        ("our site\n\n  brochure 2026 \nfair", ("our site", "brochure 2026", "fair")),
    ],
)
def test_each_line_of_its_places_is_one_place(places: str, where: tuple[str, ...]) -> None:
    assert a_testimonial(places=places).where == where
