"""The shape of the book over time: whole steps or none, and nothing lost on the way."""

from __future__ import annotations

import ast
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config

from advisorbench.clock import FixedClock
from advisorbench.domain.errors import BookError
from advisorbench.services import Services
from advisorbench.store import book as book_module
from advisorbench.store import migrations, schema
from advisorbench.store.book import HEAD, KNOWN, open_book

SCRIPTS = Path(migrations.__file__).parent
NEXT = "9999"
"""A revision that the program does not have."""
REVISION = '''"""The revision after the newest."""

import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("account", recreate="always") as batch_op:
        batch_op.add_column(sa.Column("nickname", sa.String(length=300), nullable=False, server_default=""))
    {more}
'''


@pytest.fixture
def customer(services: Services) -> str:
    """An account with somebody at it, in the services' book."""
    account = services.accounts.add({"name": "Kaya"}).id
    services.accounts.add_person({"name": "Elif Kaya", "account_id": account})
    return account


def add_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str = "pass") -> None:
    """Let the program have one revision more."""
    scripts = tmp_path / "migrations"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "v9999_next.py").write_text(REVISION.format(next=NEXT, head=HEAD, more=more))
    config = Config()
    config.set_main_option("script_location", str(scripts))
    monkeypatch.setattr(schema, "_config", lambda: config)
    monkeypatch.setattr(book_module, "HEAD", NEXT)
    monkeypatch.setattr(book_module, "KNOWN", KNOWN | {NEXT})


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_the_program_writes_the_newest_revision() -> None:
    assert schema.head() == HEAD
    assert HEAD in KNOWN


def test_the_migrated_schema_is_that_of_the_models(services: Services) -> None:
    assert schema.differences(services.book.engine) == []


@pytest.mark.parametrize("script", sorted((SCRIPTS / "versions").glob("v*.py")), ids=lambda path: path.stem)
def test_a_revision_knows_nothing_of_the_program(script: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(script.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(str(node.module))
    assert imported <= {"sqlalchemy", "alembic", "datetime"}


def test_an_upgrade_keeps_what_hangs_on_a_rebuilt_table(
    services: Services, customer: str, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_revision(tmp_path, monkeypatch)
    path = open_book(services.book.path, clock.now).path
    assert rows(path, "SELECT name, nickname FROM account") == [("Kaya", "")]
    assert rows(path, "SELECT account_id FROM person") == [(customer,)]
    assert rows(path, "SELECT version_num FROM alembic_version") == [(NEXT,)]


def test_an_older_book_is_copied_first(
    services: Services, customer: str, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_revision(tmp_path, monkeypatch)
    path = open_book(services.book.path, clock.now).path
    copy = path.with_name(f"book.db.before-upgrade-from-{HEAD}")
    assert rows(copy, "SELECT id, name FROM account") == [(customer, "Kaya")]
    assert rows(copy, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    assert copy.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "more",
    ['op.execute("INSERT INTO nowhere VALUES (1)")', 'raise RuntimeError("bug")', 'op.execute("DELETE FROM account")'],
    ids=["sql", "bug", "orphans"],
)
def test_a_step_that_fails_leaves_the_book_as_it_was(
    services: Services, customer: str, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    add_revision(tmp_path, monkeypatch, more)
    before = services.book.path.read_bytes()
    with pytest.raises((BookError, RuntimeError)):
        open_book(services.book.path, clock.now)
    assert services.book.path.read_bytes() == before


def test_an_upgrade_that_sql_refuses_is_said_in_one_line(
    services: Services, customer: str, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_revision(tmp_path, monkeypatch, 'op.execute("INSERT INTO nowhere VALUES (1)")')
    with pytest.raises(BookError) as caught:
        open_book(services.book.path, clock.now)
    assert "\n" not in str(caught.value)


def test_a_book_that_is_up_to_date_is_not_copied(services: Services, customer: str, clock: FixedClock) -> None:
    path = services.book.path
    open_book(path, clock.now)
    assert [found.name for found in path.parent.glob("book.db*")] == ["book.db"]
