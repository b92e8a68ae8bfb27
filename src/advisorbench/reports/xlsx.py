"""A report as a workbook to count with: days are days, amounts are numbers, and text is never a formula or a link.

Each section is a sheet that reads as the report does: what it says, its figures, and its tables below each other. Each
of them is a table for the program as well, with a filter of its own. The first sheet begins with the title of the
report.

Where a sheet has one table, its head stays in sight: rows are followed down to the last. Where it has several, the head
of one would stand above the rows of another, so that only the title stays; programs show the heads of the table that
one is in instead of the letters of the columns. A head far down would leave no room to scroll: the title stays then.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import accumulate, cycle, groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from advisorbench.i18n import _
from advisorbench.reports.cells import (
    Cell,
    Flat,
    cells,
    cut,
    flat,
    flat_bars,
    flat_figures,
    heads,
    sheet_name,
    unmarked,
)
from advisorbench.reports.document import Bar, Document, KeyFigures, Section, Table, Text, ValueKind
from advisorbench.reports.grid import LINE, PAGE, PAPER, SPARE, TEXT, RowBlock, breaks, height, letters, pixels, widths
from advisorbench.reports.values import NUMERIC

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FROZEN = 170
"""How much of a window may stay in sight, in points: a third of a small one."""
ONE_PAGE = 700
"""Up to this height a sheet can be read on one page, in points."""
NARROWEST, WIDEST = 420, 640
"""How wide a chart may be, in pixels; where there is less room beside its table, it stands below."""
GAP = 14
"""How far a chart stands from its table, in pixels."""
RIGHT = NUMERIC | {ValueKind.MIXED}
"""What stands to the right here: also what is mixed, for it is mostly numbers."""
ACCENT, LIGHT, PALE, RULE, QUIET = "#2A7F8C", "#BFDDE0", "#EEF5F5", "#D5DDE1", "#55646E"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_BAR = {
    "type": "data_bar", "bar_solid": True, "bar_color": LIGHT,
    "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1,
}  # fmt: skip
"""How a percentage is pictured in its cell."""


class _Rows(NamedTuple):
    """A table or figures, as columns; figures have no heads and no filter."""

    columns: Sequence[Flat]
    headed: bool


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
    looks, taken = _Looks(book), set[str]()
    for at, section in enumerate(document.sections or [Section(document.title, [])]):
        sheet = _Sheet(looks, sheet_name(section.title, taken), list(_parts(section)))
        if at:
            sheet.titles(section.title, document.title)
        else:
            sheet.titles(document.title, document.about)
            sheet.words(section.title, 14, bold=True, font_color=ACCENT)
        sheet.write()
    book.close()
    return buffer.getvalue()


def _parts(section: Section) -> Iterator[Text | _Rows]:
    """What stands on a sheet; bars below each other are one table, and what has no rows is left out."""
    for bars, found in groupby(section.blocks, key=lambda block: isinstance(block, Bar)):
        blocks = list(found)
        if bars:
            yield _Rows(flat_bars(section.title, [block for block in blocks if isinstance(block, Bar)]), headed=True)
        for block in blocks:
            match block:
                case Text():
                    yield block
                case KeyFigures() if block.pairs:
                    yield _Rows(flat_figures(block), headed=False)
                case Table() if block.rows:
                    yield _Rows(flat(block), headed=True)


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **looks: Any) -> Format:
        key = tuple(sorted(looks.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({"valign": "vcenter", **looks})
        return self.made[key]


class _Sheet:
    """Writes a section from the top of a sheet to its end."""

    def __init__(self, looks: _Looks, name: str, parts: Sequence[Text | _Rows]) -> None:
        self.look, self.name, self.parts = looks, name, parts
        self.sheet = looks.book.add_worksheet(name)
        self.widths = widths([part.columns for part in parts if isinstance(part, _Rows)])
        while len(self.widths) < 2 or sum(self.widths) < TEXT:
            self.widths.append(SPARE)
        self.last = next(at for at, sum_ in enumerate(accumulate(self.widths)) if at and sum_ >= TEXT)
        self.row = self.title_rows = 0
        self.high = self.title_high = 0.0
        self.spaced = False
        self.heads: list[tuple[int, float]] = []
        self.blocks: list[RowBlock] = []
        self.wide = pixels(self.widths)

    def down(self, high: float = LINE) -> None:
        """End a row that is so high, in points."""
        self.sheet.set_row(self.row, high)
        self.row += 1
        self.high += high
        self.spaced = False

    def space(self) -> None:
        """Leave a row free, once."""
        if not self.spaced:
            self.down()
            self.spaced = True

    def titles(self, title: str, about: str) -> None:
        """What the sheet is called, and a line below that."""
        self.words(title, 16, bold=True, font_color=ACCENT)
        if about:
            self.words(about, font_color=QUIET)
        self.title_rows, self.title_high = self.row, self.high
        self.space()

    def words(self, sentence: str, size: int = 11, **looks: Any) -> None:
        """Words over the width of a page."""
        form = self.look(text_wrap=True, font_size=size, **looks)
        self.sheet.merge_range(self.row, 0, self.row, self.last, "", form)
        text = cut(sentence)
        put(self.sheet, self.row, 0, Cell(text), form)
        wide = letters(sum(self.widths[: self.last + 1])) * 11 // size
        self.down(height((text, wide), size=size))

    def write(self) -> None:
        """All that the section says; a heading stands close to what it names."""
        for at, width in enumerate(self.widths):
            self.sheet.set_column(at, at, width)
        named, start = False, (0, 0.0)
        for part in self.parts:
            if isinstance(part, Text) and not part.level:
                self.words(part.text)
                named = False
                continue
            if not named:
                self.space()
                start = self.row, self.high
            named = isinstance(part, Text)
            if isinstance(part, Text):
                self.words(part.text, 12, bold=True)
            else:
                self.rows(part)
                self.blocks.append(RowBlock(*start, self.high))
                self.space()
        self.paper()

    # --- tables -----------------------------------------------------------------------------------------------

    def rows(self, part: _Rows) -> None:
        """A table with its chart, or figures."""
        first, start, count = self.row, self.high, len(part.columns[0].values)
        if part.headed:
            self.head(part.columns, count)
        top = self.row
        filled = [cells(column) for column in part.columns]
        for row in range(count):
            texts = [(str(column[row].value), letters(self.widths[at] - 1))
                     for at, column in enumerate(filled) if isinstance(column[row].value, str)]  # fmt: skip
            for at, (column, found) in enumerate(zip(part.columns, filled, strict=True)):
                put(self.sheet, self.row, at, found[row], self.form(at, column.kind, found[row], headed=part.headed))
            self.down(height(*texts))
        for at, column in enumerate(part.columns):
            if column.kind is ValueKind.WAY and not column.drawn:
                self.sheet.conditional_format(top, at, self.row - 1, at, _BAR)
        if any(column.drawn for column in part.columns):
            self.chart(first, start, part.columns)

    def form(self, at: int, kind: ValueKind, cell: Cell, *, headed: bool) -> Format:
        """How a cell looks; a figure stands out, and its counts do not."""
        looks: dict[str, Any] = {"bottom": 1, "bottom_color": RULE, "text_wrap": True, **side(at, kind)}
        if not isinstance(cell.value, str):
            looks |= {"num_format": cell.form, "text_wrap": False}
        if not headed and at == 1:
            looks |= {"bold": True, "font_color": ACCENT}
        return self.look(**looks)

    def head(self, columns: Sequence[Flat], count: int) -> None:
        """The heads of a table, which the program knows to be one."""
        named = heads(columns)
        options = {"style": None, "columns": [{"header": head.name} for head in named]}
        self.sheet.add_table(self.row, 0, self.row + count, len(columns) - 1, options)
        for at, (column, head) in enumerate(zip(columns, named, strict=True)):
            form = self.look(bold=True, text_wrap=True, bg_color=PALE, bottom=1, bottom_color=ACCENT,
                             **side(at, column.kind))  # fmt: skip
            put(self.sheet, self.row, at, Cell(head.text), form)
        # A head is bold, and the button of the filter takes room.
        self.down(height(*((head.text, letters(self.widths[at]) - 3) for at, head in enumerate(named))))
        self.heads.append((self.row - 1, self.high))

    def chart(self, first: int, start: float, columns: Sequence[Flat]) -> None:
        """A chart of bars, the first row on top, of the names and numbers in the cells: beside its table or below.

        Args:
            first: The row of the heads.
            start: How far down that is, in points.
            columns: The columns of the table.
        """
        count, end = len(columns[0].values), self.row
        drawn = [at for at, column in enumerate(columns) if column.drawn]
        chart = self.look.book.add_chart({"type": "bar"})
        for at, color in zip(drawn, cycle((ACCENT, LIGHT, QUIET)), strict=False):
            chart.add_series(
                {
                    "name": [self.name, first, at],
                    "categories": [self.name, first + 1, 0, end - 1, 0],
                    "values": [self.name, first + 1, at, end - 1, at],
                    "fill": {"color": color},
                    "data_labels": {"value": True},
                    "gap": 60,
                }
            )
        chart.set_title({"none": True})
        chart.set_legend({"position": "bottom"})
        chart.set_y_axis({"reverse": True, "label_position": "low"})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        left = pixels(self.widths[: len(columns)]) + GAP
        room = 7 * PAGE - left
        beside = room >= NARROWEST
        wide, high = min(room, WIDEST) if beside else WIDEST, min(60 + 11 * count * len(drawn), 900)
        chart.set_size({"width": wide, "height": high * 4 / 3})
        self.wide = max(self.wide, left + wide if beside else GAP + wide)
        if not beside:
            self.space()
            first, start = self.row, self.high
        place = (first, len(columns) if beside else 0)
        self.sheet.insert_chart(*place, chart, {"x_offset": GAP, "description": _("The table as bars")})
        while self.high < start + high:
            self.down()

    # --- paper and window -------------------------------------------------------------------------------------

    def paper(self) -> None:
        """How it prints, on A4 and one page wide, and what stays in sight."""
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(0.6, 0.6, 0.7, 0.7)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # text that looks like a number is text
        again, stays = (0, self.title_rows), (self.title_rows, self.title_high)
        titled = self.title_high + LINE
        if len(self.heads) == 1:
            [(row, high)] = self.heads
            again = (row, row)
            stays = (row + 1, high) if high <= FROZEN else stays
        if titled <= FROZEN:  # what fills a page leaves no room on it for what follows
            sheet.repeat_rows(*again)
        sheet.fit_to_pages(1, 1 if self.high <= ONE_PAGE else 0)
        if self.high > ONE_PAGE:  # LibreOffice ends its pages there; Excel, told to fit the width, where it will
            page = PAPER[1] * max(self.wide / PAPER[0], 1.0)
            sheet.set_h_pagebreaks(breaks(self.blocks, page, titled if titled <= FROZEN else 0.0))
        if stays[1] <= FROZEN:
            sheet.freeze_panes(stays[0], 0)


def side(at: int, kind: ValueKind) -> dict[str, Any]:
    """To which side a cell of a column stands; on the right the button of the filter must not cover the head."""
    return {"align": "right", "indent": 2} if kind in RIGHT else {"align": "left", "indent": 1 if at else 0}


def put(sheet: Worksheet, row: int, at: int, found: Cell, form: Format) -> None:
    """Write a cell as what it is; a text stays one, whatever it looks like."""
    match found.value:
        case "":
            sheet.write_blank(row, at, None, form)
        case str(text):
            sheet.write_string(row, at, unmarked(text), form)
        case date() as day:
            sheet.write_datetime(row, at, day, form)
        case number:
            sheet.write_number(row, at, number, form)
