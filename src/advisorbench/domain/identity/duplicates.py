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
        kept_name: Its name.
        other_id: The key of the one that would go up in it.
        other_name: Its name.
        reasons: Why.
        strength: From 0 to 100, to sort by; it decides nothing.
        kept_at: Where the first works, or is.
        other_at: Where the second works, or is.
    """

    kind: IdentityKind
    kept_id: str
    kept_name: str
    other_id: str
    other_name: str
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
        first: What is known of the first.
        second: What is known of the second.
    """

    field: str
    first: FieldValue
    second: FieldValue

    @property
    def sign(self) -> str:
        """“=” where both say the same, “≠” where they differ, “+” where only one says anything."""
        if self.first in (None, "") or self.second in (None, ""):
            return "+"
        return "=" if fold(str(self.first)) == fold(str(self.second)) else "≠"


class DuplicateVerdict(NamedTuple):
    """Why two entries may be one, and how likely that is."""

    strength: int
    reasons: tuple[Reason, ...]


def judge(first: Traits, second: Traits, score: Score) -> DuplicateVerdict | None:
    """Why two entries may be one; ``None`` where nothing says so, or something says that they are not.

    Args:
        first: An account or a person.
        second: Another one of the same kind.
        score: How alike two words are.
    """
    return _accounts(first, second, score) if first.kind == IdentityKind.ACCOUNT else _people(first, second, score)


def _shared(first: str, second: str) -> str:
    """The first of several that both have; empty where there is none."""
    if not first or not second:
        return ""
    if first == second:
        return first.partition(" ")[0]
    others = second.split()
    return next((each for each in first.split() if each in others), "")


def _accounts(first: Traits, second: Traits, score: Score) -> DuplicateVerdict | None:
    alike = companies_alike((first.words, first.there), (second.words, second.there), score)
    host, number = _shared(first.hosts, second.hosts), _shared(first.numbers, second.numbers)
    if not (alike or host or number) or _is_part_of(first, second) or _is_part_of(second, first):
        return None
    elsewhere = bool(first.city and second.city and score(first.city, second.city) < ALIKE)
    apart = bool(first.site and second.site and first.site != second.site)
    reasons: list[Reason] = []
    strength = 0.0
    if host and (alike or not apart):
        same_site = first.site == second.site == host
        reasons.append(Reason(ReasonKind.SAME_WEBSITE if same_site else ReasonKind.SAME_ADDRESS_HOST, what=host))
        strength = 50 if same_site else 40
    if number:
        reasons.append(Reason(ReasonKind.SAME_PHONE))
        strength = max(strength, 60)
    if alike and (reasons or alike >= SURE or not (elsewhere or apart)):
        exact = alike >= SURE
        kind = ReasonKind.SAME_NAME_OTHER_FORM if exact else ReasonKind.NAMES_ALIKE
        if exact and fold(first.name) == fold(second.name):
            kind = ReasonKind.SAME_NAME
        reasons.append(Reason(kind, who=first.name, other=second.name))
        if strength:
            strength += 40 if exact else 30
        else:
            strength = (85 if exact else alike - 25) - 20 * elsewhere - 30 * apart
    return DuplicateVerdict(round(min(strength, SURE)), tuple(reasons)) if reasons else None


def _is_part_of(part: Traits, group: Traits) -> bool:
    """Whether a company is known to be part of another: two companies of one group."""
    return bool(part.company) and part.company == group.words


def companies_alike(first: tuple[str, str], second: tuple[str, str], score: Score) -> float:
    """How alike two names of companies are: 100 where only their form differs, 0 where they are not alike at all.

    Args:
        first: The words of a name, and those that say where it is.
        second: Those of another.
        score: How alike two words are.
    """
    (words, there), (others, here) = first, second
    if words != others:
        likeness = score(words, others)
        if likeness < ALIKE:
            if len(words) != len(others) or sorted(words.split()) != sorted(others.split()):
                return 0.0
            likeness = SURE
        elif _figures(words) != _figures(others):
            return 0.0
        if likeness < SURE:
            return 0.0 if there and here and there != here else likeness
    if there != here:
        return 0.0 if there and here else SURE - 5.0
    return float(SURE)


def _figures(words: str) -> list[str]:
    return sorted(word for word in words.split() if any(map(str.isdigit, word)))


def _people(first: Traits, second: Traits, score: Score) -> DuplicateVerdict | None:
    if first.human and first.human == second.human:
        return None  # known to be one, who moved
    mail, number = _shared(first.mails, second.mails), _shared(first.numbers, second.numbers)
    together = _together(first, second, score)
    if together is False and not mail and not number:
        return None
    alike = people_alike(first.words, second.words, score)
    reasons: list[Reason] = []
    strength = 0.0
    if mail and (alike or not is_shared(mail)):
        reasons.append(Reason(ReasonKind.SAME_MAIL, what=mail))
        strength = 80
    # At one company everybody may have one number; at two it says little of people with other names.
    if number and (alike or together is None or _shared(first.words, second.words)):
        reasons.append(Reason(ReasonKind.SAME_PHONE))
        strength = max(strength + 10, 45)
    if alike and (reasons or _worth_a_look(first, second, alike, together)):
        kind = ReasonKind.SAME_NAME if alike >= SURE else ReasonKind.NAMES_ALIKE
        reasons.append(Reason(kind, who=first.name, other=second.name))
        strength = strength + 40 if strength else alike - 10 - 25 * (together is None)
        if together:
            reasons.append(Reason(ReasonKind.SAME_COMPANY))
    return DuplicateVerdict(round(max(min(strength, SURE), 1)), tuple(reasons)) if reasons else None


def _together(first: Traits, second: Traits, score: Score) -> bool | None:
    """Whether two people work at one company; ``None`` where that is not known of one of them."""
    if first.account_id and first.account_id == second.account_id:
        return True
    if not (first.company and second.company):
        return None
    return first.company == second.company or bool(companies_alike((first.company, ""), (second.company, ""), score))


def _worth_a_look(first: Traits, second: Traits, alike: float, together: bool | None) -> bool:
    """Whether two people who share a name, and nothing else that is sure, may be one."""
    if together is False or (together is None and alike < ALIKE_ANYWHERE):
        return False
    if first.hosts and second.hosts and not _shared(first.hosts, second.hosts):
        return bool(together) and alike >= SURE
    return True


def people_alike(first: str, second: str, score: Score) -> float:
    """How alike two names of people are, whichever part comes first; 100 where they are the same, 0 where not alike.

    An initial may be any name that begins so; a middle name may be left out. One word alone is hardly a name.

    Args:
        first: The words of a name, parted by blanks.
        second: Those of another.
        score: How alike two words are.
    """
    if not first or not second:
        return 0.0
    if first == second:
        return float(SURE if " " in first else NAMES_ALIKE)
    fewer, left = sorted((first.split(), second.split()), key=len)
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
    mean = min(total / letters - 5 * len(left), SURE - 1 if long > 1 else _INITIALS)
    return mean if mean >= NAMES_ALIKE else 0.0


def _words_alike(first: str, second: str, score: Score) -> float:
    if len(first) == 1 or len(second) == 1:
        return 90.0 if first[0] == second[0] else 0.0
    likeness = score(first, second)
    if first[0] == second[0] and sorted(first) == sorted(second):
        likeness = max(likeness, 90.0)  # two letters changed places
    return likeness if likeness >= (_SHORT_ALIKE if min(len(first), len(second)) < 6 else 80) else 0.0


def swapped(pair: DuplicatePair) -> DuplicatePair:
    """The same two, of whom the other stays."""
    return replace(
        pair, kept_id=pair.other_id, kept_name=pair.other_name, other_id=pair.kept_id, other_name=pair.kept_name,
        kept_at=pair.other_at, other_at=pair.kept_at,
    )  # fmt: skip


def pair_of(first: Traits, second: Traits, verdict: DuplicateVerdict) -> DuplicatePair:
    """The pair as it is proposed: the one of higher rank, or else the older one, stays."""
    survivor, gone = sorted((first, second), key=lambda entry: (-entry.rank, entry.id))
    return DuplicatePair(
        IdentityKind(survivor.kind),
        survivor.id,
        survivor.name,
        gone.id,
        gone.name,
        verdict.reasons,
        verdict.strength,
        survivor.at,
        gone.at,
    )
