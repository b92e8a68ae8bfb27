"""The first start, when there is no book yet."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from advisorbench.i18n import N_, _
from advisorbench.screens.dialogs.dialog import Dialog
from advisorbench.widgets.line_table import LineColumn, LineTable

CHOICES = (
    ("sample", N_("Look around in the sample book"), N_("forty invented accounts")),
    ("import", N_("Bring in a file"), N_("accounts, people, deals, by CSV")),
    ("account", N_("Add your first account"), N_("and start from there")),
)


class WelcomeScreen(Dialog[str]):
    """Offers the sample book, an import, or a first account."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        *(Binding(str(n), f"take('{name}')", show=False) for n, (name, _t, _a) in enumerate(CHOICES, start=1)),
        Binding("q", "leave", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(_("Welcome to advisorbench"), _("↑ ↓ enter choose   esc quit"))

    def inside(self) -> ComposeResult:
        """What it is, and the three ways to begin."""
        yield Static(
            Content(
                _(
                    "Your book of accounts: whom to see today and why, reviews in which the customer's maximum "
                    "attainable is worked out, and an ask for a referral only when it was earned.\n"
                )
            )
        )
        columns = (LineColumn(width=1), LineColumn(width=31), LineColumn())
        yield LineTable(columns, lambda c: ([(c[3], "accent")], [(_(c[1]), "")], [(_(c[2]), "dim")]), lambda c: c[0])

    def on_mount(self) -> None:
        """Show the choices."""
        table = self.query_one(LineTable)
        table.fill([(*choice, str(n)) for n, choice in enumerate(CHOICES, start=1)])
        table.styles.height = len(CHOICES)
        table.focus()

    @on(LineTable.Chosen)
    def action_choose(self) -> None:
        """Take the selected way."""
        self.action_take(self.query_one(LineTable).row[0])

    def action_take(self, name: str) -> None:
        """Take one of the ways."""
        self.dismiss(name)
