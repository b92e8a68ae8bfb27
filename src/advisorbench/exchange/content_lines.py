"""Content lines, in which calendars (RFC 5545 §3.1) and vCards (RFC 6350 §3.2) are written.

Text is escaped and unescaped in one pass each: in several, one of them takes what another made for its own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

OCTETS = 75
"""How long a line may be, its end not counted."""

_BREAKS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SPECIAL = re.compile(r"[\\;,\n]")
_ESCAPED = re.compile(r'\\([\\;,:"nN])')  # colons and quotes need none, and get one from some programs


class ContentLine(NamedTuple):
    """A line cut up.

    Args:
        group: What ties it to other lines (``item1``), in capitals; empty for most.
        name: What it says something of, in capitals.
        params: Its parameters by name in capitals, as often as they stand there; a bare one has no name.
        value: What it says, still escaped.
    """

    group: str
    name: str
    params: list[tuple[str, str]]
    value: str


def escape(text: str) -> str:
    r"""The text as the value of a line: no text begins another line.

    What no line can hold (control characters, lone surrogates) is left out; every other text comes back exactly
    from `unescape`, all line breaks as ``\n``.
    """
    written = _UNWRITABLE.sub("", _BREAKS.sub("\n", text))
    return _SPECIAL.sub(lambda found: "\\n" if found[0] == "\n" else f"\\{found[0]}", written)


def unescape(value: str) -> str:
    r"""The text that a value stands for; a backslash that escapes nothing stays.

    >>> unescape(r"a\, b\nc\\new")
    'a, b\nc\\new'
    """
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def split_value(value: str, between: str) -> list[str]:
    """The parts of a value, each still escaped; an escaped separator is part of a part.

    Args:
        value: The value, still escaped.
        between: The separator, ``;`` or ``,``.
    """
    if "\\" not in value:
        return value.split(between)
    parts, begun = [], 0
    for found in re.finditer(rf"\\.|{between}", value, re.DOTALL):
        if found[0] == between:
            parts.append(value[begun : found.start()])
            begun = found.end()
    return [*parts, value[begun:]]


def folded(line: str) -> str:
    """The line with its end, over as many lines of `OCTETS` as it takes; no character is cut in two."""
    raw = line.encode()
    if len(raw) <= OCTETS:
        return f"{line}\r\n"
    pieces, begun, room = [], 0, OCTETS
    while len(raw) - begun > room:
        end = begun + room
        while raw[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        pieces.append(raw[begun:end].decode())
        begun, room = end, OCTETS - 1  # a line that goes on begins with a space
    return "\r\n ".join([*pieces, raw[begun:].decode()]) + "\r\n"


def cut(line: str) -> ContentLine | None:
    """An unfolded line in its parts; None where it is no content line."""
    at, quote = line.find(":"), line.find('"')
    while 0 <= quote < at:
        closed = line.find('"', quote + 1)
        if closed < 0:  # never closed: the first colon it is
            break
        at = line.find(":", closed) if at < closed else at
        quote = line.find('"', closed + 1)
    if at < 0:
        return None
    head, value = line[:at], line[at + 1 :]
    words = head.split(";") if '"' not in head else re.findall(r'(?:"[^"]*"|[^;])+', head)
    group, dot, name = words[0].rpartition(".") if words else ("", "", "")
    if not name.strip():
        return None
    params = []
    for word in words[1:]:
        key, equals, said = word.partition("=")
        params.append((key.strip().upper(), said) if equals else ("", key))
    return ContentLine(group.strip().upper() if dot else "", name.strip().upper(), params, value)
