"""Filtering and ordering the portfolio, in memory: a few milliseconds for 100,000 accounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from advisorbench.domain.text import fold
from advisorbench.domain.views import AccountLine


class SavedView(NamedTuple):
    """A filter and an order of the accounts, kept under a name."""

    name: str
    filter: str
    sort: str


_FIELDS: dict[str, Callable[[AccountLine], str]] = {
    "tier": lambda line: line.tier.value.lower(),
    "status": lambda line: line.status.value,
    "state": lambda line: line.state.word if line.state is not None else "nobody",
    "review": lambda line: line.review.value,
    "contact": lambda line: line.contact.value,
    "initiatives": lambda line: line.pursuit,
}

_LAST = date.max


def filtered(lines: list[AccountLine], text: str) -> list[AccountLine]:
    """The accounts that hold every word, and have what ``field:value`` asks for; several values by comma.

    Args:
        lines: The portfolio.
        text: Words from name, city or sector, and conditions such as ``tier:a,b`` or ``state:ready``.
    """
    for word in fold(text).split():
        field, colon, wanted = word.partition(":")
        if colon and field in _FIELDS:
            value_of, values = _FIELDS[field], tuple(value for value in wanted.split(",") if value) or ("",)
            lines = [line for line in lines if value_of(line).startswith(values)]
        else:
            lines = [line for line in lines if word in line.folded]
    return lines


def ordered(lines: list[AccountLine], by: str) -> list[AccountLine]:
    """The accounts by a column: the most urgent or best first, what is unknown last, ties by name."""
    keys: dict[str, Callable[[AccountLine], Any]] = {
        "tier": lambda line: line.tier.value,
        "state": lambda line: 1 if line.state is None else -line.state,
        "review": lambda line: line.next_review or _LAST,
        "contact": lambda line: line.last_contact or _LAST,
        "gap": lambda line: 1 if line.gap is None else -line.gap,
    }
    return sorted(lines, key=keys[by]) if by in keys else lines
