"""Files brought in by command: several of one export, words and mappings of one's own, dry runs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call

COMPANIES = "Record ID,Company name,Company owner\n11,Kaya Logistics,Me\n12,De Wit Bouw,Me\n"
CONTACTS = "Record ID,First Name,Last Name,Email,Associated Company IDs\n21,Elif,Kaya,elif@kaya.nl,11\n"
DEALS = 'Record ID,Deal Name,Deal Stage,Amount,Associated Company IDs\n31,Depot,Closed Won,"1.250,00",11\n'


@pytest.fixture
def export(tmp_path: Path) -> list[Path]:
    """An export of three files, named in an order in which they cannot be linked."""
    paths = []
    for name, text in (("deals", DEALS), ("contacts", CONTACTS), ("companies", COMPANIES)):
        path = tmp_path / f"{name}.csv"
        path.write_text(text, "utf-8")
        paths.append(path)
    return paths


def test_the_files_of_one_export_come_in_in_the_order_of_their_links(call: Call, export: list[Path]) -> None:
    said = call("import", "--yes", *export)
    assert said.code == 0
    assert [said.err.index(f"{name}.csv") for name in ("companies", "contacts", "deals")] == sorted(
        said.err.index(f"{name}.csv") for name in ("companies", "contacts", "deals")
    )
    people = call("export", "people").out
    assert "Elif Kaya" in people
    assert "Kaya Logistics" in people.splitlines()[1]
    assert "active" in call("export", "accounts").out.splitlines()[1]  # a deal was won there


def test_a_dry_run_of_several_sees_what_the_others_would_bring_and_changes_nothing(
    call: Call, export: list[Path]
) -> None:
    said = call("import", "--dry-run", *export)
    assert said.code == 0
    assert "unknown key" not in said.err
    assert "Nothing was changed: this was a dry run." in said.err
    assert call("export", "accounts").code == 1  # there is no book yet


def test_a_key_that_is_not_known_is_said(call: Call, export: list[Path]) -> None:
    said = call("import", "--yes", export[1])
    assert "1 row names a company by an unknown key: hubspot:11 (line 2); import the companies first" in said.err


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each file is opened, by name."""
    counts: Counter[str] = Counter()
    whole = Path.open

    def counting(path: Path, *words: Any, **more: Any) -> Any:
        counts[path.name] += 1
        return whole(path, *words, **more)

    monkeypatch.setattr(Path, "open", counting)
    return counts


@pytest.mark.parametrize("words", [["--yes"], ["--dry-run"]], ids=" ".join)
def test_a_table_is_opened_once_for_each_thing_that_takes_a_pass_through_it(
    call: Call, tmp_path: Path, opens: Counter[str], words: list[str]
) -> None:
    """What kind of file it is; its encoding, digest and header; how its dates and amounts are written; its rows."""
    path = tmp_path / "accounts.csv"
    path.write_text("Name,City\nKaya,Gent\nDe Wit,Ede\n", "utf-8")
    opens.clear()
    assert call("import", *words, path).code == 0
    assert opens["accounts.csv"] == 4


WORDS = "Deal Name,Company,Deal Stage\nDepot,Kaya,Klant geworden\n"


def test_a_word_of_ones_own_can_be_told_and_saved_for_the_next_time(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(WORDS, "utf-8")
    refused = call("import", "--yes", path)
    assert refused.code == 1
    assert "“Klant geworden” is not known" in refused.err
    told = call("import", "--dry-run", "--word", "klant geworden=won", "--save-mapping", "Old CRM", path)
    assert told.code == 0
    assert "1 new" in told.err
    assert call("import", "--yes", "--mapping", "Old CRM", path).code == 0
    assert "won" in call("export", "initiatives").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--mapping", "None"), "There is no mapping “None”."),
        (("--word", "won"), "write THEIRS=OURS, not “won”"),
        (("--map", "name"), "write COLUMN=FIELD, not “name”"),
        (("--as", "spotify"), "There is no preset “spotify”."),
    ],
)
def test_what_is_said_wrongly_is_one_line(call: Call, tmp_path: Path, arguments: tuple[str, str], said: str) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(WORDS, "utf-8")
    answer = call("import", *arguments, path)
    assert answer.code in (1, 2)
    assert said in answer.err


def test_what_means_nothing_is_said(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Company,Email\nElif,Kaya,n/a\n", "utf-8")
    assert call("import", "--yes", path).code == 1
    assert call("import", "--yes", "--empty", "N/A", path).code == 0


def test_what_was_saved_of_such_a_file_is_found_again_by_its_header(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Wie,Waar\nElif,Kaya\n", "utf-8")
    told = ("--as", "people", "--map", "Wie=name", "--map", "Waar=account", "--save-mapping", "Old")
    assert call("import", "--dry-run", *told, path).code == 0
    said = call("import", "--yes", path)
    assert said.code == 0
    assert "columns as saved in “Old”" in said.err
    assert "Elif" in call("export", "people").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "people", "--to", "people.xlsx"), "such files are not written here"),
        (("summary", "--to", "week.docx"), "let the name end in .md, .html, .pdf, .xlsx, .json"),
    ],
)
def test_no_file_ends_as_what_it_is_not(empty: Call, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    answer = empty(*words[:-1], tmp_path / words[-1])
    assert answer.code == 2
    assert said in answer.err
    assert not list(tmp_path.glob("*.xlsx")) + list(tmp_path.glob("*.docx"))


def test_the_ending_of_the_name_tells_the_format(empty: Call, tmp_path: Path) -> None:
    assert empty("export", "accounts", "--to", tmp_path / "a.json").code == 0
    assert (tmp_path / "a.json").read_text("utf-8").strip() == "[]"
