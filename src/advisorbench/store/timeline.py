"""The account whole: its initiatives, how it came, and the timeline of everything that happened there."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from advisorbench.domain.days.timeline import TimelineEntry, TimelineKind, events_of
from advisorbench.domain.records import facts as f
from advisorbench.domain.records.states import InitiativeState, InteractionKind, label
from advisorbench.domain.views import AccountPage, Brief, Received
from advisorbench.i18n import _
from advisorbench.models import AccountRow, InitiativeRow, InteractionRow, PersonRow, ReferralRow
from advisorbench.store.core import table


def whole(session: Session, brief: Brief) -> AccountPage:
    """An account with all its initiatives, the referral it came by, its note, and its timeline, newest first."""
    account_id = brief.facts.account.id
    accounts = table(AccountRow)
    note = session.execute(sa.select(accounts.c.note).where(accounts.c.id == account_id)).scalar_one()
    initiatives = _initiatives(session, account_id)
    return AccountPage(
        brief=brief,
        initiatives=initiatives,
        received=_received(session, account_id),
        timeline=_timeline(session, brief.facts, initiatives),
        note=note,
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


def _timeline(
    session: Session, facts: f.AccountFacts, initiatives: tuple[f.Initiative, ...]
) -> tuple[TimelineEntry, ...]:
    account_id = facts.account.id
    people = table(PersonRow)
    query = sa.select(people.c.id, people.c.name, people.c.added_on, people.c.left_on)
    there = (people.c.account_id == account_id, people.c.archived_on.is_(None))
    known = session.execute(query.where(*there).order_by(people.c.id)).all()
    names = {key: name for key, name, _added, _left in known}
    events = list(events_of(facts, names, initiatives))
    for key, name, added_on, left_on in known:
        if added_on:
            events.append(TimelineEntry(added_on, TimelineKind.PERSON, _("%(name)s noted") % {"name": name}, "", key))
        if left_on:
            events.append(TimelineEntry(left_on, TimelineKind.PERSON, _("%(name)s left") % {"name": name}, "", key))
    held = {review.held_on for review in facts.reviews if review.held_on}
    events += _contacts(session, account_id, names, held)
    events.sort(key=lambda event: event.on, reverse=True)
    return tuple(events)


def _contacts(session: Session, account_id: str, names: dict[str, str], held: set[date]) -> list[TimelineEntry]:
    """Every contact, newest first; that a review was held on a day stands in the timeline already."""
    t = table(InteractionRow)
    query = (
        sa.select(t.c.on, t.c.kind, t.c.person_id, t.c.minutes, t.c.note)
        .where(t.c.account_id == account_id)
        .order_by(t.c.on.desc(), t.c.id.desc())
    )
    words = {kind: label(kind) for kind in InteractionKind}
    minutes_text = _("%(n)d min")
    return [
        TimelineEntry(
            on,
            TimelineKind.CONTACT,
            " · ".join(
                filter(None, (words[kind], names.get(person_id, ""), minutes_text % {"n": minutes} if minutes else ""))
            ),
            note,
            person_id,
        )
        for on, kind, person_id, minutes, note in session.execute(query)
        if kind is not InteractionKind.REVIEW or on not in held
    ]
