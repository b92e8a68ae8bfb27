"""What goes out: tables with names beside keys, and as vCards whom the book knows today, where they work today."""

from __future__ import annotations

import pytest

from advisorbench import models as m
from advisorbench.domain.errors import FileError
from advisorbench.exchange.cards.writing import CardOut
from advisorbench.models import PersonRow
from advisorbench.services import Services
from advisorbench.services.base import row_of
from advisorbench.store.files import EXPORTS
from tests.services.full import fill_book
from tests.services.making import TODAY, add_customer, ask, day, give_name


@pytest.mark.parametrize("what", EXPORTS)
def test_every_table_goes_out_with_names_beside_keys(services: Services, what: str) -> None:
    fill_book(services, "Elif Kaya")
    columns, rows = services.exports.table(what)
    assert rows
    assert all(list(row) == columns for row in rows)
    assert not {"folded", "version", "batch_id"} & set(columns)
    assert all(row["account"] for row in rows if row.get("account_id"))


def test_every_table_of_the_trade_goes_out() -> None:
    own = {m.ApartRow, m.ImportBatchRow, m.SavedViewRow}  # the program's own affair
    assert set(m.Row.__subclasses__()) - own == set(EXPORTS.values())


def test_what_is_no_table_is_refused(services: Services) -> None:
    with pytest.raises(FileError, match="cannot be exported") as caught:
        services.exports.table("change")
    assert "accounts" in caught.value.remedy


# --- vCards -----------------------------------------------------------------------------------------------------


def names(services: Services) -> list[str]:
    return [person.name for person in services.exports.cards()]


def test_people_go_out_with_all_that_a_card_holds(services: Services) -> None:
    account, _first = add_customer(services)
    key = services.accounts.add_person(
        {
            "name": "Ali Demir", "account_id": account, "job_title": "Buyer", "email": "a@kaya.example",
            "phone": "+31 6", "language": "tr", "note": "Likes tea",
        }
    ).id  # fmt: skip
    services.accounts.add_person({"name": "Jan Hofstra", "company": "Hofstra"})
    _elif, ali, jan = services.exports.cards()
    assert ali == CardOut(key, "Ali Demir", "Kaya Logistics", "Buyer", "a@kaya.example", "+31 6", "tr", "Likes tea")
    assert (jan.name, jan.company) == ("Jan Hofstra", "Hofstra")


def test_whoever_moved_goes_out_once_from_where_they_are(services: Services) -> None:
    _account, person = add_customer(services)
    services.accounts.leave(person, day(-1), "Bakker")
    assert [(one.name, one.company) for one in services.exports.cards()] == [("Elif Kaya", "Bakker")]


def test_whoever_left_goes_out_without_the_company(services: Services) -> None:
    account, _person = add_customer(services)
    person = services.accounts.add_person({"name": "Ali Demir", "account_id": account, "job_title": "Buyer"}).id
    services.accounts.leave(person, TODAY)
    assert services.exports.cards()[1] == CardOut(person, "Ali Demir")


@pytest.mark.parametrize("mark", ["archived_on", "purged_on"])
def test_whoever_was_put_away_or_erased_does_not_go_out(services: Services, mark: str) -> None:
    _account, person = add_customer(services)
    add_customer(services, "Bakker", "Jan Bakker")
    with services.book.write("test") as session:
        setattr(row_of(session, PersonRow, person), mark, TODAY)
    assert names(services) == ["Jan Bakker"]


def test_a_name_that_was_given_is_nobody_yet(services: Services) -> None:
    account, person = add_customer(services)
    ask(services, account, person, "she offered")
    give_name(services, account, person)
    assert names(services) == ["Elif Kaya"]
