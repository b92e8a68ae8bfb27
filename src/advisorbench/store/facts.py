"""The facts that the rules look at: one set-based query per kind of fact, for the whole book or a few accounts."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from advisorbench.domain.chains import gathered
from advisorbench.domain.language.dates import LAST_DAY
from advisorbench.domain.records import facts as f
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import InitiativeState, Stage
from advisorbench.models import (
    AccountRow,
    AskRow,
    BuyingStepRow,
    IdeaRow,
    InitiativeRow,
    InteractionRow,
    IntroductionRow,
    IssueRow,
    MeasureRow,
    ObjectiveRow,
    OutcomeRow,
    PersonRow,
    PromiseRow,
    ReferralRow,
    ReviewRow,
    SignalRow,
    TargetRow,
    TestimonialRow,
    ThanksRow,
)
from advisorbench.store.core import CHUNK, table

T = TypeVar("T", bound=NamedTuple)
Grouped = dict[str, list[Any]]


def read_facts(session: Session, on: date, account_ids: Sequence[str] | None = None) -> Iterator[AccountFacts]:
    """The facts of all accounts that are not archived, or of those named, by name.

    Args:
        session: A reading session.
        on: The day; who works there then, and counts "in the last year", depend on it.
        account_ids: Keys, or ``None`` for the whole book.
    """
    if account_ids is None:
        yield from _read(session, on, None)
        return
    for start in range(0, len(account_ids), CHUNK):
        yield from _read(session, on, list(account_ids[start : start + CHUNK]))


def _read(session: Session, on: date, ids: list[str] | None) -> Iterator[AccountFacts]:
    people = _people(session, on, ids)
    contacts = _contacts(session, on, ids)
    reviews = _grouped(session, f.Review, table(ReviewRow), ids)
    objectives = _objectives(session, ids)
    ideas = _grouped(session, f.Idea, table(IdeaRow), ids)
    outcomes = _outcomes(session, ids)
    signals = _grouped(session, f.Signal, table(SignalRow), ids)
    issues = _grouped(session, f.Issue, table(IssueRow), ids)
    promises = _grouped(session, f.Promise, table(PromiseRow), ids)
    asks = _asks(session, ids)
    targets = _grouped(session, f.Target, table(TargetRow), ids)
    referrals = _referrals(session, ids)
    testimonials = _grouped(session, f.Testimonial, table(TestimonialRow), ids)
    thanks = _grouped(session, f.Thanks, table(ThanksRow), ids)
    introductions = _grouped(session, f.Introduction, table(IntroductionRow), ids)
    initiatives = _initiatives(session, ids)
    steps = _grouped(session, f.BuyingStep, table(BuyingStepRow), ids)
    none: list[Any] = []
    for account in _accounts(session, ids):
        key = account.id
        yield AccountFacts(
            account=account,
            people=tuple(person for person in people.get(key, none) if person.there_on(on)),
            former=tuple(person for person in people.get(key, none) if not person.there_on(on)),
            reviews=tuple(reviews.get(key, none)),
            contact=contacts.get(key, f.NO_CONTACT),
            objectives=tuple(objectives.get(key, none)),
            ideas=tuple(ideas.get(key, none)),
            outcomes=tuple(outcomes.get(key, none)),
            signals=tuple(signals.get(key, none)),
            issues=tuple(issues.get(key, none)),
            promises=tuple(promises.get(key, none)),
            asks=tuple(asks.get(key, none)),
            targets=tuple(targets.get(key, none)),
            referrals=tuple(referrals.get(key, none)),
            testimonials=tuple(testimonials.get(key, none)),
            thanks=tuple(thanks.get(key, none)),
            introductions=tuple(introductions.get(key, none)),
            initiatives=tuple(initiatives.get(key, none)),
            steps=tuple(steps.get(key, none)),
        )


def _among(query: sa.Select[Any], column: sa.ColumnElement[Any], ids: list[str] | None) -> sa.Select[Any]:
    return query if ids is None else query.where(column.in_(ids))


def _columns(kind: type[Any], source: sa.FromClause, **other: sa.ColumnElement[Any]) -> list[sa.ColumnElement[Any]]:
    """The columns of a fact, in its order; those that are not the table's own by name."""
    return [other[name] if name in other else source.c[name] for name in kind._fields]


def _text(column: sa.ColumnElement[Any]) -> sa.ColumnElement[str]:
    """The column as text, empty where there is nothing."""
    return sa.func.coalesce(sa.cast(column, sa.String), "")


def _accounts(session: Session, ids: list[str] | None) -> list[f.Account]:
    t = table(AccountRow)
    giver = t.alias("giver")
    query = (
        sa.select(*_columns(f.Account, t, referred_by=_text(giver.c.name)))
        .select_from(t.outerjoin(giver, giver.c.id == t.c.referred_by_id))
        .where(t.c.archived_on.is_(None))
        .order_by(t.c.id)
    )
    return [f.Account._make(row) for row in session.execute(_among(query, t.c.id, ids)).all()]


def _grouped(
    session: Session,
    kind: type[T],
    source: sa.Table,
    ids: list[str] | None,
    *where: sa.ColumnElement[bool],
    make: Callable[[Sequence[Any]], T] | None = None,
) -> Grouped:
    """Rows of one table as facts, by account, in the order in which they were made."""
    columns = [source.c[name] for name in kind._fields]
    query = sa.select(source.c.account_id, *columns).where(source.c.account_id.is_not(None), *where)
    return _collect(session, _among(query, source.c.account_id, ids).order_by(source.c.id), make or kind._make)


def _collect(session: Session, query: sa.Select[Any], make: Callable[[Sequence[Any]], Any]) -> Grouped:
    grouped: Grouped = defaultdict(list)
    for row in session.execute(query).all():
        grouped[row[0]].append(make(row[1:]))
    return grouped


def _people(session: Session, on: date, ids: list[str] | None) -> Grouped:
    t, before, at = table(PersonRow), table(PersonRow).alias("before"), table(AccountRow).alias("at")
    none = sa.null()
    columns = _columns(
        f.Person, t, role=_text(t.c.role), since=t.c.added_on, came_from=_text(at.c.name), asked_there_on=none,
        last_contact_on=none,
    )  # fmt: skip
    query = (
        sa.select(t.c.account_id, *columns)
        .select_from(t.outerjoin(before, before.c.id == t.c.came_from_id).outerjoin(at, at.c.id == before.c.account_id))
        .where(t.c.account_id.is_not(None), t.c.archived_on.is_(None))
    )
    known = _collect(session, _among(query, t.c.account_id, ids).order_by(t.c.id), f.Person._make)
    asked, met = _of_those_who_moved(session, on)
    if asked:
        for people in known.values():
            people[:] = [
                person._replace(asked_there_on=asked[person.id], last_contact_on=met.get(person.id))
                if person.id in asked
                else person
                for person in people
            ]
    return known


def _of_those_who_moved(session: Session, on: date) -> tuple[dict[str, date | None], dict[str, date]]:
    """Of the few who came from another account, by key: when they were last asked at any before, and last met here."""
    asks, contacts, moves = table(AskRow), table(InteractionRow), _moves().subquery()
    came = _pairs(session, _moves())
    if not came:
        return {}, {}
    moved, earlier = sa.select(moves.c.id), sa.select(moves.c.came_from_id)
    last = sa.select(asks.c.person_id, sa.func.max(asks.c.asked_on)).group_by(asks.c.person_id)
    asked = _pairs(session, last.where(asks.c.person_id.in_(earlier), asks.c.asked_on <= LAST_DAY))
    newest = sa.select(contacts.c.person_id, sa.func.max(contacts.c.on)).group_by(contacts.c.person_id)
    met = _pairs(session, newest.where(contacts.c.person_id.in_(moved), contacts.c.on <= on))
    anywhere = gathered(came, lambda key: asked.get(key), _latest)
    return {key: anywhere[before] for key, before in came.items()}, met


def _latest(first: date | None, second: date | None) -> date | None:
    return max(filter(None, (first, second)), default=None)


def _moves() -> sa.Select[Any]:
    """The keys of all who came from another account, with those they had there."""
    t = table(PersonRow)
    return sa.select(t.c.id, t.c.came_from_id).where(t.c.came_from_id.is_not(None))


def moved_on_to(session: Session, account_ids: set[str]) -> set[str]:
    """The accounts of those who once worked at these: what was asked or what an account is called goes along."""
    came = _pairs(session, _moves())
    if not came:
        return set()
    t, moves = table(PersonRow), _moves().subquery()
    known = sa.or_(t.c.id.in_(sa.select(moves.c.id)), t.c.id.in_(sa.select(moves.c.came_from_id)))
    at = _pairs(session, sa.select(t.c.id, t.c.account_id).where(known))
    touched = gathered(came, lambda key: at.get(key) in account_ids, operator.or_)
    return {account for key, before in came.items() if touched[before] and (account := at.get(key))}


def _pairs(session: Session, query: sa.Select[Any]) -> dict[str, Any]:
    """Two columns as a dictionary."""
    return {row[0]: row[1] for row in session.execute(query)}


def _objectives(session: Session, ids: list[str] | None) -> Grouped:
    t, m = table(ObjectiveRow), table(MeasureRow)
    query = _among(sa.select(m.c.objective_id, m.c.on, m.c.value), m.c.account_id, ids).order_by(m.c.on, m.c.id)
    measures = _collect(session, query, f.Measure._make)
    none = sa.null()
    query = sa.select(t.c.account_id, *_columns(f.Objective, t, measures=none)).where(t.c.account_id.is_not(None))

    def make(row: Sequence[Any]) -> f.Objective:
        found = f.Objective._make(row)
        return found._replace(measures=tuple(measures.get(found.id, ())))

    return _collect(session, _among(query, t.c.account_id, ids).order_by(t.c.id), make)


def _initiatives(session: Session, ids: list[str] | None) -> Grouped:
    """The open ones, and those tied to a person; the account's own page reads the others."""
    t = table(InitiativeRow)
    looked_at = sa.or_(t.c.person_id.is_not(None), t.c.state == InitiativeState.OPEN)
    return _grouped(session, f.Initiative, t, ids, looked_at)


def _contacts(session: Session, on: date, ids: list[str] | None) -> dict[str, f.Contact]:
    t = table(InteractionRow)
    year_ago = on - timedelta(days=365)
    query = (
        sa.select(t.c.account_id, sa.func.max(t.c.on), sa.func.count(sa.case((t.c.on > year_ago, 1))))
        .where(t.c.on <= on)
        .group_by(t.c.account_id)
    )
    return {row[0]: f.Contact(row[1], row[2]) for row in session.execute(_among(query, t.c.account_id, ids))}


def _outcomes(session: Session, ids: list[str] | None) -> Grouped:
    t, p = table(OutcomeRow), table(PersonRow)
    query = sa.select(t.c.account_id, *_columns(f.Outcome, t, verified_by=_text(p.c.name))).select_from(
        t.outerjoin(p, p.c.id == t.c.verified_by_id)
    )
    return _collect(session, _among(query, t.c.account_id, ids).order_by(t.c.on, t.c.id), f.Outcome._make)


def _asks(session: Session, ids: list[str] | None) -> Grouped:
    t, aim = table(AskRow), table(TargetRow)
    query = sa.select(
        t.c.account_id, *_columns(f.Ask, t, target=_text(aim.c.who), company=_text(aim.c.company))
    ).select_from(t.outerjoin(aim, aim.c.id == t.c.target_id))
    return _collect(session, _among(query, t.c.account_id, ids).order_by(t.c.asked_on, t.c.id), f.Ask._make)


def _referrals(session: Session, ids: list[str] | None) -> Grouped:
    t = table(ReferralRow)
    dated = {stage: t.c[f"{stage.value}_on"] for stage in Stage}
    stage_on = sa.func.coalesce(
        sa.case(*((t.c.stage == stage, column) for stage, column in dated.items())), t.c.named_on
    )
    columns = _columns(f.Referral, t, stage_on=stage_on)
    query = sa.select(t.c.account_id, *columns)
    place = f.Referral._fields.index("stage_on")

    def make(row: Sequence[Any]) -> f.Referral:
        day = row[place]
        stage_day = date.fromisoformat(day) if isinstance(day, str) else day
        return f.Referral._make([*row[:place], stage_day, *row[place + 1 :]])

    return _collect(session, _among(query, t.c.account_id, ids).order_by(t.c.named_on, t.c.id), make)
