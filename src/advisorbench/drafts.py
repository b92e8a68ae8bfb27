"""Text that was typed into a form and not saved yet: kept in files of the owner's alone, offered back later."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from advisorbench.domain.text import fold


class DraftName(NamedTuple):
    """What a draft is of: a job, and as far as it is about any, the account and what of it.

    Drafts are kept under this in words, `str` and `parse`.
    """

    job: str
    account_id: str = ""
    about: str = ""

    def __str__(self) -> str:
        return ":".join(self).rstrip(":")

    @classmethod
    def parse(cls, text: str) -> DraftName:
        """Read what `str` wrote."""
        return cls(*text.split(":", 2))


class Draft(NamedTuple):
    """A draft that waits to be gone on with, and the title of its form."""

    name: DraftName
    title: str


class Drafts:
    """Drafts of one book.

    Args:
        folder: Where they are kept; made when the first is written.
        book: The book they belong to.
    """

    def __init__(self, folder: Path, book: Path) -> None:
        self._folder = folder
        self._book = str(book.absolute())

    def _path(self, name: str) -> Path:
        digest = hashlib.sha256(f"{self._book}\n{name}".encode()).hexdigest()[:24]
        return self._folder / f"{digest}.json"

    def load(self, name: str) -> tuple[dict[str, str], str] | None:
        """What was typed under this name, and the field typed in last; ``None`` where nothing can be read."""
        draft = _read(self._path(name))
        texts = draft.get("texts") if draft else None
        if draft is None or not isinstance(texts, dict):
            return None
        return {str(k): str(v) for k, v in texts.items()}, str(draft.get("at", ""))

    def all(self) -> list[Draft]:
        """The drafts of this book, the newest first."""
        drafts = []
        with contextlib.suppress(OSError):
            for path in self._folder.glob("*.json"):
                draft = _read(path)
                name = str(draft.get("name")) if draft else ""
                if draft and self._path(name) == path:  # else it is another book's
                    drafts.append((path.stat().st_mtime_ns, Draft(DraftName.parse(name), str(draft.get("title", "")))))
        return [draft for _at, draft in sorted(drafts, reverse=True)]

    def save(self, name: str, title: str, texts: dict[str, str], at: str = "") -> None:
        """Keep what was typed; where that cannot be done the form goes on without.

        Args:
            name: The form, and what it is about.
            title: What the form asks.
            texts: What stands in its fields.
            at: The field typed in last.
        """
        path = self._path(name)
        beside = path.with_suffix(".part")
        with contextlib.suppress(OSError, UnicodeEncodeError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump({"name": name, "title": title, "texts": texts, "at": at}, file)
            beside.replace(path)

    def forget(self, name: str) -> None:
        """It was saved: the draft goes."""
        with contextlib.suppress(OSError):
            self._path(name).unlink()

    def forget_naming(self, name: str) -> int:
        """Throw away every draft of this book that holds a name, case and accents aside; returns how many.

        A file that was left half written goes, too, whatever it is of.
        """
        gone = 0
        with contextlib.suppress(OSError):
            for half in self._folder.glob("*.part"):
                half.unlink(missing_ok=True)
        for draft in self.all():
            loaded = self.load(str(draft.name))
            texts = [str(draft.name), draft.title, *(loaded[0].values() if loaded else ())]
            if any(fold(name) in fold(text) for text in texts):
                self.forget(str(draft.name))
                gone += 1
        return gone


def _read(path: Path) -> dict[str, Any] | None:
    """What a draft's file holds."""
    try:
        draft = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return draft if isinstance(draft, dict) else None
