"""The daily list of what needs doing and why, in four lanes; a line goes when its loop is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from advisorbench.domain.asking.conversion import NAME_DAYS
from advisorbench.domain.asking.readiness import Readiness, State
from advisorbench.domain.asking.testimonials import SHOWABLE, expired
from advisorbench.domain.asking.thanks import thanks_owed
from advisorbench.domain.customers.cadence import Standing, contact_standing, review_standing
from advisorbench.domain.language.dates import say_ago, say_day
from advisorbench.domain.records.facts import AccountFacts, Ask, Promise
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
from advisorbench.i18n import _, ngettext

FOLLOW_UP_DAYS = 30
"""A review held is waited for to be followed up this many days; after that the next one takes its place."""
INFORM_AHEAD_DAYS = 14
"""Somebody whose name we keep is to be told is in the sweep this many days before the last day."""
ARRIVAL_DAYS = 90
"""Somebody who came from another account is a reason to get in touch for this many days."""


@dataclass(frozen=True, slots=True)
class SweepLine:
    """One thing to do, with its reason.

    Args:
        lane: Which of the four lanes.
        text: What to do, short.
        reason: Why, with its date in words.
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
    text: str
    reason: str
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
    """All lines of one account on a day, in no particular order."""
    return [
        *_owe(facts, on, rules),
        *_bring(facts, on, rules),
        *_ask(facts, verdicts, on),
        *_close(facts, on, rules),
    ]


def _line(facts: AccountFacts, lane: Lane, text: str, reason: str, on: date | None, action: Action,
          **more: object) -> SweepLine:  # fmt: skip
    late = bool(more.pop("late", False))
    return SweepLine(lane, text, reason, on, late, facts.account.id, facts.account.name, action, **more)  # type: ignore[arg-type]


def _owe(facts: AccountFacts, on: date, rules: Rules) -> list[SweepLine]:
    lines = []
    for promise in facts.promises:
        if promise.open_on(on) and (promise.due_on - on).days <= rules.ahead_days:
            lines.append(
                _line(
                    facts, Lane.OWE, promise.what, _promise_reason(promise, on), promise.due_on, Action.KEEP_PROMISE,
                    late=promise.due_on < on, person_id=promise.person_id, subject_id=promise.id,
                )
            )  # fmt: skip
    return [
        *lines,
        *_follow_up(facts, on, rules),
        *_thank(facts, on),
        *_inform(facts, on, rules),
        *_take_down(facts, on),
    ]


def _thank(facts: AccountFacts, on: date) -> list[SweepLine]:
    """Who did something for us, until they are thanked."""
    return [
        _line(
            facts, Lane.OWE, _("Thank %(person)s") % {"person": owed.person.name}, owed.reason, owed.on, Action.THANK,
            person_id=owed.person.id,
        )
        for owed in thanks_owed(facts, on)
    ]  # fmt: skip


def _inform(facts: AccountFacts, on: date, rules: Rules) -> list[SweepLine]:
    """Who does not know yet that we keep their name; being introduced tells them as well."""
    lines = []
    for referral in facts.referrals:
        due_on = referral.named_on + timedelta(days=rules.inform_days)
        waits = referral.named_on <= on and (referral.told_on is None or referral.told_on > on)
        if waits and (due_on - on).days <= INFORM_AHEAD_DAYS:
            text = _("Tell %(name)s that we keep their name") % {"name": referral.name}
            reason = _("given %(day)s, to be told by %(due)s") % {
                "day": say_day(referral.named_on, on),
                "due": say_day(due_on, on),
            }
            lines.append(
                _line(
                    facts, Lane.OWE, text, reason, due_on, Action.INFORM, late=due_on < on,
                    person_id=referral.person_id, subject_id=referral.id,
                )
            )  # fmt: skip
    return lines


def _take_down(facts: AccountFacts, on: date) -> list[SweepLine]:
    """Testimonials that are still to be seen although they may not be shown any more."""
    lines = []
    for one in facts.testimonials:
        outcome = facts.outcome(one.outcome_id)
        if one.state_on(on) is not TestimonialState.PUBLISHED:
            continue
        if expired(one, on):
            day, reason = one.expires_on, _("consent ended %(day)s")
        elif outcome and outcome.state_on(on) is OutcomeState.DISPUTED:
            day, reason = outcome.disputed_on, _("its outcome is disputed since %(day)s")
        else:
            continue
        text = _("Take down the testimonial of %(person)s") % {"person": facts.person_name(one.person_id)}
        lines.append(
            _line(
                facts, Lane.OWE, text, reason % {"day": say_day(day, on) if day else "–"}, day,
                Action.ADVANCE_TESTIMONIAL, late=True, person_id=one.person_id, subject_id=one.id,
            )
        )  # fmt: skip
    return lines


def _follow_up(facts: AccountFacts, on: date, rules: Rules) -> list[SweepLine]:
    """The last review held, until what came of it went to the customer."""
    held = [r for r in facts.reviews if r.held_on and r.held_on <= on]
    last = max(held, key=lambda r: (r.held_on or on, r.id), default=None)
    if last is None or last.held_on is None or (on - last.held_on).days > FOLLOW_UP_DAYS:
        return []
    if last.state is ReviewState.FOLLOWED_UP and (last.followed_up_on is None or last.followed_up_on <= on):
        return []
    due_on = last.held_on + timedelta(days=rules.follow_up_days)
    reason = _("held %(day)s") % {"day": say_day(last.held_on, on)}
    text = _("Follow up the review")
    return [_line(facts, Lane.OWE, text, reason, due_on, Action.FOLLOW_UP, late=due_on < on, subject_id=last.id)]


def _promise_reason(promise: Promise, on: date) -> str:
    said = {"day": say_day(promise.due_on, on)}
    if promise.due_on < on:
        days = (on - promise.due_on).days
        return ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days}
    return _("feedback due %(day)s") % said if promise.referral_id else _("due %(day)s") % said


def _bring(facts: AccountFacts, on: date, rules: Rules) -> list[SweepLine]:
    lines = _review(facts, on, rules)
    if facts.account.status is AccountStatus.ACTIVE:
        for idea in facts.ideas:
            if idea.only_spotted_on(on):
                text = _("Propose: %(what)s") % {"what": idea.what}
                reason = _("spotted %(day)s") % {"day": say_day(idea.spotted_on, on)}
                lines.append(
                    _line(facts, Lane.BRING, text, reason, idea.spotted_on, Action.ADVANCE_IDEA, subject_id=idea.id)
                )
    for outcome in facts.outcomes:
        if outcome.claimed_on(on) and (on - outcome.on).days > rules.verify_after_days:
            text = _("Have verified: %(what)s") % {"what": outcome.what}
            reason = _("claimed %(day)s") % {"day": say_day(outcome.on, on)}
            lines.append(
                _line(facts, Lane.BRING, text, reason, outcome.on, Action.VERIFY_OUTCOME, subject_id=outcome.id)
            )
    return [*lines, *_testimonials(facts, on, rules)]


def _testimonials(facts: AccountFacts, on: date, rules: Rules) -> list[SweepLine]:
    """Testimonials to have approved, and those whose consent ends soon."""
    lines = []
    for one in facts.testimonials:
        who = {"person": facts.person_name(one.person_id)}
        state = one.state_on(on)
        ends = one.expires_on if state in SHOWABLE and not expired(one, on) else None
        if state is TestimonialState.RECEIVED and one.received_on:
            text, day = _("Have approved: the words of %(person)s") % who, one.received_on
            reason = _("received %(day)s") % {"day": say_day(day, on)}
        elif ends and (ends - on).days <= rules.expiry_ahead_days:
            text, day = _("Renew the consent of %(person)s") % who, ends
            reason = _("ends %(day)s") % {"day": say_day(day, on)}
        else:
            continue
        lines.append(
            _line(
                facts, Lane.BRING, text, reason, day, Action.ADVANCE_TESTIMONIAL, person_id=one.person_id,
                subject_id=one.id,
            )
        )  # fmt: skip
    return lines


def _review(facts: AccountFacts, on: date, rules: Rules) -> list[SweepLine]:
    """The review that is to be planned, or that is near and to be prepared."""
    review = review_standing(facts.account, facts.reviews, on, rules)
    waiting = review.open
    planned_on = waiting.planned_on if waiting else None
    if review.standing is Standing.PLANNED and waiting and planned_on:
        near = (planned_on - on).days <= rules.prepare_ahead_days
        if not near or waiting.state is not ReviewState.SCHEDULED:
            return []
        reason = _("planned %(day)s") % {"day": say_day(planned_on, on)}
        text = _("Prepare the review")
        return [_line(facts, Lane.BRING, text, reason, planned_on, Action.PREPARE_REVIEW, subject_id=waiting.id)]
    late = review.standing is Standing.OVERDUE
    soon = review.standing is Standing.FINE and review.due_on and (review.due_on - on).days <= rules.review_ahead_days
    if not (late or soon or review.standing in (Standing.DUE, Standing.MISSED, Standing.UNKNOWN)):
        return []
    held = _("last held %(day)s") % {"day": say_day(review.held_on, on)} if review.held_on else _("none held yet")
    if review.standing is Standing.MISSED and planned_on:
        reason = _("planned %(day)s, not held") % {"day": say_day(planned_on, on)}
    elif review.standing is Standing.UNKNOWN or review.due_on is None:
        reason = held
    else:
        text = _("overdue, was due %(day)s, %(held)s") if late else _("due %(day)s, %(held)s")
        reason = text % {"day": say_day(review.due_on, on), "held": held}
    return [
        _line(
            facts, Lane.BRING, _("Plan the review"), reason, review.due_on, Action.PLAN_REVIEW,
            late=late, subject_id=waiting.id if waiting else None,
        )
    ]  # fmt: skip


def _ask(facts: AccountFacts, verdicts: tuple[Readiness, ...], on: date) -> list[SweepLine]:
    lines = []
    for verdict in verdicts:
        if verdict.state is State.ASK_READY:
            text = _("%(person)s → %(target)s") % {"person": verdict.person.name, "target": verdict.target}
            day = verdict.gates[0].on
            drafted = facts.drafted_ask(verdict.person.id)
            lines.append(
                _line(
                    facts, Lane.ASK, text, verdict.why_now, day, Action.ASK if drafted else Action.PREPARE_ASK,
                    person_id=verdict.person.id, subject_id=drafted.id if drafted else None, weight=verdict.score,
                )
            )  # fmt: skip
    for ask in facts.asks:
        person = facts.person(ask.person_id)
        if person is None:
            continue  # who has left is asked and followed elsewhere
        if ask.state is AskState.LATER and ask.later_on and ask.later_on <= on and not person.do_not_ask:
            text = _("Ask %(person)s again") % {"person": person.name}
            reason = _("said “later” until %(day)s") % {"day": say_day(ask.later_on, on)}
            lines.append(
                _line(
                    facts, Lane.ASK, text, reason, ask.later_on, Action.ANSWER_ASK,
                    person_id=ask.person_id, subject_id=ask.id, weight=100,
                )
            )  # fmt: skip
        if ask.kind is AskKind.REFERRAL and ask.state is AskState.YES and _still_to_name(facts, ask, on):
            text = _("Get the name from %(person)s") % {"person": person.name}
            reason = _("said yes %(day)s") % {"day": say_day(ask.answered_on, on)} if ask.answered_on else ""
            lines.append(
                _line(
                    facts, Lane.ASK, text, reason, ask.answered_on, Action.NAME_REFERRAL,
                    person_id=ask.person_id, subject_id=ask.id, weight=100,
                )
            )  # fmt: skip
    return lines


def _still_to_name(facts: AccountFacts, ask: Ask, on: date) -> bool:
    """Whether a yes has brought no name yet; after a while it never will."""
    if not ask.answered_on or not 0 <= (on - ask.answered_on).days <= NAME_DAYS:
        return False
    return not brought_name(ask, facts.referrals, on)


def _close(facts: AccountFacts, on: date, rules: Rules) -> list[SweepLine]:
    lines = []
    contact = contact_standing(facts.account, facts.contact, on, rules)
    if contact.standing in (Standing.DUE, Standing.OVERDUE) and contact.last_on:
        reason = _("last contact %(ago)s") % {"ago": say_ago(contact.last_on, on)}
        late = contact.standing is Standing.OVERDUE
        lines.append(_line(facts, Lane.CLOSE, _("Get in touch"), reason, contact.due_on, Action.LOG, late=late))
    elif contact.standing is Standing.UNKNOWN:
        reason = _("no contact recorded yet")
        lines.append(_line(facts, Lane.CLOSE, _("Get in touch"), reason, None, Action.LOG))
    for person in facts.people:
        if person.came_from and person.since and 0 <= (on - person.since).days <= ARRIVAL_DAYS:
            if person.last_contact_on and person.since <= person.last_contact_on <= on:
                continue
            text = _("Greet %(person)s") % {"person": person.name}
            reason = _("came from %(account)s, %(day)s") % {
                "account": person.came_from,
                "day": say_day(person.since, on),
            }
            lines.append(_line(facts, Lane.CLOSE, text, reason, person.since, Action.LOG, person_id=person.id))
    renewal_on = facts.account.renewal_on
    if renewal_on and on <= renewal_on <= on + timedelta(days=rules.renewal_ahead_days):
        reason = _("renews %(day)s") % {"day": say_day(renewal_on, on)}
        text = _("Prepare the renewal")
        lines.append(_line(facts, Lane.CLOSE, text, reason, renewal_on, Action.EDIT))
    return lines
