"""What no book may show: good evidence that closes a gate, harm that opens one, an answer that hangs on the order."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.asking.gates import Gate, GateVerdict
from advisorbench.domain.asking.readiness import Readiness, State, assess, best
from advisorbench.domain.language.reasons import say_reason
from advisorbench.domain.records.facts import AccountFacts, Contact
from advisorbench.domain.records.states import Action, OutcomeState, PromiseState
from advisorbench.domain.rules import Rules
from tests.domain.books import AGO, BOOKS, DAYS, WHO
from tests.domain.build import (
    ANNA,
    BEN,
    TODAY,
    a_testimonial,
    ask,
    changed,
    facts,
    initiative,
    introduction,
    issue,
    outcome,
    promise,
    referral,
    signal,
    target,
    thanks,
)

RULES = Rules()


def verdict(known: AccountFacts, on: date) -> Readiness:
    """The verdict on Anna."""
    return assess(known, next(person for person in known.people if person.id == ANNA.id), on, RULES)


def added(known: AccountFacts, **more: Any) -> AccountFacts:
    """The same facts and one more of a kind."""
    return changed(known, **{name: (*getattr(known, name), fact) for name, fact in more.items()})


def verdicts_of(known: AccountFacts, on: date) -> dict[Gate, GateVerdict]:
    """Each gate with what it says of Anna."""
    return {result.gate: result.verdict for result in verdict(known, on).gates}


SOON = st.integers(0, 60)
"""In how many days."""
PAST = st.integers(60, 400)
"""So long ago that it has ended on every day that is looked at."""
GOODS = st.one_of(
    st.builds(lambda ago: {"outcomes": outcome(ago, key="new")}, AGO),
    st.builds(lambda ago, who: {"signals": signal(ago=ago, who=who, key="new")}, AGO, WHO),
    st.builds(lambda value, ago, who: {"signals": signal("nps", value, ago, who, "new")}, st.just(9), AGO, WHO),
    st.builds(lambda ago: {"promises": promise(ago, "kept", ago, key="new")}, PAST),
    st.builds(lambda ago: {"promises": promise(ago, "kept", ago, "r1", key="new")}, PAST),
    st.builds(lambda opened: {"issues": issue(opened=opened, resolved=60, key="new")}, PAST),
    st.builds(lambda ago: {"targets": target(key=f"new{ago}", added=ago)}, AGO),
    st.builds(lambda ago: {"asks": ask(ago, "yes", key="new")}, AGO),
    st.builds(lambda ago: {"thanks": thanks(ago)}, AGO),
    st.builds(lambda ago: {"introductions": introduction(ago)}, AGO),
    st.builds(lambda state: {"testimonials": a_testimonial(state)}, st.sampled_from(["received", "published"])),
)
HARMS = st.one_of(
    st.builds(lambda ago: {"outcomes": outcome(ago, "disputed", key="new")}, AGO),
    st.builds(lambda ago, who: {"signals": signal("complaint", ago=ago, who=who, key="new")}, AGO, WHO),
    st.builds(lambda value, ago: {"signals": signal("score", value, ago, key="new")}, st.integers(0, 7), AGO),
    st.builds(lambda ago: {"issues": issue(opened=ago, key="new")}, AGO),
    st.builds(lambda ago: {"promises": promise(ago, key="new")}, AGO),
    st.builds(lambda ago: {"promises": promise(ago, referral="r1", key="new")}, AGO),
    st.builds(lambda ago: {"initiatives": initiative(opened=ago, key="new")}, AGO),
    st.builds(lambda ago, who, kind: {"asks": ask(ago, "asked", who=who, kind=kind, key="new")}, AGO,
              st.sampled_from([ANNA.id, BEN.id]), st.sampled_from(["referral", "reference", "testimonial"])),
    st.builds(lambda ago: {"referrals": referral(ago, key="new")}, AGO),
)  # fmt: skip
TURNED_GOOD = st.sampled_from(["outcomes", "promises", "issues"])


def closed_by(known: AccountFacts, good: str, on: date) -> AccountFacts:
    """The same facts after everything of one kind was put right by that day: verified, kept, resolved."""
    right: dict[str, Any] = {
        "outcomes": [
            o._replace(state=OutcomeState.VERIFIED, verified_on=on) if o.on <= on and o.claimed_on(on) else o
            for o in known.outcomes
        ],
        "promises": [p._replace(state=PromiseState.KEPT, closed_on=on) if p.open_on(on) else p for p in known.promises],
        "issues": [i._replace(resolved_on=on) if i.open_on(on) else i for i in known.issues],
    }
    return changed(known, **{good: right[good]})


def closed_gates(before: dict[Gate, GateVerdict], after: dict[Gate, GateVerdict]) -> list[Gate]:
    """The gates that passed and do not any more, or that failed not and do now."""
    rank = [GateVerdict.FAIL, GateVerdict.UNKNOWN, GateVerdict.PASS]
    return [gate for gate in Gate if rank.index(after[gate]) < rank.index(before[gate])]


@settings(max_examples=300, deadline=None)
@given(BOOKS, GOODS, DAYS)
def test_good_evidence_closes_no_gate_other_than_rested(known: AccountFacts, good: dict[str, Any], on: date) -> None:
    before, after = verdicts_of(known, on), verdicts_of(added(known, **good), on)

    assert set(closed_gates(before, after)) <= {Gate.RESTED}


@given(BOOKS, TURNED_GOOD, DAYS)
def test_putting_something_right_closes_no_gate(known: AccountFacts, good: str, on: date) -> None:
    assert closed_gates(verdicts_of(known, on), verdicts_of(closed_by(known, good, on), on)) == []


@given(BOOKS, DAYS)
def test_putting_everything_right_leaves_no_harm_and_no_feedback_owed(known: AccountFacts, on: date) -> None:
    for good in ("promises", "issues"):
        known = closed_by(known, good, on)
    after = verdicts_of(known, on)

    assert after[Gate.NO_HARM] is GateVerdict.PASS
    assert after[Gate.LOOP_CLOSED] is not GateVerdict.FAIL


@settings(max_examples=300, deadline=None)
@given(BOOKS, HARMS, DAYS)
def test_harm_opens_no_gate(known: AccountFacts, harm: dict[str, Any], on: date) -> None:
    before, after = verdicts_of(known, on), verdicts_of(added(known, **harm), on)

    assert [gate for gate in Gate if before[gate] is not GateVerdict.PASS and after[gate] is GateVerdict.PASS] == []


@given(BOOKS, DAYS, SOON)
def test_a_renewal_coming_near_opens_no_gate(known: AccountFacts, on: date, away: int) -> None:
    near = replace(known, account=known.account._replace(renewal_on=on + timedelta(days=away)))
    before, after = verdicts_of(known, on), verdicts_of(near, on)

    assert after == {**before, Gate.WINDOW: GateVerdict.FAIL}


@given(BOOKS, DAYS)
def test_a_mark_of_do_not_ask_closes_permission_and_opens_nothing(known: AccountFacts, on: date) -> None:
    marked = replace(known, people=(ANNA._replace(do_not_ask=True), BEN))

    assert verdicts_of(marked, on) == {**verdicts_of(known, on), Gate.PERMISSION: GateVerdict.FAIL}
    assert verdict(marked, on).state is State.DO_NOT_ASK


@settings(max_examples=300, deadline=None)
@given(BOOKS, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(known: AccountFacts, on: date, random: Random) -> None:
    lists = {field.name: getattr(known, field.name) for field in fields(known)}
    shuffled = changed(known, **{name: random.sample(f, len(f)) for name, f in lists.items() if type(f) is tuple})

    assert verdict(shuffled, on) == verdict(known, on)
    assert best(tuple(assess(shuffled, person, on, RULES) for person in shuffled.people)) == best(
        tuple(assess(known, person, on, RULES) for person in known.people)
    )


@settings(max_examples=300, deadline=None)
@given(BOOKS, DAYS)
def test_not_started_means_that_nothing_is_known_of_value_or_satisfaction(known: AccountFacts, on: date) -> None:
    found = verdict(known, on)
    value = any(o.on <= on for o in known.outcomes)
    satisfaction = any(s.on <= on and s.person_id in (ANNA.id, None) for s in known.signals)

    if found.state is State.NOT_STARTED:
        assert not value
        assert not satisfaction
        assert not found.blocked_by
    if found.state is State.BUILDING:
        assert value or satisfaction or any(r.person_id == ANNA.id and r.named_on <= on for r in known.referrals)


@given(st.permutations([signal(), signal("complaint", key="s2"), signal("nps", 7, key="s3"), signal("nps", 6, key="s4"),
                        signal("score", 9, who=None, key="s5")]), st.integers(1, 5))  # fmt: skip
def test_of_what_was_heard_on_one_day_the_least_favourable_decides_whatever_the_order(heard: Any, count: int) -> None:
    known = facts(outcomes=[outcome()], signals=heard[:count])
    found = verdict(known, TODAY)

    assert found == verdict(changed(known, signals=sorted(heard[:count])), TODAY)
    assert (found.state is State.READY) == all(one.id in ("s", "s5") for one in heard[:count])


@given(BOOKS, DAYS)
def test_what_came_after_a_day_changes_nothing_on_it(known: AccountFacts, on: date) -> None:
    later = replace(
        known,
        outcomes=tuple(o for o in known.outcomes if min(o.on, o.verified_on or o.on) <= on),
        signals=tuple(s for s in known.signals if s.on <= on),
        issues=tuple(i for i in known.issues if i.opened_on <= on),
        promises=tuple(p for p in known.promises if p.made_on <= on or (p.closed_on and p.closed_on <= on)),
        asks=tuple(a for a in known.asks if a.asked_on and a.asked_on <= on),
        referrals=tuple(r for r in known.referrals if r.named_on <= on),
        initiatives=tuple(i for i in known.initiatives if not i.opened_on or i.opened_on <= on),
        targets=tuple(t for t in known.targets if not t.added_on or t.added_on <= on),
    )

    assert verdict(later, on) == verdict(known, on)


@settings(max_examples=40, deadline=None)
@given(BOOKS, DAYS)
def test_the_same_facts_and_day_give_the_same_answer(known: AccountFacts, on: date) -> None:
    assert verdict(replace(known), on) == verdict(known, on)


@given(BOOKS, DAYS)
def test_every_gate_that_does_not_pass_names_an_action_or_the_day_on_which_it_opens(
    known: AccountFacts, on: date
) -> None:
    for result in verdict(known, on).missing:
        assert say_reason(result.reason, on)
        assert result.opens_on or (result.action and result.action is not Action.WAIT)


@given(BOOKS, DAYS)
def test_a_day_that_is_named_is_the_first_on_which_the_gate_is_open(known: AccountFacts, on: date) -> None:
    past = replace(
        known,
        asks=tuple(a for a in known.asks if a.asked_on and a.asked_on <= on),
        initiatives=tuple(i for i in known.initiatives if i.opened_on and i.opened_on <= on),
    )
    for result in verdict(past, on).missing:
        if result.opens_on:
            assert verdicts_of(past, result.opens_on)[result.gate] is GateVerdict.PASS
            assert verdicts_of(past, result.opens_on - timedelta(days=1))[result.gate] is GateVerdict.FAIL


@settings(max_examples=40, deadline=None)
@given(BOOKS, DAYS)
def test_the_score_lies_between_0_and_100(known: AccountFacts, on: date) -> None:
    assert 0 <= verdict(known, on).score <= 100


@settings(max_examples=40, deadline=None)
@given(BOOKS, DAYS, st.integers(0, 400))
def test_what_only_raises_the_score_changes_no_gate(known: AccountFacts, on: date, contacts: int) -> None:
    raised = replace(known, contact=Contact(on, contacts), people=(ANNA._replace(came_by_referral=True), BEN))

    assert verdicts_of(raised, on) == verdicts_of(known, on)


@settings(max_examples=40, deadline=None)
@given(BOOKS, DAYS)
def test_a_person_is_ready_exactly_when_all_gates_pass_and_no_ask_is_open(known: AccountFacts, on: date) -> None:
    found = verdict(known, on)

    assert (found.state >= State.READY) == (not found.missing and found.state is not State.ASKED)
