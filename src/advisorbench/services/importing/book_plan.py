"""What an import of a whole book would do, and what the user is told of it. Its rows are staged on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from advisorbench.i18n import _, ngettext
from advisorbench.services.importing.book_writer import BookWriter
from advisorbench.services.importing.plan import EXAMPLES, Plan, Progress
from advisorbench.store.dump import StagedDump
from advisorbench.store.journal import BookSession


@dataclass(kw_only=True)
class BookPlan(Plan):
    """What an import of a whole book would do.

    Args:
        staged: The rows that are to come in, and nothing else.
        erased: How many stay as they are, since they tell of somebody who was erased here.
        cleaned: In how many something cannot be kept as it is.
        names_taken: Saved views and templates whose name is taken here; they stay out.
    """

    staged: StagedDump = field(default_factory=StagedDump)
    erased: int = 0
    cleaned: int = 0
    names_taken: list[str] = field(default_factory=list)

    def write(self, session: BookSession, batch_id: str, progress: Progress) -> None:
        """Write it all."""
        BookWriter(session, self.staged, batch_id, progress, self.made + self.changed).write()

    def about(self) -> list[str]:
        """What the file is, in lines for the user."""
        return [_("a whole book")]

    def notes(self) -> Iterator[str]:
        """What else the user should know before it is applied, line by line."""
        if self.erased:
            text = ngettext("%(n)d row tells of somebody who was erased here, and stays as it is",
                            "%(n)d rows tell of somebody who was erased here, and stay as they are",
                            self.erased)  # fmt: skip
            yield text % {"n": self.erased}
        if self.names_taken:
            names = ", ".join(self.names_taken[:EXAMPLES]) + (", …" if len(self.names_taken) > EXAMPLES else "")
            text = ngettext("%(n)d saved view or text has a name that is taken here, and stays out: %(names)s",
                            "%(n)d saved views or texts have a name that is taken here, and stay out: %(names)s",
                            len(self.names_taken))  # fmt: skip
            yield text % {"n": len(self.names_taken), "names": names}
        if self.cleaned:
            text = ngettext("in %(n)d row characters that cannot be kept are taken out",
                            "in %(n)d rows characters that cannot be kept are taken out", self.cleaned)  # fmt: skip
            yield text % {"n": self.cleaned}
