"""A whole book out, and the draft in which a whole book that comes in is looked at before anything is done."""

from __future__ import annotations

import weakref
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from advisorbench.i18n import _
from advisorbench.models import ImportBatchRow, PersonRow, Row
from advisorbench.store.core import CHUNK, table
from advisorbench.store.engine import make_scratch
from advisorbench.store.errors import CHECK, UNIQUE, code_of
from advisorbench.store.files import OWN

Record = dict[str, Any]
LINE, MISSING, KNOWN = "line_", "missing_", "known_"
"""What the draft notes of each row: its line in the file, the columns that it does not tell, whether it is in the
book already. No column of the book ends in a ``_``."""


@cache
def dumped() -> tuple[type[Row], ...]:
    """The tables of a dump, each after those that it refers to. What the book remembers of itself is not in it."""
    by_name = {str(entity.__tablename__): entity for entity in Row.__subclasses__() if entity is not ImportBatchRow}
    return tuple(by_name[table.name] for table in SQLModel.metadata.sorted_tables if table.name in by_name)


def dump_columns(entity: type[Row]) -> list[sa.Column[Any]]:
    """The columns of a table that a dump holds."""
    return [column for column in table(entity).columns if column.name not in OWN]


def kind_of(column: sa.Column[Any]) -> type:
    """What a column holds: str, int, float, bool, date, datetime or dict."""
    kind: Any = column.type
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    if isinstance(kind, sa.JSON):
        return dict
    kinds = (str, bool, int, float, datetime, date)
    return next(one for one in kinds if issubclass(kind.python_type, one))


def links_of(entity: type[Row]) -> list[tuple[str, type[Row]]]:
    """The columns of a dump that refer to a row, and its table."""
    by_name = {str(one.__tablename__): one for one in dumped()}
    return [
        (column.name, by_name[key.column.table.name]) for column in dump_columns(entity) for key in column.foreign_keys
    ]


def own_links(entity: type[Row]) -> list[str]:
    """The columns that refer to a row of the same table."""
    return [name for name, target in links_of(entity) if target is entity]


def dump_rows(session: Session, entity: type[Row]) -> Iterator[Record]:
    """The rows of a table in the order of their keys; a few are held at a time."""
    columns = dump_columns(entity)
    for rows in _in_parts(session, sa.select(*columns), table(entity).c.id):
        yield from rows


def _in_parts(session: Session | sa.Connection, query: sa.Select[Any], key: sa.Column[Any]) -> Iterator[list[Record]]:
    """What a query finds, in parts, in the order of a key that is among its columns."""
    last = ""
    while True:
        found = session.execute(query.where(key > last).order_by(key).limit(CHUNK))
        rows = [dict(row) for row in found.mappings()]
        if rows:
            yield rows
        if len(rows) < CHUNK:
            return
        last = rows[-1][key.name]


def rows_by_key(session: Session, entity: type[Row], keys: Collection[str]) -> dict[str, Record]:
    """The rows of the book with these keys, as a dump holds them."""
    query = sa.select(*dump_columns(entity)).where(table(entity).c.id.in_(keys))
    return {row["id"]: dict(row) for row in session.execute(query).mappings()}


def objects_by_key(session: Session, entity: type[Row], keys: Collection[str]) -> Sequence[Row]:
    """The rows with these keys, held for writing."""
    t: Any = entity
    return session.execute(sa.select(entity).where(t.id.in_(keys)).order_by(t.id).with_for_update()).scalars().all()


def erased_people(session: Session) -> set[str]:
    """The keys of those who were erased."""
    t = table(PersonRow)
    return set(session.execute(sa.select(t.c.id).where(t.c.purged_on.is_not(None))).scalars())


def own_links_of_all(session: Session, entity: type[Row]) -> dict[str, list[str]]:
    """Each row of the book that refers to one of its own table, and to which."""
    return _referring(session, table(entity), own_links(entity))


def _referring(
    session: Session | sa.Connection, t: sa.Table, columns: list[str], *among: sa.ColumnElement[bool]
) -> dict[str, list[str]]:
    query = sa.select(t.c.id, *(t.c[name] for name in columns))
    query = query.where(sa.or_(*(t.c[name].is_not(None) for name in columns)), *among)
    return {
        key: [link for link in links if link] for rows in _in_parts(session, query, t.c.id)
        for key, *links in (row.values() for row in rows)
    }  # fmt: skip


def uniques_of(entity: type[Row]) -> list[tuple[tuple[str, ...], sa.TextClause | None]]:
    """The columns of which no two rows may hold the same, and among which rows that holds."""
    t = table(entity)
    uniques: list[tuple[tuple[str, ...], sa.TextClause | None]] = [
        (tuple(column.name for column in constraint.columns), None)
        for constraint in t.constraints
        if isinstance(constraint, sa.UniqueConstraint)
    ]
    uniques += [
        (tuple(column.name for column in constraint.columns), constraint.dialect_options["sqlite"]["where"])
        for constraint in t.indexes
        if constraint.unique
    ]
    return sorted(uniques, key=lambda constraint: constraint[0])


class StagedDump:
    """The rows of a file in tables of their own, which take what the book's tables would take.

    Nothing of it is left on disk when it goes, however the program ends.
    """

    def __init__(self) -> None:
        self._engine = make_scratch()
        self._tables = _copies()
        self._held: set[type[Row]] = set()
        self.close = weakref.finalize(self, self._engine.dispose)
        next(iter(self._tables.values())).metadata.create_all(self._engine)

    @property
    def tables(self) -> list[type[Row]]:
        """The tables of which rows came in, each after those that it refers to."""
        return [entity for entity in dumped() if entity in self._held]

    def add(self, entity: type[Row], rows: list[Record]) -> list[tuple[int, str]]:
        """Take rows in, as `dump_columns` has them, with what the draft notes of each.

        Returns:
            The lines of those that the book would not take, and why.
        """
        self._held.add(entity)
        insert = sa.insert(self._tables[_name(entity)])
        whole = [{**row, **{name: _BLANK[name] for name in OWN & set(table(entity).c.keys())}} for row in rows]
        try:
            with self._engine.begin() as connection:
                connection.execute(insert, whole)
        except IntegrityError:
            return self._add_each(insert, whole)
        return []

    def _add_each(self, insert: sa.Insert, rows: list[Record]) -> list[tuple[int, str]]:
        refused = []
        with self._engine.begin() as connection:
            for row in rows:
                try:
                    connection.execute(insert, row)
                except IntegrityError as error:
                    refused.append((row[LINE], _why(error)))
        return refused

    def parts(self, entity: type[Row], *, known: bool | None = None) -> Iterator[list[Record]]:
        """The rows of a table in parts, in the order of their keys: all, or only those (not) in the book."""
        t = self._tables[_name(entity)]
        query = sa.select(*(t.c[column.name] for column in dump_columns(entity)), t.c[LINE], t.c[MISSING])
        if known is not None:
            query = query.where(t.c[KNOWN].is_(known))
        yield from self._apart(query, t)

    def rows(self, entity: type[Row], keys: Collection[str]) -> list[Record]:
        """Some rows, in the order of the keys."""
        t = self._tables[_name(entity)]
        query = sa.select(*(t.c[column.name] for column in dump_columns(entity))).where(t.c.id.in_(keys))
        with self._engine.begin() as connection:
            found = {row["id"]: dict(row) for row in connection.execute(query).mappings()}
        return [found[key] for key in keys]

    def _apart(self, query: sa.Select[Any], t: sa.Table) -> Iterator[list[Record]]:
        """What a query finds in parts, between which rows may be changed."""
        last = ""
        while True:
            with self._engine.begin() as connection:
                rows = next(_in_parts(connection, query.where(t.c.id > last), t.c.id), [])
            if not rows:
                return
            yield rows
            last = rows[-1]["id"]

    def remove(self, entity: type[Row], keys: Collection[str]) -> None:
        """Let rows go."""
        t = self._tables[_name(entity)]
        with self._engine.begin() as connection:
            connection.execute(sa.delete(t).where(t.c.id.in_(keys)))

    def mark_known(self, entity: type[Row], keys: Collection[str]) -> None:
        """Note that rows are in the book."""
        t = self._tables[_name(entity)]
        with self._engine.begin() as connection:
            connection.execute(sa.update(t).where(t.c.id.in_(keys)).values({KNOWN: True}))

    def fill(self, entity: type[Row], key: str, values: Mapping[str, Any]) -> str:
        """Give a row what the file does not tell; returns why the book would not take it, or nothing."""
        t = self._tables[_name(entity)]
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.update(t).where(t.c.id == key).values(dict(values)))
        except IntegrityError as error:
            return _why(error)
        return ""

    def count(self, entity: type[Row], *, known: bool) -> int:
        """How many rows there are that are (not) in the book."""
        t = self._tables[_name(entity)]
        with self._engine.begin() as connection:
            query = sa.select(sa.func.count()).select_from(t).where(t.c[KNOWN].is_(known))
            return connection.execute(query).scalar_one()

    def dangling(self, session: Session, entity: type[Row], column: str, target: type[Row]) -> Iterator[list[Record]]:
        """Rows whose link leads nowhere, neither here nor in the book, in parts: their key and line."""
        t, there = self._tables[_name(entity)], self._tables[_name(target)].alias("there")
        query = sa.select(t.c.id, t.c[LINE], t.c[column].label("link"))
        query = query.where(t.c[column].is_not(None), t.c[column].not_in(sa.select(there.c.id)))
        key = table(target).c.id
        for rows in self._apart(query, t):
            links = {row["link"] for row in rows}
            found = set(session.execute(sa.select(key).where(key.in_(links))).scalars())
            yield [row for row in rows if row["link"] not in found]

    def conflicting(
        self, session: Session, entity: type[Row], columns: tuple[str, ...], where: sa.TextClause | None
    ) -> Iterator[list[Record]]:
        """Rows that hold what another row of the book holds already, in parts: their key and line.

        Args:
            session: A session on the book.
            entity: The table.
            columns: What no two rows may share.
            where: Among which rows that holds; all where ``None``.
        """
        t, b = self._tables[_name(entity)], table(entity)
        query = sa.select(t.c.id, t.c[LINE], *(t.c[name] for name in columns))
        other = sa.select(b.c.id, *(b.c[name] for name in columns))
        if where is not None:
            query, other = query.where(where), other.where(where)
        for rows in self._apart(query, t):
            held = sa.tuple_(*(b.c[name] for name in columns))
            wanted = [tuple(row[name] for name in columns) for row in rows]
            owners = {tuple(values): key for key, *values in session.execute(other.where(held.in_(wanted)))}
            yield [row for row, values in zip(rows, wanted, strict=True) if owners.get(values, row["id"]) != row["id"]]

    def own_links(self, entity: type[Row], *, known: bool | None = None) -> dict[str, list[str]]:
        """Each row that refers to one of its own table, and to which: of all, or only of those (not) in the book."""
        t = self._tables[_name(entity)]
        among = [] if known is None else [t.c[KNOWN].is_(known)]
        with self._engine.begin() as connection:
            return _referring(connection, t, own_links(entity), *among)


_BLANK = {"folded": "", "version": 1, "batch_id": None}


def _name(entity: type[Row]) -> str:
    return str(entity.__tablename__)


@cache
def _copies() -> dict[str, sa.Table]:
    """The book's tables once more, with every rule but that links lead somewhere."""
    metadata = sa.MetaData()
    copies = {}
    every: tuple[type[Row], ...] = (*dumped(), ImportBatchRow)
    for entity in every:
        copy = table(entity).to_metadata(metadata)
        copy.indexes -= {index for index in copy.indexes if not index.unique}
        copy.append_column(sa.Column(LINE, sa.Integer, nullable=False))
        copy.append_column(sa.Column(MISSING, sa.Text, nullable=False, default=""))
        copy.append_column(sa.Column(KNOWN, sa.Boolean, nullable=False, default=False))
        copies[_name(entity)] = copy
    return copies


def _why(error: IntegrityError) -> str:
    """Why a table does not take a row, in words."""
    code, (_kind, _colon, what) = code_of(error.orig), str(error.orig).partition(" constraint failed: ")
    if code in UNIQUE:
        fields = ", ".join(name.partition(".")[2] for name in what.split(", "))
        return _("another row of the file has the same %(fields)s") % {"fields": fields or what}
    if code in CHECK:
        return _("the book does not take this: %(why)s") % {"why": what.partition("_")[2].replace("_", " ") or what}
    return _("the book does not take this: %(why)s") % {"why": error.orig}
