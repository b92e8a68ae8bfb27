"""The lines of an account opened whole, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from advisorbench.domain.dates import say_day
from advisorbench.domain.facts import Initiative
from advisorbench.domain.lines import Event, Whole, gap_of
from advisorbench.domain.money import say_money, say_number
from advisorbench.domain.readiness import STATE_SIGNS, State, state_label
from advisorbench.domain.words import (
    Action,
    AskState,
    InitiativeState,
    OutcomeState,
    ReviewState,
    TargetState,
    allowed,
    label,
)
from advisorbench.i18n import _
from advisorbench.screens.subject import Subject, of_sweep, of_verdict
from advisorbench.widgets.line_table import Heading, More, Span, more_cells


class Line(NamedTuple):
    """A line of the account: a mark, what it is, what is said of it, and what it is about."""

    key: str
    mark: Span
    text: str
    about: str
    subject: Subject
    role: str = "dim"


def account_rows(whole: Whole, opened: frozenset[str]) -> Iterator[Line | Heading | More]:
    """Every part of an account under its heading; parts not in `opened` are cut short."""
    facts = whole.brief.facts
    here = Subject(facts.account.id)
    yield Heading(facts.account.name)
    yield Line("account", ("◦", "dim"), _("The account itself"), _("e to edit"), replace(here, note=whole.note))
    if whole.brief.sweep:
        yield Heading(_("NEXT"))
        for line in whole.brief.sweep:
            mark = ("!", "late") if line.late else ("•", "accent")
            yield Line(line.key, mark, line.text, line.reason, of_sweep(line), "late" if line.late else "dim")
    yield from _people(whole)
    yield from _value(whole)
    yield from _work(whole, opened)
    yield from _referrals(whole)
    if whole.timeline:
        yield Heading(_("TIMELINE"), _("newest first"))
    yield from _cut("timeline", [_event(n, event, whole) for n, event in enumerate(whole.timeline)], 40, opened)


def _cut(part: str, lines: list[Line], most: int, opened: frozenset[str]) -> Iterator[Line | More]:
    """The first lines of a long part, and how many more there are."""
    shown = len(lines) if part in opened else most
    yield from lines[:shown]
    if len(lines) > shown:
        yield More(part, len(lines) - shown)


def _event(number: int, event: Event, whole: Whole) -> Line:
    note = " ".join(event.note.split())
    text = f"{event.text} — {note}" if note else event.text
    about = f"{say_day(event.on, whole.brief.on)}  {event.kind}"
    subject = Subject(whole.brief.facts.account.id, note=event.note)
    return Line(f"event:{number}", ("·", "dim"), text, about, subject)


def _people(whole: Whole) -> Iterator[Line | Heading]:
    yield Heading(_("PEOPLE"), "" if whole.brief.verdicts else _("nobody yet: press c to add somebody"))
    for verdict in whole.brief.verdicts:
        person = verdict.person
        good = "good" if verdict.state >= State.READY else "dim"
        text = f"{person.name}, {person.job_title}" if person.job_title else person.name
        yield Line(
            person.id, (STATE_SIGNS[verdict.state], good), text, state_label(verdict.state),
            of_verdict(whole.brief.facts.account.id, verdict), good,
        )  # fmt: skip


def _value(whole: Whole) -> Iterator[Line | Heading]:
    facts, on = whole.brief.facts, whole.brief.on
    here = Subject(facts.account.id)
    if facts.objectives:
        gap, count = gap_of(facts.objectives)
        left = _("gap %(share)d %% over %(n)d") % {"share": round(gap * 100), "n": count} if gap is not None else ""
        yield Heading(_("OBJECTIVES"), left)
    for objective in facts.objectives:
        about = _("now %(now)s of %(maximum)s %(unit)s") % {
            "now": say_number(objective.current),
            "maximum": say_number(objective.maximum),
            "unit": objective.unit,
        }
        subject = replace(here, action=Action.EDIT, objective_id=objective.id)
        yield Line(objective.id, ("△", "accent"), objective.wording, f"{about} · {label(objective.state)}", subject)
    if facts.outcomes:
        yield Heading(_("OUTCOMES"))
    for outcome in reversed(facts.outcomes):
        amount = f"{say_money(outcome.amount_cents, outcome.currency)} · " if outcome.amount_cents is not None else ""
        verified = outcome.state is OutcomeState.VERIFIED
        day = outcome.verified_on if verified and outcome.verified_on else outcome.on
        about = f"{label(outcome.state)} {say_day(day, on)}"
        subject = here if verified else replace(here, action=Action.VERIFY_OUTCOME, subject_id=outcome.id)
        mark = ("✓", "good") if verified else ("?", "warn")
        yield Line(outcome.id, mark, f"{amount}{outcome.what}", about, subject, "good" if verified else "warn")


def _work(whole: Whole, opened: frozenset[str]) -> Iterator[Line | Heading | More]:
    facts, on = whole.brief.facts, whole.brief.on
    here = Subject(facts.account.id)
    owed = sorted((p for p in facts.promises if p.open_on(on)), key=lambda p: (p.due_on, p.id))
    if owed:
        yield Heading(_("PROMISES"), _("open"))
    for promise in owed:
        late = promise.due_on < on
        subject = Subject(facts.account.id, promise.person_id, Action.KEEP_PROMISE, promise.id)
        about = _("due %(day)s") % {"day": say_day(promise.due_on, on)}
        yield Line(
            promise.id,
            ("!", "late") if late else ("•", "accent"),
            promise.what,
            about,
            subject,
            "late" if late else "dim",
        )
    if facts.reviews:
        yield Heading(_("REVIEWS"))
    for review in sorted(facts.reviews, key=lambda r: r.held_on or r.planned_on or r.due_on or on, reverse=True):
        day = review.held_on or review.planned_on or review.due_on
        text = " ".join(review.note.split()) or _("Optimisation review")
        held = review.state in (ReviewState.HELD, ReviewState.FOLLOWED_UP)
        subject = (
            replace(here, note=review.note) if held else replace(here, action=Action.HOLD_REVIEW, subject_id=review.id)
        )
        about = f"{label(review.state)} {say_day(day, on)}" if day else label(review.state)
        yield Line(review.id, ("◇" if held else "◆", "accent"), text, about, subject)
    if whole.initiatives:
        yield Heading(_("INITIATIVES"), f"{whole.initiative_count:,}")
    ended = [_initiative(initiative, whole) for initiative in whole.initiatives if initiative.closed_on]
    yield from (_initiative(initiative, whole) for initiative in whole.initiatives if not initiative.closed_on)
    yield from _cut("initiatives", ended, 5, opened)


def _initiative(initiative: Initiative, whole: Whole) -> Line:
    running = initiative.state is InitiativeState.OPEN
    action = Action.CLOSE_INITIATIVE if running else None
    subject = Subject(whole.brief.facts.account.id, initiative.person_id, action, initiative.id)
    worth = f"{say_money(initiative.amount_cents, initiative.currency)} · " if initiative.amount_cents else ""
    ended = say_day(initiative.closed_on, whole.brief.on) if initiative.closed_on else ""
    mark = ("▸", "accent") if running else ("▹", "dim")
    return Line(initiative.id, mark, f"{worth}{initiative.name}", f"{label(initiative.state)} {ended}".strip(), subject)


def _referrals(whole: Whole) -> Iterator[Line | Heading]:
    facts, on = whole.brief.facts, whole.brief.on
    account_id = facts.account.id
    targets = [target for target in facts.targets if target.state is TargetState.OPEN]
    if targets:
        yield Heading(_("TARGETS"), _("whom to meet, through whom"))
    for target in targets:
        subject = Subject(account_id, target.person_id, Action.ASK, target.id)
        text = " · ".join(filter(None, (target.who, target.company, facts.person_name(target.person_id))))
        yield Line(target.id, ("◎", "accent"), text, target.why_now or _("no reason why now yet"), subject)
    if facts.asks:
        yield Heading(_("ASKS"))
    for ask in reversed(facts.asks):
        waits = ask.state in (AskState.ASKED, AskState.LATER)
        subject = Subject(account_id, ask.person_id, Action.ANSWER_ASK if waits else None, ask.id, ask.override_reason)
        text = " · ".join(filter(None, (facts.person_name(ask.person_id), label(ask.kind), ask.target)))
        about = f"{label(ask.state)} {say_day(ask.asked_on, on)}" if ask.asked_on else label(ask.state)
        yield Line(ask.id, ("◑" if waits else "○", "accent"), text, about, subject)
    if facts.referrals:
        yield Heading(_("REFERRALS GIVEN"))
    for referral in facts.referrals:
        action = Action.ADVANCE_REFERRAL if allowed(referral.stage) else None
        subject = Subject(account_id, referral.person_id, action, referral.id)
        text = " · ".join(filter(None, (referral.name, referral.company, facts.person_name(referral.person_id))))
        yield Line(
            referral.id, ("→", "accent"), text, f"{label(referral.stage)} {say_day(referral.stage_on, on)}", subject
        )


def account_cells(row: Line | More) -> Sequence[Sequence[Span]]:
    """How a line is drawn."""
    if isinstance(row, More):
        return more_cells(row)
    return ([row.mark], [(row.text, "")], [(row.about, row.role)])
