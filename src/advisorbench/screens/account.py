"""The account page: what is next, its people, what they want and gained, reviews, and all that happened."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from advisorbench.commands import ACCOUNT_PAGE, BACK, LINE, Subject
from advisorbench.domain.days.timeline import TimelineKind
from advisorbench.domain.records.states import label
from advisorbench.domain.views import AccountPage, Brief
from advisorbench.i18n import N_, _
from advisorbench.screens.base import Workbench, bindings
from advisorbench.screens.lines.account import timeline_rows
from advisorbench.screens.lines.account_tabs import ACCOUNT_TABS
from advisorbench.screens.lines.row import Lines
from advisorbench.screens.tabs import TabScreen
from advisorbench.widgets.account_head import AccountHead
from advisorbench.widgets.brief import BriefPanel
from advisorbench.widgets.line_table import LineColumn, LineTable


class AccountScreen(TabScreen[AccountPage]):
    """One account, whole.

    Args:
        workbench: The way to the use cases.
        account_id: The account.
    """

    mode = "accounts"
    groups = (LINE, ACCOUNT_PAGE, BACK)
    BINDINGS: ClassVar[list[BindingType]] = bindings(*groups)
    purpose: ClassVar[str] = N_(
        "Everything of one account, part by part; the arrow keys to the left and right go from one to the next: what "
        "is next, its people and their readiness, objectives up to the maximum attainable with ideas and outcomes, "
        "reviews, promises, initiatives with their buying paths, referrals, and the timeline, where f shows one kind "
        "only. Space does what a line asks for; escape goes back."
    )
    tabs = ACCOUNT_TABS

    def __init__(self, workbench: Workbench, account_id: str) -> None:
        super().__init__(workbench)
        self.account_id = account_id
        self.kind: TimelineKind | None = None

    def above(self) -> ComposeResult:
        """The account in two lines, and its tabs."""
        yield AccountHead()

    def left(self) -> LineTable:
        """The lines of the chosen tab."""
        columns = (LineColumn(width=1), LineColumn(), LineColumn(share=42, minimum=52))
        return LineTable(columns, empty=_("Opening…"), id="account")

    def on_mount(self) -> None:
        """The head says how the account stands, and the lines what is next."""
        self.query_one(BriefPanel).within_account = True

    def reload(self) -> None:
        """Read the account again."""
        self.read("account", lambda services: services.accounts.whole(self.account_id), self.show)

    def show(self, data: AccountPage, *, anew: bool = False) -> None:
        """Show the account: its head, and the chosen tab."""
        self.query_one(AccountHead).show(data.brief)
        super().show(data, anew=anew)

    def tab_lines(self, data: AccountPage) -> Lines:
        """The rows of the chosen tab; of the timeline those of the chosen kind."""
        return timeline_rows(data, self.kind) if self.tab == "timeline" else super().tab_lines(data)

    def tab_name(self, key: str) -> str:
        """What a tab is called; the timeline also says of which kind it is."""
        if key == "timeline" and self.kind is not None:
            return _("Timeline: %(kind)s") % {"kind": label(self.kind)}
        return super().tab_name(key)

    def brief_of(self, subject: Subject) -> Brief | None:
        """Every line is about this account."""
        return self.data.brief if self.data else None

    @property
    def subject(self) -> Subject:
        """What the cursor stands on; the account itself where a tab is empty, so that the first can be added."""
        subject = super().subject
        return subject if subject.account_id else replace(subject, account_id=self.account_id)

    def action_tab(self, steps: int) -> None:
        """Go to the next tab, or the one before; the timeline then shows every kind."""
        self.kind = None
        super().action_tab(steps)

    def action_kind(self) -> None:
        """Show one kind of entry only, the next time another; in the end all again."""
        if self.data is None:
            return
        present = {event.kind for event in self.data.timeline}
        kinds: list[TimelineKind | None] = [None, *(kind for kind in TimelineKind if kind in present)]
        self.kind = kinds[(kinds.index(self.kind) + 1) % len(kinds)] if self.kind in kinds else None
        self.show(self.data)
