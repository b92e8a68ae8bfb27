"""A screen with lines on the left and the brief of the selected one beside them, on which all work is done."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from advisorbench.commands import WORK
from advisorbench.domain.errors import BenchError
from advisorbench.domain.facts import AccountFacts
from advisorbench.domain.lines import Brief
from advisorbench.domain.words import Action, AskState, InitiativeState, OutcomeState
from advisorbench.i18n import _
from advisorbench.screens.base import BenchScreen, bindings
from advisorbench.screens.subject import Subject
from advisorbench.widgets.bars import KeyBar, TopBar
from advisorbench.widgets.brief import BriefPanel
from advisorbench.widgets.line_table import LineTable


class WorkScreen(BenchScreen):
    """Lines, the brief of the selected one, and every command that works on it.

    A screen says what stands on its left (`lines`), reads it (`reload`) and tells what a row is about
    (`subject_of`); all else is here.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(WORK)
    CSS_PATH = "work.tcss"
    mode: ClassVar[str] = ""

    brief: Brief | None = None
    """The brief that is shown; it decides which keys work."""

    def compose(self) -> ComposeResult:
        """Bars above and below, lines and brief between them."""
        yield TopBar(self.mode, self.desk.book_label, self.day_text())
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
        if subject is None:
            self.brief = None
            self.query_one(BriefPanel).say(self.nothing())
            self.refresh_bindings()
            return
        self.read("brief", lambda services: services.accounts.brief(subject.account_id), self._show_brief)

    def _show_brief(self, brief: Brief) -> None:
        subject = self.subject
        if subject is None or subject.account_id != brief.facts.account.id:
            return
        self.brief = brief
        self.query_one(BriefPanel).show(brief, subject.person_id, subject.note)
        self.refresh_bindings()
        self.call_after_refresh(self.query_one(KeyBar).show_keys)

    @on(LineTable.Chosen)
    def _chosen(self) -> None:
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense for the selected line works, so only that is in the footer."""
        if action not in ("job", "open", "do_next", "skip_review", "edit"):
            return True
        subject, brief = self.subject if self.is_mounted else None, self.brief
        if subject is None or brief is None:
            return False
        if action == "do_next":
            return subject.action is not None
        needs = _NEEDS.get(str(parameters[0])) if parameters else None
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
            self.do(name, subject)

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
        from advisorbench.domain.dates import say_day_long

        self.tell(_("Skipped; due again %(day)s. Press u to undo.") % {"day": say_day_long(due_on)})
        self.reload()

    def action_edit(self) -> None:
        """Edit the selected person, or else the account."""
        if subject := self.subject:
            self._edit(subject)

    @work(group="doing")
    async def _edit(self, subject: Subject) -> None:
        from advisorbench.screens import account_jobs as jobs
        from advisorbench.screens.form import Form

        person_id, account_id = subject.person_id, subject.account_id
        try:
            if subject.objective_id:
                brief = await self.in_thread(lambda s: s.accounts.brief(account_id))
                saved = await self._edit_objective(brief, subject.objective_id)
            elif person_id:
                version, person = await self.in_thread(lambda s: s.accounts.person_fields_of(person_id))
                form = Form(_("Edit %(name)s") % {"name": person.name}, jobs.person_entries(person), self.desk.today())
                saved = await self.fill(
                    form,
                    lambda s, v: _saved(s.accounts.edit_person(person_id, version, jobs.person_values(v))),
                )
            else:
                version, fields = await self.in_thread(lambda s: s.accounts.fields_of(account_id))
                form = Form(_("Edit %(name)s") % {"name": fields.name}, jobs.account_entries(fields), self.desk.today())
                saved = await self.fill(
                    form,
                    lambda s, v: _saved(s.accounts.edit(account_id, version, jobs.account_values(v, s))),
                )
        except BenchError as error:
            self.trouble(error)
            return
        if saved:
            self.reload()

    async def _edit_objective(self, brief: Brief, objective_id: str) -> bool:
        from advisorbench.screens.form import Form
        from advisorbench.screens.review_jobs import objective_entries

        objective = next((o for o in brief.facts.objectives if o.id == objective_id), None)
        if objective is None:
            return False
        form = Form(_("Where does it stand?"), objective_entries(objective), self.desk.today())
        return await self.fill(
            form,
            lambda s, v: _saved(s.reviews.edit_objective(objective.id, objective.version, v)),
        )

    @work(group="doing")
    async def do(self, name: str, subject: Subject) -> None:
        """Do a job: show its form, save the answer, show what became of it."""
        from advisorbench.screens import account_jobs, ask_jobs, review_jobs
        from advisorbench.screens.form import Form
        from advisorbench.screens.jobs import Context

        job = {**account_jobs.JOBS, **review_jobs.JOBS, **ask_jobs.JOBS}[name]
        try:
            brief, currency = await self.in_thread(
                lambda services: (services.accounts.brief(subject.account_id), services.rules.currency)
            )
            context = Context(brief, subject, self.desk.today(), currency)
            form = Form(
                job.title(context), job.entries(context), context.today,
                draft=f"{name}:{subject.account_id}", drafts=self.desk.drafts,
            )  # fmt: skip
        except BenchError as error:
            self.trouble(error)
            return
        if await self.fill(form, lambda services, values: job.save(services, context, dict(values))):
            self.reload()


def _saved(name: str) -> str:
    return _("Saved: %(name)s") % {"name": name}


def _somebody(facts: AccountFacts, _subject: Subject) -> bool:
    return bool(facts.people)


_NEEDS = {
    "keep_promise": lambda facts, subject: any(p.closed_on is None for p in facts.promises),
    "answer_ask": lambda facts, subject: any(a.state in (AskState.ASKED, AskState.LATER) for a in facts.asks),
    "advance_referral": lambda facts, subject: subject.action is Action.ADVANCE_REFERRAL,
    "verify_outcome": lambda facts, subject: (
        bool(facts.people) and any(o.state is not OutcomeState.VERIFIED for o in facts.outcomes)
    ),
    "resolve_issue": lambda facts, subject: any(i.resolved_on is None for i in facts.issues),
    "close_initiative": lambda facts, subject: (
        subject.action is Action.CLOSE_INITIATIVE or any(i.state is InitiativeState.OPEN for i in facts.initiatives)
    ),
    "ask": _somebody,
    "add_target": _somebody,
    "name_referral": _somebody,
}
"""What an account must have for a command to make sense; what is not named always does."""
