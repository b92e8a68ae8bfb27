"""Every change has its line in the journal, and every step can be taken back while nothing was built on it."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from advisorbench.domain.errors import NotFound, Refused, Stale
from advisorbench.domain.records.states import Tier
from advisorbench.models import AccountRow, ChangeRow, PersonRow
from advisorbench.services import Services
from advisorbench.store.core import table
from advisorbench.store.journal import insert_many, undo_step


def lines(services: Services) -> list[dict[str, Any]]:
    """The journal, oldest first."""
    with services.book.read() as session:
        query = sa.select(table(ChangeRow)).order_by(table(ChangeRow).c.id)
        return [dict(row) for row in session.execute(query).mappings()]


def rows(services: Services, entity: type[AccountRow] | type[PersonRow] = AccountRow) -> list[dict[str, Any]]:
    """The rows of a table, without their versions."""
    with services.book.read() as session:
        found = session.execute(sa.select(table(entity)).order_by(table(entity).c.id)).mappings()
        return [{name: value for name, value in row.items() if name != "version"} for row in found]


def version(services: Services, account: str) -> int:
    return services.accounts.fields_of(account)[0]


def undo(services: Services, step: str) -> None:
    """Take back one step, whichever."""
    with services.book.write("undo") as session:
        undo_step(session, step)


def test_an_addition_is_written_with_what_it_made(services: Services) -> None:
    key = services.accounts.add({"name": "Kaya", "tier": Tier.A}).id
    (line,) = lines(services)
    assert (line["command"], line["entity"], line["entity_id"], line["undoes"]) == ("add account", "account", key, None)
    assert line["before"] is None
    assert (line["after"]["name"], line["after"]["tier"], line["after"]["version"]) == ("Kaya", "A", 1)


def test_an_edit_is_written_with_what_was_and_what_is(services: Services) -> None:
    key = services.accounts.add({"name": "Kaya", "city": "Gent"}).id
    services.accounts.edit(key, 1, {"city": "Zwolle"})
    line = lines(services)[-1]
    changed = {name: (line["before"][name], value) for name, value in line["after"].items()}
    assert {name: pair for name, pair in changed.items() if pair[0] != pair[1]} == {
        "city": ("Gent", "Zwolle"),
        "folded": ("kaya gent", "kaya zwolle"),
        "version": (1, 2),
    }


def test_an_edit_that_changes_nothing_is_no_line(services: Services) -> None:
    key = services.accounts.add({"name": "Kaya"}).id
    services.accounts.edit(key, 1, {"name": "Kaya"})
    assert (len(lines(services)), version(services, key)) == (1, 1)


def test_a_transaction_is_one_step_and_the_next_another(services: Services) -> None:
    with services.book.write("twins") as session:
        session.add_all([AccountRow(name="Kaya"), AccountRow(name="Molenaar")])
        insert_many(session, AccountRow, [{**AccountRow(name="De Wit").model_dump(), "folded": "de wit"}])
    services.accounts.add({"name": "Jansen"})
    found = [(line["command"], line["step"]) for line in lines(services)]
    assert [command for command, _step in found] == ["twins"] * 3 + ["add account"]
    assert len({step for _command, step in found}) == 2


def test_a_transaction_that_fails_leaves_nothing(services: Services) -> None:
    with pytest.raises(ZeroDivisionError), services.book.write("bug") as session:
        session.add(AccountRow(name="Kaya"))
        session.flush()
        raise ZeroDivisionError
    assert (lines(services), rows(services)) == ([], [])


def test_what_is_inserted_at_once_reads_as_one_by_one(services: Services) -> None:
    key = services.accounts.add({"name": "Kaya", "customer_since": services.clock.today()}).id
    (one,) = lines(services)
    with services.book.write("add account") as session:
        row = table(AccountRow)
        values = dict(session.execute(sa.select(row).where(row.c.id == key)).mappings().one())
        insert_many(session, AccountRow, [values | {"id": "other"}])
    assert lines(services)[1]["after"] == one["after"] | {"id": "other"}


def test_versions_only_go_up(services: Services) -> None:
    key = services.accounts.add({"name": "Kaya"}).id
    seen = [version(services, key)]
    for city in ("Gent", "Zwolle"):
        services.accounts.edit(key, seen[-1], {"city": city})
        seen.append(version(services, key))
    services.history.undo()
    seen.append(version(services, key))
    assert seen == [1, 2, 3, 4]


def test_an_edit_of_what_was_edited_since_is_refused(services: Services) -> None:
    key = services.accounts.add({"name": "Kaya"}).id
    services.accounts.edit(key, 1, {"city": "Gent"})
    with pytest.raises(Stale):
        services.accounts.edit(key, 1, {"city": "Zwolle"})
    assert rows(services)[0]["city"] == "Gent"


def test_an_edit_of_what_was_undone_since_is_refused(services: Services) -> None:
    key = services.accounts.add({"name": "Kaya"}).id
    services.accounts.edit(key, 1, {"city": "Gent"})
    services.history.undo()
    services.accounts.edit(key, version(services, key), {"city": "Ede"})
    with pytest.raises(Stale):
        services.accounts.edit(key, 2, {"sector": "Transport"})


def test_an_addition_is_undone(services: Services) -> None:
    services.accounts.add({"name": "Kaya"})
    assert services.history.undo() == "add account"
    assert rows(services) == []


def test_an_edit_is_undone_to_the_letter(services: Services) -> None:
    key = services.accounts.add({"name": "Kaya", "tier": Tier.B, "customer_since": services.clock.today()}).id
    before = rows(services)
    services.accounts.edit(key, 1, {"name": "Kaya Logistics", "tier": Tier.A, "customer_since": None})
    assert services.history.undo() == "edit account"
    assert rows(services) == before


def test_a_chain_is_undone_from_its_end(services: Services) -> None:
    key = services.accounts.add({"name": "Kaya"}).id
    services.accounts.edit(key, 1, {"city": "Gent"})
    services.accounts.edit(key, 2, {"city": "Zwolle"})
    services.accounts.add_person({"name": "Elif", "account_id": key})
    undone = [services.history.undo() for _step in range(5)]
    assert undone == ["add person", "edit account", "edit account", "add account", None]
    assert (rows(services), rows(services, PersonRow)) == ([], [])


def test_after_an_undo_the_next_thing_done_is_undone_first(services: Services) -> None:
    for name in ("Kaya", "Molenaar"):
        services.accounts.add({"name": name})
    services.history.undo()
    services.accounts.save_view("mine", "tier:a")
    assert [services.history.undo() for _step in range(3)] == ["save view", "add account", None]
    assert services.accounts.views() == []


def test_an_undo_is_written_and_is_not_undone_itself(services: Services) -> None:
    services.accounts.add({"name": "Kaya"})
    services.history.undo()
    made, gone = lines(services)
    assert (gone["command"], gone["before"], gone["after"]) == ("undo", made["after"], None)
    assert gone["undoes"] == made["step"] != gone["step"]
    assert services.history.undo() is None
    assert len(lines(services)) == 2


def test_what_something_hangs_on_cannot_be_undone(services: Services) -> None:
    key = services.accounts.add({"name": "Kaya"}).id
    services.accounts.add_person({"name": "Elif", "account_id": key})
    before = lines(services)
    with pytest.raises(Refused, match="cannot be undone any more"):
        undo(services, before[0]["step"])
    assert lines(services) == before


def test_what_was_edited_since_cannot_be_undone(services: Services) -> None:
    key = services.accounts.add({"name": "Kaya"}).id
    services.accounts.edit(key, 1, {"city": "Gent"})
    services.accounts.edit(key, 2, {"city": "Zwolle"})
    before = lines(services)
    for line in before[:2]:
        with pytest.raises(Refused, match="cannot be undone any more"):
            undo(services, line["step"])
    assert lines(services) == before


def test_a_step_cannot_be_undone_twice(services: Services) -> None:
    services.accounts.add({"name": "Kaya"})
    step = lines(services)[0]["step"]
    undo(services, step)
    with pytest.raises(Refused):
        undo(services, step)


def test_what_was_undone_is_gone_for_its_editor(services: Services) -> None:
    key = services.accounts.add({"name": "Kaya"}).id
    services.history.undo()
    with pytest.raises(NotFound):
        services.accounts.edit(key, 1, {"city": "Gent"})
