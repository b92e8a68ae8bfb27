"""Use cases of tables and vCards: a file is read, planned and shown, then applied as one batch."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from advisorbench.domain.identity.traits import Identity
from advisorbench.domain.identity.traits import IdentityKind as Likely
from advisorbench.domain.records.states import AccountStatus
from advisorbench.exchange.cards.reading import is_cards
from advisorbench.exchange.cards.rows import CardReading
from advisorbench.exchange.tables.mapping import How
from advisorbench.exchange.tables.reading import read_file
from advisorbench.models import AccountFields, AccountRow, ImportBatchRow
from advisorbench.services.base import Service, change, row_of
from advisorbench.services.generations import number_generations
from advisorbench.services.importing.batch import begin_batch, digest, may_apply, whole_rows
from advisorbench.services.importing.plan import ENTITIES, FileSource, Plan, Progress, no_progress
from advisorbench.services.importing.planner import TablePlanner
from advisorbench.store import files as store
from advisorbench.store.journal import BookSession, insert_many, newest_line

__all__ = ["Files", "Plan"]

LIKELY = {"account": Likely.ACCOUNT, "person": Likely.PERSON}
"""What may be there twice."""


class Files(Service):
    """Tables and vCards in."""

    def plan(self, path: Path, how: How | None = None, progress: Progress = no_progress) -> Plan:
        """Read a table or vCards and find out what importing it would do.

        Args:
            path: The file.
            how: What was said about it; the rest is found out.
            progress: Told how many rows of how many are read.

        Raises:
            FileError: The file cannot be read, or it is not certain how.
            Cancelled: By `progress`.
        """
        source: FileSource = CardReading(path) if is_cards(path) else read_file(path, how)
        with self.book.read() as session:
            plan = Plan(source, digest(path), newest_line(session), fill_only=bool(how and how.keep))
            return TablePlanner(session, plan, self.today).read(progress)

    def apply(self, plan: Plan, progress: Progress = no_progress, *, skip_refused: bool = False) -> dict[str, int]:
        """Carry a plan out, as one transaction and one batch.

        Args:
            plan: What `plan` gave.
            progress: Told how many rows of how many are written; called off by it, nothing is.
            skip_refused: Whether rows that cannot be read are left out; else they hold everything back.

        Returns:
            How many rows were made, changed, the same, refused.

        Raises:
            FileError: There are rows that cannot be read.
            Stale: The book was changed since the plan was made.
            Cancelled: By `progress`.
        """
        may_apply(plan, skip_refused=skip_refused)
        if plan.empty:
            return plan.counts
        with self.book.write("import") as session:
            file, preset, reading = plan.source.path.name, plan.source.preset.name, plan.source.form
            batch = begin_batch(session, plan, self.clock.now(), file=file, preset=preset, reading=reading)
            _Writer(session, plan, batch, progress).write()
        return plan.counts

    def new_entries(self, plan: Plan) -> list[Identity]:
        """The accounts and people that a plan makes, as far as it tells who they are."""
        made = [(kind, row) for kind in LIKELY for rows in plan.staging.to_make(kind) for row in rows]
        at = {row["account_id"] for _kind, row in made if row.get("account_id")}
        with self.book.read() as session:
            names = {key: row["name"] for key, row in store.rows_by_key(session, AccountRow, at).items()}
        names |= {row["id"]: row["name"] for kind, row in made if kind == "account"}
        return [
            Identity(
                LIKELY[kind], str(number), row["name"], row.get("email", ""), row.get("phone", ""),
                row.get("website", ""), names.get(str(row.get("account_id")), str(row.get("company", ""))), new=True,
            )
            for number, (kind, row) in enumerate(made)
        ]  # fmt: skip


class _Writer:
    """Writes what a plan staged, some rows at a time, in the order in which one refers to another."""

    def __init__(self, session: BookSession, plan: Plan, batch: ImportBatchRow, progress: Progress) -> None:
        self.session, self.plan, self.batch, self.progress = session, plan, batch, progress
        made, changed = plan.staging.counts()
        self.done, self.total = 0, sum(made.values()) + sum(changed.values())

    def write(self) -> None:
        for name, (entity, _fields) in ENTITIES.items():
            for rows in self.plan.staging.to_make(name):
                insert_many(self.session, entity, whole_rows(entity, store.with_days(entity, rows), self.batch.id))
                self._told(len(rows))
        tops: set[str] = set()
        for name, key, values in self.plan.staging.to_change():
            entity, fields = ENTITIES[name]
            row = row_of(self.session, entity, key)
            change(row, fields, values)
            tops |= {key} if "referred_by_id" in values else set()
            self.session.flush()
            self._told(1)
        for key, since in self.plan.customers.items():
            self._customer(row_of(self.session, AccountRow, key), since)
        for top in [row_of(self.session, AccountRow, key) for key in tops]:
            if top.referred_by_id not in tops:  # else it is reached from there
                number_generations(self.session, top)

    def _told(self, rows: int) -> None:
        self.done += rows
        self.progress(self.done, self.total)

    def _customer(self, account: AccountRow, since: str) -> None:
        if account.status is AccountStatus.PROSPECT:
            days = (account.customer_since, date.fromisoformat(since) if since else None)
            values = {"status": AccountStatus.ACTIVE, "customer_since": min(filter(None, days), default=None)}
            change(account, AccountFields, values)
