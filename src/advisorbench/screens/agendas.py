"""Agendas of the seller's own: choose one to change, or write a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from advisorbench.domain.preparation import AGENDA, PLACES
from advisorbench.i18n import _
from advisorbench.screens.dialog import Dialog
from advisorbench.screens.entry import Entry
from advisorbench.widgets.line_table import Column, LineTable
from advisorbench.widgets.parts import Part, hang, row

if TYPE_CHECKING:
    from advisorbench.models import TemplateFields

NEW = ""
"""Stands for an agenda that is still to be written."""


class AgendasScreen(Dialog[str]):
    """Choose an agenda by its name; an empty name is a new one.

    Args:
        names: Those there are.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(_("Agendas of your own"), _("enter choose   esc leave"))
        self._names = [NEW, *names]

    def inside(self) -> ComposeResult:
        """The names."""
        yield LineTable(
            (Column(width=1), Column()),
            lambda name: ([("+" if name == NEW else "•", "accent")], [(name or _("Write a new one"), "")]),
            lambda name: f"agenda:{name}",
        )

    def on_mount(self) -> None:
        """Show the names."""
        table = self.query_one(LineTable)
        table.fill(self._names)
        table.styles.height = min(len(self._names), 20)
        table.focus()

    @on(LineTable.Chosen)
    def action_choose(self) -> None:
        """Take the selected one."""
        self.dismiss(self.query_one(LineTable).row)


def agenda_entries(template: TemplateFields | None) -> list[Entry]:
    """The fields of an agenda of one's own; a new one begins with the one that is drafted anyway."""
    text = template.text if template else _(AGENDA)
    return [
        Entry("name", _("Name"), text=template.name if template else "", required=True, hint=_("Short visit")),
        Entry("text", _("Agenda, with places"), "note", text, required=True, tall=True),
    ]


def beside_agenda(width: int) -> Iterator[Part]:
    """The places that an agenda may hold, and what each becomes."""
    yield hang(_("These places are filled in when a review is prepared:"), width, 0) + "\n\n"
    for name, meaning in PLACES.items():
        yield from row(f"${name}", hang(_(meaning), width, 13), 13)
    yield "\n" + hang(_("A paragraph whose lists are all empty is left out."), width, 0)
