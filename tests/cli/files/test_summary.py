"""`summary`: data on stdout, nobody named unasked, files of several sellers put together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisorbench.paths import default_paths
from advisorbench.settings import read_settings
from tests.cli.conftest import Call, refused


def settings(text: str) -> None:
    """The seller's settings."""
    path = default_paths().settings
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_the_summary_is_markdown_on_stdout(sampled: Call) -> None:
    said = sampled("summary", "--period", "2026-W47")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("# Summary of week 47 of 2026\n")
    assert "| Due reviews held | 1 of 7 (14 %) | 0 of 7 (0 %) |" in " ".join(said.out.split())


def test_without_a_period_it_is_this_week(sampled: Call) -> None:
    said = sampled("summary", "--format", "json")
    assert (said.data["span"], said.data["until"]) == ("2026-W48", "2026-11-23")


@pytest.mark.parametrize("form", ["md", "json"])
def test_people_are_named_only_when_asked(sampled: Call, form: str) -> None:
    names = ("Veerle Coppens", "Rota export", "Edmund Frayne")
    bare = sampled("summary", "--period", "2026-Q4", "--format", form).out
    full = sampled("summary", "--period", "2026-Q4", "--format", form, "--full").out
    assert not any(name in bare for name in names)
    assert all(name in full for name in names)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("soon", ["period: ", "Write for example 2026-W47"]),
        ("2026-W54", ["period: ", "no such week"]),
        ("2027", ["period: ", "2027 has not begun"]),
        ("2019", ["period: ", "the book begins on"]),
        ("", ["period: "]),
    ],
)
def test_a_period_that_cannot_be_told_of_is_refused(sampled: Call, period: str, words: list[str]) -> None:
    refused(sampled("summary", "--period", period), *words)


def test_it_is_written_to_a_file_whose_name_tells_the_format(sampled: Call, tmp_path: Path) -> None:
    path = tmp_path / "week.json"
    said = sampled("summary", "--period", "2026-W47", "--to", path)
    assert (said.code, said.out) == (0, "")
    assert said.err == f"The summary of week 47 of 2026 was written to {path}\n"
    assert json.loads(path.read_text())["span"] == "2026-W47"
    assert path.stat().st_mode & 0o777 == 0o600
    refused(sampled("summary", "--to", path), "exists already", "--force")
    assert sampled("summary", "--to", path, "--force").code == 0
    assert json.loads(path.read_text())["span"] == "2026-W48"


def test_a_dash_is_stdout(sampled: Call) -> None:
    assert sampled("summary", "--to", "-").out.startswith("# Summary")


@pytest.fixture
def two(sampled: Call, tmp_path: Path) -> tuple[Path, Path]:
    """The summaries of two sellers, one of them with names."""
    paths = (tmp_path / "anna.json", tmp_path / "ben.json")
    for path, more in zip(paths, ((), ("--full",)), strict=True):
        settings(f'seller = "{path.stem.title()}"\n')
        assert sampled("summary", "--period", "2026-W47", "--to", path, *more).code == 0
    return paths


def test_several_sellers_are_put_together(call: Call, two: tuple[Path, Path]) -> None:
    said = call("summary", "--combine", *two)
    assert (said.code, said.err) == (0, "")
    assert "| Due reviews held | 2 of 14 (14 %) | 0 of 14 (0 %) |" in " ".join(said.out.split())
    assert "Anna, Ben · " in said.out
    assert "## Sellers" in said.out


def test_together_they_name_nobody_either_unless_it_is_asked_for(call: Call, two: tuple[Path, Path]) -> None:
    name = "Rota export"
    assert name in two[1].read_text()
    for form in ("md", "json"):
        assert name not in call("summary", "--combine", "--format", form, *two).out
        assert name in call("summary", "--combine", "--format", form, "--full", *two).out


def test_what_was_written_redacted_stays_so(call: Call, two: tuple[Path, Path]) -> None:
    assert "Rota export" not in call("summary", "--combine", "--full", two[0]).out


def test_a_sum_can_be_written_but_nobody_is_added_to_it_twice(
    call: Call, two: tuple[Path, Path], tmp_path: Path
) -> None:
    team = tmp_path / "team.json"
    assert call("summary", "--combine", *two, "--to", team).code == 0
    assert json.loads(team.read_text())["sellers"] == ["Anna", "Ben"]
    refused(call("summary", "--combine", team, two[0]), "Anna is in them twice", "once")
    refused(call("summary", "--combine", two[0], two[0]), "Anna is in them twice", "once")


def test_what_does_not_belong_together_is_refused(
    call: Call, sampled: Call, two: tuple[Path, Path], tmp_path: Path
) -> None:
    settings('seller = "Cas"\n')
    month, nobody, foreign = (tmp_path / name for name in ("month.json", "nobody.json", "foreign.json"))
    assert sampled("summary", "--period", "2026-10", "--to", month).code == 0
    settings("")
    assert sampled("summary", "--period", "2026-W47", "--to", nobody).code == 0
    foreign.write_text("{}")
    refused(call("summary", "--combine", two[0], month), "2026-10, 2026-W47", "--period")
    refused(call("summary", "--combine", two[0], nobody), "seller = ")
    refused(call("summary", "--combine", two[0], foreign), "foreign.json is no summary", "--format json")
    refused(call("summary", "--combine", tmp_path / "none.json"), "none.json")
    refused(call("summary", "--combine", tmp_path), "")
    assert call("summary", "--combine", nobody).code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--combine"], "name the JSON files"),
        (["a.json"], "add --combine"),
        (["--combine", "a.json", "--period", "2026"], "leave out --period"),
        (["--format", "doc"], "doc"),
    ],
)
def test_words_that_do_not_fit_are_wrong(sampled: Call, words: list[str], said: str) -> None:
    found = sampled("summary", *words)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_the_seller_is_a_setting(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('seller = " Anna  de Wit\t"\n')
    assert read_settings(path).seller == "Anna  de Wit"
    path.write_text("")
    assert read_settings(path).seller == ""


def test_a_name_that_is_none_is_refused(sampled: Call) -> None:
    settings("seller = 3\n")
    refused(sampled("summary"), "seller", "quotes")
    settings(f'seller = "{"x" * 101}"\n')
    refused(sampled("summary"), "seller: at most 100 characters")
