"""The seven gates before an ask: each passes, fails or is unknown, with its reason and date.

(PRODUCT: *Referral-ready*.)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from advisorbench.domain.customers.satisfaction import Mood, mood, say_signal
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.records.facts import AccountFacts, Ask, Initiative, Outcome, Person
from advisorbench.domain.records.states import (
    Action,
    InitiativeState,
    OutcomeState,
    PromiseState,
    Severity,
)
from advisorbench.domain.rules import Rules
from advisorbench.i18n import N_, _


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
    """One gate: its verdict, why, on what date that rests, and what would change it.

    Args:
        gate: Which gate.
        verdict: Pass, fail or unknown.
        reason: Why, in words.
        on: The day of the evidence; ``None`` where there is none.
        opens_on: The first day on which time alone would open it.
        action: What would open it; ``None`` on a pass.
        subject_id: The thing that the action is about, such as the promise or outcome.
    """

    gate: Gate
    verdict: GateVerdict
    reason: str
    on: date | None = None
    opens_on: date | None = None
    action: Action | None = None
    subject_id: str | None = None


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


def _value(facts: AccountFacts, on: date, rules: Rules) -> GateResult:
    known = [o for o in facts.outcomes if o.on <= on]
    verified = [o for o in known if o.verified_on and o.state_on(on) is OutcomeState.VERIFIED]
    newest = max(verified, key=lambda o: (o.verified_on or o.on, o.id), default=None)
    if newest and newest.verified_on:
        said = {"what": newest.what, "who": newest.verified_by, "day": say_day(newest.verified_on, on)}
        if (on - newest.verified_on).days <= rules.value_days:
            reason = _("“%(what)s” verified by %(who)s, %(day)s") % said
            return GateResult(Gate.VALUE, GateVerdict.PASS, reason, newest.verified_on)
        reason = _("last verified %(day)s, too long ago: have newer value confirmed") % said
        return GateResult(Gate.VALUE, GateVerdict.UNKNOWN, reason, newest.verified_on, None, *_next_outcome(known, on))
    if known and all(o.state_on(on) is OutcomeState.DISPUTED for o in known):
        disputed = max(known, key=lambda o: (o.disputed_on or o.on, o.id))
        reason = _("“%(what)s” is disputed") % {"what": disputed.what}
        return GateResult(
            Gate.VALUE,
            GateVerdict.FAIL,
            reason,
            disputed.disputed_on or disputed.on,
            None,
            Action.VERIFY_OUTCOME,
            disputed.id,
        )
    if claimed := _claimed(known, on):
        reason = _("claimed only: have “%(what)s” verified") % {"what": claimed[0].what}
        return GateResult(Gate.VALUE, GateVerdict.UNKNOWN, reason, claimed[0].on, None, *_next_outcome(known, on))
    return GateResult(Gate.VALUE, GateVerdict.UNKNOWN, _("no outcome recorded"), action=Action.ADD_OUTCOME)


def _claimed(outcomes: list[Outcome], on: date) -> list[Outcome]:
    """The outcomes that were only claimed on that day, newest first."""
    return sorted((o for o in outcomes if o.claimed_on(on)), key=lambda o: (o.on, o.id), reverse=True)


def _next_outcome(outcomes: list[Outcome], on: date) -> tuple[Action, str | None]:
    claimed = _claimed(outcomes, on)
    return (Action.VERIFY_OUTCOME, claimed[0].id) if claimed else (Action.ADD_OUTCOME, None)


def _satisfied(facts: AccountFacts, person: Person, on: date, rules: Rules) -> GateResult:
    heard = [s for s in facts.signals if s.on <= on and s.person_id in (person.id, None)]
    if not heard:
        reason = _("not asked yet how satisfied")
        return GateResult(Gate.SATISFIED, GateVerdict.UNKNOWN, reason, action=Action.ADD_SIGNAL)
    newest_on = max(s.on for s in heard)
    # Of several signals on the newest day the least favourable one decides: order of entry must not matter.
    newest = max((s for s in heard if s.on == newest_on), key=lambda s: (list(Mood).index(mood(s)), s.id))
    said = {"signal": say_signal(newest), "day": say_day(newest.on, on)}
    if mood(newest) is not Mood.POSITIVE:
        reason = _("%(signal)s, %(day)s: not positive") % said
        return GateResult(Gate.SATISFIED, GateVerdict.FAIL, reason, newest.on, action=Action.ADD_SIGNAL)
    if (on - newest.on).days > rules.signal_days:
        reason = _("%(signal)s is of %(day)s, too long ago") % said
        return GateResult(Gate.SATISFIED, GateVerdict.UNKNOWN, reason, newest.on, action=Action.ADD_SIGNAL)
    return GateResult(Gate.SATISFIED, GateVerdict.PASS, _("%(signal)s, %(day)s") % said, newest.on)


def _no_harm(facts: AccountFacts, on: date) -> GateResult:
    hurting = [i for i in facts.issues if i.severity is Severity.SERIOUS and i.open_on(on)]
    if hurting:
        worst = min(hurting, key=lambda i: (i.opened_on, i.id))
        reason = _("open issue: %(what)s, since %(day)s") % {
            "what": worst.what,
            "day": say_day(worst.opened_on, on),
        }
        return GateResult(Gate.NO_HARM, GateVerdict.FAIL, reason, worst.opened_on, None, Action.RESOLVE_ISSUE, worst.id)
    overdue = [p for p in facts.promises if p.open_on(on) and p.due_on < on]
    if overdue:
        oldest = min(overdue, key=lambda p: (p.due_on, p.id))
        reason = _("promise overdue: %(what)s, %(day)s") % {"what": oldest.what, "day": say_day(oldest.due_on, on)}
        return GateResult(Gate.NO_HARM, GateVerdict.FAIL, reason, oldest.due_on, None, Action.KEEP_PROMISE, oldest.id)
    return GateResult(Gate.NO_HARM, GateVerdict.PASS, _("no serious issue open, no promise overdue"))


def _window(facts: AccountFacts, person: Person, on: date, rules: Rules) -> GateResult:
    # An initiative comes first: time alone never ends it, so no day may be promised while one is open.
    running = [i for i in facts.initiatives if i.person_id == person.id and _running(i, on)]
    if running:
        first = min(running, key=lambda i: (i.opened_on or date.min, i.id))
        reason = _("open initiative with this person: %(name)s") % {"name": first.name}
        return GateResult(
            Gate.WINDOW, GateVerdict.FAIL, reason, first.opened_on, None, Action.CLOSE_INITIATIVE, first.id
        )
    account = facts.account
    talks = ((account.renewal_on, _("renewal %(day)s")), (account.price_talk_on, _("price talk %(day)s")))
    ahead = sorted((day, text) for day, text in talks if day and day >= on)
    if ahead and (ahead[0][0] - on).days <= rules.window_days:
        day, text = ahead[0]
        opens = on
        for talk_on, _text in ahead:  # when one talk is over, the next may be near already
            if (talk_on - opens).days <= rules.window_days:
                opens = talk_on + timedelta(days=1)
        reason = text % {"day": say_day(day, on)}
        return GateResult(Gate.WINDOW, GateVerdict.FAIL, reason, day, opens, Action.WAIT)
    return GateResult(Gate.WINDOW, GateVerdict.PASS, _("no renewal, tender or price talk near"))


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
        reason = _("asked %(day)s, rests until %(opens)s") % {"day": say_day(asked_on, on), "opens": say_day(opens, on)}
        return GateResult(Gate.RESTED, GateVerdict.FAIL, reason, asked_on, opens, Action.WAIT)
    if opens > on:
        reason = _("%(count)d asks at this account in %(days)d days, rests until %(opens)s") % {
            "count": len(recent),
            "days": rules.ask_window_days,
            "opens": say_day(opens, on),
        }
        return GateResult(Gate.RESTED, GateVerdict.FAIL, reason, recent[0], opens, Action.WAIT)
    if asked_on:
        reason = _("last asked %(day)s") % {"day": say_day(asked_on, on)}
        return GateResult(Gate.RESTED, GateVerdict.PASS, reason, asked_on)
    return GateResult(Gate.RESTED, GateVerdict.PASS, _("never asked before"))


def _loop_closed(facts: AccountFacts, person: Person, on: date) -> GateResult:
    given = [r for r in facts.referrals if r.person_id == person.id and r.named_on <= on]
    if not given:
        return GateResult(Gate.LOOP_CLOSED, GateVerdict.PASS, _("no earlier referral to report on"))
    ids = {referral.id for referral in given}
    still = [p for p in facts.promises if p.referral_id in ids and p.open_on(on)]
    if still:  # before any unknown: what is known to be owed blocks
        first = min(still, key=lambda p: (p.due_on, p.id))
        reason = _("feedback owed: %(what)s") % {"what": first.what}
        return GateResult(Gate.LOOP_CLOSED, GateVerdict.FAIL, reason, first.due_on, None, Action.KEEP_PROMISE, first.id)
    last_told: date | None = None
    for referral in sorted(given, key=lambda r: (r.named_on, r.id)):
        closed = [p for p in facts.promises if p.referral_id == referral.id and p.state is not PromiseState.BROKEN]
        told = [p.closed_on for p in closed if p.closed_on and p.closed_on <= on]
        if not told:
            reason = _("no report back recorded on %(name)s") % {"name": referral.name}
            return GateResult(
                Gate.LOOP_CLOSED, GateVerdict.UNKNOWN, reason, referral.named_on, None, Action.REPORT_BACK, referral.id
            )
        last_told = max([*told, last_told] if last_told else told)
    reason = _("last told %(day)s") % {"day": say_day(last_told, on)} if last_told else ""
    return GateResult(Gate.LOOP_CLOSED, GateVerdict.PASS, reason, last_told)


def _permission(person: Person) -> GateResult:
    if person.do_not_ask:
        return GateResult(Gate.PERMISSION, GateVerdict.FAIL, _("marked do-not-ask"), action=Action.EDIT)
    return GateResult(Gate.PERMISSION, GateVerdict.PASS, _("not marked do-not-ask"))
