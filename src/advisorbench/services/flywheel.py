"""Use cases of the flywheel: how far 39 is, and what the coming weeks will bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from advisorbench.domain.days.steadiness import Habit
from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.flywheel.forecast import (
    HORIZONS,
    Forecast,
    ForecastSubject,
    initiative_chain,
    referral_chain,
    simple_forecast,
)
from advisorbench.domain.flywheel.log import Log
from advisorbench.domain.flywheel.money import MoneyForecast, money_forecast
from advisorbench.domain.flywheel.standing import FlywheelStanding, flywheel_standing
from advisorbench.i18n import _
from advisorbench.services.base import Service
from advisorbench.store import flywheel as store
from advisorbench.store.time import habit_days

MOST_WEEKS = 104
"""The longest horizon of a forecast."""
_HABITS = {
    ForecastSubject.REVIEWS: Habit.REVIEWS,
    ForecastSubject.VISITS: Habit.VISITS,
    ForecastSubject.ASKS: Habit.ASKS,
}


@dataclass(frozen=True, slots=True)
class Forecasts:
    """What the coming weeks will bring, as it was known on a day.

    Args:
        on: The day.
        counts: For each subject one forecast for each horizon.
        money: For each horizon the money won, by currency.
    """

    on: date
    counts: Mapping[ForecastSubject, tuple[Forecast, ...]]
    money: tuple[MoneyForecast, ...]


class Flywheel(Service):
    """39 from here, and the honest forecast."""

    def standing(self, on: date | None = None, asks_a_week: float | None = None) -> FlywheelStanding:
        """Where the book stands on the way to 39.

        Args:
            on: A day; today if none is named.
            asks_a_week: What if so many asks were made a week.

        Raises:
            FieldErrors: The asks are below nought.
        """
        if asks_a_week is not None and not 0 <= asks_a_week <= 1_000:
            raise FieldErrors({"asks a week": _("must be %(number)s or more") % {"number": 0}})
        with self._read(on) as reading:
            log = reading.ask(store.flywheel_log, reading.on)
            customers = reading.ask(store.customers, reading.on)
            day = reading.on
        return flywheel_standing(log, customers, day, asks_a_week)

    def forecasts(self, on: date | None = None, horizons: tuple[int, ...] = HORIZONS) -> Forecasts:
        """What the coming weeks will bring.

        Args:
            on: A day; today if none is named.
            horizons: The weeks ahead.

        Raises:
            FieldErrors: A horizon is too short or too long.
        """
        if not all(1 <= weeks <= MOST_WEEKS for weeks in horizons):
            raise FieldErrors({"weeks": _("choose from 1 to %(number)d weeks") % {"number": MOST_WEEKS}})
        with self._read(on) as reading:
            log = reading.ask(store.flywheel_log, reading.on)
            days = reading.ask(habit_days, log.began_on, reading.on)
            day = reading.on
        longest = max(horizons)
        referrals, deals = referral_chain(log, day, longest), initiative_chain(log, day, longest)
        counts = {
            ForecastSubject.REFERRALS: tuple(referrals.forecast(weeks) for weeks in horizons),
            ForecastSubject.WINS: tuple(deals.forecast(weeks) for weeks in horizons),
        } | {
            subject: tuple(simple_forecast(days[habit], log.began_on, day, weeks) for weeks in horizons)
            for subject, habit in _HABITS.items()
        }
        return Forecasts(day, counts, tuple(_money(log, day, horizons)))


def _money(log: Log, on: date, horizons: tuple[int, ...]) -> list[MoneyForecast]:
    currencies = sorted({deal.currency for deal in log.initiatives})
    found = (money_forecast(log, on, weeks, currency) for currency in currencies for weeks in horizons)
    return [forecast for forecast in found if forecast is not None]
