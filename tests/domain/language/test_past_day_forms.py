"""A day typed of something that happened: without a year the last one."""

from __future__ import annotations

from datetime import date

import pytest

from advisorbench.domain.language.past_days import parse_past_day

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 nov", date(2026, 11, 12)), ("20 nov", date(2026, 11, 20)), ("3 december", date(2026, 12, 3)),
        ("1 feb", date(2027, 2, 1)), ("nov 12", date(2026, 11, 12)), ("fri", date(2026, 11, 20)),
        ("vrijdag", date(2026, 11, 20)), ("today", MONDAY), ("yesterday", date(2026, 11, 22)),
        ("2026-12-04", date(2026, 12, 4)), ("4 dec 2026", date(2026, 12, 4)), ("+2w", date(2026, 12, 7)),
    ],
)  # fmt: skip
def test_a_day_of_something_that_happened_is_the_last_one(text: str, day: date) -> None:
    """A day that is nearer ahead than behind, and one that says its year, stay ahead: the use case refuses them."""
    assert parse_past_day(text, MONDAY) == day


@pytest.mark.parametrize("text", ["", "soon", "1-3", "31 feb"])
def test_what_is_no_day_or_two_is_refused_as_ever(text: str) -> None:
    with pytest.raises(ValueError):
        parse_past_day(text, MONDAY)
