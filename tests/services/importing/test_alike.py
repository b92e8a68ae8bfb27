"""What an import would bring twice is said, with why; it is never merged by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisorbench.services import Services
from advisorbench.services.importing import imports

ACCOUNTS = "Account Name,Website\nKaya Logistics B.V.,\nDe Witt Bouw,\nNieuw,https://www.hofstra.nl/\nAnders,\n"


def told(services: Services, tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "file.csv"
    path.write_text(text, "utf-8")
    return services.imports.plan(path).description()


@pytest.fixture
def known(services: Services) -> Services:
    """A book with three accounts."""
    for name, website in (("Kaya Logistics", ""), ("De Wit Bouw", ""), ("Hofstra Transport", "hofstra.nl")):
        services.accounts.add({"name": name, "website": website})
    return services


def test_accounts_that_may_be_there_are_named_with_why(known: Services, tmp_path: Path) -> None:
    said = told(known, tmp_path, ACCOUNTS)
    assert "3 of them may be there already; they come in, and nothing is merged by itself:" in said
    assert any(line.startswith("  Kaya Logistics B.V. ~ Kaya Logistics: ") for line in said)
    assert any(line.startswith("  De Witt Bouw ~ De Wit Bouw: ") for line in said)
    assert any(line.startswith("  Nieuw ~ Hofstra Transport: ") for line in said)
    assert not any("Anders" in line for line in said)


def test_they_come_in_beside_each_other(known: Services, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(ACCOUNTS, "utf-8")
    known.imports.apply(known.imports.plan(path))
    assert len(known.exports.table("accounts")[1]) == 7
    assert {"Kaya Logistics", "Kaya Logistics B.V."} in [
        {pair.kept_name, pair.other_name} for pair in known.duplicates.find().pairs
    ]


def test_people_of_one_number_may_be_one(services: Services, tmp_path: Path) -> None:
    account = services.accounts.add({"name": "Kaya"}).id
    services.accounts.add_person({"name": "Elif Kaya", "account_id": account, "phone": "+31 6 12345678"})
    said = told(services, tmp_path, "Name,Company,Email,Phone\nE. Kaya,Kaya,e@kaya.nl,06-12345678\n")
    assert any(line.startswith("  E. Kaya ~ Elif Kaya: ") for line in said)


def test_among_very_many_they_are_not_looked_for_and_that_is_said(
    known: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST_COMPARED", 3)
    said = told(known, tmp_path, ACCOUNTS)
    assert "whether some of them are there already under another name was not looked for: they are many" in said
