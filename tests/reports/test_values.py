"""Typed values as people read them, and the columns of a table as they are read."""

from __future__ import annotations

from datetime import date

import pytest

from advisorbench.domain.words import Period
from advisorbench.i18n import use_language
from advisorbench.reports.document import Column, Kind, Measured, Minutes, Money, Share, Table, Value, Way
from advisorbench.reports.values import Reading, abreast, charted, kept, line, readings, say


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (Kind.TEXT, "as it is", "as it is"),
        (Kind.TEXT, "", ""),
        (Kind.COUNT, 1234, "1,234"),
        (Kind.COUNT, 0, "0"),
        (Kind.NUMBER, 2.50, "2.5"),
        (Kind.NUMBER, float("inf"), "–"),
        (Kind.NUMBER, Measured(14, "days"), "14 days"),
        (Kind.NUMBER, Measured(14), "14"),
        (Kind.NUMBER, Measured(float("nan"), "days"), "–"),
        (Kind.MINUTES, Minutes(90), "1:30"),
        (Kind.MINUTES, Minutes(0), "0:00"),
        (Kind.MIXED, Minutes(6010), "100:10"),
        (Kind.MIXED, Share(7, 13), "7 of 13 (54 %)"),
        (Kind.MIXED, Share(999, 1000), "999 of 1000 (99 %)"),
        (Kind.MIXED, Share(0, 0), "–"),
        (Kind.MIXED, 12, "12"),
        (Kind.MIXED, Money(100), "€ 1"),
        (Kind.MONEY, Money(4_100_000), "€ 41,000"),
        (Kind.MONEY, Money(5, "USD", Period.YEAR), "$ 0.05 a year"),
        (Kind.SHARE, Share(7, 13), "54 % (7 of 13)"),
        (Kind.SHARE, Share(0, 13), "0 % (0 of 13)"),
        (Kind.SHARE, Share(999, 1000), "99 % (999 of 1,000)"),
        (Kind.SHARE, Share(0, 0), "–"),
        (Kind.WAY, Way(0.5), "50 %"),
        (Kind.WAY, Way(0.001), "1 %"),
        (Kind.DAY, date(2026, 11, 23), "Mon 23 Nov 2026"),
        *((kind, None, "–") for kind in Kind),
    ],
)
def test_a_value_is_said_as_people_read_it(kind: Kind, value: Value, said: str) -> None:
    assert say(value, kind) == said


def test_numbers_have_the_marks_of_the_language() -> None:
    use_language("nl")
    try:
        assert say(Money(4_100_050)) == "€ 41.000,50"
        assert say(Measured(2.5, "dagen")) == "2,5 dagen"
    finally:
        use_language(None)


def test_figures_stand_in_rows_of_two_or_three() -> None:
    assert [abreast(count) for count in range(1, 9)] == [2, 2, 3, 2, 3, 3, 3, 3]


def test_a_short_figure_stands_on_one_line() -> None:
    assert kept("17 of 34 (50 %)") == "17\u00a0of\u00a034\u00a0(50\u00a0%)"
    assert kept("a figure in so many words") == "a figure in so many words"


@pytest.mark.parametrize("text", ["", "  ", "\n\t"])
def test_nothing_is_a_dash(text: str) -> None:
    assert line(text) == "–"


def test_columns_of_one_group_are_read_as_one_with_what_is_known() -> None:
    columns = [Column("What"), Column("Sum", Kind.MONEY, "Brought"), Column("Value", Kind.NUMBER, "Brought"),
               Column("Note")]  # fmt: skip
    rows: list[list[Value]] = [
        ["a", Money(100), Measured(2, "days"), ""],
        ["b", None, 0, "x"],
        ["c", None, None, None],
    ]
    assert readings(Table(columns, rows)) == [
        Reading("What", ["a", "b", "c"], Kind.TEXT, []),
        Reading("Brought", ["€ 1 · 2 days", "0", "–"], Kind.TEXT),
        Reading("Note", ["", "x", "–"], Kind.TEXT, []),
    ]


def test_the_longest_bar_is_the_greatest_number_and_what_is_unknown_or_below_nothing_has_none() -> None:
    columns = [Column("What"), Column("Hours", Kind.MINUTES), Column("Planned", Kind.MINUTES), Column("n", Kind.COUNT)]
    rows: list[list[Value]] = [["a", Minutes(30), Minutes(60), 9], ["b", None, Minutes(-5), 9]]
    assert [column.rods for column in readings(Table(columns, rows, chart=True))] == [[], [0.5, 0], [1, 0], []]
    assert not any(column.rods for column in readings(Table(columns, rows)))


def test_a_share_is_drawn_of_the_whole() -> None:
    table = Table([Column("What"), Column("On time", Kind.SHARE)], [["a", Share(1, 4)], ["b", Share(1, 2)]], chart=True)
    assert readings(table)[1].rods == [0.25, 0.5]


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ([Money(1), Money(2)], [1]),
        ([Money(1), None], [1]),
        ([Money(1), Money(2, "USD")], []),
        ([Money(1), Money(2, "EUR", Period.YEAR)], []),
        ([Measured(1, "days"), Measured(2, "%")], []),
        ([None, None], []),
    ],
)
def test_only_what_stands_on_one_axis_is_drawn(values: list[Value], places: list[int]) -> None:
    table = Table([Column("What"), Column("Value", Kind.MONEY)], [["x", value] for value in values], chart=True)
    assert charted(table) == places
