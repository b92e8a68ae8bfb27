"""May we ask this person? What the seven gates say together, and who comes first among the ready.

A fail → blocked; no fail but an unknown → building (not started where neither value nor satisfaction is known of);
all pass → ready, and with a target and a reason "why now" ask-ready. A score only sorts the ready; it never opens a
gate. (PRODUCT: *Referral-ready*.)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from advisorbench.domain.asking.gates import Gate, GateResult, GateVerdict, asks_made, gates_of
from advisorbench.domain.customers.promises import reliability
from advisorbench.domain.customers.satisfaction import Mood, mood
from advisorbench.domain.language.dates import months_after
from advisorbench.domain.records.facts import AccountFacts, Person
from advisorbench.domain.records.states import AskState, OutcomeState
from advisorbench.domain.rules import Rules
from advisorbench.i18n import N_, _


class State(IntEnum):
    """Where a person stands, best last; the order lets an account take the best of its people."""

    DO_NOT_ASK = 0
    BLOCKED = 1
    NOT_STARTED = 2
    BUILDING = 3
    RESTING = 4
    ASKED = 5
    READY = 6
    ASK_READY = 7

    @property
    def word(self) -> str:
        """The state as it is stored, exported and looked up."""
        return self.name.lower().replace("_", "-")


_STATE_LABELS = {
    State.DO_NOT_ASK: N_("do not ask"),
    State.BLOCKED: N_("blocked"),
    State.NOT_STARTED: N_("not started"),
    State.BUILDING: N_("building"),
    State.RESTING: N_("resting"),
    State.ASKED: N_("asked"),
    State.READY: N_("ready"),
    State.ASK_READY: N_("ask-ready"),
}
STATE_SIGNS = {
    State.DO_NOT_ASK: "×",
    State.BLOCKED: "×",
    State.NOT_STARTED: "·",
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
        return tuple(gate for gate in self.gates if gate.verdict is not GateVerdict.PASS)

    @property
    def blocked_by(self) -> GateResult | None:
        """What blocks this person: the first gate that fails; ``None`` where none does."""
        return next((result for result in self.gates if result.verdict is GateVerdict.FAIL), None)


def assess(facts: AccountFacts, person: Person, on: date, rules: Rules) -> Readiness:
    """The verdict on one person of an account, as it stood on a day.

    The same facts and day give the same answer; facts dated after `on` are left out.
    """
    gates = gates_of(facts, person, on, rules)
    aims = [target for target in facts.targets if target.person_id == person.id and target.open_on(on)]
    target = min(aims, key=lambda t: (not t.why_now, t.id), default=None)
    return Readiness(
        person=person,
        state=_state(facts, person, gates, bool(target and target.why_now), on),
        gates=gates,
        score=score(facts, person, on, rules),
        target=target.name if target else "",
        why_now=target.why_now if target else "",
    )


def _state(facts: AccountFacts, person: Person, gates: tuple[GateResult, ...], aimed: bool, on: date) -> State:
    if person.do_not_ask:
        return State.DO_NOT_ASK
    if any(a.state is AskState.ASKED or (a.answered_on and a.answered_on > on) for a in asks_made(facts, person, on)):
        return State.ASKED
    failed = {result.gate for result in gates if result.verdict is GateVerdict.FAIL}
    if Gate.RESTED in failed and failed <= {Gate.RESTED, Gate.LOOP_CLOSED}:
        # Right after a yes both fail; the report then owed is no harm, and the rest comes first anyway.
        return State.RESTING
    if failed:
        return State.BLOCKED
    unknown = {result.gate: result for result in gates if result.verdict is GateVerdict.UNKNOWN}
    if {Gate.VALUE, Gate.SATISFIED} <= set(unknown) and not any(result.on for result in unknown.values()):
        return State.NOT_STARTED
    if unknown:
        return State.BUILDING
    return State.ASK_READY if aimed else State.READY


def score(facts: AccountFacts, person: Person, on: date, rules: Rules) -> int:
    """From 0 to 100, to sort the ready by; the weights are those of the method.

    Value strength 25, past referrals 20, recent good moment 15, reach 15, engagement 10, promises kept 10,
    tenure 5. Each part is a share between 0 and 1 of its weight.
    """
    verified = [o for o in facts.outcomes if o.verified_on and o.state_on(on) is OutcomeState.VERIFIED]
    recent = [o for o in verified if o.verified_on and (on - o.verified_on).days <= rules.value_days]
    answered = [
        a
        for a in asks_made(facts, person, on)
        if a.state in (AskState.YES, AskState.NO) and not (a.answered_on and a.answered_on > on)
    ]
    yes = sum(a.state is AskState.YES for a in answered)
    good = [s.on for s in facts.signals if s.on <= on and s.person_id in (person.id, None) and mood(s) is Mood.POSITIVE]
    good += [o.verified_on for o in verified if o.verified_on]
    targets = sum(t.person_id == person.id and t.open_on(on) for t in facts.targets)
    promises = reliability(facts.promises, on)
    since = facts.account.customer_since
    parts = (
        (25, min(len(recent), 3) / 3),
        (20, (yes + 0.5 + 0.5 * person.came_by_referral) / (len(answered) + 1.5)),
        (15, 0.5 ** ((on - max(good)).days / 45) if good else 0),
        (15, min(targets, 3) / 3),
        (10, min(facts.contact.in_year, 12) / 12),
        (10, (promises.on_time + 1) / (promises.counted + 2)),
        (5, 1 if since and months_after(since, 6) <= on else 0),
    )
    return round(sum(weight * share for weight, share in parts))


def best(verdicts: tuple[Readiness, ...]) -> Readiness | None:
    """The account's own standing is the best of its people; the score decides between equals."""
    return max(verdicts, key=lambda r: (r.state, r.score, r.person.id), default=None)
