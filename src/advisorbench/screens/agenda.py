"""The agenda: the day and the sweep beside the brief of what is selected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from advisorbench.domain.days.day_plan import monday_of, say_week_ahead
from advisorbench.domain.days.sweep import SweepLine
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.language.money import say_number
from advisorbench.domain.language.reasons import say_reason, say_task
from advisorbench.domain.records.states import Action, Lane, ReviewState, label
from advisorbench.domain.rules import Rules
from advisorbench.domain.views import AgendaView, ReviewLine
from advisorbench.drafts import Kept
from advisorbench.i18n import N_, _
from advisorbench.screens.event_work import EventScreen
from advisorbench.screens.jobs.focus import Subject, of_sweep
from advisorbench.screens.lines.agenda import (
    EventLine,
    FreeRow,
    WeekRow,
    agenda_cells,
    day_heading,
    day_rows,
    describe,
    describe_week,
    week_rows,
)
from advisorbench.widgets.line_table import Heading, LineColumn, LineTable, More, Span, more_cells
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
    drafts: list[Kept]


class DraftLine(NamedTuple):
    """Text that was typed into a form and not saved: which job, about which account."""

    name: str
    title: str

    @property
    def key(self) -> str:
        """A name for this line."""
        return f"draft:{self.name}"

    @property
    def job(self) -> str:
        """The job that goes on with it."""
        return self.name.partition(":")[0]

    @property
    def account_id(self) -> str:
        """The account it is about; empty where it is about none yet."""
        return self.name.split(":")[1] if ":" in self.name else ""

    @property
    def subject(self) -> Subject:
        """What it is about."""
        thing = self.name.split(":")[2] if self.name.count(":") > 1 else None
        return Subject(self.account_id, thing if self.job == "leave" else None, subject_id=thing)


WEEKS = 6
"""So many weeks are shown at once."""
LANES = {
    Lane.OWE: (N_("OWE"), N_("promises, and reports to referrers")),
    Lane.BRING: (N_("BRING"), N_("reviews, ideas to propose, outcomes to have verified")),
    Lane.ASK: (N_("ASK"), N_("who is ready, and for whom")),
    Lane.CLOSE: (N_("STAY CLOSE"), N_("contacts due, renewals ahead")),
}


class AgendaScreen(EventScreen):
    """Whom to see today, and why."""

    mode = "agenda"
    purpose: ClassVar[str] = N_(
        "Today's events and reviews with the free time between them, then the sweep in its four lanes: what you owe, "
        "what to bring, whom to ask, whom to stay close to; then the reviews of the coming weeks. Each line says why "
        "it is there and goes when it is done. Space does what a line asks for; w shows the week and the weeks ahead; "
        "the arrow keys to the left and right turn them."
    )

    def __init__(self, workbench: Any) -> None:
        super().__init__(workbench)
        self.agenda: AgendaView | None = None
        self.view = VIEWS[0]
        self.turned = 0
        self._found: AgendaData | None = None
        self._drafts: list[DraftLine] = []
        self._opened: set[Lane] = set()

    def above(self) -> ComposeResult:
        """The week in one line."""
        yield Static("", id="week")

    def lines(self) -> Widget:
        """Today, the four lanes, the weeks ahead."""
        columns = (LineColumn(width=1), LineColumn(), LineColumn(share=40, minimum=48))
        return LineTable(columns, self._cells, _key, empty=_("Reading the book…"), id="agenda")

    def _cells(self, row: Any) -> Sequence[Sequence[Span]]:
        if isinstance(row, ReviewLine) and (self.view == "week" or row.on == row.today):
            about = " · ".join(filter(None, (_("review, no time yet"), _review(row))))
            return ([("◆", "accent")], [(f"{'':<13}", ""), (row.account, "")], [(about, "dim")])
        return _cells(row, self.workbench.today())

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

    def _show(self, found: AgendaData, *, anew: bool = False) -> None:
        self._found, self.agenda = found, found.agenda
        self.book = found.agenda.book
        self._drafts = [line for line in (DraftLine(*draft) for draft in found.drafts) if line.account_id]
        wide = self.size.width >= 100
        week = week_line(found.agenda, wide=wide, width=max(self.size.width - 2, 20))
        ahead = say_week_ahead(found.agenda.week_ahead) if found.agenda.week_ahead else ""
        if ahead:
            # First: from Thursday on there is still time to do something about it.
            week = Content.assemble((ahead, "bold $text-warning"), ("  ", "$muted"), week)
        self.query_one("#week", Static).update(week)
        self.table.empty = _("Nothing to do yet.")
        self.table.fill(list(self._rows(found)), anew=anew)

    def _rows(self, found: AgendaData) -> Iterator[Any]:
        today = found.agenda.on
        if self.view == "weeks":
            first, last = found.agenda.days[0].on, found.agenda.days[-1].on
            yield Heading(_("WEEKS"), f"{say_day(first, today)} – {say_day(last, today)}")
            yield from week_rows(found.agenda.days, found.agenda.book.rules, today)
            return
        if self.view == "week":
            for plan in found.agenda.days:
                if plan.on.weekday() < 5 or plan.working or plan.events or plan.reviews:
                    yield day_heading(plan, found.agenda.book.rules, today)
                    yield from day_rows(plan, each_gap=False)
            return
        yield from self._day(found)

    def _day(self, found: AgendaData) -> Iterator[Any]:
        agenda = found.agenda
        if self._drafts:
            yield Heading(_("NOT SAVED"), _("typed and not saved; space goes on with it, x lets it go"))
            yield from self._drafts
        for plan in found.agenda.days:
            rows = list(day_rows(plan, each_gap=True)) if agenda.accounts or plan.events else []
            if rows or plan.on != agenda.on or plan.holiday:
                yield day_heading(plan, found.agenda.book.rules, agenda.on)
                yield from rows
        for lane, lines in agenda.lanes:
            if not lines:
                continue
            title, about = LANES[lane]
            yield Heading(f"{_(title)} {say_number(len(lines))}", _(about))
            shown_count = len(lines) if lane in self._opened else SHOWN
            yield from lines[:shown_count]
            if len(lines) > shown_count:
                yield More(lane.value, len(lines) - shown_count)
        if agenda.coming:
            yield Heading(_("COMING"), _("reviews in the weeks ahead"))
            yield from agenda.coming

    def subject_of(self, row: Any) -> Subject | None:
        """A line of the sweep, or a review to hold."""
        if isinstance(row, SweepLine):
            return of_sweep(row)
        if isinstance(row, ReviewLine):
            today = self.agenda is not None and row.on <= self.agenda.on
            action = Action.PREPARE_REVIEW if row.state is ReviewState.SCHEDULED else Action.PLAN_REVIEW
            return Subject(row.account_id, None, Action.HOLD_REVIEW if today else action, row.id)
        if isinstance(row, EventLine):
            event = row.one.event
            return Subject(event.account_id, event.person_id, None, None, event.note) if event.account_id else None
        return Subject(row.account_id) if isinstance(row, DraftLine) else None

    @property
    def rules(self) -> Rules | None:
        """The rules by which the lines were read."""
        return self._found.agenda.book.rules if self._found else None

    @property
    def day(self) -> date:
        """The day under the cursor: that of the line, else the one that is turned to."""
        row = self.table.row if self.is_mounted else None
        if isinstance(row, (EventLine, FreeRow)) or (isinstance(row, ReviewLine) and self.view == "week"):
            return row.on
        if isinstance(row, WeekRow):
            return row.week.monday
        first, last = self.span()
        return min(max(self.workbench.today(), first), last)

    def action_view(self) -> None:
        """Go from the day to the week, to the weeks, and back; the day under the cursor stays in sight."""
        day, today = self.day, self.workbench.today()
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]
        if self.view == "day":
            self.turned = (day - today).days
        else:
            weeks = (monday_of(day) - monday_of(today)).days // 7
            self.turned = weeks if self.view == "week" else weeks // WEEKS
        self._turn()

    def action_turn(self, by: int) -> None:
        """Turn to what comes next, or before."""
        self.turned += by
        self._turn()

    def action_to_today(self) -> None:
        """Turn back to today."""
        self.turned = 0
        self._turn()

    def _turn(self) -> None:
        self.table.select("")
        self.reload()

    def action_do_next(self) -> None:
        """Do what the line asks for, or go on with what was typed."""
        row = self.table.row
        if isinstance(row, DraftLine):
            self.do(row.job, row.subject)
        elif isinstance(row, FreeRow):
            self.action_whom_to_see()
        elif isinstance(row, WeekRow):
            self.action_open()
        elif isinstance(row, EventLine):
            if row.one.on <= self.workbench.today():
                self.action_finish_event()
            else:
                self.action_move_event()
        else:
            super().action_do_next()

    def action_skip_review(self) -> None:
        """Skip the event, or the review that is due; or let go of what was typed and never saved."""
        row = self.table.row
        if isinstance(row, DraftLine):
            self._let_go(row)
        elif isinstance(row, EventLine):
            self.skip_event(row.one)
        else:
            super().action_skip_review()

    @work(group="doing")
    async def _let_go(self, row: DraftLine) -> None:
        """Let go of what was typed, once more asked: no undo brings it back."""
        from advisorbench.screens.dialogs.dialog import Sure

        if await self.app.push_screen_wait(Sure(row.title, _("Let go of what was typed? It cannot be brought back."))):
            self.workbench.drafts.forget(row.name)
            self.tell(_("Let go: %(what)s") % {"what": row.title})
            self.reload()

    def nothing(self) -> str:
        """What to say where nothing is selected."""
        row = self.table.row
        if isinstance(row, More):
            return _("Press enter to see the rest of this lane.")
        if isinstance(row, EventLine):
            return describe(row.one, self.workbench.today())
        if isinstance(row, WeekRow):
            return describe_week(row, self.workbench.today())
        if self.agenda and not self.agenda.accounts:
            return _("This book is empty.\n\nPress 2 and then + to add your first account, or f8 to bring in a file.")
        if self.agenda and not any(lines for _lane, lines in self.agenda.lanes) and not self.agenda.coming:
            return _(
                "Nothing is due. Reviews and contacts count for customers: make an account active with e, add people "
                "with c, log a contact with l."
            )
        if isinstance(row, FreeRow):
            return _("Free time. Space says whom to see in it, and why; s plans something else.")
        return _("All loops are closed. A good moment to prepare the next review, or to see somebody you like.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A lane that is cut short can be opened too; events are finished, moved and edited while they are planned."""
        row = self.table.row if self.is_mounted else None
        if action in ("finish_event", "move_event"):
            return self.occurrence is not None
        if action == "whom_to_see":
            return bool(self.agenda and self.agenda.accounts)
        if isinstance(row, (EventLine, FreeRow, WeekRow)):
            if action == "do_next":
                return self.occurrence is not None or not isinstance(row, EventLine)
            if action in ("skip_review", "edit") and isinstance(row, EventLine):
                return self.occurrence is not None
            if action == "open" and isinstance(row, WeekRow):
                return True
        if (action == "open" and isinstance(row, More)) or (action == "do_next" and isinstance(row, DraftLine)):
            return True
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Open the account, the week, or the rest of a lane."""
        row = self.table.row
        if isinstance(row, More) and self.agenda:
            self._opened.add(Lane(row.part))
            if self._found:
                self.table.fill(list(self._rows(self._found)))
        elif isinstance(row, WeekRow):
            self.view = "week"
            self.turned = (row.week.monday - monday_of(self.workbench.today())).days // 7
            self._turn()
        else:
            super().action_open()


def _key(row: Any) -> str:
    return str(row.id if isinstance(row, ReviewLine) else row.key)


def _cells(row: Any, today: date) -> Sequence[Sequence[Span]]:
    if isinstance(row, (EventLine, FreeRow, WeekRow)):
        return agenda_cells(row)
    if isinstance(row, More):
        return more_cells(row)
    if isinstance(row, DraftLine):
        return ([("✎", "warn")], [(row.title, "")], [])
    if isinstance(row, ReviewLine):
        return ([("◆", "accent")], [(row.account, "")], [(f"{say_day(row.on, row.today)}  {_review(row)}", "dim")])
    mark = ("!", "late") if row.late else ("●", "good") if row.lane is Lane.ASK else ("•", "accent")
    task, reason = say_task(row.task), (say_reason(row.reason, today), "late" if row.late else "dim")
    first, second = (task, row.account) if row.lane in (Lane.OWE, Lane.ASK) else (row.account, task)
    return ([mark], [(first, ""), (f"  {second}", "dim")], [reason])


def _review(row: ReviewLine) -> str:
    return "" if row.state is ReviewState.SCHEDULED else label(row.state)
