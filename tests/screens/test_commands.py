"""One action, one place: keys, footer, help, palette, jobs and what a line asks for all follow from one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from textual.pilot import Pilot

from advisorbench.app import Bench
from advisorbench.commands import COMMANDS, Command
from advisorbench.domain.records.actions import Action
from advisorbench.screens.account import AccountScreen
from advisorbench.screens.accounts import AccountsScreen
from advisorbench.screens.agenda import AgendaScreen
from advisorbench.screens.asks import AsksScreen
from advisorbench.screens.base import BenchScreen
from advisorbench.screens.duplicates import DuplicatesScreen
from advisorbench.screens.jobs.every import JOBS
from advisorbench.screens.list_screen import ListScreen
from advisorbench.screens.time import TimeScreen
from advisorbench.services import Services
from advisorbench.widgets.line_table import Heading
from tests.screens.desk import bench, play, press, shown_on, until

SCREENS = (AgendaScreen, AccountsScreen, AsksScreen, AccountScreen, TimeScreen, DuplicatesScreen)


def method(command: Command) -> str:
    """The method that does a command without a job."""
    return f"action_{command.action.partition('(')[0]}"


def here(screen: type[BenchScreen]) -> list[Command]:
    """The commands whose keys a screen binds."""
    return [command for group in screen.groups for command in group]


def test_every_job_is_that_of_one_command_and_no_command_lacks_its_job() -> None:
    assert set(JOBS) == {command.name for command in COMMANDS.values() if command.job}


def test_every_other_command_is_done_by_each_screen_that_binds_it_or_by_the_app() -> None:
    for screen in SCREENS:
        missing = [c.name for c in here(screen) if not c.job and not hasattr(screen, method(c))]
        assert not missing, f"{screen.__name__} has no method for {missing}"
    elsewhere = {command.name for screen in SCREENS for command in here(screen)}
    for command in COMMANDS.values():
        assert command.job or command.name in elsewhere or hasattr(Bench, method(command)), command.name


def test_what_a_line_or_a_gate_may_ask_for_is_a_command() -> None:
    assert {action.value for action in Action} - {Action.WAIT.value} <= set(COMMANDS)


def test_every_key_that_a_screen_binds_is_that_of_its_commands() -> None:
    for screen in SCREENS:
        bound = {(binding.key, binding.id) for binding in screen.BINDINGS}  # type: ignore[union-attr]
        assert bound == {(c.key, c.name) for c in here(screen) if c.key}, screen.__name__


def test_a_name_and_a_sentence_tell_every_command_from_the_others() -> None:
    told = Counter((command.words, command.help) for command in COMMANDS.values())
    assert [words for words, count in told.items() if count > 1] == []


async def walk(pilot: Pilot[str]) -> list[str]:
    """Go to a line of each kind on every list, and gather what is wrong with what can be done there."""
    app = pilot.app
    assert isinstance(app, Bench)
    wrong: list[str] = []

    async def lines(*keys: str) -> None:
        await press(pilot, *keys)
        screen = app.screen
        assert isinstance(screen, ListScreen)
        kinds = {}
        for row in screen.table.rows:
            if not isinstance(row, Heading):
                kinds[type(row.subject.thing), row.subject.action, bool(row.subject.person_id)] = row.key
        for key in kinds.values():
            screen.table.select(key)
            await pilot.pause()
            wrong.extend(f"{type(screen).__name__} {key}: {why}" for why in faults(screen))

    await lines()
    await lines("w")
    await lines("w")
    await lines("w", "2")
    await press(pilot, "home", "enter")
    await until(pilot, lambda: isinstance(app.screen, AccountScreen) and bool(app.screen.data))
    for _tab in range(8):
        await lines("right")
    await lines("3")
    for _tab in range(7):
        await lines("right")
    await lines("f7")
    await lines("escape", "2")
    return wrong


def faults(screen: ListScreen) -> Iterator[str]:
    """What is wrong with what can be done about the selected line."""
    subject, commands = screen.subject, list(screen.commands())
    if subject.action is not None and not screen.can(COMMANDS[subject.action]):
        yield f"it asks for {subject.action}, which does not apply"
    keys = Counter(command.key for command in commands if screen.binds(command))
    yield from (f"{key} means {count} things" for key, count in keys.items() if count > 1)
    by_key = {active.binding.id for active in screen.active_bindings.values()} & set(COMMANDS)
    if without := by_key - {command.name for command in commands}:
        yield f"no palette and no help has {without}"


def test_on_every_line_a_key_means_one_thing_and_what_works_is_in_the_palette(sample: Services, tmp_path: Path) -> None:
    wrong: list[str] = []

    async def story(pilot: Pilot[str]) -> None:
        wrong.extend(await walk(pilot))

    play(bench(sample, tmp_path), story)
    assert wrong == []


def test_the_palette_does_what_is_chosen_also_where_its_key_does_not_work(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        titles = [entry.title for entry in app.get_system_commands(app.screen)]
        assert {"Duplicates", "Add account", "Import", "Switch theme"} <= set(titles)
        for entry in app.get_system_commands(app.screen):
            if entry.title == "Duplicates":
                entry.callback()
        await until(pilot, lambda: isinstance(app.screen, DuplicatesScreen))

    play(app, story)


def test_help_and_palette_tell_what_can_be_done_by_the_words_of_the_commands(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        screen = app.screen
        assert isinstance(screen, AgendaScreen)
        commands = list(screen.commands())
        palette = {(entry.title, entry.help) for entry in app.get_system_commands(screen)}
        assert palette == {(c.words, c.help) for c in commands if c.name != "command_palette"}
        await press(pilot, "question_mark")
        text = str(app.screen.query_one("#dialog-text Static").render())
        assert [c.name for c in commands if screen.binds(c) and f"  {c.words} " not in text] == []

    play(app, story)


def test_a_click_on_the_selected_line_does_what_enter_does(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "w", "w")
        screen = app.screen
        assert isinstance(screen, AgendaScreen)
        await pilot.click(screen.table, offset=(4, 2))
        await pilot.click(screen.table, offset=(4, 2))
        await until(pilot, lambda: screen.view == "week")
        assert "TODAY" not in shown_on(screen) or screen.turned == 0

    play(app, story)
