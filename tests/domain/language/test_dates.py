"""Days as they are typed, said and counted."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisorbench.domain.language.dates import months_after, parse_day, say_ago, say_day, say_day_long, week_of
from advisorbench.i18n import use_language

MONDAY = date(2026, 11, 23)
SATURDAY = date(2026, 11, 28)
SUNDAY = date(2026, 11, 29)
MONTH_END = date(2027, 1, 31)
LEAP_DAY = date(2028, 2, 29)
YEAR_END = date(2026, 12, 31)

READ = [
    # Dates with a year
    (MONDAY, "2026-12-04", "2026-12-04"),
    (MONDAY, "20261204", "2026-12-04"),
    (MONDAY, "2026-2-1", "2026-02-01"),
    (MONDAY, "2026/12/04", "2026-12-04"),
    (MONDAY, " 4 DEC 2026 ", "2026-12-04"),
    (MONDAY, "4 december 2026", "2026-12-04"),
    (MONDAY, "4-dec-2026", "2026-12-04"),
    (MONDAY, "4 dec. 2026.", "2026-12-04"),
    (MONDAY, "December 4, 2026", "2026-12-04"),
    (MONDAY, "1 januari 1900", "1900-01-01"),
    (MONDAY, "31 dec 2200", "2200-12-31"),
    (MONDAY, "29 feb 2028", "2028-02-29"),
    # A day and a month: the next one, today included
    (MONDAY, "4 dec", "2026-12-04"),
    (MONDAY, "4dec", "2026-12-04"),
    (MONDAY, "dec 4", "2026-12-04"),
    (MONDAY, "23 nov", "2026-11-23"),
    (MONDAY, "22 nov", "2027-11-22"),
    (MONDAY, "4 mei", "2027-05-04"),
    (MONDAY, "may 4", "2027-05-04"),
    (MONDAY, "4 mrt", "2027-03-04"),
    (MONDAY, "4 maart", "2027-03-04"),
    (MONDAY, "4 mär", "2027-03-04"),
    (MONDAY, "1 okt.", "2027-10-01"),
    (MONDAY, "12 sept", "2027-09-12"),
    (MONDAY, "3 augustus", "2027-08-03"),
    (MONDAY, "29 feb", "2028-02-29"),
    (LEAP_DAY, "29 feb", "2028-02-29"),
    (date(2028, 3, 1), "29 februari", "2032-02-29"),
    (date(2096, 3, 1), "feb 29", "2104-02-29"),
    (YEAR_END, "1 jan", "2027-01-01"),
    (YEAR_END, "31 dec", "2026-12-31"),
    # A weekday before a date agrees with it
    (MONDAY, "Friday 4 December 2026", "2026-12-04"),
    (MONDAY, "Friday, December 4, 2026", "2026-12-04"),
    (MONDAY, "vr. 4 dec. 2026", "2026-12-04"),
    (MONDAY, "vrijdag 4 dec", "2026-12-04"),
    (MONDAY, "fri 2026-12-04", "2026-12-04"),
    (MONDAY, "do 31-12-2026", "2026-12-31"),
    # Figures only
    (MONDAY, "25-12-2026", "2026-12-25"),
    (MONDAY, "12/25/2026", "2026-12-25"),
    (MONDAY, "25.12.26", "2026-12-25"),
    (MONDAY, "25/12", "2026-12-25"),
    (MONDAY, "22/11", "2027-11-22"),
    (MONDAY, "5/5", "2027-05-05"),
    (MONDAY, "05-05-2026", "2026-05-05"),
    (MONDAY, "29/2", "2028-02-29"),
    (MONDAY, "13.1.", "2027-01-13"),
    # Days near today
    (MONDAY, "today", "2026-11-23"),
    (MONDAY, "Vandaag", "2026-11-23"),
    (MONDAY, "tomorrow", "2026-11-24"),
    (MONDAY, "morgen.", "2026-11-24"),
    (MONDAY, "yesterday", "2026-11-22"),
    (MONDAY, "gisteren", "2026-11-22"),
    (MONDAY, "overmorgen", "2026-11-25"),
    (MONDAY, "day  after\ttomorrow", "2026-11-25"),
    (MONDAY, "eergisteren", "2026-11-21"),
    (MONDAY, "day before yesterday", "2026-11-21"),
    (YEAR_END, "morgen", "2027-01-01"),
    (LEAP_DAY, "tomorrow", "2028-03-01"),
    # A weekday alone comes strictly after today
    (MONDAY, "mon", "2026-11-30"),
    (MONDAY, "ma", "2026-11-30"),
    (MONDAY, "di", "2026-11-24"),
    (MONDAY, "Wednesday", "2026-11-25"),
    (MONDAY, "do", "2026-11-26"),
    (MONDAY, "thurs", "2026-11-26"),
    (MONDAY, "fri", "2026-11-27"),
    (MONDAY, "vrijdag", "2026-11-27"),
    (MONDAY, "za.", "2026-11-28"),
    (MONDAY, "zo", "2026-11-29"),
    (YEAR_END, "fri", "2027-01-01"),
    (MONDAY, "this fri", "2026-11-27"),
    (MONDAY, "deze vrijdag", "2026-11-27"),
    (MONDAY, "komende vrijdag", "2026-11-27"),
    (SATURDAY, "coming friday", "2026-12-04"),
    (MONDAY, "afgelopen vrijdag", "2026-11-20"),
    (SATURDAY, "past friday", "2026-11-27"),
    (MONDAY, "afgelopen maandag", "2026-11-16"),
    # Next and last, where both readings are the same day
    (MONDAY, "next mon", "2026-11-30"),
    (SATURDAY, "volgende vrijdag", "2026-12-04"),
    (SUNDAY, "next sunday", "2026-12-06"),
    (MONDAY, "last fri", "2026-11-20"),
    (MONDAY, "vorige maandag", "2026-11-16"),
    (SATURDAY, "last sunday", "2026-11-22"),
    # Counted from today
    (MONDAY, "+2w", "2026-12-07"),
    (MONDAY, "2w", "2026-12-07"),
    (MONDAY, "+ 2 w", "2026-12-07"),
    (MONDAY, "-2w", "2026-11-09"),
    (MONDAY, "+3d", "2026-11-26"),
    (MONDAY, "+0d", "2026-11-23"),
    (MONDAY, "10 dagen", "2026-12-03"),
    (MONDAY, "+1m", "2026-12-23"),
    (MONDAY, "+1y", "2027-11-23"),
    (MONDAY, "+1j", "2027-11-23"),
    (MONDAY, "in 2 weeks", "2026-12-07"),
    (MONDAY, "over 2 weken", "2026-12-07"),
    (MONDAY, "over drie dagen", "2026-11-26"),
    (MONDAY, "in three days", "2026-11-26"),
    (MONDAY, "2 weeks ago", "2026-11-09"),
    (MONDAY, "2 weken geleden", "2026-11-09"),
    (MONDAY, "twaalf maanden geleden", "2025-11-23"),
    (MONDAY, "over een week", "2026-11-30"),
    (MONDAY, "over één week", "2026-11-30"),
    (MONDAY, "in a month", "2026-12-23"),
    (MONDAY, "a year ago", "2025-11-23"),
    (MONDAY, "over 1 maand", "2026-12-23"),
    (MONTH_END, "+1m", "2027-02-28"),
    (MONTH_END, "over twee maanden", "2027-03-31"),
    (LEAP_DAY, "in one year", "2029-02-28"),
    (LEAP_DAY, "+4y", "2032-02-29"),
    # The end of the month
    (MONDAY, "end of month", "2026-11-30"),
    (MONDAY, "end of the month", "2026-11-30"),
    (LEAP_DAY, "eind van de maand", "2028-02-29"),
    (MONTH_END, "einde maand", "2027-01-31"),
    (date(2027, 2, 1), "Einde van de maand", "2027-02-28"),
]

REFUSED: list[tuple[date, str, *tuple[str, ...]]] = [
    # What could be two days: both are named
    (MONDAY, "4/12", "2026-12-04", "2027-04-12"),
    (MONDAY, "4-12-2026", "2026-04-12", "2026-12-04"),
    (MONDAY, "04/12/2026", "2026-04-12", "2026-12-04"),
    (MONDAY, "4.12.26", "2026-04-12", "2026-12-04"),
    (MONDAY, "fri 4/12", "2026-12-04", "2027-04-12"),
    (MONDAY, "next fri", "2026-11-27", "2026-12-04"),
    (MONDAY, "volgende vrijdag", "2026-11-27", "2026-12-04"),
    (SATURDAY, "next sunday", "2026-11-29", "2026-12-06"),
    (SATURDAY, "last fri", "2026-11-20", "2026-11-27"),
    (SUNDAY, "vorige maandag", "2026-11-16", "2026-11-23"),
    (YEAR_END, "next fri", "2027-01-01", "2027-01-08"),
    (MONDAY, "end of week", "2026-11-27", "2026-11-29"),
    (SUNDAY, "eind van de week", "2026-11-27", "2026-11-29"),
    # What is a span: a day in it is given as an example
    (MONDAY, "next week", "2026-11-30", "+1w"),
    (MONDAY, "volgende week", "2026-11-30", "+1w"),
    (MONDAY, "vorige week", "2026-11-16", "-1w"),
    (MONTH_END, "next month", "2027-02-28", "+1m"),
    (MONDAY, "volgende maand", "2026-12-23", "+1m"),
    (MONDAY, "volgend jaar", "2027-11-23", "+1y"),
    # A weekday that contradicts the date
    (MONDAY, "Thursday 4 December 2026", "2026-12-04", "Friday"),
    (MONDAY, "do 4 dec", "2026-12-04", "Friday"),
    (MONDAY, "mon 2026-12-04", "2026-12-04", "Friday"),
    # No such day
    (MONDAY, "30 feb", "no such day"),
    (MONDAY, "29 feb 2027", "no such day"),
    (MONDAY, "2026-13-01", "no such day"),
    (MONDAY, "20261301", "no such day"),
    (MONDAY, "31/4", "no such day"),
    (MONDAY, "13/13", "no such day"),
    (MONDAY, "0/5", "no such day"),
    (MONDAY, "0 dec", "no such day"),
    (MONDAY, "4 dec 0000", "no such day"),
    # Too far, or in an uncertain century
    (MONDAY, "31 dec 1899", "1900", "2200"),
    (MONDAY, "2201-01-01", "1900", "2200"),
    (MONDAY, "+999999999w", "1900", "2200"),
    (MONDAY, "-999999999m", "1900", "2200"),
    (MONDAY, "+" + "9" * 50 + "y", "1900", "2200"),
    (MONDAY, "in 3000 months", "1900", "2200"),
    (date.max, "tomorrow", "1900", "2200"),
    (date.min, "vorige vrijdag", "1900", "2200"),
    (MONDAY, "25.12.98", "four digits"),
    # Nothing that can be read
    (MONDAY, "", "Type a day"),
    (MONDAY, " \t ", "Type a day"),
    (MONDAY, "soon", "can be read"),
    (MONDAY, "dec", "can be read"),
    (MONDAY, "dec 2026", "can be read"),
    (MONDAY, "4", "can be read"),
    (MONDAY, "2026", "can be read"),
    (MONDAY, "4 foo", "can be read"),
    (MONDAY, "4/12-2026", "can be read"),
    (MONDAY, "this week", "can be read"),
    (MONDAY, "fri tomorrow", "can be read"),
    (MONDAY, "monday friday", "can be read"),
    (MONDAY, "-2 weeks ago", "can be read"),
    (MONDAY, "over 2 weeks", "can be read"),
    (MONDAY, "in 2 weken", "can be read"),
    (MONDAY, "thirteen days ago", "can be read"),
    (MONDAY, "2h", "can be read"),
    (MONDAY, "1² dec", "can be read"),
    (MONDAY, "٤ dec", "can be read"),
    (MONDAY, "4\x00 dec", "can be read"),
    (MONDAY, "4 dec 2026" + " " * 60, "can be read"),
]

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
texts = [text for _, text, _ in READ] + [refused[1] for refused in REFUSED]
vocabulary = sorted({word for text in texts for word in text.split()})
phrases = st.lists(st.sampled_from(vocabulary), max_size=6).flatmap(
    lambda words: st.sampled_from((" ".join(words), "".join(words)))
)


@pytest.fixture(autouse=True, scope="module")
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language(None)


@pytest.mark.parametrize(("today", "text", "expected"), READ)
def test_a_day_that_is_certain_is_read(today: date, text: str, expected: str) -> None:
    assert parse_day(text, today).isoformat() == expected


@pytest.mark.parametrize(("today", "text", "named"), [(today, text, named) for today, text, *named in REFUSED])
def test_what_is_not_certain_is_refused_and_the_message_says_what_it_could_be(
    today: date, text: str, named: list[str]
) -> None:
    with pytest.raises(ValueError, match=r"\.$") as refused:
        parse_day(text, today)
    assert [word for word in named if word not in str(refused.value)] == []


def test_both_readings_are_named_with_their_weekday_and_either_can_be_typed_as_it_stands() -> None:
    with pytest.raises(ValueError, match="Fri 2026-11-27 or Fri 2026-12-04"):
        parse_day("next fri", MONDAY)
    assert parse_day("Fri 2026-11-27", MONDAY) == date(2026, 11, 27)


@pytest.mark.parametrize("text", ["4 may 2027", "4 mei 2027", "tuesday 4 may 2027", "di 4 mei 2027"])
def test_both_languages_are_read_whatever_the_language_of_the_interface(text: str) -> None:
    use_language("nl")
    try:
        assert parse_day(text, MONDAY) == date(2027, 5, 4)
    finally:
        use_language("en")


@given(text=st.text(max_size=70) | phrases, today=st.dates())
@example(text="\ud800 4 dec", today=MONDAY)
@example(text="29/2", today=date.max)
def test_any_text_on_any_day_gives_a_day_in_range_or_a_message(text: str, today: date) -> None:
    try:
        day = parse_day(text, today)
    except ValueError as refused:
        assert str(refused).endswith(".")
    else:
        assert 1900 <= day.year <= 2200


@given(day=days, today=days)
def test_an_iso_date_means_itself_on_every_day(day: date, today: date) -> None:
    assert parse_day(day.isoformat(), today) == parse_day(day.strftime("%Y%m%d"), today) == day


@given(day=days, today=days)
def test_what_a_form_echoes_can_be_typed_again(day: date, today: date) -> None:
    assert parse_day(say_day_long(day), today) == day


@given(today=st.dates(date(1900, 1, 1), date(2199, 1, 1)), ahead=st.integers(-200, 400))
def test_what_a_screen_says_is_read_as_that_day_or_refused(today: date, ahead: int) -> None:
    day = today + timedelta(ahead)
    try:
        assert parse_day(say_day(day, today), today) == day
    except ValueError:
        assert ahead < -1 or day.year < 1900


@given(day=days, today=days)
def test_figures_are_read_exactly_when_swapping_day_and_month_changes_nothing(day: date, today: date) -> None:
    text = f"{day.day}-{day.month}-{day.year}"
    if day.day <= 12 and day.day != day.month:
        with pytest.raises(ValueError, match=day.isoformat()):
            parse_day(text, today)
    else:
        assert parse_day(text, today) == day


@given(
    today=st.dates(date(1901, 1, 1), date(2199, 1, 1)),
    weekday=st.sampled_from(("mon", "di", "wo", "thu", "vr", "za", "zo")),
)
def test_a_coming_and_a_past_weekday_lie_one_to_seven_days_from_today(today: date, weekday: str) -> None:
    coming, past = parse_day(weekday, today), parse_day(f"afgelopen {weekday}", today)
    assert 1 <= (coming - today).days <= 7
    assert 1 <= (today - past).days <= 7
    assert coming.weekday() == past.weekday()


@pytest.mark.parametrize(
    ("anchor", "months", "expected"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 1, 31), 2, date(2027, 3, 31)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_are_counted_from_the_anchor(anchor: date, months: int, expected: date) -> None:
    assert months_after(anchor, months) == expected


@given(anchor=days, one=st.integers(-600, 600), more=st.integers(-600, 600))
def test_counted_months_land_in_the_month_that_stepping_gives_and_never_past_its_end(
    anchor: date, one: int, more: int
) -> None:
    counted, stepped = months_after(anchor, one + more), months_after(months_after(anchor, one), more)
    assert (counted.year, counted.month) == (stepped.year, stepped.month)
    assert (counted.year - anchor.year) * 12 + counted.month - anchor.month == one + more
    assert counted.day == min(anchor.day, monthrange(counted.year, counted.month)[1])


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (MONDAY, "today"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 12, 4), "Fri 4 Dec"),
        (date(2026, 9, 4), "Fri 4 Sep"),
        (date(2027, 5, 25), "Tue 25 May"),
        (date(2027, 5, 26), "26 May 2027"),
        (date(2026, 5, 24), "Sun 24 May"),
        (date(2026, 5, 23), "23 May 2026"),
        (date(2027, 12, 4), "4 Dec 2027"),
    ],
)
def test_a_screen_says_a_day_as_short_as_it_can(day: date, said: str) -> None:
    assert say_day(day, MONDAY) == said


def test_a_form_echoes_a_day_in_full() -> None:
    assert say_day_long(date(2026, 12, 4)) == "Friday 4 December 2026"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (MONDAY, "today"),
        (date(2026, 9, 23), "61 days ago"),
        (date(2026, 11, 22), "1 day ago"),
        (date(2026, 11, 24), "in 1 day"),
        (date(2026, 11, 28), "in 5 days"),
    ],
)
def test_a_distance_is_said_in_days(day: date, said: str) -> None:
    assert say_ago(day, MONDAY) == said


@pytest.mark.parametrize(
    ("day", "week"), [(MONDAY, 48), (date(2026, 12, 31), 53), (date(2027, 1, 3), 53), (date(2027, 1, 4), 1)]
)
def test_weeks_are_numbered_as_iso_does(day: date, week: int) -> None:
    assert week_of(day) == week


@pytest.fixture
def dutch() -> Iterator[None]:
    """The settings name Dutch."""
    use_language("nl")
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("text", "day"),
    [("01-03-2027", date(2027, 3, 1)), ("1/3", date(2027, 3, 1)), ("13-3-2027", date(2027, 3, 13)),
     ("31-12", date(2026, 12, 31))],
)  # fmt: skip
def test_where_dutch_is_set_a_date_begins_with_its_day(dutch: None, text: str, day: date) -> None:
    assert parse_day(text, date(2026, 11, 23)) == day


def test_where_dutch_is_set_a_month_that_is_none_is_refused(dutch: None) -> None:
    with pytest.raises(ValueError, match="niet in de kalender"):
        parse_day("3-13-2027", date(2026, 11, 23))
