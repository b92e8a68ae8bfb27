"""Whole books for property tests: a handful of facts of every kind about Anna and Ben, before and after a day."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from advisorbench.domain.records.facts import AccountFacts, Target
from tests.domain.build import (
    ANNA,
    BEN,
    account,
    ask,
    day,
    facts,
    initiative,
    issue,
    outcome,
    promise,
    referral,
    signal,
    target,
)

EDGES = [-1, 0, 1, 2, 10, 59, 60, 61, 89, 90, 91, 179, 180, 181]
AGO = st.sampled_from(EDGES) | st.integers(-40, 400)
"""How many days ago: often just within or past a limit."""
WHO = st.sampled_from([ANNA.id, BEN.id, None])
SOMEBODY = st.sampled_from([ANNA.id, BEN.id])
KEY = st.uuids().map(str)
NAMES = st.sampled_from(["r1", "r2"])


def several(made: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """None, or up to three of them, each with a key of its own."""
    return st.just([]) | st.lists(made, max_size=3, unique_by=lambda fact: fact.id)


def aim(key: str, **given: Any) -> Target:
    """A target with a name of its own."""
    return target(key=key, **given)._replace(who=key)


def made_of(kind: str, ago: st.SearchStrategy[int]) -> st.SearchStrategy[Any]:
    """Facts of one kind, all of them so many days ago."""
    maybe = st.none() | ago
    choice = st.sampled_from
    kinds: dict[str, tuple[st.SearchStrategy[Any], ...]] = {
        "outcomes": (st.builds(outcome, ago, choice(["claimed", "verified", "disputed"]), maybe, KEY),),
        "signals": (
            st.builds(signal, choice(["nps", "score"]), st.integers(0, 10), ago, WHO, KEY),
            st.builds(signal, choice(["praise", "complaint"]), st.none(), ago, WHO, KEY),
        ),
        "issues": (st.builds(issue, choice(["minor", "serious"]), ago, maybe, KEY),),
        "promises": (
            st.builds(promise, ago, referral=st.none() | NAMES, made=ago, key=KEY),
            st.builds(promise, ago, choice(["kept", "late", "broken"]), ago, st.none() | NAMES, ago, KEY),
        ),
        "asks": (st.builds(ask, ago, choice(["asked", "yes", "later", "no"]), maybe, SOMEBODY, key=KEY),),
        "referrals": (st.builds(referral, ago, SOMEBODY, NAMES),),
        "initiatives": (
            st.builds(initiative, st.just("open"), maybe, st.none(), WHO, KEY),
            st.builds(initiative, choice(["won", "lost"]), maybe, ago, WHO, KEY),
        ),
        "targets": (st.builds(aim, KEY, why_now=choice(["", "in May"]), who=SOMEBODY, added=maybe, closed=maybe),),
    }
    return st.one_of(*kinds[kind])


KINDS = ("outcomes", "signals", "issues", "promises", "asks", "referrals", "initiatives", "targets")


def books(ago: st.SearchStrategy[int]) -> st.SearchStrategy[AccountFacts]:
    """Books whose facts are so many days ago."""
    return st.builds(
        lambda renews, **given: facts(account(renewal_on=None if renews is None else day(renews)), **given),
        st.none() | ago,
        **{kind: several(made_of(kind, ago)) for kind in KINDS},
    )


BOOKS = books(AGO) | books(st.sampled_from([0, 1]))
"""Books over a year and more, and books in which everything falls on two days."""
DAYS = (st.just(0) | st.integers(0, 60)).map(day)
