"""Promises, signals, issues, people and initiatives by command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Call, ok, refused


def test_promises_are_listed_with_how_many_were_kept_on_time(kaya: Call) -> None:
    none = kaya("promise", "list", "--json").data
    assert none == {"promises": [], "reliability": {"on_time": 0, "counted": 0, "share": None}}
    for what, day in (("Send the route", "today"), ("Call the bank", "fri"), ("Mend the dock", "fri")):
        ok(kaya("promise", "add", what, "--account", "kaya", "--person", "elif", "--due", day))
    ok(kaya("promise", "keep", "kaya", "send"))
    ok(kaya("promise", "break", "kaya", "call"))
    found = kaya("promise", "list", "kaya", "--json").data
    assert [p["what"] for p in found["promises"]] == ["Mend the dock"]
    assert found["reliability"] == {"on_time": 1, "counted": 2, "share": 0.5}
    assert kaya("promise", "list", "kaya").out.endswith("Kept on time in 12 months: 1 of 2, 50 %.\n")
    assert len(kaya("promise", "list", "--all", "--json").data["promises"]) == 3
    assert kaya("promise", "list", "bakker", "--json").data["reliability"]["counted"] == 0
    refused(kaya("promise", "keep", "kaya", "call"), "“broken” cannot become “kept”")
    assert "to Elif Kaya" in kaya("promise", "show", "kaya", "mend").out


def test_csat_is_another_word_for_a_score(kaya: Call) -> None:
    ok(kaya("signal", "add", "csat", "8", "--account", "kaya", "--person", "elif", "--note", "quick"))
    ok(kaya("add", "signal", "complaint", "--account", "bakker"))
    [signal] = kaya("signal", "list", "kaya", "--json").data
    assert (signal["kind"], signal["value"], signal["mood"], signal["person"]) == ("score", 8, "positive", "Elif Kaya")
    assert "quick" in kaya("signal", "show", "kaya", "elif").out
    assert len(kaya("signal", "list", "--json").data) == 2
    refused(kaya("signal", "add", "csat", "--account", "kaya"), "value")
    refused(kaya("signal", "add", "nps", "11", "--account", "kaya"), "value")


def test_an_issue_is_open_until_it_is_resolved(kaya: Call) -> None:
    ok(kaya("issue", "add", "Two pallets lost", "--account", "kaya", "--since", "2026-11-02"))
    assert [issue["what"] for issue in kaya("issue", "list", "--json").data] == ["Two pallets lost"]
    refused(kaya("issue", "resolve", "kaya", "two", "--on", "2026-11-01"), "before the issue was opened")
    ok(kaya("issue", "resolve", "kaya", "two"))
    assert kaya("issue", "list", "--json").data == []
    assert "resolved on Monday 23 November 2026" in kaya("issue", "show", "kaya").out
    refused(kaya("issue", "resolve", "kaya", "two"), "is resolved already")


def test_a_person_leaves_and_is_kept_where_they_went(kaya: Call) -> None:
    ok(kaya("person", "add", "Nur Demir", "--account", "kaya", "--role", "decision-maker"))
    assert "Now at Bakker\n" in ok(kaya("person", "leave", "elif", "--to", "bak"))
    assert "a new account" in ok(kaya("person", "leave", "nur", "--to", "Zeeland Koeltransport"))
    people = {person["name"]: person["account"] for person in kaya("person", "list", "--json").data}
    assert people == {"Elif Kaya": "Bakker", "Jan Bakker": "Bakker", "Nur Demir": "Zeeland Koeltransport"}
    assert kaya("person", "show", "elif", "--json").data["came_from"] == "Kaya Logistics"
    assert "came from: Kaya Logistics" in kaya("person", "show", "elif").out
    refused(kaya("person", "leave", "jan", "--to", "bakker"), "where they were")
    refused(kaya("person", "leave", "jan", "--on", "2026-12-01"), "still to come")


@pytest.fixture
def hub(kaya: Call) -> Call:
    """A book with an open initiative."""
    ok(kaya("initiative", "add", "Second hub", "--account", "kaya", "--amount", "€ 41000", "--started-by", "customer"))
    return kaya


def test_an_initiative_is_hollow_until_the_customer_has_a_dated_step(hub: Call) -> None:
    assert [line["name"] for line in hub("initiative", "list", "--hollow", "--json").data] == ["Second hub"]
    assert "hollow" in hub("initiative", "show", "kaya").out
    refused(hub("initiative", "next", "kaya", "second", "They send plans", "--on", "2026-11-20"), "is past")
    ok(hub("initiative", "next", "kaya", "second", "They send plans", "--on", "fri"))
    assert hub("initiative", "list", "--hollow", "--json").data == []
    [line] = hub("initiative", "list", "kaya", "--json").data
    assert line["customer_step"] == {"what": "They send plans", "on": "2026-11-27"}
    assert (line["started_by"], line["hollow"]) == ("customer", False)
    assert [a["name"] for a in hub("accounts", "initiatives:open", "--json").data] == ["Kaya Logistics"]


def test_the_buying_path_is_built_and_its_steps_are_done(hub: Call) -> None:
    ok(hub("initiative", "agree", "kaya", "second", "The budget", "--person", "elif"))
    ok(hub("initiative", "question", "kaya", "second", "What does it cost?"))
    ok(hub("initiative", "milestone", "kaya", "second", "The board decides", "--by", "customer", "--due", "+2w"))
    found = hub("initiative", "show", "kaya", "--json").data
    assert [(step["kind"], step["person"]) for step in found["steps"]] == [
        ("agree", "Elif Kaya"), ("question", ""), ("milestone", ""),
    ]  # fmt: skip
    assert found["customer_step"] == {"what": "The board decides", "on": "2026-12-07"}
    ok(hub("initiative", "step-done", "kaya", "second", "what"))
    refused(hub("initiative", "step-done", "kaya", "second", "what"), "is done already")
    text = hub("initiative", "show", "kaya").out
    assert "  ✓ What does it cost? · today\n" in text
    assert "  • The board decides · customer · Mon 7 Dec\n" in text
    refused(hub("initiative", "agree", "kaya", "second", "The budget", "--person", "jan"), "Nobody at Kaya Logistics")


def test_an_initiative_ends_with_a_reason_and_once(hub: Call) -> None:
    refused(hub("initiative", "end", "kaya", "second", "won"), "reason: say why")
    ok(hub("initiative", "end", "kaya", "second", "no-decision", "--reason", "the budget is frozen"))
    refused(hub("initiative", "end", "kaya", "second", "won", "--reason", "x"), "“no decision” cannot become “won”")
    refused(hub("initiative", "next", "kaya", "second", "More", "--on", "fri"), "has ended")
    refused(hub("initiative", "question", "kaya", "second", "More?"), "has ended")
    assert hub("initiative", "list", "--json").data == []
    ended = [hub("initiative", "list", *words, "--all", "--json").data for words in ((), ("kaya",))]
    assert [[(i["state"], i["end_reason"], i["account"]) for i in found] for found in ended] == [
        [("no decision", "the budget is frozen", "Kaya Logistics")]
    ] * 2
    assert "reason: the budget is frozen" in hub("initiative", "show", "kaya").out


def test_an_initiative_of_no_account_is_listed_with_all(hub: Call) -> None:
    ok(hub("initiative", "add", "From the fair"))
    assert len(hub("initiative", "list", "--json").data) == 1
    assert {i["name"]: i["account"] for i in hub("initiative", "list", "--all", "--json").data} == {
        "Second hub": "Kaya Logistics", "From the fair": "",
    }  # fmt: skip
