"""Use cases of the day: whom to see and why."""

from __future__ import annotations

from datetime import date, timedelta

from advisorbench.clock import Clock
from advisorbench.domain.customers.spread import hours_available
from advisorbench.domain.days.time_use import week_time
from advisorbench.domain.records.states import Action, Lane
from advisorbench.domain.rules import Rules
from advisorbench.domain.views import AgendaView
from advisorbench.services.base import Service
from advisorbench.services.portfolio import Portfolio
from advisorbench.store import agenda as store
from advisorbench.store import time as time_store
from advisorbench.store.book import Book


class Agenda(Service):
    """The day and what it asks for."""

    def __init__(self, book: Book, clock: Clock, rules: Rules, portfolio: Portfolio) -> None:
        super().__init__(book, clock, rules)
        self.portfolio = portfolio

    def view(self) -> AgendaView:
        """Today: the reviews planned, the sweep in its four lanes, and the reviews of the coming weeks."""
        on = self.today
        lines = self.portfolio.sweep(on)
        until = on + timedelta(weeks=self.rules.weeks_ahead)
        monday = on - timedelta(days=on.weekday())
        end = monday + timedelta(weeks=self.rules.weeks_ahead)
        with self.book.read() as session:
            planned = store.planned_reviews(session, on, until)
            spent = time_store.spent(session, monday, on)
            held = store.reviews_held(session, monday, on)
        return AgendaView(
            on=on,
            today=tuple(review for review in planned if review.on == on),
            lanes=tuple((lane, tuple(line for line in lines if line.lane is lane)) for lane in Lane),
            coming=tuple(review for review in planned if review.on > on),
            time=week_time(monday, spent),
            goal_hours=self.rules.customer_hours_per_week,
            week_reviews_held=held,
            reviews_due=sum(line.action is Action.PLAN_REVIEW and line.lane is Lane.BRING for line in lines),
            promises_overdue=sum(line.lane is Lane.OWE and line.late for line in lines),
            feedback_owed=feedback_owed(self.portfolio, on),
            hollow=self.portfolio.hollow(on),
            review_hours_planned=sum(review.on < end for review in planned) * self.rules.hours_per_review,
            review_hours_available=hours_available(on, self.rules.weeks_ahead, self.rules),
            accounts=len(self.portfolio.facts(on)),
        )


def feedback_owed(portfolio: Portfolio, on: date) -> int:
    """How many referrers are owed a report."""
    return sum(bool(p.referral_id) and p.open_on(on) for facts in portfolio.facts(on) for p in facts.promises)
