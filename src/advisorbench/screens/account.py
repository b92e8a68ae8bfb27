"""An account opened whole: what is next, its people, what they want and gained, reviews, and all that happened."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from advisorbench.commands import BACK
from advisorbench.commands import PLACES as PLACE_COMMANDS
from advisorbench.domain.days.timeline import TimelineKind
from advisorbench.domain.views import AccountPage, Brief
from advisorbench.i18n import N_, _
from advisorbench.screens.base import bindings, jobs
from advisorbench.screens.jobs.focus import Subject
from advisorbench.screens.lines.account import AccountTabLine, Row, TimelineRow, cells_of, timeline_rows
from advisorbench.screens.lines.account_tabs import PLACES, counts
from advisorbench.screens.work import WorkScreen
from advisorbench.widgets.account_head import AccountHead
from advisorbench.widgets.brief import BriefPanel
from advisorbench.widgets.line_table import LineColumn, LineTable
from advisorbench.widgets.tab_bar import TabBar

JOBS_OF = {
    "next": (),
    "people": ("add_person", "ask", "add_signal", "add_target", "leave"),
    "value": ("measure", "add_objective", "add_idea", "add_outcome", "verify_outcome", "dispute_outcome"),
    "reviews": ("plan_review", "prepare_review", "hold_review", "follow_up"),
    "promises": ("add_promise", "keep_promise", "add_signal", "add_issue", "resolve_issue"),
    "initiatives": ("add_initiative", "add_step", "close_step", "close_initiative"),
    "referrals": ("add_target", "prepare_ask", "ask", "answer_ask", "name_referral", "advance", "introduce"),
    "timeline": (),
}
"""The jobs that the footer shows first in each part."""


class AccountScreen(WorkScreen):
    """One account, whole.

    Args:
        workbench: The way to the use cases.
        account_id: The account.
    """

    mode = "accounts"
    purpose: ClassVar[str] = N_(
        "Everything of one account, part by part; the arrow keys to the left and right go from one to the next: what "
        "is next, its people and their readiness, objectives up to the maximum attainable with ideas and outcomes, "
        "reviews, promises, initiatives with their buying paths, referrals, and the timeline, where f shows one kind "
        "only. Space does what a line asks for; escape goes back."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(PLACE_COMMANDS, BACK)

    def __init__(self, workbench: Any, account_id: str) -> None:
        super().__init__(workbench)
        self.account_id = account_id
        self.whole: AccountPage | None = None
        self.place = next(iter(PLACES))
        self.kind: TimelineKind | None = None

    def above(self) -> ComposeResult:
        """The account in two lines, and its parts."""
        yield AccountHead()

    def lines(self) -> Widget:
        """The lines of the chosen part."""
        columns = (LineColumn(width=1), LineColumn(), LineColumn(share=42, minimum=52))
        return LineTable(
            columns,
            lambda row: cells_of(row, self.workbench.today()),
            lambda row: row.key,
            empty=_("Opening…"),
            id="account",
        )

    def on_mount(self) -> None:
        """The head says how the account stands, and the lines what is next."""
        self.query_one(BriefPanel).within_account = True

    def reload(self) -> None:
        """Read the account again."""
        self.read("account", lambda services: services.accounts.whole(self.account_id), self._show)

    def _show(self, whole: AccountPage, *, anew: bool = False) -> None:
        self.whole = whole
        head = self.query_one(AccountHead)
        head.show(whole.brief)
        number = counts(whole)
        names = {key: _(name) for key, (name, _rows) in PLACES.items()}
        if self.place == "timeline":
            rows: list[Row] = timeline_rows(whole, self.kind)
            if self.kind is not None:
                names["timeline"] = _("Timeline: %(kind)s") % {"kind": _(self.kind.value)}
                number["timeline"] = sum(isinstance(row, TimelineRow) for row in rows)
        else:
            rows = list(PLACES[self.place][1](whole))
        self.keys_first = ("do_next", "back", *jobs(*JOBS_OF[self.place]), "kind")
        self.query_one(TabBar).show([(key, name, number[key]) for key, name in names.items()], self.place)
        self.table.empty = _("Nothing yet.")
        self.table.fill(rows, anew=anew)

    def subject_of(self, row: Any) -> Subject | None:
        """What the line is about."""
        if isinstance(row, TimelineRow):
            return Subject(self.account_id, row.event.person_id, note=row.event.note, thing=row.event)
        return row.subject if isinstance(row, AccountTabLine) else None

    def brief_of(self, subject: Subject) -> Brief | None:
        """Every line is about this account."""
        return self.whole.brief if self.whole else None

    @property
    def subject(self) -> Subject | None:
        """What the cursor stands on; the account itself where a part is empty, so that the first can be added."""
        return super().subject or (Subject(self.account_id) if self.is_mounted and self.whole else None)

    def action_place(self, steps: int) -> None:
        """Go to the next part of the account, or the one before."""
        keys = list(PLACES)
        self.place = keys[(keys.index(self.place) + steps) % len(keys)]
        self.kind = None
        if self.whole:
            self._show(self.whole, anew=True)

    def action_kind(self) -> None:
        """Show one kind of entry only, the next time another; in the end all again."""
        if self.whole is None:
            return
        present = {event.kind for event in self.whole.timeline}
        kinds: list[TimelineKind | None] = [None, *(kind for kind in TimelineKind if kind in present)]
        self.kind = kinds[(kinds.index(self.kind) + 1) % len(kinds)] if self.kind in kinds else None
        self._show(self.whole)

    def action_back(self) -> None:
        """Go back to where the account was opened."""
        self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The account is open already; only the timeline is filtered."""
        if action == "open":
            return False
        if action == "kind":
            return self.place == "timeline"
        return super().check_action(action, parameters)
