"""What is there twice is found, proposed, and never merged by itself; what is said to be two is not proposed again."""

from __future__ import annotations

from datetime import date

import pytest

from advisorbench.domain.errors import NotFound, Refused
from advisorbench.domain.identity.traits import Identity, IdentityKind
from advisorbench.domain.language.reasons import say_reasons
from advisorbench.services import Services
from advisorbench.store import duplicates as store
from tests.services.making import add_customer, day, move, one_step, refused


def account(services: Services, name: str, **fields: object) -> str:
    return services.accounts.add({"name": name, **fields}).id


def person(services: Services, name: str, account_id: str | None = None, **fields: object) -> str:
    return services.accounts.add_person({"name": name, "account_id": account_id, **fields}).id


@pytest.fixture
def book(services: Services) -> dict[str, str]:
    """Two accounts that are one, two people who are, and some who are not."""
    keys = {"kaya": account(services, "Kaya Logistics", website="kaya.nl", city="Gent")}
    keys["kaya bv"] = account(services, "Kaya Logistics B.V.", website="https://www.kaya.nl")
    keys["bakker"] = account(services, "Bakker")
    keys["elif"] = person(services, "Elif Kaya", keys["kaya"], email="elif@kaya.nl")
    keys["e"] = person(services, "Kaya, Elif", keys["kaya"])
    keys["elif elsewhere"] = person(services, "Elif Kaya", keys["bakker"], email="elif@bakker.nl")
    return keys


def found(services: Services, *kinds: IdentityKind) -> list[set[str]]:
    """The pairs by their keys, in order."""
    return [
        {pair.kept_id, pair.other_id} for pair in services.duplicates.find(kinds=kinds or tuple(IdentityKind)).pairs
    ]


def test_what_looks_alike_is_proposed_with_its_reasons(services: Services, book: dict[str, str]) -> None:
    first, second = services.duplicates.find().pairs
    assert (first.kept_id, first.other_id, first.kept_at) == (book["elif"], book["e"], "Kaya Logistics")
    assert say_reasons(first.reasons) == ["same name", "same company"]
    assert (second.kept_name, second.other_name, second.kept_at) == ("Kaya Logistics", "Kaya Logistics B.V.", "Gent")
    assert say_reasons(second.reasons) == ["same website kaya.nl", "same name, other form"]
    assert found(services, IdentityKind.ACCOUNT) == [{book["kaya"], book["kaya bv"]}]
    assert found(services, IdentityKind.PERSON) == [{book["elif"], book["e"]}]


def test_looking_changes_nothing(services: Services, book: dict[str, str]) -> None:
    before = services.book.path.read_bytes()
    assert len(found(services)) == 2
    assert services.book.path.read_bytes() == before


def test_of_many_the_likeliest_are_shown_and_all_are_counted(services: Services, book: dict[str, str]) -> None:
    one = services.duplicates.find(limit=1)
    assert (len(one.pairs), one.count) == (1, 2)
    assert services.duplicates.find(limit=0).pairs == ()


def test_an_empty_book_holds_nothing_twice(services: Services) -> None:
    assert services.duplicates.find().pairs == ()


def test_what_was_merged_or_put_away_or_erased_is_not_proposed(services: Services, book: dict[str, str]) -> None:
    services.merging.accounts(book["kaya"], book["kaya bv"])
    services.merging.people(book["elif"], book["e"])
    assert found(services) == []
    services.history.undo()
    services.history.undo()
    assert len(found(services)) == 2
    services.accounts.archive(book["kaya bv"])
    services.purging.erase(services.purging.look("Kaya, Elif"))
    assert found(services) == []


def test_who_works_at_an_account_that_was_put_away_is_not_proposed(services: Services, book: dict[str, str]) -> None:
    services.accounts.archive(book["kaya"])
    assert found(services) == []


def test_who_moved_is_known_to_be_one(services: Services) -> None:
    at, who = add_customer(services)
    version, _fields = services.accounts.person_fields_of(who)
    services.accounts.edit_person(who, version, {"email": "elif@gmail.com"})
    account(services, "Bakker")
    new = move(services, who, day(-1), "Bakker")
    services.accounts.edit_person(new, 1, {"email": "elif@gmail.com"})
    assert found(services) == []
    person(services, "E. Kaya", at, email="elif@gmail.com")
    assert len(found(services)) == 2


def test_two_that_are_two_are_not_proposed_again_and_undo_takes_that_back(
    services: Services, book: dict[str, str]
) -> None:
    with one_step(services, "keep apart"):
        assert services.duplicates.apart(book["kaya bv"], book["kaya"]) == ("Kaya Logistics B.V.", "Kaya Logistics")
        assert found(services) == [{book["elif"], book["e"]}]
    services.duplicates.apart(book["e"], book["elif"])
    assert found(services) == [{book["kaya"], book["kaya bv"]}]
    assert services.duplicates.find().count == 1


def test_what_cannot_be_kept_apart_is_refused(services: Services, book: dict[str, str]) -> None:
    services.duplicates.apart(book["e"], book["elif"])
    for one, other in (("e", "elif"), ("elif", "e"), ("e", "e")):
        with refused(services, error=Refused):
            services.duplicates.apart(book[one], book[other])
    for one, other in (("e", "kaya"), ("kaya", "e")):
        with refused(services, error=NotFound):
            services.duplicates.apart(book[one], book[other])
    with refused(services, error=NotFound):
        services.duplicates.apart(book["e"], "nobody")


def test_the_hosts_of_its_people_tell_an_account(services: Services) -> None:
    first, second = account(services, "Kaya"), account(services, "Roadrunner", website="kaya.nl")
    person(services, "Elif", first, email="elif@kaya.nl")
    person(services, "Ali", first, email="ali@gmail.com")
    (pair,) = services.duplicates.find().pairs
    assert {pair.kept_id, pair.other_id} == {first, second}
    assert say_reasons(pair.reasons) == ["same host in addresses: kaya.nl"]


def test_what_too_many_share_is_said_and_not_compared(services: Services) -> None:
    for number in range(store.FEW + 1):
        person(services, f"{chr(0x10D0 + number) * 5} {chr(0x10D0 + number) * 6}", phone="020 1234567")
    seen = services.duplicates.find()
    assert seen.pairs == ()
    assert [(common.mark, common.count) for common in seen.common] == [("201234567", store.FEW + 1)]


def test_many_of_one_name_do_not_flood_the_list(services: Services) -> None:
    many = store.NEAR * 3
    for _number in range(many):
        person(services, "Jan de Vries")
    assert services.duplicates.find(limit=10_000).count <= many * store.NEAR


def new(number: int, kind: IdentityKind, name: str, **more: str) -> Identity:
    return Identity(kind, str(number), name, new=True, **more)  # type: ignore[arg-type]


def test_the_rows_of_a_file_are_held_against_the_book_and_each_other(services: Services, book: dict[str, str]) -> None:
    rows = (
        new(0, IdentityKind.PERSON, "Elif Kaya", company="Kaya Logistics"),
        new(1, IdentityKind.ACCOUNT, "KAYA LOGISTICS HOLDING BV"),
        new(2, IdentityKind.PERSON, "Sven Hofstra", email="sven@hofstra.nl"),
        new(3, IdentityKind.PERSON, "S. Hofstra", email="sven@hofstra.nl"),
        new(4, IdentityKind.ACCOUNT, "Something else"),
        new(5, IdentityKind.PERSON, "Elif Kaya", company="De Wit"),
    )
    proposals = services.duplicates.proposals(iter(rows))
    assert [(one.row, one.like_id, one.like_row) for one in proposals] == [
        (0, proposals[0].like_id, None), (1, proposals[1].like_id, None), (3, "", 2),
    ]  # fmt: skip
    assert proposals[0].like_id in (book["elif"], book["e"])
    assert proposals[1].like_id in (book["kaya"], book["kaya bv"])
    assert (proposals[2].name, proposals[2].like) == ("S. Hofstra", "Sven Hofstra")
    assert all(one.reasons and one.strength for one in proposals)
    assert services.duplicates.proposals(()) == []


def test_a_row_takes_the_likeliest_of_several(services: Services, book: dict[str, str]) -> None:
    row = new(0, IdentityKind.PERSON, "E. Kaya", email="elif@kaya.nl", company="Kaya Logistics")
    (proposal,) = services.duplicates.proposals([row])
    assert proposal.like_id == book["elif"]
    assert "same e-mail elif@kaya.nl" in say_reasons(proposal.reasons)


def test_those_of_the_book_are_not_proposed_by_a_file_that_names_others(
    services: Services, book: dict[str, str]
) -> None:
    assert services.duplicates.proposals([new(0, IdentityKind.ACCOUNT, "Hofstra")]) == []


def test_the_sample_book_holds_nothing_twice(sample: Services) -> None:
    assert [(pair.kept_name, pair.other_name, pair.reasons) for pair in sample.duplicates.find().pairs] == []


def test_the_same_book_gives_the_same_list(services: Services, book: dict[str, str]) -> None:
    services.clock.day = date(2027, 1, 1)  # type: ignore[attr-defined]
    assert services.duplicates.find() == services.duplicates.find()
