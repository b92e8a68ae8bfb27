"""Search finds accounts, people and notes by their words; whatever is typed is text and nothing else."""

from __future__ import annotations

import pytest

from advisorbench.services import Services
from tests.services.making import day

ACCOUNTS = ("Van Dam", "De Wit Bouw", "Hofstra")


@pytest.fixture(autouse=True)
def accounts(services: Services) -> dict[str, str]:
    """Accounts by name."""
    return {name: services.accounts.add({"name": name}).id for name in ACCOUNTS}


NOTES = (
    "Said: “great work”", 'a "quoted" word', "50% off", "snake_case", "rise AND shine", "O'Brien called", "c++ and c#",
    "foo.bar", "a-b", "NEAR(x)", "star*", "back\\slash", "(brackets)", "col:on", "漢字", "naïve café", "🎉 party",
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('"quoted"', 'a "quoted" word'),
        ('"', 'a "quoted" word'),
        ("50%", "50% off"),
        ("%", "50% off"),
        ("_", "snake_case"),
        ("AND", "rise AND shine"),
        ("shine rise", "rise AND shine"),
        ("O'Brien", "O'Brien called"),
        ("c++", "c++ and c#"),
        ("foo.bar", "foo.bar"),
        ("a-b", "a-b"),
        ("NEAR(", "NEAR(x)"),
        ("star*", "star*"),
        ("back\\s", "back\\slash"),
        ("(brack", "(brackets)"),
        ("col:on", "col:on"),
        ("漢", "漢字"),
        ("NAIVE cafe", "naïve café"),
        ("🎉", "🎉 party"),
    ],
)
def test_every_word_typed_is_looked_for_as_it_is(
    services: Services, accounts: dict[str, str], typed: str, found: str
) -> None:
    for note in NOTES:
        services.accounts.log({"account_id": accounts["Hofstra"], "on": day(0), "note": note})
    titles = [hit.title for hit in services.search.find(typed) if hit.kind == "note"]
    assert found in titles
    assert all(any(word.casefold() in title.casefold() for word in typed.split()) for title in titles if title != found)


@pytest.mark.parametrize("typed", ["", "  ", "zzz", "hofstra zzz", "\x00"])
def test_what_is_nowhere_is_not_found(services: Services, typed: str) -> None:
    assert services.search.find(typed) == []


def test_accounts_come_first_then_people_then_notes(services: Services, accounts: dict[str, str]) -> None:
    services.accounts.add_person({"name": "Jan Hofstra", "account_id": accounts["Van Dam"]})
    services.accounts.log({"account_id": accounts["De Wit Bouw"], "on": day(0), "note": "knows Hofstra well"})
    hits = [(hit.kind, hit.title, hit.account_id) for hit in services.search.find("hofstra")]
    assert hits == [
        ("account", "Hofstra", accounts["Hofstra"]),
        ("person", "Jan Hofstra", accounts["Van Dam"]),
        ("note", "knows Hofstra well", accounts["De Wit Bouw"]),
    ]
