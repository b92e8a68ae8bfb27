"""Use cases of calendar files: a calendar is read, planned and shown, then applied as one batch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from advisorbench.domain.days.recurrence import say_start
from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.records.states import EventKind, EventState
from advisorbench.domain.text import fold
from advisorbench.exchange.calendars.reading import CalendarReading, ReadEvent, moved, read_calendar
from advisorbench.i18n import _, ngettext
from advisorbench.models import EventFields, EventRow
from advisorbench.models.base import NAME
from advisorbench.services.base import Service, change, row_of, validated
from advisorbench.services.importing.batch import begin_batch, digest, may_apply, whole_rows
from advisorbench.services.importing.plan import say_counts
from advisorbench.store import calendar as store
from advisorbench.store.accounts import account_names, person_names
from advisorbench.store.journal import BookSession, insert_many, newest_line

EXAMPLES = 5
"""How many of the changes the plan shows."""


@dataclass
class CalendarPlan:
    """What an import would do; nothing is done yet.

    Args:
        reading: What stands in the file or folder.
        calendar: The name under which its events are kept.
        sha256: The digest of what was read.
        seen: The newest line of the journal when the plan was made.
        made: New events.
        changed: Keys of events that become otherwise, and how.
        same: How many are in the book already, just so.
        gone: How many of those changed are cancelled by it.
        refused: Lines that cannot be read, with the reason.
        examples: A few of the changes, in words.
    """

    reading: CalendarReading
    calendar: str
    sha256: str = ""
    seen: int = 0
    made: list[dict[str, Any]] = field(default_factory=list)
    changed: dict[str, dict[str, Any]] = field(default_factory=dict)
    same: int = 0
    gone: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether applying it would change nothing."""
        return not (self.made or self.changed)

    @property
    def counts(self) -> dict[str, int]:
        """How many events are new, changed, the same, and refused."""
        return {
            "made": len(self.made), "changed": len(self.changed), "same": self.same, "refused": len(self.refused)
        }  # fmt: skip

    def told(self) -> list[str]:
        """The plan in lines for the user."""
        lines = [_("calendar “%(name)s”") % {"name": self.calendar}] if self.calendar else [_("your own agenda")]
        lines.append(say_counts(self.counts))
        if self.gone:
            lines.append(ngettext("%(n)d is cancelled", "%(n)d are cancelled", self.gone) % {"n": self.gone})
        lines += [f"  {example}" for example in self.examples]
        for name, count in sorted(self.reading.others.items()):
            lines.append(_("%(n)d of %(name)s are left alone") % {"n": count, "name": name})
        return lines


class CalendarFiles(Service):
    """Calendars in."""

    def plan(self, path: Path, *, calendar: str = "", busy: bool = False) -> CalendarPlan:
        """Read a calendar, or a folder of them, and find out what importing it would do.

        Args:
            path: The file or the folder.
            calendar: The name to keep it under; by default what it calls itself.
            busy: Whether only that one is busy is taken, and not what it is about.

        Raises:
            FileError: It cannot be read.
        """
        reading = read_calendar(path, self.rules.zone)
        with self.book.read() as session:
            plan = CalendarPlan(reading, (calendar or ("" if reading.ours else reading.name))[:NAME])
            plan.sha256, plan.seen = digest(path), newest_line(session)
            plan.refused = list(reading.refused)
            _Planner(session, plan, busy=busy).read()
            if path.is_dir():
                self._gone(session, plan)
        return plan

    def _gone(self, session: BookSession, plan: CalendarPlan) -> None:
        """A folder holds a calendar whole: what is to come and does not stand in it any more was cancelled."""
        uids = {event.uid for event in plan.reading.events}
        if plan.refused or not plan.calendar:
            return  # what cannot be read may still be there
        for (uid, _key), row in store.rows_of_calendar(session, plan.calendar).items():
            to_come = row["on"] >= self.today or row["rule"] or row["also_on"]
            if uid not in uids and to_come and row["state"] is EventState.PLANNED:
                plan.changed[row["id"]] = {"state": EventState.CANCELLED}
                plan.gone += 1

    def apply(self, plan: CalendarPlan, *, skip_refused: bool = False) -> dict[str, int]:
        """Carry a plan out, as one transaction and one batch.

        Args:
            plan: What `plan` gave.
            skip_refused: Whether what cannot be read is left out; else it holds everything back.

        Returns:
            How many events were made, changed, the same, refused.

        Raises:
            FileError: There are events that cannot be read.
            Stale: The book was changed since the plan was made.
        """
        may_apply(plan, skip_refused=skip_refused)
        if plan.empty:
            return plan.counts
        with self.book.write("import") as session:
            name = plan.reading.path.name or "calendar"
            batch = begin_batch(
                session, plan, self.clock.now(), file=name, preset="calendar", reading=plan.calendar
            )  # fmt: skip
            insert_many(session, EventRow, whole_rows(EventRow, plan.made, batch.id))
            for key, values in plan.changed.items():
                change(row_of(session, EventRow, key), EventFields, values)
        return plan.counts


class _Planner:
    """Holds each event of a reading against the book."""

    def __init__(self, session: BookSession, plan: CalendarPlan, *, busy: bool) -> None:
        self.session, self.plan, self.busy = session, plan, busy
        newest = _newest(plan.reading.events)
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
                self.plan.refused.append((event.line, f"{event.file}: {error}" if event.file else str(error)))
        self.plan.refused.sort()

    def _place(self, event: ReadEvent) -> None:
        key = self._occurrence(event)
        given = self._given(event)
        row = self.known.get((event.uid, key))
        values = validated(EventFields, {**given, "uid": event.uid, "recurrence_id": key}).model_dump()
        if row is None:
            if values["state"] is EventState.CANCELLED and not key and not self.plan.reading.ours:
                self.plan.same += 1  # it is not there, and is not to be
            else:
                self.plan.made.append(values)
            return
        said = {name: values[name] for name in given if row[name] != values[name]}
        if row["state"] is not EventState.PLANNED and values["state"] is not EventState.CANCELLED:
            said.pop("state", None)  # done or skipped here, which the file does not know
        if not said:
            self.plan.same += 1
            return
        validated(EventFields, {name: row[name] for name in EventFields.model_fields} | said)
        self.plan.changed[row["id"]] = said
        self.plan.gone += said.get("state") is EventState.CANCELLED
        if len(self.plan.examples) < EXAMPLES:
            words = ", ".join(f"{name}: {_plain(row[name])} → {_plain(value)}" for name, value in said.items())
            self.plan.examples.append(f"{row['title']}: {words}")

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

    def _given(self, event: ReadEvent) -> dict[str, Any]:
        given = dict(event.values)
        given.setdefault("calendar", self.plan.calendar)
        if not self.plan.reading.ours:
            given["calendar"] = self.plan.calendar
        account, person = given.pop("account", ""), given.pop("person", "")
        if account:
            given["account_id"] = self._account(account)
            if person and given["account_id"]:
                found = person_names(self.session, fold(person), given["account_id"])
                given["person_id"] = found[0][0] if len(found) == 1 else None
        if not given.get("account_id") and given.get("kind") is EventKind.REVIEW:
            given["kind"] = EventKind.OTHER
        if given.get("state") is EventState.DONE and (given["rule"] or given["also_on"]):
            given.pop("state")
        if self.busy:
            given |= {"title": _("busy"), "place": "", "note": "", "busy": True}
        return given

    def _account(self, name: str) -> str | None:
        if name not in self._accounts:
            found = [key for key, known in account_names(self.session, fold(name)) if fold(known) == fold(name)]
            self._accounts[name] = found[0] if len(found) == 1 else None
        return self._accounts[name]


def _newest(events: Iterable[ReadEvent]) -> list[ReadEvent]:
    """Each event once: what was changed most often, then what stands last."""
    found: dict[tuple[str, Any], ReadEvent] = {}
    for event in events:
        key = (event.uid, event.occurrence[0] if event.occurrence else None)
        if key not in found or event.sequence >= found[key].sequence:
            found[key] = event
    return list(found.values())


def _plain(value: Any) -> str:
    return "–" if value is None or value == "" else str(value)
