"""vCards as rows of a file: their people, and the companies among them first, so that the people find them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from advisorbench.exchange.cards.reading import Card, describe, own_key, read_cards, versions_of
from advisorbench.exchange.encoding import digest
from advisorbench.exchange.tables.cells import language
from advisorbench.exchange.tables.fields import RowKind
from advisorbench.exchange.tables.presets.base import Preset
from advisorbench.exchange.tables.reading import ReadRow
from advisorbench.i18n import _

_COMPANY = "company"


class CardReading:
    """A file of vCards, read as people and companies.

    Args:
        path: The file.

    Raises:
        FileError: It cannot be read, or holds no card.
    """

    kind = RowKind.PEOPLE
    cleaned = 0
    unknown: Mapping[str, set[str]] = {}

    def __init__(self, path: Path) -> None:
        self.path = path
        self.preset = Preset("vcard", RowKind.PEOPLE, system="vcard")
        versions = versions_of(path)
        self.total, self.dialect = versions.total(), describe(versions)
        self.sha256 = digest(path)

    def gives(self, name: str) -> bool:
        """Whether cards fill a field."""
        return name in ("name", "email", "phone", "account", "job_title", "note")

    def description(self) -> list[str]:
        """How the file was understood, in lines for the user."""
        return [self.dialect, _("read as people; cards of companies as accounts")]

    def rows(self) -> Iterator[ReadRow]:
        """The companies, then the people and what cannot be read; the file is gone through twice."""
        yield from (_read(card) for card in read_cards(self.path) if card.kind == _COMPANY)
        yield from (_read(card) for card in read_cards(self.path) if card.kind != _COMPANY)


def _read(card: Card) -> ReadRow:
    kind = RowKind.ACCOUNTS if card.kind == _COMPANY else RowKind.PEOPLE
    if card.problem:
        return ReadRow(card.line, kind, {}, card.problem)
    key = own_key(card.uid) or (f"vcard:{card.uid}" if card.uid else "")
    values: dict[str, Any] = {"name": card.name, "external_id": key, "note": card.note}
    if kind is RowKind.ACCOUNTS:
        values["website"] = card.website
    else:
        values |= {
            "account": card.company, "job_title": card.job_title, "email": card.email, "phone": card.phone,
            "language": language(card.language),
        }  # fmt: skip
    return ReadRow(card.line, kind, {name: value or None for name, value in values.items()})
