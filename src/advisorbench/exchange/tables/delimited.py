"""The records of a delimited text, one at a time, with what is wrong in those that cannot be read.

A record is held up to ``RECORD_CHARS`` characters and ``RECORD_LINES`` lines; reading goes on after a longer one.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, TextIO

from advisorbench.exchange.encoding import CHUNK
from advisorbench.i18n import _

RECORD_CHARS = 1_000_000
RECORD_LINES = 500


class Dialect(NamedTuple):
    """How records are written.

    Args:
        delimiter: The sign between two cells.
        spaced: Whether blanks after a delimiter belong to no cell.
    """

    delimiter: str
    spaced: bool = False


class DelimitedRecord(NamedTuple):
    """One record of a text.

    Args:
        line: The line of the text, from 1, where the record begins.
        cells: The cells as written. Empty if unreadable.
        problem: Why the record cannot be read, in words for the user; else "".
        loose: Whether the lines that follow may belong to a cell of this record.
    """

    line: int
    cells: list[str]
    problem: str = ""
    loose: bool = False


class _TooLargeError(Exception):
    """A record passed RECORD_LINES or RECORD_CHARS."""


class _Lines:
    """The lines of a text for the csv reader: of bounded length, counted per record, and with a way back."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._back: deque[str] = deque()
        self._chars = 0
        self.next_line = 1
        self.record: list[str] = []

    def begin(self) -> None:
        """A new record begins with the next line."""
        self.record = []
        self._chars = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self.record) >= RECORD_LINES:
            raise _TooLargeError
        line = self._back.popleft() if self._back else self._read()
        if not line:
            raise StopIteration
        self.next_line += 1
        self.record.append(line)
        self._chars += len(line)
        if self._chars > RECORD_CHARS:
            raise _TooLargeError
        return line

    def _read(self) -> str:
        line = self._text.readline(RECORD_CHARS + 1)
        part = line
        while len(line) > RECORD_CHARS and part and part[-1] not in "\r\n":
            part = self._text.readline(CHUNK)  # read past the rest, so that the next line begins where it begins
        return line

    def give_back(self, count: int) -> int:
        """Take the record's lines after the first `kept` as unread; returns how many."""
        back = self.record[count:]
        self._back.extendleft(reversed(back))
        self.next_line -= len(back)
        return len(back)


def read_records(text: TextIO, dialect: Dialect) -> Iterator[DelimitedRecord]:
    """Every record, blank ones too. After an unreadable one, reading goes on below the line its quote opens in."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=dialect.delimiter, skipinitialspace=dialect.spaced, strict=True)
    while True:
        line = lines.next_line
        lines.begin()
        try:
            yield DelimitedRecord(line, next(reader))
        except StopIteration:
            return
        except (csv.Error, _TooLargeError) as error:
            opened = _opened(lines.record, dialect)
            problem = _problem(error, lines, None if opened is None else line + opened)
            returned = lines.give_back(len(lines.record) if opened is None else opened + 1)
            yield DelimitedRecord(line, [], problem, loose=returned > 0 or isinstance(error, _TooLargeError))


def _opened(record: list[str], dialect: Dialect) -> int | None:
    """Which of the record's lines, from 0, opens the quote that does not close as it should; None if all do."""
    text, at, field = "".join(record), 0, _field(dialect)
    while at < len(text):
        match = field.match(text, at)
        if match is None:
            end = 0
            for index, line in enumerate(record):
                end += len(line)
                if at < end:
                    return index
        else:
            at = match.end()
    return None


@cache
def _field(dialect: Dialect) -> re.Pattern[str]:
    """One cell with the sign that ends it; no match where a quote opens and does not close before such a sign."""
    sign = re.escape(dialect.delimiter)
    lead = " *+" if dialect.spaced else ""
    return re.compile(rf'{lead}(?:"(?:[^"]++|"")*+"|(?!")[^{sign}\r\n]*+)(?:{sign}|\r\n?|\n|\Z)')


def _problem(error: Exception, lines: _Lines, opened: int | None) -> str:
    if not isinstance(error, _TooLargeError) and "field limit" in str(error):
        return _("A cell is larger than %(limit)s characters.") % {"limit": csv.field_size_limit()}
    if opened is None:
        return _("The row is larger than %(limit)s characters.") % {"limit": RECORD_CHARS}
    if isinstance(error, _TooLargeError):
        return _("The quote opened in line %(line)s is not closed within %(lines)s lines or %(limit)s characters.") % {
            "line": opened,
            "lines": RECORD_LINES,
            "limit": RECORD_CHARS,
        }
    if "end of data" in str(error):
        return _("The quote opened in line %(line)s is never closed.") % {"line": opened}
    return _("The quote opened in line %(line)s does not close at the end of a cell.") % {"line": opened}


def is_blank(cells: list[str]) -> bool:
    """Whether no cell holds any text."""
    return not any(map(str.strip, cells))
