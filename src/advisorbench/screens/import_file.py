"""Bringing in a file from the screens: name it, see what it would do, then apply it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from advisorbench.domain.errors import BenchError, FileError
from advisorbench.domain.text import shown
from advisorbench.exchange.calendar_files import is_calendar
from advisorbench.exchange.how import How
from advisorbench.i18n import _
from advisorbench.screens.dialog import Dialog
from advisorbench.screens.entry import Entry
from advisorbench.screens.form import Form

if TYPE_CHECKING:
    from advisorbench.screens.base import BenchScreen
    from advisorbench.services import Services

REFUSED_SHOWN = 12


class PlanScreen(Dialog[bool]):
    """Shows what an import would do; enter applies it.

    Args:
        title: The file.
        lines: The plan, in words.
        refused: Lines that cannot be read, with their reason.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "apply", show=False, priority=True)]

    def __init__(self, title: str, lines: list[str], refused: list[tuple[int, str]]) -> None:
        keys = _("enter apply without the lines that cannot be read") if refused else _("enter apply")
        super().__init__(title, "   ".join((keys, _("esc leave, nothing is changed"))))
        self._lines, self._refused = lines, refused

    def inside(self) -> ComposeResult:
        """The plan."""
        text = [f"{shown(line)}\n" for line in self._lines]
        for number, reason in self._refused[:REFUSED_SHOWN]:
            text.append(_("line %(line)d: %(why)s") % {"line": number, "why": shown(reason)} + "\n")
        if len(self._refused) > REFUSED_SHOWN:
            text.append(_("… and %(n)d more") % {"n": len(self._refused) - REFUSED_SHOWN} + "\n")
        with VerticalScroll(id="dialog-text"):
            yield Static(Content("".join(text)))

    def action_apply(self) -> None:
        """Apply it."""
        self.dismiss(True)


async def import_file(screen: BenchScreen) -> bool:
    """Ask for a file, show the plan, apply it when told to.

    Returns:
        Whether something was imported.
    """
    orders = (
        ("", _("as the file tells")),
        ("dmy", _("day first")),
        ("mdy", _("month first")),
        ("ymd", _("year first")),
    )
    entries = [
        Entry("path", _("File"), required=True, hint=_("CSV, .ics or a folder: ~/Downloads/accounts.csv")),
        Entry("dates", _("Dates"), "choice", choices=orders),
    ]
    form = Form(_("Bring in a file"), entries, screen.desk.today())
    while True:
        values = await screen.app.push_screen_wait(form)
        if values is None:
            return False
        path = Path(values["path"]).expanduser()
        calendar = is_calendar(path)
        try:
            plan = await screen.in_thread(partial(_plan, path, calendar, values["dates"]))
        except FileError as error:
            form = form.again({"path": str(error)})
            continue
        if not await screen.app.push_screen_wait(PlanScreen(path.name, plan.told(), plan.refused)):
            return False
        try:
            counts = await screen.in_thread(partial(_apply, plan, calendar))
        except BenchError as error:
            screen.trouble(error)
            return False
        screen.tell(_("Imported: %(made)d new, %(changed)d changed, %(same)d the same") % counts)
        return True


def _plan(path: Path, calendar: bool, dates: str, services: Services) -> Any:
    return services.calendar_files.plan(path) if calendar else services.files.plan(path, How(dates=dates))


def _apply(plan: Any, calendar: bool, services: Services) -> dict[str, int]:
    return (services.calendar_files if calendar else services.files).apply(plan, skip_refused=True)
