"""Whom to see in a free hour: accounts with their reasons; the chosen one is planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from advisorbench.domain.days.whom_to_see import ToSee
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.language.reasons import say_reasons_to_see
from advisorbench.i18n import _
from advisorbench.screens.dialogs.dialog import Dialog
from advisorbench.widgets.line_table import LineColumn, LineTable, Span


class VisitsScreen(Dialog[ToSee]):
    """Whom to see in a free hour; enter takes one.

    Args:
        when: The hour.
        found: Whom, and why.
        today: The seller's day.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]

    def __init__(self, when: datetime, found: Sequence[ToSee], today: date) -> None:
        title = _("Whom to see %(day)s at %(time)s?") % {"day": say_day(when.date(), today), "time": f"{when:%H:%M}"}
        super().__init__(title, _("enter plan it   esc leave"))
        self._found, self._today = found, today

    def inside(self) -> ComposeResult:
        """Accounts with their reasons, the best first."""
        yield LineTable(
            (LineColumn(width=1), LineColumn(width=26), LineColumn()), self._cells, lambda one: one.account_id
        )

    def on_mount(self) -> None:
        """Show them."""
        table = self.query_one(LineTable)
        table.empty = _("Nobody is due: everybody was seen, or will be.")
        table.fill(list(self._found))
        table.styles.height = max(len(self._found), 1)
        table.focus()

    @on(LineTable.Chosen)
    def action_choose(self) -> None:
        """Take the one that is selected."""
        if (row := self.query_one(LineTable).row) is not None:
            self.dismiss(row)

    def _cells(self, visit: ToSee) -> Sequence[Sequence[Span]]:
        reasons = " · ".join(say_reasons_to_see(visit, self._today))
        return ([("⌂" if visit.near else "•", "accent")], [(visit.account, "")], [(reasons, "dim")])
