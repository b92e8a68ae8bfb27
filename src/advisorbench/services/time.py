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
        first = monday or monday_of(self.today)
        with self.book.read() as session:
            return week_time(first, store.spent(session, first, min(first + timedelta(6), self.today)))

    def year(self) -> tuple[WeekTime, ...]:
        """The weeks of a year up to the running one, the oldest first."""
        monday = monday_of(self.today)
        with self.book.read() as session:
            return weeks_of(monday, store.spent(session, monday - timedelta(weeks=YEAR_WEEKS - 1), self.today))

    def steady(self) -> Steadiness:
        """What was done week by week over the whole weeks that lie behind us."""
        start = monday_of(self.today) - timedelta(weeks=WEEKS)
        with self.book.read() as session:
            return steadiness(self.today, store.habit_days(session, start, self.today), store.began_on(session))

    def view(self) -> TimeView:
        """The year, the goal and the steadiness, to be looked at together."""
        return TimeView(self.today, self.year(), self.rules.customer_hours_per_week, self.steady())
