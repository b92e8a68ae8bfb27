"""Use cases around optimisation reviews, from plan to follow-up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from advisorbench.domain.customers.cadence import due_after_skip, review_standing
from advisorbench.domain.customers.preparation import AGENDA, Preparation, Talk, draft_agenda, prepare
from advisorbench.domain.customers.review_pack import Pack, gather
from advisorbench.domain.customers.spread import Spread, spread
from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.records.facts import AccountFacts, Review
from advisorbench.domain.records.states import (
    IdeaState,
    InteractionKind,
    ReviewState,
    step,
)
from advisorbench.domain.rules import Rules
from advisorbench.i18n import _
from advisorbench.models import (
    IdeaFields,
    IdeaRow,
    InteractionRow,
    ObjectiveRow,
    OutcomeRow,
    PromiseFields,
    PromiseRow,
    ReviewFields,
    ReviewRow,
    SignalFields,
    SignalRow,
)
from advisorbench.services.base import (
    RecordRef,
    Service,
    change,
    new_row,
    not_later,
    ref_of,
    row_of,
    validated,
    works_there,
)
from advisorbench.services.event_rows import finish_review_event, move_review_event
from advisorbench.services.judging import facts_to_judge
from advisorbench.services.value import add_measure, confirm_outcome
from advisorbench.store import reviews as store
from advisorbench.store.journal import BookSession

T = TypeVar("T", ObjectiveRow, OutcomeRow)

UNPLANNED = Review("", ReviewState.DUE)
"""What stands for a review that nobody planned."""

HOLD = "hold review"
"""What the journal calls a review that was held."""


class Reviews(Service):
    """Optimisation reviews: plan, spread, prepare, hold, follow up."""

    def plan(self, account_id: str, on: date) -> RecordRef:
        """Plan the account's review on a day, or move the one that is planned.

        Raises:
            FieldErrors: The day is past.
        """
        self._to_come(on)
        with self.book.write("plan review") as session:
            return self.plan_in(session, account_id, on)

    def plan_many(self, days: Iterable[tuple[str, date]]) -> int:
        """Plan or move the reviews of several accounts, as one step; returns how many.

        Raises:
            FieldErrors: A day is past.
        """
        wanted = list(days)
        for _account_id, on in wanted:
            self._to_come(on)
        if wanted:
            with self.book.write("plan reviews") as session:
                for account_id, on in wanted:
                    self.plan_in(session, account_id, on)
        return len(wanted)

    def _to_come(self, on: date) -> None:
        if on < self.today:
            raise FieldErrors({"on": _("%(day)s is past: plan a day to come") % {"day": say_day(on, self.today)}})

    def plan_in(self, session: BookSession, account_id: str, on: date) -> RecordRef:
        """Plan or move a review as part of a larger step; its event in the agenda moves along."""
        row = store.waiting(session, account_id)
        if row is not None and row.planned_on is not None:
            move_review_event(session, account_id, row.planned_on, on, self.rules.zone)
        if row is None:
            row = ReviewRow(account_id=account_id, state=ReviewState.SCHEDULED, planned_on=on)
            session.add(row)
        else:
            prepared = row.state is ReviewState.PREPARED
            state = ReviewState.PREPARED if prepared else ReviewState.SCHEDULED
            change(row, ReviewFields, {"state": state, "planned_on": on, "due_on": None})
        return ref_of(row)

    def spread(self) -> Spread:
        """Whether the reviews of the coming weeks fit in the hours there are, and how they could spread."""
        with self._read() as reading:
            view = reading.view
        return spread(view.reviews_wanted, view.on, self.rules.weeks_ahead, self.rules)

    def preparation(self, account_id: str, *, planned: bool = True) -> Preparation:
        """What the review of an account is prepared from.

        Args:
            account_id: Whose review.
            planned: Whether one must be planned; one that is held unplanned is prepared from the same.

        Raises:
            Refused: No review is planned.
        """
        with self.book.read() as session:
            facts = facts_to_judge(session, account_id, self.today)
            waiting = next((r for r in facts.reviews if r.held_on is None and r.planned_on), None)
            if waiting is None and planned:
                raise Refused(
                    _("No review with %(account)s is planned.") % {"account": facts.account.name},
                    _("Plan it first."),
                )
            attending = store.attending(session, waiting.id) if waiting else frozenset()
            return prepare(facts, waiting or UNPLANNED, self.today, attending)

    def draft_agenda(self, preparation: Preparation, template: str = "") -> str:
        """An agenda from what was gathered, by a template of one's own or the one there is."""
        return draft_agenda(preparation, template or _(AGENDA), self.rules)

    def save_preparation(self, review_id: str, version: int, agenda: str, attending: Iterable[str]) -> None:
        """Keep the agenda and who will be there; the review is prepared.

        Raises:
            Stale: It was changed since `version` was read.
            Refused: It was held already, or is not planned any more.
        """
        with self.book.write("prepare review") as session:
            row = row_of(session, ReviewRow, review_id, version)
            if row.state is not ReviewState.PREPARED:
                step(row.state, ReviewState.PREPARED)
            change(row, ReviewFields, {"state": ReviewState.PREPARED, "agenda": agenda})
            self._set_attending(session, row, attending)

    def _set_attending(
        self, session: BookSession, row: ReviewRow, attending: Iterable[str], on: date | None = None
    ) -> None:
        people = list(attending)
        for person_id in people:
            works_there(session, "attending", person_id, row.account_id, on)
        store.set_attending(session, row, people)

    def skip(self, account_id: str) -> date:
        """Skip the review that is due: it returns to due on its next day, still counted from the last one held.

        Returns:
            The day it falls due then.
        """
        with self.book.write("skip review") as session:
            facts = facts_to_judge(session, account_id, self.today)
            held = max((r.held_on for r in facts.reviews if r.held_on), default=None)
            row = store.waiting(session, account_id)
            days = (row.planned_on, row.due_on, _stood_for(facts, row, self.today, self.rules)) if row else ()
            passed = max([self.today, *(day for day in days if day)])
            anchor = held or facts.account.customer_since
            due_on = due_after_skip(facts.account, anchor, passed, self.rules, held=held is not None)
            if row is None:
                session.add(ReviewRow(account_id=account_id, state=ReviewState.DUE, due_on=due_on))
            else:
                if row.state is not ReviewState.DUE:
                    step(row.state, ReviewState.DUE)
                change(row, ReviewFields, {"state": ReviewState.DUE, "planned_on": None, "due_on": due_on})
        return due_on

    def hold(
        self,
        account_id: str,
        on: date,
        note: str = "",
        minutes: int | None = None,
        next_on: date | None = None,
        talk: Talk | None = None,
    ) -> date:
        """Record that the review was held; the next one is counted from this day.

        Args:
            account_id: Whose review.
            on: The day it was held.
            note: What was said.
            minutes: How long it took; ``None`` is not known.
            next_on: The next review, planned before leaving.
            talk: What else came of it: values, confirmations, promises, ideas; all in the same step.

        Returns:
            The day on which the next review falls due (or is planned).

        Raises:
            FieldErrors: The day is still to come, the next one is not after it, or something that came of it is wrong.
        """
        with self.book.write(HOLD) as session:
            return self.hold_in(session, account_id, on, note, minutes, next_on, talk)

    def hold_in(
        self,
        session: BookSession,
        account_id: str,
        on: date,
        note: str = "",
        minutes: int | None = None,
        next_on: date | None = None,
        talk: Talk | None = None,
    ) -> date:
        """As `hold`, as part of a larger step."""
        not_later("on", on, self.today)
        if next_on and next_on <= on:
            raise FieldErrors({"next_on": _("the next review comes after this one")})
        row = store.waiting(session, account_id)
        if row is None:
            row = ReviewRow(account_id=account_id, state=ReviewState.DUE)
            session.add(row)
        step(row.state, ReviewState.HELD)
        held = {"state": ReviewState.HELD, "held_on": on, "due_on": None, "minutes": minutes, "note": note}
        change(row, ReviewFields, held)
        contact = InteractionRow(
            account_id=account_id, on=on, kind=InteractionKind.REVIEW, minutes=row.minutes, note=row.note
        )
        session.add(contact)
        session.flush()
        finish_review_event(session, account_id, on, minutes, contact.id, self.rules.zone)
        if talk:
            self._note_talk(session, row, on, talk)
            session.flush()
        if next_on:
            session.add(ReviewRow(account_id=account_id, state=ReviewState.SCHEDULED, planned_on=next_on))
        facts = facts_to_judge(session, account_id, self.today)
        return next_on or due_after_skip(facts.account, on, on, self.rules)

    def _note_talk(self, session: BookSession, row: ReviewRow, on: date, talk: Talk) -> None:
        """Whatever came of a review besides its note."""
        account_id = row.account_id
        if talk.attending is not None:
            self._set_attending(session, row, talk.attending, on)
        for objective_id, value in talk.measures.items():
            add_measure(session, _own(row_of(session, ObjectiveRow, objective_id), account_id), on, value)
        if talk.confirmed and not talk.confirmed_by:
            raise FieldErrors({"confirmed_by": _("say who confirmed it")})
        for outcome_id in talk.confirmed:
            outcome = _own(row_of(session, OutcomeRow, outcome_id), account_id)
            confirm_outcome(session, outcome, talk.confirmed_by or "", on)
        if talk.signal:
            if talk.signal_by:
                works_there(session, "signal_by", talk.signal_by, account_id, on)
            kind, value = talk.signal
            heard = {"account_id": account_id, "person_id": talk.signal_by, "kind": kind, "value": value, "on": on}
            new_row(session, SignalRow, validated(SignalFields, heard))
        for what, due_on in talk.promises:
            if due_on < on:
                raise FieldErrors({"promises": _("a promise is due on a day to come")})
            owed = {"account_id": account_id, "what": what, "made_on": on, "due_on": due_on}
            new_row(session, PromiseRow, validated(PromiseFields, owed))
        for what in talk.ideas:
            idea = {
                "account_id": account_id, "what": what, "state": IdeaState.PROPOSED, "spotted_on": on,
                "proposed_on": on,
            }  # fmt: skip
            new_row(session, IdeaRow, validated(IdeaFields, idea))

    def follow_up(self, review_id: str, on: date) -> None:
        """Record that what came of a review went to the customer.

        Raises:
            Refused: It was not held yet, or is followed up already.
            FieldErrors: The day is still to come, or before the review.
        """
        not_later("on", on, self.today)
        with self.book.write("follow up review") as session:
            row = row_of(session, ReviewRow, review_id)
            step(row.state, ReviewState.FOLLOWED_UP)
            if row.held_on and on < row.held_on:
                raise FieldErrors({"on": _("this is before the review was held")})
            change(row, ReviewFields, {"state": ReviewState.FOLLOWED_UP, "followed_up_on": on})

    def pack(self, account_id: str) -> Pack:
        """What the customer gets after a review: value against plan, what is left, what comes next."""
        with self.book.read() as session:
            return gather(facts_to_judge(session, account_id, self.today), self.today, self.rules)


def _stood_for(facts: AccountFacts, row: ReviewRow, on: date, rules: Rules) -> date | None:
    """The due day that a planned review was planned for: the next one, if it was near enough to be in the sweep."""
    if row.planned_on is None:
        return None
    held = tuple(review for review in facts.reviews if review.held_on)
    due_on = review_standing(facts.account, held, on, rules).due_on
    return due_on if due_on and (due_on - row.planned_on).days <= rules.review_ahead_days else None


def _own(row: T, account_id: str) -> T:
    """The objective or outcome, if it is one of this account.

    Raises:
        Refused: It is another account's.
    """
    if row.account_id != account_id:
        raise Refused(_("This belongs to another account; nothing was saved."))
    return row
