"""Places of files: as they are typed, and filled with a finished file, never over another one unasked."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def typed_path(text: str | Path) -> Path:
    """A path as somebody typed it, with ``~`` for a home; one that there is not stays as it is written."""
    path = Path(text)
    with contextlib.suppress(RuntimeError):
        return path.expanduser()
    return path


def put_in_place(draft: Path, path: Path, *, replace: bool = False) -> None:
    """Give a whole, synced file its final name, in the same folder.

    Args:
        draft: The file as it was written beside its place; gone afterwards.
        path: Its place.
        replace: Whether a file that is there is replaced.

    Raises:
        FileExistsError: Something is there, and `replace` was not said.
        OSError: It cannot be done.
    """
    if replace:
        draft.replace(path)
    else:
        _link_or_rename(draft, path)
    with contextlib.suppress(OSError):  # what cannot be synced, as on Windows, is left to the system
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _link_or_rename(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        # Sticks formatted as FAT have no hard links; there a look before the move has to do.
        if path.exists():
            raise FileExistsError(path) from None
        draft.rename(path)
    else:
        draft.unlink()
