"""Cells that hold several values, or a value in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.exchange.tables import cells

HOSTILE = [
    "", " ", ";", ":::", ",,,", "[", "{", "[]", "{}", "[null]", "[[1]]", '[{"value": null}]', "[" * 5_000, "@", "@@",
    "a@", "(", "=cmd|' /C calc'!A0", "\u202e", "\x00", "漢字", "9" * 400, "٣:٣٠", "１２:００", "-1:00", "nan", "inf",
    "a" * 300_000, "a'" * 100_000, "@" * 300_000, "(@" * 100_000, f"x{' ' * 300_000}y", f"({'@' * 300_000}",
]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "first"),
    [
        ("+31 6 1", "+31 6 1"),
        ("+31 6 1 ::: +31 6 2", "+31 6 1"),
        (" ::: +31 6 2", "+31 6 2"),
        ("+31 38 1, +31 38 2", "+31 38 1"),
        ("1;2", "1"),
        ("1\n2", "1"),
        ('[{"label": "work", "value": "5454445454"}]', "5454445454"),
        ('[{"label": "work", "value": ""}, {"value": 7}]', "7"),
        ('["a", "b"]', "a"),
        ('{"value": "x"}', "x"),
        ("[]", ""),
        ("[no list", "[no list"),
    ],
)
def test_the_first_of_several_values_counts(cell: str, first: str) -> None:
    assert cells.first_of(cell) == first


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("elif@kaya.nl", "elif@kaya.nl"),
        ("elif@kaya.nl; e.kaya@kaya.nl", "elif@kaya.nl"),
        ("elif@kaya.nl ::: e.kaya@kaya.nl", "elif@kaya.nl"),
        ("Elif Kaya <elif@kaya.nl>", "elif@kaya.nl"),
        ("mailto:elif@kaya.nl", "elif@kaya.nl"),
        ("(work) elif@kaya.nl, (home) x@y.nl", "elif@kaya.nl"),
        ('[{"label": "work", "value": "contact@wilson.com"}]', "contact@wilson.com"),
        ("elif@kaya.nl.", "elif@kaya.nl"),
        ("o'brien@kaya.nl", "o'brien@kaya.nl"),
        ("'elif@kaya.nl'", "elif@kaya.nl"),
        ("no address", "no address"),
    ],
)
def test_the_first_address_counts_and_what_is_none_is_left_to_be_refused(cell: str, address: str) -> None:
    assert cells.first_address(cell) == address


@pytest.mark.parametrize(
    ("cell", "parted", "name"),
    [
        ("Elif Kaya (elif@kaya.nl);Jan de Wit", ";", "Elif Kaya"),
        ("Elif Kaya (elif@kaya.nl)", ";", "Elif Kaya"),
        ("; Kaya Logistics", ";", "Kaya Logistics"),
        ("Kaya (kaya.nl)", ";", "Kaya"),
        ("Kaya (Transport)", ";", "Kaya (Transport)"),
        ("Kaya; Demir ::: De Wit", ":::", "Kaya; Demir"),
        (";;", ";", ""),
    ],
)
def test_the_first_of_several_names_counts_without_its_address(cell: str, parted: str, name: str) -> None:
    assert cells.first_name(cell, parted) == name


@pytest.mark.parametrize(
    ("cell", "keys"),
    [
        ("81", ["81"]),
        ("81;82", ["81", "82"]),
        (" 81 ; ; 82,83 ", ["81", "82", "83"]),
        (";", []),
        ("0015g00000AbCdEAAV", ["0015g00000AbCdE"]),
    ],
)
def test_keys_of_other_rows(cell: str, keys: list[str]) -> None:
    assert cells.keys_of(cell) == keys


@pytest.mark.parametrize(
    ("key", "kept"),
    [
        ("0015g00000AbCdEAAV", "0015g00000AbCdE"),
        ("001A0000006Vm9uIAC", "001A0000006Vm9u"),  # as Salesforce documents it
        ("0015g00000AbCdE", "0015g00000AbCdE"),
        ("0015g00000AbCdEAAA", "0015g00000AbCdEAAA"),  # its end does not check what is before: another's key
        ("KLANTNUMMER0000001", "KLANTNUMMER0000001"),
    ],
)
def test_a_long_key_of_salesforce_is_the_short_one(key: str, kept: str) -> None:
    assert cells.key_of(key) == kept


@pytest.mark.parametrize(
    ("cell", "yes"),
    [
        ("Done", True), ("To do", False), ("TRUE", True), ("false", False), ("1", True), ("0", False), ("Ja", True),
        ("Nee", False), ("Completed", True), ("Not Started", False), ("In Progress", False), ("Voltooid", True),
        ("Gepland", False), ("à faire", False), ("terminé", True), ("Erledigt", True), ("yes", True),
    ],
)  # fmt: skip
def test_whether_something_is_done(cell: str, yes: bool) -> None:
    assert cells.flag(cell) is yes


@pytest.mark.parametrize("cell", ["maybe", "2", "-", "Deferred"])
def test_what_is_neither_yes_nor_no_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        cells.flag(cell)


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("09:30", "09:30"), ("9:30", "09:30"), ("9.30", "09:30"), ("09:30:00", "09:30"), ("9:30 AM", "09:30"),
        ("12:00 am", "00:00"), ("12:15 PM", "12:15"), ("1:05 p.m.", "13:05"), ("23:59", "23:59"), ("0:00", "00:00"),
    ],
)  # fmt: skip
def test_a_time_of_day(cell: str, time: str) -> None:
    assert cells.clock(cell) == time


@pytest.mark.parametrize("cell", ["24:00", "9:60", "13:00 PM", "0:30 am", "930", "half ten", "٣:٣٠", "9:30 xm", ""])
def test_what_is_no_time_of_day_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="not a time of day"):
        cells.clock(cell)


@pytest.mark.parametrize(
    ("cell", "long"),
    [("0:45", 45), ("00:45:00", 45), ("01:15:00", 75), ("100:00", 6000), ("45", 45), ("45,0", 45), ("0:00", 0)],
)
def test_how_long_something_took(cell: str, long: int) -> None:
    assert cells.minutes(cell) == long


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("nl", "nl"), ("NL", "nl"), ("nl-NL", "nl"), ("en_GB", "en"), ("Dutch", "nl"), ("Nederlands", "nl"),
        ("Néerlandais", "nl"), ("Français", "fr"), ("Deutsch", "de"), ("Español", "es"), ("Klingon", ""),
    ],
)  # fmt: skip
def test_a_language_by_its_code_or_name(cell: str, code: str) -> None:
    assert cells.language(cell) == code


@pytest.mark.parametrize("cell", HOSTILE, ids=map(str, range(len(HOSTILE))))
def test_a_hostile_cell_is_read_or_refused_in_words(cell: str) -> None:
    for read in (cells.first_of, cells.first_address, cells.first_name, cells.keys_of, cells.language):
        read(cell)
    for parse in (cells.flag, cells.clock, cells.minutes):
        try:
            parse(cell)
        except ValueError as error:
            assert str(error).endswith((".", "yes nor no."))


@given(st.text())
def test_the_first_value_is_in_the_cell(cell: str) -> None:
    assert cells.first_address(cell) in cell
    assert cells.first_name(cell) in cell
    if not cell.startswith(("[", "{")):
        assert cells.first_of(cell) in cell


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_is_read_as_it_is_written(hour: int, minute: int) -> None:
    written = f"{hour:02}:{minute:02}"
    half = f"{(hour - 1) % 12 + 1}:{minute:02} {'PM' if hour > 11 else 'AM'}"
    assert cells.clock(written) == cells.clock(half) == written
    assert cells.minutes(written) == hour * 60 + minute
