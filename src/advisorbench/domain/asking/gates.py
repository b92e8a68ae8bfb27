"""The seven gates before an ask: each passes, fails or is unknown, with its reason and date.

(PRODUCT: *Referral-ready*.)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from advisorbench.domain.customers.satisfaction import Mood, mood
from advisorbench.domain.records.facts import AccountFacts, Ask, Initiative, Outcome, Person
from advisorbench.domain.records.reasons import Reason, ReasonKind
from advisorbench.domain.records.states import (
    Action,
    InitiativeState,
    OutcomeState,
    PromiseState,
    Severity,
)
from advisorbench.domain.rules import Rules
from advisorbench.i18n import N_


class Gate(StrEnum):
    """The seven gates, in the order in which they are shown."""

    VALUE = N_("Value")
    SATISFIED = N_("Satisfied")
    NO_HARM = N_("No harm")
    WINDOW = N_("Window")
    RESTED = N_("Rested")
    LOOP_CLOSED = N_("Loop closed")
    PERMISSION = N_("Permission")


class GateVerdict(StrEnum):
    """What a gate says; unknown is never counted as good."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gate: its verdict, why, and what would change it.

    Args:
        gate: Which gate.
        verdict: Pass, fail or unknown.
        reason: Why, with its day.
        action: What would open it; ``None`` on a pass.
        subject_id: The thing that the action is about, such as the promise or outcome.
    """

    gate: Gate
    verdict: GateVerdict
    reason: Reason
    action: Action | None = None
    subject_id: str | None = None

    @property
    def on(self) -> date | None:
        """The day of the evidence; ``None`` where there is none."""
        return self.reason.on

    @property
    def opens_on(self) -> date | None:
        """The first day on which time alone would open it."""
        return self.reason.until


def gates_of(facts: AccountFacts, person: Person, on: date, rules: Rules) -> tuple[GateResult, ...]:
    """What the seven gates say of a person on a day, in the order in which they are shown."""
    return (
        _value(facts, on, rules),
        _satisfied(facts, person, on, rules),
        _no_harm(facts, on),
        _window(facts, person, on, rules),
        _rested(facts, person, on, rules),
        _loop_closed(facts, person, on),
        _permission(person),
    )


def _passes(gate: Gate, reason: Reason) -> GateResult:
    return GateResult(gate, GateVerdict.PASS, reason)


def _fails(gate: Gate, reason: Reason, action: Action, subject_id: str | None = None) -> GateResult:
    return GateResult(gate, GateVerdict.FAIL, reason, action, subject_id)


def _unknown(gate: Gate, reason: Reason, action: Action, subject_id: str | None = None) -> GateResult:
    return GateResult(gate, GateVerdict.UNKNOWN, reason, action, subject_id)


def _value(facts: AccountFacts, on: date, rules: Rules) -> GateResult:
    known = [o for o in facts.outcomes if o.on <= on]
    verified = [o for o in known if o.verified_on and o.state_on(on) is OutcomeState.VERIFIED]
    newest = max(verified, key=lambda o: (o.verified_on or o.on, o.id), default=None)
    if newest and newest.verified_on:
        if (on - newest.verified_on).days <= rules.value_days:
            reason = Reason(ReasonKind.OUTCOME_VERIFIED, newest.verified_on, what=newest.what, who=newest.verified_by)
            return _passes(Gate.VALUE, reason)
        reason = Reason(ReasonKind.VERIFIED_LONG_AGO, newest.verified_on)
        return _unknown(Gate.VALUE, reason, *_next_outcome(known, on))
    if known and all(o.state_on(on) is OutcomeState.DISPUTED for o in known):
        disputed = max(known, key=lambda o: (o.disputed_on or o.on, o.id))
        reason = Reason(ReasonKind.OUTCOME_DISPUTED, disputed.disputed_on or disputed.on, what=disputed.what)
        return _fails(Gate.VALUE, reason, Action.VERIFY_OUTCOME, disputed.id)
    if claimed := _claimed(known, on):
        reason = Reason(ReasonKind.OUTCOME_CLAIMED, claimed[0].on, what=claimed[0].what)
        return _unknown(Gate.VALUE, reason, *_next_outcome(known, on))
    return _unknown(Gate.VALUE, Reason(ReasonKind.NO_OUTCOME), Action.ADD_OUTCOME)


def _claimed(outcomes: list[Outcome], on: date) -> list[Outcome]:
    """The outcomes that were only claimed on that day, newest first."""
    return sorted((o for o in outcomes if o.claimed_on(on)), key=lambda o: (o.on, o.id), reverse=True)


def _next_outcome(outcomes: list[Outcome], on: date) -> tuple[Action, str | None]:
    claimed = _claimed(outcomes, on)
    return (Action.VERIFY_OUTCOME, claimed[0].id) if claimed else (Action.ADD_OUTCOME, None)


def _satisfied(facts: AccountFacts, person: Person, on: date, rules: Rules) -> GateResult:
    heard = [s for s in facts.signals if s.on <= on and s.person_id in (person.id, None)]
    if not heard:
        return _unknown(Gate.SATISFIED, Reason(ReasonKind.NO_SIGNAL), Action.ADD_SIGNAL)
    newest_on = max(s.on for s in heard)
    # Of several signals on the newest day the least favourable one decides: order of entry must not matter.
    newest = max((s for s in heard if s.on == newest_on), key=lambda s: (list(Mood).index(mood(s)), s.id))
    if mood(newest) is not Mood.POSITIVE:
        reason = Reason(ReasonKind.SIGNAL_NOT_POSITIVE, newest.on, signal=newest)
        return _fails(Gate.SATISFIED, reason, Action.ADD_SIGNAL)
    if (on - newest.on).days > rules.signal_days:
        reason = Reason(ReasonKind.SIGNAL_LONG_AGO, newest.on, signal=newest)
        return _unknown(Gate.SATISFIED, reason, Action.ADD_SIGNAL)
    return _passes(Gate.SATISFIED, Reason(ReasonKind.SIGNAL_POSITIVE, newest.on, signal=newest))


def _no_harm(facts: AccountFacts, on: date) -> GateResult:
    hurting = [i for i in facts.issues if i.severity is Severity.SERIOUS and i.open_on(on)]
    if hurting:
        worst = min(hurting, key=lambda i: (i.opened_on, i.id))
        reason = Reason(ReasonKind.ISSUE_OPEN, worst.opened_on, what=worst.what)
        return _fails(Gate.NO_HARM, reason, Action.RESOLVE_ISSUE, worst.id)
    overdue = [p for p in facts.promises if p.open_on(on) and p.due_on < on]
    if overdue:
        oldest = min(overdue, key=lambda p: (p.due_on, p.id))
        reason = Reason(ReasonKind.PROMISE_OVERDUE, oldest.due_on, what=oldest.what)
        return _fails(Gate.NO_HARM, reason, Action.KEEP_PROMISE, oldest.id)
    return _passes(Gate.NO_HARM, Reason(ReasonKind.NO_HARM))


def _window(facts: AccountFacts, person: Person, on: date, rules: Rules) -> GateResult:
    # An initiative comes first: time alone never ends it, so no day may be promised while one is open.
    running = [i for i in facts.initiatives if i.person_id == person.id and _running(i, on)]
    if running:
        first = min(running, key=lambda i: (i.opened_on or date.min, i.id))
        reason = Reason(ReasonKind.INITIATIVE_OPEN, first.opened_on, what=first.name)
        return _fails(Gate.WINDOW, reason, Action.CLOSE_INITIATIVE, first.id)
    account = facts.account
    talks = ((account.renewal_on, ReasonKind.RENEWAL_NEAR), (account.price_talk_on, ReasonKind.PRICE_TALK_NEAR))
    ahead = sorted((day, kind) for day, kind in talks if day and day >= on)
    if ahead and (ahead[0][0] - on).days <= rules.window_days:
        day, kind = ahead[0]
        opens = on
        for talk_on, _kind in ahead:  # when one talk is over, the next may be near already
            if (talk_on - opens).days <= rules.window_days:
                opens = talk_on + timedelta(days=1)
        return _fails(Gate.WINDOW, Reason(kind, day, opens), Action.WAIT)
    return _passes(Gate.WINDOW, Reason(ReasonKind.NO_TALK_NEAR))


def _running(initiative: Initiative, on: date) -> bool:
    """Whether it had begun and not yet ended on that day."""
    begun = initiative.opened_on is None or initiative.opened_on <= on
    ended = initiative.closed_on is None or initiative.closed_on <= on
    return begun and (initiative.state is InitiativeState.OPEN or not ended)


def asks_made(facts: AccountFacts, person: Person | None, on: date) -> list[Ask]:
    """The asks made up to that day, newest first; of one person, or of the whole account."""
    made = [a for a in facts.asks if a.asked_on and a.asked_on <= on and (person is None or a.person_id == person.id)]
    return sorted(made, key=lambda a: (a.asked_on or on, a.id), reverse=True)


def _rested(facts: AccountFacts, person: Person, on: date, rules: Rules) -> GateResult:
    own = asks_made(facts, person, on)
    # One more ask must still keep the account within its budget, so a full budget closes the gate.
    recent = [
        a.asked_on for a in asks_made(facts, None, on) if a.asked_on and (on - a.asked_on).days < rules.ask_window_days
    ]
    opens = on
    if len(recent) >= rules.asks_per_window:
        opens = sorted(recent)[-rules.asks_per_window] + timedelta(days=rules.ask_window_days)
    # Whoever came from another account was asked there by the same seller.
    before = person.asked_there_on if person.asked_there_on and person.asked_there_on <= on else None
    asked_on = max(filter(None, (own[0].asked_on if own else None, before)), default=None)
    if asked_on and (on - asked_on).days < rules.rest_days:
        opens = max(opens, asked_on + timedelta(days=rules.rest_days))
        return _fails(Gate.RESTED, Reason(ReasonKind.ASKED_RECENTLY, asked_on, opens), Action.WAIT)
    if opens > on:
        reason = Reason(
            ReasonKind.ACCOUNT_ASKED_OFTEN, recent[0], opens, number=len(recent), within=rules.ask_window_days
        )
        return _fails(Gate.RESTED, reason, Action.WAIT)
    if asked_on:
        return _passes(Gate.RESTED, Reason(ReasonKind.LAST_ASKED, asked_on))
    return _passes(Gate.RESTED, Reason(ReasonKind.NEVER_ASKED))


def _loop_closed(facts: AccountFacts, person: Person, on: date) -> GateResult:
    referrals = [r for r in facts.referrals if r.person_id == person.id and r.named_on <= on]
    if not referrals:
        return _passes(Gate.LOOP_CLOSED, Reason(ReasonKind.NO_REFERRAL))
    ids = {referral.id for referral in referrals}
    owed = [p for p in facts.promises if p.referral_id in ids and p.open_on(on)]
    if owed:  # before any unknown: what is known to be owed blocks
        first = min(owed, key=lambda p: (p.due_on, p.id))
        reason = Reason(ReasonKind.FEEDBACK_OWED, first.due_on, what=first.what)
        return _fails(Gate.LOOP_CLOSED, reason, Action.KEEP_PROMISE, first.id)
    last_report_on = date.min
    for referral in sorted(referrals, key=lambda r: (r.named_on, r.id)):
        closed = [p for p in facts.promises if p.referral_id == referral.id and p.state is not PromiseState.BROKEN]
        reports = [p.closed_on for p in closed if p.closed_on and p.closed_on <= on]
        if not reports:
            reason = Reason(ReasonKind.NO_REPORT_BACK, referral.named_on, who=referral.name)
            return _unknown(Gate.LOOP_CLOSED, reason, Action.REPORT_BACK, referral.id)
        last_report_on = max(last_report_on, *reports)
    return _passes(Gate.LOOP_CLOSED, Reason(ReasonKind.LAST_REPORT_BACK, last_report_on))


def _permission(person: Person) -> GateResult:
    if person.do_not_ask:
        return _fails(Gate.PERMISSION, Reason(ReasonKind.DO_NOT_ASK), Action.EDIT)
    return _passes(Gate.PERMISSION, Reason(ReasonKind.MAY_BE_ASKED))
