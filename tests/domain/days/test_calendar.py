"""When events come: on the clocks of their zone, over clock changes, leap days and the ends of months."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.days.calendar import Event, at_home, check_time, check_zone, comes_at, expand
from advisorbench.domain.days.recurrence import check_first, check_repeat, check_starts, starts_between
from advisorbench.domain.records.states import EventKind, EventState

HOME = "Europe/Amsterdam"


def event(start: str, rule: str = "", *, zone: str = HOME, minutes: int = 60, **more: object) -> Event:
    """An event that begins at ``2026-11-23T09:00``, or takes the day ``2026-11-23``."""
    day, _t, at = start.partition("T")
    values = {"uid": "u", "id": start, **more}
    return Event(
        title="T", kind=EventKind.VISIT, state=values.pop("state", EventState.PLANNED), on=date.fromisoformat(day),  # type: ignore[arg-type]
        at=at, zone=zone if at else "", minutes=minutes if at else 1440, rule=rule, **values,  # type: ignore[arg-type]
    )  # fmt: skip


def said(*events: Event, first: str, last: str, home: str = HOME) -> list[str]:
    """When the events begin, on the clocks at home."""
    ones = expand(events, date.fromisoformat(first), date.fromisoformat(last), home)
    return [one.on.isoformat() if one.whole else one.start.isoformat(timespec="minutes") for one in ones]


@pytest.mark.parametrize(
    ("start", "rule", "first", "last", "expected"),
    [
        # Nine o'clock stays nine o'clock when the clocks change.
        ("2026-03-27T09:00", "FREQ=DAILY", "2026-03-28", "2026-03-30",
         ["2026-03-28T09:00", "2026-03-29T09:00", "2026-03-30T09:00"]),
        ("2026-10-24T09:00", "FREQ=DAILY", "2026-10-24", "2026-10-26",
         ["2026-10-24T09:00", "2026-10-25T09:00", "2026-10-26T09:00"]),
        # Half past two does not exist on 29 March: it comes an hour later. On 25 October it comes once, the first.
        ("2026-03-28T02:30", "FREQ=DAILY", "2026-03-28", "2026-03-30",
         ["2026-03-28T02:30", "2026-03-29T03:30", "2026-03-30T02:30"]),
        ("2026-10-24T02:30", "FREQ=DAILY", "2026-10-24", "2026-10-26",
         ["2026-10-24T02:30", "2026-10-25T02:30", "2026-10-26T02:30"]),
        # The 31st comes in months that have one.
        ("2026-01-31T10:00", "FREQ=MONTHLY", "2026-01-01", "2026-07-31",
         ["2026-01-31T10:00", "2026-03-31T10:00", "2026-05-31T10:00", "2026-07-31T10:00"]),
        ("2026-01-31T10:00", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", "2026-04-30",
         ["2026-01-31T10:00", "2026-02-28T10:00", "2026-03-31T10:00", "2026-04-30T10:00"]),
        # A leap day comes in leap years.
        ("2024-02-29", "FREQ=YEARLY", "2024-01-01", "2033-12-31", ["2024-02-29", "2028-02-29", "2032-02-29"]),
        # UNTIL in UTC: 9:00 in Amsterdam is 8:00 in winter and 7:00 in summer.
        ("2026-11-23T09:00", "FREQ=DAILY;UNTIL=20261125T080000Z", "2026-11-23", "2026-11-30",
         ["2026-11-23T09:00", "2026-11-24T09:00", "2026-11-25T09:00"]),
        ("2026-11-23T09:00", "FREQ=DAILY;UNTIL=20261125T075959Z", "2026-11-23", "2026-11-30",
         ["2026-11-23T09:00", "2026-11-24T09:00"]),
        ("2026-06-01T09:00", "FREQ=DAILY;UNTIL=20260602T070000Z", "2026-06-01", "2026-06-09",
         ["2026-06-01T09:00", "2026-06-02T09:00"]),
        # A bare UNTIL counts to the end of its day.
        ("2026-11-23T09:00", "FREQ=DAILY;UNTIL=20261124", "2026-11-23", "2026-11-30",
         ["2026-11-23T09:00", "2026-11-24T09:00"]),
        ("2026-11-23", "FREQ=DAILY;UNTIL=20261124", "2026-11-23", "2026-11-30", ["2026-11-23", "2026-11-24"]),
        ("2026-12-30", "FREQ=DAILY;COUNT=4", "2026-12-31", "2027-01-09", ["2026-12-31", "2027-01-01", "2027-01-02"]),
        ("2026-11-23T09:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=4", "2026-11-01", "2026-12-31",
         ["2026-11-23T09:00", "2026-11-25T09:00", "2026-12-07T09:00", "2026-12-09T09:00"]),
        ("2026-01-05T08:00", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "2026-01-01", "2026-12-31",
         ["2026-01-05T08:00", "2026-04-06T08:00", "2026-07-06T08:00", "2026-10-05T08:00"]),
    ],
)  # fmt: skip
def test_a_series_comes_when_the_calendar_says(
    start: str, rule: str, first: str, last: str, expected: list[str]
) -> None:
    assert said(event(start, rule), first=first, last=last) == expected


def test_an_event_elsewhere_is_shown_on_the_clocks_at_home() -> None:
    new_york = event("2026-03-09T09:00", "FREQ=WEEKLY", zone="America/New_York")
    # New York changes its clocks on 8 March, Amsterdam on the 29th: for three weeks they are five hours apart.
    assert said(new_york, first="2026-03-09", last="2026-04-06") == [
        "2026-03-09T14:00", "2026-03-16T14:00", "2026-03-23T14:00", "2026-03-30T15:00", "2026-04-06T15:00",
    ]  # fmt: skip


def test_an_event_elsewhere_may_fall_on_another_day() -> None:
    tokyo = event("2026-11-24T07:00", "FREQ=DAILY;COUNT=2", zone="Asia/Tokyo")
    assert said(tokyo, first="2026-11-23", last="2026-11-23") == ["2026-11-23T23:00"]
    assert said(event("2026-11-23T20:00", zone="America/Los_Angeles"), first="2026-11-24", last="2026-11-24") == [
        "2026-11-24T05:00"
    ]


def test_whole_days_are_the_same_days_everywhere() -> None:
    fair = event("2026-03-28", id="fair")._replace(minutes=3 * 1440)
    for home in (HOME, "America/New_York", "Asia/Tokyo"):
        (one,) = expand([fair], date(2026, 3, 30), date(2026, 3, 30), home)
        assert (one.on, one.last_on) == (date(2026, 3, 28), date(2026, 3, 30))
        assert expand([fair], date(2026, 3, 31), date(2026, 3, 31), home) == []


def test_a_floating_time_follows_the_sellers_clocks() -> None:
    for home in (HOME, "Asia/Tokyo"):
        assert said(event("2026-11-23T09:00", zone=""), first="2026-11-23", last="2026-11-23", home=home) == [
            "2026-11-23T09:00"
        ]


def test_a_night_over_the_clock_change_takes_its_real_hours() -> None:
    (spring,) = expand([event("2026-03-29T01:00", minutes=120)], date(2026, 3, 29), date(2026, 3, 29), HOME)
    (autumn,) = expand([event("2026-10-25T01:00", minutes=120)], date(2026, 10, 25), date(2026, 10, 25), HOME)
    assert (spring.end, autumn.end) == (datetime(2026, 3, 29, 4), datetime(2026, 10, 25, 2))


def test_left_out_starts_do_not_come() -> None:
    series = event("2026-11-23T09:00", "FREQ=DAILY;COUNT=3", not_on="2026-11-24T09:00")
    assert said(series, first="2026-11-01", last="2026-11-30") == ["2026-11-23T09:00", "2026-11-25T09:00"]
    # Another time on that day leaves nothing out; a bare day leaves out all of it.
    assert len(said(series._replace(not_on="2026-11-24T10:00"), first="2026-11-01", last="2026-11-30")) == 3
    assert len(said(series._replace(not_on="2026-11-24"), first="2026-11-01", last="2026-11-30")) == 2


def test_added_starts_come_too_and_once() -> None:
    series = event("2026-11-23T09:00", "FREQ=DAILY;COUNT=2", also_on="2026-11-24T09:00 2026-11-30T15:00")
    assert said(series, first="2026-11-01", last="2026-11-30") == [
        "2026-11-23T09:00", "2026-11-24T09:00", "2026-11-30T15:00",
    ]  # fmt: skip
    assert said(event("2026-11-23", also_on="2026-11-26"), first="2026-11-01", last="2026-11-30") == [
        "2026-11-23", "2026-11-26",
    ]  # fmt: skip


def test_a_moved_occurrence_comes_at_its_own_time_only() -> None:
    series = event("2026-11-23T09:00", "FREQ=DAILY;COUNT=3")
    moved = event("2026-12-01T11:00", recurrence_id="2026-11-24T09:00")
    assert said(series, moved, first="2026-11-01", last="2026-12-31") == [
        "2026-11-23T09:00", "2026-11-25T09:00", "2026-12-01T11:00",
    ]  # fmt: skip
    assert said(series, moved, first="2026-11-24", last="2026-11-24") == []


def test_a_cancelled_occurrence_is_gone_and_a_cancelled_series_too() -> None:
    series = event("2026-11-23T09:00", "FREQ=DAILY;COUNT=3")
    gone = event("2026-11-24T09:00", recurrence_id="2026-11-24T09:00", state=EventState.CANCELLED)
    assert said(series, gone, first="2026-11-01", last="2026-11-30") == ["2026-11-23T09:00", "2026-11-25T09:00"]
    assert said(series._replace(state=EventState.CANCELLED), first="2026-11-01", last="2026-11-30") == []


def test_what_began_before_and_goes_on_is_there() -> None:
    night = event("2026-11-22T23:00", "FREQ=WEEKLY", minutes=120)
    assert said(night, first="2026-11-23", last="2026-11-23") == ["2026-11-22T23:00"]
    # Ending at midnight takes nothing of the next day.
    assert said(night._replace(minutes=60), first="2026-11-23", last="2026-11-23") == []


def test_the_day_goes_whole_days_first_then_by_the_clock() -> None:
    day = [event("2026-11-23T15:00", id="c"), event("2026-11-23T09:00", id="b"), event("2026-11-23", id="a")]
    assert [one.event.id for one in expand(day, date(2026, 11, 23), date(2026, 11, 23), HOME)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("rule", "plain"),
    [("", ""), ("freq=weekly;byday=tu", "FREQ=WEEKLY;BYDAY=TU"), ("RRULE:FREQ=DAILY;COUNT=3;", "FREQ=DAILY;COUNT=3"),
     ("FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=-1FR"), ("FREQ=DAILY;BYHOUR=9,14", "FREQ=DAILY;BYHOUR=9,14")],
)  # fmt: skip
def test_a_rule_is_kept_in_its_plain_form(rule: str, plain: str) -> None:
    assert check_repeat(rule) == plain


@pytest.mark.parametrize(
    "rule",
    ["often", "FREQ=HOURLY", "FREQ=SECONDLY;COUNT=3", "BYDAY=MO", "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=0",
     "FREQ=DAILY;BYEASTER=0", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;UNTIL=20261301", "FREQ=DAILY;COUNT=-1",
     f"FREQ=DAILY;BYMINUTE={','.join(str(n) for n in range(60))}"],
)  # fmt: skip
def test_a_rule_that_cannot_be_read_or_repeats_within_the_day_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=r"write a rule|no day"):
        check_repeat(rule)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=DAILY;UNTIL=20261122",
     "FREQ=YEARLY;BYDAY=99MO;COUNT=3", "FREQ=DAILY;BYMONTH=99"],
)  # fmt: skip
def test_a_rule_that_never_comes_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=r"never comes|cannot be used"):
        check_first(rule, datetime(2026, 11, 23, 9), HOME)


@pytest.mark.parametrize(("text", "time"), [("9:00", "09:00"), ("13.30", "13:30"), ("", ""), ("09:00:15", "09:00:15")])
def test_times_are_kept_with_two_digits(text: str, time: str) -> None:
    assert check_time(text) == time


@pytest.mark.parametrize("text", ["25:00", "9", "9:60", "noon", "٩:٠٠"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write a time"):
        check_time(text)


@pytest.mark.parametrize("text", ["Mars/Base", "../../etc/passwd", "/etc/localtime", "Europe"])
def test_what_is_no_zone_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no such zone"):
        check_zone(text)


def test_starts_are_kept_in_order_and_once() -> None:
    assert check_starts("2026-11-25T09:00:00 2026-11-24 2026-11-25T09:00") == "2026-11-24 2026-11-25T09:00"
    with pytest.raises(ValueError, match="write starts"):
        check_starts("tomorrow")


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
RULES = st.sampled_from(
    ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=YEARLY",
     "FREQ=WEEKLY;INTERVAL=2;COUNT=30", "FREQ=DAILY;INTERVAL=3;UNTIL=20290101T120000Z"]
)  # fmt: skip


@given(DAYS, RULES, DAYS, st.integers(0, 60))
def test_whatever_window_is_looked_through_shows_the_same(start: date, rule: str, first: date, days: int) -> None:
    series = event(f"{start.isoformat()}T09:00", rule)
    last = first + timedelta(days=days)
    whole = expand([series], first, last, HOME)
    each = [first + timedelta(days=n) for n in range(days + 1)]
    parts = [one for on in each for one in expand([series], on, on, HOME)]
    assert whole == parts
    assert all(comes_at(series, one.key, HOME) for one in whole)


@given(DAYS, RULES)
def test_nine_o_clock_is_nine_o_clock_all_year(start: date, rule: str) -> None:
    begin = datetime(start.year, start.month, start.day, 9)
    found = starts_between(rule, "", "", begin, HOME, begin, begin + timedelta(days=400))
    assert {at_home(when, HOME, HOME).hour for when in found} <= {9}
