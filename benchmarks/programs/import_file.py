"""Imports a file into a new book, and prints the most memory that it took, in KiB."""

import resource
import sys
from datetime import date
from pathlib import Path

from advisorbench.clock import FixedClock
from advisorbench.domain.rules import Rules
from advisorbench.services import open_services


def main() -> None:
    """The file and the book are named on the command line."""
    source, book = map(Path, sys.argv[1:3])
    services = open_services(book, FixedClock(date(2026, 11, 23)), Rules(), make=True)
    services.imports.apply(services.imports.plan(source))
    # KiB on Linux, bytes on macOS; what counts is the ratio of two of them.
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    main()
