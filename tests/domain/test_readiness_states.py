"""What the seven gates add up to, on a past day too, and what may never change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.facts import AccountFacts, Contact
from advisorbench.domain.gates import Gate, Verdict
from advisorbench.domain.readiness import Readiness, State, assess, best, score
from advisorbench.domain.rules import Rules
from advisorbench.domain.words import Action
from tests.domain.build import (
    ANNA,
    BEN,
    TODAY,
    account,
    ask,
    changed,
    day,
    facts,
    initiative,
    issue,
    outcome,
    promise,
    referral,
    signal,
    target,
)

RULES = Rules()
GOOD: dict[str, Any] = {"outcomes": [outcome()], "signals": [signal()]}
NEVER = ANNA._replace(do_not_ask=True)


def verdict(known: AccountFacts, on: date = TODAY) -> Readiness:
    """The verdict on Anna."""
    return assess(known, known.people[0], on, RULES)


STATES: list[tuple[str, dict[str, Any], State]] = [
    ("every gate passes", {}, State.READY),
    ("a target and a reason why now", {"targets": [target()]}, State.ASK_READY),
    ("a target without a reason", {"targets": [target("")]}, State.READY),
    ("a target of a colleague", {"targets": [target(who=BEN.id)]}, State.READY),
    ("a target that was dropped", {"targets": [target(state="dropped")]}, State.READY),
    ("a target already asked for", {"targets": [target(state="asked")]}, State.READY),
    ("one gate unknown", {"signals": []}, State.BUILDING),
    ("one gate unknown, with a target", {"signals": [], "targets": [target()]}, State.BUILDING),
    ("a new book", {"signals": [], "outcomes": []}, State.BUILDING),
    ("one gate fails", {"issues": [issue()]}, State.BLOCKED),
    ("one gate fails, with a target", {"issues": [issue()], "targets": [target()]}, State.BLOCKED),
    ("one gate fails and one is unknown", {"issues": [issue()], "signals": []}, State.BLOCKED),
    ("one unknown report back, one owed",
     {"referrals": [referral(), referral(200, key="r2")], "promises": [promise(-2, referral="r2")]}, State.BLOCKED),
    ("asked, no answer yet", {"asks": [ask(3, "asked")]}, State.ASKED),
    ("asked long ago, still no answer", {"asks": [ask(300, "asked")]}, State.ASKED),
    ("asked, and harm since", {"asks": [ask(3, "asked")], "issues": [issue()]}, State.ASKED),
    ("said yes", {"asks": [ask(3, "yes")]}, State.RESTING),
    ("said no", {"asks": [ask(3, "no")]}, State.RESTING),
    ("said later", {"asks": [ask(3, "later", later=-30)]}, State.RESTING),
    ("a name given at the last ask, the report still owed",
     {"asks": [ask(3, "yes")], "referrals": [referral(3)], "promises": [promise(-11, referral="r1")]}, State.RESTING),
    ("rested again, and the report still owed",
     {"asks": [ask(200, "yes")], "referrals": [referral(200)], "promises": [promise(1, referral="r1")]}, State.BLOCKED),
    ("resting, and harm since", {"asks": [ask(3)], "issues": [issue()]}, State.BLOCKED),
    ("rested enough", {"asks": [ask(180)]}, State.READY),
    ("a draft is not an ask", {"asks": [ask(None, "drafted")]}, State.READY),
    ("do not ask", {"people": [NEVER]}, State.DO_NOT_ASK),
    ("do not ask, though all else is well", {"people": [NEVER], "targets": [target()]}, State.DO_NOT_ASK),
    ("do not ask, though asked", {"people": [NEVER], "asks": [ask(3, "asked")]}, State.DO_NOT_ASK),
]  # fmt: skip


@pytest.mark.parametrize(("known", "state"), [pytest.param(*row[1:], id=row[0]) for row in STATES])
def test_the_gates_add_up_to_a_state(known: dict[str, Any], state: State) -> None:
    assert verdict(facts(**{**GOOD, **known})).state is state


def test_a_person_is_aimed_at_the_oldest_open_target_whatever_the_order() -> None:
    aims = [target("in May", key="t1"), target("", key="t2")]

    assert {verdict(facts(**GOOD, targets=some)).why_now for some in (aims, aims[::-1])} == {"in May"}


def test_an_account_stands_as_its_best_person_stands() -> None:
    known = facts(outcomes=[outcome()], signals=[signal(who=BEN.id)])
    verdicts = tuple(assess(known, person, TODAY, RULES) for person in known.people)
    top = best(verdicts)

    assert top is not None
    assert (top.person, top.state) == (BEN, State.READY)
    assert best(()) is None


# --- a past day -----------------------------------------------------------------------------------------------

PAST: list[tuple[str, dict[str, Any], int, State]] = [
    ("before the value was verified", {"outcomes": [outcome(60, verified=10)]}, 11, State.BUILDING),
    ("on the day the value was verified", {"outcomes": [outcome(60, verified=10)], "signals": [signal(ago=30)]},
     10, State.READY),
    ("before the praise", {"outcomes": [outcome(30)]}, 11, State.BUILDING),
    ("before the complaint", {"signals": [signal(ago=30), signal("complaint", ago=5, key="s2")]}, 6, State.READY),
    ("before the issue", {"issues": [issue(opened=5)]}, 6, State.READY),
    ("before the issue was resolved", {"issues": [issue(opened=8, resolved=3)]}, 4, State.BLOCKED),
    ("before the promise was made", {"promises": [promise(3, made=5)]}, 6, State.READY),
    ("before the late promise was kept", {"promises": [promise(9, "late", 2)]}, 3, State.BLOCKED),
    ("before the ask", {"asks": [ask(5)]}, 6, State.READY),
    ("asked, on a day before the answer", {"asks": [ask(5, "yes", answered=2)]}, 3, State.ASKED),
    ("asked, on the day of the answer", {"asks": [ask(5, "yes", answered=2)]}, 2, State.RESTING),
    ("asked, on a day before the no", {"asks": [ask(5, "no", answered=2)]}, 4, State.ASKED),
    ("before the initiative was lost", {"initiatives": [initiative("lost", closed=2)]}, 3, State.BLOCKED),
    ("before the name was given", {"referrals": [referral(4)]}, 5, State.READY),
    ("before the referrer was told", {"referrals": [referral(40)], "promises": [promise(2, "kept", 2, "r")]},
     3, State.BLOCKED),
]  # fmt: skip


@pytest.mark.parametrize(("known", "ago", "state"), [pytest.param(*row[1:], id=row[0]) for row in PAST])
def test_a_past_day_is_judged_by_what_was_known_then(known: dict[str, Any], ago: int, state: State) -> None:
    early = {"outcomes": [outcome(40)], "signals": [signal(ago=10 if known.get("outcomes") else 40)]}

    assert verdict(facts(**{**early, **known}), day(ago)).state is state


def test_what_happens_later_changes_nothing_on_a_past_day_not_even_the_score() -> None:
    on = day(20)
    then = facts(outcomes=[outcome(40)], signals=[signal(ago=40)], asks=[ask(200), ask(25, "asked", key="k2")])
    now = replace(
        then,
        outcomes=(*then.outcomes, outcome(5, key="o2")),
        signals=(*then.signals, signal("complaint", ago=5, key="s2")),
        asks=(ask(200), ask(25, "no", answered=3, key="k2")),
        issues=(issue(opened=4),),
        promises=(promise(1, made=6), promise(8, "kept", 8, made=10, key="w2")),
        initiatives=(initiative(opened=3),),
        referrals=(referral(2),),
    )
    before, after = verdict(then, on), verdict(now, on)

    assert (after.state, after.gates, after.score) == (before.state, before.gates, before.score)


# --- the score ------------------------------------------------------------------------------------------------


def test_the_score_runs_to_100_and_no_further() -> None:
    most = facts(
        people=[ANNA._replace(came_by_referral=True)],
        contact=Contact(TODAY, 400),
        outcomes=[outcome(0, key=f"o{n}") for n in range(9)],
        signals=[signal(ago=0)],
        targets=[target(key=f"t{n}") for n in range(9)],
        promises=[promise(5, "kept", 5, key=f"w{n}") for n in range(500)],
        asks=[ask(200 + n, key=f"k{n}") for n in range(500)],
    )

    assert score(most, most.people[0], TODAY, RULES) == 100


def test_the_score_weighs_value_at_25() -> None:
    without = facts(signals=[signal(ago=0)])
    three = replace(without, outcomes=tuple(outcome(0, key=f"o{n}") for n in range(3)))

    assert score(three, ANNA, TODAY, RULES) - score(without, ANNA, TODAY, RULES) == 25


def test_a_good_moment_is_worth_half_after_45_days() -> None:
    fresh, older = (score(facts(signals=[signal(ago=ago)]), ANNA, TODAY, RULES) for ago in (0, 45))

    assert 7 <= fresh - older <= 8


def test_a_high_score_opens_no_gate() -> None:
    rich: dict[str, Any] = {"contact": Contact(TODAY, 400), "targets": [target(key=f"t{n}") for n in range(9)]}

    assert verdict(facts(**rich, outcomes=[outcome()])).state is State.BUILDING
    assert verdict(facts(**rich, **GOOD, issues=[issue()])).state is State.BLOCKED


# --- properties -----------------------------------------------------------------------------------------------

AGO = st.integers(-40, 400)
WHO = st.sampled_from([ANNA.id, BEN.id, None])
KEY = st.uuids().map(str)
CLOSED = st.none() | AGO


def several(made: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Up to three of them, each with a key of its own."""
    return st.lists(made, max_size=3, unique_by=lambda fact: fact.id)


OUTCOMES = st.builds(outcome, AGO, st.sampled_from(["claimed", "verified", "disputed"]), st.none() | AGO, KEY)
SIGNALS = st.one_of(
    st.builds(signal, st.sampled_from(["nps", "score"]), st.integers(0, 10), AGO, WHO, KEY),
    st.builds(signal, st.sampled_from(["praise", "complaint"]), st.none(), AGO, WHO, KEY),
)
ISSUES = st.builds(issue, st.sampled_from(["minor", "serious"]), AGO, CLOSED, KEY)
OPEN_PROMISES = st.builds(promise, AGO, referral=st.sampled_from([None, "r1", "r2"]), made=AGO, key=KEY)
CLOSED_PROMISES = st.builds(
    promise, AGO, st.sampled_from(["kept", "late", "broken"]), AGO, st.sampled_from([None, "r1", "r2"]), AGO, KEY
)
ASKS = st.builds(ask, AGO, st.sampled_from(["asked", "yes", "later", "no"]), st.none() | AGO,
                 st.sampled_from([ANNA.id, BEN.id]), key=KEY)  # fmt: skip
REFERRALS = st.builds(referral, AGO, st.sampled_from([ANNA.id, BEN.id]), st.sampled_from(["r1", "r2"]))
INITIATIVES = st.one_of(
    st.builds(initiative, st.just("open"), st.none() | AGO, st.none(), WHO, KEY),
    st.builds(initiative, st.sampled_from(["won", "lost"]), st.none() | AGO, AGO, WHO, KEY),
)
BOOKS = st.builds(
    lambda renews, **given: facts(account(renewal_on=None if renews is None else day(renews)), **given),
    st.none() | AGO,
    outcomes=several(OUTCOMES), signals=several(SIGNALS), issues=several(ISSUES),
    promises=several(OPEN_PROMISES | CLOSED_PROMISES), asks=several(ASKS), referrals=several(REFERRALS),
    initiatives=several(INITIATIVES), targets=several(st.builds(target, st.sampled_from(["", "in May"]), key=KEY)),
)  # fmt: skip
DAYS = st.integers(0, 60).map(day)


def added(known: AccountFacts, **more: Any) -> AccountFacts:
    """The same facts and one more of a kind."""
    return changed(known, **{name: (*getattr(known, name), fact) for name, fact in more.items()})


def verdicts_of(known: AccountFacts, on: date) -> dict[Gate, Verdict]:
    """Each gate with what it says of Anna."""
    return {result.gate: result.verdict for result in verdict(known, on).gates}


GOODS = st.one_of(
    st.builds(lambda ago: {"outcomes": outcome(ago, key="new")}, AGO),
    st.builds(lambda ago, who: {"signals": signal(ago=ago, who=who, key="new")}, AGO, WHO),
    st.builds(lambda ago: {"promises": promise(ago, "kept", ago, "r1", key="new")}, AGO),
    st.builds(lambda ago: {"targets": target(key=f"new{ago}")}, AGO),
    st.builds(lambda ago: {"asks": ask(ago, "yes", key="new")}, AGO),
)
HARMS = st.one_of(
    st.builds(lambda ago: {"outcomes": outcome(ago, "disputed", key="new")}, AGO),
    st.builds(lambda ago, who: {"signals": signal("complaint", ago=ago, who=who, key="new")}, AGO, WHO),
    st.builds(lambda ago: {"issues": issue(opened=ago, key="new")}, AGO),
    st.builds(lambda ago: {"promises": promise(ago, key="new")}, AGO),
    st.builds(lambda ago: {"promises": promise(ago, referral="r1", key="new")}, AGO),
    st.builds(lambda ago: {"initiatives": initiative(opened=ago, key="new")}, AGO),
)  # fmt: skip


@given(BOOKS, GOODS, DAYS)
def test_good_evidence_closes_no_gate_other_than_rested(known: AccountFacts, good: dict[str, Any], on: date) -> None:
    before, after = verdicts_of(known, on), verdicts_of(added(known, **good), on)

    assert [
        g for g in Gate if g is not Gate.RESTED and before[g] is Verdict.PASS and after[g] is not Verdict.PASS
    ] == []


@given(BOOKS, HARMS, DAYS)
def test_harm_opens_no_gate(known: AccountFacts, harm: dict[str, Any], on: date) -> None:
    before, after = verdicts_of(known, on), verdicts_of(added(known, **harm), on)

    assert [gate for gate in Gate if before[gate] is not Verdict.PASS and after[gate] is Verdict.PASS] == []


@given(BOOKS, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(known: AccountFacts, on: date, random: Random) -> None:
    lists = ("outcomes", "signals", "issues", "promises", "asks", "referrals", "initiatives", "targets")
    shuffled = changed(known, **{name: tuple(random.sample(f := getattr(known, name), len(f))) for name in lists})

    assert verdict(shuffled, on) == verdict(known, on)


@settings(max_examples=40)
@given(BOOKS, DAYS)
def test_the_same_facts_and_day_give_the_same_answer(known: AccountFacts, on: date) -> None:
    assert verdict(replace(known), on) == verdict(known, on)


@given(BOOKS, DAYS)
def test_every_gate_that_does_not_pass_names_an_action_or_the_day_on_which_it_opens(
    known: AccountFacts, on: date
) -> None:
    for result in verdict(known, on).missing:
        assert result.reason
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
            assert verdicts_of(past, result.opens_on)[result.gate] is Verdict.PASS
            assert verdicts_of(past, result.opens_on - timedelta(days=1))[result.gate] is Verdict.FAIL


@settings(max_examples=40)
@given(BOOKS, DAYS)
def test_the_score_lies_between_0_and_100(known: AccountFacts, on: date) -> None:
    assert 0 <= verdict(known, on).score <= 100


@settings(max_examples=40)
@given(BOOKS, DAYS, st.integers(0, 400))
def test_what_only_raises_the_score_changes_no_gate(known: AccountFacts, on: date, contacts: int) -> None:
    raised = replace(known, contact=Contact(on, contacts), people=(ANNA._replace(came_by_referral=True), BEN))

    assert verdicts_of(raised, on) == verdicts_of(known, on)


@settings(max_examples=40)
@given(BOOKS, DAYS)
def test_a_person_is_ready_exactly_when_all_gates_pass_and_no_ask_is_open(known: AccountFacts, on: date) -> None:
    found = verdict(known, on)

    assert (found.state >= State.READY) == (not found.missing and found.state is not State.ASKED)
