"""Whatever comes in, by what it is: rows, vCards, a calendar, another book. Screens and command line go through it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from advisorbench.domain.errors import BenchError
from advisorbench.exchange.calendars.reading import is_calendar
from advisorbench.exchange.cards.reading import is_cards
from advisorbench.exchange.dump import is_dump
from advisorbench.exchange.tables.fields import RowKind
from advisorbench.exchange.tables.layout import lay_out
from advisorbench.exchange.tables.mapping import How, Mappings
from advisorbench.services.duplicates import Duplicates
from advisorbench.services.importing.book_plan import DumpPlan
from advisorbench.services.importing.books import Dumps
from advisorbench.services.importing.calendars import CalendarFiles, CalendarPlan
from advisorbench.services.importing.plan import Plan, Progress, no_progress
from advisorbench.services.importing.tables import Files

MOST_ALIKE = 20_000
"""Among so many new rows those are looked for that look like something in the book."""
_ORDER = (RowKind.ACCOUNTS, RowKind.PEOPLE, RowKind.INITIATIVES, RowKind.ACTIVITIES)
"""What refers to what: the companies of an export come before its deals."""


class AnyPlan(Protocol):
    """What an import would do, whatever it is of."""

    refused: list[tuple[int, str]]

    @property
    def empty(self) -> bool:
        """Whether applying it would change nothing."""

    @property
    def counts(self) -> dict[str, int]:
        """How many things are new, changed, the same, and refused."""

    def told(self) -> list[str]:
        """The plan in lines for the user."""


class Imports:
    """Files that come in, of every kind.

    Args:
        files: Rows of tables.
        calendars: Calendars.
        dumps: Whole books.
        duplicates: Tells what may be there already.
    """

    def __init__(self, files: Files, calendars: CalendarFiles, dumps: Dumps, duplicates: Duplicates) -> None:
        self._files, self._calendars, self._dumps, self._duplicates = files, calendars, dumps, duplicates

    def plan(
        self, path: Path, how: How | None = None, progress: Progress = no_progress, *, calendar: str = "",
        busy: bool = False,
    ) -> AnyPlan:  # fmt: skip
        """Read a file and find out what importing it would do.

        Args:
            path: The file; of a calendar also a folder.
            how: What was said about the columns of a table.
            progress: Told how many rows of how many are read.
            calendar: The name to keep a calendar under.
            busy: Whether of a calendar only that one is busy is taken.

        Raises:
            FileError: It cannot be read, or it is not certain how.
        """
        if is_calendar(path):
            return self._calendars.plan(path, calendar=calendar, busy=busy)
        if is_dump(path):
            return self._dumps.plan(path, progress)
        plan = self._files.plan(path, how, progress)
        if plan.made > MOST_ALIKE:
            plan.looked_for_alike = False
        elif plan.made:
            plan.alike = self._duplicates.proposals(self._files.new_entries(plan))
        return plan

    def apply(self, plan: AnyPlan, progress: Progress = no_progress, *, skip_refused: bool = False) -> dict[str, int]:
        """Carry a plan out, as one transaction and one batch.

        Returns:
            How many things were made, changed, the same, refused.

        Raises:
            FileError: There is something that cannot be read.
            Stale: The book was changed since the plan was made.
        """
        if isinstance(plan, CalendarPlan):
            return self._calendars.apply(plan, skip_refused=skip_refused)
        if isinstance(plan, DumpPlan):
            return self._dumps.apply(plan, progress, skip_refused=skip_refused)
        assert isinstance(plan, Plan)
        return self._files.apply(plan, progress, skip_refused=skip_refused)


def is_table(path: Path) -> bool:
    """Whether a file holds rows under a header, so that its columns may need to be told."""
    return not (is_calendar(path) or is_cards(path) or is_dump(path))


def saved_for(path: Path, mappings: Mappings) -> str:
    """The saved mapping that is of files with just the columns of this one; empty if none is, or it is no table."""
    try:
        return mappings.for_header(lay_out(path, How()).sheet.header) if mappings.names() and is_table(path) else ""
    except BenchError:
        return ""  # what is wrong with it is said when it is read


def in_order(paths: Sequence[Path], how: How) -> list[Path]:
    """Files in the order in which they are to come in: what others refer to comes first."""
    if len(paths) < 2:
        return list(paths)

    def place(path: Path) -> int:
        try:
            if is_cards(path):
                return _ORDER.index(RowKind.PEOPLE)
            if is_dump(path):
                return -1
            return len(_ORDER) if is_calendar(path) else _ORDER.index(lay_out(path, how).preset.kind)
        except BenchError:
            return len(_ORDER)  # it is refused when its turn comes

    return sorted(paths, key=place)
