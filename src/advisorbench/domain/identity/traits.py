"""What an entry is found by and compared by: an account or a person in normal forms, and its marks.

Only entries that share a mark (an address, a number, a way of spelling their name) are compared with each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from advisorbench.domain.identity.normal_forms import (
    addresses,
    company_words,
    numbers,
    person_name,
    skeleton,
    web_domain,
    without_country,
)
from advisorbench.domain.text import fold
from advisorbench.i18n import N_

ALIKE = 88
"""From here on two words are one with a slip of the pen: a letter in nine, or one too many."""
_WORTH_READING = 55
"""Names of people that are less alike as they stand need not be compared word by word."""


class IdentityKind(StrEnum):
    """What can be there twice."""

    ACCOUNT = N_("account")
    PERSON = N_("person")


class Identity(NamedTuple):
    """An account or a person as far as it tells who it is; what is not known is empty.

    Args:
        kind: Which of the two.
        id: Its key, or the number of a row in a file.
        name: Its name.
        email: E-mail addresses; of an account, a few of those of its people.
        phone: Telephone numbers.
        website: The web page of an account.
        company: The name of the account, or company, where a person works; of an account its parent.
        account_id: The key of that account.
        city: Where an account is.
        human: The same for all entries of one human being who moved from account to account.
        rank: Of two, the one with the higher rank is proposed to stay.
        new: Whether it comes from a file, not from the book.
    """

    kind: IdentityKind
    id: str
    name: str
    email: str = ""
    phone: str = ""
    website: str = ""
    company: str = ""
    account_id: str = ""
    city: str = ""
    human: str = ""
    rank: int = 0
    new: bool = False


class Traits(NamedTuple):
    """An entry in normal forms, each taken once: what it is found by and compared by. Several of a kind are parted by
    blanks.

    Args:
        kind: Accounts or people.
        id: Its key.
        name: Its name.
        at: Where it works, or is.
        account_id: The key of the account where a person works.
        human: As in `Entry`.
        rank: As in `Entry`.
        new: As in `Entry`.
        mails: E-mail addresses.
        numbers: Telephone numbers.
        site: The host of the web page of an account.
        hosts: This one, and those of the addresses, that are a company's own.
        words: The words of the name: a person's by the alphabet, an account's in their order.
        there: Where an account says to be by its name: “nl”.
        company: The words of the company where a person works, or of an account's parent.
        city: Where an account is.
    """

    kind: str
    id: str
    name: str
    at: str
    account_id: str
    human: str
    rank: int
    new: bool
    mails: str = ""
    numbers: str = ""
    site: str = ""
    hosts: str = ""
    words: str = ""
    there: str = ""
    company: str = ""
    city: str = ""


def traits(entry: Identity) -> Traits:
    """An entry in its normal forms."""
    person = entry.kind is IdentityKind.PERSON
    mails, site = addresses(entry.email), web_domain(entry.website)
    hosts = dict.fromkeys(filter(None, (site, *map(web_domain, mails))))
    words, there = (person_name(entry.name).words, frozenset[str]()) if person else split_country(entry.name)
    return Traits(
        entry.kind.value, entry.id, entry.name, entry.company if person else entry.city, entry.account_id, entry.human,
        entry.rank, entry.new, " ".join(mails) if person else "", " ".join(numbers(entry.phone)), site, " ".join(hosts),
        " ".join(words), " ".join(sorted(there)), " ".join(split_country(entry.company)[0]), fold(entry.city),
    )  # fmt: skip


def split_country(name: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of a company's name, and those of them that say where it is."""
    return without_country(company_words(name))


class Mark(NamedTuple):
    """What an entry is found by.

    Args:
        text: A letter for the kind of mark, one for the kind of entry, and the mark.
        size: Only entries of about this size are compared; 0 where it does not matter.
        weak: Of two entries for which it is weak, it says nothing: people with one name at companies that are known.
        floor: How alike the words of both must be, from 0 to 100, for it to say something.
    """

    text: str
    size: int = 0
    weak: bool = False
    floor: int = 0


def marks(entry: Traits) -> list[Mark]:
    """What an entry is found by."""
    kind = entry.kind[0]
    own = [Mark(f"e{kind}{mail}") for mail in entry.mails.split()]
    own += [Mark(f"t{kind}{number}") for number in entry.numbers.split()]
    own += _account_marks(entry) if kind == IdentityKind.ACCOUNT.value[0] else _person_marks(entry)
    return own


RARE = "etd"
"""The letters of marks that few share: addresses, telephone numbers, hosts."""


def _account_marks(entry: Traits) -> Iterator[Mark]:
    for host in entry.hosts.split():
        yield Mark(f"da{host}")
    words = entry.words.split()
    if words:
        yield Mark("sa" + "".join(sorted(map(skeleton, words))))
        if len(entry.words) > 7:
            yield from _halves("a", "".join(words), ALIKE)


def _person_marks(entry: Traits) -> Iterator[Mark]:
    long = [word for word in entry.words.split() if len(word) > 1]
    if len(long) > 1:
        yield Mark("sp" + " ".join(sorted(map(skeleton, long))), weak=bool(entry.company))
        if entry.company:
            yield Mark(f"kp{' '.join(long)} {entry.company[:4]}")
    if entry.company:  # at one company they are compared far more closely than in the whole book
        for letter in {word[0] for word in long}:
            yield Mark(f"cp{letter} {entry.company}", floor=_WORTH_READING)
    elif len(long) > 1:
        yield from _halves("p", "".join(long), _WORTH_READING)


def _halves(kind: str, whole: str, floor: int) -> Iterator[Mark]:
    """Of two names that differ in one letter the first half or the second is the same."""
    size = len(whole)
    for half in (size // 2, size // 2 - 1) if size % 2 == 0 else (size // 2,):
        yield Mark(f"f{kind}{whole[:half]}", size, False, floor)
        yield Mark(f"l{kind}{whole[-half:]}", size, False, floor)


def short_key(key: str) -> str:
    """The end of a key: enough to tell it from the others of a book, and to be typed."""
    return key[-8:]
