"""The help reads well in 80 columns, and in the language that the seller chose."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import click
import pytest

from advisorbench import i18n
from advisorbench.cli.main import cli
from tests.cli.conftest import Call


def every_command() -> list[tuple[str, ...]]:
    """The words of each command and group."""
    found: list[tuple[str, ...]] = []

    def walk(command: click.Command | None, words: tuple[str, ...]) -> None:
        found.append(words)
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                walk(command.get_command(context, name), (*words, name))

    walk(cli, ())
    return found


@pytest.fixture
def shouted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A language in which everything is said in capitals."""

    class Capitals(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    monkeypatch.setattr(i18n, "_catalogue", Capitals())
    yield


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_help_fits_80_columns_and_no_line_of_it_is_cut(call: Call, words: tuple[str, ...]) -> None:
    said = call(*words, "--help")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert [line for line in lines if len(line) > 80] == []
    assert [line for line in lines[1:] if line.endswith("...")] == []


@pytest.mark.parametrize("words", every_command()[1:], ids=" ".join)
def test_every_command_and_option_is_told_in_the_chosen_language(shouted: None, words: tuple[str, ...]) -> None:
    command: click.Command | None = cli
    for word in words:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(cli), word)
    assert command is not None
    assert command.help
    told = [command.help, *(p.help for p in command.params if isinstance(p, click.Option) and p.help)]
    assert told == [text.upper() for text in told]


def test_the_help_that_is_printed_is_the_translated_one(call: Call, shouted: None) -> None:
    assert "  WITHOUT A COMMAND THE SCREENS ARE OPENED.\n" in call("--help").out
    assert "  log           LOG A CONTACT THAT HAPPENED.\n" in call("--help").out
    assert "  account       ADD AN ACCOUNT.\n" in call("add", "--help").out
    assert "CUSTOMER SINCE: A DAY." in call("add", "account", "--help").out


def test_the_settings_choose_the_language_of_the_help_too(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from advisorbench.paths import default_paths

    spoken: list[str | None] = []
    monkeypatch.setattr(i18n, "use_language", spoken.append)
    settings = default_paths().settings
    settings.parent.mkdir(parents=True)
    settings.write_text('language = "nl"', "utf-8")
    assert call("--help").code == 0
    assert spoken == ["nl"]
    settings.write_text("language = ", "utf-8")
    assert call("--help").code == 0
