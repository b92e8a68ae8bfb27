"""The lines of an account's referrals: how it came, targets, asks, names, praise, and what we gave."""

from __future__ import annotations

from advisorbench.commands import Subject
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import Action, AskState, TargetState, allowed, label
from advisorbench.domain.views import AccountPage
from advisorbench.i18n import _
from advisorbench.screens.lines.account import line
from advisorbench.screens.lines.row import Lines
from advisorbench.widgets.line_table import Heading


def referral_rows(whole: AccountPage) -> Lines:
    """How the account came, targets, asks and answers, names they gave, their praise, and what we gave them."""
    facts = whole.brief.facts
    for came in whole.received:
        yield Heading(_("HOW THEY CAME"))
        said = {"who": came.person, "account": came.account}
        day = say_day(came.customer_on or came.named_on, whole.brief.on)
        text = _("%(who)s of %(account)s named %(name)s") % (said | {"name": came.name})
        yield line(f"came:{came.name}", ("←", "accent"), text, day, Subject(facts.account.id))
    yield from _targets(facts)
    yield from _asks(whole)
    yield from _names(whole)
    yield from _praise(whole)
    yield from _given(whole)


def _targets(facts: AccountFacts) -> Lines:
    targets = [target for target in facts.targets if target.state is TargetState.OPEN]
    yield Heading(_("TARGETS"), _("whom to meet, through whom") if targets else _("none yet: press t, or T finds some"))
    for target in targets:
        subject = Subject(facts.account.id, target.person_id, Action.PREPARE_ASK, target.id, thing=target)
        text = " · ".join(filter(None, (target.who, target.company, facts.person_name(target.person_id))))
        yield line(target.id, ("◎", "accent"), text, target.why_now or _("no reason why now yet"), subject)


def _asks(whole: AccountPage) -> Lines:
    facts, on = whole.brief.facts, whole.brief.on
    if facts.asks:
        yield Heading(_("ASKS"))
    for ask in reversed(facts.asks):
        waits = ask.state in (AskState.ASKED, AskState.LATER)
        action = Action.ANSWER_ASK if waits else Action.ASK if ask.state is AskState.DRAFTED else None
        subject = Subject(facts.account.id, ask.person_id, action, ask.id, thing=ask)
        text = " · ".join(filter(None, (facts.person_name(ask.person_id), label(ask.kind), ask.target_name)))
        about = f"{label(ask.state)} {say_day(ask.asked_on, on)}" if ask.asked_on else label(ask.state)
        yield line(ask.id, ("◑" if waits else "○", "accent"), text, about, subject)


def _names(whole: AccountPage) -> Lines:
    facts, on = whole.brief.facts, whole.brief.on
    if facts.referrals:
        yield Heading(_("REFERRALS GIVEN"))
    for referral in facts.referrals:
        action = Action.ADVANCE_REFERRAL if allowed(referral.stage) else None
        subject = Subject(facts.account.id, referral.person_id, action, referral.id, thing=referral)
        text = " · ".join(filter(None, (referral.name, referral.company, facts.person_name(referral.person_id))))
        about = f"{label(referral.stage)} {say_day(referral.stage_on, on)}"
        yield line(referral.id, ("→", "accent"), text, about, subject)


def _praise(whole: AccountPage) -> Lines:
    facts, on = whole.brief.facts, whole.brief.on
    if facts.testimonials:
        yield Heading(_("TESTIMONIALS"))
    for one in facts.testimonials:
        action = Action.ADVANCE_TESTIMONIAL if allowed(one.state) else None
        subject = Subject(facts.account.id, one.person_id, action, one.id, thing=one)
        words = " ".join((one.approved or one.original).split())
        text = " · ".join(filter(None, (facts.person_name(one.person_id), f"“{words}”" if words else "")))
        about = f"{label(one.state)} {say_day(one.since, on)}" if one.since else label(one.state)
        yield line(one.id, ("★", "accent"), text, about, subject)


def _given(whole: AccountPage) -> Lines:
    facts, on = whole.brief.facts, whole.brief.on
    asked = sum(ask.asked_on is not None for ask in facts.asks)
    said = {"given": len(facts.introductions), "asked": asked}
    yield Heading(
        _("GIVEN BY US"),
        _("%(given)d given, asked %(asked)d times") % said if asked else _("G notes one"),
    )
    for one in sorted(facts.introductions, key=lambda i: (i.on, i.id), reverse=True):
        text = " · ".join(filter(None, (one.who, one.company, facts.person_name(one.person_id))))
        yield line(one.id, ("←", "good"), text, say_day(one.on, on), Subject(facts.account.id, note=one.note))
