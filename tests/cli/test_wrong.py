"""What goes wrong is said in one clear line on stderr, and nothing is changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Call, refused

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


def test_a_book_that_is_not_there_says_how_to_start_one(call: Call, tmp_path: Path) -> None:
    refused(call("--book", tmp_path / "none.db", "agenda"), "There is no book", "advisorbench add account")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "no book, or it is damaged"), (PNG, "no book, or it is damaged"), (b"a,b\n1,2\n" * 200, "damaged")],
    ids=["empty", "picture", "table"],
)
def test_a_file_that_is_no_book_is_refused_and_left_alone(
    call: Call, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "book.db"
    path.write_bytes(content)
    for words in (("agenda",), ("add", "account", "Kaya"), ("undo",), ("check",)):
        refused(call("--book", path, *words), said, str(path))
    assert path.read_bytes() == content
    assert [found.name for found in tmp_path.iterdir() if found.name != "home"] == ["book.db"]


def test_a_folder_is_no_book(call: Call, tmp_path: Path) -> None:
    refused(call("--book", tmp_path, "agenda"), "This is a folder")


def test_a_book_cut_short_is_refused_and_left_alone(call: Call, tmp_path: Path, sample_book_bytes: bytes) -> None:
    path = tmp_path / "cut.db"
    for size in (100, 5_000, len(sample_book_bytes) // 2, len(sample_book_bytes) - 1):
        path.write_bytes(sample_book_bytes[:size])
        refused(call("--book", path, "agenda"), "damaged")
        assert path.read_bytes() == sample_book_bytes[:size]


def test_a_book_of_a_newer_version_is_refused_and_left_alone(empty: Call, book_path: Path) -> None:
    with closing(sqlite3.connect(book_path, isolation_level=None)) as book:
        book.execute("UPDATE alembic_version SET version_num = '9999'")
    before = book_path.read_bytes()
    refused(empty("add", "account", "Kaya"), "newer version", "Nothing was changed")
    assert book_path.read_bytes() == before


def test_another_program_s_database_is_refused(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE t (x)")
    refused(call("--book", path, "agenda"), "a database, but not a book")


def test_a_book_in_use_elsewhere_is_said(empty: Call, book_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisorbench.store.engine.BUSY_SECONDS", 0)
    other = sqlite3.connect(book_path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    refused(empty("add", "account", "Kaya"), "in use by another program", "Nothing was changed")
    other.close()
    assert empty("accounts", "--json").data == []


def test_a_book_that_may_not_be_written_is_said(empty: Call, book_path: Path) -> None:
    import os

    if os.geteuid() == 0:
        pytest.skip("the superuser may write anything")
    book_path.chmod(0o400)
    refused(empty("add", "account", "Kaya"), "cannot be written")
    assert empty("accounts", "--json").data == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("picture.csv", PNG, "picture"),
        ("nothing.csv", b"\n\n\n", "nothing.csv"),
        ("unknown.csv", b"colour;size\nred;3\n", "unknown.csv"),
    ],
)
def test_a_file_that_is_no_table_of_ours_is_refused(
    empty: Call, book_path: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = book_path.read_bytes()
    refused(empty("import", path), said)
    assert book_path.read_bytes() == before


def test_a_folder_and_a_missing_file_are_not_imported(empty: Call, tmp_path: Path) -> None:
    refused(empty("import", tmp_path), "folder")
    refused(empty("import", tmp_path / "none.csv"), "There is no file none.csv")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "account", ""), "name: this must be filled in"),
        (("add", "account", "x" * 10_000), "at most 300 characters"),
        (("add", "account", "\x1b\x07"), "name: this must be filled in"),
        (("add", "account", "Kaya", "--rule", "every blue moon"), "rule"),
        (("add", "account", "Kaya", "--since", "soon"), "soon"),
        (("add", "person", "Jan", "--account", "nobody"), "nobody"),
        (("add", "initiative", "Hub", "--amount", "a lot"), "amount"),
        (("export", "nothing"), "accounts, people"),
        (("export",), "accounts, people"),
        (("search", "\udcff"), "Nothing holds"),
    ],
)
def test_a_wrong_value_is_said_in_one_line(empty: Call, words: tuple[str, ...], said: str) -> None:
    answer = empty(*words)
    assert answer.code == (0 if words[0] == "search" else 1)
    assert said in answer.err
    assert (answer.out, len(answer.err.splitlines())) == ("", 1)
    assert empty("accounts", "--json").data == []


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",), ("agenda", "--nonsense"), ("add",), ("add", "account"), ("add", "signal", "joy"), ("log",),
        ("accounts", "--sort", "luck"), ("add", "account", "Kaya", "--tier", "E"), ("referral", "advance", "x", "won"),
        ("import",), ("import", "--map", "nothing", "x.csv"), ("export", "people", "--format", "yaml"),
        ("add", "signal", "nps", "nine", "--account", "k"),
        ("add", "objective", "W", "--account", "k", "--maximum", "inf"),
        ("add", "objective", "W", "--account", "k", "--baseline", "nan"),
        ("add", "objective", "W", "--account", "k", "--target", "many"), ("ready", "one", "two"), ("\x1b]52;c;x\x07",),
        ("demo", "--book", "x", "agenda"), ("demo", "nonsense"), ("demo", "--", "--book", "x", "agenda"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_words_exit_2_with_the_usage(empty: Call, words: tuple[str, ...]) -> None:
    said = empty(*words)
    assert (said.code, said.out) == (2, ""), said
    usage = said.err.splitlines()
    assert usage[0].startswith("Usage: advisorbench ")
    assert "\x1b" not in said.err
    if words != ("add",):
        assert len(usage) == 2
        assert usage[1].startswith("advisorbench: ")


def test_what_nobody_expected_is_one_line_and_a_log_without_values(
    empty: Call, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from advisorbench.domain.views import AccountLine
    from advisorbench.services.accounts import Accounts

    def broken(_self: object) -> list[AccountLine]:
        secret = "Kaya Logistics"
        raise RuntimeError(secret)

    monkeypatch.setattr(Accounts, "lines", broken)
    said = empty("accounts")
    assert (said.code, said.out, len(said.err.splitlines())) == (1, "", 1)
    log = Path(empty("where", "--json").data["log"])
    assert str(log) in said.err
    text = log.read_text("utf-8")
    assert "RuntimeError" in text
    assert "test_wrong.py" in text
    assert "Kaya" not in text
    assert log.stat().st_mode & 0o077 == 0


def test_a_day_set_for_trials_that_is_none_is_said(empty: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISORBENCH_TODAY", "someday")
    refused(empty("agenda"), "ADVISORBENCH_TODAY is no day: someday")
