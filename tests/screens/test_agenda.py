"""The agenda's days and weeks, and what is done with events by their keys."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from advisorbench.app import Bench
from advisorbench.clock import FixedClock
from advisorbench.domain.days.calendar import Occurrence
from advisorbench.domain.days.day_plan import Slot, WeekAhead
from advisorbench.domain.records.states import EventState
from advisorbench.screens.agenda import AgendaScreen
from advisorbench.screens.dialogs.form import Form
from advisorbench.screens.dialogs.whom_to_see import VisitsScreen
from advisorbench.services import Services
from advisorbench.widgets.line_table import LineTable
from tests.conftest import TODAY
from tests.screens.desk import bench, brief, notices, play, press, rows, shown_on, things, until
from tests.services.making import add_customer, day


def events(app: Bench) -> list[Occurrence]:
    return things(app, Occurrence)


def visit(services: Services, at: str = "09:00", **more: object) -> str:
    values = {"title": "Walk the depot", "on": TODAY, "at": at, "zone": services.rules.zone, **more}
    return services.calendar.add(values).id


def test_the_day_stands_above_the_sweep_with_its_gaps(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        text = shown_on(app.screen)
        assert text.index("09:30–11:00") < text.index("free ", text.index("09:30–11:00")) < text.index("OWE")
        assert "prepared" in text
        assert "review, no time yet" in text

    play(app, story)


def test_the_view_goes_from_day_to_week_to_weeks_and_back(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "w")
        text = shown_on(app.screen)
        assert "TOMORROW" in text and "overlap" in text and "OWE" not in text
        await press(pilot, "right")
        await until(pilot, lambda: "TOMORROW" not in shown_on(app.screen))
        await press(pilot, "D", "w")
        await until(pilot, lambda: bool(things(app, WeekAhead)))
        assert len(rows(app)) == 7  # a heading and six weeks
        await press(pilot, "down", "enter")
        await until(pilot, lambda: bool(things(app, Slot)))
        assert isinstance(app.screen, AgendaScreen) and (app.screen.view, app.screen.turned) == ("week", 1)
        await press(pilot, "w", "w", "D")
        await until(pilot, lambda: "OWE" in shown_on(app.screen))

    play(app, story)


def test_the_arrows_turn_the_day(services: Services, tmp_path: Path) -> None:
    visit(services, on=day(1))
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        assert events(app) == []
        await press(pilot, "right")
        await until(pilot, lambda: len(events(app)) == 1)
        assert "TOMORROW" in shown_on(app.screen)
        await press(pilot, "left", "left")
        await until(pilot, lambda: "YESTERDAY" in shown_on(app.screen))

    play(app, story)


def test_an_event_is_planned_in_a_form(services: Services, tmp_path: Path) -> None:
    add_customer(services)
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "s")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "text:kaya", "down", "text:Walk the depot", "ctrl+s")
        await until(pilot, lambda: len(events(app)) == 1)
        (one,) = events(app)
        assert (one.event.account, one.event.title) == ("Kaya Logistics", "Walk the depot")

    play(app, story)


def test_an_unknown_account_is_said_at_its_field(services: Services, tmp_path: Path) -> None:
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "s")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "text:nobody", "ctrl+s")
        await until(pilot, lambda: "No account is called" in shown_on(app.screen))
        await press(pilot, "escape")

    play(app, story)


def test_space_finishes_an_event_and_logs_the_contact(services: Services, tmp_path: Path) -> None:
    account, _person = add_customer(services)
    visit(services, account_id=account, kind="visit")
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        assert "Kaya Logistics" in brief(app)
        await press(pilot, "space")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "shift+tab", "text:45", "ctrl+s")
        await until(pilot, lambda: any(one.event.state is EventState.DONE for one in events(app)))
        assert services.accounts.brief(account).contact.last_on == TODAY
        await press(pilot, "u")
        await until(pilot, lambda: all(one.planned for one in events(app)))

    play(app, story)


def test_an_event_moves_and_is_skipped_by_one_key(services: Services, tmp_path: Path) -> None:
    visit(services)
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "N")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "down", "text:11:00", "ctrl+s")
        await until(pilot, lambda: [f"{one.start:%H:%M}" for one in events(app)] == ["11:00"])
        await press(pilot, "x")
        await until(pilot, lambda: events(app) == [])
        assert any("Skipped" in text for text in notices(app))

    play(app, story)


def test_of_a_series_it_is_asked_which(services: Services, tmp_path: Path) -> None:
    visit(services, rule="FREQ=DAILY;COUNT=3")
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "x")
        await until(pilot, lambda: isinstance(app.screen, Form))
        assert "the whole series" in shown_on(app.screen)
        await press(pilot, "right", "right", "enter")
        await until(pilot, lambda: events(app) == [])
        assert services.calendar.occurrences(TODAY, day(5)) == []

    play(app, story)


def test_whom_to_see_puts_somebody_into_the_free_hour(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        before = len(events(app))
        await press(pilot, "E")
        await until(pilot, lambda: isinstance(app.screen, VisitsScreen))
        assert "Plan the review" in shown_on(app.screen)
        await press(pilot, "enter")
        await until(pilot, lambda: len(events(app)) == before + 1)
        await press(pilot, "u")
        await until(pilot, lambda: len(events(app)) == before)

    play(app, story)


def test_a_free_gap_leads_to_whom_to_see(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        gap = next(row for row in rows(app) if row.key.startswith("free:"))
        app.screen.query_one(LineTable).select(gap.key)
        await press(pilot, "space")
        await until(pilot, lambda: isinstance(app.screen, VisitsScreen))
        assert f"{gap.subject.thing.start:%H:%M}" in shown_on(app.screen)
        await press(pilot, "escape")

    play(app, story)


def test_an_empty_week_to_come_is_said_on_thursday_and_not_on_monday(services: Services, tmp_path: Path) -> None:
    add_customer(services)

    def said(days: int) -> str:
        assert isinstance(services.clock, FixedClock)
        services.clock.day = day(days)
        app = bench(services, tmp_path)
        found: list[str] = []

        async def story(pilot: Pilot[str]) -> None:
            found.append(str(app.screen.query_one("#week", Static).content))

        play(app, story, (80, 24))
        return found[0]

    assert "next week" not in said(0)
    assert said(3).startswith("next week nobody is planned")
