"""What the use cases do to the rows of events: one occurrence, this and those after it, the whole series."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from advisorbench.domain.days.calendar import Event, Occurrence, comes_at, expand
from advisorbench.domain.days.recurrence import ended_before, say_start, start_of, starts_between
from advisorbench.domain.errors import FieldErrors, NotFound, Refused
from advisorbench.domain.records.states import EventKind, EventState
from advisorbench.i18n import N_, _
from advisorbench.models import EventFields, EventRow, new_id
from advisorbench.services.base import change, row_of, validated
from advisorbench.store import calendar as store
from advisorbench.store.journal import BookSession

FAR_BACK = datetime.combine(date(1900, 1, 1), time())


class Scope(StrEnum):
    """How much of a series is meant."""

    ONE = N_("this one")
    FOLLOWING = N_("this and all after it")
    ALL = N_("the whole series")


def fact_of(row: EventRow) -> Event:
    """The row as the rules see it; without names."""
    return Event._make(getattr(row, name, "") for name in Event._fields)


def row_for(session: BookSession, event_id: str, key: str, home: str, version: int | None = None) -> EventRow:
    """The row of an event, seen to have this occurrence.

    Args:
        session: A writing session.
        event_id: The event, the series, or the row of one occurrence.
        key: The start that the occurrence has in its series; empty for an event that comes once.
        home: The seller's zone.
        version: What it was when it was read.

    Raises:
        NotFound: It is gone, or does not come then any more.
        Stale: It was changed since.
    """
    row = row_of(session, EventRow, event_id, version)
    if (row.rule or row.also_on) and key and not comes_at(fact_of(row), key, home):
        raise NotFound(_("This does not come then any more."), _("Look again; it may have been moved."))
    return row


def one_of(session: BookSession, row: EventRow, key: str) -> EventRow:
    """The row of one occurrence, which it gets where it has none yet; an event that comes once is its own."""
    if not (row.rule or row.also_on):
        return row
    if not key:
        raise Refused(_("“%(title)s” repeats: say which one.") % {"title": row.title}, _("Name its day."))
    found = store.differing_row(session, row.uid, key)
    if found is None:
        start = datetime.fromisoformat(key)
        values = {name: getattr(row, name) for name in EventFields.model_fields}
        values |= {
            "recurrence_id": key, "on": start.date(), "rule": "", "also_on": "", "not_on": "",
            "at": say_start(start, whole=False).partition("T")[2] if row.at else "",
        }  # fmt: skip
        found = EventRow.model_validate(values | {"batch_id": row.batch_id})
        session.add(found)
        session.flush()
    return found


def set_values(
    session: BookSession, row: EventRow, key: str, scope: Scope, values: Mapping[str, Any], home: str
) -> EventRow:
    """Change one occurrence, this and those after it, or the whole series; returns the row that was changed.

    Raises:
        FieldErrors: A field would be wrong.
    """
    if not (row.rule or row.also_on):
        change(row, EventFields, values)
        return row
    if scope is Scope.ONE:
        found = one_of(session, row, key)
        kept = {name: value for name, value in values.items() if name not in ("rule", "also_on", "not_on")}
        change(found, EventFields, kept)
        return found
    if scope is Scope.FOLLOWING:
        row = _split(session, row, key, home)
    _change_series(session, row, values)
    return row


def _change_series(session: BookSession, row: EventRow, values: Mapping[str, Any]) -> None:
    """Change a series; what is known of single occurrences by their start goes along with it."""
    before = start_of(row.on, row.at)
    after = start_of(values.get("on", row.on), str(values.get("at", row.at)))
    whole = not str(values.get("at", row.at))
    if bool(row.at) is whole and (row.also_on or row.not_on or store.differing(session, row.uid)):
        raise FieldErrors({"at": _("single ones were changed: whole days and hours do not mix")})
    given = dict(values)
    if before != after:
        for name in ("also_on", "not_on"):
            given.setdefault(name, _shifted(getattr(row, name), after - before))
        if after.date() != before.date() and "rule" not in values:
            given["rule"] = _moved_rule(row.rule, before.date(), after.date())
        for one in store.differing(session, row.uid):
            one.recurrence_id = _shifted(one.recurrence_id, after - before)
    change(row, EventFields, given)


def _shifted(starts: str, by: timedelta) -> str:
    words = ((word, datetime.fromisoformat(word) + by) for word in starts.split())
    return " ".join(sorted(say_start(when, whole="T" not in word) for word, when in words))


def _moved_rule(rule: str, before: date, after: date) -> str:
    """The rule of a series that begins on another day: a rule by the weekday of its start moves along.

    Raises:
        FieldErrors: It has days of its own, which a move of the start does not change.
    """
    days = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    parts = rule.split(";")
    for place, part in enumerate(parts):
        name, _is, value = part.partition("=")
        if name == "BYDAY" and value == days[before.weekday()] and "FREQ=WEEKLY" in parts:
            parts[place] = f"BYDAY={days[after.weekday()]}"
        elif name == "BYMONTHDAY" and value == str(before.day) and after.month == before.month:
            parts[place] = f"BYMONTHDAY={after.day}"
        elif name.startswith("BY") and name not in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            raise FieldErrors({"on": _("this series has days of its own (%(rule)s): change its rule") % {"rule": rule}})
    return ";".join(parts)


def _split(session: BookSession, row: EventRow, key: str, home: str) -> EventRow:
    """Take this occurrence and all after it off a series; they become a series of their own."""
    start = datetime.fromisoformat(key)
    fact = fact_of(row)
    earlier = starts_between(row.rule, row.also_on, "", fact.start, row.zone or home, FAR_BACK, start)
    before = [when for when in earlier if when < start]
    if not before:
        return row
    values = {name: getattr(row, name) for name in EventFields.model_fields}
    rule = row.rule
    if "COUNT=" in rule:
        rule = _counted_on(rule, row, before)
    later = new_id()
    values |= {
        "uid": later, "on": start.date(), "at": say_start(start, whole=False).partition("T")[2] if row.at else "",
        "rule": rule, "also_on": _part(row.also_on, key, after=True), "not_on": _part(row.not_on, key, after=True),
    }  # fmt: skip
    new = EventRow.model_validate(validated(EventFields, values).model_dump() | {"batch_id": row.batch_id})
    session.add(new)
    for one in store.differing(session, row.uid):
        if one.recurrence_id >= key:
            one.uid = later
    change(row, EventFields, _ended(row, key, before[-1]))
    session.flush()
    return new


def _counted_on(rule: str, row: EventRow, before: list[datetime]) -> str:
    by_rule = len(before) - len([word for word in row.also_on.split() if datetime.fromisoformat(word) in before])
    parts = [part.partition("=") for part in rule.split(";")]
    return ";".join(
        f"{name}={max(int(value) - by_rule, 1)}" if name == "COUNT" else f"{name}={value}" for name, _is, value in parts
    )


def _part(starts: str, key: str, *, after: bool) -> str:
    return " ".join(word for word in starts.split() if (word >= key) is after)


def _ended(row: EventRow, key: str, last: datetime) -> dict[str, Any]:
    """What a series becomes that ends before a start."""
    return {
        "rule": ended_before(row.rule, last, whole=not row.at) if row.rule else "",
        "also_on": _part(row.also_on, key, after=False),
        "not_on": _part(row.not_on, key, after=False),
    }


def leave_out(session: BookSession, row: EventRow, key: str, scope: Scope, home: str) -> None:
    """Skip one occurrence, this and those after it, or the whole of it."""
    if not (row.rule or row.also_on) or scope is Scope.ALL:
        change(row, EventFields, {"state": EventState.CANCELLED})
        for one in store.differing(session, row.uid) if row.rule or row.also_on else ():
            if one.state is EventState.PLANNED:
                change(one, EventFields, {"state": EventState.CANCELLED})
        return
    if scope is Scope.ONE:
        found = store.differing_row(session, row.uid, key)
        if found is None and row.calendar:  # its file would bring it back where the series alone were changed
            found = one_of(session, row, key)
        if found is None:
            change(row, EventFields, {"not_on": " ".join(sorted({*row.not_on.split(), key}))})
        else:
            change(found, EventFields, {"state": EventState.CANCELLED})
        return
    start = datetime.fromisoformat(key)
    earlier = starts_between(row.rule, row.also_on, "", start_of(row.on, row.at), row.zone or home, FAR_BACK, start)
    before = [when for when in earlier if when < start]
    if not before:
        leave_out(session, row, key, Scope.ALL, home)
        return
    for one in store.differing(session, row.uid):
        if one.recurrence_id >= key and one.state is EventState.PLANNED:
            change(one, EventFields, {"state": EventState.CANCELLED})
    change(row, EventFields, _ended(row, key, before[-1]))


def review_occurrence(session: BookSession, account_id: str, on: date, home: str) -> Occurrence | None:
    """The planned event of kind review with an account on a day."""
    events = [e for e in store.events_between(session, on, on) if e.recurrence_id or e.account_id == account_id]
    found = (
        one for one in expand(events, on, on, home)
        if one.on == on and one.planned and one.event.kind is EventKind.REVIEW and one.event.account_id == account_id
    )  # fmt: skip
    return next(found, None)


def finish_review_event(
    session: BookSession, account_id: str, on: date, minutes: int | None, interaction_id: str, home: str
) -> None:
    """A review that was held closes its event of that day."""
    found = review_occurrence(session, account_id, on, home)
    if found:
        row = one_of(session, row_of(session, EventRow, found.event.id), found.key)
        took = {} if minutes is None or not row.at else {"minutes": minutes}
        change(row, EventFields, {"state": EventState.DONE, "interaction_id": interaction_id, **took})


def move_review_event(session: BookSession, account_id: str, before: date, after: date, home: str) -> None:
    """A review that moves to another day takes its event along, at the same hour."""
    found = review_occurrence(session, account_id, before, home) if before != after else None
    if found:
        row = one_of(session, row_of(session, EventRow, found.event.id), found.key)
        change(row, EventFields, {"on": row.on + (after - before)})
