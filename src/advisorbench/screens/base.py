"""What every screen of the workbench does alike: bars, reading in threads, doing things with forms."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from advisorbench.commands import Command
from advisorbench.domain.errors import BenchError, BookError, FieldErrors
from advisorbench.domain.language.dates import say_day_year, week_of
from advisorbench.domain.text import shown
from advisorbench.i18n import _

if TYPE_CHECKING:
    from advisorbench.drafts import Drafts
    from advisorbench.screens.dialogs.form import Form
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


def bindings(*groups: tuple[Command, ...]) -> list[BindingType]:
    """Key bindings of commands, for a screen's ``BINDINGS``."""
    return [Binding(c.key, c.action, c.name, show=c.footer) for group in groups for c in group]


def jobs(*names: str) -> tuple[str, ...]:
    """The actions of jobs, for a screen's `keys_first`."""
    return tuple(f"job('{name}')" for name in names)


class BenchScreen(Screen[None]):
    """A screen of the workbench.

    Args:
        workbench: The way to the use cases.
    """

    purpose: ClassVar[str] = ""
    """What the screen is for, in a sentence; a marked text that the help shows."""

    @dataclass
    class OpenAccount(Message):
        """An account is to be opened whole."""

        account_id: str

    keys_first: tuple[str, ...] = ()
    """Actions that the footer shows before all others."""

    keys_only: ClassVar[bool] = False
    """Whether the footer leaves out what is not among those, but for the few that are always at hand."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.workbench = workbench

    def reload(self) -> None:
        """Read again what the screen shows."""

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
            found = work(self.workbench.services())
        except BenchError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.trouble, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_if_here, show, found)

    def _show_if_here(self, show: Callable[[T], None], found: T) -> None:
        if self.is_attached:
            show(found)

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

    async def fill(self, form: Form, save: Callable[[Services, dict[str, Any]], str]) -> bool:
        """Show a form until it is saved or left; what the book refuses is said in the form, with the text kept.

        Returns:
            Whether something was saved.
        """
        if self.app.screen is not self:
            return False  # a second key was pressed before the first one's form was there
        while True:
            values = await self.app.push_screen_wait(form)
            if values is None:
                return False
            try:
                told = await self.in_thread(partial(_saved, save, values))
            except FieldErrors as error:
                form = form.again(error.errors)
            except BenchError as error:
                form = form.again({"": str(error)})
            else:
                form.saved()
                self.tell(told)
                return True


def _saved(save: Callable[[Services, dict[str, Any]], str], values: dict[str, Any], services: Services) -> str:
    return save(services, values)
