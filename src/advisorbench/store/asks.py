"""Queries about targets, asks and referrals."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import col, select

from advisorbench.domain.asking.finder import Acquaintance, Workplace
from advisorbench.domain.chains import chain_from
from advisorbench.domain.records.referral_facts import Snapshot
from advisorbench.domain.records.states import AskKind, AskState, InitiativeState, Stage, TargetState
from advisorbench.domain.text import fold
from advisorbench.models import (
    AccountRow,
    AskRow,
    InitiativeRow,
    PersonRow,
    ReferralRow,
    SnapshotRow,
    TargetRow,
    TestimonialRow,
)
from advisorbench.store.core import table


def open_target(session: Session, person_id: str) -> TargetRow | None:
    """The oldest target that this person might introduce us to, one with a reason why now before others."""
    query = select(TargetRow).where(TargetRow.person_id == person_id, TargetRow.state == TargetState.OPEN)
    ordered = query.order_by(sa.case((col(TargetRow.why_now) == "", 1), else_=0), col(TargetRow.id))
    return session.execute(ordered.limit(1)).scalar_one_or_none()


def drafted(session: Session, person_id: str) -> AskRow | None:
    """The newest ask to this person that is written and not made yet."""
    query = select(AskRow).where(AskRow.person_id == person_id, AskRow.state == AskState.DRAFTED)
    return session.execute(query.order_by(col(AskRow.id).desc()).limit(1).with_for_update()).scalar_one_or_none()


def snapshot_of(session: Session, ask_id: str) -> Snapshot | None:
    """How the person stood when this ask was made."""
    row = session.execute(select(SnapshotRow).where(SnapshotRow.ask_id == ask_id)).scalar_one_or_none()
    return Snapshot(row.on, row.state, row.score, row.gates, row.rules) if row else None


def stood(session: Session) -> dict[str, str]:
    """The state of the person on the day of each ask, by the key of the ask."""
    return {row[0]: row[1] for row in session.execute(select(SnapshotRow.ask_id, SnapshotRow.state))}


def of_ask(session: Session, ask_id: str) -> TestimonialRow | None:
    """The testimonial that this ask was for."""
    query = select(TestimonialRow).where(TestimonialRow.ask_id == ask_id)
    return session.execute(query.order_by(col(TestimonialRow.id)).limit(1).with_for_update()).scalar_one_or_none()


def won_at(session: Session) -> dict[str, list[tuple[str, int]]]:
    """Currency and cents of every won initiative with a known amount, by account."""
    query = (
        select(InitiativeRow.account_id, InitiativeRow.currency, InitiativeRow.amount_cents)
        .where(InitiativeRow.state == InitiativeState.WON, col(InitiativeRow.amount_cents).is_not(None))
        .where(col(InitiativeRow.account_id).is_not(None))
        .order_by(col(InitiativeRow.id))
    )
    found: dict[str, list[tuple[str, int]]] = {}
    for account_id, currency, cents in session.execute(query):
        found.setdefault(account_id, []).append((currency, cents))
    return found


def connections(session: Session) -> list[Acquaintance]:
    """The people of whom only a company is known by name: no account of the book."""
    query = (
        select(PersonRow.id, PersonRow.name, PersonRow.job_title, PersonRow.company)
        .where(
            col(PersonRow.account_id).is_(None),
            col(PersonRow.archived_on).is_(None),
            col(PersonRow.purged_on).is_(None),
            col(PersonRow.do_not_ask).is_(False),
        )
        .order_by(col(PersonRow.id))
    )
    return [Acquaintance(key, name, title, company) for key, name, title, company in session.execute(query)]


def workplaces(session: Session) -> dict[str, Workplace]:
    """Where everybody works, or worked, who went from one account to another, by the key they have there."""
    p, a = table(PersonRow).c, table(AccountRow).c
    origins = sa.select(p.came_from_id).where(p.came_from_id.is_not(None))
    query = (
        sa.select(p.id, p.account_id, sa.func.coalesce(a.name, ""), p.came_from_id)
        .select_from(table(PersonRow).outerjoin(table(AccountRow), a.id == p.account_id))
        .where(sa.or_(p.came_from_id.is_not(None), p.id.in_(origins)))
    )
    return {key: Workplace(*place) for key, *place in session.execute(query)}


def open_ask(session: Session, person_id: str) -> AskRow | None:
    """The newest ask for a referral to this person that is not answered with yes or no yet."""
    waiting = (AskState.ASKED, AskState.LATER)
    query = select(AskRow).where(
        AskRow.person_id == person_id, AskRow.kind == AskKind.REFERRAL, col(AskRow.state).in_(waiting)
    )
    return session.execute(query.order_by(col(AskRow.id).desc()).limit(1)).scalar_one_or_none()


def named_already(session: Session, person_id: str, name: str) -> bool:
    """Whether this person gave a name already that is still being followed."""
    query = select(ReferralRow.name).where(
        ReferralRow.person_id == person_id, col(ReferralRow.stage).not_in((Stage.CUSTOMER, Stage.ENDED))
    )
    return any(fold(known) == fold(name) for known in session.execute(query).scalars())


def last_yes(session: Session, person_id: str) -> AskRow | None:
    """The newest ask for a referral to which this person said yes."""
    query = select(AskRow).where(
        AskRow.person_id == person_id, AskRow.kind == AskKind.REFERRAL, AskRow.state == AskState.YES
    )
    return session.execute(query.order_by(col(AskRow.id).desc()).limit(1)).scalar_one_or_none()


def lineage(session: Session, account: AccountRow) -> list[str]:
    """The keys of an account and of those it came from, giver by giver."""
    return chain_from(givers(session), account.id)


def givers(session: Session) -> dict[str, str]:
    """From every account that was referred to the one it came from."""
    t = table(AccountRow).c
    query = sa.select(t.id, t.referred_by_id).where(t.referred_by_id.is_not(None))
    return {row[0]: row[1] for row in session.execute(query)}


def account_named(session: Session, name: str) -> AccountRow | None:
    """The account of exactly this name, case and accents aside."""
    wanted = fold(name)
    query = select(AccountRow).where(col(AccountRow.folded).startswith(wanted, autoescape=True))
    rows = session.execute(query.order_by(col(AccountRow.id))).scalars()
    return next((row for row in rows if fold(row.name) == wanted), None)
