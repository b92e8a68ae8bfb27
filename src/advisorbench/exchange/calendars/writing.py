"""Writing the agenda as a calendar (.ics): events as they are held, and what is owed as to-dos."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from advisorbench.domain.days.calendar import Event
from advisorbench.domain.records.states import EventState
from advisorbench.exchange.calendars.reading import FIELDS, OURS
from advisorbench.exchange.content_lines import escape


class Todo(NamedTuple):
    """Something to do by a day."""

    uid: str
    what: str
    due_on: date


def write_calendar(events: Iterable[Event], todos: Iterable[Todo], now: datetime) -> bytes:
    """A calendar with the zones it needs.

    Args:
        events: All events; a series and its differing occurrences by the same UID.
        todos: What is owed.
        now: This instant, in UTC; calendars want to know when they were written.
    """
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{OURS}//{OURS}//EN")
    calendar.add("version", "2.0")
    listed = list(events)
    series = {event.uid: event for event in listed if not event.recurrence_id}
    for event in listed:
        calendar.add_component(_event(event, series.get(event.uid), now))
    for todo in todos:
        item = icalendar.Todo()
        item.add("uid", _text(todo.uid))
        item.add("dtstamp", now)
        item.add("summary", _text(todo.what))
        item.add("due", todo.due_on)
        item.add("status", "NEEDS-ACTION")
        calendar.add_component(item)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(event: Event, series: Event | None, now: datetime) -> Any:
    import icalendar

    item = icalendar.Event()
    item.add("uid", _text(event.uid))
    item.add("dtstamp", now)
    item.add("summary", _text(event.title))
    item.add("dtstart", _moment(event.start, event))
    item.add("duration", timedelta(minutes=event.minutes))
    if event.rule:
        item.add("rrule", icalendar.vRecur.from_ical(event.rule))
    for name, starts in (("rdate", event.also_on), ("exdate", event.not_on)):
        days = [date.fromisoformat(word) for word in starts.split() if "T" not in word]
        times = [_moment(datetime.fromisoformat(word), event) for word in starts.split() if "T" in word]
        for values in (days, times):
            if values:
                item.add(name, values)
    if event.recurrence_id:
        start = datetime.fromisoformat(event.recurrence_id)
        whole = "T" not in event.recurrence_id
        # Written on the clocks of the series, wherever this one was moved to.
        item.add("recurrence-id", start.date() if whole else _moment(start, series or event))
    for name, text in (("location", event.place), ("description", event.note)):
        if text:
            item.add(name, _text(text))
    if event.free:
        item.add("transp", "TRANSPARENT")
    if event.state is EventState.CANCELLED:
        item.add("status", "CANCELLED")
    if event.busy:
        item.add("class", "PRIVATE")
    fields: dict[str, Any] = {name: getattr(event, name) for name in FIELDS}
    fields["busy"] = "TRUE" if event.busy else ""
    for name, ours in FIELDS.items():
        if fields[name] or name == "calendar":
            item.add(ours, _text(str(fields[name])))
    return item


def _text(text: str) -> Any:
    """A text that icalendar writes as it stands: its own escaping takes a backslash and an N for a line break."""
    import icalendar

    return icalendar.prop.vInline(escape(text))


def _moment(start: datetime, event: Event) -> date | datetime:
    if event.whole:
        return start.date()
    return start.replace(tzinfo=ZoneInfo(event.zone)) if event.zone else start
