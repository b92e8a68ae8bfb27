"""A text that goes to somebody else, shown whole: a terminal's clipboard may not work."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from advisorbench.domain.text import shown_note
from advisorbench.i18n import _
from advisorbench.screens.dialogs.dialog import Dialog


class LetterScreen(Dialog[None]):
    """Shows a text, to be selected with the mouse where it was not copied.

    Args:
        text: The text.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", show=False),
        Binding("c", "copy", show=False),
    ]

    def __init__(self, text: str) -> None:
        super().__init__(_("Copied, to be pasted"), _("c copy again   enter done"))
        self._text = text

    def inside(self) -> ComposeResult:
        """The text."""
        with VerticalScroll(id="dialog-text"):
            yield Static(Content(shown_note(self._text)))

    def action_copy(self) -> None:
        """Copy it once more."""
        self.app.copy_to_clipboard(self._text)
