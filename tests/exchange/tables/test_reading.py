"""What columns mean and how their cells are read; what is not certain is refused or said, never guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from advisorbench.domain.errors import FileError
from advisorbench.exchange.tables.fields import FIELDS, SAID, WORDS, RowKind, Type
from advisorbench.exchange.tables.mapping import ColumnMapping
from advisorbench.exchange.tables.presets.base import ANY, MARKS
from advisorbench.exchange.tables.presets.every import PRESETS
from advisorbench.exchange.tables.reading import TableReading, read_table


def reading(tmp_path: Path, text: str, **more: Any) -> TableReading:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return read_table(path, ColumnMapping(**more))


def values(found: TableReading) -> list[dict[str, Any]]:
    """The rows without what is empty."""
    return [{name: value for name, value in row.values.items() if value is not None} for row in found.rows()]


def problems(found: TableReading) -> list[tuple[int, str]]:
    return [(row.line, row.problem) for row in found.rows() if row.problem]


@pytest.mark.parametrize(
    ("header", "kind", "columns"),
    [
        ("Company name,Industry,City", RowKind.ACCOUNTS, ["name", "sector", "city"]),
        ("full_name,phone_number,email", RowKind.PEOPLE, ["name", "phone", "email"]),
        ("Deal - Title*,Deal - Value:", RowKind.INITIATIVES, ["name", "amount"]),
        ("Bedrijfsnaam;Branche;Plaats;Klant sinds", RowKind.ACCOUNTS, ["name", "sector", "city", "customer_since"]),
        ("NAME,WEBSITE,ANNUALREVENUE", RowKind.ACCOUNTS, ["name", "website", "revenue"]),
        ("First Name,Last Name,Company,E-mail", RowKind.PEOPLE, ["first_name", "last_name", "account", "email"]),
        ("Voornaam;Achternaam;Bedrijf;Functie", RowKind.PEOPLE, ["first_name", "last_name", "account", "job_title"]),
        ("Deal Name,Company,Deal Stage,Amount", RowKind.INITIATIVES, ["name", "account", "state", "amount"]),
        (
            "Initiatief;Klant;Dealfase;Bedrag;Bron",
            RowKind.INITIATIVES,
            ["name", "account", "state", "amount", "source"],
        ),
    ],
)
def test_headers_tell_what_the_rows_are(tmp_path: Path, header: str, kind: RowKind, columns: list[str]) -> None:
    found = reading(tmp_path, header + "\n")
    assert (found.kind, list(found.layout.columns.values())) == (kind, columns)


MAVEN = {
    "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n"
    "Acme Corporation,technolgy,1996,1100.04,2822,United States,\n": {
        "name": "Acme Corporation", "sector": "technolgy", "revenue": (110_004_000_000, "USD"), "employees": 2822,
        "country": "United States",
    },
    "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
    "1C1I7A6R,Moses Frase,GTX Plus Basic,Cancity,Won,2016-10-20,2017-03-01,1054\n": {
        "external_id": "1C1I7A6R", "owner": "Moses Frase", "product": "GTX Plus Basic", "account": "Cancity",
        "state": "won", "stage": "Won", "opened_on": date(2016, 10, 20), "closed_on": date(2017, 3, 1),
        "amount": (105_400, "USD"),
    },
}  # fmt: skip


@pytest.mark.parametrize("text", MAVEN, ids=["accounts", "pipeline"])
@pytest.mark.parametrize("wanted", ["", "maven"])
def test_a_known_export_is_known_by_its_headers(tmp_path: Path, text: str, wanted: str) -> None:
    found = reading(tmp_path, text, wanted=wanted)
    assert found.preset.name == "maven"
    assert values(found) == [MAVEN[text]]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"wanted": "hubspott"}, "There is no preset “hubspott”."),
        ({"wanted": "maven"}, "does not have the columns of “maven”"),
        ({"columns": {"Nmae": "name"}}, "no column “Nmae”"),
        ({"columns": {"Name": "nmae"}}, "accounts have no field “nmae”"),
        ({"columns": {"Name": ""}}, "no column tells the name"),
        ({"wanted": "people", "columns": {"Name": ""}}, "read as people"),
    ],
)
def test_what_is_asked_wrongly_is_refused_with_what_there_is(tmp_path: Path, more: dict[str, Any], said: str) -> None:
    with pytest.raises(FileError) as caught:
        reading(tmp_path, "Name,City\nKaya,Gent\n", **more)
    assert said in str(caught.value)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_column_can_be_named_and_left_out(tmp_path: Path) -> None:
    found = reading(tmp_path, "Firma;City;Name\nKaya;Gent;x\n", columns={"FIRMA": "name", "city": ""})
    assert values(found) == [{"name": "Kaya"}]
    assert found.layout.unused == ("City", "Name")


def test_of_two_columns_of_a_field_the_first_is_used_and_the_other_said(tmp_path: Path) -> None:
    found = reading(tmp_path, "Name,E-mail,Email,Phone\nElif,e@kaya.nl,x@kaya.nl,1\n")
    assert values(found) == [{"name": "Elif", "email": "e@kaya.nl", "phone": "1"}]
    assert "not used: Email" in found.description()


DATES = "Deal Name,Close Date,Status\nDepot,{},won\nRoof,{},won\n"


def test_dates_that_can_be_read_in_two_ways_are_refused_until_told(tmp_path: Path) -> None:
    text = DATES.format("03/04/2026", "05/06/2026")
    with pytest.raises(FileError, match="can be read in two ways, such as 03/04/2026") as caught:
        reading(tmp_path, text)
    assert "--dates" in caught.value.remedy
    for order, first in (("dmy", date(2026, 4, 3)), ("mdy", date(2026, 3, 4))):
        found = reading(tmp_path, text, dates=order)
        assert values(found)[0]["closed_on"] == first


def test_one_date_that_is_clear_decides_its_column(tmp_path: Path) -> None:
    found = reading(tmp_path, DATES.format("03/04/2026", "25/06/2026"))
    assert values(found)[0]["closed_on"] == date(2026, 4, 3)
    assert "dates in “Close Date”: day-month-year" in found.description()


def test_amounts_that_can_be_read_in_two_ways_are_refused(tmp_path: Path) -> None:
    found = reading(tmp_path, "Deal Name,Amount\nDepot,1.250\nRoof,2.500\n")
    assert [line for line, _problem in problems(found)] == [2, 3]
    assert "Amount: 1.250 can be read in two ways" in problems(found)[0][1]


@pytest.mark.parametrize(
    ("cells", "cents"),
    [
        (["1.250", "2.500,50"], [125_000, 250_050]),
        (["1,250", "2,500.50"], [125_000, 250_050]),
        (["1250", "€ 2.500,-"], [125_000, 250_000]),
    ],
)
def test_one_amount_that_is_clear_decides_its_column(tmp_path: Path, cells: list[str], cents: list[int]) -> None:
    found = reading(tmp_path, "Deal Name\tAmount\n" + "".join(f"Depot\t{cell}\n" for cell in cells))
    assert [row["amount"][0] for row in values(found)] == cents


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Deal Name,Stage\nDepot,maybe\n", "Stage: “maybe” is not known"),
        ("Deal Name,Close Date\nDepot,soon\n", "Close Date: soon is not a date."),
        ("Deal Name,Close Date\nDepot,2026-02-30\n", "Close Date: 2026-02-30 is not a date."),
        ("Deal Name,Amount\nDepot,much\n", "Amount: much is not an amount of money."),
        ("Company,Employees\nKaya,few\n", "Employees: few is not a whole number."),
        ("Company,Employees\nKaya,1,2,3\n", "The row has 4 cells, the header has 2."),
        ("Company,Tier\nKaya,E\n", "Tier: “E” is not known"),
    ],
)
def test_a_row_that_cannot_be_read_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert problems(reading(tmp_path, text)) == [(2, said)]


def test_the_sellers_own_word_for_a_stage_is_kept(tmp_path: Path) -> None:
    found = reading(tmp_path, "Deal Name,Deal Stage\nDepot,Closed_Won\nRoof,\n")
    assert [(row.get("state"), row.get("stage")) for row in values(found)] == [("won", "Closed_Won"), (None, None)]


def test_what_cannot_be_kept_is_taken_out_and_counted(tmp_path: Path) -> None:
    found = reading(tmp_path, "Name,City\nKa\x1bya\x07,Gent\u2028\nCafe\u0301\u0085,\x7f\n")
    assert values(found) == [{"name": "Kaya", "city": "Gent"}, {"name": "Café"}]
    assert found.cleaned == 4


def test_accents_and_joined_lines_are_not_counted_as_loss(tmp_path: Path) -> None:
    found = reading(tmp_path, 'Name,City\nCafe\u0301 Óne,"Sint\r\nNiklaas"\n')
    assert values(found) == [{"name": "Café Óne", "city": "Sint Niklaas"}]
    assert found.cleaned == 0


def test_a_neutral_cell_of_our_own_export_is_plain_again(tmp_path: Path) -> None:
    found = reading(tmp_path, "Name,Phone\n'=1+1,'+31 6 1234\n", wanted="people")
    assert values(found) == [{"name": "=1+1", "phone": "+31 6 1234"}]


def test_every_preset_and_header_leads_to_a_field() -> None:
    for preset in PRESETS:
        assert set(preset.columns.values()) <= set(FIELDS[preset.kind])
    for kind, columns in ANY.items():
        assert set(columns.values()) <= set(FIELDS[kind])
        assert MARKS.get(kind, frozenset()) <= {header for any_ in ANY.values() for header in any_}


def test_every_field_of_words_has_its_words() -> None:
    assert {
        name for fields in FIELDS.values() for name, kind in fields.items() if kind in (Type.WORD, Type.HINT)
    } == set(WORDS)


def test_every_field_has_a_name_for_the_screens() -> None:
    assert {name for fields in FIELDS.values() for name in fields} == set(SAID)


def test_a_list_of_column_names_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="is a list of column names"):
        reading(tmp_path, "Person - Name*\nPerson - Email\nPerson - Phone\nPerson - Owner\nOrganization name\n")
    assert values(reading(tmp_path, "Name\nElif Kaya\nCity\nJan\n")) == [
        {"name": name} for name in ("Elif Kaya", "City", "Jan")
    ]
