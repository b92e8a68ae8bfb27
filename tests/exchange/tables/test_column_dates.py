"""Cells as dates: read when clear, refused when not, never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.text import shown
from advisorbench.exchange.tables.column_dates import DateOrder, find_date_order, parse_date

DMY, MDY, YMD = DateOrder.DMY, DateOrder.MDY, DateOrder.YMD


@pytest.mark.parametrize(
    ("values", "order", "ambiguous", "count", "example"),
    [
        (["01/02/2024", "13/02/2024"], DMY, False, 2, "13/02/2024"),
        (["01/02/2024", "02/13/2024"], MDY, False, 2, "02/13/2024"),
        (["31-1-24", ""], DMY, False, 1, "31-1-24"),
        (["13/02/2024", "02/13/2024"], None, False, 2, "02/13/2024"),
        (["x", "01/02/2024", "3.4.2024"], None, True, 2, "01/02/2024"),
        (["03/03/2024"], None, False, 1, "03/03/2024"),
        (["2024-01-31", "2024/02/01", "20240203"], YMD, False, 3, "2024-01-31"),
        (["2024-01-31", "13/02/2024"], DMY, False, 2, "13/02/2024"),
        (["2024-01-31", "01/02/2024"], None, True, 2, "01/02/2024"),
        (["12 Mar 2024", "7-Feb-22", "3 mei 2024"], None, False, 3, "12 Mar 2024"),
        (["99-01-31", "01-02-03"], YMD, False, 2, "99-01-31"),
        (["99-01-31", "31-01-2024"], None, False, 2, "99-01-31"),
        (["31/01/2024 13:00", "1/2/2024 5:00 PM"], DMY, False, 2, "31/01/2024 13:00"),
        (["45631", "none", ""], None, False, 0, ""),
        ([], None, False, 0, ""),
    ],
)
def test_the_order_of_a_column(
    values: list[str], order: DateOrder | None, ambiguous: bool, count: int, example: str
) -> None:
    found = find_date_order(iter(values))
    assert (found.order, found.ambiguous, found.count, found.example) == (order, ambiguous, count, example)


@pytest.mark.parametrize(
    "text",
    """2024-03-12|2024-3-12|2024/03/12|2024.03.12|20240312|2024-03-12 13:00|2024-03-12T13:00:00Z
    2024-03-12T13:00:00.000+0000|2024-03-12T23:59:59,5 +01:00|2024-03-12Z|12 Mar 2024|12-Mar-24|12 mrt 2024
    12 mrt. 2024|12 maart 2024|Mar 12, 2024|March 12th 2024|MAR 12 2024|Tue, 12 Mar 2024 10:00:00 GMT|di 12 mrt 2024
    12. March 2024|2024-Mar-12|  12 Mar 2024 """.replace("\n", "|").split("|"),
)
def test_dates_that_are_clear_by_themselves(text: str) -> None:
    for order in (None, DMY, MDY, YMD):
        assert parse_date(text, order) == date(2024, 3, 12)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("3/4/2024", DMY, date(2024, 4, 3)),
        ("3/4/2024", MDY, date(2024, 3, 4)),
        ("3.4.2024 13:00", DMY, date(2024, 4, 3)),
        ("1/31/2024, 5:00 PM", None, date(2024, 1, 31)),
        ("31/01/2024 13:00", None, date(2024, 1, 31)),
        ("03-03-2024", None, date(2024, 3, 3)),
        ("31/12/2024", YMD, date(2024, 12, 31)),
        ("31-12-69", DMY, date(2069, 12, 31)),
        ("31-12-70", DMY, date(1970, 12, 31)),
        ("01-02-03", YMD, date(2001, 2, 3)),
        ("29-2-2024", DMY, date(2024, 2, 29)),
        ("3 mei 2024", None, date(2024, 5, 3)),
        ("1 okt 2024", None, date(2024, 10, 1)),
        ("7-Feb-22", None, date(2022, 2, 7)),
    ],
)
def test_dates_in_an_order(text: str, order: DateOrder | None, day: date) -> None:
    assert parse_date(text, order) == day


@pytest.mark.parametrize(
    ("text", "order", "said"),
    [
        ("3/4/2024", None, "can be read as day-month or as month-day"),
        ("3/4/2024", YMD, "can be read as day-month or as month-day"),
        ("1/31/2024", DMY, "is not a date as day-month-year"),
        ("31/1/2024", MDY, "is not a date as month-day-year"),
        ("45631", None, "spreadsheet's serial number"),
        ("45631.5", DMY, "spreadsheet's serial number"),
        ("29-2-2023", DMY, "is not a date"),
        ("2024-02-30", None, "is not a date"),
        ("2024-01-31 25:00", None, "is not a date"),
        ("31/01-2024", DMY, "is not a date"),
        ("Mar 2024", None, "is not a date"),
        ("12 Foo 2024", None, "is not a date"),
        ("Say 12 Mar 2024", None, "is not a date"),
        ("٣١/٠١/٢٠٢٤", DMY, "is not a date"),
        ("soon", None, "is not a date"),
        ("", None, "is empty"),
        (" ", DMY, "is empty"),
        ("1" * 5000, DMY, "is too long"),
    ],
)
def test_dates_refused(text: str, order: DateOrder | None, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        parse_date(text, order)
    assert len(str(caught.value)) < 120


DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))


@given(day=DAYS, sep=st.sampled_from("-/."), year=st.sampled_from(["%Y", "%y"]))
def test_a_day_written_in_an_order_comes_back_in_it(day: date, sep: str, year: str) -> None:
    assert parse_date(day.strftime(sep.join(["%d", "%m", year])), DMY) == day
    assert parse_date(day.strftime(sep.join(["%m", "%d", year])), MDY) == day
    assert parse_date(day.isoformat(), DMY) == day
    if year == "%y":
        assert parse_date(day.strftime(sep.join([year, "%m", "%d"])), YMD) == day


@given(days=st.lists(DAYS, min_size=1, max_size=20), form=st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_a_column_is_never_read_wrongly(days: list[date], form: str) -> None:
    values = [day.strftime(form) for day in days]
    found = find_date_order(values)
    if found.ambiguous:
        assert all(day.day <= 12 for day in days)
    else:
        assert [parse_date(value, found.order) for value in values] == days


@given(st.text(max_size=30) | st.text("0123456789.,-/ '()€$k:TZ", max_size=30))
def test_any_text_is_read_or_refused_but_never_crashes(text: str) -> None:
    find_date_order([text])
    try:
        parse_date(text)
    except ValueError as error:
        assert str(error) == shown(str(error))
