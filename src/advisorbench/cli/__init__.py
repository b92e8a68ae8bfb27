"""The command line: words in, use cases called, text or JSON out. stdout is data, stderr is talk.

Exit codes: 0 done, 1 could not (one line why, and the remedy), 2 wrong words.
"""

from __future__ import annotations

import errno
import os
import sys


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    import click

    from advisorbench.cli.main import ReaderGone, cli
    from advisorbench.cli.say import complain, wrong_words
    from advisorbench.domain.errors import BenchError

    os.umask(0o077)
    _ready_streams()
    try:
        code = cli.main(args=arguments, prog_name="advisorbench", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except BenchError as error:
        complain(error)
        return 1
    except click.exceptions.Abort:
        return 130
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        wrong_words(error)
        return error.exit_code
    except (ReaderGone, BrokenPipeError):
        _drop_output()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _unexpected(error)


def _ready_streams() -> None:
    """Streams that take any text; what was closed by the caller swallows what it is given."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Let what is still to be written go nowhere, so that the end of the program does not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unexpected(error: Exception) -> int:
    """One line on stderr; the kind of the error and the places go to the log."""
    from advisorbench.cli.say import complain, talk
    from advisorbench.clock import SystemClock
    from advisorbench.domain.errors import BenchError
    from advisorbench.i18n import _
    from advisorbench.launch import report_to
    from advisorbench.paths import default_paths

    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EIO, errno.EDQUOT):
        _drop_output()
        complain(BenchError(_("The output cannot be written: %(why)s.") % {"why": error.strerror}))
    else:
        talk(report_to(default_paths(), SystemClock().now)(error))
    return 1
