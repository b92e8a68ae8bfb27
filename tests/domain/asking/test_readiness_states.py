"""What the seven gates add up to, on a past day too, and what may never change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from advisorbench.domain.asking.readiness import STATE_SIGNS, Readiness, State, assess, best, score, state_label
from advisorbench.domain.language.reasons import say_reason
from advisorbench.domain.records.facts import AccountFacts, Contact
from advisorbench.domain.rules import Rules
from tests.domain.build import (
    ANNA,
    BEN,
    TODAY,
    account,
    ask,
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
    ("a target that was noted today", {"targets": [target(added=0)]}, State.ASK_READY),
    ("a target that is asked for today", {"targets": [target(state="asked", added=9, closed=0)]}, State.READY),
    ("nothing known of value or satisfaction", {"signals": [], "outcomes": []}, State.NOT_STARTED),
    ("a target, and nothing known", {"signals": [], "outcomes": [], "targets": [target()]}, State.NOT_STARTED),
    ("value known, satisfaction not", {"signals": []}, State.BUILDING),
    ("satisfaction known, value not", {"outcomes": []}, State.BUILDING),
    ("value claimed only", {"signals": [], "outcomes": [outcome(5, "claimed")]}, State.BUILDING),
    ("value of long ago only", {"signals": [], "outcomes": [outcome(400)]}, State.BUILDING),
    ("praise of long ago only", {"signals": [signal(ago=400)], "outcomes": []}, State.BUILDING),
    ("nothing known, and an issue", {"signals": [], "outcomes": [], "issues": [issue()]}, State.BLOCKED),
    ("nothing known, and asked", {"signals": [], "outcomes": [], "asks": [ask(3)]}, State.RESTING),
    ("nothing known, and to be known tomorrow", {"signals": [signal(ago=-1)], "outcomes": [outcome(-1)]},
     State.NOT_STARTED),
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


BLOCKS: list[tuple[str, dict[str, Any], str]] = [
    ("nothing fails", {}, ""),
    ("something is unknown only", {"signals": []}, ""),
    ("an issue", {"issues": [issue()]}, "open issue: wrong invoices, since Fri 13 Nov"),
    ("a promise overdue", {"promises": [promise(2)]}, "promise overdue: the quote, Sat 21 Nov"),
    ("a complaint", {"signals": [signal("complaint", ago=1)]}, "complaint, yesterday: not positive"),
    ("a dispute", {"outcomes": [outcome(9, "disputed")]}, "“faster lead time” is disputed"),
    ("a renewal", {"of": account(renewal_on=day(-9))}, "renewal Wed 2 Dec"),
    ("an initiative", {"initiatives": [initiative()]}, "open initiative with this person: second site"),
    ("feedback owed", {"referrals": [referral()], "promises": [promise(-2, referral="r")]},
     "feedback owed: the quote"),
    ("several things: the first gate", {"issues": [issue()], "signals": [signal("nps", 6)]},
     "NPS 6, Fri 13 Nov: not positive"),
]  # fmt: skip


@pytest.mark.parametrize(("known", "reason"), [pytest.param(*row[1:], id=row[0]) for row in BLOCKS])
def test_somebody_blocked_says_by_what(known: dict[str, Any], reason: str) -> None:
    found = verdict(facts(**{**GOOD, **known}))

    assert (say_reason(found.blocked_by.reason, TODAY) if found.blocked_by else "") == reason
    assert (found.state is State.BLOCKED) == bool(reason)


def test_the_states_rank_from_the_least_to_the_most_we_may_do() -> None:
    assert [state.word for state in sorted(State)] == [
        "do-not-ask", "blocked", "not-started", "building", "resting", "asked", "ready", "ask-ready",
    ]  # fmt: skip
    assert len({state_label(state) for state in State}) == len(State) == len(STATE_SIGNS)


def test_an_open_target_with_a_reason_goes_before_one_without() -> None:
    aims = [target("", key="t1"), target("in May", key="t2")._replace(who="Mia Smit", company="")]

    found = verdict(facts(**GOOD, targets=aims))
    assert (found.state, found.target, found.why_now) == (State.ASK_READY, "Mia Smit", "in May")


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
    ("before the target was noted", {"targets": [target(added=5)]}, 6, State.READY),
    ("on the day the target was noted", {"targets": [target(added=5)]}, 5, State.ASK_READY),
    ("before the target was asked for", {"targets": [target(state="asked", added=9, closed=3)]}, 4, State.ASK_READY),
    ("on the day the target was asked for", {"targets": [target(state="asked", added=9, closed=3)]}, 3, State.READY),
    ("before the target was dropped", {"targets": [target(state="dropped", closed=3)]}, 4, State.ASK_READY),
    ("a target dropped, nobody knows when", {"targets": [target(state="dropped")]}, 4, State.READY),
    ("before anything was known", {"outcomes": [outcome(5)], "signals": [signal(ago=5)]}, 6, State.NOT_STARTED),
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
