"""A screen with a list on the left and what is known of the selected row beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from advisorbench.commands import COMMANDS, Subject
from advisorbench.screens.base import BenchScreen
from advisorbench.screens.lines.row import ListRow
from advisorbench.widgets.bars import KeyBar, TopBar
from advisorbench.widgets.brief import BriefPanel
from advisorbench.widgets.line_table import Heading, LineTable

NOTHING = Subject()
"""What the cursor stands on where there is no row."""


class ListScreen(BenchScreen):
    """A list of rows that answer for themselves.

    A screen says what stands on its left and right, one of them the list, reads it (`reload`), and shows the selected
    row (`show_selected`).
    """

    CSS_PATH = "work.tcss"
    mode: ClassVar[str] = ""
    """The screen of the number keys that it belongs to."""

    def compose(self) -> ComposeResult:
        """Bars above and below, between them the lines and what is beside them."""
        yield TopBar(self.mode, self.workbench.book_label, self.day_text())
        yield from self.above()
        with Horizontal(id="work"):
            yield self.left()
            yield self.right()
        yield KeyBar()

    def above(self) -> ComposeResult:
        """What stands between the bar and the lines."""
        yield from ()

    def left(self) -> Widget:
        """What stands on the left: most often the list."""
        raise NotImplementedError

    def right(self) -> Widget:
        """What stands on the right: most often what is known of the selected row."""
        return BriefPanel(id="brief")

    def show_selected(self) -> None:
        """Show what is known of the selected row."""

    @property
    def table(self) -> LineTable:
        """The lines."""
        return self.query_one(LineTable)

    @property
    def row(self) -> ListRow | None:
        """The row under the cursor."""
        row: ListRow | None = self.table.row if self.is_mounted else None
        return row

    @property
    def subject(self) -> Subject:
        """What the cursor stands on."""
        return self.row.subject if self.row else NOTHING

    def fill(self, rows: Sequence[ListRow | Heading], *, empty: str, anew: bool = False) -> None:
        """Show other rows.

        Args:
            rows: The rows.
            empty: What to say where there are none.
            anew: Whether they are of another kind, so that the cursor begins at the first.
        """
        self.table.empty = empty
        self.table.fill(rows, anew=anew)
        self.table.select(self.wanted)
        self.wanted = ""

    def on_mount(self) -> None:
        """The keys of the list work at once."""
        self.table.focus()

    def on_screen_resume(self) -> None:
        """Whatever was done elsewhere shows at once."""
        self.reload()

    @on(LineTable.Moved)
    def _moved(self) -> None:
        self.show_selected()

    @on(LineTable.Chosen)
    async def _chosen(self) -> None:
        """A click on the selected row does what enter does."""
        for command in self.commands():
            if command.key == "enter":
                await self.run_action(command.action)

    async def action_do_next(self) -> None:
        """Do what the line asks for."""
        if name := self.subject.action:
            await self.run_action(COMMANDS[name].action)

    def action_back(self) -> None:
        """Go back to where one was."""
        self.app.pop_screen()
