"""A folder out: whole or not at all; what a stranger put there is never touched."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisorbench.domain.errors import FileError
from advisorbench.exchange.folder import write_folder

NAMES = ("a.csv", "b.csv")


def files(text: str = "x\n") -> list[tuple[str, list[str]]]:
    return [(name, [text]) for name in NAMES]


def breaking() -> Iterator[tuple[str, list[str]]]:
    yield "a.csv", ["x"]
    raise KeyboardInterrupt


def held(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty folder to write into."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def test_a_folder_is_written_for_its_owner_only(place: Path) -> None:
    write_folder(place / "out", files(), NAMES, force=False)
    assert held(place) == {"out/a.csv": "x\n", "out/b.csv": "x\n"}
    assert (place / "out").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (place / "out").iterdir()} == {0o600}


def test_a_folder_that_is_there_is_replaced_only_when_told(place: Path) -> None:
    write_folder(place / "out", [*files("old"), ("c.csv", ["old"])], NAMES, force=False)
    with pytest.raises(FileError, match="exists already"):
        write_folder(place / "out", files("new"), NAMES, force=False)
    write_folder(place / "out", files("new"), [*NAMES, "c.csv"], force=True)
    assert held(place) == {"out/a.csv": "new", "out/b.csv": "new"}
    assert [path.name for path in place.iterdir()] == ["out"]


def test_an_empty_folder_is_replaced_when_told(place: Path) -> None:
    write_folder(place, files(), NAMES, force=True)
    assert held(place) == {"a.csv": "x\n", "b.csv": "x\n"}


@pytest.mark.parametrize("strange", ["notes.txt", "A.CSV", "a.csv/inner", "link", "file"])
def test_what_holds_anything_else_is_never_replaced(place: Path, strange: str) -> None:
    out = place / "out"
    if strange == "file":
        out.write_text("mine")
    elif strange == "link":
        (place / "elsewhere").mkdir()
        out.symlink_to(place / "elsewhere")
    else:
        (out / strange).parent.mkdir(parents=True)
        (out / strange).write_text("mine")
    before = held(place)
    with pytest.raises(FileError, match="is not replaced"):
        write_folder(out, files(), NAMES, force=True)
    assert held(place) == before


def test_a_link_in_the_folder_is_a_stranger_s(place: Path) -> None:
    (place / "out").mkdir()
    (place / "mine").write_text("mine")
    (place / "out" / "a.csv").symlink_to(place / "mine")
    with pytest.raises(FileError, match="is not replaced"):
        write_folder(place / "out", files(), NAMES, force=True)
    assert (place / "mine").read_text() == "mine"


@pytest.mark.parametrize("there", [False, True])
def test_one_that_breaks_off_leaves_what_was_there(place: Path, there: bool) -> None:
    if there:
        write_folder(place / "out", files("old"), NAMES, force=False)
    before = held(place)
    with pytest.raises(KeyboardInterrupt):
        write_folder(place / "out", breaking(), NAMES, force=True)
    assert held(place) == before
    assert {path.name for path in place.iterdir()} == ({"out"} if there else set())


def test_one_that_is_killed_leaves_nothing_at_its_place(place: Path) -> None:
    code = (
        "import os, sys, pathlib\n"
        "from advisorbench.exchange.folder import write_folder\n"
        "def pieces():\n    yield 'x'\n    os.kill(os.getpid(), 9)\n"
        "write_folder(pathlib.Path(sys.argv[1]), [('a.csv', ['x']), ('b.csv', pieces())], ['a.csv'], force=True)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(place / "out")], check=False)
    assert done.returncode == -signal.SIGKILL
    assert not (place / "out").exists()


def test_a_place_that_cannot_be_written_is_said(place: Path) -> None:
    for path in (place / "none" / "out", Path("/proc/out"), Path("a\0b")):
        with pytest.raises(FileError, match="cannot be written"):
            write_folder(path, files(), NAMES, force=False)
