"""Where things live: the only user of platformdirs. Nothing is made here; whoever writes makes the folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from advisorbench.file_placing import typed_path

APP = "advisorbench"


@dataclass(frozen=True, slots=True)
class Paths:
    """The places that the program uses.

    Args:
        book: The book of accounts.
        settings: The seller's settings, read and never written.
        state: The folder of drafts and of the log.
    """

    book: Path
    settings: Path
    state: Path

    @property
    def log(self) -> Path:
        """The log: kinds of errors and places in the program, never a name or an amount."""
        return self.state / "advisorbench.log"

    @property
    def mappings(self) -> Path:
        """What the columns of files mean, as it was saved by name."""
        return self.settings.parent / "mappings"

    @property
    def drafts(self) -> Path:
        """Text typed into forms that was not saved yet."""
        return self.state / "drafts"


def default_paths(book: str | Path | None = None) -> Paths:
    """The platform's folders; the book is `book`, else ``ADVISORBENCH_BOOK``, else one in the data folder."""
    import platformdirs

    chosen = book or os.environ.get("ADVISORBENCH_BOOK")
    data = Path(platformdirs.user_data_dir(APP, appauthor=False))
    return Paths(
        book=typed_path(chosen) if chosen else data / "book.db",
        settings=Path(platformdirs.user_config_dir(APP, appauthor=False)) / "settings.toml",
        state=Path(platformdirs.user_state_dir(APP, appauthor=False)),
    )
