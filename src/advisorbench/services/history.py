"""Use cases of what was done before."""

from __future__ import annotations

from advisorbench.services.base import Service
from advisorbench.store.journal import last_step, undo_step


class History(Service):
    """What was done, to be undone."""

    def undo(self) -> str | None:
        """Undo the last change; returns its command, or ``None`` where there is nothing to undo.

        Raises:
            Refused: Something was built on it since.
        """
        with self.book.write("undo") as session:
            newest = last_step(session)
            if newest is None:
                return None
            step, command = newest
            undo_step(session, step)
        return command
