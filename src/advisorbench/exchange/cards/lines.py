"""The lines of vCards, card by card: unfolded, cut up, and only those that a contact is read from.

A file is gone through once and never held: pictures and keys are passed over as they are read, whatever their size.
Every character here stands for one byte (Latin-1), since each line may say its own encoding; see `text_of`.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from advisorbench.exchange.content_lines import ContentLine, cut
from advisorbench.exchange.encoding import CHUNK, marked, reading, regular_size
from advisorbench.i18n import _

READ = frozenset(
    ("FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "LANG", "NOTE", "URL", "UID", "KIND", "RELATED",
     "VERSION", "X-ABLABEL", "X-ABSHOWAS", "X-ABRELATEDNAMES", "X-ADDRESSBOOKSERVER-KIND")
)  # fmt: skip
"""What a contact is read from; all else in a card is passed over."""
LONGEST = 2_000_000
"""The longest line that is read, and the most that one card may say in such lines, in bytes."""
DEEPEST = 20
"""How deep cards and other things within a card are followed."""

_SHAPE = frozenset(("BEGIN", "END", "AGENT"))
_MARK = re.compile(r"\s*(BEGIN|END)\s*:\s*([\w-]+)\s*$", re.IGNORECASE)
_BASE64 = re.compile("[A-Za-z0-9+/]+=*")
_BASE64_HEAD = re.compile("[;=](?:BASE64|B)(?:;|$)")
_CHARSETS = re.compile(
    r"utf-?(?:8|16(?:-?[lb]e)?)|us-?ascii|ascii|latin-?[0-9]|iso-?8859-?[0-9]{1,2}|windows-?[0-9]{3,4}|cp-?[0-9]{3,4}|mac-?roman|macintosh"
    r"|shift_?jis|sjis|euc-?jp|euc-?kr|iso-?2022-?jp|gb2312|gbk|gb18030|big5|koi8-?[ru]"
)


class CharsetError(ValueError):
    """A line that says to be in an encoding that nobody knows; its text is what to say of it."""


@dataclass
class RawCard:
    """The lines of one card.

    Args:
        line: The line it begins on.
        lines: What it says, those of `READ`.
        size: How much that is, in bytes.
        problem: Why it cannot be read; empty if it can.
    """

    line: int
    lines: list[ContentLine] = field(default_factory=list)
    size: int = 0
    problem: str = ""

    def add(self, line: ContentLine) -> None:
        """Take a line, as long as the card is not too long."""
        self.size += len(line.value)
        if self.size > LONGEST:
            self.refuse()
        else:
            self.lines.append(line)

    def refuse(self) -> None:
        """Hold nothing of it any more: it says more than any contact does."""
        self.lines.clear()
        self.size = LONGEST
        self.problem = _("the card is too long")


class _Lines:
    """The lines of a file with their numbers; `whole` says afterwards whether the last one was ended."""

    def __init__(self, path: Path) -> None:
        self.path, self.whole = path, True

    def __iter__(self) -> Iterator[tuple[int, str]]:
        regular_size(self.path)
        with reading(self.path, "latin-1") as raw:
            codec = marked(raw.read(CHUNK).encode("latin-1"))
        wide = codec.startswith(("utf-16", "utf-32"))
        number, rest = 0, ""
        with reading(self.path, codec if wide else "latin-1") as text:
            while piece := text.read(CHUNK):
                if wide:
                    piece = piece.encode("utf-8", "replace").decode("latin-1")
                elif not number and not rest:
                    piece = piece.removeprefix("\xef\xbb\xbf")
                piece = rest + piece
                half = piece.endswith("\r")  # perhaps of a line end of two
                *lines, rest = piece[: -1 if half else None].replace("\r\n", "\n").replace("\r", "\n").split("\n")
                rest = rest[:LONGEST] + "\r" * half
                for line in lines:
                    number += 1
                    yield number, line
        self.whole = rest == "" or rest.endswith("\r")
        if rest:
            yield number + 1, rest.removesuffix("\r")


def _unfolded(lines: _Lines) -> Iterator[tuple[int, str, bool]]:
    """Lines of `READ` and those that shape a card, with the number they begin on, and whether they are too long.

    Soft breaks of quoted-printable stay in them, as ``=`` and a line feed.
    """
    held: list[str] = []
    begun = size = 0
    wanted = soft = quoted = coded = False
    for number, line in lines:
        more: str | None = None
        if soft and not _MARK.match(line):
            more = f"\n{line}"
        elif line[:1] in (" ", "\t") and held and not _MARK.match(held[0]):
            more = line[1:]
        elif coded and _BASE64.fullmatch(line.strip()):
            more = line
        if more is not None:
            size += len(more)
            if wanted and size < LONGEST:
                held.append(more)
            soft = quoted and line.rstrip().endswith("=")
            continue
        if held and wanted:
            yield begun, "".join(held), size >= LONGEST
        held, soft = [], False
        if not line.strip():
            coded = False
            continue
        head = line[:1000].partition(":")[0].upper()
        name = head.partition(";")[0].rpartition(".")[2].strip()
        held, begun, size, wanted = [line[:LONGEST]], number, len(line), name in READ or name in _SHAPE
        quoted, coded = "QUOTED-PRINTABLE" in head, ";" in head and _BASE64_HEAD.search(head) is not None
        soft = quoted and line.rstrip().endswith("=")
        if not wanted:
            held = ["-"]  # only that there is something to go on with
    if held and wanted:
        yield begun, "".join(held), size >= LONGEST


def raw_cards(path: Path) -> Iterator[RawCard]:
    """The cards of a file, one at a time; what stands between them, and a card within a card, is passed over.

    Raises:
        FileError: The file cannot be read.
    """
    lines = _Lines(path)
    card: RawCard | None = None
    within: list[str] = []
    agent = False  # the next card stands within this one
    for number, text, too_long in _unfolded(lines):
        mark = _MARK.match(text)
        word, of = (mark[1].upper(), mark[2].upper()) if mark else ("", "")
        if word == "BEGIN" and of == "VCARD" and not agent:
            if card:  # it has no end of its own
                yield card
            card, within = RawCard(number), []
        elif card is None:
            continue
        elif word == "BEGIN":
            agent = False
            if len(within) < DEEPEST:
                within.append(of)
        elif word == "END" and of in within:
            while within.pop() != of:
                pass
        elif word == "END" and of == "VCARD":
            yield card
            card = None
        elif not word and (line := cut(text)):
            agent = line.name == "AGENT" and not line.value.strip()
            if line.name == "AGENT" and line.value.strip().upper() == "BEGIN:VCARD":
                within.append("VCARD")
            elif line.name in READ and not within:
                card.refuse() if too_long else card.add(line)
    if card:
        if not lines.whole:
            card.problem = _("the card is cut off: the file ends within it")
        yield card


def text_of(line: ContentLine) -> str:
    """What a line says, decoded and still escaped.

    Raises:
        CharsetError: It says to be in an encoding that nobody knows.
    """
    value = line.value
    if not line.params and value.isascii():
        return value
    words = {said.strip('" ').upper() for key, said in line.params if key in ("", "ENCODING")}
    raw = value.encode("latin-1")
    if "QUOTED-PRINTABLE" in words or "Q" in words:
        raw = _from_quoted(value)
    elif "BASE64" in words or "B" in words:
        with contextlib.suppress(ValueError):  # else it says what it does not hold: it stays as it stands
            raw = base64.b64decode("".join(value.split()) + "==")
    return _decoded(raw, next((said.strip('" ') for key, said in line.params if key == "CHARSET"), ""))


def _from_quoted(value: str) -> bytes:
    value = re.sub("=[ \t]+\n", "=\n", value)
    unspaced = re.sub("=\n[ \t]+", "=\n", value)
    if "=20" in value and " " not in unspaced:  # spaces are written otherwise: one that begins a line is a fold
        value = unspaced
    return binascii.a2b_qp(value.encode("latin-1"))


def _decoded(raw: bytes, charset: str) -> str:
    if raw.isascii() and b"\x1b" not in raw:
        return raw.decode("ascii")
    name = charset.lower()
    if name and not _CHARSETS.fullmatch(name):
        raise CharsetError(_("its encoding “%(name)s” is not known") % {"name": charset[:40]})
    if re.fullmatch("(?:iso-?8859|latin)-?1|us-?ascii|ascii", name):
        name = "cp1252"  # as everybody means by it
    try:
        return raw.decode("utf-8" if not name or name.startswith("utf") else name)
    except LookupError:
        raise CharsetError(_("its encoding “%(name)s” is not known") % {"name": charset[:40]}) from None
    except UnicodeDecodeError:
        damaged = raw.decode("utf-8", "replace")
        sound = any(sign != "\ufffd" and not sign.isascii() for sign in damaged)
        return damaged if sound else raw.decode("cp1252", "replace")
