"""The same thing is said in many ways: tables of what is one, and of what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.identity.normal_forms import (
    addresses,
    company_words,
    is_shared,
    numbers,
    person_name,
    skeleton,
    web_domain,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jan@Acme.nl", ["jan@acme.nl"]),
        ("jan+crm@acme.nl", ["jan@acme.nl"]),
        ("<mailto:j.a.n@googlemail.com>", ["jan@gmail.com"]),
        ("j.an@acme.nl", ["j.an@acme.nl"]),
        ("a@b.nl; c@d.nl, a@b.nl", ["a@b.nl", "c@d.nl"]),
        ("none", []),
        ("", []),
    ],
)
def test_addresses(text: str, found: list[str]) -> None:
    assert list(addresses(text)) == found


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://www.Acme.nl/over-ons?x=1", "acme.nl"),
        ("acme.nl", "acme.nl"),
        ("www2.acme.co.uk:8080", "acme.co.uk"),
        ("ACME.NL.", "acme.nl"),
        ("jan@acme.nl", "acme.nl"),
        ("shop.acme.nl", "shop.acme.nl"),
        ("home.acme.nl", "home.acme.nl"),
        ("free.agency", "free.agency"),
        *((f"jan@{host}", "") for host in (
            "gmail.com", "outlook.com", "hotmail.com", "hotmail.nl", "live.nl", "ziggo.nl", "kpnmail.nl", "xs4all.nl",
            "icloud.com", "yahoo.com", "yahoo.co.uk", "planet.nl", "gmx.de", "gmx.net", "web.de", "orange.fr", "me.com",
        )),
        ("https://nl.linkedin.com/in/jan", ""),
        ("facebook.com/acme", ""),
        ("none yet", ""),
        ("n/a", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_hosts_that_are_a_companys_own(text: str, host: str) -> None:
    assert web_domain(text) == host


MOBILE = [
    "06-12345678",
    "06 1234 5678",
    "+31 6 12345678",
    "0031612345678",
    "+31 (0)6 12 34 56 78",
    "06.12.34.56.78 x12",
]


@pytest.mark.parametrize("text", MOBILE)
def test_a_number_is_one_however_it_is_written(text: str) -> None:
    assert numbers(text) == ("612345678",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("020-1234567 / 06 12345678", ["201234567", "612345678"]),
        ("+32 2 123 45 67 ext. 12", ["221234567"]),
        ("+1 212 555 0199", ["125550199"]),
        ("555 0199", ["5550199"]),
        ("112", []),
        ("0000000000", []),
        ("ask Jan", []),
        ("", []),
    ],
)
def test_numbers(text: str, found: list[str]) -> None:
    assert list(numbers(text)) == found


COMPANIES = [
    ("acme", ["Acme B.V.", "ACME BV", "acme b.v", "Acme B V", "Acme Holding B.V.", "Acme Groep", "Acme Group N.V.",
              "Acme Ltd", "Acme Limited", "Acme, Inc.", "ACME LLC", "Acme GmbH", "Acme GmbH & Co. KG", "Acme AG",
              "Acme S.A.", "Acme SARL", "Acme S.A.S.", "Acme V.O.F.", "Acme C.V.", "Ácme"]),
    ("jansen zn", ["Jansen & Zn.", "Jansen en Zonen"]),
    ("muller", ["Müller GmbH"]),
    ("klm", ["K.L.M. N.V.", "KLM"]),
    ("oneill", ["O'Neill", "O’Neill B.V."]),
    ("societe generale", ["Société Générale SA"]),
    ("ag insurance", ["AG Insurance"]),
    ("holding bv", ["Holding B.V."]),
    ("3m", ["3M"]),
    ("philips nl", ["Philips Nederland B.V."]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "name"), [(words, name) for words, names in COMPANIES for name in names])
def test_companies_without_their_form(words: str, name: str) -> None:
    assert " ".join(company_words(name)) == words


PEOPLE = [
    ("jan vries", ["Jan de Vries", "Vries, Jan de", "de Vries, Jan", "JAN DE VRIES", "dr. ir. Jan de Vries MSc",
                   "Vries Jan", "Dhr. Jan de Vries"]),
    ("j vries", ["J. de Vries", "de Vries, J.", "Mr J de Vries"]),
    ("j p vries", ["J.P. de Vries", "Vries, J. P. de"]),
    ("hof jan", ["Jan van 't Hof", "Hof, Jan van ’t"]),
    ("dam", ["Van Dam"]),
    ("obrien pat", ["Pat O'Brien"]),
    ("jan smit vries willem", ["Jan-Willem Smit-de Vries"]),
    ("muller zoe", ["Zoë Müller"]),
    ("", ["", ",", "–"]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "name"), [(words, name) for words, names in PEOPLE for name in names])
def test_people_whichever_name_comes_first(words: str, name: str) -> None:
    assert " ".join(person_name(name).words) == words


def test_the_sound_of_a_word_forgives_slips_of_the_pen() -> None:
    for one, other in (("vries", "fries"), ("kaya", "kaja"), ("schmidt", "smit"), ("jansen", "janssen")):
        assert skeleton(one) == skeleton(other)
    assert skeleton("bakker") != skeleton("jansen")


def test_an_address_of_nobody_in_particular() -> None:
    assert is_shared("info@acme.nl")
    assert not is_shared("jan@acme.nl")


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    assert all("@" in found for found in addresses(text))
    assert all(found.isdecimal() for found in numbers(text))
    host = web_domain(text)
    assert web_domain(host) == host
    assert all(company_words(text)) and all(person_name(text).words)
