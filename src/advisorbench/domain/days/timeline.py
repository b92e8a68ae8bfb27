"""Everything that happened at an account, as lines with a day: contacts, reviews, value, promises, asks, people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum, auto
from typing import NamedTuple

from advisorbench.domain.records import facts as f
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import IdeaState, Stage, StepKind
from advisorbench.i18n import N_


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


class TimelineEvent(StrEnum):
    """What happened; `domain.language.timeline` has its words."""

    HAPPENED = auto()
    """A contact, a signal or an ask, of its kind; or an initiative that began."""
    BECAME = auto()
    """Something came into a state, or was of a kind from the beginning."""
    REVIEW_HELD = auto()
    REVIEW_FOLLOWED_UP = auto()
    MEASURED = auto()
    CLAIMED = auto()
    VERIFIED = auto()
    DISPUTED = auto()
    RESOLVED = auto()
    PROMISED = auto()
    ANSWERED = auto()
    NAMED = auto()
    STEP_AGREED = auto()
    STEP_ANSWERED = auto()
    STEP_DONE = auto()
    PERSON_NOTED = auto()
    PERSON_LEFT = auto()


class TimelineEntry(NamedTuple):
    """One entry of an account's timeline.

    Args:
        on: Its day.
        kind: What it is about.
        event: What happened.
        what: The thing, in the seller's own words.
        who: The name of the person, or of the target of an ask.
        state: The state that was reached, or the kind of contact, signal or ask.
        number: The score, the minutes, what was measured in `unit`, or whole cents in the currency `unit`.
        unit: Of the number.
        note: Its longer text.
        person_id: Whom it is about.
    """

    on: date
    kind: TimelineKind
    event: TimelineEvent
    what: str = ""
    who: str = ""
    state: StrEnum | None = None
    number: float | None = None
    unit: str = ""
    note: str = ""
    person_id: str | None = None


_STEP_EVENTS = {
    StepKind.AGREE: TimelineEvent.STEP_AGREED,
    StepKind.QUESTION: TimelineEvent.STEP_ANSWERED,
    StepKind.MILESTONE: TimelineEvent.STEP_DONE,
}


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
    yield from _pursued(facts, initiatives)


def _pursued(facts: AccountFacts, initiatives: Iterable[f.Initiative]) -> Iterator[TimelineEntry]:
    kind = TimelineKind.INITIATIVE
    for initiative in initiatives:
        name, person_id = initiative.name, initiative.person_id
        if initiative.opened_on:
            yield TimelineEntry(
                initiative.opened_on, kind, TimelineEvent.HAPPENED, name, number=initiative.amount_cents,
                unit=initiative.currency, person_id=person_id,
            )  # fmt: skip
        if initiative.closed_on:
            yield TimelineEntry(
                initiative.closed_on, kind, TimelineEvent.BECAME, name, state=initiative.state,
                note=initiative.end_reason, person_id=person_id,
            )  # fmt: skip
    for step in facts.steps:
        if step.done_on:
            yield TimelineEntry(step.done_on, kind, _STEP_EVENTS[step.kind], step.what, person_id=step.person_id)


def _value(facts: AccountFacts) -> Iterator[TimelineEntry]:
    for review in facts.reviews:
        if review.held_on:
            yield TimelineEntry(review.held_on, TimelineKind.REVIEW, TimelineEvent.REVIEW_HELD, note=review.note)
        if review.followed_up_on:
            yield TimelineEntry(review.followed_up_on, TimelineKind.REVIEW, TimelineEvent.REVIEW_FOLLOWED_UP)
    for objective in facts.objectives:
        for measure in objective.measures:
            yield TimelineEntry(
                measure.on, TimelineKind.OBJECTIVE, TimelineEvent.MEASURED, objective.wording, number=measure.value,
                unit=objective.unit,
            )  # fmt: skip
    for idea in facts.ideas:
        for state, day, why in (
            (IdeaState.SPOTTED, idea.spotted_on, ""), (IdeaState.PROPOSED, idea.proposed_on, ""),
            (IdeaState.ACCEPTED, idea.accepted_on, ""), (idea.state, idea.closed_on, idea.reason),
        ):  # fmt: skip
            if day:
                yield TimelineEntry(day, TimelineKind.IDEA, TimelineEvent.BECAME, idea.what, state=state, note=why)
    kind = TimelineKind.OUTCOME
    for outcome in facts.outcomes:
        what = outcome.what
        yield TimelineEntry(outcome.on, kind, TimelineEvent.CLAIMED, what, note=outcome.evidence)
        if outcome.verified_on:
            yield TimelineEntry(outcome.verified_on, kind, TimelineEvent.VERIFIED, what, outcome.verified_by)
        if outcome.disputed_on:
            yield TimelineEntry(outcome.disputed_on, kind, TimelineEvent.DISPUTED, what, note=outcome.dispute)


def _relation(facts: AccountFacts, names: Mapping[str, str]) -> Iterator[TimelineEntry]:
    for signal in facts.signals:
        yield TimelineEntry(
            signal.on, TimelineKind.SIGNAL, TimelineEvent.HAPPENED, who=names.get(signal.person_id or "", ""),
            state=signal.kind, number=signal.value, note=signal.note, person_id=signal.person_id,
        )  # fmt: skip
    kind = TimelineKind.ISSUE
    for issue in facts.issues:
        yield TimelineEntry(issue.opened_on, kind, TimelineEvent.BECAME, issue.what, state=issue.severity)
        if issue.resolved_on:
            yield TimelineEntry(issue.resolved_on, kind, TimelineEvent.RESOLVED, issue.what)
    kind = TimelineKind.PROMISE
    for promise in facts.promises:
        what, person_id = promise.what, promise.person_id
        yield TimelineEntry(promise.made_on, kind, TimelineEvent.PROMISED, what, person_id=person_id)
        if promise.closed_on:
            yield TimelineEntry(
                promise.closed_on, kind, TimelineEvent.BECAME, what, state=promise.state, person_id=person_id
            )


def _asked(facts: AccountFacts, names: Mapping[str, str]) -> Iterator[TimelineEntry]:
    for ask in facts.asks:
        who = names.get(ask.person_id, "")
        if ask.asked_on:
            yield TimelineEntry(
                ask.asked_on, TimelineKind.ASK, TimelineEvent.HAPPENED, ask.target_name, who, ask.kind,
                note=ask.override_reason, person_id=ask.person_id,
            )  # fmt: skip
        if ask.answered_on:
            yield TimelineEntry(
                ask.answered_on, TimelineKind.ASK, TimelineEvent.ANSWERED, who=who, state=ask.state,
                person_id=ask.person_id,
            )  # fmt: skip
    for referral in facts.referrals:
        for stage, day in referral.reached:
            yield TimelineEntry(
                day, TimelineKind.REFERRAL, TimelineEvent.NAMED if stage is Stage.NAMED else TimelineEvent.BECAME,
                referral.name, names.get(referral.person_id, ""), stage,
                note=referral.ended_reason if stage is Stage.ENDED else "", person_id=referral.person_id,
            )  # fmt: skip
