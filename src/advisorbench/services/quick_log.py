"""The quick log: one sentence, read, its names looked up in the book, and saved when nothing is left to ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from advisorbench.domain.days.quick_log import Understood, understand
from advisorbench.domain.days.time_use import TimeUse
from advisorbench.domain.errors import Ambiguous, NotFound, Refused
from advisorbench.domain.language.quick_log import say_question, say_understood
from advisorbench.domain.records.states import EventKind, EventState, InteractionKind, label
from advisorbench.domain.text import fold, shorten
from advisorbench.i18n import _
from advisorbench.models import EventFields, EventRow, InteractionFields, InteractionRow
from advisorbench.services.base import RecordRef, Service, not_later, validated
from advisorbench.services.names import LISTED
from advisorbench.store import accounts as store
from advisorbench.store.journal import BookSession

_ARTICLE = re.compile("(?:de|het|the|een|a) ")
_AT = re.compile(" (?:van|from|of|at|bij) ")


class NamedContact(NamedTuple):
    """Whom a name means: an account, and a person there if one was named."""

    account_id: str | None = None
    account: str = ""
    person_id: str | None = None
    person: str = ""

    @property
    def said(self) -> str:
        """The names in words."""
        return ", ".join(name for name in (self.person, self.account) if name)


NOBODY = NamedContact()


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence that was understood whole, and whom it is about."""

    understood: Understood
    who: NamedContact

    @property
    def said(self) -> str:
        """What was understood, in one line."""
        return say_understood(self.understood, self.who.said)


class QuickLog(Service):
    """Contacts, and time without one, from a sentence."""

    def hear(
        self,
        sentence: str,
        *,
        kind: InteractionKind | None = None,
        minutes: int | None = None,
        on: date | None = None,
        person: str | None = None,
    ) -> Heard:
        """Understand a sentence; what is given beside it answers what it leaves open.

        Raises:
            Refused: Something is not certain; the message asks.
            NotFound: Nobody in the book has this name.
            Ambiguous: More than one has.
        """
        found = understand(sentence, self.today)
        answered = {"kind": kind, "minutes": minutes, "on": on, "who": person}
        found = replace(
            found,
            kind=kind or found.kind,
            use=None if kind else found.use,
            minutes=found.minutes if minutes is None else minutes,
            on=on or found.on,
            questions=tuple(question for question in found.questions if answered.get(question.field) is None),
        )
        if person and found.names[1:] != (person,):
            found = replace(found, names=(*found.names[:1], person))
        asked = [say_question(question) for question in (*found.questions, *found.missing)]
        if found.use is not None and found.minutes is None and not asked:
            asked = [_("How many minutes?")]
        if asked:
            raise Refused(" ".join(asked), _("Nothing was saved."))
        with self.book.read() as session:
            return self._heard(session, found)

    def _heard(self, session: BookSession, found: Understood) -> Heard:
        if found.use is not TimeUse.INSIDE:
            return Heard(found, _who(session, found.names) if found.names else NOBODY)
        if not found.names:
            return Heard(found, NOBODY)
        try:
            who = _who(session, found.names)
        except NotFound:  # a colleague: the name is kept where it is seen
            note = ", ".join(filter(None, (*found.names, found.note)))
            return Heard(replace(found, names=(), note=note), NOBODY)
        except Ambiguous:
            who = NOBODY
        said = who.said or ", ".join(found.names)
        raise Refused(_("Was it inside, or with %(who)s?") % {"who": said}, _("Nothing was saved."))

    def log(self, heard: Heard) -> RecordRef:
        """Save what was understood, as a contact or as a finished event.

        Raises:
            FieldErrors: The day is still to come.
        """
        found, who = heard.understood, heard.who
        not_later("on", found.on, self.today)
        if found.use is not None:
            return self._add("log", EventRow, validated(EventFields, _event(found, who)))
        values = {
            "account_id": who.account_id, "person_id": who.person_id, "on": found.on, "kind": found.kind,
            "minutes": found.minutes, "note": found.note,
        }  # fmt: skip
        return self._add("log", InteractionRow, validated(InteractionFields, values))


def _event(found: Understood, who: NamedContact) -> dict[str, object]:
    """Time without a contact as a finished event of that day; at what time of it is not known."""
    return {
        "title": shorten(found.note, 100) or label(found.use or TimeUse.INSIDE),
        "kind": EventKind.TRAVEL if found.use is TimeUse.TRAVEL else EventKind.FOCUS,
        "state": EventState.DONE, "account_id": who.account_id, "person_id": who.person_id, "on": found.on,
        "minutes": found.minutes, "note": found.note,
    }  # fmt: skip


def _who(session: BookSession, names: Sequence[str]) -> NamedContact:
    """Whom one or two names mean.

    Raises:
        NotFound: Nobody.
        Ambiguous: More than one.
    """
    if len(names) > 1:
        return _pair(session, names[0], names[1])
    name = fold(names[0])
    found = _called(session, name)
    if not found and _ARTICLE.match(name):
        found = _called(session, _ARTICLE.sub("", name, count=1))
    if not found and (between := _AT.search(name)):
        return _pair(session, name[: between.start()], name[between.end() :])
    if not found:
        raise NotFound(
            _("Neither an account nor a person is called “%(name)s”.") % {"name": names[0]},
            _("Write the name as it stands in the book, and what else there is to say behind a comma."),
        )
    if len(found) > 1:
        raise Ambiguous(
            _("Who is “%(name)s”? More than one answers to it.") % {"name": names[0]},
            tuple(who.said for who in found[:LISTED]),
            _("Type more of the name."),
        )
    return found[0]


def _called(session: BookSession, name: str) -> list[NamedContact]:
    """The accounts and people that answer to a folded name; an exact name wins, and an account over its own people."""
    accounts = [NamedContact(key, known) for key, known in store.account_names(session, name)]
    people = [
        NamedContact(at, account, key, known) for key, known, at, account in store.person_names(session, name, None)
    ]
    exact = [who for who in (*accounts, *people) if fold(who.person or who.account) == name]
    if exact:
        return exact
    if len(accounts) == 1 and all(who.account_id == accounts[0].account_id for who in people):
        return accounts
    return accounts + people


def _pair(session: BookSession, one: str, other: str) -> NamedContact:
    """Somebody at an account, the two named in either order."""
    found = []
    for account, person in ((one, other), (other, one)):
        for key, known in store.account_names(session, fold(account)):
            found += [
                NamedContact(key, known, person_id, name)
                for person_id, name, *_at in store.person_names(session, fold(person), key)
            ]
    unique = list(dict.fromkeys(found))
    if not unique:
        raise NotFound(
            _("“%(one)s” and “%(other)s” are not known together.") % {"one": one, "other": other},
            _("Name one account, or a person and where they work."),
        )
    if len(unique) > 1:
        raise Ambiguous(
            _("Who is meant by “%(one)s” and “%(other)s”?") % {"one": one, "other": other},
            tuple(who.said for who in unique[:LISTED]),
            _("Type more of the name."),
        )
    return unique[0]
