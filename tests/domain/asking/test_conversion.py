"""The record of asking and following, checked against a ledger done by hand; no share without its count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.asking.conversion import (
    Conversion,
    ConversionRate,
    DurationSpread,
    Passage,
    days_of,
    record_of,
)
from advisorbench.domain.records.states import AskKind
from tests.domain.build import BEN, TODAY, account, ask, changed, day, facts, referral

WHY: dict[str, Any] = {"override_reason": "she offered it herself"}
# asked for a referral: 3 said yes of 4 who answered, after 1, 2, 5 and 10 days; 2 did not answer yet
ASKS = [
    ask(100, "yes", answered=95, key="k1"),
    ask(90, "yes", answered=80, key="k2", **WHY),  # 80 days ago and still no name
    ask(70, "no", answered=68, key="k3"),
    ask(40, "yes", answered=39, key="k4"),  # the name may still come
    ask(20, "asked", key="k5"),
    ask(30, "later", answered=28, later=-60, key="k6"),
    ask(50, "yes", answered=48, kind="reference", who=BEN.id, key="k7"),
    ask(10, "no", kind="testimonial", key="k8", **WHY),
    ask(None, "drafted", key="k9"),
]
REFERRALS = [
    referral(90, key="r1", introduced=80, met=70, buying=60, customer=30, ask_id="k1"),
    referral(90, key="r2", introduced=84, met=64, customer=24),  # bought at once
    referral(80, key="r3", introduced=60, ended=50, ended_reason="no answer"),
    referral(70, key="r4", met=60),  # met without an introduction that anybody noted
    referral(60, key="r5", ended=59, ended_reason="wrong person"),
    referral(10, key="r6"),
    referral(50, key="r7", introduced=49, ended=40, ended_reason="no answer"),
]
BOOK = [facts(asks=ASKS[:5], referrals=REFERRALS[4:]), facts(account(id="a2"), asks=ASKS[5:], referrals=REFERRALS[:4])]
RECORD = record_of(BOOK, TODAY)


def passage(name: str, found: Conversion = RECORD) -> Passage:
    """One step of the way."""
    return next(one for one in found.passages if one.name == name)


LEDGER = [
    ("yes", ConversionRate(3, 4, 2), DurationSpread(4, 3.5, 1.75, 6.25)),
    ("named", ConversionRate(1, 2, 1), DurationSpread()),
    ("introduced", ConversionRate(5, 6, 1), DurationSpread(4, 8, 4.75, 12.5)),
    ("met", ConversionRate(3, 5, 0), DurationSpread(2, 15)),
    ("buying", ConversionRate(2, 2, 1), DurationSpread(1, 10)),
    ("customer", ConversionRate(2, 2, 0), DurationSpread(1, 30)),
]


def test_the_steps_come_in_the_order_of_the_way() -> None:
    assert [one.name for one in RECORD.passages] == [name for name, _share, _days in LEDGER]


@pytest.mark.parametrize(("name", "share", "days"), LEDGER, ids=[row[0] for row in LEDGER])
def test_each_step_agrees_with_the_ledger(name: str, share: ConversionRate, days: DurationSpread) -> None:
    assert (passage(name).share, passage(name).days) == (share, days)


def test_ready_and_overridden_asks_are_counted_apart() -> None:
    assert (RECORD.ready, RECORD.overridden) == (ConversionRate(3, 4, 2), ConversionRate(1, 2, 0))


def test_each_kind_of_ask_has_its_own_share() -> None:
    assert RECORD.by_kind == (
        (AskKind.REFERRAL, ConversionRate(3, 4, 2)),
        (AskKind.REFERENCE, ConversionRate(1, 1)),
        (AskKind.TESTIMONIAL, ConversionRate(0, 1)),
    )


def test_the_reasons_of_an_end_are_counted_the_commonest_first_then_by_name() -> None:
    assert RECORD.ended == (("no answer", 2), ("wrong person", 1))
    more = [*REFERRALS, referral(60, key="r8", ended=9, ended_reason="abroad")]
    assert record_of([facts(referrals=more)], TODAY).ended == (("no answer", 2), ("abroad", 1), ("wrong person", 1))


PAST = [
    ("yes", ConversionRate(2, 3, 0), DurationSpread(3, 5)),
    ("named", ConversionRate(1, 1, 1), DurationSpread()),
    ("introduced", ConversionRate(2, 2, 2), DurationSpread(2, 8)),
    ("met", ConversionRate(1, 1, 1), DurationSpread(1, 10)),
    ("buying", ConversionRate(0, 0, 1), DurationSpread()),
    ("customer", ConversionRate(), DurationSpread()),
]


@pytest.mark.parametrize(("name", "share", "days"), PAST, ids=[row[0] for row in PAST])
def test_a_past_day_counts_what_had_happened_by_then(name: str, share: ConversionRate, days: DurationSpread) -> None:
    found = passage(name, record_of(BOOK, day(65)))

    assert (found.share, found.days) == (share, days)


def test_on_a_past_day_nobody_had_ended_and_the_answer_was_still_open() -> None:
    assert record_of(BOOK, day(65)).ended == ()
    assert record_of(BOOK, day(90)).ready == ConversionRate(1, 1, 0)
    assert record_of(BOOK, day(90)).overridden == ConversionRate(0, 0, 1)
    assert record_of(BOOK, day(101)) == Conversion(
        day(101), tuple(Passage(name, ConversionRate(), DurationSpread()) for name, _share, _days in LEDGER)
    )


@pytest.mark.parametrize(
    ("ago", "share"),
    [
        (0, ConversionRate(0, 0, 1)),
        (59, ConversionRate(0, 0, 1)),
        (60, ConversionRate(0, 0, 1)),
        (61, ConversionRate(0, 1, 0)),
    ],
)
def test_a_yes_may_bring_its_name_for_60_days(ago: int, share: ConversionRate) -> None:
    assert passage("named", record_of([facts(asks=[ask(ago)])], TODAY)).share == share


def test_a_name_brought_late_counts_all_the_same() -> None:
    known = facts(asks=[ask(200)], referrals=[referral(20, ask_id="k"), referral(10, key="r2", ask_id="k")])

    assert passage("named", record_of([known], TODAY)).share == ConversionRate(1, 1)
    assert passage("named", record_of([known], day(21))).share == ConversionRate(0, 1)


STANDS: list[tuple[str, dict[str, Any], dict[str, ConversionRate]]] = [
    ("named, under way", {}, {"introduced": ConversionRate(0, 0, 1)}),
    ("named, ended", {"ended": 3}, {"introduced": ConversionRate(0, 1)}),
    ("introduced, under way", {"introduced": 9}, {"introduced": ConversionRate(1, 1), "met": ConversionRate(0, 0, 1)}),
    (
        "introduced, ended",
        {"introduced": 9, "ended": 3},
        {"introduced": ConversionRate(1, 1), "met": ConversionRate(0, 1)},
    ),
    (
        "met, ended",
        {"introduced": 9, "met": 8, "ended": 3},
        {"introduced": ConversionRate(1, 1), "met": ConversionRate(1, 1), "buying": ConversionRate(0, 1)},
    ),
    (
        "a customer at once",
        {"customer": 3},
        {
            "introduced": ConversionRate(1, 1),
            "met": ConversionRate(1, 1),
            "buying": ConversionRate(1, 1),
            "customer": ConversionRate(1, 1),
        },
    ),
    (
        "buying, without the meeting noted, ended",
        {"introduced": 9, "buying": 8, "ended": 3},
        {
            "introduced": ConversionRate(1, 1),
            "met": ConversionRate(1, 1),
            "buying": ConversionRate(1, 1),
            "customer": ConversionRate(0, 1),
        },
    ),
]


@pytest.mark.parametrize(("reached", "shares"), [pytest.param(*row[1:], id=row[0]) for row in STANDS])
def test_who_skipped_a_stage_has_passed_it(reached: dict[str, Any], shares: dict[str, ConversionRate]) -> None:
    found = record_of([facts(referrals=[referral(50, **reached)])], TODAY)

    assert {one.name: one.share for one in found.passages if one.share != ConversionRate()} == shares


@pytest.mark.parametrize(
    ("values", "days"),
    [
        ([], DurationSpread()),
        ([7], DurationSpread(1, 7)),
        ([9, 1], DurationSpread(2, 5)),
        ([9, 1, 2], DurationSpread(3, 2)),
        ([4, 3, 2, 1], DurationSpread(4, 2.5, 1.75, 3.25)),
        ([1, 2, 3, 4, 5], DurationSpread(5, 3, 2, 4)),
        ([0, 0, 0, 0], DurationSpread(4, 0, 0, 0)),
        ([1, 2, 4, 8, 16, 32], DurationSpread(6, 6, 2.5, 14)),
    ],
    ids=str,
)
def test_quartiles_are_given_of_four_values_or_more(values: list[int], days: DurationSpread) -> None:
    assert days_of(values) == days


# Newcombe (1998), Statistics in Medicine 17, table I, method 3; and the standard example of 8 of 10.
WILSON = [
    (8, 10, 0.4902, 0.9433),
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
    (29, 29, 0.8830, 1.0000),
    (5, 10, 0.2366, 0.7634),
    (0, 1, 0.0000, 0.7935),
]


@pytest.mark.parametrize(("part", "whole", "lower", "upper"), WILSON)
def test_the_interval_agrees_with_published_values(part: int, whole: int, lower: float, upper: float) -> None:
    found = ConversionRate(part, whole).interval

    assert found is not None
    assert found == pytest.approx((lower, upper), abs=0.00006)


def test_of_nothing_there_is_no_share_and_no_interval() -> None:
    assert (ConversionRate(0, 0, 5).share, ConversionRate(0, 0, 5).interval) == (None, None)


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_share_and_narrows_with_more_of_the_same(part: int, whole: int) -> None:
    share, more = ConversionRate(min(part, whole), whole), ConversionRate(2 * min(part, whole), 2 * whole)
    assert share.share is not None
    assert share.interval is not None
    assert more.interval is not None

    (lower, upper), (low, high) = share.interval, more.interval
    assert 0 <= lower <= share.share + 1e-12
    assert share.share - 1e-12 <= upper <= 1
    assert high - low < upper - lower


AGO = st.none() | st.integers(0, 90)
WAYS = st.builds(
    lambda named, **reached: referral(named, **{stage: ago for stage, ago in reached.items() if ago is not None}),
    st.integers(91, 200),
    introduced=AGO, met=AGO, buying=AGO, customer=AGO, ended=AGO,
)  # fmt: skip
SOME = st.lists(WAYS, max_size=6)
ASKED = st.lists(
    st.builds(
        lambda ago, state, reason: ask(ago, state, answered=ago // 2, override_reason=reason),
        st.integers(0, 200), st.sampled_from(["asked", "yes", "later", "no"]), st.sampled_from(["", "why"]),
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(SOME, ASKED, st.integers(0, 220))
def test_nobody_is_counted_twice_or_lost(names: Any, asks: Any, ago: int) -> None:
    on: date = day(ago)
    found = record_of([facts(referrals=names, asks=asks)], on)
    shares = {one.name: one.share for one in found.passages}
    known = [name for name in names if name.named_on <= on]
    made = [one for one in asks if one.asked_on <= on]

    assert all(0 <= one.share.part <= one.share.whole and one.share.open >= 0 for one in found.passages)
    assert shares["introduced"].whole + shares["introduced"].open == len(known)
    for before, after in (("introduced", "met"), ("met", "buying"), ("buying", "customer")):
        assert shares[after].whole + shares[after].open == shares[before].part
    assert sum(share.whole + share.open for share in (found.ready, found.overridden)) == len(made)
    assert shares["yes"].part == shares["named"].whole + shares["named"].open
    assert all(one.days.n <= one.share.whole for one in found.passages)


@settings(max_examples=40, deadline=None)
@given(SOME, ASKED, st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(names: Any, asks: Any, random: Any) -> None:
    known = facts(referrals=names, asks=asks)
    mixed = changed(known, referrals=random.sample(names, len(names)), asks=random.sample(asks, len(asks)))

    assert record_of([mixed], TODAY) == record_of([known], TODAY)
    apart = [replace(known, referrals=()), replace(known, asks=())]
    assert record_of(apart, TODAY) == record_of([known], TODAY)
