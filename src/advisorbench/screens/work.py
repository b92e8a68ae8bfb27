"""A screen with lines on the left and the brief of the selected one beside them, on which all work is done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from advisorbench.commands import WORK
from advisorbench.domain.book_view import BookView
from advisorbench.domain.customers.buying import open_steps
from advisorbench.domain.customers.value import running
from advisorbench.domain.errors import BenchError
from advisorbench.domain.records.facts import AccountFacts, Idea
from advisorbench.domain.records.states import (
    Action,
    AskState,
    InitiativeState,
    OutcomeState,
    ReviewState,
    TemplateKind,
)
from advisorbench.domain.views import Brief
from advisorbench.i18n import _, ngettext
from advisorbench.screens.base import BenchScreen, bindings
from advisorbench.screens.jobs.focus import Subject
from advisorbench.widgets.bars import KeyBar, TopBar
from advisorbench.widgets.brief import BriefPanel
from advisorbench.widgets.detail import detail_of
from advisorbench.widgets.line_table import LineTable

if TYPE_CHECKING:
    from advisorbench.domain.asking.finder import TargetSuggestion
    from advisorbench.screens.dialogs.form_field import Values
    from advisorbench.screens.jobs.base import Job
    from advisorbench.services import Services


class WorkScreen(BenchScreen):
    """Lines, the brief of the selected one, and every command that works on it.

    A screen says what stands on its left (`lines`), reads it (`reload`) and tells what a row is about
    (`subject_of`); all else is here.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(WORK)
    CSS_PATH = "work.tcss"
    mode: ClassVar[str] = ""

    book: BookView | None = None
    """The state of the book that the lines were read in."""

    brief: Brief | None = None
    """The brief that is shown; it decides which keys work."""

    def compose(self) -> ComposeResult:
        """Bars above and below, lines and brief between them."""
        yield TopBar(self.mode, self.workbench.book_label, self.day_text())
        yield from self.above()
        with Horizontal(id="work"):
            yield self.lines()
            yield BriefPanel(id="brief")
        yield KeyBar()

    def above(self) -> ComposeResult:
        """What stands between the bar and the lines."""
        yield from ()

    def lines(self) -> Widget:
        """The lines on the left."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read again what the screen shows."""
        raise NotImplementedError

    def subject_of(self, row: Any) -> Subject | None:
        """What a row is about."""
        raise NotImplementedError

    def nothing(self) -> str:
        """What to say beside an empty list."""
        return ""

    @property
    def table(self) -> LineTable:
        """The lines."""
        return self.query_one(LineTable)

    @property
    def subject(self) -> Subject | None:
        """What the cursor stands on."""
        return self.subject_of(self.table.row) if self.is_mounted and self.table.row is not None else None

    def on_screen_resume(self) -> None:
        """Whatever was done elsewhere shows at once."""
        self.reload()

    @on(LineTable.Moved)
    def _moved(self) -> None:
        subject = self.subject
        try:
            self.brief = self.brief_of(subject) if subject else None
        except BenchError as error:
            self.trouble(error)
            return
        if subject and self.brief:
            self.show_subject(self.brief, subject)
        else:
            self.query_one(BriefPanel).say(self.nothing())
        self.refresh_bindings()
        self.call_after_refresh(self.query_one(KeyBar).show_keys)

    def brief_of(self, subject: Subject) -> Brief | None:
        """What the brief tells: of the state of the book in which the lines were read, with no new look at the disk.

        Raises:
            NotFound: The account is not among those at work.
        """
        return self.book.account(subject.account_id).brief if self.book else None

    def show_subject(self, brief: Brief, subject: Subject) -> None:
        """Show the thing that is selected whole, else the brief with the person or the note that is meant on top."""
        detail = detail_of(subject.thing, brief.facts, brief.on)
        if detail:
            self.query_one(BriefPanel).detail(detail)
        else:
            self.query_one(BriefPanel).show(brief, subject.person_id, subject.note)

    @on(LineTable.Chosen)
    def _chosen(self) -> None:
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense for the selected line works, so only that is in the footer."""
        working = ("job", "open", "do_next", "skip_review", "edit", "find_targets")
        if action not in working or parameters == ("log",):
            return True
        subject, brief = self.subject if self.is_mounted else None, self.brief
        if subject is None or brief is None:
            return False
        if action == "do_next":
            return subject.action is not None
        needs = _NEEDS.get(str(parameters[0]) if parameters else action)
        return needs is None or needs(brief.facts, subject)

    def action_open(self) -> None:
        """Open the account whole."""
        if subject := self.subject:
            self.post_message(self.OpenAccount(subject.account_id))

    def action_do_next(self) -> None:
        """Do what the line asks for."""
        subject = self.subject
        if subject and subject.action is not None:
            if subject.action is Action.WAIT:
                self.tell(_("Only time opens this gate."))
            elif subject.action is Action.EDIT:
                self.action_edit()
            else:
                self.do(subject.action.value, subject)

    def action_job(self, name: str) -> None:
        """Do the job of this name about the selected line."""
        if subject := self.subject:
            if name == "advance":
                name = _advances(subject).value
            self.do(name, subject)
        elif name == "log":
            self._log_anybody()

    @work(group="doing")
    async def _log_anybody(self) -> None:
        """Nobody is selected: one line says whom it was with, or that it was no contact."""
        from advisorbench.screens.jobs.quick_log import log_in_one_line

        await log_in_one_line(self)

    @work(group="doing")
    async def action_spread(self) -> None:
        """See whether the reviews fit, and spread them."""
        from advisorbench.screens.dialogs.spread import SpreadScreen

        try:
            found = await self.in_thread(lambda services: services.reviews.spread())
            days = await self.app.push_screen_wait(SpreadScreen(found))
            if days:
                count = await self.in_thread(lambda services: services.reviews.plan_many(days))
                said = ngettext(
                    "%(n)d review planned. Press u to undo.", "%(n)d reviews planned. Press u to undo.", count
                )
                self.tell(said % {"n": count})
                self.reload()
        except BenchError as error:
            self.trouble(error)

    @work(group="doing")
    async def action_texts(self) -> None:
        """Write agendas and wordings of one's own."""
        from advisorbench.screens.dialogs.form import Form
        from advisorbench.screens.dialogs.templates import TemplatesScreen, beside_text, text_entries

        try:
            known = await self.in_thread(
                lambda services: {(kind, t.name): t for kind in TemplateKind for t in services.texts.all(kind)}
            )
            chosen = await self.app.push_screen_wait(TemplatesScreen(list(known)))
            if chosen is None:
                return
            kind = chosen[0]
            entries = text_entries(kind, known.get(chosen))
            title = _("A wording of your own") if kind is TemplateKind.ASK else _("An agenda of your own")
            form = Form(title, entries, self.workbench.today(), aside=beside_text(kind))
            await self.fill(form, lambda s, v: _saved(s.texts.save(kind, v["name"], v["text"]).name))
        except BenchError as error:
            self.trouble(error)

    def action_find_targets(self) -> None:
        """Find whom the selected person might introduce us to."""
        if subject := self.subject:
            self._find(subject)

    @work(group="doing")
    async def _find(self, subject: Subject) -> None:
        from advisorbench.screens.dialogs.finder import FinderScreen
        from advisorbench.screens.jobs.ask_letters import whom

        def look(services: Services) -> tuple[str, list[TargetSuggestion]]:
            person_id = whom(services, subject)
            return person_id, services.targets.find(subject.account_id, person_id)

        try:
            person_id, found = await self.in_thread(look)
        except BenchError as error:
            self.trouble(error)
            return
        name = self.brief.facts.person_name(person_id) if self.brief else ""
        proposal = await self.app.push_screen_wait(FinderScreen(name, found))
        if proposal is not None:
            chosen = replace(subject, person_id=person_id, subject_id=None, thing=proposal)
            self.do(Action.ADD_TARGET.value, chosen)

    def action_skip_review(self) -> None:
        """Skip the review that is due."""
        if subject := self.subject:
            self._skip(subject)

    @work(group="doing")
    async def _skip(self, subject: Subject) -> None:
        try:
            due_on = await self.in_thread(lambda services: services.reviews.skip(subject.account_id))
        except BenchError as error:
            self.trouble(error)
            return
        from advisorbench.domain.language.dates import say_day_long

        self.tell(_("Skipped; due again %(day)s. Press u to undo.") % {"day": say_day_long(due_on)})
        self.reload()

    def action_edit(self) -> None:
        """Edit what is selected: a thing, a person, or else the account."""
        if subject := self.subject:
            self._edit(subject)

    @work(group="doing")
    async def _edit(self, subject: Subject) -> None:
        from advisorbench.screens.jobs.edits import edit_of

        await self._ask(edit_of(subject), subject)

    @work(group="doing")
    async def do(self, name: str, subject: Subject) -> None:
        """Do a job: show its form, save the answer, show what became of it."""
        from advisorbench.screens.jobs.every import JOBS

        job = JOBS[name]
        await self._ask(job, subject, draft_name(name, subject, of_thing=job.of_thing))

    async def _ask(self, job: Job, subject: Subject, draft: str = "") -> None:
        from advisorbench.screens.dialogs.form import Form
        from advisorbench.screens.jobs.base import Context

        def gather(services: Services) -> Context:
            brief = services.accounts.brief(subject.account_id)
            found = job.gather(services, subject) if job.gather else None
            return Context(brief, subject, self.workbench.today(), services.rules.currency, found)

        try:
            context = await self.in_thread(gather)
            form = Form(
                job.title(context), job.entries(context), context.today, draft=draft, drafts=self.workbench.drafts,
                aside=job.aside(context) if job.aside else None,
            )  # fmt: skip
        except BenchError as error:
            self.trouble(error)
            return
        saved: Values = {}

        def save(services: Services, values: Values) -> str:
            saved.update(values)
            return job.save(services, context, dict(values))

        if await self.fill(form, save):
            if job.shows and (text := job.shows(saved)):
                from advisorbench.screens.dialogs.letter import LetterScreen

                self.app.copy_to_clipboard(text)
                await self.app.push_screen_wait(LetterScreen(text))
            self.reload()


def draft_name(job: str, subject: Subject, *, of_thing: bool) -> str:
    """Under which name the text of a form is kept: the job, the account, and the thing if it is about one."""
    thing = (subject.person_id if job == "leave" else subject.subject_id) if of_thing else None
    return ":".join(filter(None, (job, subject.account_id, thing)))


def _saved(name: str) -> str:
    return _("Saved: %(name)s") % {"name": name}


_ADVANCES = (Action.ADVANCE_IDEA, Action.ADVANCE_REFERRAL, Action.ADVANCE_TESTIMONIAL)
"""What *next stage* may mean."""


def _advances(subject: Subject) -> Action:
    """What is brought to its next stage: what the line is about."""
    if subject.action in _ADVANCES:
        return subject.action
    return Action.ADVANCE_IDEA if isinstance(subject.thing, Idea) else Action.ADVANCE_REFERRAL


def _somebody(facts: AccountFacts, _subject: Subject) -> bool:
    return bool(facts.people)


_NEEDS = {
    "keep_promise": lambda facts, subject: any(p.closed_on is None for p in facts.promises),
    "answer_ask": lambda facts, subject: any(a.state in (AskState.ASKED, AskState.LATER) for a in facts.asks),
    "advance": lambda facts, subject: subject.action in _ADVANCES,
    "prepare_review": lambda facts, subject: any(r.planned_on and not r.held_on for r in facts.reviews),
    "follow_up": lambda facts, subject: any(r.state is ReviewState.HELD for r in facts.reviews),
    "measure": lambda facts, subject: bool(running(facts.objectives)),
    "dispute_outcome": lambda facts, subject: any(o.state is not OutcomeState.DISPUTED for o in facts.outcomes),
    "leave": lambda facts, subject: facts.person(subject.person_id) is not None,
    "add_step": lambda facts, subject: any(i.state is InitiativeState.OPEN for i in facts.initiatives),
    "close_step": lambda facts, subject: bool(open_steps(facts)),
    "verify_outcome": lambda facts, subject: (
        bool(facts.people) and any(o.state is not OutcomeState.VERIFIED for o in facts.outcomes)
    ),
    "resolve_issue": lambda facts, subject: any(i.resolved_on is None for i in facts.issues),
    "close_initiative": lambda facts, subject: any(i.state is InitiativeState.OPEN for i in facts.initiatives),
    "ask": _somebody,
    "prepare_ask": _somebody,
    "thank": _somebody,
    "find_targets": _somebody,
    "add_testimonial": lambda facts, subject: (
        bool(facts.people) and any(o.state is OutcomeState.VERIFIED for o in facts.outcomes)
    ),
    "add_target": _somebody,
    "name_referral": _somebody,
}
"""What an account must have for a command to make sense; what is not named always does."""
