"""What may be there twice: the pairs with their reasons, beside both of a pair field by field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from advisorbench.commands import BACK, TWINS, Subject
from advisorbench.domain.errors import BenchError
from advisorbench.domain.identity.duplicates import Compared, DuplicatePair, DuplicateReport, swapped
from advisorbench.domain.identity.traits import IdentityKind
from advisorbench.domain.language.money import say_number
from advisorbench.domain.language.reasons import say_reasons
from advisorbench.i18n import N_, _, ngettext
from advisorbench.screens.base import Workbench, bindings
from advisorbench.screens.lines.row import Line
from advisorbench.screens.list_screen import ListScreen
from advisorbench.widgets.brief import BriefPanel
from advisorbench.widgets.line_table import Heading, LineColumn, LineTable, Span
from advisorbench.widgets.pair_detail import pair_parts

if TYPE_CHECKING:
    from advisorbench.services import Services

HEADINGS = {IdentityKind.ACCOUNT: N_("ACCOUNTS"), IdentityKind.PERSON: N_("PEOPLE")}


class DuplicatesScreen(ListScreen):
    """Pairs that may be one; nothing is merged that the seller does not merge."""

    mode = "accounts"
    groups = (TWINS, BACK)
    BINDINGS: ClassVar[list[BindingType]] = bindings(*groups)
    purpose: ClassVar[str] = N_(
        "What may be in the book twice, and why: the same e-mail, website or phone, or names alike. The first of a "
        "pair stays, the second goes up in it with everything that is known of it; s swaps them. Nothing is merged by "
        "itself, and u takes back what was."
    )
    keys_first = ("merge", "swap", "apart", "undo", "back")
    keys_only: ClassVar[bool] = True

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self.report: DuplicateReport | None = None
        self.pairs: list[DuplicatePair] = []

    def left(self) -> LineTable:
        """The pairs."""
        columns = (LineColumn(_("Stays")), LineColumn(_("The other")), LineColumn(_("Why"), share=30, minimum=60))
        return LineTable(columns, empty=_("Looking through the book…"), id="pairs")

    def reload(self) -> None:
        """Look through the book again."""
        self.read("duplicates", lambda services: services.duplicates.find(), self._take)

    def _take(self, report: DuplicateReport) -> None:
        self.report = report
        self.pairs = list(report.pairs)
        self._show()

    def _show(self) -> None:
        rows: list[Line | Heading] = []
        for kind, heading in HEADINGS.items():
            pairs = [pair for pair in self.pairs if pair.kind is kind]
            if pairs:
                rows += [Heading(_(heading), say_number(len(pairs))), *map(_line, pairs)]
        if self.report:
            if left := self.report.count - len(self.report.pairs):
                rows.append(Heading("", _("… %(n)s more; merge these first") % {"n": say_number(left)}))
            for common in self.report.common:
                said = _("%(n)s share it, so it says nothing") % {"n": say_number(common.count)}
                rows.append(Heading(common.mark, said))
        rows = rows if self.pairs or (self.report and self.report.common) else []
        self.fill(rows, empty=_("Nothing looks as if it were there twice."))

    def show_selected(self) -> None:
        """Compare the selected pair field by field."""
        self.refresh_bindings()
        pair: DuplicatePair | None = self.subject.thing
        if pair is None:
            self.query_one(BriefPanel).say(_("After an import it is worth looking again."))
            return
        self.read(
            "brief",
            lambda services: services.duplicates.compare(pair.kind, pair.kept_id, pair.other_id),
            lambda fields: self._show_pair(pair, fields),
        )

    def _show_pair(self, pair: DuplicatePair, fields: list[Compared]) -> None:
        if pair == self.subject.thing:
            self.query_one(BriefPanel).detail(lambda width: pair_parts(pair, fields, self.workbench.today(), width))

    def action_swap(self) -> None:
        """Let the other one stay."""
        pair: DuplicatePair = self.subject.thing
        self.pairs[self.pairs.index(pair)] = swapped(pair)
        self._show()

    def action_merge(self) -> None:
        """Make one of the two."""
        pair: DuplicatePair = self.subject.thing

        def merge(services: Services) -> str:
            one = services.merging.accounts if pair.kind is IdentityKind.ACCOUNT else services.merging.people
            moved = one(pair.kept_id, pair.other_id)
            said = {"other": pair.other_name, "kept": pair.kept_name, "n": moved}
            text = ngettext(
                "“%(other)s” went up in “%(kept)s”: %(n)d thing changed hands. Press u to undo.",
                "“%(other)s” went up in “%(kept)s”: %(n)d things changed hands. Press u to undo.",
                moved,
            )
            return text % said

        # Whoever is gone is in no pair any more; who else may be the one that stays is known after another look.
        self._do(merge, [one for one in self.pairs if pair.other_id not in (one.kept_id, one.other_id)])

    def action_apart(self) -> None:
        """Say that they are two."""
        pair: DuplicatePair = self.subject.thing

        def keep(services: Services) -> str:
            services.duplicates.apart(pair.kept_id, pair.other_id)
            return _("These are two: %(one)s and %(other)s. Press u to undo.") % {
                "one": pair.kept_name,
                "other": pair.other_name,
            }

        self._do(keep, [one for one in self.pairs if one != pair])

    @work(group="doing")
    async def _do(self, act: Callable[[Services], str], left: list[DuplicatePair]) -> None:
        try:
            said = await self.in_thread(act)
        except BenchError as error:
            self.trouble(error)
            return
        self.tell(said)
        self.pairs = left
        self._show()


def _line(pair: DuplicatePair) -> Line:
    # However they are swapped it is the same pair, and the cursor stays on it.
    key = " ".join(sorted((pair.kept_id, pair.other_id)))
    reasons = ", ".join(say_reasons(pair.reasons))
    cells = (_told(pair.kept_name, pair.kept_at), _told(pair.other_name, pair.other_at), [(reasons, "dim")])
    return Line(key, cells, Subject(thing=pair))


def _told(name: str, at: str) -> list[Span]:
    return [(name, ""), (f"  {at}" if at else "", "dim")]
