"""Events, free time and calendars by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call, ok, refused


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line reads the day of the machine; here it is set."""
    monkeypatch.setenv("ADVISORBENCH_TODAY", "2026-11-23")


def test_an_event_from_plan_to_finish(kaya: Call) -> None:
    ok(kaya("event", "add", "Walk the depot", "--account", "kaya", "--at", "9:30", "--travel", "40"))
    (event,) = kaya("event", "list", "--json").data
    assert (event["account"], event["kind"], event["travel_minutes"]) == ("Kaya Logistics", "visit", 40)
    assert event["start"].endswith("T09:30:00")
    ok(kaya("event", "move", "depot", "tomorrow", "--at", "10:00"))
    refused(kaya("event", "finish", "depot", "--on", "2026-11-24"), "still to come")
    ok(kaya("undo"))
    ok(kaya("event", "finish", "depot", "--minutes", "50", "--note", "Three docks free"))
    (event,) = kaya("event", "list", "--json").data
    assert (event["state"], event["minutes"]) == ("done", 50)


def test_a_series_is_skipped_for_once_or_for_good(kaya: Call) -> None:
    ok(kaya("event", "add", "Stand-up", "--at", "9:00", "--repeat", "FREQ=DAILY;COUNT=5"))
    ok(kaya("event", "skip", "stand"))
    assert len(kaya("event", "list", "--json").data) == 4
    ok(kaya("event", "skip", "stand", "--on", "tomorrow", "--which", "all"))
    assert kaya("event", "list", "--json").data == []


def test_what_is_wrong_is_said_in_one_line(kaya: Call) -> None:
    refused(kaya("event", "add", "T", "--at", "25:00"), "write a time")
    refused(kaya("event", "add", "T", "--at", "9:00", "--repeat", "often"), "write a rule")
    refused(kaya("event", "add", "T", "--at", "9:00", "--zone", "Mars"), "no such zone")
    refused(kaya("event", "skip", "nothing"), "Nothing planned")
    ok(kaya("event", "add", "Call one", "--at", "9:00"))
    ok(kaya("event", "add", "Call two", "--at", "10:00"))
    refused(kaya("event", "skip", "call"), "Several")


def test_the_agenda_goes_out_and_comes_in_again(kaya: Call, tmp_path: Path) -> None:
    ok(kaya("event", "add", "Walk the depot", "--account", "kaya", "--at", "9:30"))
    path = tmp_path / "agenda.ics"
    ok(kaya("export", "agenda", "--to", path))
    assert "BEGIN:VEVENT" in path.read_text()
    assert kaya("export", "agenda").out.startswith("BEGIN:VCALENDAR")
    assert "0 new, 0 changed, 1 the same" in kaya("import", path, "--yes").err
    kaya("undo")
    assert "1 new" in kaya("import", path, "--yes").err
    (event,) = kaya("event", "list", "--json").data
    assert (event["account"], event["title"]) == ("Kaya Logistics", "Walk the depot")


def test_a_broken_calendar_holds_everything_back_until_it_is_told_not_to(kaya: Call, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    good = "BEGIN:VEVENT\nUID:1\nDTSTART:20300101T080000Z\nSUMMARY:Good\nEND:VEVENT\n"
    path.write_text(f"BEGIN:VCALENDAR\n{good}BEGIN:VEVENT\nUID:2\nDTSTART:soon\nEND:VEVENT\nEND:VCALENDAR\n")
    said = kaya("import", path, "--yes")
    assert said.code == 1
    assert "line 9: DTSTART" in said.err
    assert kaya("import", path, "--yes", "--skip-refused", "--calendar", "office").code == 0
    (event,) = kaya("event", "list", "--from", "2030-01-01", "--json").data
    assert event["calendar"] == "office"


def test_free_time_and_whom_to_see_in_it(sampled: Call) -> None:
    found = sampled("free", "--whom", "--days", "14", "--json").data
    assert found["free"] and found["whom"][0]["reasons"]
    assert "Whom to see" in sampled("free", "--whom", "--days", "14").out
    assert sampled("free", "--from", "2026-12-25", "--days", "3").out == ""


def test_days_and_weeks_of_the_agenda(sampled: Call) -> None:
    assert len(sampled("agenda", "--day", "2026-12-25", "--json").data) == 1
    assert "Christmas Day" in sampled("agenda", "--day", "2026-12-25").out
    assert len(sampled("agenda", "--week", "--json").data) == 7
    assert len(sampled("agenda", "--weeks", "3", "--json").data) == 21
