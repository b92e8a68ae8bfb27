"""The journal: every change of every row, written in the same transaction as the change itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col, select

from advisorbench.domain.errors import Refused
from advisorbench.i18n import _
from advisorbench.models import ChangeRow, Row, folded
from advisorbench.store.built_on import built_on, referring

CHUNK = 500
"""The most rows that are undone with one statement."""
PURGE = "purge person"
"""The command after which there is no way back: somebody was erased."""
ENTITIES: dict[str, type[Row]] = {str(cls.__tablename__): cls for cls in Row.__subclasses__()}
"""Every table that the journal follows, by name."""


@dataclass(frozen=True, slots=True)
class JournalStep:
    """One transaction as the journal knows it."""

    id: str
    command: str
    at: datetime


class BookSession(Session):
    """A session that writes the journal. `step` names the transaction; reading sessions have none."""

    step: JournalStep | None = None
    undoes: str | None = None

    def name_step(self, command: str) -> None:
        """Name the transaction otherwise, where only the book tells what it is; before anything is changed."""
        if self.step is not None:
            self.step = replace(self.step, command=command)


def as_json(values: dict[str, Any]) -> dict[str, Any]:
    """Row values as JSON keeps them: days and instants in ISO form."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}


def _now(row: SQLModel) -> dict[str, Any]:
    return as_json({column.key: getattr(row, column.key) for column in sa.inspect(type(row)).columns})


def _before(row: SQLModel) -> dict[str, Any]:
    state = sa.inspect(row)
    values = _now(row)
    for key in values:
        history = state.attrs[key].history
        if history.deleted:
            values[key] = history.deleted[0]
    return as_json(values)


def _record(session: Session, _context: object, _instances: object) -> None:
    if not isinstance(session, BookSession):
        return
    lines: list[ChangeRow] = []
    for row in sorted((r for r in session.new if isinstance(r, Row)), key=lambda r: r.id):
        _fold(row)
        lines.append(_change(session, row, None, _now(row)))
    for row in sorted((r for r in session.dirty if isinstance(r, Row)), key=lambda r: r.id):
        if session.is_modified(row):
            before = _before(row)
            row.version += 1
            _fold(row)
            lines.append(_change(session, row, before, _now(row)))
    for row in sorted((r for r in session.deleted if isinstance(r, Row)), key=lambda r: r.id):
        lines.append(_change(session, row, _before(row), None))
    session.add_all(lines)


def _fold(row: Row) -> None:
    if type(row).searched:
        row.folded = folded(row.__dict__, type(row).searched)


def _change(session: BookSession, row: Row, before: dict[str, Any] | None, after: dict[str, Any] | None) -> ChangeRow:
    if session.step is None:
        raise RuntimeError("a reading session was asked to write")
    step = session.step
    return ChangeRow(
        step=step.id,
        at=step.at,
        command=step.command,
        entity=str(type(row).__tablename__),
        entity_id=row.id,
        before=before,
        after=after,
        undoes=session.undoes,
    )


sa.event.listen(BookSession, "before_flush", _record)


def insert_many(session: BookSession, entity: type[Row], rows: list[dict[str, Any]]) -> None:
    """Insert many validated rows at once, each with its line in the journal.

    Args:
        session: A writing session.
        entity: The table.
        rows: Whole rows: every column by name.
    """
    if not rows or session.step is None:
        return
    table = SQLModel.metadata.tables[str(entity.__tablename__)]
    session.flush()
    session.execute(sa.insert(table), rows)
    _write_lines(session, table.name, ((row["id"], None, row) for row in rows))


def _write_lines(session: BookSession, entity: str, changes: Iterable[tuple[str, Any, Any]]) -> None:
    """Lines of the journal for rows changed without objects: their keys, before and after."""
    step = session.step
    assert step is not None
    lines = [
        {
            "step": step.id, "at": step.at, "command": step.command, "entity": entity, "entity_id": key,
            "before": before, "after": after, "undoes": session.undoes,
        }
        for key, before, after in changes
    ]  # fmt: skip
    session.execute(sa.insert(SQLModel.metadata.tables["change"]), lines)


def last_step(session: Session) -> tuple[str, str] | None:
    """The newest transaction that can be undone: its key and command. What was undone, and undos, do not count."""
    undone = select(ChangeRow.undoes).where(col(ChangeRow.undoes).is_not(None))
    newest = session.execute(
        select(ChangeRow.step, ChangeRow.command)
        .where(col(ChangeRow.undoes).is_(None), col(ChangeRow.step).not_in(undone))
        .order_by(col(ChangeRow.id).desc())
        .limit(1)
    ).first()
    return (newest[0], newest[1]) if newest else None


def touched_since(session: Session, seen: int) -> tuple[set[str], bool]:
    """Which accounts were changed after a line of the journal.

    Returns:
        The keys of accounts touched; and whether one got another name, which others show.
    """
    table = SQLModel.metadata.tables["change"]
    touched, renamed = set[str](), False
    query = sa.select(table.c.entity, table.c.entity_id, table.c.before, table.c.after)
    for entity, entity_id, before, after in session.execute(query.where(table.c.id > seen).order_by(table.c.id)):
        if before is None and after is None:  # somebody was erased, wherever they stood
            return touched, True
        if entity == "account":
            touched.add(entity_id)
            renamed = renamed or bool(before and after and before["name"] != after["name"])
            continue
        for values in (before, after):
            if values and values.get("account_id"):
                touched.add(values["account_id"])
    return touched, renamed


def newest_line(session: Session) -> int:
    """The number of the newest line of the journal; 0 in an empty book."""
    return session.execute(sa.select(sa.func.max(SQLModel.metadata.tables["change"].c.id))).scalar() or 0


def undo_step(session: BookSession, step: str) -> int:
    """Take one transaction back, line by line from its end; the undo is written in the journal too.

    Returns:
        How many rows were taken back.

    Raises:
        Refused: Something was built on it since, or somebody was erased; nothing is changed.
    """
    session.undoes = step
    count = 0
    try:
        for changes in _lines_from_the_end(session, step):
            if changes[0].command == PURGE:
                raise Refused(_("Somebody was erased from the book; that, and what came before it, cannot be undone."))
            for (entity, made), run in groupby(changes, lambda change: (change.entity, change.before is None)):
                if made:
                    _undo_inserts(session, ENTITIES[entity], list(run))
                else:
                    _undo_edits(session, ENTITIES[entity], run)
            count += len(changes)
    except IntegrityError as error:  # what would come back has no place any more
        raise Refused(_("This cannot be undone any more: something was built on it since.")) from error
    return count


def _lines_from_the_end(session: BookSession, step: str) -> Iterator[list[ChangeRow]]:
    """The lines of a step from its end, some at a time: an import may be a million of them."""
    last: int | None = None
    while True:
        query = select(ChangeRow).where(col(ChangeRow.step) == step).order_by(col(ChangeRow.id).desc()).limit(4 * CHUNK)
        if last is not None:
            query = query.where(col(ChangeRow.id) < last)
        lines = list(session.execute(query).scalars())
        if not lines:
            return
        last = lines[-1].id
        yield lines


def _same(row: dict[str, Any] | None, line: dict[str, Any] | None) -> bool:
    """Whether a row is as a line of the journal left it; its version has gone up if what came after was undone."""
    if row is None or line is None:
        return row is line
    return {**row, "version": 0} == {**line, "version": 0}


def _undo_inserts(session: BookSession, entity: type[Row], changes: list[ChangeRow]) -> None:
    """Delete rows that were inserted, many at a time: an import is thousands of them."""
    table = SQLModel.metadata.tables[str(entity.__tablename__)]
    for start in range(0, len(changes), CHUNK):
        part = changes[start : start + CHUNK]
        keys = [change.entity_id for change in part]
        found = session.execute(sa.select(table).where(table.c.id.in_(keys)))
        now = {row["id"]: as_json(dict(row)) for row in found.mappings()}
        for change in part:
            if not _same(now.get(change.entity_id), change.after):
                raise built_on(session, change.entity, change.entity_id)
        try:
            session.execute(sa.delete(table).where(table.c.id.in_(keys)))
        except IntegrityError as error:  # something refers to what would go
            raise referring(session, table.name, keys) from error
        _write_lines(session, table.name, ((change.entity_id, change.after, None) for change in part))


def _undo_edits(session: BookSession, entity: type[Row], changes: Iterable[ChangeRow]) -> None:
    for change in changes:
        row = session.get(entity, change.entity_id)
        if not _same(None if row is None else _now(row), change.after):
            raise built_on(session, change.entity, change.entity_id)
        before = entity.model_validate(change.before)
        if row is None:
            session.add(before)
        else:
            for column in sa.inspect(entity).columns:
                if column.key != "version":
                    setattr(row, column.key, getattr(before, column.key))
        session.flush()
