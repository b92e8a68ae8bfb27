"""The generations of accounts: 0 for one that we found, one more for each that it led to."""

from __future__ import annotations

from collections import defaultdict

from advisorbench.models import AccountRow
from advisorbench.store.asks import givers
from advisorbench.store.journal import BookSession
from advisorbench.store.merging import rows_with_keys

MOST_GENERATIONS = 100


def number_generations(session: BookSession, top: AccountRow) -> None:
    """Number the generations from an account down, after it came to come from another."""
    session.flush()
    children = defaultdict[str, list[str]](list)
    for key, giver_id in givers(session).items():
        children[giver_id].append(key)
    giver = session.get(AccountRow, top.referred_by_id) if top.referred_by_id else None
    numbers = {top.id: next_generation(giver.generation) if giver else 0}
    order = [top.id]
    for key in order:
        for child in children[key]:
            if child not in numbers:
                numbers[child] = next_generation(numbers[key])
                order.append(child)
    for account in rows_with_keys(session, AccountRow, order):
        if account.generation != numbers[account.id]:
            account.generation = numbers[account.id]


def next_generation(generation: int) -> int:
    """The generation of an account that one of this generation led to."""
    return min(generation + 1, MOST_GENERATIONS)
