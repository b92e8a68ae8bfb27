"""What a list on a screen is made of: rows that answer for themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from advisorbench.commands import Subject
from advisorbench.widgets.line_table import Heading, Span

T = TypeVar("T")
Cells = Sequence[Sequence[Span]]
"""The cells of a row, each as pieces of text with their roles."""


class ListRow(Protocol):
    """A row of a list."""

    @property
    def key(self) -> str:
        """A name that stays the same when the list is read again."""

    @property
    def cells(self) -> Cells:
        """How it is drawn; asked when the row is in sight."""

    @property
    def subject(self) -> Subject:
        """What it is about, from which follows what can be done."""

    @property
    def hint(self) -> str:
        """What to say beside it where it is about no account."""


_NOTHING = Subject()


@dataclass(frozen=True, slots=True)
class Line:
    """A row that was drawn when it was made: for lists that are not long."""

    key: str
    cells: Cells
    subject: Subject = _NOTHING
    hint: str = ""


Lines = Iterator[ListRow | Heading]
"""Rows, with headings between them."""


@dataclass(frozen=True, slots=True)
class Tab(Generic[T]):
    """One of the tabs of a screen.

    Args:
        name: Its name; a marked text.
        lines: Makes its rows from what the screen has read.
        count: How many there are of what it shows.
        keys: The commands that the footer shows first.
        empty: What to say where there is nothing; a marked text.
    """

    name: str
    lines: Callable[[T], Lines]
    count: Callable[[T], int]
    keys: tuple[str, ...] = ()
    empty: str = ""
