"""What only a process of its own can show: streams, pipes, terminals, what is imported."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and encodings of POSIX")

PROGRAM = (sys.executable, "-m", "advisorbench")


def started(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program, without a terminal."""
    return subprocess.run(
        [*PROGRAM, *map(str, words)],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=30,
    )


@pytest.fixture
def sample_path(tmp_path: Path, sample_book_bytes: bytes) -> Path:
    """A sample book in a file."""
    path = tmp_path / "sample.db"
    path.write_bytes(sample_book_bytes)
    return path


def test_the_version_is_printed_before_anything_is_imported() -> None:
    script = (
        "import sys; before = set(sys.modules); sys.argv[1:] = ['--version'];"
        "from advisorbench.__main__ import main; main();"
        "print(*sorted(name for name in set(sys.modules) - before), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("advisorbench 0.")
    assert set(done.stderr.split()) <= {"advisorbench", "advisorbench.__main__", "__future__"}


@pytest.mark.parametrize("words", [("export", "interactions"), ("agenda", "--all"), ("accounts", "--json")])
def test_a_reader_that_leaves_early_is_no_error(sample_path: Path, words: tuple[str, ...]) -> None:
    with subprocess.Popen(
        [*PROGRAM, "--book", sample_path, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        talk = process.stderr.read()
    assert (process.returncode, talk) == (0, b"")


def test_a_disk_that_is_full_is_said_in_one_line(sample_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no such device here")
    with full.open("wb") as out:
        done = subprocess.run([*PROGRAM, "--book", sample_path, "accounts"], stdout=out, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == ["advisorbench: The output cannot be written: No space left on device."]


def test_an_output_that_is_closed_is_no_error(sample_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&- 2>&-', "sh", *PROGRAM, "--book", str(sample_path), "accounts"],
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0


def test_a_terminal_of_ascii_only_gets_every_list_and_json_that_can_be_read(sample_path: Path) -> None:
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    for words in (("agenda", "--all"), ("accounts",)):
        done = started("--book", sample_path, *words, **plain)
        assert (done.returncode, done.stderr) == (0, b"")
        assert "Súilleabháin" in done.stdout.decode("utf-8")
    done = started("--book", sample_path, "accounts", "--json", **plain)
    assert "Ó Súilleabháin Foods" in {account["name"] for account in json.loads(done.stdout.decode("ascii"))}
    done = started("--book", sample_path, "export", "accounts", **plain)
    assert "Ó Súilleabháin Foods" in done.stdout.decode("utf-8")


def test_a_report_that_is_no_text_goes_into_a_pipe_byte_by_byte(sample_path: Path) -> None:
    words = ("--book", sample_path, "review", "pack", "De Wit Bouw", "--format", "xlsx")
    done = started(*words)
    assert (done.returncode, done.stderr) == (0, b"")
    assert zipfile.ZipFile(io.BytesIO(done.stdout)).testzip() is None
    assert started(*words, "--to", "-").stdout == done.stdout


def test_without_a_terminal_the_screens_name_the_command_that_works_without_one(sample_path: Path) -> None:
    done = started("--book", sample_path)
    assert (done.returncode, done.stdout) == (2, b"")
    [line] = done.stderr.decode().splitlines()
    assert "advisorbench agenda" in line


def test_demo_without_a_terminal_prints_the_agenda_and_says_how_to_open_the_screens(own_home: Path) -> None:
    done = started("demo")
    assert done.returncode == 0
    assert done.stdout.decode().startswith("Monday 23 November 2026")
    assert "advisorbench demo" in done.stderr.decode()
    assert not [path for path in own_home.rglob("*") if path.is_file()]
