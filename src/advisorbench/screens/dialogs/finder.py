"""Whom might this person introduce us to? Proposals with their reasons; the chosen one becomes a target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from advisorbench.domain.asking.finder import TargetSuggestion
from advisorbench.domain.language.reasons import say_reasons
from advisorbench.i18n import _
from advisorbench.screens.dialogs.dialog import Dialog
from advisorbench.widgets.line_table import LineColumn, LineTable, Span

SHOWN = 200
"""The most proposals that are listed."""


class FinderScreen(Dialog[TargetSuggestion]):
    """Choose a proposal.

    Args:
        person: Who would be asked.
        proposals: Whom for, the best founded first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]

    def __init__(self, person: str, proposals: Sequence[TargetSuggestion]) -> None:
        keys = _("enter makes it a target   esc leave") if proposals else _("esc leave")
        super().__init__(_("Whom might %(person)s know?") % {"person": person}, keys)
        self._proposals = list(proposals[:SHOWN])

    def inside(self) -> ComposeResult:
        """The proposals with their reasons; where there are none, what would bring some."""
        if not self._proposals:
            yield Static(
                Content(
                    _(
                        "Nobody in the book comes to mind. Proposals need a reason: the same sector, a former "
                        "employer, or the same work. Bring in your connections (f8 on Accounts, a LinkedIn export), "
                        "and note the sector of this account and the job title of this person."
                    )
                )
            )
            return
        columns = (LineColumn(), LineColumn(share=46))
        yield LineTable(columns, _cells, lambda proposal: proposal.acquaintance.id)

    def on_mount(self) -> None:
        """Show the proposals."""
        if self._proposals:
            table = self.query_one(LineTable)
            table.fill(self._proposals)
            table.styles.height = min(len(self._proposals), 16)
            table.focus()

    @on(LineTable.Chosen)
    def action_choose(self) -> None:
        """Take the selected one."""
        if self._proposals:
            self.dismiss(self.query_one(LineTable).row)


def _cells(proposal: TargetSuggestion) -> list[list[Span]]:
    one = proposal.acquaintance
    about = " · ".join(filter(None, (one.job_title, one.company)))
    return [[(one.name, ""), (f"  {about}", "dim")], [("; ".join(say_reasons(proposal.reasons)), "dim")]]
