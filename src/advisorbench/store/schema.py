"""The shape of the book over time: Alembic, imported only when a book is made, brought up to date or checked."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from advisorbench import models
from advisorbench.domain.errors import BookError
from advisorbench.i18n import _


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def head() -> str:
    """The newest revision there is."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def upgrade(engine: sa.Engine, target: str = "head") -> None:
    """Bring a book to a revision, in one transaction; on SQLite an older book is copied first.

    Foreign keys are off meanwhile, set outside the transaction: with them on, rebuilding a table deletes what
    refers to it. What refers to nothing afterwards undoes the whole upgrade.

    Raises:
        BookError: The upgraded book would not be whole.
    """
    writing = engine.execution_options(write=True)
    with writing.connect() as connection, _without_foreign_keys(connection), connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, target)
        if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise BookError(
                _("The book could not be brought up to date; it was left as it was."),
                _("Run “advisorbench check” with the older version to see what is wrong in it."),
            )


@contextlib.contextmanager
def _without_foreign_keys(connection: sa.Connection) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    _copy_first(driver)
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _copy_first(driver: sqlite3.Connection) -> None:
    """Copy a book that holds something to a file beside it, named after its revision."""
    tables = driver.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()[0]
    if not tables:
        return
    revision = driver.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    path = Path(driver.execute("PRAGMA database_list").fetchone()[2])
    copy = path.with_name(f"{path.name}.before-upgrade-from-{revision}")
    copy.touch(mode=0o600)
    with contextlib.closing(sqlite3.connect(copy)) as target:
        driver.backup(target)


def differences(engine: sa.Engine) -> list[str]:
    """Where the book's tables differ from what this program expects; nothing when they agree."""
    assert models.AccountRow.metadata is SQLModel.metadata
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
    return [_("the schema differs: %(what)s") % {"what": difference} for difference in found]
