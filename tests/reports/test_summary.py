"""The summary as a document: its subjects in order, what matters first, unknown as unknown, nobody named unasked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from advisorbench.domain.days.time_use import Spent, TimeUse
from advisorbench.domain.language.periods import parse_span
from advisorbench.domain.records.states import Period, Source, Tier
from advisorbench.domain.summary.attention import Attention, Need
from advisorbench.domain.summary.combining import combine
from advisorbench.domain.summary.counting import PlannedAgenda
from advisorbench.domain.summary.figures import Sum, Summary, redacted
from advisorbench.reports.document import (
    Bar,
    Block,
    Document,
    KeyFigures,
    Minutes,
    Money,
    Share,
    Table,
    Text,
    ValueKind,
)
from advisorbench.reports.summary import document, say_need
from advisorbench.reports.summary_sections import sum_kinds
from tests.domain import build
from tests.domain.build import TODAY, day
from tests.domain.summary.test_building import held, pursuit, summary

NAMES = ("Joris Hofstra", "Anna", "wrong invoices", "faster lead time", "second site", "too dear")
"""Whom and what the seller's own book names."""


def busy(**given: Any) -> Summary:
    """A week in which something of everything happened."""
    facts = build.facts(
        build.account(renewal_on=day(-3)),
        reviews=held(99, 3), issues=[build.issue()], outcomes=[build.outcome(3, cents=41_000_00)],
        asks=[build.ask(3, override_reason="he offered")], referrals=[build.referral(3)],
    )  # fmt: skip
    late = build.facts(build.account(id="late", name="Bakker", tier=Tier.B), reviews=held(300))
    spent = [Spent("1", day(3), 390, TimeUse.CUSTOMERS), Spent("2", day(3), None, TimeUse.STRANGERS)]
    ended = [
        pursuit("lost", closed=3, minutes=120, spent=5_00, end_reason="too dear", source=Source.COLD),
        pursuit("won", closed=3, amount_cents=9_000_00),
    ]
    known = {"spent": spent, "pursuits": ended, "planned": PlannedAgenda(TODAY, day(-6), 1, 3, 200), **given}
    return summary(facts, late, **known)


def words(found: Document) -> Iterator[str]:
    """Everything in it that is text."""
    yield from (found.title, found.about)
    for section in found.sections:
        yield section.title
        for block in section.blocks:
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    match block:
        case Text(text):
            yield text
        case KeyFigures(pairs):
            yield from (str(part) for pair in pairs for part in pair)
        case Table(columns, rows):
            yield from (column.name for column in columns)
            yield from (str(value) for row in rows for value in row)
        case Bar():
            raise AssertionError("a summary has no bars")


def blocks(found: Summary, title: str) -> list[Block]:
    """The blocks of a section."""
    return list(next(one.blocks for one in document(found).sections if one.title == title))


def table(found: Summary, title: str, at: int = 0) -> list[dict[str, Any]]:
    """A table of a section, each row by the heads of its columns."""
    tables = [block for block in blocks(found, title) if isinstance(block, Table)]
    return [dict(zip((column.name for column in tables[at].columns), row, strict=True)) for row in tables[at].rows]


def said(found: Summary, title: str) -> str:
    """The sentences of a section."""
    return " ".join(block.text for block in blocks(found, title) if isinstance(block, Text))


def test_each_subject_is_a_section_of_its_own_and_what_matters_comes_first() -> None:
    assert [section.title for section in document(busy()).sections] == [
        "Overview", "Accounts needing attention", "Reviews", "Value", "Hours", "Asks and referrals", "Initiatives",
        "Ahead",
    ]  # fmt: skip
    (headline, *_rest) = blocks(busy(), "Overview")
    assert isinstance(headline, KeyFigures)
    assert list(headline.pairs) == [
        (2, "accounts need attention"), (Share(0, 2), "customers seen"), (Share(1, 2), "due reviews held"),
        (Money(41_000_00), "confirmed by customers, 1 outcome"),
        (Minutes(390), "hours with customers, the goal is 12"),
        (Share(1, 2), "initiatives that ended were no sale"),
    ]  # fmt: skip


def test_the_period_stands_beside_the_one_before_it() -> None:
    rows = {row["What"]: row for row in table(busy(), "Overview")}
    assert rows["Due reviews held"] == {
        "What": "Due reviews held", "week 47 of 2026": Share(1, 2), "week 46 of 2026": Share(0, 1),
    }  # fmt: skip
    assert rows["Hours with customers"]["week 47 of 2026"] == Minutes(390)
    assert rows["Value confirmed"]["week 47 of 2026"] == Money(41_000_00)
    assert rows["Value confirmed"]["week 46 of 2026"] is None
    assert rows["Initiatives ended without a sale"]["week 46 of 2026"] == Share(0, 0)


def test_amounts_of_several_currencies_or_times_are_lines_of_their_own() -> None:
    found = busy()
    sums = (Sum("GBP", Period.ONCE, 50_00, 1), Sum("EUR", Period.YEAR, 7_00, 2))
    before = (Sum("EUR", Period.ONCE, 9_00, 1),)
    now = replace(found.now, value=found.now.value._replace(sums=sums, verified=4))
    assert found.before is not None
    then = replace(found.before, value=found.before.value._replace(sums=before))
    several = replace(found, now=now, before=then)
    rows = {row["What"]: list(row.values())[1:] for row in table(several, "Overview")}
    assert {name: row for name, row in rows.items() if name.startswith("Value")} == {
        "Value confirmed, EUR": [None, Money(9_00)],
        "Value confirmed, EUR a year": [Money(7_00, "EUR", Period.YEAR), None],
        "Value confirmed, GBP": [Money(50_00, "GBP"), None],
    }
    (headline, *_rest) = blocks(several, "Overview")
    assert isinstance(headline, KeyFigures)
    assert list(headline.pairs)[3:5] == [
        (Money(50_00, "GBP"), "confirmed by customers, 1 outcome"),
        (Money(7_00, "EUR", Period.YEAR), "confirmed by customers, 2 outcomes"),
    ]


def test_where_no_amount_was_confirmed_the_outcomes_are_counted() -> None:
    (headline, *_rest) = blocks(summary(), "Overview")
    assert isinstance(headline, KeyFigures)
    assert (0, "outcomes confirmed by customers") in headline.pairs


def test_where_a_section_has_several_tables_each_has_a_heading() -> None:
    for section in document(busy()).sections:
        tables = [at for at, block in enumerate(section.blocks) if isinstance(block, Table)]
        named = [section.blocks[at - 1] for at in tables]
        if len(tables) > 1:
            assert all(isinstance(block, Text) and block.level == 3 for block in named), section.title
            assert len({str(block) for block in named}) == len(named)


def test_what_was_before_the_book_is_a_dash_and_not_nothing() -> None:
    found = busy(began_on=day(7))
    assert {row["week 46 of 2026"] for row in table(found, "Overview")} == {None}
    assert {row["week 46 of 2026"] for row in table(found, "Hours")} == {None}
    assert "Nothing is known of week 46 of 2026: the book begins on Mon 16 Nov 2026." in said(found, "Overview")
    part = said(busy(began_on=day(9)), "Overview")
    assert "The book begins on Sat 14 Nov 2026: week 46 of 2026 is not whole." in part
    assert "Nothing is recorded in the book yet." in said(busy(began_on=None), "Overview")


def test_a_running_period_says_up_to_when() -> None:
    found = busy(span=parse_span("2026-11", TODAY), until=TODAY)
    assert "November 2026 is not over: it is counted up to Mon 23 Nov 2026." in said(found, "Overview")
    assert "November 2026, up to Mon 23 Nov 2026" in table(found, "Overview")[0]
    assert document(found).about.startswith("Sun 1 Nov 2026 to Mon 23 Nov 2026")
    assert not said(busy(), "Overview")


def test_tables_hold_numbers_not_words() -> None:
    found = busy()
    tier = table(found, "Reviews")[0]
    assert (tier["Customers seen"], tier["Due reviews held"]) == (Share(0, 1), Share(1, 1))
    amounts = table(found, "Value")
    assert (amounts[0]["Amount"], amounts[0]["How many"]) == (Money(41_000_00, "EUR"), 1)
    assert table(found, "Hours")[0]["week 47 of 2026"] == Minutes(390)
    sources = {row["Source"]: row for row in table(found, "Initiatives")}
    assert (sources["cold"]["No sale"], sources["unknown"]["No sale"]) == (Share(1, 1), Share(0, 1))
    tables = [b for s in document(found).sections for b in s.blocks if isinstance(b, Table)]
    for one in tables:
        assert all(len(row) == len(one.columns) for row in one.rows)
        assert len({column.name for column in one.columns}) == len(one.columns)
        assert all(column.name for column in one.columns)
        for column, cells in zip(one.columns, zip(*one.rows, strict=True), strict=True):
            kinds = {
                ValueKind.SHARE: Share,
                ValueKind.MONEY: Money,
                ValueKind.COUNT: int,
                ValueKind.MINUTES: Minutes,
                ValueKind.TEXT: str,
            }
            kind = kinds.get(column.kind)
            assert kind is None or all(cell is None or type(cell) is kind for cell in cells), column


def test_what_is_not_in_the_figures_is_said_beside_them() -> None:
    found = busy()
    assert "1 contact of 2 has no time noted" in said(found, "Hours")
    assert "1 of the 1 asks went against the rule" in said(found, "Asks and referrals")
    assert "Those took 2:00 h, as far as it was noted: of 1 of 1." in said(found, "Initiatives")
    untimed = busy(pursuits=[pursuit("lost", closed=3), pursuit("lost", closed=None)])
    assert "How long those took was not noted." in said(untimed, "Initiatives")
    assert "Ended on a day that nobody noted, and not counted here: 1." in said(untimed, "Initiatives")
    doubted = busy(spent=[Spent("1", day(3), 2000, TimeUse.CUSTOMERS)])
    assert "1 time cannot be true and is not added up." in said(doubted, "Hours")


def test_a_quiet_week_says_so_and_shows_no_empty_tables() -> None:
    found = summary()
    text = " ".join(words(document(found)))
    for sentence in ("No account needs attention.", "No outcome was confirmed.", "No initiative ended."):
        assert sentence in text
    assert all(block.rows for s in document(found).sections for block in s.blocks if isinstance(block, Table))
    assert "nothing of it is still ahead" in said(found, "Ahead")


def test_a_long_list_says_how_many_more_there_are() -> None:
    ones = [build.facts(build.account(id=str(n), name=str(n)), reviews=held(99)) for n in range(25)]
    assert "And 5 more." in said(summary(*ones), "Reviews")
    issues = [build.facts(build.account(id=str(n), name=str(n)), issues=[build.issue()]) for n in range(9)]
    assert "The first 7 of 9, the most pressing on top." in said(summary(*issues), "Accounts needing attention")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"need": Need.ISSUE}, "A serious issue has been open since Fri 13 Nov 2026."),
        ({"need": Need.RENEWAL}, "It renews on Fri 13 Nov 2026, and there was no contact for 61 days."),
        ({"need": Need.RENEWAL, "days": None}, "It renews on Fri 13 Nov 2026, and no contact was ever noted."),
        ({"need": Need.HOLLOW}, "The customer has no next step in an initiative of € 500."),
        ({"need": Need.PROMISE}, "A promise of ours is 61 days late."),
        ({"need": Need.REVIEW}, "The review is overdue: it was due on Fri 13 Nov 2026."),
        ({"need": Need.CONTACT}, "There was no contact for 61 days."),
    ],
)
def test_each_need_is_one_plain_sentence(given: dict[str, Any], text: str) -> None:
    one = Attention("Kaya", Tier.A, Need.ISSUE, 1, day(10), 61, 500_00, "EUR")
    assert say_need(one._replace(**given)) == text


def test_kinds_of_sums_are_told_once_each_in_their_order() -> None:
    sums = [Sum("GBP", Period.ONCE, 50, 1), Sum("EUR", Period.YEAR, 7_00, 2), Sum("EUR", Period.ONCE, 100_00, 1)]
    assert sum_kinds([sums, sums[:1]]) == [("EUR", Period.ONCE), ("EUR", Period.YEAR), ("GBP", Period.ONCE)]
    assert sum_kinds([]) == []


def test_redacted_it_names_nobody_and_says_so() -> None:
    told, bare = (" ".join(words(document(one))) for one in (busy(), redacted(busy())))
    assert all(name in told for name in NAMES)
    assert not any(name in bare for name in NAMES)
    assert "names of people and notes are left out" in bare
    assert "with names and notes: not for everybody" in told


def test_several_sellers_stand_side_by_side() -> None:
    anna, ben = (replace(busy(), sellers=(name,)) for name in ("Anna", "Ben"))
    ben = replace(ben, until=day(2))
    both = combine([anna, ben])
    found = document(both, (anna, ben))
    assert found.about.startswith("Anna, Ben · ")
    (side,) = next(section.blocks for section in found.sections if section.title == "Sellers")
    assert isinstance(side, Table)
    assert [row[:4] for row in side.rows] == [
        ["Anna", day(1), Share(0, 2), Share(1, 2)],
        ["Ben", day(2), Share(0, 2), Share(1, 2)],
    ]
    assert "The sellers are counted up to different days." in " ".join(words(found))
    assert {row["Seller"] for row in table(both, "Accounts needing attention")} == {"Anna", "Ben"}
