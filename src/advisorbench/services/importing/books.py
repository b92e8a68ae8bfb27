"""Planning an import of a whole book: each row checked, then held against the book."""

from __future__ import annotations

from pathlib import Path

from advisorbench.exchange.encoding import digest, regular_size
from advisorbench.exchange.file_format import FileFormat
from advisorbench.services.importing.book_plan import BookPlan
from advisorbench.services.importing.book_planner import BookPlanner
from advisorbench.services.importing.book_rows import stage_rows
from advisorbench.services.importing.plan import Progress
from advisorbench.store.book import Book
from advisorbench.store.journal import newest_line


def plan_book(book: Book, path: Path, progress: Progress) -> BookPlan:
    """Find out what importing a dump would do.

    Args:
        book: The book.
        path: The file.
        progress: Told that rows are read; of how many is not known before.

    Raises:
        FileError: It cannot be read, or is no dump.
        Cancelled: By `progress`.
    """
    regular_size(path)
    plan = BookPlan(path, FileFormat.DUMP, digest(path))
    stage_rows(plan, progress)
    with book.read() as session:
        plan.seen = newest_line(session)
        BookPlanner(session, plan).read(progress)
    return plan
