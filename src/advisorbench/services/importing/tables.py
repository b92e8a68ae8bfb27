"""Planning an import of a table or of vCards: read, held against the book, compared with what may be there already."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from advisorbench.domain.identity.traits import Identity, IdentityKind
from advisorbench.exchange.cards.rows import CardReading
from advisorbench.exchange.file_format import FileFormat
from advisorbench.exchange.tables.mapping import ColumnMapping
from advisorbench.exchange.tables.reading import read_table
from advisorbench.models import AccountRow
from advisorbench.services.importing.plan import Progress
from advisorbench.services.importing.table_plan import RowSource, TablePlan
from advisorbench.services.importing.table_planner import TablePlanner
from advisorbench.store import files as store
from advisorbench.store.journal import BookSession, newest_line

KINDS = {"account": IdentityKind.ACCOUNT, "person": IdentityKind.PERSON}
"""What may be there twice."""


def open_rows(path: Path, file_format: FileFormat, mapping: ColumnMapping) -> RowSource:
    """The rows of a table or of vCards.

    Args:
        path: The file.
        file_format: Which of both it is.
        mapping: What was said about its columns; the rest is found out.

    Raises:
        FileError: It cannot be read, or it is not certain how.
    """
    return CardReading(path) if file_format is FileFormat.CARDS else read_table(path, mapping)


def plan_table(session: BookSession, plan: TablePlan, today: date, progress: Progress) -> TablePlan:
    """Find out what importing a table or vCards would do.

    Args:
        session: A reading session.
        plan: What is known of the file so far.
        today: The day on which people are added.
        progress: Told how many rows of how many are read.

    Raises:
        FileError: It cannot be read.
        Cancelled: By `progress`.
    """
    plan.seen = newest_line(session)
    return TablePlanner(session, plan, today).read(progress)


def new_identities(session: BookSession, plan: TablePlan) -> list[Identity]:
    """The accounts and people that a plan makes, as far as it tells who they are."""
    made = [(kind, row) for kind in KINDS for rows in plan.staging.to_make(kind) for row in rows]
    keys = {row["account_id"] for _kind, row in made if row.get("account_id")}
    names = {key: row["name"] for key, row in store.rows_by_key(session, AccountRow, keys).items()}
    names |= {row["id"]: row["name"] for kind, row in made if kind == "account"}
    return [
        Identity(
            KINDS[kind], str(number), row["name"], row.get("email", ""), row.get("phone", ""),
            row.get("website", ""), names.get(str(row.get("account_id")), str(row.get("company", ""))), new=True,
        )
        for number, (kind, row) in enumerate(made)
    ]  # fmt: skip
