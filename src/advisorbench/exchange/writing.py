"""Rows out, as CSV or JSON: no cell becomes a formula, no file is half written, none is written over unasked."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from advisorbench.domain.errors import FileError
from advisorbench.file_placing import put_in_place
from advisorbench.i18n import _

_FORMULA = re.compile("^'*[=+\\-@\t\r＝＋－＠]")


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one ``'`` in front where it would be.

    `plain` turns it back exactly.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def plain(text: str) -> str:
    """The text that `neutral` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def _cell(value: Any) -> Any:
    if isinstance(value, Enum):
        return neutral(str(value.value))
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return "" if value is None else value


def csv_text(columns: list[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The rows as CSV, line by line, with a header; dates are ISO, money is whole cents."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for cells in ([*columns], *([_cell(row[name]) for name in columns] for row in rows)):
        writer.writerow(cells)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def json_text(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The rows as one JSON list, a row a line."""
    between = "[\n"
    for row in rows:
        yield between + json.dumps(dict(row), ensure_ascii=True, default=_plain)
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def write_file(path: Path, pieces: Iterable[str | bytes], *, force: bool = False) -> None:
    """Write a file, readable by its owner only: beside its place, synced, then moved there.

    Args:
        path: Where.
        pieces: What it holds; text is written in UTF-8.
        force: Whether an existing file is replaced.

    Raises:
        FileError: There is a file already, or it cannot be written. Nothing is half written.
    """
    if path.exists() and not force:
        raise FileError(_("%(path)s exists already.") % {"path": path}, _("Choose another name, or add --force."))
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
                file.flush()
                os.fsync(file.fileno())
            put_in_place(beside, path, replace=force)
        finally:
            with contextlib.suppress(FileNotFoundError):
                beside.unlink()
    except FileExistsError:
        raise FileError(_("%(path)s exists already.") % {"path": path}, _("Choose another name.")) from None
    except OSError as error:
        raise FileError(
            _("%(path)s cannot be written: %(why)s.") % {"path": path, "why": error.strerror},
            _("See that its folder is there, that you may write in it, and that the disk has room."),
        ) from error
