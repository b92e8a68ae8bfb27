"""A book is opened whole or refused in one line; what is refused is left as it was."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from advisorbench.clock import FixedClock
from advisorbench.domain.errors import BookError, Refused
from advisorbench.models import AccountRow
from advisorbench.services import Services
from advisorbench.store import engine, schema
from advisorbench.store.book import HEAD, Book, make_book, open_book

pytestmark = pytest.mark.usefixtures("real_engine")

PAGE = 4096


def state(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refusal(path: Path, clock: FixedClock) -> BookError:
    """How opening is refused; the folder must be left as it was."""
    before = state(path.parent)
    with pytest.raises(BookError) as caught:
        open_book(path, clock.now)
    assert state(path.parent) == before
    assert "\n" not in str(caught.value)
    assert caught.value.remedy
    return caught.value


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with nothing else in it."""
    path = tmp_path / "books"
    path.mkdir(mode=0o700)
    return path


def test_a_missing_book_is_not_made(folder: Path, clock: FixedClock) -> None:
    assert "There is no book" in refusal(folder / "book.db", clock).message


def test_a_folder_is_no_book(folder: Path, clock: FixedClock) -> None:
    (folder / "book.db").mkdir()
    assert "folder" in refusal(folder / "book.db", clock).message


def test_a_path_through_a_file_is_refused(folder: Path, clock: FixedClock) -> None:
    (folder / "file").write_text("x")
    with pytest.raises(BookError, match="cannot be reached") as caught:
        open_book(folder / "file" / "book.db", clock.now)
    assert caught.value.remedy


def test_a_name_that_no_file_can_have_is_refused(folder: Path, clock: FixedClock) -> None:
    with pytest.raises(BookError, match="cannot be reached"):
        open_book(folder / "bo\0ok.db", clock.now)


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"\x89PNG\r\n\x1a\n" + bytes(5000), b"Dear diary,\n" * 500, b"SQLite format 3\x00" + b"\xff" * 9000],
    ids=["empty", "one-byte", "picture", "text", "header-only"],
)
def test_what_is_no_database_is_refused(folder: Path, clock: FixedClock, content: bytes) -> None:
    path = folder / "book.db"
    path.write_bytes(content)
    assert "no book, or it is damaged" in refusal(path, clock).message


@pytest.mark.parametrize("kept", [1, 99, 100, 511, 512, 4095, 4096, 5000, 8192, 100_000, -4096, -1])
def test_a_book_cut_short_is_refused(folder: Path, clock: FixedClock, sample_book_bytes: bytes, kept: int) -> None:
    path = folder / "book.db"
    path.write_bytes(sample_book_bytes[:kept])
    assert "no book, or it is damaged" in refusal(path, clock).message


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("fill", ["zeros", "random"])
def test_ruined_pages_are_noticed_and_never_an_empty_book(
    folder: Path, clock: FixedClock, sample_book_bytes: bytes, fill: str, seed: int
) -> None:
    chance = random.Random(seed)
    ruined = bytearray(sample_book_bytes)
    pages = range(len(ruined) // PAGE)
    for page in [0] if seed == 0 else chance.sample(pages[1:], 10):
        ruined[page * PAGE : (page + 1) * PAGE] = bytes(PAGE) if fill == "zeros" else chance.randbytes(PAGE)
    path = folder / "book.db"
    path.write_bytes(ruined)
    try:
        assert open_book(path, clock.now).check()
    except BookError as error:
        assert "damaged" in error.message
    assert state(folder) == {"book.db": bytes(ruined)}


def test_another_programs_database_is_refused(folder: Path, clock: FixedClock) -> None:
    path = folder / "book.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE moz_places (id INTEGER)")
    assert "not a book" in refusal(path, clock).message


def test_a_newer_book_is_refused_as_newer(book_path: Path, folder: Path, clock: FixedClock) -> None:
    path = shutil.move(book_path, folder / "book.db")
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
        other.commit()
    assert "newer" in refusal(Path(path), clock).message


def test_a_locked_book_is_said_to_be_in_use(
    book_path: Path, folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    path = Path(shutil.move(book_path, folder / "book.db"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "in use by another program" in refusal(path, clock).message
        other.execute("ROLLBACK")
    assert open_book(path, clock.now).check() == []


def test_a_write_waits_for_another_and_then_says_so(
    services: Services, book_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(book_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BookError, match="in use by another program"):
            services.accounts.add({"name": "Kaya"})
        assert services.accounts.lines() == []
        other.execute("ROLLBACK")


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder of a user without rights over others; tests may run as root, who cannot be refused."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = os.geteuid() == 0
        if root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o700)


def test_a_read_only_book_can_be_read_and_says_why_it_cannot_be_written(
    as_nobody: Path, clock: FixedClock, sample_book_bytes: bytes
) -> None:
    path = as_nobody / "book.db"
    path.write_bytes(sample_book_bytes)
    for mode, of in ((0o400, path), (0o500, as_nobody)):
        of.chmod(mode)
        book = open_book(path, clock.now)
        with book.read() as session:
            assert session.get(AccountRow, "none") is None
        with pytest.raises(BookError, match="cannot be written") as caught, book.write("add account") as session:
            session.add(AccountRow(name="Kaya"))
        assert caught.value.remedy
        path.chmod(0o600)
    assert state(as_nobody) == {"book.db": sample_book_bytes}


def test_a_book_that_may_not_be_read_is_refused(as_nobody: Path, clock: FixedClock, empty_book_bytes: bytes) -> None:
    path = as_nobody / "book.db"
    path.write_bytes(empty_book_bytes)
    path.chmod(0)
    with pytest.raises(BookError, match="cannot be opened"):
        open_book(path, clock.now)
    as_nobody.chmod(0)
    with pytest.raises(BookError, match="cannot be reached"):
        open_book(path, clock.now)


def test_no_book_is_made_where_nothing_may_be_written(as_nobody: Path, clock: FixedClock) -> None:
    as_nobody.chmod(0o500)
    with pytest.raises(BookError, match="No book can be made") as caught:
        make_book(as_nobody / "new" / "book.db", clock.now)
    assert caught.value.remedy
    assert list(as_nobody.iterdir()) == []


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_new_book_and_its_folders_are_its_owners_alone(tmp_path: Path, clock: FixedClock, umask: int) -> None:
    path = tmp_path / "share" / "advisorbench" / "book.db"
    before = os.umask(umask)
    try:
        make_book(path, clock.now)
        with open_book(path, clock.now).write("add account") as session:
            session.add(AccountRow(name="Kaya"))
    finally:
        os.umask(before)
    modes = [place.stat().st_mode & 0o777 for place in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("make", [lambda path: path.write_text("mine"), lambda path: path.mkdir()])
def test_a_new_book_never_takes_the_place_of_something(
    folder: Path, clock: FixedClock, make: Callable[[Path], object]
) -> None:
    make(folder / "book.db")
    before = state(folder)
    with pytest.raises(BookError, match="already"):
        make_book(folder / "book.db", clock.now)
    assert state(folder) == before


def test_a_book_that_cannot_be_made_whole_leaves_nothing(
    folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_engine: object) -> None:
        with closing(sqlite3.connect(folder / "small.db")) as small:
            small.execute("PRAGMA max_page_count = 1")
            small.execute("CREATE TABLE large (text TEXT)")

    monkeypatch.setattr(schema, "upgrade", fail)
    with pytest.raises(BookError, match="disk is full"):
        make_book(folder / "book.db", clock.now)
    assert state(folder).keys() <= {"small.db"}


def test_check_finds_a_reference_that_leads_nowhere(sample: Services) -> None:
    with closing(sqlite3.connect(sample.book.path)) as other:
        other.execute("DELETE FROM person WHERE id = (SELECT person_id FROM ask LIMIT 1)")
        other.commit()
    wrong = sample.book.check()
    assert wrong
    assert all("refers to a missing person" in line for line in wrong)


def test_check_finds_another_schema(services: Services) -> None:
    with closing(sqlite3.connect(services.book.path)) as other:
        other.execute("ALTER TABLE account DROP COLUMN note")
        other.commit()
    assert any("note" in line for line in services.book.check())


PRAGMAS = {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 5000}


@pytest.mark.parametrize("leftover", ["delete", "wal", "truncate"])
def test_every_connection_keeps_what_was_saved(book_path: Path, clock: FixedClock, leftover: str) -> None:
    with closing(sqlite3.connect(book_path)) as other:
        other.execute(f"PRAGMA journal_mode={leftover}")
    book = open_book(book_path, clock.now)
    for opened in (book.read(), book.write("look")):
        with opened as session:
            connection = session.connection()
            assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS} == PRAGMAS
    assert [path.name for path in book_path.parent.glob("book.db*")] == ["book.db"]


def test_a_reading_session_cannot_write(services: Services) -> None:
    with pytest.raises(RuntimeError, match="reading session"), services.book.read() as session:
        session.add(AccountRow(name="Kaya"))
        session.flush()


def test_a_rule_of_the_database_is_refused_without_showing_values(services: Services) -> None:
    with pytest.raises(Refused) as caught, services.book.write("add account") as session:
        session.add(AccountRow(name="Secret Customer", referred_by_id="nobody"))
    assert "\n" not in str(caught.value)
    assert "Secret" not in str(caught.value)
    assert services.accounts.lines() == []


def test_a_book_replaced_beneath_us_is_read_anew(tmp_path: Path, sample: Services, empty_book_bytes: bytes) -> None:
    sample.accounts.add({"name": "Kaya"})
    assert sample.accounts.lines()
    other = tmp_path / "other.db"
    other.write_bytes(empty_book_bytes)
    other.replace(sample.book.path)
    assert sample.accounts.lines() == []


def test_the_book_of_a_moved_file_is_still_its_path(book_path: Path, clock: FixedClock) -> None:
    assert Book(book_path, clock.now).revision == HEAD
