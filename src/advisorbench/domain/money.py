"""Money in words: whole cents and a currency."""

from __future__ import annotations

SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}


def say_money(cents: int | None, currency: str) -> str:
    """An amount for people, cents only where there are any.

    >>> say_money(4_100_000, "EUR")
    '€ 41,000'
    >>> say_money(None, "EUR")
    '–'
    """
    if cents is None:
        return "–"
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{SIGNS.get(currency, currency)} {sign}{whole:,}" + (f".{rest:02}" if rest else "")


def say_number(value: float | None) -> str:
    """A measured value without needless zeros; an unknown one as a dash."""
    return "–" if value is None else f"{value:,.15g}"
