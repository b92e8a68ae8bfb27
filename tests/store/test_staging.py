"""The scratch table of an import: marks, what was said, what is to be done, and links; in order, some at a time."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from advisorbench.store.staging import CHUNK, Staging, mark


@pytest.fixture
def staging() -> Staging:
    """An empty one."""
    return Staging()


def test_the_first_key_of_a_mark_wins(staging: Staging) -> None:
    staging.add_marks("account", [("m", "one"), ("m", "two")])
    staging.add_marks("account", [("m", "three")])
    assert staging.find("account", "m") == "one"


def test_marks_of_one_kind_are_not_those_of_another(staging: Staging) -> None:
    staging.add_marks("account", [("m", "one")])
    assert (staging.find("person", "m"), staging.find("account", "other")) == (None, None)


def test_a_mark_that_several_bear_leads_nowhere(staging: Staging) -> None:
    staging.add_unique_marks("person", [("who", "one"), ("who", "one")])
    assert staging.find("person", "who") == "one"
    staging.add_unique_marks("person", [("who", "two")])
    staging.add_unique_marks("person", [("who", "one"), ("who", "two")])
    assert staging.find("person", "who") == ""


def test_a_claim_goes_over_whoever_bore_the_mark(staging: Staging) -> None:
    staging.add_marks("account", [("m", "one")])
    staging.claim("account", "m", "two")
    assert staging.find("account", "m") == "two"


def test_the_parts_of_a_mark_are_kept_apart() -> None:
    assert mark("name", "a", "b c") != mark("name", "a b", "c")
    assert mark("name", "ab", "") != mark("name", "a", "b")


def test_what_a_line_said_is_held_against_later_ones(staging: Staging) -> None:
    assert staging.earlier_line("one") is None
    staging.note_line("one", 2, b"\x00print")
    assert staging.earlier_line("one") == (2, b"\x00print")
    staging.note_line("one", 5, b"other")
    assert staging.earlier_line("one") == (5, b"other")


def test_rows_to_be_made_come_in_order_with_their_keys(staging: Staging) -> None:
    for number in range(CHUNK + 5):
        staging.make("account" if number % 2 else "person", f"k{number}", {"name": f"Ünïcode {number}", "n": None})
    parts = list(staging.to_make("account"))
    rows = [row for part in parts for row in part]
    assert [row["id"] for row in rows] == [f"k{number}" for number in range(1, CHUNK + 5, 2)]
    assert rows[0] == {"id": "k1", "name": "Ünïcode 1", "n": None}
    assert list(staging.to_make("event")) == []
    assert staging.counts() == ({"account": (CHUNK + 4) // 2, "person": (CHUNK + 6) // 2}, {})


def test_they_come_some_at_a_time(staging: Staging) -> None:
    for number in range(2 * CHUNK + 1):
        staging.make("account", f"k{number}", {})
    assert [len(part) for part in staging.to_make("account")] == [CHUNK, CHUNK, 1]


def test_a_row_to_be_made_may_be_amended_and_one_of_the_book_is_none(staging: Staging) -> None:
    staging.make("account", "one", {"name": "Kaya", "city": ""})
    assert staging.amend("one", {"city": "Gent"})
    assert staging.made("one") == {"name": "Kaya", "city": "Gent"}
    assert not staging.amend("two", {"city": "Gent"})
    assert staging.made("two") == {}


def test_changes_of_one_row_gather_in_its_first_place(staging: Staging) -> None:
    staging.change("account", "one", {"city": "Gent", "sector": "x"})
    staging.change("person", "two", {"email": "a@b.nl"})
    staging.change("account", "one", {"city": "Ede", "tier": "A"})
    assert list(staging.to_change()) == [
        ("account", "one", {"city": "Ede", "sector": "x", "tier": "A"}),
        ("person", "two", {"email": "a@b.nl"}),
    ]
    assert staging.counts() == ({}, {"account": 1, "person": 1})


def test_links_come_in_order(staging: Staging) -> None:
    found = [(f"k{number}", number, "Jan") for number in range(CHUNK + 1)]
    for link in found:
        staging.link(*link)
    assert list(staging.links()) == found


def test_rows_may_be_changed_while_the_links_are_followed(staging: Staging) -> None:
    staging.make("person", "one", {"name": "Jan"})
    for number in range(3):
        staging.link("one", number, "Piet")
    for key, line, _name in staging.links():
        staging.amend(key, {"line": line})
        staging.change("account", f"a{line}", {"x": line})
    assert staging.made("one")["line"] == 2
    assert staging.counts() == ({"person": 1}, {"account": 3})


def test_nothing_is_left_of_it_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    staging = Staging()
    for number in range(3_000):
        staging.make("account", f"k{number}", {"note": "secret" * 200})
    assert {path.name for path in tmp_path.iterdir()} <= {"home"}
    alive = weakref.ref(staging)
    del staging
    gc.collect()
    assert alive() is None
    assert {path.name for path in tmp_path.iterdir()} <= {"home"}


@pytest.mark.parametrize("text", ["'; DROP TABLE made; --", "\x00", "\x1f", "漢字", '"', "\ud800"])
def test_hostile_text_stays_text(staging: Staging, text: str) -> None:
    staging.make("account", "one", {"name": text})
    assert staging.made("one") == {"name": text}
    if text != "\ud800":  # cleaned long before
        staging.add_marks("account", [(mark("name", text), "one")])
        staging.link("one", 1, text)
        assert staging.find("account", mark("name", text)) == "one"
        assert next(staging.links())[2] == text
