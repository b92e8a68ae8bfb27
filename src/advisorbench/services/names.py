"""Names typed on the command line: a unique beginning is enough; two matches are listed, none is chosen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from advisorbench.domain.errors import Ambiguous, NotFound
from advisorbench.domain.identity.traits import short_key
from advisorbench.domain.text import clean_line, fold
from advisorbench.i18n import _
from advisorbench.services.base import Service
from advisorbench.store import accounts as store
from advisorbench.store.journal import BookSession

LISTED = 20
"""The most names that are listed where several answer."""


_KEY = re.compile(r"[0-9a-f-]{6,36}")
"""A key, or enough of its end to be looked for."""


class PersonRef(NamedTuple):
    """A person that a name led to."""

    id: str
    name: str
    account_id: str
    account: str


class Names(Service):
    """From names to keys."""

    def account(self, text: str) -> tuple[str, str]:
        """Key and name of the one account whose name begins so, case and accents aside, or whose key ends so.

        Raises:
            NotFound: None does.
            Ambiguous: More than one does.
        """
        with self.book.read() as session:
            return self._account(session, text)

    def person(self, text: str, account: str | None = None) -> PersonRef:
        """The one person who works there and whose name begins so, or whose key ends so.

        Args:
            text: The name.
            account: The account; the whole book where it is left out.

        Raises:
            NotFound: None does.
            Ambiguous: More than one does.
        """
        with self.book.read() as session:
            account_id = self._account(session, account)[0] if account else None
            found = store.person_names(session, fold(clean_line(text)), account_id)
            found = found or [one for one in self._people_with_key(session, text, account_id) if one[2]]
        return self._one_person(text, found)

    def anybody(self, text: str, account: str | None = None) -> PersonRef:
        """As `person`, also among those who left and those at no account; these have no `account_id`."""
        with self.book.read() as session:
            account_id = self._account(session, account)[0] if account else None
            found = store.people_called(session, fold(clean_line(text)), account_id)
            found = found or self._people_with_key(session, text, account_id)
        return self._one_person(text, found)

    def _people_with_key(
        self, session: BookSession, text: str, account_id: str | None
    ) -> list[tuple[str, str, str, str]]:
        if not _KEY.fullmatch(text):
            return []
        return [one for one in store.people_with_key(session, text) if account_id in (None, one[2])]

    def _one_person(self, text: str, found: Sequence[tuple[str, str, str, str]]) -> PersonRef:
        if not found:
            raise NotFound(_("Nobody in the book is called “%(name)s”.") % {"name": clean_line(text)})
        if len(found) > 1:
            names = [", ".join(filter(None, (name, at))) for _key, name, _account, at in found]
            raise Ambiguous(
                _("More than one person answers to “%(name)s”.") % {"name": clean_line(text)},
                _told_apart(names, [one[0] for one in found]),
                _("Type more of the name, name the account with --account, or type the id of one that has one here."),
            )
        return PersonRef(*found[0])

    def _account(self, session: BookSession, text: str) -> tuple[str, str]:
        found = store.account_names(session, fold(clean_line(text)))
        if not found and _KEY.fullmatch(text):
            found = store.accounts_with_key(session, text)
        if not found:
            raise NotFound(_("No account is called “%(name)s”.") % {"name": clean_line(text)})
        if len(found) > 1:
            raise Ambiguous(
                _("More than one account answers to “%(name)s”.") % {"name": clean_line(text)},
                _told_apart([name for _key, name in found], [key for key, _name in found]),
                _("Type more of the name."),
            )
        return found[0]


def _told_apart(names: Sequence[str], keys: Sequence[str]) -> tuple[str, ...]:
    """The first of these names; where several are the same, each with the end of its key."""
    times = Counter(names)
    told = (f"{name} · {short_key(key)}" if times[name] > 1 else name for name, key in zip(names, keys, strict=True))
    return tuple(told)[:LISTED]
