"""Looking for entries that are there twice: who they are, and an index of what they are found by.

The index is a private SQLite database that is gone when it is closed, whatever the book is kept in: it lies in memory
up to a bound and in a temporary file beyond. It speaks SQLite's own SQL.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from advisorbench.domain.chains import gathered
from advisorbench.domain.identity.duplicates import Common, Score
from advisorbench.domain.identity.traits import RARE, Identity, IdentityKind, Mark, Traits, marks
from advisorbench.domain.records.states import AccountStatus
from advisorbench.models import AccountRow, ApartRow, PersonRow
from advisorbench.store.core import table

CHUNK = 2_000
"""So many entries are written at once."""
MEMORY_KIB = 64 * 1024
"""The memory of the index, before it goes to a temporary file."""
NEAR = 8
"""Among many of one spelling each is compared with so many that follow it by the alphabet."""
FEW = 20
"""More than so many do not share an address, a number or a host for being one."""
SIZE = 2
"""By so many letters names may differ in length."""
_RANKS = {status: place for place, status in enumerate(
    (AccountStatus.LOST, AccountStatus.PROSPECT, AccountStatus.DORMANT, AccountStatus.ACTIVE)
)}  # fmt: skip


def entries(session: Session, kinds: Iterable[IdentityKind]) -> Iterator[Identity]:
    """The accounts and people of the book as far as they tell who they are; not those who were put away or erased."""
    if IdentityKind.ACCOUNT in kinds:
        yield from _accounts(session)
    if IdentityKind.PERSON in kinds:
        yield from _people(session)


def _accounts(session: Session) -> Iterator[Identity]:
    a, p = table(AccountRow), table(PersonRow)
    mails: dict[str, str] = {}
    there = sa.select(p.c.account_id, p.c.email).where(
        p.c.account_id.is_not(None), p.c.email != "", p.c.archived_on.is_(None)
    )
    for account, email in session.execute(there.execution_options(yield_per=CHUNK)):
        known = mails.get(account, "")
        if email.rpartition("@")[2] not in known:
            mails[account] = f"{known} {email}"
    query = sa.select(a.c.id, a.c.name, a.c.website, a.c.parent, a.c.city, a.c.status).where(a.c.archived_on.is_(None))
    for key, name, website, parent, city, status in session.execute(query.execution_options(yield_per=CHUNK)):
        yield Identity(
            IdentityKind.ACCOUNT,
            key,
            name,
            email=mails.get(key, ""),
            website=website,
            company=parent,
            city=city,
            rank=_RANKS[status],
        )


def _people(session: Session) -> Iterator[Identity]:
    p, a = table(PersonRow), table(AccountRow)
    moved = sa.select(p.c.id, p.c.came_from_id).where(p.c.came_from_id.is_not(None))
    came: dict[str, str] = {row[0]: row[1] for row in session.execute(moved)}
    first = gathered(came, str, lambda _key, before: before)  # who they were at the very first
    query = (
        sa.select(p.c.id, p.c.name, p.c.email, p.c.phone, sa.func.coalesce(a.c.name, p.c.company), p.c.account_id)
        .select_from(p.outerjoin(a, a.c.id == p.c.account_id))
        .where(p.c.archived_on.is_(None), p.c.purged_on.is_(None), a.c.archived_on.is_(None))
        .order_by(p.c.account_id, p.c.id)
    )
    for key, name, email, phone, company, account in session.execute(query.execution_options(yield_per=CHUNK)):
        yield Identity(
            IdentityKind.PERSON,
            key,
            name,
            email,
            phone,
            company=company,
            account_id=account or "",
            human=first.get(key, ""),
            rank=int(bool(account)),
        )


def apart(session: Session) -> frozenset[tuple[str, str]]:
    """The pairs that are two, the lesser key first."""
    t = table(ApartRow)
    return frozenset((row[0], row[1]) for row in session.execute(sa.select(t.c.one_id, t.c.other_id)))


class Index:
    """Finds the entries that share a mark. Open it with ``with``; add entries, then ask for the pairs.

    Args:
        among: Whether entries of the book are compared with each other, too; else only with those from a file.
    """

    def __init__(self, *, among: bool = True) -> None:
        self._among = among
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for setting in (f"cache_size=-{MEMORY_KIB}", "journal_mode=OFF", "synchronous=OFF", "temp_store=FILE"):
            self._db.execute(f"PRAGMA {setting}")
        self._db.execute(f"CREATE TABLE entry (no INTEGER PRIMARY KEY, {', '.join(Traits._fields)})")
        self._db.execute("CREATE TABLE mark (mark INTEGER, rare, size, weak, floor, no INTEGER, new)")
        self._count = 0

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._db.close()

    def add(self, entries: Iterable[tuple[Traits, Iterable[Mark]]]) -> None:
        """Take in entries with their marks."""
        rows: list[tuple[Any, ...]] = []
        found_by: list[tuple[Any, ...]] = []
        for entry, own in entries:
            self._count += 1
            rows.append((self._count, *entry))
            found_by += [(hash(text), text[0] in RARE, *more, self._count, entry.new) for text, *more in own]
            if len(rows) >= CHUNK:
                self._write(rows, found_by)
                rows, found_by = [], []
        self._write(rows, found_by)

    def _write(self, rows: list[tuple[Any, ...]], found_by: list[tuple[Any, ...]]) -> None:
        self._db.execute("BEGIN")
        self._db.executemany(f"INSERT INTO entry VALUES ({', '.join('?' * (len(Traits._fields) + 1))})", rows)
        self._db.executemany("INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?, ?)", found_by)
        self._db.execute("COMMIT")

    def pairs(self, score: Score) -> Iterator[tuple[Traits, Traits]]:
        """Every two entries that share a mark, once; of the many that share a spelling those that stand near.

        Args:
            score: How alike two texts are.
        """
        self._db.execute(
            "CREATE TABLE shared AS SELECT mark, count(*) AS many, max(rare) AS rare, min(no) AS first FROM mark"
            " GROUP BY mark HAVING many > 1"
        )
        self._db.execute("CREATE UNIQUE INDEX shared_mark ON shared (mark)")
        self._db.execute(
            "CREATE TABLE ranked AS SELECT m.mark, row_number() OVER (PARTITION BY m.mark ORDER BY e.words, m.no)"
            " AS place, m.no, m.size, m.weak, m.floor, m.new FROM mark m JOIN shared s ON s.mark = m.mark"
            f" JOIN entry e ON e.no = m.no WHERE NOT s.rare OR s.many <= {FEW}"
        )
        self._db.execute("CREATE UNIQUE INDEX ranked_at ON ranked (mark, place, no, size, weak, floor, new)")
        either = "" if self._among else " AND (a.new OR b.new)"
        near = (
            "SELECT min(a.no, b.no) AS one, max(a.no, b.no) AS other, min(a.floor) AS floor FROM ranked a JOIN ranked b"
            f" ON b.mark = a.mark AND b.place > a.place AND b.place <= a.place + {NEAR}"
            f" AND a.weak + b.weak < 2 AND abs(a.size - b.size) <= {SIZE}{either} GROUP BY 1, 2"
        )
        self._db.create_function("score", 2, score, deterministic=True)
        query = (
            f"SELECT x.*, y.* FROM ({near}) p JOIN entry x ON x.no = p.one JOIN entry y ON y.no = p.other"
            " WHERE p.floor = 0 OR score(x.words, y.words) >= p.floor"
        )
        width = len(Traits._fields) + 1
        with closing(self._db.execute(query)) as cursor:
            for row in cursor:
                yield Traits._make(row[1:width]), Traits._make(row[width + 1 :])

    def common(self) -> tuple[Common, ...]:
        """The addresses, numbers and hosts that too many share to be compared for; known once the pairs are."""
        query = (
            "SELECT s.mark, s.many, e.* FROM shared s JOIN entry e ON e.no = s.first"
            f" WHERE s.rare AND s.many > {FEW} ORDER BY s.many DESC, e.no"
        )
        common = []
        for code, many, _no, *entry in self._db.execute(query):
            texts = (mark.text[2:] for mark in marks(Traits._make(entry)) if hash(mark.text) == code)
            common.append(Common(next(texts, ""), many))
        return tuple(common)
