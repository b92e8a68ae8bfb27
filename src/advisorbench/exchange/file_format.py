"""What kind of file comes in: told by its beginning, and of a calendar by its name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from advisorbench.exchange.calendars.reading import is_calendar
from advisorbench.exchange.cards.reading import begins_as_cards
from advisorbench.exchange.dump import begins_as_dump

HEAD = 1 << 16
"""How much of a file is looked at, in bytes."""


class FileFormat(StrEnum):
    """A kind of file that can be imported."""

    TABLE = "table"
    """Rows under a header, in CSV of any dialect."""
    CARDS = "vcard"
    CALENDAR = "calendar"
    """An .ics file, or a folder of them."""
    DUMP = "dump"
    """A whole book."""


def format_of(path: Path) -> FileFormat:
    """The kind of a file, which is opened once; a table where nothing tells otherwise, or it cannot be read."""
    if is_calendar(path):
        return FileFormat.CALENDAR
    head = _head(path)
    if begins_as_dump(head):
        return FileFormat.DUMP
    return FileFormat.CARDS if begins_as_cards(head) else FileFormat.TABLE


def _head(path: Path) -> bytes:
    """The first bytes of a plain file."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(HEAD)
    except (OSError, ValueError):
        return b""  # what is wrong with it is said when it is read
