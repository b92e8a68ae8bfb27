"""Whom might she introduce us to? Only who is in the book, only with a reason, and never who is a customer already."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.asking.finder import (
    Acquaintance,
    Background,
    TargetSuggestion,
    acquaintances_of,
    propose,
    title_words,
)
from advisorbench.domain.language.reasons import say_reasons
from advisorbench.domain.records.facts import AccountFacts, Person
from advisorbench.domain.records.states import AccountStatus
from tests.domain.build import ANNA, BEN, TODAY, account, facts, referral, target

BUYER = ANNA._replace(job_title="Logistics manager")
HERE = account(sector="Food transport")
THERE = account(id="a-hofstra", name="Hofstra Transport", status=AccountStatus.PROSPECT, sector="Paper")
JORIS = Acquaintance("p-joris", "Joris Hofstra", "Director", "Hofstra Transport", "a-hofstra", "Paper")


def proposed(
    *known: Acquaintance, worked: Any = (), person: Person = BUYER, of: Any = HERE, **more: Any
) -> list[TargetSuggestion]:
    """Whom Anna might introduce us to."""
    return propose(facts(of, **more), person, Background(tuple(worked)), known, TODAY)


def reasons(one: Acquaintance, **more: Any) -> tuple[tuple[str, ...], int] | None:
    """Why somebody comes to mind, and how much that weighs."""
    found = proposed(one, **more)
    return (tuple(say_reasons(found[0].reasons)), found[0].weight) if found else None


REASONS: list[tuple[str, dict[str, Any], dict[str, Any], tuple[tuple[str, ...], int] | None]] = [
    ("nothing in common", {}, {}, None),
    ("the same sector", {"sector": "Food transport"}, {}, (("same sector: Food transport",), 2)),
    ("the same sector, written otherwise", {"sector": "FOOD  Transport"}, {}, (("same sector: FOOD  Transport",), 2)),
    ("another sector", {"sector": "Food"}, {}, None),
    ("no sector known, but the company's name says it", {"sector": ""}, {},
     (("in transport, by the company's name",), 1)),
    ("a title of common words, but the same one", {"job_title": "Managing director"},
     {"person": ANNA._replace(job_title="managing Director")}, (("same job title",), 1)),
    ("a sector unknown on both sides", {"sector": ""}, {"of": account()}, None),
    ("worked here before", {"worked_at": ("a-kaya",)}, {}, (("worked at Kaya Logistics before",), 4)),
    ("is where she worked before, by its key", {}, {"worked": [("a-hofstra", "Hofstra")]},
     (("both know Hofstra from within",), 4)),
    ("is where she worked before, by its name", {"account_id": None}, {"worked": [("a-x", "hofstra  TRANSPORT")]},
     (("both know hofstra  TRANSPORT from within",), 4)),
    ("worked where she worked before", {"worked_at": ("a-old",)}, {"worked": [("a-old", "De Wit Bouw")]},
     (("both know De Wit Bouw from within",), 4)),
    ("both were at two places: it counts once", {"worked_at": ("a-old", "a-older")},
     {"worked": [("a-old", "De Wit Bouw"), ("a-older", "Molenaar")]}, (("both know De Wit Bouw from within",), 4)),
    ("worked somewhere else", {"worked_at": ("a-else",)}, {"worked": [("a-old", "De Wit Bouw")]}, None),
    ("no company known, nor hers", {"account_id": None, "company": ""}, {"worked": [("a-old", "")]}, None),
    ("the same work", {"job_title": "Head of logistics"}, {}, (("same work: logistics",), 1)),
    ("the same work in two words", {"job_title": "Food logistics buyer"},
     {"person": ANNA._replace(job_title="Buyer, food")}, (("same work: buyer, food",), 2)),
    ("the same work with other accents", {"job_title": "Hoofd inkóóp"},
     {"person": ANNA._replace(job_title="Inkoop")}, (("same work: inkoop",), 1)),
    ("a manager of something else", {"job_title": "Sales manager"}, {}, None),
    ("titles of common words only", {"job_title": "General manager"},
     {"person": ANNA._replace(job_title="Senior general manager")}, None),
    ("no title on either side", {"job_title": ""}, {"person": ANNA}, None),
    ("everything at once",
     {"sector": "Food transport", "worked_at": ("a-kaya", "a-old"), "job_title": "Logistics buyer"},
     {"worked": [("a-old", "De Wit Bouw")]},
     (("worked at Kaya Logistics before", "both know De Wit Bouw from within", "same sector: Food transport",
       "same work: logistics"), 11)),
]  # fmt: skip


@pytest.mark.parametrize(("known", "asked", "expected"), [pytest.param(*row[1:], id=row[0]) for row in REASONS])
def test_each_proposal_has_its_reasons_and_their_weight(
    known: dict[str, Any], asked: dict[str, Any], expected: tuple[tuple[str, ...], int] | None
) -> None:
    assert reasons(JORIS._replace(**known), **asked) == expected


ALIKE = JORIS._replace(sector="Food transport")
LEFT_OUT: list[tuple[str, dict[str, Any], bool]] = [
    ("nobody was asked for yet", {}, False),
    ("asked for already", {"targets": [target()]}, True),
    ("asked for already, written otherwise", {"targets": [target()._replace(who="JORIS  hofstra")]}, True),
    ("asked for through a colleague", {"targets": [target(who=BEN.id)]}, True),
    ("noted tomorrow", {"targets": [target(added=-1)]}, False),
    ("was a target once, dropped since", {"targets": [target(state="dropped", closed=3)]}, False),
    ("another at the same company is asked for", {"targets": [target()._replace(who="Mia Smit")]}, False),
    ("named already", {"referrals": [referral()]}, True),
    ("named already by a colleague", {"referrals": [referral(who=BEN.id)]}, True),
    ("named already, ended", {"referrals": [referral(ended=3)]}, True),
    ("another was named", {"referrals": [referral(name="Mia Smit")]}, False),
]


@pytest.mark.parametrize(("known", "out"), [pytest.param(*row[1:], id=row[0]) for row in LEFT_OUT])
def test_who_is_asked_for_or_named_already_is_left_out(known: dict[str, Any], out: bool) -> None:
    assert bool(proposed(ALIKE, **known)) is not out


def test_somebody_at_her_own_account_is_no_proposal() -> None:
    assert proposed(ALIKE._replace(account_id="a-kaya")) == []


@pytest.mark.parametrize(
    ("status", "count"),
    [(AccountStatus.PROSPECT, 2), (AccountStatus.ACTIVE, 0), (AccountStatus.DORMANT, 0), (AccountStatus.LOST, 2)],
)
def test_nobody_at_a_customer_is_an_acquaintance(status: AccountStatus, count: int) -> None:
    assert len(list(acquaintances_of(facts(THERE._replace(status=status))))) == count


def test_the_people_of_a_prospect_come_with_where_they_work_and_not_who_wants_to_be_left_alone() -> None:
    found = list(acquaintances_of(facts(THERE, people=[BUYER, BEN._replace(do_not_ask=True)])))

    assert found == [
        Acquaintance("p-anna", "Anna Kaya", "Logistics manager", "Hofstra Transport", "a-hofstra", "Paper")
    ]


def test_the_best_founded_come_first_then_by_name() -> None:
    some = [
        ALIKE._replace(id="1", name="Zoë"),
        ALIKE._replace(id="2", name="Aad", worked_at=("a-kaya",)),
        ALIKE._replace(id="3", name="älex"),
        ALIKE._replace(id="4", name="Bo", job_title="Logistics"),
    ]

    assert [one.acquaintance.id for one in proposed(*some)] == ["2", "4", "3", "1"]
    assert proposed(*some[::-1]) == proposed(*some)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("", set()),
        ("Managing director", set()),
        ("Hoofd van de afdeling inkoop", {"afdeling", "inkoop"}),
        ("Chief Financial Officer", {"financial"}),
        ("Coördinator Logistiek", {"logistiek"}),
        ("CFO", set()),
        ("Supply-chain manager / planner", {"supply", "chain", "planner"}),
        ("2nd line_support", {"line", "support"}),
    ],
)
def test_only_words_that_tell_the_trade_are_compared(title: str, words: set[str]) -> None:
    assert title_words(title) == words


NAMES = st.sampled_from(["Joris Hofstra", "Mia Smit", "joris hofstra", ""])
KNOWN = st.lists(
    st.builds(
        Acquaintance, st.uuids().map(str), NAMES, st.sampled_from(["Logistics", "Director", ""]),
        st.sampled_from(["Kaya Logistics", "De Wit", ""]), st.sampled_from(["a-kaya", "a-old", None]),
        st.sampled_from(["Food transport", "Paper", ""]), st.lists(st.sampled_from(["a-kaya", "a-old"])).map(tuple),
    ),
    max_size=6,
)  # fmt: skip


@given(KNOWN, st.lists(st.sampled_from([("a-old", "De Wit"), ("a-x", "")])), st.booleans())
def test_every_proposal_is_somebody_known_with_a_reason_and_from_elsewhere(
    known: list[Acquaintance], worked: list[tuple[str, str]], aimed: bool
) -> None:
    given_facts: AccountFacts = facts(HERE, targets=[target()] if aimed else [])
    found = propose(given_facts, BUYER, Background(tuple(worked)), known, TODAY)

    assert all(one.acquaintance in known and one.reasons and one.weight >= len(one.reasons) for one in found)
    assert all(one.acquaintance.account_id != "a-kaya" for one in found)
    assert not (aimed and any(one.acquaintance.name.casefold() == "joris hofstra" for one in found))
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
