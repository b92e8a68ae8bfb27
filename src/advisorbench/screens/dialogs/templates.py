"""Texts of the seller's own, agendas and wordings: choose one to change, or write a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from advisorbench.domain.asking.wording import LANGUAGES, PLACES_OF, WORDINGS
from advisorbench.domain.customers.preparation import AGENDA
from advisorbench.domain.language.templates import Template
from advisorbench.domain.records.states import AskKind, TemplateKind
from advisorbench.i18n import _
from advisorbench.screens.dialogs.dialog import Dialog
from advisorbench.screens.dialogs.form import Aside
from advisorbench.screens.dialogs.form_field import FormField
from advisorbench.widgets.line_table import Heading, LineColumn, LineTable
from advisorbench.widgets.text_parts import Part, hang, row

NEW = ""
"""Stands for a text that is still to be written."""

Chosen = tuple[TemplateKind, str]
"""A kind and a name."""


class TemplatesScreen(Dialog[Chosen]):
    """Choose a text by its kind and name; an empty name is a new one.

    Args:
        known: Those there are.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]

    def __init__(self, known: Sequence[Chosen]) -> None:
        super().__init__(_("Texts of your own"), _("enter choose   esc leave"))
        headings = {TemplateKind.AGENDA: _("AGENDAS OF REVIEWS"), TemplateKind.ASK: _("WORDINGS OF ASKS")}
        self._rows: list[Chosen | Heading] = []
        for kind, heading in headings.items():
            self._rows += [Heading(heading), (kind, NEW), *(one for one in known if one[0] is kind)]

    def inside(self) -> ComposeResult:
        """The names, by kind."""
        yield LineTable(
            (LineColumn(width=1), LineColumn()),
            lambda one: ([("•" if one[1] else "+", "accent")], [(one[1] or _("Write a new one"), "")]),
            lambda one: one.key if isinstance(one, Heading) else f"{one[0].value}:{one[1]}",
        )

    def on_mount(self) -> None:
        """Show the names."""
        table = self.query_one(LineTable)
        table.styles.height = min(len(self._rows) + 1, 20)
        table.fill(self._rows)
        table.focus()

    @on(LineTable.Chosen)
    def action_choose(self) -> None:
        """Take the selected one."""
        self.dismiss(self.query_one(LineTable).row)


def text_entries(kind: TemplateKind, template: Template | None) -> list[FormField]:
    """The fields of a text of one's own; a new one begins with the one that is drafted anyway."""
    start = _(AGENDA) if kind is TemplateKind.AGENDA else WORDINGS[AskKind.REFERRAL, LANGUAGES[0]]
    hint = _("Short visit") if kind is TemplateKind.AGENDA else _("For old friends")
    return [
        FormField("name", _("Name"), text=template.name if template else "", required=True, hint=hint),
        FormField(
            "text", _("Text, with places"), "note", template.text if template else start, required=True, tall=True
        ),
    ]  # fmt: skip


def beside_text(kind: TemplateKind) -> Aside:
    """The places that such a text may hold, and what each becomes."""

    def parts(width: int) -> Iterator[Part]:
        when = _("a review is prepared") if kind is TemplateKind.AGENDA else _("an ask is prepared")
        yield hang(_("These places are filled in when %(when)s:") % {"when": when}, width, 0) + "\n\n"
        for name, meaning in PLACES_OF[kind].items():
            yield from row(f"${name}", hang(_(meaning), width, 13), 13)
        yield "\n" + hang(_("A paragraph whose places all have nothing to say is left out."), width, 0)

    return parts
