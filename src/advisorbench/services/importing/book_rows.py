"""The rows of a whole book that comes in: each checked as the book would keep it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.text import shorten
from advisorbench.exchange.dump import Key, as_kept, read_dump
from advisorbench.i18n import _
from advisorbench.models import Fields, Row
from advisorbench.services.base import validated
from advisorbench.services.importing.book_plan import BookPlan
from advisorbench.services.importing.plan import WORD, Progress
from advisorbench.store import dump as store
from advisorbench.store.book import KNOWN as SCHEMAS
from advisorbench.store.core import CHUNK
from advisorbench.store.dump import LINE, MISSING, Record


class TableShape:
    """What a row of a table looks like in a dump.

    Args:
        entity: The table.
    """

    def __init__(self, entity: type[Row]) -> None:
        self.model = next(base for base in entity.__mro__[1:] if issubclass(base, Fields))
        links = {name for name, _target in store.links_of(entity)} | {"id"}
        self.columns = {
            column.name: (Key if column.name in links else store.kind_of(column), bool(column.nullable))
            for column in store.dump_columns(entity)
        }
        self.fields = frozenset(self.model.model_fields)
        self.others = [name for name in self.columns if name not in self.fields]

    def check(self, row: Mapping[str, Any]) -> None:
        """See that the fields of a row make one that the book takes.

        Raises:
            FieldErrors: Something in it is wrong.
        """
        validated(self.model, {name: value for name, value in row.items() if name in self.fields})

    def checked(self, values: Mapping[str, Any]) -> Record:
        """A row as the book would keep it, from what stands in a file; what it does not tell is as in a new one.

        Raises:
            FieldErrors: Something in it is wrong.
        """
        row: Record = {}
        wrong: dict[str, str] = {}
        for name, value in values.items():
            if name not in self.columns:
                raise FieldErrors({shorten(name, WORD): _("the book has no such field")})
            kind, may_be_none = self.columns[name]
            try:
                row[name] = None if value is None and may_be_none else as_kept(kind, value)
            except ValueError as error:
                wrong[name] = _(str(error))
        if "id" not in values:
            wrong["id"] = _("this must be filled in")
        if wrong:
            raise FieldErrors(wrong)
        fields = {name: value for name, value in row.items() if name in self.fields}
        return validated(self.model, fields).model_dump() | {name: row.get(name) for name in self.others}


def stage_rows(plan: BookPlan, progress: Progress) -> None:
    """Stage every row of the file that could be one of a book.

    Raises:
        FileError: It cannot be read, or is no dump.
    """
    entities = {str(entity.__tablename__): entity for entity in store.dumped()}
    shapes = {name: TableShape(entity) for name, entity in entities.items()}
    waiting: list[Record] = []
    table = ""

    def put() -> None:
        for line, why in plan.staged.add(entities[table], waiting):
            plan.refuse(line, f"{table}: {why}")
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
                plan.cleaned += _was_cleaned(row.values, values)
                missing = " ".join(shapes[table].columns.keys() - row.values.keys())
                waiting.append({**values, LINE: row.line, MISSING: missing})
        if problem:
            plan.refuse(row.line, f"{shorten(table, WORD)}: {problem}")
    if waiting:
        put()


def _was_cleaned(before: Mapping[str, Any], after: Record) -> bool:
    """Whether a text cannot be kept as it stands in the file."""
    return any(type(text) is str and type(after[name]) is str and after[name] != text for name, text in before.items())


def differing(row: Record, here: Record) -> list[str]:
    """The columns of which the file tells something else than the book."""
    missing = row.get(MISSING, "").split()
    return [name for name, value in here.items() if row[name] != value and name not in missing]
