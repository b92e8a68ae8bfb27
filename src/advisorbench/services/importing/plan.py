"""What every import would do before anything is done: how many rows are new, changed, the same or refused."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from advisorbench.domain.text import shorten, shown
from advisorbench.exchange.file_format import FileFormat
from advisorbench.i18n import _
from advisorbench.store.journal import BookSession

EXAMPLES = 5
"""How many of the changes, and of what matches nothing, a plan shows."""
REFUSED_KEPT = 1_000
"""How many of the lines that cannot be read are kept with their reason; the others are counted."""

WORD = 40
"""How much is shown of a value that changes."""

Progress = Callable[[int, int], None]
"""Told how many rows of how many are done; it may raise `Cancelled` to call the work off."""


def no_progress(_done: int, _total: int) -> None:
    """Tell nobody."""


def say_counts(counts: Mapping[str, int]) -> str:
    """How many things are new, changed, the same, and refused, in words."""
    return _("%(made)d new, %(changed)d changed, %(same)d the same, %(refused)d cannot be read") % counts


@dataclass
class Plan(ABC):
    """What an import would do; nothing is done yet. Each kind of file adds what else there is to say and to write.

    Args:
        path: The file, or the folder of a calendar.
        file_format: What kind of file it is.
        sha256: Its digest.
        seen: The newest line of the journal when the plan was made; it holds for that state of the book only.
        made: How many rows of the file are new.
        changed: How many rows of the book get other values.
        same: How many rows are in the book already, just so, or stand twice in the file.
        refused: Lines that cannot be read, with the reason; of very many only the first.
        refused_count: How many they are.
        examples: A few of the changes, in words.
        fill_only: Whether only what is empty in the book is filled; ``None`` where that is no choice.
    """

    path: Path
    file_format: FileFormat
    sha256: str
    seen: int = 0
    made: int = 0
    changed: int = 0
    same: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    refused_count: int = 0
    examples: list[str] = field(default_factory=list)
    fill_only: bool | None = None

    @property
    def empty(self) -> bool:
        """Whether applying it would change nothing."""
        return not (self.made or self.changed)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed, the same, and refused."""
        return {"made": self.made, "changed": self.changed, "same": self.same, "refused": self.refused_count}

    @property
    def has_columns(self) -> bool:
        """Whether what the columns of the file mean can be told."""
        return self.file_format is FileFormat.TABLE

    @property
    def unknown_words(self) -> Mapping[str, Collection[str]]:
        """Words in the file that mean none of ours, by field."""
        return {}

    @property
    def file_name(self) -> str:
        """What the file is called in the list of imports."""
        return shown(self.path.name) or self.file_format.value

    @property
    def preset(self) -> str:
        """What the file was read as, in the list of imports."""
        return self.file_format.value

    @property
    def reading(self) -> str:
        """How the file was read, in the list of imports."""
        return ""

    def refuse(self, line: int, problem: str) -> None:
        """Note a line that cannot be read."""
        self.refused_count += 1
        if len(self.refused) < REFUSED_KEPT:
            self.refused.append((line, problem))

    def add_example(self, title: str, changes: Iterable[tuple[str, object, object]]) -> None:
        """Show a change, unless enough are shown already.

        Args:
            title: What is changed.
            changes: The name of each field, what it was and what it becomes.
        """
        if len(self.examples) < EXAMPLES:
            texts = dict.fromkeys(f"{name}: {_shown(before)} → {_shown(after)}" for name, before, after in changes)
            self.examples.append(f"{title}: {', '.join(texts)}")

    def description(self) -> list[str]:
        """The plan in lines for the user."""
        return [*self.about(), say_counts(self.counts), *(f"  {line}" for line in self.examples), *self.notes()]

    @abstractmethod
    def about(self) -> list[str]:
        """What the file is, in lines for the user."""

    @abstractmethod
    def notes(self) -> Iterator[str]:
        """What else the user should know before it is applied, line by line."""

    @abstractmethod
    def write(self, session: BookSession, batch_id: str, progress: Progress) -> None:
        """Write it all.

        Args:
            session: A writing session.
            batch_id: The import that the new rows come from.
            progress: Told how many rows of how many are written.

        Raises:
            Cancelled: By `progress`.
        """


def _shown(value: object) -> str:
    return "–" if value in (None, "") else shorten(str(value), WORD)
