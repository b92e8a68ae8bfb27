"""A whole book as text: one JSON object, a row a line, written and read piece by piece.

What is read is a stranger's text. Whatever other tools did to the spaces and line ends, it is read; what stands in a
row is checked by whoever asked for it, with `as_kept` for each value.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from advisorbench.domain.errors import FileError
from advisorbench.domain.language.dates import within_years
from advisorbench.domain.text import clean_note
from advisorbench.exchange.encoding import file_name, regular_size, surveyed
from advisorbench.i18n import N_, _

FORMAT = 1
"""The number of the format that is written; an older one is read too."""
LONGEST_ROW = 1 << 24
"""The most characters of one row; a row full of the longest notes has half of them."""
DEEPEST = 20
"""How deep lists and objects may lie in each other within a row."""
_BLOCK = 1 << 18
_MARK = "advisorbench"
_BEGIN = re.compile(rb'\s*\{\s*"advisorbench"\s*:\s*\{')
_SIGN = re.compile(r"[^ \t\n\r]")
_KEY = re.compile(r"[0-9a-f-]{1,36}")
_LONGEST_NUMBER = 20
"""The most digits of a whole number; longer ones take time to read and are kept nowhere."""
_CUT = 16
"""So near to the end of what was read, something wrong may just not have been read whole."""


class Key(str):
    """The kind of a column that holds the key of a row: hexadecimal digits and hyphens."""

    __slots__ = ()


class DumpRow(NamedTuple):
    """A row as it stands in a file.

    Args:
        line: The line that it begins in.
        table: The name of its table, as the file says.
        values: What stands in it; nothing is checked.
        problem: Why it can be no row, whatever its table; else empty.
    """

    line: int
    table: str
    values: dict[str, Any]
    problem: str


class _Twice(dict[str, Any]):
    """An object in which a name stands twice, so that nobody knows what is meant."""


def dump_text(schema: str, tables: Iterable[tuple[str, Iterable[Mapping[str, Any]]]]) -> Iterator[str]:
    """The text of a dump, ASCII, row by row. The same rows give the same text.

    Args:
        schema: The revision of the book.
        tables: The name of each table with its rows, what is referred to before what refers to it.
    """
    yield f'{{"{_MARK}": {{"file": "dump", "format": {FORMAT}, "schema": {json.dumps(schema)}}}, "tables": {{'
    before = "\n"
    for name, rows in tables:
        yield f"{before}{json.dumps(name)}: ["
        between = "\n"
        for row in rows:
            yield between + json.dumps(dict(row), default=_plain)
            between = ",\n"
        yield "]"
        before = ",\n"
    yield "\n}}\n"


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def begins_as_dump(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a dump, in whatever flavour of Unicode."""
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    return _BEGIN.match(head.replace(b"\0", b"").removeprefix(codecs.BOM_UTF16_BE)) is not None


def read_dump(path: Path, schemas: Container[str]) -> Iterator[DumpRow]:
    """The rows of a dump, one after another; never more than one of them is held.

    Args:
        path: The file.
        schemas: The revisions of the book that are known.

    Raises:
        FileError: It cannot be read, is no dump, is of a newer version, or is broken or cut off.
    """
    regular_size(path)
    with surveyed(path) as (survey, file):
        if survey.encoding == "cp1252" or survey.undecodable:
            raise FileError(
                _("%(name)s is not in Unicode, as a dump is.") % {"name": file_name(path)}, _("Export it again.")
            )
        text = _Text(path, file)
        if text.peek() != "{":
            raise _no_dump(path)
        text.take("{")
        if text.value() != _MARK:
            raise _no_dump(path)
        text.take(":")
        _check_head(path, text.value(), schemas)
        text.take(",")
        if text.value() != "tables":
            raise text.wrong()
        text.take(":")
        yield from _tables(text)
        text.take("}")
        if text.peek():
            raise text.wrong()


def _check_head(path: Path, head: Any, schemas: Container[str]) -> None:
    if not isinstance(head, dict) or head.get("file") != "dump":
        raise _no_dump(path)
    number, schema = head.get("format"), head.get("schema")
    if type(number) is not int or number < 1 or not isinstance(schema, str):
        raise _no_dump(path)
    if number > FORMAT or schema not in schemas:
        raise FileError(
            _("%(name)s was written by a newer version of advisorbench.") % {"name": file_name(path)},
            _("Nothing was changed. Install the newer version to import it."),
        )


def _tables(text: _Text) -> Iterator[DumpRow]:
    seen = set[str]()
    text.take("{")
    while text.goes_on("}", first=not seen):
        name = text.value()
        if not isinstance(name, str) or name in seen:
            raise text.wrong()
        seen.add(name)
        text.take(":")
        text.take("[")
        first = True
        while text.goes_on("]", first=first):
            first = False
            text.peek()
            yield _row(text.line, name, text.value())


def _row(line: int, table: str, value: Any) -> DumpRow:
    if not isinstance(value, dict):
        return DumpRow(line, table, {}, _("this is no row"))
    return DumpRow(line, table, value, _problem(value))


def _problem(value: Any, depth: int = 0) -> str:
    """Why a value cannot be kept, wherever in it that stands; else empty."""
    if isinstance(value, float):
        return "" if math.isfinite(value) else _("there is a number in it that cannot be kept")
    if isinstance(value, _Twice):
        return _("a name stands in it twice")
    if isinstance(value, (dict, list)):
        if depth > DEEPEST:
            return _("it is nested too deeply")
        inner = value.values() if isinstance(value, dict) else value
        return next(filter(None, (_problem(one, depth + 1) for one in inner)), "")
    return ""


def as_kept(kind: type, value: Any) -> Any:
    """A value of a row as the book keeps it.

    Args:
        kind: What its column holds: str, int, float, bool, date, datetime, dict, or `Key`.
        value: The value as JSON has it; not None.

    Raises:
        ValueError: It is none of that kind; says what is expected, to be translated.
    """
    if kind is float and type(value) is int:
        return float(value)
    if kind in (str, int, float, bool):
        if type(value) is not kind:
            raise ValueError(_EXPECTED[kind])
        return value
    if kind is dict and isinstance(value, dict):
        return _cleaned(value)
    if isinstance(value, str):
        if kind is Key and _KEY.fullmatch(value):
            return value
        if kind is date and len(value) == len("2026-11-23") and (day := _day(value)):
            return within_years(day)
        if kind is datetime and (instant := _instant(value)):
            return instant
    raise ValueError(_EXPECTED[kind])


_EXPECTED: Mapping[type, str] = {
    str: N_("this must be a text"),
    int: N_("this must be a whole number"),
    float: N_("this must be a number"),
    bool: N_("this must be true or false"),
    dict: N_("this must be an object"),
    date: N_("this must be a day like 2026-11-23"),
    datetime: N_("this must be an instant like 2026-11-23T09:00:00+00:00"),
    Key: N_("this is not the key of a row"),
}


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.isoformat() == value else None


def _instant(value: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(value)
        return instant.astimezone(UTC) if instant.tzinfo else instant
    except (ValueError, OverflowError):
        return None


def _cleaned(value: Any) -> Any:
    """A value with every text in it as it can be kept."""
    if isinstance(value, str):
        return clean_note(value)
    if isinstance(value, dict):
        return {clean_note(name): _cleaned(inner) for name, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, list) else value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    return values if len(values) == len(pairs) else _Twice(values)


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else math.nan


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_whole, parse_constant=lambda _name: math.nan)


class _Text:
    """The text of a file, of which only what is looked at is held.

    Args:
        path: The file, for messages.
        file: Its text.
    """

    def __init__(self, path: Path, file: TextIO) -> None:
        self.line = 1
        """The line of the next sign."""
        self._path, self._file = path, file
        self._held, self._at = "", 0

    def peek(self) -> str:
        """The next sign that is no blank; empty at the end."""
        while True:
            sign = _SIGN.search(self._held, self._at)
            self._go(sign.start() if sign else len(self._held))
            if sign:
                return sign.group()
            if not self._more(_BLOCK):
                return ""

    def take(self, sign: str) -> None:
        """Go past a sign that must stand here."""
        if self.peek() != sign:
            raise self.wrong()
        self._go(self._at + 1)

    def goes_on(self, end: str, *, first: bool) -> bool:
        """Go to the next thing of a list, or past its end; whether there is a next one."""
        sign = self.peek()
        if first and sign != end:
            return True
        self.take(end if sign == end else ",")
        return sign != end

    def value(self) -> Any:
        """The value that begins here, read on as far as it takes."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._held, self._at)
            except RecursionError:
                raise self._broken(_("%(name)s is nested too deeply in line %(line)d.")) from None
            except json.JSONDecodeError as error:
                whole = error.pos < len(self._held) - _CUT and not error.msg.startswith("Unterminated")
                size = len(self._held) - self._at
                if whole or size > LONGEST_ROW or not self._more(max(size, _BLOCK)):
                    raise self.wrong(ended=not whole and size <= LONGEST_ROW) from None
            else:
                self._go(end)
                return value

    def wrong(self, *, ended: bool = False) -> FileError:
        """That the file is broken here, or ends."""
        if ended or not self.peek():
            return self._broken(_("%(name)s is cut off in line %(line)d."))
        return self._broken(_("%(name)s is broken in line %(line)d."))

    def _broken(self, text: str) -> FileError:
        return FileError(
            text % {"name": file_name(self._path), "line": self.line},
            _("Nothing was changed. Export it again, or take another copy."),
        )

    def _go(self, to: int) -> None:
        self.line += self._held.count("\n", self._at, to)
        self._at = to

    def _more(self, size: int) -> bool:
        """Read on; whether there was more."""
        piece = self._file.read(size)
        self._held, self._at = self._held[self._at :] + piece, 0
        return bool(piece)


def _no_dump(path: Path) -> FileError:
    return FileError(
        _("%(name)s is no dump of a book.") % {"name": file_name(path)},
        _("Write one with “advisorbench export everything --to FILE”."),
    )
