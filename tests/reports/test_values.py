"""Typed values as people read them, and the columns of a table as they are read."""

from __future__ import annotations

from datetime import date

import pytest

from advisorbench.domain.records.states import Period
from advisorbench.i18n import use_language
from advisorbench.reports.document import (
    Column,
    Measured,
    Minutes,
    Money,
    Share,
    Table,
    Value,
    ValueKind,
    Way,
)
from advisorbench.reports.values import ColumnReading, abreast, charted, line, on_one_line, readings, say


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (ValueKind.TEXT, "as it is", "as it is"),
        (ValueKind.TEXT, "", ""),
        (ValueKind.COUNT, 1234, "1,234"),
        (ValueKind.COUNT, 0, "0"),
        (ValueKind.NUMBER, 2.50, "2.5"),
        (ValueKind.NUMBER, float("inf"), "–"),
        (ValueKind.NUMBER, Measured(14, "days"), "14 days"),
        (ValueKind.NUMBER, Measured(14), "14"),
        (ValueKind.NUMBER, Measured(float("nan"), "days"), "–"),
        (ValueKind.MINUTES, Minutes(90), "1:30"),
        (ValueKind.MINUTES, Minutes(0), "0:00"),
        (ValueKind.MIXED, Minutes(6010), "100:10"),
        (ValueKind.MIXED, Share(7, 13), "7 of 13 (54 %)"),
        (ValueKind.MIXED, Share(999, 1000), "999 of 1000 (99 %)"),
        (ValueKind.MIXED, Share(0, 0), "–"),
        (ValueKind.MIXED, 12, "12"),
        (ValueKind.MIXED, Money(100), "€ 1"),
        (ValueKind.MONEY, Money(4_100_000), "€ 41,000"),
        (ValueKind.MONEY, Money(5, "USD", Period.YEAR), "$ 0.05 a year"),
        (ValueKind.SHARE, Share(7, 13), "54 % (7 of 13)"),
        (ValueKind.SHARE, Share(0, 13), "0 % (0 of 13)"),
        (ValueKind.SHARE, Share(999, 1000), "99 % (999 of 1,000)"),
        (ValueKind.SHARE, Share(0, 0), "–"),
        (ValueKind.WAY, Way(0.5), "50 %"),
        (ValueKind.WAY, Way(0.001), "1 %"),
        (ValueKind.DAY, date(2026, 11, 23), "Mon 23 Nov 2026"),
        *((kind, None, "–") for kind in ValueKind),
    ],
)
def test_a_value_is_said_as_people_read_it(kind: ValueKind, value: Value, said: str) -> None:
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
    assert on_one_line("17 of 34 (50 %)") == "17\u00a0of\u00a034\u00a0(50\u00a0%)"
    assert on_one_line("a figure in so many words") == "a figure in so many words"


@pytest.mark.parametrize("text", ["", "  ", "\n\t"])
def test_nothing_is_a_dash(text: str) -> None:
    assert line(text) == "–"


def test_columns_of_one_group_are_read_as_one_with_what_is_known() -> None:
    columns = [Column("What"), Column("Sum", ValueKind.MONEY, "Brought"), Column("Value", ValueKind.NUMBER, "Brought"),
               Column("Note")]  # fmt: skip
    rows: list[list[Value]] = [
        ["a", Money(100), Measured(2, "days"), ""],
        ["b", None, 0, "x"],
        ["c", None, None, None],
    ]
    assert readings(Table(columns, rows)) == [
        ColumnReading("What", ["a", "b", "c"], ValueKind.TEXT, []),
        ColumnReading("Brought", ["€ 1 · 2 days", "0", "–"], ValueKind.TEXT),
        ColumnReading("Note", ["", "x", "–"], ValueKind.TEXT, []),
    ]


def test_the_longest_bar_is_the_greatest_number_and_what_is_unknown_or_below_nothing_has_none() -> None:
    columns = [
        Column("What"),
        Column("Hours", ValueKind.MINUTES),
        Column("Planned", ValueKind.MINUTES),
        Column("n", ValueKind.COUNT),
    ]
    rows: list[list[Value]] = [["a", Minutes(30), Minutes(60), 9], ["b", None, Minutes(-5), 9]]
    assert [column.rods for column in readings(Table(columns, rows, chart=True))] == [[], [0.5, 0], [1, 0], []]
    assert not any(column.rods for column in readings(Table(columns, rows)))


def test_a_share_is_drawn_of_the_whole() -> None:
    table = Table(
        [Column("What"), Column("On time", ValueKind.SHARE)],
        [["a", Share(1, 4)], ["b", Share(1, 2)]],
        chart=True,
    )
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
    table = Table([Column("What"), Column("Value", ValueKind.MONEY)], [["x", value] for value in values], chart=True)
    assert charted(table) == places
