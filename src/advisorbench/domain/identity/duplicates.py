"""Which entries may be the same company or the same human being? They are proposed, with reasons; nothing is merged.

What two entries share, and what tells them apart, decides whether the pair is shown, and how high in the list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from advisorbench.domain.identity.normal_forms import is_shared
from advisorbench.domain.identity.traits import ALIKE, IdentityKind, Traits
from advisorbench.domain.records.reasons import Reason, ReasonKind
from advisorbench.domain.text import fold

Score = Callable[[str, str], float]
"""How alike two words are, from 0 to 100."""
SURE = 100
NAMES_ALIKE = 80
"""From here on two names of people are alike, all their words together."""
ALIKE_ANYWHERE = 90
"""How alike they must be where it is not known that both work at one company."""
_INITIALS = 85
"""The most that a last name with initials says: they may be those of a brother."""
_SHORT_ALIKE = 75
"""In a first name of four letters one may be wrong."""


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two entries that may be one.

    Args:
        kind: Accounts or people.
        kept_id: The key of the one that would stay.
        kept: Its name.
        other_id: The key of the one that would go up in it.
        other: Its name.
        reasons: Why.
        strength: From 0 to 100, to sort by; it decides nothing.
        kept_at: Where the first works, or is.
        other_at: Where the second works, or is.
    """

    kind: IdentityKind
    kept_id: str
    kept: str
    other_id: str
    other: str
    reasons: tuple[Reason, ...]
    strength: int
    kept_at: str = ""
    other_at: str = ""


@dataclass(frozen=True, slots=True)
class Common:
    """A mark that too many share to say anything, such as the number of a switchboard.

    Args:
        mark: What they share.
        count: How many do.
    """

    mark: str
    count: int


@dataclass(frozen=True, slots=True)
class DuplicateReport:
    """What looks alike.

    Args:
        pairs: The pairs, the most likely first, as many as were asked for.
        count: How many there are.
        common: What was not looked at, since too many share it.
    """

    pairs: tuple[DuplicatePair, ...]
    count: int
    common: tuple[Common, ...]


FieldValue = str | StrEnum | date | int | bool | None
"""What is known of an entry: a text, a word of the trade, a day, how many things, or yes; ``None`` or "" is nothing."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that is known of at least one of two entries.

    Args:
        field: What it is; a marked text.
        one: What is known of the first.
        other: What is known of the second.
    """

    field: str
    one: FieldValue
    other: FieldValue

    @property
    def sign(self) -> str:
        """“=” where both say the same, “≠” where they differ, “+” where only one says anything."""
        if self.one in (None, "") or self.other in (None, ""):
            return "+"
        return "=" if fold(str(self.one)) == fold(str(self.other)) else "≠"


class DuplicateVerdict(NamedTuple):
    """Why two entries may be one, and how likely that is."""

    strength: int
    reasons: tuple[Reason, ...]


def judge(one: Traits, other: Traits, score: Score) -> DuplicateVerdict | None:
    """Why two entries may be one; ``None`` where nothing says so, or something says that they are not.

    Args:
        one: An account or a person.
        other: Another one of the same kind.
        score: How alike two words are.
    """
    return _accounts(one, other, score) if one.kind == IdentityKind.ACCOUNT else _people(one, other, score)


def _shared(one: str, other: str) -> str:
    """The first of several that both have; empty where there is none."""
    if not one or not other:
        return ""
    if one == other:
        return one.partition(" ")[0]
    others = other.split()
    return next((each for each in one.split() if each in others), "")


def _accounts(one: Traits, other: Traits, score: Score) -> DuplicateVerdict | None:
    alike = companies_alike((one.words, one.there), (other.words, other.there), score)
    host, number = _shared(one.hosts, other.hosts), _shared(one.numbers, other.numbers)
    if not (alike or host or number) or _of_the_other(one, other) or _of_the_other(other, one):
        return None
    elsewhere = bool(one.city and other.city and score(one.city, other.city) < ALIKE)
    apart = bool(one.site and other.site and one.site != other.site)
    reasons: list[Reason] = []
    strength = 0.0
    if host and (alike or not apart):
        same_site = one.site == other.site == host
        reasons.append(Reason(ReasonKind.SAME_WEBSITE if same_site else ReasonKind.SAME_ADDRESS_HOST, what=host))
        strength = 50 if same_site else 40
    if number:
        reasons.append(Reason(ReasonKind.SAME_PHONE))
        strength = max(strength, 60)
    if alike and (reasons or alike >= SURE or not (elsewhere or apart)):
        exact = alike >= SURE
        kind = ReasonKind.SAME_NAME_OTHER_FORM if exact else ReasonKind.NAMES_ALIKE
        if exact and fold(one.name) == fold(other.name):
            kind = ReasonKind.SAME_NAME
        reasons.append(Reason(kind, who=one.name, other=other.name))
        if strength:
            strength += 40 if exact else 30
        else:
            strength = (85 if exact else alike - 25) - 20 * elsewhere - 30 * apart
    return DuplicateVerdict(round(min(strength, SURE)), tuple(reasons)) if reasons else None


def _of_the_other(one: Traits, other: Traits) -> bool:
    """Whether the one is known to be part of the other: two companies of one group."""
    return bool(one.company) and one.company == other.words


def companies_alike(one: tuple[str, str], other: tuple[str, str], score: Score) -> float:
    """How alike two names of companies are: 100 where only their form differs, 0 where they are not alike at all.

    Args:
        one: The words of a name, and those that say where it is.
        other: Those of another.
        score: How alike two words are.
    """
    (first, there), (second, here) = one, other
    if first != second:
        found = score(first, second)
        if found < ALIKE:
            if len(first) != len(second) or sorted(first.split()) != sorted(second.split()):
                return 0.0
            found = SURE
        elif _figures(first) != _figures(second):
            return 0.0
        if found < SURE:
            return 0.0 if there and here and there != here else found
    if there != here:
        return 0.0 if there and here else SURE - 5.0
    return float(SURE)


def _figures(words: str) -> list[str]:
    return sorted(word for word in words.split() if any(map(str.isdigit, word)))


def _people(one: Traits, other: Traits, score: Score) -> DuplicateVerdict | None:
    if one.human and one.human == other.human:
        return None  # known to be one, who moved
    mail, number = _shared(one.mails, other.mails), _shared(one.numbers, other.numbers)
    together = _together(one, other, score)
    if together is False and not mail and not number:
        return None
    alike = people_alike(one.words, other.words, score)
    reasons: list[Reason] = []
    strength = 0.0
    if mail and (alike or not is_shared(mail)):
        reasons.append(Reason(ReasonKind.SAME_MAIL, what=mail))
        strength = 80
    # At one company everybody may have one number; at two it says little of people with other names.
    if number and (alike or together is None or _shared(one.words, other.words)):
        reasons.append(Reason(ReasonKind.SAME_PHONE))
        strength = max(strength + 10, 45)
    if alike and (reasons or _worth_a_look(one, other, alike, together)):
        kind = ReasonKind.SAME_NAME if alike >= SURE else ReasonKind.NAMES_ALIKE
        reasons.append(Reason(kind, who=one.name, other=other.name))
        strength = strength + 40 if strength else alike - 10 - 25 * (together is None)
        if together:
            reasons.append(Reason(ReasonKind.SAME_COMPANY))
    return DuplicateVerdict(round(max(min(strength, SURE), 1)), tuple(reasons)) if reasons else None


def _together(one: Traits, other: Traits, score: Score) -> bool | None:
    """Whether two people work at one company; ``None`` where that is not known of one of them."""
    if one.account_id and one.account_id == other.account_id:
        return True
    if not (one.company and other.company):
        return None
    return one.company == other.company or bool(companies_alike((one.company, ""), (other.company, ""), score))


def _worth_a_look(one: Traits, other: Traits, alike: float, together: bool | None) -> bool:
    """Whether two people who share a name, and nothing else that is sure, may be one."""
    if together is False or (together is None and alike < ALIKE_ANYWHERE):
        return False
    if one.hosts and other.hosts and not _shared(one.hosts, other.hosts):
        return bool(together) and alike >= SURE
    return True


def people_alike(one: str, other: str, score: Score) -> float:
    """How alike two names of people are, whichever part comes first; 100 where they are the same, 0 where not alike.

    An initial may be any name that begins so; a middle name may be left out. One word alone is hardly a name.

    Args:
        one: The words of a name, parted by blanks.
        other: Those of another.
        score: How alike two words are.
    """
    if not one or not other:
        return 0.0
    if one == other:
        return float(SURE if " " in one else NAMES_ALIKE)
    fewer, left = sorted((one.split(), other.split()), key=len)
    if len(fewer) < 2:
        return 0.0
    total, letters, long = 0.0, 0, 0
    for word in sorted(fewer, key=len, reverse=True):
        likeness = [_words_alike(word, each, score) for each in left]
        best = max(likeness)
        if not best:
            return 0.0
        met = left.pop(likeness.index(best))
        long += min(len(word), len(met)) > 1
        total += best * (len(word) + len(met))
        letters += len(word) + len(met)
    if not long:
        return 0.0
    found = min(total / letters - 5 * len(left), SURE - 1 if long > 1 else _INITIALS)
    return found if found >= NAMES_ALIKE else 0.0


def _words_alike(one: str, other: str, score: Score) -> float:
    if len(one) == 1 or len(other) == 1:
        return 90.0 if one[0] == other[0] else 0.0
    found = score(one, other)
    if one[0] == other[0] and sorted(one) == sorted(other):
        found = max(found, 90.0)  # two letters changed places
    return found if found >= (_SHORT_ALIKE if min(len(one), len(other)) < 6 else 80) else 0.0


def swapped(pair: DuplicatePair) -> DuplicatePair:
    """The same two, of whom the other stays."""
    return replace(
        pair, kept_id=pair.other_id, kept=pair.other, other_id=pair.kept_id, other=pair.kept, kept_at=pair.other_at,
        other_at=pair.kept_at,
    )  # fmt: skip


def pair_of(one: Traits, other: Traits, verdict: DuplicateVerdict) -> DuplicatePair:
    """The pair as it is proposed: the one of higher rank, or else the older one, stays."""
    kept, gone = sorted((one, other), key=lambda found: (-found.rank, found.id))
    return DuplicatePair(
        IdentityKind(kept.kind),
        kept.id,
        kept.name,
        gone.id,
        gone.name,
        verdict.reasons,
        verdict.strength,
        kept.at,
        gone.at,
    )
