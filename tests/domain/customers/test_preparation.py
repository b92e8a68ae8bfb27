"""What a review is prepared from, and the agenda drafted from it; what anybody wrote is data and never runs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.customers.preparation import AGENDA, PLACES, Preparation, draft_agenda, prepare
from advisorbench.domain.customers.value import Movement
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.rules import Rules
from tests.domain.build import (
    ANNA,
    BEN,
    TODAY,
    account,
    day,
    facts,
    idea,
    issue,
    objective,
    outcome,
    promise,
    review,
    signal,
)

RULES = Rules()
HELD = review("followed up", held=day(90), key="held")
PLANNED = review("scheduled", planned=day(-4), key="next")


def preparation(attending: Any = frozenset(), of: Any = None, **given: Any) -> Preparation:
    """What the review planned for Friday is prepared from."""
    known = facts(of or account(), **{"reviews": [HELD, PLANNED], **given})
    return prepare(known, PLANNED, TODAY, attending)


def drafted(template: str, found: Preparation) -> str:
    """The agenda by that template."""
    return draft_agenda(found, template, RULES)


# --- since the last review ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reviews", "since"),
    [
        ([PLANNED], None),
        ([HELD, PLANNED], day(90)),
        ([HELD, review("held", held=day(30), key="h2"), PLANNED], day(30)),
        ([HELD, review("held", held=day(-1), key="h2"), PLANNED], day(90)),
        ([review("held", held=day(0), key="h2"), PLANNED], day(0)),
    ],
)
def test_it_looks_back_to_the_last_review_held(reviews: list[Any], since: Any) -> None:
    assert preparation(reviews=reviews).since == since


KEYS: list[tuple[str, str, list[Any], list[str]]] = [
    ("open promises by their day", "open", [promise(-9, key="b"), promise(3, key="a")], ["a", "b"]),
    ("an open promise of before the last review", "open", [promise(100, made=200)], ["w"]),
    ("a promise closed is not open", "open", [promise(3, "kept", 3)], []),
    ("a promise made tomorrow", "open", [promise(-3, made=-1)], []),
    ("a promise kept since", "closed", [promise(80, "kept", 89)], ["w"]),
    ("a promise kept on the day of the last review", "closed", [promise(80, "kept", 90)], []),
    ("a promise broken since", "closed", [promise(80, "broken", 5)], ["w"]),
    ("a promise kept tomorrow", "closed", [promise(80, "late", -1)], []),
    ("what is owed to a referrer is no matter for the table", "open", [promise(3, referral="r")], []),
    ("nor what a referrer was told", "closed", [promise(80, "kept", 85, referral="r")], []),
    ("a claim", "to_verify", [outcome(9, "claimed")], ["o"]),
    ("a claim of long ago", "to_verify", [outcome(300, "claimed")], ["o"]),
    ("a dispute is not to be confirmed", "to_verify", [outcome(9, "disputed")], []),
    ("a claim of tomorrow", "to_verify", [outcome(-1, "claimed")], []),
    ("verified since", "verified", [outcome(100, verified=89)], ["o"]),
    ("verified on the day of the last review", "verified", [outcome(100, verified=90)], []),
    ("verified since, disputed since", "verified", [outcome(100, "disputed", verified=80, disputed=10)], []),
    ("ideas that are on their way", "ideas",
     [idea("spotted", key="a"), idea("proposed", proposed=5, key="b"), idea("accepted", accepted=5, key="c")],
     ["a", "b", "c"]),
    ("ideas that have ended", "ideas", [idea("done", closed=5), idea("rejected", closed=5, key="e")], []),
    ("an issue open", "issues", [issue()], ["i"]),
    ("an issue resolved", "issues", [issue(resolved=2)], []),
    ("signals since, the newest first", "signals", [signal(ago=89, key="a"), signal(ago=3, key="b")], ["b", "a"]),
    ("no signal since: the newest there is", "signals", [signal(ago=200, key="a"), signal(ago=100, key="b")], ["b"]),
    ("a signal of tomorrow", "signals", [signal(ago=-1)], []),
]  # fmt: skip
FACTS = {"open": "promises", "closed": "promises", "to_verify": "outcomes", "verified": "outcomes"}


@pytest.mark.parametrize(("part", "known", "keys"), [pytest.param(*row[1:], id=row[0]) for row in KEYS])
def test_it_gathers_what_happened_since_and_what_is_open(part: str, known: list[Any], keys: list[str]) -> None:
    found = getattr(preparation(**{FACTS.get(part, part): known}), part)
    assert [one.id for one in found] == keys


def test_each_objective_comes_with_its_movement_since_the_last_review() -> None:
    some = [
        objective(14, 6, (100, 12.0), (5, 9.0)),
        objective(14, 6, (100, 12.0), state="dropped", key="j2"),
        objective(14, 6, key="j3"),
    ]
    moved = [(one.id, movement) for one, movement in preparation(objectives=some).objectives]
    assert moved == [("j", Movement(12.0, 9.0, True)), ("j3", Movement(14, None, None))]


# --- the agenda -----------------------------------------------------------------------------------------------

FULL: dict[str, Any] = {
    "promises": [promise(70, "kept", 71, key="a"), promise(-1, key="b")],
    "objectives": [objective(14, 6, (100, 12.0), (5, 9.0))],
    "outcomes": [outcome(100, verified=80, cents=41_000_00), outcome(9, "claimed", key="o2")],
    "ideas": [idea()],
    "issues": [issue()],
}


def test_the_agenda_there_is_holds_everything_in_order() -> None:
    found = preparation(of=account(renewal_on=day(-40)), **FULL)
    assert drafted(AGENDA, found) == (
        "Review with Kaya Logistics, Friday 27 November 2026\n\n"
        "Since last time\n- the quote: kept\n- the quote: tomorrow\n\n"
        "Your objectives: where we stand, what is the most that is attainable\n"
        "- faster: from 12 to 9 days, maximum attainable 6\n\n"
        "What it has brought\n- faster lead time (€ 41,000)\n- faster lead time: may we note this as confirmed?\n\n"
        "What could close the gap\n- two departures a day\n\n"
        "What is in the way\n- wrong invoices\n\n"
        "Looking ahead\n- Renewal on Saturday 2 January 2027\n- The next review: around Saturday 27 February 2027"
    )


def test_a_paragraph_with_nothing_to_say_is_left_out() -> None:
    assert drafted(AGENDA, preparation()) == (
        "Review with Kaya Logistics, Friday 27 November 2026\n\n"
        "Looking ahead\n- The next review: around Saturday 27 February 2027"
    )


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("To $account by $day", "To Kaya Logistics by Friday 27 November 2026"),
        ("Here: $people.\n\nTrouble: $issues.", "Here: Anna Kaya, Ben Kaya."),
        ("$ideas\n$nothing, $5", "- two departures a day\n$nothing, $5"),
    ],
)
def test_a_template_of_ones_own_is_filled_in(template: str, text: str) -> None:
    assert drafted(template, preparation(frozenset([ANNA.id, BEN.id]), ideas=[idea()])) == text


def test_only_who_will_be_there_is_named() -> None:
    assert drafted("$people", preparation(frozenset([BEN.id]))) == "- Ben Kaya"


HOSTILE = [
    "$account",
    "$promises",
    "$$day",
    "\\g<1>",
    "%(what)s",
    "{0.__class__}",
    "[@click=app.quit]x[/]",
    "$people$day",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_places_in_what_people_wrote_are_data(text: str) -> None:
    known = preparation(
        frozenset([ANNA.id]), of=account(name=text), people=[ANNA._replace(name=text)],
        promises=[promise(-1)._replace(what=text)], ideas=[idea()._replace(what=text)],
        issues=[issue()._replace(what=text)], outcomes=[outcome(9, "claimed")._replace(what=text)],
        objectives=[objective(14, 6)._replace(wording=text)],
    )  # fmt: skip
    assert drafted("$account / $people", known) == f"{text} / {text}"
    assert drafted("$promises", known) == f"- {text}: tomorrow"
    assert drafted("$ideas\n$issues", known) == f"- {text}\n- {text}"
    assert drafted("$outcomes", known) == f"- {text}: may we note this as confirmed?"
    assert drafted("$objectives", known) == f"- {text}: where do we stand?"


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([*(f"${place}" for place in PLACES), "$", "\n", "\n\n", " ", "Ω", "\\", "{", "%s"])))
def test_any_template_is_filled_in_without_a_word_lost(parts: list[str]) -> None:
    text = drafted("".join(parts), EVERYTHING)
    assert text.count("Ω") == parts.count("Ω")
    assert "\n\n\n" not in text


EVERYTHING = preparation(frozenset([ANNA.id]), **FULL)


def test_an_agenda_written_before_is_brought_along() -> None:
    written = PLANNED._replace(agenda="Mine")
    known: AccountFacts = facts(reviews=[HELD, written])
    assert prepare(known, written, TODAY).agenda == "Mine"
