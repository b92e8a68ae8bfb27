"""What is written about the program is true: every command and key is named, the constraints cover what is needed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from advisorbench import commands
from advisorbench.cli.main import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CONSTRAINTS = (ROOT / "constraints.txt").read_text("utf-8")
KEYS = {
    f"{command.key_shown} {command.name}": command
    for command in (*commands.EVERYWHERE, *commands.WORK, *commands.PORTFOLIO, *commands.PLACES, *commands.BACK)
}


def normal(name: str) -> str:
    """A distribution's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", cli.list_commands(click.Context(cli)))
def test_every_command_is_named_in_the_readme(name: str) -> None:
    assert re.search(rf"`(?:advisorbench )?{name}\b|advisorbench (?:demo )?{name}\b", README), (
        f"README.md says nothing of the command {name}"
    )


@pytest.mark.parametrize("command", KEYS.values(), ids=KEYS)
def test_every_key_is_named_in_the_readme(command: commands.Command) -> None:
    shown = {f"`{command.key_shown}`", f"`{command.key}`", f"`{command.key_shown.replace('^', 'ctrl+')}`"}
    assert any(key in README for key in shown), f"README.md says nothing of the key {command.key_shown}"


def test_the_constraints_name_versions_only_and_no_place() -> None:
    lines = [line for line in CONSTRAINTS.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.!+]*", line)] == []


def test_the_constraints_cover_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    pinned = {normal(line.partition("==")[0]) for line in CONSTRAINTS.splitlines()}
    assert {normal(re.split(r"[<>=~!\[; ]", text)[0]) for text in wanted} - pinned == set()
