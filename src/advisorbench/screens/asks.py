"""The referral desk: earn it, ask well, follow it, close the loop."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from advisorbench.commands import DESK, LINE, OPEN
from advisorbench.domain.views import ReferralDesk
from advisorbench.i18n import N_, _
from advisorbench.screens.base import Workbench, bindings
from advisorbench.screens.lines.desk_tabs import DESK_TABS
from advisorbench.screens.tabs import TabScreen
from advisorbench.widgets.brief import BriefPanel
from advisorbench.widgets.line_table import LineColumn, LineTable
from advisorbench.widgets.tab_bar import TabBar

COLUMNS = (LineColumn(width=1), LineColumn(), LineColumn(share=44, minimum=48))
FIGURES = (LineColumn(width=1), LineColumn(), LineColumn(share=54, minimum=48))
"""The columns of the record, whose figures come with their counts."""


class AsksScreen(TabScreen[ReferralDesk]):
    """Earn it, ask well, follow it, close the loop; part by part."""

    mode = "asks"
    keys_only = True
    groups = (OPEN, LINE, DESK)
    BINDINGS: ClassVar[list[BindingType]] = bindings(*groups)
    purpose: ClassVar[str] = N_(
        "The referral desk, part by part; the arrow keys to the left and right go from one to the next: who may be "
        "asked and why, who is nearly there and what is missing, what was asked and answered, every referral by its "
        "stage, who came from whom, testimonials, and the record. Space does the next thing for a line; in the tree it "
        "folds a branch."
    )

    tabs = DESK_TABS

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self.closed: frozenset[str] = frozenset()

    def above(self) -> ComposeResult:
        """The tabs of the desk."""
        yield TabBar(id="desk-parts")

    def left(self) -> LineTable:
        """The lines of the chosen tab."""
        return LineTable(COLUMNS, empty=_("Reading the book…"), id="asks")

    def on_mount(self) -> None:
        """Here the person comes first, and why."""
        self.query_one(BriefPanel).people_first = True

    def on_resize(self) -> None:
        """The counts stand with the tabs where they fit."""
        self.call_after_refresh(self.show_tabs)

    def reload(self) -> None:
        """Read the desk again."""
        self.read("asks", lambda services: services.asks.referral_desk(), self.show)

    def show(self, data: ReferralDesk, *, anew: bool = False) -> None:
        """Show the chosen tab of the desk, its branches folded as they were."""
        self.book = data.book
        self.table.columns = FIGURES if self.tab == "record" else COLUMNS
        super().show(replace(data, closed=self.closed), anew=anew)

    def nothing(self) -> str:
        """What to do where there is nothing."""
        return (
            ""
            if self.row
            else _(
                "An ask is earned: hold a review, record an outcome, have it verified by somebody there, and hear how "
                "satisfied they are. Whoever passes all seven gates is ready."
            )
        )

    def action_fold(self) -> None:
        """Fold a branch of the tree, or open it again."""
        self.closed ^= {self.subject.account_id}
        if self.data:
            self.show(self.data)
