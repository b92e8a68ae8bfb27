"""The daily list of what needs doing and why, in four lanes; a line goes when its loop is closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from advisorbench.domain.asking.conversion import NAME_DAYS
from advisorbench.domain.asking.readiness import Readiness, State
from advisorbench.domain.asking.testimonials import SHOWABLE, expired
from advisorbench.domain.asking.thanks import thanks_owed
from advisorbench.domain.customers.cadence import ReviewStanding, Standing, contact_standing, review_standing
from advisorbench.domain.records.facts import AccountFacts, Ask, Testimonial
from advisorbench.domain.records.faults import say_faults
from advisorbench.domain.records.reasons import Reason, ReasonKind, Task, TaskKind
from advisorbench.domain.records.referral_facts import brought_name
from advisorbench.domain.records.states import (
    AccountStatus,
    Action,
    AskKind,
    AskState,
    Lane,
    OutcomeState,
    ReviewState,
    TestimonialState,
)
from advisorbench.domain.rules import Rules

FOLLOW_UP_DAYS = 30
"""A review held is waited for to be followed up this many days; after that the next one takes its place."""
INFORM_AHEAD_DAYS = 14
"""Somebody whose name we keep is to be told is in the sweep this many days before the last day."""
ARRIVAL_DAYS = 90
"""Somebody who came from another account is a reason to get in touch for this many days."""
_WORK: Mapping[TaskKind, tuple[Lane, Action]] = MappingProxyType(
    {
        TaskKind.CORRECT: (Lane.OWE, Action.EDIT),
        TaskKind.KEEP_PROMISE: (Lane.OWE, Action.KEEP_PROMISE),
        TaskKind.FOLLOW_UP_REVIEW: (Lane.OWE, Action.FOLLOW_UP),
        TaskKind.THANK: (Lane.OWE, Action.THANK),
        TaskKind.INFORM: (Lane.OWE, Action.INFORM),
        TaskKind.TAKE_DOWN_TESTIMONIAL: (Lane.OWE, Action.ADVANCE_TESTIMONIAL),
        TaskKind.PLAN_REVIEW: (Lane.BRING, Action.PLAN_REVIEW),
        TaskKind.PREPARE_REVIEW: (Lane.BRING, Action.PREPARE_REVIEW),
        TaskKind.PROPOSE_IDEA: (Lane.BRING, Action.ADVANCE_IDEA),
        TaskKind.VERIFY_OUTCOME: (Lane.BRING, Action.VERIFY_OUTCOME),
        TaskKind.APPROVE_TESTIMONIAL: (Lane.BRING, Action.ADVANCE_TESTIMONIAL),
        TaskKind.RENEW_CONSENT: (Lane.BRING, Action.ADVANCE_TESTIMONIAL),
        TaskKind.PREPARE_ASK: (Lane.ASK, Action.PREPARE_ASK),
        TaskKind.ASK: (Lane.ASK, Action.ASK),
        TaskKind.ASK_AGAIN: (Lane.ASK, Action.ANSWER_ASK),
        TaskKind.GET_NAME: (Lane.ASK, Action.NAME_REFERRAL),
        TaskKind.GET_IN_TOUCH: (Lane.CLOSE, Action.LOG),
        TaskKind.GREET: (Lane.CLOSE, Action.LOG),
        TaskKind.PREPARE_RENEWAL: (Lane.CLOSE, Action.EDIT),
    }
)
"""The lane in which each task stands, and what one key does about it."""


@dataclass(frozen=True, slots=True)
class SweepLine:
    """One thing to do, with its reason.

    Args:
        lane: Which of the four lanes.
        task: What to do.
        reason: Why, with its day.
        on: The day it rests on; the oldest comes first. ``None`` where nothing is known to count from.
        late: Whether it is past its latest day.
        account_id: The account it belongs to.
        account: That account's name.
        person_id: The person it is about, if any.
        action: What one key does about it.
        subject_id: The promise, outcome, ask or review it is about.
        weight: Sorts the lane *Ask*: the score, best first.
    """

    lane: Lane
    task: Task
    reason: Reason
    on: date | None
    late: bool
    account_id: str
    account: str
    action: Action
    person_id: str | None = None
    subject_id: str | None = None
    weight: int = 0

    @property
    def key(self) -> str:
        """A name for this line that stays the same from day to day."""
        return f"{self.lane}:{self.action}:{self.account_id}:{self.person_id or ''}:{self.subject_id or ''}"

    @property
    def order(self) -> tuple[object, ...]:
        """Late ones first, then by weight, then the oldest; no day comes last; ties by name."""
        return (not self.late, -self.weight, self.on or date.max, self.account, self.key)


def sweep(facts: AccountFacts, verdicts: tuple[Readiness, ...], on: date, rules: Rules) -> list[SweepLine]:
    """All lines of one account on a day, in no particular order; of one that cannot be judged, to correct it."""
    if facts.faults:
        reason = Reason(ReasonKind.CANNOT_BE_JUDGED, what=say_faults(facts.faults))
        return [_line(facts, Task(TaskKind.CORRECT), reason, late=True, weight=1)]
    return [
        *_promises(facts, on, rules),
        *_follow_up(facts, on, rules),
        *_thanks(facts, on),
        *_to_inform(facts, on, rules),
        *_to_take_down(facts, on),
        *_review(facts, on, rules),
        *_value(facts, on, rules),
        *_testimonials(facts, on, rules),
        *_asks(facts, verdicts, on),
        *_contact(facts, on, rules),
        *_arrivals(facts, on),
        *_renewal(facts, on, rules),
    ]


def _line(
    facts: AccountFacts, task: Task, reason: Reason, on: date | None = None, *,
    late: bool = False, person_id: str | None = None, subject_id: str | None = None, weight: int = 0,
) -> SweepLine:  # fmt: skip
    """A line; where no day is given it rests on that of its reason."""
    account, (lane, action) = facts.account, _WORK[task.kind]
    return SweepLine(
        lane, task, reason, on or reason.on, late, account.id, account.name, action, person_id, subject_id, weight
    )


# --- owe ------------------------------------------------------------------------------------------------------


def _promises(facts: AccountFacts, on: date, rules: Rules) -> Iterator[SweepLine]:
    for promise in facts.promises:
        if promise.open_on(on) and (promise.due_on - on).days <= rules.ahead_days:
            late = promise.due_on < on
            kind = ReasonKind.FEEDBACK_DUE if promise.referral_id else ReasonKind.PROMISE_DUE
            reason = Reason(kind, promise.due_on)
            if late:
                reason = Reason(ReasonKind.PROMISE_LATE, promise.due_on, number=(on - promise.due_on).days)
            task = Task(TaskKind.KEEP_PROMISE, what=promise.what)
            yield _line(facts, task, reason, late=late, person_id=promise.person_id, subject_id=promise.id)


def _follow_up(facts: AccountFacts, on: date, rules: Rules) -> Iterator[SweepLine]:
    """The last review held, until what came of it went to the customer."""
    held = [r for r in facts.reviews if r.held_on and r.held_on <= on]
    last = max(held, key=lambda r: (r.held_on or on, r.id), default=None)
    if last is None or last.held_on is None or (on - last.held_on).days > FOLLOW_UP_DAYS:
        return
    if last.state is ReviewState.FOLLOWED_UP and (last.followed_up_on is None or last.followed_up_on <= on):
        return
    due_on = last.held_on + timedelta(days=rules.follow_up_days)
    reason = Reason(ReasonKind.REVIEW_HELD, last.held_on)
    yield _line(facts, Task(TaskKind.FOLLOW_UP_REVIEW), reason, due_on, late=due_on < on, subject_id=last.id)


def _thanks(facts: AccountFacts, on: date) -> Iterator[SweepLine]:
    """Who did something for us, until they are thanked."""
    for owed in thanks_owed(facts, on):
        yield _line(facts, Task(TaskKind.THANK, owed.person.name), owed.reason, person_id=owed.person.id)


def _to_inform(facts: AccountFacts, on: date, rules: Rules) -> Iterator[SweepLine]:
    """Who does not know yet that we keep their name; being introduced tells them as well."""
    for referral in facts.referrals:
        due_on = referral.named_on + timedelta(days=rules.inform_days)
        waits = referral.named_on <= on and (referral.told_on is None or referral.told_on > on)
        if waits and (due_on - on).days <= INFORM_AHEAD_DAYS:
            yield _line(
                facts, Task(TaskKind.INFORM, referral.name), Reason(ReasonKind.NAME_KEPT, referral.named_on, due_on),
                due_on, late=due_on < on, person_id=referral.person_id, subject_id=referral.id,
            )  # fmt: skip


def _to_take_down(facts: AccountFacts, on: date) -> Iterator[SweepLine]:
    """Testimonials that are still to be seen although they may not be shown any more."""
    for testimonial in facts.testimonials:
        outcome = facts.outcome(testimonial.outcome_id)
        if testimonial.state_on(on) is not TestimonialState.PUBLISHED:
            continue
        if expired(testimonial, on):
            reason = Reason(ReasonKind.CONSENT_ENDED, testimonial.expires_on)
        elif outcome and outcome.state_on(on) is OutcomeState.DISPUTED:
            reason = Reason(ReasonKind.TESTIMONIAL_DISPUTED, outcome.disputed_on)
        else:
            continue
        yield _on_testimonial(facts, TaskKind.TAKE_DOWN_TESTIMONIAL, testimonial, reason, late=True)


def _on_testimonial(
    facts: AccountFacts, kind: TaskKind, testimonial: Testimonial, reason: Reason, *, late: bool = False
) -> SweepLine:
    task = Task(kind, facts.person_name(testimonial.person_id))
    return _line(facts, task, reason, late=late, person_id=testimonial.person_id, subject_id=testimonial.id)


# --- bring ----------------------------------------------------------------------------------------------------


def _review(facts: AccountFacts, on: date, rules: Rules) -> Iterator[SweepLine]:
    """The review that is to be planned, or that is near and to be prepared."""
    review = review_standing(facts.account, facts.reviews, on, rules)
    waiting = review.open
    planned_on = waiting.planned_on if waiting else None
    if review.standing is Standing.PLANNED and waiting and planned_on:
        if waiting.state is ReviewState.SCHEDULED and (planned_on - on).days <= rules.prepare_ahead_days:
            reason = Reason(ReasonKind.REVIEW_PLANNED, planned_on)
            yield _line(facts, Task(TaskKind.PREPARE_REVIEW), reason, subject_id=waiting.id)
        return
    late = review.standing is Standing.OVERDUE
    soon = review.standing is Standing.FINE and review.due_on and (review.due_on - on).days <= rules.review_ahead_days
    if late or soon or review.standing in (Standing.DUE, Standing.MISSED, Standing.UNKNOWN):
        subject_id = waiting.id if waiting else None
        task, reason = Task(TaskKind.PLAN_REVIEW), _why_planned(review)
        yield _line(facts, task, reason, review.due_on, late=late, subject_id=subject_id)


def _why_planned(review: ReviewStanding) -> Reason:
    if review.standing is Standing.MISSED and review.open and review.open.planned_on:
        return Reason(ReasonKind.REVIEW_MISSED, review.open.planned_on)
    if review.standing is Standing.UNKNOWN or review.due_on is None:
        return Reason(ReasonKind.NO_REVIEW_HELD)
    late = review.standing is Standing.OVERDUE
    if review.held_on is None:
        return Reason(ReasonKind.FIRST_REVIEW_OVERDUE if late else ReasonKind.FIRST_REVIEW_DUE, review.due_on)
    kind = ReasonKind.REVIEW_OVERDUE if late else ReasonKind.REVIEW_DUE
    return Reason(kind, review.due_on, before=review.held_on)


def _value(facts: AccountFacts, on: date, rules: Rules) -> Iterator[SweepLine]:
    """Ideas to propose, and outcomes to have verified."""
    if facts.account.status is AccountStatus.ACTIVE:
        for idea in facts.ideas:
            if idea.only_spotted_on(on):
                reason = Reason(ReasonKind.IDEA_SPOTTED, idea.spotted_on)
                yield _line(facts, Task(TaskKind.PROPOSE_IDEA, what=idea.what), reason, subject_id=idea.id)
    for outcome in facts.outcomes:
        if outcome.claimed_on(on) and (on - outcome.on).days > rules.verify_after_days:
            reason = Reason(ReasonKind.CLAIM_UNVERIFIED, outcome.on)
            yield _line(facts, Task(TaskKind.VERIFY_OUTCOME, what=outcome.what), reason, subject_id=outcome.id)


def _testimonials(facts: AccountFacts, on: date, rules: Rules) -> Iterator[SweepLine]:
    """Testimonials to have approved, and those whose consent ends soon."""
    for testimonial in facts.testimonials:
        state = testimonial.state_on(on)
        ends = testimonial.expires_on if state in SHOWABLE and not expired(testimonial, on) else None
        if state is TestimonialState.RECEIVED and testimonial.received_on:
            reason = Reason(ReasonKind.TESTIMONIAL_RECEIVED, testimonial.received_on)
            yield _on_testimonial(facts, TaskKind.APPROVE_TESTIMONIAL, testimonial, reason)
        elif ends and (ends - on).days <= rules.expiry_ahead_days:
            reason = Reason(ReasonKind.CONSENT_ENDS, ends)
            yield _on_testimonial(facts, TaskKind.RENEW_CONSENT, testimonial, reason)


# --- ask ------------------------------------------------------------------------------------------------------


def _asks(facts: AccountFacts, verdicts: tuple[Readiness, ...], on: date) -> Iterator[SweepLine]:
    for verdict in verdicts:
        if verdict.state is State.ASK_READY:
            person, drafted = verdict.person, facts.drafted_ask(verdict.person.id)
            task = Task(TaskKind.ASK if drafted else TaskKind.PREPARE_ASK, person.name, verdict.target)
            reason = Reason(ReasonKind.WHY_NOW, what=verdict.why_now)
            subject_id = drafted.id if drafted else None
            yield _line(
                facts, task, reason, verdict.gates[0].on, person_id=person.id, subject_id=subject_id,
                weight=verdict.score,
            )  # fmt: skip
    for ask in facts.asks:
        asked = facts.person(ask.person_id)
        if asked is None:
            continue  # who has left is asked and followed elsewhere
        if ask.state is AskState.LATER and ask.later_on and ask.later_on <= on and not asked.do_not_ask:
            task, reason = Task(TaskKind.ASK_AGAIN, asked.name), Reason(ReasonKind.SAID_LATER, ask.later_on)
            yield _line(facts, task, reason, person_id=asked.id, subject_id=ask.id, weight=100)
        if ask.kind is AskKind.REFERRAL and ask.state is AskState.YES and _still_to_name(facts, ask, on):
            task, reason = Task(TaskKind.GET_NAME, asked.name), Reason(ReasonKind.SAID_YES, ask.answered_on)
            yield _line(facts, task, reason, person_id=asked.id, subject_id=ask.id, weight=100)


def _still_to_name(facts: AccountFacts, ask: Ask, on: date) -> bool:
    """Whether a yes has brought no name yet; after a while it never will."""
    if not ask.answered_on or not 0 <= (on - ask.answered_on).days <= NAME_DAYS:
        return False
    return not brought_name(ask, facts.referrals, on)


# --- stay close -----------------------------------------------------------------------------------------------


def _contact(facts: AccountFacts, on: date, rules: Rules) -> Iterator[SweepLine]:
    contact = contact_standing(facts.account, facts.contact, on, rules)
    task = Task(TaskKind.GET_IN_TOUCH)
    if contact.standing in (Standing.DUE, Standing.OVERDUE) and contact.last_on:
        late = contact.standing is Standing.OVERDUE
        yield _line(facts, task, Reason(ReasonKind.LAST_CONTACT, contact.last_on), contact.due_on, late=late)
    elif contact.standing is Standing.UNKNOWN:
        yield _line(facts, task, Reason(ReasonKind.NO_CONTACT))


def _arrivals(facts: AccountFacts, on: date) -> Iterator[SweepLine]:
    """Who came from another account, until somebody has been in touch."""
    for person in facts.people:
        if person.came_from and person.since and 0 <= (on - person.since).days <= ARRIVAL_DAYS:
            if person.last_contact_on and person.since <= person.last_contact_on <= on:
                continue
            reason = Reason(ReasonKind.CAME_FROM, person.since, who=person.came_from)
            yield _line(facts, Task(TaskKind.GREET, person.name), reason, person_id=person.id)


def _renewal(facts: AccountFacts, on: date, rules: Rules) -> Iterator[SweepLine]:
    renewal_on = facts.account.renewal_on
    if renewal_on and on <= renewal_on <= on + timedelta(days=rules.renewal_ahead_days):
        yield _line(facts, Task(TaskKind.PREPARE_RENEWAL), Reason(ReasonKind.RENEWS, renewal_on))
