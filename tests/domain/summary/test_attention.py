"""The few accounts that need the manager: one reason each, taken from the standing rules, the heaviest first."""

from __future__ import annotations

from typing import Any

import pytest

from advisorbench.domain.records.facts import AccountFacts, Contact
from advisorbench.domain.records.states import AccountStatus, Tier
from advisorbench.domain.rules import Rules
from advisorbench.domain.summary.attention import FEW, Attention, Need, Pursuit, attention
from tests.domain import build
from tests.domain.build import TODAY, day

FRESH = Contact(day(5), 3)
HELD = build.review("held", held=day(10), planned=day(10))


def at(name: str = "Kaya", tier: Tier = Tier.A, **given: Any) -> AccountFacts:
    """An account with which all is well but for what is given."""
    known: dict[str, Any] = {"contact": FRESH, "reviews": [HELD]}
    account = {key: given.pop(key) for key in ("status", "renewal_on") if key in given}
    return build.facts(build.account(id=name, name=name, tier=tier, **account), **{**known, **given})


def found(*book: AccountFacts, pursuits: tuple[Pursuit, ...] = ()) -> list[Attention]:
    """Who needs the manager today."""
    return attention(book, pursuits, TODAY, Rules())


@pytest.mark.parametrize(
    ("given", "need", "days"),
    [
        ({"issues": [build.issue(opened=12)]}, Need.ISSUE, 12),
        ({"promises": [build.promise(15)]}, Need.PROMISE, 15),
        ({"renewal_on": day(-40), "contact": Contact(day(31), 1)}, Need.RENEWAL, 31),
        ({"renewal_on": day(-40), "contact": Contact(None, 0)}, Need.RENEWAL, None),
        ({"reviews": [build.review("held", held=day(130))]}, Need.REVIEW, 38),
        ({"contact": Contact(day(46), 1)}, Need.CONTACT, 46),
    ],
)
def test_an_account_needs_the_manager_for_a_reason(given: dict[str, Any], need: Need, days: int | None) -> None:
    (one,) = found(at(**given))
    assert (one.account, one.need, one.days) == ("Kaya", need, days)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"issues": [build.issue("minor")]},
        {"issues": [build.issue(resolved=1)]},
        {"promises": [build.promise(14)]},
        {"promises": [build.promise(40, "kept", closed=1)]},
        {"renewal_on": day(-40)},
        {"renewal_on": day(-91), "contact": Contact(day(31), 1)},
        {"renewal_on": day(1), "contact": Contact(day(31), 1)},
        {"reviews": [build.review("held", held=day(115))]},
        {"contact": Contact(day(45), 1)},
        {"status": AccountStatus.LOST, "issues": [build.issue()]},
        {"tier": Tier.C, "contact": Contact(day(400), 1), "reviews": [build.review("held", held=day(800))]},
    ],
)
def test_what_the_seller_can_mend_alone_is_no_business_of_the_manager(given: dict[str, Any]) -> None:
    assert found(at(**given)) == []


def pursuit(cents: int | None, currency: str = "EUR", account: str = "Kaya", **more: Any) -> Pursuit:
    """An open initiative."""
    return Pursuit(build.initiative(amount_cents=cents, currency=currency, **more), account, account, Tier.A)


def test_of_the_hollow_initiatives_the_largest_of_each_currency_counts() -> None:
    ones = (
        pursuit(5_00, account="small"), pursuit(9_00, account="Kaya"), pursuit(7_00, "GBP", "Brown"), pursuit(None),
        pursuit(99_00, account="moves", next_step="they sign", next_step_on=day(-3)),
    )  # fmt: skip
    assert [(one.account, one.need, one.cents, one.currency) for one in found(at(), at("Brown"), pursuits=ones)] == [
        ("Brown", Need.HOLLOW, 7_00, "GBP"),
        ("Kaya", Need.HOLLOW, 9_00, "EUR"),
    ]


def test_each_account_has_one_reason_the_heaviest() -> None:
    promise = build.promise(60)
    (one,) = found(at(issues=[build.issue()], promises=[promise], contact=Contact(day(300), 1)))
    assert one.need is Need.ISSUE


def test_what_weighs_most_comes_first_and_the_tier_counts() -> None:
    issue, promise = [build.issue()], [build.promise(20)]
    book = [
        at("5", Tier.D, promises=promise), at("4", Tier.C, promises=promise), at("3", Tier.A, promises=promise),
        at("2", Tier.D, issues=issue, contact=Contact(day(1), 1)), at("1", Tier.B, issues=issue),
    ]  # fmt: skip
    names = [one.account for one in found(*book)]
    assert names == ["1", "3", "2", "4", "5"]
    assert found(*book) == found(*reversed(book))
    assert FEW == 7
