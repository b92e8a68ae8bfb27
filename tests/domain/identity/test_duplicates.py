"""Who may be the same? Tables of pairs, written from the text: what is proposed, why, and what is not."""

from __future__ import annotations

from itertools import combinations

import pytest
from rapidfuzz import fuzz

from advisorbench.domain.identity.duplicates import DuplicateVerdict, judge, pair_of
from advisorbench.domain.identity.traits import Identity, IdentityKind, marks, traits
from advisorbench.domain.language.reasons import say_reasons
from advisorbench.domain.records.reasons import Reason, ReasonKind

A, P = IdentityKind.ACCOUNT, IdentityKind.PERSON


def account(name: str, **more: str) -> Identity:
    return Identity(A, name, name, **more)  # type: ignore[arg-type]


def person(name: str, company: str = "", email: str = "", phone: str = "", **more: str) -> Identity:
    return Identity(P, name + company, name, email, phone, company=company, **more)  # type: ignore[arg-type]


def verdict(one: Identity, other: Identity) -> DuplicateVerdict | None:
    """The verdict, which does not depend on who comes first, and only where both share a mark."""
    first, second = traits(one), traits(other)
    found, turned = judge(first, second, fuzz.ratio), judge(second, first, fuzz.ratio)
    assert (found and found.strength) == (turned and turned.strength)
    if found:
        assert {mark.text for mark in marks(first)} & {mark.text for mark in marks(second)}, "never compared"
    return found


ONE = [
    (account("Acme B.V."), account("Acme Holding BV"), ["same name, other form"]),
    (account("Acme"), account("ACME"), ["same name"]),
    (account("Kaya Logistics"), account("Kaja Logistics"), ["names alike: Kaya Logistics / Kaja Logistics"]),
    (account("Bakker & Jansen"), account("Jansen en Bakker VOF"), ["same name, other form"]),
    (account("Acme", website="acme.nl"), account("Roadrunner", website="https://www.acme.nl/nl"),
     ["same website acme.nl"]),
    (account("Acme", email="jan@acme.nl"), account("Roadrunner", website="acme.nl"),
     ["same host in addresses: acme.nl"]),
    (account("Acme BV", website="acme.nl", city="Gent"), account("Acme NV", website="www.acme.nl", city="Zwolle"),
     ["same website acme.nl", "same name, other form"]),
    (account("Acme Nederland BV"), account("Acme"), ["names alike: Acme Nederland BV / Acme"]),
    (account("Jansen", city="Gent"), account("Jansen", city="Zwolle"), ["same name"]),
    (person("Jan de Vries", "Acme BV"), person("Vries, Jan de", "ACME"), ["same name", "same company"]),
    (person("Jan de Vries", "Acme Nederland"), person("Jan de Vries", "Acme"), ["same name", "same company"]),
    (person("Jan de Vries", "Acme"), person("J. de Vries", "Acme"),
     ["names alike: Jan de Vries / J. de Vries", "same company"]),
    (person("Jan de Vries", "Acme"), person("Jan de Vreis", "Acme"),
     ["names alike: Jan de Vries / Jan de Vreis", "same company"]),
    (person("Jan Piet de Vries", "Acme"), person("Jan de Vries", "Acme"),
     ["names alike: Jan Piet de Vries / Jan de Vries", "same company"]),
    (person("Jan de Vries"), person("Jan de Vries", "Acme"), ["same name"]),
    (person("Jan de Vries", email="jan@acme.nl"), person("J. Vries", email="JAN@acme.nl"),
     ["same e-mail jan@acme.nl", "names alike: Jan de Vries / J. Vries"]),
    (person("Jan de Vries", "Acme", "jan@gmail.com"), person("Janneke", "Bakker", "j.an@gmail.com"),
     ["same e-mail jan@gmail.com"]),
    (person("Jan de Vries", "Acme", phone="06-12345678"), person("Jan de Vries", "Bakker", phone="+31612345678"),
     ["same phone", "same name"]),
    (person("Jan de Vries", "Acme", phone="020-1234567"), person("De Vries", "Acme", phone="+31 20 1234567"),
     ["same phone"]),
    (person("Jan de Vries", phone="06-12345678"), person("Elif Kaya", "Acme", phone="0612345678"), ["same phone"]),
    (person("Jan", "Acme"), person("Jan", "Acme"), ["names alike: Jan / Jan", "same company"]),
    (person("Jan de Vries", "Acme", "jan@acme.nl"), person("Jan de Vries", "Acme", "jdevries@acme.com"),
     ["same name", "same company"]),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "reasons"), ONE, ids=lambda value: getattr(value, "id", ""))
def test_what_may_be_one_is_proposed_with_its_reasons(one: Identity, other: Identity, reasons: list[str]) -> None:
    found = verdict(one, other)
    assert found
    assert say_reasons(found.reasons) == reasons
    assert 1 <= found.strength <= 100


TWO = [
    (account("Acme"), account("Roadrunner")),
    (account("De Wit"), account("De Win")),
    (account("Acme", email="a@gmail.com"), account("Roadrunner", email="b@gmail.com")),
    (account("Philips Nederland"), account("Philips Deutschland")),
    (account("Bakkerij 2000"), account("Bakkerij 3000")),
    (account("Kaya Logistics", city="Gent"), account("Kaja Logistics", city="Zwolle")),
    (account("Kaya Logistics", website="kaya.nl"), account("Kaja Logistics", website="kaja.nl")),
    (account("Acme BV", company="Acme Holding"), account("Acme Holding")),
    (person("Jan de Vries", "Acme"), person("Jan de Vries", "Bakker")),
    (person("Jan de Vries", email="jan@acme.nl"), person("Jan de Vries", email="jan@bakker.nl")),
    (person("Jan de Vries", "Acme"), person("Tim de Vries", "Acme")),
    (person("Tim Smit", "Acme"), person("Tom Smit", "Acme")),
    (person("J. de Vries"), person("Jan de Vries", "Acme")),
    (person("Jan"), person("Jan", "Acme")),
    (person("Jan de Vries", "Acme", "info@acme.nl"), person("Elif Kaya", "Acme", "info@acme.nl")),
    (person("Jan de Vries", "Acme", phone="020-1234567"), person("Elif Kaya", "Acme", phone="020-1234567")),
    (person("Jan de Vries", "Acme", phone="020-1234567"), person("Elif Kaya", "Bakker", phone="020-1234567")),
    (person("Jan Vries", "Acme", "jan@me.com", human="1"), person("Jan Vries", "Bakker", "jan@me.com", human="1")),
    (person("", "Acme"), person("", "Acme")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), TWO, ids=lambda value: value.id)
def test_what_is_two_is_not(one: Identity, other: Identity) -> None:
    assert verdict(one, other) is None


def strength(one: Identity, other: Identity) -> int:
    found = verdict(one, other)
    assert found
    return found.strength


def test_the_more_is_shared_the_higher_it_stands() -> None:
    site = strength(account("Acme", website="acme.nl"), account("Roadrunner", website="acme.nl"))
    names = strength(account("Kaya Logistics"), account("Kaja Logistics"))
    both = strength(account("Kaya Logistics", website="k.nl"), account("Kaja Logistics", website="k.nl"))
    assert site < names < both
    far = strength(account("Jansen", city="Gent"), account("Jansen", city="Zwolle"))
    assert far < strength(account("Jansen", city="Gent"), account("Jansen", city="gent"))
    unknown = strength(person("Jan de Vries"), person("Jan de Vries", "Acme"))
    assert unknown < strength(person("Jan de Vries", "Acme"), person("Jan de Vries", "Acme"))


def test_the_one_of_whom_more_is_known_stays_or_else_the_older() -> None:
    found = DuplicateVerdict(50, (Reason(ReasonKind.SAME_PHONE),))
    first, second = traits(Identity(P, "1", "Jan")), traits(Identity(P, "2", "J.", company="Acme", rank=1))
    assert pair_of(first, second, found).kept_id == "2"
    assert pair_of(second, first, found).other_at == ""
    assert pair_of(second, traits(Identity(P, "0", "Jan", rank=1)), found).kept_id == "0"


def test_a_slip_of_one_letter_anywhere_in_a_long_name_is_found() -> None:
    name = "Kaya Logistics"
    for place, letter in enumerate(name.lower()):
        if letter != " ":
            for slip in (name[:place] + "q" + name[place + 1 :], name[:place] + "q" + name[place:]):
                if fuzz.ratio(name.lower(), slip.lower()) >= 88:
                    assert verdict(account(name), account(slip)), slip


def test_every_way_to_write_a_name_is_one_name() -> None:
    ways = ["Jan de Vries", "Vries, Jan de", "JAN DE VRIES", "Dhr. Jan de Vries", "de Vries, Jan"]
    for one, other in combinations(ways, 2):
        assert strength(person(one, "Acme"), person(other, "Acme BV")) == 90
