"""Whoever did something for us is thanked, whatever came of it: once, and soon."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.asking.thanks import THANK_DAYS, thanks_owed
from advisorbench.domain.language.reasons import say_reason
from advisorbench.domain.records.facts import AccountFacts
from tests.domain.books import BOOKS, DAYS
from tests.domain.build import ANNA, BEN, TODAY, ask, changed, day, facts, referral, thanks

ANSWER: dict[str, Any] = {"asks": [ask(9, "yes", answered=3)]}

OWED: list[tuple[str, dict[str, Any], str]] = [
    ("she said yes", ANSWER, "said yes Fri 20 Nov"),
    ("she said no", {"asks": [ask(9, "no", answered=3)]}, "said no Fri 20 Nov"),
    ("she said yes to a testimonial", {"asks": [ask(9, "yes", 3, kind="testimonial")]}, "said yes Fri 20 Nov"),
    ("she said yes today", {"asks": [ask(0)]}, "said yes today"),
    ("she said yes 30 days ago", {"asks": [ask(30)]}, "said yes Sat 24 Oct"),
    ("she gave a name", {"referrals": [referral(3)]}, "gave the name of Joris Hofstra, Fri 20 Nov"),
    ("she gave a name 30 days ago", {"referrals": [referral(30)]}, "gave the name of Joris Hofstra, Sat 24 Oct"),
    ("a name of hers came to nothing", {"referrals": [referral(3, ended=2)]},
     "gave the name of Joris Hofstra, Fri 20 Nov"),
    ("a name of hers became a customer", {"referrals": [referral(200, introduced=150, customer=1)]},
     "Joris Hofstra became a customer, yesterday"),
    ("a name of hers became a customer 30 days ago", {"referrals": [referral(200, customer=30)]},
     "Joris Hofstra became a customer, Sat 24 Oct"),
    ("a yes, then a name: the newer of the two", {"asks": [ask(9)], "referrals": [referral(2)]},
     "gave the name of Joris Hofstra, Sat 21 Nov"),
    ("thanked before she did it", {**ANSWER, "thanks": [thanks(4)]}, "said yes Fri 20 Nov"),
    ("thanked for the yes, and a name since", {**ANSWER, "referrals": [referral(1)], "thanks": [thanks(3)]},
     "gave the name of Joris Hofstra, yesterday"),
    ("thanked tomorrow", {**ANSWER, "thanks": [thanks(-1)]}, "said yes Fri 20 Nov"),
    ("a colleague was thanked", {**ANSWER, "thanks": [thanks(1, BEN.id)]}, "said yes Fri 20 Nov"),
    ("she is not to be asked again", {**ANSWER, "people": [ANNA._replace(do_not_ask=True)]}, "said yes Fri 20 Nov"),
]  # fmt: skip
NONE_OWED: list[tuple[str, dict[str, Any]]] = [
    ("nothing was done", {}),
    ("asked, no answer yet", {"asks": [ask(9, "asked")]}),
    ("she said later", {"asks": [ask(9, "later", answered=3, later=-30)]}),
    ("an ask is drafted", {"asks": [ask(None, "drafted")]}),
    ("she said yes 31 days ago", {"asks": [ask(31)]}),
    ("she gave a name 31 days ago", {"referrals": [referral(31)]}),
    ("a name became a customer 31 days ago", {"referrals": [referral(200, customer=31)]}),
    ("a name of hers was introduced", {"referrals": [referral(200, introduced=3)]}),
    ("she answers tomorrow", {"asks": [ask(9, "yes", answered=-1)]}),
    ("she gives a name tomorrow", {"referrals": [referral(-1)]}),
    ("thanked on the same day", {**ANSWER, "thanks": [thanks(3)]}),
    ("thanked since", {**ANSWER, "thanks": [thanks(1)]}),
    ("thanked twice, once in time", {**ANSWER, "thanks": [thanks(40), thanks(1, key="h2")]}),
    ("one thanks for all she did", {**ANSWER, "referrals": [referral(2)], "thanks": [thanks(0)]}),
    ("who did it has left", {**ANSWER, "people": [BEN], "former": [ANNA]}),
]


def said(known: AccountFacts) -> list[tuple[str, str]]:
    """Who is owed thanks today, and why."""
    return [(owed.person.name, say_reason(owed.reason, TODAY)) for owed in thanks_owed(known, TODAY)]


@pytest.mark.parametrize(("known", "reason"), [pytest.param(*row[1:], id=row[0]) for row in OWED])
def test_a_favour_is_thanked_for(known: dict[str, Any], reason: str) -> None:
    assert said(facts(**known)) == [("Anna Kaya", reason)]


@pytest.mark.parametrize("known", [pytest.param(row[1], id=row[0]) for row in NONE_OWED])
def test_no_thanks_are_owed_without_a_favour_or_after_them(known: dict[str, Any]) -> None:
    assert said(facts(**known)) == []


def test_each_person_is_thanked_for_what_they_did_themselves() -> None:
    known = facts(asks=[ask(5), ask(3, "no", who=BEN.id, key="k2")])

    assert said(known) == [("Anna Kaya", "said yes Wed 18 Nov"), ("Ben Kaya", "said no Fri 20 Nov")]


def test_the_days_of_thanks_are_those_of_the_newest_favour() -> None:
    [owed] = thanks_owed(facts(asks=[ask(9)], referrals=[referral(2)]), TODAY)

    assert (owed.person, owed.on) == (ANNA, day(2))


@settings(max_examples=60, deadline=None)
@given(BOOKS, DAYS, st.integers(0, 40))
def test_everybody_is_owed_thanks_once_at_most_and_not_any_more_when_thanked(
    known: AccountFacts, on: Any, later: int
) -> None:
    owed = thanks_owed(known, on)
    thanked = changed(known, thanks=[thanks((TODAY - on).days, one.person.id, one.person.id) for one in owed])

    assert len({one.person.id for one in owed}) == len(owed)
    assert all(0 <= (on - one.on).days <= THANK_DAYS for one in owed)
    assert thanks_owed(thanked, on) == []
