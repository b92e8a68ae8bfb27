"""What small questions look like: a box in the middle; escape always leaves."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from advisorbench.domain.text import shown
from advisorbench.i18n import _

T = TypeVar("T")


class Dialog(ModalScreen[T | None]):
    """A box with a title, something inside, and the keys that work.

    Args:
        title: What is asked or shown.
        keys: The keys, in words.
    """

    CSS_PATH = Path(__file__).with_name("dialog.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, title: str, keys: str) -> None:
        super().__init__()
        self._title, self._keys = title, keys

    def compose(self) -> ComposeResult:
        """Title, inside, keys."""
        with Vertical(id="dialog"):
            yield Static(Content(shown(self._title)), id="dialog-title")
            yield from self.inside()
            yield Static(Content(self._keys), id="dialog-keys")

    def inside(self) -> ComposeResult:
        """What stands in the box."""
        yield from ()

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class Sure(Dialog[bool]):
    """Asks once more before something is gone for good.

    Args:
        title: What it is about.
        question: What would happen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "yes", show=False)]

    def __init__(self, title: str, question: str) -> None:
        super().__init__(title, _("y yes   esc no"))
        self._question = question

    def inside(self) -> ComposeResult:
        """The question."""
        yield Static(Content(shown(self._question)))

    def action_yes(self) -> None:
        """Yes."""
        self.dismiss(True)
