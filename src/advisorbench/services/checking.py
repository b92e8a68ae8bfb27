"""Use cases of the book's own state: whether it is whole, and every row of it as the rules of the model want it."""

from __future__ import annotations

from advisorbench.domain.language.reasons import MEND
from advisorbench.i18n import _
from advisorbench.models import Row
from advisorbench.services.base import Service
from advisorbench.services.judging import row_faults


class Checking(Service):
    """Whether the book is whole."""

    def wrong(self) -> list[str]:
        """What is wrong with the book, a line each with how it is mended; nothing when all is well.

        Only a book whose file, references and schema are sound has its rows read.
        """
        damaged = self.book.check()
        if damaged:
            return damaged
        with self.book.read() as session:
            return [
                _(MEND) % {"what": f"{fault.what} ({fault.id})"}
                for entity in Row.__subclasses__()
                for fault in row_faults(session, entity)
            ]
