"""A file as text: whether it is a plain file and holds text at all, and in which encoding.

The whole file is read for its encoding, a block of ``CHUNK`` at a time.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from advisorbench.domain.errors import FileError
from advisorbench.domain.text import shown
from advisorbench.i18n import N_, _

CHUNK = 1 << 18

_UNDEFINED_CP1252 = b"\x81\x8d\x8f\x90\x9d"
_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"PK\x03\x04", N_("a ZIP archive")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", N_("an old Office document")),
    (b"%PDF-", N_("a PDF document")),
    (b"\x89PNG\r\n", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"\x1f\x8b", N_("a compressed file")),
    (b"SQLite format 3\x00", N_("a database")),
)
_WORKBOOK_MARKS = (b"xl/", "Workbook".encode("utf-16-le"))


class Survey(NamedTuple):
    """What a first pass through the whole of a file tells.

    Args:
        encoding: The codec for all of it.
        undecodable: How many characters that codec cannot decode.
        sha256: The digest of its bytes.
    """

    encoding: str
    undecodable: int
    sha256: str


def file_name(path: Path) -> str:
    """What a file is called in a message."""
    return shown(path.name or str(path))


def regular_size(path: Path) -> int:
    """The file's bytes; anything but a plain file is refused unread, since a device or pipe may never end.

    Raises:
        FileError: Not there, a folder, not a plain file, or not readable.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        raise FileError(_("There is no file %(name)s.") % {"name": file_name(path)}, _("Check the name.")) from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    if stat.S_ISDIR(status.st_mode):
        raise FileError(_("%(name)s is a folder.") % {"name": file_name(path)}, _("Name a file in it."))
    if not stat.S_ISREG(status.st_mode):
        raise FileError(_("%(name)s is not a plain file.") % {"name": file_name(path)}, _("Name a text file."))
    return status.st_size


def _unreadable(path: Path, error: Exception) -> FileError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return FileError(
        _("%(name)s cannot be read (%(reason)s).") % {"name": file_name(path), "reason": reason},
        _("Check the file and your rights to it."),
    )


@contextmanager
def reading(path: Path, encoding: str) -> Iterator[TextIO]:
    """The file as text with its own line ends; trouble of the disk becomes a FileError."""
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as text:
            yield text
    except OSError as error:
        raise _unreadable(path, error) from None


def digest(path: Path) -> str:
    """What tells a file, or a folder of them, from others: SHA-256 in hexadecimal."""
    total = hashlib.sha256()
    for part in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
        with part.open("rb") as file:
            hashlib.file_digest(file, lambda: total)
    return total.hexdigest()


@contextmanager
def surveyed(path: Path) -> Iterator[tuple[Survey, TextIO]]:
    """A file that is gone through once for its encoding, and its text from the beginning; opened once for both.

    Raises:
        FileError: Not readable, empty or not text.
    """
    try:
        with path.open("rb") as file:
            survey = _survey(path, file)
            file.seek(0)
            yield survey, io.TextIOWrapper(file, survey.encoding, errors="replace", newline="")
    except OSError as error:
        raise _unreadable(path, error) from None


def _survey(path: Path, file: BinaryIO) -> Survey:
    head = file.read(CHUNK)
    _refuse_binary(path, head)
    file.seek(0)
    total = hashlib.sha256()
    chunks = _digested(file, total)
    declared = marked(head)
    encoding, undecodable = (declared, _undecodable(path, chunks, declared)) if declared else _guess(path, chunks)
    return Survey(encoding, undecodable, total.hexdigest())


def _digested(file: BinaryIO, total: hashlib._Hash) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        total.update(chunk)
        yield chunk


def _refuse_binary(path: Path, head: bytes) -> None:
    kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    if not kind:
        return
    office = head.startswith((_MAGIC[0][0], _MAGIC[1][0]))
    if office and (path.suffix.lower().startswith(".xls") or any(mark in head for mark in _WORKBOOK_MARKS)):
        raise FileError(_("%(name)s is an Excel workbook.") % {"name": file_name(path)}, _("Save it as CSV."))
    raise FileError(
        _("%(name)s is not a text file but %(kind)s.") % {"name": file_name(path), "kind": _(kind)},
        _("Name a CSV file."),
    )


def marked(head: bytes) -> str:
    """The codec that a file's beginning tells, by its mark or by the zeros of UTF-16; empty where it tells none."""
    return next((name for bom, name in _BOMS if head.startswith(bom)), "") or _utf16_by_zeros(head)


def _utf16_by_zeros(head: bytes) -> str:
    """UTF-16 without its mark: zeros in every second byte only, and in a good part of those."""
    even, odd = head[0::2], head[1::2]
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if len(zeros) > 1 and zeros.count(0) >= 0.3 * len(zeros) and not others.count(0):
            return name
    return ""


def _undecodable(path: Path, chunks: Iterator[bytes], encoding: str) -> int:
    """How many characters of the file this encoding cannot decode."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    replaced, lines, blank = 0, 1, True
    for chunk in chunks:
        text = decoder.decode(chunk)
        if "\0" in text:
            raise _with_zeros(path, lines + text[: text.index("\0")].count("\n"))
        replaced += text.count("\ufffd")
        lines += text.count("\n")
        blank = blank and not text.strip()
    replaced += len(decoder.decode(b"", final=True))
    if blank:
        raise empty_file(path)
    return replaced


def _guess(path: Path, chunks: Iterator[bytes]) -> tuple[str, int]:
    """UTF-8 if the whole file is valid UTF-8, else Windows-1252 and how many of its bytes mean nothing there."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    undefined, lines, blank, valid = 0, 1, True, True
    for chunk in chunks:
        if b"\0" in chunk:
            raise _with_zeros(path, lines + chunk[: chunk.index(b"\0")].count(b"\n"))
        valid = valid and _decodes(decoder, chunk)
        undefined += len(chunk) - len(chunk.translate(None, _UNDEFINED_CP1252))
        lines += chunk.count(b"\n")
        blank = blank and not chunk.strip()
    if blank:
        raise empty_file(path)
    if valid and _decodes(decoder, b"", final=True):
        return "utf-8", 0
    return "cp1252", undefined


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def empty_file(path: Path) -> FileError:
    """The refusal of a file without a table."""
    return FileError(_("%(name)s is empty.") % {"name": file_name(path)}, _("Name a file with a header and rows."))


def _with_zeros(path: Path, line: int) -> FileError:
    return FileError(
        _("%(name)s is not a text file: zero byte in line %(line)s.") % {"name": file_name(path), "line": line},
        _("Save it as CSV in UTF-8."),
    )
