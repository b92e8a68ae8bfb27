"""Where the time goes: a week in bars, how steady the weeks are, and the weeks of a year, one line each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from advisorbench.commands import BACK, WORK, named
from advisorbench.domain.days.time_use import TimeUse, WeekTime, say_hours
from advisorbench.domain.days.time_words import bar
from advisorbench.domain.language.dates import say_day, week_of
from advisorbench.domain.language.money import say_share
from advisorbench.domain.views import TimeView
from advisorbench.i18n import N_, _
from advisorbench.screens.base import BenchScreen, Workbench, bindings
from advisorbench.widgets.bars import KeyBar, TopBar
from advisorbench.widgets.line_table import LineColumn, LineTable, Span
from advisorbench.widgets.time_line import TimePanel

BAR = 12
"""The width of a week's bar, in cells."""


class TimeScreen(BenchScreen):
    """Who gets the seller's hours."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        BACK, tuple(command for command in [named("job('log')", WORK)] if command)
    )
    CSS_PATH = "time.tcss"
    purpose: ClassVar[str] = N_(
        "Where the time goes: hours with customers against your own goal, hours with strangers right beside them. "
        "Time counts as what the account was on that day. Below it, what you did in each of the last twelve whole "
        "weeks: the median, the range of the middle half, and how many weeks in a row. Up and down turn the weeks."
    )

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self.view: TimeView | None = None

    def compose(self) -> ComposeResult:
        """The week and the steadiness, and the weeks of the year."""
        yield TopBar("time", self.workbench.book_label, self.day_text())
        with Horizontal(id="time"):
            yield TimePanel(id="time-panel")
            yield LineTable(
                (
                    LineColumn(_("Week"), width=11),
                    LineColumn(_("Customers"), width=BAR),
                    LineColumn(width=5, right=True),
                    LineColumn(width=5, right=True),
                    LineColumn(_("Strangers"), width=13),
                    LineColumn(_("Other"), width=6),
                    LineColumn(_("No time"), width=7),
                ),
                self._cells,
                lambda week: week.monday.isoformat(),
                empty=_("Reading the book…"),
                id="weeks",
            )
        yield KeyBar()

    def on_mount(self) -> None:
        """The weeks are turned with the arrows."""
        self.query_one(LineTable).focus()

    def on_screen_resume(self) -> None:
        """Whatever was done elsewhere shows at once."""
        self.reload()

    def reload(self) -> None:
        """Read the year again."""
        self.read("time", lambda services: services.time.view(), self._show)

    def _show(self, view: TimeView) -> None:
        self.view = view
        self.query_one(LineTable).fill(list(reversed(view.weeks)))

    @on(LineTable.Moved)
    def _moved(self, event: LineTable.Moved) -> None:
        if self.view is not None and isinstance(event.row, WeekTime):
            self.query_one(TimePanel).show(self.view, event.row)

    def _cells(self, week: WeekTime) -> list[list[Span]]:
        goal = self.view.goal_hours if self.view else 1
        customers, strangers = week.of(TimeUse.CUSTOMERS), week.of(TimeUse.STRANGERS)
        other = week.total - customers - strangers
        reached = week.attained(goal) >= 1
        monday = say_day(week.monday, week.monday + timedelta(2)).partition(" ")[2]
        chased: list[Span] = []
        if strangers:
            chased = [(f"{say_hours(strangers):>5}", ""), (f" {say_share(week.share(TimeUse.STRANGERS)):>5}", "dim")]
            chased.append((" !" if week.chases(goal) else "", "warn"))
        return [
            [(f"{week_of(week.monday):>2}  {monday}", "dim")],
            [(bar(customers, goal * 60, BAR), "good" if reached else "accent")],
            [(say_hours(customers), "strong" if customers else "dim")],
            [(say_share(week.attained(goal)), "good" if reached else "dim")],
            chased,
            [(f"{say_hours(other):>5}" if other else "", "dim")],
            [(f"{week.untimed:>3}" if week.untimed else "", "dim"), (" ?" if week.doubts else "", "late")],
        ]

    def action_back(self) -> None:
        """Go back to where one was."""
        self.app.pop_screen()

    @work(group="doing")
    async def action_job(self, _name: str) -> None:
        """Log in one sentence, whomever it is about, or time that was no contact."""
        from advisorbench.screens.jobs.quick_log import log_in_one_line

        await log_in_one_line(self)

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """All of it always works here."""
        return True
