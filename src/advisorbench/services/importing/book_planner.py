"""Holds a whole book that comes in against the book there is, table by table."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.text import shorten
from advisorbench.i18n import _
from advisorbench.models import PersonRow, Row, SavedViewRow, TemplateRow
from advisorbench.services.importing.book_plan import BookPlan
from advisorbench.services.importing.book_rows import differing
from advisorbench.services.importing.book_writer import parents_first
from advisorbench.services.importing.plan import EXAMPLES, WORD, Progress
from advisorbench.services.table_shape import TableShape
from advisorbench.store import dump as store
from advisorbench.store.dump import LINE, MISSING, Record
from advisorbench.store.journal import BookSession
from advisorbench.store.purge import ERASED

_NAMES = ("name", "title", "what", "wording", "who", "id")
"""What a row is called by, the best first."""


class BookPlanner:
    """Takes from what is staged all that is not to come in, and counts what is.

    Args:
        session: The book, for reading.
        plan: The plan to fill.
    """

    def __init__(self, session: BookSession, plan: BookPlan) -> None:
        self.session, self.plan, self.staged = session, plan, plan.staged
        self._erased = store.erased_people(session)

    def read(self, progress: Progress) -> None:
        """Go through all of it."""
        for entity in self.staged.tables:  # what is referred to comes first: what hangs on a refused row falls with it
            progress(0, 0)
            self._compare(entity)
            self._refuse_conflicting(entity)
            self._refuse_dangling(entity)
            if store.own_links(entity):
                self._refuse_circles(entity)
                self._refuse_dangling(entity)
            self.plan.made += self.staged.count(entity, known=False)
            self.plan.changed += self.staged.count(entity, known=True)
            self._add_examples(entity)
        self.plan.refused.sort()

    def _refuse(self, entity: type[Row], rows: list[Record], why: str) -> None:
        for row in rows:
            self.plan.refuse(row[LINE], f"{entity.__tablename__}: {why}")
        self.staged.remove(entity, [row["id"] for row in rows])

    def _compare(self, entity: type[Row]) -> None:
        """Part the rows into new ones, those that become otherwise, and those that stay as they are."""
        people = [name for name, target in store.links_of(entity) if target is PersonRow]
        for rows in self.staged.parts(entity):
            book = store.rows_by_key(self.session, entity, [row["id"] for row in rows])
            unchanged, known = [], []
            for row in rows:
                here = book.get(row["id"])
                if here is not None and not differing(row, here):
                    self.plan.same += 1
                    unchanged.append(row["id"])
                elif self._is_of_erased(row, here, people):
                    self.plan.erased += 1
                    unchanged.append(row["id"])
                elif here is not None and self._completed(entity, row, here):
                    known.append(row["id"])
            self.staged.remove(entity, unchanged)
            self.staged.mark_known(entity, known)

    def _is_of_erased(self, row: Record, here: Record | None, people: list[str]) -> bool:
        """Whether a row is of, or about, somebody who was erased here."""
        if self._erased.intersection(version[name] for version in (row, here or row) for name in people):
            return True
        return here is not None and (here["id"] in self._erased or any(ERASED in str(v) for v in here.values()))

    def _completed(self, entity: type[Row], row: Record, here: Record) -> bool:
        """Fill what the file does not tell of a row from the book; whether it still is one the book takes."""
        missing = {name: here[name] for name in row[MISSING].split()}
        if not missing:
            return True
        try:
            TableShape(entity).check(row | missing)
            why = self.staged.fill(entity, row["id"], missing)
        except FieldErrors as error:
            why = str(error)
        if why:
            self._refuse(entity, [row], why)
        return not why

    def _refuse_conflicting(self, entity: type[Row]) -> None:
        """Leave out what holds something of which there is one, and another row of the book holds it."""
        for columns, where in store.uniques_of(entity):
            why = _("another one in the book has the same %(fields)s") % {"fields": ", ".join(columns)}
            for rows in self.staged.conflicting(self.session, entity, columns, where):
                if entity in (SavedViewRow, TemplateRow):
                    self.plan.names_taken += [row["name"] for row in rows]
                    self.staged.remove(entity, [row["id"] for row in rows])
                else:
                    self._refuse(entity, rows, why)

    def _refuse_dangling(self, entity: type[Row]) -> None:
        """Refuse rows that refer to what is neither here nor there, until none is left."""
        again = True
        while again:
            again = False
            for column, target in store.links_of(entity):
                why = _("%(field)s: what it refers to is neither in the file nor in the book") % {"field": column}
                for rows in self.staged.dangling(self.session, entity, column, target):
                    if rows:
                        self._refuse(entity, rows, why)
                        again = again or target is entity

    def _refuse_circles(self, entity: type[Row]) -> None:
        """Refuse rows that, by way of others, refer to themselves."""
        links = store.own_links_of_all(self.session, entity)
        for rows in self.staged.parts(entity, known=True):
            for row in rows:
                links.pop(row["id"], None)
        links |= self.staged.own_links(entity)
        # What hangs on a circle is not in it: only what is left when both ends of every chain are taken off.
        for _end in range(2):
            for key in parents_first(links):
                del links[key]
            links = _reversed(links)
        rows = [row for part in self.staged.parts(entity) for row in part if row["id"] in links] if links else []
        self._refuse(entity, rows, _("it refers to itself, by way of others"))

    def _add_examples(self, entity: type[Row]) -> None:
        for rows in self.staged.parts(entity, known=True):
            book = store.rows_by_key(self.session, entity, [row["id"] for row in rows])
            for row in rows:
                if len(self.plan.examples) == EXAMPLES:
                    return
                here = book[row["id"]]
                title = next(str(here[name]) for name in _NAMES if here.get(name))
                changes = ((name, here[name], row[name]) for name in differing(row, here))
                self.plan.add_example(shorten(title, WORD), changes)


def _reversed(links: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """The same links, the other way; only among those that refer to something."""
    turned: dict[str, list[str]] = {key: [] for key in links}
    for key, above in links.items():
        for parent in above:
            if parent in turned:
                turned[parent].append(key)
    return turned
