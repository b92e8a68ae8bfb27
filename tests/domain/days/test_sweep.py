"""The daily list: each line comes with its reason, and goes when its loop is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from advisorbench.domain.asking.readiness import assess
from advisorbench.domain.days.sweep import SweepLine, sweep
from advisorbench.domain.language.reasons import say_reason, say_task
from advisorbench.domain.records.facts import AccountFacts, Contact
from advisorbench.domain.records.states import AccountStatus, Action, Lane
from advisorbench.domain.rules import Rules
from tests.domain.build import (
    ANNA,
    BEN,
    TODAY,
    account,
    ask,
    changed,
    day,
    facts,
    idea,
    issue,
    outcome,
    promise,
    referral,
    review,
    signal,
    target,
    thanks,
)

RULES = Rules()
QUIET = facts(reviews=[review("followed up", held=day(20), key="held")], contact=Contact(day(5), 4))
"""An account of which nothing needs doing."""


def quiet(of: Any = None, **more: Any) -> AccountFacts:
    """The quiet account with something more."""
    return changed(QUIET, account=of or QUIET.account, **more)


def lines(known: AccountFacts, on: date = TODAY) -> list[SweepLine]:
    """The sweep of that day, in its order."""
    verdicts = tuple(assess(known, person, on, RULES) for person in known.people)
    return sorted(sweep(known, verdicts, on, RULES), key=lambda line: line.order)


def said(known: AccountFacts, on: date = TODAY) -> list[tuple[str, str, str, bool]]:
    """The lane, text, reason and lateness of each line."""
    return [(line.lane.value, say_task(line.task), say_reason(line.reason, on), line.late) for line in lines(known, on)]


READY: dict[str, Any] = {"outcomes": [outcome()], "signals": [signal()], "targets": [target()]}
HELD = review("followed up", held=date(2026, 8, 1), key="held")
PLANNED = review("scheduled", planned=day(-4))
MOVED = ANNA._replace(came_from="De Wit Bouw", since=day(9))


def held(ago: int, state: str = "held", followed: int | None = None) -> list[Any]:
    """A review held that many days ago, and another long before."""
    last = review(state, held=day(ago), followed=None if followed is None else day(followed), key="last")
    return [review("held", held=day(ago + 90), key="before"), last]


LINES: list[tuple[str, AccountFacts, tuple[str, str, str, bool]]] = [
    ("a promise due in a week", quiet(promises=[promise(-7)]), ("owe", "the quote", "due Mon 30 Nov", False)),
    ("a promise due today", quiet(promises=[promise(0)]), ("owe", "the quote", "due today", False)),
    ("a promise a day late", quiet(promises=[promise(1)]), ("owe", "the quote", "1 day late", True)),
    ("a promise two days late", quiet(promises=[promise(2)]), ("owe", "the quote", "2 days late", True)),
    ("feedback to a referrer", quiet(promises=[promise(-1, referral="r")]),
     ("owe", "the quote", "feedback due tomorrow", False)),
    ("feedback that is late", quiet(promises=[promise(3, referral="r")]), ("owe", "the quote", "3 days late", True)),
    ("a review held today to be followed up", quiet(reviews=held(0)),
     ("owe", "Follow up the review", "held today", False)),
    ("a review held three days ago", quiet(reviews=held(3)),
     ("owe", "Follow up the review", "held Fri 20 Nov", False)),
    ("a review held four days ago", quiet(reviews=held(4)), ("owe", "Follow up the review", "held Thu 19 Nov", True)),
    ("a review held 30 days ago", quiet(reviews=held(30)), ("owe", "Follow up the review", "held Sat 24 Oct", True)),
    ("a review followed up tomorrow", quiet(reviews=held(2, "followed up", -1)),
     ("owe", "Follow up the review", "held Sat 21 Nov", False)),
    ("a review planned in three days", quiet(reviews=[HELD, PLANNED._replace(planned_on=day(-3))]),
     ("bring", "Prepare the review", "planned Thu 26 Nov", False)),
    ("a review planned today, not prepared", quiet(reviews=[HELD, PLANNED._replace(planned_on=day(0))]),
     ("bring", "Prepare the review", "planned today", False)),
    ("an idea spotted", quiet(ideas=[idea(spotted=2)]),
     ("bring", "Propose: two departures a day", "spotted Sat 21 Nov", False)),
    ("an idea spotted today", quiet(ideas=[idea(spotted=0)]),
     ("bring", "Propose: two departures a day", "spotted today", False)),
    ("an idea spotted a year ago", quiet(ideas=[idea(spotted=365)]),
     ("bring", "Propose: two departures a day", "spotted 23 Nov 2025", False)),
    ("an idea proposed tomorrow", quiet(ideas=[idea("proposed", 2, -1)]),
     ("bring", "Propose: two departures a day", "spotted Sat 21 Nov", False)),
    ("somebody who came from another account", quiet(people=[MOVED]),
     ("close", "Greet Anna Kaya", "came from De Wit Bouw, Sat 14 Nov", False)),
    ("somebody who came today", quiet(people=[MOVED._replace(since=day(0))]),
     ("close", "Greet Anna Kaya", "came from De Wit Bouw, today", False)),
    ("somebody who came 90 days ago", quiet(people=[MOVED._replace(since=day(90))]),
     ("close", "Greet Anna Kaya", "came from De Wit Bouw, Tue 25 Aug", False)),
    ("somebody who came, met before that only", quiet(people=[MOVED._replace(last_contact_on=day(10))]),
     ("close", "Greet Anna Kaya", "came from De Wit Bouw, Sat 14 Nov", False)),
    ("somebody who came, met tomorrow", quiet(people=[MOVED._replace(last_contact_on=day(-1))]),
     ("close", "Greet Anna Kaya", "came from De Wit Bouw, Sat 14 Nov", False)),
    ("a yes that has brought no name yet", quiet(asks=[ask(5, "yes", answered=3)], thanks=[thanks(3)]),
     ("ask", "Get the name from Anna Kaya", "said yes Fri 20 Nov", False)),
    ("a review due in two weeks", quiet(reviews=[review("held", held=date(2026, 9, 7))]),
     ("bring", "Plan the review", "due Mon 7 Dec", False)),
    ("a review due today", quiet(reviews=[review("held", held=date(2026, 8, 23))]),
     ("bring", "Plan the review", "due today", False)),
    ("a review overdue", quiet(reviews=[review("held", held=date(2026, 7, 22))]),
     ("bring", "Plan the review", "overdue, was due Thu 22 Oct", True)),
    ("a review missed", quiet(reviews=[*QUIET.reviews, review("scheduled", planned=day(1))]),
     ("bring", "Plan the review", "planned yesterday, not held", False)),
    ("no review known", quiet(account(customer_since=None), reviews=[]),
     ("bring", "Plan the review", "none held yet", False)),
    ("value claimed 15 days ago", quiet(outcomes=[outcome(15, "claimed")]),
     ("bring", "Verify: faster lead time", "claimed Sun 8 Nov", False)),
    ("somebody ask-ready", quiet(**READY),
     ("ask", "Anna Kaya → Joris Hofstra, Hofstra Transport", "they move house in May", False)),
    ("a later whose day has come", quiet(asks=[ask(40, "later", later=0)]),
     ("ask", "Ask Anna Kaya again", "said “later” until today", False)),
    ("contact 31 days ago", quiet(contact=Contact(day(31), 1)),
     ("close", "Get in touch", "last contact 31 days ago", False)),
    ("contact 46 days ago", quiet(contact=Contact(day(46), 1)),
     ("close", "Get in touch", "last contact 46 days ago", True)),
    ("contact never", quiet(contact=Contact()), ("close", "Get in touch", "no contact recorded yet", False)),
    ("a renewal in 90 days", quiet(account(renewal_on=day(-90))),
     ("close", "Prepare the renewal", "renews Sun 21 Feb", False)),
    ("a renewal today", quiet(account(renewal_on=day(0))), ("close", "Prepare the renewal", "renews today", False)),
]  # fmt: skip
SILENT: list[tuple[str, AccountFacts]] = [
    ("nothing to do", QUIET),
    ("a promise due in eight days", quiet(promises=[promise(-8)])),
    ("a promise kept today", quiet(promises=[promise(3, "late", 0)])),
    ("a promise broken", quiet(promises=[promise(3, "broken", 1)])),
    ("a promise made tomorrow", quiet(promises=[promise(-3, made=-1)])),
    ("feedback given", quiet(promises=[promise(3, "kept", 3, "r")], referrals=[referral(9)], thanks=[thanks(9)])),
    ("a review held and followed up today", quiet(reviews=held(0, "followed up", 0))),
    ("a review followed up, nobody noted when", quiet(reviews=held(9, "followed up"))),
    ("a review held 31 days ago", quiet(reviews=held(31))),
    ("an older one not followed up, the last one is", quiet(reviews=[*held(9, "followed up", 8),
                                                             review("held", held=day(20), key="older")])),
    ("a review planned in four days", quiet(reviews=[HELD, PLANNED])),
    ("a review prepared for today", quiet(reviews=[HELD, review("prepared", planned=day(0))])),
    ("a review prepared for tomorrow", quiet(reviews=[HELD, review("prepared", planned=day(-1))])),
    ("an idea spotted tomorrow", quiet(ideas=[idea(spotted=-1)])),
    ("an idea proposed", quiet(ideas=[idea("proposed", 9, 2)])),
    ("an idea accepted", quiet(ideas=[idea("accepted", 9, 2, 1)])),
    ("an idea carried out", quiet(ideas=[idea("done", 9, 2, 1, 0)])),
    ("an idea rejected", quiet(ideas=[idea("rejected", 9, closed=0)])),
    ("an idea for somebody lost", quiet(account(status=AccountStatus.LOST), ideas=[idea()])),
    ("somebody who came, greeted today", quiet(people=[MOVED._replace(last_contact_on=day(0))])),
    ("somebody who came, greeted on the first day", quiet(people=[MOVED._replace(last_contact_on=day(9))])),
    ("somebody who came 91 days ago", quiet(people=[MOVED._replace(since=day(91))])),
    ("somebody who comes tomorrow", quiet(people=[MOVED._replace(since=day(-1))])),
    ("somebody new who came from nowhere we know", quiet(people=[MOVED._replace(came_from="")])),
    ("a review due in fifteen days", quiet(reviews=[review("held", held=date(2026, 9, 8))])),
    ("a review due but planned", quiet(reviews=[review("held", held=date(2026, 8, 1), key="held"), PLANNED])),
    ("a review overdue but planned", quiet(reviews=[review("held", held=date(2025, 8, 1), key="held"), PLANNED])),
    ("a review put off", quiet(reviews=[review("held", held=date(2026, 8, 1), key="h"), review(due=day(-60))])),
    ("a lost account without a review", quiet(account(status=AccountStatus.LOST), reviews=[], contact=Contact())),
    ("value claimed 14 days ago", quiet(outcomes=[outcome(14, "claimed")])),
    ("value verified", quiet(outcomes=[outcome(100, verified=0)])),
    ("value disputed", quiet(outcomes=[outcome(100, "disputed")])),
    ("ready but without a target", quiet(**{**READY, "targets": []})),
    ("a target but blocked", quiet(**READY, issues=[issue()])),
    ("a target but asked today", quiet(**READY, asks=[ask(0, "asked")])),
    ("a later whose day is tomorrow", quiet(asks=[ask(40, "later", later=-1)])),
    ("a later since answered", quiet(asks=[ask(40, "no", later=0)])),
    ("a later since asked again", quiet(asks=[ask(1, "asked", later=1)])),
    ("a later of one not to be asked", quiet(people=[ANNA._replace(do_not_ask=True)],
                                             asks=[ask(40, "later", later=0)])),
    ("contact 30 days ago", quiet(contact=Contact(day(30), 1))),
    ("contact logged today", quiet(contact=Contact(TODAY, 1))),
    ("a renewal in 91 days", quiet(account(renewal_on=day(-91)))),
    ("a renewal yesterday", quiet(account(renewal_on=day(1)))),
]  # fmt: skip


@pytest.mark.parametrize(("known", "line"), [pytest.param(*row[1:], id=row[0]) for row in LINES])
def test_what_needs_doing_is_one_line_with_its_reason(known: AccountFacts, line: tuple[str, str, str, bool]) -> None:
    assert said(known) == [line]


@pytest.mark.parametrize("known", [pytest.param(row[1], id=row[0]) for row in SILENT])
def test_what_is_closed_or_not_yet_due_has_no_line(known: AccountFacts) -> None:
    assert said(known) == []


OFFERED = [
    ("a promise", quiet(promises=[promise(1)]), Action.KEEP_PROMISE, "w", ANNA.id),
    ("a claim", quiet(outcomes=[outcome(15, "claimed")]), Action.VERIFY_OUTCOME, "o", None),
    ("a later", quiet(asks=[ask(40, "later", later=0)]), Action.ANSWER_ASK, "k", ANNA.id),
    ("ask-ready", quiet(**READY), Action.PREPARE_ASK, None, ANNA.id),
    ("ask-ready, and the ask is written", quiet(**READY, asks=[ask(None, "drafted")]), Action.ASK, "k", ANNA.id),
    ("a missed review", quiet(reviews=[*QUIET.reviews, review("scheduled", planned=day(1))]),
     Action.PLAN_REVIEW, "v", None),
    ("no contact", quiet(contact=Contact()), Action.LOG, None, None),
    ("a review to follow up", quiet(reviews=held(1)), Action.FOLLOW_UP, "last", None),
    ("a review to prepare", quiet(reviews=[HELD, PLANNED._replace(planned_on=day(-1))]),
     Action.PREPARE_REVIEW, "v", None),
    ("an idea to propose", quiet(ideas=[idea()]), Action.ADVANCE_IDEA, "d", None),
    ("somebody to greet", quiet(people=[MOVED]), Action.LOG, None, ANNA.id),
]  # fmt: skip


@pytest.mark.parametrize(
    ("known", "action", "subject", "person"), [pytest.param(*row[1:], id=row[0]) for row in OFFERED]
)
def test_a_line_offers_the_action_that_closes_it(
    known: AccountFacts, action: Action, subject: str | None, person: str | None
) -> None:
    assert [(line.action, line.subject_id, line.person_id) for line in lines(known)] == [(action, subject, person)]


BUSY = facts(
    account(renewal_on=day(-80)),
    contact=Contact(day(50), 1),
    promises=[promise(-2, key="w1"), promise(5, key="w2"), promise(9, key="w3")],
    outcomes=[outcome(3), outcome(30, "claimed", key="o2"), outcome(60, "claimed", key="o3")],
    signals=[signal()],
    asks=[ask(400, "later", later=3, who=BEN.id)],
)


def test_late_lines_come_first_then_the_oldest() -> None:
    order = [line.subject_id for line in lines(BUSY) if line.lane is Lane.OWE]

    assert order == ["w3", "w2", "w1"]
    assert [line.late for line in lines(BUSY)] == sorted((line.late for line in lines(BUSY)), reverse=True)


def test_among_the_ask_ready_the_best_score_comes_first() -> None:
    both = quiet(
        outcomes=[outcome()],
        signals=[signal(who=ANNA.id), signal(who=BEN.id, ago=1, key="s2")],
        targets=[target(), target(who=BEN.id, key="t2"), target(who=BEN.id, key="t3")],
    )

    assert [line.person_id for line in lines(both)] == [BEN.id, ANNA.id]


def test_what_has_no_day_comes_last_among_those_that_are_not_late() -> None:
    known = quiet(account(renewal_on=day(-80)), contact=Contact())

    assert [line.on for line in lines(known)] == [day(-80), None]


def test_every_line_has_a_key_of_its_own_that_stays_from_day_to_day() -> None:
    today, tomorrow = ([line.key for line in lines(BUSY, on)] for on in (TODAY, day(-1)))

    assert len(set(today)) == len(today) == 9
    assert set(today) <= set(tomorrow)


def test_the_order_of_the_facts_does_not_change_the_order_of_the_lines() -> None:
    turned = replace(BUSY, promises=BUSY.promises[::-1], outcomes=BUSY.outcomes[::-1], people=BUSY.people[::-1])

    assert lines(turned) == lines(BUSY)


def test_a_past_day_shows_what_was_open_then() -> None:
    known = quiet(
        promises=[promise(9, "late", 2)],
        outcomes=[outcome(60, verified=2)],
        contact=Contact(day(5), 1),
    )

    assert [line.action for line in lines(known)] == []
    assert [line.action for line in lines(known, day(3))] == [Action.KEEP_PROMISE, Action.VERIFY_OUTCOME]


def test_a_past_day_shows_what_was_still_to_follow_up_and_to_propose() -> None:
    known = quiet(reviews=held(9, "followed up", 2), ideas=[idea("rejected", 20, closed=2)])

    assert [line.action for line in lines(known)] == []
    assert {line.action for line in lines(known, day(3))} == {Action.FOLLOW_UP, Action.ADVANCE_IDEA}


def test_the_days_of_preparing_and_following_up_are_those_of_the_settings() -> None:
    known = quiet(reviews=[*held(5), PLANNED])
    given = {line.action: line.late for line in sweep(known, (), TODAY, Rules(prepare_ahead_days=4, follow_up_days=5))}

    assert given == {Action.FOLLOW_UP: False, Action.PREPARE_REVIEW: False}
