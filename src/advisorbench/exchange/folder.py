"""A folder of files out: whole or not at all, and nothing of a stranger's is ever replaced."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from advisorbench.domain.errors import FileError
from advisorbench.exchange.writing import write_file
from advisorbench.i18n import _


def write_folder(path: Path, files: Iterable[tuple[str, Iterable[str]]], names: Iterable[str], *, force: bool) -> None:
    """Write text files into a new folder, readable by its owner only: made beside its place, moved there when whole.

    Args:
        path: The folder.
        files: The name and the text of each file.
        names: The files that such a folder may hold: one that holds any other is not replaced.
        force: Whether a folder that is there is replaced.

    Raises:
        FileError: There is something already, or it cannot be written. What was there is there still.
    """
    path = path.absolute()
    _look(path, set(names), force=force)
    with _said(path):
        beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        beside.mkdir(mode=0o700)
        try:
            for name, pieces in files:
                write_file(beside / name, pieces)
            _put_in_place(beside, path)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _look(path: Path, names: set[str], *, force: bool) -> None:
    """See that nothing is there, or only what may be replaced."""
    with _said(path):
        if not os.path.lexists(path):
            return
        if not force:
            raise FileError(_("%(path)s exists already.") % {"path": path}, _("Choose another name, or add --force."))
        ours = path.is_dir() and not path.is_symlink()
        if not ours or any(one.name not in names or one.is_symlink() or not one.is_file() for one in path.iterdir()):
            raise FileError(
                _("%(path)s holds something else than what advisorbench writes; it is not replaced.") % {"path": path},
                _("Choose another name."),
            )


def _put_in_place(beside: Path, path: Path) -> None:
    """Give the folder its name; the one that had it goes, file by file, once the new one is there."""
    old = path.with_name(f".{path.name}.{os.getpid()}.old")
    replaced = path.exists()
    if replaced:
        path.rename(old)
    try:
        beside.rename(path)
    except OSError:
        if replaced:
            old.rename(path)
        raise
    with suppress(OSError):  # what cannot be synced, as on Windows, is left to the system
        above = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(above)
        finally:
            os.close(above)
    if replaced:
        for one in list(old.iterdir()):
            one.unlink()
        old.rmdir()


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Trouble of the disk in one line."""
    try:
        yield
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or error
        raise FileError(
            _("%(path)s cannot be written: %(why)s.") % {"path": path, "why": why},
            _("See that its folder is there, that you may write in it, and that the disk has room."),
        ) from error
