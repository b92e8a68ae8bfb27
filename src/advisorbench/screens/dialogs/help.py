"""Help: what this screen is for, and what every key that works here does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from advisorbench.commands import Command
from advisorbench.i18n import N_, _
from advisorbench.screens.dialogs.dialog import Dialog
from advisorbench.widgets.text_parts import hang

WIDTH = 76
"""The room for text in the box, in cells."""
AROUND = 11
"""What stands around the text where the box has no room to spare: its frame, and the bar that scrolls."""
SIGNS = (
    ("●", N_("ready to be asked; with a target and a reason: ask-ready")),
    ("◌", N_("building: something is not known yet")),
    ("×", N_("blocked, or do not ask")),
    ("◑ ◔", N_("asked; resting after an ask")),
    ("✓ × ?", N_("a gate passes, fails, is unknown")),
    ("!", N_("late")),
    ("◆ ◇", N_("a review that is planned, that was held")),
    ("△ ┃", N_("an objective; its agreed target on the bar")),
    ("· › »", N_("an idea that is spotted, proposed, accepted")),
    ("▸ ▹", N_("an initiative that is open, that has ended")),
    ("○ ✓", N_("still to do, done")),
    ("⌂ ↻", N_("where you are that day anyway; it comes again")),
    ("◎ → ←", N_("whom to meet, a name they gave, how they came")),
)


class HelpScreen(Dialog[None]):
    """Explains a screen.

    Args:
        purpose: What the screen is for.
        commands: The commands that work on it now.
    """

    def __init__(self, purpose: str, commands: Sequence[Command]) -> None:
        super().__init__(_("Help"), _("↑ ↓ scroll   esc leave"))
        self._purpose, self._commands = purpose, commands

    def inside(self) -> ComposeResult:
        """The purpose, the keys, the signs."""
        with VerticalScroll(id="dialog-text"):
            yield Static(Content.assemble(*self._parts()))

    def _parts(self) -> Iterator[str | tuple[str, str]]:
        yield f"{self._purpose}\n\n"
        width = min(WIDTH, self.app.size.width - AROUND)
        commands = dict.fromkeys(self._commands)
        room = max(len(command.title) for command in commands) if commands else 0
        for command in commands:
            yield (f"{command.key_shown:>6}  ", "bold $primary")
            yield f"{command.title:<{room}} "
            yield (f"{hang(_(command.help), width, room + 9)}\n", "$muted")
        yield ("\n" + _("Signs") + "\n", "bold $primary")
        for sign, meaning in SIGNS:
            yield (f"{sign:>6}  ", "bold")
            yield f"{_(meaning)}\n"
