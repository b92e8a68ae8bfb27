"""Commands that list: text for people, JSON for programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call, refused

LISTS = [
    ("agenda",), ("agenda", "--all"), ("accounts",), ("accounts", "tier:a", "--sort", "gap"), ("ready",),
    ("ready", "--all"), ("asks",), ("search", "logistics"), ("where",), ("check",), ("objective", "list"),
    ("objective", "list", "kaya", "--all"), ("objective", "show", "kaya", "order"), ("outcome", "list"),
    ("outcome", "list", "kaya", "--state", "verified"), ("promise", "list"), ("promise", "list", "kaya"),
    ("signal", "list"), ("issue", "list", "--all"), ("initiative", "list"), ("initiative", "list", "--all"),
    ("review", "list"), ("review", "list", "--due"), ("review", "show", "kaya"), ("review", "spread"),
    ("review", "prepare", "kaya"), ("person", "list", "kaya"), ("person", "show", "elif"),
]  # fmt: skip

EMPTY = [("accounts",), ("ready",), ("asks",), ("search", "nobody")] + [
    (subject, "list")
    for subject in ("objective", "idea", "outcome", "review", "promise", "signal", "issue", "initiative", "person")
]


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_a_list_prints_data_and_no_talk(sampled: Call, words: tuple[str, ...]) -> None:
    said = sampled(*words)
    assert (said.code, said.err) == (0, "")
    assert said.out.strip()


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_every_list_is_also_json(sampled: Call, words: tuple[str, ...]) -> None:
    said = sampled(*(word for word in words if word != "--all" or words[0] != "agenda"), "--json")
    assert (said.code, said.err) == (0, "")
    assert said.data


@pytest.mark.parametrize("words", EMPTY, ids=" ".join)
def test_an_empty_book_has_nothing_to_list_and_says_so(empty: Call, words: tuple[str, ...]) -> None:
    said = empty(*words)
    assert (said.code, said.out) == (0, "")
    assert len(said.err.splitlines()) == 1
    nothing: list[object] = [[], {"asks": [], "referrals": []}]
    nothing.append({"promises": [], "reliability": {"on_time": 0, "counted": 0, "share": None}})
    assert empty(*words, "--json").data in nothing


def test_the_agenda_of_an_empty_book_says_that_it_is_empty(empty: Call) -> None:
    assert "This book is empty." in empty("agenda").out


def test_the_agenda_prints_the_day_and_its_lanes(sampled: Call) -> None:
    text = sampled("agenda").out
    assert text.startswith("Monday 23 November 2026 · week 48\n\nTODAY  free ")
    assert [lane for lane in ("OWE", "BRING", "ASK", "STAY CLOSE") if f"\n{lane} " not in text] == []


def test_the_agenda_as_json_has_the_same_lines_as_all_of_the_text(sampled: Call) -> None:
    lanes = sampled("agenda", "--json").data["lanes"]
    assert list(lanes) == ["owe", "bring", "ask", "close"]
    text = sampled("agenda", "--all").out
    assert sum(map(len, lanes.values())) == text.count("\n  • ") + text.count("\n  ! ")


def test_a_long_lane_is_cut_and_says_how_to_see_the_rest(empty: Call) -> None:
    empty("add", "account", "Bakker")
    for number in range(15):
        assert empty("add", "promise", f"Offer {number}", "--account", "bakker", "--due", "today").code == 0
    assert "  … 3 more; --all prints them" in empty("agenda").out
    assert empty("agenda", "--all").out.count("Offer") == 15


def test_readiness_is_a_word_in_json(sampled: Call) -> None:
    words = {account["readiness"] for account in sampled("accounts", "--json").data}
    assert {"ask-ready", "building"} <= words
    assert all(word is None or isinstance(word, str) for word in words)


def test_the_accounts_are_filtered_by_words_and_conditions(sampled: Call) -> None:
    every = sampled("accounts", "--json").data
    only_a = sampled("accounts", "tier:a", "--json").data
    assert 0 < len(only_a) < len(every)
    assert {account["tier"] for account in only_a} == {"A"}
    kaya = sampled("accounts", "kaya", "--json").data
    assert [account["name"] for account in kaya] == ["Kaya Logistics"]


def test_one_person_is_asked_for_with_all_seven_gates(sampled: Call) -> None:
    name = sampled("ready", "--json").data[0]["person"]
    verdict = sampled("ready", name, "--json").data
    assert [gate["verdict"] for gate in verdict["gates"]] == ["pass"] * 7
    text = sampled("ready", name).out
    assert text.count("✓") == 7


def test_where_names_the_book_that_is_used(empty: Call, book_path: Path) -> None:
    places = empty("where", "--json").data
    assert places["book"] == str(book_path)
    assert set(places) == {"book", "settings", "log", "drafts"}


def test_check_exits_1_with_what_is_wrong(empty: Call, book_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    assert empty("check").code == 0
    with closing(sqlite3.connect(book_path, isolation_level=None)) as book:
        book.execute("DROP INDEX ix_account_external_id")
    said = empty("check")
    assert said.code == 1
    assert "ix_account_external_id" in said.out
    assert empty("check", "--json").data["wrong"]


@pytest.mark.parametrize(
    "table",
    ["accounts", "people", "initiatives", "interactions", "reviews", "objectives", "outcomes", "promises", "signals",
     "issues", "asks", "targets", "referrals"],
)  # fmt: skip
def test_every_table_is_exported_as_csv_and_json(sampled: Call, table: str) -> None:
    import csv

    rows = list(csv.DictReader(sampled("export", table).out.splitlines(keepends=True)))
    assert rows
    assert len(sampled("export", table, "--format", "json").data) == len(rows)


def test_an_export_into_a_file_is_told_on_stderr_and_never_replaces_one_unasked(sampled: Call, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    said = sampled("export", "people", "--to", path)
    assert (said.code, said.out) == (0, "")
    assert str(path) in said.err
    assert path.stat().st_mode & 0o077 == 0
    before = path.read_bytes()
    assert sampled("export", "accounts", "--to", path).code == 1
    assert path.read_bytes() == before
    assert sampled("export", "accounts", "--to", path, "--force").code == 0
    assert path.read_bytes() != before


def test_wide_signs_keep_the_columns_straight(empty: Call) -> None:
    from advisorbench.cli.say import columns

    empty("add", "account", "日本物流 株式会社")
    empty("add", "account", "Zoe\u0308 Œuvre")
    empty("add", "account", "Plain")
    lines = empty("accounts").out.splitlines()
    starts = {columns(line[: line.index(" C ")]) for line in lines[1:]}
    assert len(starts) == 1


def test_readiness_of_a_past_day_is_printed_and_a_day_to_come_refused(sampled: Call) -> None:
    now, then = (
        sampled("ready", "elif kaya", "--json").data,
        sampled("ready", "elif", "--on", "2026-09-01", "--json").data,
    )
    assert (now["state"], then["state"]) == ("ask-ready", "building")
    refused(sampled("ready", "elif", "--on", "2026-11-24"), "is still to come")
