"""Reading by columns (SQLAlchemy Core), which makes no objects: what all queries share."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import SQLModel

CHUNK = 500
"""The most keys in one IN list; SQLite takes 32,766 variables, older ones 999."""


def table(entity: type[SQLModel]) -> sa.Table:
    """The Core table of an entity, for reading columns without making objects."""
    return SQLModel.metadata.tables[str(entity.__tablename__)]
