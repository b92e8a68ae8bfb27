"""Cells that hold more than one value, or a value in words: the first of several, flags, times, languages."""

from __future__ import annotations

import json
import re
from datetime import time

from advisorbench.domain.language.amounts import parse_bool, parse_number, quoted
from advisorbench.domain.text import fold
from advisorbench.exchange.tables.fields import LANGUAGES
from advisorbench.i18n import _

# Each of these takes one step a character: a cell may be a million of them, and made to be slow.
_PART = re.compile(r"[^\s,;:<>()\[\]\"=]+")
_BETWEEN = re.compile(r":::|[;,\n]")
_HOURS = re.compile(r"(\d{1,3}):([0-5]\d)(?::[0-5]\d)?", re.A)
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?\s*(?:([ap])\.?m\.?)?", re.A | re.I)
_LONG_KEY = re.compile(r"[0-9A-Za-z]{15}[A-Z0-5]{3}", re.A)
_CHECKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_DONE = frozenset(("done", "completed", "complete", "held", "gedaan", "voltooid", "afgerond", "termine", "erledigt"))
_TO_DO = frozenset(("to do", "todo", "open", "planned", "scheduled", "not started", "te doen", "gepland", "a faire",
                    "in progress", "offen"))  # fmt: skip


def first_of(text: str) -> str:
    """The first of the values in a cell: parted by ``:::``, semicolons or commas, or a JSON list of them."""
    if text.startswith(("[", "{")):
        return _first_in_json(text)
    return next(filter(None, map(str.strip, _BETWEEN.split(text))), "")


def _first_in_json(text: str) -> str:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text
    listed = found if isinstance(found, list) else [found]
    for one in listed:
        value = one.get("value") if isinstance(one, dict) else one
        if isinstance(value, str | int) and str(value).strip():
            return str(value).strip()
    return ""


def first_address(text: str) -> str:
    """The first e-mail address in a cell; the cell itself where there is none, so that it is said what is wrong."""
    parts = (part[0].strip("'.") for part in _PART.finditer(text))
    return next((part for part in parts if "@" in part[1:-1]), text)


def first_name(text: str, parted: str = ";") -> str:
    """The first of several names, without the address in brackets behind it."""
    first = next(filter(None, map(str.strip, text.split(parted))), "")
    name, bracket, address = first.rpartition("(")
    return name.rstrip() if name and bracket and re.fullmatch(r"[^).@]*[.@][^)]*\)", address) else first


def key_of(text: str) -> str:
    """A key as it is kept: of a Salesforce key of 18 characters, whose last three only check it, the 15 before."""
    if not _LONG_KEY.fullmatch(text):
        return text
    parts = (text[at : at + 5] for at in range(0, 15, 5))
    check = "".join(_CHECKS[sum("A" <= sign <= "Z" and 1 << at for at, sign in enumerate(part))] for part in parts)
    return text[:15] if check == text[15:] else text


def keys_of(text: str) -> list[str]:
    """The keys of other rows in a cell, parted by semicolons or commas."""
    return [key_of(part) for part in map(str.strip, text.replace(",", ";").split(";")) if part]


def flag(text: str) -> bool:
    """Yes or no; also whether something is done.

    Raises:
        ValueError: Neither.
    """
    word = fold(text)
    if word in _DONE or word in _TO_DO:
        return word in _DONE
    return parse_bool(text)


def language(text: str) -> str:
    """The code of a language, for its code or name; nothing where it is not known."""
    word = fold(text)
    code = re.fullmatch(r"([a-z]{2})(?:[-_][a-z]{2,4})?", word)
    return code[1] if code else LANGUAGES.get(word, "")


def clock(text: str) -> str:
    """A time of day as ``09:30``.

    Raises:
        ValueError: There is no such time.
    """
    match = _TIME.fullmatch(text.strip())
    if not match:
        raise ValueError(_("%(value)s is not a time of day.") % {"value": quoted(text)})
    hour, half = int(match[1]), (match[3] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError(_("%(value)s is not a time of day.") % {"value": quoted(text)})
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(match[2])).isoformat("minutes")


def minutes(text: str) -> int:
    """How long something took, in minutes: ``0:45``, ``01:15:00`` or a number of minutes.

    Raises:
        ValueError: It is no duration.
    """
    found = _HOURS.fullmatch(text.strip())
    return int(found[1]) * 60 + int(found[2]) if found else round(parse_number(text))
