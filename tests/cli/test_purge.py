"""Erasing somebody by command line: their name is nowhere in the file any more, and the counts stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisorbench.domain.text import fold
from advisorbench.drafts import Drafts
from advisorbench.paths import default_paths
from tests.cli.conftest import Call, ok, refused

NAME = "Zoë Quistörp"


@pytest.fixture
def known(kaya: Call) -> Call:
    """A book in which somebody is named wherever a name can stand."""
    ok(kaya("person", "add", NAME, "--account", "kaya", "--email", "zq@kaya.example", "--title", "Buyer"))
    ok(kaya("log", "kaya", f"Lunch with {NAME}", "--person", "zoe"))
    ok(kaya("ask", "make", "zoe", "--reason", "she offered", "--on", "2026-11-02"))
    ok(kaya("referral", "name", "Jan Hofstra", "--from", "zoe"))
    ok(kaya("thanks", "add", "zoe", "--how", "a card"))
    ok(kaya("introduction", "add", NAME, "--to", "bakker", "--account", "bakker"))
    return kaya


def counts(call: Call) -> dict[str, int]:
    """How many rows there are of everything."""
    kinds = ("people", "interactions", "asks", "referrals", "promises", "thanks", "introductions")
    return {kind: len(call("export", kind, "--format", "json").data) for kind in kinds}


def test_nobody_is_erased_unasked(known: Call) -> None:
    said = known("purge", "person", NAME)
    assert (said.code, said.out) == (1, "")
    assert f"To be erased: {NAME}" in said.err
    assert "There is no undo" in said.err
    assert "--yes" in said.err
    assert len(known("person", "list", "kaya", "--json").data) == 2


def test_an_erased_name_is_nowhere_in_the_file_and_the_counts_stay(known: Call) -> None:
    before = counts(known)
    said = known("purge", "person", NAME, "--yes")
    assert (said.code, said.out) == (0, "")
    assert "check --compact" in said.err
    checked = known("check", "--compact", "--json")
    assert (checked.code, checked.data["wrong"]) == (0, [])
    assert "kB before" in checked.err
    held = Path(checked.data["book"]).read_bytes()
    for word in (NAME, fold(NAME), NAME.casefold(), "zq@kaya.example", "Quistörp", "quistorp"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert word.encode(encoding) not in held, word
    assert counts(known) == before
    known("undo")
    assert NAME not in known("person", "list", "--json").out


def test_drafts_and_copies_that_hold_the_name_are_seen_to(known: Call) -> None:
    book = Path(known("check", "--json").data["book"])
    drafts = Drafts(default_paths().drafts, book)
    drafts.save("log x", "Log", {"note": f"spoke to {NAME.upper()}"})
    drafts.save("log y", "Log", {"note": "spoke to Jan"})
    copy = book.with_name(f"{book.name}.before-upgrade-from-0002")
    copy.write_bytes(book.read_bytes())
    other = book.with_name(f"{book.name}.before-upgrade-from-0001")
    other.write_bytes(b"nothing")
    said = known("purge", "person", NAME, "--yes")
    assert said.code == 0
    assert "1 draft that held the name is gone" in said.err
    assert [str(kept.name) for kept in drafts.all()] == ["log y"]
    assert f"  {copy}" in said.err.splitlines()
    assert str(other) not in said.err


def test_whom_to_erase_is_never_guessed(known: Call) -> None:
    refused(known("purge", "person", "zoe", "--yes"), "exactly", "whole name")
    ok(known("person", "add", NAME, "--account", "bakker"))
    said = known("purge", "person", NAME, "--yes")
    assert (said.code, said.out) == (1, "")
    assert set(said.err.splitlines()[1:]) == {"  Kaya Logistics", "  Bakker"}
    said = known("purge", "person", NAME, "--account", "bakker", "--yes")
    assert said.code == 0
    assert "Somebody else in the book has this name" in said.err
    assert known("purge").code == 2


def test_a_name_that_was_only_given_is_erased_too(known: Call) -> None:
    said = known("purge", "person", "Jan Hofstra", "--yes")
    assert said.code == 0
    assert f"a name given by {NAME}" in said.err
    assert [one["name"] for one in known("referral", "list", "--json").data] == ["(erased)"]
