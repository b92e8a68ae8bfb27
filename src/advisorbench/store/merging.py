"""Queries for making two of a kind one: everything that belongs to an account or a person, whatever its table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import col, select

from advisorbench.domain.chains import chain_from
from advisorbench.models import ApartRow, AttendanceRow, PersonRow, Row
from advisorbench.store.core import CHUNK, table

R = TypeVar("R", bound=Row)


def links_to(session: Session, kind: type[Row], key: str) -> Iterator[tuple[Row, str]]:
    """Every row that refers to an account or a person, with the column that does, held for writing."""
    for entity in Row.__subclasses__():
        for column in table(entity).columns:
            if any(link.column.table is table(kind) for link in column.foreign_keys):
                query = select(entity).where(col(getattr(entity, column.name)) == key).order_by(col(entity.id))
                for row in session.execute(query.with_for_update()).scalars():
                    yield row, column.name


def count_links(session: Session, kind: type[Row], key: str) -> int:
    """How many rows refer to an account or a person."""
    count = 0
    for entity in Row.__subclasses__():
        t = table(entity)
        for column in t.columns:
            if any(link.column.table is table(kind) for link in column.foreign_keys):
                count += session.execute(sa.select(sa.func.count()).select_from(t).where(column == key)).scalar_one()
    return count


def came_from(session: Session, person: PersonRow) -> list[PersonRow]:
    """A person and who they were at other accounts, the last first."""
    t = table(PersonRow).c
    moves = session.execute(sa.select(t.id, t.came_from_id).where(t.came_from_id.is_not(None)))
    origins = {row[0]: row[1] for row in moves}
    keys = chain_from(origins, person.id)
    rows = {row.id: row for row in rows_with_keys(session, PersonRow, keys)}
    return [rows[key] for key in keys]


def rows_with_keys(session: Session, entity: type[R], keys: Sequence[str]) -> Iterator[R]:
    """The rows with these keys, held for writing."""
    for start in range(0, len(keys), CHUNK):
        query = select(entity).where(col(entity.id).in_(keys[start : start + CHUNK])).order_by(col(entity.id))
        yield from session.execute(query.with_for_update()).scalars()


def at_both(session: Session, kept_id: str, other_id: str) -> list[AttendanceRow]:
    """Where the second of two people is at a review that the first is at, too."""
    first = select(AttendanceRow.review_id).where(AttendanceRow.person_id == kept_id)
    query = select(AttendanceRow).where(AttendanceRow.person_id == other_id, col(AttendanceRow.review_id).in_(first))
    return list(session.execute(query.order_by(col(AttendanceRow.id)).with_for_update()).scalars())


def apart_from(session: Session, key: str) -> list[ApartRow]:
    """The pairs that are two, of which this is one."""
    query = select(ApartRow).where(sa.or_(col(ApartRow.one_id) == key, col(ApartRow.other_id) == key))
    return list(session.execute(query.order_by(col(ApartRow.id)).with_for_update()).scalars())
