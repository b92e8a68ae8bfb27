"""Testimonials as documents: words of strangers stay words, and what may not be shown is left out."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from advisorbench.domain.records.facts import Outcome, Testimonial
from advisorbench.domain.records.states import OutcomeState, TestimonialState
from advisorbench.domain.views import TestimonialLine
from advisorbench.reports.testimonials import html, json_text, markdown
from tests.domain.build import TODAY

HOSTILE = [
    "<script>alert(1)</script>",
    "[x](http://evil.example)",
    "# big",
    "`x`",
    "\x1b[2J",
    "> q",
    "a\u202eb",
    "&lt;b&gt;",
]


def line(text: str = "They saved us two days.", **more: object) -> TestimonialLine:
    """A testimonial that may be shown."""
    one = Testimonial(
        "t1", "p1", "o1", TestimonialState.APPROVED, approved_on=TODAY, original="SECRET WORDS", approved=text,
        scope="website",
    )  # fmt: skip
    outcome = Outcome(
        "o1", "Two days less", TODAY, OutcomeState.VERIFIED, amount_cents=1_200_000, currency="EUR",
        verified_on=TODAY, verified_by="Elif Kaya",
    )  # fmt: skip
    made = TestimonialLine("a1", "Kaya Logistics", "Elif Kaya", "Director", "transport", outcome, one, True)
    return replace(made, **more)  # type: ignore[arg-type]


def every(shown: TestimonialLine) -> list[str]:
    """The documents."""
    return [write([shown]) for write in (markdown, html, json_text)]


def test_each_says_who_praises_and_for_what_but_no_amount_and_nothing_for_the_seller_alone() -> None:
    text = markdown([line()])
    assert text == (
        "# What customers say\n\n> They saved us two days.\n\n- Elif Kaya, Director, Kaya Logistics\n- Two days less\n"
    )


def test_without_their_name_only_the_sector_is_told() -> None:
    hidden = line()
    hidden = replace(hidden, testimonial=hidden.testimonial._replace(with_name=False))
    for text in every(hidden):
        assert "transport" in text
        assert not any(word in text for word in ("Elif", "Kaya", "Director", "Two days less", "SECRET"))
    assert "A customer, transport" in markdown([hidden])
    assert "- A customer\n" in markdown([replace(hidden, sector="")])


def test_whoever_else_verified_it_is_not_named() -> None:
    shown = line()
    assert shown.outcome
    other = replace(shown, outcome=shown.outcome._replace(verified_by="Bo Kaya"))
    for text in every(other):
        assert "Bo" not in text


def test_what_may_not_be_shown_is_left_out_whoever_hands_it_in() -> None:
    for text in every(line(showable=False)):
        assert "two days" not in text.casefold()
    assert "None may be shown now" in markdown([])
    assert json.loads(json_text([])) == []


def test_json_holds_no_key_of_anything() -> None:
    for key in ("t1", "p1", "o1", "a1", "SECRET"):
        assert f'"{key}"' not in json_text([line()])


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_words_of_strangers_are_no_markup(text: str) -> None:
    shown = line(text, person=text, account=text, job_title=text)
    page = html([shown])
    assert "<script" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "default-src 'none'" in page
    rendered = MarkdownIt("commonmark", {"linkify": False}).render(markdown([shown]))
    assert "<script" not in rendered
    assert "<a " not in rendered
    assert rendered.count("<h1>") == 1
    assert "<code>" not in rendered


@given(st.text(min_size=1))
@settings(max_examples=60)
def test_any_text_stays_inside_its_quotation(text: str) -> None:
    rendered = MarkdownIt().render(markdown([line(text)]))
    assert rendered.count("<blockquote>") <= 1
    assert rendered.count("<h1>") == 1
    assert html([line(text)]).count("<figure>") == 1
