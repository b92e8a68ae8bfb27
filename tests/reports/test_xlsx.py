"""A report as a workbook, read back from its XML: real types, one table a sheet, and no text that does anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.words import Period
from advisorbench.i18n import use_language
from advisorbench.reports.cells import CELL_LENGTH, cell, cut, sheet_name
from advisorbench.reports.document import (
    Block,
    Column,
    Document,
    Kind,
    Measured,
    Money,
    Section,
    Share,
    Table,
    Text,
    Value,
    Way,
)
from advisorbench.reports.values import line
from advisorbench.reports.xlsx import xlsx
from tests.reports.build import HOSTILE, Book, read, report

ON = date(2026, 11, 23)


@pytest.fixture
def dutch() -> Iterator[None]:
    """The texts in Dutch, for one test."""
    use_language("nl")
    yield
    use_language(None)


def book(document: Document | None = None) -> Book:
    """A document as a workbook, read back."""
    return read(xlsx(document or report(), ON))


def one(columns: list[Column], *rows: list[Value], chart: bool = False) -> Document:
    """A document with one table."""
    return Document("Report", "", [Section("Numbers", [Table(columns, rows, chart)])])


def cells_of(kind: Kind, value: Value) -> tuple[list[Any], str]:
    """What stands in the row of a value, and the format of its first cell."""
    found = book(one([Column("What"), Column("Value", kind)], ["x", value]))
    return found.rows(1)[1][1:], found.shown_as(1, "B2")


@pytest.mark.parametrize(
    ("kind", "value", "values", "form"),
    [
        (Kind.COUNT, 1234, [1234], "#,##0"),
        (Kind.NUMBER, 2.5, [2.5], "#,##0.0"),
        (Kind.NUMBER, 0.125, [0.125], "#,##0.000"),
        (Kind.NUMBER, Measured(14.0, "days"), [14], '#,##0" days"'),
        (Kind.NUMBER, Measured(14.0, 'a"b'), [14], '#,##0" a”b"'),
        (Kind.MINUTES, 90, [0.0625], "[h]:mm"),
        (Kind.MONEY, Money(4_100_000), [41_000], "[$€-809] #,##0;[$€-809] -#,##0"),
        (Kind.MONEY, Money(-5), [-0.05], "[$€-809] #,##0.00;[$€-809] -#,##0.00"),
        (Kind.MONEY, Money(100, "USD", Period.YEAR), [1],
         '[$$-809] #,##0" a year";[$$-809] -#,##0" a year"'),
        (Kind.MONEY, Money(100, '];"'), [1], "[$-809] #,##0;[$-809] -#,##0"),
        (Kind.SHARE, Share(1, 4), [0.25, 1, 4], "0 %"),
        (Kind.WAY, Way(0.5), [0.5], "0 %"),
        (Kind.DAY, ON, [46_349], "[$-809]ddd d mmm yyyy"),
        (Kind.DAY, date(1899, 1, 2), ["Mon 2 Jan 1899"], "General"),
        (Kind.NUMBER, float("nan"), ["–"], "General"),
        (Kind.NUMBER, 10**16, ["1e+16"], "General"),
        (Kind.COUNT, None, ["–"], "General"),
        (Kind.SHARE, None, ["–", "–", "–"], "General"),
        (Kind.SHARE, Share(0, 0), ["–", 0, 0], "General"),
        (Kind.TEXT, "12", ["12"], "General"),
        (Kind.TEXT, "", [None], "General"),
    ],
)  # fmt: skip
def test_a_value_is_what_it_is(kind: Kind, value: Value, values: list[Any], form: str) -> None:
    assert cells_of(kind, value) == (values, form)


def test_amounts_below_each_other_all_have_cents_or_none() -> None:
    found = book(one([Column("What"), Column("Sum", Kind.MONEY)], ["a", Money(100)], ["b", Money(150)]))
    assert [found.shown_as(1, place)[-8:] for place in ("B2", "B3")] == ["#,##0.00"] * 2


@pytest.mark.usefixtures("dutch")
def test_days_are_named_in_the_language_of_the_report() -> None:
    assert cell(ON).form == "[$-413]ddd d mmm yyyy"
    assert cell(Money(100)).form.startswith("[$€-413] ")


def test_a_share_has_its_counts_beside_it() -> None:
    heads = book(one([Column("What"), Column("On time", Kind.SHARE)], ["x", Share(7, 13)])).rows(1)[0]
    assert heads == ["What", "On time", "On time: number", "On time: of"]


def test_columns_that_are_read_as_one_are_columns_of_their_own_and_those_that_know_nothing_are_left_out() -> None:
    columns = [Column("What"), Column("Sum", Kind.MONEY, "Brought"), Column("Days", Kind.NUMBER, "Brought")]
    assert book(one(columns, ["x", Money(100), None])).rows(1)[0] == ["What", "Sum"]
    assert book(one(columns, ["x", Money(100), None], ["y", None, 2])).rows(1)[0] == ["What", "Sum", "Days"]


def test_each_table_has_a_sheet_with_a_header_that_stays_a_filter_and_a_page_that_fits() -> None:
    found = book()
    assert found.names == ["Overview", "plain", "plain 2", "plain 3"]
    # A short table with a chart is one page; others go on for as many as they need.
    for sheet, last, pages in zip(found.sheets[1:], ("J3", "G3", "A2"), (None, "0", "0"), strict=True):
        pane, filtered, page = sheet.find(".//pane"), sheet.find("autoFilter"), sheet.find("pageSetup")
        assert pane is not None and filtered is not None and page is not None
        assert (pane.get("state"), pane.get("ySplit"), pane.get("topLeftCell")) == ("frozen", "1", "B2")
        assert filtered.get("ref") == f"A1:{last}"
        assert (page.get("orientation"), page.get("paperSize"), page.get("fitToHeight")) == ("landscape", "9", pages)
    assert found.parts["xl/workbook.xml"].count("_xlnm.Print_Titles") == 3


def test_the_first_sheet_reads_as_the_report_does_and_says_where_the_tables_are() -> None:
    rows = [list(filter(None, row)) for row in book(report("Time spent")).rows(0)]
    assert [row for row in rows if row] == [
        ["Time spent"], ["Time spent"], ["Time spent", 0.05, "Time spent"], ["Time spent", "Time spent"],
        ["Time spent"], ["The table is in the sheet “Time spent”."],
        ["Time spent", "The table is in the sheet “Time spent 2”."], ["Time spent"],
        ["The table is in the sheet “Time spent 3”."],
    ]  # fmt: skip


def test_bars_are_rows_with_their_figures_as_numbers() -> None:
    rows = book().rows(2)
    assert rows[0] == ["plain", "About", "Start", "Now", "plain", "Way", "By"]
    assert rows[1] == ["plain", "plain", 14, "–", "plain", 0.5, 46_360]


def test_a_table_without_rows_has_no_sheet() -> None:
    assert book(one([Column("What")])).names == ["Overview"]


def test_a_chart_draws_the_numbers_of_its_table_and_no_other_kind() -> None:
    chart = book().parts["xl/charts/chart1.xml"]
    assert re.findall("<c:f>(.*?)</c:f>", chart) == ["plain!$B$1", "plain!$A$2:$A$3", "plain!$B$2:$B$3"]
    assert not [name for name in book(report(chart=False)).parts if "chart" in name]


def test_amounts_of_different_currencies_are_not_drawn_on_one_axis() -> None:
    columns = [Column("What"), Column("Sum", Kind.MONEY)]
    found = book(one(columns, ["a", Money(100)], ["b", Money(100, "USD")], chart=True))
    assert not [name for name in found.parts if "chart" in name]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_text_is_a_formula_a_link_or_markup(text: str) -> None:
    found = book(report(text))
    assert not [part for part in found.parts if "externalLink" in part or "hyperlink" in part.lower()]
    assert "hyperlink" not in "".join(found.parts.values())
    for sheet in found.sheets:
        assert sheet.find(".//c/f") is None
        assert {cell.get("t") for cell in sheet.iter("c")} <= {None, "s"}
    held = re.sub("(_x[0-9a-fA-F]{4}_)", r"_x005F\1", line(text))  # what would be read as an escape is escaped
    assert held in [said.strip() for said in found.strings]


@given(st.text(max_size=40))
@settings(max_examples=40, deadline=None)
def test_any_text_makes_a_whole_workbook(text: str) -> None:
    found = book(report(text))
    assert len(found.sheets) == 4
    assert all(sheet.find(".//c/f") is None for sheet in found.sheets)


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    long = book(one([Column("What")], ["x" * 40_000])).rows(1)[1][0]
    assert (len(long), long[-8:]) == (CELL_LENGTH, "x … (cut)"[-8:])
    assert len(cut("😀" * 20_000).encode("utf-16-le")) <= 2 * CELL_LENGTH
    assert cut("x" * CELL_LENGTH) == "x" * CELL_LENGTH
    rich = book(one([Column("What")], ["<r>" + "x" * (CELL_LENGTH - 7) + "</r>"])).rows(1)[1][0]
    assert len(rich) == CELL_LENGTH


def test_a_numbers_unit_is_text_where_there_are_too_many_to_be_formats() -> None:
    rows: list[list[Value]] = [[f"row {at}", Measured(at, f"unit {at}")] for at in range(300)]
    found = book(one([Column("What"), Column("Value", Kind.NUMBER)], *rows))
    assert found.rows(1)[300] == ["row 299", "299 unit 299"]


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (["Time", "time", "TIME"], ["Time", "time 2", "TIME 3"]),
        (["[a]:*?/\\b"], ["a b"]),
        (["'it's'"], ["it's"]),
        (["", "''", "[]"], ["Sheet", "Sheet 2", "Sheet 3"]),
        (["History"], ["History 2"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 29 + " 2"]),
        (["😀" * 20], ["😀" * 15]),
    ],
)
def test_a_sheet_has_a_name_that_it_can_have(texts: list[str], names: list[str]) -> None:
    taken: set[str] = set()
    assert [sheet_name(text, taken) for text in texts] == names


@given(st.lists(st.text(max_size=40) | st.sampled_from(HOSTILE), max_size=12))
def test_names_of_sheets_are_allowed_and_differ(texts: list[str]) -> None:
    taken: set[str] = set()
    names = [sheet_name(text, taken) for text in texts]
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) <= 62
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert xlsx(report(), ON) == xlsx(report(), ON)
    assert "2026-11-23T00:00:00Z" in book().parts["docProps/core.xml"]


def test_headings_within_a_section_name_the_tables_below_them() -> None:
    table = Table([Column("What")], [["x"]])
    blocks: list[Block] = [table, Text("Still to come", 3), Text("A sentence."), table, table]
    assert book(Document("Report", "", [Section("Done", blocks)])).names == [
        "Overview", "Done", "Still to come", "Still to come 2",
    ]  # fmt: skip
