"""What was said to be saved is there, whatever happens to the program; two programs may write at once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from advisorbench.clock import FixedClock
from advisorbench.domain.rules import Rules
from advisorbench.services import Services, open_services

WRITER = """
import sys
from datetime import date
from pathlib import Path
from advisorbench.clock import FixedClock
from advisorbench.domain.rules import Rules
from advisorbench.models import AccountFields
from advisorbench.services import open_services

path, name, count = sys.argv[1:]
services = open_services(Path(path), FixedClock(date(2026, 11, 23)), Rules())
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(count)):
    services.accounts.add(AccountFields(name=f"{name} {number}", note="x" * 3000))
    print(f"{name} {number}", flush=True)
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A program that adds accounts and says each one's name once it is saved; ready to begin."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def begin(process: subprocess.Popen[str]) -> None:
    """Let the program write."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def names(services: Services) -> set[str]:
    return {line.name for line in services.accounts.lines()}


def test_nothing_that_was_said_to_be_saved_is_lost_by_a_kill(book_path: Path, clock: FixedClock) -> None:
    chance = random.Random(20261123)
    said: set[str] = set()
    attempted = 0
    for kill in range(10):
        process = writer(book_path, f"kill {kill}", 10_000)
        begin(process)
        assert process.stdout is not None
        heard = [process.stdout.readline().strip() for _line in range(chance.randint(1, 20))]
        for _turn in range(chance.randint(0, 50_000)):  # into the middle of a save
            pass
        process.kill()
        rest, _none = process.communicate()
        heard += [line for line in rest.splitlines() if line]
        said |= set(heard)
        attempted += len(heard) + 1
        services = open_services(book_path, clock, Rules())
        assert said <= names(services)
        assert len(names(services)) <= attempted
        assert services.book.check() == []
    assert len(said) > 50


def test_two_programs_that_write_at_once_lose_nothing(book_path: Path, services: Services) -> None:
    writers = [writer(book_path, name, 20) for name in ("one", "other")]
    for process in writers:
        begin(process)
    outputs = [process.communicate(timeout=60)[0].splitlines() for process in writers]
    assert [process.returncode for process in writers] == [0, 0]
    assert [len(output) for output in outputs] == [20, 20]
    assert names(services) == {name for output in outputs for name in output}
