"""A summary as JSON, to be put together with those of other sellers; what comes back in is believed in nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from advisorbench.domain.errors import FileError
from advisorbench.domain.language.periods import Span, parse_span
from advisorbench.domain.summary.figures import PeriodFigures, Summary, redacted
from advisorbench.domain.text import clean_line
from advisorbench.i18n import _

KIND = "advisorbench summary"
FORMAT = 1
"""The number of this format; files with a higher one are of a newer program."""
LONGEST = 1000
"""The longest text and the longest list."""
MOST = 10**12
"""The highest count."""
MOST_CENTS = 10**18
"""The largest sum, in cents, either way: an amount may be a loss."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def data(summary: Summary) -> dict[str, Any]:
    """The summary as a JSON file holds it, everything in it or nothing of persons, as it stands."""
    return {"kind": KIND, "format": FORMAT, **_plain(summary)}


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return value.key
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        if names:
            return {name: _plain(item) for name, item in zip(names, value, strict=True)}
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def from_json(text: str, name: str) -> Summary:
    """The summary that a file holds.

    Args:
        text: What stands in it.
        name: What to call it where it is refused.

    Raises:
        FileError: It is no summary, one of a newer program, or one that nobody can have written.
    """
    foreign = FileError(
        _("%(file)s is no summary.") % {"file": name}, _("Write one with: advisorbench summary --format json.")
    )
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise foreign from error
    if not isinstance(data, dict) or data.pop("kind", None) != KIND:
        raise foreign
    number = data.pop("format", None)
    if type(number) is int and number > FORMAT:
        raise FileError(
            _("%(file)s was written by a newer advisorbench.") % {"file": name}, _("Bring this one up to date.")
        )
    try:
        if type(number) is not int or number != FORMAT:
            raise _WrongError("format")
        summary: Summary = _read(Summary, data, "summary")
        for where in _contradictions(summary):
            raise _WrongError(where)
    except _WrongError as error:
        said = {"file": name, "where": error}
        raise FileError(
            _("%(file)s is damaged: %(where)s cannot be so.") % said, _("Have it written anew, and change nothing.")
        ) from error
    return summary if summary.full else redacted(summary)


class _WrongError(ValueError):
    """A place in the file that holds what it cannot hold."""


def _read(kind: Any, value: Any, where: str) -> Any:
    """The value as one of a kind, all of it checked.

    Raises:
        _WrongError: It is none.
    """
    if get_origin(kind) in (Union, UnionType):
        (some,) = (one for one in get_args(kind) if one is not NoneType)
        return None if value is None else _read(some, value, where)
    if get_origin(kind) is tuple:
        if not isinstance(value, list) or len(value) > LONGEST:
            raise _WrongError(where)
        return tuple(_read(get_args(kind)[0], item, where) for item in value)
    if kind is Span:
        return _span(value, where)
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        hints = get_type_hints(kind)
        if not isinstance(value, dict) or set(value) != set(hints):
            raise _WrongError(where)
        return kind(**{name: _read(hint, value[name], name) for name, hint in hints.items()})
    if kind is date:
        return _day(value, where)
    if kind is int:
        lowest, most = (-MOST_CENTS, MOST_CENTS) if where == "cents" else (0, MOST)
        if type(value) is not int or not lowest <= value <= most:
            raise _WrongError(where)
        return value
    if kind is bool:
        if type(value) is not bool:
            raise _WrongError(where)
        return value
    if not isinstance(value, str) or len(value) > LONGEST:
        raise _WrongError(where)
    if kind is str:
        return clean_line(value)
    if value not in list(kind):
        raise _WrongError(where)
    return kind(value)


def _span(value: Any, where: str) -> Span:
    try:
        span = parse_span(value, date.min) if isinstance(value, str) else None
    except (ValueError, OverflowError) as error:
        raise _WrongError(where) from error
    if span is None or span.key != value:
        raise _WrongError(where)
    return span


def _day(value: Any, where: str) -> date:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise _WrongError(where)


def _contradictions(summary: Summary) -> Iterator[str]:
    """The places where counts deny each other."""
    if summary.until not in summary.span:
        yield "until"
    if len(summary.attention) > summary.attention_count:
        yield "attention"
    if len(summary.missing) > summary.missing_count:
        yield "missing"
    for figures in filter(None, (summary.now, summary.before)):
        yield from _denied(figures)


def _denied(figures: PeriodFigures) -> Iterator[str]:
    keyed = (figures.coverage, figures.reviews, figures.hours.minutes, figures.asks, figures.stages,
             figures.pursuits.by_source)  # fmt: skip
    if any(len({row[0] for row in rows}) < len(rows) for rows in keyed):
        yield "rows"
    if any(not row.seen <= row.contacted <= row.owned for row in figures.coverage):
        yield "coverage"
    if any(max(row.due_held, row.carried) > row.due or row.due_held > row.held for row in figures.reviews):
        yield "reviews"
    if sum(one.number for one in figures.value.sums) > figures.value.verified:
        yield "value"
    if figures.hours.untimed > figures.hours.contacts:
        yield "hours"
    if any(row.overridden > row.asked for row in figures.asks):
        yield "asks"
    pursuits = figures.pursuits
    timed = pursuits.no_go_timed
    if timed > pursuits.no_go or (timed == 0) != (pursuits.no_go_minutes is None):
        yield "pursuits"
    if any(row.hollow > row.open for row in pursuits.by_source):
        yield "hollow"
