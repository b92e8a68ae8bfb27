"""Short ways to a book in which something has happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from advisorbench.domain.errors import BenchError, FieldErrors
from advisorbench.domain.records.states import SignalKind, Stage
from advisorbench.services import Services

TODAY = date(2026, 11, 23)


def day(days: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=days)


def add_customer(services: Services, name: str = "Kaya Logistics", person: str = "Elif Kaya") -> tuple[str, str]:
    """An account and somebody there."""
    account = services.accounts.add({"name": name, "customer_since": day(-900)}).id
    return account, services.accounts.add_person({"name": person, "account_id": account}).id


def move(services: Services, person: str, on: date, account: str) -> str:
    """Somebody goes to work at another account; who they are there."""
    went = services.accounts.leave(person, on, account)
    assert went
    return went.person.id


def make_ready(services: Services, account: str, person: str) -> None:
    """Have value confirmed by that person, and NPS 9."""
    outcome = services.value.add_outcome({"account_id": account, "what": "Five days faster", "on": day(-20)}).id
    services.value.verify_outcome(outcome, person, day(-10))
    services.accounts.add_signal(
        {"account_id": account, "person_id": person, "kind": SignalKind.NPS, "value": 9, "on": day(-5)}
    )


def aim(services: Services, account: str, person: str, who: str = "Jan Hofstra") -> str:
    """A target with a reason why now."""
    return services.targets.add(
        {"account_id": account, "person_id": person, "who": who, "company": "Hofstra", "why_now": "new depot"}
    ).id


def ask(services: Services, account: str, person: str, reason: str = "") -> str:
    """Ask, today."""
    return services.asks.ask(
        {"account_id": account, "person_id": person, "asked_on": services.clock.today(), "override_reason": reason}
    ).id


def give_name(
    services: Services, account: str, person: str, name: str = "Jan Hofstra", company: str = "Hofstra"
) -> str:
    """A referral, named today."""
    return services.referrals.name(
        {
            "account_id": account,
            "person_id": person,
            "name": name,
            "company": company,
            "named_on": services.clock.today(),
        }
    ).id


def bring_to(services: Services, referral: str, *stages: Stage, account: str = "") -> None:
    """Follow a referral through stages, all today."""
    for stage in stages:
        services.referrals.advance(
            referral, stage, services.clock.today(),
            basis="Elif told Jan, who agreed", reason="no need now", account=account,
        )  # fmt: skip


def whole_book(services: Services) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, but for the journal and the versions, which only go up."""
    kept: dict[str, list[tuple[object, ...]]] = {}
    with services.book.read() as session:
        for entity in sorted(SQLModel.metadata.tables.values(), key=lambda one: one.name):
            if entity.name != "change":
                columns = [column for column in entity.columns if column.name != "version"]
                kept[entity.name] = [tuple(row) for row in session.execute(sa.select(*columns).order_by(entity.c.id))]
    return kept


@contextmanager
def one_step(services: Services, command: str) -> Iterator[None]:
    """What is done within is one step, and undo takes all of it back."""
    before = whole_book(services)
    yield
    assert whole_book(services) != before
    assert services.history.undo() == command
    assert whole_book(services) == before


@contextmanager
def refused(services: Services, *fields: str, error: type[BenchError] = FieldErrors) -> Iterator[None]:
    """What is tried within is refused, at these fields if any are named, and the book stays as it was."""
    before = whole_book(services)
    with pytest.raises(error) as caught:
        yield
    assert str(caught.value)
    assert "\n" not in str(caught.value)
    if isinstance(caught.value, FieldErrors):
        assert set(caught.value.errors) == set(fields)
    assert whole_book(services) == before
