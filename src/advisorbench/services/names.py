"""Names typed on the command line: a unique beginning is enough; two matches are listed, none is chosen."""

from __future__ import annotations

from typing import NamedTuple

from advisorbench.domain.errors import Ambiguous, NotFound
from advisorbench.domain.text import clean_line, fold
from advisorbench.i18n import _
from advisorbench.services.base import Service
from advisorbench.store import accounts as store
from advisorbench.store.journal import BookSession

LISTED = 20
"""The most names that are listed where several answer."""


class PersonRef(NamedTuple):
    """A person that a name led to."""

    id: str
    name: str
    account_id: str
    account: str


class Names(Service):
    """From names to keys."""

    def account(self, text: str) -> tuple[str, str]:
        """Key and name of the one account whose name begins so, case and accents aside.

        Raises:
            NotFound: None does.
            Ambiguous: More than one does.
        """
        with self.book.read() as session:
            return self._account(session, text)

    def person(self, text: str, account: str | None = None) -> PersonRef:
        """The one person whose name begins so, at an account or in the whole book.

        Raises:
            NotFound: None does.
            Ambiguous: More than one does.
        """
        with self.book.read() as session:
            account_id = self._account(session, account)[0] if account else None
            found = store.person_names(session, fold(clean_line(text)), account_id)
        if not found:
            raise NotFound(_("Nobody in the book is called “%(name)s”.") % {"name": clean_line(text)})
        if len(found) > 1:
            raise Ambiguous(
                _("More than one person answers to “%(name)s”.") % {"name": clean_line(text)},
                tuple(f"{name}, {at}" for _key, name, _account, at in found[:LISTED]),
                _("Type more of the name, or name the account with --account."),
            )
        return PersonRef(*found[0])

    def _account(self, session: BookSession, text: str) -> tuple[str, str]:
        found = store.account_names(session, fold(clean_line(text)))
        if not found:
            raise NotFound(_("No account is called “%(name)s”.") % {"name": clean_line(text)})
        if len(found) > 1:
            raise Ambiguous(
                _("More than one account answers to “%(name)s”.") % {"name": clean_line(text)},
                tuple(name for _key, name in found[:LISTED]),
                _("Type more of the name."),
            )
        return found[0]
