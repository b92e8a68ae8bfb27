"""Everything that happened at an account, as lines with a day: contacts, reviews, value, promises, asks, people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from advisorbench.domain.customers.satisfaction import say_signal
from advisorbench.domain.language.money import say_measure, say_money
from advisorbench.domain.records import facts as f
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import IdeaState, Stage, StepKind, label
from advisorbench.i18n import N_, _


class TimelineKind(StrEnum):
    """What an entry of the timeline is about; the kinds by which it is filtered."""

    CONTACT = N_("contact")
    REVIEW = N_("review")
    OBJECTIVE = N_("objective")
    IDEA = N_("idea")
    OUTCOME = N_("outcome")
    PROMISE = N_("promise")
    SIGNAL = N_("signal")
    ISSUE = N_("issue")
    ASK = N_("ask")
    REFERRAL = N_("referral")
    INITIATIVE = N_("initiative")
    PERSON = N_("person")


class TimelineEntry(NamedTuple):
    """One entry of an account's timeline; `note` is its longer text, `person_id` whom it is about."""

    on: date
    kind: TimelineKind
    text: str
    note: str = ""
    person_id: str | None = None


def events_of(
    facts: AccountFacts, names: Mapping[str, str], initiatives: Iterable[f.Initiative]
) -> Iterator[TimelineEntry]:
    """All that the facts of an account tell, in no particular order; contacts and people come from the book itself.

    Args:
        facts: The account.
        names: People by key, those who have left included.
        initiatives: All of them: the facts hold only those that the rules look at.
    """
    yield from _value(facts)
    yield from _relation(facts, names)
    yield from _asked(facts, names)
    for initiative in initiatives:
        if initiative.opened_on:
            worth = f"{say_money(initiative.amount_cents, initiative.currency)} · " if initiative.amount_cents else ""
            yield TimelineEntry(
                initiative.opened_on, TimelineKind.INITIATIVE, f"{worth}{initiative.name}", "", initiative.person_id
            )
        if initiative.closed_on:
            text = _said(label(initiative.state), initiative.name)
            yield TimelineEntry(
                initiative.closed_on, TimelineKind.INITIATIVE, text, initiative.end_reason, initiative.person_id
            )
    for step in facts.steps:
        if step.done_on:
            done = {StepKind.AGREE: _("agreed"), StepKind.QUESTION: _("answered"), StepKind.MILESTONE: _("done")}
            text = _said(done[step.kind], step.what)
            yield TimelineEntry(step.done_on, TimelineKind.INITIATIVE, text, "", step.person_id)


def _said(what: str, of: str) -> str:
    return _("%(what)s: %(of)s") % {"what": what, "of": of}


def _value(facts: AccountFacts) -> Iterator[TimelineEntry]:
    for review in facts.reviews:
        if review.held_on:
            yield TimelineEntry(review.held_on, TimelineKind.REVIEW, _("Optimisation review held"), review.note)
        if review.followed_up_on:
            yield TimelineEntry(review.followed_up_on, TimelineKind.REVIEW, _("Optimisation review followed up"))
    for objective in facts.objectives:
        for measure in objective.measures:
            text = _said(objective.wording, say_measure(measure.value, objective.unit))
            yield TimelineEntry(measure.on, TimelineKind.OBJECTIVE, text)
    for idea in facts.ideas:
        for state, day, why in (
            (IdeaState.SPOTTED, idea.spotted_on, ""), (IdeaState.PROPOSED, idea.proposed_on, ""),
            (IdeaState.ACCEPTED, idea.accepted_on, ""), (idea.state, idea.closed_on, idea.reason),
        ):  # fmt: skip
            if day:
                yield TimelineEntry(day, TimelineKind.IDEA, _said(label(state), idea.what), why)
    for outcome in facts.outcomes:
        yield TimelineEntry(
            outcome.on, TimelineKind.OUTCOME, _("claimed: %(what)s") % {"what": outcome.what}, outcome.evidence
        )
        if outcome.verified_on:
            said = {"who": outcome.verified_by, "what": outcome.what}
            yield TimelineEntry(outcome.verified_on, TimelineKind.OUTCOME, _("verified by %(who)s: %(what)s") % said)
        if outcome.disputed_on:
            text = _("disputed: %(what)s") % {"what": outcome.what}
            yield TimelineEntry(outcome.disputed_on, TimelineKind.OUTCOME, text, outcome.dispute)


def _relation(facts: AccountFacts, names: Mapping[str, str]) -> Iterator[TimelineEntry]:
    for signal in facts.signals:
        text = " · ".join(filter(None, (say_signal(signal), names.get(signal.person_id or "", ""))))
        yield TimelineEntry(signal.on, TimelineKind.SIGNAL, text, signal.note, signal.person_id)
    for issue in facts.issues:
        yield TimelineEntry(issue.opened_on, TimelineKind.ISSUE, _said(label(issue.severity), issue.what))
        if issue.resolved_on:
            yield TimelineEntry(issue.resolved_on, TimelineKind.ISSUE, _("resolved: %(what)s") % {"what": issue.what})
    for promise in facts.promises:
        text = _("promised: %(what)s") % {"what": promise.what}
        yield TimelineEntry(promise.made_on, TimelineKind.PROMISE, text, "", promise.person_id)
        if promise.closed_on:
            text = _said(label(promise.state), promise.what)
            yield TimelineEntry(promise.closed_on, TimelineKind.PROMISE, text, "", promise.person_id)


def _asked(facts: AccountFacts, names: Mapping[str, str]) -> Iterator[TimelineEntry]:
    for ask in facts.asks:
        who = names.get(ask.person_id, "")
        if ask.asked_on:
            text = " · ".join(filter(None, (label(ask.kind), who, ask.target_name)))
            yield TimelineEntry(ask.asked_on, TimelineKind.ASK, text, ask.override_reason, ask.person_id)
        if ask.answered_on:
            yield TimelineEntry(ask.answered_on, TimelineKind.ASK, _said(who, label(ask.state)), "", ask.person_id)
    for referral in facts.referrals:
        for stage, day in referral.reached:
            if stage is Stage.NAMED:
                text = _("%(who)s named %(name)s") % {"who": names.get(referral.person_id, ""), "name": referral.name}
            else:
                text = _said(label(stage), referral.name)
            why = referral.ended_reason if stage is Stage.ENDED else ""
            yield TimelineEntry(day, TimelineKind.REFERRAL, text, why, referral.person_id)
