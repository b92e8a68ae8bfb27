"""Bringing in a file of sales initiatives, beside a bare reader that checks nothing and keeps no journal."""

from __future__ import annotations

import csv
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import count as counting
from pathlib import Path

from advisorbench.clock import FixedClock
from advisorbench.domain.rules import Rules
from advisorbench.services import Services, open_services
from advisorbench.services.importing.plan import Plan
from benchmarks.timing import Measure, Result, compare, timed

TODAY = date(2026, 11, 23)
HEADER = (
    "opportunity_id",
    "sales_agent",
    "product",
    "account",
    "deal_stage",
    "engage_date",
    "close_date",
    "close_value",
)
STAGES = ("Won", "Lost", "Engaging", "Prospecting")


def write_file(path: Path, rows: int) -> None:
    """A file as the Maven data set has it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            stage = STAGES[number % 4]
            began = date(2025, 1, 1) + timedelta(days=number % 600)
            closed = began + timedelta(days=60) if number % 4 < 2 else ""
            value = str(number % 5000) if stage == "Won" else ""
            writer.writerow(
                (f"K{number:07}", f"Agent {number % 30}", f"GTX {number % 7}", f"Company {number % 85}",
                 stage, began, closed, value)
            )  # fmt: skip


def bare(source: Path, folder: Path, numbers: Iterator[int]) -> Measure:
    """csv and executemany, into a new file."""

    def work() -> None:
        path = folder / f"bare{next(numbers)}.db"
        with closing(sqlite3.connect(path)) as book, book, source.open(encoding="utf-8", newline="") as file:
            book.execute(f"CREATE TABLE deal ({', '.join(f'{name} TEXT' for name in HEADER)})")
            rows = csv.reader(file)
            next(rows)
            book.executemany(f"INSERT INTO deal VALUES ({', '.join('?' * len(HEADER))})", rows)

    return timed(work)


class Importing:
    """One import after another, each into a new book; the plan and its application are timed apart."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.source, self.folder, self.numbers = source, folder, counting()
        self.services: Services | None = None
        self.made: Plan | None = None

    def plan(self) -> float:
        """Make an empty book, and time the plan."""
        path = self.folder / f"book{next(self.numbers)}.db"
        services = open_services(path, FixedClock(TODAY), Rules(), make=True)

        def work() -> None:
            self.made = services.imports.plan(self.source)

        self.services = services
        return timed(work)()

    def apply(self) -> float:
        """Time the application of the plan just made."""
        services, made = self.services, self.made
        assert services is not None and made is not None and not made.refused
        return timed(lambda: services.imports.apply(made))()

    def again(self) -> float:
        """Time the plan of the same file once more: nothing is new."""
        services = self.services
        assert services is not None

        def work() -> None:
            assert services.imports.plan(self.source).empty

        return timed(work)()


def run(folder: Path, rounds: int, rows: int = 8_800) -> list[Result]:
    """Plan and apply, beside the floor."""
    source = folder / "sales_pipeline.csv"
    write_file(source, rows)
    importing = Importing(source, folder)
    return compare(
        {
            "floor: csv and executemany": bare(source, folder, counting()),
            "plan: read, check, compare": importing.plan,
            "apply: one transaction with its journal": importing.apply,
            "the same file again: plan": importing.again,
        },
        rounds,
    )


def memory(folder: Path, rows: int = 8_800) -> str:
    """The most memory that importing takes, in MiB, for so many rows and for ten times as many, each in its process."""
    taken = []
    for count in (rows, 10 * rows):
        source, book = folder / f"memory{count}.csv", folder / f"memory{count}.db"
        write_file(source, count)
        command = [sys.executable, "-m", "benchmarks.programs.import_file", str(source), str(book)]
        taken.append(int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024)
    lines = [f"memory of an import: ten times the rows take {taken[1] / taken[0]:.2f} times the memory"]
    lines += [f"  {count:>9,} rows  {most:7.1f} MiB" for count, most in zip((rows, 10 * rows), taken, strict=True)]
    return "\n".join(lines)
