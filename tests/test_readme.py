"""What README and docs tell the reader to type can be typed: each page's commands, in order, on the sample book."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from advisorbench.cli import run
from advisorbench.paths import default_paths

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
VERBS = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
NOT_RUN = ("pipx install .", "pip install ", "git clone ", ".venv/bin/python -m pytest ")
"""What begins a line that a test cannot run: it installs something, or runs tests."""
FILES = {
    "companies.csv": "Record ID,Company name,Company owner,Industry,City\n"
    "11,Zeeland Koeltransport,Anna,Transport,Goes\n12,Kaya Logistiek,Anna,Logistics,Rotterdam\n"
    "13,Bakker Bouw,Anna,Construction,Zaandam\n",
    "contacts.csv": "Record ID,First Name,Last Name,Email,Associated Company,Associated Company IDs\n"
    "21,Pieter,Brandsma,pieter@zeeland.example,Zeeland Koeltransport,11\n22,E.,Kaya,,Kaya Logistics,12\n"
    "23,Jan,Jansen,,Bakker Bouw,13\n24,Jan,Janssen,,Bakker Bouw,13\n",
    "deals.csv": "Record ID,Deal Name,Deal Stage,Amount,Close Date,Associated Company,Associated Company IDs\n"
    "31,Cold store,Closed Won,18000,2026-05-20,Zeeland Koeltransport,11\n",
    "contacts.vcf": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Rik Ouwehand\r\nN:Ouwehand;Rik;;;\r\nEND:VCARD\r\n",
    "old.csv": "Firma;Kans;Uitkomst;Rep\nOuwehand Techniek;Nieuwe lijn;Klant geworden;AdW\n",
    "new.csv": "Firma;Kans;Uitkomst;Rep\nOuwehand Techniek;Tweede lijn;Klant geworden;n/a\n",
    "work.ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\nBEGIN:VEVENT\r\nUID:1@example\r\n"
    "DTSTAMP:20261123T090000Z\r\nDTSTART:20261126T090000Z\r\nDTEND:20261126T100000Z\r\nSUMMARY:Team\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n",
}  # fmt: skip
"""The files that the pages speak of."""


def commands_of(page: Path) -> list[str]:
    """The lines of a page's blocks of shell."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line and not line.startswith("#")]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_book_bytes: bytes) -> Path:
    """A folder with the sample book and the files that the pages speak of; the seller is Anna, a colleague is Ben."""
    monkeypatch.chdir(tmp_path)
    book, settings = tmp_path / "book.db", default_paths().settings
    book.write_bytes(sample_book_bytes)
    monkeypatch.setenv("ADVISORBENCH_BOOK", str(book))
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8", newline="")
    settings.parent.mkdir(parents=True)
    settings.write_text('seller = "Ben Ali"', "utf-8")
    assert run(["summary", "--period", "2026-Q4", "--to", "ben.json"]) == 0
    settings.write_text('seller = "Anna de Wit"', "utf-8")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_runs(page: Path, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for line in commands_of(page):
        words = shlex.split(line, comments=True)
        if words[0] == "make":
            assert set(words[1:]) <= VERBS, line
        elif words[0] == "advisorbench":
            screens = words[1:] in ([], ["demo"])  # they need a terminal
            code = 0 if screens else run(words[1:])
            assert code == 0, f"{line}: {capsys.readouterr().err}"
        else:
            assert line.startswith(NOT_RUN), f"{page.name}: {line}"


def test_the_readme_is_short_and_begins_with_a_picture_of_the_agenda() -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert len(lines) < 130
    assert any("docs/pictures/agenda.svg" in line for line in lines[:10])


def test_the_readme_leads_to_every_page() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [page.name for page in PAGES[1:] if f"({page.relative_to(ROOT).as_posix()})" not in text] == []
