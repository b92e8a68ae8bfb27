"""What every screen of the workbench does alike: its commands, reading in threads, doing jobs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from advisorbench.commands import COMMANDS, EVERYWHERE, Command, Subject, command_of
from advisorbench.domain.errors import BenchError, BookError
from advisorbench.domain.language.dates import say_day_year, week_of
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.text import shown
from advisorbench.i18n import _

if TYPE_CHECKING:
    from advisorbench.drafts import Drafts
    from advisorbench.services import Services

T = TypeVar("T")


class Workbench(Protocol):
    """What the screens are handed: the way to the use cases, and what is true of this run."""

    drafts: Drafts
    book_label: str
    mappings: Path

    def services(self) -> Services:
        """The use cases; the first call opens the book, so it is made in a thread."""

    def today(self) -> date:
        """The seller's day."""


def bindings(*groups: Iterable[Command]) -> list[BindingType]:
    """Key bindings of commands, for ``BINDINGS``."""
    return [Binding(c.key, c.action, c.words, show=c.footer, id=c.name) for group in groups for c in group if c.key]


class BenchScreen(Screen[None]):
    """A screen of the workbench.

    Args:
        workbench: The way to the use cases.
    """

    purpose: ClassVar[str] = ""
    """What the screen is for, in a sentence; a marked text that the help shows."""

    groups: ClassVar[tuple[tuple[Command, ...], ...]] = ()
    """The commands whose keys work here; a screen binds them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(command for command in EVERYWHERE if command.job)

    @dataclass
    class OpenAccount(Message):
        """An account is to be opened whole."""

        account_id: str

    keys_first: tuple[str, ...] = ()
    """Commands that the footer shows before all others."""

    keys_only: ClassVar[bool] = False
    """Whether the footer leaves out what is not among those, but for the few that are always at hand."""

    wanted: str = ""
    """The key of the row to which the cursor goes when the lines are read again."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.workbench = workbench

    def reload(self) -> None:
        """Read again what the screen shows."""

    @property
    def subject(self) -> Subject:
        """What the cursor stands on."""
        return Subject()

    @property
    def facts(self) -> AccountFacts | None:
        """What is known of the account that the cursor stands on, once it was read."""
        return None

    def can(self, command: Command) -> bool:
        """Whether a command makes sense now."""
        return command.applies(self.subject, self.facts)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense for what is selected works, so only that is in the footer."""
        command = command_of(action, parameters)
        return command is None or self.can(command)

    @classmethod
    def binds(cls, command: Command) -> bool:
        """Whether the key of a command works on this screen."""
        return bool(command.key) and (command in EVERYWHERE or any(command in group for group in cls.groups))

    def commands(self) -> Iterator[Command]:
        """All that can be done now, whether its key works here or not: what the palette holds."""
        for command in COMMANDS.values():
            reached = command.job or command in EVERYWHERE or any(command in group for group in self.groups)
            if reached and self.can(command):
                yield command

    def action_job(self, name: str) -> None:
        """Do the job of this name about what is selected."""
        self.do(name, self.subject)

    @work(group="doing")
    async def do(self, name: str, subject: Subject) -> None:
        """Do a job, then show what became of it."""
        from advisorbench.screens.jobs.every import JOBS

        try:
            if await JOBS[name](self, subject):
                self.reload()
        except BenchError as error:
            self.trouble(error)

    def day_text(self) -> tuple[str, str]:
        """The day, and the week, for the bar on top."""
        day = self.workbench.today()
        return say_day_year(day), _("week %(week)d") % {"week": week_of(day)}

    def read(self, group: str, work: Callable[[Services], T], show: Callable[[T], None]) -> None:
        """Read in a thread, then show; what an older call finds after a newer one began is dropped.

        Args:
            group: Calls of one group replace each other.
            work: Reads with the use cases; runs in a thread.
            show: Shows what was found; runs on the screen.
        """
        self.run_worker(partial(self._read, work, show), thread=True, exclusive=True, group=group, exit_on_error=True)

    def _read(self, work: Callable[[Services], T], show: Callable[[T], None]) -> None:
        worker = get_current_worker()
        try:
            result = work(self.workbench.services())
        except BenchError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.trouble, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_if_here, show, result)

    def _show_if_here(self, show: Callable[[T], None], result: T) -> None:
        if self.is_attached:
            show(result)

    def trouble(self, error: BenchError) -> None:
        """Say what went wrong; where the book itself cannot be used there is nothing left to show."""
        if isinstance(error, BookError):
            self.app.exit(return_code=1, message=shown(str(error)))
        else:
            self.tell(str(error), bad=True)

    def tell(self, text: str, *, bad: bool = False) -> None:
        """Say something in passing."""
        self.notify(shown(text), severity="warning" if bad else "information", markup=False, timeout=8 if bad else 4)

    async def in_thread(self, work: Callable[[Services], T]) -> T:
        """Run a use case in a thread and wait for it."""
        return await asyncio.to_thread(lambda: work(self.workbench.services()))
