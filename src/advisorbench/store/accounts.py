"""Queries about accounts and people: the account whole, names, saved views, search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import col, select

from advisorbench.domain import facts as f
from advisorbench.domain.gates import say_signal
from advisorbench.domain.lines import Brief, Event, Found, Whole
from advisorbench.domain.text import clean_line, fold
from advisorbench.domain.words import InitiativeState, label
from advisorbench.i18n import _
from advisorbench.models import (
    Account,
    Initiative,
    Interaction,
    Objective,
    Outcome,
    Person,
    Promise,
    Referral,
    Review,
    SavedView,
    SavedViewFields,
    Target,
)
from advisorbench.store.facts import table

SHOWN_INITIATIVES = 200
SHOWN_EVENTS = 1000


def whole(session: Session, brief: Brief) -> Whole:
    """An account with its initiatives and its timeline, newest first."""
    account_id = brief.facts.account.id
    row = session.get(Account, account_id)
    initiatives = table(Initiative)
    mine = initiatives.c.account_id == account_id
    first_open = sa.case((initiatives.c.state == InitiativeState.OPEN, 0), else_=1)
    query = (
        sa.select(*(initiatives.c[name] for name in f.Initiative._fields))
        .where(mine)
        .order_by(first_open, initiatives.c.opened_on.desc().nulls_last(), initiatives.c.id)
        .limit(SHOWN_INITIATIVES)
    )
    return Whole(
        brief=brief,
        initiatives=tuple(f.Initiative._make(found) for found in session.execute(query)),
        initiative_count=session.execute(sa.select(sa.func.count()).where(mine)).scalar_one(),
        timeline=tuple(sorted(_events(session, brief.facts), key=lambda e: e.on, reverse=True)[:SHOWN_EVENTS]),
        note=row.note if row else "",
    )


def _events(session: Session, facts: f.AccountFacts) -> Iterator[Event]:
    account_id = facts.account.id
    people = session.execute(select(Person.id, Person.name).where(Person.account_id == account_id))
    names = {row.id: row.name for row in people}
    interactions = (
        sa.select(*(table(Interaction).c[name] for name in ("on", "kind", "person_id", "minutes", "note")))
        .where(col(Interaction.account_id) == account_id)
        .order_by(col(Interaction.on).desc(), col(Interaction.id).desc())
        .limit(SHOWN_EVENTS)
    )
    for on, kind, person_id, minutes, note in session.execute(interactions):
        parts = [label(kind), names.get(person_id, ""), _("%(n)d min") % {"n": minutes} if minutes else ""]
        yield Event(on, _("contact"), " · ".join(filter(None, parts)), note)
    for signal in facts.signals:
        who = names.get(signal.person_id or "", "")
        yield Event(signal.on, _("signal"), " · ".join(filter(None, (say_signal(signal), who))), signal.note)
    for outcome in facts.outcomes:
        yield Event(outcome.on, _("outcome"), _("claimed: %(what)s") % {"what": outcome.what})
        if outcome.verified_on:
            said = {"who": outcome.verified_by, "what": outcome.what}
            yield Event(outcome.verified_on, _("outcome"), _("verified by %(who)s: %(what)s") % said)
    for issue in facts.issues:
        yield Event(issue.opened_on, _("issue"), issue.what)
        if issue.resolved_on:
            yield Event(issue.resolved_on, _("issue"), _("resolved: %(what)s") % {"what": issue.what})
    for promise in facts.promises:
        yield Event(promise.made_on, _("promise"), promise.what)
        if promise.closed_on:
            said = {"state": label(promise.state), "what": promise.what}
            yield Event(promise.closed_on, _("promise"), _("%(state)s: %(what)s") % said)
    for ask in facts.asks:
        if ask.asked_on:
            who = names.get(ask.person_id, "")
            text = " · ".join(filter(None, (label(ask.kind), who, ask.target, label(ask.state))))
            yield Event(ask.asked_on, _("ask"), text)
    for referral in facts.referrals:
        said = {"who": names.get(referral.person_id, ""), "name": referral.name}
        yield Event(referral.named_on, _("referral"), _("%(who)s named %(name)s") % said)


def views(session: Session) -> list[SavedViewFields]:
    """The saved views, by name."""
    rows = session.execute(select(SavedView).order_by(SavedView.name)).scalars()
    return [SavedViewFields(name=row.name, filter=row.filter, sort=row.sort) for row in rows]


def view_named(session: Session, name: str) -> SavedView | None:
    """The saved view of this name."""
    return session.execute(select(SavedView).where(SavedView.name == name)).scalar_one_or_none()


def account_names(session: Session, beginning: str) -> list[tuple[str, str]]:
    """Keys and names of the accounts whose name, or a word of it, begins so (folded)."""
    query = select(Account.id, Account.name).where(col(Account.archived_on).is_(None))
    return _beginning(session, query, col(Account.folded), beginning)


def person_names(session: Session, beginning: str, account_id: str | None) -> list[tuple[str, str, str, str]]:
    """Key, name, account's key and name of the people whose name, or a word of it, begins so (folded)."""
    query = (
        select(Person.id, Person.name, Account.id, Account.name)
        .join(Account, col(Account.id) == col(Person.account_id))
        .where(col(Person.archived_on).is_(None), col(Person.left_on).is_(None))
    )
    if account_id:
        query = query.where(Person.account_id == account_id)
    return _beginning(session, query, col(Person.folded), beginning)


def _beginning(session: Session, query: Any, column: Any, beginning: str) -> list[Any]:
    if not beginning:
        return []
    quoted = like(beginning)
    found = session.execute(
        query.where(sa.or_(column.like(f"{quoted}%", escape="\\"), column.like(f"% {quoted}%", escape="\\"))).order_by(
            column
        )
    ).all()
    names = [(fold(row[1]), row) for row in found]
    for fits in (
        lambda name: name == beginning,
        lambda name: name.startswith(beginning),
        lambda name: f" {beginning}" in name,
    ):
        matching = [tuple(row) for name, row in names if fits(name)]
        if matching:
            return matching
    return []


def like(text: str) -> str:
    """The text with LIKE's own signs quoted, for use with ``escape="\\"``."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def search(session: Session, text: str, limit: int = 30) -> list[Found]:
    """Accounts, people and notes that hold every word, in that order."""
    words = fold(clean_line(text)).split()
    if not words:
        return []

    def holding(column: Any) -> sa.ColumnElement[bool]:
        return sa.and_(*(column.like(f"%{like(word)}%", escape="\\") for word in words))

    found: list[Found] = []
    accounts = (
        select(Account.id, Account.name, Account.city, Account.sector)
        .where(holding(Account.folded), col(Account.archived_on).is_(None))
        .order_by(Account.folded, Account.id)
        .limit(limit)
    )
    for key, name, city, sector in session.execute(accounts):
        found.append(Found(_("account"), key, name, " · ".join(filter(None, (city, sector)))))
    people = (
        select(Account.id, Person.name, Person.job_title, Account.name)
        .join(Account, col(Account.id) == col(Person.account_id))
        .where(holding(Person.folded), col(Person.archived_on).is_(None))
        .order_by(Person.folded, Person.id)
        .limit(limit)
    )
    for key, name, title, account in session.execute(people):
        found.append(Found(_("person"), key, name, " · ".join(filter(None, (title, account)))))
    for kind, entity, text, day in (
        (_("note"), Interaction, Interaction.note, Interaction.on),
        (_("review"), Review, Review.note, Review.held_on),
        (_("objective"), Objective, Objective.wording, Objective.due_on),
        (_("outcome"), Outcome, Outcome.what, Outcome.on),
        (_("promise"), Promise, Promise.what, Promise.due_on),
        (_("target"), Target, Target.who, None),
        (_("referral"), Referral, Referral.name, Referral.named_on),
    ):
        on_day = sa.null() if day is None else col(day)
        notes = (
            sa.select(col(Account.id), col(Account.name), col(text), on_day)
            .join(Account, col(Account.id) == col(entity.account_id))
            .where(holding(entity.folded))
            .order_by(sa.desc(on_day).nulls_last(), col(entity.id).desc())
            .limit(limit)
        )
        for key, account, note, on in session.execute(notes):
            found.append(Found(kind, key, _around(note, words[0]), " · ".join(filter(None, (account, _iso(on))))))
    return found[: limit * 2]


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""


def _around(note: str, word: str, width: int = 60) -> str:
    """The piece of a note in which a word stands."""
    flat = " ".join(note.split())
    at = max(fold(flat).find(word) - 20, 0)
    return ("…" if at else "") + flat[at : at + width] + ("…" if len(flat) > at + width else "")
