"""The accounts: the whole portfolio as a table that stays quick, beside the brief of the selected one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from advisorbench.commands import LINE, OPEN, PORTFOLIO
from advisorbench.domain.account_filter import filtered, ordered
from advisorbench.domain.book_view import BookView
from advisorbench.domain.errors import BenchError
from advisorbench.domain.language.money import say_number
from advisorbench.domain.views import AccountLine
from advisorbench.i18n import N_, _
from advisorbench.screens.base import Workbench, bindings
from advisorbench.screens.lines.portfolio import PortfolioRow
from advisorbench.screens.work import WorkScreen
from advisorbench.widgets.line_table import LineColumn, LineTable

if TYPE_CHECKING:
    from advisorbench.services import Services

SORTS = ("name", "tier", "state", "review", "contact", "gap")


class AccountsScreen(WorkScreen):
    """The portfolio."""

    mode = "accounts"
    groups = (OPEN, LINE, PORTFOLIO)
    BINDINGS: ClassVar[list[BindingType]] = bindings(*groups)
    purpose: ClassVar[str] = N_(
        "Every account with its tier, readiness, next review, last contact and the gap to the maximum attainable. "
        "Press f and type to filter: words from name, city or sector, and tier:a, status:active, state:ready, "
        "review:overdue, contact:due, initiatives:hollow. Enter opens an account whole."
    )

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self.all: list[AccountLine] = []
        self.filter_text = ""
        self.sort = SORTS[0]

    def above(self) -> ComposeResult:
        """The filter, and how many accounts it leaves."""
        with Horizontal(id="filter-line"):
            yield Input(placeholder=_("filter: words, tier:a, state:ready, review:overdue"), id="filter", compact=True)
            yield Static("", id="count")

    def left(self) -> LineTable:
        """The table."""
        columns = (
            LineColumn(_("Account")),
            LineColumn("T", 1),
            LineColumn(_("Ready to ask"), 13),
            LineColumn(_("Review"), 13, minimum=44),
            LineColumn(_("Contact"), 11, minimum=56),
            LineColumn(_("Gap"), 8, right=True, minimum=64),
        )
        return LineTable(columns, empty=_("Reading the book…"), id="portfolio")

    def reload(self) -> None:
        """Read the portfolio again."""
        self.read("accounts", _read, self._take)

    def _take(self, portfolio: tuple[BookView, list[AccountLine]]) -> None:
        self.book, self.all = portfolio
        self.show()

    def show(self) -> None:
        """Show what the filter leaves, in the chosen order."""
        today = self.workbench.today()
        rows = [PortfolioRow(line, today) for line in ordered(filtered(self.all, self.filter_text), self.sort)]
        self.fill(rows, empty=_("No account fits this filter.") if self.all else _("No accounts yet."))
        said = {"shown": say_number(len(rows)), "all": say_number(len(self.all)), "sort": _(SORT_NAMES[self.sort])}
        self.query_one("#count", Static).update(_("%(shown)s of %(all)s · by %(sort)s") % said)

    def nothing(self) -> str:
        """What to say where nothing is selected."""
        if self.all:
            return _("Press f to change the filter, escape to clear it.")
        return _("This book is empty.\n\nPress + to add your first account, or f8 to bring in a file.")

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        self.filter_text = event.value
        self.show()

    @on(Input.Submitted, "#filter")
    def _submitted(self) -> None:
        self.table.focus()

    def on_key(self, event: Any) -> None:
        """From the filter, down goes to the table and escape clears it; from the table escape clears it too."""
        box = self.query_one("#filter", Input)
        if event.key == "escape" and (box.value or box.has_focus):
            box.value = ""
            self.table.focus()
            event.stop()
        elif event.key == "down" and box.has_focus:
            self.table.focus()
            event.stop()

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one("#filter", Input).focus()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self.show()

    @work(group="doing")
    async def action_views(self) -> None:
        """Choose a view, or save this one."""
        from advisorbench.screens.dialogs.views import ViewsScreen

        saved = await self.in_thread(lambda services: services.accounts.views())
        chosen = await self.app.push_screen_wait(ViewsScreen(saved, self.filter_text, self.sort))
        if chosen is None:
            return
        if chosen.save_as:
            name, filter_text, sort = chosen.save_as, self.filter_text, self.sort
            try:
                view = await self.in_thread(lambda services: services.accounts.save_view(name, filter_text, sort))
            except BenchError as error:
                self.trouble(error)
            else:
                self.tell(_("View saved: %(name)s") % {"name": view.name})
            return
        self.sort = chosen.sort if chosen.sort in SORTS else SORTS[0]
        self.query_one("#filter", Input).value = chosen.filter
        self.filter_text = chosen.filter
        self.show()


def _read(services: Services) -> tuple[BookView, list[AccountLine]]:
    """The book, and its accounts by name: worked out here, in the thread."""
    view = services.accounts.book_view()
    return view, view.lines


SORT_NAMES = {
    "name": N_("name"),
    "tier": N_("tier"),
    "state": N_("readiness"),
    "review": N_("next review"),
    "contact": N_("last contact"),
    "gap": N_("gap"),
}
