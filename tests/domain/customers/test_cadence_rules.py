"""Review rules that people type or files bring: what is read, what is refused, and how soon."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.customers.cadence import check_rule, due_after
from advisorbench.domain.rules import Rules
from tests.domain.build import TODAY, account

READ = [
    ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO"),
    (" rrule:freq=monthly;byday=-1fr ", "FREQ=MONTHLY;BYDAY=-1FR"),
    ("FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=MO;BYSETPOS=1", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=MO;BYSETPOS=1"),
    ("FREQ=DAILY;INTERVAL=90", "FREQ=DAILY;INTERVAL=90"),
    ("FREQ=WEEKLY;INTERVAL=6;WKST=MO", "FREQ=WEEKLY;INTERVAL=6;WKST=MO"),
    ("FREQ=MONTHLY;UNTIL=20200101T000000Z", "FREQ=MONTHLY;UNTIL=20200101T000000Z"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
    (" " * 10_000, ""),
]
REFUSED = [
    pytest.param("every other month", id="words"),
    pytest.param("FREQ=FORTNIGHTLY", id="an unknown frequency"),
    pytest.param("INTERVAL=3", id="no frequency"),
    pytest.param("FREQ=SECONDLY", id="every second"),
    pytest.param("FREQ=MINUTELY", id="every minute"),
    pytest.param("FREQ=HOURLY;INTERVAL=2000", id="every 2000 hours"),
    pytest.param("FREQ=WEEKLY;BYHOUR=9,17", id="twice a day"),
    pytest.param("FREQ=DAILY;FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31", id="two frequencies"),
    pytest.param("FREQ=SECONDLY;X-NOTE=FREQ=DAILY", id="a frequency hidden in another part"),
    pytest.param("FREQ=DAILY;INTERVAL=0", id="never moving on"),
    pytest.param("FREQ=WEEKLY;INTERVAL=-1", id="going back"),
    pytest.param("FREQ=YEARLY;INTERVAL=9999", id="in ten thousand years"),
    pytest.param("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", id="31 February by day"),
    pytest.param("FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=31", id="31 February by week"),
    pytest.param("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31", id="31 February by month"),
    pytest.param("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", id="31 February by year"),
    pytest.param("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=30", id="the thirtieth Monday of the month"),
    pytest.param("FREQ=WEEKLY;BYWEEKNO=53;BYMONTH=6", id="week 53 in June"),
    pytest.param("FREQ=MONTHLY\nRRULE:FREQ=SECONDLY", id="two lines"),
    pytest.param("FREQ=MONTHLY\rRRULE:FREQ=SECONDLY", id="two lines of an old file"),
    pytest.param("DTSTART:20200101T000000\nFREQ=MONTHLY", id="a start of its own"),
    pytest.param("FREQ=MONTHLY;", id="an empty part"),
    pytest.param("FREQ=MONTHLY;BYDAY=XX", id="no weekday"),
    pytest.param("FREQ=MONTHLY;BYDAY=" + "MO," * 3000 + "MO", id="ten thousand characters"),
    pytest.param("F" * 10_000, id="ten thousand letters"),
    pytest.param("\x1b]52;c;aGk=\x07FREQ=MONTHLY", id="a control sequence"),
    pytest.param("FREQ=MONTHLY\ud800", id="a lone surrogate"),
    pytest.param("FREQ=MONTHLY;INTERVAL=٣", id="a digit of another script"),
]


@pytest.mark.parametrize(("text", "rule"), READ)
def test_a_rule_that_gives_days_is_kept_in_its_plain_form(text: str, rule: str) -> None:
    assert check_rule(text) == rule


@pytest.mark.parametrize("text", REFUSED)
def test_a_rule_that_cannot_be_used_is_refused_within_a_second(text: str) -> None:
    begun = process_time()
    with pytest.raises(ValueError, match="rule"):
        check_rule(text)

    assert process_time() - begun < 1


PARTS = st.sampled_from(
    ["INTERVAL=2", "INTERVAL=0", "BYDAY=1MO", "BYDAY=-5FR", "BYMONTH=2", "BYMONTH=13", "BYMONTHDAY=31", "BYMONTHDAY=-1",
     "BYSETPOS=-1", "BYYEARDAY=366", "BYWEEKNO=53", "WKST=SU", "COUNT=1", "UNTIL=19000101", "BYHOUR=9", "BYDAY=,", "X"]
)  # fmt: skip
RULES = st.builds(
    lambda frequency, parts: ";".join([f"FREQ={frequency}", *parts]),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.lists(PARTS, max_size=3),
)


@settings(max_examples=40, deadline=None)
@given(RULES | st.text(max_size=40))
def test_any_text_is_read_or_refused_and_what_is_read_leads_on(text: str) -> None:
    try:
        rule = check_rule(text)
    except ValueError:
        return
    assert due_after(account(review_rule=rule), TODAY, Rules()) > TODAY


@pytest.mark.parametrize("year", [1900, 1999, 2000, 2026, 2096, 2199])
def test_a_rule_gives_the_same_weekday_in_every_century(year: int) -> None:
    due = due_after(account(review_rule="FREQ=MONTHLY;BYDAY=1MO"), date(year, 1, 10), Rules())

    assert (due.year, due.month, due.weekday()) == (year, 2, 0)
    assert due.day <= 7
