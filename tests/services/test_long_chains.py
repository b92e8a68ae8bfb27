"""A thousand accounts each referred by the one before, and one human being who worked at all of them in turn."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
import sqlalchemy as sa

from advisorbench import models as m
from advisorbench.domain.asking.tree import walk
from advisorbench.domain.text import fold
from advisorbench.screens.lines.asks import tree_rows
from advisorbench.services import Services
from advisorbench.services.generations import MOST_GENERATIONS, number_generations
from advisorbench.store.core import table
from tests.services.making import TODAY

LONG = 1_000
SECONDS = 30
"""Far more than what all of it takes; walking the chain from each of its links takes many minutes."""


@pytest.fixture
def chained(services: Services) -> tuple[Services, list[str], list[str]]:
    """The use cases on such a book, with the keys of the accounts and of the person there, the first ones first."""
    accounts = [m.new_id() for _number in range(LONG)]
    people = [m.new_id() for _number in range(LONG)]
    account, person = _columns(m.AccountRow, name="x"), _columns(m.PersonRow, name="x")
    rows: dict[type[m.Row], list[dict[str, object]]] = {m.AccountRow: [], m.PersonRow: []}
    for number, (at, who) in enumerate(zip(accounts, people, strict=True)):
        name = f"Account {number:04}"
        origin = {"referred_by_id": accounts[number - 1]} if number else {}
        rows[m.AccountRow].append({**account, "id": at, "name": name, "folded": fold(name), **origin})
        left = {"came_from_id": people[number - 1]} if number else {}
        rows[m.PersonRow].append(
            {**person, "id": who, "name": "Elif Kaya", "folded": "elif kaya", "account_id": at, **left}
        )
    with services.book.engine.execution_options(write=True).begin() as connection:
        for entity, values in rows.items():
            connection.execute(sa.insert(table(entity)), values)
    return services, accounts, people


def _columns(entity: type[m.Row], **given: object) -> dict[str, object]:
    row = entity.model_validate(given)
    return {column.name: getattr(row, column.name) for column in table(entity).columns}


def test_a_long_chain_is_walked_in_time(chained: tuple[Services, list[str], list[str]]) -> None:
    services, accounts, people = chained
    services.asks.ask({"account_id": accounts[0], "person_id": people[0], "asked_on": TODAY, "override_reason": "x"})
    begun = process_time()
    services.agenda.view()
    (root,) = services.referrals.tree().roots
    assert max(node.generation for node in walk([root])) == LONG - 1
    assert len(list(tree_rows(services.asks.referral_desk()))) > LONG
    assert services.asks.readiness(accounts[-1], people[-1]).person.asked_there_on == TODAY
    services.duplicates.find(10)
    assert services.targets.find(accounts[-1], people[-1]) == []
    services.merging.accounts(accounts[1], accounts[2])
    services.merging.people(people[1], people[2])
    assert services.purging.look("Elif Kaya").people
    services.accounts.leave(people[-1], TODAY)
    assert services.history.undo() == "person left"
    assert process_time() - begun < SECONDS


def test_generations_are_numbered_down_a_long_chain(chained: tuple[Services, list[str], list[str]]) -> None:
    services, accounts, _people = chained
    with services.book.write("number") as session:
        number_generations(session, session.get_one(m.AccountRow, accounts[0]))
    with services.book.read() as session:
        found = dict(session.execute(sa.select(table(m.AccountRow).c.id, table(m.AccountRow).c.generation)).all())
    assert [found[key] for key in accounts] == [min(number, MOST_GENERATIONS) for number in range(LONG)]


def test_who_comes_from_whom_in_a_circle_is_walked_too(services: Services) -> None:
    keys = [m.new_id() for _number in range(3)]
    account = _columns(m.AccountRow, name="x")
    rows = [
        {**account, "id": key, "name": key, "folded": key, "referred_by_id": keys[number - 1],
         "customer_since": date(2024, 1, 1)}
        for number, key in enumerate(keys)
    ]  # fmt: skip
    with services.book.engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.execute(sa.insert(table(m.AccountRow)), rows)
    assert {node.account_id for node in walk(services.referrals.tree().roots)} == set(keys)
