"""The rows of the portfolio: one account each, drawn when it is in sight."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from advisorbench.commands import Subject
from advisorbench.domain.asking.readiness import STATE_SIGNS, State, state_label
from advisorbench.domain.customers.cadence import Standing
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.language.money import say_share
from advisorbench.domain.views import AccountLine
from advisorbench.i18n import _
from advisorbench.screens.lines.row import Cells
from advisorbench.widgets.line_table import Span

_ROLES = {Standing.OVERDUE: "late", Standing.DUE: "warn", Standing.MISSED: "warn", Standing.UNKNOWN: "warn"}


class PortfolioRow(NamedTuple):
    """An account in the table, on a day."""

    line: AccountLine
    today: date

    @property
    def key(self) -> str:
        """The account's key."""
        return self.line.id

    @property
    def cells(self) -> Cells:
        """Name, tier, readiness, next review, last contact, gap."""
        line = self.line
        return (
            [(line.name, "")],
            [(line.tier.value, "strong" if line.tier.value == "A" else "")],
            _ready(line),
            _review(line, self.today),
            _day(line.last_contact, line.contact, self.today),
            [(f"{say_share(line.gap)} · {line.gap_count}", "")] if line.gap is not None else [("–", "dim")],
        )

    @property
    def subject(self) -> Subject:
        """The account."""
        return Subject(self.line.id)

    @property
    def hint(self) -> str:
        """Nothing: there is always an account."""
        return ""


def _ready(line: AccountLine) -> list[Span]:
    if line.faults:
        return [("! " + _("incorrect"), "late")]
    if line.state is None:
        return [("–", "dim")]
    role = "good" if line.state >= State.READY else "dim"
    return [(f"{STATE_SIGNS[line.state]} {state_label(line.state)}", role)]


def _review(line: AccountLine, today: date) -> list[Span]:
    if line.review is Standing.UNKNOWN:
        return [(_("none held"), "warn")]
    if line.next_review is None:
        return [("–", "dim")]
    mark = {Standing.OVERDUE: "! ", Standing.PLANNED: "◆ ", Standing.MISSED: "? "}.get(line.review, "  ")
    role = _ROLES.get(line.review, "")
    return [(mark, role or "accent"), (say_day(line.next_review, today), role)]


def _day(day: date | None, standing: Standing, today: date) -> list[Span]:
    if day is None:
        return [(_("none"), "warn")] if standing is Standing.UNKNOWN else [("–", "dim")]
    return [(say_day(day, today), _ROLES.get(standing, ""))]
