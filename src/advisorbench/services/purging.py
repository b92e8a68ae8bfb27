"""Erasing a person: their right. Who they are goes from every table and the journal, the counts stay."""

from __future__ import annotations

from dataclasses import dataclass

from advisorbench.domain.errors import Ambiguous, NotFound
from advisorbench.domain.text import clean_line
from advisorbench.i18n import _
from advisorbench.models import PersonRow, ReferralRow
from advisorbench.services.base import Service, row_of
from advisorbench.store import purge as store
from advisorbench.store.journal import PURGE, BookSession


@dataclass(frozen=True, slots=True)
class ToErase:
    """What would be erased; nothing is done yet.

    Args:
        name: Whose.
        people: Key and account of each entry of this person: whoever moved has more than one.
        referrals: Key, company and who gave it, of each time their name was given.
        namesakes: How many others bear the name; then it stays in texts, for it may mean them.
        named: Where else the name stands and goes: kind of thing and account.
    """

    name: str
    people: tuple[tuple[str, str], ...]
    referrals: tuple[tuple[str, str, str], ...]
    namesakes: int = 0
    named: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased.

    Args:
        rows: In how many rows something was erased, those of the journal included.
        words: Their first and last name.
        still: Where these still stand, which may mean somebody else: kind of thing and account.
    """

    rows: int
    words: tuple[str, ...]
    still: tuple[tuple[str, str], ...]


class Purging(Service):
    """People who are to be erased."""

    def look(self, name: str, account: str = "") -> ToErase:
        """What would be erased of somebody of exactly this name.

        Args:
            name: The whole name, case and accents aside.
            account: The name of the account, where several people bear the name.

        Raises:
            NotFound: Nobody in the book bears it, and no such name was given.
            Ambiguous: Several people do.
        """
        name = clean_line(name)
        with self.book.read() as session:
            known = store.people_named(session, name)
            referrals = store.referrals_of(session, name)
            entries = store.entries_of_one(session)
            chains = {tuple(sorted(entries.get(row.id, (row.id,)))): row for row in known}
            if account:
                chains = {keys: row for keys, row in chains.items() if self._at(session, keys, account)}
            if len(chains) > 1:
                raise Ambiguous(
                    _("More than one person is called “%(name)s”.") % {"name": name},
                    tuple(store.account_of(session, row.account_id) for row in chains.values()),
                    _("Name the account with --account."),
                )
            if not chains and not referrals:
                raise NotFound(
                    _("Nobody in the book is called exactly “%(name)s”.") % {"name": name}, _("Write the whole name.")
                )
            keys = next(iter(chains), ())
            namesakes = sum(row.id not in keys for row in known)
            people = [row_of(session, PersonRow, key) for key in keys]
            if namesakes:  # a name that was given may be that of the other; only what leads to this one is theirs
                accounts = {row.account_id for row in people}
                referrals = [row for row in referrals if row.new_account_id in accounts]
            return ToErase(
                name=next((row.name for row in people), name),
                people=tuple((row.id, store.account_of(session, row.account_id) or row.company) for row in people),
                referrals=tuple(
                    (row.id, row.company, row_of(session, PersonRow, row.person_id).name) for row in referrals
                ),
                namesakes=namesakes,
                named=() if namesakes else self._named(session, people[0].name if people else name),
            )

    def _named(self, session: BookSession, name: str) -> tuple[tuple[str, str], ...]:
        """Where a name stands besides the person and the referrals themselves."""
        return tuple(one for one in store.still_named(session, name) if one[0] not in ("person", "referral"))

    def _at(self, session: BookSession, keys: tuple[str, ...], account: str) -> bool:
        wanted = clean_line(account).casefold()
        return any(
            store.account_of(session, row_of(session, PersonRow, key).account_id).casefold().startswith(wanted)
            for key in keys
        )

    def erase(self, found: ToErase) -> Erased:
        """Erase somebody. There is no undo, and no undo of what came before.

        Args:
            found: What `look` found.
        """
        with self.book.write(PURGE) as session:
            assert session.step is not None
            people = [row_of(session, PersonRow, key) for key, _account in found.people]
            referrals = [row_of(session, ReferralRow, key) for key, _company, _giver in found.referrals]
            names = not found.namesakes
            rows = store.erase(session, session.step, people, referrals, self.today, names=names)
            parts = found.name.split()
            words = tuple(dict.fromkeys(word for word in (parts[0], parts[-1]) if len(word) > 1)) if parts else ()
            still = sorted({one for word in words for one in store.still_named(session, word)})
        return Erased(rows, words, tuple(still))
