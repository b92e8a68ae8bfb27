"""Where a step cannot be taken back any more, it is said what was built on it, by which command and when."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from advisorbench.domain.errors import Refused
from advisorbench.domain.records.states import SignalKind
from advisorbench.models import ChangeRow, Row
from advisorbench.services import Services
from advisorbench.store.built_on import _KINDS
from advisorbench.store.core import table
from advisorbench.store.journal import ENTITIES, undo_step
from tests.services.file_plans import bring_in, contents

DAY = "Monday 23 November 2026"


def first_step(services: Services) -> str:
    """The oldest transaction of the book."""
    with services.book.read() as session:
        return str(
            session.execute(sa.select(table(ChangeRow).c.step).order_by(table(ChangeRow).c.id).limit(1)).scalar()
        )


def refused(services: Services, step: str) -> str:
    """What is said when a step cannot be taken back; nothing is changed then."""
    before = contents(services)
    with pytest.raises(Refused) as caught, services.book.write("undo") as session:
        undo_step(session, step)
    assert contents(services) == before
    return str(caught.value)


def a_person(services: Services, account: str) -> None:
    services.accounts.add_person({"name": "Jan [b]", "account_id": account})


def an_issue(services: Services, account: str) -> None:
    services.accounts.add_issue({"account_id": account, "what": "Late", "opened_on": services.clock.today()})


def a_signal(services: Services, account: str) -> None:
    fields = {"account_id": account, "kind": SignalKind.PRAISE, "on": services.clock.today()}
    services.accounts.add_signal(fields)


def an_edit(services: Services, account: str) -> None:
    services.accounts.edit(account, services.accounts.fields_of(account)[0], {"city": "Gent"})


def a_child(services: Services, account: str) -> None:
    services.accounts.add({"name": "Child", "referred_by_id": account, "generation": 1})


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (a_person, "person “Jan [b]” was built on it (“add person”, "),
        (an_issue, "issue “Late” was built on it (“"),
        (a_signal, "signal of Kaya Logistics was built on it (“"),
        (an_edit, "account “Kaya Logistics” was built on it (“edit account”, "),
        (a_child, "account “Child” was built on it (“add account”, "),
    ],
)
def test_what_was_built_on_an_import_is_said(
    services: Services, tmp_path: Path, build: Callable[[Services, str], None], said: str
) -> None:
    bring_in(services, tmp_path, "Company,City\nDe Wit,Ede\nKaya Logistics,Zwolle\n")
    build(services, next(line.id for line in services.accounts.lines() if line.name == "Kaya Logistics"))
    found = refused(services, first_step(services))
    assert said in found
    assert DAY in found
    assert "\n" not in found


def test_it_is_found_among_thousands_of_rows(services: Services, tmp_path: Path) -> None:
    rows = "".join(f"Company {at},Gent\n" for at in range(1_300))
    bring_in(services, tmp_path, "Company,City\n" + rows)
    account = next(line.id for line in services.accounts.lines() if line.name == "Company 77")
    services.accounts.log({"account_id": account, "on": services.clock.today()})
    assert "contact of Company 77" in refused(services, first_step(services))


def test_what_was_taken_back_is_built_on_nothing(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, "Company,City\nKaya Logistics,Zwolle\n")
    before = contents(services)
    account = services.accounts.lines()[0].id
    a_person(services, account)
    services.history.undo()
    assert contents(services) == before
    assert services.history.undo() == "import"
    assert services.accounts.lines() == []


def test_a_later_import_on_an_earlier_one_is_said_too(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, "Company,City\nKaya Logistics,Zwolle\n")
    bring_in(services, tmp_path, "Full name,Company\nElif Kaya,Kaya Logistics\n")
    assert "person “Elif Kaya” was built on it (“import”, " in refused(services, first_step(services))


def test_every_table_of_the_journal_has_a_word() -> None:
    assert set(_KINDS) == set(ENTITIES) == {str(cls.__tablename__) for cls in Row.__subclasses__()}
