"""Cells as money, numbers and yes or no: read when clear, refused when not, never guessed."""

from __future__ import annotations

from math import copysign, isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.language.amounts import find_decimal, parse_bool, parse_int, parse_money, parse_number
from advisorbench.domain.text import shown


@pytest.mark.parametrize(
    ("text", "cents", "currency"),
    [
        ("1.210,00", 121_000, None),
        ("1,210.00", 121_000, None),
        ("$22,700.00", 2_270_000, "USD"),
        ("€ 5k", 500_000, "EUR"),
        ("1.5k EUR", 150_000, "EUR"),
        ("5 K", 500_000, None),
        ("1210", 121_000, None),
        ("1210.5", 121_050, None),
        ("-12,50", -1_250, None),
        ("−12,50", -1_250, None),
        ("12,50-", -1_250, None),
        ("(12.50)", -1_250, None),
        ("-$5", -500, "USD"),
        ("€ -5", -500, "EUR"),
        ("1 210,00", 121_000, None),
        ("1\u00a0210,00 €", 121_000, "EUR"),
        ("1\u202f210 zł", 121_000, "PLN"),
        ("1'210.00", 121_000, None),
        ("CHF 1’210", 121_000, "CHF"),
        ("1.210.500", 121_050_000, None),
        ("1,210,500.25", 121_050_025, None),
        ("1210.500", 121_050, None),
        ("0.120", 12, None),
        ("€ 5.000,-", 500_000, "EUR"),
        ("£.50", 50, "GBP"),
        ("US$ 5", 500, "USD"),
        ("5 eur", 500, "EUR"),
        ("0", 0, None),
    ],
)
def test_amounts(text: str, cents: int, currency: str | None) -> None:
    for decimal in (None, ",", "."):
        assert parse_money(text, decimal) == (cents, currency)


@pytest.mark.parametrize(
    ("text", "comma", "point"), [("1.210", 121_000, 121), ("1,210", 121, 121_000), ("$1,000K", 100_000, 100_000_000)]
)
def test_three_digits_after_one_sign_need_the_column_to_decide(text: str, comma: int, point: int) -> None:
    assert parse_money(text, ",")[0] == comma
    assert parse_money(text, ".")[0] == point
    with pytest.raises(ValueError, match="can be read in two ways: the sign"):
        parse_money(text)


@pytest.mark.parametrize(
    "text",
    [
        *["", "€", "abc", "1.2.3", "12,34,567", "1.210,50.3", "12 3", "1 210'000", "--5", "(-5)", "5-6", "5.", "1e5"],
        *["٣", "USD 5 EUR", "5 kk", "kr 5", "0.125", "1,210.005", "9" * 20, "9" * 5000, "=1+1", "1/2", "5%"],
    ],
)
def test_amounts_refused(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_money(text)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize(
    ("values", "decimal"),
    [
        (["1.210", "1,5"], ","),
        (["1,210", "1.5"], "."),
        (["1.210.500"], ","),
        (["1.210,00"], ","),
        (["1 210,500"], ","),
        (["€ 5.000,-"], ","),
        (["1.210", "2.500"], None),
        (["1.5", "1,5"], None),
        (["5", "x", ""], "."),
        ([], "."),
    ],
)
def test_the_decimal_mark_of_a_column(values: list[str], decimal: str | None) -> None:
    assert find_decimal(iter(values)) == decimal


@settings(max_examples=200)
@given(
    cents=st.integers(-(10**14), 10**14),
    marks=st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", "."), ("\u202f", ",")]),
    sign=st.sampled_from([("", None), ("€ ", "EUR"), ("USD ", "USD")]),
)
def test_an_amount_written_in_any_country_comes_back(
    cents: int, marks: tuple[str, str], sign: tuple[str, str | None]
) -> None:
    whole, rest = divmod(abs(cents), 100)
    text = f"{'-' if cents < 0 else ''}{sign[0]}{whole:,}".replace(",", marks[0]) + f"{marks[1]}{rest:02}"
    assert parse_money(text) == (cents, sign[1])
    assert find_decimal([text]) == marks[1]


@given(st.text(max_size=30) | st.text("0123456789.,-/ '()€$k:TZ%", max_size=30))
def test_any_text_is_read_or_refused_but_never_crashes(text: str) -> None:
    find_decimal([text])
    for parse in (parse_money, parse_number, parse_int, parse_bool):
        try:
            parse(text)
        except ValueError as error:
            assert str(error) == shown(str(error))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9", 9.0),
        ("9,5", 9.5),
        ("9.5", 9.5),
        (" 9.5 ", 9.5),
        ("-3", -3.0),
        ("−3,25", -3.25),
        ("+3", 3.0),
        ("1.210,50", 1210.5),
        ("1,210.50", 1210.5),
        ("1.210.500", 1_210_500.0),
        ("1 210", 1210.0),
        ("1\u00a0210,5", 1210.5),
        ("1'210.5", 1210.5),
        ("1’210", 1210.0),
        ("0.125", 0.125),
        ("0,1255", 0.1255),
        (".5", 0.5),
        ("12%", 12.0),
        ("-1,5 %", -1.5),
        ("12.5\u00a0%", 12.5),
        ("9" * 60, 1e60),
    ],
)
def test_measured_values(text: str, number: float) -> None:
    for decimal in (None, ",", "."):
        assert parse_number(text, decimal) == number


@pytest.mark.parametrize(
    ("text", "comma", "point"), [("1.210", 1210.0, 1.21), ("1,210", 1.21, 1210.0), ("-1.210 %", -1210.0, -1.21)]
)
def test_a_measured_value_with_three_digits_after_one_sign_needs_its_mark(
    text: str, comma: float, point: float
) -> None:
    assert (parse_number(text, ","), parse_number(text, ".")) == (comma, point)
    for decimal in (None, "", ";"):
        with pytest.raises(ValueError, match="can be read in two ways: the sign"):
            parse_number(text, decimal)


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "%", "-", "- %", "x", "5%%", "%5", "5 % x", "€ 5", "5k", "(5)", "--5", "+-5", "5-", "5.", "1.2.3"],
        *["12 3", "1 210'000", "12,34,567", "1.210,50.3", "1e3", "1e999", "inf", "-inf", "nan", "1_000", "²", "٣"],
        *["9" * 61, "9" * 5000],
    ],
)
def test_measured_values_refused(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_number(text, ".")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 120


def test_minus_nothing_is_nothing() -> None:
    assert copysign(1, parse_number("-0,0")) == 1


@given(
    value=st.floats(-1e9, 1e9).map(lambda value: round(value, 4)),
    marks=st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", "."), ("\u202f", ",")]),
    percent=st.sampled_from(["", "%", " %"]),
)
def test_a_measured_value_written_in_any_country_comes_back(value: float, marks: tuple[str, str], percent: str) -> None:
    whole, _point, fraction = f"{value:,.4f}".partition(".")
    number = parse_number(whole.replace(",", marks[0]) + marks[1] + fraction + percent)
    assert isfinite(number)
    assert number == value


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("-12", -12), ("+5", 5), ("1 210", 1210), ("1,210.00", 1210), ("12.0", 12), ("1.210.000", 1_210_000)],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert parse_int(text) == number


@pytest.mark.parametrize("text", ["", "x", "12.5", "1.210", "1,210", "1e3", "- -1", "²"])
def test_whole_numbers_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_int(text)


@pytest.mark.parametrize(
    ("words", "answer"),
    [("yes Y ja J TRUE waar 1 x on", True), ("no N nee FALSE onwaar 0 off", False)],
)
def test_yes_and_no(words: str, answer: bool) -> None:
    assert {parse_bool(word) for word in words.split()} == {answer}


@pytest.mark.parametrize("text", ["", "maybe", "2"])
def test_neither_yes_nor_no_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_bool(text)
