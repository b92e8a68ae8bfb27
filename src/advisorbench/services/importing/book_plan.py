"""Finding out what bringing in a whole book would do: each row of it checked, and held against the book."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.text import shorten
from advisorbench.exchange.dump import Key, as_kept, read_dump
from advisorbench.i18n import _, ngettext
from advisorbench.models import Fields, PersonRow, Row, SavedViewRow, TemplateRow
from advisorbench.services.base import validated
from advisorbench.services.importing.plan import Progress, no_progress, say_counts
from advisorbench.store import dump as store
from advisorbench.store.book import KNOWN as SCHEMAS
from advisorbench.store.core import CHUNK
from advisorbench.store.dump import LINE, MISSING, Record, StagedDump
from advisorbench.store.journal import BookSession
from advisorbench.store.purge import ERASED

EXAMPLES = 5
"""How many of the changes the plan shows."""
_NAMES = ("name", "title", "what", "wording", "who", "id")
"""What a row is called by, the best first."""
_WORD = 40
"""How much of a stranger's word is repeated."""


@dataclass
class DumpPlan:
    """What an import of a whole book would do; nothing is done yet.

    Args:
        path: The file.
        sha256: The digest of what was read.
        seen: The newest line of the journal when the plan was made.
        draft: The rows that are to come in, and nothing else.
        made: How many are new.
        changed: How many are in the book and become otherwise.
        same: How many are in the book already, just so.
        erased: How many stay as they are, since they tell of somebody who was erased here.
        cleaned: In how many something cannot be kept as it is.
        left: Saved views and texts whose name is taken here; they stay out.
        refused: Lines that cannot be taken, with the reason.
        examples: A few of the changes, in words.
    """

    path: Path
    sha256: str
    seen: int = 0
    draft: StagedDump = field(default_factory=StagedDump)
    made: int = 0
    changed: int = 0
    same: int = 0
    erased: int = 0
    cleaned: int = 0
    left: list[str] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether applying it would change nothing."""
        return not (self.made or self.changed)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed, the same, and refused."""
        return {"made": self.made, "changed": self.changed, "same": self.same, "refused": len(self.refused)}

    def told(self) -> list[str]:
        """The plan in lines for the user."""
        lines = [_("a whole book")]
        lines.append(say_counts(self.counts))
        lines += [f"  {example}" for example in self.examples]
        if self.erased:
            said = ngettext("%(n)d row tells of somebody who was erased here, and stays as it is",
                            "%(n)d rows tell of somebody who was erased here, and stay as they are",
                            self.erased)  # fmt: skip
            lines.append(said % {"n": self.erased})
        if self.left:
            names = ", ".join(self.left[:EXAMPLES]) + (", …" if len(self.left) > EXAMPLES else "")
            said = ngettext("%(n)d saved view or text has a name that is taken here, and stays out: %(names)s",
                            "%(n)d saved views or texts have a name that is taken here, and stay out: %(names)s",
                            len(self.left))  # fmt: skip
            lines.append(said % {"n": len(self.left), "names": names})
        if self.cleaned:
            said = ngettext("in %(n)d row characters that cannot be kept are taken out",
                            "in %(n)d rows characters that cannot be kept are taken out", self.cleaned)  # fmt: skip
            lines.append(said % {"n": self.cleaned})
        return lines


def in_order(parents: Mapping[str, Collection[str]]) -> list[str]:
    """Keys so that each comes after those that it refers to; what is in, or hangs on, a circle is left out."""
    waiting = {key: sum(one in parents for one in above) for key, above in parents.items()}
    below = defaultdict[str, list[str]](list)
    for key, above in parents.items():
        for one in above:
            below[one].append(key)
    free = deque(key for key, count in waiting.items() if not count)
    found = []
    while free:
        found.append(key := free.popleft())
        for one in below[key]:
            waiting[one] -= 1
            if not waiting[one]:
                free.append(one)
    return found


class _Shape:
    """What a row of a table looks like in a dump."""

    def __init__(self, entity: type[Row]) -> None:
        self.fields = next(one for one in entity.__mro__[1:] if issubclass(one, Fields))
        links = {name for name, _target in store.links_of(entity)} | {"id"}
        self.columns = {
            column.name: (Key if column.name in links else store.kind_of(column), bool(column.nullable))
            for column in store.dump_columns(entity)
        }
        self.told = frozenset(self.fields.model_fields)
        self.others = [name for name in self.columns if name not in self.told]

    def checked(self, given: Mapping[str, Any]) -> Record:
        """A row as the book would keep it, from what stands in a file; what it does not tell is as in a new one.

        Raises:
            FieldErrors: Something in it is wrong.
        """
        kept: Record = {}
        wrong: dict[str, str] = {}
        for name, value in given.items():
            if name not in self.columns:
                raise FieldErrors({shorten(name, _WORD): _("the book has no such field")})
            kind, may_be_none = self.columns[name]
            try:
                kept[name] = None if value is None and may_be_none else as_kept(kind, value)
            except ValueError as error:
                wrong[name] = _(str(error))
        if "id" not in given:
            wrong["id"] = _("this must be filled in")
        if wrong:
            raise FieldErrors(wrong)
        told = {name: value for name, value in kept.items() if name in self.told}
        return validated(self.fields, told).model_dump() | {name: kept.get(name) for name in self.others}


def read_into(plan: DumpPlan, progress: Progress = no_progress) -> None:
    """Put every row of the file that could be one of a book into the draft of the plan.

    Raises:
        FileError: It cannot be read, or is no dump.
    """
    entities = {str(entity.__tablename__): entity for entity in store.dumped()}
    shapes = {name: _Shape(entity) for name, entity in entities.items()}
    waiting: list[Record] = []
    table = ""

    def put() -> None:
        for line, why in plan.draft.add(entities[table], waiting):
            plan.refused.append((line, f"{table}: {why}"))
        waiting.clear()
        progress(0, 0)

    for row in read_dump(plan.path, SCHEMAS):
        if waiting and (row.table != table or len(waiting) == CHUNK):
            put()
        table = row.table
        problem = row.problem or ("" if table in entities else _("the book has no such table"))
        if not problem:
            try:
                values = shapes[table].checked(row.values)
            except FieldErrors as error:
                problem = str(error)
            else:
                plan.cleaned += any(values[name] != told for name, told in row.values.items() if type(told) is str
                                    and type(values[name]) is str)  # fmt: skip
                missing = " ".join(shapes[table].columns.keys() - row.values.keys())
                waiting.append({**values, LINE: row.line, MISSING: missing})
        if problem:
            plan.refused.append((row.line, f"{shorten(table, _WORD)}: {problem}"))
    if waiting:
        put()


class BookPlanner:
    """Holds the draft of a plan against the book, table by table; what is left in it then is to come in."""

    def __init__(self, session: BookSession, plan: DumpPlan) -> None:
        self.session, self.plan, self.draft = session, plan, plan.draft
        self._gone = store.erased_people(session)

    def read(self, progress: Progress = no_progress) -> None:
        """Go through all of it."""
        for entity in self.draft.tables:  # what is referred to comes first: what hangs on a refused row falls with it
            progress(0, 0)
            self._compare(entity)
            self._taken(entity)
            self._lost(entity)
            if store.own_links(entity):
                self._circles(entity)
                self._lost(entity)
            self.plan.made += self.draft.count(entity, known=False)
            self.plan.changed += self.draft.count(entity, known=True)
            self._examples(entity)
        self.plan.refused.sort()

    def _refuse(self, entity: type[Row], rows: list[Record], why: str) -> None:
        self.plan.refused += [(row[LINE], f"{entity.__tablename__}: {why}") for row in rows]
        self.draft.remove(entity, [row["id"] for row in rows])

    def _compare(self, entity: type[Row]) -> None:
        """Part the rows into new ones, those that become otherwise, and those that stay as they are."""
        links = [name for name, target in store.links_of(entity) if target is PersonRow]
        for rows in self.draft.parts(entity):
            there = store.rows_by_key(self.session, entity, [row["id"] for row in rows])
            gone, known = [], []
            for row in rows:
                here = there.get(row["id"])
                if here is not None and not differing(row, here):
                    self.plan.same += 1
                    gone.append(row["id"])
                elif self._of_erased(row, here, links):
                    self.plan.erased += 1
                    gone.append(row["id"])
                elif here is not None and self._whole(entity, row, here):
                    known.append(row["id"])
            self.draft.remove(entity, gone)
            self.draft.mark_known(entity, known)

    def _of_erased(self, row: Record, here: Record | None, links: list[str]) -> bool:
        """Whether a row is of, or about, somebody who was erased here."""
        told = [one[name] for one in (row, here or row) for name in links]
        if self._gone.intersection(told):
            return True
        return here is not None and (here["id"] in self._gone or any(ERASED in str(v) for v in here.values()))

    def _whole(self, entity: type[Row], row: Record, here: Record) -> bool:
        """Fill what the file does not tell of a row from the book; whether it still is one the book takes."""
        missing = row[MISSING].split()
        if not missing:
            return True
        told = {name: here[name] for name in missing}
        shape = _Shape(entity)
        try:
            validated(shape.fields, {name: value for name, value in (row | told).items() if name in shape.told})
            why = self.draft.fill(entity, row["id"], told)
        except FieldErrors as error:
            why = str(error)
        if why:
            self._refuse(entity, [row], why)
        return not why

    def _taken(self, entity: type[Row]) -> None:
        """Leave out what holds something of which there is one, and another row of the book holds it."""
        for columns, where in store.uniques_of(entity):
            why = _("another one in the book has the same %(fields)s") % {"fields": ", ".join(columns)}
            for rows in self.draft.taken(self.session, entity, columns, where):
                if entity in (SavedViewRow, TemplateRow):
                    self.plan.left += [row["name"] for row in rows]
                    self.draft.remove(entity, [row["id"] for row in rows])
                else:
                    self._refuse(entity, rows, why)

    def _lost(self, entity: type[Row]) -> None:
        """Refuse rows that refer to what is neither here nor there, until none is left."""
        again = True
        while again:
            again = False
            for column, target in store.links_of(entity):
                why = _("%(field)s: what it refers to is neither in the file nor in the book") % {"field": column}
                for rows in self.draft.lost(self.session, entity, column, target):
                    if rows:
                        self._refuse(entity, rows, why)
                        again = again or target is entity

    def _circles(self, entity: type[Row]) -> None:
        """Refuse rows that, by way of others, refer to themselves."""
        links = store.own_links_of_all(self.session, entity)
        for rows in self.draft.parts(entity, known=True):
            for row in rows:
                links.pop(row["id"], None)
        links |= self.draft.own_links(entity)
        # What hangs on a circle is not in it: only what is left when both ends of every chain are taken off.
        for _end in range(2):
            for key in in_order(links):
                del links[key]
            links = _turned(links)
        rows = [row for part in self.draft.parts(entity) for row in part if row["id"] in links] if links else []
        self._refuse(entity, rows, _("it refers to itself, by way of others"))

    def _examples(self, entity: type[Row]) -> None:
        for rows in self.draft.parts(entity, known=True):
            there = store.rows_by_key(self.session, entity, [row["id"] for row in rows])
            for row in rows:
                if len(self.plan.examples) == EXAMPLES:
                    return
                here = there[row["id"]]
                words = ", ".join(
                    f"{name}: {_plain(here[name])} → {_plain(row[name])}" for name in differing(row, here)
                )
                label = next(str(here[name]) for name in _NAMES if here.get(name))
                self.plan.examples.append(f"{shorten(label, _WORD)}: {words}")


def differing(row: Record, here: Record) -> list[str]:
    """The columns of which the file tells something else than the book."""
    missing = row.get(MISSING, "").split()
    return [name for name, value in here.items() if row[name] != value and name not in missing]


def _turned(links: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """The same links, the other way; only among those that refer to something."""
    found: dict[str, list[str]] = {key: [] for key in links}
    for key, above in links.items():
        for one in above:
            if one in found:
                found[one].append(key)
    return found


def _plain(value: Any) -> str:
    return "–" if value is None or value == "" else shorten(str(value), _WORD)
