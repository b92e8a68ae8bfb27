"""The agenda: the day and the sweep beside the brief of what is selected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from advisorbench.commands import AGENDA, FILES, LINE, OPEN, Command, Subject
from advisorbench.domain.days.day_plan import Slot, WeekAhead, monday_of, say_week_ahead
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.language.money import say_number
from advisorbench.domain.records.states import Lane
from advisorbench.domain.views import AgendaView
from advisorbench.drafts import Draft
from advisorbench.i18n import N_, _
from advisorbench.screens.base import Workbench, bindings
from advisorbench.screens.lines.agenda import (
    coming_line,
    day_heading,
    day_lines,
    draft_line,
    rest_of_lane,
    sweep_line,
    week_lines,
)
from advisorbench.screens.lines.row import Line
from advisorbench.screens.work import WorkScreen
from advisorbench.widgets.line_table import Heading, LineColumn, LineTable
from advisorbench.widgets.time_line import week_line

if TYPE_CHECKING:
    from advisorbench.services import Services

SHOWN = 8
"""Lines of a lane that are shown at first; `enter` on the last one shows them all."""


VIEWS = ("day", "week", "weeks")
"""What the agenda shows; a key goes from one to the next."""


@dataclass(frozen=True, slots=True)
class AgendaData:
    """What the agenda read of the book, and of what was typed and not saved."""

    agenda: AgendaView
    drafts: list[Draft]


WEEKS = 6
"""So many weeks are shown at once."""
LANES = {
    Lane.OWE: (N_("OWE"), N_("promises, and reports to referrers")),
    Lane.BRING: (N_("BRING"), N_("reviews, ideas to propose, outcomes to have verified")),
    Lane.ASK: (N_("ASK"), N_("who is ready, and for whom")),
    Lane.CLOSE: (N_("STAY CLOSE"), N_("contacts due, renewals ahead")),
}


class AgendaScreen(WorkScreen):
    """Whom to see today, and why."""

    mode = "agenda"
    groups = (OPEN, LINE, AGENDA, FILES)
    BINDINGS: ClassVar[list[BindingType]] = bindings(*groups)
    purpose: ClassVar[str] = N_(
        "Today's events and reviews with the free time between them, then the sweep in its four lanes: what you owe, "
        "what to bring, whom to ask, whom to stay close to; then the reviews of the coming weeks. Each line says why "
        "it is there and goes when it is done. Space does what a line asks for; w shows the week and the weeks ahead; "
        "the arrow keys to the left and right turn them."
    )

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self.data: AgendaData | None = None
        self.view = VIEWS[0]
        self.turned = 0
        self._opened: set[Lane] = set()

    def above(self) -> ComposeResult:
        """The week in one line."""
        yield Static("", id="week")

    def left(self) -> LineTable:
        """Today, the four lanes, the weeks ahead."""
        columns = (LineColumn(width=1), LineColumn(), LineColumn(share=41, minimum=48))
        return LineTable(columns, empty=_("Reading the book…"), id="agenda")

    def span(self) -> tuple[date, date]:
        """The days that are shown, turned to."""
        today = self.workbench.today()
        if self.view == "day":
            day = today + timedelta(days=self.turned)
            return day, day
        weeks = 1 if self.view == "week" else WEEKS
        monday = monday_of(today) + timedelta(weeks=self.turned * weeks)
        return monday, monday + timedelta(weeks=weeks, days=-1)

    def reload(self) -> None:
        """Read the days that are shown again."""
        first, last = self.span()

        def read(services: Services) -> AgendaData:
            return AgendaData(services.agenda.view(first, last), self.workbench.drafts.all())

        self.read("agenda", read, self._show)

    def _show(self, data: AgendaData) -> None:
        self.data, self.book = data, data.agenda.book
        wide = self.size.width >= 100
        week = week_line(data.agenda, wide=wide, width=max(self.size.width - 2, 20))
        ahead = say_week_ahead(data.agenda.week_ahead) if data.agenda.week_ahead else ""
        if ahead:
            # First: from Thursday on there is still time to do something about it.
            week = Content.assemble((ahead, "bold $text-warning"), ("  ", "$muted"), week)
        self.query_one("#week", Static).update(week)
        self.fill(list(self._lines(data)), empty=_("Nothing to do yet."))

    def _lines(self, data: AgendaData) -> Iterator[Line | Heading]:
        agenda, rules = data.agenda, data.agenda.book.rules
        today = agenda.on
        if self.view == "weeks":
            first, last = agenda.days[0].on, agenda.days[-1].on
            yield Heading(_("WEEKS"), f"{say_day(first, today)} – {say_day(last, today)}")
            yield from week_lines(agenda.days, rules, today)
        elif self.view == "week":
            for plan in agenda.days:
                if plan.on.weekday() < 5 or plan.working or plan.events or plan.reviews:
                    yield day_heading(plan, rules, today)
                    yield from day_lines(plan, today, each_gap=False)
        else:
            yield from self._day(data)

    def _day(self, data: AgendaData) -> Iterator[Line | Heading]:
        agenda = data.agenda
        drafts = [draft_line(draft) for draft in data.drafts if draft.name.account_id]
        if drafts:
            yield Heading(_("NOT SAVED"), _("typed and not saved; space goes on with it, x lets it go"))
            yield from drafts
        for plan in agenda.days:
            lines = list(day_lines(plan, agenda.on, each_gap=True)) if agenda.accounts or plan.events else []
            if lines or plan.on != agenda.on or plan.holiday:
                yield day_heading(plan, agenda.book.rules, agenda.on)
                yield from lines
        for lane, due in agenda.lanes:
            if not due:
                continue
            title, about = LANES[lane]
            yield Heading(f"{_(title)} {say_number(len(due))}", _(about))
            shown = due if lane in self._opened else due[:SHOWN]
            yield from (sweep_line(line, agenda.on) for line in shown)
            if len(due) > len(shown):
                yield rest_of_lane(lane, len(due) - len(shown))
        if agenda.coming:
            yield Heading(_("COMING"), _("reviews in the weeks ahead"))
            yield from map(coming_line, agenda.coming)

    @property
    def subject(self) -> Subject:
        """What the cursor stands on; of no day where it has none of its own, the day that is turned to."""
        subject = super().subject
        first, last = self.span()
        return subject if subject.day else replace(subject, day=min(max(self.workbench.today(), first), last))

    def action_view(self) -> None:
        """Go from the day to the week, to the weeks, and back; the day under the cursor stays in sight."""
        day, today = self.subject.day or self.workbench.today(), self.workbench.today()
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]
        if self.view == "day":
            self.turned = (day - today).days
        else:
            weeks = (monday_of(day) - monday_of(today)).days // 7
            self.turned = weeks if self.view == "week" else weeks // WEEKS
        self.reload()

    def action_turn(self, by: int) -> None:
        """Turn to what comes next, or before."""
        self.turned += by
        self.reload()

    def action_to_today(self) -> None:
        """Turn back to today."""
        self.turned = 0
        self.reload()

    def nothing(self) -> str:
        """What to say where nothing is selected."""
        agenda = self.data.agenda if self.data else None
        if agenda and not agenda.accounts:
            return _("This book is empty.\n\nPress 2 and then + to add your first account, or f8 to bring in a file.")
        if agenda and not any(lines for _lane, lines in agenda.lanes) and not agenda.coming:
            return _(
                "Nothing is due. Reviews and contacts count for customers: make an account active with e, add people "
                "with c, log a contact with l."
            )
        if isinstance(self.subject.thing, Slot):
            return _("Free time. Space says whom to see in it, and why; s plans something else.")
        return _("All loops are closed. A good moment to prepare the next review, or to see somebody you like.")

    def can(self, command: Command) -> bool:
        """Whether a command makes sense now; in an empty book there is nobody to see."""
        if command.name == "whom_to_see" and not (self.data and self.data.agenda.accounts):
            return False
        return super().can(command)

    def action_show_lane(self) -> None:
        """Show the rest of a lane."""
        self._opened.add(self.subject.thing)
        if self.data:
            self._show(self.data)

    def action_open_week(self) -> None:
        """Show a week day by day."""
        week: WeekAhead = self.subject.thing
        self.view = "week"
        self.turned = (week.monday - monday_of(self.workbench.today())).days // 7
        self.reload()
