"""The seven gates as PRODUCT.md words them, one line per case: one thing is changed about somebody who is ready.

Anna has a verified outcome and praise of ten days ago, nothing is open, and nobody here was ever asked.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from advisorbench.domain.asking.gates import Gate, GateResult, GateVerdict
from advisorbench.domain.asking.readiness import Readiness, State, assess
from advisorbench.domain.language.reasons import say_reason
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import Action
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
)

READY: dict[str, Any] = {"outcomes": [outcome()], "signals": [signal()]}
NAME, NAME_2 = referral(), referral(200, key="r2")
TOLD, TOLD_2 = promise(246, "kept", 247, "r", key="w1"), promise(196, "late", 190, "r2", key="w2")


def asked_of_ben(*ago: int) -> dict[str, Any]:
    """Ben was asked so many days ago."""
    return {"asks": [ask(days, who=BEN.id, key=f"k{days}") for days in ago]}


def heard(*said: Any) -> dict[str, Any]:
    """What was heard, in place of the praise."""
    return {"signals": list(said)}


CASES: list[tuple[str, str, dict[str, Any], str]] = [
    # Value: at least one outcome verified by someone at the account in the last 180 days.
    ("Value", "nothing was ever recorded", {"outcomes": []}, "unknown"),
    ("Value", "we claim it, nobody there confirmed it", {"outcomes": [outcome(5, "claimed")]}, "unknown"),
    ("Value", "they dispute it", {"outcomes": [outcome(5, "disputed")]}, "fail"),
    ("Value", "verified, and disputed since", {"outcomes": [outcome(30, "disputed", 20, disputed=3)]}, "fail"),
    ("Value", "one is disputed, another verified",
     {"outcomes": [outcome(5, "disputed"), outcome(8, key="o2")]}, "pass"),
    ("Value", "one is claimed, another verified", {"outcomes": [outcome(5, "claimed"), outcome(8, key="o2")]}, "pass"),
    ("Value", "verified today", {"outcomes": [outcome(0)]}, "pass"),
    ("Value", "verified 179 days ago", {"outcomes": [outcome(179)]}, "pass"),
    ("Value", "verified 180 days ago", {"outcomes": [outcome(180)]}, "pass"),
    ("Value", "verified 181 days ago", {"outcomes": [outcome(181)]}, "unknown"),
    ("Value", "realised two years ago, verified 180 days ago", {"outcomes": [outcome(730, verified=180)]}, "pass"),
    ("Value", "one of 181 days ago, one of 180", {"outcomes": [outcome(181), outcome(180, key="o2")]}, "pass"),
    # Satisfied: the newest signal is positive, 180 days old at most, nothing negative since.
    ("Satisfied", "nobody asked her", heard(), "unknown"),
    ("Satisfied", "only a colleague praised us", heard(signal(who=BEN.id)), "unknown"),
    ("Satisfied", "NPS 10", heard(signal("nps", 10)), "pass"),
    ("Satisfied", "NPS 9", heard(signal("nps", 9)), "pass"),
    ("Satisfied", "NPS 8", heard(signal("nps", 8)), "fail"),
    ("Satisfied", "NPS 7", heard(signal("nps", 7)), "fail"),
    ("Satisfied", "NPS 6", heard(signal("nps", 6)), "fail"),
    ("Satisfied", "NPS 0", heard(signal("nps", 0)), "fail"),
    ("Satisfied", "a score of 10", heard(signal("score", 10)), "pass"),
    ("Satisfied", "a score of 8", heard(signal("score", 8)), "pass"),
    ("Satisfied", "a score of 7", heard(signal("score", 7)), "fail"),
    ("Satisfied", "a score of 5", heard(signal("score", 5)), "fail"),
    ("Satisfied", "recorded praise", heard(signal("praise")), "pass"),
    ("Satisfied", "a complaint", heard(signal("complaint")), "fail"),
    ("Satisfied", "NPS 9 of 179 days ago", heard(signal("nps", 9, 179)), "pass"),
    ("Satisfied", "NPS 9 of 180 days ago", heard(signal("nps", 9, 180)), "pass"),
    ("Satisfied", "NPS 9 of 181 days ago", heard(signal("nps", 9, 181)), "unknown"),
    ("Satisfied", "a complaint of 181 days ago", heard(signal("complaint", ago=181)), "fail"),
    ("Satisfied", "NPS 10, and a complaint since",
     heard(signal("nps", 10, 9), signal("complaint", ago=8, key="s2")), "fail"),
    ("Satisfied", "NPS 10, and a complaint the same day",
     heard(signal("nps", 10, 9), signal("complaint", ago=9, key="s2")), "fail"),
    ("Satisfied", "a complaint, and NPS 9 since",
     heard(signal("complaint", ago=9), signal("nps", 9, 8, key="s2")), "pass"),
    ("Satisfied", "praise, and NPS 7 since", heard(signal(ago=9), signal("nps", 7, 8, key="s2")), "fail"),
    # No harm: no open serious issue and no overdue promise of ours.
    ("No harm", "a serious issue, opened today", {"issues": [issue(opened=0)]}, "fail"),
    ("No harm", "a serious issue, open for a year", {"issues": [issue(opened=365)]}, "fail"),
    ("No harm", "a serious issue, resolved today", {"issues": [issue(resolved=0)]}, "pass"),
    ("No harm", "a minor issue", {"issues": [issue("minor")]}, "pass"),
    ("No harm", "two serious issues, one resolved", {"issues": [issue(resolved=1), issue(key="i2")]}, "fail"),
    ("No harm", "a promise due yesterday", {"promises": [promise(1)]}, "fail"),
    ("No harm", "a promise due today", {"promises": [promise(0)]}, "pass"),
    ("No harm", "a promise due tomorrow", {"promises": [promise(-1)]}, "pass"),
    ("No harm", "a promise due yesterday, kept late today", {"promises": [promise(1, "late", 0)]}, "pass"),
    ("No harm", "a promise broken, and told so", {"promises": [promise(9, "broken", 5)]}, "pass"),
    # Window: no renewal, tender or price talk within 60 days, no open initiative with this very person.
    ("Window", "the renewal is today", {"of": account(renewal_on=day(0))}, "fail"),
    ("Window", "the renewal is in 59 days", {"of": account(renewal_on=day(-59))}, "fail"),
    ("Window", "the renewal is in 60 days", {"of": account(renewal_on=day(-60))}, "fail"),
    ("Window", "the renewal is in 61 days", {"of": account(renewal_on=day(-61))}, "pass"),
    ("Window", "the renewal was yesterday", {"of": account(renewal_on=day(1))}, "pass"),
    ("Window", "the price talk is in 59 days", {"of": account(price_talk_on=day(-59))}, "fail"),
    ("Window", "the price talk is in 60 days", {"of": account(price_talk_on=day(-60))}, "fail"),
    ("Window", "the price talk is in 61 days", {"of": account(price_talk_on=day(-61))}, "pass"),
    ("Window", "an initiative with her is open", {"initiatives": [initiative()]}, "fail"),
    ("Window", "an initiative with a colleague is open", {"initiatives": [initiative(who=BEN.id)]}, "pass"),
    ("Window", "an initiative with her was won today", {"initiatives": [initiative("won", closed=0)]}, "pass"),
    ("Window", "an initiative with her ended in no decision",
     {"initiatives": [initiative("no decision", closed=5)]}, "pass"),
    # Rested: last ask of any kind 180 days ago or more, at most 2 asks in 90 days over the whole account.
    ("Rested", "asked today", {"asks": [ask(0)]}, "fail"),
    ("Rested", "asked 179 days ago", {"asks": [ask(179)]}, "fail"),
    ("Rested", "asked 180 days ago", {"asks": [ask(180)]}, "pass"),
    ("Rested", "asked 181 days ago", {"asks": [ask(181)]}, "pass"),
    ("Rested", "asked for a reference 179 days ago", {"asks": [ask(179, kind="reference")]}, "fail"),
    ("Rested", "asked for a testimonial 179 days ago", {"asks": [ask(179, kind="testimonial")]}, "fail"),
    ("Rested", "she said no 179 days ago", {"asks": [ask(179, "no")]}, "fail"),
    ("Rested", "an ask is drafted only", {"asks": [ask(None, "drafted")]}, "pass"),
    ("Rested", "a colleague was asked once", asked_of_ben(1), "pass"),
    ("Rested", "a colleague was asked twice, the first 89 days ago", asked_of_ben(1, 89), "fail"),
    ("Rested", "a colleague was asked twice, the first 90 days ago", asked_of_ben(1, 90), "pass"),
    ("Rested", "a colleague was asked twice, the first 91 days ago", asked_of_ben(1, 91), "pass"),
    ("Rested", "colleagues were asked for two kinds of thing",
     {"asks": [ask(5, who=BEN.id, kind="reference"), ask(9, who="p-c", kind="testimonial", key="k2")]}, "fail"),
    # Loop closed: each referral this person gave earlier was reported back on.
    ("Loop closed", "she gave a name, nothing is noted", {"referrals": [NAME]}, "unknown"),
    ("Loop closed", "she gave a name and was told", {"referrals": [NAME], "promises": [TOLD]}, "pass"),
    ("Loop closed", "she gave a name and was told late",
     {"referrals": [NAME_2], "promises": [TOLD_2]}, "pass"),
    ("Loop closed", "she gave a name and is to be told by tomorrow",
     {"referrals": [NAME], "promises": [promise(-1, referral="r")]}, "fail"),
    ("Loop closed", "she was told once and is to be told again",
     {"referrals": [NAME], "promises": [TOLD, promise(-1, referral="r")]}, "fail"),
    ("Loop closed", "of two names she was told of one",
     {"referrals": [NAME, NAME_2], "promises": [TOLD]}, "unknown"),
    ("Loop closed", "of two names she was told of both",
     {"referrals": [NAME, NAME_2], "promises": [TOLD, TOLD_2]}, "pass"),
    ("Loop closed", "telling her was promised and broken",
     {"referrals": [NAME], "promises": [promise(9, "broken", 5, "r")]}, "unknown"),
    ("Loop closed", "a colleague gave a name, nothing is noted", {"referrals": [referral(who=BEN.id)]}, "pass"),
    # Permission: not marked do-not-ask.
    ("Permission", "marked do-not-ask", {"people": [ANNA._replace(do_not_ask=True), BEN]}, "fail"),
    ("Permission", "a colleague is marked do-not-ask", {"people": [ANNA, BEN._replace(do_not_ask=True)]}, "pass"),
]  # fmt: skip
ROWS = [pytest.param(*row, id=f"{row[0]}: {row[1]}: {row[3]}") for row in CASES]


def verdict(change: dict[str, Any]) -> Readiness:
    """The verdict on Anna after one change."""
    known: AccountFacts = facts(**{**READY, **change})
    return assess(known, known.people[0], TODAY, Rules())


def gate(change: dict[str, Any], which: str) -> GateResult:
    """What one gate then says."""
    return next(result for result in verdict(change).gates if result.gate == which)


def test_somebody_of_whom_all_seven_gates_pass_is_ready() -> None:
    found = verdict({})

    assert [result.gate for result in found.gates] == list(Gate)
    assert (found.missing, found.state) == ((), State.READY)


def test_every_gate_has_a_case_for_each_verdict_it_can_give() -> None:
    certain = {Gate.NO_HARM, Gate.WINDOW, Gate.RESTED, Gate.PERMISSION}
    tried = {(which, said) for which, _case, _change, said in CASES}

    assert tried == {
        (which, said)
        for which in Gate
        for said in GateVerdict
        if said is not GateVerdict.UNKNOWN or which not in certain
    }


@pytest.mark.parametrize(("which", "case", "change", "said"), ROWS)
def test_a_gate_says_what_the_method_says(which: str, case: str, change: dict[str, Any], said: str) -> None:
    assert gate(change, which).verdict == said, case


@pytest.mark.parametrize(("which", "case", "change", "said"), ROWS)
def test_one_change_touches_one_gate_and_the_state_follows(
    which: str, case: str, change: dict[str, Any], said: str
) -> None:
    found = verdict(change)
    expected = {"pass": State.READY, "unknown": State.BUILDING, "fail": State.BLOCKED}[said]
    expected = {("Rested", "fail"): State.RESTING, ("Permission", "fail"): State.DO_NOT_ASK}.get(
        (which, said), expected
    )

    assert [result.gate for result in found.missing] == ([] if said == "pass" else [which]), case
    assert found.state is expected, case


@pytest.mark.parametrize(("which", "case", "change", "said"), [row for row in ROWS if row.values[3] != "pass"])
def test_a_gate_that_does_not_pass_says_why_and_what_would_change_it(
    which: str, case: str, change: dict[str, Any], said: str
) -> None:
    found = gate(change, which)

    assert say_reason(found.reason, TODAY), case
    assert found.action is not None, case
    assert (found.action is Action.WAIT) == (found.opens_on is not None), case
    assert found.opens_on is None or found.opens_on - TODAY >= timedelta(days=1), case
