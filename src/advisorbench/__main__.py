"""The way in: `advisorbench`, or ``python -m advisorbench``."""

from __future__ import annotations

import sys


def main() -> None:
    """Answer ``--version`` at once; leave all else to the command line."""
    if sys.argv[1:] == ["--version"]:
        from advisorbench import __version__

        print(f"advisorbench {__version__}")
        return
    from advisorbench.cli import run

    sys.exit(run())


if __name__ == "__main__":
    main()
