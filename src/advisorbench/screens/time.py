"""Where the time goes: a week in bars, how steady the weeks are, and the weeks of a year, one line each."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from textual.binding import BindingType

from advisorbench.commands import BACK, LOG, Subject
from advisorbench.domain.days.time_use import TimeUse, WeekTime, say_hours
from advisorbench.domain.days.time_words import bar
from advisorbench.domain.language.dates import say_day, week_of
from advisorbench.domain.language.money import say_share
from advisorbench.domain.views import TimeView
from advisorbench.i18n import N_, _
from advisorbench.screens.base import Workbench, bindings
from advisorbench.screens.lines.row import Line
from advisorbench.screens.list_screen import ListScreen
from advisorbench.widgets.line_table import LineColumn, LineTable, Span
from advisorbench.widgets.time_line import TimePanel

BAR = 12
"""The width of a week's bar, in cells."""


class TimeScreen(ListScreen):
    """Who gets the seller's hours."""

    mode = "time"
    groups = (BACK, LOG)
    BINDINGS: ClassVar[list[BindingType]] = bindings(*groups)
    CSS_PATH = "time.tcss"
    purpose: ClassVar[str] = N_(
        "Where the time goes: hours with customers against your own goal, hours with strangers right beside them. "
        "Time counts as what the account was on that day. Below it, what you did in each of the last twelve whole "
        "weeks: the median, the range of the middle half, and how many weeks in a row. Up and down turn the weeks."
    )

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self.view: TimeView | None = None

    def left(self) -> TimePanel:
        """The week, and how steady it is."""
        return TimePanel(id="time-panel")

    def right(self) -> LineTable:
        """The weeks of the year."""
        return LineTable(
            (
                LineColumn(_("Week"), width=11),
                LineColumn(_("Customers"), width=BAR),
                LineColumn(width=5, right=True),
                LineColumn(width=5, right=True),
                LineColumn(_("Strangers"), width=13),
                LineColumn(_("Other"), width=6),
                LineColumn(_("No time"), width=7),
            ),
            empty=_("Reading the book…"),
            id="weeks",
        )

    def reload(self) -> None:
        """Read the year again."""
        self.read("time", lambda services: services.time.view(), self._show)

    def _show(self, view: TimeView) -> None:
        self.view = view
        self.fill([_week(week, view.goal_hours) for week in reversed(view.weeks)], empty=_("Nothing yet."))

    def show_selected(self) -> None:
        """Show the week under the cursor."""
        if self.view and self.row:
            self.query_one(TimePanel).show(self.view, self.row.subject.thing)


def _week(week: WeekTime, goal: int) -> Line:
    customers, strangers = week.of(TimeUse.CUSTOMERS), week.of(TimeUse.STRANGERS)
    other = week.total - customers - strangers
    reached = week.attained(goal) >= 1
    monday = say_day(week.monday, week.monday + timedelta(2)).partition(" ")[2]
    chased: list[Span] = []
    if strangers:
        chased = [(f"{say_hours(strangers):>5}", ""), (f" {say_share(week.share(TimeUse.STRANGERS)):>5}", "dim")]
        chased.append((" !" if week.chases(goal) else "", "warn"))
    cells = (
        [(f"{week_of(week.monday):>2}  {monday}", "dim")],
        [(bar(customers, goal * 60, BAR), "good" if reached else "accent")],
        [(say_hours(customers), "strong" if customers else "dim")],
        [(say_share(week.attained(goal)), "good" if reached else "dim")],
        chased,
        [(f"{say_hours(other):>5}" if other else "", "dim")],
        [(f"{week.untimed:>3}" if week.untimed else "", "dim"), (" ?" if week.doubts else "", "late")],
    )
    return Line(week.monday.isoformat(), cells, Subject(thing=week))
