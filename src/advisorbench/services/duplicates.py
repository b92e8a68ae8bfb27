"""What is there twice is proposed with its reasons; the seller merges it, or says that it is two."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advisorbench.domain.errors import Refused
from advisorbench.domain.identity.duplicates import (
    Compared,
    DuplicatePair,
    DuplicateReport,
    DuplicateVerdict,
    FieldValue,
    Score,
    judge,
    pair_of,
)
from advisorbench.domain.identity.traits import Identity, IdentityKind, Mark, Traits, marks, traits
from advisorbench.domain.records.reasons import Reason
from advisorbench.i18n import N_, _
from advisorbench.models import AccountRow, ApartRow, PersonRow
from advisorbench.services.base import Service, row_of
from advisorbench.store import duplicates as store
from advisorbench.store import merging
from advisorbench.store.journal import BookSession

MOST = 200
"""So many pairs are shown unless more are asked for."""


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """A row of a file that looks like somebody or something in the book, or like an earlier row.

    Args:
        row: Which row, counted from 0.
        name: Its name.
        like_id: The key of the one in the book; empty where it is like another row.
        like_row: The other row, counted from 0; ``None`` where it is like one in the book.
        like: The name of the other.
        like_at: Where the other works, or is.
        reasons: Why.
        strength: From 0 to 100, to sort by.
    """

    row: int
    name: str
    like_id: str
    like_row: int | None
    like: str
    like_at: str
    reasons: tuple[Reason, ...]
    strength: int


class Duplicates(Service):
    """What may be there twice."""

    _last: tuple[tuple[int, int, frozenset[IdentityKind]], DuplicateReport] | None = None
    """What was found last, and in which state of the book: at 100,000 accounts the search takes seconds."""

    def find(self, limit: int = MOST, kinds: Iterable[IdentityKind] = tuple(IdentityKind)) -> DuplicateReport:
        """The pairs of the book that may be one, the most likely first.

        Args:
            limit: So many at most.
            kinds: Accounts, people or both.
        """
        wanted, count = frozenset(kinds), 0
        with store.Index() as index:
            with self._read() as reading:  # nobody waits for the book while it is thought about
                question = reading.newest, limit, wanted
                last = self._last
                if last and last[0] == question:
                    return last[1]
                two = store.apart(reading.session)
                index.add((found, marks(found)) for found in map(traits, store.entries(reading.session, wanted)))

            def likely() -> Iterator[DuplicatePair]:
                nonlocal count
                for one, other, verdict in _judged(index):
                    if (min(one.id, other.id), max(one.id, other.id)) not in two:
                        count += 1
                        yield pair_of(one, other, verdict)

            pairs = heapq.nsmallest(max(limit, 1), likely(), key=_first)
            report = DuplicateReport(tuple(pairs[:limit]), count, index.common())
        self._last = question, report
        return report

    def proposals(self, rows: Iterable[Identity]) -> list[PossibleDuplicate]:
        """Which rows of a file look like one in the book, or like each other; each with its likeliest.

        Args:
            rows: New accounts and people, with `new` set and the number of their row as `id`.
        """
        with store.Index(among=False) as index:
            with self.book.read() as session:
                add_new_rows(index, session, rows)
            return likeliest(index)

    def compare(self, kind: IdentityKind, one_id: str, other_id: str) -> list[Compared]:
        """What is known of two entries, field by field; what is known of neither is left out.

        Raises:
            NotFound: One is not in the book.
        """
        entity: type[AccountRow | PersonRow] = AccountRow if kind is IdentityKind.ACCOUNT else PersonRow
        with self._read() as reading:
            one, other = [reading.ask(_known, entity, key) for key in (one_id, other_id)]
        return [Compared(field, one[field], other[field]) for field in one if one[field] or other[field]]

    def apart(self, one_id: str, other_id: str) -> tuple[str, str]:
        """Record that two accounts, or two people, that look alike are two; returns their names.

        Raises:
            Refused: They are the same one, or that was said already.
            NotFound: One is not in the book, or they are an account and a person.
        """
        if one_id == other_id:
            raise Refused(_("This is one already."), _("Name two."))
        one, other = sorted((one_id, other_id))
        with self.book.write("keep apart") as session:
            kind: type[AccountRow | PersonRow] = AccountRow if session.get(AccountRow, one) else PersonRow
            names = tuple(row_of(session, kind, key).name for key in (one_id, other_id))
            if (one, other) in store.apart(session):
                raise Refused(_("That these are two was said already."))
            session.add(ApartRow(one_id=one, other_id=other))
        return names[0], names[1]


def _known(session: BookSession, entity: type[AccountRow | PersonRow], key: str) -> dict[str, FieldValue]:
    """What is known of an account or a person."""
    row = row_of(session, entity, key)
    links = merging.count_links(session, type(row), row.id)
    if isinstance(row, AccountRow):
        giver = session.get(AccountRow, row.referred_by_id) if row.referred_by_id else None
        return {
            N_("Name"): row.name, N_("Tier"): row.tier, N_("Status"): row.status, N_("Sector"): row.sector,
            N_("City"): row.city, N_("Country"): row.country, N_("Website"): row.website,
            N_("Part of"): row.parent, N_("Since"): row.customer_since, N_("Renewal"): row.renewal_on,
            N_("From"): giver.name if giver else "", N_("Note"): row.note, N_("Belongs to it"): links,
        }  # fmt: skip
    at = session.get(AccountRow, row.account_id) if row.account_id else None
    return {
        N_("Name"): row.name, N_("Works at"): at.name if at else row.company, N_("Title"): row.job_title,
        N_("Role"): row.role, N_("E-mail"): row.email, N_("Phone"): row.phone, N_("Known since"): row.added_on,
        N_("Left"): row.left_on, N_("Do not ask"): row.do_not_ask or None, N_("Source"): row.source,
        N_("Note"): row.note, N_("Belongs to it"): links,
    }  # fmt: skip


def add_new_rows(index: store.Index, session: BookSession, rows: Iterable[Identity]) -> None:
    """Take the rows of a file into an index, and what the book has that shares a mark with one of them.

    Args:
        index: An index of what is new.
        session: A reading session.
        rows: New accounts and people, with `new` set and the number of their row as `id`.
    """
    sought: set[str] = set()
    kinds: set[IdentityKind] = set()

    def new() -> Iterator[tuple[Traits, list[Mark]]]:
        for row in map(traits, rows):
            own = marks(row)
            sought.update(mark.text for mark in own)
            kinds.add(IdentityKind(row.kind))
            yield row, own

    def known() -> Iterator[tuple[Traits, list[Mark]]]:
        for entry in map(traits, store.entries(session, kinds)):
            own = [mark for mark in marks(entry) if mark.text in sought]
            if own:
                yield entry, own

    index.add(new())
    index.add(known())


def likeliest(index: store.Index) -> list[PossibleDuplicate]:
    """Which rows of a file look like something in the book, or like an earlier row; each with its likeliest."""
    best: dict[int, PossibleDuplicate] = {}
    for one, other, verdict in _judged(index):
        possible = _proposal(one, other, verdict)
        if possible.row not in best or _better(possible) < _better(best[possible.row]):
            best[possible.row] = possible
    return [best[row] for row in sorted(best)]


def _judged(index: store.Index) -> Iterator[tuple[Traits, Traits, DuplicateVerdict]]:
    score = _score()
    for one, other in index.pairs(score):
        verdict = judge(one, other, score)
        if verdict is not None:
            yield one, other, verdict


def _score() -> Score:
    from rapidfuzz import fuzz

    return fuzz.ratio


def _first(pair: DuplicatePair) -> tuple[int, str, str, str, str]:
    return -pair.strength, pair.kept_name.casefold(), pair.other_name.casefold(), pair.kept_id, pair.other_id


def _better(found: PossibleDuplicate) -> tuple[int, bool, int, str]:
    return -found.strength, not found.like_id, found.like_row or 0, found.like_id


def _proposal(one: Traits, other: Traits, verdict: DuplicateVerdict) -> PossibleDuplicate:
    """The new one of two, or the later row."""
    if one.new and other.new:
        other, one = sorted((one, other), key=lambda entry: int(entry.id))
    elif other.new:
        one, other = other, one
    like_row = int(other.id) if other.new else None
    like_id = "" if other.new else other.id
    return PossibleDuplicate(int(one.id), one.name, like_id, like_row, other.name, other.at, *verdict[::-1])
