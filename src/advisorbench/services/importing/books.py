"""Use cases of the whole book as a file: a dump is planned, shown, and then applied."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from advisorbench.domain.text import shown
from advisorbench.exchange.encoding import regular_size
from advisorbench.models import Row
from advisorbench.services.base import Service
from advisorbench.services.importing.batch import begin_batch, digest, may_apply, whole_rows
from advisorbench.services.importing.book_plan import BookPlanner, DumpPlan, in_order, read_into
from advisorbench.services.importing.plan import Progress, no_progress
from advisorbench.store import dump as store
from advisorbench.store.core import CHUNK
from advisorbench.store.journal import BookSession, insert_many, newest_line

__all__ = ["DumpPlan", "Dumps"]


class Dumps(Service):
    """Whole books in."""

    def plan(self, path: Path, progress: Progress = no_progress) -> DumpPlan:
        """Read a dump and find out what importing it would do.

        Args:
            path: The file.
            progress: Told how many rows are read; of how many is not known before.

        Raises:
            FileError: It cannot be read, or is no dump.
            Cancelled: By `progress`.
        """
        regular_size(path)
        plan = DumpPlan(path, digest(path))
        read_into(plan, progress)
        with self.book.read() as session:
            plan.seen = newest_line(session)
            BookPlanner(session, plan).read(progress)
        return plan

    def apply(self, plan: DumpPlan, progress: Progress = no_progress, *, skip_refused: bool = False) -> dict[str, int]:
        """Carry a plan out, as one transaction and one batch.

        Args:
            plan: What `plan` gave.
            progress: Told how many rows of how many are written; called off by it, nothing is.
            skip_refused: Whether rows that cannot be taken are left out; else they hold everything back.

        Returns:
            How many rows were made, changed, the same, refused.

        Raises:
            FileError: There are rows that cannot be taken.
            Stale: The book was changed since the plan was made.
        """
        may_apply(plan, skip_refused=skip_refused)
        if plan.empty:
            return plan.counts
        with self.book.write("import") as session:
            name = shown(plan.path.name) or "dump"
            batch = begin_batch(session, plan, self.clock.now(), file=name, preset="dump", reading="").id
            done = 0
            for entity in plan.draft.tables:
                for rows in chain(self._insert(session, plan, entity, batch), self._change(session, plan, entity)):
                    done += rows
                    progress(done, plan.made + plan.changed)
        return plan.counts

    def _insert(self, session: BookSession, plan: DumpPlan, entity: type[Row], batch: str) -> Iterator[int]:
        """Insert the new rows of a table, each after those that it refers to; gives how many, some at a time."""
        links = plan.draft.own_links(entity, known=False) if store.own_links(entity) else {}
        for rows in plan.draft.parts(entity, known=False):
            free = [row for row in rows if row["id"] not in links]
            insert_many(session, entity, whole_rows(entity, map(_told, free), batch))
            yield len(free)
        keys = in_order(links)
        for start in range(0, len(keys), CHUNK):
            rows = plan.draft.rows(entity, keys[start : start + CHUNK])
            insert_many(session, entity, whole_rows(entity, rows, batch))
            yield len(rows)

    def _change(self, session: BookSession, plan: DumpPlan, entity: type[Row]) -> Iterator[int]:
        """Change the rows of a table that are otherwise; gives how many, some at a time."""
        for rows in plan.draft.parts(entity, known=True):
            told = {row["id"]: _told(row) for row in rows}
            for row in store.objects_by_key(session, entity, told.keys()):
                for name, value in told[row.id].items():
                    if getattr(row, name) != value:
                        setattr(row, name, value)
            session.flush()
            session.expunge_all()
            yield len(told)


def _told(row: store.Record) -> store.Record:
    """A row without what the draft notes of it."""
    return {name: value for name, value in row.items() if not name.endswith("_")}
