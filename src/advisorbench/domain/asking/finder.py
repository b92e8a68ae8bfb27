"""Whom might this person introduce us to? Proposals from who is in the book already, each with its reasons; offline.

A proposal needs a reason: the same sector, a former employer, or the same work by both job titles. It is no more than
a hint for the talk; who knows whom, only the person asked can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from advisorbench.domain.chains import chain_from, gathered
from advisorbench.domain.records.facts import AccountFacts, Person
from advisorbench.domain.records.reasons import Reason, ReasonKind
from advisorbench.domain.records.states import AccountStatus
from advisorbench.domain.text import fold

_COMMON = frozenset(
    re.findall(
        r"\w+",
        "manager director directeur head hoofd chief officer lead leider senior junior owner eigenaar founder "
        "oprichter general algemeen managing partner president vice deputy assistant assistent medewerker employee "
        "consultant adviseur advisor specialist chef directie leidinggevende ondernemer zelfstandig coordinator "
        "coordinateur team the and van der den het voor with from",
    )
)
"""Words of job titles that tell nothing of the trade."""
CUSTOMERS = frozenset({AccountStatus.ACTIVE, AccountStatus.DORMANT})
"""The accounts whose people are known to us already."""
_FORMER, _SECTOR, _NAMED, _TITLE = 4, 2, 1, 1
"""How much each reason weighs: to have worked together says more than to be in the same trade."""


class Acquaintance(NamedTuple):
    """Somebody in the book who belongs to no customer: at a prospect, or known by the name of a company only.

    Args:
        id: The key of the person.
        name: Their name.
        job_title: Their job title.
        company: Where they work: the account's name, or what the file said.
        account_id: That account; ``None`` where the company is no account of the book.
        sector: The account's sector.
        worked_at: Keys of accounts where they worked before: that of the person asked, and of those where that person
            worked too the last.
    """

    id: str
    name: str
    job_title: str = ""
    company: str = ""
    account_id: str | None = None
    sector: str = ""
    worked_at: tuple[str, ...] = ()


class TargetSuggestion(NamedTuple):
    """Somebody to ask for, and why they come to mind."""

    acquaintance: Acquaintance
    reasons: tuple[Reason, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Background:
    """Where the person asked comes from.

    Args:
        companies: Keys and names of the accounts where they worked before.
    """

    companies: tuple[tuple[str, str], ...] = ()


class Workplace(NamedTuple):
    """Where somebody works, or worked, who went from one account to another.

    Args:
        account_id: The account; ``None`` where it is not in the book.
        account: Its name.
        came_from_id: The key that they have at the account before.
    """

    account_id: str | None
    account: str
    came_from_id: str | None


def background_of(person_id: str, workplaces: Mapping[str, Workplace]) -> Background:
    """Where a person worked before, the last account first."""
    origins = {key: place.came_from_id for key, place in workplaces.items()}
    before = (workplaces[key] for key in chain_from(origins, person_id)[1:] if key in workplaces)
    return Background(tuple((place.account_id, place.account) for place in before if place.account_id))


def with_careers(
    known: Iterable[Acquaintance], workplaces: Mapping[str, Workplace], account_id: str, background: Background
) -> Iterator[Acquaintance]:
    """Acquaintances with where they worked before, as far as it is where the person asked works or worked.

    Args:
        known: The acquaintances.
        workplaces: Where everybody worked who went from one account to another.
        account_id: The account of the person asked.
        background: Where that person worked before.
    """
    rank = {key: place for place, (key, _name) in reversed(list(enumerate(background.companies)))}
    origins = {key: place.came_from_id for key, place in workplaces.items()}

    def met_at(key: str) -> tuple[bool, int]:
        at = workplaces[key].account_id if key in workplaces else None
        return at == account_id, rank.get(at or "", len(rank))

    met = gathered(origins, met_at, lambda here, before: (here[0] or before[0], min(here[1], before[1])))
    for one in known:
        here, place = met.get(origins.get(one.id) or "", (False, len(rank)))
        shared = [background.companies[place][0]] if place < len(rank) else []
        yield one._replace(worked_at=(*([account_id] if here else []), *shared))


def acquaintances_of(facts: AccountFacts) -> Iterable[Acquaintance]:
    """The people of a prospect, or of an account we lost: to those at a customer no introduction is needed any more."""
    account = facts.account
    if account.status in CUSTOMERS:
        return
    for person in facts.people:
        if not person.do_not_ask:
            yield Acquaintance(person.id, person.name, person.job_title, account.name, account.id, account.sector)


def title_words(title: str) -> frozenset[str]:
    """The words of a job title that tell what somebody does, folded."""
    return _words(title) - _COMMON


def _words(text: str) -> frozenset[str]:
    """The words of a text that may tell something, folded."""
    return frozenset(re.findall(r"[^\W\d_]{4,}", fold(text)))


def propose(
    facts: AccountFacts, person: Person, background: Background, known: Iterable[Acquaintance], on: date
) -> list[TargetSuggestion]:
    """Whom this person might introduce us to, the best founded first.

    Args:
        facts: The account of the person asked.
        person: Who would be asked.
        background: Where they worked before.
        known: Who may be proposed.
        on: The day; whom one is asking for already, or got a name of, is left out.
    """
    taken = {fold(t.who) for t in facts.targets if t.open_on(on)} | {fold(r.name) for r in facts.referrals}
    taken.add(fold(person.name))
    shared = _SharedCompanies(background)
    suggestions = []
    for acquaintance in known:
        here = acquaintance.account_id == facts.account.id or fold(acquaintance.company) == fold(facts.account.name)
        if here or not acquaintance.name.strip() or fold(acquaintance.name) in taken:
            continue
        reasons, weight = _reasons(facts, shared, person.job_title, acquaintance)
        if reasons:
            suggestions.append(TargetSuggestion(acquaintance, tuple(reasons), weight))
    return sorted(suggestions, key=lambda p: (-p.weight, fold(p.acquaintance.name), p.acquaintance.id))


class _SharedCompanies:
    """The companies that the person asked knows from within, and which of them somebody else knows so, too."""

    def __init__(self, background: Background) -> None:
        self._names = [name for _key, name in background.companies]
        self._by_key = {key: place for place, (key, _name) in reversed(list(enumerate(background.companies)))}
        self._by_name = {fold(name): place for place, name in reversed(list(enumerate(self._names))) if fold(name)}

    def with_one(self, one: Acquaintance) -> str:
        """The name of the first that both know: where the other works, else where they worked; empty without one."""
        works = [self._by_key.get(one.account_id or ""), self._by_name.get(fold(one.company))]
        worked = [self._by_key.get(key) for key in one.worked_at]
        for places in (works, worked):
            if known := [place for place in places if place is not None]:
                return self._names[min(known)]
        return ""


def _reasons(
    facts: AccountFacts, companies: _SharedCompanies, title: str, known: Acquaintance
) -> tuple[list[Reason], int]:
    reasons: list[Reason] = []
    weight, own = 0, title_words(title)
    if facts.account.id in known.worked_at:
        reasons.append(Reason(ReasonKind.WORKED_THERE, who=facts.account.name))
        weight += _FORMER
    if shared := companies.with_one(known):
        reasons.append(Reason(ReasonKind.BOTH_WORKED_AT, who=shared))
        weight += _FORMER
    if known.sector and fold(known.sector) == fold(facts.account.sector):
        reasons.append(Reason(ReasonKind.SAME_SECTOR, what=known.sector))
        weight += _SECTOR
    elif not known.sector and (words := sorted(_words(facts.account.sector) & _words(known.company))):
        reasons.append(Reason(ReasonKind.SECTOR_BY_NAME, what=", ".join(words)))
        weight += _NAMED
    if words := sorted(own & title_words(known.job_title)):
        reasons.append(Reason(ReasonKind.SAME_WORK, what=", ".join(words)))
        weight += _TITLE * len(words)
    elif known.job_title and fold(known.job_title) == fold(title):
        reasons.append(Reason(ReasonKind.SAME_JOB_TITLE))
        weight += _TITLE
    return reasons, weight
