"""What is built is whole: the wheel installs, holds every file that is not Python, and makes a book."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src" / "advisorbench"
POT = SRC / "locale" / "advisorbench.pot"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built once, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
    )
    [built] = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_source_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    source = {
        path.relative_to(SRC.parent).as_posix()
        for path in SRC.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in packed if not name.endswith("/")} == source
    assert {"advisorbench/app.tcss", "advisorbench/py.typed", "advisorbench/locale/advisorbench.pot"} <= packed
    assert "advisorbench/store/migrations/versions/v0001_first_book.py" in packed


def test_the_wheel_carries_the_licence_and_the_one_entry_point(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        texts = {Path(name).name: archive.read(name).decode() for name in archive.namelist() if ".dist-info/" in name}
    assert "advisorbench = advisorbench.__main__:main" in texts["entry_points.txt"]
    assert "LICENSE" in texts
    assert "License-Expression: MIT" in texts["METADATA"]


def test_the_installed_program_makes_and_checks_a_book(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "installed"
    quiet = ["--quiet", "--disable-pip-version-check", "--no-compile"]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", *quiet, "--no-deps", "--no-index", "--target", place, wheel],
        check=True,
    )

    def installed(*words: str) -> str:
        script = "import advisorbench, sys; print(advisorbench.__file__, file=sys.stderr); " \
                 "from advisorbench.__main__ import main; main()"  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", script, "--book", tmp_path / "made.db", *words],
            env={**os.environ, "PYTHONPATH": str(place)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert str(place) in done.stderr
        return done.stdout

    installed("add", "account", "Kaya Logistics")
    assert "The book is whole" in installed("check")
    assert "Kaya Logistics" in installed("accounts")


def test_the_version_is_said_once_and_the_same() -> None:
    import tomllib

    from advisorbench import __version__

    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == __version__


def extracted() -> set[tuple[str, ...]]:
    """The texts in the source that are marked for translation."""
    from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

    found = extract_from_dir(SRC, keywords={**DEFAULT_KEYWORDS, "N_": None})
    return {(text,) if isinstance(text, str) else tuple(text) for _file, _line, text, _notes, _context in found}


def test_the_catalogue_for_translators_is_up_to_date() -> None:
    from babel.messages.pofile import read_po

    assert POT.exists(), "There is no catalogue: run make catalogue."
    catalogue = read_po(BytesIO(POT.read_bytes()))
    listed = {(m.id,) if isinstance(m.id, str) else tuple(m.id) for m in catalogue if m.id}
    stale = sorted(extracted() ^ listed)
    assert not stale, f"The catalogue is not what the source says; run make catalogue. For example: {stale[:3]}"
