"""A book with a row in every table, and words of the test's own in every column that holds text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from advisorbench import models as m
from advisorbench.domain.records.states import (
    AskState,
    IdeaState,
    InitiativeState,
    OutcomeState,
    PromiseState,
    ReviewState,
    SignalKind,
    Stage,
    TargetState,
    TestimonialState,
)
from advisorbench.models import Row
from advisorbench.services import Services
from advisorbench.store.core import table
from tests.services.making import day

GIVEN: dict[type[Row], dict[str, Any]] = {
    m.AskRow: {"state": AskState.YES},
    m.IdeaRow: {"state": IdeaState.DONE},
    m.InitiativeRow: {"state": InitiativeState.LOST},
    m.OutcomeRow: {"state": OutcomeState.VERIFIED},
    m.PersonRow: {
        "do_not_ask": False,
        "left_on": None,
        "archived_on": None,
        "purged_on": None,
        "came_from_id": None,
        "merged_into_id": None,
    },
    m.AccountRow: {"archived_on": None, "referred_by_id": None, "review_rule": "", "revenue_cents": 1_00},
    m.ObjectiveRow: {"baseline": 1.0, "target": 2.0, "maximum": 3.0},
    m.PromiseRow: {"state": PromiseState.KEPT},
    m.ReferralRow: {"stage": Stage.ENDED, "new_account_id": None},
    m.ReviewRow: {"state": ReviewState.HELD},
    m.SignalRow: {"kind": SignalKind.NPS, "value": 9},
    m.SnapshotRow: {"state": "ready", "gates": {"value": ["pass", "2026-11-01"]}, "rules": {"value_days": 180}},
    m.TargetRow: {"state": TargetState.ASKED},
    m.EventRow: {"rule": "", "also_on": "", "not_on": "", "recurrence_id": "", "at": "", "zone": "", "minutes": 1440},
    m.TestimonialRow: {"state": TestimonialState.WITHDRAWN, "expires_on": None},
}
"""What a row needs to be one that the book takes."""


def _value(column: sa.Column[Any], text: str) -> Any:
    """Something of the column's type; the text where it takes one."""
    kind: Any = column.type
    if isinstance(kind, sa.Enum):
        return next(iter(kind.enum_class))  # type: ignore[arg-type]
    if isinstance(kind, sa.JSON):
        return {"words": [text]}
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    plain = {datetime: datetime(2026, 11, 13, 9, tzinfo=UTC), date: day(-10), bool: True, int: 1, float: 1.0}
    if kind.python_type in plain:
        return plain[kind.python_type]
    if column.name == "currency":
        return "EUR"
    return text if kind.length is None or kind.length >= 300 else ""


def full_row(entity: type[Row], text: str, links: dict[str, str | None], **given: Any) -> Row:
    """A row of a table with every column filled.

    Args:
        entity: The table.
        text: What stands in every column of text.
        links: Tables to the keys that are referred to.
        given: Columns that are to hold something else.
    """
    values: dict[str, Any] = {}
    for column in table(entity).columns:
        if column.name in ("id", "version", "folded"):
            continue
        targets = [key.column.table.name for key in column.foreign_keys]
        values[column.name] = links.get(targets[0]) if targets else _value(column, text)
    if entity is m.EventRow:
        values["uid"] = m.new_id()
    if entity is m.ApartRow:
        values |= {"one_id": m.new_id(), "other_id": m.new_id()}
    return entity(**{**values, **GIVEN.get(entity, {}), **given})


def ordered_entities() -> list[type[Row]]:
    """Every table of the book but the journal, each after those that it refers to."""
    by_name = {str(entity.__tablename__): entity for entity in Row.__subclasses__()}
    return [by_name[one.name] for one in SQLModel.metadata.sorted_tables if one.name in by_name]


def fill_account(services: Services, account: str, person: str, text: str) -> dict[str, str | None]:
    """A row of every table that belongs to this account and this person; returns tables to the new keys."""
    links: dict[str, str | None] = {"account": account, "person": person}
    with services.book.write("fill") as session:
        for entity in ordered_entities():
            if entity in (m.AccountRow, m.PersonRow):
                continue
            name = str(entity.__tablename__)
            given = {"name": f"{account} {text}"[:300]} if entity in (m.TemplateRow, m.SavedViewRow) else {}
            row = full_row(entity, text, links, **given)
            session.add(row)
            session.flush()
            links[name] = row.id
    return links


def fill_book(services: Services, person: str, text: str = "") -> tuple[str, str]:
    """A book with somebody at an account and a row in every table; returns their keys.

    Args:
        services: The use cases on an empty book.
        person: The name.
        text: What stands in every column of text; the name if left out.
    """
    text = text or f"Met {person}"
    links: dict[str, str | None] = {}
    with services.book.write("fill") as session:
        at = full_row(m.AccountRow, text, links, name="Kaya Logistics")
        session.add(at)
        session.flush()
        links["account"] = at.id
        who = full_row(m.PersonRow, text, links, name=person, email="", phone="")
        session.add(who)
        session.flush()
        links["person"] = who.id
    fill_account(services, at.id, who.id, text)
    return at.id, who.id
