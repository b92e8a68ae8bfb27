"""Long work with a bar that shows how far it is; escape calls it off."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.widgets import ProgressBar

from advisorbench.domain.errors import Cancelled
from advisorbench.i18n import _
from advisorbench.screens.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from advisorbench.screens.base import BenchScreen
    from advisorbench.services import Services

T = TypeVar("T")
WAIT = 0.4
"""Work that is done within so many seconds shows no bar."""


class ProgressScreen(Dialog[None]):
    """Shows how far a piece of work is.

    Args:
        title: What is being done.
    """

    def __init__(self, title: str) -> None:
        super().__init__(title, _("esc call it off; nothing is changed"))
        self.called_off = False
        self.at = (0, 0)

    def inside(self) -> ComposeResult:
        """The bar."""
        yield ProgressBar(show_eta=False)

    def on_mount(self) -> None:
        """Follow the work."""
        self.set_interval(0.1, self._follow)

    def _follow(self) -> None:
        done, total = self.at
        self.query_one(ProgressBar).update(progress=done, total=total or None)

    def action_leave(self) -> None:
        """Call it off; the work ends at its next step, and takes this away."""
        self.called_off = True

    def progress(self, done: int, total: int) -> None:
        """Told by the work, in its thread, how far it is.

        Raises:
            Cancelled: It was called off.
        """
        if self.called_off:
            raise Cancelled(_("Called off: nothing was imported."))
        self.at = (done, total)


async def with_bar(screen: BenchScreen, title: str, work: Callable[[Services, Callable[[int, int], None]], T]) -> T:
    """Do long work in a thread, with a bar if it takes a while.

    Args:
        screen: Where the user is.
        title: What is being done.
        work: Gets the use cases, and what to tell how far it is.

    Raises:
        Cancelled: The user called it off.
    """
    bar = ProgressScreen(title)
    task = asyncio.ensure_future(screen.in_thread(lambda services: work(services, bar.progress)))
    await asyncio.wait({task}, timeout=WAIT)
    if task.done():
        return task.result()
    screen.app.push_screen(bar)
    try:
        return await task
    finally:
        if bar.is_attached:
            bar.dismiss(None)
