"""Any delimited text file as a table: its encoding, delimiter and header are found out, its rows are streamed.

Nothing here holds more of the file than one record (of bounded length, see `delimited`) and a sample of its
beginning. What cannot be read is said with its line and never passed over in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import TextIO

from advisorbench.domain.errors import FileError
from advisorbench.domain.text import clean_line, fold
from advisorbench.exchange.encoding import empty_file, file_name, reading, regular_size, surveyed
from advisorbench.exchange.tables.delimited import DelimitedRecord, Dialect, is_blank, read_records
from advisorbench.i18n import N_, _, ngettext

_SAMPLE_RECORDS = 1_000
_SAMPLE_CHARS = 400_000
# Below this a file is rather one column of text that happens to hold the sign than a table.
_LEAST_SCORE = 0.31

_DELIMITERS = {
    ",": N_("comma-separated"),
    ";": N_("semicolon-separated"),
    "\t": N_("tab-separated"),
    "|": N_("separated by |"),
}
_SEP_LINE = re.compile(r'"?sep=([,;\t|])"?[\r\n]*', re.IGNORECASE)


@dataclass(frozen=True)
class SheetRow:
    """One record of the table.

    Args:
        line: The line of the file, from 1, where the record begins.
        cells: As many cells as the header has, as written in the file: not cleaned. Empty if unreadable.
        problem: Why the row cannot be read, in words for the user; else "".
        short: Whether it is one cell alone, though the header has more.
    """

    line: int
    cells: tuple[str, ...]
    problem: str = ""
    short: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Sheet:
    """What was found out about a file, and the way to its rows.

    Args:
        path: The file.
        encoding: A codec name: "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32" or "cp1252".
        delimiter: One of ``, ; tab |``; for a single column one that leaves its lines whole.
        header_line: The line of the file, from 1, where the header begins.
        header: The columns' names, clean and unique.
        size: The file's length in bytes.
        sha256: The digest of the file.
        replaced: How many characters could not be decoded and read as U+FFFD.
        spaced: Whether blanks after a delimiter belong to no cell (``a, "b, c"``).
    """

    path: Path
    encoding: str
    delimiter: str
    header_line: int
    header: tuple[str, ...]
    size: int
    sha256: str
    replaced: int = 0
    spaced: bool = False

    def rows(self) -> Iterator[SheetRow]:
        """The rows below the header, one at a time; rows without any text are left out.

        Raises:
            FileError: The file went away, changed its length or cannot be read any more.
        """
        if regular_size(self.path) != self.size:
            raise FileError(_("%(name)s has changed.") % {"name": file_name(self.path)}, _("Start again."))
        with reading(self.path, self.encoding) as text:
            records = read_records(text, Dialect(self.delimiter, self.spaced))
            for record in records:
                if record.line >= self.header_line:
                    break
            yield from _rows(records, len(self.header))

    def description(self) -> str:
        """What was found out, in one sentence for the user."""
        encoding = "Windows-1252" if self.encoding == "cp1252" else self.encoding.upper().removesuffix("-SIG")
        sentence = _("%(encoding)s, %(delimiter)s, header in line %(line)s") % {
            "encoding": encoding,
            "delimiter": _("one column") if len(self.header) == 1 else _(_DELIMITERS[self.delimiter]),
            "line": self.header_line,
        }
        if not self.replaced:
            return sentence
        lost = ngettext(
            "%(count)s unreadable character was replaced",
            "%(count)s unreadable characters were replaced",
            self.replaced,
        )
        return sentence + ", " + lost % {"count": self.replaced}


def open_sheet(path: Path, known: frozenset[str] = frozenset()) -> Sheet:
    """Find out how a file is to be read.

    The file is opened once: the whole of it is read for its encoding, its beginning for delimiter and header.

    Args:
        path: Any file.
        known: Column names to expect, folded. A row holding two of them is the header.

    Raises:
        FileError: Not there, not a file, not readable, empty, not text, or its header cannot be read.
    """
    size = regular_size(path)
    with surveyed(path) as (survey, text):
        sep = _SEP_LINE.fullmatch(text.readline(16))
        dialect, sample = _find_dialect(text, known, sep.group(1) if sep else "")
    header = _find_header(path, sample, known)
    return Sheet(
        path, survey.encoding, dialect.delimiter, header.line, _unique_names(header.cells), size, survey.sha256,
        survey.undecodable, dialect.spaced,
    )  # fmt: skip


# --- rows -----------------------------------------------------------------------------------------------------


def _rows(records: Iterator[DelimitedRecord], width: int) -> Iterator[SheetRow]:
    """Records as rows of the header's width.

    Below an unclosed quote, what has not the shape of a row may be the inside of a cell: it is left out until a
    record of the usual width comes, and the row with the problem says up to where.
    """
    broken: DelimitedRecord | None = None
    last = 0
    usual = {width}
    for record in records:
        if broken and not record.problem and broken.loose and len(record.cells) not in usual:
            last = record.line
            continue
        if broken:
            yield _broken_row(broken, last)
        broken, last = (record, record.line) if record.problem else (None, 0)
        if record.problem or is_blank(record.cells):
            continue
        if len(record.cells) > 1:
            usual = {width, len(record.cells)}
        yield _row(record, width)
    if broken:
        yield _broken_row(broken, last)


def _row(record: DelimitedRecord, width: int) -> SheetRow:
    cells = record.cells
    if len(cells) > width and not is_blank(cells[width:]):
        values = {"cells": len(cells), "columns": width}
        problem = _("The row has %(cells)s cells, the header has %(columns)s.") % values
        return SheetRow(record.line, tuple(cells[:width]), problem)
    return SheetRow(record.line, (*cells[:width], *[""] * (width - len(cells))), short=len(cells) == 1 < width)


def _broken_row(record: DelimitedRecord, last: int) -> SheetRow:
    problem = record.problem
    if last > record.line:
        left_out = _("Lines %(first)s to %(last)s are left out.") % {"first": record.line, "last": last}
        problem = f"{problem} {left_out}"
    return SheetRow(record.line, (), problem)


# --- delimiter and header -------------------------------------------------------------------------------------


def _find_dialect(text: TextIO, known: frozenset[str], sep: str) -> tuple[Dialect, list[DelimitedRecord]]:
    """The delimiter under which the file's beginning is most like a table, and the records it then has."""
    first_line = 2 if sep else 1
    samples = {}
    for delimiter in sep or _DELIMITERS:
        plain, spaced = Dialect(delimiter), Dialect(delimiter, spaced=True)
        samples[plain] = _sample(text, plain, first_line)
        if _blank_before_quote(samples[plain]):
            sample = _sample(text, spaced, first_line)
            better = _blank_before_quote(sample) < _blank_before_quote(samples[plain])
            if better and _problems(sample) <= _problems(samples[plain]):
                samples[spaced] = sample
                del samples[plain]
    scores = {dialect: _score(sample, known) for dialect, sample in samples.items()}
    best = max(scores, key=lambda dialect: scores[dialect])
    if scores[best] < _LEAST_SCORE and not sep:
        # One column: the sign that is not in the text leaves each line whole.
        best = min(samples, key=lambda dialect: _widest(samples[dialect]))
    return best, samples[best]


def _blank_before_quote(sample: list[DelimitedRecord]) -> int:
    return sum(cell.startswith(" ") and cell.lstrip(" ").startswith('"') for r in sample for cell in r.cells)


def _problems(sample: list[DelimitedRecord]) -> int:
    return sum(bool(record.problem) for record in sample)


def _widest(sample: list[DelimitedRecord]) -> int:
    return max((len(record.cells) for record in sample), default=0)


def _sample(text: TextIO, dialect: Dialect, first_line: int) -> list[DelimitedRecord]:
    """The records of the file's beginning that hold text or cannot be read."""
    sample: list[DelimitedRecord] = []
    chars = 0
    loose = False  # in what may be the inside of a cell that never closed: no evidence of the table's dialect
    text.seek(0)
    for record in read_records(text, dialect):
        chars += 1 + sum(map(len, record.cells))
        loose = record.loose or (loose and len(record.cells) < 2)
        if record.line >= first_line and (record.problem or not (loose or is_blank(record.cells))):
            sample.append(record)
        if len(sample) >= _SAMPLE_RECORDS or chars > _SAMPLE_CHARS:
            break
    return sample


def _usual_width(sample: list[DelimitedRecord]) -> int:
    widths = Counter(len(record.cells) for record in sample if len(record.cells) > 1)
    return max(widths, key=lambda width: (widths[width], width), default=1)


def _score(sample: list[DelimitedRecord], known: frozenset[str]) -> float:
    """From 0 to 2, how much the records look like the rows of one table."""
    width = _usual_width(sample)
    if width == 1:
        return 0.0
    first = next(index for index, record in enumerate(sample) if len(record.cells) > 1)
    table = sample[first:]
    sound = [len(record.cells) for record in table if not record.problem]
    agreeing = sum(1.0 if cells == width else 0.5 if cells > 1 else 0.0 for cells in sound) / len(sound)
    # A broken row says little of the delimiter, but under a wrong one quotes look broken.
    agreeing *= 1 - 0.3 * (1 - len(sound) / len(table))
    # A table mostly begins in the first line. Lines of prose above it are rare, commas in prose are not.
    begins = 1.0 if first == 0 or _has_gap(sample, first) or _are_remarks(sample[:first]) else 0.6
    named = 1.0 if any(_known_words(record, known) > 1 for record in sample) else 0.0
    return named + begins * agreeing * (width - 1) / width


def _has_gap(sample: list[DelimitedRecord], first: int) -> bool:
    """Whether an empty line parts the table from what stands above it."""
    above = sample[first - 1]
    lines = 1 + sum(cell.count("\n") or cell.count("\r") for cell in above.cells)
    return sample[first].line > above.line + lines


def _are_remarks(above: list[DelimitedRecord]) -> bool:
    return all(record.cells and record.cells[0].startswith("#") for record in above)


def _known_words(record: DelimitedRecord, known: frozenset[str]) -> int:
    return len({fold(clean_line(cell)) for cell in record.cells} & known) if known else 0


def _find_header(path: Path, sample: list[DelimitedRecord], known: frozenset[str]) -> DelimitedRecord:
    """The record that names the columns: one with known names, else the first that is as full as the table."""
    named = next((record for record in sample if _known_words(record, known) > 1), None)
    if named:
        return named
    width = _usual_width(sample)
    full = next((record for record in sample if record.problem or _may_name(record.cells, width)), None)
    header = full or next(iter(sample), None)
    if header is None:
        raise empty_file(path)
    if header.problem:
        values = {"name": file_name(path), "problem": header.problem}
        raise FileError(_("%(name)s: the header cannot be read. %(problem)s") % values, _("Correct that line."))
    return header


def _may_name(cells: list[str], width: int) -> bool:
    """Whether a row can be the header of a table so wide; titles and remarks above a table fill few of its columns."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    # The column of row labels often has no name.
    needed = width if cells and cells[0].strip() else width - 1
    if len(filled) >= max(needed, 1):
        return True
    return len(filled) >= max(2, ceil(width / 2)) and all(map(_is_text, filled))


def _is_text(cell: str) -> bool:
    return len(cell) <= 100 and not cell[0].isdigit() and any(map(str.isalpha, cell))


def _unique_names(cells: list[str]) -> tuple[str, ...]:
    """Clean names; one without letters is called by its position, a repeated one numbered."""
    plain = [clean_line(cell) or _("column %(number)s") % {"number": at} for at, cell in enumerate(cells, 1)]
    taken = set(plain)  # "name (2)" may be another column's own name
    uses: Counter[str] = Counter()
    names = []
    for name in plain:
        uses[name] += 1
        unique = name
        while uses[name] > 1 and unique in taken:
            unique = _("%(name)s (%(number)s)") % {"name": name, "number": uses[name]}
            uses[name] += unique in taken
        taken.add(unique)
        names.append(unique)
    return tuple(names)
