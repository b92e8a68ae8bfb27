"""Rows as they are on disk, whatever another program wrote there, and which of them may break a rule."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from advisorbench.domain.customers.cadence import check_rule
from advisorbench.domain.language.dates import FIRST_DAY, LAST_DAY
from advisorbench.models import AccountRow, AttendanceRow, EventRow, Fields, Row, SnapshotRow
from advisorbench.store.core import CHUNK, table
from advisorbench.store.dump import Record, dump_columns, dumped, kind_of

_NOT_JUDGED = frozenset({AttendanceRow, EventRow, SnapshotRow})
"""What no verdict on an account rests on."""


class RowKey(NamedTuple):
    """Where a row stands, and the account it belongs to or is."""

    entity: type[Row]
    id: str
    account_id: str


def stored_rows(session: Session, entity: type[Row], keys: Collection[str] | None = None) -> Iterator[list[Record]]:
    """The rows of a table as they are on disk, as a dump has them: all of them in parts, or those with these keys."""
    t = table(entity)
    columns = dump_columns(entity)
    query = sa.select(*(sa.type_coerce(column, sa.types.NullType()).label(column.name) for column in columns))
    kinds = {column.name: kind_of(column) for column in columns}
    last = ""
    while True:
        part = query.where(t.c.id > last) if keys is None else query.where(t.c.id.in_(keys))
        rows = session.execute(part.order_by(t.c.id).limit(CHUNK)).mappings().all()
        if rows:
            yield [{name: _as_dumped(kinds[name], value) for name, value in row.items()} for row in rows]
        if keys is not None or len(rows) < CHUNK:
            return
        last = rows[-1]["id"]


def _as_dumped(kind: type, value: Any) -> Any:
    """A stored value as a dump has it; one that is no such thing stays as it is."""
    if kind is bool and value in (0, 1):
        return bool(value)
    if kind is dict and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value.isoformat() if isinstance(value, date) else value


def doubtful_rows(session: Session, account_ids: Sequence[str] | None = None) -> list[RowKey]:
    """The rows that no verdict can rest on: a day or a number beyond its bounds, or a rule that cannot be used.

    One statement looks for all of them, of accounts that were not put away.

    Args:
        session: A reading session.
        account_ids: Of these accounts (`CHUNK` at most); of all where ``None``.
    """
    parts = []
    for entity in dumped():
        owner = _owner(entity)
        wrong = [] if owner is None else [*_beyond_bounds(entity), *_unusable(session, entity, account_ids)]
        if owner is not None and wrong:
            t = table(entity)
            query = sa.select(sa.literal(t.name).label("name"), t.c.id, owner.label("owner"))
            parts.append(query.where(owner.is_not(None), sa.or_(*wrong), *_among(owner, account_ids)))
    doubtful, a = sa.union_all(*parts).subquery(), table(AccountRow)
    here = sa.select(doubtful.c.name, doubtful.c.id, doubtful.c.owner).join(a, a.c.id == doubtful.c.owner)
    entities = {table(entity).name: entity for entity in dumped()}
    rows = session.execute(here.where(a.c.archived_on.is_(None)).order_by(doubtful.c.owner, doubtful.c.id))
    return [RowKey(entities[name], key, owner) for name, key, owner in rows]


def _owner(entity: type[Row]) -> sa.Column[str] | None:
    """The column that names the account to which a row belongs, where a verdict on it may rest on the row."""
    columns = table(entity).c
    if entity in _NOT_JUDGED:
        return None
    return columns.id if entity is AccountRow else columns.get("account_id")


def _among(owner: sa.Column[str], account_ids: Sequence[str] | None) -> list[sa.ColumnElement[bool]]:
    return [] if account_ids is None else [owner.in_(account_ids)]


def _beyond_bounds(entity: type[Row]) -> Iterator[sa.ColumnElement[bool]]:
    """For each column with days or bounded numbers, that its value lies beyond its bounds."""
    fields: dict[str, Any] = next(one for one in entity.__mro__[1:] if issubclass(one, Fields)).model_fields
    for column in dump_columns(entity):
        if kind_of(column) is date:
            yield ~column.between(FIRST_DAY, LAST_DAY)
        elif column.name in fields:
            bounds = fields[column.name].metadata
            lowest = next((one.ge for one in bounds if hasattr(one, "ge")), None)
            highest = next((one.le for one in bounds if hasattr(one, "le")), None)
            if lowest is not None and highest is not None:
                yield ~column.between(lowest, highest)


def _unusable(
    session: Session, entity: type[Row], account_ids: Sequence[str] | None
) -> Iterator[sa.ColumnElement[bool]]:
    """That the review rule of an account is one of those that cannot be used."""
    if entity is not AccountRow:
        return
    t = table(AccountRow)
    query = sa.select(t.c.review_rule).distinct().where(t.c.review_rule != "", *_among(t.c.id, account_ids))
    unusable = [rule for rule in session.execute(query).scalars() if not _usable(rule)]
    if unusable:
        yield t.c.review_rule.in_(unusable)


def _usable(rule: str) -> bool:
    try:
        check_rule(rule)
    except ValueError:
        return False
    return True
