"""Money and measured values in words: whole cents with a currency, numbers as the language writes them."""

from __future__ import annotations

from advisorbench.domain.records.states import Period, label
from advisorbench.i18n import decimal_mark

SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}
_DUTCH = str.maketrans(",.", ".,")


def say_money(cents: int | None, currency: str, period: Period = Period.ONCE) -> str:
    """An amount for people, cents only where there are any, with the time over which it was gained.

    >>> say_money(4_100_000, "EUR")
    '€ 41,000'
    >>> say_money(None, "EUR")
    '–'
    """
    if cents is None:
        return "–"
    amount = f"{SIGNS.get(currency, currency)} {_marked(_plain(cents))}"
    return amount if period is Period.ONCE else f"{amount} {label(period)}"


def _plain(cents: int) -> str:
    """An amount as English writes it, without its currency."""
    whole, rest = divmod(abs(cents), 100)
    return ("-" if cents < 0 else "") + f"{whole:,}" + (f".{rest:02}" if rest else "")


def money_in(language: str, cents: int, currency: str) -> str:
    """An amount as one language writes it, whatever the user's own: for letters to a customer.

    >>> money_in("nl", 4_100_050, "EUR")
    '€ 41.000,50'
    """
    number = _plain(cents)
    return f"{SIGNS.get(currency, currency)} {number.translate(_DUTCH) if language == 'nl' else number}".strip()


def say_about(cents: float, currency: str) -> str:
    """An estimated amount: in whole units, for cents would pretend to be exact."""
    return say_money(round(cents / 100) * 100, currency)


def say_number(value: float | None) -> str:
    """A count, or a measured value without needless zeros; an unknown one as a dash."""
    return "–" if value is None else _marked(f"{value:,.15g}")


def say_share(share: float | None) -> str:
    """A share in whole per cent; an unknown one as a dash."""
    return "–" if share is None else f"{round(share * 100)} %"


def say_measure(value: float | None, unit: str = "") -> str:
    """A measured value with its unit."""
    return f"{say_number(value)} {unit}".rstrip()


def _marked(number: str) -> str:
    """A number with the marks of the language that was set."""
    return number.translate(_DUTCH) if decimal_mark() == "," else number
