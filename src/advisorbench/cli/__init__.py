"""The command line: words in, use cases called, text or JSON out. stdout is data, stderr is talk.

Exit codes: 0 done, 1 could not (one line why, and the remedy), 2 wrong words.
"""

from __future__ import annotations

import os
import sys


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    import click

    from advisorbench.cli.main import cli
    from advisorbench.cli.say import complain
    from advisorbench.domain.errors import BenchError

    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
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
        error.show()
        return error.exit_code
    except BrokenPipeError:
        # The reader went away, as `head` does; the rest is not wanted.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from advisorbench.clock import SystemClock
        from advisorbench.launch import report_to
        from advisorbench.paths import default_paths

        print(report_to(default_paths(), SystemClock().now)(error), file=sys.stderr)
        return 1
