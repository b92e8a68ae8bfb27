"""Documents for the tests of the formats, texts that want to be more than text, and a reader of workbooks."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from html.parser import HTMLParser
from typing import Any, NamedTuple
from xml.etree import ElementTree

from markdown_it import MarkdownIt

from advisorbench.domain.records.states import Period
from advisorbench.reports.document import (
    Bar,
    Column,
    Document,
    KeyFigures,
    Measured,
    Minutes,
    Money,
    Section,
    Share,
    Table,
    Text,
    Value,
    ValueKind,
    Way,
)

VOID = {"meta"}
"""Elements that are never closed."""
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(1)", "=HYPERLINK(\"http://evil.example\")", "=cmd|' /C calc'!A0", "\t=1", "{=1}",
    "<script>alert(1)</script>", "<img src=x onerror=y>", "</style><b>", "&lt;b&gt;", "\"><svg onload=x>",
    "[x](javascript:alert(1))", "![](http://evil.example/x.png)", "http://evil.example", "mailto:a@evil.example",
    "file:///etc/passwd", "internal:Sheet2!A1", "external:c:\\x.xlsx", "<r><t>rich</t></r>", "<r></si><si></r>",
    "a\x00b\x1b[2J", "\u202eevil\u2066x", "two\nlines\u2028three", "\ufffe\uffff\ufdd0", "\ud800", "_x0041_",
    "#typst.markup", "#read(\"/etc/passwd\")", "$math$", "*bold* _it_ `raw`", "#import \"@preview/x:1\"", "\\u{41}",
    "<label> @ref", "漢字かな", "😀👩‍👩‍👧", "שלום עולם", "'quoted'", "[]:*?/\\", "History", "", "   ",
    "%(name)s %d {x}",
]  # fmt: skip
"""What people, files and attackers write: none of it may be more than text in any format."""


def report(text: str = "plain", *, chart: bool = True) -> Document:
    """A document with something of everything, this text wherever one can stand."""
    columns = [
        Column(text),
        Column(text, ValueKind.MINUTES),
        Column(text, ValueKind.COUNT),
        Column(text, ValueKind.SHARE),
        Column(text, ValueKind.MONEY, text),
        Column(text, ValueKind.NUMBER, text),
        Column(text, ValueKind.DAY),
        Column(text),
        Column(text, ValueKind.MIXED),
    ]
    amount = Money(4_100_050, "EUR", Period.YEAR)
    rows: list[list[Value]] = [
        [text, Minutes(95), 7, Share(7, 13), amount, Measured(2.5, text), date(2026, 11, 23), text, Share(1, 3)],
        [text, None, 0, Share(0, 0), None, None, None, text, text],
    ]  # fmt: skip
    figures = [("Start", Measured(14, text)), ("Now", None), (text, text)]
    bar = Bar(text, text, figures, [("Way", Way(0.5)), ("By", date(2026, 12, 4)), (text, text)], 0.5, 0.8)
    return Document(
        text,
        text,
        [
            Section(
                text,
                [
                    KeyFigures([(Money(5), text), (Share(1, 3), text), (text, text)]),
                    Text(text),
                    Table(columns, rows, chart),
                ],
            ),
            Section(text, [bar, bar._replace(share=None), Text(text, 3), Table([Column(text)], [[text]])]),
        ],
    )


class Book(NamedTuple):
    """A workbook as it was read back.

    Args:
        names: The names of its sheets, in order.
        sheets: For each the XML, without namespaces.
        strings: The texts of its cells.
        formats: The number format of each style.
        parts: Every part of the file.
    """

    names: list[str]
    sheets: list[ElementTree.Element]
    strings: list[str]
    formats: list[str]
    parts: dict[str, str]

    def rows(self, at: int) -> list[list[Any]]:
        """The cells of a sheet, row by row: text, numbers, or ``None``."""
        return [[self._value(cell) for cell in row.iter("c")] for row in self.sheets[at].iter("row")]

    def refs(self, at: int) -> list[str]:
        """The places of the tables of a sheet, such as A1:B3, from the top."""
        return [table.get("ref", "") for table in self._tables(at)]

    def heads(self, at: int) -> list[list[str]]:
        """What the tables of a sheet call their columns; escapes are read."""
        return [
            [re.sub("_x([0-9a-fA-F]{4})_", lambda m: chr(int(m[1], 16)), column.get("name", ""))
             for column in table.iter("tableColumn")]
            for table in self._tables(at)
        ]  # fmt: skip

    def tables(self, at: int) -> list[list[list[Any]]]:
        """The cells of the tables of a sheet, row by row with the heads."""
        found = []
        for ref in self.refs(at):
            first, last, width = re.fullmatch(r"A(\d+):([A-Z])(\d+)", ref).group(1, 3, 2)  # type: ignore[union-attr]
            rows = self.rows(at)[int(first) - 1 : int(last)]
            found.append([row[: ord(width) - ord("A") + 1] for row in rows])
        return found

    def _tables(self, at: int) -> list[ElementTree.Element]:
        known = self.parts.get(f"xl/worksheets/_rels/sheet{at + 1}.xml.rels", "")
        names = re.findall(r'"\.\./tables/(\w+\.xml)"', known)
        return [ElementTree.fromstring(re.sub(' xmlns="[^"]*"', "", self.parts[f"xl/tables/{name}"])) for name in names]

    def shown_as(self, at: int, place: str) -> str:
        """The number format of a cell, such as B2."""
        [cell] = [cell for cell in self.sheets[at].iter("c") if cell.get("r") == place]
        return self.formats[int(cell.get("s", 0))]

    def _value(self, cell: ElementTree.Element) -> str | float | None:
        value = cell.findtext("v")
        if value is None:
            return None
        return self.strings[int(value)] if cell.get("t") == "s" else float(value)


def read(data: bytes) -> Book:
    """Read a workbook: every part must be well-formed XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    trees = {name: ElementTree.fromstring(text) for name, text in parts.items()}
    for tree in trees.values():
        for element in tree.iter():
            element.tag = element.tag.rpartition("}")[2]  # without its namespace
    count = sum(name.startswith("xl/worksheets/sheet") for name in parts)
    known = {"0": "General", "1": "0", "3": "#,##0", "4": "#,##0.00"}
    styles = trees["xl/styles.xml"]
    known |= {form.get("numFmtId", ""): form.get("formatCode", "") for form in styles.iter("numFmt")}
    used = styles.find("cellXfs")
    assert used is not None
    shared = trees.get("xl/sharedStrings.xml")
    return Book(
        [sheet.get("name", "") for sheet in trees["xl/workbook.xml"].iter("sheet")],
        [trees[f"xl/worksheets/sheet{number}.xml"] for number in range(1, count + 1)],
        [si.findtext("t", "") for si in shared.iter("si")] if shared is not None else [],
        [known[style.get("numFmtId", "")] for style in used],
        parts,
    )


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Each element closes the one that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text, but not the style."""
        self.text += "" if self.open[-1:] == ["style"] else data

    @property
    def tags(self) -> list[str]:
        """The names of the elements, in order."""
        return [tag for tag, _attributes in self.elements]


def read_markdown(text: str) -> list[str]:
    """The kinds of what a reader of GitHub's Markdown finds, one that makes links of bare addresses too."""
    found: list[str] = []
    for token in MarkdownIt("gfm-like").parse(text):
        found += [token.type, *(child.type for child in token.children or [] if child.type != "text_special")]
    return [kind for kind in found if kind != "text"]
