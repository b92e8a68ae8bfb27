"""Views of the portfolio: the ones that come with the method, and those that the seller saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from advisorbench.domain.account_filter import SavedView
from advisorbench.i18n import N_, _
from advisorbench.screens.dialogs.dialog import Dialog
from advisorbench.widgets.line_table import LineColumn, LineTable


class View(NamedTuple):
    """A filter and an order under a name; `save_as` is set where the present ones are to be saved."""

    name: str
    filter: str
    sort: str
    save_as: str = ""


METHOD = (
    View(N_("All accounts"), "", "name"),
    View(N_("Reviews due or overdue"), "review:due,overdue,missed,unknown", "review"),
    View(N_("Contacts due or overdue"), "contact:due,overdue,unknown", "contact"),
    View(N_("Ready to be asked"), "state:ready,ask-ready", "state"),
    View(N_("Largest gap to the maximum"), "status:active", "gap"),
    View(N_("Hollow initiatives"), "initiatives:hollow", "name"),
    View(N_("Tier A and B"), "tier:a,b", "tier"),
    View(N_("Prospects"), "status:prospect", "name"),
)


class ViewsScreen(Dialog[View]):
    """Choose a view, or save the present one under a name.

    Args:
        saved: The views that the seller saved.
        filter: The present filter.
        sort: The present order.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]

    def __init__(self, saved: Sequence[SavedView], filter: str, sort: str) -> None:
        super().__init__(_("Views of the accounts"), _("enter choose   tab name this view to save it   esc leave"))
        self._views = [*(view._replace(name=_(view.name)) for view in METHOD)]
        self._views += [View(view.name, view.filter, view.sort) for view in saved]
        self._now = (filter, sort)

    def inside(self) -> ComposeResult:
        """The views, and a name for the present one."""
        columns = (LineColumn(), LineColumn(width=38))
        yield LineTable(columns, lambda v: ([(v.name, "")], [(v.filter, "dim")]), lambda v: v.name)
        now = self._now[0] or _("all accounts")
        yield Input(placeholder=_("save “%(filter)s” as …") % {"filter": now}, compact=True, max_length=60)

    def on_mount(self) -> None:
        """Show the views."""
        table = self.query_one(LineTable)
        table.fill(self._views)
        table.styles.height = len(self._views)
        table.focus()

    @on(LineTable.Chosen)
    def action_choose(self) -> None:
        """Take the selected view."""
        self.dismiss(self.query_one(LineTable).row)

    @on(Input.Submitted)
    def _save(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(View("", *self._now, save_as=event.value))
