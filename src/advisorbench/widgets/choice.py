"""A choice among a few words on one line: left and right change it, a letter jumps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from advisorbench.domain.text import fold, shown
from advisorbench.i18n import _


class Choice(Widget, can_focus=True):
    """Pairs of value and words; one is chosen.

    Args:
        choices: Pairs of value and words.
        value: The value chosen at first; one that is not there chooses the first.
    """

    DEFAULT_CSS = "Choice { height: 1; width: 1fr; background: $panel; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
        Binding("enter", "screen.save", show=False),
    ]

    value: reactive[str] = reactive("")

    @dataclass
    class Changed(Message):
        """Another value is chosen."""

        choice: Choice
        value: str

        @property
        def control(self) -> Choice:
            """The choice."""
            return self.choice

    def __init__(self, choices: Sequence[tuple[str, str]], value: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices = tuple(choices)
        values = [known for known, _words in self._choices]
        self.set_reactive(Choice.value, value if value in values else values[0] if values else "")

    def watch_value(self, value: str) -> None:
        """Tell that another value is chosen."""
        self.post_message(self.Changed(self, value))

    def action_turn(self, steps: int) -> None:
        """Choose the next or the one before."""
        if self._choices:
            self.value = self._choices[(self._index + steps) % len(self._choices)][0]

    @property
    def _index(self) -> int:
        return next((i for i, (value, _words) in enumerate(self._choices) if value == self.value), 0)

    def on_key(self, event: events.Key) -> None:
        """A letter chooses the next words that begin with it."""
        letter = fold(event.character or "")
        if not letter or not letter.isalnum():
            return
        order = self._choices[self._index + 1 :] + self._choices[: self._index + 1]
        found = next((value for value, words in order if fold(words).startswith(letter)), None)
        if found is not None:
            self.value = found
            event.stop()

    def render(self) -> Content:
        """All words with the chosen one marked, or only the chosen one where they do not fit."""
        if not self._choices:
            return Content(_("nothing to choose from"))
        words = [shown(text) for _value, text in self._choices]
        if sum(len(text) + 2 for text in words) <= self.size.width:
            parts = [(f" {t} ", "bold reverse" if i == self._index else "") for i, t in enumerate(words)]
            return Content.assemble(*parts)
        place = _("%(n)d of %(count)d") % {"n": self._index + 1, "count": len(words)}
        return Content.assemble((" ‹ ", "dim"), (words[self._index], "bold"), (" ›", "dim"), (f"   {place}", "dim"))
