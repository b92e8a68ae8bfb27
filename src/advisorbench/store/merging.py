"""Queries for making two accounts one: everything that belongs to an account, whatever its table."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session
from sqlmodel import col, select

from advisorbench.models import Account, Row
from advisorbench.store.facts import table


def links_to(session: Session, account_id: str) -> Iterator[tuple[Row, str]]:
    """Every row that refers to an account, with the column that does, held for writing."""
    for entity in Row.__subclasses__():
        for column in table(entity).columns:
            if any(key.column.table.name == "account" for key in column.foreign_keys):
                query = select(entity).where(col(getattr(entity, column.name)) == account_id).order_by(col(entity.id))
                for row in session.execute(query.with_for_update()).scalars():
                    yield row, column.name


def children(session: Session, account_id: str) -> list[Account]:
    """The accounts that came from this one."""
    query = select(Account).where(Account.referred_by_id == account_id).order_by(col(Account.id))
    return list(session.execute(query.with_for_update()).scalars())
