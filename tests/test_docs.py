"""What is written about the program is true: links lead somewhere; keys, settings, fields and names are there."""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from pathlib import Path

import pytest

from advisorbench.domain.records.states import Tier
from advisorbench.domain.rules import Rules, TierCadence
from advisorbench.exchange.tables.fields import FIELDS, OWN_ONLY
from advisorbench.settings import Settings
from tools.reference import IN_A_FORM, SCREENS, typed

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src" / "advisorbench"
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
CONSTRAINTS = (ROOT / "constraints.txt").read_text("utf-8")
KEY = re.compile(r"[^\W_]|[/?+]|[←→↑↓]|f\d+|ctrl\+\w|shift\+\w+|esc|enter|space|tab")
"""What is written as code and reads as a key."""


def text_of(page: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def code_in(page: Path) -> list[str]:
    """What a page writes as code within its text."""
    return re.findall(r"`([^`]+)`", text_of(page))


def anchors(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", text_of(page)):
        path, _hash, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_key_that_is_named_is_a_key_of_the_program(page: Path) -> None:
    known = {typed(command) for _heading, _about, listed in SCREENS for command in listed}
    known |= set(re.findall(r"`([^`]+)`", IN_A_FORM))
    assert {code for code in code_in(page) if KEY.fullmatch(code)} - known == set()


def test_settings_have_the_defaults_that_are_told() -> None:
    cells = [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in (DOCS / "settings.md").read_text("utf-8").splitlines()
        if line.startswith("| `")
    ]
    told = {row[0]: json.loads(row[1]) for row in cells if len(row) == 3}
    rules = {field.name: getattr(Rules(), field.name) for field in dataclasses.fields(Rules) if field.name != "rhythms"}
    general = {field.name: getattr(Settings(), field.name) for field in dataclasses.fields(Settings)}
    del general["rules"]
    assert told == rules | general
    rhythms = {row[0]: [int(cell) for cell in row[1:5]] for row in cells if len(row) == 6}
    assert rhythms == {
        field.name: [getattr(Rules().rhythms[tier], field.name) for tier in Tier]
        for field in dataclasses.fields(TierCadence)
    }


def test_the_fields_of_files_are_those_that_are_told() -> None:
    text = (DOCS / "files.md").read_text("utf-8")
    for kind, fields in FIELDS.items():
        [listed] = re.findall(rf"^- \*\*{kind}\*\*: (.*?)(?=^- |^$)", text, re.MULTILINE | re.DOTALL)
        assert set(re.findall(r"`(\w+)`", listed)) == set(fields) - OWN_ONLY, kind


def test_the_tables_of_the_export_are_those_that_are_told() -> None:
    from advisorbench.services.exports import TABLES

    [listed] = re.findall(r"^The tables: (.*?)^$", (DOCS / "files.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`([\w-]+)`", listed)) == set(TABLES)


def test_every_known_export_is_told() -> None:
    from advisorbench.exchange.tables.presets.every import PRESETS

    text = (DOCS / "files.md").read_text("utf-8").lower()
    assert [preset.name for preset in PRESETS if preset.name not in text] == []


@pytest.mark.parametrize("page", ["architecture.md", "glossary.md", "../CONTRIBUTING.md"])
def test_the_names_of_the_code_that_are_told_are_there(page: str) -> None:
    source = "\n".join(path.read_text("utf-8") for path in SRC.rglob("*.py"))
    names = {code for code in code_in(DOCS / page) if re.fullmatch(r"[A-Z][a-z]+[A-Za-z]*", code)}
    assert {name for name in names if not re.search(rf"^class {name}\b", source, re.MULTILINE)} == set()
    paths = {code for code in code_in(DOCS / page) if re.fullmatch(r"[\w./]+\.py|[a-z/]+/", code)}
    assert {path for path in paths if not any((base / path).exists() for base in (ROOT, SRC))} == set()


def normal(name: str) -> str:
    """A distribution's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_constraints_name_versions_only_and_no_place() -> None:
    lines = [line for line in CONSTRAINTS.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.!+]*", line)] == []


def test_the_constraints_cover_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    pinned = {normal(line.partition("==")[0]) for line in CONSTRAINTS.splitlines()}
    assert {normal(re.split(r"[<>=~!\[; ]", text)[0]) for text in wanted} - pinned == set()
