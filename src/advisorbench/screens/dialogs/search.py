"""Search over accounts, people and notes, as you type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from advisorbench.domain.errors import BenchError
from advisorbench.domain.records.states import label
from advisorbench.domain.views import SearchHit
from advisorbench.i18n import _
from advisorbench.screens.dialogs.dialog import Dialog
from advisorbench.widgets.line_table import LineColumn, LineTable, Span

DEBOUNCE = 0.15
"""Seconds of quiet typing before the book is asked."""


class SearchScreen(Dialog[SearchHit]):
    """Type words; choose what was found.

    Args:
        workbench: The way to the use cases.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, workbench: Any) -> None:
        super().__init__(_("Search accounts, people and notes"), _("enter open   ↑ ↓ choose   esc leave"))
        self._workbench = workbench
        self._timer: Timer | None = None

    def inside(self) -> ComposeResult:
        """The words, and what holds them."""
        yield Input(placeholder=_("words from a name, a city, a note"), compact=True)
        columns = (LineColumn(width=10), LineColumn(), LineColumn(width=30, minimum=50))
        yield LineTable(columns, _cells, _key)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(LineTable).styles.height = 14
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(DEBOUNCE, self._search)

    def _search(self) -> None:
        text = self.query_one(Input).value
        self.run_worker(lambda: self._look(text), thread=True, exclusive=True, group="search")

    def _look(self, text: str) -> None:
        worker = get_current_worker()
        hits: list[SearchHit] = []
        empty = _("Nothing holds all these words.") if text.strip() else ""
        try:
            hits = self._workbench.services().search.find(text)
        except BenchError as error:
            empty = str(error)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, text, hits, empty)

    def _show(self, text: str, hits: list[SearchHit], empty: str) -> None:
        if not self.is_attached or text != self.query_one(Input).value:
            return
        table = self.query_one(LineTable)
        table.empty = empty
        table.fill(hits)

    def action_move(self, steps: int) -> None:
        """Move among what was found while typing."""
        self.query_one(LineTable).action_move(steps)

    @on(Input.Submitted)
    @on(LineTable.Chosen)
    def _open(self) -> None:
        found = self.query_one(LineTable).row
        if found is not None and found.account_id:
            self.dismiss(found)


def _cells(hit: SearchHit) -> Sequence[Sequence[Span]]:
    return ([(label(hit.kind), "dim")], [(hit.title, "")], [(hit.detail, "dim")])


def _key(hit: SearchHit) -> str:
    return f"{hit.kind}:{hit.account_id}:{hit.title}:{hit.detail}"
