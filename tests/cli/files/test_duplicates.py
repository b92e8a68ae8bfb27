"""What is there twice, on the command line: listed with reasons, merged when told to, kept apart when told so."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Call, ok, refused


@pytest.fixture
def twice(kaya: Call) -> Call:
    """A book in which one account and one person are there twice; the two people bear the same name."""
    ok(kaya("account", "add", "Kaya Logistics BV", "--city", "Gent"))
    ok(kaya("person", "add", "Elif Kaya", "--account", "kaya logistics bv"))
    ok(kaya("account", "merge", "kaya logistics bv", "--into", "Kaya Logistics", "--yes"))
    ok(kaya("account", "add", "Bakker B.V."))
    return kaya


def test_the_list_says_why_and_which(twice: Call) -> None:
    people, accounts = twice("duplicates").out.splitlines()[1:]
    assert people.startswith("Elif Kaya, Kaya Logistics  ")
    assert people.endswith("  same name; same company")
    assert accounts.startswith("Bakker  ")
    assert accounts.endswith("  same name, other form")
    assert "Bakker" not in twice("duplicates", "people").out
    assert "Elif" not in twice("duplicates", "accounts").out
    limited = twice("duplicates", "--limit", "1")
    assert (len(limited.out.splitlines()), limited.err) == (2, "1 more; --limit shows it\n")
    assert twice("duplicates", "things").code == 2


def test_the_list_as_json(twice: Call) -> None:
    (pair,) = twice("duplicates", "people", "--json").data
    assert (pair["kind"], pair["kept"], pair["other"], pair["strength"]) == ("person", "Elif Kaya", "Elif Kaya", 90)
    assert pair["reasons"] == ["same name", "same company"]


def test_two_of_the_same_name_at_one_account_are_merged_by_their_ids(twice: Call) -> None:
    named = twice("person", "merge", "elif", "--into", "elif kaya", "--account", "kaya logistics", "--yes")
    assert (named.code, named.out) == (1, "")
    first, second = (line.rpartition(" · ")[2] for line in named.err.splitlines()[1:])
    assert named.err.count("Elif Kaya, Kaya Logistics") == 2
    asked = twice("person", "merge", second, "--into", first)
    assert (asked.code, "--yes" in asked.err) == (1, True)
    assert "goes up in" in asked.err
    assert "Merged" in ok(twice("person", "merge", second, "--into", first, "--yes"))
    assert len(twice("person", "list", "kaya", "--json").data) == 1
    assert twice("duplicates", "people").err == "Nothing looks as if it were there twice.\n"
    ok(twice("undo"))
    assert len(twice("person", "list", "kaya", "--json").data) == 2
    refused(twice("person", "merge", first, "--into", first, "--yes"), "one person already")
    refused(twice("person", "merge", "nobody", "--into", first, "--yes"), "Nobody in the book")


def test_the_ids_of_the_list_are_those_that_may_be_typed(twice: Call) -> None:
    words = twice("duplicates", "people").out.splitlines()[1].split()
    kept, other = (word for word in words if len(word) == 8 and word not in ("Logistics",) and word[-1] != ",")
    assert "Merged" in ok(twice("person", "merge", other, "--into", kept, "--yes"))


def test_a_whole_id_will_do_wherever_somebody_is_named(twice: Call) -> None:
    first = twice("person", "list", "kaya", "--json").data[0]["id"]
    assert twice("person", "show", first, "--json").data["id"] == first
    (pair,) = twice("duplicates", "accounts", "--json").data
    assert "Merged" in ok(twice("account", "merge", pair["other_id"], "--into", pair["kept_id"][-8:], "--yes"))


def test_two_that_are_two_are_not_listed_again(twice: Call) -> None:
    (pair,) = twice("duplicates", "people", "--json").data
    assert "These are two" in ok(twice("person", "apart", pair["kept_id"], pair["other_id"]))
    assert twice("duplicates", "people", "--json").data == []
    assert "These are two: Bakker and Bakker B.V." in ok(twice("account", "apart", "bakker", "bakker b.v."))
    assert twice("duplicates").out == ""
    ok(twice("undo"))
    assert len(twice("duplicates", "--json").data) == 1
    refused(twice("account", "apart", "bakker", "bakker"), "one already")


def test_people_at_two_accounts_are_not_merged(kaya: Call) -> None:
    said = kaya("person", "merge", "elif", "--into", "jan", "--yes")
    assert said.code == 1
    assert "They work at two accounts. If this person moved" in said.err
