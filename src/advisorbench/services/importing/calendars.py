"""Planning an import of a calendar: its events are held against the book, then written as one batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from advisorbench.domain.days.recurrence import say_start
from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.records.states import EventKind, EventState
from advisorbench.domain.text import fold
from advisorbench.exchange.calendars.reading import CalendarReading, ReadEvent, moved, read_calendar
from advisorbench.exchange.encoding import digest
from advisorbench.exchange.file_format import FileFormat
from advisorbench.i18n import _, ngettext
from advisorbench.models import EventFields, EventRow
from advisorbench.models.base import NAME
from advisorbench.services.base import change, row_of, validated
from advisorbench.services.importing.batch import whole_rows
from advisorbench.services.importing.plan import Plan, Progress
from advisorbench.store import calendar as store
from advisorbench.store.accounts import account_names, person_names
from advisorbench.store.book import Book
from advisorbench.store.journal import BookSession, insert_many, newest_line


@dataclass(kw_only=True)
class CalendarPlan(Plan):
    """What an import of a calendar would do.

    Args:
        source: What stands in the file or folder.
        calendar: The name under which its events are kept.
        new_events: The fields of each event to be made.
        changes: Keys of events that become otherwise, and how.
        cancelled: How many of those changed are cancelled by it.
    """

    source: CalendarReading
    calendar: str
    new_events: list[dict[str, Any]] = field(default_factory=list)
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    cancelled: int = 0

    @property
    def reading(self) -> str:
        """How the file was read, in the list of imports."""
        return self.calendar

    def add(self, values: dict[str, Any]) -> None:
        """Note an event to be made."""
        self.made += 1
        self.new_events.append(values)

    def change(self, key: str, values: dict[str, Any]) -> None:
        """Note what becomes otherwise of an event in the book."""
        self.changed += key not in self.changes
        self.changes[key] = values
        self.cancelled += values.get("state") is EventState.CANCELLED

    def write(self, session: BookSession, batch_id: str, progress: Progress) -> None:
        """Write it all."""
        insert_many(session, EventRow, whole_rows(EventRow, self.new_events, batch_id))
        for done, (key, values) in enumerate(self.changes.items(), self.made + 1):
            change(row_of(session, EventRow, key), EventFields, values)
            progress(done, self.made + self.changed)

    def about(self) -> list[str]:
        """Which calendar it is, in lines for the user."""
        return [_("calendar “%(name)s”") % {"name": self.calendar} if self.calendar else _("your own agenda")]

    def notes(self) -> Iterator[str]:
        """What else the user should know before it is applied, line by line."""
        if self.cancelled:
            yield ngettext("%(n)d is cancelled", "%(n)d are cancelled", self.cancelled) % {"n": self.cancelled}
        for name, count in sorted(self.source.others.items()):
            yield _("%(n)d of %(name)s are left alone") % {"n": count, "name": name}


def plan_calendar(
    book: Book, path: Path, zone: str, today: date, *, calendar: str = "", busy: bool = False
) -> CalendarPlan:
    """Find out what importing a calendar, or a folder of them, would do.

    Args:
        book: The book.
        path: The file or the folder.
        zone: The seller's zone.
        today: The seller's day.
        calendar: The name to keep it under; by default what it calls itself.
        busy: Whether only that one is busy is taken, and not what it is about.

    Raises:
        FileError: It cannot be read.
    """
    source = read_calendar(path, zone)
    name = (calendar or ("" if source.ours else source.name))[:NAME]
    with book.read() as session:
        seen = newest_line(session)
        plan = CalendarPlan(path, FileFormat.CALENDAR, digest(path), seen, source=source, calendar=name)
        for line, problem in source.refused:
            plan.refuse(line, problem)
        _Planner(session, plan, busy=busy).read()
        if path.is_dir():
            _cancel_missing(session, plan, today)
    return plan


def _cancel_missing(session: BookSession, plan: CalendarPlan, today: date) -> None:
    """A folder holds a calendar whole: what is to come and does not stand in it any more was cancelled."""
    uids = {event.uid for event in plan.source.events}
    if plan.refused or not plan.calendar:
        return  # what cannot be read may still be there
    for (uid, _key), row in store.rows_of_calendar(session, plan.calendar).items():
        to_come = row["on"] >= today or row["rule"] or row["also_on"]
        if uid not in uids and to_come and row["state"] is EventState.PLANNED:
            plan.change(row["id"], {"state": EventState.CANCELLED})


class _Planner:
    """Holds each event of a reading against the book."""

    def __init__(self, session: BookSession, plan: CalendarPlan, *, busy: bool) -> None:
        self.session, self.plan, self.busy = session, plan, busy
        newest = _newest(plan.source.events)
        self.events = list(newest)
        self.known = store.rows_by_uid(session, (event.uid for event in newest))
        self.zones = {uid: (row["zone"], not row["at"]) for (uid, key), row in self.known.items() if not key}
        self.zones |= {e.uid: (e.values["zone"], not e.values["at"]) for e in newest if e.occurrence is None}
        self._accounts: dict[str, str | None] = {}

    def read(self) -> None:
        """Go through all of them."""
        for event in self.events:
            try:
                self._place(event)
            except FieldErrors as error:
                self.plan.refuse(event.line, f"{event.file}: {error}" if event.file else str(error))
        self.plan.refused.sort()

    def _place(self, event: ReadEvent) -> None:
        """Decide what one event is: new, changed, or the same."""
        key = self._occurrence(event)
        fields = self._fields(event)
        row = self.known.get((event.uid, key))
        values = validated(EventFields, {**fields, "uid": event.uid, "recurrence_id": key}).model_dump()
        if row is None:
            if values["state"] is EventState.CANCELLED and not key and not self.plan.source.ours:
                self.plan.same += 1  # it is not there, and is not to be
            else:
                self.plan.add(values)
            return
        changes = {name: values[name] for name in fields if row[name] != values[name]}
        if row["state"] is not EventState.PLANNED and values["state"] is not EventState.CANCELLED:
            changes.pop("state", None)  # done or skipped here, which the file does not know
        if not changes:
            self.plan.same += 1
            return
        validated(EventFields, {name: row[name] for name in EventFields.model_fields} | changes)
        self.plan.change(row["id"], changes)
        self.plan.add_example(row["title"], ((name, row[name], value) for name, value in changes.items()))

    def _occurrence(self, event: ReadEvent) -> str:
        """The start of an occurrence on the clocks of its series; empty for an event by itself."""
        if event.occurrence is None:
            return ""
        when, written, whole = event.occurrence
        zone, series_whole = self.zones.get(event.uid, (written, whole))
        if whole and not series_whole:  # only its day is said
            at = next((e.values["at"] for e in self.events if e.uid == event.uid and e.occurrence is None), "00:00")
            when, written = datetime.fromisoformat(f"{when.date().isoformat()}T{at}"), zone
        return say_start(moved(when, written, zone), whole=series_whole)

    def _fields(self, event: ReadEvent) -> dict[str, Any]:
        """What the file says of an event, as fields of ours."""
        fields = dict(event.values)
        fields.setdefault("calendar", self.plan.calendar)
        if not self.plan.source.ours:
            fields["calendar"] = self.plan.calendar
        account, person = fields.pop("account", ""), fields.pop("person", "")
        if account:
            fields["account_id"] = self._account(account)
            if person and fields["account_id"]:
                people = person_names(self.session, fold(person), fields["account_id"])
                fields["person_id"] = people[0][0] if len(people) == 1 else None
        if not fields.get("account_id") and fields.get("kind") is EventKind.REVIEW:
            fields["kind"] = EventKind.OTHER
        if fields.get("state") is EventState.DONE and (fields["rule"] or fields["also_on"]):
            fields.pop("state")
        if self.busy:
            fields |= {"title": _("busy"), "place": "", "note": "", "busy": True}
        return fields

    def _account(self, name: str) -> str | None:
        """The key of the only account of this name."""
        if name not in self._accounts:
            keys = [key for key, known in account_names(self.session, fold(name)) if fold(known) == fold(name)]
            self._accounts[name] = keys[0] if len(keys) == 1 else None
        return self._accounts[name]


def _newest(events: Iterable[ReadEvent]) -> list[ReadEvent]:
    """Each event once: what was changed most often, then what stands last."""
    newest: dict[tuple[str, Any], ReadEvent] = {}
    for event in events:
        key = (event.uid, event.occurrence[0] if event.occurrence else None)
        if key not in newest or event.sequence >= newest[key].sequence:
            newest[key] = event
    return list(newest.values())
