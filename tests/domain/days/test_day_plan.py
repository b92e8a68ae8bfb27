"""What a day has room for: working hours less events, ways and holidays; overlaps; the week ahead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from advisorbench.domain.days.calendar import Event, expand
from advisorbench.domain.days.day_plan import (
    DayPlan,
    plan_days,
    read_days,
    read_hours,
    say_week_ahead,
    says_week_ahead,
    week_ahead,
    working_spans,
)
from advisorbench.domain.days.holidays import holiday_on
from advisorbench.domain.records.states import EventKind, EventState, ReviewState
from advisorbench.domain.rules import Rules
from advisorbench.domain.views import ReviewLine

MONDAY = date(2026, 11, 23)
RULES = Rules()


def event(at: str, minutes: int = 60, *, on: date = MONDAY, **more: object) -> Event:
    values = {"kind": EventKind.VISIT, "state": EventState.PLANNED, "account_id": "a", "id": f"{on}{at}", "uid": at}
    return Event(title="T", on=on, at=at, minutes=minutes, **(values | more))  # type: ignore[arg-type]


def planned(
    *events: Event, reviews: tuple[ReviewLine, ...] = (), now: datetime | None = None, **rules: object
) -> DayPlan:
    ones = expand(events, MONDAY, MONDAY, RULES.zone)
    (plan,) = plan_days(MONDAY, MONDAY, ones, reviews, replace(RULES, **rules), now)  # type: ignore[arg-type]
    return plan


def free(plan: DayPlan) -> list[str]:
    return [f"{slot.start:%H:%M}-{slot.end:%H:%M}" for slot in plan.slots]


def review(account: str = "r", state: ReviewState = ReviewState.SCHEDULED) -> ReviewLine:
    return ReviewLine(account, account, account, MONDAY, state, MONDAY)


@pytest.mark.parametrize(
    ("events", "left"),
    [
        ([], ["09:00-17:30"]),
        ([event("10:00")], ["09:00-10:00", "11:00-17:30"]),
        ([event("10:00", travel_minutes=60)], ["11:30-17:30"]),  # 9:00 to 9:30 is no room for anybody
        ([event("09:00", 510)], []),
        ([event("08:00", 120)], ["10:00-17:30"]),
        ([event("19:00")], ["09:00-17:30"]),
        ([event("", 1440)], []),
        ([event("", 1440, free=True)], ["09:00-17:30"]),
        ([event("10:00", free=True)], ["09:00-17:30"]),
        ([event("10:00", 120), event("11:00", 120)], ["09:00-10:00", "13:00-17:30"]),
    ],
)  # fmt: skip
def test_what_is_free_are_the_working_hours_less_events_and_ways(events: list[Event], left: list[str]) -> None:
    assert free(planned(*events)) == left


def test_hours_may_have_a_break_and_gaps_a_shortest_length() -> None:
    assert free(planned(working_hours="09:00-12:30 13:00-17:00")) == ["09:00-12:30", "13:00-17:00"]
    assert free(planned(event("09:20"), shortest_slot_minutes=15)) == ["09:00-09:20", "10:20-17:30"]


def test_what_has_passed_is_not_free_any_more() -> None:
    assert free(planned(now=datetime(2026, 11, 23, 15))) == ["15:00-17:30"]
    assert free(planned(now=datetime(2026, 11, 24, 9))) == []


def test_nobody_works_on_the_weekend_or_on_a_holiday() -> None:
    for day in (date(2026, 11, 28), date(2026, 12, 25), date(2026, 4, 27)):
        assert working_spans(day, RULES) == []
    assert working_spans(date(2026, 12, 25), replace(RULES, holidays="none"))


def test_what_overlaps_is_said_and_where_there_is_no_time_for_the_way() -> None:
    plan = planned(event("09:00", id="a"), event("09:30", id="b"), event("12:00", id="c"),
                   event("13:00", id="d", travel_minutes=30), event("16:00", id="e"))  # fmt: skip
    assert dict(plan.clashes) == {
        "a": "overlaps", "b": "overlaps", "c": "no time for the way", "d": "no time for the way",
    }  # fmt: skip


def test_back_to_back_is_no_overlap_and_whole_days_overlap_nothing() -> None:
    assert planned(event("09:00"), event("10:00"), event("", 1440)).clashes == ()


def test_a_day_is_full_without_a_gap_or_when_its_reviews_do_not_fit() -> None:
    assert planned(event("09:00", 510)).full(RULES)
    assert not planned(event("09:00", 400)).full(RULES)
    assert planned(event("09:00", 400), reviews=(review("r"), review("s"))).full(RULES)
    # An evening is not full because the day is over.
    assert not planned(now=datetime(2026, 11, 23, 20)).full(RULES)


def test_a_review_with_its_hour_is_not_shown_twice() -> None:
    timed = event("10:00", kind=EventKind.REVIEW, account_id="r")
    plan = planned(timed, reviews=(review("r", ReviewState.PREPARED), review("s")))
    assert [one.account for one in plan.reviews] == ["s"]
    assert plan.prepared == {"r"}


def test_an_event_of_several_days_is_on_each() -> None:
    fair = event("", 3 * 1440)
    days = plan_days(MONDAY, MONDAY + timedelta(days=3), expand([fair], MONDAY, MONDAY, RULES.zone), (), RULES)
    assert [len(day.events) for day in days] == [1, 1, 1, 0]


# --- the week ahead -------------------------------------------------------------------------------------------


def week(*events: Event, monday: date = MONDAY) -> str:
    last = monday + timedelta(days=6)
    days = plan_days(monday, last, expand(events, monday, last, RULES.zone), (), RULES)
    return say_week_ahead(week_ahead(days, monday, RULES))


def test_an_empty_week_and_a_customer_poor_one_are_said() -> None:
    assert week() == "next week nobody is planned"
    assert week(event("09:00", account_id=None)) == "next week nobody is planned"
    assert week(event("09:00", 90)) == "next week 1:30 of 12 h with customers"
    assert week(event("09:00", 360)) == ""  # half of the goal


def test_a_holiday_makes_the_goal_of_its_week_smaller() -> None:
    christmas = date(2026, 12, 21)  # Friday 25 December
    assert week(event("09:00", 90, on=christmas), monday=christmas) == "next week 1:30 of 9 h with customers"


def test_it_is_said_from_thursday_on() -> None:
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    assert [says_week_ahead(day) for day in days] == [False, False, False, True, True, True, True]


@pytest.mark.parametrize("text", ["", "9-17", "17:00-09:00", "09:00-12:00 11:00-17:00", "25:00-26:00", "09:00"])
def test_hours_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"hours|hour must"):
        read_hours(text)


def test_working_days_are_words() -> None:
    assert read_days("Mon wed") == {0, 2}
    with pytest.raises(ValueError, match="write days"):
        read_days("maandag")


# --- holidays -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-01-01", "New Year's Day"), ("2026-04-03", "Good Friday"), ("2026-04-05", "Easter Sunday"),
        ("2026-04-06", "Easter Monday"), ("2026-04-27", "King's Day"), ("2026-05-14", "Ascension Day"),
        ("2026-05-24", "Whit Sunday"), ("2026-05-25", "Whit Monday"), ("2026-12-25", "Christmas Day"),
        ("2026-12-26", "Boxing Day"), ("2025-05-05", "Liberation Day"), ("2026-05-05", ""),
        ("2025-04-26", "King's Day"), ("2025-04-27", ""), ("2031-04-26", "King's Day"), ("2013-04-30", "King's Day"),
        ("2024-03-31", "Easter Sunday"), ("2038-04-25", "Easter Sunday"), ("2026-11-23", ""),
    ],
)  # fmt: skip
def test_the_public_holidays_follow_their_rules(day: str, name: str) -> None:
    assert holiday_on(date.fromisoformat(day)) == name
    assert holiday_on(date.fromisoformat(day), "none") == ""
