"""Do the reviews fit in the seller's hours? The weeks ahead, and proposals to spread what does not fit."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from advisorbench.domain.customers.spread import ProposedReview, Spread, Wanted
from advisorbench.domain.language.dates import say_day, week_of
from advisorbench.domain.language.money import say_number
from advisorbench.i18n import _, ngettext
from advisorbench.screens.dialogs.dialog import Dialog
from advisorbench.widgets.line_table import Heading, LineColumn, LineTable, Span
from advisorbench.widgets.text_parts import Part

Days = list[tuple[str, date]]

SHOWN = 50
"""The most reviews without room that are named."""


def say_hours(found: Spread) -> str:
    """The hours planned against those there are, in words."""
    said = {"planned": say_number(found.planned_hours), "hours": say_number(found.hours)}
    return _("%(planned)s h of reviews planned, %(hours)s h available") % said


class SpreadScreen(Dialog[Days]):
    """Shows proposals week by week; those that are ticked are taken over.

    Args:
        found: The hours and the proposals.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take_over", show=False, priority=True),
        Binding("space", "tick", show=False),
    ]

    def __init__(self, found: Spread) -> None:
        keys = _("space in or out   enter plans those ticked   esc leave") if found.proposals else _("esc leave")
        super().__init__(_("Reviews in the weeks to %(day)s") % {"day": say_day(found.end, found.start)}, keys)
        self.found = found
        self._ticked = {proposal.wanted.account_id for proposal in found.proposals}

    def inside(self) -> ComposeResult:
        """The hours in words, and the proposals."""
        yield Static(Content.assemble(*self._about()))
        columns = (LineColumn(width=1), LineColumn(), LineColumn(width=12), LineColumn(width=30, minimum=64))
        yield LineTable(columns, self._cells, _key, empty=_("Nothing is to be planned or moved."))

    def _about(self) -> list[Part]:
        found = self.found
        too_much = found.planned_hours > found.hours
        parts: list[Part] = [(say_hours(found), "bold $text-error" if too_much else "bold"), ".\n"]
        if found.wanted_hours:
            parts.append(
                _("%(hours)s h more fall due and are not planned.") % {"hours": say_number(found.wanted_hours)} + "\n"
            )
        if found.full:
            weeks = ", ".join(str(week_of(week)) for week in found.full)
            text = ngettext(
                "Week %(weeks)s holds more than fits.", "Weeks %(weeks)s hold more than fits.", len(found.full)
            )
            parts.append((text % {"weeks": weeks} + "\n", "$text-warning"))
        if found.left:
            text = ngettext("%(n)s review finds no room in these weeks.", "%(n)s reviews find no room in these weeks.",
                            len(found.left))  # fmt: skip
            parts.append((text % {"n": say_number(len(found.left))} + "\n", "$text-warning"))
        return parts

    def on_mount(self) -> None:
        """Show the proposals, week by week."""
        table = self.query_one(LineTable)
        rows: list[ProposedReview | Wanted | Heading] = []
        for proposal in self.found.proposals:
            heading = Heading(_("WEEK %(n)d") % {"n": week_of(proposal.on)})
            if heading not in rows:
                rows.append(heading)
            rows.append(proposal)
        if self.found.left:
            rows.append(Heading(_("NO ROOM")))
            rows += self.found.left[:SHOWN]
        table.fill(rows)
        table.styles.height = min(max(len(rows), 1), 20)
        table.focus()

    def _cells(self, row: ProposedReview | Wanted) -> list[list[Span]]:
        if isinstance(row, Wanted):
            stays = _("stays %(day)s") % {"day": say_day(row.planned_on, self.found.start)} if row.planned_on else "–"
            return [[], [(row.account, "dim")], [(stays, "dim")], [(f"  {self._due(row)}", "dim")]]
        wanted = row.wanted
        ticked = wanted.account_id in self._ticked
        if wanted.planned_on:
            why = _("now %(day)s") % {"day": say_day(wanted.planned_on, self.found.start)}
        else:
            why = self._due(wanted)
        why = f"{'!' if row.late else ' '} {why}"
        return [
            [("✓", "good") if ticked else ("·", "dim")],
            [(wanted.account, "" if ticked else "dim")],
            [(say_day(row.on, self.found.start), "strong" if ticked else "dim")],
            [(why, "late" if row.late else "dim")],
        ]

    def _due(self, wanted: Wanted) -> str:
        return _("due %(day)s") % {"day": say_day(wanted.due_on, self.found.start)} if wanted.due_on else ""

    @on(LineTable.Chosen)
    def action_tick(self) -> None:
        """Take the selected proposal in, or out."""
        row = self.query_one(LineTable).row
        if isinstance(row, ProposedReview):
            self._ticked ^= {row.wanted.account_id}
            self.query_one(LineTable).refresh()

    def action_take_over(self) -> None:
        """Plan what is ticked."""
        days = [(p.wanted.account_id, p.on) for p in self.found.proposals if p.wanted.account_id in self._ticked]
        self.dismiss(days or None)


def _key(row: ProposedReview | Wanted | Heading) -> str:
    if isinstance(row, Heading):
        return row.key
    return row.account_id if isinstance(row, Wanted) else row.wanted.account_id
