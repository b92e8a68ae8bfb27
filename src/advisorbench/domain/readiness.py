"""May we ask this person? Seven gates, each pass, fail or unknown, with its reason and date.

A fail → blocked; no fail but an unknown → building; all pass → ready, and with a target and a reason
"why now" ask-ready. A score only sorts the ready; it never opens a gate. (PRODUCT: *Referral-ready*.)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from advisorbench.domain.dates import months_after, say_day
from advisorbench.domain.facts import AccountFacts, Ask, Initiative, Outcome, Person, Signal
from advisorbench.domain.rules import Rules
from advisorbench.domain.words import (
    Action,
    AskState,
    InitiativeState,
    OutcomeState,
    PromiseState,
    Severity,
    SignalKind,
    TargetState,
    label,
)
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


class Verdict(StrEnum):
    """What a gate says; unknown is never counted as good."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


class State(IntEnum):
    """Where a person stands, best last; the order lets an account take the best of its people."""

    DO_NOT_ASK = 0
    BLOCKED = 1
    BUILDING = 2
    RESTING = 3
    ASKED = 4
    READY = 5
    ASK_READY = 6

    @property
    def word(self) -> str:
        """The state as it is stored, exported and looked up."""
        return self.name.lower().replace("_", "-")


_STATE_LABELS = {
    State.DO_NOT_ASK: N_("do not ask"),
    State.BLOCKED: N_("blocked"),
    State.BUILDING: N_("building"),
    State.RESTING: N_("resting"),
    State.ASKED: N_("asked"),
    State.READY: N_("ready"),
    State.ASK_READY: N_("ask-ready"),
}
STATE_SIGNS = {
    State.DO_NOT_ASK: "×",
    State.BLOCKED: "×",
    State.BUILDING: "◌",
    State.RESTING: "◔",
    State.ASKED: "◑",
    State.READY: "●",
    State.ASK_READY: "●",
}


def state_label(state: State) -> str:
    """The state as a person reads it."""
    return _(_STATE_LABELS[state])


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
    verdict: Verdict
    reason: str
    on: date | None = None
    opens_on: date | None = None
    action: Action | None = None
    subject_id: str | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """The verdict on one person."""

    person: Person
    state: State
    gates: tuple[GateResult, ...]
    score: int = 0
    target: str = ""
    why_now: str = ""

    @property
    def missing(self) -> tuple[GateResult, ...]:
        """The gates that do not pass."""
        return tuple(gate for gate in self.gates if gate.verdict is not Verdict.PASS)


def assess(facts: AccountFacts, person: Person, on: date, rules: Rules) -> Readiness:
    """The verdict on one person of an account, as it stood on a day.

    The same facts and day give the same answer; facts dated after `on` are left out.
    """
    gates = (
        _value(facts, on, rules),
        _satisfied(facts, person, on, rules),
        _no_harm(facts, on),
        _window(facts, person, on, rules),
        _rested(facts, person, on, rules),
        _loop_closed(facts, person, on),
        _permission(person),
    )
    aims = [t for t in facts.targets if t.person_id == person.id and t.state is TargetState.OPEN]
    target = min(aims, key=lambda t: t.id, default=None)
    aimed = bool(target and target.why_now)
    return Readiness(
        person=person,
        state=_state(facts, person, gates, aimed, on),
        gates=gates,
        score=score(facts, person, on, rules),
        target=_target_name(target.who, target.company) if target else "",
        why_now=target.why_now if target else "",
    )


def _target_name(who: str, company: str) -> str:
    return f"{who}, {company}" if who and company else who or company


def _state(facts: AccountFacts, person: Person, gates: tuple[GateResult, ...], aimed: bool, on: date) -> State:
    if person.do_not_ask:
        return State.DO_NOT_ASK
    if any(a.state is AskState.ASKED or (a.answered_on and a.answered_on > on) for a in _asks_of(facts, person, on)):
        return State.ASKED
    failed = {result.gate for result in gates if result.verdict is Verdict.FAIL}
    if failed:
        return State.RESTING if failed == {Gate.RESTED} else State.BLOCKED
    if any(result.verdict is Verdict.UNKNOWN for result in gates):
        return State.BUILDING
    return State.ASK_READY if aimed else State.READY


def _value(facts: AccountFacts, on: date, rules: Rules) -> GateResult:
    known = [o for o in facts.outcomes if o.on <= on]
    verified = [o for o in known if o.state is OutcomeState.VERIFIED and o.verified_on and o.verified_on <= on]
    newest = max(verified, key=lambda o: (o.verified_on or o.on, o.id), default=None)
    if newest and newest.verified_on:
        said = {"what": newest.what, "who": newest.verified_by, "day": say_day(newest.verified_on, on)}
        if (on - newest.verified_on).days <= rules.value_days:
            reason = _("“%(what)s” verified by %(who)s, %(day)s") % said
            return GateResult(Gate.VALUE, Verdict.PASS, reason, newest.verified_on)
        reason = _("last verified %(day)s, too long ago: have newer value confirmed") % said
        return GateResult(Gate.VALUE, Verdict.UNKNOWN, reason, newest.verified_on, None, *_next_outcome(known, on))
    if known and all(o.state is OutcomeState.DISPUTED for o in known):
        disputed = max(known, key=lambda o: (o.on, o.id))
        reason = _("“%(what)s” is disputed") % {"what": disputed.what}
        return GateResult(Gate.VALUE, Verdict.FAIL, reason, disputed.on, None, Action.VERIFY_OUTCOME, disputed.id)
    if claimed := _claimed(known, on):
        reason = _("claimed only: have “%(what)s” verified") % {"what": claimed[0].what}
        return GateResult(Gate.VALUE, Verdict.UNKNOWN, reason, claimed[0].on, None, *_next_outcome(known, on))
    return GateResult(Gate.VALUE, Verdict.UNKNOWN, _("no outcome recorded"), action=Action.ADD_OUTCOME)


def _claimed(outcomes: list[Outcome], on: date) -> list[Outcome]:
    """The outcomes that were only claimed on that day, newest first."""
    return sorted((o for o in outcomes if o.claimed_on(on)), key=lambda o: (o.on, o.id), reverse=True)


def _next_outcome(outcomes: list[Outcome], on: date) -> tuple[Action, str | None]:
    claimed = _claimed(outcomes, on)
    return (Action.VERIFY_OUTCOME, claimed[0].id) if claimed else (Action.ADD_OUTCOME, None)


class Mood(StrEnum):
    """What a signal says."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


def mood(signal: Signal) -> Mood:
    """NPS 9-10, a score of 8 or more of 10, and praise are positive; NPS 0-6, a score below 6 and complaints negative.

    What lies between is neither: it is known, and it is not positive.
    """
    if signal.kind is SignalKind.PRAISE:
        return Mood.POSITIVE
    if signal.kind is SignalKind.COMPLAINT or signal.value is None:
        return Mood.NEGATIVE
    positive, negative = (9, 6) if signal.kind is SignalKind.NPS else (8, 5)
    if signal.value >= positive:
        return Mood.POSITIVE
    return Mood.NEGATIVE if signal.value <= negative else Mood.NEUTRAL


def say_signal(signal: Signal) -> str:
    """A signal in words: "NPS 9", "praise"."""
    return label(signal.kind) if signal.value is None else f"{label(signal.kind)} {signal.value}"


def _satisfied(facts: AccountFacts, person: Person, on: date, rules: Rules) -> GateResult:
    heard = [s for s in facts.signals if s.on <= on and s.person_id in (person.id, None)]
    if not heard:
        reason = _("not asked yet how satisfied")
        return GateResult(Gate.SATISFIED, Verdict.UNKNOWN, reason, action=Action.ADD_SIGNAL)
    newest_on = max(s.on for s in heard)
    # Of several signals on the newest day the least favourable one decides: order of entry must not matter.
    newest = max((s for s in heard if s.on == newest_on), key=lambda s: (list(Mood).index(mood(s)), s.id))
    said = {"signal": say_signal(newest), "day": say_day(newest.on, on)}
    if mood(newest) is not Mood.POSITIVE:
        reason = _("%(signal)s, %(day)s: not positive") % said
        return GateResult(Gate.SATISFIED, Verdict.FAIL, reason, newest.on, action=Action.ADD_SIGNAL)
    if (on - newest.on).days > rules.signal_days:
        reason = _("%(signal)s is of %(day)s, too long ago") % said
        return GateResult(Gate.SATISFIED, Verdict.UNKNOWN, reason, newest.on, action=Action.ADD_SIGNAL)
    return GateResult(Gate.SATISFIED, Verdict.PASS, _("%(signal)s, %(day)s") % said, newest.on)


def _no_harm(facts: AccountFacts, on: date) -> GateResult:
    hurting = [i for i in facts.issues if i.severity is Severity.SERIOUS and i.open_on(on)]
    if hurting:
        worst = min(hurting, key=lambda i: (i.opened_on, i.id))
        reason = _("open issue: %(what)s, since %(day)s") % {
            "what": worst.what,
            "day": say_day(worst.opened_on, on),
        }
        return GateResult(Gate.NO_HARM, Verdict.FAIL, reason, worst.opened_on, None, Action.RESOLVE_ISSUE, worst.id)
    overdue = [p for p in facts.promises if p.open_on(on) and p.due_on < on]
    if overdue:
        oldest = min(overdue, key=lambda p: (p.due_on, p.id))
        reason = _("promise overdue: %(what)s, %(day)s") % {"what": oldest.what, "day": say_day(oldest.due_on, on)}
        return GateResult(Gate.NO_HARM, Verdict.FAIL, reason, oldest.due_on, None, Action.KEEP_PROMISE, oldest.id)
    return GateResult(Gate.NO_HARM, Verdict.PASS, _("no serious issue open, no promise overdue"))


def _window(facts: AccountFacts, person: Person, on: date, rules: Rules) -> GateResult:
    # An initiative comes first: time alone never ends it, so no day may be promised while one is open.
    running = [i for i in facts.initiatives if i.person_id == person.id and _running(i, on)]
    if running:
        first = min(running, key=lambda i: (i.opened_on or date.min, i.id))
        reason = _("open initiative with this person: %(name)s") % {"name": first.name}
        return GateResult(Gate.WINDOW, Verdict.FAIL, reason, first.opened_on, None, Action.CLOSE_INITIATIVE, first.id)
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
        return GateResult(Gate.WINDOW, Verdict.FAIL, reason, day, opens, Action.WAIT)
    return GateResult(Gate.WINDOW, Verdict.PASS, _("no renewal, tender or price talk near"))


def _running(initiative: Initiative, on: date) -> bool:
    """Whether it had begun and not yet ended on that day."""
    begun = initiative.opened_on is None or initiative.opened_on <= on
    ended = initiative.closed_on is None or initiative.closed_on <= on
    return begun and (initiative.state is InitiativeState.OPEN or not ended)


def _asks_of(facts: AccountFacts, person: Person | None, on: date) -> list[Ask]:
    """The asks made up to that day, newest first; of one person, or of the whole account."""
    made = [a for a in facts.asks if a.asked_on and a.asked_on <= on and (person is None or a.person_id == person.id)]
    return sorted(made, key=lambda a: (a.asked_on or on, a.id), reverse=True)


def _rested(facts: AccountFacts, person: Person, on: date, rules: Rules) -> GateResult:
    own = _asks_of(facts, person, on)
    # One more ask must still keep the account within its budget, so a full budget closes the gate.
    recent = [
        a.asked_on for a in _asks_of(facts, None, on) if a.asked_on and (on - a.asked_on).days < rules.ask_window_days
    ]
    opens = on
    if len(recent) >= rules.asks_per_window:
        opens = sorted(recent)[-rules.asks_per_window] + timedelta(days=rules.ask_window_days)
    if own and own[0].asked_on and (on - own[0].asked_on).days < rules.rest_days:
        asked_on = own[0].asked_on
        opens = max(opens, asked_on + timedelta(days=rules.rest_days))
        reason = _("asked %(day)s, rests until %(opens)s") % {"day": say_day(asked_on, on), "opens": say_day(opens, on)}
        return GateResult(Gate.RESTED, Verdict.FAIL, reason, asked_on, opens, Action.WAIT)
    if opens > on:
        reason = _("%(count)d asks at this account in %(days)d days, rests until %(opens)s") % {
            "count": len(recent),
            "days": rules.ask_window_days,
            "opens": say_day(opens, on),
        }
        return GateResult(Gate.RESTED, Verdict.FAIL, reason, recent[0], opens, Action.WAIT)
    if own and own[0].asked_on:
        reason = _("last asked %(day)s") % {"day": say_day(own[0].asked_on, on)}
        return GateResult(Gate.RESTED, Verdict.PASS, reason, own[0].asked_on)
    return GateResult(Gate.RESTED, Verdict.PASS, _("never asked before"))


def _loop_closed(facts: AccountFacts, person: Person, on: date) -> GateResult:
    given = [r for r in facts.referrals if r.person_id == person.id and r.named_on <= on]
    if not given:
        return GateResult(Gate.LOOP_CLOSED, Verdict.PASS, _("no earlier referral to report on"))
    ids = {referral.id for referral in given}
    still = [p for p in facts.promises if p.referral_id in ids and p.open_on(on)]
    if still:  # before any unknown: what is known to be owed blocks
        first = min(still, key=lambda p: (p.due_on, p.id))
        reason = _("feedback owed: %(what)s") % {"what": first.what}
        return GateResult(Gate.LOOP_CLOSED, Verdict.FAIL, reason, first.due_on, None, Action.KEEP_PROMISE, first.id)
    last_told: date | None = None
    for referral in sorted(given, key=lambda r: (r.named_on, r.id)):
        closed = [p for p in facts.promises if p.referral_id == referral.id and p.state is not PromiseState.BROKEN]
        told = [p.closed_on for p in closed if p.closed_on and p.closed_on <= on]
        if not told:
            reason = _("no report back recorded on %(name)s") % {"name": referral.name}
            return GateResult(Gate.LOOP_CLOSED, Verdict.UNKNOWN, reason, referral.named_on, action=Action.KEEP_PROMISE)
        last_told = max([*told, last_told] if last_told else told)
    reason = _("last told %(day)s") % {"day": say_day(last_told, on)} if last_told else ""
    return GateResult(Gate.LOOP_CLOSED, Verdict.PASS, reason, last_told)


def _permission(person: Person) -> GateResult:
    if person.do_not_ask:
        return GateResult(Gate.PERMISSION, Verdict.FAIL, _("marked do-not-ask"), action=Action.WAIT)
    return GateResult(Gate.PERMISSION, Verdict.PASS, _("not marked do-not-ask"))


def score(facts: AccountFacts, person: Person, on: date, rules: Rules) -> int:
    """From 0 to 100, to sort the ready by; the weights are those of the method.

    Value strength 25, past referrals 20, recent good moment 15, reach 15, engagement 10, promises kept 10,
    tenure 5. Each part is a share between 0 and 1 of its weight.
    """
    year_ago = months_after(on, -12)
    verified = [o for o in facts.outcomes if o.state is OutcomeState.VERIFIED and o.verified_on and o.verified_on <= on]
    recent = [o for o in verified if o.verified_on and (on - o.verified_on).days <= rules.value_days]
    answered = [
        a
        for a in _asks_of(facts, person, on)
        if a.state in (AskState.YES, AskState.NO) and not (a.answered_on and a.answered_on > on)
    ]
    yes = sum(a.state is AskState.YES for a in answered)
    good = [s.on for s in facts.signals if s.on <= on and s.person_id in (person.id, None) and mood(s) is Mood.POSITIVE]
    good += [o.verified_on for o in verified if o.verified_on]
    targets = sum(t.person_id == person.id and t.state is TargetState.OPEN for t in facts.targets)
    closed = [p for p in facts.promises if p.closed_on and year_ago < p.closed_on <= on]
    kept = sum(p.state is PromiseState.KEPT for p in closed)
    since = facts.account.customer_since
    parts = (
        (25, min(len(recent), 3) / 3),
        (20, (yes + 0.5 + 0.5 * person.came_by_referral) / (len(answered) + 1.5)),
        (15, 0.5 ** ((on - max(good)).days / 45) if good else 0),
        (15, min(targets, 3) / 3),
        (10, min(facts.contact.in_year, 12) / 12),
        (10, (kept + 1) / (len(closed) + 2)),
        (5, 1 if since and months_after(since, 6) <= on else 0),
    )
    return round(sum(weight * share for weight, share in parts))


def best(verdicts: tuple[Readiness, ...]) -> Readiness | None:
    """The account's own standing is the best of its people; the score decides between equals."""
    return max(verdicts, key=lambda r: (r.state, r.score, r.person.id), default=None)
