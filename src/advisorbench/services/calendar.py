"""Use cases of the agenda's events: plan, move, edit, skip, finish; the days with what they have room for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from advisorbench.clock import Clock
from advisorbench.domain.days.calendar import Event, Occurrence, at_home, expand
from advisorbench.domain.days.day_plan import DayPlan, WeekAhead, monday_of, plan_days, says_week_ahead, week_ahead
from advisorbench.domain.days.whom_to_see import ToSee, whom_to_see
from advisorbench.domain.errors import FieldErrors, NotFound, Refused
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.records.states import EventKind, EventState, InteractionKind, ReviewState, step
from advisorbench.domain.rules import Rules
from advisorbench.i18n import _
from advisorbench.models import EventFields, EventRow, InteractionFields, InteractionRow, ReviewFields
from advisorbench.services.base import RecordRef, Service, change, new_row, not_later, ref_of, validated, works_there
from advisorbench.services.event_rows import Scope, fact_of, leave_out, one_of, row_for, set_values
from advisorbench.services.portfolio import BookReading, Portfolio
from advisorbench.services.reviews import HOLD, Reviews
from advisorbench.store import agenda as agenda_store
from advisorbench.store import calendar as store
from advisorbench.store import reviews as review_store
from advisorbench.store.book import Book
from advisorbench.store.journal import BookSession

CONTACT = {
    EventKind.VISIT: InteractionKind.VISIT,
    EventKind.REVIEW: InteractionKind.REVIEW,
    EventKind.CALL: InteractionKind.CALL,
    EventKind.OTHER: InteractionKind.MEETING,
}
"""What kind of contact an event of a kind was; the others are none."""
SEEN_DAYS = 14
"""Who is seen within so many days need not be proposed."""


class Calendar(Service):
    """The agenda's events."""

    def __init__(self, book: Book, clock: Clock, rules: Rules, portfolio: Portfolio, reviews: Reviews) -> None:
        super().__init__(book, clock, rules, portfolio)
        self.reviews = reviews

    @property
    def now(self) -> datetime:
        """This moment on the seller's clocks; the morning of a day that is set for a trial."""
        now = self.clock.now().astimezone(ZoneInfo(self.rules.zone)).replace(tzinfo=None)
        return now if now.date() == self.today else datetime.combine(self.today, datetime.min.time())

    def occurrences(self, first: date, last: date) -> list[Occurrence]:
        """Every time that something comes on some days, in order."""
        with self.book.read() as session:
            return expand(store.events_between(session, first, last), first, last, self.rules.zone)

    def days(self, first: date, last: date) -> list[DayPlan]:
        """The days from one to another: what comes, what overlaps, what is free."""
        with self._read() as reading:
            return self.days_in(reading, first, last)

    def days_in(self, reading: BookReading, first: date, last: date) -> list[DayPlan]:
        """As `days`, as part of a larger reading."""
        events = expand(reading.ask(store.events_between, first, last), first, last, self.rules.zone)
        planned = reading.ask(agenda_store.planned_reviews, first, last)
        reviews = [replace(review, today=reading.on) for review in planned]
        return plan_days(first, last, events, reviews, self.rules, self.now)

    def week_ahead_in(self, reading: BookReading) -> WeekAhead | None:
        """What the coming week holds for customers; on the days on which it is not looked at yet, nothing."""
        if not says_week_ahead(reading.on):
            return None
        monday = monday_of(reading.on) + timedelta(weeks=1)
        return week_ahead(self.days_in(reading, monday, monday + timedelta(days=6)), monday, self.rules)

    def whom_to_see(self, on: date) -> list[ToSee]:
        """Whom to see in a free hour of a day, and why."""
        with self._read() as reading:
            view = reading.view
            near = self.days_in(reading, min(on, view.on), max(on, view.on) + timedelta(days=SEEN_DAYS))
        planned = {one.event.account_id or "" for day in near for one in day.events if one.with_customer}
        planned |= {review.account_id for day in near for review in day.reviews}
        that_day = next(day for day in near if day.on == on)
        places = {one.event.place or one.event.city for one in that_day.events if not one.whole} - {""}
        facts = {one.account.id: one for one in view.facts}
        return whom_to_see(facts, view.sweep, places, planned)

    def event(self, event_id: str) -> Event:
        """One event as it stands.

        Raises:
            NotFound: It is not in the book.
        """
        with self.book.read() as session:
            found = store.events_of(session, [event_id])
        if not found:
            raise NotFound(_("It is not in the book any more."), _("Look again; it may have been undone."))
        return found[0]

    def add(self, values: Mapping[str, Any]) -> RecordRef:
        """Put an event into the agenda; a review is planned for that day along with it.

        Raises:
            FieldErrors: A field is wrong, or the person does not work there.
        """
        fields = validated(EventFields, self._on_own_clocks(values))
        with self.book.write("plan event") as session:
            self._check(session, fields)
            row = new_row(session, EventRow, fields)
            session.flush()
            self._plan_review(session, row)
        return ref_of(row)

    def _on_own_clocks(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """An event of one's own follows the seller's clocks as they are today, wherever they are set later."""
        timed = str(values.get("at") or "").strip()
        if timed and not values.get("zone") and not values.get("calendar"):
            return {**values, "zone": self.rules.zone}
        return values

    def _check(self, session: BookSession, fields: EventFields) -> None:
        if fields.kind is EventKind.REVIEW and not fields.account_id:
            raise FieldErrors({"account_id": _("a review is with an account")})
        if fields.person_id:
            if not fields.account_id:
                raise FieldErrors({"person_id": _("say at which account")})
            works_there(session, "person_id", fields.person_id, fields.account_id, fields.on)

    def _plan_review(self, session: BookSession, row: EventRow) -> None:
        """A review with its hour plans the review of the account for that day."""
        if row.kind is EventKind.REVIEW and row.account_id and row.state is EventState.PLANNED and not row.rule:
            on = self._home_day(row)
            if on >= self.today:
                self.reviews.plan_in(session, row.account_id, on)

    def _home_day(self, row: EventRow) -> date:
        start = fact_of(row).start
        return at_home(start, row.zone, self.rules.zone).date() if row.at else row.on

    def edit(
        self, event_id: str, version: int, values: Mapping[str, Any], *, key: str = "", scope: Scope = Scope.ONE
    ) -> str:
        """Change an event, one occurrence of it, this and all after it, or the whole series; returns its title.

        Raises:
            Stale: It was changed since `version` was read.
            Refused: It is done or was cancelled.
            FieldErrors: A field is wrong.
        """
        return self._change("edit event", event_id, version, values, key, scope)

    def move(self, event_id: str, on: date, at: str | None = None, *, key: str = "", scope: Scope = Scope.ONE) -> str:
        """Move an event to another day, or to another time; returns its title.

        Args:
            event_id: Which.
            on: The day, on the event's own clocks.
            at: The time; ``None`` leaves it as it is.
            key: Which occurrence of a series.
            scope: How much of a series.
        """
        values: dict[str, Any] = {"on": on} | ({} if at is None else {"at": at})
        return self._change("move event", event_id, None, values, key, scope)

    def _change(
        self, command: str, event_id: str, version: int | None, values: Mapping[str, Any], key: str, scope: Scope
    ) -> str:
        with self.book.write(command) as session:
            row = row_for(session, event_id, key, self.rules.zone, version)
            _still_planned(row)
            given = dict(values)
            if scope is Scope.ALL and key and "on" in given and (row.rule or row.also_on):
                # The day that was typed is that of the occurrence one looked at; the series moves as far.
                given["on"] = row.on + (given["on"] - date.fromisoformat(key[:10]))
            if given.get("at") and not row.at and not row.zone:
                given.setdefault("zone", self.rules.zone)
            if given.get("at") == "" and row.at:
                given |= {"zone": "", "minutes": max(-(-int(given.get("minutes", row.minutes)) // 1440), 1) * 1440}
            before = self._home_day(row)
            changed = set_values(session, row, key, scope, given, self.rules.zone)
            self._check(session, changed)
            session.flush()
            if self._home_day(changed) != before or changed.kind is EventKind.REVIEW:
                self._plan_review(session, changed)
        return changed.title

    def skip(self, event_id: str, *, key: str = "", scope: Scope = Scope.ONE) -> str:
        """Skip an event, or some of a series: it will not come about; returns its title.

        A review whose hour is skipped returns to due.
        """
        with self.book.write("skip event") as session:
            row = row_for(session, event_id, key, self.rules.zone)
            _still_planned(row)
            leave_out(session, row, key, scope, self.rules.zone)
            if row.kind is EventKind.REVIEW and row.account_id and scope is not Scope.FOLLOWING:
                review = review_store.waiting(session, row.account_id)
                day = date.fromisoformat(key[:10]) if key else self._home_day(row)
                if review and review.planned_on == day:
                    step(review.state, ReviewState.DUE)
                    change(review, ReviewFields, {"state": ReviewState.DUE, "planned_on": None})
        return row.title

    def finish(self, event_id: str, minutes: int, *, key: str = "", note: str = "", on: date | None = None) -> str:
        """Finish an event: it is done, and the contact is logged with its minutes in the same step.

        Args:
            event_id: Which.
            minutes: How long it took.
            key: Which occurrence of a series.
            note: What was said.
            on: The day it took place; by default the one it was planned for.

        Returns:
            Its title.

        Raises:
            FieldErrors: It is still to come.
            Refused: It is done already, or was cancelled.
        """
        with self.book.write("finish event") as session:
            row = row_for(session, event_id, key, self.rules.zone)
            planned_on = self._day_of(fact_of(row), key)
            day = on or planned_on
            not_later("on", day, self.today)
            if row.kind is EventKind.REVIEW and row.account_id and day == planned_on:
                _still_planned(row)
                session.name_step(HOLD)
                self.reviews.hold_in(session, row.account_id, day, note, minutes)
                return row.title
            row = one_of(session, row, key)
            _still_planned(row)
            given: dict[str, Any] = {"state": EventState.DONE}
            if row.at:
                given["minutes"] = minutes
            if row.account_id and row.kind in CONTACT and not row.busy:
                given["interaction_id"] = self._log(session, row, day, minutes, note)
            elif note:
                given["note"] = f"{row.note}\n{note}".strip()
            change(row, EventFields, given)
        return row.title

    def _log(self, session: BookSession, row: EventRow, day: date, minutes: int, note: str) -> str:
        said = {
            "account_id": row.account_id, "person_id": row.person_id, "on": day, "kind": CONTACT[row.kind],
            "minutes": minutes, "note": note or row.title,
        }  # fmt: skip
        logged = new_row(session, InteractionRow, validated(InteractionFields, said))
        session.flush()
        return logged.id

    def _day_of(self, event: Event, key: str) -> date:
        start = datetime.fromisoformat(key) if event.repeats and key else event.start
        return at_home(start, event.zone, self.rules.zone).date() if event.at else start.date()

    def found(self, words: str, on: date) -> Occurrence:
        """The one event on a day that has these words in its title or its account's name.

        Raises:
            NotFound: There is none.
            Refused: There are several.
        """
        from advisorbench.domain.text import fold

        wanted = fold(words).split()
        ones = [
            one for one in self.occurrences(on, on)
            if one.planned and all(word in fold(f"{one.event.title} {one.event.account}") for word in wanted)
        ]  # fmt: skip
        said = {"words": words, "day": say_day(on, self.today)}
        if not ones:
            raise NotFound(_("Nothing planned %(day)s is called “%(words)s”.") % said)
        if len(ones) > 1:
            named = ", ".join(f"{one.start:%H:%M} {one.event.title}" for one in ones[:5])
            raise Refused(
                _("Several are called “%(words)s” %(day)s.") % said, _("Name one of: %(names)s.") % {"names": named}
            )
        return ones[0]


def _still_planned(row: EventRow | Event) -> None:
    if row.state is not EventState.PLANNED:
        from advisorbench.domain.records.states import label

        raise Refused(_("“%(title)s” is %(state)s.") % {"title": row.title, "state": label(row.state)})
