"""What a file may not do to what the book has: move people for two letters, take notes away, make the merged anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisorbench.exchange.tables.mapping import ColumnMapping
from advisorbench.services import Services
from advisorbench.services.importing.plan import Plan


def plan(
    services: Services, tmp_path: Path, text: str, mapping: ColumnMapping | None = None, name: str = "file.csv"
) -> Plan:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return services.imports.plan(path, mapping)


def people(services: Services) -> list[dict[str, object]]:
    return services.exports.table("people")[1]


@pytest.fixture
def known(services: Services) -> Services:
    """Marieke at a customer, with a number and a note."""
    account = services.accounts.add({"name": "Bakkerij Van Houten B.V."}).id
    services.accounts.add_person(
        {
            "name": "Marieke", "account_id": account, "email": "marieke@vanhouten.nl", "phone": "0612345678",
            "note": "Sails\nAlso: 0687654321",
        }
    )  # fmt: skip
    return services


@pytest.mark.parametrize("company", ["Bakkerij van Houten", "BAKKERIJ VAN HOUTEN BV", "Bakkerij Van Houten B.V."])
def test_nobody_moves_to_another_form_of_the_name_of_their_company(
    known: Services, tmp_path: Path, company: str
) -> None:
    found = plan(known, tmp_path, f"Name,Company,Email\nMarieke,{company},marieke@vanhouten.nl\n")
    assert found.empty
    assert not any("also makes" in line for line in found.description())


def test_whoever_works_elsewhere_moves(known: Services, tmp_path: Path) -> None:
    found = plan(known, tmp_path, "Name,Company,Email\nMarieke,Kaasmakerij,marieke@vanhouten.nl\n")
    assert "  Marieke: account: Bakkerij Van Houten B.V. → Kaasmakerij" in found.description()


NEWER = "Name,Email,Phone,Job title,Notes\nMarieke,marieke@vanhouten.nl,035-6214410,Buyer,Sails\n"


def test_a_note_that_has_grown_since_is_not_taken_away(known: Services, tmp_path: Path) -> None:
    known.imports.apply(plan(known, tmp_path, NEWER))
    (row,) = people(known)
    assert (row["phone"], row["job_title"]) == ("035-6214410", "Buyer")
    assert row["note"] == "Sails\nAlso: 0687654321"


def test_only_what_is_empty_is_filled_where_that_is_wanted(known: Services, tmp_path: Path) -> None:
    found = plan(known, tmp_path, NEWER, ColumnMapping(fill_only=True))
    assert "  Marieke: job_title: – → Buyer" in found.description()
    known.imports.apply(found)
    (row,) = people(known)
    assert (row["phone"], row["job_title"]) == ("0612345678", "Buyer")
    assert plan(known, tmp_path, NEWER, ColumnMapping(fill_only=True)).empty


def test_somebody_who_went_up_in_another_is_not_made_anew_though_their_company_did_too(
    services: Services, tmp_path: Path
) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:J. Verhoeven\nORG:De Weide\nTEL:0612345678\nEND:VCARD\n"
    table = "Name,Company,Email\nJoost Verhoeven,Kaasmakerij De Weide,j@weide.nl\n"
    for text, name in ((table, "a.csv"), (card, "b.vcf")):
        services.imports.apply(plan(services, tmp_path, text, name=name))
    accounts = {line.name: line.id for line in services.accounts.lines()}
    services.merging.accounts(accounts["Kaasmakerij De Weide"], accounts["De Weide"])
    keys = {str(row["name"]): str(row["id"]) for row in people(services)}
    services.merging.people(keys["Joost Verhoeven"], keys["J. Verhoeven"])
    assert plan(services, tmp_path, card, name="b.vcf").empty
    assert plan(services, tmp_path, table, name="a.csv").empty


def test_days_on_which_open_deals_are_hoped_to_close_are_said_to_be_left_out(
    services: Services, tmp_path: Path
) -> None:
    text = "Deal Name,Company,Stage,Close Date\nDepot,Kaya,open,2027-01-31\nRoof,Kaya,won,2026-11-01\n"
    said = plan(services, tmp_path, text).description()
    assert "1 open initiative has a day on which it is hoped to close; that is not kept" in said


def test_amounts_that_can_be_read_in_two_ways_are_told(services: Services, tmp_path: Path) -> None:
    text = "Deal Name,Amount\nDepot,1.250\nRoof,2.500\n"
    assert plan(services, tmp_path, text).counts["refused"] == 2
    services.imports.apply(plan(services, tmp_path, text, ColumnMapping(decimal=",")))
    assert [row["amount_cents"] for row in services.exports.table("initiatives")[1]] == [125_000, 250_000]
