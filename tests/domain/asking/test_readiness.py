"""The seven gates, as a table: what opens each, what closes it, and what leaves it unknown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from advisorbench.domain.asking.gates import Gate, GateResult, GateVerdict
from advisorbench.domain.asking.readiness import assess
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

VALUE = [
    ("nothing recorded", [], "unknown"),
    ("only claimed", [outcome(5, "claimed")], "unknown"),
    ("only disputed", [outcome(5, "disputed")], "fail"),
    ("one disputed, another claimed", [outcome(5, "disputed"), outcome(6, "claimed", key="o2")], "unknown"),
    ("one disputed, another verified", [outcome(5, "disputed"), outcome(6, key="o2")], "pass"),
    ("verified today", [outcome(0)], "pass"),
    ("verified 179 days ago", [outcome(179)], "pass"),
    ("verified 180 days ago", [outcome(180)], "pass"),
    ("verified 181 days ago", [outcome(181)], "unknown"),
    ("realised long ago, verified lately", [outcome(700, verified=3)], "pass"),
    ("one expired, a newer one fresh", [outcome(400), outcome(4, key="o2")], "pass"),
    ("one expired, a newer one claimed", [outcome(400), outcome(4, "claimed", key="o2")], "unknown"),
    ("one expired, a newer one disputed", [outcome(400), outcome(4, "disputed", key="o2")], "unknown"),
    ("verified tomorrow", [outcome(5, verified=-1)], "unknown"),
    ("realised tomorrow", [outcome(-1)], "unknown"),
    ("verified, disputed tomorrow", [outcome(30, "disputed", verified=20, disputed=-1)], "pass"),
    ("verified, disputed today", [outcome(30, "disputed", verified=20, disputed=0)], "fail"),
    ("claimed, disputed tomorrow", [outcome(30, "disputed", disputed=-1)], "unknown"),
    ("disputed, verified since", [outcome(30, verified=0)], "pass"),
    (
        "one disputed tomorrow, another claimed",
        [outcome(30, "disputed", disputed=-1), outcome(6, "claimed", key="o2")],
        "unknown",
    ),
]
SATISFIED = [
    ("nobody asked", [], "unknown"),
    ("NPS 10", [signal("nps", 10)], "pass"),
    ("NPS 9", [signal("nps", 9)], "pass"),
    ("NPS 8", [signal("nps", 8)], "fail"),
    ("NPS 7", [signal("nps", 7)], "fail"),
    ("NPS 6", [signal("nps", 6)], "fail"),
    ("NPS 0", [signal("nps", 0)], "fail"),
    ("score 10", [signal("score", 10)], "pass"),
    ("score 8", [signal("score", 8)], "pass"),
    ("score 7", [signal("score", 7)], "fail"),
    ("praise", [signal("praise")], "pass"),
    ("a complaint", [signal("complaint")], "fail"),
    ("praise 179 days ago", [signal(ago=179)], "pass"),
    ("praise 180 days ago", [signal(ago=180)], "pass"),
    ("praise 181 days ago", [signal(ago=181)], "unknown"),
    ("a complaint after praise", [signal(ago=9), signal("complaint", ago=8, key="s2")], "fail"),
    ("praise after a complaint", [signal("complaint", ago=9), signal(ago=8, key="s2")], "pass"),
    ("NPS 8 after NPS 10", [signal("nps", 10, 9), signal("nps", 8, 8, key="s2")], "fail"),
    ("praise and a complaint on one day", [signal(ago=8), signal("complaint", ago=8, key="a")], "fail"),
    ("a complaint and praise on one day", [signal("complaint", ago=8), signal(ago=8, key="a")], "fail"),
    ("praise by a colleague only", [signal(who=BEN.id)], "unknown"),
    ("a later complaint by a colleague", [signal(), signal("complaint", ago=1, who=BEN.id, key="s2")], "pass"),
    ("NPS 9 for the whole account", [signal("nps", 9, who=None)], "pass"),
    ("a later complaint for the whole account", [signal(), signal("complaint", ago=1, who=None, key="s2")], "fail"),
    ("praise tomorrow", [signal(ago=-1)], "unknown"),
    ("a complaint tomorrow", [signal(), signal("complaint", ago=-1, key="s2")], "pass"),
]
NO_HARM: list[tuple[str, dict[str, Any], str]] = [
    ("nothing open", {}, "pass"),
    ("a serious issue", {"issues": [issue()]}, "fail"),
    ("a serious issue opened today", {"issues": [issue(opened=0)]}, "fail"),
    ("a serious issue opened tomorrow", {"issues": [issue(opened=-1)]}, "pass"),
    ("a serious issue resolved yesterday", {"issues": [issue(resolved=1)]}, "pass"),
    ("a serious issue resolved today", {"issues": [issue(resolved=0)]}, "pass"),
    ("a serious issue resolved tomorrow", {"issues": [issue(resolved=-1)]}, "fail"),
    ("a minor issue", {"issues": [issue("minor")]}, "pass"),
    ("a promise due yesterday", {"promises": [promise(1)]}, "fail"),
    ("a promise due today", {"promises": [promise(0)]}, "pass"),
    ("a promise due tomorrow", {"promises": [promise(-1)]}, "pass"),
    ("an overdue promise kept late today", {"promises": [promise(9, "late", 0)]}, "pass"),
    ("an overdue promise kept late tomorrow", {"promises": [promise(9, "late", -1)]}, "fail"),
    ("a promise kept in time", {"promises": [promise(9, "kept", 10)]}, "pass"),
    ("a promise broken and said so", {"promises": [promise(9, "broken", 5)]}, "pass"),
]
WINDOW: list[tuple[str, dict[str, Any], str]] = [
    ("no date known", {}, "pass"),
    ("a renewal in 61 days", {"of": account(renewal_on=day(-61))}, "pass"),
    ("a renewal in 60 days", {"of": account(renewal_on=day(-60))}, "fail"),
    ("a renewal in 59 days", {"of": account(renewal_on=day(-59))}, "fail"),
    ("a renewal today", {"of": account(renewal_on=day(0))}, "fail"),
    ("a renewal yesterday", {"of": account(renewal_on=day(1))}, "pass"),
    ("a price talk in 61 days", {"of": account(price_talk_on=day(-61))}, "pass"),
    ("a price talk in 60 days", {"of": account(price_talk_on=day(-60))}, "fail"),
    ("a price talk yesterday", {"of": account(price_talk_on=day(1))}, "pass"),
    ("a renewal far off, a price talk near", {"of": account(renewal_on=day(-99), price_talk_on=day(-9))}, "fail"),
    ("an open initiative with her", {"initiatives": [initiative()]}, "fail"),
    ("an open initiative without a first day", {"initiatives": [initiative(opened=None)]}, "fail"),
    ("an open initiative with a colleague", {"initiatives": [initiative(who=BEN.id)]}, "pass"),
    ("an open initiative with nobody named", {"initiatives": [initiative(who=None)]}, "pass"),
    ("an initiative that opens tomorrow", {"initiatives": [initiative(opened=-1)]}, "pass"),
    ("an initiative won today", {"initiatives": [initiative("won", closed=0)]}, "pass"),
    ("an initiative lost tomorrow", {"initiatives": [initiative("lost", closed=-1)]}, "fail"),
]
RESTED = [
    ("never asked", [], "pass"),
    ("asked today", [ask(0)], "fail"),
    ("asked 179 days ago", [ask(179)], "fail"),
    ("asked 180 days ago", [ask(180)], "pass"),
    ("asked 181 days ago", [ask(181)], "pass"),
    ("asked for a testimonial 179 days ago", [ask(179, kind="testimonial")], "fail"),
    ("asked for a reference 179 days ago", [ask(179, kind="reference")], "fail"),
    ("only drafted", [ask(None, "drafted")], "pass"),
    ("asked tomorrow", [ask(-1)], "pass"),
    ("a colleague asked once", [ask(1, who=BEN.id)], "pass"),
    ("a colleague asked twice in 89 days", [ask(1, who=BEN.id), ask(89, who=BEN.id, key="k2")], "fail"),
    ("a colleague asked twice in 90 days", [ask(1, who=BEN.id), ask(90, who=BEN.id, key="k2")], "pass"),
    ("a colleague asked twice in 91 days", [ask(1, who=BEN.id), ask(91, who=BEN.id, key="k2")], "pass"),
    (
        "two colleagues asked for other things",
        [ask(1, who=BEN.id, kind="reference"), ask(2, who="p-other", kind="testimonial", key="k2")],
        "fail",
    ),
]
THERE: list[tuple[str, int | None, list[Any], str]] = [
    ("never asked there", None, [], "pass"),
    ("asked there 179 days ago", 179, [], "fail"),
    ("asked there 180 days ago", 180, [], "pass"),
    ("asked there 181 days ago", 181, [], "pass"),
    ("asked there tomorrow", -1, [], "pass"),
    ("asked there long ago, here lately", 400, [ask(20)], "fail"),
    ("asked there lately, here long ago", 20, [ask(400)], "fail"),
    ("asked there and here long ago", 180, [ask(180)], "pass"),
]
GIVEN = referral()
LOOP: list[tuple[str, list[Any], list[Any], str]] = [
    ("no name given", [], [], "pass"),
    ("feedback still owed", [GIVEN], [promise(-3, referral="r")], "fail"),
    ("feedback overdue", [GIVEN], [promise(3, referral="r")], "fail"),
    ("feedback given in time", [GIVEN], [promise(3, "kept", 4, "r")], "pass"),
    ("feedback given late", [GIVEN], [promise(9, "late", 4, "r")], "pass"),
    ("feedback given tomorrow", [GIVEN], [promise(-9, "kept", -1, "r")], "fail"),
    ("feedback given once and owed again", [GIVEN], [promise(9, "kept", 9, "r"), promise(-2, referral="r")], "fail"),
    ("no feedback recorded", [GIVEN], [], "unknown"),
    ("feedback promised and broken", [GIVEN], [promise(9, "broken", 4, "r")], "unknown"),
    ("another promise kept", [GIVEN], [promise(9, "kept", 9)], "unknown"),
    ("a name given by a colleague", [referral(who=BEN.id)], [], "pass"),
    ("a name given tomorrow", [referral(-1)], [], "pass"),
    (
        "one told, of the other nothing recorded",
        [GIVEN, referral(key="r2")],
        [promise(9, "kept", 9, "r")],
        "unknown",
    ),
    (
        "of the first nothing recorded, the second owed",
        [GIVEN, referral(200, key="r2")],
        [promise(-2, referral="r2")],
        "fail",
    ),
]


def gate(which: Gate, known: AccountFacts, on: date = TODAY) -> GateResult:
    """What one gate says of Anna."""
    return next(result for result in assess(known, known.people[0], on, Rules()).gates if result.gate is which)


def named(table: list[Any]) -> Any:
    """The table's rows, each named by its first column."""
    return [pytest.param(*row[1:], id=row[0]) for row in table]


@pytest.mark.parametrize(("outcomes", "verdict"), named(VALUE))
def test_value_is_an_outcome_that_somebody_there_verified_in_the_last_180_days(
    outcomes: list[Any], verdict: str
) -> None:
    assert gate(Gate.VALUE, facts(outcomes=outcomes)).verdict == verdict


@pytest.mark.parametrize(("signals", "verdict"), named(SATISFIED))
def test_satisfied_is_a_positive_newest_signal_of_at_most_180_days_old(signals: list[Any], verdict: str) -> None:
    assert gate(Gate.SATISFIED, facts(signals=signals)).verdict == verdict


@pytest.mark.parametrize(("known", "verdict"), named(NO_HARM))
def test_no_harm_is_no_serious_issue_and_no_overdue_promise(known: dict[str, Any], verdict: str) -> None:
    assert gate(Gate.NO_HARM, facts(**known)).verdict == verdict


@pytest.mark.parametrize(("known", "verdict"), named(WINDOW))
def test_window_is_no_commercial_talk_within_60_days_and_no_initiative_with_her(
    known: dict[str, Any], verdict: str
) -> None:
    assert gate(Gate.WINDOW, facts(**known)).verdict == verdict


@pytest.mark.parametrize(("asks", "verdict"), named(RESTED))
def test_rested_is_180_days_for_the_person_and_room_in_the_budget_of_the_account(asks: list[Any], verdict: str) -> None:
    assert gate(Gate.RESTED, facts(asks=asks)).verdict == verdict


@pytest.mark.parametrize(("there", "asks", "verdict"), named(THERE))
def test_whoever_moves_keeps_the_rest(there: int | None, asks: list[Any], verdict: str) -> None:
    moved = ANNA._replace(came_from="De Wit Bouw", asked_there_on=None if there is None else day(there))
    found = gate(Gate.RESTED, facts(people=[moved, BEN], asks=asks))

    assert found.verdict == verdict
    if verdict == "fail":
        newest = min(ago for ago in (there, *((TODAY - a.asked_on).days for a in asks)) if ago is not None)
        assert (found.on, found.opens_on) == (day(newest), day(newest - 180))


def test_a_verification_stood_until_it_was_disputed() -> None:
    known = facts(outcomes=[outcome(30, "disputed", verified=20, disputed=10)])
    verdicts = [gate(Gate.VALUE, known, day(ago)).verdict for ago in (21, 20, 11, 10, 0)]

    assert verdicts == ["unknown", "pass", "pass", "fail", "fail"]


@pytest.mark.parametrize(("referrals", "promises", "verdict"), named(LOOP))
def test_loop_closed_is_a_report_back_on_each_name_she_gave(
    referrals: list[Any], promises: list[Any], verdict: str
) -> None:
    assert gate(Gate.LOOP_CLOSED, facts(referrals=referrals, promises=promises)).verdict == verdict


@pytest.mark.parametrize(("marked", "verdict"), [(False, GateVerdict.PASS), (True, GateVerdict.FAIL)])
def test_permission_is_not_being_marked_do_not_ask(marked: bool, verdict: GateVerdict) -> None:
    assert gate(Gate.PERMISSION, facts(people=[ANNA._replace(do_not_ask=marked)])).verdict is verdict


WAITING: list[tuple[str, Gate, dict[str, Any], date]] = [
    ("after a renewal", Gate.WINDOW, {"of": account(renewal_on=day(-10))}, day(-11)),
    (
        "after the later of two talks",
        Gate.WINDOW,
        {"of": account(renewal_on=day(-10), price_talk_on=day(-40))},
        day(-41),
    ),
    (
        "after a talk that is near once the first is over",
        Gate.WINDOW,
        {"of": account(renewal_on=day(-100), price_talk_on=day(-50))},
        day(-101),
    ),
    (
        "after a talk exactly 60 days from the end of the first",
        Gate.WINDOW,
        {"of": account(renewal_on=day(-10), price_talk_on=day(-71))},
        day(-72),
    ),
    (
        "between two talks far apart",
        Gate.WINDOW,
        {"of": account(renewal_on=day(-10), price_talk_on=day(-72))},
        day(-11),
    ),
    ("after her own rest", Gate.RESTED, {"asks": [ask(100)]}, day(-80)),
    (
        "when the older of two asks leaves the budget",
        Gate.RESTED,
        {"asks": [ask(10, who=BEN.id), ask(30, who=BEN.id, key="k2")]},
        day(-60),
    ),
    (
        "when both her rest and the budget allow",
        Gate.RESTED,
        {"asks": [ask(170), ask(5, who=BEN.id, key="k2"), ask(6, who=BEN.id, key="k3")]},
        day(-84),
    ),
]


@pytest.mark.parametrize(("which", "known", "opens"), named(WAITING))
def test_a_gate_that_time_opens_names_the_first_day_on_which_it_is_open(
    which: Gate, known: dict[str, Any], opens: date
) -> None:
    result = gate(which, facts(**known))

    assert (result.action, result.opens_on) == (Action.WAIT, opens)
    assert gate(which, facts(**known), opens).verdict is GateVerdict.PASS
    assert gate(which, facts(**known), opens - timedelta(days=1)).verdict is GateVerdict.FAIL


def test_no_day_is_promised_while_an_initiative_keeps_the_window_closed() -> None:
    result = gate(Gate.WINDOW, facts(account(renewal_on=day(-10)), initiatives=[initiative()]))

    assert (result.action, result.subject_id, result.opens_on) == (Action.CLOSE_INITIATIVE, "n", None)


ACTIONS: list[tuple[str, Gate, dict[str, Any], Action, str | None]] = [
    ("no outcome", Gate.VALUE, {}, Action.ADD_OUTCOME, None),
    ("a claim", Gate.VALUE, {"outcomes": [outcome(5, "claimed")]}, Action.VERIFY_OUTCOME, "o"),
    ("a dispute", Gate.VALUE, {"outcomes": [outcome(5, "disputed")]}, Action.VERIFY_OUTCOME, "o"),
    ("expired value", Gate.VALUE, {"outcomes": [outcome(500)]}, Action.ADD_OUTCOME, None),
    ("no signal", Gate.SATISFIED, {}, Action.ADD_SIGNAL, None),
    ("a stale signal", Gate.SATISFIED, {"signals": [signal(ago=500)]}, Action.ADD_SIGNAL, None),
    ("a complaint", Gate.SATISFIED, {"signals": [signal("complaint")]}, Action.ADD_SIGNAL, None),
    ("an issue", Gate.NO_HARM, {"issues": [issue()]}, Action.RESOLVE_ISSUE, "i"),
    ("an overdue promise", Gate.NO_HARM, {"promises": [promise(3)]}, Action.KEEP_PROMISE, "w"),
    (
        "owed feedback",
        Gate.LOOP_CLOSED,
        {"referrals": [GIVEN], "promises": [promise(-3, referral="r")]},
        Action.KEEP_PROMISE,
        "w",
    ),
]


@pytest.mark.parametrize(("which", "known", "action", "subject"), named(ACTIONS))
def test_a_gate_that_does_not_pass_names_what_would_open_it(
    which: Gate, known: dict[str, Any], action: Action, subject: str | None
) -> None:
    result = gate(which, facts(**known))

    assert (result.action, result.subject_id) == (action, subject)
    assert say_reason(result.reason, TODAY)


def test_the_numbers_of_the_gates_are_those_of_the_settings() -> None:
    known = facts(outcomes=[outcome(20)], signals=[signal(ago=20)], asks=[ask(20)])
    strict = Rules(value_days=19, signal_days=19, rest_days=20)
    verdicts = {result.gate: result.verdict for result in assess(known, ANNA, TODAY, strict).gates}

    assert verdicts[Gate.VALUE] is verdicts[Gate.SATISFIED] is GateVerdict.UNKNOWN
    assert verdicts[Gate.RESTED] is GateVerdict.PASS
