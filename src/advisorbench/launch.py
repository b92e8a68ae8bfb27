"""Putting a run together: the book, the settings, the log; shared by the command line and the screens."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from advisorbench.clock import Clock
from advisorbench.i18n import _
from advisorbench.paths import Paths
from advisorbench.settings import Settings

if TYPE_CHECKING:
    from advisorbench.services import Services

LOG_SIZE = 200_000
"""Bytes after which the log is begun anew; the old one is kept once."""


def opener(path: Path, clock: Clock, settings: Settings, *, make: bool) -> Callable[[], Services]:
    """A way to the use cases that opens the book at its first call; safe to call from several threads.

    The database layer is imported then and not before, so the first frame does not wait for it.
    """
    lock = threading.Lock()
    opened: list[Services] = []

    def services() -> Services:
        with lock:
            if not opened:
                from advisorbench.services import open_services

                opened.append(open_services(path, clock, settings.rules, make=make, seller=settings.seller))
            return opened[0]

    return services


@contextlib.contextmanager
def sample_book(clock: Clock) -> Iterator[Path]:
    """A sample book in a folder of its own, gone afterwards."""
    from advisorbench.services.sample.book import make_sample

    folder = Path(tempfile.mkdtemp(prefix="advisorbench-sample-"))
    try:
        yield make_sample(folder, clock)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def report_to(paths: Paths, now: Callable[[], object]) -> Callable[[BaseException], str]:
    """Where unexpected errors go: kind and places into the log, never a value; one line comes back for the user."""

    def report(error: BaseException) -> str:
        lines = [f"{now()} {type(error).__module__}.{type(error).__qualname__}"]
        lines += [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
        where = str(paths.log)
        try:
            paths.state.mkdir(mode=0o700, parents=True, exist_ok=True)
            if paths.log.exists() and paths.log.stat().st_size > LOG_SIZE:
                paths.log.replace(paths.log.with_suffix(".old.log"))
            descriptor = os.open(paths.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "a", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
        except OSError:
            where = "; ".join(lines)
        return _("Something went wrong that should not. What was saved is safe. Details: %(where)s") % {"where": where}

    return report
