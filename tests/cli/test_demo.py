"""The sample book: any command works on it, and the seller's own book is not touched."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.fixture(autouse=True)
def quick_sample(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_book_bytes: bytes) -> Path:
    """The sample from memory, in a temporary folder that the test can look into."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))

    def make(place: Path, _clock: object) -> Path:
        path = place / "sample.db"
        path.write_bytes(sample_book_bytes)
        return path

    monkeypatch.setattr("advisorbench.services.sample.book.make_sample", make)
    return folder


def test_a_command_runs_on_the_sample_and_leaves_nothing_behind(call: Call, quick_sample: Path) -> None:
    said = call("demo", "accounts", "kaya", "--json")
    assert said.data[0]["name"] == "Kaya Logistics"
    assert said.err == ""
    assert list(quick_sample.iterdir()) == []


def test_what_is_written_goes_into_the_sample_only(call: Call, book_path: Path, own_home: Path) -> None:
    before = book_path.read_bytes()
    assert call("--book", book_path, "demo", "add", "account", "Extra").code == 0
    assert call("--book", book_path, "demo", "undo").code == 0
    assert book_path.read_bytes() == before
    assert not [path for path in own_home.rglob("*") if path.is_file()]


def test_the_sample_is_gone_after_an_error_too(call: Call, quick_sample: Path) -> None:
    assert call("demo", "log", "nobody").code == 1
    assert call("demo", "nonsense").code == 2
    assert list(quick_sample.iterdir()) == []


def test_the_help_of_a_command_on_the_sample_is_that_command_s(call: Call) -> None:
    assert "--sort" in call("demo", "accounts", "--help").out
    assert "sample book" in call("demo", "--help").out
