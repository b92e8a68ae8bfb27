"""Several of a few words: left and right move, space takes one in or out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from advisorbench.domain.text import shorten, shown
from advisorbench.i18n import _

BETWEEN = ","
"""Parts the values in the text of a field; keys hold none."""


class Many(Widget, can_focus=True):
    """Pairs of value and words, each taken or not.

    Args:
        choices: Pairs of value and words.
        value: The values taken at first, parted by commas.
    """

    DEFAULT_CSS = "Many { height: auto; width: 1fr; background: $panel; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
        Binding("space", "take", show=False),
        Binding("enter", "screen.save", show=False),
    ]

    value: reactive[str] = reactive("", layout=True)

    @dataclass
    class Changed(Message):
        """Others are taken."""

        many: Many
        value: str

        @property
        def control(self) -> Many:
            """The choice."""
            return self.many

    def __init__(self, choices: Sequence[tuple[str, str]], value: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices = tuple(choices)
        self._at = 0
        self.set_reactive(Many.value, self._known(value.split(BETWEEN)))

    def _known(self, values: Iterable[str]) -> str:
        taken = set(values)
        return BETWEEN.join(value for value, _words in self._choices if value in taken)

    @property
    def taken(self) -> set[str]:
        """The values that are taken."""
        return set(self.value.split(BETWEEN)) - {""}

    def validate_value(self, value: str) -> str:
        """Only what can be chosen, in its order."""
        return self._known(value.split(BETWEEN))

    def watch_value(self, value: str) -> None:
        """Tell that others are taken."""
        self.post_message(self.Changed(self, value))

    def action_turn(self, steps: int) -> None:
        """Go to the next or the one before."""
        if self._choices:
            self._at = (self._at + steps) % len(self._choices)
            self.refresh()

    def action_take(self) -> None:
        """Take the one under the cursor in, or out."""
        if self._choices:
            self.value = BETWEEN.join(self.taken ^ {self._choices[self._at][0]})

    def on_focus(self, _event: events.Focus) -> None:
        """The cursor shows only where keys go."""
        self.refresh()

    def on_blur(self, _event: events.Blur) -> None:
        """The cursor goes with the focus."""
        self.refresh()

    def _lines(self, width: int) -> list[list[tuple[str, str]]]:
        lines: list[list[tuple[str, str]]] = [[]]
        room = width
        for place, (value, words) in enumerate(self._choices):
            text = f" {'✓' if value in self.taken else '·'} {shorten(shown(words), max(width - 4, 8))} "
            if len(text) > room and lines[-1]:
                lines.append([])
                room = width
            here = self.has_focus and place == self._at
            style = "bold" if value in self.taken else ""
            lines[-1].append((text, f"{style} reverse".strip() if here else style))
            room -= len(text)
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words take."""
        return max(len(self._lines(width)), 1)

    def render(self) -> Content:
        """All words, those taken with a tick."""
        if not self._choices:
            return Content(_("nothing to choose from"))
        parts: list[tuple[str, str] | str] = []
        for number, line in enumerate(self._lines(max(self.size.width, 10))):
            parts += [*(["\n"] if number else []), *line]
        return Content.assemble(*parts)
