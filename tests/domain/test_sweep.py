"""The daily list: each line comes with its reason, and goes when its loop is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from advisorbench.domain.facts import AccountFacts, Contact
from advisorbench.domain.readiness import assess
from advisorbench.domain.rules import Rules
from advisorbench.domain.sweep import SweepLine, sweep
from advisorbench.domain.words import AccountStatus, Action, Lane
from tests.domain.build import (
    ANNA,
    BEN,
    TODAY,
    account,
    ask,
    changed,
    day,
    facts,
    issue,
    outcome,
    promise,
    referral,
    review,
    signal,
    target,
)

RULES = Rules()
QUIET = facts(reviews=[review("held", held=day(20), key="held")], contact=Contact(day(5), 4))
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
    return [(line.lane.value, line.text, line.reason, line.late) for line in lines(known, on)]


READY: dict[str, Any] = {"outcomes": [outcome()], "signals": [signal()], "targets": [target()]}
PLANNED = review("scheduled", planned=day(-3))
LINES: list[tuple[str, AccountFacts, tuple[str, str, str, bool]]] = [
    ("a promise due in a week", quiet(promises=[promise(-7)]), ("owe", "the quote", "due Mon 30 Nov", False)),
    ("a promise due today", quiet(promises=[promise(0)]), ("owe", "the quote", "due today", False)),
    ("a promise a day late", quiet(promises=[promise(1)]), ("owe", "the quote", "1 day late", True)),
    ("a promise two days late", quiet(promises=[promise(2)]), ("owe", "the quote", "2 days late", True)),
    ("feedback to a referrer", quiet(promises=[promise(-1, referral="r")]),
     ("owe", "the quote", "feedback due tomorrow", False)),
    ("feedback that is late", quiet(promises=[promise(3, referral="r")]), ("owe", "the quote", "3 days late", True)),
    ("a yes that has brought no name yet", quiet(asks=[ask(5, "yes", answered=3)]),
     ("ask", "Get the name from Anna Kaya", "said yes Fri 20 Nov", False)),
    ("a review due in two weeks", quiet(reviews=[review("held", held=date(2026, 9, 7))]),
     ("bring", "Plan the review", "due Mon 7 Dec, last held Mon 7 Sep", False)),
    ("a review due today", quiet(reviews=[review("held", held=date(2026, 8, 23))]),
     ("bring", "Plan the review", "due today, last held Sun 23 Aug", False)),
    ("a review overdue", quiet(reviews=[review("held", held=date(2026, 7, 22))]),
     ("bring", "Plan the review", "overdue, was due Thu 22 Oct, last held Wed 22 Jul", True)),
    ("a review missed", quiet(reviews=[*QUIET.reviews, review("scheduled", planned=day(1))]),
     ("bring", "Plan the review", "planned yesterday, not held", False)),
    ("no review known", quiet(account(customer_since=None), reviews=[]),
     ("bring", "Plan the review", "none held yet", False)),
    ("value claimed 15 days ago", quiet(outcomes=[outcome(15, "claimed")]),
     ("bring", "Have verified: faster lead time", "claimed Sun 8 Nov", False)),
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
    ("feedback given", quiet(promises=[promise(3, "kept", 3, "r")], referrals=[referral(9)])),
    ("a review due in fifteen days", quiet(reviews=[review("held", held=date(2026, 9, 8))])),
    ("a review due but planned", quiet(reviews=[review("held", held=date(2026, 8, 1), key="held"), PLANNED])),
    ("a review overdue but planned", quiet(reviews=[review("held", held=date(2025, 8, 1), key="held"), PLANNED])),
    ("a review put off", quiet(reviews=[review("held", held=date(2026, 8, 1), key="h"), review(due=day(-60))])),
    ("a review held today", quiet(reviews=[review("held", held=TODAY)])),
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
    ("ask-ready", quiet(**READY), Action.ASK, None, ANNA.id),
    ("a missed review", quiet(reviews=[*QUIET.reviews, review("scheduled", planned=day(1))]),
     Action.PLAN_REVIEW, "v", None),
    ("no contact", quiet(contact=Contact()), Action.LOG, None, None),
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
