"""A table that draws only the rows in sight, so that 100,000 rows are as quick as ten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from advisorbench.domain.text import shown

Span = tuple[str, str]
"""A piece of text and its role: "", "dim", "late", "good", "warn", "strong" or "accent"."""


FEWEST = 8
"""Cells below which a part after the first is left out rather than cut: its first letters would say nothing."""


@dataclass(frozen=True, slots=True)
class LineColumn:
    """A column.

    Args:
        title: Its heading, translated.
        width: Cells; 0 takes what is left.
        share: Percents of the table, instead of cells.
        right: Whether it is set flush right.
        minimum: The table's width below which the column is left out.
    """

    title: str = ""
    width: int = 0
    share: int = 0
    right: bool = False
    minimum: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A line between groups of rows; it cannot be selected."""

    text: str
    detail: str = ""

    @property
    def key(self) -> str:
        """Headings are never selected, so they have no key."""
        return ""


class LineTable(ScrollView, can_focus=True):
    """Rows under a cursor that stays on its row, by key, when the rows are filled anew.

    Set what is shown with `fill`. A row is any object; `key_of` names it and `cells_of` gives its cells as
    spans of text when, and only when, it is in sight: by default its own `key` and `cells`. A `Heading` may stand
    between rows.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"line-table--{part}"
        for part in ("header", "heading", "cursor", "dim", "late", "good", "warn", "strong", "accent")
    }
    DEFAULT_CSS = """
    LineTable {
        background: transparent;
        color: $foreground;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .line-table--header { color: $muted; text-style: bold; }
        & > .line-table--heading { color: $primary; text-style: bold; }
        & > .line-table--cursor { background: $row; }
        &:focus > .line-table--cursor { background: $row-focus; }
        & > .line-table--dim { color: $muted; }
        & > .line-table--late { color: $text-error; }
        & > .line-table--good { color: $text-success; }
        & > .line-table--warn { color: $text-warning; }
        & > .line-table--strong { text-style: bold; }
        & > .line-table--accent { color: $text-primary; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands on another row, or that row was filled anew; ``None`` when there are no rows."""

        table: LineTable
        row: Any

        @property
        def control(self) -> LineTable:
            """The table."""
            return self.table

    @dataclass
    class Chosen(Message):
        """A row was clicked when the cursor stood on it already."""

        table: LineTable
        row: Any

        @property
        def control(self) -> LineTable:
            """The table."""
            return self.table

    def __init__(
        self,
        columns: Sequence[LineColumn],
        cells_of: Callable[[Any], Sequence[Sequence[Span]]] = attrgetter("cells"),
        key_of: Callable[[Any], str] = attrgetter("key"),
        *,
        empty: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.empty = empty
        self._cells_of = cells_of
        self._key_of = key_of
        self._given: Sequence[Any] = ()
        self._rows: Sequence[Any] = ()
        self._cursor = -1
        self._header = int(any(column.title for column in columns))

    @property
    def row(self) -> Any:
        """The row under the cursor, or ``None``."""
        return self._rows[self._cursor] if 0 <= self._cursor < len(self._rows) else None

    @property
    def rows(self) -> Sequence[Any]:
        """What the table shows."""
        return self._rows

    def fill(self, rows: Sequence[Any], *, anew: bool = False) -> None:
        """Show other rows; the cursor stays on its row if that is still there, else near its place.

        Args:
            rows: The rows.
            anew: Whether they are of another kind, so that the cursor begins at the first.
        """
        before, place = (None, 0) if anew else (self.row, self._cursor)
        self._given = rows
        self._rows = self._aired(rows)
        self._cursor = self._find(self._key_of(before)) if before is not None else -1
        if self._cursor < 0:
            self._cursor = self._selectable(max(min(place, len(self._rows) - 1), 0), 1)
        self.virtual_size = Size(self.size.width, len(self._rows) + self._header)
        self._show_cursor()
        self.refresh()
        self.post_message(self.Moved(self, self.row))

    def _aired(self, rows: Sequence[Any]) -> Sequence[Any]:
        """An empty line above every group, where all rows still fit in the room."""
        if not isinstance(rows, list) or not rows or not isinstance(rows[0], Heading):
            return rows
        groups = sum(isinstance(row, Heading) and bool(row.text) for row in rows) - 1
        if len(rows) + groups > self.size.height - self._header:
            return rows
        aired: list[Any] = []
        for row in rows:
            if aired and isinstance(row, Heading) and row.text:
                aired.append(Heading(""))
            aired.append(row)
        return aired

    def select(self, key: str) -> bool:
        """Put the cursor on the row with this key; tells whether there is one."""
        found = self._find(key)
        if found >= 0:
            self._go(found)
        return found >= 0

    def _find(self, key: str) -> int:
        if not key:
            return -1
        return next((index for index, row in enumerate(self._rows) if self._key_of(row) == key), -1)

    def _selectable(self, index: int, direction: int) -> int:
        """The nearest row that can be selected, looking in one direction first."""
        for steps in (direction, -direction):
            at = index
            while 0 <= at < len(self._rows):
                if not isinstance(self._rows[at], Heading):
                    return at
                at += steps
        return -1

    def _go(self, index: int, direction: int = 1) -> None:
        index = self._selectable(max(min(index, len(self._rows) - 1), 0), direction)
        if index == self._cursor:
            return
        self._cursor = index
        self._show_cursor()
        self.refresh()
        self.post_message(self.Moved(self, self.row))

    def _show_cursor(self) -> None:
        if self._cursor < 0:
            return
        # The heading above the first row of a group comes into sight with it.
        top = self._cursor - (self._cursor > 0 and isinstance(self._rows[self._cursor - 1], Heading))
        height = max(self.size.height - self._header, 1)
        if top < self.scroll_offset.y:
            self.scroll_to(y=0 if top <= 1 else top, animate=False)
        elif self._cursor >= self.scroll_offset.y + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False)

    def action_move(self, steps: int) -> None:
        """Move the cursor by rows."""
        self._go(self._cursor + steps, steps)

    def action_page(self, direction: int) -> None:
        """Move the cursor by a page."""
        self._go(self._cursor + direction * max(self.size.height - self._header - 1, 1), direction)

    def action_edge(self, direction: int) -> None:
        """Move the cursor to the first or last row."""
        self._go(0 if direction < 0 else len(self._rows) - 1, -direction)

    def on_click(self, event: events.Click) -> None:
        """Select the row that was clicked; a click on the selected row chooses it."""
        index = event.y - self._header + self.scroll_offset.y
        if event.y < self._header or not 0 <= index < len(self._rows) or isinstance(self._rows[index], Heading):
            return
        if index == self._cursor:
            self.post_message(self.Chosen(self, self.row))
        self._go(index)

    def on_resize(self) -> None:
        """Keep the cursor in sight when the room changes."""
        row = self.row
        self._rows = self._aired(self._given)
        if row is not None:
            self._cursor = self._find(self._key_of(row))
        self.virtual_size = Size(self.size.width, len(self._rows) + self._header)
        self._show_cursor()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw anew what has come into sight."""
        super().watch_scroll_y(old_value, new_value)
        self.refresh(Region(0, 0, self.size.width, self.size.height))

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        width = self.size.width
        base = self.rich_style
        if self._header and y == 0:
            style = base + self.get_component_rich_style("line-table--header", partial=True)
            return self._strip([[(column.title, "")] for column in self.columns], width, style)
        index = y - self._header + self.scroll_offset.y
        if not self._rows and y == self._header:
            dim = self.get_component_rich_style("line-table--dim", partial=True)
            return Strip([Segment(set_cell_size(self.empty, width), base + dim)], width)
        if not 0 <= index < len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[index]
        if isinstance(row, Heading):
            return self._heading(row, width, base)
        if index == self._cursor:
            base = base + self.get_component_rich_style("line-table--cursor", partial=True)
        return self._strip(self._cells_of(row), width, base)

    def _heading(self, row: Heading, width: int, base: Style) -> Strip:
        style = base + self.get_component_rich_style("line-table--heading", partial=True)
        dim = base + self.get_component_rich_style("line-table--dim", partial=True)
        text = shown(row.text)
        rest = max(width - cell_len(text), 0)
        return Strip([Segment(text, style), Segment(set_cell_size(f"  {shown(row.detail)}", rest), dim)])

    def _strip(self, cells: Sequence[Sequence[Span]], width: int, base: Style) -> Strip:
        segments: list[Segment] = []
        for column, spans, room in zip(self.columns, cells, self._widths(width), strict=False):
            if room:
                segments += self._cell(spans, room, column.right, base)
                segments.append(Segment(" ", base))
        return Strip(segments).adjust_cell_length(width, base)

    def _widths(self, width: int) -> list[int]:
        kept = [width >= column.minimum for column in self.columns]
        fixed = [
            keep * (column.width or column.share * width // 100)
            for keep, column in zip(kept, self.columns, strict=True)
        ]
        flexible = sum(keep and not cells for keep, cells in zip(kept, fixed, strict=True))
        rest = max(width - sum(fixed) - sum(kept), 0) // max(flexible, 1)
        return [cells or keep * rest for keep, cells in zip(kept, fixed, strict=True)]

    def _cell(self, spans: Sequence[Span], room: int, right: bool, base: Style) -> list[Segment]:
        pieces: list[Segment] = []
        left = room
        for place, (text, role) in enumerate(spans):
            if left <= 0:
                break
            text = shown(text)
            style = base + self.get_component_rich_style(f"line-table--{role}", partial=True) if role else base
            size = cell_len(text)
            if size > left:
                if place and left < FEWEST:
                    break
                text, size = set_cell_size(text, left - 1) + "…", left
            pieces.append(Segment(text, style))
            left -= size
        if left:
            pieces.insert(0 if right else len(pieces), Segment(" " * left, base))
        return pieces
