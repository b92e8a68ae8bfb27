"""An import shows what it would do, does it as one step, and twice the same is once."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from advisorbench.domain.errors import FileError, Stale
from advisorbench.domain.records.states import AccountStatus, InitiativeState
from advisorbench.exchange.tables.mapping import ColumnMapping
from advisorbench.exchange.writing import csv_text, plain
from advisorbench.services import Services
from advisorbench.services.importing.table_plan import TablePlan
from advisorbench.store.files import EXPORTS

ACCOUNTS = """\
account,sector,year_established,revenue,employees,office_location,subsidiary_of
Acme Corporation,technolgy,1996,1100.04,2822,United States,
Betasoloin,medical,1999,251.41,495,Belgium,Acme Corporation
"""
PIPELINE = """\
opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
A1,Moses Frase,GTX Plus Basic,Betasoloin,Won,2016-10-20,2017-03-01,1054
A2,Darcel Schlecht,GTXPro,Cancity,Lost,2016-10-25,2017-03-11,0
A3,Darcel Schlecht,MG Special,Acme corporation,Engaging,2016-11-01,,
A4,Moses Frase,GTX Basic,,Prospecting,,,
A5,Moses Frase,GTX Basic,Betasoloin,Won,2016-10-20,2017-02-01,500
"""


def plan(services: Services, tmp_path: Path, text: str, **more: Any) -> TablePlan:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8", newline="")
    plan = services.imports.plan(path, ColumnMapping(**more))
    assert isinstance(plan, TablePlan)
    return plan


def bring_in(services: Services, tmp_path: Path, text: str, **more: Any) -> dict[str, int]:
    """Plan and apply."""
    return services.imports.apply(plan(services, tmp_path, text, **more))


def exported(services: Services, what: str) -> list[dict[str, Any]]:
    return services.exports.table(what)[1]


def counts(made: int = 0, changed: int = 0, same: int = 0, refused: int = 0) -> dict[str, int]:
    return {"made": made, "changed": changed, "same": same, "refused": refused}


def test_a_plan_changes_nothing(services: Services, tmp_path: Path) -> None:
    before = services.book.path.read_bytes()
    assert plan(services, tmp_path, ACCOUNTS).made == 2
    assert services.book.path.read_bytes() == before


def test_a_known_export_comes_in_whole(services: Services, tmp_path: Path) -> None:
    assert bring_in(services, tmp_path, ACCOUNTS) == counts(made=2)
    acme, beta = exported(services, "accounts")
    assert (acme["revenue_cents"], acme["currency"], acme["employees"]) == (110_004_000_000, "USD", 2822)
    assert (beta["sector"], beta["parent"], beta["country"]) == ("medical", "Acme Corporation", "Belgium")
    assert bring_in(services, tmp_path, PIPELINE) == counts(made=5)
    won, lost, still, loose, _again = exported(services, "initiatives")
    assert (won["account"], won["name"], won["amount_cents"]) == ("Betasoloin", "GTX Plus Basic", 105_400)
    assert (lost["state"], lost["amount_cents"], lost["stage"]) == (InitiativeState.LOST, 0, "Lost")
    assert (still["account"], still["state"], still["closed_on"]) == ("Acme Corporation", InitiativeState.OPEN, None)
    assert (loose["account"], loose["account_id"]) == (None, None)


def test_accounts_are_made_on_the_way_and_said_before(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, ACCOUNTS)
    found = plan(services, tmp_path, PIPELINE)
    assert "also makes 1 account" in found.description()
    services.imports.apply(found)
    assert [row["name"] for row in exported(services, "accounts")] == ["Acme Corporation", "Betasoloin", "Cancity"]


def test_a_won_initiative_makes_a_customer_since_its_first(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, PIPELINE)
    found = {row["name"]: (row["status"], row["customer_since"]) for row in exported(services, "accounts")}
    assert found == {
        "Betasoloin": (AccountStatus.ACTIVE, date(2017, 2, 1)),
        "Cancity": (AccountStatus.PROSPECT, None),
        "Acme corporation": (AccountStatus.PROSPECT, None),
    }


def test_a_won_initiative_without_a_day_makes_a_customer_too(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, "Deal Name,Company,Stage\nDepot,Kaya,won\n")
    (row,) = exported(services, "accounts")
    assert (row["status"], row["customer_since"]) == (AccountStatus.ACTIVE, None)


PEOPLE = "Name,Company,Email,Phone\nElif Kaya,Kaya,elif@kaya.nl,1\nPiet,De Wit,,2\n"


@pytest.mark.parametrize("text", [ACCOUNTS, PIPELINE, PEOPLE], ids=["accounts", "pipeline", "people"])
def test_the_same_file_twice_changes_nothing(services: Services, tmp_path: Path, text: str) -> None:
    made = bring_in(services, tmp_path, text)["made"]
    before = services.book.path.read_bytes()
    assert bring_in(services, tmp_path, text) == counts(same=made)
    assert services.book.path.read_bytes() == before


def test_people_have_their_file_as_their_source(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, PEOPLE)
    (row, _other) = exported(services, "people")
    assert (row["source"], row["basis"], row["added_on"]) == (
        "import: file.csv", "business relation", services.clock.today(),
    )  # fmt: skip
    assert services.search.find("elif")[0].title == "Elif Kaya"


def test_changed_values_are_shown_then_applied_and_blanks_say_nothing(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, "Company,City,Industry,Employees\nKaya,Gent,Transport,0\n")
    found = plan(services, tmp_path, "Company,City,Industry,Employees\nKAYA,Zwolle,,7\n")
    assert found.examples == ["Kaya: name: Kaya → KAYA, city: Gent → Zwolle, employees: 0 → 7"]
    assert services.imports.apply(found) == counts(changed=1)
    (row,) = exported(services, "accounts")
    assert (row["name"], row["city"], row["sector"], row["employees"]) == ("KAYA", "Zwolle", "Transport", 7)
    assert services.search.find("zwolle")


def test_a_person_who_changed_companies_is_moved(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, PEOPLE)
    found = plan(services, tmp_path, PEOPLE.replace("Elif Kaya,Kaya", "Elif Kaya,Demir"))
    assert found.examples == ["Elif Kaya: account: Kaya → Demir"]
    services.imports.apply(found)
    assert [row["account"] for row in exported(services, "people")] == ["Demir", "De Wit"]


def test_people_of_one_name_are_told_apart_by_their_address(services: Services, tmp_path: Path) -> None:
    text = "Name,Company,Email\nJan Jansen,Kaya,j@kaya.nl\nJan Jansen,Kaya,jan2@kaya.nl\n"
    assert bring_in(services, tmp_path, text) == counts(made=2)
    assert bring_in(services, tmp_path, text) == counts(same=2)


def test_a_person_known_without_an_address_gets_it(services: Services, tmp_path: Path) -> None:
    account = services.accounts.add({"name": "Kaya"}).id
    services.accounts.add_person({"name": "Elif Kaya", "account_id": account})
    assert bring_in(services, tmp_path, PEOPLE) == counts(made=1, changed=1)
    assert exported(services, "people")[0]["email"] == "elif@kaya.nl"


BROKEN = "Company,Employees\nKaya,5\nDe Wit,few\n,3\nHofstra,1,2\n"


def test_rows_that_cannot_be_read_hold_everything_back(services: Services, tmp_path: Path) -> None:
    found = plan(services, tmp_path, BROKEN)
    assert found.refused == [
        (3, "Employees: few is not a whole number."),
        (4, "name: this must be filled in"),
        (5, "The row has 3 cells, the header has 2."),
    ]
    with pytest.raises(FileError, match="3 rows cannot be read") as caught:
        services.imports.apply(found)
    assert caught.value.remedy
    assert exported(services, "accounts") == []


def test_rows_that_cannot_be_read_are_left_out_when_told(services: Services, tmp_path: Path) -> None:
    found = plan(services, tmp_path, BROKEN)
    assert services.imports.apply(found, skip_refused=True) == counts(made=1, refused=3)
    assert [row["name"] for row in exported(services, "accounts")] == ["Kaya"]


def test_a_row_repeated_is_the_same_and_one_that_contradicts_is_refused(services: Services, tmp_path: Path) -> None:
    found = plan(services, tmp_path, "Company,City\nKaya,Gent\nkaya ,Gent\nKaya,Gent\nKAYA,Zwolle\n")
    assert found.made == 1
    assert found.same == 1
    assert found.refused == [
        (3, "line 2 says otherwise of the same one"),
        (5, "line 2 says otherwise of the same one"),
    ]


def test_an_import_is_one_step_undone_whole(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, ACCOUNTS)
    before = [exported(services, what) for what in EXPORTS]
    bring_in(services, tmp_path, PIPELINE)
    bring_in(services, tmp_path, ACCOUNTS.replace("medical", "retail"))
    assert [services.history.undo(), services.history.undo()] == ["import", "import"]
    assert [exported(services, what) for what in EXPORTS] == before
    assert services.book.check() == []
    assert bring_in(services, tmp_path, PIPELINE) == counts(made=5)


def test_a_plan_holds_for_the_book_it_was_made_for(services: Services, tmp_path: Path) -> None:
    found = plan(services, tmp_path, ACCOUNTS)
    services.accounts.add({"name": "Betasoloin"})
    with pytest.raises(Stale, match="nothing was imported"):
        services.imports.apply(found)
    assert bring_in(services, tmp_path, ACCOUNTS) == counts(made=1, changed=1)


def test_a_plan_is_not_applied_twice(services: Services, tmp_path: Path) -> None:
    found = plan(services, tmp_path, ACCOUNTS)
    services.imports.apply(found)
    with pytest.raises(Stale):
        services.imports.apply(found)


HOSTILE = [
    "=cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3", "+31 6", "'=1", "[/b]", "[@click=app.quit]x", "</script>", "%s %(x)s",
    "{0}", "'; DROP TABLE account; --", "漢字", "e\u0301", "\u202eevil", "🏴‍☠️", "a" * 300, "NULL", "None", "\\N",
    "\ufeffx",
]  # fmt: skip


def test_hostile_names_are_kept_and_come_back(services: Services, tmp_path: Path) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["Company", "City"], *([name, "x"] for name in HOSTILE)])
    assert bring_in(services, tmp_path, text.getvalue())["made"] == len(HOSTILE)
    columns, rows = services.exports.table("accounts")
    kept = [row["name"] for row in rows]
    assert kept == [plain(name).replace("e\u0301", "é") for name in HOSTILE]
    back = list(csv.DictReader(io.StringIO("".join(csv_text(columns, rows)))))
    assert [plain(row["name"]) for row in back] == kept


def test_what_is_taken_out_is_counted_before(services: Services, tmp_path: Path) -> None:
    found = plan(services, tmp_path, "Company,City\nKa\x1b]52;c;x\x07ya,Gent\n")
    assert "2 characters that cannot be kept are taken out" in found.description()


def test_a_value_too_long_is_refused_with_its_line(services: Services, tmp_path: Path) -> None:
    found = plan(services, tmp_path, f"Company,City\n{'x' * 301},Gent\n")
    assert found.refused == [(2, "name: too long: at most 300 characters")]
