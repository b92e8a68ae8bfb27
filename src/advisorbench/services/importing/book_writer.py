"""Writes the rows of a whole book, some at a time, each after those that it refers to."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from advisorbench.models import Row
from advisorbench.services.importing.batch import whole_rows
from advisorbench.services.importing.plan import Progress
from advisorbench.store import dump as store
from advisorbench.store.core import CHUNK
from advisorbench.store.dump import Record, StagedDump
from advisorbench.store.journal import BookSession, insert_many


class BookWriter:
    """Writes staged rows.

    Args:
        session: A writing session.
        staged: The rows.
        batch_id: The import that the new ones come from.
        progress: Told how many rows of how many are written.
        total: How many they are.
    """

    def __init__(self, session: BookSession, staged: StagedDump, batch_id: str, progress: Progress, total: int) -> None:
        self.session, self.staged, self.batch_id, self.progress, self.total = session, staged, batch_id, progress, total

    def write(self) -> None:
        """Write them all."""
        done = 0
        for entity in self.staged.tables:
            for rows in chain(self._insert(entity), self._change(entity)):
                done += rows
                self.progress(done, self.total)

    def _insert(self, entity: type[Row]) -> Iterator[int]:
        """Insert the new rows of a table, each after those that it refers to; gives how many, some at a time."""
        links = self.staged.own_links(entity, known=False) if store.own_links(entity) else {}
        for rows in self.staged.parts(entity, known=False):
            free = [row for row in rows if row["id"] not in links]
            insert_many(self.session, entity, whole_rows(entity, map(_columns, free), self.batch_id))
            yield len(free)
        keys = parents_first(links)
        for start in range(0, len(keys), CHUNK):
            rows = self.staged.rows(entity, keys[start : start + CHUNK])
            insert_many(self.session, entity, whole_rows(entity, rows, self.batch_id))
            yield len(rows)

    def _change(self, entity: type[Row]) -> Iterator[int]:
        """Change the rows of a table that are otherwise; gives how many, some at a time."""
        for rows in self.staged.parts(entity, known=True):
            staged = {row["id"]: _columns(row) for row in rows}
            for row in store.objects_by_key(self.session, entity, staged.keys()):
                for name, value in staged[row.id].items():
                    if getattr(row, name) != value:
                        setattr(row, name, value)
            self.session.flush()
            self.session.expunge_all()
            yield len(staged)


def _columns(row: Record) -> Record:
    """A row without what the staging notes of it."""
    return {name: value for name, value in row.items() if not name.endswith("_")}


def parents_first(parents: Mapping[str, Collection[str]]) -> list[str]:
    """Keys so that each comes after those that it refers to; what is in, or hangs on, a circle is left out."""
    waiting = {key: sum(parent in parents for parent in above) for key, above in parents.items()}
    below = defaultdict[str, list[str]](list)
    for key, above in parents.items():
        for parent in above:
            below[parent].append(key)
    free = deque(key for key, count in waiting.items() if not count)
    ordered = []
    while free:
        ordered.append(key := free.popleft())
        for child in below[key]:
            waiting[child] -= 1
            if not waiting[child]:
                free.append(child)
    return ordered
