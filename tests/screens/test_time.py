"""The Time screen, and the contact that is logged in one sentence."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from advisorbench.app import Bench
from advisorbench.domain.records.states import AccountStatus
from advisorbench.models import EventRow, InteractionRow
from advisorbench.screens.agenda import AgendaScreen
from advisorbench.screens.dialogs.form import Form
from advisorbench.screens.time import TimeScreen
from advisorbench.services import Services
from advisorbench.widgets.choice import Choice
from tests.conftest import TODAY
from tests.screens.desk import bench, notices, play, press, shown_on, until


def said(app: Bench, name: str = "sentence") -> str:
    """What is told below a field."""
    return str(app.screen.query_one(f"#said-{name}", Static).content)


def one_customer(services: Services) -> str:
    """Kaya Logistics with Elif and Tom."""
    account = services.accounts.add(
        {"name": "Kaya Logistics", "status": AccountStatus.ACTIVE, "customer_since": TODAY}
    ).id
    for name in ("Elif Kaya", "Tom Brouwer"):
        services.accounts.add_person({"name": name, "account_id": account})
    return account


def logged(services: Services) -> list[InteractionRow]:
    """The contacts in the book."""
    with services.book.read() as session:
        rows = list(session.execute(sa.select(InteractionRow)).scalars())
        session.expunge_all()
    return rows


def test_f7_shows_where_the_time_goes_and_escape_goes_back(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "f7")
        assert isinstance(app.screen, TimeScreen)
        text = shown_on(app.screen)
        for words in (
            "Week 48, from Mon 23 Nov 2026",
            "customers",
            "strangers",
            "of 12 h",
            "Steady?",
            "visits",
            "median",
        ):
            assert words in text
        await press(pilot, "down")
        assert "Week 47, from Mon 16 Nov 2026" in shown_on(app.screen)
        await press(pilot, "f7")
        assert len(app.screen_stack) == 2
        await press(pilot, "escape")
        assert isinstance(app.screen, AgendaScreen)

    play(app, story)


def test_at_eighty_by_twenty_four_the_week_the_habits_and_some_weeks_are_in_sight(
    sample: Services, tmp_path: Path
) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "f7")
        text = shown_on(app.screen)
        for words in ("travel", "new customers", "48  23 Nov", "47  16 Nov", "46  9 Nov", "esc Back"):
            assert words in text

    play(app, story, size=(80, 24))


def test_an_empty_book_has_a_calm_year(services: Services, tmp_path: Path) -> None:
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "f7")
        text = shown_on(app.screen)
        assert "unknown" in text
        assert "0:00" in text

    play(app, story)


def test_the_agenda_says_hours_with_customers_and_strangers_beside_them(services: Services, tmp_path: Path) -> None:
    one_customer(services)
    services.accounts.add({"name": "Cold"})
    for sentence in ("called Kaya 3h", "called Cold 1h"):
        services.quick_log.log(services.quick_log.hear(sentence))
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        assert "customers 3:00 of 12 h ▇▇▁▁▁▁▁▁▁ 25 % · strangers 1:00 !" in shown_on(app.screen)

    play(app, story)


def test_from_the_time_screen_anything_is_logged_in_one_sentence(services: Services, tmp_path: Path) -> None:
    one_customer(services)
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "f7", "l")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "text:called Elif 20m about the hub")
        assert said(app) == "= call · Elif · 20 min · Mon 23 Nov 2026 · “the hub”"
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, TimeScreen))
        await until(pilot, lambda: "0:20" in shown_on(app.screen))
        assert any("Elif Kaya, Kaya Logistics" in notice for notice in notices(app))
        await press(pilot, "l", "text:45m intern overleg", "enter")
        await until(pilot, lambda: "0:45" in shown_on(app.screen))
        await press(pilot, "u")
        await until(pilot, lambda: "0:45" not in shown_on(app.screen))

    play(app, story)
    with services.book.read() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(EventRow)).scalar_one() == 0


def test_what_is_asked_stands_below_the_sentence_and_nothing_is_saved(services: Services, tmp_path: Path) -> None:
    one_customer(services)
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "f7", "l")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "text:called Pieter 20m", "enter")
        await until(pilot, lambda: isinstance(app.screen, Form) and "Pieter" in said(app))
        assert "Neither an account nor a person" in said(app)
        await press(pilot, "text:called Elif 20m and 1h")
        assert "How many minutes: 20, 60?" in said(app)
        await press(pilot, "escape")

    play(app, story)
    assert logged(services) == []


def test_a_sentence_fills_the_fields_of_the_form_and_saves_them(services: Services, tmp_path: Path) -> None:
    one_customer(services)
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2")
        await press(pilot, "l")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "text:gisteren 1u30 langs geweest met Tom over de hal")
        assert said(app).startswith("= visit · Tom Brouwer · 90 min · Sun 22 Nov 2026")
        assert app.screen.query_one("#field-minutes", Input).value == "90"
        assert app.screen.query_one("#field-on", Input).value == "2026-11-22"
        assert app.screen.query_one("#field-kind", Choice).value == "visit"
        assert app.screen.query_one("#field-note", TextArea).text == "de hal"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, Form))

    play(app, story)
    (row,) = logged(services)
    assert (row.kind, row.minutes, row.on.isoformat(), row.note) == ("visit", 90, "2026-11-22", "de hal")
    assert row.person_id is not None


def test_what_was_typed_in_a_field_stays_whatever_the_sentence_says(services: Services, tmp_path: Path) -> None:
    one_customer(services)
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2", "l")
        await until(pilot, lambda: isinstance(app.screen, Form))
        app.screen.query_one("#field-minutes", Input).value = "35"
        await pilot.pause()
        await press(pilot, "text:gebeld 20 min over de hal")
        assert app.screen.query_one("#field-minutes", Input).value == "35"
        assert app.screen.query_one("#field-note", TextArea).text == "de hal"
        app.screen.query_one("#field-sentence", Input).value = "gebeld gisteren"
        await pilot.pause()
        assert app.screen.query_one("#field-note", TextArea).text == ""
        assert app.screen.query_one("#field-on", Input).value == "2026-11-22"
        await press(pilot, "escape")

    play(app, story)


def test_a_sentence_about_somebody_else_is_asked_and_not_saved_here(services: Services, tmp_path: Path) -> None:
    one_customer(services)
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2", "l")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "text:called Molenaar 20m", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Form) and "Molenaar" in said(app))
        assert "At Kaya Logistics that is not clear" in said(app)
        await press(pilot, "escape")

    play(app, story)
    assert logged(services) == []


def test_a_form_without_a_sentence_is_saved_as_before(services: Services, tmp_path: Path) -> None:
    one_customer(services)
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2", "l")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, Form))

    play(app, story)
    assert [(row.kind, row.minutes, row.note) for row in logged(services)] == [("call", None, "")]
