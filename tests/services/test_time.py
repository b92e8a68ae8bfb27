"""Where the time goes in a book, against sums that SQL makes by itself; and how steady the weeks are."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest

from advisorbench.domain.days.steadiness import Habit
from advisorbench.domain.days.time_use import TimeUse, WeekTime
from advisorbench.domain.records.states import (
    AccountStatus,
    AskState,
    EventKind,
    EventState,
    InteractionKind,
    PromiseState,
    Source,
    Stage,
)
from advisorbench.models import AskRow, EventFields, EventRow, ReferralRow
from advisorbench.services import Services
from advisorbench.services.base import row_of
from tests.services.making import TODAY, add_customer, ask, bring_to, day, give_name

MONDAY = TODAY - timedelta(7)
"""The week before this one is over, so that all of its days have happened."""


def add(services: Services, name: str, **fields: object) -> str:
    """An account; a prospect unless it says otherwise."""
    return services.accounts.add({"name": name, **fields}).id


def contact(services: Services, account: str, minutes: int | None, on: date = MONDAY, **more: object) -> str:
    """A logged contact."""
    values = {"account_id": account, "minutes": minutes, "on": on, "kind": InteractionKind.CALL, **more}
    return services.accounts.log(values).id


def event(
    services: Services, minutes: int, kind: EventKind = EventKind.VISIT, on: date = MONDAY, **more: object
) -> str:
    """A finished event."""
    values = {
        "title": "Event",
        "kind": kind,
        "state": EventState.DONE,
        "on": on,
        "at": "09:00",
        "minutes": minutes,
        **more,
    }
    with services.book.write("event") as session:
        row = EventRow.model_validate(EventFields(**values).model_dump())  # type: ignore[arg-type]
        session.add(row)
    return row.id


def week(services: Services) -> WeekTime:
    """The week that is over."""
    return services.time.week(MONDAY)


def uses(found: WeekTime) -> dict[str, int]:
    """The uses that got time."""
    return {use.value: minutes for use, minutes in found.minutes if minutes}


def test_contacts_count_by_what_the_account_is(services: Services) -> None:
    giver = add(services, "Giver", status=AccountStatus.ACTIVE)
    contact(services, giver, 1)
    contact(services, add(services, "Asleep", status=AccountStatus.DORMANT), 2)
    contact(services, add(services, "Came", referred_by_id=giver), 4)
    contact(services, add(services, "Cold"), 8)
    contact(services, add(services, "Gone", status=AccountStatus.LOST), 16)
    assert uses(week(services)) == {"customers": 3, "referred": 4, "strangers": 8, "unclassified": 16}


def test_a_prospect_is_referred_from_the_day_it_was_named_until_the_referral_ends(services: Services) -> None:
    giver, person = add_customer(services)
    named = give_name(services, giver, person, "Jan Hofstra", "Hofstra")
    with services.book.write("back") as session:
        row_of(session, ReferralRow, named).named_on = MONDAY + timedelta(1)
    prospect = add(services, "HOFSTRA")
    for ago in range(3):
        contact(services, prospect, 10, MONDAY + timedelta(ago))
    assert uses(week(services)) == {"strangers": 10, "referred": 20}
    bring_to(services, named, Stage.ENDED)
    assert uses(week(services)) == {"strangers": 10, "referred": 20}


def test_who_came_by_referral_makes_a_prospect_a_referred_one(services: Services) -> None:
    prospect = add(services, "Hofstra")
    contact(services, prospect, 10)
    person = {"name": "Jan", "account_id": prospect, "came_by_referral": True}
    services.accounts.add_person(person)
    contact(services, prospect, 5, TODAY)
    assert uses(week(services)) == {"strangers": 10}
    assert uses(services.time.week()) == {"referred": 5}


def test_an_initiative_that_was_referred_makes_a_prospect_a_referred_one(services: Services) -> None:
    prospect = add(services, "Hofstra")
    services.initiatives.add(
        {
            "name": "Hub", "account_id": prospect, "source": Source.REFERRED, "opened_on": MONDAY + timedelta(1),
        }
    )  # fmt: skip
    contact(services, prospect, 10)
    contact(services, prospect, 5, MONDAY + timedelta(1))
    assert uses(week(services)) == {"strangers": 10, "referred": 5}


def test_a_new_customer_counts_as_one_from_its_day(services: Services) -> None:
    account = add(services, "New", status=AccountStatus.ACTIVE, customer_since=MONDAY + timedelta(2))
    for ago in (1, 2, 3):
        contact(services, account, 10, MONDAY + timedelta(ago))
    assert uses(week(services)) == {"strangers": 10, "customers": 20}


def test_an_event_whose_contact_was_logged_counts_once(services: Services) -> None:
    account = add(services, "Kaya", status=AccountStatus.ACTIVE)
    logged = contact(services, account, 90, kind=InteractionKind.VISIT)
    event(services, 90, account_id=account, interaction_id=logged, travel_minutes=40)
    found = week(services)
    assert uses(found) == {"customers": 90, "travel": 40}
    assert (found.contacts, found.untimed) == (1, 0)


def test_what_is_planned_or_cancelled_takes_no_time(services: Services) -> None:
    for state in (EventState.PLANNED, EventState.CANCELLED):
        event(services, 60, state=state, travel_minutes=30)
    assert week(services).total == 0


def test_events_without_a_contact_count_by_their_kind(services: Services) -> None:
    account = add(services, "Kaya", status=AccountStatus.ACTIVE)
    event(services, 1, EventKind.FOCUS)
    event(services, 2, EventKind.OTHER)
    event(services, 4, EventKind.TRAVEL, account_id=account)
    event(services, 8, EventKind.VISIT)
    event(services, 16, EventKind.VISIT, account_id=account)
    assert uses(week(services)) == {"customers": 16, "inside": 3, "travel": 4, "unclassified": 8}


def test_an_event_of_more_than_a_day_is_questioned_and_not_added_up(services: Services) -> None:
    event(services, 3 * 1440, EventKind.OTHER, title="Trade fair")
    event(services, 60, EventKind.FOCUS)
    found = week(services)
    assert uses(found) == {"inside": 60}
    assert found.doubts[0].what == "Trade fair"


def test_a_day_of_more_than_a_day_is_questioned(services: Services) -> None:
    account = add(services, "Kaya", status=AccountStatus.ACTIVE)
    contact(services, account, 1440)
    contact(services, account, 1)
    contact(services, account, 30, MONDAY + timedelta(1))
    found = week(services)
    assert (found.total, [doubt.minutes for doubt in found.doubts]) == (30, [1441])


def test_what_is_archived_took_its_time_all_the_same(services: Services) -> None:
    account = add(services, "Kaya", status=AccountStatus.ACTIVE)
    contact(services, account, 30)
    services.accounts.archive(account)
    assert uses(week(services)) == {"customers": 30}


def test_quick_logs_are_counted_where_they_belong(services: Services) -> None:
    add(services, "Kaya", status=AccountStatus.ACTIVE)
    add(services, "Cold")
    for sentence in ("called Kaya 20m", "visited Cold 1h", "45m intern overleg", "drove 30m to Kaya", "mailed Kaya"):
        services.quick_log.log(services.quick_log.hear(sentence))
    found = services.time.week()
    assert uses(found) == {"customers": 20, "strangers": 60, "inside": 45, "travel": 30}
    assert (found.contacts, found.untimed) == (3, 1)
    assert [services.history.undo() for _turn in range(5)] == ["log"] * 5
    assert services.time.week().total == 0


def test_the_year_has_its_weeks_and_each_is_what_the_week_says(sample: Services) -> None:
    year = sample.time.year()
    assert len(year) == 52
    assert year[-1] == sample.time.week()
    assert year[-5] == sample.time.week(year[-5].monday)


SUMS = """
WITH r AS (
    SELECT a.id, a.status, a.customer_since AS since,
        a.referred_by_id IS NOT NULL AS came,
        (SELECT min(named_on) FROM referral WHERE new_account_id = a.id OR lower(company) = lower(a.name)) AS named_on,
        (SELECT min(opened_on) FROM initiative WHERE account_id = a.id AND source = 'referred') AS told_on,
        (SELECT min(added_on) FROM person WHERE account_id = a.id AND came_by_referral) AS met_on
    FROM account a
), t AS (
    SELECT account_id, "on", minutes, '' AS kind FROM interaction WHERE minutes IS NOT NULL
    UNION ALL SELECT account_id, "on", minutes, kind FROM event WHERE state = 'done' AND interaction_id IS NULL
    UNION ALL SELECT account_id, "on", travel_minutes, 'travel' FROM event WHERE state = 'done'
)
SELECT CASE
    WHEN t.kind = 'travel' THEN 'travel'
    WHEN t.account_id IS NULL THEN CASE WHEN t.kind IN ('visit', 'call', 'review') THEN 'unclassified' ELSE 'inside' END
    WHEN r.status = 'lost' THEN 'unclassified'
    WHEN r.status <> 'prospect' AND coalesce(r.since, '') <= t."on" THEN 'customers'
    WHEN r.came OR r.named_on <= t."on" OR r.met_on <= t."on" OR r.told_on <= t."on" THEN 'referred'
    ELSE 'strangers' END AS use, sum(t.minutes)
FROM t LEFT JOIN r ON r.id = t.account_id
WHERE t."on" BETWEEN ? AND ?
GROUP BY 1 HAVING sum(t.minutes) > 0
"""


def test_the_sample_adds_up_to_what_sql_finds_by_itself(sample: Services) -> None:
    year = sample.time.year()
    assert not any(found.doubts for found in year)
    ours = {use.value: sum(found.of(use) for found in year) for use in TimeUse}
    with sqlite3.connect(sample.book.path) as connection:
        theirs = dict(connection.execute(SUMS, (year[0].monday.isoformat(), TODAY.isoformat())))
        untimed = connection.execute(
            'SELECT count(*) FROM interaction WHERE minutes IS NULL AND "on" BETWEEN ? AND ?',
            (year[0].monday.isoformat(), TODAY.isoformat()),
        ).fetchone()[0]
    connection.close()
    assert {use: minutes for use, minutes in ours.items() if minutes} == theirs
    assert sum(found.untimed for found in year) == untimed
    assert theirs["customers"] > theirs["strangers"] > 0


def test_habits_are_counted_week_by_week(services: Services) -> None:
    giver, person = add_customer(services)
    contact(services, giver, None, kind=InteractionKind.VISIT)
    event(services, 60, EventKind.VISIT, MONDAY + timedelta(6))
    logged = contact(services, giver, 60, TODAY, kind=InteractionKind.VISIT)
    event(services, 60, EventKind.VISIT, TODAY, account_id=giver, interaction_id=logged)
    services.reviews.hold(giver, MONDAY - timedelta(7))
    ask(services, giver, person, "asked to")
    add(services, "New", status=AccountStatus.ACTIVE, customer_since=MONDAY)
    for state, on in (("kept", MONDAY), ("broken", MONDAY)):
        promise = services.promises.add({"account_id": giver, "what": state, "made_on": day(-20), "due_on": day(-1)}).id
        services.promises.close(promise, on, kept=state == PromiseState.KEPT)
    counts = {record.habit: (record.counts[-3:], record.running) for record in services.time.steady().habits}
    assert counts == {
        Habit.VISITS: ((0, 0, 2), 1),
        Habit.REVIEWS: ((0, 1, 0), 0),
        Habit.PROMISES: ((0, 0, 1), 0),
        Habit.ASKS: ((0, 0, 0), 1),
        Habit.CUSTOMERS: ((0, 0, 1), 0),
    }


def test_an_ask_that_was_only_drafted_is_none(services: Services) -> None:
    giver, person = add_customer(services)
    for state in (AskState.DRAFTED, AskState.ASKED):
        with services.book.write("ask") as session:
            session.add(AskRow(account_id=giver, person_id=person, state=state, asked_on=TODAY))
    assert services.time.steady().habits[3].running == 1


def test_weeks_before_the_first_thing_in_the_book_are_unknown(services: Services) -> None:
    account = add(services, "Kaya")
    contact(services, account, 10, MONDAY - timedelta(7))
    assert services.time.steady().habits[0].counts == (None,) * 10 + (0, 0)


def test_an_empty_book_has_a_year_without_time(services: Services) -> None:
    view = services.time.view()
    assert {found.total for found in view.weeks} == {0}
    assert view.goal_hours == 12
    assert {record.known for record in view.steadiness.habits} == {()}


@pytest.mark.parametrize("weeks", [1, 500])
def test_weeks_to_come_and_long_ago_are_empty(sample: Services, weeks: int) -> None:
    assert sample.time.week(TODAY + timedelta(weeks=weeks)).total == 0
    assert sample.time.week(TODAY - timedelta(weeks=weeks + 200)).total == 0
