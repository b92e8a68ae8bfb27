"""One field of a form: what it is called, what may be typed in it, and how that is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.language.amounts import parse_int, parse_money, parse_number
from advisorbench.domain.language.dates import parse_day, say_day_long
from advisorbench.domain.language.money import say_money, say_number
from advisorbench.domain.language.past_days import parse_past_day
from advisorbench.domain.text import clean_line, clean_note
from advisorbench.i18n import _, decimal_mark
from advisorbench.widgets.multi_choice import BETWEEN

Values = dict[str, Any]

CHOICES = ("choice", "many")
"""The kinds that are chosen, not typed."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form.

    Args:
        name: The field's name in the values that the form gives back.
        label: What it is called, translated.
        kind: "line", "note", "list", "day", "money", "whole", "number", "choice" or "many".
        text: What stands there at first; for a choice the value chosen, for many those taken, parted by commas.
        choices: For a choice or many: pairs of value and words.
        required: Whether it must be filled in.
        hint: What may be typed, shown while it is empty.
        read_line: For a list, one thing a line: how a line is read; raises ``ValueError``.
        tall: Whether a note takes the room there is.
        drafted: For a note: its text as it follows from the other fields, until something else is typed in it.
        says: Tells what was understood of what is typed, and whether it is certain.
        past: For a day: whether it is of something that happened, so that “12 nov” is the last one.
        gives: Texts for other fields that follow from what is typed; what was typed or chosen there stays.
    """

    name: str
    label: str
    kind: str = "line"
    text: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    hint: str = ""
    read_line: Callable[[str, date], Any] | None = None
    tall: bool = False
    drafted: Callable[[Mapping[str, str]], str] | None = None
    says: Callable[[str, date], tuple[str, bool]] | None = None
    past: bool = False
    gives: Callable[[str, date], Mapping[str, str]] | None = None

    @property
    def several_lines(self) -> bool:
        """Whether enter begins a new line in it."""
        return self.kind in ("note", "list")


def chosen(entry: FormField) -> FormField:
    """A choice starts with one of its values: the one given, else the first; many keep those that are there."""
    values = [value for value, _words in entry.choices]
    if entry.kind == "many":
        return replace(entry, text=BETWEEN.join(v for v in values if v in entry.text.split(BETWEEN)))
    if entry.kind != "choice" or entry.text in values or not values:
        return entry
    return replace(entry, text=values[0])


def read(entry: FormField, raw: str, today: date) -> Any:
    """What was typed, as a value of the entry's kind; nothing typed is ``None``, an empty text or nothing taken.

    Raises:
        ValueError: It cannot be read, or in two ways; in words for the user.
    """
    text = clean_note(raw) if entry.several_lines else clean_line(raw)
    if not text:
        if entry.required:
            raise ValueError(_("this must be filled in"))
        if entry.kind in ("many", "list"):
            return ()
        return "" if entry.kind in ("line", "note", "choice") else None
    match entry.kind:
        case "day":
            return parse_past_day(text, today) if entry.past else parse_day(text, today)
        case "money":
            return parse_money(text, decimal_mark() or None)
        case "whole":
            return parse_int(text)
        case "number":
            return parse_number(text, decimal_mark() or None)
        case "many":
            return tuple(text.split(BETWEEN))
        case "list":
            return tuple(_read_lines(entry, text, today))
    return text


def _read_lines(entry: FormField, text: str, today: date) -> list[Any]:
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not (line := clean_line(line)):
            continue
        try:
            found.append(entry.read_line(line, today) if entry.read_line else line)
        except ValueError as error:
            raise ValueError(_("line %(n)d: %(why)s") % {"n": number, "why": error}) from error
    return found


def promised(line: str, today: date) -> tuple[str, date]:
    """A promise on one line: what, a semicolon, and the day.

    Raises:
        ValueError: There is no day, or it cannot be read.
    """
    what, _semicolon, day = line.rpartition(";")
    if not what.strip():
        raise ValueError(_("put the day behind a semicolon: Send the plan; fri"))
    return what.strip(), parse_day(day, today)


def echo(entry: FormField, raw: str, today: date) -> tuple[str, bool]:
    """What was understood of a day, an amount or a promise as it is typed, and whether it is certain."""
    if entry.says and raw.strip():
        return entry.says(raw, today)
    if entry.kind not in ("day", "money", "number", "list") or not raw.strip():
        return "", True
    try:
        value = read(entry, raw, today)
    except (ValueError, FieldErrors) as error:
        return str(error), False
    if entry.kind == "day":
        return "= " + say_day_long(value), True
    if entry.kind == "list":
        days = [item[1] for item in value if isinstance(item, tuple)]
        return ("= " + ", ".join(say_day_long(day) for day in days), True) if days else ("", True)
    said = say_money(value[0], value[1] or "") if entry.kind == "money" else say_number(value)
    said = said.strip()
    plain = raw.strip()
    return ("= " + said, True) if not plain.lstrip("-").isdecimal() or len(plain) > 4 else ("", True)
