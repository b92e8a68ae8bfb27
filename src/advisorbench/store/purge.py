"""Erasing what tells who somebody is, in every table and in the journal; the rows stay, so that the counts do.

This goes past the journal on purpose: a purge leaves no way back. It is the only module that does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col, select

from advisorbench.domain.chains import linked
from advisorbench.domain.records.states import TargetState, TestimonialState
from advisorbench.domain.text import fold
from advisorbench.models import (
    AccountRow,
    AskRow,
    ChangeRow,
    PersonRow,
    ReferralRow,
    Row,
    SignalRow,
    TargetRow,
    TestimonialRow,
    ThanksRow,
    folded,
)
from advisorbench.store.core import CHUNK, table
from advisorbench.store.journal import PURGE, JournalStep

ERASED = "(erased)"
"""Stands where a name was."""
SHORTEST_NUMBER = 7
"""A telephone number of fewer digits may be any number."""
_PERSONAL = frozenset(
    ("name", "company", "job_title", "email", "phone", "language", "note", "source", "basis", "external_id", "folded")
)
"""The columns of a person that tell who it is."""
_GIVEN = frozenset(("name", "company", "note", "permission_basis", "folded"))
"""The columns of a referral that tell whose name was given."""


def people_named(session: Session, name: str) -> list[PersonRow]:
    """Everybody who is known by exactly this name, and who they were at other accounts."""
    found = select(PersonRow).where(col(PersonRow.folded).contains(fold(name), autoescape=True))
    return [row for row in session.execute(found.order_by(col(PersonRow.id))).scalars() if fold(row.name) == fold(name)]


def entries_of_one(session: Session) -> dict[str, frozenset[str]]:
    """For each entry of a person who has others, all that are of that human being.

    Those are who they were or became at other accounts, and the entries that went up in them.
    """
    t = table(PersonRow).c
    came = sa.select(t.id, t.came_from_id).where(t.came_from_id.is_not(None))
    merged = sa.select(t.id, t.merged_into_id).where(t.merged_into_id.is_not(None))
    return linked((row[0], row[1]) for row in session.execute(sa.union_all(came, merged)))


def referrals_of(session: Session, name: str) -> list[ReferralRow]:
    """The referrals of somebody of exactly this name."""
    found = select(ReferralRow).where(col(ReferralRow.folded).contains(fold(name), autoescape=True))
    return [
        row for row in session.execute(found.order_by(col(ReferralRow.id))).scalars() if fold(row.name) == fold(name)
    ]


def account_of(session: Session, account_id: str | None) -> str:
    """The name of an account; nothing where there is none."""
    return (
        session.execute(select(AccountRow.name).where(AccountRow.id == account_id)).scalar() or "" if account_id else ""
    )


def erase(
    session: Session,
    step: JournalStep,
    people: Sequence[PersonRow],
    referrals: Sequence[ReferralRow],
    on: date,
    *,
    names: bool,
) -> int:
    """Erase some people and the names that were given of them; returns in how many rows something was erased.

    Args:
        session: A writing session.
        step: The step of the journal that tells that, and when, something was erased.
        people: Who goes.
        referrals: Whose names were given.
        on: The day.
        names: Whether their names go from all texts, too; not where somebody else bears the same one.
    """
    marks = _marks(people, referrals if names else (), names=names)
    accounts = {row.account_id for row in people} - {None}
    near = _Marks(_parts(session, people), (), ()) if names else _Marks((), (), ())
    own = {row.id for row in people}
    referred = {row.id for row in referrals}
    session.expunge_all()  # from here on the rows are written without the journal
    touched = 0
    for entity in Row.__subclasses__():
        for row in _rows(session, entity):
            values = _cleaned(row, marks)
            if row.get("account_id") in accounts:
                values |= _cleaned({**row, **values}, near)
            if entity is PersonRow and row["id"] in own:
                values |= dict.fromkeys(_PERSONAL & set(row), "") | {"name": ERASED, "purged_on": on}
                values |= {"left_on": row["left_on"] or on, "do_not_ask": True}
            if entity is ReferralRow and row["id"] in referred:
                values |= dict.fromkeys(_GIVEN, "") | {"name": ERASED}
                values["permission_basis"] = ERASED if row["permission_basis"] else ""
                values["informed_on"] = row["informed_on"] or on
            if row.get("person_id") in own:
                values |= _own_words(entity, row, on)
            if entity is TargetRow and values.get("who") == ERASED and row["state"] is TargetState.OPEN:
                values |= {"state": TargetState.DROPPED, "closed_on": on}  # nobody can be asked for any more
            touched += _write(session, entity, row, values)
    worded = {table(entity).name for entity in _WORDS}
    touched += _journal(session, marks, own | referred, worded, own, (near, accounts))
    session.execute(
        sa.insert(table(ChangeRow)),
        [
            {"step": step.id, "at": step.at, "command": PURGE, "entity": entity, "entity_id": key, "before": None,
             "after": None, "undoes": None}
            for entity, keys in (("person", own), ("referral", referred))
            for key in sorted(keys)
        ],
    )  # fmt: skip
    return touched


class _Marks:
    """Finds what tells who somebody is, wherever it stands: the names, the addresses, the telephone numbers.

    Args:
        names: Found whatever their case, accents and blanks, even over the end of a line.
        exact: Found as they are written, case aside.
        numbers: Telephone numbers, found however their digits are grouped.
    """

    def __init__(self, names: Iterable[str], exact: Iterable[str], numbers: Iterable[str]) -> None:
        patterns = [r"\s+".join(map(re.escape, fold(name).split())) for name in names if len(name.strip()) > 1]
        patterns += [re.escape(fold(word)) for word in exact if len(word) > 2]
        self._hints = {max(fold(name).split(), key=len) for name in names if len(name.strip()) > 1}
        self._hints |= {fold(word) for word in exact if len(word) > 2}
        patterns.sort(key=lambda pattern: (-len(pattern), pattern))
        self._words = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)") if patterns else None
        digits = [re.sub(r"\D", "", number) for number in numbers]
        grouped = [r"[\s().\-/]*".join(number) for number in digits if len(number) >= SHORTEST_NUMBER]
        self._numbers = re.compile(rf"\+?(?<!\d)(?:{'|'.join(grouped)})(?!\d)") if grouped else None

    def erased(self, text: str) -> str:
        """The text without them."""
        if self._numbers is not None:
            text = self._numbers.sub(ERASED, text)
        if self._words is None or not any(hint in fold(text) for hint in self._hints):
            return text
        plain, places = _plain(text)
        for found in reversed(list(self._words.finditer(plain))):
            end = places[found.end()] if found.end() < len(places) else len(text)
            text = text[: places[found.start()]] + ERASED + text[end:]
        return text


def _plain(text: str) -> tuple[str, list[int]]:
    """The text without case and accents, and for each of its characters the place in the text it comes from."""
    plain: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        folded_one = " " if character.isspace() else fold(character)
        plain.append(folded_one)
        places += [place] * len(folded_one)
    return "".join(plain), places


def _parts(session: Session, people: Sequence[PersonRow]) -> set[str]:
    """First and last names by which a person is meant in what is noted of their own accounts.

    A first name that somebody else there bears is left, and a last name that the account is called by.
    """
    parts: set[str] = set()
    own = {row.id for row in people}
    accounts = sorted({row.account_id for row in people if row.account_id})
    names: dict[str, str] = {}
    first_names = defaultdict[str, set[str]](set)
    t, a = table(PersonRow).c, table(AccountRow).c
    for start in range(0, len(accounts), CHUNK):
        there = accounts[start : start + CHUNK]
        names |= {row[0]: row[1] for row in session.execute(sa.select(a.id, a.name).where(a.id.in_(there)))}
        for key, account, name in session.execute(sa.select(t.id, t.account_id, t.name).where(t.account_id.in_(there))):
            if key not in own and name.split():
                first_names[account].add(fold(name.split()[0]))
    for row in people:
        first, _blank, last = row.name.strip().partition(" ")
        if row.account_id and len(first) > 2 and fold(first) not in first_names[row.account_id]:
            parts.add(first)
        if last and fold(last) not in fold(names.get(row.account_id or "", "")):
            parts.add(last)
    return parts


def _marks(people: Iterable[PersonRow], referrals: Iterable[ReferralRow], *, names: bool) -> _Marks:
    people = list(people)
    known = {row.name for row in people} | {row.name for row in referrals} if names else set()
    return _Marks(known, {row.email for row in people}, {row.phone for row in people})


def _rows(session: Session, entity: type[SQLModel]) -> Iterator[dict[str, Any]]:
    for row in session.execute(sa.select(table(entity))).all():
        yield dict(row._mapping)


_WORDS: dict[type[Row], tuple[str, ...]] = {
    AskRow: ("text", "note", "route"),
    TestimonialRow: ("original", "approved", "places"),
    SignalRow: ("note",),
    ThanksRow: ("how",),
}
"""What is their own, or was written to them: it goes altogether."""


def _own_words(entity: type[Row], row: dict[str, Any], on: date) -> dict[str, Any]:
    """The fields of a row about an erased person, without their words; whoever is gone consents to nothing any more."""
    values: dict[str, Any] = dict.fromkeys(_WORDS.get(entity, ()), "")
    if entity is TestimonialRow:
        values |= {"state": TestimonialState.WITHDRAWN, "withdrawn_on": on, "withdrawn_reason": ERASED}
    return values


def _cleaned(value: dict[str, Any], marks: _Marks) -> dict[str, Any]:
    """The columns in which something is erased, with what is left."""
    return {name: cleaned for name, text in value.items() if name != "id" and (cleaned := _erased(text, marks)) != text}


def _erased(value: Any, marks: _Marks) -> Any:
    if type(value) is str:  # a word of the trade is no text
        return marks.erased(value)
    if isinstance(value, dict):
        return {name: _erased(inner, marks) for name, inner in value.items()}
    if isinstance(value, list):
        return [_erased(inner, marks) for inner in value]
    return value


def _write(session: Session, entity: type[Row], row: dict[str, Any], values: dict[str, Any]) -> int:
    if not values:
        return 0
    if entity.searched:
        values["folded"] = folded({**row, **values}, entity.searched)
    values["version"] = row["version"] + 1
    t = table(entity)
    session.execute(sa.update(t).where(t.c.id == row["id"]).values(**values))
    return 1


def _journal(
    session: Session, marks: _Marks, keys: set[str], theirs: set[str], own: set[str], there: tuple[_Marks, set[Any]]
) -> int:
    """Erase them from every line of the journal; what is told of the rows themselves, and of their words, goes."""
    near, accounts = there
    t = table(ChangeRow)
    touched = 0
    query = sa.select(t.c.id, t.c.entity, t.c.entity_id, t.c.before, t.c.after)
    for number, entity, entity_id, before, after in session.execute(query).all():
        about = {told.get("person_id") for told in (before, after) if told}
        if entity_id in keys or (entity in theirs and about & own):
            new: tuple[Any, Any] = _bare(before), _bare(after)
        else:
            new = _erased(before, marks), _erased(after, marks)
            if any(told and told.get("account_id") in accounts for told in (before, after)):
                new = _erased(new[0], near), _erased(new[1], near)
        if new != (before, after):
            session.execute(sa.update(t).where(t.c.id == number).values(before=new[0], after=new[1]))
            touched += 1
    return touched


def _bare(told: dict[str, Any] | None) -> dict[str, Any] | None:
    """What the journal keeps of a row that was erased: which one it was."""
    return {"id": told["id"], "account_id": told.get("account_id")} if told else told


def still_named(session: Session, word: str) -> list[tuple[str, str]]:
    """Where a word, such as a last name, still stands in the book: kind of thing and the account it belongs to."""
    wanted = fold(word)
    places = set()
    for entity in Row.__subclasses__():
        for row in _rows(session, entity):
            text = fold(" ".join(value for value in row.values() if isinstance(value, str)))
            if re.search(rf"\b{re.escape(wanted)}\b", text):
                key = row.get("account_id") or (row["id"] if entity is AccountRow else None)
                places.add((str(entity.__tablename__), key))
    return sorted({(kind, account_of(session, key)) for kind, key in places})
