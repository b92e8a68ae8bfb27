"""Chains of things that came one from another: accounts by referral, people from account to account.

Each thing comes from one other at most, so `origins` maps it to that one. All is done without recursion and in time
that grows with the number of things: a chain of thousands is walked once, not once from each of its links.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from typing import TypeVar

T = TypeVar("T")


def chain_from(origins: Mapping[str, str | None], key: str) -> list[str]:
    """A thing and all that it came from, one after the other; a circle ends before it closes."""
    chain = {key: None}
    origin = origins.get(key)
    while origin and origin not in chain:
        chain[origin] = None
        origin = origins.get(origin)
    return list(chain)


def gathered(origins: Mapping[str, str | None], own: Callable[[str], T], join: Callable[[T, T], T]) -> dict[str, T]:
    """What holds of each thing together with all that it came from.

    Args:
        origins: What each thing came from.
        own: What holds of a thing by itself.
        join: What holds of a thing and its origins: given what holds of the thing, and what is gathered of its origin.

    Returns:
        For every thing that is named in `origins`; those in a circle all came from the whole of it.
    """
    known: dict[str, T] = {}
    for way, circle in _ways(origins):
        if circle:
            known.update(dict.fromkeys(circle, reduce(join, map(own, circle))))
        for key in reversed(way):
            origin = origins.get(key)
            known[key] = join(own(key), known[origin]) if origin else own(key)
    return known


def circles(origins: Mapping[str, str | None]) -> Iterator[list[str]]:
    """Things that, by way of others, came from themselves: each circle once."""
    return (circle for _way, circle in _ways(origins) if circle)


def _ways(origins: Mapping[str, str | None]) -> Iterator[tuple[list[str], list[str]]]:
    """Every thing once: ways that lead to something named before, to an end or into a circle; and that circle."""
    named: set[str] = set()
    for start in origins:
        way: dict[str, int] = {}
        key: str | None = start
        while key and key not in named and key not in way:
            way[key] = len(way)
            key = origins.get(key)
        keys = list(way)
        named.update(keys)
        at = way[key] if key in way else len(keys)
        if keys:
            yield keys[:at], keys[at:]


def linked(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """For each key that is in a pair, all that hang together with it by way of pairs, itself included."""
    near = defaultdict[str, set[str]](set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    groups: dict[str, frozenset[str]] = {}
    for key in near:
        if key in groups:
            continue
        group, waiting = {key}, [key]
        while waiting:
            fresh = near[waiting.pop()] - group
            group |= fresh
            waiting += fresh
        groups |= dict.fromkeys(group, frozenset(group))
    return groups
