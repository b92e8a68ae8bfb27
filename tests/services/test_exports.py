"""Who goes out as a vCard: whom the book knows today, where they work today."""

from __future__ import annotations

import pytest

from advisorbench.exchange.cards.writing import CardOut
from advisorbench.models import PersonRow
from advisorbench.services import Services
from advisorbench.services.base import row_of
from tests.services.making import TODAY, add_customer, ask, day, give_name


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
