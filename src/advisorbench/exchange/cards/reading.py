"""Reading vCards 2.1, 3.0 and 4.0 as they are found: a contact a card, one at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from advisorbench.domain.errors import FileError
from advisorbench.domain.text import clean_line, clean_note, fold
from advisorbench.exchange.cards.lines import CharsetError, RawCard, raw_cards, text_of
from advisorbench.exchange.content_lines import ContentLine, split_value, unescape
from advisorbench.exchange.encoding import file_name, marked
from advisorbench.i18n import _, ngettext

OURS = "urn:uuid:"
"""What the UID of a person that we wrote begins with; their key follows."""

_BEGIN = re.compile(r"(?:\A\ufeff?|[\r\n])[ \t]*BEGIN[ \t]*:[ \t]*(VCARD|VCALENDAR)[ \t]*(?:[\r\n]|\Z)", re.IGNORECASE)
_KEY = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_NO_VOICE = frozenset(("FAX", "PAGER", "BBS", "MODEM"))
_VOICE = frozenset(("VOICE", "CELL"))
_UNRANKED = 101


class Card(NamedTuple):
    """A contact of a file.

    Args:
        line: The line it begins on.
        name: Their name as it is shown; the name of a company.
        first_name: Their given name, where the card tells it apart.
        company: Where they work, without its departments.
        job_title: What they do there.
        email: The address they prefer, else that at work, else the first.
        phone: The number, chosen alike; no fax, no pager.
        language: The language they prefer.
        note: What is noted of them.
        website: Their page, chosen alike.
        uid: What the card is known by; see `own_key`.
        kind: "person" or "company".
        related: Others they are tied to: how, and their name or UID.
        version: The version of the card; empty where it says none.
        problem: Why it cannot be read; empty if it can.
    """

    line: int
    name: str = ""
    first_name: str = ""
    company: str = ""
    job_title: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    note: str = ""
    website: str = ""
    uid: str = ""
    kind: str = "person"
    related: tuple[tuple[str, str], ...] = ()
    version: str = ""
    problem: str = ""


def begins_as_cards(head: bytes) -> bool:
    """Whether the first bytes of a file hold the beginning of a vCard, whatever the file is called."""
    text = head.decode(marked(head) or "latin-1", "replace").removeprefix("\xef\xbb\xbf")
    begin = _BEGIN.search(text)
    return begin is not None and begin[1].upper() == "VCARD"


def read_cards(path: Path) -> Iterator[Card]:
    """The cards of a file, one at a time; those that cannot be read with the reason.

    Raises:
        FileError: It cannot be read at all, or holds no card; while it is gone through, too.
    """
    cards = (_card(raw) for raw in raw_cards(path))
    first = next(cards, None)
    if first is None:
        raise FileError(_("There is no vCard in %(name)s.") % {"name": file_name(path)}, _("Name a file of contacts."))
    return _after(first, cards)


def _after(first: Card, others: Iterator[Card]) -> Iterator[Card]:
    yield first
    yield from others


def versions_of(path: Path) -> Counter[str]:
    """How many cards of each version the file holds; the version is empty where a card says none.

    Raises:
        FileError: It cannot be read.
    """
    return Counter(_version(raw) for raw in raw_cards(path))


def describe(versions: Counter[str]) -> str:
    """What a file is, for the user: its versions and how many cards it has."""
    count = versions.total()
    said = " ".join(("vCard", _(" and ").join(sorted(version for version in versions if version)))).strip()
    return ngettext("%(said)s, %(n)d card", "%(said)s, %(n)d cards", count) % {"said": said, "n": count}


def own_key(uid: str) -> str:
    """The key of the person whose card we wrote with this UID; empty where it is not of that form.

    A UID of that form may be another program's: the book tells whether it has the key.
    """
    key = uid.lower().removeprefix(OURS)
    return key if key != uid.lower() and _KEY.fullmatch(key) else ""


def _version(raw: RawCard) -> str:
    said = next((line.value for line in raw.lines if line.name == "VERSION"), "").strip()
    return said if re.fullmatch(r"[0-9]\.[0-9]", said) else ""


def _card(raw: RawCard) -> Card:
    version = _version(raw)
    if raw.problem:
        return Card(raw.line, version=version, problem=raw.problem)
    try:
        card = _Reader(raw).read()._replace(version=version)
    except CharsetError as error:
        return Card(raw.line, version=version, problem=str(error))
    return card if card.name or card.problem else card._replace(problem=_("it has no name"))


class _Reader:
    """Puts one card together."""

    def __init__(self, raw: RawCard) -> None:
        self.line = raw.line
        self.labels = {line.group: text_of(line) for line in raw.lines if line.name == "X-ABLABEL" and line.group}
        self.lines: dict[str, list[ContentLine]] = {}
        for line in raw.lines:
            self.lines.setdefault(line.name, []).append(line)

    def read(self) -> Card:
        """The contact.

        Raises:
            CharsetError: Something it says is in an encoding that nobody knows.
        """
        kind = self._line("KIND").lower() or self._line("X-ADDRESSBOOKSERVER-KIND").lower()
        shown, (given_name, whole) = self._line("FN"), self._name()
        company = _clean(split_value(self._best("ORG"), ";")[0])
        is_company = kind in ("org", "organization")
        if self._line("X-ABSHOWAS").upper() == "COMPANY":
            if given_name:  # somebody there is named: the card is shown by the company, and theirs all the same
                shown = whole
            else:
                is_company = True
        if company and not given_name and {fold(shown), fold(whole)} <= {"", fold(company)}:
            is_company = is_company or kind != "individual"
        # One who cannot tell the parts of a name apart writes the whole as one of them.
        first = "" if is_company or (given_name == whole and " " in given_name) else given_name
        name = shown or whole or ("" if is_company else self._line("NICKNAME"))
        if is_company:
            name = company = company or name
        problem = ""
        if kind == "group":
            problem = _("this is a group, not a contact")
        elif kind in ("location", "application", "thing", "device"):
            problem = _("this is no contact but: %(kind)s") % {"kind": kind}
        return Card(
            self.line, name, first, company, self._line("TITLE") or self._line("ROLE"),
            self._email(), self._phone(), self._language(), self._note(), self._line("URL"), self._line("UID"),
            "company" if is_company else "person", self._related(), problem=problem,
        )  # fmt: skip

    def _ranked(self, name: str) -> list[ContentLine]:
        """The lines of a name: what is preferred first, then what is of work, then as they stand."""
        found = self.lines.get(name, [])
        if len(found) < 2:
            return found
        return sorted(found, key=lambda line: (_preference(line), "WORK" not in self._types(line)))

    def _best(self, name: str) -> str:
        """The value of the best line that says something, still escaped."""
        return next((text for line in self._ranked(name) if (text := text_of(line)).replace(";", "").strip()), "")

    def _line(self, name: str) -> str:
        return _clean(self._best(name)) if name in self.lines else ""

    def _types(self, line: ContentLine) -> set[str]:
        types = _types(line)
        if line.group in self.labels:
            types.add(_label(self.labels[line.group]).upper())
        return types

    def _name(self) -> tuple[str, str]:
        """The given name, and the whole name put together from its parts."""
        parts = [
            " ".join(filter(None, (_clean(one) for one in split_value(part, ","))))
            for part in split_value(next((text_of(line) for line in self._ranked("N")), ""), ";")
        ]
        family, given, additional, prefix, suffix = (*parts, "", "", "", "", "")[:5]
        return given, " ".join(filter(None, (prefix, given, additional, family, suffix)))

    def _email(self) -> str:
        addresses = [_address(line) for line in self._ranked("EMAIL")]
        whole = (address for address in addresses if re.fullmatch(r"[^@\s]+@[^@\s]+", address))
        return next(whole, "") or next(filter(None, addresses), "")

    def _phone(self) -> str:
        for line in self._ranked("TEL"):
            types = self._types(line)
            if not types & _NO_VOICE or types & _VOICE:
                number = _number(line)
                if number:
                    return number
        return ""

    def _language(self) -> str:
        said = self._line("LANG")
        return said if len(said) <= 10 else re.split("[-_]", said)[0][:10]

    def _note(self) -> str:
        return clean_note("\n\n".join(clean_note(unescape(text_of(line))) for line in self.lines.get("NOTE", [])))

    def _related(self) -> tuple[tuple[str, str], ...]:
        related = []
        for line in (*self.lines.get("RELATED", []), *self.lines.get("X-ABRELATEDNAMES", [])):
            text = _clean(text_of(line))
            if text:
                related.append((", ".join(sorted(one.lower() for one in self._types(line))), text))
        return tuple(related)


def _clean(value: str) -> str:
    text = unescape(value)
    if text.isascii() and text.isprintable():
        return text.strip()  # as it would be left; a file may hold a million cards
    return clean_line(text)


def _types(line: ContentLine) -> set[str]:
    said = (value.replace('"', "").split(",") for key, value in line.params if key in ("", "TYPE"))
    return {word.strip().upper() for words in said for word in words if word.strip()}


def _preference(line: ContentLine) -> int:
    rank = next((value.strip('" ') for key, value in line.params if key == "PREF"), "")
    if rank.isascii() and rank.isdecimal():
        return min(int(rank[:4]), _UNRANKED)
    return 1 if "PREF" in _types(line) else _UNRANKED


def _label(text: str) -> str:
    found = _LABEL.fullmatch(text.strip())
    return _clean(found[1] if found else text)


def _is_text(line: ContentLine) -> bool:
    return any(key == "VALUE" and said.strip('" ').upper() == "TEXT" for key, said in line.params)


def _address(line: ContentLine) -> str:
    """An address out of what is written for one: ``mailto:`` and a name around it are taken off."""
    text = _clean(text_of(line))
    if _is_text(line):
        return text
    if text[:7].lower() == "mailto:":
        text = clean_line(unquote(text[7:].partition("?")[0]))
    found = re.fullmatch(r"[^<>]*<([^<>\s]+)>", text)
    return found[1] if found else text


def _number(line: ContentLine) -> str:
    text = _clean(text_of(line))
    if _is_text(line) or text[:4].lower() != "tel:":
        return text
    number, *params = unquote(text[4:]).split(";")
    extension = next((one[4:] for one in params if one.lower().startswith("ext=")), "")
    return clean_line(f"{number} ext. {extension}" if extension else number)
