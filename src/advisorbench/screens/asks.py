"""The referral desk: earn it, ask well, follow it, close the loop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from advisorbench.commands import PARTS as PART_COMMANDS
from advisorbench.domain.views import ReferralDesk
from advisorbench.i18n import N_, _
from advisorbench.screens.base import bindings, jobs
from advisorbench.screens.jobs.focus import Subject
from advisorbench.screens.lines.asks import PARTS, DeskLine, cells_of, counts
from advisorbench.screens.work import WorkScreen
from advisorbench.widgets.brief import BriefPanel
from advisorbench.widgets.line_table import LineColumn, LineTable
from advisorbench.widgets.tab_bar import TabBar

if TYPE_CHECKING:
    pass

COLUMNS = (LineColumn(width=1), LineColumn(), LineColumn(share=44, minimum=48))
FIGURES = (LineColumn(width=1), LineColumn(), LineColumn(share=54, minimum=48))
"""The columns of the record, whose figures come with their counts."""
KEYS_OF = {
    "ready": (*jobs("prepare_ask", "ask", "add_target"), "find_targets"),
    "building": jobs("add_outcome", "verify_outcome", "add_signal"),
    "asked": jobs("answer_ask", "ask", "prepare_ask", "name_referral", "thank"),
    "referrals": jobs("advance", "thank", "introduce", "name_referral"),
    "tree": jobs("name_referral"),
    "testimonials": jobs("advance", "add_testimonial"),
    "record": (),
}
"""What the footer shows first in each part."""


class AsksScreen(WorkScreen):
    """Earn it, ask well, follow it, close the loop; part by part."""

    mode = "asks"
    keys_only = True
    BINDINGS: ClassVar[list[BindingType]] = bindings(PART_COMMANDS)
    purpose: ClassVar[str] = N_(
        "The referral desk, part by part; the arrow keys to the left and right go from one to the next: who may be "
        "asked and why, who is nearly there and what is missing, what was asked and answered, every referral by its "
        "stage, who came from whom, testimonials, and the record. Space does the next thing for a line; in the tree it "
        "folds a branch."
    )

    def __init__(self, workbench: Any) -> None:
        super().__init__(workbench)
        self.shown: ReferralDesk | None = None
        self.part = next(iter(PARTS))
        self.closed: frozenset[str] = frozenset()

    def above(self) -> ComposeResult:
        """The parts of the desk."""
        yield TabBar(id="desk-parts")

    def lines(self) -> Widget:
        """The lines of the chosen part."""
        return LineTable(COLUMNS, cells_of, lambda row: row.key, empty=_("Reading the book…"), id="asks")

    def on_mount(self) -> None:
        """Here the person comes first, and why."""
        self.query_one(BriefPanel).people_first = True

    def on_resize(self) -> None:
        """The counts stand with the parts where they fit."""
        if self.shown:
            self.call_after_refresh(self._show_parts, self.shown)

    def reload(self) -> None:
        """Read the desk again."""
        self.read("asks", lambda services: services.asks.referral_desk(), self._show)

    def _show(self, desk: ReferralDesk, *, anew: bool = False) -> None:
        self.shown = desk = replace(desk, closed=self.closed)
        self.book = desk.book
        rows = list(PARTS[self.part][1](desk))
        self.keys_first = ("do_next", *KEYS_OF[self.part])
        self._show_parts(desk)
        self.table.empty = _(_EMPTY[self.part])
        self.table.columns = FIGURES if self.part == "record" else COLUMNS
        self.table.fill(rows, anew=anew)

    def _show_parts(self, desk: ReferralDesk) -> None:
        number = counts(desk)
        self.query_one(TabBar).show([(key, _(name), number[key]) for key, (name, _rows) in PARTS.items()], self.part)

    def subject_of(self, row: Any) -> Subject | None:
        """The person, ask, referral, account or testimonial."""
        return row.subject if isinstance(row, DeskLine) else None

    def nothing(self) -> str:
        """What a line without an account means, or what to do where there is none."""
        row = self.table.row
        if isinstance(row, DeskLine):
            return row.note
        return _(
            "An ask is earned: hold a review, record an outcome, have it verified by somebody there, and hear how "
            "satisfied they are. Whoever passes all seven gates is ready."
        )

    def action_place(self, steps: int) -> None:
        """Go to the next part of the desk, or the one before."""
        keys = list(PARTS)
        self.part = keys[(keys.index(self.part) + steps) % len(keys)]
        if self.shown:
            self._show(self.shown, anew=True)

    def action_do_next(self) -> None:
        """Do what the line asks for; in the tree, fold the branch or open it again."""
        subject = self.subject
        if self.part == "tree" and subject and subject.action is None and subject.person_id is None:
            self.closed ^= {subject.account_id}
            if self.shown:
                self._show(self.shown)
            return
        super().action_do_next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the tree space folds a branch, although the account asks for nothing."""
        if action == "do_next" and self.part == "tree" and self.is_mounted:
            subject = self.subject
            return subject is not None and (subject.action is not None or subject.person_id is None)
        return super().check_action(action, parameters)


_EMPTY = {
    "ready": N_("Nobody is ready to be asked yet."),
    "building": N_("Nobody is on the way to being asked yet."),
    "asked": N_("Nobody was asked yet."),
    "referrals": N_("No name was given yet."),
    "tree": N_("No customer came from another yet."),
    "testimonials": N_("No words of praise yet: press W when some come."),
    "record": N_("Nothing was asked yet."),
}
"""What is said in an empty part."""
