"""Events planned, moved, skipped and finished, one or all of a series; each one step that undo takes back."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from advisorbench.clock import FixedClock
from advisorbench.domain.errors import NotFound, Refused, Stale
from advisorbench.domain.records.states import EventKind, EventState, InteractionKind, ReviewState
from advisorbench.models import EventRow, InteractionRow, ReviewRow
from advisorbench.services import Services
from advisorbench.services.event_rows import Scope
from tests.services.making import TODAY, add_customer, day, one_step, refused


@pytest.fixture
def kaya(services: Services) -> str:
    """An account."""
    return add_customer(services)[0]


def plan(services: Services, on: date = TODAY, at: str = "09:00", **more: object) -> str:
    """An event of an hour, or of what is given."""
    return services.calendar.add({"title": "Visit", "on": on, "at": at, **more}).id


def said(services: Services, first: int = 0, last: int = 60) -> list[str]:
    """What comes on some days from today: day of the month and time."""
    ones = services.calendar.occurrences(day(first), day(last))
    return [f"{one.start:%d %H:%M}" for one in ones]


def rows(services: Services) -> list[EventRow]:
    with services.book.read() as session:
        return list(session.execute(sa.select(EventRow).order_by(EventRow.recurrence_id, EventRow.id)).scalars())


def test_an_event_is_planned_on_the_sellers_clocks(services: Services) -> None:
    with one_step(services, "plan event"):
        plan(services)
        assert rows(services)[0].zone == services.rules.zone
        assert said(services) == ["23 09:00"]


def test_only_who_works_there_is_met(services: Services, kaya: str) -> None:
    elsewhere = services.accounts.add_person({"name": "Piet", "account_id": add_customer(services, "B", "C")[0]}).id
    with refused(services, "person_id"):
        plan(services, account_id=kaya, person_id=elsewhere)
    with refused(services, "person_id"):
        plan(services, person_id=elsewhere)
    with refused(services, "account_id"):
        plan(services, kind=EventKind.REVIEW)


def test_an_event_moves(services: Services) -> None:
    event = plan(services)
    with one_step(services, "move event"):
        services.calendar.move(event, day(2), "14:00")
        assert said(services) == ["25 14:00"]


def test_what_was_changed_elsewhere_is_not_overwritten(services: Services) -> None:
    event = plan(services)
    services.calendar.edit(event, 1, {"title": "Mine"})
    with refused(services, error=Stale):
        services.calendar.edit(event, 1, {"title": "Theirs"})


def test_an_event_becomes_a_whole_day_and_back(services: Services) -> None:
    event = plan(services)
    services.calendar.edit(event, 1, {"at": ""})
    assert (rows(services)[0].minutes, rows(services)[0].zone) == (1440, "")
    services.calendar.edit(event, 2, {"at": "10:00", "minutes": 30})
    assert (rows(services)[0].minutes, rows(services)[0].zone) == (30, services.rules.zone)


def test_a_skipped_event_is_gone(services: Services) -> None:
    event = plan(services)
    with one_step(services, "skip event"):
        services.calendar.skip(event)
        assert said(services) == []
    services.calendar.skip(event)
    with refused(services, error=Refused):
        services.calendar.finish(event, 60)


@pytest.mark.parametrize(
    ("kind", "logged"),
    [(EventKind.VISIT, InteractionKind.VISIT), (EventKind.CALL, InteractionKind.CALL),
     (EventKind.OTHER, InteractionKind.MEETING)],
)  # fmt: skip
def test_finishing_logs_the_contact_with_its_minutes(
    services: Services, kaya: str, kind: EventKind, logged: InteractionKind
) -> None:
    event = plan(services, kind=kind, account_id=kaya)
    with one_step(services, "finish event"):
        services.calendar.finish(event, 45, note="They grow")
        with services.book.read() as session:
            (contact,) = session.execute(sa.select(InteractionRow)).scalars()
        assert (contact.kind, contact.minutes, contact.note, contact.on) == (logged, 45, "They grow", TODAY)
        assert (rows(services)[0].state, rows(services)[0].interaction_id) == (EventState.DONE, contact.id)


def test_what_was_no_contact_logs_none(services: Services, kaya: str) -> None:
    for more in ({"kind": EventKind.FOCUS, "account_id": kaya}, {"kind": EventKind.VISIT}):
        services.calendar.finish(plan(services, **more), 30)
    assert [(row.state, row.minutes, row.interaction_id) for row in rows(services)] == [
        (EventState.DONE, 30, None), (EventState.DONE, 30, None),
    ]  # fmt: skip


def test_what_is_to_come_is_not_finished(services: Services) -> None:
    event = plan(services, day(1))
    with refused(services, "on"):
        services.calendar.finish(event, 30)


# --- series ---------------------------------------------------------------------------------------------------


@pytest.fixture
def daily(services: Services) -> str:
    """Every day at nine, five times from today."""
    return plan(services, rule="FREQ=DAILY;COUNT=5")


def test_one_of_a_series_moves_alone(services: Services, daily: str) -> None:
    with one_step(services, "move event"):
        services.calendar.move(daily, day(9), "11:00", key="2026-11-24T09:00")
        assert said(services) == ["23 09:00", "25 09:00", "26 09:00", "27 09:00", "02 11:00"]


def test_a_moved_one_moves_again_and_is_skipped(services: Services, daily: str) -> None:
    services.calendar.move(daily, day(1), "11:00", key="2026-11-24T09:00")
    moved = rows(services)[1].id
    services.calendar.move(moved, day(1), "12:00", key="2026-11-24T09:00")
    assert said(services, 1, 1) == ["24 12:00"]
    services.calendar.skip(moved, key="2026-11-24T09:00")
    assert said(services, 1, 1) == []


def test_this_and_all_after_it_move(services: Services, daily: str) -> None:
    with one_step(services, "move event"):
        services.calendar.move(daily, day(2), "15:00", key="2026-11-25T09:00", scope=Scope.FOLLOWING)
        assert said(services) == ["23 09:00", "24 09:00", "25 15:00", "26 15:00", "27 15:00"]


def test_the_whole_series_moves_and_what_was_changed_in_it_stays_changed(services: Services, daily: str) -> None:
    services.calendar.move(daily, day(1), "11:00", key="2026-11-24T09:00")
    services.calendar.skip(daily, key="2026-11-25T09:00")
    with one_step(services, "move event"):
        services.calendar.move(daily, day(3), "08:00", key="2026-11-26T09:00", scope=Scope.ALL)
        assert said(services) == ["23 08:00", "24 11:00", "26 08:00", "27 08:00"]


def test_a_weekly_series_moves_to_another_weekday(services: Services) -> None:
    weekly = plan(services, rule="FREQ=WEEKLY;BYDAY=MO;COUNT=2")
    services.calendar.move(weekly, day(8), key="2026-11-30T09:00", scope=Scope.ALL)
    assert said(services) == ["24 09:00", "01 09:00"]


def test_a_series_on_days_of_its_own_says_so(services: Services) -> None:
    weekly = plan(services, rule="FREQ=WEEKLY;BYDAY=MO,WE")
    with refused(services, "on"):
        services.calendar.move(weekly, day(1), key="2026-11-23T09:00", scope=Scope.ALL)


@pytest.mark.parametrize(
    ("scope", "left"),
    [(Scope.ONE, ["23", "24", "26", "27"]), (Scope.FOLLOWING, ["23", "24"]), (Scope.ALL, [])],
)
def test_one_some_or_all_of_a_series_are_skipped(services: Services, daily: str, scope: Scope, left: list[str]) -> None:
    with one_step(services, "skip event"):
        services.calendar.skip(daily, key="2026-11-25T09:00", scope=scope)
        assert [text[:2] for text in said(services)] == left


def test_the_first_of_a_series_and_all_after_it_are_all(services: Services, daily: str) -> None:
    services.calendar.skip(daily, key="2026-11-23T09:00", scope=Scope.FOLLOWING)
    assert said(services) == []


def test_one_of_a_series_is_finished(services: Services, daily: str, clock: FixedClock) -> None:
    clock.day = day(1)
    with one_step(services, "finish event"):
        services.calendar.finish(daily, 20, key="2026-11-24T09:00")
        assert [(one.on, one.event.state) for one in services.calendar.occurrences(TODAY, day(2))] == [
            (TODAY, EventState.PLANNED), (day(1), EventState.DONE), (day(2), EventState.PLANNED),
        ]  # fmt: skip


def test_what_does_not_come_then_is_not_found(services: Services, daily: str) -> None:
    with refused(services, error=NotFound):
        services.calendar.skip(daily, key="2026-11-24T10:00")
    with refused(services, error=Refused):
        services.calendar.finish(daily, 20)


# --- reviews --------------------------------------------------------------------------------------------------


def review(services: Services) -> tuple[ReviewState, date | None]:
    with services.book.read() as session:
        (row,) = session.execute(sa.select(ReviewRow)).scalars()
        return row.state, row.planned_on


def test_a_review_with_its_hour_plans_the_review(services: Services, kaya: str) -> None:
    with one_step(services, "plan event"):
        plan(services, day(3), kind=EventKind.REVIEW, account_id=kaya)
        assert review(services) == (ReviewState.SCHEDULED, day(3))
        assert services.calendar.days(day(3), day(3))[0].reviews == ()


def test_review_and_hour_move_together(services: Services, kaya: str) -> None:
    event = plan(services, day(3), kind=EventKind.REVIEW, account_id=kaya)
    services.calendar.move(event, day(4))
    assert review(services) == (ReviewState.SCHEDULED, day(4))
    with one_step(services, "plan review"):
        services.reviews.plan(kaya, day(5))
        assert said(services) == ["28 09:00"]


def test_a_review_held_closes_its_hour_either_way(services: Services, kaya: str) -> None:
    event = plan(services, kind=EventKind.REVIEW, account_id=kaya)
    for hold in (
        lambda: services.reviews.hold(kaya, TODAY, "Well", 80),
        lambda: services.calendar.finish(event, 80, note="Well"),
    ):
        with one_step(services, "hold review"):
            hold()
            assert review(services)[0] is ReviewState.HELD
            with services.book.read() as session:
                (contact,) = session.execute(sa.select(InteractionRow)).scalars()
            (row,) = rows(services)
            assert (row.state, row.minutes, row.interaction_id) == (EventState.DONE, 80, contact.id)


def test_a_skipped_review_returns_to_due(services: Services, kaya: str) -> None:
    event = plan(services, day(3), kind=EventKind.REVIEW, account_id=kaya)
    with one_step(services, "skip event"):
        services.calendar.skip(event)
        assert review(services) == (ReviewState.DUE, None)
