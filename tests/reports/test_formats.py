"""A report in every format: the same is said, and no text is more than text."""

from __future__ import annotations

import builtins
import json
import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.errors import BenchError
from advisorbench.i18n import use_language
from advisorbench.reports.document import (
    Column,
    Document,
    KeyFigures,
    Minutes,
    Section,
    Share,
    Table,
    ValueKind,
)
from advisorbench.reports.html import html
from advisorbench.reports.markdown import markdown
from advisorbench.reports.pdf import TEMPLATE, inputs, pdf
from advisorbench.reports.render import ReportFormat, form_of, render
from advisorbench.reports.values import line
from tests.reports.build import HOSTILE, Page, read_markdown, report

ON = date(2026, 11, 23)
TEXTS = st.text(max_size=30) | st.lists(st.sampled_from([*HOSTILE, "\n", "|", "`", "  "]), max_size=4).map("".join)
HOURS = Table(
    [Column("Use"), Column("Hours", ValueKind.MINUTES), Column("Since", ValueKind.DAY)],
    [["Customers", Minutes(3725), ON], ["Travel | on the way", None, None]],
    chart=True,
)


def hours() -> Document:
    """A document with one table of numbers."""
    return Document("Time", "", [Section("Use", [HOURS])])


def rendered(document: Document, form: ReportFormat, data: Mapping[str, Any] | None = None) -> bytes:
    """A document in a format."""
    return render(document, form, on=ON, data=data or {})


@pytest.mark.parametrize("form", ReportFormat)
def test_every_format_is_made_and_is_the_same_the_next_time(form: ReportFormat) -> None:
    made = rendered(report(), form)
    assert made and made == rendered(report(), form)
    assert made.startswith({ReportFormat.PDF: b"%PDF", ReportFormat.XLSX: b"PK"}.get(form, b""))
    if form.is_text:
        made.decode("utf-8")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.md", ReportFormat.MD),
        ("a.HTML", ReportFormat.HTML),
        ("a.b.pdf", ReportFormat.PDF),
        ("a.xlsx", ReportFormat.XLSX),
        ("a.json", ReportFormat.JSON),
        ("a.doc", None),
        ("pdf", None),
        ("a", None),
        ("-", None),
    ],
)
def test_a_name_tells_the_format(name: str, form: ReportFormat | None) -> None:
    assert form_of(Path(name)) is form
    assert form_of(None) is None


def test_json_is_the_data_with_days_as_iso_and_words_as_stored() -> None:
    class Word(Enum):
        ONE = "one"

    made = rendered(report(), ReportFormat.JSON, {"on": ON, "word": Word.ONE, "cents": 5, "name": "é"})
    assert json.loads(made) == {"on": "2026-11-23", "word": "one", "cents": 5, "name": "é"}
    assert made.isascii()


# --- Markdown and HTML ----------------------------------------------------------------------------------------


def test_numbers_stand_in_a_table_below_each_other_and_many_words_in_a_list() -> None:
    assert markdown(hours()) == (
        "# Time\n\n## Use\n\n"
        "| Use                  | Hours | Since           |\n"
        "| -------------------- | ----: | --------------- |\n"
        "| Customers            | 62:05 | Mon 23 Nov 2026 |\n"
        "| Travel \\| on the way |     – | –               |\n"
    )
    heads = [Column("Idea"), Column("State"), Column("Remark"), Column("Who acts")]
    words = Table(heads, [["Cross-docking", "new", "", "we"]])
    assert markdown(Document("T", "About", [Section("S", [words])])) == (
        "# T\n\nAbout\n\n## S\n\n- Cross-docking\n  - State: new\n  - Who acts: we\n"
    )


def test_numbers_stand_to_the_right_with_a_bar_beside_them() -> None:
    page = Page(html(hours()))
    heads = [given.get("class") for tag, given in page.elements if tag == "th" and given.get("scope") == "col"]
    assert heads == [None, "number", "day"]
    bars = [given["style"] for tag, given in page.elements if tag == "span"]
    assert bars == ["width:100.0%", "width:0.0%"]


@pytest.mark.parametrize(("count", "kind", "abreast"), [(1, "sums two", 2), (4, "sums two", 2), (5, "sums", 3)])
def test_figures_stand_side_by_side_and_each_on_one_line(count: int, kind: str, abreast: int) -> None:
    figures = Document("T", "", [Section("S", [KeyFigures([(Share(17, 34), "customers seen")] * count)])])
    page = html(figures)
    assert f'<dl class="{kind}">' in page
    assert page.count("<dd>17\u00a0of\u00a034\u00a0(50\u00a0%)</dd>") == count
    [_heading, block] = json.loads(inputs(figures)["report"])["blocks"]
    assert (block["abreast"], len(block["pairs"])) == (abreast, count)
    assert block["pairs"][0] == ["17\u00a0of\u00a034\u00a0(50\u00a0%)", "customers seen"]
    assert pdf(figures)


def test_the_page_names_the_language_that_its_texts_are_in() -> None:
    use_language("nl")
    try:
        assert html(report()).startswith('<!doctype html>\n<html lang="nl">')
    finally:
        use_language(None)
    assert html(report()).startswith('<!doctype html>\n<html lang="en">')


@given(TEXTS)
@settings(deadline=None)
def test_no_text_changes_the_markdown(text: str) -> None:
    assert read_markdown(markdown(report(text or " "))) == read_markdown(markdown(report("plain")))


@given(TEXTS)
@settings(deadline=None)
def test_no_text_changes_the_page(text: str) -> None:
    made = html(report(text or " "))
    found, plain = Page(made), Page(html(report("plain")))
    assert found.tags == plain.tags
    assert [sorted(given) for _tag, given in found.elements] == [sorted(given) for _tag, given in plain.elements]
    assert not found.open
    assert set(found.tags).isdisjoint({"script", "link", "img", "a", "iframe", "object", "form", "svg"})


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_the_words_are_there_as_they_were_written_without_signs_that_command(text: str) -> None:
    page = html(report(text))
    assert line(text) in Page(page).text.replace("\u00a0", " ")
    for made in (page, markdown(report(text))):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", made)


# --- PDF ------------------------------------------------------------------------------------------------------


def asked(document: Document, kind: str) -> list[dict[str, Any]]:
    """The elements of a kind that typst makes of a document."""
    found: list[dict[str, Any]] = json.loads(typst.query(TEMPLATE, kind, sys_inputs=inputs(document)))
    return found


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_the_pages_show_text_as_it_was_written_and_nothing_of_it_is_markup(text: str) -> None:
    said = [heading["body"] for heading in asked(report(text), "heading")]
    assert {body["func"] for body in said} == {"text"}
    assert {body["text"].replace("\u200b", "") for body in said} == {line(text)}
    assert pdf(report(text)).startswith(b"%PDF")


def test_no_text_makes_a_link_a_formula_code_or_a_picture() -> None:
    everything = report(" ".join(HOSTILE))
    for kind in ("link", "math.equation", "raw", "image", "ref", "footnote"):
        assert asked(everything, kind) == []


def test_a_word_without_end_is_broken_and_what_stands_on_every_page_is_cut() -> None:
    told = json.loads(inputs(report("x" * 5_000))["report"])
    assert max(map(len, re.split("[\u200b ]", told["title"]))) == 24
    assert len(told["foot"]) < 120
    assert max(len(head) for block in told["blocks"] for head in block.get("heads", [])) < 120
    assert pdf(report("x" * 5_000))


def test_the_template_is_given_every_value_as_it_is_read() -> None:
    [_heading, table] = json.loads(inputs(hours())["report"])["blocks"]
    assert table["heads"] == ["Use", "Hours", "", "Since"]
    assert table["rows"][0] == ["Customers", "62:05", 1.0, "Mon 23 Nov 2026"]
    assert table["right"] == [False, True, False, False]


def test_without_typst_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name == "typst":
            raise ImportError(name)
        return whole(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(BenchError) as caught:
        pdf(report())
    assert str(caught.value) == 'PDF needs typst, which is not installed. Install it: pip install "advisorbench[pdf]"'
