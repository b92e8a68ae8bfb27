"""The facts of accounts; one with a row that breaks a rule of the model has its faults noted, and is not judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from advisorbench.domain.errors import FieldErrors, NotFound, Refused
from advisorbench.domain.language.reasons import say_reason
from advisorbench.domain.records.facts import NO_CONTACT, Account, AccountFacts
from advisorbench.domain.records.faults import Fault, say_faults
from advisorbench.domain.records.reasons import Reason, ReasonKind
from advisorbench.i18n import _
from advisorbench.models import AccountRow, Row
from advisorbench.services.table_shape import TableShape
from advisorbench.store import facts as store
from advisorbench.store.built_on import row_called
from advisorbench.store.core import CHUNK
from advisorbench.store.faults import doubtful_rows, stored_rows

Faults = dict[str, tuple[Fault, ...]]
"""What is wrong with accounts, by their keys."""


def read_facts(session: Session, on: date, account_ids: Sequence[str] | None = None) -> Iterator[AccountFacts]:
    """The facts of all accounts that were not put away, or of those named.

    Args:
        session: A reading session.
        on: The day.
        account_ids: Keys, or ``None`` for the whole book.
    """
    faults = _account_faults(session, account_ids)
    for facts in store.read_facts(session, on, account_ids):
        wrong = faults.get(facts.account.id)
        yield _without_faults(facts, wrong) if wrong else facts


def facts_of(session: Session, account_id: str, on: date) -> AccountFacts:
    """The facts of one account.

    Raises:
        NotFound: It is not in the book.
    """
    facts = next(read_facts(session, on, [account_id]), None)
    if facts is None:
        raise NotFound(_("This account is not in the book any more."))
    return facts


def facts_to_judge(session: Session, account_id: str, on: date) -> AccountFacts:
    """The facts of one account, for what cannot be done without a verdict on it.

    Raises:
        NotFound: It is not in the book.
        Refused: It cannot be judged.
    """
    facts = facts_of(session, account_id, on)
    must_be_judged(facts, on)
    return facts


def must_be_judged(facts: AccountFacts, on: date) -> None:
    """Refuse what cannot be done without a verdict on an account.

    Raises:
        Refused: The account cannot be judged.
    """
    if facts.faults:
        raise Refused(say_reason(Reason(ReasonKind.CANNOT_BE_JUDGED, what=say_faults(facts.faults)), on))


def row_faults(session: Session, entity: type[Row], keys: Collection[str] | None = None) -> Iterator[Fault]:
    """The rows of a table that break a rule of the model: of all of them, or of those with these keys."""
    for rows in stored_rows(session, entity, keys):
        for row in rows:
            try:
                _shape(entity).checked(row)
            except FieldErrors as error:
                name = str(entity.__tablename__)
                owner = row["id"] if entity is AccountRow else row.get("account_id")
                called = row_called(session, name, row)
                yield Fault(name, str(row["id"]), str(owner or ""), called, tuple(error.errors.items()))


@cache
def _shape(entity: type[Row]) -> TableShape:
    return TableShape(entity)


def _account_faults(session: Session, account_ids: Sequence[str] | None) -> Faults:
    """Why accounts cannot be judged, of those named or of all; those that can be are not in it."""
    if account_ids is None:
        doubtful = doubtful_rows(session)
    else:
        parts = (account_ids[start : start + CHUNK] for start in range(0, len(account_ids), CHUNK))
        doubtful = [row for part in parts for row in doubtful_rows(session, part)]
    keys: dict[type[Row], list[str]] = defaultdict(list)
    for row in doubtful:
        keys[row.entity].append(row.id)
    faults: dict[str, list[Fault]] = defaultdict(list)
    for entity, wanted in keys.items():
        for start in range(0, len(wanted), CHUNK):
            for fault in row_faults(session, entity, wanted[start : start + CHUNK]):
                faults[fault.account_id].append(fault)
    return {key: tuple(wrong) for key, wrong in faults.items()}


def _without_faults(facts: AccountFacts, faults: tuple[Fault, ...]) -> AccountFacts:
    """What can be shown of an account that cannot be judged: its facts without the rows and fields that are wrong."""
    wrong_rows, tables = {fault.id for fault in faults}, {fault.table for fault in faults}
    kept: dict[str, Any] = {
        name: tuple(fact for fact in getattr(facts, name) if fact.id not in wrong_rows)
        for name in AccountFacts.__dataclass_fields__.keys() - {"account", "contact", "faults"}
    }
    if "measure" in tables:
        kept["objectives"] = tuple(objective._replace(measures=()) for objective in kept["objectives"])
    if "interaction" in tables:
        kept["contact"] = NO_CONTACT
    own = {field for fault in faults if fault.id == facts.account.id for field, _why in fault.errors}
    defaults = Account._field_defaults
    account = facts.account._replace(**{name: defaults[name] for name in own & defaults.keys()})
    return replace(facts, account=account, faults=faults, **kept)
