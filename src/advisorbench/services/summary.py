"""Use cases of the manager's summary: what a period brought, beside the one before it."""

from __future__ import annotations

from datetime import date, timedelta

from advisorbench.clock import Clock
from advisorbench.domain.book_view import BookView
from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.language.dates import say_day_year
from advisorbench.domain.language.periods import Span
from advisorbench.domain.rules import Rules
from advisorbench.domain.summary.building import summarise
from advisorbench.domain.summary.counting import BookFacts, PlannedAgenda
from advisorbench.domain.summary.figures import Summary, redacted
from advisorbench.i18n import _
from advisorbench.services.base import Service
from advisorbench.services.calendar import Calendar
from advisorbench.services.judging import read_facts
from advisorbench.services.portfolio import BookReading, Portfolio
from advisorbench.store import agenda as agenda_store
from advisorbench.store import summary as store
from advisorbench.store import time as time_store
from advisorbench.store.book import Book


class Summaries(Service):
    """Summaries for a manager."""

    def __init__(
        self, book: Book, clock: Clock, rules: Rules, portfolio: Portfolio, calendar: Calendar, seller: str
    ) -> None:
        super().__init__(book, clock, rules, portfolio)
        self.calendar = calendar
        self.seller = seller

    def of(self, span: Span, *, full: bool = False) -> Summary:
        """The summary of a period: a running one up to today, a past one as it stood at its end.

        Args:
            span: The period.
            full: Whether people are named and the seller's words are quoted.

        Raises:
            FieldErrors: The period is still to come, or was over before the book begins.
        """
        if span.first > self.today:
            raise FieldErrors({"period": _("%(period)s has not begun: name an earlier one") % {"period": span.name}})
        found = summarise(self._facts(span), span, min(span.last, self.today), (self.seller,) if self.seller else ())
        return found if full else redacted(found)

    def _facts(self, span: Span) -> BookFacts:
        until, start = min(span.last, self.today), span.before.first
        with self._read() as reading:
            began_on = reading.ask(time_store.began_on)
            if began_on and span.last < began_on:
                said = {"day": say_day_year(began_on), "period": span.name}
                text = _("the book begins on %(day)s: nothing is known of %(period)s, name a later one")
                raise FieldErrors({"period": text % said})
            if until == reading.on:
                view = reading.view
            else:
                view = BookView.of(read_facts(reading.session, until), until, self.rules)
            return BookFacts(
                accounts=view.facts,
                touches=store.touches(reading.session, start, until),
                spent=time_store.spent(reading.session, start, until),
                pursuits=store.pursuits(reading.session),
                planned=self._planned(reading, max(until + timedelta(1), reading.on), span.next.last),
                began_on=began_on,
                rules=self.rules,
            )

    def _planned(self, reading: BookReading, first: date, last: date) -> PlannedAgenda | None:
        """What the agenda holds of some days; ``None`` where they are behind us."""
        if first > last:
            return None
        met = [day.customer_minutes(self.rules) for day in self.calendar.days_in(reading, first, last)]
        reviews = len(reading.ask(agenda_store.planned_reviews, first, last))
        return PlannedAgenda(first, last, reviews, sum(n for _minutes, n in met), sum(m for m, _n in met))
