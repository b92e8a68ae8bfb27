"""Calendars in and out: matched by UID and occurrence; what cannot be read is refused; out and in is the identity."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisorbench.clock import FixedClock
from advisorbench.domain.errors import FileError, Stale
from advisorbench.domain.records.states import EventKind, EventState
from advisorbench.domain.rules import Rules
from advisorbench.models import EventRow
from advisorbench.services import Services, open_services
from advisorbench.services.event_rows import Scope
from advisorbench.services.importing.calendars import CalendarPlan
from advisorbench.store.core import table
from tests.services.making import TODAY, add_customer, day, one_step

SERIES = """\
UID:series@x
DTSTART;TZID=Europe/Amsterdam:20261123T090000
DTEND;TZID=Europe/Amsterdam:20261123T100000
RRULE:FREQ=DAILY;COUNT=4
SUMMARY:Stand-up"""
MOVED = """\
UID:series@x
RECURRENCE-ID:20261124T080000Z
DTSTART;TZID=Europe/Amsterdam:20261124T110000
DURATION:PT30M
SUMMARY:Stand-up\\, later"""


def calendar(*events: str, head: str = "") -> str:
    body = "\n".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\n{head}{body}\nEND:VCALENDAR\n"


def plan(services: Services, folder: Path, text: str, **more: Any) -> CalendarPlan:
    path = folder / "work.ics"
    path.write_text(text, "utf-8")
    plan = services.imports.plan(path, **more)
    assert isinstance(plan, CalendarPlan)
    return plan


def bring_in(services: Services, folder: Path, *events: str, head: str = "", **more: Any) -> dict[str, int]:
    """Import what can be read, and see that the same file again changes nothing."""
    counts = services.imports.apply(plan(services, folder, calendar(*events, head=head), **more), skip_refused=True)
    assert plan(services, folder, calendar(*events, head=head), **more).empty
    return counts


def said(services: Services, days: int = 30) -> list[str]:
    ones = services.calendar.occurrences(TODAY, day(days))
    return [f"{one.start:%d %H:%M} {one.event.title}" for one in ones]


def held(services: Services) -> dict[tuple[str, str], dict[str, Any]]:
    """What the book holds of events, keys aside."""
    own = ("id", "version", "batch_id", "interaction_id", "account_id", "person_id")
    with services.book.read() as session:
        rows = session.execute(sa.select(table(EventRow))).mappings()
        return {
            (row["uid"], row["recurrence_id"]): {name: row[name] for name in row if name not in own} for row in rows
        }  # fmt: skip


def test_a_series_comes_in_with_its_moved_occurrence(services: Services, tmp_path: Path) -> None:
    with one_step(services, "import"):
        counts = bring_in(services, tmp_path, SERIES, MOVED)
        assert counts == {"made": 2, "changed": 0, "same": 0, "refused": 0}
        assert said(services) == [
            "23 09:00 Stand-up",
            "24 11:00 Stand-up, later",
            "25 09:00 Stand-up",
            "26 09:00 Stand-up",
        ]
        assert {row["calendar"] for row in held(services).values()} == {"work"}


def test_what_moved_moves_and_what_was_cancelled_goes(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, SERIES, MOVED)
    later = MOVED.replace("T110000", "T150000")
    gone = "UID:series@x\nRECURRENCE-ID;TZID=Europe/Amsterdam:20261125T090000\nSTATUS:CANCELLED\n" \
           "DTSTART;TZID=Europe/Amsterdam:20261125T090000\nSUMMARY:Stand-up"  # fmt: skip
    assert bring_in(services, tmp_path, SERIES, later, gone) == {"made": 1, "changed": 1, "same": 1, "refused": 0}
    assert said(services) == ["23 09:00 Stand-up", "24 15:00 Stand-up, later", "26 09:00 Stand-up"]
    bring_in(services, tmp_path, SERIES, later, gone, head="METHOD:CANCEL\n")
    assert said(services) == []


def test_the_newest_of_the_same_event_counts(services: Services, tmp_path: Path) -> None:
    one = "UID:1\nSEQUENCE:{}\nDTSTART:20261123T08{}00Z\nSUMMARY:Once"
    bring_in(services, tmp_path, one.format(2, 30), one.format(1, 15))
    assert said(services) == ["23 09:30 Once"]


def test_what_was_skipped_or_finished_here_stays_so(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, SERIES)
    (series,) = services.calendar.occurrences(TODAY, TODAY)
    services.calendar.finish(series.event.id, 20, key=series.key)
    services.calendar.skip(series.event.id, key="2026-11-24T09:00")
    assert plan(services, tmp_path, calendar(SERIES)).empty
    assert said(services) == ["23 09:00 Stand-up", "25 09:00 Stand-up", "26 09:00 Stand-up"]


def test_busy_time_says_nothing_of_what_it_is_about(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, SERIES + "\nDESCRIPTION:Secret\nLOCATION:Bar", busy=True)
    (row,) = held(services).values()
    assert (row["title"], row["note"], row["place"], row["busy"]) == ("busy", "", "", True)


def test_a_folder_is_a_calendar_and_what_left_it_was_cancelled(services: Services, tmp_path: Path) -> None:
    folder = tmp_path / "private"
    folder.mkdir()
    for name, event in (("a.ics", SERIES), ("b.ics", "UID:b\nDTSTART;VALUE=DATE:20261201\nSUMMARY:Fair")):
        (folder / name).write_text(calendar(event))
    services.imports.apply(services.imports.plan(folder))
    assert services.imports.plan(folder).empty
    (folder / "b.ics").unlink()
    plan_without = services.imports.plan(folder)
    assert isinstance(plan_without, CalendarPlan)
    assert (plan_without.cancelled, plan_without.calendar) == (1, "private")
    services.imports.apply(plan_without)
    assert "01 00:00 Fair" not in said(services)
    assert services.imports.plan(folder).empty


@pytest.mark.parametrize(
    ("event", "line", "why"),
    [
        ("UID:1\nSUMMARY:When?", 4, "no start"),
        ("UID:1\nDTSTART:tomorrow", 6, "DTSTART"),
        ("UID:1\nDTSTART:20261123T080000Z\nDTEND:20261123T070000Z", 7, "ends before it begins"),
        ("UID:1\nDTSTART:20261123T080000Z\nDTEND;VALUE=DATE:20261124", 7, "ends with a day"),
        ("UID:1\nDTSTART:20261123T080000Z\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY", 7, "more than one rule"),
        ("UID:1\nDTSTART:20261123T080000Z\nRRULE:FREQ=HOURLY", 4, "write a rule"),
        ("UID:1\nDTSTART:20261123T080000Z\nRRULE:FREQ=SOMETIMES", 7, "RRULE"),
        ("UID:1\nDTSTART;TZID=Nowhere:20261123T080000", 4, "Nowhere"),
        ("UID:1\nDTSTART:20261123T080000Z\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261123T080000Z", 7, "all after it"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_line_and_the_rest_is_offered(
    services: Services, tmp_path: Path, event: str, line: int, why: str
) -> None:
    found = plan(services, tmp_path, calendar(event, SERIES))
    ((at, reason),) = found.refused
    assert at == line
    assert why in reason
    with pytest.raises(FileError):
        services.imports.apply(found)
    services.imports.apply(found, skip_refused=True)
    assert len(held(services)) == 1


@pytest.mark.parametrize("text", ["", "hello", "BEGIN:VALARM\nEND:VALARM", "\x00\x01"])
def test_what_is_no_calendar_is_refused(services: Services, tmp_path: Path, text: str) -> None:
    with pytest.raises(FileError):
        plan(services, tmp_path, text)
    with pytest.raises(FileError):
        services.imports.plan(tmp_path / "none.ics")


def test_an_event_cut_off_is_refused(services: Services, tmp_path: Path) -> None:
    found = plan(services, tmp_path, calendar(SERIES).partition("END:VEVENT")[0])
    assert found.made + len(found.refused) == 1


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        ("DTSTART;TZID=W. Europe Standard Time:20261123T090000", "23 09:00"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Amsterdam:20261123T090000", "23 09:00"),
        ("DTSTART;TZID=Mine:20261123T090000", "23 09:00"),
        ("DTSTART:20261123T090000", "23 09:00"),
        ("DTSTART:20261123T090000Z", "23 10:00"),
        ("DTSTART;TZID=America/New_York:20261123T090000", "23 15:00"),
    ],
)
def test_zones_are_known_by_many_names(services: Services, tmp_path: Path, start: str, shown: str) -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Mine\n"
        "BEGIN:STANDARD\nDTSTART:19701025T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\n"
        "TZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19700329T020000\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )
    bring_in(services, tmp_path, f"UID:1\n{start}\nSUMMARY:Talk", head=zone)
    assert said(services) == [f"{shown} Talk"]


def test_a_plan_holds_for_the_book_it_was_made_for(services: Services, tmp_path: Path) -> None:
    found = plan(services, tmp_path, calendar(SERIES))
    add_customer(services)
    with pytest.raises(Stale):
        services.imports.apply(found)


def test_the_agenda_goes_out_with_zones_and_what_is_owed(services: Services) -> None:
    account, person = add_customer(services)
    services.calendar.add(
        {"title": "Talk; with, signs", "on": TODAY, "at": "09:00", "account_id": account, "person_id": person}
    )
    services.promises.add({"account_id": account, "what": "Send the plan", "made_on": TODAY, "due_on": day(3)})
    text = services.exports.calendar().decode()
    for part in ("BEGIN:VTIMEZONE", "TZID:Europe/Amsterdam", "BEGIN:VEVENT", "BEGIN:VTODO", "DUE;VALUE=DATE:20261126",
                 "SUMMARY:Talk\\; with\\, signs", "DTSTART;TZID=Europe/Amsterdam:20261123T090000"):  # fmt: skip
        assert part in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_an_account_is_found_again_by_its_name(services: Services, tmp_path: Path) -> None:
    account, person = add_customer(services)
    fields = {
        "title": "T",
        "kind": EventKind.REVIEW,
        "on": TODAY,
        "at": "09:00",
        "account_id": account,
        "person_id": person,
    }
    services.calendar.add(fields)
    path = tmp_path / "out.ics"
    path.write_bytes(services.exports.calendar())
    assert services.imports.plan(path).empty
    services.history.undo()
    services.imports.apply(services.imports.plan(path))
    with services.book.read() as session:
        (row,) = session.execute(sa.select(EventRow)).scalars()
    assert (row.account_id, row.person_id, row.calendar) == (account, person, "")


# --- out and in is the identity -------------------------------------------------------------------------------

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
RULES = st.sampled_from(
    ["", "", "FREQ=DAILY;COUNT=20", "FREQ=WEEKLY;BYDAY=MO,TH;INTERVAL=2", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY",
     "FREQ=DAILY;UNTIL=20301231", "FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20301231T235959Z", "FREQ=DAILY;BYHOUR=9,14"]
)  # fmt: skip
ZONES = st.sampled_from(["Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "UTC", ""])


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    whole = draw(st.booleans())
    return {
        "title": draw(TEXT.map(str.strip).filter(bool)),
        "kind": draw(st.sampled_from(EventKind).filter(lambda kind: kind is not EventKind.REVIEW)),
        "state": draw(st.sampled_from([EventState.PLANNED, EventState.CANCELLED])),
        "on": draw(st.dates(date(2025, 1, 1), date(2027, 12, 31))), "calendar": draw(st.sampled_from(["", "work"])),
        "at": "" if whole else draw(st.sampled_from(["02:30", "09:00", "23:59", "14:05:30"])),
        "zone": "" if whole else draw(ZONES),
        "minutes": draw(st.integers(1, 3)) * 1440 if whole else draw(st.integers(0, 3000)),
        "rule": draw(RULES), "place": draw(TEXT), "note": draw(TEXT), "travel_minutes": draw(st.integers(0, 200)),
        "busy": draw(st.booleans()), "free": draw(st.booleans()),
    }  # fmt: skip


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(events(), min_size=1, max_size=4))
def test_out_and_in_again_is_the_identity(tmp_path_factory: pytest.TempPathFactory, made: list[dict[str, Any]]) -> None:
    folder = tmp_path_factory.mktemp("ics")
    first, second = (
        open_services(folder / name, FixedClock(TODAY), Rules(), make=True) for name in ("a.db", "b.db")
    )  # fmt: skip
    for fields in made:
        first.calendar.add(fields)
    for one in first.calendar.occurrences(TODAY, TODAY + timedelta(days=60))[:3]:
        if one.key and one.planned and one.event.repeats:
            first.calendar.move(one.event.id, TODAY, key=one.key)
            break
    path = folder / "out.ics"
    path.write_bytes(first.exports.calendar())
    assert first.imports.plan(path).counts["same"] == len(held(first))
    found = second.imports.plan(path)
    assert found.refused == []
    second.imports.apply(found)
    assert held(second) == held(first)


@pytest.mark.parametrize("text", ["\\N", "\\n", "\\\\n", "C:\\new", "a\\", "a; b, c"])
def test_a_backslash_goes_out_and_comes_in_as_it_is(services: Services, tmp_path: Path, text: str) -> None:
    account, _person = add_customer(services, text, text)
    services.calendar.add(
        {
            "title": text,
            "place": text,
            "note": text,
            "on": TODAY,
            "at": "09:00",
            "account_id": account,
            "calendar": text,
        }
    )
    path = tmp_path / "out.ics"
    path.write_bytes(services.exports.calendar())
    assert services.imports.plan(path).counts == {"made": 0, "changed": 0, "same": 1, "refused": 0}


def test_a_split_series_goes_out_and_in_too(services: Services, tmp_path: Path) -> None:
    event = services.calendar.add({"title": "T", "on": TODAY, "at": "09:00", "rule": "FREQ=DAILY;COUNT=9"}).id
    services.calendar.move(event, day(4), "15:00", key="2026-11-27T09:00", scope=Scope.FOLLOWING)
    services.calendar.skip(event, key="2026-11-24T09:00")
    path = tmp_path / "out.ics"
    path.write_bytes(services.exports.calendar())
    assert services.imports.plan(path).empty


def test_an_older_file_of_ours_unfinishes_nothing(services: Services, tmp_path: Path) -> None:
    event = services.calendar.add({"title": "T", "on": TODAY, "at": "09:00"}).id
    path = tmp_path / "out.ics"
    path.write_bytes(services.exports.calendar())
    services.calendar.finish(event, 60)
    assert services.imports.plan(path).empty


def test_an_occurrence_on_other_clocks_is_known_by_those_of_its_series(services: Services, tmp_path: Path) -> None:
    event = services.calendar.add({"title": "T", "on": TODAY, "at": "09:00", "rule": "FREQ=DAILY;COUNT=3"}).id
    services.calendar.edit(event, 1, {"zone": "America/New_York"}, key="2026-11-24T09:00")
    path = tmp_path / "out.ics"
    path.write_bytes(services.exports.calendar())
    assert "RECURRENCE-ID;TZID=Europe/Amsterdam:20261124T090000" in path.read_text()
    assert services.imports.plan(path).empty
