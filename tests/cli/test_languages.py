"""The command line in two languages: JSON is the same in both but for its prose, and text mixes no languages."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest

from advisorbench import i18n
from advisorbench.cli.main import Run, cli
from advisorbench.cli.say import PROSE_FIELDS
from advisorbench.clock import FixedClock
from advisorbench.domain.asking.readiness import State, state_label
from advisorbench.domain.customers.cadence import Standing
from advisorbench.domain.records.states import AccountStatus
from advisorbench.paths import default_paths
from advisorbench.services import Services
from tests.cli.conftest import Call, Said, ok

KAYA, PRIYA = "Kaya Logistics", "Priya Raman"
COMMANDS: dict[str, list[tuple[str, ...]]] = {
    "agenda": [(), ("--week",), ("--weeks", "6"), ("--day", "2026-12-25")],
    "accounts": [()],
    "ready": [("--all",), (PRIYA,), ("--all", "--on", "2026-09-01")],
    "asks": [()],
    "search": [("a",), ("kaya",)],
    "person connections": [()],
    "person list": [()],
    "person show": [(PRIYA,)],
    "review list": [()],
    "review prepare": [(KAYA,), (KAYA, "--template", "mine")],
    "review show": [(KAYA,)],
    "review spread": [()],
    "review template list": [()],
    "review template show": [("mine",)],
    "objective list": [("--all",)],
    "idea list": [("--all",)],
    "outcome list": [()],
    "promise list": [("--all",)],
    "signal list": [()],
    "issue list": [("--all",)],
    "initiative list": [("--all",)],
    "target find": [(PRIYA,), ("Elif Kaya",), ("Sander van Dam",)],
    "target list": [("--all",)],
    "ask prepare": [(PRIYA,), ("Elif Kaya", "--for", "testimonial")],
    "ask show": [("Sander van Dam",)],
    "ask text list": [()],
    "ask text show": [("mine",)],
    "referral list": [("--all",)],
    "thanks list": [()],
    "introduction list": [()],
    "testimonial list": [("--all",)],
    "tree": [()],
    "flywheel": [()],
    "forecast": [()],
    "record": [()],
    "where": [()],
    "check": [()],
    "duplicates": [()],
    "time": [(), ("--year",)],
    "steady": [()],
    "event list": [("--days", "30")],
    "free": [(), ("--whom",)],
}
"""The commands that give JSON, with words for them that make them tell much of the sample book."""
SHOWN = {
    **{f"{thing} show": ("account", "id") for thing in ("objective", "idea", "outcome", "promise", "issue")},
    **{f"{thing} show": ("account", "id") for thing in ("signal", "initiative")},
    **{f"{thing} show": ("id",) for thing in ("referral", "testimonial")},
}
"""Commands that show one thing of a list, and what of it names it."""


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    """The language is that of the process; a test gives it back."""
    yield
    i18n.use_language(None)


@dataclass
class OpenRun(Run):
    """A run on one open book: what is kept in memory for one language is what the other is given."""

    book: Services | None = None

    def services(self, *, make: bool = False) -> Services:
        """The same use cases every time."""
        assert self.book is not None
        return self.book


@pytest.fixture
def sampled(sample: Services, clock: FixedClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The sample book, with an agenda and a wording of one's own, and something that `check` finds wrong."""
    run = OpenRun(default_paths(tmp_path / "sample.db"), clock, book=sample)

    def calling(*words: str | Path) -> Said:
        capsys.readouterr()
        code = cli.main([str(word) for word in words], standalone_mode=False, obj=run)
        return Said(code or 0, *capsys.readouterr())

    with contextlib.closing(sqlite3.connect(run.paths.book)) as book:
        book.execute("CREATE TABLE stray (id TEXT)")
    text = tmp_path / "mine.txt"
    text.write_text("Dag $account")
    for command in ("review template", "ask text"):
        ok(calling(*command.split(), "save", "mine", "--file", text))
    return calling


def commands(command: click.Command, *path: str) -> Iterator[str]:
    """The names of all commands that take --json."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, *path, name)
    elif any(parameter.name == "as_json" for parameter in command.params):
        yield " ".join(path)


def differences(english: Any, dutch: Any, field: str = "") -> Iterator[str]:
    """The fields in which two data differ, as paths such as ``lanes.owe.text``; places in a list are left out."""
    if isinstance(english, dict) and isinstance(dutch, dict) and english.keys() == dutch.keys():
        for name, value in english.items():
            yield from differences(value, dutch[name], f"{field}.{name}")
    elif isinstance(english, list) and isinstance(dutch, list) and len(english) == len(dutch):
        for one, other in zip(english, dutch, strict=True):
            yield from differences(one, other, field)
    elif english != dutch:
        yield field.removeprefix(".") or "the whole"


def in_both(call: Call, *words: str) -> list[Any]:
    """The data that a command gives in English and in Dutch."""
    data = []
    for language in ("en", "nl"):
        i18n.use_language(language)
        said = call(*words)
        assert said.out, (words, said.err)
        data.append(said.data)
    return data


def test_every_command_that_gives_json_is_tried() -> None:
    assert set(commands(cli)) == set(COMMANDS) | set(SHOWN)


def test_json_is_the_same_in_every_language_but_for_its_prose(sampled: Call) -> None:
    different: dict[str, set[str]] = {}
    called = dict(COMMANDS)
    for command, fields in SHOWN.items():
        listed = sampled(*command.replace("show", "list").split(), "--json").data
        first, *_rest = listed["promises"] if command.startswith("promise") else listed
        called[command] = [tuple(first[field] for field in fields)]
    for command, variants in called.items():
        for words in variants:
            english, dutch = in_both(sampled, *command.split(), *words, "--json")
            different.setdefault(command, set()).update(differences(english, dutch))
    last = {command: {name.rpartition(".")[2] for name in names} for command, names in different.items()}
    assert not {command: names - PROSE_FIELDS for command, names in last.items() if names - PROSE_FIELDS}
    assert not PROSE_FIELDS - {name for names in last.values() for name in names}, "what never differs is no prose"


@pytest.mark.parametrize(
    "words", [("summary", "--period", "2026-Q4", "--full"), ("review", "pack", KAYA)], ids=["summary", "review pack"]
)
def test_a_document_in_json_is_the_same_in_every_language(sampled: Call, words: tuple[str, ...]) -> None:
    english, dutch = in_both(sampled, *words, "--format", "json")
    assert english == dutch


@pytest.mark.parametrize("words", [("accounts",), ("agenda", "--all"), ("ready", "--all")])
def test_dutch_text_holds_no_english_state(sampled: Call, words: tuple[str, ...]) -> None:
    i18n.use_language("nl")
    dutch = {i18n._(word) for word in (*Standing, *AccountStatus)} | {state_label(state) for state in State}
    english = {str(word) for kind in (Standing, AccountStatus) for word in kind} | {s.word for s in State}
    foreign = {word for word in english if word not in dutch}
    text = sampled(*words).out
    assert text
    assert not {word for word in foreign if re.search(rf"(?:^|\s{{2,}}|\d ){word}(?:\s{{2,}}|$)", text, re.MULTILINE)}
