"""The Textual app: three places, two looks, the keys that work everywhere. No word of the trade beyond their names."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segment
from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.color import Color
from textual.filter import LineFilter
from textual.screen import Screen

from advisorbench.clock import Clock
from advisorbench.commands import COMMANDS, EVERYWHERE
from advisorbench.domain.errors import BenchError
from advisorbench.domain.text import shown
from advisorbench.drafts import Drafts
from advisorbench.i18n import _
from advisorbench.screens.agenda import AgendaScreen
from advisorbench.screens.base import BenchScreen, bindings
from advisorbench.themes import OWN_VARIABLES, THEMES

if TYPE_CHECKING:
    from advisorbench.screens.accounts import AccountsScreen
    from advisorbench.screens.asks import AsksScreen
    from advisorbench.services import Services

SHOW_SAMPLE = "sample"
"""What the app returns when the user asks for the sample book."""


class Bench(App[str]):
    """The workbench.

    Args:
        services: The way to the use cases; the first call opens the book, in a thread.
        clock: Tells the day.
        drafts: Where unsaved text is kept.
        mappings: The folder of what the columns of files mean, saved by name.
        book_label: What to call the book in the bar; empty for the seller's own.
        theme: The look.
        new: Whether there is no book yet, so that the user is welcomed.
        report: Takes an error that nobody expected, for the log.
    """

    CSS_PATH = "app.tcss"
    TITLE = "advisorbench"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = bindings(command for command in EVERYWHERE if not command.job)

    def __init__(
        self,
        services: Callable[[], Services],
        clock: Clock,
        drafts: Drafts,
        mappings: Path,
        *,
        book_label: str = "",
        theme: str = THEMES[0].name,
        new: bool = False,
        report: Callable[[BaseException], str] | None = None,
    ) -> None:
        super().__init__()
        self.services = services
        self.drafts = drafts
        self.mappings = mappings
        self.book_label = book_label
        self._clock = clock
        self._look = theme
        self._new = new
        self._report = report

    def today(self) -> date:
        """The seller's day."""
        return self._clock.today()

    def get_line_filters(self) -> list[LineFilter]:
        """The last guard: whatever text comes this far, no control byte of it reaches the terminal."""
        return [*super().get_line_filters(), _NoControls()]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The names of our own, for as long as another look is on."""
        return {name: THEMES[0].variables[name] for name in OWN_VARIABLES}

    def on_mount(self) -> None:
        """Choose the look, make the three places, catch a closing terminal."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._look
        self.add_mode("agenda", lambda: AgendaScreen(self))
        self.add_mode("accounts", self._accounts)
        self.add_mode("asks", self._asks)
        self._end_kindly()
        if self._new:
            self.welcome()
        else:
            self.switch_mode("agenda")

    def _accounts(self) -> AccountsScreen:
        # Imported when it is first gone to: the first frame is the agenda's.
        from advisorbench.screens.accounts import AccountsScreen

        return AccountsScreen(self)

    def _asks(self) -> AsksScreen:
        from advisorbench.screens.asks import AsksScreen

        return AsksScreen(self)

    def _end_kindly(self) -> None:
        """A signal ends the app as its own quit does, so that the terminal is left as it was found."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))

    @work
    async def welcome(self) -> None:
        """The first start: a sample book, a file, or a first account."""
        from advisorbench.screens.dialogs.welcome import WelcomeScreen

        chosen = await self.push_screen_wait(WelcomeScreen())
        if chosen == SHOW_SAMPLE:
            self.exit(SHOW_SAMPLE)
        elif chosen is None:
            self.exit()
        else:
            from advisorbench.screens.accounts import AccountsScreen

            await self.switch_mode("accounts")
            screen = self.screen
            if isinstance(screen, AccountsScreen):
                screen.call_after_refresh(screen.action_job, "import_file" if chosen == "import" else "add_account")

    def action_go(self, mode: str) -> None:
        """Go to one of the places; what was opened on top of it is closed."""
        if mode == self.current_mode:
            while len(self.screen_stack) > 1:
                self.pop_screen()
        else:
            self.switch_mode(mode)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No going elsewhere from under a question."""
        elsewhere = action in ("go", "search", "time", "undo", "help")
        return isinstance(self.screen, BenchScreen) or not elsewhere

    @work(group="search", exclusive=True)
    async def action_search(self) -> None:
        """Search, and open the account that was chosen."""
        from advisorbench.screens.dialogs.search import SearchScreen

        found = await self.push_screen_wait(SearchScreen(self))
        if found is not None:
            self.post_message(BenchScreen.OpenAccount(found.account_id))

    def action_time(self) -> None:
        """See where the time goes, on top of where the user is."""
        from advisorbench.screens.time import TimeScreen

        if not isinstance(self.screen, TimeScreen):
            self.push_screen(TimeScreen(self))

    @on(BenchScreen.OpenAccount)
    def open_account(self, event: BenchScreen.OpenAccount) -> None:
        """Open an account whole, on top of where the user is."""
        from advisorbench.screens.account import AccountScreen

        self.push_screen(AccountScreen(self, event.account_id))

    @work(group="doing")
    async def action_undo(self) -> None:
        """Take back the last thing that was saved."""
        screen = self.screen
        if not isinstance(screen, BenchScreen):
            return
        try:
            command = await screen.in_thread(lambda services: services.history.undo())
        except BenchError as error:
            screen.trouble(error)
            return
        screen.tell(_("Undone: %(what)s") % {"what": command} if command else _("There is nothing to undo."))
        screen.reload()

    def action_help_quit(self) -> None:
        """Ctrl+c is too easily pressed to leave by it."""
        self.notify(_("Press q to quit; in a form esc first."), markup=False)

    def action_help(self) -> None:
        """Explain the screen and its keys."""
        from advisorbench.screens.dialogs.help import HelpScreen

        if isinstance(self.screen, BenchScreen):
            keys = [command for command in self.screen.commands() if self.screen.binds(command)]
            self.push_screen(HelpScreen(_(self.screen.purpose), keys))

    def action_theme(self) -> None:
        """Go to the next theme."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette holds every command that applies, and nothing that others put there."""
        for command in screen.commands() if isinstance(screen, BenchScreen) else (COMMANDS["quit"],):
            if command.name != "command_palette":
                where = screen if command.job or command not in EVERYWHERE else self
                run = partial(self.call_later, self.run_action, command.action, where)
                yield SystemCommand(command.title, _(command.help), run)

    def _handle_exception(self, error: Exception) -> None:
        """Nobody expected this: one line for the user, the places in the log, no values anywhere."""
        if self._report is None:
            super()._handle_exception(error)
            return
        self._exception = error
        self._exception_event.set()
        self.exit(return_code=1, message=self._report(error))


class _NoControls(LineFilter):
    """Replaces whatever a terminal would obey instead of show."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with their text made safe."""
        return [
            segment if segment.control or (segment.text.isascii() and segment.text.isprintable())
            else Segment(shown(segment.text), segment.style)
            for segment in segments
        ]  # fmt: skip
