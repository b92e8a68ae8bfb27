"""Asks by command line: targets found and taken, the ask prepared, made, dropped and looked back at; who is ready."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call, ok, refused


@pytest.fixture
def ready(kaya: Call) -> Call:
    """A book in which Elif Kaya is ready to be asked, and nothing is known of Jan Bakker."""
    ok(kaya("outcome", "add", "Two days less", "--account", "kaya", "--amount", "€ 12.000,00", "--on", "2026-11-02"))
    ok(kaya("outcome", "verify", "kaya", "two", "--by", "elif"))
    ok(kaya("add", "signal", "nps", "9", "--account", "kaya", "--person", "elif"))
    return kaya


def aim(call: Call) -> None:
    """A target through Elif Kaya."""
    ok(call("target", "add", "J. Hofstra", "--through", "elif", "--company", "Hofstra", "--why-now", "a second hub"))


def test_who_is_not_started_is_shown_only_where_all_or_that_state_is_asked_for(ready: Call) -> None:
    assert [one["person"] for one in ready("ready", "--json").data] == ["Elif Kaya"]
    every = {one["person"]: one for one in ready("ready", "--all", "--json").data}
    assert {name: one["state"] for name, one in every.items()} == {"Elif Kaya": "ready", "Jan Bakker": "not-started"}
    assert set(every["Jan Bakker"]) == {
        "person", "person_id", "account", "state", "score", "blocked_by", "target", "why_now", "gates",
    }  # fmt: skip
    fields = {"gate", "verdict", "reason", "reason_kind", "on", "opens_on", "action"}
    assert set(every["Jan Bakker"]["gates"][0]) == fields
    assert [one["person"] for one in ready("ready", "--state", "not-started", "--json").data] == ["Jan Bakker"]
    assert ready("ready", "--state", "blocked").err == "Nobody.\n"
    assert ready("ready", "--state", "good").code == 2


def test_why_somebody_is_blocked_is_said(ready: Call) -> None:
    ok(ready("add", "issue", "Two pallets lost", "--account", "kaya", "--severity", "serious"))
    [one] = ready("ready", "--state", "blocked", "--json").data
    gates = {gate["gate"]: gate for gate in one["gates"]}
    assert one["blocked_by"] == "No harm"
    assert gates["No harm"]["reason_kind"] == "issue_open"
    assert "Two pallets lost" in gates["No harm"]["reason"]


def test_targets_are_added_listed_and_dropped(ready: Call) -> None:
    aim(ready)
    [target] = ready("target", "list", "--json").data
    assert (target["who"], target["through"], target["account"]) == ("J. Hofstra", "Elif Kaya", "Kaya Logistics")
    assert "a second hub" in ready("target", "list", "kaya").out
    assert "J. Hofstra" in ok(ready("target", "drop", "j. hof"))
    assert ready("target", "list", "--json").data == []
    assert [target["state"] for target in ready("target", "list", "--all", "--json").data] == ["dropped"]
    refused(ready("target", "drop", "j. hof"), "is not open any more")


def test_proposals_are_found_with_reasons_and_one_is_taken(ready: Call) -> None:
    assert "Nobody in the book comes to mind" in ready("target", "find", "elif").err
    ok(ready("account", "add", "Hofstra", "--sector", "transport"))
    ok(ready("person", "add", "Piet Hofstra", "--account", "hofstra"))
    ok(ready("account", "add", "Vos", "--sector", "Transport", "--since", "2025-01-01"))
    ok(ready("person", "add", "Ria Vos", "--account", "vos"))
    [found] = ready("target", "find", "ria", "--json").data
    assert (found["number"], found["name"], found["reasons"]) == (1, "Piet Hofstra", ["same sector: transport"])
    assert "same sector: transport" in ready("target", "find", "ria").out
    refused(ready("target", "find", "ria", "--take", "2"), "There is no proposal 2", "target find")
    ok(ready("target", "find", "ria", "--take", "1", "--why-now", "they grow"))
    [target] = ready("target", "list", "vos", "--json").data
    assert (target["who"], target["why_now"], target["why_fit"]) == (
        "Piet Hofstra", "they grow", "same sector: transport",
    )  # fmt: skip
    assert ready("target", "find", "ria", "--why-now", "x").code == 2


def test_an_ask_is_prepared_with_value_first_and_kept(ready: Call) -> None:
    aim(ready)
    text = ready("ask", "prepare", "elif", "--route", "a mail to both", "--text", "en").out
    places = [text.index(part) for part in ("VALUE FIRST", "Two days less (€ 12,000)", "TARGET", "J. Hofstra, Hofstra",
                                            "a second hub", "a mail to both", "DRAFT: en", "Hello Elif")]  # fmt: skip
    assert places == sorted(places)
    data = ready("ask", "prepare", "elif", "--route", "a mail", "--save", "--json").data
    assert (data["target"], data["why_now"], data["language"]) == ("J. Hofstra, Hofstra", "a second hub", "nl")
    assert (data["kind"], data["kept"], set(data["drafts"])) == ("referral", None, {"nl", "en"})
    assert data["text"].startswith("Dag Elif")
    [ask] = ready("ask", "show", "elif", "--json").data
    assert (ask["state"], ask["route"], ask["text"], ask["stood"]) == ("drafted", "a mail", data["text"], None)


def test_a_text_written_by_oneself_is_kept_until_a_wording_is_asked_for(ready: Call, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("Elif, may I ask you something?", "utf-8")
    ready("ask", "prepare", "elif", "--text-file", mine, "--save")
    again = ready("ask", "prepare", "elif", "--route", "a call", "--save")
    assert again.out.endswith("DRAFT, AS YOU WROTE IT\n\nElif, may I ask you something?\n")
    assert "the one you kept" in again.err
    assert ready("ask", "prepare", "elif", "--text", "nl", "--json").data["text"].startswith("Dag Elif")
    assert ready("ask", "prepare", "elif", "--json").data["kept"]["route"] == "a call"
    assert ready("ask", "prepare", "elif", "--text", "nl", "--text-file", mine).code == 2
    refused(ready("ask", "prepare", "elif", "--text", "de"), "Nothing there begins with “de”")
    refused(ready("ask", "prepare", "elif", "--why-now", "now"), "--target")
    refused(ready("ask", "prepare", "nobody"), "Nobody in the book")


def test_gates_that_do_not_pass_are_said_where_an_ask_is_prepared(ready: Call) -> None:
    text = ready("ask", "prepare", "jan").out
    assert "nothing that they verified" in text
    assert "  ? Value " in text.partition("GATES THAT DO NOT PASS")[2]


def test_a_draft_is_thrown_away(ready: Call) -> None:
    ready("ask", "prepare", "elif", "--save")
    ok(ready("ask", "drop", "elif"))
    refused(ready("ask", "drop", "elif"), "No ask to Elif Kaya is prepared", "ask prepare")
    assert "was not asked for anything" in ready("ask", "show", "elif").err


def test_an_ask_takes_the_draft_there_is_and_keeps_how_the_person_stood(ready: Call) -> None:
    aim(ready)
    ready("ask", "prepare", "elif", "--for", "reference", "--route", "a call", "--save")
    ok(ready("ask", "make", "elif", "--channel", "phone"))
    [ask] = ready("ask", "show", "elif", "--json").data
    assert (ask["kind"], ask["route"], ask["channel"], ask["state"]) == ("reference", "a call", "phone", "asked")
    assert ask["text"].startswith("Dag Elif")
    assert (ask["stood"]["state"], ask["stood"]["gates"]["value"]) == ("ask-ready", ["pass", "2026-11-23"])
    assert "stood then: ask-ready, score" in ready("ask", "show", "elif").out


def test_a_testimonial_is_asked_for_one_outcome(ready: Call) -> None:
    assert ready("ask", "make", "elif", "--outcome", "two").code == 2
    refused(ready("ask", "make", "elif", "--for", "testimonial", "--outcome", "three"), "Nothing there begins")
    ok(ready("ask", "make", "elif", "--for", "testimonial", "--outcome", "two"))
    [one] = ready("testimonial", "list", "--json").data
    assert (one["outcome"], one["state"]) == ("Two days less", "requested")


def test_wordings_of_ones_own_are_kept_used_and_removed(ready: Call, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("Hi $name, $outcome: whom do you know?", "utf-8")
    assert "No wording of your own" in ready("ask", "text", "list").err
    ok(ready("ask", "text", "save", "Short", "--file", mine))
    assert ready("ask", "text", "show", "short").out == mine.read_text("utf-8") + "\n"
    assert ready("ask", "text", "list", "--json").data == [{"name": "Short", "text": mine.read_text("utf-8")}]
    text = ready("ask", "prepare", "elif", "--text", "sho", "--json").data["text"]
    assert text == "Hi Elif, Two days less (€ 12.000): whom do you know?"
    assert ready("review", "template", "list").out == ""
    mine.write_text("Hi $nobody", "utf-8")
    refused(ready("ask", "text", "save", "Short", "--file", mine), "$nobody is no place")
    ok(ready("ask", "text", "remove", "short"))
    assert ready("ask", "text", "list", "--json").data == []
