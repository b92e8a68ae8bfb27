"""The cells of a column read as money, numbers and yes or no.

Never guessed: what can be read in two ways is decided by the rest of its column or refused. Every ``ValueError``
raised here carries one line for the user.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from advisorbench.domain.text import clean_line, fold, shorten, shown
from advisorbench.i18n import _

MOST_CHARS = 60

_MOST_CENTS = 10**15
_SIGNS = {
    "€": "EUR", "euro": "EUR", "us$": "USD", "$": "USD", "£": "GBP", "ca$": "CAD", "c$": "CAD", "a$": "AUD",
    "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "r$": "BRL", "₹": "INR", "₺": "TRY", "₴": "UAH", "zł": "PLN",
}  # fmt: skip
_ISO_CODES = (
    "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EUR GBP HKD HUF IDR ILS INR ISK JPY KRW MAD MXN MYR NOK NZD "
    "PHP PLN QAR RON RSD SAR SEK SGD THB TRY TWD UAH USD VND ZAR"
)
_CODES = frozenset(_ISO_CODES.split())
_NUMBER = r"[\d.,'’ ]*\d[\d.,'’ ]*?|[.,]\d+"
_MONEY = re.compile(rf"(?P<before>[^\d.,'’+()-]*)(?P<number>{_NUMBER})(?P<after>[^\d.,'’]*)", re.A)
_ROUND = re.compile(r"[.,]\s*[-–—]{1,2}(?=\D*$)")
_BLANK_GROUPS = re.compile(r"\d{1,3}(?:[ '’]\d{3})+", re.A)
_BLANK = re.compile(r"\s")  # thousands are often parted by a no-break or a thin space
_MARKS = re.compile(r"[.,]")


def quoted(text: str) -> str:
    """A cell as a message shows it: safe and short."""
    return shorten(shown(clean_line(text)), 40)


def clean_cell(text: str) -> str:
    """The cell without what surrounds it; empty and overlong ones are refused.

    Raises:
        ValueError: Empty or too long; in words for the user.
    """
    if len(text) > 10 * MOST_CHARS or len(cell := clean_line(text)) > MOST_CHARS:
        raise ValueError(_("The value is too long."))
    if not cell:
        raise ValueError(_("The value is empty."))
    return cell


class _Shape(NamedTuple):
    """A number's digits, and what its separators say.

    ``mark`` is the decimal mark if the number proves one; ``unsure`` the only separator of a number such as
    ``1.210``, which may be either.
    """

    whole: str
    fraction: str
    mark: str
    unsure: str = ""


def _shape(number: str) -> _Shape | None:
    """How a number without sign and currency is built; None if it is no number."""
    marks = _MARKS.findall(number)
    whole, mark, fraction = number, "", ""
    if marks:
        at = number.rindex(marks[-1])
        whole, mark, fraction = number[:at], marks[-1], number[at + 1 :]
        if not re.fullmatch(r"\d+", fraction, re.A):
            return None
    if re.search(r"[ '’]", whole):
        # Blanks or apostrophes part the thousands: any point or comma is the decimal mark.
        same = len(set(re.findall(r"[ '’]", whole))) == 1
        return _Shape(re.sub(r"\D", "", whole), fraction, mark) if same and _BLANK_GROUPS.fullmatch(whole) else None
    if not marks:
        return _Shape(whole, "", "") if re.fullmatch(r"\d+", whole, re.A) else None
    if len(marks) == 1:
        if not re.fullmatch(r"\d*", whole, re.A):
            return None
        if len(fraction) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0":
            return _Shape(whole, fraction, "", unsure=mark)
        return _Shape(whole or "0", fraction, mark)
    group = marks[0]
    other = "," if group == "." else "."
    grouped = re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(group)}\d{{3}})+", re.A)
    if set(marks) == {group}:  # 1.210.500: repeated, so it parts thousands, and the other one is the decimal mark
        return _Shape(re.sub(r"\D", "", number), "", other) if grouped.fullmatch(number) else None
    return _Shape(re.sub(r"\D", "", whole), fraction, mark) if mark == other and grouped.fullmatch(whole) else None


class _Amount(NamedTuple):
    sign: int
    shape: _Shape
    factor: int
    currency: str | None


def _amount(cell: str) -> _Amount | None:
    """Sign, number, thousands and currency of a cell; None if it is no amount."""
    plain = _BLANK.sub(" ", cell.replace("−", "-"))
    text, sign = _ROUND.sub(lambda found: found[0][0] + "00", plain), 1
    if text.startswith("(") and text.endswith(")"):
        text, sign = text[1:-1].strip(), -1
    if (signs := re.findall(r"[+-]", text)) and (len(signs) > 1 or sign < 0):
        return None
    if signs:
        before, _sign, after = text.partition(signs[0])
        if re.search(r"\d", before, re.A) and re.search(r"\d", after, re.A):
            return None
        text, sign = f"{before} {after}".strip(), -1 if signs[0] == "-" else 1
    found = _MONEY.fullmatch(text)
    if found is None or (shape := _shape(found["number"].strip())) is None:
        return None
    words = [found["before"].strip().lower(), found["after"].strip().lower()]
    factor = 1
    if thousands := re.fullmatch(r"k\b\s*(.*)|(.*\S)\s+k", words[1]):
        words[1], factor = thousands[1] or thousands[2] or "", 1000
    shown_as = {_SIGNS.get(word) or (word.upper() if word.upper() in _CODES else "") for word in words if word}
    if "" in shown_as or len(shown_as) > 1:
        return None
    return _Amount(sign, shape, factor, next(iter(shown_as), None))


def parse_money(text: str, decimal: str | None = None) -> tuple[int, str | None]:
    """An amount in whole hundredths of its currency (cents), and the ISO code of the currency it shows, if any.

    Args:
        text: The cell: ``1.210,00``, ``$22,700.00``, ``€ 5k``, ``(12.50)``, ``1'210.00``, ``€ 5.000,-``.
        decimal: "," or ".": the mark that decides ``1.210``; an amount that is clear by itself needs none.

    Raises:
        ValueError: No amount, ambiguous, not in whole cents, or larger than can be kept; in words for the user.
    """
    cell = clean_cell(text)
    amount = _amount(cell)
    if amount is None:
        raise ValueError(_("%(value)s is not an amount of money.") % {"value": quoted(cell)})
    whole, fraction = _decided(amount.shape, decimal, cell)
    cents, rest = divmod(int(whole + fraction) * 100 * amount.factor, 10 ** len(fraction))
    if rest:
        raise ValueError(_("%(value)s is not in whole cents.") % {"value": quoted(cell)})
    if cents >= _MOST_CENTS:
        raise ValueError(_("%(value)s is too large.") % {"value": quoted(cell)})
    return amount.sign * cents, amount.currency


def _unsure(cell: str, mark: str) -> str:
    return _("%(value)s can be read in two ways: the sign %(mark)s may part thousands or decimals.") % {
        "value": quoted(cell),
        "mark": mark,
    }


def _decided(shape: _Shape, decimal: str | None, cell: str) -> tuple[str, str]:
    """The digits before and after the decimal mark; a number that may be either needs `decimal`."""
    if not shape.unsure:
        return shape.whole, shape.fraction
    if decimal not in (",", "."):
        raise ValueError(_unsure(cell, shape.unsure))
    return (shape.whole, shape.fraction) if decimal == shape.unsure else (shape.whole + shape.fraction, "")


def find_decimal(values: Iterable[str]) -> str | None:
    """The decimal mark of a column of amounts, "," or ".", if its cells prove exactly one.

    A column in which nothing needs a mark has ".". None says that amounts such as ``1.210`` stay undecided, or
    that the cells contradict each other. Cells that are no amounts are passed over.
    """
    proved: set[str] = set()
    unsure = False
    for value in values:
        cell = clean_line(value[: 10 * MOST_CHARS])
        amount = _amount(cell) if cell and len(cell) <= MOST_CHARS else None
        if amount:
            proved |= {amount.shape.mark} - {""}
            unsure = unsure or bool(amount.shape.unsure)
    if len(proved) == 1:
        return proved.pop()
    return None if proved or unsure else "."


def _signed(cell: str) -> tuple[int, _Shape | None]:
    """The sign of a number without currency, and how the rest is built."""
    sign, digits = (-1, cell[1:]) if cell.startswith(("-", "−")) else (1, cell.removeprefix("+"))
    return sign, _shape(_BLANK.sub(" ", digits.strip()))


def parse_number(text: str, decimal: str | None = None) -> float:
    """A measured value, always finite; a percent sign behind it is read over, not reckoned with.

    Args:
        text: The cell: ``9``, ``9,5``, ``-3``, ``1.210,50``, ``1 210``, ``12.5 %``.
        decimal: "," or ".": the mark that decides ``1.210``; a number that is clear by itself needs none.

    Raises:
        ValueError: No number, or ambiguous; in words for the user.
    """
    cell = clean_cell(text)
    sign, shape = _signed(cell.removesuffix("%").rstrip())
    if shape is None:
        raise ValueError(_("%(value)s is not a number.") % {"value": quoted(cell)})
    whole, fraction = _decided(shape, decimal, cell)
    return sign * float(f"{whole}.{fraction}") + 0.0  # the sum makes -0.0 a plain zero


def parse_int(text: str) -> int:
    """A whole number; parted thousands and decimals that are all zero (``12.0``) are read as such.

    Raises:
        ValueError: No whole number, or ambiguous; in words for the user.
    """
    cell = clean_cell(text)
    sign, shape = _signed(cell)
    if shape and shape.unsure:
        raise ValueError(_unsure(cell, shape.unsure))
    if shape is None or shape.fraction.strip("0"):
        raise ValueError(_("%(value)s is not a whole number.") % {"value": quoted(cell)})
    return sign * int(shape.whole)


_TRUE = frozenset({"true", "yes", "y", "ja", "j", "waar", "1", "on", "aan", "x", "✓", "✔", "☑"})
_FALSE = frozenset({"false", "no", "n", "nee", "onwaar", "0", "off", "uit", "☐"})


def parse_bool(text: str) -> bool:
    """Yes or no, in English or Dutch.

    Raises:
        ValueError: Neither, or empty; in words for the user.
    """
    word = fold(clean_cell(text))
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise ValueError(_("%(value)s is neither yes nor no.") % {"value": quoted(text)})
