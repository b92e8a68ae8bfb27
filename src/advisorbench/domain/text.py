"""Text from people and files: cleaned when it comes in, made safe again when it is shown, folded to be found."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ud800-\udfff]")
_PLAIN_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
"""Letters that have no accent to take off, as those who type on other keyboards write them."""
_BREAKS = re.compile("[\r\n\t\u2028\u2029]+")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")


def clean_line(text: str) -> str:
    """One line of clean text: NFC, no control characters or lone surrogates, breaks and tabs turned to a space.

    Applied at every entry (form, command line, file), so that what is stored can be stored and shown anywhere.
    """
    # Split and strip rather than one pattern with spaces on both sides: that takes minutes on 100,000 spaces.
    parts = (part.strip() for part in _BREAKS.split(text))
    return unicodedata.normalize("NFC", _CONTROLS.sub("", " ".join(part for part in parts if part))).strip()


def clean_note(text: str) -> str:
    """Clean text of several lines: as `clean_line`, but line breaks and tabs stay."""
    return unicodedata.normalize("NFC", _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))).strip()


def shown(text: str, replacement: str = "\ufffd") -> str:
    """The text as it may go to a terminal or a page: no control bytes, no direction overrides, one line.

    Nothing vanishes without a trace: each such character becomes `replacement`.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSHOWABLE.sub(replacement, text)


def shown_note(text: str) -> str:
    """`shown`, line by line; a tab, which notes may hold, becomes a space."""
    return "\n".join(shown(line.replace("\t", " ")) for line in text.split("\n"))


def fold(text: str) -> str:
    """The text as it is searched and matched: no accents, no case, single spaces.

    >>> fold("Café  DE WIT")
    'cafe de wit'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    # Case is folded after decomposing too: the letters of "™" are capitals.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_PLAIN_LETTERS)
    return " ".join(plain.split())


def shorten(text: str, width: int) -> str:
    """The text cut to `width` characters, with an ellipsis where it was cut."""
    return text if len(text) <= width else text[: max(width - 1, 0)].rstrip() + "…"


def initials_name(first: str, last: str) -> str:
    """A person's short name as colleagues would say it: "E. Kaya"."""
    return f"{first[0]}. {last}" if first and last else first or last
