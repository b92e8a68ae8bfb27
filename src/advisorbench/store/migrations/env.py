"""Alembic's way in: the connection and its transaction are handed in by `store.schema`."""

from alembic import context
from sqlmodel import SQLModel

from advisorbench import models

assert models.AccountRow.metadata is SQLModel.metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
context.run_migrations()
