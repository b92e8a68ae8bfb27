"""Use cases of files that come in, whatever they are: rows, vCards, a calendar, another book."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from advisorbench.domain.errors import BenchError
from advisorbench.exchange.file_format import FileFormat, format_of
from advisorbench.exchange.tables.fields import RowKind
from advisorbench.exchange.tables.layout import lay_out
from advisorbench.exchange.tables.mapping import ColumnMapping, SavedMappings
from advisorbench.services.base import Service
from advisorbench.services.duplicates import add_new_rows, likeliest
from advisorbench.services.importing.batch import begin_batch, may_apply
from advisorbench.services.importing.books import plan_book
from advisorbench.services.importing.calendars import plan_calendar
from advisorbench.services.importing.plan import Plan, Progress, no_progress
from advisorbench.services.importing.table_plan import TablePlan
from advisorbench.services.importing.tables import new_identities, open_rows, plan_table
from advisorbench.store.duplicates import Index

MOST_COMPARED = 20_000
"""Up to so many new rows, those are looked for that look like something in the book."""
_ORDER = (RowKind.ACCOUNTS, RowKind.PEOPLE, RowKind.INITIATIVES, RowKind.ACTIVITIES)
"""What refers to what: the companies of an export come before its deals."""


class Imports(Service):
    """Files in."""

    def plan(
        self, path: Path, mapping: ColumnMapping | None = None, progress: Progress = no_progress, *,
        file_format: FileFormat | None = None, calendar: str = "", busy: bool = False,
    ) -> Plan:  # fmt: skip
        """Read a file and find out what importing it would do.

        Args:
            path: The file; of a calendar also a folder.
            mapping: What was said about the columns of a table.
            progress: Told how many rows of how many are read.
            file_format: What kind of file it is, where that was found out before.
            calendar: The name to keep a calendar under.
            busy: Whether of a calendar only that one is busy is taken.

        Raises:
            FileError: It cannot be read, or it is not certain how.
            Cancelled: By `progress`.
        """
        file_format = file_format or format_of(path)
        if file_format is FileFormat.CALENDAR:
            return plan_calendar(self.book, path, self.rules.zone, self.today, calendar=calendar, busy=busy)
        if file_format is FileFormat.DUMP:
            return plan_book(self.book, path, progress)
        return self._plan_table(path, file_format, mapping or ColumnMapping(), progress)

    def _plan_table(
        self, path: Path, file_format: FileFormat, mapping: ColumnMapping, progress: Progress
    ) -> TablePlan:  # fmt: skip
        source = open_rows(path, file_format, mapping)
        plan = TablePlan(path, file_format, source.sha256, fill_only=mapping.fill_only, source=source)
        with Index(among=False) as index:
            with self.book.read() as session:
                plan_table(session, plan, self.today, progress)
                plan.duplicates_sought = plan.made <= MOST_COMPARED
                if plan.made and plan.duplicates_sought:
                    add_new_rows(index, session, new_identities(session, plan))
            plan.duplicates = likeliest(index)  # nobody waits for the book while it is thought about
        return plan

    def apply(self, plan: Plan, progress: Progress = no_progress, *, skip_refused: bool = False) -> dict[str, int]:
        """Carry a plan out, as one transaction and one batch.

        Args:
            plan: What `plan` gave.
            progress: Told how many rows of how many are written; called off by it, nothing is.
            skip_refused: Whether lines that cannot be read are left out; else they hold everything back.

        Returns:
            How many things were made, changed, the same, refused.

        Raises:
            FileError: There are lines that cannot be read.
            Stale: The book was changed since the plan was made.
            Cancelled: By `progress`.
        """
        may_apply(plan, skip_refused=skip_refused)
        if not plan.empty:
            with self.book.write("import") as session:
                plan.write(session, begin_batch(session, plan, self.clock.now()), progress)
        return plan.counts


def saved_for(path: Path, file_format: FileFormat, mappings: SavedMappings) -> str:
    """The saved mapping that is of files with just the columns of this one; empty if none is, or it is no table."""
    if file_format is not FileFormat.TABLE or not mappings.names():
        return ""
    try:
        return mappings.for_header(lay_out(path, ColumnMapping()).sheet.header)
    except BenchError:
        return ""  # what is wrong with it is said when it is read


def in_order(formats: Mapping[Path, FileFormat], mapping: ColumnMapping) -> list[Path]:
    """Files in the order in which they are to come in: what others refer to comes first.

    Args:
        formats: The files, and what kind each is.
        mapping: What was said about the columns of tables.
    """

    def rank(path: Path) -> int:
        match formats[path]:
            case FileFormat.DUMP:
                return -1
            case FileFormat.CARDS:
                return _ORDER.index(RowKind.PEOPLE)
            case FileFormat.CALENDAR:
                return len(_ORDER)
        try:
            return _ORDER.index(lay_out(path, mapping).preset.kind)
        except BenchError:
            return len(_ORDER)  # it is refused when its turn comes

    return sorted(formats, key=rank) if len(formats) > 1 else list(formats)
