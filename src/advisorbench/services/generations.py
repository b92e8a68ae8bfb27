"""The generations of accounts: 0 for one that we found, one more for each that it led to."""

from __future__ import annotations

from advisorbench.models import AccountFields, AccountRow
from advisorbench.services.base import change
from advisorbench.store import merging
from advisorbench.store.journal import BookSession

MOST_GENERATIONS = 100


def number_generations(session: BookSession, top: AccountRow) -> None:
    """Number the generations from an account down, after it came to come from another."""
    giver = session.get(AccountRow, top.referred_by_id) if top.referred_by_id else None
    numbers = {top.id: min(giver.generation + 1, MOST_GENERATIONS) if giver else 0}
    order = [top]
    for account in order:
        change(account, AccountFields, {"generation": numbers[account.id]})
        for child in merging.children(session, account.id):
            if child.id not in numbers:
                numbers[child.id] = min(numbers[account.id] + 1, MOST_GENERATIONS)
                order.append(child)
