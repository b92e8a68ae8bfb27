"""A still terminal, a fixed day, and books in folders of their own; nothing of the developer's machine."""

from __future__ import annotations

import gc
import os
import time

gc.set_threshold(200_000, 20, 20)  # what a test makes is soon gone: looking for garbage took a fifth of the time

for _name in [name for name in os.environ if name.startswith(("TEXTUAL", "ADVISORBENCH"))]:
    if not _name.startswith("TEXTUAL_SNAPSHOT"):  # how the plugin's own processes find each other
        del os.environ[_name]
for _name in ("NO_COLOR", "COLORTERM"):
    os.environ.pop(_name, None)
os.environ.update(TEXTUAL_ANIMATIONS="none", TZ="UTC", LANGUAGE="en", LC_ALL="C.UTF-8")
time.tzset()

from collections.abc import Iterator  # noqa: E402
from datetime import date  # noqa: E402
from itertools import count as counting  # noqa: E402
from pathlib import Path  # noqa: E402

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

from advisorbench.clock import FixedClock  # noqa: E402
from advisorbench.domain.rules import Rules  # noqa: E402
from advisorbench.services import Services, open_services  # noqa: E402
from advisorbench.services.sample.book import make_sample  # noqa: E402
from advisorbench.store import book, dump, schema  # noqa: E402
from advisorbench.store.book import make_book  # noqa: E402
from advisorbench.store.engine import make_engine  # noqa: E402
from advisorbench.store.schema import differences, upgrade  # noqa: E402
from tests import quick_engines  # noqa: E402

TODAY = date(2026, 11, 23)
"""A Monday."""
_homes = counting()

settings.register_profile("suite", max_examples=40, deadline=None)
settings.register_profile("long", max_examples=1_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder for this test alone."""
    home = tmp_path_factory.getbasetemp() / f"home-{next(_homes)}"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "ADVISORBENCH_BOOK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ADVISORBENCH_TODAY", TODAY.isoformat())
    yield home
    quick_engines.close_all()


@pytest.fixture(autouse=True, scope="session")
def quick_books() -> Iterator[None]:
    """Books are opened quickly, except where a test is about how they are opened."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(book, "make_engine", quick_engines.make_engine)
        patch.setattr(dump, "make_scratch", quick_engines.make_scratch)
        patch.setattr(schema, "upgrade", quick_engines.upgrade)
        patch.setattr(schema, "differences", quick_engines.differences)
        yield
        quick_engines.close_all()


@pytest.fixture
def real_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Books are opened as the program opens them."""
    monkeypatch.setattr(book, "make_engine", make_engine)
    monkeypatch.setattr(schema, "upgrade", upgrade)
    monkeypatch.setattr(schema, "differences", differences)


@pytest.fixture
def clock() -> FixedClock:
    """Monday 23 November 2026, until a test sets it on."""
    return FixedClock(TODAY)


@pytest.fixture(scope="session")
def empty_book_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An empty book as it is on disk, made once."""
    path = tmp_path_factory.mktemp("empty") / "book.db"
    make_book(path, FixedClock(TODAY).now)
    return path.read_bytes()


@pytest.fixture(scope="session")
def sample_book_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sample book as it is on disk, made once."""
    return make_sample(tmp_path_factory.mktemp("sample"), FixedClock(TODAY)).read_bytes()


@pytest.fixture
def book_path(tmp_path: Path, empty_book_bytes: bytes) -> Path:
    """The path of an empty book."""
    path = tmp_path / "book.db"
    path.write_bytes(empty_book_bytes)
    path.chmod(0o600)
    return path


@pytest.fixture
def services(book_path: Path, clock: FixedClock) -> Services:
    """The use cases on an empty book."""
    return open_services(book_path, clock, Rules())


@pytest.fixture
def sample(tmp_path: Path, sample_book_bytes: bytes, clock: FixedClock) -> Services:
    """The use cases on the sample book."""
    path = tmp_path / "sample.db"
    path.write_bytes(sample_book_bytes)
    path.chmod(0o600)
    return open_services(path, clock, Rules())
