"""One thing of an account, whole: an objective, an idea, an outcome, a review, an initiative, a promise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from advisorbench.domain.customers.buying import customer_step, hollow
from advisorbench.domain.customers.value import attained, movement
from advisorbench.domain.days.timeline import TimelineEntry
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.language.money import say_about, say_measure, say_money
from advisorbench.domain.language.timeline import say_entry
from advisorbench.domain.records import facts as f
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import Direction, IdeaState, InitiativeState, Side, StepKind, label
from advisorbench.domain.text import shown, shown_note
from advisorbench.i18n import _
from advisorbench.widgets.brief import Detail, outcome_parts
from advisorbench.widgets.referral_detail import ask_parts, referral_parts, target_parts, testimonial_parts
from advisorbench.widgets.text_parts import Part, bar, hang, head, item, row, say_numbers, title

HISTORY = 8
"""The most values of an objective's history."""


def detail_of(thing: Any, facts: AccountFacts, on: date) -> Detail | None:
    """How a thing is shown whole; ``None`` where the brief says it all."""
    match thing:
        case f.Objective():
            return lambda width: _objective(thing, facts, on, width)
        case f.Idea():
            return lambda width: _idea(thing, facts, on, width)
        case f.Outcome():
            return lambda width: _outcome(thing, facts, on, width)
        case f.Review():
            return lambda width: _review(thing, on, width)
        case f.Target():
            return lambda width: target_parts(thing, facts, on, width)
        case f.Ask():
            return lambda width: ask_parts(thing, facts, on, width)
        case f.Referral():
            return lambda width: referral_parts(thing, facts, on, width)
        case f.Testimonial():
            return lambda width: testimonial_parts(thing, facts, on, width)
        case f.Initiative():
            return lambda width: _initiative(thing, facts, on, width)
        case f.BuyingStep():
            found = next((i for i in facts.initiatives if i.id == thing.initiative_id), None)
            return (lambda width: _initiative(found, facts, on, width)) if found else None
        case TimelineEntry():
            return lambda width: _event(thing, on, width)
    return None


def _objective(objective: f.Objective, facts: AccountFacts, on: date, width: int) -> Iterator[Part]:
    better = _("more is better") if objective.direction is Direction.MORE else _("less is better")
    by = _("by %(day)s") % {"day": say_day(objective.due_on, on)} if objective.due_on else ""
    state = " · ".join(filter(None, (label(objective.state), shown(objective.metric), better, by)))
    yield from head(objective.wording, state, width)
    yield "\n"
    yield from bar(objective, min(width, 48))
    if numbers := say_numbers(objective):
        yield f"\n{hang(numbers, width, 0)}\n"
    share = attained(objective)
    if share is not None:
        left = _("%(share)d %% of the way; %(left)d %% is left") % {
            "share": round(share * 100),
            "left": 100 - round(share * 100),
        }
        if objective.worth_cents is not None:
            left += ", " + say_about(objective.worth_cents * (1 - share), objective.currency)
        yield f"{hang(left, width, 0)}\n"
    held = max((r.held_on for r in facts.reviews if r.held_on and r.held_on <= on), default=None)
    moved = movement(objective, held)
    if held and moved.better is not None:
        said = {
            "day": say_day(held, on), "before": say_measure(moved.before),
            "now": say_measure(moved.now, shown(objective.unit)),
        }  # fmt: skip
        text = _("since the review of %(day)s: %(before)s → %(now)s") % said
        yield (f"{'▲' if moved.better else '▼'} {text}\n", "$text-success" if moved.better else "$text-error")
    if objective.measures:
        yield from title(_("HISTORY"))
    for measure in reversed(objective.measures[-HISTORY:]):
        yield from row(say_day(measure.on, on), say_measure(measure.value, shown(objective.unit)), 14)
    ideas = [idea for idea in facts.ideas if idea.objective_id == objective.id]
    if ideas:
        yield from title(_("IDEAS TO CLOSE THE GAP"))
    for idea in ideas:
        about = f"{label(idea.state)} {say_day(idea.since, on)}{_expected(idea, objective)}"
        yield from item(IDEA_SIGNS[idea.state], shown(idea.what), about, width)
    outcomes = [outcome for outcome in facts.outcomes if outcome.objective_id == objective.id]
    if outcomes:
        yield from title(_("WHAT IT BROUGHT"))
    for outcome in outcomes:
        yield from outcome_parts(outcome, on, width)


IDEA_SIGNS = {
    IdeaState.SPOTTED: "·", IdeaState.PROPOSED: "›", IdeaState.ACCEPTED: "»", IdeaState.DONE: "✓",
    IdeaState.REJECTED: "×",
}  # fmt: skip
"""How far an idea is."""


def _expected(idea: f.Idea, objective: f.Objective | None) -> str:
    effect = f"{idea.effect:+g} {shown(objective.unit)}".rstrip() if idea.effect is not None and objective else ""
    worth = say_money(idea.amount_cents, idea.currency) if idea.amount_cents is not None else ""
    text = ", ".join(filter(None, (effect, worth)))
    return f" · {text}" if text else ""


def _idea(idea: f.Idea, facts: AccountFacts, on: date, width: int) -> Iterator[Part]:
    objective = facts.objective(idea.objective_id)
    state = f"{label(idea.state)} {say_day(idea.since, on)}"
    yield from head(idea.what, " · ".join((_("idea"), state)), width)
    yield "\n"
    if objective:
        yield from row(_("Objective"), hang(shown(objective.wording), width, 12))
    if expected := _expected(idea, objective).removeprefix(" · "):
        yield from row(_("Expected"), expected)
    if idea.effort:
        yield from row(_("Effort"), label(idea.effort))
    if idea.side:
        yield from row(_("Who acts"), label(idea.side))
    for state, day in ((IdeaState.SPOTTED, idea.spotted_on), (IdeaState.PROPOSED, idea.proposed_on),
                       (IdeaState.ACCEPTED, idea.accepted_on)):  # fmt: skip
        if day:
            yield from row(label(state).capitalize(), say_day(day, on))
    if idea.reason:
        yield from row(_("Why not"), hang(shown(idea.reason), width, 12))
    outcome = next((o for o in facts.outcomes if o.id == idea.outcome_id), None)
    if outcome:
        yield from title(_("WHAT IT BROUGHT"))
        yield from outcome_parts(outcome, on, width)


def _outcome(outcome: f.Outcome, facts: AccountFacts, on: date, width: int) -> Iterator[Part]:
    yield from head(outcome.what, " · ".join((_("outcome"), label(outcome.state))), width)
    yield "\n"
    if outcome.amount_cents is not None:
        yield from row(_("Worth"), say_money(outcome.amount_cents, outcome.currency, outcome.period))
    if outcome.measure is not None:
        yield from row(_("Measured"), say_measure(outcome.measure, shown(outcome.unit)))
    yield from row(_("Claimed"), say_day(outcome.on, on))
    if outcome.evidence:
        yield from row(_("Evidence"), hang(shown(outcome.evidence), width, 12))
    if outcome.verified_on:
        said = {"who": shown(outcome.verified_by), "day": say_day(outcome.verified_on, on)}
        yield from row(_("Verified"), hang(_("by %(who)s, %(day)s") % said, width, 12))
    if outcome.disputed_on:
        yield from row(_("Disputed"), say_day(outcome.disputed_on, on))
        yield from row("", hang(shown(outcome.dispute), width, 12))
    objective = facts.objective(outcome.objective_id)
    if objective:
        yield from row(_("Objective"), hang(shown(objective.wording), width, 12))


def _review(review: f.Review, on: date, width: int) -> Iterator[Part]:
    day = review.held_on or review.planned_on or review.due_on
    minutes = _("%(n)d min") % {"n": review.minutes} if review.minutes else ""
    state = " · ".join(filter(None, (label(review.state), say_day(day, on) if day else "", minutes)))
    yield from head(_("Optimisation review"), state, width)
    if review.followed_up_on:
        yield "\n"
        yield from row(_("Followed up"), say_day(review.followed_up_on, on), 14)
    for heading, text in ((_("WHAT WAS SAID"), review.note), (_("AGENDA"), review.agenda)):
        if text:
            yield from title(heading)
            yield shown_note(text) + "\n"


def _initiative(initiative: f.Initiative, facts: AccountFacts, on: date, width: int) -> Iterator[Part]:
    steps = facts.steps_of(initiative.id)
    worth = say_money(initiative.amount_cents, initiative.currency) if initiative.amount_cents is not None else ""
    state = " · ".join(filter(None, (label(initiative.state), worth)))
    yield from head(initiative.name, state, width)
    yield "\n"
    if initiative.source:
        yield from row(_("Source"), label(initiative.source))
    if initiative.started_by:
        yield from row(_("Started by"), label(initiative.started_by))
    if initiative.opened_on:
        yield from row(_("Since"), say_day(initiative.opened_on, on))
    if initiative.closed_on:
        yield from row(_("Ended"), say_day(initiative.closed_on, on))
        yield from row(_("Why"), hang(shown(initiative.end_reason) or "–", width, 12))
    if initiative.state is InitiativeState.OPEN:
        yield from _next_by_customer(initiative, steps, on, width)
    for kind, heading in (
        (StepKind.AGREE, _("WHO MUST AGREE")), (StepKind.QUESTION, _("WHAT THEY STILL ASK THEMSELVES")),
        (StepKind.MILESTONE, _("PLAN OF BOTH SIDES")),
    ):  # fmt: skip
        found = [step for step in steps if step.kind is kind]
        if found:
            yield from title(heading)
        for step in sorted(found, key=lambda s: (s.due_on or date.max, s.id)):
            yield from _step(step, facts, on, width)


def _next_by_customer(
    initiative: f.Initiative, steps: tuple[f.BuyingStep, ...], on: date, width: int
) -> Iterator[Part]:
    if hollow(initiative, steps, on):
        text = _("no dated next step by the customer")
        yield from row(_("Hollow"), (hang(text, width, 12), "$text-warning"))
    elif found := customer_step(initiative, steps, on):
        what, day = found
        yield from row(_("Next"), hang(f"{shown(what)}, {say_day(day, on)}", width, 12))


def _step(step: f.BuyingStep, facts: AccountFacts, on: date, width: int) -> Iterator[Part]:
    late = step.done_on is None and step.due_on is not None and step.due_on < on
    sign = ("✓", "$text-success") if step.done_on else ("!", "$text-error") if late else ("○", "$muted")
    yield from item(sign, shown(step.what), about_step(step, facts, on), width)


def about_step(step: f.BuyingStep, facts: AccountFacts, on: date) -> str:
    """Who is to do a step, and when."""
    who = facts.person_name(step.person_id) if step.person_id else ""
    side = label(step.side) if step.side and not (who and step.side is Side.CUSTOMER) else ""
    done = {StepKind.AGREE: _("agreed"), StepKind.QUESTION: _("answered"), StepKind.MILESTONE: _("done")}[step.kind]
    if step.done_on:
        day = f"{done} {say_day(step.done_on, on)}"
    else:
        day = say_day(step.due_on, on) if step.due_on else _("open")
    return " · ".join(filter(None, (side, shown(who), day)))


def _event(event: TimelineEntry, on: date, width: int) -> Iterator[Part]:
    yield from head(say_entry(event), f"{label(event.kind)} · {say_day(event.on, on)}", width)
    if event.note:
        yield "\n" + shown_note(event.note) + "\n"
