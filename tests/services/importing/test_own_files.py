"""What we wrote ourselves comes back as it went out: vCards and our own tables change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisorbench.exchange.cards.writing import write_cards
from advisorbench.exchange.writing import csv_text
from advisorbench.services import Services

CARDS = """\
BEGIN:VCARD
VERSION:3.0
FN:Elif Kaya
N:Kaya;Elif;;;
ORG:Kaya Logistics;Depot
TITLE:Director
EMAIL:elif@kaya.nl
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:org
FN:Kaya Logistics
ORG:Kaya Logistics
URL:https://kaya.nl
END:VCARD
"""


@pytest.mark.parametrize("what", ["accounts", "people", "initiatives"])
def test_our_own_tables_change_nothing(sample: Services, tmp_path: Path, what: str) -> None:
    columns, rows = sample.exports.table(what)
    path = tmp_path / f"{what}.csv"
    path.write_text("".join(csv_text(columns, rows)), "utf-8")
    plan = sample.imports.plan(path)
    assert plan.counts == {"made": 0, "changed": 0, "same": len(rows), "refused": 0}
    assert plan.empty


def test_our_own_cards_change_nothing(sample: Services, tmp_path: Path) -> None:
    people = sample.exports.cards()
    path = tmp_path / "people.vcf"
    path.write_text("".join(write_cards(people)), "utf-8", newline="")
    plan = sample.imports.plan(path)
    assert plan.counts == {"made": 0, "changed": 0, "same": len(people), "refused": 0}
    assert plan.empty


def test_cards_of_companies_are_accounts_and_their_people_find_them(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_text(CARDS, "utf-8")
    assert services.imports.apply(services.imports.plan(path))["made"] == 2
    (account,) = services.exports.table("accounts")[1]
    (person,) = services.exports.table("people")[1]
    assert (account["name"], account["website"]) == ("Kaya Logistics", "https://kaya.nl")
    assert (person["name"], person["account"], person["job_title"]) == ("Elif Kaya", "Kaya Logistics", "Director")
    assert services.imports.plan(path).empty


def test_whoever_is_at_a_company_that_is_no_account_stays_so(services: Services, tmp_path: Path) -> None:
    services.accounts.add_person({"name": "Elif Kaya", "company": "Kaya Logistics"})
    path = tmp_path / "contacts.vcf"
    path.write_text(CARDS.split("BEGIN:VCARD\nVERSION:4.0")[0], "utf-8")
    plan = services.imports.plan(path)
    services.imports.apply(plan)
    assert services.exports.table("accounts")[1] == []
    (person,) = services.exports.table("people")[1]
    assert (person["company"], person["email"]) == ("Kaya Logistics", "elif@kaya.nl")
    services.accounts.add({"name": "Kaya Logistics"})
    services.imports.apply(services.imports.plan(path))
    assert services.exports.table("people")[1][0]["account"] == "Kaya Logistics"
