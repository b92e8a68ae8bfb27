"""A report as a workbook to count with: days are days, amounts are numbers, and text is never a formula or a link.

The first sheet reads as the report does, without its tables. Each table has a sheet of its own, for a sheet has one
header that stays in sight, one filter, and one set of widths.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from advisorbench.i18n import _
from advisorbench.reports.cells import CELL_LENGTH, Cell, Flat, cells, cut, flat, flat_bars, sheet_name
from advisorbench.reports.document import Bar, Block, Document, Figures, Kind, Section, Table, Text
from advisorbench.reports.values import NUMERIC, say

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WIDEST, NARROWEST = 44, 9
"""Between these is the width of a column, in digits of the usual letter."""
PAGE = 150
"""How wide a table can be on paper and still be read without a glass."""
SIDE, FIGURE, WORDS = 26, 22, 76
"""The widths of the columns of the first sheet."""
FEW = 30
"""Up to so many rows a table and its chart can be read on one page."""
LINE = 15
"""How high a line is, in points."""
ACCENT, LIGHT, PALE, RULE, QUIET = "#2A7F8C", "#BFDDE0", "#EEF5F5", "#D5DDE1", "#55646E"
_TOP = {"top": 1, "top_color": RULE}
"""The line above a section."""
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_BAR = {
    "type": "data_bar", "bar_solid": True, "bar_color": LIGHT,
    "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1,
}  # fmt: skip
"""How a percentage is pictured in its cell."""


def xlsx(document: Document, on: date) -> bytes:
    """The document as a workbook; the same document and day give the same bytes.

    Args:
        document: What is told.
        on: The day it was made.
    """
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, OPTIONS)
    book.set_properties({"title": cut(document.title, 255), "created": datetime.combine(on, time())})
    _Writer(book).write(document)
    book.close()
    return buffer.getvalue()


class _Writer:
    """Writes a document into a workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.taken: set[str] = set()
        self.tables: list[tuple[str, list[Flat]]] = []
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.row = self.start = 0

    def write(self, document: Document) -> None:
        """The first sheet, then a sheet for each table."""
        self.first(document)
        for name, columns in self.tables:
            self.table(name, columns)

    def format(self, **looks: Any) -> Format:
        """A format of these looks, made once."""
        key = tuple(sorted(looks.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"valign": "top", **looks})
        return self.formats[key]

    def sheet(self, name: str) -> Worksheet:
        """A new sheet that prints on A4, one page wide."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.6, 0.6, 0.7, 0.7)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # text that looks like a number is text
        return sheet

    # --- the first sheet --------------------------------------------------------------------------------------

    def first(self, document: Document) -> None:
        """What the report says, without its tables: a column for titles, one for figures, one for words."""
        sheet = self.sheet(sheet_name(_("Overview"), self.taken))
        for at, width in enumerate((SIDE, FIGURE, WORDS)):
            sheet.set_column(at, at, width)
        put(sheet, 0, 0, Cell(cut(document.title)), self.format(bold=True, font_size=16, font_color=ACCENT))
        sheet.set_row(0, 24)
        self.row = 1
        if document.about:
            about = cut(document.about)
            sheet.merge_range(1, 0, 1, 2, "", self.format(text_wrap=True, font_color=QUIET))
            put(sheet, 1, 0, Cell(about), self.format(text_wrap=True, font_color=QUIET))
            sheet.set_row(1, height((about, letters(SIDE + FIGURE + WORDS))))
            self.row = 2
        for section in document.sections:
            self.section(sheet, section)

    def section(self, sheet: Worksheet, section: Section) -> None:
        """A section: its title beside what it says, and where its tables are."""
        self.row += 1
        self.start, title = self.row, section.title
        for at in range(3):
            sheet.write_blank(self.row, at, None, self.format(**_TOP))
        put(sheet, self.row, 0, Cell(cut(title)), self.format(bold=True, text_wrap=True, **_TOP))
        sheet.set_row(self.row, height((title, SIDE - 2)))
        for bars, found in groupby(section.blocks, key=lambda block: isinstance(block, Bar)):
            blocks = list(found)
            if bars:
                columns = flat_bars(section.title, [block for block in blocks if isinstance(block, Bar)])
                self.pointer(sheet, section.title, title, columns)
                continue
            for block in blocks:
                title = self.block(sheet, section.title, block, title)
        self.row = max(self.row, self.start + 1)

    def block(self, sheet: Worksheet, beside: str, block: Block, title: str) -> str:
        """A sentence, a heading, figures, or where a table is; gives what the next table is called."""
        match block:
            case Text(text, level) if level:
                self.words(sheet, beside, text, bold=True)
                return text
            case Text(text):
                self.words(sheet, beside, text)
            case Figures(pairs):
                for value, what in pairs:
                    [found] = cells(Flat(what, Kind.TEXT, [value]))
                    looks = {"bold": True, "font_color": ACCENT, "align": "left", "text_wrap": True}
                    top = _TOP if self.row == self.start else {}
                    put(sheet, self.row, 1, found, self.format(num_format=found.form, **looks, **top))
                    self.words(sheet, beside, what, say(value))
            case Table():
                self.pointer(sheet, beside, title, flat(block))
        return title

    def words(self, sheet: Worksheet, beside: str, said: str, figure: str = "", **looks: Any) -> None:
        """A line of words in the third column, as high as it, its figure, and the title on its left need."""
        first = self.row == self.start
        put(sheet, self.row, 2, Cell(cut(said)), self.format(text_wrap=True, **looks, **(_TOP if first else {})))
        texts = [(said, letters(WORDS)), (figure, FIGURE - 2), (beside if first else "", SIDE - 2)]
        sheet.set_row(self.row, height(*texts))
        self.row += 1

    def pointer(self, sheet: Worksheet, beside: str, title: str, columns: list[Flat]) -> None:
        """Where a table is; it is written later. What has no rows has no sheet."""
        if columns and columns[0].values:
            name = sheet_name(title, self.taken)
            self.tables.append((name, columns))
            said = _("The table is in the sheet “%(name)s”.") % {"name": name}
            self.words(sheet, beside, said, font_color=QUIET)

    # --- the tables -------------------------------------------------------------------------------------------

    def table(self, name: str, columns: Sequence[Flat]) -> None:
        """A table on a sheet of its own, and its chart below it."""
        sheet = self.sheet(name)
        count = len(columns[0].values)
        rows: list[list[tuple[str, int]]] = [[] for _row in range(count + 1)]
        for at, (column, width) in enumerate(zip(columns, widths(columns), strict=True)):
            right = column.kind in NUMERIC
            side = {"align": "right" if right else "left", "indent": 1 if at else 0}
            head = self.format(bold=True, text_wrap=True, bg_color=PALE, bottom=1, bottom_color=ACCENT, **side)
            put(sheet, 0, at, Cell(cut(column.head)), head)
            rows[0].append((column.head, width - 3))  # it is bold, and the button of the filter takes room
            for row, found in enumerate(cells(column), 1):
                text = isinstance(found.value, str)
                look = {"text_wrap": True} if text else {"num_format": found.form}
                put(sheet, row, at, found, self.format(bottom=1, bottom_color=RULE, **side, **look))
                rows[row].append((str(found.value) if text else "", letters(width - 1)))
            if column.kind is Kind.WAY and not column.drawn:
                sheet.conditional_format(1, at, count, at, _BAR)
            sheet.set_column(at, at, width)
        for row, texts in enumerate(rows):
            sheet.set_row(row, height(*texts))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, count, len(columns) - 1)
        sheet.repeat_rows(0)
        if drawn := [at for at, column in enumerate(columns) if column.drawn]:
            self.chart(sheet, name, count, drawn)
            if count <= FEW:
                sheet.fit_to_pages(1, 1)  # so that no page ends within the chart

    def chart(self, sheet: Worksheet, name: str, count: int, drawn: Sequence[int]) -> None:
        """A chart of bars, the first row on top; its names and numbers are those of the cells."""
        chart = self.book.add_chart({"type": "bar"})
        for at in drawn:
            chart.add_series(
                {
                    "name": [name, 0, at],
                    "categories": [name, 1, 0, count, 0],
                    "values": [name, 1, at, count, at],
                    "fill": {"color": ACCENT if at == drawn[0] else LIGHT},
                    "data_labels": {"value": True},
                    "gap": 60,
                }
            )
        chart.set_title({"none": True})
        chart.set_legend({"position": "bottom"})
        chart.set_y_axis({"reverse": True, "label_position": "low"})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_size({"width": 760, "height": min(110 + 30 * count * len(drawn), 1200)})
        sheet.insert_chart(count + 2, 0, chart, {"description": _("The table as bars")})


def put(sheet: Worksheet, row: int, at: int, found: Cell, form: Format) -> None:
    """Write a cell as what it is; a text stays one, whatever it looks like."""
    match found.value:
        case "":
            sheet.write_blank(row, at, None, form)
        case str(text):
            # xlsxwriter takes a text from <r> to </r> for markup of its own, and writes it unescaped.
            sheet.write_string(row, at, f"{text[: CELL_LENGTH - 1]} " if text.startswith("<r>") else text, form)
        case date() as day:
            sheet.write_datetime(row, at, day, form)
        case number:
            sheet.write_number(row, at, number, form)


def letters(width: int) -> int:
    """How many letters fit in a width: they are narrower than the digits that it is counted in."""
    return width * 6 // 5


def height(*texts: tuple[str, int]) -> float:
    """How high a row must be for texts that are broken after so many letters, in points; programs do not find out."""
    found = [len(wrap(text[: 40 * width], width)) for text, width in texts]
    return min(LINE * max(found, default=1) + 2, 400) if any(found) else LINE + 2


def widths(columns: Sequence[Flat]) -> list[int]:
    """The widths of columns: most cells are one line, and long texts are broken so that the page can be read."""
    found = [_width(column) for column in columns]
    for most in (36, 28, 22, 18):
        if sum(found) > PAGE:
            found = [
                width if column.kind in NUMERIC else min(width, most)
                for column, width in zip(columns, found, strict=True)
            ]
    return found


def _width(column: Flat) -> int:
    """A width in which most cells are one line, and long texts are broken."""
    longest = max((len(say(value, column.kind)) for value in column.values), default=0)
    # A head of a word or two is one line; the button of the filter takes room.
    head = max([min(len(column.head), 14), *map(len, column.head.split())]) + 4
    return min(max(longest + 2, head, NARROWEST), WIDEST)
