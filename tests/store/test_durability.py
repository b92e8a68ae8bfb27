"""What was said to be saved is there, whatever happens to the program; two programs may write at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from advisorbench.clock import FixedClock
from advisorbench.domain.rules import Rules
from advisorbench.services import Services, open_services

pytestmark = pytest.mark.usefixtures("real_engine")

WRITER = """
import os
import sys
from datetime import date
from pathlib import Path
from advisorbench.clock import FixedClock
from advisorbench.domain.rules import Rules
from advisorbench.models import AccountFields
from advisorbench.services import open_services

def write(name, count):
    services = open_services(Path(sys.argv[1]), FixedClock(date(2026, 11, 23)), Rules())
    for number in range(count):
        services.accounts.add(AccountFields(name=f"{name} {number}", note="x" * 3000))
        print(f"{name} {number}", flush=True)

for line in sys.stdin:
    name, count = line.split()
    child = os.fork()
    if child == 0:
        write(name, int(count))
        os._exit(0)
    print(child, flush=True)
    print("ended", os.waitpid(child, 0)[1], flush=True)
"""


class Writer:
    """A program that adds accounts to a book, in a child for each task, and says each name once it is saved."""

    def __init__(self, words: IO[str], told: IO[str]) -> None:
        self._words, self._told = words, told
        self.said: list[str] = []
        self._child = 0

    def begin(self, name: str, count: int) -> None:
        """Let a child add so many accounts of that name."""
        self.said = []
        self._words.write(f"{name} {count}\n")
        self._words.flush()
        self._child = 0

    def hear(self) -> str:
        """The next line it says."""
        line = self._told.readline().strip()
        if line.isdigit():
            self._child = int(line)
        elif line and not line.startswith("ended"):
            self.said.append(line)
        return line

    def kill(self) -> None:
        """Kill the child, without a chance to tidy up."""
        while not self._child:
            self.hear()
        os.kill(self._child, signal.SIGKILL)

    def end(self) -> int:
        """Hear it out; returns how the child ended."""
        while True:
            line = self.hear()
            assert line, "the writer is gone"
            if line.startswith("ended"):
                return int(line.split()[1])


@contextmanager
def writer(path: Path) -> Iterator[Writer]:
    """A writer on a book."""
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        yield Writer(process.stdin, process.stdout)
        process.stdin.close()


def names(services: Services) -> set[str]:
    return {line.name for line in services.accounts.lines()}


def test_nothing_that_was_said_to_be_saved_is_lost_by_a_kill(book_path: Path, clock: FixedClock) -> None:
    chance = random.Random(20261123)
    said: set[str] = set()
    with writer(book_path) as program:
        for kill in range(10):
            program.begin(f"kill-{kill}", 100_000)
            for _line in range(chance.randint(1, 20)):
                program.hear()
            for _turn in range(chance.randint(0, 50_000)):  # into the middle of a save
                pass
            program.kill()
            assert program.end() == signal.SIGKILL
            said |= set(program.said)
            services = open_services(book_path, clock, Rules())
            found = names(services)
            assert said <= found
            assert len(found - said) <= kill + 1
            assert services.book.check() == []
    assert len(said) > 50


def test_two_programs_that_write_at_once_lose_nothing(book_path: Path, services: Services) -> None:
    with writer(book_path) as one, writer(book_path) as other:
        one.begin("one", 20)
        other.begin("other", 20)
        assert [one.end(), other.end()] == [0, 0]
        assert [len(one.said), len(other.said)] == [20, 20]
        assert names(services) == {*one.said, *other.said}
