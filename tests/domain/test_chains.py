"""Chains of things that came one from another, long ones and such as lead in a circle."""

from __future__ import annotations

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.chains import chain_from, circles, gathered, linked

KEYS = st.sampled_from("abcdefgh")
ORIGINS = st.dictionaries(KEYS, st.none() | KEYS)


def test_a_chain_begins_with_the_thing_itself_and_ends_before_a_circle_closes() -> None:
    assert chain_from({"c": "b", "b": "a"}, "c") == ["c", "b", "a"]
    assert chain_from({"c": "b", "b": "a", "a": "b"}, "c") == ["c", "b", "a"]
    assert chain_from({}, "c") == ["c"]


@given(ORIGINS)
def test_what_is_gathered_is_that_of_the_chain(origins: dict[str, str | None]) -> None:
    everything = gathered(origins, lambda key: frozenset({key}), lambda here, before: here | before)
    assert everything.keys() == origins.keys() | {origin for origin in origins.values() if origin}
    assert everything == {key: frozenset(chain_from(origins, key)) for key in everything}


@given(ORIGINS)
def test_a_circle_is_told_once_and_holds_those_who_come_from_themselves(origins: dict[str, str | None]) -> None:
    told = list(circles(origins))
    inside = {key for key in origins if (origin := origins[key]) and key in chain_from(origins, origin)}
    assert sorted(key for circle in told for key in circle) == sorted(inside)


def test_a_hundred_thousand_links_take_no_recursion_and_no_time() -> None:
    origins = {str(number): str(number - 1) for number in range(1, 100_000)}
    begun = process_time()
    assert gathered(origins, lambda _key: 1, lambda own, before: own + before)["99999"] == 100_000
    assert len(chain_from(origins, "99999")) == 100_000
    assert process_time() - begun < 5


@given(st.lists(st.tuples(KEYS, KEYS), max_size=8))
def test_whatever_a_pair_joins_hangs_together(pairs: list[tuple[str, str]]) -> None:
    groups = linked(pairs)
    assert groups.keys() == {key for pair in pairs for key in pair}
    assert all(groups[one] is groups[other] for one, other in pairs)
    assert all(groups[key] == group for group in groups.values() for key in group)
