"""The one-line bars at the top and bottom of every screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from advisorbench.commands import COMMANDS, EVERYWHERE
from advisorbench.domain.text import shorten, shown

AT_HAND = ("open", "edit", "log", "log_anybody", "search", "help", "back")
"""What a key bar of few keys shows all the same."""


class TopBar(Horizontal):
    """Where you are, which book this is, and the day.

    Args:
        current: The mode that is shown.
        book: What to call the book; empty for the seller's own.
        day: The day, and the week, in words.
    """

    DEFAULT_CSS = """
    TopBar {
        height: 1; background: $panel; padding: 0 1;
        & > #brand { width: 14; color: $primary; text-style: bold; }
        & > #places { width: 1fr; }
        & > .day { width: auto; color: $muted; }
        & > #book { width: auto; color: $text-warning; text-style: bold; margin-right: 2; }
    }
    """

    def __init__(self, current: str, book: str, day: tuple[str, str]) -> None:
        super().__init__()
        self._current, self._book, self._day = current, book, day

    def compose(self) -> ComposeResult:
        """The places on the left, the book and the day on the right."""
        yield Static("advisorbench", id="brand")
        parts: list[str | tuple[str, str]] = []
        for command in EVERYWHERE[:3]:
            here = self._current == command.name
            parts += [(f" {command.key} {command.title} ", "bold $foreground on $row-focus" if here else "$muted"), " "]
        yield Static(Content.assemble(*parts), id="places")
        if self._book:
            yield Static(Content(shorten(shown(self._book), 24)), id="book")
        yield Static(self._day[0], classes="day")
        yield Static(f" · {self._day[1]}", classes="day", id="week-number")


class KeyBar(Static):
    """The keys that work now, in the order of the commands; what does not fit is left out, help never."""

    DEFAULT_CSS = "KeyBar { height: 1; background: $panel; padding: 0 1; }"

    def on_mount(self) -> None:
        """Follow the focus and whatever else changes which keys work."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.call_after_refresh(self.show_keys))
        self.call_after_refresh(self.show_keys)

    def on_resize(self) -> None:
        """Another width leaves room for other keys."""
        self.show_keys()

    def show_keys(self) -> None:
        """Draw the keys that work on this screen, now."""
        if not self.is_attached or not self.screen.is_current:
            return
        wanted = list(getattr(self.screen, "keys_first", ()))
        few = getattr(self.screen, "keys_only", False)
        working = [
            command
            for active in self.screen.active_bindings.values()
            if active.enabled
            and (command := COMMANDS.get(active.binding.id or ""))
            and (command.name in wanted or (command.footer and (not few or command.name in AT_HAND)))
        ]
        last = [command for command in working if command.name in ("search", "help")]
        order = [*wanted, *COMMANDS]
        first = sorted((command for command in working if command not in last), key=lambda c: order.index(c.name))
        room = self.size.width - sum(len(c.key_shown) + len(c.title) + 3 for c in last)
        parts: list[str | tuple[str, str]] = []
        for command in first:
            room -= len(command.key_shown) + len(command.title) + 3
            if room < 0:
                break
            parts += [(command.key_shown, "bold $primary"), f" {command.title}  "]
        for command in last:
            parts += [(command.key_shown, "bold $primary"), f" {command.title}  "]
        self.update(Content.assemble(*parts))
