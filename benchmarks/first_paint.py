"""From the start of a process until a word stands on the screen of a real pseudo-terminal."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from datetime import date
from pathlib import Path

from advisorbench.clock import FixedClock
from advisorbench.services.sample.book import make_sample
from advisorbench.store.book import make_book
from benchmarks.timing import Measure, Result, compare

ROWS, COLUMNS = 40, 120
WORD = b"Agenda"
PATIENCE = 20.0
"""Seconds after which a program that shows nothing is given up."""
PROGRAMS = Path(__file__).parent / "programs"


def until_painted(*arguments: str, word: bytes = WORD) -> Measure:
    """Start a program in a terminal of its own, wait for the word, and end it."""

    def measure() -> float:
        begin = time.perf_counter()
        process, terminal = pty.fork()
        if process == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            os.execve(sys.executable, [sys.executable, *arguments], environment)
        try:
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            _wait_for(terminal, word, begin)
            return time.perf_counter() - begin
        finally:
            _end(process, terminal)

    return measure


def _wait_for(terminal: int, word: bytes, begin: float) -> None:
    seen = b""
    while word not in seen:
        left = PATIENCE - (time.perf_counter() - begin)
        if left <= 0 or not select.select([terminal], [], [], left)[0]:
            raise TimeoutError(f"{word!r} was not shown; the last was {seen[-300:]!r}")
        try:
            seen += os.read(terminal, 65536)
        except OSError as error:
            raise RuntimeError(f"the program ended: {seen[-2000:]!r}") from error


def _end(process: int, terminal: int) -> None:
    """The measured program is ours, started a moment ago: nothing in it is worth a goodbye."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(terminal)


def run(folder: Path, rounds: int) -> list[Result]:
    """The workbench on an empty and a sample book, beside the smallest Textual programs."""
    clock = FixedClock(date(2026, 11, 23))
    os.environ["ADVISORBENCH_TODAY"] = clock.today().isoformat()
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(folder)
    empty = folder / "empty.db"
    make_book(empty, clock.now)
    sample = make_sample(folder / "sample", clock)
    program = ("-m", "advisorbench", "--book")
    return compare(
        {
            "floor: one label": until_painted(str(PROGRAMS / "label.py")),
            "floor: table filled by sqlite3": until_painted(str(PROGRAMS / "table.py"), str(sample)),
            "empty book: first frame": until_painted(*program, str(empty)),
            "sample book: first frame": until_painted(*program, str(sample)),
            "sample book: the day is there": until_painted(*program, str(sample), word=b"Rijnmond"),
        },
        rounds,
    )
