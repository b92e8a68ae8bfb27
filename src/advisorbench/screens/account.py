"""An account opened whole: its people, what they want, what was gained, promised, planned, and all that happened."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from advisorbench.commands import BACK
from advisorbench.domain.lines import Whole
from advisorbench.i18n import N_, _
from advisorbench.screens.account_lines import Line, account_cells, account_rows
from advisorbench.screens.base import bindings
from advisorbench.screens.subject import Subject
from advisorbench.screens.work import WorkScreen
from advisorbench.widgets.brief import BriefPanel
from advisorbench.widgets.line_table import Column, LineTable, More


class AccountScreen(WorkScreen):
    """One account, whole.

    Args:
        desk: The way to the use cases.
        account_id: The account.
    """

    mode = "accounts"
    purpose: ClassVar[str] = N_(
        "Everything of one account: what is next, its people and their readiness, objectives up to the maximum "
        "attainable, outcomes, promises, reviews, initiatives, referrals, and the timeline. Space does what a line "
        "asks for; escape goes back."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(BACK)

    def __init__(self, desk: Any, account_id: str) -> None:
        super().__init__(desk)
        self.account_id = account_id
        self.whole: Whole | None = None
        self._opened: set[str] = set()

    def lines(self) -> Widget:
        """Every part of the account under its heading."""
        columns = (Column(width=1), Column(), Column(share=42, minimum=52))
        return LineTable(columns, account_cells, lambda row: row.key, empty=_("Opening…"), id="account")

    def on_mount(self) -> None:
        """What is next stands among the lines already."""
        self.query_one(BriefPanel).says_next = False

    def reload(self) -> None:
        """Read the account again."""
        self.read("account", lambda services: services.accounts.whole(self.account_id), self._show)

    def _show(self, whole: Whole) -> None:
        self.whole = whole
        self.table.fill(list(account_rows(whole, frozenset(self._opened))))

    def subject_of(self, row: Any) -> Subject | None:
        """What the line is about; the account itself where that is all there is."""
        return row.subject if isinstance(row, Line) else None

    def action_back(self) -> None:
        """Go back to where the account was opened."""
        self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The account is open already; what can be opened here is the rest of a part."""
        if action == "open":
            return self.is_mounted and isinstance(self.table.row, More)
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Show the rest of a part."""
        row = self.table.row
        if isinstance(row, More) and self.whole:
            self._opened.add(row.part)
            self._show(self.whole)
