"""The book's own memory: every change, every import, and the views the seller saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from advisorbench.models.base import Fields, Row, line, name


class ChangeRow(SQLModel, table=True):
    """One line of the journal: what was changed, from what to what, when, by which command.

    Lines with the same `step` were one transaction; undo takes back a whole step.
    """

    __tablename__ = "change"

    __table_args__ = (sa.Index("ix_change_entity", "entity", "entity_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True, sa_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"))
    """Counts up in the order of the changes; the journal is read from where one left off."""
    step: str = Field(max_length=36, index=True)
    at: datetime
    command: str = Field(max_length=60)
    entity: str = Field(max_length=40)
    entity_id: str = Field(max_length=36)
    before: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON(none_as_null=True))
    after: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON(none_as_null=True))
    undoes: str | None = Field(default=None, max_length=36)


class ImportBatchFields(Fields):
    """One import: which file, read how, and what came of it."""

    file: str = name()
    sha256: str = Field(max_length=64)
    preset: str = line()
    reading: str = line()
    made: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0


class ImportBatchRow(ImportBatchFields, Row, table=True):
    """The table of import batches."""

    at: datetime


class ApartFields(Fields):
    """Two accounts, or two people, that look alike and are not the same; so they are not proposed again."""

    one_id: str = Field(max_length=36)
    other_id: str = Field(max_length=36)


class ApartRow(ApartFields, Row, table=True):
    """The table of pairs that are two; the lesser key stands first."""

    __table_args__ = (
        sa.UniqueConstraint("one_id", "other_id"),
        sa.CheckConstraint("one_id < other_id", name="in_order"),
    )


class SavedViewFields(Fields):
    """A filter and an order of the accounts table, kept under a name."""

    name: str = name()
    filter: str = line()
    sort: str = line()


class SavedViewRow(SavedViewFields, Row, table=True):
    """The table of saved views."""

    __table_args__ = (sa.UniqueConstraint("name"),)
