"""Reviews by command line: planned, spread, prepared, held with all that came of it, followed up, and the pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call, ok, refused


@pytest.fixture
def planned(kaya: Call) -> Call:
    """A book in which a review is planned, and there is something to talk about."""
    ok(kaya("outcome", "add", "Two days less", "--account", "kaya", "--amount", "€ 12.000,00", "--on", "2026-11-02"))
    ok(kaya("promise", "add", "Send the route", "--account", "kaya", "--due", "fri"))
    ok(kaya("review", "plan", "kaya", "today"))
    return kaya


def test_a_review_is_prepared_held_with_everything_and_followed_up(planned: Call) -> None:
    text = planned("review", "prepare", "kaya").out
    for part in ("Send the route, Fri 27 Nov", "Delivery in a week: 14 → 12 days, better", "Two days less (€ 12,000)",
                 "AGENDA, A DRAFT", "Two days less (€ 12,000): may we note this as confirmed?"):  # fmt: skip
        assert part in text
    assert "prepared" in ok(planned("review", "prepare", "kaya", "--with", "elif"))
    prepared = planned("review", "prepare", "kaya", "--json").data
    assert (prepared["review"]["state"], prepared["attending"]) == ("prepared", ["Elif Kaya"])
    assert prepared["agenda"].startswith("Review with Kaya Logistics, Monday 23 November 2026")
    said = ok(
        planned(
            "review", "hold", "kaya", "--now", "delivery=9,5", "--confirm", "two", "--by", "elif", "--nps", "9",
            "--said-by", "elif", "--promise", "Draw the dock; fri", "--promise", "Call Jan; +2w", "--idea", "A crane",
            "--idea", "A third dock", "--note", "good talk", "--minutes", "90", "--next", "2027-03-01",
        )
    )  # fmt: skip
    assert "Review held with Kaya Logistics; the next: Monday 1 March 2027" in said
    assert planned("objective", "show", "kaya", "--json").data["current"] == 9.5
    [outcome] = planned("outcome", "list", "--json").data
    assert (outcome["state"], outcome["verified_by"]) == ("verified", "Elif Kaya")
    assert [signal["value"] for signal in planned("signal", "list", "--json").data] == [9]
    promises = planned("promise", "list", "--json").data["promises"]
    assert {p["what"]: p["due_on"] for p in promises if p["what"] != "Send the route"} == {
        "Draw the dock": "2026-11-27", "Call Jan": "2026-12-07",
    }  # fmt: skip
    assert {idea["state"] for idea in planned("idea", "list", "--json").data} == {"proposed"}
    assert [row["person"] for row in planned("export", "attendance", "--format", "json").data] == ["Elif Kaya"]
    assert "not followed up yet" in planned("review", "show", "kaya").out
    ok(planned("review", "follow-up", "kaya"))
    refused(planned("review", "follow-up", "kaya"), "“followed up” cannot become “followed up”")
    [held] = planned("review", "show", "kaya", "--json").data["held"]
    assert (held["held_on"], held["followed_up_on"], held["minutes"]) == ("2026-11-23", "2026-11-23", 90)
    ok(planned("undo"))
    ok(planned("undo"))
    assert planned("objective", "show", "kaya", "--json").data["current"] == 12.0
    assert planned("idea", "list", "--json").data == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--on", "2026-11-24"), "still to come"),
        (("--next", "2026-11-23"), "the next review comes after this one"),
        (("--confirm", "two"), "say who confirmed it"),
        (("--confirm", "two", "--by", "jan"), "Nobody at Kaya Logistics"),
        (("--confirm", "three", "--by", "elif"), "Nothing there begins with “three”"),
        (("--with", "jan"), "Nobody at Kaya Logistics"),
        (("--now", "nothing=3"), "Nothing there begins with “nothing”"),
        (("--now", "del=3", "--now", "delivery=4"), "is given twice"),
        (("--promise", "Call; 2026-11-20"), "a day to come"),
        (("--promise", "Call; someday"), "no day"),
    ],
)
def test_a_review_that_cannot_have_gone_so_is_refused_and_nothing_of_it_is_kept(
    planned: Call, more: tuple[str, ...], said: str
) -> None:
    before = planned("export", "reviews").out, planned("export", "promises").out, planned("export", "measures").out
    answer = planned("review", "hold", "kaya", "--idea", "A crane", *more)
    assert (answer.code, answer.out) == (1, "")
    last = answer.err.splitlines()[-1]
    assert last.startswith("advisorbench: ")
    assert said in last
    after = planned("export", "reviews").out, planned("export", "promises").out, planned("export", "measures").out
    assert after == before
    assert planned("idea", "list", "--json").data == []


@pytest.mark.parametrize(
    "more",
    [("--by", "elif"), ("--said-by", "elif"), ("--nps", "9", "--score", "8"), ("--nps", "11"), ("--promise", "Call"),
     ("--now", "delivery"), ("--now", "delivery=1.210"), ("--now", "=3")],
    ids=" ".join,
)  # fmt: skip
def test_words_that_do_not_fit_together_are_refused(planned: Call, more: tuple[str, ...]) -> None:
    said = planned("review", "hold", "kaya", *more)
    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 2), said
    assert planned("review", "show", "kaya", "--json").data["held"] == []


def test_a_review_is_prepared_by_an_agenda_of_one_s_own(planned: Call, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("$account on $day\n\nGood to see you, $people\n\n$ideas\n", "utf-8")
    ok(planned("review", "template", "save", "Short", "--file", mine))
    assert planned("review", "template", "list").out == "Short\n"
    assert planned("review", "template", "show", "sh", "--json").data["text"].startswith("$account on")
    ok(planned("review", "prepare", "kaya", "--template", "short", "--with", "elif"))
    agenda = planned("review", "prepare", "kaya", "--json").data["agenda"]
    assert agenda == "Kaya Logistics on Monday 23 November 2026\n\nGood to see you, Elif Kaya"
    mine.write_text("Only this", "utf-8")
    ok(planned("review", "prepare", "kaya", "--agenda-file", mine))
    found = planned("review", "prepare", "kaya", "--json").data
    assert (found["agenda"], found["attending"]) == ("Only this", ["Elif Kaya"])
    ok(planned("review", "prepare", "kaya", "--agenda", "Only that"))
    assert "Only that" in planned("review", "show", "kaya").out
    ok(planned("review", "template", "remove", "short"))
    refused(planned("review", "prepare", "kaya", "--template", "short"), "Add it first")
    refused(planned("review", "prepare", "kaya", "--agenda-file", tmp_path / "none"), "There is no file none")
    assert planned("review", "prepare", "kaya", "--agenda", "a", "--template", "b").code == 2


def test_what_is_not_planned_cannot_be_prepared_and_what_was_not_held_not_followed_up(kaya: Call) -> None:
    refused(kaya("review", "prepare", "bakker"), "No review with Bakker is planned", "Plan it first")
    refused(kaya("review", "follow-up", "bakker"), "was held yet", "review hold")


def test_reviews_are_listed_with_those_that_are_due(kaya: Call) -> None:
    lines = {line["account"]: line for line in kaya("review", "list", "--json").data}
    assert lines["Kaya Logistics"]["standing"] == "overdue"
    assert [line["account"] for line in kaya("review", "list", "--due", "--json").data] == ["Kaya Logistics"]
    ok(kaya("review", "hold", "kaya"))
    assert kaya("review", "list", "--due", "--json").data == []
    [line] = kaya("review", "list", "kaya", "--json").data
    assert (line["standing"], line["held_on"]) == ("fine", "2026-11-23")


def test_reviews_are_spread_over_the_hours_there_are(empty: Call) -> None:
    for name in ("Abel", "Bos", "Cohen", "Dam"):
        ok(empty("add", "account", name, "--tier", "A", "--since", "2026-10-01"))
        ok(empty("review", "plan", name, "2026-12-01"))
    text = empty("review", "spread").out
    assert text.startswith("16 h of reviews planned, 48 h available")
    assert "! week 49, from Mon 30 Nov, holds more than fits" in text
    found = empty("review", "spread", "--json").data
    moves = {proposal["account"]: proposal["on"] for proposal in found["proposals"]}
    assert len(moves) == 2
    assert found["left"] == []
    before = empty("export", "reviews").out
    assert "2 reviews planned" in empty("review", "spread", "--apply").err
    after = {line["account"]: line["on"] for line in empty("review", "list", "--json").data}
    assert {name: after[name] for name in moves} == moves
    assert empty("review", "spread", "--json").data["proposals"] == []
    ok(empty("undo"))
    assert empty("export", "reviews").out == before


def test_the_pack_is_printed_or_written_and_never_over_a_file_unasked(planned: Call, tmp_path: Path) -> None:
    ok(planned("review", "hold", "kaya", "--confirm", "two", "--by", "elif"))
    said = planned("review", "pack", "kaya")
    assert (said.code, said.err) == (0, "")
    assert "Two days less" in said.out
    assert planned("review", "pack", "kaya", "--to", "-").out == said.out
    page = planned("review", "pack", "kaya", "--format", "html").out
    assert "<html" in page
    path = tmp_path / "pack.html"
    ok(planned("review", "pack", "kaya", "--format", "html", "--to", path))
    assert path.read_text("utf-8") == page
    refused(planned("review", "pack", "kaya", "--to", path), "exists already", "--force")
    ok(planned("review", "pack", "kaya", "--format", "md", "--to", path, "--force"))
    assert path.read_text("utf-8") == said.out


@pytest.mark.parametrize(
    ("name", "begin"), [("pack.pdf", b"%PDF"), ("pack.XLSX", b"PK"), ("pack.md", b"# "), ("pack.txt", b"# ")]
)
def test_the_name_of_the_file_tells_in_which_format_the_pack_is(
    planned: Call, tmp_path: Path, name: str, begin: bytes
) -> None:
    path = tmp_path / name
    ok(planned("review", "pack", "kaya", "--to", path))
    assert path.read_bytes().startswith(begin)
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_pack_as_json_is_its_data(planned: Call) -> None:
    ok(planned("review", "hold", "kaya", "--confirm", "two", "--by", "elif"))
    data = planned("review", "pack", "kaya", "--format", "json").data
    assert (data["account"], data["on"], data["kept"]) == ("Kaya Logistics", "2026-11-23", {"on_time": 0, "counted": 0})
    assert [outcome["what"] for outcome in data["outcomes"]] == ["Two days less"]


def test_a_pack_that_is_no_text_never_goes_onto_a_terminal(planned: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from _pytest.capture import CaptureIO

    monkeypatch.setattr(CaptureIO, "isatty", lambda _self: True)
    refused(planned("review", "pack", "kaya", "--format", "pdf"), "not for a terminal", "--to")
