"""The rows of a whole book that comes in: each checked as the book would keep it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.text import shorten
from advisorbench.exchange.dump import read_dump
from advisorbench.i18n import _
from advisorbench.services.importing.book_plan import BookPlan
from advisorbench.services.importing.plan import WORD, Progress
from advisorbench.services.table_shape import TableShape
from advisorbench.store import dump as store
from advisorbench.store.book import KNOWN as SCHEMAS
from advisorbench.store.core import CHUNK
from advisorbench.store.dump import LINE, MISSING, Record


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
