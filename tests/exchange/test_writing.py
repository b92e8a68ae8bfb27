"""Files out: no cell is a formula, nothing is written over or half written, what went out can come back."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisorbench.domain.errors import FileError
from advisorbench.domain.records.states import Tier
from advisorbench.domain.text import clean_note
from advisorbench.exchange.writing import csv_text, json_text, neutral, plain, write_file

LIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@given(st.text() | st.text("'=+-@＝\t1", max_size=6))
@example("'")
@example("''=1+1")
def test_what_was_made_neutral_comes_back_exactly(text: str) -> None:
    assert plain(neutral(text)) == text


@given(st.text() | st.text("'=+-@＝\t1", max_size=6))
def test_nothing_neutral_begins_like_a_formula(text: str) -> None:
    assert not neutral(text).startswith(LIVE)


@pytest.mark.parametrize("text", ["Kaya", "", "O'Brien", "'quoted'", "1-2", "a=b"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert neutral(text) == text
    assert plain(text) == text


def test_csv_has_a_header_plain_days_and_words_and_no_formula() -> None:
    row = {"name": '=HYPERLINK("x")', "tier": Tier.A, "on": date(2026, 11, 23), "cents": -5, "ask": True, "none": None}
    text = "".join(csv_text(list(row), [row]))
    assert list(csv.reader(io.StringIO(text))) == [
        ["name", "tier", "on", "cents", "ask", "none"],
        ['\'=HYPERLINK("x")', "A", "2026-11-23", "-5", "yes", ""],
    ]


def test_an_object_in_a_cell_is_json() -> None:
    gates = {"value": ["pass", "2026-11-01"], "né": None}
    _header, (cell,) = csv.reader(io.StringIO("".join(csv_text(["gates"], [{"gates": gates}]))))
    assert json.loads(cell) == gates


@given(st.lists(st.tuples(st.text().map(clean_note), st.integers()), max_size=6))
@settings(max_examples=40)
def test_what_the_book_keeps_comes_back_from_csv_as_it_went(rows: list[tuple[str, int]]) -> None:
    text = "".join(csv_text(["a", "b"], ({"a": a, "b": b} for a, b in rows)))
    _header, *found = csv.reader(io.StringIO(text, newline=""))
    assert [(plain(a), int(b)) for a, b in found] == rows


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text() | st.none() | st.integers()), max_size=4))
@settings(max_examples=40)
def test_json_comes_back_as_it_went(rows: list[dict[str, object]]) -> None:
    assert json.loads("".join(json_text(rows))) == rows


def test_json_writes_days_as_iso_and_words_as_stored() -> None:
    assert json.loads("".join(json_text([{"on": date(2026, 11, 23), "tier": Tier.A}]))) == [
        {"on": "2026-11-23", "tier": "A"}
    ]


def test_a_file_is_its_owners_alone_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_file(tmp_path / "a.csv", ["one\n", "two\n"])
    finally:
        os.umask(before)
    assert (tmp_path / "a.csv").read_text() == "one\ntwo\n"
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a.csv"]


def test_what_is_no_text_is_written_as_it_is(tmp_path: Path) -> None:
    write_file(tmp_path / "a.pdf", [b"%PDF\r\n\xff", b"\x00"])
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF\r\n\xff\x00"
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileError, match="exists already"):
        write_file(tmp_path / "a.pdf", [b"other"])


def test_a_file_is_not_written_over_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mine")
    with pytest.raises(FileError, match="exists already") as caught:
        write_file(path, ["other"])
    assert caught.value.remedy
    assert path.read_text() == "mine"
    write_file(path, ["other"], force=True)
    assert path.read_text() == "other"


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "a.csv"
    link.symlink_to(target)
    with pytest.raises(FileError, match="exists already"):
        write_file(link, ["other"])
    assert not target.exists()


def test_a_file_that_appears_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"

    def pieces() -> Iterator[str]:
        yield "other"
        path.write_text("mine")

    with pytest.raises(FileError, match="exists already"):
        write_file(path, pieces())
    assert path.read_text() == "mine"


@pytest.mark.parametrize("force", [False, True])
def test_what_breaks_off_leaves_what_was(tmp_path: Path, force: bool) -> None:
    path = tmp_path / "a.csv"
    if force:
        path.write_text("mine")

    def pieces() -> Iterator[str]:
        yield "x" * 100_000
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_file(path, pieces(), force=force)
    assert [found.read_text() for found in tmp_path.glob("*.*")] == (["mine"] if force else [])


def test_a_full_disk_is_said_and_leaves_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="No space left on device"):
        write_file(tmp_path / "a.csv", ["x"])
    assert list(tmp_path.glob("*.*")) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written") as caught:
        write_file(tmp_path / "none" / "a.csv", ["x"])
    assert caught.value.remedy
