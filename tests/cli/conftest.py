"""The command line, called in this process, on a book in a folder of the test's own."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from advisorbench.cli import run


@dataclass(frozen=True)
class Said:
    """What a command gave back: data on `out`, talk on `err`, and the exit code."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The data, read as JSON."""
        return json.loads(self.out)


Call = Callable[..., Said]


@pytest.fixture(autouse=True)
def own_umask() -> Iterator[None]:
    """The command line sets the umask of the process; a test gives it back."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the command line with these words."""

    def calling(*words: str | Path) -> Said:
        capsys.readouterr()
        code = run([str(word) for word in words])
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return calling


@pytest.fixture
def empty(call: Call, book_path: Path) -> Call:
    """The command line on an empty book."""
    return lambda *words: call("--book", book_path, *words)


@pytest.fixture
def sampled(call: Call, tmp_path: Path, sample_book_bytes: bytes) -> Call:
    """The command line on the sample book."""
    path = tmp_path / "sample.db"
    path.write_bytes(sample_book_bytes)
    return lambda *words: call("--book", path, *words)


@pytest.fixture
def kaya(empty: Call) -> Call:
    """A book with two customers, somebody at each, and an objective of the first."""
    ok(empty("add", "account", "Kaya Logistics", "--tier", "A", "--since", "2025-03-01"))
    ok(empty("add", "account", "Bakker"))
    ok(empty("add", "person", "Elif Kaya", "--account", "kaya"))
    ok(empty("add", "person", "Jan Bakker", "--account", "bakker"))
    ok(
        empty(
            "objective", "add", "Delivery in a week", "--account", "kaya", "--less", "--baseline", "14", "--current",
            "12", "--target", "8", "--maximum", "6", "--unit", "days", "--worth", "€ 96000", "--by", "4 dec",
        )
    )  # fmt: skip
    return empty


def ok(said: Said) -> str:
    """What a command said that did what was asked."""
    assert (said.code, said.out) == (0, ""), said
    assert said.err
    return said.err


def refused(said: Said, *words: str, code: int = 1) -> None:
    """Check that something was refused with one line that holds these words, and no data."""
    assert said.code == code, said
    assert said.out == ""
    assert len(said.err.splitlines()) == 1, said.err
    assert said.err.startswith("advisorbench: ")
    for word in words:
        assert word in said.err
