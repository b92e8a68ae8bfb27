"""Names are found by their beginning; whatever is typed is text and nothing else."""

from __future__ import annotations

import pytest

from advisorbench.domain.errors import Ambiguous, NotFound
from advisorbench.services import Services
from tests.services.making import day

ACCOUNTS = ("Van Dam", "Van Dam Techniek", "Café Ünal", "De Wit Bouw", "100% Groen", "a_b Advies", "Hofstra", "STRAẞE")


@pytest.fixture(autouse=True)
def accounts(services: Services) -> dict[str, str]:
    """Accounts by name."""
    return {name: services.accounts.add({"name": name}).id for name in ACCOUNTS}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("hof", "Hofstra"),
        ("HOFSTRA", "Hofstra"),
        ("cafe u", "Café Ünal"),
        ("CAFÉ ÜNAL", "Café Ünal"),
        ("unal", "Café Ünal"),
        ("wit", "De Wit Bouw"),
        ("  de   wit ", "De Wit Bouw"),
        ("van dam", "Van Dam"),
        ("van dam t", "Van Dam Techniek"),
        ("100%", "100% Groen"),
        ("a_b", "a_b Advies"),
        ("strasse", "STRAẞE"),
    ],
)
def test_a_beginning_that_is_one_names_is_enough(services: Services, typed: str, name: str) -> None:
    assert services.names.account(typed)[1] == name


@pytest.mark.parametrize("typed", ["", " ", "%", "_", "a%", "1_0", "ofstra", "x", "\\", "'", "\x00"])
def test_what_begins_no_name_finds_none(services: Services, typed: str) -> None:
    with pytest.raises(NotFound) as caught:
        services.names.account(typed)
    assert "\n" not in str(caught.value)


def test_several_are_listed_and_none_is_chosen(services: Services) -> None:
    with pytest.raises(Ambiguous) as caught:
        services.names.account("va")
    assert caught.value.candidates == ("Van Dam", "Van Dam Techniek")
    assert caught.value.remedy


def test_the_exact_name_wins_however_many_begin_so(services: Services) -> None:
    for number in range(70):
        services.accounts.add({"name": f"Van A{number:02}"})
    key = services.accounts.add({"name": "Van", "city": "Zwolle"}).id
    assert services.names.account("van")[0] == key
    with pytest.raises(Ambiguous) as caught:
        services.names.account("van a")
    assert len(caught.value.candidates) == 20


def test_the_words_of_a_note_are_no_name(services: Services) -> None:
    services.accounts.add({"name": "Molenaar", "note": "neighbour of Jansen"})
    with pytest.raises(NotFound):
        services.names.account("jansen")


def test_a_person_is_found_at_an_account(services: Services, accounts: dict[str, str]) -> None:
    for account in ("Hofstra", "Van Dam"):
        services.accounts.add_person({"name": "Anna de Boer", "account_id": accounts[account]})
    with pytest.raises(Ambiguous) as caught:
        services.names.person("anna")
    assert caught.value.candidates == ("Anna de Boer, Hofstra", "Anna de Boer, Van Dam")
    found = services.names.person("boer", "hof")
    assert (found.name, found.account, found.account_id) == ("Anna de Boer", "Hofstra", accounts["Hofstra"])
    with pytest.raises(NotFound):
        services.names.person("anna", "de wit")


def test_who_has_left_is_not_found(services: Services, accounts: dict[str, str]) -> None:
    person = services.accounts.add_person({"name": "Anna", "account_id": accounts["Hofstra"]}).id
    services.accounts.edit_person(person, 1, {"left_on": day(0)})
    with pytest.raises(NotFound):
        services.names.person("anna")
