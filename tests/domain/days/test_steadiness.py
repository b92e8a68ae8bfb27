"""Is this seller steady? Counts by week, their spread, and how many in a row."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.days.steadiness import WEEKS, Beat, Habit, HabitRecord, steadiness

TODAY = date(2026, 11, 25)
"""A Wednesday."""
MONDAY = date(2026, 11, 23)

BEATS = """
2 2 2 2 2 2 2 2 2 2 2 2 | steady         | 2   | 2 2       | 12 | 12
2 3 2 3 2 3 2 3 2 3 2 3 | steady         | 2.5 | 2 3       | 12 | 12
4 6 4 6 4 6 4 6 4 6 4 6 | steady         | 5   | 4 6       | 12 | 12
1 9 1 9 1 9 1 9 1 9 1 9 | uneven         | 5   | 1 9       | 12 | 12
0 3 0 3 0 3 0 3 0 3 0 3 | uneven         | 1.5 | 0 3       | 1  | 1
0 1 0 1 0 1 1 1 1 1 1 1 | steady         | 1   | 0.75 1    | 7  | 7
0 0 0 0 1 1 1 1 1 1 1 1 | uneven         | 1   | 0 1       | 8  | 8
1 2 1 2 1 2 1 2 1 2 1 2 | steady         | 1.5 | 1 2       | 12 | 12
3 3 3 3 3 3 3 3 3 3 3 0 | steady         | 3   | 3 3       | 0  | 11
0 0 0 0 0 0 0 0 0 0 0 0 | seldom         | 0   | 0 0       | 0  | 0
0 0 1 0 0 0 0 1 0 0 0 1 | seldom         | 0   | 0 0.25    | 1  | 1
- - - - - - 2 2 2 2 2 2 | steady         | 2   | 2 2       | 6  | 6
- - - - - - - 2 2 2 2 2 | unknown        | 2   | 2 2       | 5  | 5
- - - - - - - - - - - 4 | unknown        | 4   |           | 1  | 1
- - - - - - - - - - - - | unknown        |     |           | 0  | 0
"""
"""Counts by week, oldest first; how it goes; median; quartiles; weeks in a row up to the last; the most in a row."""


@pytest.mark.parametrize(
    "row",
    [[cell.strip() for cell in line.split("|")] for line in BEATS.strip().splitlines()],
    ids=lambda row: row[0],
)
def test_how_a_habit_goes(row: list[str]) -> None:
    counts, beat, middle, half, streak, longest = row
    found = HabitRecord(Habit.VISITS, tuple(None if count == "-" else int(count) for count in counts.split()))
    assert found.beat is Beat(beat)
    assert found.middle == (float(middle) if middle else None)
    assert found.half == (tuple(map(float, half.split())) if half else None)
    assert (found.streak, found.longest) == (int(streak), int(longest))


def test_the_running_week_is_no_week_yet() -> None:
    days = {Habit.VISITS: [MONDAY, TODAY, MONDAY - timedelta(1), MONDAY - timedelta(7)]}
    visits = steadiness(TODAY, days, date(2026, 1, 1)).habits[0]
    assert (visits.counts[-1], visits.running) == (2, 2)


def test_what_is_still_to_come_is_not_counted() -> None:
    visits = steadiness(TODAY, {Habit.VISITS: [TODAY + timedelta(1)]}, MONDAY).habits[0]
    assert visits.running == 0


def test_weeks_before_the_book_began_are_unknown_and_the_week_it_began_in_counts() -> None:
    began = MONDAY - timedelta(weeks=3) + timedelta(4)
    counts = steadiness(TODAY, {Habit.ASKS: [began]}, began).habits[3].counts
    assert counts == (None,) * 9 + (1, 0, 0)


def test_an_empty_book_knows_nothing() -> None:
    found = steadiness(TODAY, {}, None)
    assert {record.known for record in found.habits} == {()}
    assert {record.beat for record in found.habits} == {Beat.UNKNOWN}


def test_every_habit_has_its_line_and_every_week_its_monday() -> None:
    found = steadiness(TODAY, {}, None)
    assert [record.habit for record in found.habits] == list(Habit)
    assert found.weeks[0] == date(2026, 8, 31)
    assert found.weeks[-1] == date(2026, 11, 16)
    assert len(found.weeks) == WEEKS


@given(st.lists(st.integers(0, 200)))
def test_every_day_within_the_weeks_is_counted_once_whatever_the_order(ago: list[int]) -> None:
    days = [TODAY - timedelta(days) for days in ago]
    found = steadiness(TODAY, {Habit.VISITS: days}, date(2020, 1, 1))
    visits = found.habits[0]
    assert sum(visits.known) + visits.running == sum(day >= found.weeks[0] for day in days)
    assert steadiness(TODAY, {Habit.VISITS: days[::-1]}, date(2020, 1, 1)) == found
    assert visits.streak <= visits.longest <= WEEKS
