"""Use cases around the seller's own time: where it goes, and how steady the weeks are."""

from __future__ import annotations

from datetime import date, timedelta

from advisorbench.domain.days.steadiness import WEEKS, Steadiness, steadiness
from advisorbench.domain.days.time_use import YEAR_WEEKS, WeekTime, monday_of, week_time, weeks_of
from advisorbench.domain.views import TimeView
from advisorbench.services.base import Service
from advisorbench.store import time as store


class Time(Service):
    """Who gets the seller's hours."""

    def week(self, monday: date | None = None) -> WeekTime:
        """Where a week went, up to today; the running one if none is named."""
        with self._read() as reading:
            first = monday or monday_of(reading.on)
            spent = reading.ask(store.spent, first, min(first + timedelta(6), reading.on))
        return week_time(first, spent)

    def year(self) -> tuple[WeekTime, ...]:
        """The weeks of a year up to the running one, the oldest first."""
        return self.view().weeks

    def steady(self) -> Steadiness:
        """What was done week by week over the whole weeks that lie behind us."""
        return self.view().steadiness

    def view(self) -> TimeView:
        """The year, the goal and the steadiness, to be looked at together."""
        with self._read() as reading:
            on, monday = reading.on, monday_of(reading.on)
            spent = reading.ask(store.spent, monday - timedelta(weeks=YEAR_WEEKS - 1), on)
            days = reading.ask(store.habit_days, monday - timedelta(weeks=WEEKS), on)
            began_on = reading.ask(store.began_on)
        goal = self.rules.customer_hours_per_week
        return TimeView(on, weeks_of(monday, spent), goal, steadiness(on, days, began_on))
