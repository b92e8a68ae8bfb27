"""The referral tree, checked against sums done by hand; no tangle of links makes it lose or repeat an account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.asking.tree import Node, Tally, Tree, tally, tree_of, walk
from advisorbench.domain.records.facts import AccountFacts, Person, Referral
from advisorbench.domain.records.states import AccountStatus
from tests.domain.build import account, facts, referral

SINCE = date(2024, 1, 31)


def customer(key: str, *names: Referral, came_from: str | None = None, gen: int = 0, **more: Any) -> AccountFacts:
    """An account with one person, who gave some names; its key is its name."""
    known: dict[str, Any] = {"customer_since": SINCE, **more}
    of = account(id=key, name=key, referred_by_id=came_from, generation=gen, **known)
    person = Person(f"p-{key}", f"{key.title()} Senior")
    return facts(of, people=[person], referrals=[name._replace(person_id=person.id) for name in names])


def won_at(key: str, to: str, **more: Any) -> Referral:
    """A name that became the customer with that key."""
    return referral(300, key=key, name=f"somebody at {to}", introduced=250, customer=100, new_account_id=to, **more)


# Three generations by hand. Van Dam (found) gave five names: Kaya and Molenaar became customers, one was introduced,
# one ended after the introduction, one is only named. Kaya gave two: Hofstra became a customer. Hofstra gave none.
# Bakker (found) gave one name that ended at once; Smit (found) gave none and stands in no tree.
BOOK = [
    customer(
        "vandam",
        won_at("r1", "kaya"),
        won_at("r2", "molenaar"),
        referral(90, key="r3", introduced=60),
        referral(90, key="r4", introduced=60, ended=30),
        referral(9, key="r5"),
    ),
    customer("kaya", won_at("r6", "hofstra"), referral(20, key="r7"), came_from="vandam", gen=1),
    customer("molenaar", came_from="vandam", gen=1),
    customer("hofstra", came_from="kaya", gen=2),
    customer("bakker", referral(90, key="r8", ended=80)),
    customer("smit"),
    customer("prospect", customer_since=None, status=AccountStatus.PROSPECT),
]
WON: Mapping[str, Sequence[tuple[str, int]]] = {
    "vandam": [("EUR", 500_00)],
    "kaya": [("EUR", 1_000_00), ("EUR", 200_00), ("USD", 70_00)],
    "molenaar": [("EUR", 30_00)],
    "hofstra": [("GBP", 9_00), ("EUR", 4_00)],
    "smit": [("EUR", 1)],
}
TREE = tree_of(BOOK, WON)


def outline(nodes: Sequence[Node]) -> list[Any]:
    """The names, each followed by what hangs below it."""
    return [(node.name, outline(node.children)) if node.children else node.name for node in nodes]


def node(tree: Tree, key: str) -> Node:
    """The place of one account."""
    return next(one for one in walk(tree.roots) if one.account_id == key)


def test_the_tree_shows_who_came_from_whom() -> None:
    assert outline(TREE.roots) == ["bakker", ("vandam", [("kaya", ["hofstra"]), "molenaar"])]


@pytest.mark.parametrize(
    ("key", "generation", "through", "given", "below"),
    [
        (
            "vandam", 0, "",
            Tally(5, 4, 2, (("EUR", 1_230_00), ("USD", 70_00)), 4),
            Tally(7, 5, 3, (("EUR", 1_234_00), ("GBP", 9_00), ("USD", 70_00)), 6),
        ),
        (
            "kaya", 1, "Vandam Senior",
            Tally(2, 1, 1, (("EUR", 4_00), ("GBP", 9_00)), 2), Tally(2, 1, 1, (("EUR", 4_00), ("GBP", 9_00)), 2),
        ),
        ("molenaar", 1, "Vandam Senior", Tally(), Tally()),
        ("hofstra", 2, "Kaya Senior", Tally(), Tally()),
        ("bakker", 0, "", Tally(1), Tally(1)),
    ],
)  # fmt: skip
def test_each_account_shows_what_it_brought_itself_and_over_all_generations(
    key: str, generation: int, through: str, given: Tally, below: Tally
) -> None:
    found = node(TREE, key)

    assert (found.generation, found.through, found.brought, found.below) == (generation, through, given, below)


@pytest.mark.parametrize(
    ("key", "names"), [("vandam", ["r3", "r5"]), ("kaya", ["r7"]), ("bakker", []), ("hofstra", [])]
)
def test_names_still_under_way_hang_at_who_gave_them(key: str, names: list[str]) -> None:
    assert [name.id for name in node(TREE, key).open] == names


def test_each_generation_shows_its_customers_with_what_was_won_and_given() -> None:
    assert [(g.number, g.customers, g.won, g.brought) for g in TREE.generations] == [
        (0, 3, Tally(money=(("EUR", 500_01),), deals=2), Tally(6, 4, 2, (("EUR", 1_230_00), ("USD", 70_00)), 4)),
        (1, 2, Tally(money=(("EUR", 1_230_00), ("USD", 70_00)), deals=4),
         Tally(2, 1, 1, (("EUR", 4_00), ("GBP", 9_00)), 2)),
        (2, 1, Tally(money=(("EUR", 4_00), ("GBP", 9_00)), deals=2), Tally()),
    ]  # fmt: skip


def test_the_referrers_come_in_the_order_of_what_they_brought() -> None:
    assert [(r.name, r.account, r.brought.customers, r.brought.names) for r in TREE.referrers] == [
        ("Vandam Senior", "vandam", 2, 5), ("Kaya Senior", "kaya", 1, 2), ("Bakker Senior", "bakker", 0, 1),
    ]  # fmt: skip


def test_two_referrers_of_one_account_are_counted_apart_and_together() -> None:
    one = customer("vandam", won_at("r1", "kaya"), referral(9, key="r2"))
    both = facts(
        one.account, people=[*one.people, Person("p-2", "Second")],
        referrals=[one.referrals[0], one.referrals[1]._replace(person_id="p-2")],
    )  # fmt: skip
    tree = tree_of([both, customer("kaya", came_from="vandam", gen=1)], WON)

    assert [(r.name, r.brought.names, r.brought.customers) for r in tree.referrers] == [
        ("Vandam Senior", 1, 1), ("Second", 1, 0),
    ]  # fmt: skip
    assert node(tree, "vandam").brought.names == 2


@pytest.mark.parametrize(
    ("name", "sums"),
    [
        (referral(), Tally(1)),
        (referral(introduced=9), Tally(1, 1)),
        (referral(introduced=9, ended=3), Tally(1, 1)),
        (referral(customer=3), Tally(1, 0, 1)),
        (referral(customer=3, new_account_id="unknown"), Tally(1, 0, 1)),
        (referral(customer=3, new_account_id="kaya"), Tally(1, 0, 1, (("EUR", 1_200_00), ("USD", 70_00)), 3)),
        (referral(introduced=3, new_account_id="kaya"), Tally(1, 1)),
    ],
)
def test_money_counts_only_when_the_name_became_a_customer(name: Referral, sums: Tally) -> None:
    assert tally([name], WON) == sums
    assert tally([], WON) == Tally()


def test_sums_of_different_currencies_are_never_added_up() -> None:
    some = Tally(1, 1, 1, (("EUR", 5),), 1) + Tally(2, 1, 0, (("EUR", 5), ("USD", 1)), 2)

    assert some == Tally(3, 2, 1, (("EUR", 10), ("USD", 1)), 3)


# --- odd links ------------------------------------------------------------------------------------------------


def test_an_account_whose_parent_is_not_in_the_book_is_a_root_of_the_generation_it_had() -> None:
    tree = tree_of(
        [customer("kaya", won_at("r", "hofstra"), came_from="gone", gen=1), customer("hofstra", came_from="kaya")], {}
    )

    assert [(one.name, one.generation, one.through) for one in walk(tree.roots)] == [
        ("kaya", 1, ""), ("hofstra", 2, "Kaya Senior"),
    ]  # fmt: skip
    assert [(g.number, g.customers) for g in tree.generations] == [(1, 1), (2, 1)]


def test_an_account_that_came_from_nobody_and_brought_nothing_is_in_no_tree_but_in_its_generation() -> None:
    tree = tree_of([customer("smit"), customer("orphan", came_from="gone", gen=3)], {})

    assert not tree.roots
    assert not tree.referrers
    assert [(g.number, g.customers) for g in tree.generations] == [(0, 1), (3, 1)]


def test_a_prospect_in_the_midst_passes_the_generations_on_and_is_no_customer() -> None:
    tree = tree_of([customer("a"), customer("b", came_from="a", customer_since=None), customer("c", came_from="b")], {})

    assert [(one.name, one.generation) for one in walk(tree.roots)] == [("a", 0), ("b", 1), ("c", 2)]
    assert [(g.number, g.customers) for g in tree.generations] == [(0, 1), (2, 1)]


def test_an_empty_book_has_an_empty_tree() -> None:
    assert tree_of([], {}) == Tree()


@pytest.mark.parametrize(
    "links",
    [
        {"a": "a"},
        {"a": "b", "b": "a"},
        {"a": "b", "b": "c", "c": "a"},
        {"a": "b", "b": "a", "c": "a", "d": "c"},
        {"a": "b", "b": "b", "c": "b"},
        {"d": "c", "c": "d", "b": "a", "a": "b"},
    ],
    ids=str,
)
def test_a_circle_is_cut_once_and_nobody_in_it_is_lost(links: dict[str, str]) -> None:
    tree = tree_of([customer(key, referral(key=f"r-{key}"), came_from=links[key]) for key in links], {})
    found = [one.account_id for one in walk(tree.roots)]

    assert sorted(found) == sorted(links)
    assert len(tree.roots) == len(links) - sum(len(one.children) for one in walk(tree.roots))


def test_a_line_of_5000_referrals_is_walked_without_running_out_of_stack() -> None:
    keys = [f"{number:05}" for number in range(5000)]
    book = [customer(key, referral(key=key), came_from=above) for key, above in zip(keys, [None, *keys], strict=False)]
    tree = tree_of(book[::-1], {})
    walked = list(walk(tree.roots))

    assert [one.account_id for one in walked] == keys
    assert (walked[0].below.names, walked[-1].generation) == (5000, 4999)


# --- any links ------------------------------------------------------------------------------------------------

KEYS = "abcdefghij"
LINKS = st.dictionaries(
    st.sampled_from(KEYS),
    st.tuples(st.none() | st.sampled_from(f"{KEYS}z"), st.lists(st.none() | st.sampled_from(KEYS), max_size=3)),
)
"""From each account where it came from, and the names it gave: nobody, or who became that customer."""
AMOUNTS = st.dictionaries(
    st.sampled_from(KEYS), st.lists(st.tuples(st.sampled_from(["EUR", "USD"]), st.integers(0, 10**9)), max_size=3)
)


def tangled(links: Mapping[str, tuple[str | None, list[str | None]]]) -> list[AccountFacts]:
    """A book with any links at all."""
    return [
        customer(
            key,
            *(won_at(f"{key}{n}", to) if to else referral(key=f"{key}{n}") for n, to in enumerate(names)),
            came_from=above,
        )
        for key, (above, names) in links.items()
    ]


@settings(max_examples=200, deadline=None)
@given(LINKS, AMOUNTS)
def test_whatever_the_links_say_everybody_is_in_the_tree_once_at_most(links: Any, won: Any) -> None:
    book = tangled(links)
    tree = tree_of(book, won)
    counted = Counter(one.account_id for one in walk(tree.roots))
    alone = [key for key, (above, names) in links.items() if not names and (above is None or above not in links)]

    assert set(counted) <= set(links)
    assert all(count == 1 for count in counted.values())
    # Only who gave nothing and came from nobody may be missing, or who came round in a circle of its own.
    assert all(key in alone or (links[key][0] == key and not links[key][1]) for key in set(links) - set(counted))
    assert all(below.generation == one.generation + 1 for one in walk(tree.roots) for below in one.children)
    assert all(links[below.account_id][0] == one.account_id for one in walk(tree.roots) for below in one.children)


@settings(max_examples=200, deadline=None)
@given(LINKS, AMOUNTS)
def test_the_sum_over_the_roots_is_the_sum_over_everybody_in_them(links: Any, won: Any) -> None:
    book = tangled(links)
    tree = tree_of(book, won)
    every = [name for one in book for name in one.referrals]
    below, given = Tally(), Tally()
    for root in tree.roots:
        below += root.below
    for one in walk(tree.roots):
        given += one.brought

    assert below == given
    parts = ([one.brought for one in tree.generations], [one.brought for one in tree.referrers], [below])
    for part in parts:
        assert sum(tally.names for tally in part) == len(every)
        assert sum(tally.introductions for tally in part) == sum(name.introduced_on is not None for name in every)
        assert sum(tally.customers for tally in part) == sum(name.customer_on is not None for name in every)
    assert sum(generation.customers for generation in tree.generations) == len(book)


@given(LINKS, AMOUNTS, st.randoms(use_true_random=False))
def test_the_order_of_the_accounts_does_not_matter(links: Any, won: Any, random: Any) -> None:
    book = tangled(links)

    assert tree_of(random.sample(book, len(book)), won) == tree_of(book, won)
