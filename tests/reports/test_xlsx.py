"""A report as a workbook, read back from its XML: real types, a sheet a section, and no text that does anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.records.states import Period
from advisorbench.i18n import use_language
from advisorbench.reports.cells import CELL_LENGTH, cell, cut, sheet_name
from advisorbench.reports.document import (
    Block,
    Column,
    Document,
    KeyFigures,
    Measured,
    Minutes,
    Money,
    Section,
    Share,
    Table,
    Text,
    Value,
    ValueKind,
    Way,
)
from advisorbench.reports.grid import RowBlock as Part
from advisorbench.reports.grid import breaks
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


def cells_of(kind: ValueKind, value: Value) -> tuple[list[Any], str]:
    """What stands in the row of a value, and the format of its first cell."""
    found = book(one([Column("What"), Column("Value", kind)], ["x", value]))
    return found.tables(0)[0][1][1:], found.shown_as(0, "B6")


@pytest.mark.parametrize(
    ("kind", "value", "values", "form"),
    [
        (ValueKind.COUNT, 1234, [1234], "#,##0"),
        (ValueKind.NUMBER, 2.5, [2.5], "#,##0.0"),
        (ValueKind.NUMBER, 0.125, [0.125], "#,##0.000"),
        (ValueKind.NUMBER, Measured(14.0, "days"), [14], '#,##0" days"'),
        (ValueKind.NUMBER, Measured(14.0, 'a"b'), [14], '#,##0" a”b"'),
        (ValueKind.MINUTES, Minutes(90), [0.0625], "[h]:mm"),
        (ValueKind.MONEY, Money(4_100_000), [41_000], "[$€-809] #,##0;[$€-809] -#,##0"),
        (ValueKind.MONEY, Money(-5), [-0.05], "[$€-809] #,##0.00;[$€-809] -#,##0.00"),
        (ValueKind.MONEY, Money(100, "USD", Period.YEAR), [1],
         '[$$-809] #,##0" a year";[$$-809] -#,##0" a year"'),
        (ValueKind.MONEY, Money(100, '];"'), [1], "[$-809] #,##0;[$-809] -#,##0"),
        (ValueKind.SHARE, Share(1, 4), [0.25, "1 of 4"], "0 %"),
        (ValueKind.MIXED, Share(1, 4), [0.25, "1 of 4"], "0 %"),
        (ValueKind.MIXED, Minutes(90), [0.0625], "[h]:mm"),
        (ValueKind.MIXED, Money(100), [1], "[$€-809] #,##0;[$€-809] -#,##0"),
        (ValueKind.MIXED, 3, [3], "#,##0"),
        (ValueKind.MIXED, None, ["–"], "General"),
        (ValueKind.WAY, Way(0.5), [0.5], "0 %"),
        (ValueKind.DAY, ON, [46_349], "[$-809]ddd d mmm yyyy"),
        (ValueKind.DAY, date(1899, 1, 2), ["Mon 2 Jan 1899"], "General"),
        (ValueKind.NUMBER, float("nan"), ["–"], "General"),
        (ValueKind.NUMBER, 10**16, ["1e+16"], "General"),
        (ValueKind.COUNT, None, ["–"], "General"),
        (ValueKind.SHARE, None, ["–", "–"], "General"),
        (ValueKind.SHARE, Share(0, 0), ["–", "0 of 0"], "General"),
        (ValueKind.TEXT, "12", ["12"], "General"),
        (ValueKind.TEXT, "", [None], "General"),
    ],
)  # fmt: skip
def test_a_value_is_what_it_is(kind: ValueKind, value: Value, values: list[Any], form: str) -> None:
    assert cells_of(kind, value) == (values, form)


def test_amounts_below_each_other_all_have_cents_or_none() -> None:
    found = book(one([Column("What"), Column("Sum", ValueKind.MONEY)], ["a", Money(100)], ["b", Money(150)]))
    assert [found.shown_as(0, place)[-8:] for place in ("B6", "B7")] == ["#,##0.00"] * 2


@pytest.mark.usefixtures("dutch")
def test_days_are_named_in_the_language_of_the_report() -> None:
    assert cell(ON).form == "[$-413]ddd d mmm yyyy"
    assert cell(Money(100)).form.startswith("[$€-413] ")


def test_a_share_has_its_counts_beside_it() -> None:
    [table] = book(one([Column("What"), Column("On time", ValueKind.SHARE)], ["x", Share(7, 13)])).tables(0)
    assert table == [["What", "On time", "On time: number"], ["x", 7 / 13, "7 of 13"]]


def test_a_column_of_many_kinds_holds_each_as_what_it_is_and_the_counts_of_its_shares_beside_them() -> None:
    columns = [Column("What"), Column("Now", ValueKind.MIXED)]
    [table] = book(one(columns, ["seen", Share(1, 2)], ["hours", Minutes(720)], ["value", Money(100)])).tables(0)
    assert table == [["What", "Now", "Now: number"], ["seen", 0.5, "1 of 2"], ["hours", 0.5, None], ["value", 1, None]]


def test_columns_that_are_read_as_one_are_columns_of_their_own_and_those_that_know_nothing_are_left_out() -> None:
    columns = [
        Column("What"),
        Column("Sum", ValueKind.MONEY, "Brought"),
        Column("Days", ValueKind.NUMBER, "Brought"),
    ]
    assert book(one(columns, ["x", Money(100), None])).heads(0) == [["What", "Sum"]]
    assert book(one(columns, ["x", Money(100), None], ["y", None, 2])).heads(0) == [["What", "Sum", "Days"]]


def pane(found: Book, at: int) -> str | None:
    """The first cell of a sheet that moves."""
    pane = found.sheets[at].find(".//pane")
    assert pane is None or pane.get("state") == "frozen"
    return None if pane is None else pane.get("topLeftCell")


def repeated(found: Book) -> set[str]:
    """The rows that stand on every page, of all the sheets."""
    return set(re.findall(r"Print_Titles[^>]*>[^<]*!(\$\d+:\$\d+)<", found.parts["xl/workbook.xml"]))


def test_each_section_is_a_sheet_with_its_tables_below_each_other_each_with_a_filter() -> None:
    found = book()
    assert found.names == ["plain", "plain 2"]
    assert found.refs(0) == ["A12:K14"]
    assert found.refs(1) == ["A4:G6", "A9:A10"]
    filters = [name for name, part in found.parts.items() if "tables/" in name and "<autoFilter " in part]
    assert len(filters) == 3
    for sheet in found.sheets:
        page = sheet.find("pageSetup")
        assert page is not None
        assert (page.get("orientation"), page.get("paperSize"), page.get("fitToWidth")) == ("landscape", "9", None)


def test_the_head_of_the_only_table_of_a_sheet_stays_and_else_the_title_does() -> None:
    found = book()
    assert (pane(found, 0), pane(found, 1)) == ("A3", "A3")  # of the first, the head is too far down to stay
    assert repeated(found) == {"$12:$12", "$1:$3"}
    assert pane(book(one([Column("What")], ["x"])), 0) == "A6"


def test_a_title_that_fills_the_window_does_not_stay() -> None:
    assert pane(book(report("word " * 400)), 0) is None


def test_a_long_sheet_ends_its_pages_between_tables() -> None:
    table = Table([Column("What")], [["x"]] * 20)
    blocks: list[Block] = [Text("First", 3), table, Text("Then", 3), table, Text("Last", 3), table]
    [sheet] = book(Document("Report", "", [Section("Done", blocks)])).sheets
    assert [place.get("id") for place in sheet.iter("brk")] == ["27", "50"]
    page = sheet.find("pageSetup")
    assert page is not None and page.get("fitToHeight") == "0"


@pytest.mark.parametrize(
    ("blocks", "rows"),
    [
        ([(1, 0, 90), (5, 90, 180)], [5]),
        ([(1, 0, 50), (5, 50, 100)], []),
        ([(1, 0, 90), (5, 90, 170), (9, 170, 181)], [5, 9]),
        ([(1, 0, 250), (5, 250, 320)], [5]),
        ([(1, 0, 250), (5, 250, 270)], []),
        ([(1, 20, 300)], []),
    ],
)
def test_what_fits_on_a_page_is_on_one(blocks: list[tuple[int, float, float]], rows: list[int]) -> None:
    assert breaks([Part(*block) for block in blocks], 100, 10) == rows


def test_a_sheet_reads_as_the_report_does() -> None:
    found = book(report("Time spent"))
    rows = [[cell for cell in row if cell is not None] for row in found.rows(0)]
    assert [row for row in rows[:10] if row] == [
        ["Time spent"], ["Time spent"], ["Time spent"],
        ["Time spent", 0.05], ["Time spent", 1 / 3, "1 of 3"], ["Time spent", "Time spent"], ["Time spent"],
    ]  # fmt: skip
    assert found.strings.count("Time spent") == 1  # and nothing says where anything is


def test_figures_are_numbers_and_no_table() -> None:
    figures = KeyFigures([(Share(17, 34), "seen"), (Minutes(90), "hours")])
    found = book(Document("Report", "", [Section("Now", [figures])]))
    assert [row[:3] for row in found.rows(0)[4:6]] == [["seen", 0.5, "17 of 34"], ["hours", 0.0625, None]]
    assert found.refs(0) == []


def test_bars_are_rows_with_their_figures_as_numbers() -> None:
    rows = book().tables(1)[0]
    assert rows[0] == ["plain", "About", "Start", "Now", "plain 2", "Way", "By"]
    assert rows[1] == ["plain", "plain", 14, "–", "plain", 0.5, 46_360]


def test_what_has_no_rows_is_left_out() -> None:
    found = book(Document("Report", "", [Section("Numbers", [Table([Column("What")], []), KeyFigures([])])]))
    assert (found.names, found.refs(0)) == (["Numbers"], [])
    assert book(Document("Report", "", [])).names == ["Report"]


def test_the_heads_of_a_table_are_texts_that_differ_and_the_table_calls_its_columns_so() -> None:
    names = ["What", "what", "", "<r>x</r>", "_x0041_", "y" * 300, "y" * 300, '"&<']
    found = book(one([Column(name) for name in names], ["x"] * len(names)))
    [heads], [table] = found.heads(0), found.tables(0)
    assert heads == table[0] or [re.sub("_x005F_", "_", head) for head in table[0]] == heads
    assert heads[:5] == ["What", "what 2", "–", "<r>x</r> ", "_x0041_"]
    assert len({head.casefold() for head in heads}) == len(heads)
    assert all(0 < len(head.encode("utf-16-le")) <= 510 for head in heads)


def test_a_chart_draws_the_numbers_of_its_table_and_no_other_kind() -> None:
    chart = book().parts["xl/charts/chart1.xml"]
    assert re.findall("<c:f>(.*?)</c:f>", chart) == ["plain!$B$12", "plain!$A$13:$A$14", "plain!$B$13:$B$14"]
    assert not [name for name in book(report(chart=False)).parts if "chart" in name]


def test_amounts_of_different_currencies_are_not_drawn_on_one_axis() -> None:
    columns = [Column("What"), Column("Sum", ValueKind.MONEY)]
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
    assert len(found.sheets) == 2
    assert all(sheet.find(".//c/f") is None for sheet in found.sheets)


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    long = book(one([Column("What")], ["x" * 40_000])).tables(0)[0][1][0]
    assert (len(long), long[-8:]) == (CELL_LENGTH, "x … (cut)"[-8:])
    assert len(cut("😀" * 20_000).encode("utf-16-le")) <= 2 * CELL_LENGTH
    assert cut("x" * CELL_LENGTH) == "x" * CELL_LENGTH
    rich = book(one([Column("What")], ["<r>" + "x" * (CELL_LENGTH - 7) + "</r>"])).tables(0)[0][1][0]
    assert len(rich) == CELL_LENGTH


def test_a_numbers_unit_is_text_where_there_are_too_many_to_be_formats() -> None:
    rows: list[list[Value]] = [[f"row {at}", Measured(at, f"unit {at}")] for at in range(300)]
    found = book(one([Column("What"), Column("Value", ValueKind.NUMBER)], *rows))
    assert found.tables(0)[0][300] == ["row 299", "299 unit 299"]


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


def test_a_heading_stands_close_to_the_table_below_it() -> None:
    table = Table([Column("What")], [["x"]])
    blocks: list[Block] = [table, Text("A sentence."), Text("Still to come", 3), table]
    found = book(Document("Report", "", [Section("Done", blocks)]))
    assert [row[0] if row else None for row in found.rows(0)] == [
        "Report", None, "Done", None, "What", "x", None, "A sentence.", None, "Still to come", "What", "x", None,
    ]  # fmt: skip
