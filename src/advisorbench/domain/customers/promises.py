"""Are our promises kept? The one part of trust that can be observed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from advisorbench.domain.language.dates import months_after
from advisorbench.domain.records.facts import AccountFacts, Promise
from advisorbench.domain.records.states import PromiseState


class Reliability(NamedTuple):
    """How many promises were kept on time, of how many that count."""

    on_time: int
    counted: int

    @property
    def share(self) -> float | None:
        """The share kept on time; ``None`` where none counts yet."""
        return self.on_time / self.counted if self.counted else None


def feedback_on(facts: AccountFacts, referral_id: str) -> tuple[Promise, ...]:
    """The reports on a referral that its referrer was, or is still, owed."""
    owed = [promise for promise in facts.promises if promise.referral_id == referral_id]
    return tuple(sorted(owed, key=lambda p: (p.due_on, p.id)))


def reliability(promises: Iterable[Promise], on: date) -> Reliability:
    """The promises of the last twelve months: those closed in them, and those that are overdue and still open."""
    year_ago = months_after(on, -12)
    on_time = counted = 0
    for promise in promises:
        if promise.closed_on and promise.closed_on <= on:
            if promise.closed_on > year_ago:
                counted += 1
                on_time += promise.state is PromiseState.KEPT
        elif promise.open_on(on) and promise.due_on < on:
            counted += 1
    return Reliability(on_time, counted)
