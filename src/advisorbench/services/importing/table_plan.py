"""What an import of a table or of vCards would do, and what the user is told of it. The rows are staged on disk."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from advisorbench.domain.language.reasons import say_reasons
from advisorbench.exchange.tables.fields import RowKind
from advisorbench.exchange.tables.presets.base import Preset
from advisorbench.exchange.tables.reading import ReadRow
from advisorbench.i18n import _, ngettext
from advisorbench.services.duplicates import PossibleDuplicate
from advisorbench.services.importing.plan import EXAMPLES, Plan, Progress
from advisorbench.services.importing.table_writer import TableWriter
from advisorbench.store.journal import BookSession
from advisorbench.store.staging import Staging


class RowSource(Protocol):
    """A file as the plan sees it: rows of values, however they were written."""

    cleaned: int

    @property
    def unknown(self) -> Mapping[str, set[str]]:
        """Words that mean none of ours, by field."""

    @property
    def kind(self) -> RowKind:
        """What its rows are."""

    @property
    def preset(self) -> Preset:
        """The known export it is, or one made of any file's headers."""

    @property
    def dialect(self) -> str:
        """How it is written, in one line."""

    @property
    def sha256(self) -> str:
        """Its digest."""

    @property
    def total(self) -> int:
        """How many rows it has."""

    def gives(self, name: str) -> bool:
        """Whether it fills a field."""

    def description(self) -> list[str]:
        """How it was understood, in lines for the user."""

    def rows(self) -> Iterator[ReadRow]:
        """Its rows, in order."""


@dataclass
class Unmatched:
    """Names or keys in a file that match nothing: how many, and a few of them with their lines."""

    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, line: int, name: str) -> None:
        """One more."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(_("%(name)s (line %(line)d)") % {"name": name, "line": line})

    def __str__(self) -> str:
        return ", ".join(self.examples) + (", …" if self.count > len(self.examples) else "")


@dataclass(kw_only=True)
class TablePlan(Plan):
    """What an import of rows would do.

    Args:
        source: The file as rows.
        staging: The rows to be made and changed.
        accounts: How many accounts the rows speak of that the book does not have.
        nameless: How many rows of a network were left out because they name nobody.
        unknown_accounts: Accounts that are named by a key which is not known.
        unknown_people: People who are named, and are not in the book.
        unknown_referrers: Who referred somebody, and is in neither the file nor the book.
        referred: How many accounts came from another.
        circles: How many would come from themselves, by way of others; of them this is not noted.
        duplicates: New rows that look like something in the book, or like each other; they are never merged by that.
        duplicates_sought: Whether such rows were looked for; not among very many.
        close_days: How many open initiatives have a day on which they are hoped to close, which is not kept.
        customers: Keys of accounts that became customers by a won initiative, and since when if known.
    """

    source: RowSource
    staging: Staging = field(default_factory=Staging)
    accounts: int = 0
    nameless: int = 0
    unknown_accounts: Unmatched = field(default_factory=Unmatched)
    unknown_people: Unmatched = field(default_factory=Unmatched)
    unknown_referrers: Unmatched = field(default_factory=Unmatched)
    referred: int = 0
    circles: int = 0
    duplicates: list[PossibleDuplicate] = field(default_factory=list)
    duplicates_sought: bool = True
    close_days: int = 0
    customers: dict[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether applying it would change nothing."""
        return not any(map(sum, (counts.values() for counts in self.staging.counts())))

    @property
    def unknown_words(self) -> Mapping[str, Collection[str]]:
        """Words in the file that mean none of ours, by field."""
        return self.source.unknown

    @property
    def preset(self) -> str:
        """What the file was read as, in the list of imports."""
        return self.source.preset.name

    @property
    def reading(self) -> str:
        """How the file was read, in the list of imports."""
        return self.source.dialect

    def write(self, session: BookSession, batch_id: str, progress: Progress) -> None:
        """Write it all."""
        TableWriter(session, self.staging, batch_id, progress).write(self.customers)

    def about(self) -> list[str]:
        """How the file was understood, in lines for the user."""
        return self.source.description()

    def notes(self) -> Iterator[str]:
        """What else the user should know before it is applied, line by line."""
        if self.accounts:
            text = ngettext("also makes %(n)d account", "also makes %(n)d accounts", self.accounts)
            yield text % {"n": self.accounts}
        if self.source.kind is RowKind.ACCOUNTS and not self.source.gives("tier") and self.made:
            yield _("no column for the tier: all new accounts get tier C")
        yield from self._duplicate_notes()
        yield from self._referral_notes()
        yield from self._unknown_notes()
        if self.nameless:
            text = ngettext("%(n)d row that names nobody is left out", "%(n)d rows that name nobody are left out",
                            self.nameless)  # fmt: skip
            yield text % {"n": self.nameless}
        if self.source.cleaned:
            yield _("%(n)d characters that cannot be kept are taken out") % {"n": self.source.cleaned}

    def _duplicate_notes(self) -> Iterator[str]:
        """What may be there already."""
        if not self.duplicates_sought:
            yield _("whether some of them are there already under another name was not looked for: they are many")
        if self.duplicates:
            text = ngettext("%(n)d of them may be there already; it comes in, and nothing is merged by itself:",
                            "%(n)d of them may be there already; they come in, and nothing is merged by itself:",
                            len(self.duplicates))  # fmt: skip
            yield text % {"n": len(self.duplicates)}
            for pair in self.duplicates[:EXAMPLES]:
                words = {"new": pair.name, "known": pair.like, "why": ", ".join(say_reasons(pair.reasons))}
                yield "  " + _("%(new)s ~ %(known)s: %(why)s") % words
            if len(self.duplicates) > EXAMPLES:
                yield "  " + _("… and %(n)d more") % {"n": len(self.duplicates) - EXAMPLES}

    def _referral_notes(self) -> Iterator[str]:
        """Who came from whom."""
        if self.referred:
            text = ngettext("%(n)d account came from another, by who referred it",
                            "%(n)d accounts came from others, by who referred them", self.referred)  # fmt: skip
            yield text % {"n": self.referred}
        if self.unknown_referrers.count:
            text = ngettext("%(n)d time somebody is named as the referrer who cannot be found: %(who)s",
                            "%(n)d times somebody is named as the referrer who cannot be found: %(who)s",
                            self.unknown_referrers.count)  # fmt: skip
            yield text % {"n": self.unknown_referrers.count, "who": self.unknown_referrers}
        if self.circles:
            text = ngettext("%(n)d account would come from itself by way of others; this is not noted",
                            "%(n)d accounts would come from themselves by way of others; this is not noted",
                            self.circles)  # fmt: skip
            yield text % {"n": self.circles}

    def _unknown_notes(self) -> Iterator[str]:
        """What is not kept, and what matches nothing."""
        if self.close_days:
            text = ngettext("%(n)d open initiative has a day on which it is hoped to close; that is not kept",
                            "%(n)d open initiatives have a day on which they are hoped to close; that is not kept",
                            self.close_days)  # fmt: skip
            yield text % {"n": self.close_days}
        if self.unknown_accounts.count:
            text = ngettext("%(n)d row names a company by an unknown key: %(keys)s; import the companies first",
                            "%(n)d rows name a company by an unknown key: %(keys)s; import the companies first",
                            self.unknown_accounts.count)  # fmt: skip
            yield text % {"n": self.unknown_accounts.count, "keys": self.unknown_accounts}
        if self.unknown_people.count:
            text = ngettext("%(n)d row names somebody who is not in the book: %(who)s; import the people first",
                            "%(n)d rows name somebody who is not in the book: %(who)s; import the people first",
                            self.unknown_people.count)  # fmt: skip
            yield text % {"n": self.unknown_people.count, "who": self.unknown_people}
