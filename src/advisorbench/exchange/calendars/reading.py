"""Reading calendars (.ics): each event by itself, so that one that is broken does not take the others along."""

from __future__ import annotations

import hashlib
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from advisorbench.domain.days.calendar import DAY
from advisorbench.domain.days.recurrence import say_start
from advisorbench.domain.errors import FileError
from advisorbench.domain.records.states import EventKind, EventState
from advisorbench.exchange.calendars.zones import CalendarComponent, Zones
from advisorbench.exchange.content_lines import cut, unescape
from advisorbench.i18n import _

OURS = "advisorbench"
"""Stands in the name of the program that wrote our own files."""
FIELDS = {"kind": "X-ADVISORBENCH-KIND", "state": "X-ADVISORBENCH-STATE", "account": "X-ADVISORBENCH-ACCOUNT",
          "person": "X-ADVISORBENCH-PERSON", "travel_minutes": "X-ADVISORBENCH-TRAVEL",
          "calendar": "X-ADVISORBENCH-CALENDAR", "busy": "X-ADVISORBENCH-BUSY"}  # fmt: skip
"""What calendars have no property for, by the name of ours."""
LARGEST = 50_000_000
"""Larger files are not read, in bytes."""
_NEEDED = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", None)
"""What cannot be read in these changes when an event comes; what cannot be read elsewhere is left out."""


class ReadEvent(NamedTuple):
    """An event of a file.

    Args:
        line: The line it begins on.
        uid: Its UID, or one made from what it says.
        sequence: How often it was changed; the highest of the same event counts.
        occurrence: For one occurrence of a series: its start there, and the zone that it is written in.
        values: Fields of the event; an account and a person by name.
        file: The file's name, where there are several.
    """

    line: int
    uid: str
    sequence: int
    occurrence: tuple[datetime, str, bool] | None
    values: dict[str, Any]
    file: str = ""


@dataclass
class CalendarReading:
    """What stands in a calendar, or in a folder of them.

    Args:
        path: The file or folder.
        name: What the calendar calls itself, else the file or folder.
        ours: Whether we wrote it.
        events: Its events.
        refused: Lines that cannot be read, with the reason.
        others: How many things there are that are no events, by their name.
    """

    path: Path
    name: str = ""
    ours: bool = False
    events: list[ReadEvent] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


class _UnreadError(ValueError):
    """An event that cannot be taken, with the line to look at."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line


def is_calendar(path: Path) -> bool:
    """Whether a path looks like a calendar: an .ics file, or a folder."""
    return path.is_dir() or path.suffix.lower() in (".ics", ".ical", ".ifb", ".icalendar")


def read_calendar(path: Path, home: str) -> CalendarReading:
    """Read a calendar, or a folder of them as vdirsyncer and khal keep them.

    Args:
        path: The file or the folder.
        home: The seller's zone, which is taken where one of another name has the same clocks.

    Raises:
        FileError: It cannot be read at all, or is no calendar.
    """
    reading = CalendarReading(path, name=path.stem)
    if not path.is_dir():
        _read_file(path, reading, home, "")
        return reading
    reading.name = path.name or path.resolve().name
    files = sorted(p for p in path.rglob("*") if p.suffix.lower() == ".ics" and p.is_file())
    if not files:
        raise FileError(_("There is no calendar in %(path)s.") % {"path": path}, _("Name a folder with .ics files."))
    for file in files:
        try:
            _read_file(file, reading, home, file.name)
        except FileError as error:
            reading.refused.append((1, f"{file.name}: {error.message}"))
    return reading


def _read_file(path: Path, reading: CalendarReading, home: str, file: str) -> None:
    text = _text_of(path)
    blocks = list(blocks_of(text))
    if not any(block.name in ("VCALENDAR", "VEVENT") for block in blocks):
        raise FileError(_("This is no calendar: %(path)s") % {"path": path}, _("Choose a file with iCalendar in it."))
    method = ""
    for _number, line in next((block.lines for block in blocks if block.name == "VCALENDAR"), []):
        name, _colon, value = line.partition(":")
        if name.upper() == "METHOD":
            method = value.strip().upper()
        if name.upper() == "PRODID" and OURS in value.lower():
            reading.ours = True
        if name.upper() == "X-WR-CALNAME" and value.strip() and not file:
            reading.name = unescape(value.strip())
    zones = Zones([block for block in blocks if block.name == "VTIMEZONE"], home)
    for block in blocks:
        if block.name == "VEVENT":
            try:
                event = _event(block, zones, cancelled=method == "CANCEL")
            except _UnreadError as error:
                said = f"{file}: {error}" if file else str(error)
                reading.refused.append((error.line, said))
            else:
                reading.events.append(event._replace(file=file))
        elif block.name in ("VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY"):
            reading.others[block.name] += 1


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise FileError(_("This file is too large: %(path)s") % {"path": path})
        raw = path.read_bytes()
    except OSError as error:
        raise FileError(
            _("The file cannot be read: %(path)s: %(why)s.") % {"path": path, "why": error.strerror}
        ) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def blocks_of(text: str) -> Iterator[CalendarComponent]:
    """The components of a calendar: the calendar's own lines, and each component in it with all that it holds."""
    own: list[tuple[int, str]] = []
    block: CalendarComponent | None = None
    depth, first, seen = 0, 0, False
    for number, line in _unfolded(text):
        word, _colon, value = line.partition(":")
        word, value = word.strip().upper(), value.strip().upper()
        if block is None:
            if word == "BEGIN" and value != "VCALENDAR":
                block, depth = CalendarComponent(value, number, [(number, line)]), 1
            elif word == "BEGIN":
                seen, first = True, first or number
            else:
                own.append((number, line))
            continue
        block.lines.append((number, line))
        depth += (word == "BEGIN") - (word == "END")
        if depth <= 0:
            yield block
            block = None
    if block is not None:  # it ends without its end: what is there is looked at
        yield CalendarComponent(block.name, block.line, [*block.lines, (block.line, f"END:{block.name}")])
    if seen:
        yield CalendarComponent("VCALENDAR", first, own)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Lines with the number they begin on; a line that begins with a space goes on with the one before."""
    held: list[str] = []
    begun = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if line[:1] in (" ", "\t") and held:
            held.append(line[1:])
            continue
        if held:
            yield begun, "".join(held)
            held = []
        if line.strip():
            held, begun = [line], number
    if held:
        yield begun, "".join(held)


def _event(block: CalendarComponent, zones: Zones, *, cancelled: bool) -> ReadEvent:
    import icalendar

    if block.lines[-1][1].strip().upper() != "END:VEVENT":
        raise _UnreadError(block.line, _("the event is not closed"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of zones that it guesses; the zones are found here
            event = icalendar.Event.from_ical("\r\n".join(line for _number, line in block.lines))
        if not isinstance(event, icalendar.Event):
            raise ValueError(_("this is no event"))
        for name, why in event.errors:
            if name in _NEEDED:
                raise _UnreadError(_line_of(block, name), _said(name, why))
        return _Reader(block, event, zones).read(cancelled=cancelled)
    except _UnreadError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError) as error:
        raise _UnreadError(block.line, _said(None, str(error))) from error


def _said(name: str | None, why: object) -> str:
    text = " ".join(str(why).split())[:160]
    return f"{name}: {text}" if name else text or _("this event cannot be read")


def _line_of(block: CalendarComponent, name: str | None) -> int:
    return next(
        (number for number, line in block.lines if name and line.upper().startswith(name)), block.line
    )  # fmt: skip


def _texts(block: CalendarComponent) -> dict[str, str]:
    """What the lines of an event say as text, the first of each name; not those of the alarms in it."""
    texts: dict[str, str] = {}
    depth = 0
    for _number, line in block.lines:
        parsed = cut(line)
        if parsed is None:
            continue
        depth -= parsed.name == "END"
        if depth == 1 and parsed.name != "BEGIN":
            texts.setdefault(parsed.name, unescape(parsed.value))
        depth += parsed.name == "BEGIN"
    return texts


class _Reader:
    """Puts one event together."""

    def __init__(self, block: CalendarComponent, event: Any, zones: Zones) -> None:
        self.block, self.event, self.zones = block, event, zones
        self.texts = _texts(block)

    def read(self, *, cancelled: bool) -> ReadEvent:
        """The event's fields.

        Raises:
            _UnreadError: It has no start, or repeats in a way that cannot be kept.
        """
        start = self.event.get("DTSTART")
        if start is None or isinstance(start, list):
            raise self._unread("DTSTART", _("it has no start, or several"))
        for name in ("RRULE",):
            if isinstance(self.event.get(name), list):
                raise self._unread(name, _("it repeats by more than one rule"))
        if "EXRULE" in self.event:
            raise self._unread("EXRULE", _("it leaves out by a rule"))
        when, zone, whole = self._moment(start)
        values: dict[str, Any] = {
            "title": self.texts.get("SUMMARY") or _("(without a title)"), "on": when.date(),
            "at": "" if whole else say_start(when, whole=False).partition("T")[2], "zone": zone,
            "minutes": self._minutes(when, zone, whole), "place": self.texts.get("LOCATION", ""),
            "note": self.texts.get("DESCRIPTION", ""), "rule": self._rule(),
            "also_on": self._starts("RDATE", zone, whole), "not_on": self._starts("EXDATE", zone, whole),
            "free": str(self._first("TRANSP") or "").upper() == "TRANSPARENT",
        }  # fmt: skip
        if cancelled or str(self._first("STATUS") or "").upper() == "CANCELLED":
            values["state"] = EventState.CANCELLED
        values["place"] = values["place"][:300]
        values["title"] = values["title"][:300]
        values |= self._own_values()
        uid = self.texts.get("UID", "").strip()
        if not uid:
            said = f"{values['title']}|{values['on']}|{values['at']}".encode()
            uid = f"{hashlib.sha256(said).hexdigest()[:32]}@file"
        sequence = self._first("SEQUENCE")
        return ReadEvent(
            self.block.line, uid[:1000], int(sequence) if isinstance(sequence, int) else 0, self._occurrence(), values
        )  # fmt: skip

    def _unread(self, name: str, why: str) -> _UnreadError:
        return _UnreadError(_line_of(self.block, name), why)

    def _first(self, name: str) -> Any:
        found = self.event.get(name)
        return found[0] if isinstance(found, list) and found else found

    def _own_values(self) -> dict[str, Any]:
        own = {name: self.texts[ours] for name, ours in FIELDS.items() if ours in self.texts}
        values: dict[str, Any] = {name: own[name] for name in ("account", "person", "calendar") if name in own}
        if own.get("kind") in list(EventKind):
            values["kind"] = EventKind(own["kind"])
        if own.get("state") in list(EventState):
            values["state"] = EventState(own["state"])
        if own.get("travel_minutes", "").isdecimal():
            values["travel_minutes"] = int(own["travel_minutes"])
        if "busy" in own:
            values["busy"] = own["busy"].upper() == "TRUE"
        return values

    def _moment(self, prop: Any) -> tuple[datetime, str, bool]:
        """A moment as its clocks show it, the zone of these, and whether it is a whole day."""
        value = prop.dt
        if not isinstance(value, datetime):
            if not isinstance(value, date):
                raise ValueError(_("a time of day without a day"))
            return datetime.combine(value, datetime.min.time()), "", True
        return (*self._on_clocks(value, str(prop.params.get("TZID", ""))), False)

    def _on_clocks(self, value: datetime, tzid: str) -> tuple[datetime, str]:
        value = value.replace(microsecond=0)
        naive = value.replace(tzinfo=None, fold=0)
        if value.tzinfo is None and not tzid:
            return naive, ""
        if value.tzinfo is not None and not tzid:
            return value.astimezone(UTC).replace(tzinfo=None), "UTC"
        return naive, self.zones.name(tzid, naive)

    def _minutes(self, start: datetime, zone: str, whole: bool) -> int:
        end, length = self._first("DTEND"), self._first("DURATION")
        if end is not None:
            if isinstance(end.dt, datetime) is whole:
                raise self._unread("DTEND", _("it begins with a time and ends with a day, or the other way round"))
            then, then_zone, _whole = self._moment(end)
            taken = self._instant(then, then_zone) - self._instant(start, zone)
        elif length is not None:
            taken = length.dt
        else:
            taken = timedelta(days=1) if whole else timedelta()
        minutes = -int(-taken.total_seconds() // 60)
        if minutes < 0:
            raise self._unread("DTEND" if end is not None else "DURATION", _("it ends before it begins"))
        return max(-(-minutes // DAY), 1) * DAY if whole else minutes

    def _instant(self, when: datetime, zone: str) -> datetime:
        return when.replace(tzinfo=ZoneInfo(zone or "UTC")).astimezone(UTC)

    def _rule(self) -> str:
        rule = self.event.get("RRULE")
        return rule.to_ical().decode() if rule is not None else ""

    def _starts(self, name: str, zone: str, whole: bool) -> str:
        """Starts on the clocks of the series."""
        starts = []
        props = self.event.get(name, [])
        for prop in props if isinstance(props, list) else [props]:
            tzid = str(prop.params.get("TZID", ""))
            for item in prop.dts:
                value = item.dt[0] if isinstance(item.dt, tuple) else item.dt
                if not isinstance(value, datetime):
                    starts.append(value.isoformat())
                elif whole:
                    starts.append(value.date().isoformat())
                else:
                    when, written = self._on_clocks(value, tzid)
                    starts.append(say_start(moved(when, written, zone), whole=False))
        return " ".join(sorted(set(starts)))

    def _occurrence(self) -> tuple[datetime, str, bool] | None:
        prop = self._first("RECURRENCE-ID")
        if prop is None:
            return None
        if str(prop.params.get("RANGE", "")).upper() == "THISANDFUTURE":
            raise self._unread("RECURRENCE-ID", _("it changes one of a series and all after it at once"))
        return self._moment(prop)


def moved(when: datetime, written: str, zone: str) -> datetime:
    """A moment on the clocks of one zone, on those of another; floating clocks are left as they are."""
    if written == zone or not written or not zone:
        return when
    return when.replace(tzinfo=ZoneInfo(written)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
