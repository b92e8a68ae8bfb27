"""Weeks, months, quarters and years: as they are typed, which days they hold, and what comes before and after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.language.periods import Length, Span, parse_span, span_of
from tests.domain.build import TODAY

SPANS = st.builds(span_of, st.sampled_from(list(Length)), st.dates(date(1901, 1, 1), date(2198, 12, 31)))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-W47", "2026-11-16", "2026-11-22"),
        ("2026w47", "2026-11-16", "2026-11-22"),
        (" 2026-w5 ", "2026-01-26", "2026-02-01"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2028-2", "2028-02-01", "2028-02-29"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-k1", "2026-01-01", "2026-03-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("this week", "2026-11-23", "2026-11-29"),
        ("Last week", "2026-11-16", "2026-11-22"),
        ("deze  maand", "2026-11-01", "2026-11-30"),
        ("vorige maand", "2026-10-01", "2026-10-31"),
        ("dit kwartaal", "2026-10-01", "2026-12-31"),
        ("vorig kwartaal", "2026-07-01", "2026-09-30"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("volgend jaar", "2027-01-01", "2027-12-31"),
        ("next week", "2026-11-30", "2026-12-06"),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, first: str, last: str) -> None:
    span = parse_span(text, TODAY)
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "2026-W47"), ("soon", "2026-W47"), ("2026-Q5", "2026-W47"), ("26-W47", "2026-W47"), ("2026-", "2026-W47"),
        ("last day", "2026-W47"), ("2026-W47 " * 20, "2026-W47"), ("٢٠٢٦", "2026-W47"), ("2025-W53", "no such week"),
        ("2026-W00", "no such week"), ("2026-13", "no such week"), ("2026-00", "no such week"),
        ("0000", "too far away"), ("1899", "too far away"), ("2200-Q1", "too far away"), ("9999-12", "too far away"),
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_the_way_to_write_one(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_span(text, TODAY)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("2026-W47", "week 47 of 2026"),
        ("2025-W01", "week 1 of 2025"),
        ("2026-11", "November 2026"),
        ("2026-Q4", "Q4 2026"),
        ("2026", "2026"),
    ],
)
def test_a_period_has_a_name_for_people(key: str, name: str) -> None:
    assert parse_span(key, TODAY).name == name


@given(SPANS)
def test_what_is_written_is_read_back(span: Span) -> None:
    assert parse_span(span.key, TODAY) == span


@given(SPANS)
def test_periods_follow_each_other_without_a_gap(span: Span) -> None:
    assert span.next.first == span.last + timedelta(1)
    assert span.before.last == span.first - timedelta(1)
    assert span.next.before == span == span.before.next
    assert span.before.length is span.next.length is span.length


@given(st.sampled_from(list(Length)), st.dates(date(1901, 1, 1), date(2198, 12, 31)))
def test_a_day_lies_in_exactly_one_period_of_a_kind(length: Length, day: date) -> None:
    span = span_of(length, day)
    assert day in span
    assert day not in span.next
    assert day not in span.before
    assert span_of(length, span.first) == span_of(length, span.last) == span


@given(SPANS)
def test_a_period_is_as_long_as_its_kind(span: Span) -> None:
    days = (span.last - span.first).days + 1
    fewest, most = {"week": (7, 7), "month": (28, 31), "quarter": (90, 92), "year": (365, 366)}[span.length]
    assert fewest <= days <= most
    assert span.first.weekday() == 0 if span.length is Length.WEEK else span.first.day == 1
