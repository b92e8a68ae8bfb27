"""Objectives, ideas and outcomes by command line: what is measured, what was gained, and who confirmed it."""

from __future__ import annotations

import click
import pytest

from advisorbench.cli.main import cli
from tests.cli.conftest import Call, ok, refused


@pytest.mark.parametrize("name", ["person", "promise", "objective", "idea", "outcome", "signal", "issue", "initiative"])
def test_add_and_the_subject_s_own_add_are_one_command(name: str) -> None:
    context = click.Context(cli)
    adding, subject = cli.get_command(context, "add"), cli.get_command(context, name)
    assert isinstance(adding, click.Group)
    assert isinstance(subject, click.Group)
    assert adding.commands[name].callback is subject.commands["add"].callback


def test_an_objective_is_measured_and_shows_its_way_and_what_is_left(kaya: Call) -> None:
    ok(kaya("objective", "now", "kaya", "delivery", "11", "--on", "2026-11-02"))
    assert "10 days on Monday 23 November 2026" in ok(kaya("objective", "now", "kaya", "delivery", "10"))
    found = kaya("objective", "show", "kaya", "--json").data
    assert [(m["on"], m["value"]) for m in found["measures"]] == [("2026-11-02", 11.0), ("2026-11-23", 10.0)]
    assert (found["current"], found["attained"], found["target_share"]) == (10.0, 0.5, 0.75)
    assert (found["worth_cents"], found["left_cents"]) == (9_600_000, 4_800_000)
    text = kaya("objective", "show", "kaya").out
    assert "baseline 14 days → now 10 days → target 8 days → maximum attainable 6 days" in text
    assert "50 % of the way to the maximum; the target lies at 75 %" in text
    assert "€ 96,000 to them; € 48,000 is left" in text


def test_the_movement_of_an_objective_is_counted_from_the_last_review(kaya: Call) -> None:
    ok(kaya("objective", "now", "kaya", "delivery", "11", "--on", "2026-11-02"))
    ok(kaya("review", "hold", "kaya", "--on", "2026-11-03"))
    ok(kaya("objective", "now", "kaya", "delivery", "12.5"))
    moved = kaya("objective", "show", "kaya", "--json").data["movement"]
    assert moved == {"since": "2026-11-03", "before": 11.0, "now": 12.5, "better": False}
    assert "from 11 to 12.5, worse" in kaya("objective", "show", "kaya").out


def test_an_objective_goes_from_draft_to_achieved_and_then_has_no_gap(kaya: Call) -> None:
    ok(kaya("objective", "add", "Fewer calls", "--account", "kaya", "--draft"))
    refused(kaya("objective", "achieve", "kaya", "fewer"), "“draft” cannot become “achieved”")
    for word in ("agree", "on-track", "off-track"):
        ok(kaya("objective", word, "kaya", "fewer"))
    ok(kaya("objective", "now", "kaya", "fewer", "3", "--state", "on-track"))
    assert "achieved" in ok(kaya("objective", "achieve", "kaya", "fewer"))
    refused(kaya("objective", "drop", "kaya", "fewer"), "“achieved” cannot become “dropped”")
    assert [o["wording"] for o in kaya("objective", "list", "kaya", "--json").data] == ["Delivery in a week"]
    assert len(kaya("objective", "list", "--all", "--json").data) == 2


@pytest.mark.parametrize(
    ("typed", "value"),
    [("8,5", 8.5), ("8.5", 8.5), ("1.210,50", 1210.5), ("1,210.50", 1210.5), ("-3", -3.0), ("1 210", 1210.0)],
)
def test_a_number_is_read_as_it_is_written(kaya: Call, typed: str, value: float) -> None:
    ok(kaya("objective", "now", "kaya", "delivery", typed))
    assert kaya("objective", "show", "kaya", "--json").data["current"] == value


@pytest.mark.parametrize("words", [("objective", "now", "kaya", "delivery", "1.210"),
                                   ("objective", "add", "X", "--account", "kaya", "--target", "1.210")])  # fmt: skip
def test_a_number_that_can_be_read_in_two_ways_is_refused_with_the_remedy(kaya: Call, words: tuple[str, ...]) -> None:
    said = kaya(*words)
    assert (said.code, said.out) == (2, "")
    assert "can be read in two ways" in said.err.splitlines()[1]
    assert "type two decimals" in said.err.splitlines()[1]
    refused(kaya("outcome", "add", "X", "--account", "kaya", "--amount", "1.210"), "amount", "two decimals")


def test_a_language_that_was_set_decides_the_decimal_mark(kaya: Call) -> None:
    from advisorbench import i18n
    from advisorbench.paths import default_paths

    settings = default_paths().settings
    settings.parent.mkdir(parents=True)
    settings.write_text('language = "nl"', "utf-8")
    try:
        assert kaya("objective", "now", "kaya", "delivery", "1.210").code == 0
        assert kaya("objective", "show", "kaya", "--json").data["current"] == 1210.0
    finally:
        i18n.use_language(None)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--baseline", "14", "--target", "4", "--maximum", "6", "--less"), "target"),
        (("--baseline", "14", "--maximum", "16", "--less"), "maximum"),
        (("--baseline", "14", "--maximum", "6"), "maximum"),
        (("--worth", "a lot"), "worth"),
    ],
)
def test_an_objective_that_cannot_be_is_refused(kaya: Call, more: tuple[str, ...], said: str) -> None:
    before = kaya("objective", "list", "--json").data
    refused(kaya("objective", "add", "Wrong", "--account", "kaya", *more), said)
    assert kaya("objective", "list", "--json").data == before


def test_an_idea_goes_from_spotted_to_done_and_what_it_brought_is_an_outcome(kaya: Call) -> None:
    ok(kaya("idea", "add", "A second dock", "--account", "kaya", "--objective", "delivery", "--effect", "2,5",
            "--worth", "12000", "--effort", "small", "--by", "us"))  # fmt: skip
    refused(kaya("idea", "accept", "kaya", "second"), "“spotted” cannot become “accepted”")
    ok(kaya("idea", "propose", "kaya", "second", "--on", "today"))
    ok(kaya("idea", "accept", "kaya"))
    refused(kaya("idea", "done", "kaya"), "say what it brought")
    ok(kaya("idea", "done", "kaya", "--brought", "Two days less", "--amount", "€ 12k", "--period", "year"))
    [idea] = kaya("idea", "list", "--all", "--json").data
    [outcome] = kaya("outcome", "list", "--json").data
    assert (idea["state"], idea["effect"], idea["side"], idea["outcome_id"]) == ("done", 2.5, "us", outcome["id"])
    assert (outcome["state"], outcome["period"], outcome["amount_cents"]) == ("claimed", "a year", 1_200_000)
    assert outcome["objective_id"] == idea["objective_id"]
    assert "brought: Two days less" in kaya("idea", "show", "kaya").out
    assert kaya("idea", "list", "--json").data == []


def test_an_idea_is_rejected_with_a_reason(kaya: Call) -> None:
    ok(kaya("idea", "add", "A second dock", "--account", "kaya"))
    refused(kaya("idea", "reject", "kaya"), "say why")
    ok(kaya("idea", "reject", "kaya", "--why", "no room"))
    assert kaya("idea", "show", "kaya", "--json").data["reason"] == "no room"
    refused(kaya("idea", "propose", "kaya"), "“rejected” cannot become “proposed”")


def test_an_outcome_is_disputed_and_verified_by_somebody_there(kaya: Call) -> None:
    ok(kaya("outcome", "add", "Five days less", "--account", "kaya", "--amount", "€ 41.000,00",
            "--measure", "5", "--unit", "days", "--period", "quarter", "--objective", "delivery",
            "--evidence", "their own report"))  # fmt: skip
    refused(kaya("outcome", "verify", "kaya", "five", "--by", "jan"), "Nobody at Kaya Logistics is called “jan”")
    said = kaya("outcome", "verify", "kaya", "five", "--by", "elif", "--on", "2026-11-27")
    refused(said, "is still to come")
    refused(kaya("outcome", "dispute", "kaya", "five"), "say what they see differently")
    ok(kaya("outcome", "dispute", "kaya", "five", "--why", "only three"))
    assert [o["dispute"] for o in kaya("outcome", "list", "--state", "disputed", "--json").data] == ["only three"]
    ok(kaya("outcome", "verify", "kaya", "five", "--by", "elif"))
    found = kaya("outcome", "show", "kaya", "--json").data
    assert (found["state"], found["verified_by"], found["dispute"]) == ("verified", "Elif Kaya", "")
    assert "€ 41,000 a quarter · 5 days" in kaya("outcome", "show", "kaya").out


def test_two_of_the_same_words_are_told_apart_by_their_id(kaya: Call) -> None:
    for _again in range(2):
        ok(kaya("idea", "add", "A second dock", "--account", "kaya"))
    said = kaya("idea", "propose", "kaya", "a second")
    assert (said.code, said.err.splitlines()[1:]) == (1, ["  A second dock", "  A second dock"])
    first, second = kaya("idea", "list", "--json").data
    ok(kaya("idea", "propose", "kaya", second["id"]))
    states = {idea["id"]: idea["state"] for idea in kaya("idea", "list", "--json").data}
    assert states == {first["id"]: "spotted", second["id"]: "proposed"}


def test_where_there_is_nothing_that_is_said_with_the_remedy(kaya: Call) -> None:
    refused(kaya("idea", "show", "kaya"), "Nothing of this kind is noted there", "Add it first")
    refused(kaya("objective", "show", "kaya", "nonsense"), "Nothing there begins with “nonsense”", "first words")
