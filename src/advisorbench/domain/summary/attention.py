"""The few accounts that need the manager: each with the one reason that weighs most, taken from the standing rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from advisorbench.domain.customers.buying import hollow
from advisorbench.domain.customers.cadence import Standing, contact_standing, review_standing
from advisorbench.domain.records.facts import AccountFacts, BuyingStep, Initiative
from advisorbench.domain.records.states import AccountStatus, InitiativeState, Severity, Tier
from advisorbench.domain.rules import Rules

FEW = 7
"""The most accounts that are named: more would not be looked at."""
LONG_LATE_DAYS = 14
"""A promise is late for long after so many days."""


class Need(StrEnum):
    """Why an account needs the manager; what weighs most comes first."""

    ISSUE = "serious issue"
    RENEWAL = "renewal without contact"
    HOLLOW = "hollow initiative"
    PROMISE = "promise long overdue"
    REVIEW = "review overdue"
    CONTACT = "contact overdue"


_WEIGHTS = {
    Need.ISSUE: 60, Need.RENEWAL: 50, Need.HOLLOW: 45, Need.PROMISE: 40, Need.REVIEW: 30, Need.CONTACT: 20,
}  # fmt: skip
_TIER_WEIGHTS = {Tier.A: 20, Tier.B: 10, Tier.C: 0, Tier.D: -10}
_LARGE = frozenset({Tier.A, Tier.B})
"""The tiers of which a manager hears when only their rhythm was missed."""
_SILENT = frozenset({Standing.DUE, Standing.OVERDUE, Standing.UNKNOWN})


class Attention(NamedTuple):
    """An account that needs the manager.

    Args:
        account: Its name.
        tier: Its tier.
        need: Why.
        weight: How much that weighs; the most comes first.
        on: The day on which it rests.
        days: How many days it lasts, if that is known.
        cents: The amount at stake, in cents of `currency`.
        currency: Of the amount.
        detail: What exactly, in the seller's own words; only where everything is told.
        seller: Whose account it is; only where several sellers are put together.
    """

    account: str
    tier: Tier
    need: Need
    weight: int
    on: date | None = None
    days: int | None = None
    cents: int | None = None
    currency: str = ""
    detail: str = ""
    seller: str = ""


class Pursuit(NamedTuple):
    """An initiative with what it took; one of nobody in the book has no account."""

    initiative: Initiative
    account_id: str | None = None
    account: str = ""
    tier: Tier | None = None
    minutes: int | None = None
    spent_cents: int | None = None
    steps: tuple[BuyingStep, ...] = ()

    def open_on(self, day: date) -> bool:
        """Whether it had begun and not yet ended on that day; an unknown first day counts as long ago."""
        one = self.initiative
        if one.opened_on is not None and one.opened_on > day:
            return False
        return one.state is InitiativeState.OPEN or (one.closed_on is not None and one.closed_on > day)

    def ended_between(self, first: date, last: date) -> bool:
        """Whether it ended within some days."""
        one = self.initiative
        ended = one.state is not InitiativeState.OPEN and one.closed_on is not None
        return ended and first <= (one.closed_on or last) <= last

    def hollow_on(self, day: date) -> bool:
        """Whether it was open on that day without a dated next step by the customer."""
        if not self.open_on(day):
            return False
        steps = [step._replace(done_on=None) if step.done_on and step.done_on > day else step for step in self.steps]
        return hollow(self.initiative._replace(state=InitiativeState.OPEN), steps, day)


def attention(book: Iterable[AccountFacts], pursuits: Iterable[Pursuit], on: date, rules: Rules) -> list[Attention]:
    """Every account that needs the manager on a day, each once, what weighs most first."""
    by_account: dict[str, Attention] = {}
    large = _largest_hollow(pursuits, on)
    for facts in book:
        needs = [*_needs(facts, on, rules), *large.get(facts.account.id, ())]
        if needs:
            by_account[facts.account.id] = min(needs, key=order)
    return sorted(by_account.values(), key=order)


def order(one: Attention) -> tuple[int, date, str, str]:
    """Sorts by weight, then the oldest, then by name."""
    return -one.weight, one.on or date.max, one.account, one.seller


def _needs(facts: AccountFacts, on: date, rules: Rules) -> Iterator[Attention]:
    account = facts.account
    if account.status is AccountStatus.LOST:
        return

    def need(why: Need, day: date | None, days: int | None = None, detail: str = "") -> Attention:
        return Attention(
            account.name, account.tier, why, _WEIGHTS[why] + _TIER_WEIGHTS[account.tier], day, days, detail=detail
        )

    serious = [i for i in facts.issues if i.severity is Severity.SERIOUS and i.open_on(on)]
    if serious:
        oldest = min(serious, key=lambda issue: (issue.opened_on, issue.id))
        yield need(Need.ISSUE, oldest.opened_on, (on - oldest.opened_on).days, oldest.what)
    late = [p for p in facts.promises if p.open_on(on) and (on - p.due_on).days > LONG_LATE_DAYS]
    if late:
        worst = min(late, key=lambda promise: (promise.due_on, promise.id))
        yield need(Need.PROMISE, worst.due_on, (on - worst.due_on).days, worst.what)
    contact = contact_standing(account, facts.contact, on, rules)
    silent = (on - contact.last_on).days if contact.last_on else None
    renewal = account.renewal_on
    near = renewal is not None and on <= renewal <= on + timedelta(rules.renewal_ahead_days)
    if near and contact.standing in _SILENT:
        yield need(Need.RENEWAL, renewal, silent)
    if account.tier in _LARGE:
        review = review_standing(account, facts.reviews, on, rules)
        if review.standing is Standing.OVERDUE and review.due_on:
            yield need(Need.REVIEW, review.due_on, (on - review.due_on).days)
        if contact.standing is Standing.OVERDUE:
            yield need(Need.CONTACT, contact.last_on, silent)


def _largest_hollow(pursuits: Iterable[Pursuit], on: date) -> dict[str, list[Attention]]:
    """The largest hollow initiative of each currency, by account; one without an amount may be anything."""
    largest: dict[str, Pursuit] = {}
    for pursuit in pursuits:
        cents, currency = pursuit.initiative.amount_cents or 0, pursuit.initiative.currency
        known = largest.get(currency)
        if pursuit.account_id is None or cents <= 0 or (known and cents <= (known.initiative.amount_cents or 0)):
            continue
        if pursuit.hollow_on(on):
            largest[currency] = pursuit
    by_account: dict[str, list[Attention]] = {}
    for currency, pursuit in largest.items():
        tier = pursuit.tier or Tier.C
        by_account.setdefault(pursuit.account_id or "", []).append(
            Attention(
                pursuit.account, tier, Need.HOLLOW, _WEIGHTS[Need.HOLLOW] + _TIER_WEIGHTS[tier],
                pursuit.initiative.opened_on, None, pursuit.initiative.amount_cents, currency, pursuit.initiative.name,
            )
        )  # fmt: skip
    return by_account
