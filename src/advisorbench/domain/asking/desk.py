"""The referral desk: who is ready and why, who is nearly and what is missing, what was asked, what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from advisorbench.domain.asking.readiness import State
from advisorbench.domain.asking.testimonials import may_be_shown
from advisorbench.domain.records.facts import AccountFacts, Testimonial
from advisorbench.domain.records.states import Stage, TestimonialState
from advisorbench.domain.views import AskDesk, AskLine, IntroductionsLine, MadeAsk, ReferralLine, TestimonialLine

if TYPE_CHECKING:
    from advisorbench.domain.book_view import BookView

NOT_STARTED_SHOWN = 20
"""The most people of whom nothing is known that the desk names."""


def ask_desk(view: BookView, stood: Mapping[str, str]) -> AskDesk:
    """The desk on the day of a view.

    Args:
        view: The book.
        stood: How the person stood on the day of an ask, by the key of the ask, where that was kept.
    """
    known = [
        AskLine(facts.account.id, facts.account.name, facts.account.tier, verdict)
        for facts, verdict in view.known_people()
        if verdict.state is not State.NOT_STARTED
    ]
    known.sort(key=lambda line: (-line.readiness.score, line.readiness.person.name, line.readiness.person.id))
    nearly = [line for line in known if line.readiness.state in (State.BUILDING, State.BLOCKED)]
    nearly.sort(key=lambda line: (-line.readiness.state, len(line.readiness.missing)))
    asks, referrals, introductions, people = [], [], [], 0
    for facts in view.facts:
        account = facts.account
        people += len(facts.people)
        asks += [
            MadeAsk(account.id, account.name, facts.person_name(a.person_id), a, stood.get(a.id, ""))
            for a in facts.asks
        ]
        if facts.introductions:
            made = sum(a.asked_on is not None for a in facts.asks)
            introductions.append(
                IntroductionsLine(account.id, account.name, facts.introductions, made, len(facts.referrals))
            )
        referrals += [
            ReferralLine(account.id, account.name, facts.person_name(r.person_id), r) for r in facts.referrals
        ]
    stages = list(Stage)
    return AskDesk(
        on=view.on,
        ready=tuple(
            sorted((line for line in known if line.readiness.state >= State.READY), key=lambda x: -x.readiness.state)
        ),
        building=tuple(nearly),
        building_more=people - len(known),
        not_started=tuple(
            AskLine(facts.account.id, facts.account.name, facts.account.tier, verdict)
            for facts, verdict in view.not_started(NOT_STARTED_SHOWN)
        ),
        resting=tuple(line for line in known if line.readiness.state in (State.RESTING, State.ASKED, State.DO_NOT_ASK)),
        asks=tuple(sorted(asks, key=lambda a: (a.ask.asked_on or view.on, a.ask.id), reverse=True)),
        referrals=tuple(
            sorted(referrals, key=lambda r: (stages.index(r.referral.stage), r.referral.stage_on, r.referral.id))
        ),
        introductions=tuple(sorted(introductions, key=lambda g: (-len(g.introductions), g.account, g.account_id))),
    )


def testimonial_lines(accounts: Iterable[AccountFacts], on: date) -> list[TestimonialLine]:
    """Every testimonial with who gave it, those under way first, then the newest."""
    lines = [_testimonial(facts, one, on) for facts in accounts for one in facts.testimonials]
    states = list(TestimonialState)
    lines.sort(key=lambda line: (line.testimonial.since or date.min, line.testimonial.id), reverse=True)
    return sorted(lines, key=lambda line: states.index(line.testimonial.state))


def _testimonial(facts: AccountFacts, testimonial: Testimonial, on: date) -> TestimonialLine:
    person = next((p for p in (*facts.people, *facts.former) if p.id == testimonial.person_id), None)
    return TestimonialLine(
        account_id=facts.account.id,
        account=facts.account.name,
        person=person.name if person else "",
        job_title=person.job_title if person else "",
        sector=facts.account.sector,
        outcome=facts.outcome(testimonial.outcome_id),
        testimonial=testimonial,
        showable=may_be_shown(testimonial, facts, on),
    )
