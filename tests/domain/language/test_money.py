"""Amounts and measured values in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.language.money import say_money, say_number


@pytest.mark.parametrize(
    ("cents", "currency", "said"),
    [
        (4_100_000, "EUR", "€ 41,000"),
        (0, "EUR", "€ 0"),
        (5, "EUR", "€ 0.05"),
        (150, "GBP", "£ 1.50"),
        (123_456_789, "USD", "$ 1,234,567.89"),
        (-150, "EUR", "€ -1.50"),
        (-5, "EUR", "€ -0.05"),
        (100, "CHF", "CHF 1"),
        (None, "EUR", "–"),
        (None, "", "–"),
    ],
)
def test_an_amount_is_said_with_cents_only_where_there_are_any(cents: int | None, currency: str, said: str) -> None:
    assert say_money(cents, currency) == said


@given(st.integers(-(10**18), 10**18))
def test_no_cent_is_lost_in_saying_an_amount(cents: int) -> None:
    number = say_money(cents, "EUR").removeprefix("€ ").replace(",", "")
    whole, _dot, rest = number.lstrip("-").partition(".")

    assert (int(whole) * 100 + int(rest or 0)) * (-1 if number.startswith("-") else 1) == cents


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (14.0, "14"),
        (9.5, "9.5"),
        (0.1 + 0.2, "0.3"),
        (0.0, "0"),
        (-3.25, "-3.25"),
        (41_000.0, "41,000"),
        (12_345_678_901.0, "12,345,678,901"),
        (None, "–"),
    ],
)
def test_a_measured_value_is_said_without_needless_zeros(value: float | None, said: str) -> None:
    assert say_number(value) == said
