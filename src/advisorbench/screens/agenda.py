"""The agenda: the day and the sweep beside the brief of what is selected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from advisorbench.domain.dates import say_day
from advisorbench.domain.lines import Agenda, ReviewLine
from advisorbench.domain.money import say_number
from advisorbench.domain.sweep import SweepLine
from advisorbench.domain.words import Action, Lane, ReviewState, label
from advisorbench.drafts import Kept
from advisorbench.i18n import N_, _
from advisorbench.screens.subject import Subject, of_sweep
from advisorbench.screens.work import WorkScreen
from advisorbench.widgets.line_table import Column, Heading, LineTable, More, Span, more_cells
from advisorbench.widgets.time_line import time_parts

SHOWN = 8
"""Lines of a lane that are shown at first; `enter` on the last one shows them all."""


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


LANES = {
    Lane.OWE: (N_("OWE"), N_("promises, and reports to referrers")),
    Lane.BRING: (N_("BRING"), N_("reviews, ideas to propose, outcomes to have verified")),
    Lane.ASK: (N_("ASK"), N_("who is ready, and for whom")),
    Lane.CLOSE: (N_("STAY CLOSE"), N_("contacts due, renewals ahead")),
}


class AgendaScreen(WorkScreen):
    """Whom to see today, and why."""

    mode = "agenda"
    purpose: ClassVar[str] = N_(
        "Today's reviews, then the sweep in its four lanes: what you owe, what to bring, whom to ask, whom to stay "
        "close to; then the reviews of the coming weeks. Each line says why it is there and goes when it is done. "
        "Space does what a line asks for."
    )

    def __init__(self, desk: Any) -> None:
        super().__init__(desk)
        self.agenda: Agenda | None = None
        self._drafts: list[DraftLine] = []
        self._opened: set[Lane] = set()

    def above(self) -> ComposeResult:
        """The week in one line."""
        yield Static("", id="week")

    def lines(self) -> Widget:
        """Today, the four lanes, the weeks ahead."""
        columns = (Column(width=1), Column(), Column(share=40, minimum=48))
        return LineTable(columns, _cells, _key, empty=_("Reading the book…"), id="agenda")

    def reload(self) -> None:
        """Read today again."""
        self.read("agenda", lambda services: (services.days.agenda(), self.desk.drafts.all()), self._show)

    def _show(self, found: tuple[Agenda, list[Kept]]) -> None:
        self.agenda, kept = found
        self._drafts = [line for line in (DraftLine(*draft) for draft in kept) if line.account_id]
        agenda = self.agenda
        self.query_one("#week", Static).update(week_line(agenda, wide=self.size.width >= 100))
        self.table.empty = _("Nothing to do yet.")
        self.table.fill(list(self._rows(agenda)))

    def _rows(self, agenda: Agenda) -> Iterator[Any]:
        if self._drafts:
            yield Heading(_("NOT SAVED"), _("typed and not saved; space goes on with it, x lets it go"))
            yield from self._drafts
        if agenda.today:
            yield Heading(_("TODAY"), _("reviews planned"))
            yield from agenda.today
        for lane, lines in agenda.lanes:
            if not lines:
                continue
            title, about = LANES[lane]
            yield Heading(f"{_(title)} {say_number(len(lines))}", _(about))
            shown = len(lines) if lane in self._opened else SHOWN
            yield from lines[:shown]
            if len(lines) > shown:
                yield More(lane.value, len(lines) - shown)
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
        return Subject(row.account_id) if isinstance(row, DraftLine) else None

    def action_do_next(self) -> None:
        """Do what the line asks for, or go on with what was typed."""
        row = self.table.row
        if isinstance(row, DraftLine):
            self.do(row.job, row.subject)
        else:
            super().action_do_next()

    def action_skip_review(self) -> None:
        """Skip the review that is due, or let go of what was typed and never saved."""
        row = self.table.row
        if isinstance(row, DraftLine):
            self._let_go(row)
        else:
            super().action_skip_review()

    @work(group="doing")
    async def _let_go(self, row: DraftLine) -> None:
        """Let go of what was typed, once more asked: no undo brings it back."""
        from advisorbench.screens.dialog import Sure

        if await self.app.push_screen_wait(Sure(row.title, _("Let go of what was typed? It cannot be brought back."))):
            self.desk.drafts.forget(row.name)
            self.tell(_("Let go: %(what)s") % {"what": row.title})
            self.reload()

    def nothing(self) -> str:
        """What to say where nothing is selected."""
        if isinstance(self.table.row, More):
            return _("Press enter to see the rest of this lane.")
        if self.agenda and not self.agenda.accounts:
            return _("This book is empty.\n\nPress 2 and then + to add your first account, or f8 to bring in a file.")
        if self.agenda and not any(lines for _lane, lines in self.agenda.lanes) and not self.agenda.coming:
            return _(
                "Nothing is due. Reviews and contacts count for customers: make an account active with e, add people "
                "with c, log a contact with l."
            )
        return _("All loops are closed. A good moment to prepare the next review, or to see somebody you like.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A lane that is cut short can be opened too."""
        row = self.table.row if self.is_mounted else None
        if (action == "open" and isinstance(row, More)) or (action == "do_next" and isinstance(row, DraftLine)):
            return True
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Open the account, or the rest of a lane."""
        row = self.table.row
        if isinstance(row, More) and self.agenda:
            self._opened.add(Lane(row.part))
            self.table.fill(list(self._rows(self.agenda)))
        else:
            super().action_open()


def week_line(agenda: Agenda, *, wide: bool) -> Content:
    """The week so far, in one line: time with customers, and what is due."""
    parts: list[Any] = [(_("This week") + " ", "$muted")]
    if agenda.time:
        parts += time_parts(agenda.time, agenda.goal_hours, wide=wide)
    counts = (
        (_("held"), agenda.week_reviews_held, ""),
        (_("reviews due") if wide else _("due"), agenda.reviews_due, "$text-warning"),
        (_("promises late") if wide else _("late"), agenda.promises_overdue, "$text-error"),
        (_("feedback owed") if wide else _("to tell"), agenda.feedback_owed, "$text-warning"),
        (_("hollow"), agenda.hollow, "$text-warning"),
    )
    for text, count, style in counts:
        if count:
            parts += [(" · ", "$muted"), f"{text} ", (say_number(count), f"bold {style}".strip())]
    if agenda.review_hours_planned > agenda.review_hours_available:
        said = {"planned": agenda.review_hours_planned, "hours": agenda.review_hours_available}
        text = _("%(planned)d h of reviews planned, %(hours)d h available: R spreads them") % said
        parts += [(" · ", "$muted"), (text, "bold $text-error")]
    return Content.assemble(*parts)


def _key(row: Any) -> str:
    return str(row.id if isinstance(row, ReviewLine) else row.key)


def _cells(row: Any) -> Sequence[Sequence[Span]]:
    if isinstance(row, More):
        return more_cells(row)
    if isinstance(row, DraftLine):
        return ([("✎", "warn")], [(row.title, "")], [])
    if isinstance(row, ReviewLine):
        return ([("◆", "accent")], [(row.account, "")], [(f"{say_day(row.on, row.today)}  {_review(row)}", "dim")])
    mark = ("!", "late") if row.late else ("●", "good") if row.lane is Lane.ASK else ("•", "accent")
    if row.lane in (Lane.OWE, Lane.ASK):
        return ([mark], [(row.text, ""), (f"  {row.account}", "dim")], [(row.reason, "late" if row.late else "dim")])
    return ([mark], [(row.account, ""), (f"  {row.text}", "dim")], [(row.reason, "late" if row.late else "dim")])


def _review(row: ReviewLine) -> str:
    return "" if row.state is ReviewState.SCHEDULED else label(row.state)
