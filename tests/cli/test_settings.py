"""The seller's settings: each number can be changed; what is wrong is refused in one line, nothing is guessed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from advisorbench.domain.errors import BenchError
from advisorbench.domain.records.states import Tier
from advisorbench.domain.rules import Rules, TierCadence
from advisorbench.paths import default_paths
from advisorbench.settings import Settings, read_settings
from tests.cli.conftest import Call, refused

NUMBERS = [field.name for field in dataclasses.fields(Rules) if field.type == "int"]
RHYTHM = [field.name for field in dataclasses.fields(TierCadence)]


def read(folder: Path, text: str) -> Settings:
    """The settings that this text makes."""
    path = folder / "settings.toml"
    path.write_text(text, "utf-8")
    return read_settings(path)


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml") == Settings()
    assert read(tmp_path, "") == Settings()


@pytest.mark.parametrize("name", NUMBERS)
def test_each_number_of_the_method_can_be_changed(tmp_path: Path, name: str) -> None:
    rules = read(tmp_path, f"[rules]\n{name} = 77\n").rules
    changed = {f.name for f in dataclasses.fields(Rules) if getattr(rules, f.name) != getattr(Rules(), f.name)}
    assert (changed, getattr(rules, name)) == ({name}, 77)


@pytest.mark.parametrize("tier", list(Tier))
def test_each_rhythm_can_be_changed(tmp_path: Path, tier: Tier) -> None:
    lines = [f"{name} = {20 + at}" for at, name in enumerate(RHYTHM)]
    rules = read(tmp_path, f"[rules.rhythms.{tier}]\n" + "\n".join(lines)).rules
    assert rules.rhythms[tier] == TierCadence(20, 21, 22, 23)
    assert {other: rules.rhythms[other] for other in Tier if other != tier} == {
        other: Rules().rhythms[other] for other in Tier if other != tier
    }


def test_words_can_be_set(tmp_path: Path) -> None:
    settings = read(tmp_path, '\ufefftheme = "advisor-light"\nlanguage = "nl"\n[rules]\ncurrency = "GBP"\n')
    assert (settings.theme, settings.language, settings.rules.currency) == ("advisor-light", "nl", "GBP")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour = 1", "“colour” is not known"),
        ("[rules]\nluck = 1", "“luck” is not known"),
        ("[rules.rhythms.E]\nmax_days = 1", "“E” is no tier"),
        ("[rules.rhythms.A]\nluck = 1", "“luck” is not known"),
        ("[rules]\nvalue_days = 0", "value_days: write a whole number from 1 to 10,000"),
        ("[rules]\nvalue_days = -5", "value_days"),
        ("[rules]\nvalue_days = 10001", "value_days"),
        ('[rules]\nzone = "Mars/Base"', "zone: there is no such zone"),
        ('[rules]\nzone = ""', "zone: write a zone"),
        ('[rules]\nworking_days = "mon funday"', "working_days: write days"),
        ('[rules]\nworking_hours = "17:00-09:00"', "working_hours: write hours"),
        ('[rules]\nworking_hours = "9-17"', "working_hours: write hours"),
        ('[rules]\nholidays = "fr"', "holidays: choose one of nl, none"),
        ("[rules]\nvalue_days = 1.5", "value_days"),
        ("[rules]\nvalue_days = true", "value_days"),
        ('[rules]\nvalue_days = "90"', "value_days"),
        ("[rules]\ncurrency = 3", "currency: write it in quotes"),
        ('[rules]\ncurrency = "euro"', "currency: write three capitals"),
        ("theme = 3", "theme: write it in quotes"),
        ('theme = "pink"', "theme: choose one of"),
        ('language = "../../etc"', "language: write a code"),
        ("rules = 5", "rules: write a table"),
        ("[rules]\nrhythms = 5", "rhythms: write a table"),
        ("[rules.rhythms]\nA = 3", "rhythms.A: write a table"),
        ("[rules.rhythms.A]\nlatest_months = 1", "the latest cannot come before the usual"),
        ("[rules.rhythms.A]\nideal_days = 100", "the latest cannot come before the usual"),
        ("theme = ", "cannot be read"),
        ("theme", "cannot be read"),
    ],
    ids=ascii,
)
def test_what_is_wrong_is_refused_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BenchError) as caught:
        read(tmp_path, text)
    assert said in str(caught.value)
    assert "settings.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"theme = '\x1b'", b"\x89PNG\r\n"])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(BenchError, match="cannot be read"):
        read_settings(path)


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="cannot be read"):
        read_settings(tmp_path)


def test_the_command_line_says_what_is_wrong_and_counts_by_what_is_right(sampled: Call) -> None:
    settings = default_paths().settings
    settings.parent.mkdir(parents=True)
    settings.write_text("[rules]\nvalue_days = 0\n", "utf-8")
    refused(sampled("agenda"), "A setting is wrong in", "value_days", "Mend it or take it out.")
    settings.write_text("", "utf-8")
    ready = len(sampled("ready", "--json").data)
    assert ready > 0
    settings.write_text("[rules]\nvalue_days = 1\nsignal_days = 1\n", "utf-8")
    assert len(sampled("ready", "--json").data) < ready
