"""Use cases of the day: whom to see and why."""

from __future__ import annotations

from datetime import date, timedelta

from advisorbench.clock import Clock
from advisorbench.domain.customers.spread import hours_available
from advisorbench.domain.days.day_plan import monday_of
from advisorbench.domain.days.time_use import week_time
from advisorbench.domain.records.states import Action, Lane
from advisorbench.domain.rules import Rules
from advisorbench.domain.views import AgendaView
from advisorbench.services.base import Service
from advisorbench.services.calendar import Calendar
from advisorbench.services.portfolio import Portfolio
from advisorbench.store import agenda as store
from advisorbench.store import time as time_store
from advisorbench.store.book import Book


class Agenda(Service):
    """The day and what it asks for."""

    def __init__(self, book: Book, clock: Clock, rules: Rules, portfolio: Portfolio, calendar: Calendar) -> None:
        super().__init__(book, clock, rules, portfolio)
        self.calendar = calendar

    def view(self, first: date | None = None, last: date | None = None) -> AgendaView:
        """Today: the reviews planned, the sweep in its four lanes, and the reviews of the coming weeks.

        Args:
            first: The first of the days that are looked at beside it; today if left out.
            last: The last of them; the first if left out.
        """
        with self._read() as reading:
            on, book = reading.on, reading.view
            monday, ahead = monday_of(on), timedelta(weeks=self.rules.weeks_ahead)
            planned = reading.ask(store.planned_reviews, on, on + ahead)
            spent = reading.ask(time_store.spent, monday, on)
            held = reading.ask(store.reviews_held, monday, on)
            days = self.calendar.days_in(reading, first or on, last or first or on)
            week_ahead = self.calendar.week_ahead_in(reading)
        lines = book.sweep
        owed = [line for line in lines if line.lane is Lane.OWE and line.action is not Action.EDIT]
        return AgendaView(
            on=on,
            book=book,
            days=tuple(days),
            week_ahead=week_ahead,
            today=tuple(review for review in planned if review.on == on),
            lanes=tuple((lane, tuple(line for line in lines if line.lane is lane)) for lane in Lane),
            coming=tuple(review for review in planned if review.on > on),
            time=week_time(monday, spent),
            goal_hours=self.rules.customer_hours_per_week,
            week_reviews_held=held,
            reviews_due=sum(line.action is Action.PLAN_REVIEW and line.lane is Lane.BRING for line in lines),
            promises_overdue=sum(line.late for line in owed),
            feedback_owed=book.feedback_owed,
            hollow=book.hollow,
            review_hours_planned=sum(review.on < monday + ahead for review in planned) * self.rules.hours_per_review,
            review_hours_available=hours_available(on, self.rules.weeks_ahead, self.rules),
            accounts=len(book.lines),
        )
