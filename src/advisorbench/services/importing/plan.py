"""What an import would do, and how it is said: counts, examples, what leads nowhere. The rows are staged on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from advisorbench.exchange.tables.fields import RowKind
from advisorbench.exchange.tables.presets.base import Preset
from advisorbench.exchange.tables.reading import ReadRow
from advisorbench.i18n import _, ngettext
from advisorbench.models import (
    AccountFields,
    AccountRow,
    EventFields,
    EventRow,
    Fields,
    InitiativeFields,
    InitiativeRow,
    InteractionFields,
    InteractionRow,
    PersonFields,
    PersonRow,
    Row,
)
from advisorbench.services.duplicates import PossibleDuplicate
from advisorbench.store.staging import Staging

ENTITIES: dict[str, tuple[type[Row], type[Fields]]] = {
    "account": (AccountRow, AccountFields),
    "person": (PersonRow, PersonFields),
    "initiative": (InitiativeRow, InitiativeFields),
    "interaction": (InteractionRow, InteractionFields),
    "event": (EventRow, EventFields),
}
"""What an import may make, in the order in which one refers to another."""
EXAMPLES = 5
"""How many of the changes, and of what leads nowhere, the plan shows."""
REFUSED_KEPT = 1_000
"""How many of the lines that cannot be read are kept with their reason; the others are counted."""

Progress = Callable[[int, int], None]
"""Told how many rows of how many are done; it may raise `Cancelled` to call the work off."""


def no_progress(_done: int, _total: int) -> None:
    """Tell nobody."""


class FileSource(Protocol):
    """A file as the plan sees it: rows of values, however they were written."""

    cleaned: int

    @property
    def unknown(self) -> Mapping[str, set[str]]:
        """Words that mean none of ours, by field."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def kind(self) -> RowKind:
        """What its rows are."""

    @property
    def preset(self) -> Preset:
        """How it is read."""

    @property
    def form(self) -> str:
        """How it is written, in one line."""

    @property
    def total(self) -> int:
        """How many rows it has."""

    def gives(self, name: str) -> bool:
        """Whether it fills a field."""

    def told(self) -> list[str]:
        """How it was understood, in lines for the user."""

    def rows(self) -> Iterator[ReadRow]:
        """Its rows, in order."""


def say_counts(counts: Mapping[str, int]) -> str:
    """How many things are new, changed, the same, and refused, in words."""
    return _("%(made)d new, %(changed)d changed, %(same)d the same, %(refused)d cannot be read") % counts


@dataclass
class Nowhere:
    """What leads to nothing in the file or the book: how often, and a few of them with their lines."""

    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, line: int, name: str) -> None:
        """One more."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(_("%(name)s (line %(line)d)") % {"name": name, "line": line})

    def __str__(self) -> str:
        return ", ".join(self.examples) + (", …" if self.count > len(self.examples) else "")


@dataclass
class Plan:
    """What an import would do; nothing is done yet.

    Args:
        source: The file, and how it is read.
        sha256: The file's digest.
        seen: The newest line of the journal when the plan was made; it holds for that state of the book only.
        staging: The rows to be made and changed.
        made: How many rows of the file are new.
        changed: How many rows of the book get other values.
        same: How many rows are in the book already, just so, or stand twice in the file.
        refused: Lines that cannot be read, with the reason; of very many only the first.
        refused_count: How many they are.
        accounts: How many accounts the rows speak of that the book does not have.
        examples: A few of the changes, in words.
        nameless: How many rows of a network were left out because they name nobody.
        nowhere: Accounts that are named by a key which is not known.
        unmet: People who are named, and are not in the book.
        strangers: Who referred somebody, and is in neither the file nor the book.
        referred: How many accounts came from another.
        circles: How many would come from themselves, by way of others; of them this is not noted.
        alike: New rows that look like something in the book, or like each other; they are never merged by that.
        looked_for_alike: Whether such rows were looked for; not among very many.
        fill_only: Whether only what is empty in the book is filled; else what the file says is newer.
        hoped: How many open initiatives have a day on which they are hoped to close, which is not kept.
        customers: Keys of accounts that became customers by a won initiative, and since when if known.
    """

    source: FileSource
    sha256: str = ""
    seen: int = 0
    staging: Staging = field(default_factory=Staging)
    made: int = 0
    changed: int = 0
    same: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    refused_count: int = 0
    accounts: int = 0
    examples: list[str] = field(default_factory=list)
    nameless: int = 0
    nowhere: Nowhere = field(default_factory=Nowhere)
    unmet: Nowhere = field(default_factory=Nowhere)
    strangers: Nowhere = field(default_factory=Nowhere)
    referred: int = 0
    circles: int = 0
    customers: dict[str, str] = field(default_factory=dict)
    alike: list[PossibleDuplicate] = field(default_factory=list)
    looked_for_alike: bool = True
    fill_only: bool = False
    hoped: int = 0

    @property
    def empty(self) -> bool:
        """Whether applying it would change nothing."""
        return not any(map(sum, (counts.values() for counts in self.staging.counts())))

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed, the same, and refused."""
        return {"made": self.made, "changed": self.changed, "same": self.same, "refused": self.refused_count}

    def refuse(self, line: int, problem: str) -> None:
        """Note a line that cannot be read."""
        self.refused_count += 1
        if len(self.refused) < REFUSED_KEPT:
            self.refused.append((line, problem))

    def told(self) -> list[str]:
        """The plan in lines for the user."""
        lines = list(self.source.told())
        lines.append(say_counts(self.counts))
        lines += [f"  {example}" for example in self.examples]
        lines += self._more()
        return lines

    def _duplicates(self) -> Iterator[str]:
        """What may be there already."""
        if not self.looked_for_alike:
            yield _("whether some of them are there already under another name was not looked for: they are many")
        if self.alike:
            said = ngettext("%(n)d of them may be there already; it comes in, and nothing is merged by itself:",
                            "%(n)d of them may be there already; they come in, and nothing is merged by itself:",
                            len(self.alike))  # fmt: skip
            yield said % {"n": len(self.alike)}
            for one in self.alike[:EXAMPLES]:
                words = {"new": one.name, "known": one.like, "why": ", ".join(one.reasons)}
                yield "  " + _("%(new)s ~ %(known)s: %(why)s") % words
            if len(self.alike) > EXAMPLES:
                yield "  " + _("… and %(n)d more") % {"n": len(self.alike) - EXAMPLES}

    def _more(self) -> Iterator[str]:
        """What else there is to say."""
        if self.accounts:
            made = ngettext("also makes %(n)d account", "also makes %(n)d accounts", self.accounts)
            yield made % {"n": self.accounts}
        if self.source.kind is RowKind.ACCOUNTS and not self.source.gives("tier") and self.made:
            yield _("no column for the tier: all new accounts get tier C")
        yield from self._duplicates()
        if self.referred:
            said = ngettext("%(n)d account came from another, by who referred it",
                            "%(n)d accounts came from others, by who referred them", self.referred)  # fmt: skip
            yield said % {"n": self.referred}
        if self.strangers.count:
            said = ngettext("%(n)d time somebody is named as the referrer who cannot be found: %(who)s",
                            "%(n)d times somebody is named as the referrer who cannot be found: %(who)s",
                            self.strangers.count)  # fmt: skip
            yield said % {"n": self.strangers.count, "who": self.strangers}
        if self.circles:
            said = ngettext("%(n)d account would come from itself by way of others; this is not noted",
                            "%(n)d accounts would come from themselves by way of others; this is not noted",
                            self.circles)  # fmt: skip
            yield said % {"n": self.circles}
        if self.hoped:
            said = ngettext("%(n)d open initiative has a day on which it is hoped to close; that is not kept",
                            "%(n)d open initiatives have a day on which they are hoped to close; that is not kept",
                            self.hoped)  # fmt: skip
            yield said % {"n": self.hoped}
        if self.nowhere.count:
            said = ngettext("%(n)d row names a company by an unknown key: %(keys)s; import the companies first",
                            "%(n)d rows name a company by an unknown key: %(keys)s; import the companies first",
                            self.nowhere.count)  # fmt: skip
            yield said % {"n": self.nowhere.count, "keys": self.nowhere}
        if self.unmet.count:
            said = ngettext("%(n)d row names somebody who is not in the book: %(who)s; import the people first",
                            "%(n)d rows name somebody who is not in the book: %(who)s; import the people first",
                            self.unmet.count)  # fmt: skip
            yield said % {"n": self.unmet.count, "who": self.unmet}
        if self.nameless:
            text = ngettext("%(n)d row that names nobody is left out", "%(n)d rows that name nobody are left out",
                            self.nameless)  # fmt: skip
            yield text % {"n": self.nameless}
        if self.source.cleaned:
            yield _("%(n)d characters that cannot be kept are taken out") % {"n": self.source.cleaned}
