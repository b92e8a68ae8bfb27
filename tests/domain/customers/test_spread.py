"""Do the reviews fit in the seller's hours? What fits stays, the rest gets a day or is left, nothing is lost."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.customers.spread import Spread, Wanted, hours_available, spread
from advisorbench.domain.rules import Rules
from tests.domain.build import TODAY, day

RULES = Rules()
"""Eight hours a week, four a review: two reviews fit in a week."""


def wanted(
    name: str, planned: int | None = None, due: int | None = None, latest: int | None = None, *, fixed: bool = False
) -> Wanted:
    """A review with its days, counted ahead from today."""
    planned_on, due_on, latest_on = (None if ahead is None else day(-ahead) for ahead in (planned, due, latest))
    return Wanted(f"a-{name}", name, planned_on, due_on, latest_on, fixed)


def proposed(found: Spread) -> list[tuple[str, date]]:
    """Who is proposed which day, in order."""
    return [(proposal.wanted.account, proposal.on) for proposal in found.proposals]


def left(found: Spread) -> list[str]:
    """Who finds no week."""
    return [review.account for review in found.left]


def monday(of: date) -> date:
    """The first day of its week."""
    return of - timedelta(days=of.weekday())


# --- what stays -----------------------------------------------------------------------------------------------

STAYING: list[tuple[str, list[Wanted]]] = [
    ("nothing", []),
    ("one", [wanted("a", 3)]),
    ("two in a week", [wanted("a", 3), wanted("b", 3)]),
    ("two in each of two weeks", [wanted("a", 0), wanted("b", 4), wanted("c", 7), wanted("d", 11)]),
    ("one in the weekend", [wanted("a", 5)]),
    ("three that are prepared", [wanted(name, 2, fixed=True) for name in "abc"]),
    ("two on the last day", [wanted("a", 41), wanted("b", 41)]),
    ("one beyond the last week", [wanted("a", 42)]),
    ("one due beyond the last week", [wanted("a", due=42)]),
]


@pytest.mark.parametrize("reviews", [pytest.param(row[1], id=row[0]) for row in STAYING])
def test_what_fits_keeps_its_day(reviews: list[Wanted]) -> None:
    found = spread(reviews, TODAY, 6, RULES)
    assert (found.proposals, found.left) == ((), ())


def test_in_a_full_week_those_that_are_due_last_give_way_to_the_next() -> None:
    three = [wanted("late", 1, -30, -2), wanted("soon", 3, 9, 30), wanted("far", 0, 40, 80)]
    found = spread(three, TODAY, 6, RULES)
    assert found.full == (TODAY,)
    assert proposed(found) == [("far", day(-8))]
    assert left(found) == []


def test_what_is_prepared_stays_in_a_full_week_and_takes_its_room() -> None:
    four = [wanted("p", 1, 40, 80, fixed=True), wanted("q", 2, 40, 80, fixed=True), wanted("late", 3, -30, -2)]
    assert proposed(spread(four, TODAY, 6, RULES)) == [("late", day(-8))]


# --- what is proposed -----------------------------------------------------------------------------------------

PROPOSED: list[tuple[str, list[Wanted], date, list[tuple[str, date]]]] = [
    ("overdue: from this week on, midweek", [wanted("a", due=-30, latest=-2)], TODAY, [("a", day(-1))]),
    ("overdue, on a Wednesday: not in the past", [wanted("a", due=-30)], day(-2), [("a", day(-2))]),
    ("overdue, on a Friday: today", [wanted("a", due=-30)], day(-4), [("a", day(-4))]),
    ("overdue, on a Saturday: next week", [wanted("a", due=-30)], day(-5), [("a", day(-8))]),
    ("overdue, on a Sunday: next week", [wanted("a", due=-30)], day(-6), [("a", day(-8))]),
    ("due in two weeks: that week", [wanted("a", due=14)], TODAY, [("a", day(-15))]),
    ("due on a Thursday: not before", [wanted("a", due=10)], TODAY, [("a", day(-10))]),
    ("due on a Sunday: the week after", [wanted("a", due=13)], TODAY, [("a", day(-15))]),
    ("no day known: from this week on", [wanted("a")], TODAY, [("a", day(-1))]),
    ("two on two days", [wanted("a", due=-9), wanted("b", due=-8)], TODAY, [("a", day(-1)), ("b", day(-2))]),
    ("three: the third a week later", [wanted(name, due=-9) for name in "abc"], TODAY,
     [("a", day(-1)), ("b", day(-2)), ("c", day(-8))]),
    ("around what is planned", [wanted("p", 1), wanted("a", due=-9)], TODAY, [("a", day(-2))]),
    ("not in a week that is full", [wanted("p", 1), wanted("q", 2), wanted("a", due=-9)], TODAY, [("a", day(-8))]),
]  # fmt: skip


@pytest.mark.parametrize(("reviews", "on", "expected"), [pytest.param(*row[1:], id=row[0]) for row in PROPOSED])
def test_a_review_without_a_day_gets_the_first_week_with_room(
    reviews: list[Wanted], on: date, expected: list[tuple[str, date]]
) -> None:
    assert proposed(spread(reviews, on, 6, RULES)) == expected


def test_the_overdue_come_first_and_the_least_urgent_are_left() -> None:
    five = [
        wanted("e", due=4, latest=60), wanted("d", due=0, latest=30), wanted("c", due=-10, latest=20),
        wanted("b", due=-60, latest=-5), wanted("a", due=-50, latest=-20),
    ]  # fmt: skip
    found = spread(five, TODAY, 2, RULES)
    assert proposed(found) == [("a", day(-1)), ("b", day(-2)), ("c", day(-8)), ("d", day(-9))]
    assert left(found) == ["e"]


def test_a_proposal_past_its_latest_day_says_so() -> None:
    found = spread([wanted("a", due=-60, latest=-5), wanted("b", due=-9, latest=2)], TODAY, 6, RULES)
    assert [(p.wanted.account, p.late) for p in found.proposals] == [("a", True), ("b", False)]


# --- the hours ------------------------------------------------------------------------------------------------


def test_hours_planned_stand_against_the_hours_there_are() -> None:
    planned = [wanted(f"p{n}", 7 * (n % 6) + 1) for n in range(17)]
    rules = Rules(hours_per_review=2, review_hours_per_week=4)
    found = spread([*planned, wanted("w", due=3), wanted("beyond", 43)], TODAY, 6, rules)
    assert (found.planned_hours, found.wanted_hours, found.hours) == (34, 2, 24)
    assert (found.start, found.end) == (TODAY, day(-41))
    assert found.full == tuple(day(-7 * week) for week in range(5))  # three in each, two in the last
    assert len(found.left) == 18 - 12


@pytest.mark.parametrize(
    ("ahead", "hours"), [(0, 48), (1, 46.4), (2, 44.8), (3, 43.2), (4, 41.6), (5, 40), (6, 40), (7, 48)]
)
def test_of_this_week_the_hours_of_the_working_days_that_are_left_count(ahead: int, hours: float) -> None:
    assert 0 <= hours_available(day(-ahead), 6, RULES) - hours < 1


def test_a_week_has_room_for_one_even_where_a_review_takes_longer() -> None:
    found = spread([wanted("a", due=0), wanted("b", due=0)], TODAY, 2, Rules(review_hours_per_week=3))
    assert proposed(found) == [("a", day(-1)), ("b", day(-8))]


# --- whatever is asked ----------------------------------------------------------------------------------------

AHEAD = st.none() | st.integers(-80, 80)
RAW = st.lists(st.tuples(st.none() | st.integers(0, 60), AHEAD, AHEAD, st.booleans()), max_size=14)


def reviews_of(raw: list[tuple[int | None, int | None, int | None, bool]], on: date) -> list[Wanted]:
    """Reviews of different accounts, planned from that day on; only what is planned can be fixed."""

    def ahead(days: int | None) -> date | None:
        return None if days is None else on + timedelta(days=days)

    return [
        Wanted(f"a{n}", f"A {n:02}", ahead(planned), ahead(due), ahead(latest), fixed and planned is not None)
        for n, (planned, due, latest, fixed) in enumerate(raw)
    ]


@settings(max_examples=120, deadline=None)
@given(RAW, st.integers(0, 6), st.integers(1, 7), st.integers(1, 4))
def test_every_review_is_kept_proposed_or_left_and_no_week_gets_too_full(
    raw: list[tuple[int | None, int | None, int | None, bool]], weekday: int, weeks: int, most: int
) -> None:
    on = TODAY + timedelta(days=weekday)
    rules = Rules(hours_per_review=4, review_hours_per_week=4 * most)
    reviews = reviews_of(raw, on)
    found = spread(reviews, on, weeks, rules)
    end = TODAY + timedelta(weeks=weeks, days=-1)
    inside = [r for r in reviews if (r.planned_on or r.due_on or on) <= end]
    moved = [proposal.wanted for proposal in found.proposals]
    kept = [r for r in inside if r.planned_on and r not in moved and r not in found.left]

    assert sorted(r.account for r in (*kept, *moved, *found.left)) == sorted(r.account for r in inside)
    assert not [r for r in (*moved, *found.left) if r.fixed]
    for proposal in found.proposals:
        start = max(proposal.wanted.planned_on or proposal.wanted.due_on or on, on)
        assert start <= proposal.on <= end
        assert proposal.on.weekday() < 5
    load = Counter(monday(p.on) for p in found.proposals) + Counter(monday(r.planned_on or on) for r in kept)
    firm = Counter(monday(r.planned_on or on) for r in kept if r.fixed)
    assert all(count <= max(most, firm[week]) for week, count in load.items())
    planned = Counter(monday(r.planned_on) for r in inside if r.planned_on)
    for review in (*moved, *found.left):
        assert review.planned_on is None or planned[monday(review.planned_on)] > most
    assert found.full == tuple(sorted(week for week, count in planned.items() if count > most))


@settings(max_examples=60, deadline=None)
@given(RAW, st.integers(0, 6))
def test_among_the_overdue_nobody_waits_for_somebody_less_urgent(
    raw: list[tuple[int | None, int | None, int | None, bool]], weekday: int
) -> None:
    on = TODAY + timedelta(days=weekday)
    overdue = [r for r in reviews_of(raw, on) if not r.planned_on and r.due_on and r.latest_on and r.due_on <= on]
    found = spread(overdue, on, 3, RULES)
    weeks = {p.wanted.account: monday(p.on) for p in found.proposals}
    for one in overdue:
        for other in overdue:
            if one.latest_on and other.latest_on and one.latest_on < other.latest_on:
                assert weeks.get(one.account, date.max) <= weeks.get(other.account, date.max)


@settings(max_examples=60, deadline=None)
@given(RAW, st.integers(0, 2**32))
def test_the_same_reviews_in_another_order_are_spread_alike(
    raw: list[tuple[int | None, int | None, int | None, bool]], seed: int
) -> None:
    reviews = reviews_of(raw, TODAY)
    shuffled = Random(seed).sample(reviews, len(reviews))
    assert spread(shuffled, TODAY, 6, RULES) == spread(reviews, TODAY, 6, RULES)
