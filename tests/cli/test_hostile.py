"""Names from strangers are printed, never obeyed: no byte of them steers the terminal, in text or JSON."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Call

HOSTILE = [
    "Acme [/b]",
    "[@click=app.quit]x[/]",
    "A\x1b]52;c;ZXZpbA==\x07B",
    "C\x1b[2J\x1b[31mD\x9b31m",
    "E\u202efdp.exe\u2066",
    "F\x00\r\n\tG\x7f",
    "H\u2028I\ud800J",
    "😀 👩‍👩‍👧 Zoë 日本",
    "=cmd|' /C calc'!A0",
    "%(name)s {0} %s",
]
KEPT_LINE_ENDS = "\n"
FORBIDDEN = {chr(c) for c in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F),
                              *range(0x2066, 0x206A), *range(0xD800, 0xE000))} - {KEPT_LINE_ENDS}  # fmt: skip
SUBJECTS = ("objective", "idea", "outcome", "promise", "signal", "issue", "initiative", "review")
WITH_ALL = ("objective", "idea", "promise", "issue", "initiative")
DESK = [
    ("target", "list", "--all"),
    ("referral", "list", "--all"),
    ("thanks", "list"),
    ("introduction", "list"),
    ("tree",),
    ("record",),
    ("testimonial", "list", "--all"),
]
"""What the referral desk lists."""
LISTS = [
    ("agenda", "--all"), ("accounts",), ("ready", "--all"), ("ready", "someone"), ("asks",), ("search", "zz"),
    ("agenda", "--json"), ("accounts", "--json"), ("ready", "--all", "--json"), ("asks", "--json"),
    ("search", "zz", "--json"), ("log", "zz"), ("ready", "--state", "not-started"),
    ("export", "testimonials"), ("export", "testimonials", "--format", "html"),
    ("export", "testimonials", "--format", "json"),
    *((*words, *form) for words in DESK for form in ((), ("--json",))),
    ("review", "spread"), ("review", "spread", "--json"),
    *(
        (subject, "list", *(["--all"] if subject in WITH_ALL else []), *form)
        for subject in (*SUBJECTS, "person")
        for form in ((), ("--json",))
    ),
]  # fmt: skip


def put(path: Path, table: str, column: str, values: list[str]) -> None:
    """Write into the book behind the program's back: by another program, or an older version that let it pass."""
    with closing(sqlite3.connect(path, isolation_level=None)) as book:
        book.create_function("raw", 1, lambda number: values[number].encode("utf-8", "surrogatepass"))
        keys = [key for (key,) in book.execute(f"SELECT id FROM {table} ORDER BY id")]
        for at, key in enumerate(keys[: len(values) * 3]):
            book.execute(f"UPDATE {table} SET {column} = CAST(raw(?) AS TEXT) WHERE id = ?", (at % len(values), key))


@pytest.fixture(scope="module")
def poisoned_book_bytes(tmp_path_factory: pytest.TempPathFactory, sample_book_bytes: bytes) -> bytes:
    """A sample book in which names, wishes and reasons are hostile, made once."""
    path = tmp_path_factory.mktemp("poisoned") / "sample.db"
    path.write_bytes(sample_book_bytes)
    showable = [name.replace("\ud800", "").replace("\x00", "") for name in HOSTILE]
    for table, column in (
        ("account", "name"), ("person", "name"), ("promise", "what"), ("outcome", "what"), ("target", "who"),
        ("referral", "name"), ("referral", "company"), ("objective", "wording"), ("interaction", "note"),
        ("target", "why_now"), ("idea", "what"), ("idea", "reason"), ("outcome", "evidence"), ("issue", "what"),
        ("initiative", "name"), ("initiative", "next_step"), ("buyingstep", "what"), ("signal", "note"),
        ("review", "agenda"), ("review", "note"), ("objective", "unit"), ("person", "job_title"),
        ("referral", "permission_basis"), ("referral", "ended_reason"), ("referral", "note"), ("thanks", "how"),
        ("introduction", "who"), ("introduction", "company"), ("ask", "text"), ("ask", "route"), ("ask", "channel"),
        ("testimonial", "original"), ("testimonial", "approved"), ("testimonial", "scope"), ("testimonial", "places"),
        ("template", "name"), ("template", "text"), ("target", "company"), ("account", "sector"),
    ):  # fmt: skip
        put(path, table, column, showable)
    with closing(sqlite3.connect(path, isolation_level=None)) as book:
        for table in ("account", "person", "interaction"):
            book.execute(f"UPDATE {table} SET folded = 'zz someone'")
    return path.read_bytes()


@pytest.fixture
def poisoned(sampled: Call, tmp_path: Path, poisoned_book_bytes: bytes) -> Call:
    """The command line on the hostile sample."""
    (tmp_path / "sample.db").write_bytes(poisoned_book_bytes)
    return sampled


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_no_list_prints_a_control_character(poisoned: Call, words: tuple[str, ...]) -> None:
    said = poisoned(*words)
    assert FORBIDDEN.isdisjoint(said.out + said.err)
    if "--json" in words:
        assert said.data


@pytest.mark.parametrize(
    "words",
    [
        *((subject, "show", *form) for subject in SUBJECTS for form in ((), ("--json",))),
        ("review", "prepare"), ("review", "prepare", "--json"), ("review", "pack"),
        ("review", "pack", "--format", "html"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_nothing_that_is_shown_holds_a_control_character(
    poisoned: Call, tmp_path: Path, words: tuple[str, ...]
) -> None:
    subject, verb, *more = words
    planned = "AND planned_on IS NOT NULL AND held_on IS NULL" if verb == "prepare" else ""
    with closing(sqlite3.connect(tmp_path / "sample.db", isolation_level=None)) as book:
        found = book.execute(
            f"SELECT id, account_id FROM {subject} WHERE account_id IS NOT NULL {planned} "
            "GROUP BY account_id ORDER BY account_id LIMIT 10"
        ).fetchall()
        book.execute("UPDATE account SET folded = id, name = name || ' ' || id")
    assert found
    for key, account in found:
        said = poisoned(subject, verb, account, *([] if subject == "review" else [key]), *more)
        assert said.code == 0, said
        assert FORBIDDEN.isdisjoint(said.out + said.err)


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
def test_nothing_of_one_referral_testimonial_or_ask_holds_a_control_character(
    poisoned: Call, tmp_path: Path, form: tuple[str, ...]
) -> None:
    with closing(sqlite3.connect(tmp_path / "sample.db", isolation_level=None)) as book:
        keys = {
            noun: [key for (key,) in book.execute(f"SELECT id FROM {noun} LIMIT 12")]
            for noun in ("referral", "testimonial")
        }
        book.execute("UPDATE person SET folded = id, name = name || ' ' || id")
        there = "SELECT id FROM person WHERE left_on IS NULL AND archived_on IS NULL"
        asked = f"SELECT DISTINCT person_id FROM ask WHERE person_id IN ({there}) LIMIT 12"
        people = [key for (key,) in book.execute(asked)]
    calls = [(noun, "show", key) for noun, found in keys.items() for key in found]
    calls += [("ask", verb, key) for verb in ("show", "prepare") for key in people]
    calls += [("target", "find", key) for key in people]
    for words in calls:
        said = poisoned(*words, *form)
        assert said.code == 0, said
        assert FORBIDDEN.isdisjoint(said.out + said.err)


def test_json_gives_back_exactly_what_is_in_the_book(poisoned: Call) -> None:
    names = {account["name"] for account in poisoned("accounts", "--json").data}
    assert {"A\x1b]52;c;ZXZpbA==\x07B", "E\u202efdp.exe\u2066", "😀 👩‍👩‍👧 Zoë 日本", "Acme [/b]"} <= names


def test_an_export_looked_at_on_a_terminal_is_made_safe(poisoned: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from _pytest.capture import CaptureIO

    assert not FORBIDDEN.isdisjoint(poisoned("export", "accounts").out)
    monkeypatch.setattr(CaptureIO, "isatty", lambda _self: True)
    for form in ("csv", "json"):
        said = poisoned("export", "accounts", "--format", form)
        assert said.out
        assert FORBIDDEN.isdisjoint(said.out)


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_name_typed_is_cleaned_kept_and_found_again(empty: Call, name: str) -> None:
    said = empty("add", "account", name)
    assert (said.code, said.out) == (0, ""), said
    assert FORBIDDEN.isdisjoint(said.err)
    [account] = empty("accounts", "--json").data
    assert account["name"]
    assert not {"\x00", "\x07", "\x1b", "\r", "\x7f", "\x9b", "\ud800"} & set(account["name"])
    assert FORBIDDEN.isdisjoint(empty("accounts").out)
    assert empty("log", account["name"], "hello").code == 0


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_name_that_nobody_answers_to_is_echoed_safely(empty: Call, name: str) -> None:
    for words in (("log", name), ("ready", name), ("export", name), ("review", "plan", "x", name)):
        said = empty(*words)
        assert said.code == 1
        assert FORBIDDEN.isdisjoint(said.err)


def test_words_that_hold_a_sign_for_every_name_find_only_that_sign(empty: Call) -> None:
    empty("add", "account", "Plain")
    assert empty("log", "%").code == 1
    assert empty("log", "_lain").code == 1


def test_the_longest_name_is_kept_whole_and_a_longer_one_refused(empty: Call) -> None:
    assert empty("add", "account", "é" * 300).code == 0
    assert empty("add", "account", "é" * 301).code == 1
    assert "é" * 300 in empty("accounts").out


@pytest.mark.skipif(sys.platform == "win32", reason="files there cannot have such names")
def test_a_file_with_a_hostile_name_is_named_safely(empty: Call, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]52;c;x\x07.csv"
    path.write_text("account,tier\nKaya,A\n", "utf-8")
    for words in (("import", path), ("import", f"{path}.none"), ("import", tmp_path / "no\x1b[2J.csv")):
        said = empty(*words)
        assert FORBIDDEN.isdisjoint(said.out + said.err)
