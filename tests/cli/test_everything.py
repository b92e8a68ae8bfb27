"""The whole book by command line: as a dump on stdout or in a file, as a folder of CSV; nothing is replaced unasked."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from advisorbench.clock import FixedClock
from advisorbench.domain.rules import Rules
from advisorbench.exchange.file_format import FileFormat, format_of
from advisorbench.services import open_services
from advisorbench.store.files import EXPORTS
from tests.cli.conftest import Call, ok, refused
from tests.conftest import TODAY


def test_everything_goes_to_a_file_or_to_stdout_alike(sampled: Call, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    assert str(path) in ok(sampled("export", "everything", "--to", path))
    assert path.stat().st_mode & 0o777 == 0o600
    assert format_of(path) is FileFormat.DUMP
    for words in ((), ("--to", "-"), ("--format", "json")):
        assert sampled("export", "everything", *words).out == path.read_text("ascii")
    refused(sampled("export", "everything", "--to", path), "exists already")
    ok(sampled("export", "everything", "--to", path, "--force"))


def test_what_went_out_comes_in_as_the_same_book(sampled: Call, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    ok(sampled("export", "everything", "--to", path))
    other = open_services(tmp_path / "new.db", FixedClock(TODAY), Rules(), make=True)
    other.imports.apply(other.imports.plan(path))
    assert "".join(other.exports.dump()) == path.read_text("ascii")


def test_everything_as_csv_is_a_file_for_each_table(sampled: Call, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert f"{len(EXPORTS)} files" in ok(sampled("export", "everything", "--format", "csv", "--to", folder))
    assert {path.name for path in folder.iterdir()} == {f"{name}.csv" for name in EXPORTS}
    for name in EXPORTS:
        text = (folder / f"{name}.csv").read_text("utf-8")
        if name == "testimonials":
            assert csv.DictReader(text.splitlines()).fieldnames
        else:
            assert text == sampled("export", name).out
    refused(sampled("export", "everything", "--format", "csv", "--to", folder), "exists already")
    (folder / "people.csv").write_text("old")
    ok(sampled("export", "everything", "--format", "csv", "--to", folder, "--force"))
    assert (folder / "people.csv").read_text("utf-8") == sampled("export", "people").out
    (folder / "mine.txt").write_text("mine")
    refused(sampled("export", "everything", "--format", "csv", "--to", folder, "--force"), "is not replaced")
    assert (folder / "mine.txt").read_text() == "mine"


def test_no_cell_of_the_folder_is_a_formula(empty: Call, tmp_path: Path) -> None:
    ok(empty("add", "account", "=1+1"))
    ok(empty("export", "everything", "--format", "csv", "--to", tmp_path / "out"))
    with (tmp_path / "out" / "accounts.csv").open(newline="", encoding="utf-8") as file:
        (found,) = csv.DictReader(file)
    assert found["name"] == "'=1+1"


@pytest.mark.parametrize("words", [("--format", "csv"), ("--format", "csv", "--to", "-"), ("--format", "md")])
def test_a_folder_has_a_name_and_the_book_is_no_document(sampled: Call, words: tuple[str, ...]) -> None:
    said = sampled("export", "everything", *words)
    assert (said.code, said.out) == (2, "")


def test_a_book_that_is_not_there_leaves_no_file(call: Call, tmp_path: Path) -> None:
    for words in (("--to", tmp_path / "out"), ("--format", "csv", "--to", tmp_path / "out")):
        refused(call("--book", tmp_path / "none.db", "export", "everything", *words), "There is no book")
    assert [path.name for path in tmp_path.iterdir()] == []
