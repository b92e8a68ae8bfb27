"""The lines about referrals, thanks, testimonials and prepared asks: what opens each, what makes it late or go."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from advisorbench.domain.asking.readiness import assess
from advisorbench.domain.days.sweep import SweepLine, sweep
from advisorbench.domain.language.reasons import say_reason, say_task
from advisorbench.domain.records.facts import AccountFacts, Contact
from advisorbench.domain.records.states import Action, Lane
from advisorbench.domain.rules import Rules
from tests.domain.build import (
    ANNA,
    BEN,
    TODAY,
    a_testimonial,
    ask,
    day,
    facts,
    issue,
    outcome,
    referral,
    review,
    signal,
    target,
    thanks,
)

NOTHING: dict[str, Any] = {
    "reviews": [review("followed up", held=day(20), key="held")],
    "contact": Contact(day(5), 4),
    "thanks": [thanks(0), thanks(0, BEN.id, "h2")],
}
"""An account of which nothing needs doing."""
READY: dict[str, Any] = {"outcomes": [outcome()], "signals": [signal()], "targets": [target()]}


def lines(known: dict[str, Any], on: date = TODAY, rules: Rules | None = None) -> list[SweepLine]:
    """The sweep of a day, in its order."""
    rules = rules or Rules()
    found: AccountFacts = facts(**{**NOTHING, **known})
    verdicts = tuple(assess(found, person, on, rules) for person in found.people)
    return sorted(sweep(found, verdicts, on, rules), key=lambda line: line.order)


def said(known: dict[str, Any]) -> list[tuple[str, str, str, bool]]:
    """The lane, text, reason and lateness of each line of today."""
    return [(line.lane.value, say_task(line.task), say_reason(line.reason, TODAY), line.late) for line in lines(known)]


TELL = "Tell Joris Hofstra that we keep their name"
LINES: list[tuple[str, dict[str, Any], tuple[str, str, str, bool]]] = [
    ("a yes, no thanks yet", {"asks": [ask(5, "no", answered=1)], "thanks": []},
     ("owe", "Thank Anna Kaya", "said no yesterday", False)),
    ("a name, no thanks yet", {"referrals": [referral(2)], "thanks": []},
     ("owe", "Thank Anna Kaya", "gave the name of Joris Hofstra, Sat 21 Nov", False)),
    ("a name of 16 days ago", {"referrals": [referral(16)]},
     ("owe", TELL, "given Sat 7 Nov, to be told by Mon 7 Dec", False)),
    ("a name of 29 days ago", {"referrals": [referral(29)]},
     ("owe", TELL, "given Sun 25 Oct, to be told by tomorrow", False)),
    ("a name of 30 days ago", {"referrals": [referral(30)]},
     ("owe", TELL, "given Sat 24 Oct, to be told by today", False)),
    ("a name of 31 days ago", {"referrals": [referral(31)]},
     ("owe", TELL, "given Fri 23 Oct, to be told by yesterday", True)),
    ("consent for what is published ended yesterday", {"testimonials": [a_testimonial("published", 1)]},
     ("owe", "Take down the testimonial of Anna Kaya", "consent ended yesterday", True)),
    ("consent of who has left ended yesterday",
     {"testimonials": [a_testimonial("published", 1)], "people": [BEN], "former": [ANNA]},
     ("owe", "Take down the testimonial of Anna Kaya", "consent ended yesterday", True)),
    ("words received", {"testimonials": [a_testimonial("received")]},
     ("bring", "Have approved: the words of Anna Kaya", "received Wed 14 Oct", False)),
    ("consent for what is approved ends today", {"testimonials": [a_testimonial("approved", 0)]},
     ("bring", "Renew the consent of Anna Kaya", "ends today", False)),
    ("consent for what is published ends today", {"testimonials": [a_testimonial("published", 0)]},
     ("bring", "Renew the consent of Anna Kaya", "ends today", False)),
    ("consent ends in 30 days", {"testimonials": [a_testimonial("published", -30)]},
     ("bring", "Renew the consent of Anna Kaya", "ends Wed 23 Dec", False)),
    ("somebody ask-ready", READY,
     ("ask", "Anna Kaya → Joris Hofstra, Hofstra Transport", "they move house in May", False)),
    ("somebody ask-ready, the ask is written", {**READY, "asks": [ask(None, "drafted")]},
     ("ask", "Anna Kaya → Joris Hofstra, Hofstra Transport", "they move house in May", False)),
]  # fmt: skip
SILENT: list[tuple[str, dict[str, Any]]] = [
    ("nothing to do", {}),
    ("a yes, thanked for", {"asks": [ask(5, "no", answered=1)]}),
    ("a yes 31 days ago", {"asks": [ask(31, "no")], "thanks": []}),
    ("a name of today", {"referrals": [referral(0)]}),
    ("a name of 15 days ago", {"referrals": [referral(15)]}),
    ("a name of tomorrow", {"referrals": [referral(-1)]}),
    ("a name of long ago, told", {"referrals": [referral(200, informed_on=day(190))]}),
    ("a name of long ago, introduced: so they know", {"referrals": [referral(200, introduced=190)]}),
    ("a testimonial asked for", {"testimonials": [a_testimonial("requested")]}),
    ("approved without an end", {"testimonials": [a_testimonial("approved")]}),
    ("published without an end", {"testimonials": [a_testimonial("published")]}),
    ("consent ends in 31 days", {"testimonials": [a_testimonial("published", -31)]}),
    ("approved, consent ended, nowhere to be seen", {"testimonials": [a_testimonial("approved", 1)]}),
    ("withdrawn", {"testimonials": [a_testimonial("withdrawn")]}),
    ("withdrawn, the end would have come", {"testimonials": [a_testimonial("withdrawn", 1)]}),
    ("an ask is written, and not for now", {**READY, "asks": [ask(None, "drafted")], "issues": [issue()]}),
    ("ready, and the target is noted tomorrow", {**READY, "targets": [target(added=-1)]}),
]


@pytest.mark.parametrize(("known", "line"), [pytest.param(*row[1:], id=row[0]) for row in LINES])
def test_what_is_owed_or_due_is_one_line_with_its_reason(
    known: dict[str, Any], line: tuple[str, str, str, bool]
) -> None:
    assert said(known) == [line]


@pytest.mark.parametrize("known", [pytest.param(row[1], id=row[0]) for row in SILENT])
def test_what_is_done_or_not_yet_due_has_no_line(known: dict[str, Any]) -> None:
    assert said(known) == []


OFFERED: list[tuple[str, dict[str, Any], Action, str | None]] = [
    ("thanks", {"asks": [ask(5)], "referrals": [referral(3)], "thanks": []}, Action.THANK, None),
    ("who is to be told", {"referrals": [referral(20)]}, Action.INFORM, "r"),
    ("what is to be taken down", {"testimonials": [a_testimonial("published", 1)]}, Action.ADVANCE_TESTIMONIAL, "m"),
    ("what is to be approved", {"testimonials": [a_testimonial("received")]}, Action.ADVANCE_TESTIMONIAL, "m"),
    ("what is to be renewed", {"testimonials": [a_testimonial("approved", -3)]}, Action.ADVANCE_TESTIMONIAL, "m"),
    ("ask-ready", READY, Action.PREPARE_ASK, None),
    ("ask-ready and written", {**READY, "asks": [ask(None, "drafted")]}, Action.ASK, "k"),
    ("ask-ready, written for a colleague", {**READY, "asks": [ask(None, "drafted", who=BEN.id)]},
     Action.PREPARE_ASK, None),
    ("ask-ready, written twice: the newest",
     {**READY, "asks": [ask(None, "drafted", key="k1"), ask(None, "drafted", key="k2")]}, Action.ASK, "k2"),
]  # fmt: skip


@pytest.mark.parametrize(("known", "action", "subject"), [pytest.param(*row[1:], id=row[0]) for row in OFFERED])
def test_a_line_offers_the_action_that_closes_it(known: dict[str, Any], action: Action, subject: str | None) -> None:
    assert [(line.action, line.subject_id, line.person_id) for line in lines(known)] == [(action, subject, ANNA.id)]


def test_the_day_of_telling_and_of_renewing_are_those_of_the_settings() -> None:
    known = {"referrals": [referral(9)], "testimonials": [a_testimonial("approved", -40)]}

    assert lines(known) == []
    assert {line.action: line.on for line in lines(known, rules=Rules(inform_days=20, expiry_ahead_days=40))} == {
        Action.INFORM: day(-11),
        Action.ADVANCE_TESTIMONIAL: day(-40),
    }


def test_each_name_that_is_to_be_told_of_has_a_line_of_its_own_and_the_oldest_comes_first() -> None:
    known = {"referrals": [referral(20, key="r1"), referral(40, key="r2"), referral(25, who=BEN.id, key="r3")]}
    owed = [line for line in lines(known) if line.lane is Lane.OWE]

    assert [(line.subject_id, line.late) for line in owed] == [("r2", True), ("r3", False), ("r1", False)]
    assert len({line.key for line in owed}) == 3


def test_a_past_day_owed_the_thanks_of_then() -> None:
    known = {"asks": [ask(9, "yes", answered=8)], "referrals": [referral(7)], "thanks": [thanks(5)]}

    assert [line.action for line in lines(known)] == []
    for on, reason in ((day(6), "gave the name of Joris Hofstra, yesterday"), (day(8), "said yes today")):
        assert [say_reason(line.reason, on) for line in lines(known, on) if line.action is Action.THANK] == [reason]
