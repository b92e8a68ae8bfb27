"""Are promises kept? Twelve months of them, the overdue among them, and nothing that came later."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.customers.promises import feedback_on, reliability
from advisorbench.domain.records.facts import Promise
from tests.domain.build import TODAY, facts, promise

A_YEAR = 365
"""From 23 November 2025 to 23 November 2026."""
TABLE: list[tuple[str, list[Promise], tuple[int, int]]] = [
    ("none at all", [], (0, 0)),
    ("kept on its day", [promise(9, "kept", 9)], (1, 1)),
    ("kept today", [promise(0, "kept", 0)], (1, 1)),
    ("late", [promise(9, "late", 5)], (0, 1)),
    ("broken", [promise(9, "broken", 5)], (0, 1)),
    ("broken before its day", [promise(-9, "broken", 5)], (0, 1)),
    ("kept and broken", [promise(9, "kept", 9), promise(9, "broken", 5)], (1, 2)),
    ("open, due tomorrow", [promise(-1)], (0, 0)),
    ("open, due today", [promise(0)], (0, 0)),
    ("open, due yesterday", [promise(1)], (0, 1)),
    ("open, overdue for two years", [promise(700, made=800)], (0, 1)),
    ("kept a year ago less a day", [promise(A_YEAR - 1, "kept", A_YEAR - 1, made=500)], (1, 1)),
    ("kept a year ago to the day", [promise(A_YEAR, "kept", A_YEAR, made=500)], (0, 0)),
    ("broken a year and a day ago", [promise(A_YEAR + 9, "broken", A_YEAR + 1, made=500)], (0, 0)),
    ("due before the year, kept late in it", [promise(A_YEAR + 9, "late", A_YEAR - 1, made=500)], (0, 1)),
    ("kept tomorrow, due yesterday", [promise(1, "late", -1)], (0, 1)),
    ("kept tomorrow, due tomorrow", [promise(-1, "kept", -1)], (0, 0)),
    ("broken tomorrow", [promise(-1, "broken", -1)], (0, 0)),
    ("made tomorrow", [promise(-9, made=-1)], (0, 0)),
    ("feedback to a referrer counts like any other", [promise(9, "kept", 9, referral="r")], (1, 1)),
]


@pytest.mark.parametrize(("promises", "counts"), [pytest.param(*row[1:], id=row[0]) for row in TABLE])
def test_a_promise_counts_in_the_year_after_it_was_closed_or_while_it_is_overdue(
    promises: list[Promise], counts: tuple[int, int]
) -> None:
    found = reliability(promises, TODAY)
    assert (found.on_time, found.counted) == counts
    assert found.share == (counts[0] / counts[1] if counts[1] else None)


def test_the_year_is_one_of_the_calendar_leap_days_included() -> None:
    kept = promise(0, "kept", 0)._replace(made_on=date(2027, 1, 1), due_on=date(2027, 3, 1), closed_on=date(2027, 3, 1))
    assert reliability([kept], date(2028, 2, 29)).counted == 1
    assert reliability([kept], date(2028, 3, 1)).counted == 0


@given(st.lists(st.tuples(st.integers(-400, 400), st.sampled_from(["open", "kept", "late", "broken"]),
                          st.integers(-400, 400)), max_size=8))  # fmt: skip
def test_nobody_keeps_more_than_all_and_an_unknown_share_is_none(known: list[tuple[int, str, int]]) -> None:
    promises = [promise(due, state, None if state == "open" else closed, made=900) for due, state, closed in known]
    found = reliability(promises, TODAY)
    assert 0 <= found.on_time <= found.counted <= len(promises)
    assert (found.share is None) is (found.counted == 0)


def test_what_is_owed_on_a_name_is_all_of_it_by_its_day_and_nothing_else() -> None:
    some = [promise(3, referral="r", key="b"), promise(9, "kept", 9, "r", key="c"), promise(3, referral="r", key="a")]
    known = facts(promises=[promise(5), *some, promise(1, referral="r2", key="d")])

    assert [owed.id for owed in feedback_on(known, "r")] == ["c", "a", "b"]
    assert feedback_on(known, "other") == ()
