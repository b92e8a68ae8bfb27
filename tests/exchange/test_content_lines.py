"""Lines of calendars and vCards: text comes back exactly, begins no line of its own, and is cut in no character."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisorbench.domain.days.calendar import Event
from advisorbench.domain.records.states import EventKind, EventState
from advisorbench.domain.text import clean_note
from advisorbench.exchange.calendars.reading import read_calendar
from advisorbench.exchange.calendars.writing import Todo, write_calendar
from advisorbench.exchange.content_lines import OCTETS, cut, escape, folded, split_value, unescape

HOSTILE = ["\\N", "\\n", "\\\\n", "C:\\new", "ends with \\", ";", ",", "\\;", "\\\\,", "a\nb", "\n", "%2C", "^n", '"',
           "BEGIN:VEVENT\nEND:VEVENT", "a: b", "é" * 90, "🙂" * 40, "\\" * 80]  # fmt: skip
TEXT = (st.text() | st.text('\\nN;,:"^ \n€🙂', max_size=200)).map(clean_note)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a, b; c", r"a\, b\; c"),
        ("\\", r"\\"),
        ("\\n", r"\\n"),
        ("\\N", r"\\N"),
        ("C:\\new", r"C:\\new"),
        ("one\ntwo", r"one\ntwo"),
        ("one\r\ntwo\rthree", r"one\ntwo\nthree"),
        ("one\u2028two\x85three", r"one\ntwo\nthree"),
        ("bell\x07 nul\x00 half\ud800", "bell nul half"),
    ],
)
def test_text_is_written_as_the_standard_says(text: str, written: str) -> None:
    assert escape(text) == written


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"a\nb\Nc", "a\nb\nc"),
        (r"\\n", "\\n"),
        (r"\\\n", "\\\n"),
        (r"http\://x", "http://x"),
        (r"\"so\"", '"so"'),
        (r"C:\temp", "C:\\temp"),
        ("ends\\", "ends\\"),
    ],
)
def test_a_backslash_that_escapes_nothing_stays(value: str, text: str) -> None:
    assert unescape(value) == text


@given(TEXT)
def test_text_comes_back_exactly_and_stays_on_its_line(text: str) -> None:
    assert unescape(escape(text)) == text
    assert len(escape(text).splitlines()) <= 1


@given(st.lists(TEXT, min_size=1))
def test_the_parts_of_a_value_come_back_exactly(parts: list[str]) -> None:
    for between in ";,":
        value = between.join(escape(part) for part in parts)
        assert [unescape(part) for part in split_value(value, between)] == parts


@given(TEXT.map(escape))
@example("é" * 37 + "x" + "é")
@example("x" * 75)
@example("x" * 76)
def test_no_folded_line_is_too_long_or_ends_within_a_character(line: str) -> None:
    lines = folded(line).encode().split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(one) <= OCTETS for one in lines)
    assert all(one[:1] == b" " for one in lines[1:])
    assert "".join(one.decode()[bool(at) :] for at, one in enumerate(lines)) == line


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("FN:Elif: Kaya", ("", "FN", [], "Elif: Kaya")),
        ("item1.email;type=WORK:e@k.nl", ("ITEM1", "EMAIL", [("TYPE", "WORK")], "e@k.nl")),
        ("TEL;WORK;VOICE:1", ("", "TEL", [("", "WORK"), ("", "VOICE")], "1")),
        ('ADR;LABEL="a;b:c";TYPE=work:x', ("", "ADR", [("LABEL", '"a;b:c"'), ("TYPE", "work")], "x")),
        ('NOTE:he said "a', ("", "NOTE", [], 'he said "a')),
        ('TEL;TYPE="work:1', ("", "TEL", [("TYPE", '"work')], "1")),
        ("FN:", ("", "FN", [], "")),
        ("no line", None),
        (":x", None),
        ("", None),
    ],
)
def test_a_line_is_cut_in_its_parts(line: str, parts: tuple[object, ...] | None) -> None:
    assert cut(line) == parts


def event(title: str) -> Event:
    return Event(
        id="1", uid=f"{title}@x", title=title, on=datetime(2026, 11, 23).date(), at="09:00", zone="Europe/Amsterdam",
        place=title, note=title, account=title, person=title, calendar=title,
        kind=EventKind.OTHER, state=EventState.PLANNED,
    )  # fmt: skip


def through(folder: Path, *titles: str) -> list[str]:
    """What each text of events reads when it went out and came in again."""
    now = datetime(2026, 11, 23, tzinfo=UTC)
    path = folder / "out.ics"
    path.write_bytes(write_calendar([event(title) for title in titles], [Todo("1", titles[0], now.date())], now))
    found = read_calendar(path, "Europe/Amsterdam")
    assert found.refused == []
    names = ("title", "place", "note", "account", "person", "calendar")
    return [one.values[name] for one in found.events for name in names] + [one.uid[:-2] for one in found.events]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_texts_of_a_calendar_come_back_exactly(tmp_path: Path, text: str) -> None:
    if text.strip():
        assert set(through(tmp_path, text)) == {text}


@settings(max_examples=25, deadline=None)
@given(TEXT.filter(lambda text: 0 < len(text) < 250))
def test_any_text_of_a_calendar_comes_back_exactly(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    assert set(through(tmp_path_factory.mktemp("ics"), text)) == {text}


def test_the_text_of_an_alarm_is_not_that_of_its_event(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nX-WR-CALNAME:a\\, b\\\\n\nBEGIN:VEVENT\nUID:1\nDTSTART:20261123\nBEGIN:VALARM\n"
        "DESCRIPTION:Wake up\nEND:VALARM\nSUMMARY:One\nSUMMARY:Two\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    reading = read_calendar(path, "UTC")
    assert reading.name == "a, b\\n"
    (found,) = reading.events
    assert (found.values["title"], found.values["note"]) == ("One", "")
