"""Referrals by command line: where a name comes from, what goes back, the tree and the record."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Call, ok, refused


@pytest.fixture
def named(kaya: Call) -> Call:
    """A book in which Elif Kaya gave two names."""
    for name, day in (("Jan Hofstra", "2026-11-03"), ("Piet Vos", "2026-11-10")):
        ok(kaya("referral", "name", name, "--from", "elif", "--company", f"{name[-3:]} BV", "--on", day))
    return kaya


def win(call: Call, name: str) -> None:
    """Bring a name to customer."""
    ok(call("referral", "advance", name, "introduced", "--basis", "Elif mailed both"))
    for stage in ("met", "buying", "customer"):
        ok(call("referral", "advance", name, stage))


def test_referrals_are_listed_by_stage(named: Call) -> None:
    assert [one["name"] for one in named("referral", "list", "--json").data] == ["Jan Hofstra", "Piet Vos"]
    ok(named("referral", "end", "piet", "--reason", "no budget"))
    assert [one["name"] for one in named("referral", "list", "--json").data] == ["Jan Hofstra"]
    assert len(named("referral", "list", "--all", "--json").data) == 2
    [ended] = named("referral", "list", "--stage", "ended", "--json").data
    assert (ended["name"], ended["from"], ended["account"]) == ("Piet Vos", "Elif Kaya", "Kaya Logistics")
    assert named("referral", "list", "bakker", "--json").data == []
    assert named("referral", "list", "--stage", "won").code == 2


def test_a_referral_is_shown_with_its_origin_and_what_is_owed(named: Call) -> None:
    text = named("referral", "show", "jan").out
    for part in ("given by Elif Kaya (Kaya Logistics), Tue 3 Nov", "owed: Tell Elif Kaya how it went with Jan Hofstra",
                 "to be told that we keep the name, by Thursday 3 December 2026"):  # fmt: skip
        assert part in text
    win(named, "jan")
    text = named("referral", "show", "jan").out
    assert "permission: Elif mailed both" in text
    assert "customer: Monday 23 November 2026" in text
    data = named("referral", "show", "jan", "--json").data
    assert (data["stage"], data["permission_basis"], len(data["owed"])) == ("customer", "Elif mailed both", 1)
    refused(named("referral", "show", "nobody"), "Nothing there begins")


def test_whoever_is_named_is_told(named: Call) -> None:
    assert "knows" in ok(named("referral", "inform", "jan", "--on", "2026-11-20"))
    assert "told that we keep the name: Friday 20 November 2026" in named("referral", "show", "jan").out
    refused(named("referral", "inform", "jan"), "knows already")


def test_thanks_are_owed_until_they_are_given(named: Call) -> None:
    [owed] = named("thanks", "list", "--json").data["owed"]
    assert (owed["person"], owed["on"]) == ("Elif Kaya", "2026-11-10")
    assert "TO BE THANKED" in named("thanks", "list").out
    assert "Elif Kaya was thanked" in ok(named("thanks", "add", "elif", "--how", "a card"))
    data = named("thanks", "list", "--json").data
    assert (data["owed"], [one["how"] for one in data["thanks"]]) == ([], ["a card"])
    assert named("thanks", "list", "bakker", "--json").data == {"owed": [], "thanks": []}
    refused(named("thanks", "add", "elif", "--on", "2026-12-01"), "still to come")


def test_introductions_are_counted_beside_asks(named: Call) -> None:
    ok(named("introduction", "add", "Ria Vos", "--to", "elif", "--company", "Vos"))
    ok(named("add", "introduction", "Bo Vos", "--to", "bakker", "--account", "bakker"))
    ok(named("introduction", "add", "Cas Vos", "--to", "kaya logistics"))
    ok(named("ask", "make", "elif", "--reason", "she offered"))
    data = named("introduction", "list", "--json").data
    assert {one["who"]: one["person"] for one in data["introductions"]} == {
        "Ria Vos": "Elif Kaya", "Bo Vos": "Jan Bakker", "Cas Vos": "",
    }  # fmt: skip
    counts = {one["account"]: (one["given"], one["asked"]) for one in data["accounts"]}
    assert counts == {"Kaya Logistics": (2, 1), "Bakker": (1, 0)}
    assert "Introductions given" in named("introduction", "list").out


def test_whom_an_introduction_went_to_is_never_guessed(named: Call) -> None:
    ok(named("add", "account", "Kaya Foods"))
    said = named("introduction", "add", "Ria Vos", "--to", "kaya")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines()[1:] == ["  Kaya Foods", "  Kaya Logistics", "  Elif Kaya, Kaya Logistics"]
    refused(named("introduction", "add", "Ria Vos", "--to", "nobody"), "No account or person")
    assert named("introduction", "list", "--json").data["introductions"] == []


def test_an_account_and_somebody_there_called_alike_are_one_answer(named: Call) -> None:
    ok(named("introduction", "add", "Ria Vos", "--to", "kaya"))
    [one] = named("introduction", "list", "--json").data["introductions"]
    assert (one["account"], one["person_id"]) == ("Kaya Logistics", None)


def test_the_tree_is_drawn_with_counts(named: Call) -> None:
    win(named, "jan")
    ok(named("add", "initiative", "First order", "--account", "tra BV", "--amount", "€ 8.000,00"))
    lines = named("tree").out.splitlines()
    assert lines[0] == "Kaya Logistics · 2 names · 1 introduction · 1 customer"
    assert lines[1] == "└─ tra BV · through Elif Kaya"
    assert "Referrer" in named("tree").out
    data = named("tree", "--json").data
    assert [(one["account"], one["depth"], one["generation"]) for one in data["accounts"]] == [
        ("Kaya Logistics", 0, 0), ("tra BV", 1, 1),
    ]  # fmt: skip
    assert data["accounts"][1]["came_from_id"] == data["accounts"][0]["account_id"]
    [referrer] = data["referrers"]
    assert (referrer["person"], referrer["names"], referrer["introductions"], referrer["customers"]) == (
        "Elif Kaya", 2, 1, 1,
    )  # fmt: skip


def test_where_there_is_nothing_the_tree_and_the_record_say_so(kaya: Call) -> None:
    for words in (("tree",), ("record",), ("introduction", "list"), ("thanks", "list"), ("testimonial", "list")):
        said = kaya(*words)
        assert (said.code, said.out) == (0, "")
        assert said.err


def test_the_record_gives_every_share_with_its_counts(named: Call) -> None:
    ok(named("ask", "make", "elif", "--reason", "she offered", "--on", "2026-11-02"))
    ok(named("ask", "answer", "elif", "yes", "--on", "2026-11-03"))
    ok(named("referral", "advance", "jan", "introduced", "--basis", "Elif mailed both"))
    ok(named("referral", "end", "piet", "--reason", "no budget"))
    text = named("record").out
    assert "1 of 2 named were introduced" in text
    assert "days: median 20 (n = 1)" in text
    assert "1 of 1 · 100 %, between" in text
    assert "1 × no budget" in text
    data = named("record", "--json").data
    assert (data["overridden"]["part"], data["overridden"]["whole"], data["ready"]["share"]) == (1, 1, None)
    assert {"to", "part", "whole", "open", "share", "low", "high", "days"} == set(data["passages"][0])
    assert named("record", "--on", "2026-11-01", "--json").data["overridden"]["whole"] == 0
    refused(named("record", "--on", "2026-12-01"), "still to come")


def test_two_accounts_become_one_and_undo_parts_them(named: Call) -> None:
    ok(named("account", "add", "Kaya BV"))
    refused_unasked = named("account", "merge", "kaya bv", "--into", "kaya logistics")
    assert (refused_unasked.code, refused_unasked.out) == (1, "")
    assert "“Kaya BV” goes up in “Kaya Logistics”" in refused_unasked.err
    assert "--yes" in refused_unasked.err
    assert "Merged" in ok(named("account", "merge", "kaya bv", "--into", "kaya logistics", "--yes"))
    assert {one["name"] for one in named("accounts", "--json").data} == {"Kaya Logistics", "Bakker"}
    ok(named("undo"))
    assert len(named("accounts", "--json").data) == 3
    refused(named("account", "merge", "bakker", "--into", "bakker", "--yes"), "one account already")
    refused(named("account", "merge", "nobody", "--into", "bakker", "--yes"), "No account is called")
    assert named("account", "merge", "bakker").code == 2
