"""Two rhythms per account: reviews counted from the last one held, contacts from the last interaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from time import tzset
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.customers.cadence import (
    ReviewStanding,
    Standing,
    contact_standing,
    due_after,
    due_after_skip,
    review_standing,
    rhythm_of,
)
from advisorbench.domain.language.dates import months_after
from advisorbench.domain.records.facts import Account, Contact, Review
from advisorbench.domain.records.states import AccountStatus, Tier
from advisorbench.domain.rules import Rules, TierCadence
from tests.domain.build import TODAY, account, review

RULES = Rules()
FIRST_MONDAY = "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO"
QUARTERS = "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO"


def on(text: str) -> date:
    """That day."""
    return date.fromisoformat(text)


def standing(of: Account, *reviews: Review, day: date = TODAY) -> ReviewStanding:
    """Where the account's review stands."""
    return review_standing(of, reviews, day, RULES)


def held(day: str, key: str = "held") -> Review:
    """A review that was held."""
    return review("held", held=on(day), key=key)


# --- the table of the tiers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tier", "rhythm"),
    [
        (Tier.A, TierCadence(3, 4, 30, 45)),
        (Tier.B, TierCadence(6, 8, 60, 90)),
        (Tier.C, TierCadence(12, 15, 120, 180)),
        (Tier.D, TierCadence(12, 18, 180, 365)),
    ],
)
def test_the_tier_sets_both_rhythms(tier: Tier, rhythm: TierCadence) -> None:
    assert rhythm_of(account(tier=tier), RULES) == rhythm


@pytest.mark.parametrize(
    ("by_hand", "rhythm"),
    [
        ({"review_every_months": 2}, TierCadence(2, 4, 30, 45)),
        ({"review_latest_months": 6}, TierCadence(3, 6, 30, 45)),
        ({"review_every_months": 6}, TierCadence(6, 6, 30, 45)),
        ({"contact_ideal_days": 14}, TierCadence(3, 4, 14, 45)),
        ({"contact_max_days": 60}, TierCadence(3, 4, 30, 60)),
        ({"contact_ideal_days": 100}, TierCadence(3, 4, 100, 100)),
    ],
)
def test_a_rhythm_set_by_hand_goes_before_the_tier(by_hand: dict[str, int], rhythm: TierCadence) -> None:
    assert rhythm_of(account(**by_hand), RULES) == rhythm


# --- counting -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anchor", "every", "due"),
    [
        ("2026-08-24", 3, "2026-11-24"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-12-31", 6, "2027-06-30"),
    ],
)
def test_the_next_review_is_due_so_many_months_after_the_last(anchor: str, every: int, due: str) -> None:
    assert due_after(account(review_every_months=every), on(anchor), RULES) == on(due)


def test_a_skipped_month_end_is_still_counted_from_the_anchor() -> None:
    monthly = account(review_every_months=1)

    assert due_after_skip(monthly, on("2027-01-31"), on("2027-02-28"), RULES) == on("2027-03-31")
    assert due_after_skip(monthly, on("2028-02-29"), on("2028-12-31"), RULES) == on("2029-01-29")


@given(
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.integers(1, 24),
)
def test_a_skip_leads_to_the_first_day_of_the_anchors_grid_after_it(anchor: date, skipped: date, every: int) -> None:
    due = due_after_skip(account(review_every_months=every), anchor, skipped, RULES)
    turns = next(n for n in range(1, 1400) if months_after(anchor, n * every) >= due)

    assert due > skipped
    assert due == months_after(anchor, turns * every)
    assert turns == 1 or months_after(anchor, (turns - 1) * every) <= skipped


def test_a_skip_without_an_anchor_counts_from_the_day_itself() -> None:
    assert due_after_skip(account(), None, TODAY, RULES) == on("2027-02-23")


# --- a rule of its own ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anchor", "due"),
    [
        ("2026-11-18", "2027-01-04"),  # 44 days after 5 Oct, 47 before 4 Jan: October's
        ("2026-11-23", "2027-04-05"),  # nearer to 4 Jan: January's, held early
        ("2026-12-31", "2027-04-05"),  # four days early
        ("2027-01-03", "2027-04-05"),
        ("2027-01-04", "2027-04-05"),
        ("2027-01-20", "2027-04-05"),  # late
        ("2027-04-06", "2027-07-05"),
    ],
)
def test_the_date_of_a_rule_that_is_nearest_to_the_review_is_done(anchor: str, due: str) -> None:
    assert due_after(account(review_rule=QUARTERS), on(anchor), RULES) == on(due)


def test_held_half_way_between_two_dates_the_later_one_is_still_to_come() -> None:
    assert due_after(account(review_rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"), on("2026-11-09"), RULES) == on(
        "2026-11-23"
    )
    every_month = account(review_rule="FREQ=MONTHLY;BYMONTHDAY=1")
    assert due_after(every_month, on("2026-11-16"), RULES) == on("2026-12-01")
    assert due_after(every_month, on("2026-11-17"), RULES) == on("2027-01-01")


def test_an_interval_keeps_its_step_when_a_review_is_held_early() -> None:
    own = account(review_rule=FIRST_MONDAY)
    assert due_after(own, on("2026-10-01"), RULES) == on("2027-01-04")


def test_what_no_review_was_held_on_leaves_no_date_of_the_rule_done() -> None:
    own = account(review_rule=QUARTERS, customer_since=on("2026-12-31"))
    assert standing(own, day=on("2027-01-01")).due_on == on("2027-01-04")


def test_a_rule_with_an_interval_keeps_its_grid_when_a_review_is_skipped() -> None:
    own = account(review_rule=FIRST_MONDAY)
    first = due_after(own, on("2026-11-02"), RULES)

    assert first == on("2027-02-01")
    assert due_after_skip(own, on("2026-11-02"), first, RULES) == on("2027-05-03")
    assert due_after_skip(own, on("2026-11-02"), on("2027-03-15"), RULES) == on("2027-05-03")


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 3000))
def test_a_skip_by_rule_lies_after_it_on_a_day_of_the_rule(anchor: date, later: int) -> None:
    skipped = anchor + timedelta(days=later)
    due = due_after_skip(account(review_rule=FIRST_MONDAY), anchor, skipped, RULES)

    assert due > skipped
    assert due.weekday() == 0
    assert due.day <= 7
    assert (due.month - anchor.month) % 3 == 0


def test_a_rule_that_gives_no_more_days_falls_back_on_the_tier() -> None:
    never = account(review_rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31")

    assert due_after(never, on("2026-08-24"), RULES) == on("2026-11-24")
    assert due_after_skip(never, on("2026-08-24"), on("2026-11-24"), RULES) == on("2027-02-24")


# --- where the review stands ----------------------------------------------------------------------------------

A = account(customer_since=on("2023-01-31"))
STANDINGS: list[tuple[str, list[Review], str, Standing, str | None]] = [
    ("held lately", [held("2026-10-01")], "2026-11-23", Standing.FINE, "2027-01-01"),
    ("the day before it is due", [held("2026-08-24")], "2026-11-23", Standing.FINE, "2026-11-24"),
    ("the day it is due", [held("2026-08-24")], "2026-11-24", Standing.DUE, "2026-11-24"),
    ("on its latest day", [held("2026-08-24")], "2026-12-24", Standing.DUE, "2026-11-24"),
    ("past its latest day", [held("2026-08-24")], "2026-12-25", Standing.OVERDUE, "2026-11-24"),
    ("the newest review held counts", [held("2026-10-01"), held("2026-02-01", "old")], "2026-11-23",
     Standing.FINE, "2027-01-01"),
    ("a review held later does not count yet", [held("2026-08-24"), held("2026-12-01", "new")], "2026-11-24",
     Standing.DUE, "2026-11-24"),
    ("none held: counted from the first day as a customer", [], "2026-11-23", Standing.OVERDUE, "2023-04-30"),
    ("planned for a day to come", [held("2026-01-24"), review("scheduled", on("2026-12-01"))], "2026-11-23",
     Standing.PLANNED, "2026-12-01"),
    ("planned for today", [held("2026-01-24"), review("prepared", TODAY)], "2026-11-23",
     Standing.PLANNED, "2026-11-23"),
    ("planned for yesterday and not held", [held("2026-10-01"), review("scheduled", on("2026-11-22"))], "2026-11-23",
     Standing.MISSED, "2027-01-01"),
    ("missed and past its latest day", [held("2026-01-01"), review("scheduled", on("2026-11-22"))], "2026-11-23",
     Standing.OVERDUE, "2026-04-01"),
    ("planned then, held a day later", [held("2026-08-01"), review("held", on("2026-11-25"), on("2026-11-26"))],
     "2026-11-24", Standing.PLANNED, "2026-11-25"),
    ("put off, the day before", [held("2026-08-24"), review(due=on("2027-02-24"))], "2027-02-23",
     Standing.FINE, "2027-02-24"),
    ("put off, its new day", [held("2026-10-24"), review(due=on("2027-02-24"))], "2027-02-24",
     Standing.DUE, "2027-02-24"),
    ("put off past its latest day, then due", [held("2026-08-24"), review(due=on("2027-02-24"))], "2027-02-24",
     Standing.OVERDUE, "2027-02-24"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reviews", "day", "expected", "next_on"), [pytest.param(*row[1:], id=row[0]) for row in STANDINGS]
)
def test_a_review_stands(reviews: list[Review], day: str, expected: Standing, next_on: str) -> None:
    for order in (reviews, reviews[::-1]):
        found = standing(A, *order, day=on(day))
        assert (found.standing, found.next_on) == (expected, on(next_on))


def test_planning_does_not_move_the_count_holding_does() -> None:
    planned = standing(A, held("2026-08-24"), review("scheduled", on("2027-06-01")))
    skipped = standing(A, held("2026-08-24"), review("scheduled", on("2026-11-20")))

    assert (planned.held_on, planned.next_on) == (on("2026-08-24"), on("2027-06-01"))
    assert skipped.due_on == on("2026-11-24")


def test_a_customer_of_whom_nothing_is_known_stands_unknown() -> None:
    assert standing(account(customer_since=None)).standing is Standing.UNKNOWN


@pytest.mark.parametrize("status", [AccountStatus.PROSPECT, AccountStatus.DORMANT, AccountStatus.LOST])
@pytest.mark.parametrize("reviews", [[], [held("2025-01-01")], [held("2025-01-01"), review(due=on("2026-02-01"))]])
def test_only_an_active_account_has_a_review_rhythm(status: AccountStatus, reviews: list[Review]) -> None:
    found = standing(account(status=status), *reviews)

    assert (found.standing, found.due_on) == (Standing.NONE, None)


def test_a_review_planned_with_a_prospect_is_planned_and_missed_like_any_other() -> None:
    prospect = account(status=AccountStatus.PROSPECT, customer_since=None)

    assert standing(prospect, review("scheduled", on("2026-11-24"))).standing is Standing.PLANNED
    assert standing(prospect, review("scheduled", on("2026-11-22"))).standing is Standing.MISSED


def test_a_rule_of_its_own_keeps_the_tiers_slack() -> None:
    own = account(review_rule=QUARTERS)
    found = standing(own, held("2026-07-06"), day=on("2026-11-05"))

    assert (found.due_on, found.latest_on, found.standing) == (on("2026-10-05"), on("2026-11-05"), Standing.DUE)
    assert standing(own, held("2026-07-06"), day=on("2026-11-06")).standing is Standing.OVERDUE


@pytest.mark.parametrize("anchor", ["2026-11-23", "2027-01-03", "2027-01-04", "2028-02-29", "2029-12-31"])
def test_the_first_monday_of_the_quarter_is_that_of_the_calendar_for_five_years(anchor: str) -> None:
    own = account(review_rule=QUARTERS)
    chain = [due_after(own, on(anchor), RULES)]
    while len(chain) <= 20:
        chain.append(due_after(own, chain[-1], RULES))
    begin = datetime.combine(chain[0], time())
    expanded = rrulestr(QUARTERS, dtstart=begin).between(begin, begin + timedelta(days=5 * 366))

    assert chain[1:] == [day.date() for day in expanded][:20]
    assert all((day.weekday(), day.day <= 7, day.month % 3) == (0, True, 1) for day in chain)


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.sampled_from(
        [QUARTERS, "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=WEEKLY;BYDAY=TU", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
         "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=-1"]
    ),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_the_day_a_rule_gives_is_the_next_of_its_own_expansion_but_for_the_nearest(anchor: date, rule: str) -> None:
    begin = datetime.combine(anchor, time())
    days: Any = rrulestr(rule, dtstart=begin - timedelta(days=9 * 366))
    before, following = days.before(begin, inc=True), days.after(begin)
    if following - begin < begin - before:
        following = days.after(following)
    assert due_after(account(review_rule=rule), anchor, RULES) == following.date()


@pytest.mark.parametrize(
    ("anchor", "every", "chain"),
    [
        ("2027-01-31", 1, "2027-02-28 2027-03-31 2027-04-30 2027-05-31 2027-06-30 2027-07-31"),
        ("2027-10-31", 1, "2027-11-30 2027-12-31 2028-01-31 2028-02-29 2028-03-31"),
        ("2028-02-29", 12, "2029-02-28 2030-02-28 2031-02-28 2032-02-29 2033-02-28"),
        ("2027-08-31", 3, "2027-11-30 2028-02-29 2028-05-31 2028-08-31"),
    ],
)
def test_skip_after_skip_is_counted_from_the_anchor_not_from_the_skip(anchor: str, every: int, chain: str) -> None:
    monthly, skipped = account(review_every_months=every), on(anchor)
    for expected in chain.split():
        skipped = due_after_skip(monthly, on(anchor), skipped, RULES)
        assert skipped == on(expected)


@pytest.fixture(params=["UTC", "Europe/Amsterdam", "Pacific/Auckland", "America/St_Johns"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A machine in that zone, until the test is over."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", request.param)
        tzset()
        yield request.param
    tzset()


def test_no_day_moves_when_the_clock_does(zone: str) -> None:
    for change in ("2026-10-25", "2027-03-28", "2027-10-31", "2028-03-26"):  # the clock changes in Amsterdam
        for near in (on(change) + timedelta(days=days) for days in (-1, 0, 1)):
            weekly = due_after(account(review_rule="FREQ=WEEKLY;INTERVAL=1"), near, RULES)
            contact: Any = contact_standing(account(), Contact(near, 1), near, RULES)
            assert due_after(account(), near, RULES) == months_after(near, 3)
            assert (weekly - near, contact.due_on - near) == (timedelta(days=7), timedelta(days=31))


# --- contact --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tier", "ideal", "maximum"), [(Tier.A, 30, 45), (Tier.B, 60, 90), (Tier.C, 120, 180), (Tier.D, 180, 365)]
)
def test_contact_is_due_past_the_ideal_and_overdue_past_the_maximum(tier: Tier, ideal: int, maximum: int) -> None:
    def after(days: int) -> Standing:
        contact = Contact(TODAY - timedelta(days=days), 1)
        return contact_standing(account(tier=tier), contact, TODAY, RULES).standing

    assert [after(days) for days in (0, ideal, ideal + 1, maximum, maximum + 1)] == [
        Standing.FINE, Standing.FINE, Standing.DUE, Standing.DUE, Standing.OVERDUE,
    ]  # fmt: skip


NOBODY, LATELY = Contact(), Contact(TODAY - timedelta(days=31), 1)


@pytest.mark.parametrize(
    ("status", "contact", "expected"),
    [
        (AccountStatus.ACTIVE, NOBODY, Standing.UNKNOWN),
        (AccountStatus.PROSPECT, NOBODY, Standing.NONE),
        (AccountStatus.DORMANT, NOBODY, Standing.NONE),
        (AccountStatus.PROSPECT, LATELY, Standing.DUE),
        (AccountStatus.DORMANT, LATELY, Standing.DUE),
        (AccountStatus.LOST, LATELY, Standing.NONE),
        (AccountStatus.ACTIVE, Contact(TODAY + timedelta(days=1), 1), Standing.UNKNOWN),
    ],
)
def test_contact_never_made_is_unknown_with_a_customer_and_nothing_with_others(
    status: AccountStatus, contact: Contact, expected: Standing
) -> None:
    assert contact_standing(account(status=status), contact, TODAY, RULES).standing is expected


def test_contact_names_the_days_on_which_it_falls_due_and_overdue() -> None:
    given: Any = contact_standing(account(), Contact(on("2026-11-01"), 1), TODAY, RULES)

    assert (given.due_on, given.overdue_on) == (on("2026-12-02"), on("2026-12-17"))
