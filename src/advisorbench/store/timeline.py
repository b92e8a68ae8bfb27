"""The account whole: its initiatives, how it came, and the timeline of everything that happened there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from advisorbench.domain.days.timeline import TimelineEntry, TimelineEvent, TimelineKind, events_of
from advisorbench.domain.records import facts as f
from advisorbench.domain.records.states import InitiativeState, InteractionKind
from advisorbench.domain.views import AccountPage, Brief, Received
from advisorbench.models import AccountRow, InitiativeRow, InteractionRow, PersonRow, ReferralRow
from advisorbench.store.core import table


@dataclass(frozen=True, slots=True)
class AccountHistory:
    """What stands in the book of an account besides its facts.

    Args:
        note: The note on it.
        initiatives: All of them, the open ones first, then the newest.
        received: The referrals that became this account.
        people: Key, name, day noted and day left of everybody who is or was there.
        contacts: Day, kind, person, minutes and note of every contact, the newest first.
    """

    note: str
    initiatives: tuple[f.Initiative, ...]
    received: tuple[Received, ...]
    people: Sequence[Any]
    contacts: Sequence[Any]


def history(session: Session, account_id: str) -> AccountHistory:
    """What stands in the book of an account besides its facts."""
    accounts = table(AccountRow)
    return AccountHistory(
        note=session.execute(sa.select(accounts.c.note).where(accounts.c.id == account_id)).scalar_one(),
        initiatives=_initiatives(session, account_id),
        received=_received(session, account_id),
        people=_people(session, account_id),
        contacts=_contacts(session, account_id),
    )


def whole(brief: Brief, history: AccountHistory) -> AccountPage:
    """An account with all its initiatives, the referral it came by, its note, and its timeline, newest first."""
    return AccountPage(
        brief=brief,
        initiatives=history.initiatives,
        received=history.received,
        timeline=_timeline(brief.facts, history),
        note=history.note,
    )


def _initiatives(session: Session, account_id: str) -> tuple[f.Initiative, ...]:
    """The open ones first, then the newest."""
    t = table(InitiativeRow)
    first_open = sa.case((t.c.state == InitiativeState.OPEN, 0), else_=1)
    query = (
        sa.select(*(t.c[name] for name in f.Initiative._fields))
        .where(t.c.account_id == account_id)
        .order_by(first_open, t.c.closed_on.desc().nulls_last(), t.c.opened_on.desc().nulls_last(), t.c.id)
    )
    return tuple(f.Initiative._make(row) for row in session.execute(query))


def _received(session: Session, account_id: str) -> tuple[Received, ...]:
    """The referrals that became this account."""
    t, giver, person = table(ReferralRow), table(AccountRow), table(PersonRow)
    query = (
        sa.select(t.c.name, giver.c.name, person.c.name, t.c.named_on, t.c.customer_on)
        .join(giver, giver.c.id == t.c.account_id)
        .join(person, person.c.id == t.c.person_id)
        .where(t.c.new_account_id == account_id)
        .order_by(t.c.named_on, t.c.id)
    )
    return tuple(Received._make(row) for row in session.execute(query))


def _people(session: Session, account_id: str) -> Sequence[Any]:
    t = table(PersonRow)
    query = sa.select(t.c.id, t.c.name, t.c.added_on, t.c.left_on)
    there = (t.c.account_id == account_id, t.c.archived_on.is_(None))
    return session.execute(query.where(*there).order_by(t.c.id)).all()


def _contacts(session: Session, account_id: str) -> Sequence[Any]:
    t = table(InteractionRow)
    query = sa.select(t.c.on, t.c.kind, t.c.person_id, t.c.minutes, t.c.note).where(t.c.account_id == account_id)
    return session.execute(query.order_by(t.c.on.desc(), t.c.id.desc())).all()


def _timeline(facts: f.AccountFacts, history: AccountHistory) -> tuple[TimelineEntry, ...]:
    names = {key: name for key, name, _added, _left in history.people}
    events = list(events_of(facts, names, history.initiatives))
    for key, name, added_on, left_on in history.people:
        if added_on:
            events.append(
                TimelineEntry(added_on, TimelineKind.PERSON, TimelineEvent.PERSON_NOTED, who=name, person_id=key)
            )
        if left_on:
            events.append(
                TimelineEntry(left_on, TimelineKind.PERSON, TimelineEvent.PERSON_LEFT, who=name, person_id=key)
            )
    held = {review.held_on for review in facts.reviews if review.held_on}
    events += _contact_entries(history.contacts, names, held)
    events.sort(key=lambda event: event.on, reverse=True)
    return tuple(events)


def _contact_entries(contacts: Sequence[Any], names: dict[str, str], held: set[date]) -> list[TimelineEntry]:
    """Every contact; that a review was held on a day stands in the timeline already."""
    return [
        TimelineEntry(
            on,
            TimelineKind.CONTACT,
            TimelineEvent.HAPPENED,
            "",
            names.get(person_id, ""),
            kind,
            minutes,
            "",
            note,
            person_id,
        )
        for on, kind, person_id, minutes, note in contacts
        if kind is not InteractionKind.REVIEW or on not in held
    ]
