"""A mapping is kept under a name, shared as a small file and read back; what is none is said in one line."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.errors import FileError
from advisorbench.domain.text import clean_line
from advisorbench.exchange.tables.fields import FIELDS, RowKind
from advisorbench.exchange.tables.mapping import ColumnMapping, SavedMappings, as_text, read_mapping
from advisorbench.exchange.tables.reading import read_table

WHOLE = ColumnMapping(
    wanted="people", columns={"Naam": "name", "Bedrijf ": "account", "Intern": ""}, dates="dmy", empty=("n/a", "-"),
    words={"Klant geworden": "won"},
)  # fmt: skip


@pytest.fixture
def mappings(tmp_path: Path) -> SavedMappings:
    """No mapping yet."""
    return SavedMappings(tmp_path / "config" / "mappings")


def written(tmp_path: Path, found: object, **more: Any) -> Path:
    """A mapping as a file that somebody shared."""
    path = tmp_path / "shared.json"
    values = {"advisorbench": "mapping", "format": 1} | more if found is None else found
    path.write_text(json.dumps(values), encoding="utf-8")
    return path


def test_a_mapping_is_saved_and_read_back(mappings: SavedMappings) -> None:
    path = mappings.save("My CRM", WHOLE)
    assert mappings.names() == ["My CRM"]
    found = mappings.get("My CRM")
    assert found == ColumnMapping(**{**vars_of(WHOLE), "columns": {"Naam": "name", "Bedrijf": "account", "Intern": ""}})
    assert path.stat().st_mode & 0o077 == 0 or os.name == "nt"


def vars_of(mapping: ColumnMapping) -> dict[str, Any]:
    """The fields of a mapping."""
    return {name: getattr(mapping, name) for name in ("wanted", "columns", "dates", "empty", "words")}


def test_a_mapping_that_was_shared_is_read_by_its_path(mappings: SavedMappings, tmp_path: Path) -> None:
    path = tmp_path / "from a colleague.json"
    path.write_text(as_text(WHOLE), encoding="utf-8-sig")
    assert mappings.get(str(path)).words == {"Klant geworden": "won"}


def test_one_of_the_same_name_is_replaced(mappings: SavedMappings) -> None:
    mappings.save("mine", WHOLE)
    mappings.save("mine", ColumnMapping(dates="mdy"))
    assert (mappings.names(), mappings.get("mine").dates) == (["mine"], "mdy")


def test_names_stand_in_the_order_of_the_alphabet(mappings: SavedMappings) -> None:
    for name in ("zoho", "Élan", "Outlook", "ab"):
        mappings.save(name, WHOLE)
    assert mappings.names() == ["ab", "Élan", "Outlook", "zoho"]


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "a\\b", "a\nb", "_x", "x" * 62, "a\x00b", " a", "a "])
def test_what_cannot_be_the_name_of_a_file_is_refused(mappings: SavedMappings, name: str) -> None:
    with pytest.raises(FileError) as caught:
        mappings.save(name, WHOLE)
    assert caught.value.remedy
    assert mappings.names() == []


@pytest.mark.parametrize("name", ["none", "../../etc/passwd", "~nobody-of-that-name/x.json", "a\x00.json", "x.json"])
def test_a_mapping_that_is_not_there_is_said_with_what_there_is(mappings: SavedMappings, name: str) -> None:
    with pytest.raises(FileError) as caught:
        mappings.get(name)
    assert caught.value.remedy == "None was saved yet."
    mappings.save("mine", WHOLE)
    with pytest.raises(FileError) as caught:
        mappings.get(name)
    assert caught.value.remedy == "There are: mine."


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        SavedMappings(tmp_path / "config" / "mappings").save("mine", WHOLE)
    assert "\n" not in str(caught.value)


WRONG = [
    b"", b"\x00\xff\xfe", b"null", b"[]", b"7", b'"mapping"', b"{", b"{}", b'{"advisorbench": "mapping"', b"[" * 50_000,
    b'{"advisorbench": "book", "format": 1}', b"Name,Company\nKaya,x\n", b'{"a":' * 50_000, b" " * 1_000_001,
    "{“advisorbench”: “mapping”}".encode(), b'{"advisorbench": "mapping", "format": 1, "dates": NaN}',
]  # fmt: skip


@pytest.mark.parametrize("content", WRONG, ids=map(str, range(len(WRONG))))
def test_a_file_that_is_no_mapping_is_said_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "shared.json"
    path.write_bytes(content)
    with pytest.raises(FileError, match="is no mapping of columns") as caught:
        read_mapping(path)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("wanted", 7), ("wanted", None), ("wanted", ["people"]), ("columns", []), ("columns", {"Naam": 7}),
        ("columns", {"Naam": None}), ("columns", {"Naam": ["name"]}), ("columns", {"Naam": "nmae"}),
        ("columns", "Naam=name"), ("dates", "dym"), ("dates", 1), ("dates", "DMY "), ("empty", "n/a"), ("empty", [1]),
        ("empty", [["n/a"]]), ("empty", None), ("words", ["won"]), ("words", {"Klant": {}}), ("words", {"Klant": True}),
    ],
)  # fmt: skip
def test_a_mapping_that_is_wrong_says_where(tmp_path: Path, field: str, value: object) -> None:
    with pytest.raises(FileError, match=f"“{field}” is wrong") as caught:
        read_mapping(written(tmp_path, None, **{field: value}))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("form", [2, 0, "1", None])
def test_a_mapping_of_another_form_is_of_a_newer_version(tmp_path: Path, form: object) -> None:
    with pytest.raises(FileError, match="newer version"):
        read_mapping(written(tmp_path, None, format=form))


@pytest.mark.parametrize("name", ["folder", "missing.json"])
def test_a_mapping_that_cannot_be_read_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileError, match="cannot be read"):
        read_mapping(tmp_path / name)


def test_what_a_newer_mapping_says_besides_is_passed_over(tmp_path: Path) -> None:
    assert read_mapping(written(tmp_path, None, dates="ymd", colour="red")) == ColumnMapping(dates="ymd")


def test_what_is_said_now_goes_over_what_was_saved() -> None:
    now = ColumnMapping(
        columns={"Naam": "", "Plaats": "city"}, dates="mdy", empty=("?",), words={"Klant geworden": "lost"}
    )
    assert now.over(WHOLE) == ColumnMapping(
        "people", {"Naam": "", "Bedrijf ": "account", "Intern": "", "Plaats": "city"}, "mdy", ("n/a", "-", "?"),
        {"Klant geworden": "lost"},
    )  # fmt: skip
    assert ColumnMapping().over(WHOLE) == WHOLE


def test_the_mapping_that_speaks_of_the_most_columns_of_a_file_is_the_one(mappings: SavedMappings) -> None:
    mappings.save("small", ColumnMapping(columns={"Naam": "name"}))
    mappings.save("large", ColumnMapping(columns={"NAAM": "name", "Bedrijf": "account"}))
    mappings.save("other", ColumnMapping(columns={"Naam": "name", "Bedrijf": "account", "Fase": "state"}))
    mappings.save("says nothing of columns", ColumnMapping(dates="dmy"))
    (mappings.folder / "broken.json").write_text("{", encoding="utf-8")
    assert mappings.for_header(("naam", "Bedrijf", "Plaats")) == "large"
    assert mappings.for_header(("Naam",)) == "small"
    assert mappings.for_header(("Plaats",)) == ""


def test_a_saved_mapping_reads_its_file(mappings: SavedMappings, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Wat;Voor wie;Hoe staat het;Wanneer\nDepot;Kaya;Klant geworden;03-04-2024\n?;Kaya;?;\n", "utf-8")
    columns = {"Wat": "name", "Voor wie": "account", "Hoe staat het": "state", "Wanneer": "closed_on"}
    said = ColumnMapping("initiatives", columns, "dmy", ("?",), {"Klant geworden": "won"})
    mappings.save(mappings.for_header(("Wat",)) or "own", said)
    (row, nameless) = read_table(path, mappings.get("own")).rows()
    assert (row.values["name"], row.values["state"], str(row.values["closed_on"])) == ("Depot", "won", "2024-04-03")
    assert (nameless.values["name"], nameless.problem) == (None, "")


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAMES = sorted({name for kind in RowKind for name in FIELDS[kind]})


@given(
    wanted=st.sampled_from(["", "people", "hubspot"]), columns=st.dictionaries(TEXT, st.sampled_from(["", *NAMES])),
    dates=st.sampled_from(["", "dmy", "mdy", "ymd"]), empty=st.lists(TEXT), words=st.dictionaries(TEXT, TEXT),
)  # fmt: skip
def test_what_is_saved_comes_back(
    tmp_path_factory: pytest.TempPathFactory, wanted: str, columns: dict[str, str], dates: str, empty: list[str],
    words: dict[str, str],
) -> None:  # fmt: skip
    path = tmp_path_factory.getbasetemp() / "any.json"
    mapping = ColumnMapping(
        wanted, {clean_line(a): b for a, b in columns.items()}, dates, tuple(map(clean_line, empty)),
        {clean_line(a): clean_line(b) for a, b in words.items()},
    )  # fmt: skip
    path.write_text(as_text(mapping), encoding="utf-8")
    assert read_mapping(path) == mapping
