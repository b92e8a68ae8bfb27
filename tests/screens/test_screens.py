"""Each screen's main path, and what holds on all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from advisorbench.domain.days.sweep import SweepLine
from advisorbench.domain.records.states import AccountStatus, Lane
from advisorbench.screens.account import AccountScreen
from advisorbench.screens.accounts import AccountsScreen
from advisorbench.screens.asks import AsksScreen
from advisorbench.screens.dialogs.form import Form
from advisorbench.screens.dialogs.help import HelpScreen
from advisorbench.screens.dialogs.search import SearchScreen
from advisorbench.services import Services
from advisorbench.widgets.line_table import Heading, LineTable
from tests.conftest import TODAY
from tests.screens.desk import bench, brief, notices, play, press, rows, shown_on, things, until


def test_the_agenda_shows_today_the_four_lanes_and_the_weeks_ahead(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        headings = " ".join(row.text for row in rows(app) if isinstance(row, Heading))
        for heading in ("TODAY", "OWE", "BRING", "ASK", "STAY CLOSE", "COMING"):
            assert heading in headings
        assert "Kaya Logistics" in brief(app)

    play(app, story, (120, 60))


def test_space_does_what_the_line_asks_for_and_the_line_goes(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    def owed() -> list[SweepLine]:
        return [line for line in things(app, SweepLine) if line.lane is Lane.OWE]

    async def story(pilot: Pilot[str]) -> None:
        before = owed()
        app.screen.query_one(LineTable).select(before[0].key)
        await press(pilot, "space")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "enter")
        await until(pilot, lambda: not isinstance(app.screen, Form))
        assert before[0].key not in [line.key for line in owed()]
        await press(pilot, "u")
        await until(pilot, lambda: len(owed()) == len(before))

    play(app, story)


def test_the_cursor_stays_on_its_line_when_the_list_is_filled_anew(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2", *["down"] * 7)
        table = app.screen.query_one(LineTable)
        name = table.row.line.name
        sample.accounts.add({"name": "Aaa first of all"})
        await press(pilot, "1", "2")
        await until(pilot, lambda: any(row.line.name.startswith("Aaa") for row in table.rows))
        assert table.row.line.name == name

    play(app, story)


def test_accounts_are_filtered_as_one_types_and_sorted_by_a_key(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2", "f", "text:tier", "colon", "a")
        assert {row.line.tier.value for row in rows(app)} == {"A"}
        await press(pilot, "enter", "s")
        assert isinstance(app.screen, AccountsScreen) and app.screen.sort == "tier"
        await press(pilot, "escape")
        assert len(rows(app)) == 40
        assert app.screen.query_one("#filter", Input).value == ""

    play(app, story)


def test_a_view_is_saved_chosen_again_and_refused_where_its_filter_is_too_long(
    sample: Services, tmp_path: Path
) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2")
        app.screen.query_one("#filter", Input).value = "x" * 301
        await press(pilot, "w")
        await until(pilot, lambda: not isinstance(app.screen, AccountsScreen))
        await press(pilot, "tab", "text:Long", "enter")
        await until(pilot, lambda: any("too long" in notice for notice in notices(app)))
        await press(pilot, "escape", "f", "text:bouw", "enter", "w")
        await until(pilot, lambda: not isinstance(app.screen, AccountsScreen))
        await press(pilot, "tab", "text:Builders", "enter")
        await until(pilot, lambda: bool(sample.accounts.views()))
        await press(pilot, "escape", "w")
        await until(pilot, lambda: not isinstance(app.screen, AccountsScreen))
        await press(pilot, "end", "enter")
        await until(pilot, lambda: isinstance(app.screen, AccountsScreen))
        assert [row.line.name for row in rows(app)] == ["De Wit Bouw"]

    play(app, story)


def test_the_desk_of_asks_says_who_is_ready_and_what_is_missing(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "3")
        assert isinstance(app.screen, AsksScreen)
        text = shown_on(app.screen)
        assert "ASK-READY 3" in text and "READY 4" in text
        assert "✓ Value" in brief(app) and "✓ Permission" in brief(app)

    play(app, story)


def test_search_finds_a_person_and_opens_the_account(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "slash", "text:elif")
        await until(pilot, lambda: "Elif Kaya" in [found.title for found in rows(app)])
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, AccountScreen))

    play(app, story)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_help_names_every_key_of_the_footer(sample: Services, tmp_path: Path, size: tuple[int, int]) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        footer = str(app.screen.query_one("KeyBar").render())
        await press(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        text = str(app.screen.query_one("#dialog-text Static").render())
        for word in ("Open", "Do it", "Log", "Search", "Help"):
            assert word in footer and word in text
        await press(pilot, "escape")
        assert not isinstance(app.screen, HelpScreen)

    play(app, story, size)


def test_keys_that_make_no_sense_are_not_in_the_footer(services: Services, tmp_path: Path) -> None:
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        footer = str(app.screen.query_one("KeyBar").render())
        assert "Search" in footer and "Ask" not in footer and "Do it" not in footer
        await press(pilot, "a", "space", "enter", "h")
        assert not isinstance(app.screen, Form)

    play(app, story)


def test_going_elsewhere_closes_what_was_opened_on_top(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2", "enter")
        await until(pilot, lambda: isinstance(app.screen, AccountScreen))
        await press(pilot, "escape")
        assert isinstance(app.screen, AccountsScreen)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, AccountScreen))
        await press(pilot, "2")
        assert isinstance(app.screen, AccountsScreen)

    play(app, story)


def test_a_change_by_another_program_shows_when_the_screen_is_read_again(services: Services, tmp_path: Path) -> None:
    services.accounts.add({"name": "Isdom", "status": AccountStatus.ACTIVE})
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        key = services.accounts.lines()[0].id
        services.promises.add({"account_id": key, "what": "Send the plan", "made_on": TODAY, "due_on": TODAY})
        await press(pilot, "2", "1")
        assert "Send the plan" in shown_on(app.screen)

    play(app, story)


def test_undo_with_nothing_done_says_so(services: Services, tmp_path: Path) -> None:
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "u")
        await until(pilot, lambda: "There is nothing to undo." in notices(app))

    play(app, story)


def test_search_does_not_open_over_a_form(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "l")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "tab", "tab", "tab", "slash", "1", "2")
        assert not isinstance(app.screen, SearchScreen)
        assert isinstance(app.screen, Form)

    play(app, story)


def test_an_objective_is_brought_up_to_date_from_its_line(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)
    kaya = next(line.id for line in sample.accounts.lines() if line.name == "Kaya Logistics")

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2", "f", "text:kaya", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, AccountScreen) and bool(rows(app)))
        objective = sample.accounts.brief(kaya).facts.objectives[0]
        await press(pilot, "right", "right")
        app.screen.query_one(LineTable).select(objective.id)
        await press(pilot, "e")
        await until(pilot, lambda: isinstance(app.screen, Form))
        app.screen.query_one("#field-current", Input).value = "7"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AccountScreen))

    play(app, story)
    assert sample.accounts.brief(kaya).facts.objectives[0].current == 7


def test_the_brief_scrolls_by_keyboard_too(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        panel = app.screen.query_one("#brief")
        await press(pilot, "tab", "pagedown")
        await until(pilot, lambda: panel.scroll_offset.y > 0)
        await press(pilot, "tab")
        assert isinstance(app.focused, LineTable)

    play(app, story, (80, 24))
