"""The accounts: the whole portfolio as a table that stays quick, beside the brief of the selected one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from advisorbench.commands import PORTFOLIO
from advisorbench.domain.account_filter import filtered, ordered
from advisorbench.domain.asking.readiness import STATE_SIGNS, State, state_label
from advisorbench.domain.book_view import BookView
from advisorbench.domain.customers.cadence import Standing
from advisorbench.domain.errors import BenchError
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.language.money import say_number, say_share
from advisorbench.domain.views import AccountLine
from advisorbench.i18n import N_, _
from advisorbench.screens.base import bindings
from advisorbench.screens.jobs.focus import Subject
from advisorbench.screens.work import WorkScreen
from advisorbench.widgets.line_table import LineColumn, LineTable, Span

if TYPE_CHECKING:
    from advisorbench.services import Services

SORTS = ("name", "tier", "state", "review", "contact", "gap")


class AccountsScreen(WorkScreen):
    """The portfolio."""

    mode = "accounts"
    purpose: ClassVar[str] = N_(
        "Every account with its tier, readiness, next review, last contact and the gap to the maximum attainable. "
        "Press f and type to filter: words from name, city or sector, and tier:a, status:active, state:ready, "
        "review:overdue, contact:due, initiatives:hollow. Enter opens an account whole."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(PORTFOLIO)

    def __init__(self, workbench: Any) -> None:
        super().__init__(workbench)
        self.all: list[AccountLine] = []
        self.filter_text = ""
        self.sort = SORTS[0]

    def above(self) -> ComposeResult:
        """The filter, and how many accounts it leaves."""
        with Horizontal(id="filter-line"):
            yield Input(placeholder=_("filter: words, tier:a, state:ready, review:overdue"), id="filter", compact=True)
            yield Static("", id="count")

    def lines(self) -> Widget:
        """The table."""
        columns = (
            LineColumn(_("Account")),
            LineColumn("T", 1),
            LineColumn(_("Ready to ask"), 13),
            LineColumn(_("Review"), 13, minimum=44),
            LineColumn(_("Contact"), 11, minimum=56),
            LineColumn(_("Gap"), 8, right=True, minimum=64),
        )
        return LineTable(columns, self._cells, lambda row: row.id, empty=_("Reading the book…"), id="portfolio")

    def reload(self) -> None:
        """Read the portfolio again."""
        self.read("accounts", _read, self._take)

    def _take(self, portfolio: tuple[BookView, list[AccountLine]]) -> None:
        self.book, self.all = portfolio
        self.show()

    def on_mount(self) -> None:
        """The table has the focus: letters are commands until a filter is asked for."""
        self.table.focus()

    def show(self) -> None:
        """Show what the filter leaves, in the chosen order."""
        rows = ordered(filtered(self.all, self.filter_text), self.sort)
        self.table.empty = _("No account fits this filter.") if self.all else _("No accounts yet.")
        self.table.fill(rows)
        said = {"shown": say_number(len(rows)), "all": say_number(len(self.all)), "sort": _(SORT_NAMES[self.sort])}
        self.query_one("#count", Static).update(_("%(shown)s of %(all)s · by %(sort)s") % said)

    def subject_of(self, row: Any) -> Subject | None:
        """The account."""
        return Subject(row.id)

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

    @work(group="doing")
    async def action_add_account(self) -> None:
        """Add an account."""
        from advisorbench.screens.dialogs.form import Form
        from advisorbench.screens.jobs.account import account_entries

        made: list[str] = []

        def save(services: Services, values: dict[str, Any]) -> str:
            account = services.accounts.add(values)
            made.append(account.id)
            return _("Saved: %(name)s") % {"name": account.name}

        form = Form(
            _("Add an account"),
            account_entries(),
            self.workbench.today(),
            draft="account",
            drafts=self.workbench.drafts,
        )
        if await self.fill(form, save):
            self.read("accounts", _read, lambda portfolio: self._show_new(portfolio, made[-1]))

    def _show_new(self, portfolio: tuple[BookView, list[AccountLine]], key: str) -> None:
        self._take(portfolio)
        self.table.select(key)

    @work(group="doing")
    async def action_import_file(self) -> None:
        """Bring in a CSV file."""
        from advisorbench.screens.jobs.import_file import import_file

        if await import_file(self):
            self.reload()

    def action_duplicates(self) -> None:
        """See what may be there twice, on top of this screen."""
        from advisorbench.screens.duplicates import DuplicatesScreen

        self.app.push_screen(DuplicatesScreen(self.workbench))

    def _cells(self, row: AccountLine) -> Sequence[Sequence[Span]]:
        today = self.workbench.today()
        return (
            [(row.name, "")],
            [(row.tier.value, "strong" if row.tier.value == "A" else "")],
            _ready(row),
            _review(row, today),
            _day(row.last_contact, row.contact, today),
            [(f"{say_share(row.gap)} · {row.gap_count}", "")] if row.gap is not None else [("–", "dim")],
        )


def _read(services: Services) -> tuple[BookView, list[AccountLine]]:
    """The book, and its accounts by name: worked out here, in the thread."""
    view = services.accounts.view()
    return view, view.lines


SORT_NAMES = {
    "name": N_("name"),
    "tier": N_("tier"),
    "state": N_("readiness"),
    "review": N_("next review"),
    "contact": N_("last contact"),
    "gap": N_("gap"),
}
_ROLES = {Standing.OVERDUE: "late", Standing.DUE: "warn", Standing.MISSED: "warn", Standing.UNKNOWN: "warn"}


def _ready(row: AccountLine) -> list[Span]:
    if row.faults:
        return [("! " + _("incorrect"), "late")]
    if row.state is None:
        return [("–", "dim")]
    role = "good" if row.state >= State.READY else "dim"
    return [(f"{STATE_SIGNS[row.state]} {state_label(row.state)}", role)]


def _review(row: AccountLine, today: date) -> list[Span]:
    if row.review is Standing.UNKNOWN:
        return [(_("none held"), "warn")]
    if row.next_review is None:
        return [("–", "dim")]
    mark = {Standing.OVERDUE: "! ", Standing.PLANNED: "◆ ", Standing.MISSED: "? "}.get(row.review, "  ")
    return [(mark, _ROLES.get(row.review, "accent")), (say_day(row.next_review, today), _ROLES.get(row.review, ""))]


def _day(day: date | None, standing: Standing, today: date) -> list[Span]:
    if day is None:
        return [(_("none"), "warn")] if standing is Standing.UNKNOWN else [("–", "dim")]
    return [(say_day(day, today), _ROLES.get(standing, ""))]
