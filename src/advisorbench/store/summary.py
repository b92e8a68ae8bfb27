"""Queries for the manager's summary: whom there was contact with, and every initiative."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from advisorbench.domain.records import facts as f
from advisorbench.domain.records.states import EventKind, EventState, InteractionKind, Tier
from advisorbench.domain.summary.attention import Pursuit
from advisorbench.domain.summary.counting import Touch
from advisorbench.models import AccountRow, BuyingStepRow, EventRow, InitiativeRow, InteractionRow, ReviewRow
from advisorbench.store.core import table

MET = frozenset({InteractionKind.VISIT, InteractionKind.MEETING, InteractionKind.REVIEW})
"""The kinds of contact at which one is seen."""
_MET_EVENTS = frozenset({EventKind.VISIT, EventKind.REVIEW, EventKind.OTHER})
_NO_CONTACT = (EventKind.TRAVEL, EventKind.FOCUS)


def touches(session: Session, start: date, end: date) -> list[Touch]:
    """The contacts with accounts from one day to another, both included, each kind of a day once.

    A finished event counts where no contact was logged for it, a review by the day on which it was held.
    """
    contact, event, review = table(InteractionRow), table(EventRow), table(ReviewRow)
    contacts = sa.select(contact.c.account_id, contact.c.on, contact.c.kind).where(contact.c.on.between(start, end))
    events = sa.select(event.c.account_id, event.c.on, event.c.kind).where(
        event.c.on.between(start, end), event.c.state == EventState.DONE, event.c.interaction_id.is_(None),
        event.c.account_id.is_not(None), event.c.kind.not_in(_NO_CONTACT),
    )  # fmt: skip
    held = sa.select(review.c.account_id, review.c.held_on).where(review.c.held_on.between(start, end))
    return [
        *(Touch(key, on, kind in MET) for key, on, kind in session.execute(contacts.distinct())),
        *(Touch(key, on, kind in _MET_EVENTS) for key, on, kind in session.execute(events.distinct())),
        *(Touch(key, on, True) for key, on in session.execute(held)),
    ]


def pursuits(session: Session) -> list[Pursuit]:
    """Every initiative, with what it took and the milestones on its path."""
    t, a, s = table(InitiativeRow), table(AccountRow), table(BuyingStepRow)
    steps: dict[str, list[f.BuyingStep]] = defaultdict(list)
    for row in session.execute(sa.select(*(s.c[name] for name in f.BuyingStep._fields)).order_by(s.c.id)):
        step = f.BuyingStep._make(row)
        steps[step.initiative_id].append(step)
    query = (
        sa.select(t.c.account_id, a.c.name, a.c.tier, t.c.hours, t.c.spent_cents,
                  *(t.c[name] for name in f.Initiative._fields))
        .select_from(t.outerjoin(a, a.c.id == t.c.account_id))
        .order_by(t.c.id)
    )  # fmt: skip
    pursuits = []
    for account_id, account, tier, hours, spent, *values in session.execute(query).all():
        initiative = f.Initiative._make(values)
        minutes = None if hours is None else round(hours * 60)
        pursuits.append(Pursuit(initiative, account_id, account or "", Tier(tier) if tier else None, minutes, spent,
                                tuple(steps[initiative.id])))  # fmt: skip
    return pursuits
