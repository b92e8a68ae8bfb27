"""A contact in one sentence, where the time goes, and how steady the weeks are, by command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Call, ok, refused


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("called Kaya 20m about renewal", "call · Kaya Logistics · 20 min · Mon 23 Nov 2026 · “renewal”"),
        ("visited Bakker 1h30 yesterday", "visit · Bakker · 90 min · Sun 22 Nov 2026"),
        ("gebeld met Elif 20 min over verlenging", "call · Elif Kaya, Kaya Logistics · 20 min · Mon 23 Nov 2026"),
        ("gisteren 2 uur bij Kaya langs geweest", "visit · Kaya Logistics · 120 min · Sun 22 Nov 2026"),
        ("45m intern overleg", "inside · 45 min · Mon 23 Nov 2026"),
        ("mail to Kaya", "mail · Kaya Logistics · no time said · Mon 23 Nov 2026"),
    ],
)
def test_a_sentence_is_logged_and_what_was_understood_is_told(kaya: Call, sentence: str, said: str) -> None:
    assert said in ok(kaya("log", sentence))


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("called 20m about renewal", "With whom?"),
        ("met Kaya 45 min", "How was it?"),
        ("called Kaya 20m and 1h", "How many minutes: 20, 60?"),
        ("called Kaya on Monday", "Which day: Mon 16 Nov 2026 or Mon 23 Nov 2026?"),
        ("called Kaya tomorrow", "still to come"),
        ("called Pieter 5m", "Neither an account nor a person is called “Pieter”"),
        ("internal call with Kaya 10m", "Was it inside, or with Kaya Logistics?"),
    ],
)
def test_what_is_not_certain_is_asked_in_one_line_and_nothing_is_saved(kaya: Call, sentence: str, asked: str) -> None:
    refused(kaya("log", sentence), asked)
    assert kaya("export", "interactions", "--format", "json").data == []


def test_the_options_answer_what_a_sentence_leaves_open(kaya: Call) -> None:
    said = ok(kaya("log", "met Kaya 45 min", "--kind", "meeting", "--on", "2026-11-16", "--person", "elif"))
    assert "meeting · Elif Kaya, Kaya Logistics · 45 min · Mon 16 Nov 2026" in said


def test_an_account_that_is_named_alone_or_with_a_note_is_logged_as_before(kaya: Call) -> None:
    assert ok(kaya("log", "kaya")) == "Logged: Kaya Logistics, Monday 23 November 2026\n"
    assert ok(kaya("log", "kaya", "called about the depot", "--minutes", "20")) == (
        "Logged: Kaya Logistics, Monday 23 November 2026\n"
    )
    logged = kaya("export", "interactions", "--format", "json").data
    assert [(row["kind"], row["minutes"], row["note"]) for row in logged] == [
        ("call", None, ""), ("call", 20, "called about the depot"),
    ]  # fmt: skip


def test_an_account_whose_name_looks_like_a_sentence_is_an_account(kaya: Call) -> None:
    ok(kaya("add", "account", "Called Kaya 20m"))
    assert "Logged: Called Kaya 20m, Monday" in ok(kaya("log", "called kaya"))


def test_a_name_nobody_has_stays_a_name(kaya: Call) -> None:
    refused(kaya("log", "nobody"), "No account is called “nobody”")
    refused(kaya("log", "called kaya", "a note"), "No account is called “called kaya”")


def test_a_week_is_printed_with_what_its_figures_leave_out(kaya: Call) -> None:
    ok(kaya("log", "called Kaya 3h"))
    ok(kaya("log", "mailed Kaya"))
    ok(kaya("add", "account", "Cold"))
    ok(kaya("log", "called Cold 1h"))
    said = kaya("time")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == "Week 48, from Mon 23 Nov 2026"
    assert lines[1].split()[0] == "customers"
    assert lines[1].endswith("3:00  of 12 h · 25 %")
    assert lines[3].endswith("1:00  25 % of the time !")
    assert lines[-1] == "  1 contact of 3 has no time noted."


def test_a_week_is_json_too(kaya: Call) -> None:
    ok(kaya("log", "gisteren 1 uur bij Kaya langs geweest"))
    week = kaya("time", "--week", "2026-W47", "--json").data
    assert (week["week"], week["monday"], week["goal_hours"]) == ("2026-W47", "2026-11-16", 12)
    assert week["minutes"] == {
        "customers": 60, "referred": 0, "strangers": 0, "inside": 0, "travel": 0, "unclassified": 0,
    }  # fmt: skip
    assert (week["total"], week["contacts"], week["untimed"], week["questions"]) == (60, 1, 0, [])
    assert kaya("time", "--json").data["total"] == 0


def test_a_year_has_a_line_a_week(sampled: Call) -> None:
    said = sampled("time", "--year")
    lines = said.out.splitlines()
    assert len(lines) == 53
    assert lines[-1].startswith("2026-W48")
    weeks = sampled("time", "--year", "--json").data
    assert [week["week"] for week in weeks][-2:] == ["2026-W47", "2026-W48"]
    assert sum(week["minutes"]["customers"] for week in weeks) > 0


def test_a_day_that_is_too_full_is_questioned(kaya: Call) -> None:
    for sentence in ("visited Kaya 20h", "visited Bakker 10h"):
        ok(kaya("log", sentence))
    said = kaya("time").out
    assert "? Mon 23 Nov 2026 holds 30:00 h: is that right? It is not added up." in said
    assert kaya("time", "--json").data["total"] == 0
    assert "holds 30:00 h" in kaya("time", "--year").out


@pytest.mark.parametrize("week", ["2025-W53", "soon", "99"])
def test_what_is_no_week_is_refused(kaya: Call, week: str) -> None:
    refused(kaya("time", "--week", week), "week:")


def test_a_week_and_a_year_are_not_asked_together(kaya: Call) -> None:
    assert kaya("time", "--week", "47", "--year").code == 2


def test_the_goal_is_the_sellers_own(kaya: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    settings = Path(kaya("where", "--json").data["settings"])
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("[rules]\ncustomer_hours_per_week = 4\n")
    ok(kaya("log", "called Kaya 2h"))
    assert "of 4 h · 50 %" in kaya("time").out


def test_how_steady_is_a_table_and_json(sampled: Call) -> None:
    said = sampled("steady")
    assert (said.code, said.err) == (0, "")
    assert [line.split("  ")[0] for line in said.out.splitlines()[1:]] == [
        "visits", "reviews held", "promises kept", "asks", "new customers",
    ]  # fmt: skip
    found = sampled("steady", "--json").data
    assert (len(found["weeks"]), found["weeks"][-1]) == (12, "2026-11-16")
    visits = found["habits"][0]
    assert (visits["habit"], len(visits["counts"])) == ("visits", 12)
    assert visits["how"] in ("steady", "uneven", "seldom")


def test_an_empty_book_has_nothing_to_say_about_steadiness(kaya: Call) -> None:
    assert {habit["how"] for habit in kaya("steady", "--json").data["habits"]} == {"unknown"}
    assert kaya("time").code == kaya("time", "--year").code == kaya("steady").code == 0
