"""A screen with events among its lines: they are planned, finished, moved, edited and skipped there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from advisorbench.commands import AGENDA, named
from advisorbench.domain.days.calendar import Occurrence
from advisorbench.domain.errors import BenchError
from advisorbench.domain.records.states import Action, EventKind
from advisorbench.domain.rules import Rules
from advisorbench.i18n import _
from advisorbench.screens.base import bindings
from advisorbench.screens.dialogs.form_field import FormField, Values
from advisorbench.screens.jobs.focus import Subject
from advisorbench.screens.lines.agenda import EventLine, FreeRow
from advisorbench.screens.work import WorkScreen

if TYPE_CHECKING:
    from advisorbench.services import Services


class EventScreen(WorkScreen):
    """What can be done with events; a screen says on which day the cursor stands, and by which rules."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(AGENDA), *bindings(tuple(filter(None, [named("import_file")])))
    ]  # fmt: skip

    @property
    def day(self) -> date:
        """The day under the cursor."""
        raise NotImplementedError

    @property
    def rules(self) -> Rules | None:
        """The rules by which the lines were read; nothing before that."""
        raise NotImplementedError

    @property
    def occurrence(self) -> Occurrence | None:
        """The event under the cursor, if it is still planned."""
        row = self.table.row if self.is_mounted else None
        return row.one if isinstance(row, EventLine) and row.one.planned else None

    def action_plan_event(self) -> None:
        """Plan an event, with the account of the line if it has one."""
        from advisorbench.screens.jobs import events as event_jobs

        row, subject, rules = self.table.row, self.subject, self.rules
        if rules is None:
            return
        account = self.brief.facts.account if subject and self.brief else None
        start = row.slots[0].start if isinstance(row, FreeRow) else None
        entries = event_jobs.plan_entries(
            max(self.day, self.workbench.today()), rules, account=account.name if account else "", start=start,
            place=account.city if account else "",
        )  # fmt: skip
        self._question(_("Plan"), entries, event_jobs.save_plan, "plan_event")

    def action_finish_event(self) -> None:
        """Finish the event; a review is held, with all that comes of it."""
        from advisorbench.screens.jobs import events as event_jobs

        one = self.occurrence
        if one is None:
            return
        event = one.event
        if event.kind is EventKind.REVIEW and event.account_id:
            self.do(Action.HOLD_REVIEW.value, Subject(event.account_id, event.person_id, Action.HOLD_REVIEW))
            return
        title = _("%(title)s is done") % {"title": event.account or event.title}
        self._question(
            title,
            event_jobs.finish_entries(one),
            lambda s, v: event_jobs.save_finish(s, one, v),
            f"finish_event::{one.id}",
        )

    def action_move_event(self) -> None:
        """Move the event to another day or time."""
        from advisorbench.screens.jobs import events as event_jobs

        if one := self.occurrence:
            title = _("Move %(title)s") % {"title": one.event.account or one.event.title}
            self._question(title, event_jobs.move_entries(one), lambda s, v: event_jobs.save_move(s, one, v))

    def action_edit(self) -> None:
        """Edit the event, or what else is selected."""
        from advisorbench.screens.jobs import events as event_jobs

        if one := self.occurrence:
            entries = event_jobs.edit_entries(one.event, one)
            self._question(
                _("Edit %(name)s") % {"name": one.event.title}, entries,
                lambda s, v: event_jobs.save_edit(s, one, v), f"edit_event::{one.id}",
            )  # fmt: skip
        else:
            super().action_edit()

    @work(group="doing")
    async def action_whom_to_see(self) -> None:
        """See whom to visit in the free time of the day, and plan the one that is taken."""
        from advisorbench.screens.dialogs.whom_to_see import VisitsScreen
        from advisorbench.screens.jobs import events as event_jobs

        row, rules, day = self.table.row, self.rules, max(self.day, self.workbench.today())
        if rules is None:
            return
        try:
            if isinstance(row, FreeRow) and row.on >= self.workbench.today():
                slots = row.slots
            else:
                days = await self.in_thread(lambda s: s.calendar.days(day, day + timedelta(days=13)))
                slots = next((plan.slots for plan in days if plan.slots), ())
            if not slots:
                self.tell(_("No working day from here on has room."), bad=True)
                return
            when = slots[0].start
            people = await self.in_thread(lambda s: s.calendar.whom_to_see(when.date()))
        except BenchError as error:
            self.trouble(error)
            return
        chosen = await self.app.push_screen_wait(VisitsScreen(when, people, self.workbench.today()))
        if chosen:
            try:
                told = await self.in_thread(lambda s: event_jobs.plan_visit(s, chosen, slots[0]))
            except BenchError as error:
                self.trouble(error)
                return
            self.tell(told)
            self.reload()

    @work(group="doing")
    async def action_import_file(self) -> None:
        """Bring in a file: a calendar, or one of accounts."""
        from advisorbench.screens.jobs.import_file import import_file

        if await import_file(self):
            self.reload()

    @work(group="doing")
    async def skip_event(self, one: Occurrence) -> None:
        """Skip an event at once; of a series it is asked how much of it."""
        from advisorbench.screens.dialogs.form import Form
        from advisorbench.screens.jobs import events as event_jobs

        entries = event_jobs.scope_entry(one.event)
        if entries:
            form = Form(_("Skip %(title)s") % {"title": one.event.title}, entries, self.workbench.today())
            if await self.fill(form, lambda services, values: event_jobs.save_skip(services, one, values)):
                self.reload()
            return
        try:
            self.tell(await self.in_thread(lambda services: event_jobs.save_skip(services, one, {})))
        except BenchError as error:
            self.trouble(error)
        self.reload()

    @work(group="doing")
    async def _question(
        self, title: str, entries: list[FormField], save: Callable[[Services, Values], str], draft: str = ""
    ) -> None:
        """Ask a question about an event, and do what was answered."""
        from advisorbench.screens.dialogs.form import Form

        form = Form(title, entries, self.workbench.today(), draft=draft, drafts=self.workbench.drafts)
        if await self.fill(form, save):
            self.reload()
