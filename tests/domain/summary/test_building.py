"""What a manager's summary counts: each figure from the days of the facts, unknown apart, nothing mixed up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from advisorbench.domain.days.time_use import Spent, TimeUse
from advisorbench.domain.language.periods import Span, parse_span
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import AccountStatus, AskKind, Period, Source, Stage, Tier
from advisorbench.domain.rules import Rules
from advisorbench.domain.summary.attention import Pursuit
from advisorbench.domain.summary.building import summarise
from advisorbench.domain.summary.counting import BookFacts, PlannedAgenda, Touch, stage_on
from advisorbench.domain.summary.figures import (
    Asked,
    PeriodFigures,
    Pursued,
    Reviewed,
    Staged,
    Sum,
    Summary,
    added,
    redacted,
)
from tests.domain import build
from tests.domain.build import TODAY, day

WEEK = parse_span("2026-W47", TODAY)
"""Monday 16 to Sunday 22 November: 7 to 1 days ago."""
RULES = Rules()


def book(*accounts: AccountFacts, **given: Any) -> BookFacts:
    """A book that began long ago."""
    known: dict[str, Any] = {
        "touches": (), "spent": (), "pursuits": (), "planned": None, "began_on": date(2020, 1, 1), "rules": RULES,
    }  # fmt: skip
    return BookFacts(accounts=accounts, **{**known, **given})


def summary(*accounts: AccountFacts, span: Span = WEEK, until: date | None = None, **given: Any) -> Summary:
    """The summary of the week before today."""
    return summarise(book(*accounts, **given), span, until or span.last)


def now(*accounts: AccountFacts, **given: Any) -> PeriodFigures:
    """Its figures."""
    return summary(*accounts, **given).now


# --- coverage -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "owned"),
    [
        ({}, 1),
        ({"status": AccountStatus.DORMANT}, 1),
        ({"status": AccountStatus.PROSPECT}, 0),
        ({"status": AccountStatus.LOST}, 0),
        ({"customer_since": None}, 1),
        ({"customer_since": day(1)}, 1),
        ({"customer_since": TODAY}, 0),
    ],
)
def test_an_account_is_owned_from_its_first_day_as_a_customer(given: dict[str, Any], owned: int) -> None:
    (tier, *_others) = now(build.facts(build.account(**given)), touches=(Touch("a-kaya", day(3), True),)).coverage
    assert (tier.tier, tier.owned, tier.seen, tier.contacted) == (Tier.A, owned, owned, owned)


@pytest.mark.parametrize(
    ("touches", "seen", "contacted"),
    [
        ([], 0, 0),
        ([(3, False)], 0, 1),
        ([(3, True)], 1, 1),
        ([(3, True), (2, True), (2, False)], 1, 1),
        ([(7, True)], 1, 1),
        ([(1, True)], 1, 1),
        ([(8, True), (0, True)], 0, 0),
    ],
)
def test_an_account_is_seen_once_however_often(touches: list[tuple[int, bool]], seen: int, contacted: int) -> None:
    found = now(build.facts(), touches=[Touch("a-kaya", day(ago), met) for ago, met in touches]).coverage[0]
    assert (found.owned, found.seen, found.contacted) == (1, seen, contacted)


# --- reviews: every A 3 months, counted from the last one held ---------------------------------------------------


def held(*ago: int) -> list[Any]:
    """Reviews held so many days ago."""
    return [build.review("held", held=day(one), planned=day(one), key=f"v{one}") for one in ago]


@pytest.mark.parametrize(
    ("reviews", "found"),
    [
        (held(99), Reviewed(Tier.A, 1, 0, 0, 0)),  # due on its first day
        (held(99, 3), Reviewed(Tier.A, 1, 1, 0, 1)),
        (held(99, 3, 2), Reviewed(Tier.A, 1, 1, 0, 2)),
        (held(93), Reviewed(Tier.A, 1, 0, 0, 0)),  # 22 August: due on its last day
        (held(92), Reviewed(Tier.A, 0, 0, 0, 0)),
        (held(92, 3), Reviewed(Tier.A, 0, 0, 0, 1)),  # held before it was due
        (held(100), Reviewed(Tier.A, 1, 0, 1, 0)),  # due on the day before
        (held(100, 8), Reviewed(Tier.A, 0, 0, 0, 0)),  # held before the week
        (held(100, 0), Reviewed(Tier.A, 1, 0, 1, 0)),  # held after it
        ([*held(99), build.review("due", due=day(-30))], Reviewed(Tier.A, 0, 0, 0, 0)),  # put off
        ([*held(99), build.review("scheduled", planned=day(2))], Reviewed(Tier.A, 1, 0, 0, 0)),  # planned, not held
        ([*held(99), build.review("scheduled", planned=day(-20))], Reviewed(Tier.A, 1, 0, 0, 0)),
    ],
)
def test_reviews_held_stand_against_those_that_were_due(reviews: list[Any], found: Reviewed) -> None:
    assert now(build.facts(reviews=reviews)).reviews[0] == found


def test_of_a_customer_of_whom_nothing_is_known_no_review_is_due() -> None:
    facts = build.facts(build.account(customer_since=None))
    assert now(facts).reviews[0] == Reviewed(Tier.A, 0, 0, 0, 0)
    assert summary(facts).missing == ()


def test_the_missing_reviews_are_named_the_highest_tier_first() -> None:
    ones = [
        build.facts(build.account(id=key, name=key, tier=tier), reviews=held(ago))
        for key, tier, ago in (("c", Tier.C, 500), ("b", Tier.B, 300), ("a", Tier.A, 99), ("fine", Tier.A, 50))
    ]
    found = summary(*ones)
    assert [one.account for one in found.missing] == ["a", "b", "c"]
    assert found.missing_count == sum(one.due - one.due_held for one in found.now.reviews) == 3


# --- value ----------------------------------------------------------------------------------------------------


def test_amounts_of_another_currency_or_time_are_never_added_up() -> None:
    outcomes = [
        build.outcome(40, verified=3, cents=1_00, key="a"),
        build.outcome(40, verified=7, cents=2_00, key="b"),
        build.outcome(3, verified=1, cents=4_00, key="c", period="a year"),
        build.outcome(3, verified=1, cents=8_00, key="d", currency="GBP"),
        build.outcome(3, verified=1, cents=None, key="e"),
    ]
    value = now(build.facts(outcomes=outcomes)).value
    assert value.sums == (
        Sum("EUR", Period.ONCE, 3_00, 2),
        Sum("EUR", Period.YEAR, 4_00, 1),
        Sum("GBP", Period.ONCE, 8_00, 1),
    )
    assert (value.verified, value.realised) == (5, 3)


@pytest.mark.parametrize(
    ("outcome", "counts"),
    [
        (build.outcome(3, verified=3), (1, 1, 0, 0)),
        (build.outcome(40, verified=8), (0, 0, 0, 0)),
        (build.outcome(40, verified=0), (0, 0, 0, 1)),  # confirmed after the week: it waited then
        (build.outcome(3, "claimed"), (0, 1, 0, 1)),
        (build.outcome(0, "claimed"), (0, 0, 0, 0)),
        (build.outcome(40, "disputed", disputed=3), (0, 0, 1, 0)),
        (build.outcome(40, "disputed", verified=5, disputed=2), (0, 0, 1, 0)),
        (build.outcome(40, "disputed", verified=5, disputed=0), (1, 0, 0, 0)),  # it still stood at the end
    ],
)
def test_value_stands_as_it_stood_at_the_end(outcome: Any, counts: tuple[int, ...]) -> None:
    value = now(build.facts(outcomes=[outcome])).value
    assert (value.verified, value.realised, value.disputed, value.waiting) == counts


# --- hours ----------------------------------------------------------------------------------------------------


def test_hours_are_added_up_by_kind_and_what_is_unknown_is_counted_apart() -> None:
    spent = [
        Spent("1", day(7), 60, TimeUse.CUSTOMERS), Spent("2", day(1), 30, TimeUse.CUSTOMERS),
        Spent("3", day(2), None, TimeUse.STRANGERS), Spent("4", day(2), 45, TimeUse.INSIDE, contact=False),
        Spent("5", day(3), 1500, TimeUse.CUSTOMERS, "a day of 25 hours"), Spent("6", day(8), 500, TimeUse.CUSTOMERS),
        Spent("7", day(0), 500, TimeUse.CUSTOMERS),
    ]  # fmt: skip
    hours = now(spent=spent).hours
    assert (hours.of(TimeUse.CUSTOMERS), hours.of(TimeUse.INSIDE), hours.total) == (90, 45, 135)
    assert (hours.contacts, hours.untimed, hours.doubts) == (4, 1, 1)


def test_the_hours_of_a_month_are_those_of_its_days_not_of_its_weeks() -> None:
    spent = [Spent(str(n), date(2026, 9, 29).replace(day=29), 10, TimeUse.REFERRED) for n in range(3)]
    spent += [Spent(f"o{n}", date(2026, 10, n), 100, TimeUse.REFERRED) for n in range(1, 32)]
    spent += [Spent("n", date(2026, 11, 1), 7, TimeUse.REFERRED)]
    found = summary(spent=spent, span=parse_span("2026-10", TODAY))
    assert found.now.hours.of(TimeUse.REFERRED) == 3100
    assert found.before is not None
    assert found.before.hours.of(TimeUse.REFERRED) == 30


# --- asks and referrals ---------------------------------------------------------------------------------------


def test_asks_count_by_the_day_they_were_made_and_answers_by_theirs() -> None:
    asks = [
        build.ask(3, "asked", key="1"), build.ask(40, "yes", answered=2, key="2"),
        build.ask(3, "no", answered=0, key="3", override_reason="he offered"), build.ask(5, "later", later=-9, key="4"),
        build.ask(None, "drafted", key="5"), build.ask(0, "asked", key="6"), build.ask(3, "yes", kind="reference"),
        build.ask(8, "no", answered=8, key="8"), build.ask(5, "no", answered=1, key="9"),
    ]  # fmt: skip
    found = now(build.facts(asks=asks)).asks
    assert found[0] == Asked(AskKind.REFERRAL, asked=4, yes=1, later=1, no=1, waiting=2, overridden=1)
    assert found[1] == Asked(AskKind.REFERENCE, asked=1, yes=1, later=0, no=0, waiting=0, overridden=0)


def test_referrals_count_at_the_stages_they_reached_and_where_they_stood() -> None:
    referrals = [
        build.referral(3, key="1"), build.referral(40, key="2", introduced=5, met=2, customer=0),
        build.referral(40, key="3", introduced=30, ended=1), build.referral(0, key="4"),
    ]  # fmt: skip
    stages = now(build.facts(referrals=referrals)).stages
    assert stages == (
        Staged(Stage.NAMED, 1, 1), Staged(Stage.INTRODUCED, 1, 0), Staged(Stage.MET, 1, 1), Staged(Stage.BUYING, 0, 0),
        Staged(Stage.CUSTOMER, 0, 0), Staged(Stage.ENDED, 1, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ago", "stage"), [(41, None), (40, Stage.NAMED), (6, Stage.NAMED), (5, Stage.INTRODUCED), (0, Stage.ENDED)]
)
def test_a_referral_stands_where_it_stood(ago: int, stage: Stage | None) -> None:
    assert stage_on(build.referral(40, introduced=5, ended=0), day(ago)) is stage


# --- initiatives ----------------------------------------------------------------------------------------------


def pursuit(
    state: str = "open", opened: int | None = 20, closed: int | None = None, minutes: int | None = None, **more: Any
) -> Pursuit:
    """An initiative at Kaya."""
    known: dict[str, Any] = {"currency": "EUR", **more}
    spent = known.pop("spent", None)
    return Pursuit(build.initiative(state, opened, closed, **known), "a-kaya", "Kaya", Tier.A, minutes, spent)


def test_initiatives_end_honestly_and_the_no_go_share_has_its_counts() -> None:
    ones = [
        pursuit("won", closed=3, amount_cents=10_00, source=Source.REFERRED),
        pursuit("lost", closed=3, amount_cents=20_00, source=Source.COLD, minutes=90, spent=5_00),
        pursuit("no decision", closed=1, source=Source.COLD, minutes=None),
        pursuit("withdrawn", closed=7, amount_cents=1_00, currency="GBP", minutes=30),
        pursuit("lost", closed=8, minutes=600), pursuit("lost", closed=0, minutes=600, source=Source.COLD),
        pursuit("lost", closed=None), pursuit(opened=2, source=Source.COLD), pursuit(opened=0, source=Source.COLD),
        pursuit(opened=None, next_step="sign", next_step_on=day(0), source=Source.COLD),
    ]  # fmt: skip
    found = now(pursuits=ones).pursuits
    assert (found.no_go, found.ended, found.undated) == (3, 4, 1)
    counts = {one.source: one for one in found.by_source}
    assert counts[Source.COLD] == Pursued(Source.COLD, 1, 0, 1, 1, 0, open=3, hollow=2)
    assert (counts[Source.REFERRED].won, counts[None].withdrawn) == (1, 1)
    assert found.won == (Sum("EUR", Period.ONCE, 10_00, 1),)
    assert found.lost == (Sum("EUR", Period.ONCE, 20_00, 1), Sum("GBP", Period.ONCE, 1_00, 1))
    assert (found.no_go_minutes, found.no_go_timed) == (120, 2)
    assert found.no_go_spent == (Sum("EUR", Period.ONCE, 5_00, 1),)


def test_hours_that_nobody_noted_are_unknown_and_not_nothing() -> None:
    found = now(pursuits=[pursuit("lost", closed=3)]).pursuits
    assert (found.no_go, found.no_go_minutes, found.no_go_timed) == (1, None, 0)


def test_a_step_done_since_was_still_ahead_then() -> None:
    step = build.step(due=-5, done=0)
    ahead = pursuit()._replace(steps=(step,))
    assert not ahead.hollow_on(day(1))
    assert ahead.hollow_on(day(0))


# --- the whole ------------------------------------------------------------------------------------------------


def test_the_period_before_is_unknown_where_the_book_had_not_begun() -> None:
    assert summary(began_on=day(14)).before is not None
    assert summary(began_on=day(8)).before is not None
    assert summary(began_on=day(7)).before is None
    assert summary(began_on=None).before is None


def test_a_running_period_ends_today() -> None:
    month = parse_span("2026-11", TODAY)
    found = summary(build.facts(reviews=held(99, 0)), span=month, until=TODAY)
    assert found.running
    assert [one.on for one in found.held] == [TODAY]
    assert not summary().running


def test_what_is_ahead_is_what_the_agenda_and_the_rhythms_hold() -> None:
    due, planned = held(99), [*held(99), build.review("scheduled", planned=day(-2))]
    ones = [
        build.facts(build.account(id="1", renewal_on=day(-6)), reviews=due),
        build.facts(build.account(id="2", renewal_on=day(-7)), reviews=planned),
        build.facts(build.account(id="3"), reviews=held(40)),
    ]
    ahead = summary(*ones, planned=PlannedAgenda(TODAY, day(-6), 1, 3, 200)).ahead
    assert ahead is not None
    assert (ahead.to_plan, ahead.renewals) == (1, 1)
    assert (ahead.reviews, ahead.review_minutes, ahead.meetings, ahead.meeting_minutes) == (1, 240, 3, 200)
    assert summary(*ones).ahead is None


def test_sums_of_the_same_kind_go_together() -> None:
    one = Sum("EUR", Period.ONCE, 100, 1)
    other = Sum("EUR", Period.YEAR, 7, 2)
    assert added([one, other, one]) == (Sum("EUR", Period.ONCE, 200, 2), other)


def test_redacting_takes_names_and_words_and_leaves_every_count() -> None:
    whole = summary(
        build.facts(
            issues=[build.issue()],
            outcomes=[build.outcome(3)],
            referrals=[build.referral(3)],
            reviews=held(99),
        ),
        pursuits=[pursuit("lost", closed=3, end_reason="too dear")],
    )
    assert whole.full
    told = str(whole)
    gone = ("wrong invoices", "faster lead time", "Joris Hofstra", "Anna", "too dear", "second site")
    assert all(word in told for word in gone)
    bare = redacted(whole)
    assert not any(word in str(bare) for word in gone)
    assert not bare.full
    assert replace(bare, full=True, attention=whole.attention, verified=whole.verified, ended=whole.ended,
                   moved=whole.moved) == whole  # fmt: skip
