"""The summaries of several sellers as one: counts are added, unknown stays unknown, nobody is counted twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from advisorbench.domain.days.time_use import Spent, TimeUse
from advisorbench.domain.errors import Refused
from advisorbench.domain.language.periods import parse_span
from advisorbench.domain.records.states import Period
from advisorbench.domain.summary.combining import combine
from advisorbench.domain.summary.figures import LISTED, Sum, Summary
from tests.domain import build
from tests.domain.build import TODAY, day
from tests.domain.summary.test_building import held, pursuit, summary


def of(seller: str, **given: Any) -> Summary:
    """The summary of one seller's week."""
    return replace(summary(build.facts(reviews=held(99), issues=[build.issue()]), **given), sellers=(seller,))


def test_counts_are_added_up() -> None:
    anna = of("Anna", spent=[Spent("1", day(3), 60, TimeUse.CUSTOMERS)], pursuits=[pursuit("won", closed=3)])
    ben = of("Ben", spent=[Spent("1", day(3), None, TimeUse.CUSTOMERS)], pursuits=[pursuit("lost", closed=3)])
    both = combine([anna, ben])
    assert both.sellers == ("Anna", "Ben")
    assert both.goal_hours == anna.goal_hours * 2
    assert both.now.coverage[0].owned == 2
    assert both.now.reviews[0].due == 2
    assert (both.now.hours.of(TimeUse.CUSTOMERS), both.now.hours.contacts, both.now.hours.untimed) == (60, 2, 1)
    assert (both.now.pursuits.no_go, both.now.pursuits.ended) == (1, 2)
    assert both.missing_count == len(both.missing) == 2
    assert [(one.account, one.seller) for one in both.attention] == [
        ("Kaya Logistics", "Anna"),
        ("Kaya Logistics", "Ben"),
    ]
    assert both.attention_count == 2


def test_one_alone_stays_as_it_is() -> None:
    anna = of("Anna")
    assert replace(combine([anna]), attention=anna.attention) == anna


def test_amounts_are_added_by_currency_and_time() -> None:
    value = summary(build.facts(outcomes=[build.outcome(3, cents=100)])).now.value
    anna, ben = of("Anna"), of("Ben")
    anna = replace(anna, now=replace(anna.now, value=value))
    other = value._replace(sums=(Sum("EUR", Period.ONCE, 11, 2), Sum("EUR", Period.YEAR, 7, 1)), verified=3)
    both = combine([anna, replace(ben, now=replace(ben.now, value=other))])
    assert both.now.value.sums == (Sum("EUR", Period.ONCE, 111, 3), Sum("EUR", Period.YEAR, 7, 1))
    assert both.now.value.verified == 4


def test_what_is_not_known_of_all_is_not_known() -> None:
    both = combine([of("Anna"), of("Ben", began_on=day(3))])
    assert both.before is None
    assert both.ahead is None
    assert both.now.pursuits.no_go_minutes is None
    timed = combine([of("Anna", pursuits=[pursuit("lost", closed=3, minutes=30)]), of("Ben")])
    assert (timed.now.pursuits.no_go_minutes, timed.now.pursuits.no_go_timed) == (30, 1)


def test_lists_are_put_in_order() -> None:
    anna = of("Anna", pursuits=[pursuit("lost", closed=3), pursuit("won", closed=2)])
    ben = of("Ben", pursuits=[pursuit("won", closed=4)])
    assert [(one.state.value, one.on) for one in combine([anna, ben]).ended] == [
        ("won", day(4)),
        ("won", day(2)),
        ("lost", day(3)),
    ]


def test_long_lists_are_cut_and_their_counts_are_not() -> None:
    anna = of("Anna")
    long = replace(anna, missing=anna.missing * LISTED, missing_count=LISTED)
    both = combine([long, replace(long, sellers=("Ben",))])
    assert (len(both.missing), both.missing_count) == (LISTED, 2 * LISTED)


@pytest.mark.parametrize(
    ("others", "said"),
    [
        (("Anna",), "Anna is in them twice"),
        (("ANNA ",), "is in them twice"),
        (("Ben", "Ben"), "Ben is in them twice"),
    ],
)
def test_nobody_is_counted_twice(others: tuple[str, ...], said: str) -> None:
    with pytest.raises(Refused, match=said):
        combine([of("Anna"), *(of(name) for name in others)])


def test_who_is_in_a_sum_already_is_not_added_again() -> None:
    with pytest.raises(Refused, match="Anna is in them twice"):
        combine([combine([of("Anna"), of("Ben")]), of("Anna")])


def test_a_summary_of_nobody_is_added_to_none() -> None:
    with pytest.raises(Refused, match="seller"):
        combine([of("Anna"), replace(of("x"), sellers=())])


def test_different_periods_are_refused_with_what_to_do() -> None:
    other = replace(of("Ben"), span=parse_span("2026-11", TODAY))
    with pytest.raises(Refused, match=r"2026-11, 2026-W47\. Write each with the same --period"):
        combine([of("Anna"), other])
