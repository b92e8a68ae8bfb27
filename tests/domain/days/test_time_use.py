"""Where the time goes: what time counts as, what is added up, and what is questioned instead."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.days.time_use import (
    DAY_MINUTES,
    Relation,
    Spent,
    TimeUse,
    WeekTime,
    monday_of,
    parse_week,
    say_hours,
    use_with,
    week_time,
    weeks_of,
)
from advisorbench.domain.days.time_words import say_doubt
from advisorbench.domain.records.states import AccountStatus

MONDAY = date(2026, 11, 23)
DAY = timedelta(1)
BEFORE, SINCE, AFTER = MONDAY - DAY, MONDAY, MONDAY + DAY

USES = """
no account                                  | inside
prospect                                    | strangers
prospect, referred before                   | referred
prospect, referred that day                 | referred
prospect, referred later                    | strangers
prospect, referred before, ended that day   | referred
prospect, referred before, ended before     | strangers
active                                      | customers
active, customer before                     | customers
active, customer since that day             | customers
active, customer later                      | strangers
active, customer later, referred before     | referred
active, customer before, referred before    | customers
dormant                                     | customers
dormant, customer before                    | customers
dormant, customer later                     | strangers
lost                                        | unclassified
lost, customer before                       | unclassified
lost, referred before                       | unclassified
prospect, customer before                   | strangers
"""


def _table(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


@pytest.mark.parametrize("row", _table(USES), ids=lambda row: row[0])
def test_time_counts_as_what_the_account_was_on_that_day(row: list[str]) -> None:
    told, use = row
    status, *more = told.split(", ")
    days: dict[str, date] = {}
    for fact in more:
        name, when = fact.split(" ", 1)
        days[name] = {"before": BEFORE, "later": AFTER}.get(when, SINCE)
    known = AccountStatus(status) if status != "no account" else None
    facts = (days.get(name) for name in ("customer", "referred", "ended"))
    relation = None if known is None else Relation(known, *facts)
    assert use_with(relation, MONDAY) is TimeUse(use)


def spent(minutes: int | None, use: TimeUse = TimeUse.CUSTOMERS, ago: int = 0, key: str = "a", **more: object) -> Spent:
    """Something on a day of the week."""
    return Spent(key, MONDAY + timedelta(ago), minutes, use, **more)  # type: ignore[arg-type]


def test_a_week_holds_seven_days_and_no_more() -> None:
    items = [spent(1, ago=ago) for ago in range(-3, 10)]
    assert week_time(MONDAY, items).total == 7


def test_contacts_without_a_time_are_counted_apart() -> None:
    found = week_time(MONDAY, [spent(None), spent(None, TimeUse.STRANGERS), spent(30)])
    assert (found.contacts, found.untimed, found.total) == (3, 2, 30)


def test_travel_without_a_time_is_no_contact_without_a_time() -> None:
    assert week_time(MONDAY, [spent(None, TimeUse.TRAVEL, contact=False)]).untimed == 0


def test_exactly_a_day_is_added_up() -> None:
    found = week_time(MONDAY, [spent(DAY_MINUTES - 30), spent(30)])
    assert (found.total, found.doubts) == (DAY_MINUTES, ())
    assert week_time(MONDAY, [spent(DAY_MINUTES)]).total == DAY_MINUTES


def test_what_is_longer_than_a_day_is_questioned_and_the_rest_of_the_day_stands() -> None:
    found = week_time(MONDAY, [spent(DAY_MINUTES + 1, what="Fair"), spent(30)])
    assert found.total == 30
    assert [(doubt.on, doubt.minutes) for doubt in found.doubts] == [(MONDAY, DAY_MINUTES + 1)]
    assert say_doubt(found.doubts[0]) == "Fair took 24:01 h: is that right?"


def test_a_day_that_holds_too_much_is_questioned_whole_and_the_other_days_stand() -> None:
    found = week_time(MONDAY, [spent(1000), spent(600, TimeUse.INSIDE), spent(45, ago=1), spent(None)])
    assert (found.total, found.of(TimeUse.CUSTOMERS)) == (45, 45)
    assert [doubt.minutes for doubt in found.doubts] == [1600]
    assert (found.contacts, found.untimed) == (4, 1)


def test_strangers_are_chased_where_they_get_time_and_the_goal_is_not_reached() -> None:
    def week(customers: int, strangers: int) -> WeekTime:
        return week_time(MONDAY, [spent(customers), spent(strangers, TimeUse.STRANGERS)])

    assert week(719, 1).chases(12)
    assert not week(720, 60).chases(12)
    assert not week(0, 0).chases(12)
    assert week(360, 0).attained(12) == 0.5
    assert week(45, 15).share(TimeUse.STRANGERS) == 0.25
    assert week(0, 0).share(TimeUse.STRANGERS) is None


ITEMS = st.lists(
    st.builds(
        Spent,
        st.text("abc", min_size=1, max_size=3),
        st.integers(-10, 16).map(lambda days: MONDAY + timedelta(days)),
        st.none() | st.integers(0, 3 * DAY_MINUTES),
        st.sampled_from(TimeUse),
        st.sampled_from(["", "Kaya", "Fair"]),
        st.booleans(),
    ),
    max_size=30,
)


@given(ITEMS)
def test_the_uses_add_up_to_all_that_was_not_questioned(items: list[Spent]) -> None:
    found = week_time(MONDAY, items)
    all_of_it = sum(i.minutes or 0 for i in items if MONDAY <= i.on < MONDAY + 7 * DAY)
    assert sum(minutes for _use, minutes in found.minutes) == all_of_it - sum(doubt.minutes for doubt in found.doubts)
    assert found.total <= 7 * DAY_MINUTES


@given(ITEMS, st.randoms())
def test_the_order_of_entry_does_not_matter(items: list[Spent], random: object) -> None:
    mixed = list(items)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert week_time(MONDAY, mixed) == week_time(MONDAY, items)


@given(ITEMS)
def test_the_weeks_of_a_year_hold_what_each_week_holds(items: list[Spent]) -> None:
    weeks = weeks_of(MONDAY, items, 3)
    assert [week.monday for week in weeks] == [MONDAY - 14 * DAY, MONDAY - 7 * DAY, MONDAY]
    assert weeks == tuple(week_time(week.monday, items) for week in weeks)


def test_weeks_run_on_over_new_year_and_the_clock_changes() -> None:
    weeks = weeks_of(date(2027, 1, 4), [], 53)
    assert all((after.monday - week.monday).days == 7 for week, after in pairwise(weeks))
    assert weeks[-2].monday == date(2026, 12, 28)
    assert monday_of(date(2026, 3, 29)) == date(2026, 3, 23)


@pytest.mark.parametrize(
    ("typed", "monday"),
    [
        ("2026-W47", date(2026, 11, 16)), ("2026W47", date(2026, 11, 16)), ("w47", date(2026, 11, 16)),
        ("47", date(2026, 11, 16)), ("week 47", date(2026, 11, 16)), ("2026-W53", date(2026, 12, 28)),
        ("2026-11-22", date(2026, 11, 16)), ("yesterday", date(2026, 11, 16)), ("gisteren", date(2026, 11, 16)),
        ("2027-W01", date(2027, 1, 4)),
    ],
)  # fmt: skip
def test_a_week_is_read(typed: str, monday: date) -> None:
    assert parse_week(typed, MONDAY) == monday


@pytest.mark.parametrize("typed", ["2025-W53", "W54", "0", "", "soon", "2026-W", "99999-W01"])
def test_what_is_no_week_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_week(typed, MONDAY)


def test_hours_are_said_with_their_minutes() -> None:
    assert [say_hours(minutes) for minutes in (0, 5, 60, 390, 6000)] == ["0:00", "0:05", "1:00", "6:30", "100:00"]
