"""Dumps as text: written alike each time; read whatever other tools made of it; what is broken is told by its line."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.errors import FileError
from advisorbench.domain.text import clean_note
from advisorbench.exchange.dump import LONGEST_ROW, DumpRow, Key, as_kept, dump_text, read_dump
from advisorbench.exchange.file_format import FileFormat, format_of

SCHEMAS = ("0004", "0005")
HEAD = '{"advisorbench": {"file": "dump", "format": 1, "schema": "0005"}, "tables": {\n'
VALUES = (
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text().map(clean_note)
)  # fmt: skip
ROWS = st.lists(st.dictionaries(st.text(min_size=1, max_size=8), VALUES, max_size=4), max_size=5)
TABLES = st.dictionaries(st.text(min_size=1, max_size=8), ROWS, max_size=4)


def written(tables: dict[str, list[dict[str, Any]]]) -> str:
    return "".join(dump_text("0005", tables.items()))


def rows_of(path: Path, content: str | bytes) -> list[DumpRow]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_dump(path, SCHEMAS))


def table(*rows: str) -> str:
    return HEAD + '"account": [\n' + ",\n".join(rows) + "]\n}}\n"


def test_a_dump_is_ascii_says_first_what_it_is_and_has_a_row_a_line() -> None:
    text = written({"apart": [], "account": [{"id": "a", "name": "Zoë 😀"}, {"id": "b", "on": date(2026, 11, 23)}]})
    assert text.isascii()
    assert text.splitlines() == [
        '{"advisorbench": {"file": "dump", "format": 1, "schema": "0005"}, "tables": {',
        '"apart": [],',
        '"account": [',
        '{"id": "a", "name": "Zo\\u00eb \\ud83d\\ude00"},',
        '{"id": "b", "on": "2026-11-23"}]',
        "}}",
    ]


def test_a_dump_of_no_tables_is_json_too() -> None:
    assert json.loads(written({})) == {
        "advisorbench": {"file": "dump", "format": 1, "schema": "0005"}, "tables": {}
    }  # fmt: skip


@given(TABLES)
@settings(max_examples=60)
def test_what_is_written_is_json_and_is_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, tables: dict[str, list[dict[str, Any]]]
) -> None:
    path = tmp_path_factory.mktemp("dump") / "book.json"
    text = written(tables)
    assert json.loads(text)["tables"] == tables
    for layout in (text, json.dumps(json.loads(text)), json.dumps(json.loads(text), indent=4, ensure_ascii=False)):
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in tables}
        for row in rows_of(path, layout):
            assert row.problem == ""
            found[row.table].append(row.values)
        assert found == tables


def test_each_row_has_the_line_that_it_begins_in(tmp_path: Path) -> None:
    text = HEAD + '"account": [\n{"id": "a"},\n\n\r\n{"id":\n"b"}\n,  {"id": "c"}], "person": [{}]}}'
    assert [(row.line, row.table) for row in rows_of(tmp_path / "b", text)] == [
        (3, "account"), (6, "account"), (8, "account"), (8, "person")
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_flavour_of_unicode_is_a_dump_and_is_read(tmp_path: Path, encoding: str) -> None:
    name = "Zoe" if encoding.endswith("e") else "Zoë 😀"  # without a mark it is known by its zeros
    path = tmp_path / "book.json"
    path.write_bytes(table(json.dumps({"id": "a", "name": name}, ensure_ascii=False)).encode(encoding))
    assert format_of(path) is FileFormat.DUMP
    assert [row.values["name"] for row in read_dump(path, SCHEMAS)] == [name]


def test_a_row_is_read_however_long_it_is_and_wherever_the_file_is_cut_for_reading(tmp_path: Path) -> None:
    rows = [{"id": "a", "note": "é😀" * size} for size in (1, 1000, 60_000, 200_000, 1)]
    found = rows_of(tmp_path / "b", written({"account": rows}))
    assert [row.values for row in found] == rows
    assert [row.line for row in found] == [3, 4, 5, 6, 7]


def test_a_row_that_never_ends_is_not_read_for_ever(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="broken in line 3"):
        rows_of(tmp_path / "b", HEAD + '"account": [\n{"note": "' + "x" * (3 * LONGEST_ROW) + '"}]}}')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("no json", "no dump"),
        ("[]", "no dump"),
        ('{"a": 1}', "no dump"),
        ('{"advisorbench": 1}', "no dump"),
        ('{"advisorbench": {"file": "settings"}, "tables": {}}', "no dump"),
        ('{"advisorbench": {"file": "dump", "format": 0, "schema": "0005"}, "tables": {}}', "no dump"),
        ('{"advisorbench": {"file": "dump", "format": "1", "schema": "0005"}, "tables": {}}', "no dump"),
        ('{"advisorbench": {"file": "dump", "format": 1}, "tables": {}}', "no dump"),
        ('{"advisorbench": {"file": "dump", "format": 2, "schema": "0005"}, "tables": {}}', "newer version"),
        ('{"advisorbench": {"file": "dump", "format": 1, "schema": "0099"}, "tables": {}}', "newer version"),
        ('{"advisorbench": {"file": "dump", "format": 1, "schema": "0005"}}', "broken in line 1"),
        ('{"advisorbench": {"file": "dump", "format": 1, "schema": "0005"}, "rows": {}}', "broken in line 1"),
        ('{"advisorbench": {"file": "dump", "format": 1, "schema": "0005"}, "tables": []}', "broken in line 1"),
        (HEAD + '"account": {}}}', "broken in line 2"),
        (HEAD + '"account": []\n"person": []}}', "broken in line 3"),
        (HEAD + '"account": [],\n"account": []}}', "broken in line 3"),
        (HEAD + '"account": [{"id": "a"}\n{"id": "b"}]}}' + " " * 40, "broken in line 3"),
        (table('{"id": "a"}', '{"id" "b"}' + " " * 40), "broken in line 4"),
        (table("{'id': 'a'}" + " " * 40), "broken in line 3"),
        (table('{"note": "a\nb"}' + " " * 40), "broken in line 3"),
        (table('{"id": "a"}') + "{}", "broken in line 5"),
        (table('{"id": "a"}')[:-5], "cut off in line 3"),
        (table('{"id": "a"}')[:-10], "cut off in line 3"),
        (HEAD, "cut off in line 2"),
        (table('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}"), "nested too deeply in line 3"),
        ("{" + '"advisorbench": ' + '{"a": ' * 100_000, "nested too deeply in line 1"),
        (table('{"name": "Zoë"}').encode("latin-1"), "not in Unicode"),
        (b"\xff\xfe" + table('{"id": "a"}').encode("utf-16-le") + b"\x00\xd8\x00", "not in Unicode"),
        (table('{"name": "a\0b"}'), "zero byte"),
        (b"PK\x03\x04" + b"\0" * 40, "ZIP"),
    ],
)  # fmt: skip
def test_what_is_no_whole_dump_is_refused_in_one_line(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(FileError, match=said) as caught:
        rows_of(tmp_path / "book.json", content)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


def test_wherever_a_dump_is_cut_it_is_refused(tmp_path: Path) -> None:
    text = written({"account": [{"id": "a", "n": 1.5, "ok": True, "none": None, "note": "é"}], "apart": []}).rstrip()
    for size in range(len(text)):
        with pytest.raises(FileError):
            rows_of(tmp_path / "book.json", text[:size])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("[]", "this is no row"),
        ('"text"', "this is no row"),
        ("12", "this is no row"),
        ("null", "this is no row"),
        ('{"id": "a", "id": "b"}', "a name stands in it twice"),
        ('{"gates": {"value": 1, "value": 2}}', "a name stands in it twice"),
        ('{"n": NaN}', "cannot be kept"),
        ('{"n": -Infinity}', "cannot be kept"),
        ('{"n": 1e999}', "cannot be kept"),
        ('{"n": ' + "9" * 10_000 + "}", "cannot be kept"),
        ('{"gates": {"a": [1, {"b": NaN}]}}', "cannot be kept"),
        ('{"gates": ' + "[" * 30 + "]" * 30 + "}", "nested too deeply"),
    ],
)  # fmt: skip
def test_a_row_that_can_be_none_is_said_and_the_next_is_read(tmp_path: Path, row: str, said: str) -> None:
    first, second = rows_of(tmp_path / "b", table(row, '{"id": "b"}'))
    assert (first.line, second.line, second.problem) == (3, 4, "")
    assert said in first.problem


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        (str, "", ""), (int, -3, -3), (float, 3, 3.0), (float, 0.1, 0.1), (bool, False, False),
        (date, "2026-02-28", date(2026, 2, 28)), (Key, "01a2-f", "01a2-f"),
        (datetime, "2026-11-23T09:00:00.000001+00:00", datetime(2026, 11, 23, 9, microsecond=1, tzinfo=UTC)),
        (datetime, "2026-11-23T10:00:00+01:00", datetime(2026, 11, 23, 9, tzinfo=UTC)),
        (dict, {"a": ["x\ud800\0y", {"\udfff": 1.5}]}, {"a": ["xy", {"": 1.5}]}),
    ],
)  # fmt: skip
def test_a_value_of_its_kind_is_kept(kind: type, value: Any, kept: Any) -> None:
    found = as_kept(kind, value)
    assert (found, type(found)) == (kept, type(kept))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (str, 1), (str, None), (str, []), (int, True), (int, 1.0), (int, "1"), (float, "1"), (float, True), (bool, 1),
        (bool, "yes"), (date, "20261123"), (date, "2026-W48-1"), (date, "2026-02-30"), (date, "2026-11-23T00:00"),
        (date, 1732320000), (date, "٢٠٢٦-11-23"), (datetime, "yesterday"), (datetime, "0001-01-01T00:00:00+23:00"),
        (dict, []), (dict, "{}"), (Key, ""), (Key, "A"), (Key, "a" * 37), (Key, "a\n"), (Key, 1),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused(kind: type, value: Any) -> None:
    with pytest.raises(ValueError, match=r"^this (must be|is not)"):
        as_kept(kind, value)


def test_an_instant_and_a_share_come_back_as_they_went() -> None:
    instant = datetime(2026, 11, 23, 9, 30, 15, 123456, tzinfo=UTC)
    row = {"at": instant, "share": 0.1 + 0.2, "tiny": math.ulp(0.0), "whole": 5.0}
    told = json.loads(written({"x": [row]}))["tables"]["x"][0]
    assert as_kept(datetime, told["at"]) == instant
    assert [as_kept(float, told[name]) for name in ("share", "tiny", "whole")] == [0.1 + 0.2, math.ulp(0.0), 5.0]


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (b'{"advisorbench": {"file": "dump"', True), (b'\n { "advisorbench" :{}', True), (b"", False), (b"[]", False),
        (b'{"advisorbench": 1}', False), (b"name,city\nA,B\n", False), (b'{"a": {"advisorbench": {', False),
    ],
)  # fmt: skip
def test_a_dump_is_known_by_how_it_begins(tmp_path: Path, content: bytes, is_one: bool) -> None:
    path = tmp_path / "anything"
    path.write_bytes(content)
    assert (format_of(path) is FileFormat.DUMP) is is_one


@pytest.mark.parametrize("name", ["none", "/dev/zero", "a\0b"])
def test_what_cannot_be_looked_into_is_taken_for_a_table(tmp_path: Path, name: str) -> None:
    assert format_of(tmp_path / name) is FileFormat.TABLE
