"""Reading any delimited file: what is found out, what is refused, and that nothing is swallowed."""

from __future__ import annotations

import csv
import io
import os
import tempfile
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.errors import FileError
from advisorbench.exchange.tables.delimited import RECORD_CHARS, RECORD_LINES
from advisorbench.exchange.tables.sheet import Sheet, SheetRow, open_sheet


def written(tmp_path: Path, content: bytes | str, name: str = "people.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_end_is_found(tmp_path: Path, delimiter: str, newline: str) -> None:
    lines = [["Name", "City"], ["Acme", "Gent"], ["Bakker", "Zwolle"]]
    path = written(tmp_path, newline.join(delimiter.join(line) for line in lines))
    sheet = open_sheet(path)
    assert (sheet.delimiter, sheet.header, sheet.header_line) == (delimiter, ("Name", "City"), 1)
    assert list(sheet.rows()) == [SheetRow(2, ("Acme", "Gent")), SheetRow(3, ("Bakker", "Zwolle"))]


@pytest.mark.parametrize(
    ("content", "encoding", "told"),
    [
        (b"a,b\n\xc3\xa9,2\n", "utf-8", "UTF-8, comma-separated, header in line 1"),
        (b"\xef\xbb\xbfa,b\n\xc3\xa9,2\n", "utf-8-sig", "UTF-8, comma-separated, header in line 1"),
        ("\ufeffa,b\né,2\n".encode("utf-16-le"), "utf-16", "UTF-16, comma-separated, header in line 1"),
        ("\ufeffa,b\né,2\n".encode("utf-16-be"), "utf-16", "UTF-16, comma-separated, header in line 1"),
        ("a,b\né,2\n".encode("utf-16-le"), "utf-16-le", "UTF-16-LE, comma-separated, header in line 1"),
        ("a,b\né,2\n".encode("utf-16-be"), "utf-16-be", "UTF-16-BE, comma-separated, header in line 1"),
        ("a,b\né,2\n".encode("utf-32"), "utf-32", "UTF-32, comma-separated, header in line 1"),
        (b"a,b\n\xe9,2\n", "cp1252", "Windows-1252, comma-separated, header in line 1"),
    ],
)
def test_encodings(tmp_path: Path, content: bytes, encoding: str, told: str) -> None:
    sheet = open_sheet(written(tmp_path, content))
    assert (sheet.encoding, sheet.description(), sheet.size) == (encoding, told, len(content))
    assert sheet.header == ("a", "b")
    assert cells(sheet) == [("é", "2")]


def test_a_late_byte_that_is_no_utf8_decides_over_the_whole_file(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, b"a,b\n" + b"x,\xc3\xa9\n" * 100_000 + b"caf\xe9,1\n"))
    assert sheet.encoding == "cp1252"


def test_a_character_cut_by_a_reading_block_is_still_utf8(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, b"a\n" + b"\xe2\x82\xac" * 200 + b"\n" + b"\xe2\x82\xac\n" * 100_000))
    assert sheet.encoding == "utf-8"


def test_bytes_that_mean_nothing_are_replaced_and_counted(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, b"a,b\n\x81\xe9,\x9d\n"))
    assert cells(sheet) == [("\ufffdé", "\ufffd")]
    assert (
        sheet.description() == "Windows-1252, comma-separated, header in line 1, 2 unreadable characters were replaced"
    )


def test_a_file_marked_utf8_is_read_as_utf8_in_spite_of_a_bad_byte(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, b"\xef\xbb\xbfa,b\n\xc3\xa9,\xff\n"))
    assert (cells(sheet), sheet.replaced) == ([("é", "\ufffd")], 1)


@pytest.mark.parametrize(
    ("text", "delimiter", "header", "line"),
    [
        ("sep=;\nName;City\nA, B, C;x\n", ";", ("Name", "City"), 2),
        ("sep=|\r\nonly\r\n", "|", ("only",), 2),
        ("Name;Address\nAcme;Street 1, Gent, BE\nBakker;Lane 2, Ede, NL\n", ";", ("Name", "Address"), 1),
        ('Name,Note\nAcme,"a;b;c"\nBakker,"d;e;f"\n', ",", ("Name", "Note"), 1),
        ("a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n", ";", ("a", "b", "c"), 1),
        ("Year,2023,2024\nAcme,1,2\n", ",", ("Year", "2023", "2024"), 1),
        (",2023,2024\nAcme,1,2\n", ",", ("column 1", "2023", "2024"), 1),
        ("Sales report\n\nName,City,Amount\nAcme,Gent,5\n", ",", ("Name", "City", "Amount"), 3),
        ("Sales report,,\n,,\nName,City,Amount\nAcme,Gent,5\n", ",", ("Name", "City", "Amount"), 3),
        ("# made by a tool\nid,name\n1,Acme\n", ",", ("id", "name"), 2),
        ("a\tb\n1\tx, y\n", "\t", ("a", "b"), 1),
        ("\n\na,b\n1,2\n", ",", ("a", "b"), 3),
        ("a,b,c\n", ",", ("a", "b", "c"), 1),
    ],
)
def test_delimiter_and_header(tmp_path: Path, text: str, delimiter: str, header: tuple[str, ...], line: int) -> None:
    sheet = open_sheet(written(tmp_path, text))
    assert (sheet.delimiter, sheet.header, sheet.header_line) == (delimiter, header, line)


def test_notes_of_several_lines_above_the_header_are_skipped(tmp_path: Path) -> None:
    text = (
        'Notes:\r\n"When exporting, some addresses, as you know, are missing."\r\n\r\n'
        "First Name,Last Name,Company,Connected On\r\nEda,Kaya,Acme,12 Mar 2024\r\n"
    )
    sheet = open_sheet(written(tmp_path, text))
    assert (sheet.header_line, sheet.header[0], len(cells(sheet))) == (4, "First Name", 1)


def test_known_names_find_a_header_that_form_alone_would_miss(tmp_path: Path) -> None:
    text = "Report,by,me\nfilter,none,at all\nName,E-mail,City\nAcme,a@example.org,Gent\n"
    assert open_sheet(written(tmp_path, text)).header_line == 1
    assert open_sheet(written(tmp_path, text), frozenset({"name", "city"})).header_line == 3


def test_one_column_with_commas_in_some_lines_stays_one_column(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, "Company\nAcme, Inc.\nBakker\nA, B, C\nD\n"))
    assert sheet.description() == "UTF-8, one column, header in line 1"
    assert cells(sheet) == [("Acme, Inc.",), ("Bakker",), ("A, B, C",), ("D",)]


def test_headers_are_cleaned_and_unique(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, "name, name ,,name (2),\x07name\n1,2,3,4,5\n"))
    assert sheet.header == ("name", "name (3)", "column 3", "name (2)", "name (4)")


def test_a_blank_between_delimiter_and_quote_belongs_to_no_cell(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, 'name, place\nAcme, "Gent, BE"\nBakker, "Ede, NL"\n'))
    assert cells(sheet) == [("Acme", "Gent, BE"), ("Bakker", "Ede, NL")]


def test_rows_are_padded_cut_or_refused_and_blank_ones_skipped(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, "a,b,c\n1\n,,\n\n1,2,3,, \n1,2,3,4\n x ,y,z\n"))
    short, long, wide, raw = sheet.rows()
    assert short == SheetRow(2, ("1", "", ""))
    assert long == SheetRow(5, ("1", "2", "3"))
    assert (wide.line, wide.problem) == (6, "The row has 4 cells, the header has 3.")
    assert raw == SheetRow(7, (" x ", "y", "z"))


def test_a_cell_of_several_lines_counts_as_one_row_of_its_first_line(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, 'a,b\n"x\r\ny\rz",1\n2,3\n'))
    assert list(sheet.rows()) == [SheetRow(2, ("x\r\ny\rz", "1")), SheetRow(5, ("2", "3"))]


def test_an_unclosed_quote_costs_its_row_and_not_the_file(tmp_path: Path) -> None:
    lines = ["a,b", *(f"{n},{n}" for n in range(2, 2000))]
    lines[9] = '10,"ten'
    rows = list(open_sheet(written(tmp_path, "\n".join(lines))).rows())
    problems = [row for row in rows if row.problem]
    assert [(row.line, "opened in line 10 is not closed" in row.problem) for row in problems] == [(10, True)]
    assert len(rows) == 1998
    assert rows[-1] == SheetRow(1999, ("1999", "1999"))


def test_a_quote_open_at_the_end_of_the_file_is_said_with_the_lines_left_out(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, 'a,b\n1,2\n3,"a long\ntale\nwithout end'))
    good, bad = sheet.rows()
    assert good == SheetRow(2, ("1", "2"))
    assert bad == SheetRow(3, (), "The quote opened in line 3 is never closed. Lines 3 to 5 are left out.")


def test_a_broken_table_is_still_a_table(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, 'a,b\n1,"two\nthree\nfour\n'))
    assert sheet.header == ("a", "b")
    assert [bool(row.problem) for row in sheet.rows()] == [True]


def test_text_behind_a_closing_quote_is_a_problem_of_that_row_only(tmp_path: Path) -> None:
    first, second, third = open_sheet(written(tmp_path, 'a,b\n1,2\n"x" y,2\n3,4\n')).rows()
    assert (first.problem, third.problem) == ("", "")
    assert (second.line, second.problem) == (3, "The quote opened in line 3 does not close at the end of a cell.")


def test_a_record_of_too_many_lines_is_a_problem(tmp_path: Path) -> None:
    text = 'a,b\n1,"' + "x\n" * (RECORD_LINES + 50) + '"\n3,4\n'
    rows = list(open_sheet(written(tmp_path, text)).rows())
    assert rows[0].line == 2
    assert f"within {RECORD_LINES} lines" in rows[0].problem
    assert rows[-1] == SheetRow(RECORD_LINES + 53, ("3", "4"))


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_several_megabytes_is_a_problem_and_the_next_row_is_read(tmp_path: Path, quote: str) -> None:
    text = f"a,b\n1,{quote}{'x' * (RECORD_CHARS * 3)}{quote}\n3,4\n"
    before = csv.field_size_limit()
    bad, good = open_sheet(written(tmp_path, text)).rows()
    assert (bad.line, bad.cells, bool(bad.problem)) == (2, (), True)
    assert good == SheetRow(3, ("3", "4"))
    assert csv.field_size_limit() == before


def test_a_header_that_cannot_be_read_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="opened in line 1"):
        open_sheet(written(tmp_path, '"a,b\n1,2\n3,4\n'))


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "none.csv", "none.csv is empty."),
        (b" \r\n\t\n", "blank.csv", "blank.csv is empty."),
        (b"\xef\xbb\xbf", "bom.csv", "bom.csv is empty."),
        (b"\xff\xfe", "bom16.csv", "bom16.csv is empty."),
        (b",,,\n,,,\n", "commas.csv", "commas.csv is empty."),
        (b"a,b\n1,\x00\n", "zero.csv", "zero.csv is not a text file: zero byte in line 2."),
        (b"\x89PNG\r\n\x1a\n...", "p.csv", "p.csv is not a text file but a picture."),
        (b"%PDF-1.7\n", "d.csv", "d.csv is not a text file but a PDF document."),
        (b"PK\x03\x04....docs", "z.csv", "z.csv is not a text file but a ZIP archive."),
        (b"PK\x03\x04....xl/workbook.xml", "x.csv", "x.csv is an Excel workbook. Save it as CSV."),
        (b"PK\x03\x04....", "x.xlsx", "x.xlsx is an Excel workbook. Save it as CSV."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "o.xls", "o.xls is an Excel workbook. Save it as CSV."),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(tmp_path: Path, content: bytes, name: str, said: str) -> None:
    with pytest.raises(FileError) as caught:
        open_sheet(written(tmp_path, content, name))
    assert str(caught.value).startswith(said)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_what_is_no_plain_file_is_refused_unread(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "absent.csv", Path("/dev/zero"), Path("bad\0name")):
        with pytest.raises(FileError) as caught:
            open_sheet(path)
        assert caught.value.remedy
        assert str(caught.value).isprintable()


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a,b\n1,2\n", "evil\x1b[31m.csv")

    def refuse(*_args: object, **_more: object) -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileError, match="Permission denied") as caught:
        open_sheet(path)
    assert "\x1b" not in str(caught.value)


def test_a_file_changed_since_it_was_opened_is_not_read_on(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n1,2\n")
    sheet = open_sheet(path)
    path.write_text("a\n")
    with pytest.raises(FileError, match="has changed"):
        list(sheet.rows())


def test_memory_stays_bounded_however_long_the_file(tmp_path: Path) -> None:
    line = b"Acme,Gent," + b"x" * 490 + b"\n"
    path = written(tmp_path, b"name,city,note\n" + line * 10_000)
    tracemalloc.start()
    try:
        count = sum(1 for _row in open_sheet(path).rows())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 10_000
    assert peak < path.stat().st_size * 0.75


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffd"))
WESTERN = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]))


def round_trip(rows: list[list[str]], delimiter: str, encoding: str, quoting: int) -> list[tuple[str, ...]]:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([["Name", "City", "Note"], *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(text.getvalue().encode(encoding))
        sheet = open_sheet(path, frozenset({"name", "city", "note"}))
        read = list(sheet.rows())
    assert (sheet.header, sheet.delimiter) == (("Name", "City", "Note"), delimiter)
    assert not [row for row in read if row.problem]
    return [row.cells for row in read]


def not_blank(rows: list[list[str]]) -> list[tuple[str, ...]]:
    return [tuple(row) for row in rows if any(cell.strip() for cell in row)]


@settings(max_examples=30, deadline=None)
@given(
    rows=st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=8),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_the_csv_module_writes_comes_back(
    rows: list[list[str]], delimiter: str, encoding: str, quoting: int
) -> None:
    assert round_trip(rows, delimiter, encoding, quoting) == not_blank(rows)


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.lists(WESTERN, min_size=3, max_size=3), max_size=8), delimiter=st.sampled_from(",;\t|"))
def test_windows_files_come_back(rows: list[list[str]], delimiter: str) -> None:
    rows = [*rows, ["é", "", ""]]  # one lone byte, never valid as UTF-8
    assert round_trip(rows, delimiter, "cp1252", csv.QUOTE_MINIMAL) == not_blank(rows)


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.lists(st.text("ab,;\n\r\"' "), min_size=3, max_size=3), max_size=8))
def test_breaks_and_quotes_inside_cells_come_back(rows: list[list[str]]) -> None:
    assert round_trip(rows, ",", "utf-8", csv.QUOTE_ALL) == not_blank(rows)


@settings(max_examples=80, deadline=None)
@given(content=st.binary(max_size=400) | st.text('a1,;|\t"\n\r ', max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused_but_never_crash(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_bytes(content)
        try:
            sheet = open_sheet(path)
        except FileError as error:
            assert "\n" not in str(error)
            return
        assert all(row.problem or len(row.cells) == len(sheet.header) for row in sheet.rows())
