"""The review pack as Markdown and HTML: the same sentences, nothing private, and no text from people that is markup."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from advisorbench.domain.customers.review_pack import Pack, gather
from advisorbench.domain.records import facts as f
from advisorbench.domain.records.states import (
    AskKind,
    AskState,
    Direction,
    Effort,
    IdeaState,
    InitiativeState,
    ObjectiveState,
    OutcomeState,
    Period,
    PromiseState,
    ReviewState,
    Severity,
    Side,
    SignalKind,
    Source,
    Stage,
    Starter,
    StepKind,
    TargetState,
    Tier,
)
from advisorbench.domain.rules import Rules
from advisorbench.domain.text import shown
from advisorbench.reports import html as pages
from advisorbench.reports import markdown as plain
from advisorbench.reports import review_pack
from advisorbench.reports.page import md
from advisorbench.reports.pdf import inputs
from advisorbench.reports.render import ReportFormat
from tests.domain.build import TODAY, account, day, facts
from tests.reports.build import Page, read, read_markdown

HOSTILE = ['"><script>alert(1)</script>', "[x](http://x.example)", "![x](y.png)", "# big", "a | b", "`code`",
           "\u202eevil\x1b[2J", "two\nlines", "<!-- ", "&lt;b&gt;", "1. one", "- item", "www.1x.example", "http://x",
           "a@b.example", "***", "~~~", "\\", "[x]: http://x", "bol.com"]  # fmt: skip
PIECES = st.sampled_from([*HOSTILE, *"\\`*_[]()<>|~#+-=:!&;./@ \n\tax1\u2028", "http", "www", "://", "  \n", "$x$"])
HOSTILE_TEXT = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=20)


def known() -> f.AccountFacts:
    """An account with something of everything that the customer may see."""
    measures = (f.Measure(day(100), 11.0), f.Measure(day(5), 9.0))
    objective = f.Objective("b", "Goods within a week", "lead time", "days", Direction.LESS, 14.0, 6.0, 4.0, day(-30),
                            ObjectiveState.ON_TRACK, 1_000_000, "EUR", measures)  # fmt: skip
    outcome = f.Outcome("o1", "Less overtime", day(50), OutcomeState.VERIFIED, 4_100_000, "EUR", day(40), "Emre Kaya",
                        "b", None, "", Period.YEAR, "payroll of August")  # fmt: skip
    return facts(
        reviews=[f.Review("v1", ReviewState.HELD, held_on=day(90)), f.Review("v2", ReviewState.HELD, held_on=TODAY)],
        objectives=[objective, objective._replace(id="b2", wording="Know our stock", unit="%", measures=())],
        outcomes=[outcome, outcome._replace(id="o2", what="Fewer returns", state=OutcomeState.CLAIMED)],
        ideas=[f.Idea("i", "Cross-docking", IdeaState.ACCEPTED, day(90), "b", 2.0, 300_000, "EUR", Effort.LARGE,
                      Side.CUSTOMER, day(60), day(50))],
        promises=[f.Promise("w1", "The quote", None, day(20), day(3), PromiseState.OPEN),
                  f.Promise("w2", "The drawing", None, day(20), day(10), PromiseState.KEPT, day(12))],
    )  # fmt: skip


def pack(of: f.AccountFacts | None = None) -> Pack:
    """The pack of that account, or of the one above."""
    return gather(of or known(), TODAY, Rules())


def markdown(found: Pack) -> str:
    """The pack as Markdown."""
    return plain.markdown(review_pack.document(found))


def html(found: Pack, lang: str = "") -> str:
    """The pack as a page."""
    return pages.html(review_pack.document(found), lang)


def documents(found: Pack) -> tuple[str, str]:
    """The pack in both formats."""
    return markdown(found), html(found)


def filled(thing: Any, text: str) -> Any:
    """The same parts, with this text in every field that holds text."""
    if isinstance(thing, str) and not isinstance(thing, Enum):
        return text
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{field.name: filled(getattr(thing, field.name), text) for field in fields(thing)})
    return tuple(filled(part, text) for part in thing) if type(thing) is tuple else thing


def private() -> tuple[f.AccountFacts, list[str]]:
    """That account with a secret in every private field, and the secrets."""
    secrets: list[str] = []

    def secret() -> str:
        secrets.append(f"SECRET{len(secrets):02}X")
        return secrets[-1]

    full = known()
    of = account(tier=Tier.D, sector=secret(), city=secret(), referred_by=secret(), renewal_on=date(2031, 5, 6),
                 price_talk_on=date(2032, 7, 8))  # fmt: skip
    outcome, objective = full.outcomes[0], full.objectives[0]
    return facts(
        of,
        people=[f.Person("p", secret(), secret(), secret(), secret(), secret(), came_from=secret())],
        reviews=[review._replace(agenda=secret(), note=secret()) for review in full.reviews],
        objectives=[objective, objective._replace(id="b3", wording=secret(), metric=secret(), unit=secret(),
                                                  state=ObjectiveState.DRAFT)],
        outcomes=[outcome._replace(dispute=secret()),
                  outcome._replace(id="o3", what=secret(), verified_by=secret(), evidence=secret(), dispute=secret(),
                                   state=OutcomeState.DISPUTED, disputed_on=day(1))],
        ideas=[full.ideas[0]._replace(reason=secret()),
               f.Idea("i2", secret(), IdeaState.SPOTTED, day(9), reason=secret()),
               f.Idea("i3", secret(), IdeaState.REJECTED, day(9), closed_on=day(2), reason=secret()),
               f.Idea("i4", "Night shift", IdeaState.PROPOSED, day(9), "b3", 3.0, proposed_on=day(2))],
        promises=[*full.promises, f.Promise("w3", secret(), "p", day(9), day(-2), PromiseState.OPEN, None, "r")],
        signals=[f.Signal("s", "p", SignalKind.COMPLAINT, None, day(3), secret())],
        issues=[f.Issue("e", secret(), Severity.SERIOUS, day(3))],
        asks=[f.Ask("k", "p", AskKind.REFERRAL, AskState.ASKED, day(3), None, None, secret(), secret())],
        targets=[f.Target("t", "p", secret(), secret(), secret(), TargetState.OPEN)],
        referrals=[f.Referral("r", "p", secret(), secret(), Stage.NAMED, day(9), day(9), secret())],
        initiatives=[f.Initiative("n", secret(), InitiativeState.OPEN, "p", day(9), None, 98_765_432_1, "EUR", secret(),
                                  day(-9), Source.COLD, Starter.US, secret())],
        steps=[f.BuyingStep("x", "n", StepKind.QUESTION, secret(), "p", Side.US, day(-4))],
    ), secrets  # fmt: skip


def told(found: Pack, form: ReportFormat) -> str:
    """All that the pack says in a format; of the pages, what typst is given to set."""
    if form is ReportFormat.PDF:
        return inputs(review_pack.document(found))["report"]
    made = review_pack.written(found, form)
    return "".join(read(made).parts.values()) if form is ReportFormat.XLSX else made.decode()


@pytest.mark.parametrize("form", ReportFormat)
def test_nothing_private_is_in_any_format(form: ReportFormat) -> None:
    account_facts, secrets = private()
    said = told(pack(account_facts), form)
    assert [secret for secret in secrets if secret in said] == []
    assert not re.search(r"2031|2032|987654321", said)
    assert "Night shift" in said


def test_in_a_workbook_amounts_days_and_measured_values_can_be_counted_with() -> None:
    book = read(review_pack.written(pack(), ReportFormat.XLSX))
    assert book.names == ["What it has brought", "Objectives", "What is still attainable", "The next 90 days",
                          "Next review"]  # fmt: skip
    (brought, _to_confirm), [objectives], [ideas], [ahead], _none = map(book.tables, range(5))
    assert brought[1] == ["Less overtime", 41_000, "Emre Kaya", 46_309, "new", "payroll of August"]
    assert '[$€-809] #,##0" a year";[$€-809] -#,##0" a year"' in book.formats
    assert objectives[1][:6] == ["Goods within a week", "lead time · on track", 14, 9, 6, 4]
    assert objectives[1][7:9] == [46_379, 0.5]
    assert ideas[1][2:4] == [3_000, 2]
    assert ahead[1] == ["The quote", 46_346, "overdue", "we"]


def test_json_holds_cents_days_and_shares() -> None:
    data = json.loads(review_pack.written(pack(), ReportFormat.JSON))
    assert (data["on"], data["kept"], data["next_on"]) == ("2026-11-23", {"on_time": 1, "counted": 2}, "2027-02-23")
    assert data["outcomes"][0]["amount_cents"] == 4_100_000
    assert data["objectives"][0]["share"] == 0.5
    assert data["gap"]["money"] == [{"currency": "EUR", "cents": 500_000}]


def test_nothing_private_is_in_either_format() -> None:
    account_facts, secrets = private()
    assert len(secrets) > 30
    for document in documents(pack(account_facts)):
        assert [secret for secret in secrets if secret in document] == []
        assert not re.search(r"2031|2032|9,876,543|[Tt]ier|[Rr]enewal|[Rr]eadiness|[Rr]eferr", document)
        assert "Night shift" in document


@pytest.mark.parametrize(
    "words",
    [
        "Kaya Logistics", "Monday 23 November 2026", "Tuesday 25 August 2026", "€ 41,000 a year", "Less overtime",
        "over 1 confirmed outcome, of which € 41,000 a year since the previous review", "Fewer returns",
        "Emre Kaya · Wed 14 Oct 2026 · new", "payroll of August", "To be confirmed", "Goods within a week", "lead time",
        "14 days", "9 days", "6 days", "4 days", "To be reached by", "Wed 23 Dec 2026",
        "62 % of the way to the agreed target; still",
        "to go from 9 to 6 days",
        "50 %", "better, from 11 to 9 days", "not known yet: nothing measured", "Cross-docking", "€ 3,000 · 2 days",
        "accepted", "you", "The quote", "Fri 20 Nov 2026 · overdue", "1 of 2 were kept on time", "In money: € 5,000",
        "50 % of the way to the maximum attainable is still ahead, for one objective", "Tuesday 23 February 2027",
        "as a figure is not known yet: 1",
    ],
)  # fmt: skip
def test_both_formats_tell_the_customer(words: str) -> None:
    text, page = documents(pack())
    assert words in text
    assert words in Page(page).text.replace("\u00a0", " ")


def test_no_line_of_the_page_ends_between_a_sign_and_its_amount() -> None:
    assert "€\u00a041,000" in html(pack()) and "€ 41" not in html(pack())


def test_the_parts_come_in_their_order() -> None:
    heads = ["What it has brought", "To be confirmed", "Objectives", "What is still attainable",
             "Ideas to close the gap", "The next 90 days", "Next review"]  # fmt: skip
    text, page = documents(pack())
    found = re.findall(r"^##+ (.*)", text, re.MULTILINE)
    assert [head for head in found if head in heads] == heads
    assert [head for head in re.findall(r"<h[23]>(.*?)</h", page) if head in heads] == heads


def test_an_account_of_which_nothing_is_known_says_so() -> None:
    for document in documents(gather(facts(account(customer_since=None)), TODAY, Rules())):
        assert "Nothing has been confirmed yet." in document
        assert "No objective has been agreed yet." in document
        assert "There is no agreed objective that is still running." in document
        assert "Nothing is promised or falls due up to Sunday 21 February 2027." in document
        assert "The day is still to be chosen." in document
        assert "Everything as it stood on Monday 23 November 2026." in document


def test_all_is_said_only_of_what_is_wholly_there() -> None:
    close = known().objectives[0]._replace(measures=(f.Measure(day(5), 4.01),), target=4.0)
    text = markdown(pack(facts(objectives=[close])))
    assert "99 % of the way to the agreed target; still to go from 4.01 to 4 days" in text
    assert "100 %" not in text


def test_a_value_from_before_the_previous_review_is_not_called_unchanged() -> None:
    old = known().objectives[0]._replace(measures=(f.Measure(day(100), 11.0),))
    text = markdown(pack(facts(reviews=list(known().reviews), objectives=[old])))
    assert "not measured since; last on Sat 15 Aug 2026" in text


def test_the_bar_shows_the_way_and_the_target_and_says_them_in_words() -> None:
    page = Page(html(pack()))
    bars = [attributes for tag, attributes in page.elements if tag == "div" and attributes.get("role") == "img"]
    assert [bar["class"] for bar in bars] == ["bar", "bar unknown"]
    assert (
        bars[0]["aria-label"] == "At the start: 14 days; Now: 9 days; Agreed target: 6 days; Maximum attainable: 4 days"
    )
    styles = [attributes["style"] for tag, attributes in page.elements if tag == "span"]
    assert styles == ["width:50.0%", "left:80.0%"]


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = Page(html(pack()))
    assert set(page.tags).isdisjoint({"script", "link", "img", "a", "iframe", "object", "form"})
    assert not re.search(r"url\(|@import|https?:", html(pack()))
    policy = {attributes.get("http-equiv"): attributes.get("content") for _tag, attributes in page.elements}
    assert policy["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_the_page_names_its_language_and_the_heads_of_its_tables() -> None:
    page = html(pack(), lang='nl"><b>')
    assert page.startswith('<!doctype html>\n<html lang="nl&quot;&gt;&lt;b&gt;">')
    assert '<html lang="en">' in html(pack())
    scopes = [attributes.get("scope") for tag, attributes in Page(page).elements if tag == "th"]
    assert scopes and set(scopes) == {"col", "row"}


@given(HOSTILE_TEXT)
@settings(deadline=None)
def test_no_text_from_people_changes_the_page(text: str) -> None:
    found, plain = Page(html(filled(pack(), text))), Page(html(filled(pack(), "plain")))
    assert found.tags == plain.tags
    assert [sorted(given) for _tag, given in found.elements] == [sorted(given) for _tag, given in plain.elements]
    assert not found.open


@given(HOSTILE_TEXT.filter(bool))
@settings(deadline=None)
def test_no_text_from_people_changes_the_markdown(text: str) -> None:
    """No link, image, tag, heading, list or cell of a table opens, and no block becomes another."""
    assert read_markdown(markdown(filled(pack(), text))) == read_markdown(markdown(filled(pack(), "plain")))


@given(HOSTILE_TEXT)
@settings(deadline=None)
def test_escaped_text_is_one_plain_paragraph_even_at_the_start_of_a_line(text: str) -> None:
    plain = ["paragraph_open", "inline", "paragraph_close"]
    assert read_markdown(md(text)) == plain
    assert read_markdown(f"| head |\n| --- |\n| {md(text)} |") == read_markdown("| head |\n| --- |\n| plain |")
    assert read_markdown(f"# {md(text)}") == ["heading_open", "inline", "heading_close"]


@given(HOSTILE_TEXT)
@settings(deadline=None)
def test_a_reader_of_the_markdown_sees_the_text_that_was_written(text: str) -> None:
    tokens = MarkdownIt("gfm-like").parse(md(text))
    read = "".join(child.content for child in tokens[1].children or [])
    assert read.replace("\u200a", "") == (shown(" ".join(text.split())) or "–")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Kaya Logistics B.V. (Venlo), 50 % – R&D!", "Kaya Logistics B.V. (Venlo), 50 % – R&D!"),
        ("# 1", "\\# 1"), ("C# and #2", "C# and \\#2"), ("- x", "\\- x"), ("a - b > c", "a - b > c"), ("> x", "\\> x"),
        ("12. x", "12\\. x"), ("3.5 days", "3.5 days"), ("a|b", "a\\|b"), ("<b>", "\\<b>"), ("&lt;", "\\&lt;"),
        ("[a](b)", "\\[a\\](b)"), ("two\n lines", "two lines"), ("", "–"), ("\x1b[2J", "\ufffd\\[2J"),
        ("bol.com", "bol\u200a.com"), ("a@b.nl", "a@\u200ab\u200a.nl"), ("http://x", "http:/\u200a/x"),
        ("www.1.nl", "www\u200a.1\u200a.nl"), ("P.J. de Wit", "P.J. de Wit"),
    ],
)  # fmt: skip
def test_escaping_does_no_more_than_it_must(text: str, escaped: str) -> None:
    assert md(text) == escaped


@pytest.mark.parametrize("text", HOSTILE)
def test_no_control_or_direction_character_is_left(text: str) -> None:
    for document in documents(filled(pack(), text)):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", document)
        document.encode("utf-8")
