"""How the command line speaks: tables and JSON on stdout, talk on stderr; text from strangers made safe."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

import click

from advisorbench.domain.errors import Ambiguous, BenchError, FieldErrors, Refused
from advisorbench.domain.text import shown, shown_note
from advisorbench.i18n import _

PROSE_FIELDS = frozenset({"text", "reason", "reasons", "draft", "wrong"})
"""The fields of JSON that hold sentences in the user's language; every other field is the same in all languages.

Beside a sentence stands its code: `task` beside `text`, `reason_kind` beside `reason`, `reason_kinds` beside `reasons`.
"""
NO_TERMINAL_WIDTH = sys.maxsize
"""Into a file or a pipe nothing is cut."""
_BREAKS = re.compile(r"\s*\n\s*")


def complain(error: BenchError) -> None:
    """One line that says what is wrong and what to do, on stderr; what was ambiguous is listed below."""
    if isinstance(error, FieldErrors):
        text = "; ".join(f"{_plain_field(field)}: {said}" if field else said for field, said in error.errors.items())
    else:
        text = str(error)
    text = _BREAKS.sub(" ", text)
    click.echo(f"advisorbench: {shown(text)}", err=True)
    if isinstance(error, Ambiguous):
        for candidate in error.candidates:
            click.echo(f"  {shown(candidate)}", err=True)


def _plain_field(field: str) -> str:
    """A field as a person would call it: "due" for due_on; an option or what was typed stays as it is."""
    if field == "on":
        return _("day")
    return field.removesuffix("_on").removesuffix("_id").replace("_", " ") if field.isidentifier() else field


def wrong_words(error: click.ClickException) -> None:
    """What was typed is not understood: how the command is used, and one line that says what is wrong."""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        click.echo(shown(_BREAKS.sub(" ", error.ctx.get_usage())), err=True)
    click.echo(shown(f"advisorbench: {_BREAKS.sub(' ', error.format_message())}"), err=True)


def talk(text: str) -> None:
    """Say something that is not data."""
    click.echo(shown(text), err=True)


def say_json(value: Any) -> None:
    """Data as JSON, in UTF-8, with its strings as they are in the book: JSON escapes what is dangerous."""
    # Beyond ASCII only what can be shown is written as it is; the rest is escaped, so no terminal obeys it.
    unicode = str(getattr(sys.stdout, "encoding", None)).lower().startswith("utf")
    text = json.dumps(value, ensure_ascii=not unicode, indent=2, default=_plain)
    click.echo("".join(c if c == "\n" or shown(c) == c else "".join(_escaped(c)) for c in text))


def _escaped(character: str) -> Iterable[str]:
    encoded = character.encode("utf-16-be", "surrogatepass")
    for at in range(0, len(encoded), 2):
        yield f"\\u{int.from_bytes(encoded[at : at + 2], 'big'):04x}"


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    raise TypeError(type(value).__name__)


def say_table(headings: Sequence[str], rows: Sequence[Sequence[str]], flexible: int = 0) -> None:
    """Rows in columns; on a terminal the flexible column is cut so that a row is one line.

    Args:
        headings: One per column.
        rows: Texts; what is not safe to show is replaced.
        flexible: The column that gives way.
    """
    safe = [[shown(cell) for cell in row] for row in rows]
    widths = [max([columns(heading), *(columns(row[i]) for row in safe)]) for i, heading in enumerate(headings)]
    room = _terminal_width() - sum(widths) - 2 * (len(widths) - 1)
    if room < 0:
        widths[flexible] = max(widths[flexible] + room, 12)
    for row in ([*headings], *safe):
        cells = [_fitted(cell, width) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join(cells).rstrip())


def say_list(
    data: Sequence[Any], as_json: bool, headings: Sequence[str], row: Callable[[Any], Sequence[str]], none: str,
    flexible: int = 1,
) -> None:  # fmt: skip
    """Things as JSON or as a table; where there are none, that is said.

    Args:
        data: The things, as JSON gives them.
        as_json: Whether JSON is wanted.
        headings: One per column.
        row: The cells of a thing.
        none: What is said where there are none.
        flexible: The column that gives way on a narrow terminal.
    """
    if as_json:
        say_json(data)
    elif data:
        say_table(headings, [row(thing) for thing in data], flexible)
    else:
        nothing(none)


def say_text(lines: Iterable[str]) -> None:
    """Lines to be read whole: none is cut, the terminal breaks them."""
    for line in lines:
        click.echo(shown_note(line).rstrip())


def say_file(pieces: Iterable[str]) -> None:
    """A file on stdout: into a pipe exactly as it would be written, on a terminal made safe to look at."""
    if sys.stdout.isatty():
        pieces = (shown_note(piece.replace("\r\n", "\n")) for piece in pieces)
    elif hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    for piece in pieces:
        sys.stdout.write(piece)


def say_bytes(data: bytes) -> None:
    """A file that is no text on stdout, into a pipe or a file.

    Raises:
        Refused: Stdout is a terminal: nobody can read it there.
    """
    if sys.stdout.isatty():
        raise Refused(_("This format is not for a terminal."), _("Add --to with the name of a file."))
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say_lines(lines: Iterable[str]) -> None:
    """Lines of text, cut to the terminal."""
    width = _terminal_width()
    for line in lines:
        click.echo(_fitted(shown(line), width).rstrip())


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for a wide sign, none for a mark on another."""
    if text.isascii():
        return len(text)
    return sum(_columns_of(sign) for sign in text)


def _columns_of(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _fitted(text: str, width: int) -> str:
    """The text filled up to a width, or cut to it with an ellipsis."""
    missing = width - columns(text)
    if missing >= 0:
        return text + " " * missing if width < NO_TERMINAL_WIDTH else text
    kept = text[: max(width - 1, 0)]
    while columns(kept) > width - 1:
        kept = kept[:-1]
    return _fitted(kept.rstrip() + "…", width)


def _terminal_width() -> int:
    if not sys.stdout.isatty():
        return NO_TERMINAL_WIDTH
    import shutil

    return shutil.get_terminal_size().columns


def nothing(text: str = "") -> None:
    """Say that there is nothing to list."""
    talk(text or _("Nothing."))


def can_answer() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def agreed(question: str) -> bool:
    """Ask whether something is to be done; where it is not, that is said.

    Raises:
        Refused: Nobody can be asked.
    """
    if not can_answer():
        raise Refused(_("This is not done unasked."), _("Add --yes where you are certain."))
    if click.confirm(question, err=True):
        return True
    talk(_("Nothing was changed."))
    return False
