"""The whole of it by command line: from somebody else's files to a referral, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call, Said, refused

ACCOUNTS = """account,sector,year_established,revenue,employees,office_location,subsidiary_of
Kaya Logistics,services,1996,1100.04,2822,Netherlands,
Kaya Foods,retail,2001,12.5,40,Belgium,Kaya Logistics
De Wit Bouw,construction,1980,,12,Netherlands,
"""
PIPELINE = """opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
1C1I7A6R,Moses Frase,GTX Plus,Kaya Logistics,Won,2016-10-20,2017-03-01,1054
Z063OYW0,Darcel Schlecht,GTXPro,De Wit Bouw,Lost,2016-10-25,2017-03-11,0
EC4QE1BX,Darcel Schlecht,MG Special,,Engaging,2016-10-25,,
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Two files as the Maven data set has them."""
    accounts, pipeline = tmp_path / "accounts.csv", tmp_path / "sales_pipeline.csv"
    accounts.write_text(ACCOUNTS, "utf-8")
    pipeline.write_text(PIPELINE, "utf-8")
    return accounts, pipeline


@pytest.fixture
def story(empty: Call, files: tuple[Path, Path]) -> Call:
    """A book with the files brought in and one person in it."""
    said = empty("import", *files)
    assert said.code == 0, said
    assert empty("add", "person", "Elif Kaya", "--account", "kaya log", "--title", "Director").code == 0
    return empty


def done(said: Said) -> str:
    """What a command said that did what was asked: nothing on stdout, one line of talk at least."""
    assert (said.code, said.out) == (0, ""), said
    assert said.err
    return said.err


def made_ready(call: Call) -> None:
    """Bring the one person from a wish to ready."""
    done(
        call(
            "add",
            "objective",
            "Shorter lead time",
            "--account",
            "kaya log",
            "--less",
            "--baseline",
            "14",
            "--maximum",
            "6",
            "--unit",
            "days",
        )
    )
    done(
        call(
            "add",
            "outcome",
            "Saved on transport",
            "--account",
            "kaya log",
            "--amount",
            "€ 41.000,00",
            "--on",
            "3 sep 2026",
        )
    )
    done(call("outcome", "verify", "kaya log", "saved", "--by", "elif"))
    done(call("add", "signal", "nps", "9", "--account", "kaya log", "--person", "elif"))


def test_files_come_in_and_the_same_files_again_change_nothing(story: Call, files: tuple[Path, Path]) -> None:
    before = story("export", "initiatives").out
    assert len(story("accounts", "--json").data) == 3
    said = story("import", *files)
    assert said.code == 0
    assert said.err.count("0 new, 0 changed") >= 2
    assert story("export", "initiatives").out == before


def test_a_won_initiative_makes_its_account_a_customer(story: Call) -> None:
    status = {account["name"]: account["status"] for account in story("accounts", "--json").data}
    assert status == {"Kaya Logistics": "active", "Kaya Foods": "prospect", "De Wit Bouw": "prospect"}


def test_an_import_is_shown_before_it_is_done_and_a_dry_run_does_nothing(
    call: Call, tmp_path: Path, files: tuple[Path, Path]
) -> None:
    book = tmp_path / "none-yet.db"
    said = call("--book", book, "import", "--dry-run", files[0])
    assert (said.code, said.out) == (0, "")
    assert "3 new, 0 changed, 0 the same, 0 cannot be read" in said.err
    assert "Nothing was changed" in said.err
    assert not book.exists()


def test_the_first_import_makes_the_book(call: Call, tmp_path: Path, files: tuple[Path, Path]) -> None:
    book = tmp_path / "new" / "book.db"
    said = call("--book", book, "import", *files)
    assert said.code == 0
    assert f"A new book: {book}" in said.err
    assert book.stat().st_mode & 0o077 == 0


def test_an_import_that_is_refused_makes_no_book(call: Call, tmp_path: Path) -> None:
    bad = tmp_path / "accounts.csv"
    bad.write_text("account,tier\nKaya,A\nDe Wit,first class\n", "utf-8")
    book = tmp_path / "none-yet.db"
    said = call("--book", book, "import", bad)
    assert said.code == 1
    assert "Nothing was imported: 1 row cannot be read." in said.err
    assert not book.exists()
    assert call("--book", book, "import", bad, "--skip-refused").code == 0
    assert [account["name"] for account in call("--book", book, "accounts", "--json").data] == ["Kaya"]


def test_a_person_becomes_ready_gate_by_gate(story: Call) -> None:
    assert story("ready", "--json").data == []
    made_ready(story)
    [verdict] = story("ready", "--json").data
    assert (verdict["person"], verdict["account"], verdict["state"]) == ("Elif Kaya", "Kaya Logistics", "ready")
    assert {gate["verdict"] for gate in verdict["gates"]} == {"pass"}
    done(story("add", "target", "J. Hofstra", "--through", "elif", "--company", "Hofstra Transport",
               "--why-now", "they open a second hub"))  # fmt: skip
    assert story("ready", "--json").data[0]["state"] == "ask-ready"
    assert "J. Hofstra" in story("agenda").out


def test_who_is_not_ready_is_asked_with_a_written_reason_only(story: Call) -> None:
    refused(story("ask", "make", "elif"), "not ready", "Value")
    done(story("ask", "make", "elif", "--reason", "she offered it herself"))
    assert story("asks", "--json").data["asks"][0]["person"] == "Elif Kaya"


def test_an_ask_leads_to_a_name_and_the_name_to_a_customer(story: Call) -> None:
    made_ready(story)
    refused_then = story("ask", "make", "elif", "--target", "J. Hofstra", "--why-now", "hub", "--on", "yesterday")
    assert refused_then.code == 1
    assert "not ready" in refused_then.err
    done(story("ask", "make", "elif", "--target", "J. Hofstra", "--why-now", "second hub"))
    done(story("referral", "name", "Jan Hofstra", "--from", "elif", "--company", "Hofstra Transport"))
    desk = story("asks", "--json").data
    assert desk["asks"][0]["state"] == "yes"
    assert desk["referrals"][0]["stage"] == "named"
    assert "Tell Elif Kaya" in story("export", "promises").out
    refused(story("referral", "advance", "jan", "introduced"), "who told whom")
    done(story("referral", "advance", "jan", "introduced", "--basis", "Elif mailed both; he answered"))
    done(story("referral", "advance", "jan", "met"))
    done(story("referral", "advance", "jan", "buying"))
    done(story("referral", "advance", "jan", "customer"))
    [customer] = story("accounts", "hofstra", "--json").data
    assert customer["status"] == "active"
    text = story("asks").out
    assert "Jan Hofstra" in text
    assert "customer" in text


def test_a_referral_ends_with_a_reason(story: Call) -> None:
    done(story("referral", "name", "Jan Hofstra", "--from", "elif"))
    refused(story("referral", "end", "jan"), "reason")
    done(story("referral", "end", "jan", "--reason", "no budget this year"))
    assert story("asks", "--json").data["referrals"][0]["stage"] == "ended"
    refused(story("referral", "advance", "jan", "met"), "“ended” cannot become “met”")


@pytest.mark.parametrize(
    ("answer", "more", "state"),
    [("yes", (), "yes"), ("no", ("--note", "policy"), "no"), ("later", ("--until", "+2m"), "later")],
)
def test_an_ask_is_answered(story: Call, answer: str, more: tuple[str, ...], state: str) -> None:
    done(story("ask", "make", "elif", "--reason", "she offered"))
    done(story("ask", "answer", "elif", answer, *more))
    assert story("asks", "--json").data["asks"][0]["state"] == state


def test_a_review_is_planned_moved_held_and_skipped(story: Call) -> None:
    assert "Friday 27 November 2026" in done(story("review", "plan", "kaya log", "fri"))
    assert "Friday 4 December 2026" in done(story("review", "plan", "kaya log", "4 dec"))
    assert [line["on"] for line in story("agenda", "--json").data["coming"]] == ["2026-12-04"]
    said = done(story("review", "hold", "kaya log", "--on", "today", "--minutes", "90", "--next", "2027-03-01"))
    assert "Monday 1 March 2027" in said
    assert "skipped" in done(story("review", "skip", "kaya log"))


def test_a_contact_is_logged_and_a_promise_kept_or_broken(story: Call) -> None:
    done(story("log", "kaya log", "Talked about the hub", "--person", "elif", "--minutes", "20"))
    assert story("accounts", "kaya log", "--json").data[0]["last_contact"] == "2026-11-23"
    done(story("add", "promise", "Send the quote", "--account", "kaya log", "--due", "vr"))
    done(story("add", "promise", "Call the bank", "--account", "kaya log", "--due", "fri"))
    refused_or_listed = story("promise", "keep", "kaya log")
    assert refused_or_listed.code == 1
    assert "  Send the quote\n" in refused_or_listed.err
    assert "Send the quote: kept" in done(story("promise", "keep", "kaya log", "send"))
    assert "Call the bank: broken" in done(story("promise", "break", "kaya log", "call"))


def test_an_initiative_and_an_issue_are_added(story: Call) -> None:
    done(story("add", "initiative", "Second hub", "--account", "kaya log", "--amount", "€ 41.000,00", "--source",
               "existing", "--next-step", "They send the plan", "--next-step-on", "fri"))  # fmt: skip
    assert "4100000" in story("export", "initiatives").out
    done(story("add", "issue", "Two pallets lost", "--account", "kaya log", "--severity", "serious"))
    assert "Two pallets lost" in story("export", "issues").out


def test_undo_takes_back_one_thing_at_a_time_and_a_whole_import_at_once(story: Call) -> None:
    assert "add person" in done(story("undo"))
    assert story("export", "people", "--format", "json").data == []
    assert "import" in done(story("undo"))
    assert story("export", "initiatives", "--format", "json").data == []
    assert len(story("accounts", "--json").data) == 3
    done(story("undo"))
    assert story("accounts", "--json").data == []
    assert "nothing to undo" in done(story("undo"))


@pytest.mark.parametrize(
    ("typed", "day"),
    [("fri", "Friday 27 November 2026"), ("vr", "Friday 27 November 2026"), ("+2w", "Monday 7 December 2026"),
     ("4 dec", "Friday 4 December 2026"), ("over 2 weken", "Monday 7 December 2026")],
)  # fmt: skip
def test_a_day_is_echoed_as_it_was_understood(story: Call, typed: str, day: str) -> None:
    assert f"{typed} = {day}\n" in done(story("review", "plan", "de wit", typed))


def test_a_day_that_is_not_certain_is_refused_and_nothing_is_planned(story: Call) -> None:
    before = story("export", "reviews").out
    refused(story("review", "plan", "de wit", "next fri"), "2026-11-27", "2026-12-04")
    refused(story("review", "plan", "de wit", "someday"), "someday: That is no day")
    refused(story("review", "plan", "de wit", "x" * 10_000), "That is no day")
    assert story("export", "reviews").out == before


@pytest.mark.parametrize("typed", ["KAYA LOGISTICS", "kaya l", "logis", "Káya Lög"])
def test_a_unique_beginning_is_enough_whatever_the_case_and_accents(story: Call, typed: str) -> None:
    assert "Kaya Logistics" in done(story("log", typed, "hello"))


def test_a_name_that_two_answer_to_is_listed_and_none_is_chosen(story: Call) -> None:
    before = story("export", "interactions").out
    said = story("log", "kaya", "hello")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines()[1:] == ["  Kaya Foods", "  Kaya Logistics"]
    assert story("export", "interactions").out == before


def test_a_name_nobody_answers_to_is_said(story: Call) -> None:
    refused(story("log", "nobody", "hello"), "No account is called “nobody”")
    refused(story("ask", "make", "nobody"), "Nobody in the book is called “nobody”")
