"""The flywheel is counted from the book, as it was known on a day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.flywheel.forecast import ForecastSubject, Trust, initiative_chain, referral_chain
from advisorbench.domain.flywheel.log import AskEntry, InitiativeEntry, Log, NameEntry
from advisorbench.services import Services
from tests.conftest import TODAY


def test_an_empty_book_has_no_multiplier_and_no_forecast(services: Services) -> None:
    standing = services.flywheel.standing()
    assert (standing.customers, standing.needed_once, standing.multiplier, standing.won) == (0, None, None, 0)
    assert all(row.trust is Trust.NONE for rows in services.flywheel.forecasts().counts.values() for row in rows)
    assert services.flywheel.forecasts().money == ()


def test_the_sample_book_stands_where_its_customers_and_asks_say(sample: Services) -> None:
    standing = sample.flywheel.standing()
    assert standing.needed_once is not None
    n, m = standing.customers, standing.needed_once
    assert n * (m + m**2 + m**3) == pytest.approx(39)
    tally = sample.referrals.tree()
    assert standing.customers >= len(tally.roots) > 0
    assert [standing.outlook[year].expected for year in (1, 2, 3)] == sorted(
        standing.outlook[year].expected for year in (1, 2, 3)
    )


def test_more_asks_a_week_bring_the_goal_nearer(sample: Services) -> None:
    now, more = sample.flywheel.standing(), sample.flywheel.standing(asks_a_week=4)
    assert more.outlook[3].expected > now.outlook[3].expected
    assert more.multiplier == now.multiplier
    with pytest.raises(FieldErrors):
        sample.flywheel.standing(asks_a_week=-1)


def test_a_past_day_knows_nothing_of_what_came_later(sample: Services) -> None:
    day = TODAY - timedelta(days=120)
    before = sample.flywheel.forecasts(day).counts[ForecastSubject.WINS]
    sample.initiatives.add({"name": "Later", "opened_on": TODAY - timedelta(days=3)})
    assert sample.flywheel.forecasts(day).counts[ForecastSubject.WINS] == before
    assert sample.flywheel.forecasts().counts[ForecastSubject.WINS] != before


@pytest.mark.parametrize("weeks", [0, -4, 105])
def test_a_horizon_is_one_week_to_two_years(sample: Services, weeks: int) -> None:
    with pytest.raises(FieldErrors):
        sample.flywheel.forecasts(horizons=(weeks,))


DAYS = st.dates(date(2026, 1, 5), date(2027, 6, 1))
MAYBE = st.one_of(st.none(), DAYS)
NAMES = st.builds(NameEntry, DAYS, st.sampled_from([None, "a", "b"]), MAYBE, MAYBE, MAYBE, MAYBE, MAYBE)
LOGS = st.builds(
    Log,
    st.just(date(2026, 1, 5)),
    st.lists(st.builds(AskEntry, st.sampled_from(["a", "b", "c"]), DAYS, MAYBE, st.booleans()), max_size=6).map(tuple),
    st.lists(NAMES, max_size=6).map(tuple),
    st.lists(st.builds(InitiativeEntry, DAYS, MAYBE, st.booleans()), max_size=6).map(tuple),
)


@given(LOGS, DAYS)
def test_facts_dated_after_the_day_change_nothing(log: Log, on: date) -> None:
    """Whatever the order of the dates: stages skipped, ends before beginnings, names without an ask."""

    def cut(day: date | None) -> date | None:
        return day if day is not None and day <= on else None

    known = Log(
        log.began_on,
        tuple(replace(ask, answered_on=cut(ask.answered_on)) for ask in log.asks if ask.asked_on <= on),
        tuple(
            replace(
                name, introduced_on=cut(name.introduced_on), met_on=cut(name.met_on), buying_on=cut(name.buying_on),
                customer_on=cut(name.customer_on), ended_on=cut(name.ended_on),
            )
            for name in log.names
            if name.named_on <= on
        ),
        tuple(replace(deal, closed_on=cut(deal.closed_on)) for deal in log.initiatives if deal.opened_on <= on),
    )  # fmt: skip
    assert referral_chain(known, on).forecast(13) == referral_chain(log, on).forecast(13)
    assert initiative_chain(known, on).forecast(13) == initiative_chain(log, on).forecast(13)


@given(LOGS, DAYS)
def test_every_forecast_is_a_number_and_its_interval_promises_four_in_five(log: Log, on: date) -> None:
    for forecast in (referral_chain(log, on).forecast(13), initiative_chain(log, on).forecast(13)):
        assert forecast.mean >= 0
        assert forecast.variance > 0
        shown = forecast.interval
        assert 0 <= shown.low <= shown.middle <= shown.high
        assert 0.8 - 1e-9 <= shown.promised <= 1 + 1e-9
        json.dumps([forecast.mean, forecast.variance], allow_nan=False)
