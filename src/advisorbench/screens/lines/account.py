"""The lines of an account opened whole, one part after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from advisorbench.commands import Subject
from advisorbench.domain.asking.readiness import STATE_SIGNS, State, state_label
from advisorbench.domain.customers.buying import hollow
from advisorbench.domain.customers.promises import reliability
from advisorbench.domain.customers.satisfaction import Mood, mood, say_signal
from advisorbench.domain.customers.value import gap_of, running
from advisorbench.domain.days.timeline import TimelineEntry, TimelineKind
from advisorbench.domain.language.dates import say_day, say_month
from advisorbench.domain.language.money import say_measure, say_money, say_number
from advisorbench.domain.language.reasons import say_reason, say_task
from advisorbench.domain.language.timeline import say_entry
from advisorbench.domain.records.facts import BuyingStep, Initiative, Objective
from advisorbench.domain.records.states import (
    Action,
    InitiativeState,
    OutcomeState,
    PromiseState,
    ReviewState,
    Severity,
    allowed,
    label,
)
from advisorbench.domain.views import AccountPage
from advisorbench.i18n import _
from advisorbench.screens.lines.focus import of_sweep, of_verdict
from advisorbench.screens.lines.row import Cells, Line, Lines
from advisorbench.widgets.detail import IDEA_SIGNS, about_step
from advisorbench.widgets.line_table import Heading, Span
from advisorbench.widgets.text_parts import bar_cells, say_gap

LINE_BAR = 12
"""The width of a bar within a line, in cells."""


class TimelineRow(NamedTuple):
    """An entry of the timeline; drawn only when it is in sight, for there may be thousands."""

    key: str
    event: TimelineEntry
    account_id: str
    today: date
    hint: str = ""

    @property
    def cells(self) -> Cells:
        """What happened, its note, the day and the kind."""
        event = self.event
        note = " ".join(event.note[:300].split())
        text: list[Span] = [(say_entry(event), "")]
        if note:
            text.append((f"  {note}", "dim"))
        return ([("·", "dim")], text, [(f"{say_day(event.on, self.today):<12}{label(event.kind)}", "dim")])

    @property
    def subject(self) -> Subject:
        """The entry at its account."""
        return Subject(self.account_id, self.event.person_id, note=self.event.note, thing=self.event)


ROLES = {Mood.POSITIVE: "good", Mood.NEUTRAL: "dim", Mood.NEGATIVE: "late"}


def line(key: str, mark: Span, text: str, about: str | Sequence[Span], subject: Subject, role: str = "dim") -> Line:
    """A line: a mark, what it is, and what is said of it, in one piece or several."""
    return Line(key, ([mark], [(text, "")], [(about, role)] if isinstance(about, str) else about), subject)


def next_rows(whole: AccountPage) -> Lines:
    """What is next, and the account itself."""
    here = Subject(whole.brief.facts.account.id)
    yield Heading(_("NEXT"), "" if whole.brief.sweep else _("nothing is due"))
    for due in whole.brief.sweep:
        mark = ("!", "late") if due.late else ("•", "accent")
        reason = say_reason(due.reason, whole.brief.on)
        yield line(due.key, mark, say_task(due.task), reason, of_sweep(due), "late" if due.late else "dim")
    yield Heading(_("ACCOUNT"))
    note = " ".join(whole.note.split())
    yield line("account", ("◦", "dim"), note or _("The account itself"), _("e to edit"), replace(here, note=whole.note))


def people_rows(whole: AccountPage) -> Lines:
    """Who is there, the readiest first."""
    yield Heading(_("PEOPLE"), "" if whole.brief.verdicts else _("nobody yet: press c to add somebody"))
    for verdict in whole.brief.verdicts:
        person = verdict.person
        good = "good" if verdict.state >= State.READY else "dim"
        role = _(person.role) if person.role else ""
        text = " · ".join(filter(None, (person.name, person.job_title)))
        subject = of_verdict(whole.brief.facts.account.id, verdict)
        stands = ((f"{state_label(verdict.state):<12}", good), (role, "dim"))
        yield line(person.id, (STATE_SIGNS[verdict.state], good), text, stands, subject)
    if whole.brief.facts.former:
        yield Heading(_("LEFT"))
    for person in whole.brief.facts.former:
        about = _("left %(day)s") % {"day": say_day(person.left_on or whole.brief.on, whole.brief.on)}
        yield line(person.id, ("·", "dim"), person.name, about, Subject(whole.brief.facts.account.id))


def value_rows(whole: AccountPage) -> Lines:
    """Objectives with their bars, ideas to close the gap, outcomes."""
    facts, on = whole.brief.facts, whole.brief.on
    here = Subject(facts.account.id)
    yield Heading(_("OBJECTIVES"), say_gap(gap_of(facts.objectives)) if facts.objectives else _("none yet: press j"))
    now = running(facts.objectives)
    for objective in [*now, *(o for o in facts.objectives if o not in now)]:
        action = Action.MEASURE if objective in now else None
        subject = replace(here, action=action, subject_id=objective.id, thing=objective)
        yield line(objective.id, ("△", "accent"), objective.wording, _numbers(objective), subject)
    if facts.ideas:
        yield Heading(_("IDEAS"), _("to close the gap"))
    for idea in sorted(facts.ideas, key=lambda i: (not allowed(i.state), i.since, i.id)):
        action = Action.ADVANCE_IDEA if allowed(idea.state) else None
        subject = replace(here, action=action, subject_id=idea.id, thing=idea)
        about = f"{label(idea.state)} {say_day(idea.since, on)}"
        yield line(idea.id, (IDEA_SIGNS[idea.state], "accent" if action else "dim"), idea.what, about, subject)
    if facts.outcomes:
        yield Heading(_("OUTCOMES"))
    for outcome in reversed(facts.outcomes):
        worth = say_money(outcome.amount_cents, outcome.currency, outcome.period)
        amount = f"{worth} · " if outcome.amount_cents is not None else ""
        verified = outcome.state is OutcomeState.VERIFIED
        day = (outcome.verified_on if verified else outcome.disputed_on) or outcome.on
        action = None if verified else Action.VERIFY_OUTCOME
        subject = replace(here, action=action, subject_id=outcome.id, thing=outcome)
        mark = {OutcomeState.VERIFIED: ("✓", "good"), OutcomeState.DISPUTED: ("×", "late")}.get(
            outcome.state, ("?", "warn")
        )
        about = f"{label(outcome.state)} {say_day(day, on)}"
        yield line(outcome.id, mark, f"{amount}{outcome.what}", about, subject, mark[1])


def _numbers(objective: Objective) -> tuple[Span, ...]:
    """The bar of an objective and its numbers, for a line."""
    bar = tuple(bar_cells(objective, LINE_BAR))
    said = f"{say_number(objective.current)} → {say_measure(objective.maximum, objective.unit)}"
    return (*bar, (f" {said}" if bar else said, "dim"))


def review_rows(whole: AccountPage) -> Lines:
    """The review that is planned, and those that were held."""
    facts, on = whole.brief.facts, whole.brief.on
    here = Subject(facts.account.id)
    actions = {
        ReviewState.DUE: Action.PLAN_REVIEW, ReviewState.SCHEDULED: Action.PREPARE_REVIEW,
        ReviewState.PREPARED: Action.HOLD_REVIEW, ReviewState.HELD: Action.FOLLOW_UP,
    }  # fmt: skip
    ordered = sorted(facts.reviews, key=lambda r: r.held_on or date.max, reverse=True)
    yield Heading(_("REVIEWS"), "" if ordered else _("none yet: press r to plan the first"))
    for review in ordered:
        day = review.held_on or review.planned_on or review.due_on
        note = review.note if review.held_on else review.agenda
        text = " ".join(note.split()) or _("Optimisation review")
        subject = replace(here, action=actions.get(review.state), subject_id=review.id, thing=review)
        about = f"{label(review.state)} {say_day(day, on)}" if day else label(review.state)
        yield line(review.id, ("◇" if review.held_on else "◆", "accent"), text, about, subject)


def promise_rows(whole: AccountPage) -> Lines:
    """Promises with how reliably they were kept, signals, issues."""
    facts, on = whole.brief.facts, whole.brief.on
    here = Subject(facts.account.id)
    kept = reliability(facts.promises, on)
    said = _("%(kept)d of %(n)d on time in 12 months") % {"kept": kept.on_time, "n": kept.counted}
    yield Heading(_("PROMISES"), said if kept.counted else "" if facts.promises else _("none yet: press p"))
    owed = sorted((p for p in facts.promises if p.open_on(on)), key=lambda p: (p.due_on, p.id))
    closed = sorted((p for p in facts.promises if not p.open_on(on)), key=lambda p: p.closed_on or on, reverse=True)
    for promise in owed:
        late = promise.due_on < on
        subject = Subject(facts.account.id, promise.person_id, Action.KEEP_PROMISE, promise.id, thing=promise)
        about = _("due %(day)s") % {"day": say_day(promise.due_on, on)}
        mark = ("!", "late") if late else ("•", "accent")
        yield line(promise.id, mark, promise.what, about, subject, "late" if late else "dim")
    for promise in closed:
        mark = ("✓", "good") if promise.state is PromiseState.KEPT else ("×", "warn")
        about = f"{label(promise.state)} {say_day(promise.closed_on or on, on)}"
        subject = Subject(facts.account.id, promise.person_id, thing=promise)
        yield line(promise.id, mark, promise.what, about, subject)
    if facts.signals:
        yield Heading(_("SIGNALS"), _("how satisfied they said to be"))
    for signal in sorted(facts.signals, key=lambda s: (s.on, s.id), reverse=True):
        text = " · ".join(filter(None, (say_signal(signal), facts.person_name(signal.person_id), signal.note)))
        subject = Subject(facts.account.id, signal.person_id, note=signal.note)
        yield line(signal.id, ("●", ROLES[mood(signal)]), text, say_day(signal.on, on), subject)
    if facts.issues:
        yield Heading(_("ISSUES"))
    for issue in sorted(facts.issues, key=lambda i: (i.resolved_on is not None, i.opened_on), reverse=False):
        open_now = issue.open_on(on)
        serious = issue.severity is Severity.SERIOUS
        action = Action.RESOLVE_ISSUE if open_now else None
        subject = replace(here, action=action, subject_id=issue.id)
        day = say_day(issue.resolved_on or issue.opened_on, on)
        about = f"{label(issue.severity)} {day}" if open_now else _("resolved %(day)s") % {"day": day}
        role = "late" if open_now and serious else "dim"
        yield line(issue.id, ("!" if open_now else "✓", role), issue.what, about, subject, role)


def initiative_rows(whole: AccountPage) -> Lines:
    """Open initiatives with their buying paths, then those that have ended."""
    facts, on = whole.brief.facts, whole.brief.on
    running = [i for i in whole.initiatives if i.state is InitiativeState.OPEN]
    empty = sum(hollow(i, facts.steps, on) for i in running)
    detail = _("%(n)d hollow: no dated next step by the customer") % {"n": empty} if empty else ""
    yield Heading(_("OPEN %(n)d") % {"n": len(running)}, detail or ("" if running else _("none: press d to begin one")))
    for initiative in running:
        yield _initiative(initiative, whole)
        for step in sorted(facts.steps_of(initiative.id), key=lambda s: (s.done_on is not None, s.due_on or date.max)):
            yield _step(step, whole)
    ended = whole.initiatives[len(running) :]
    if ended:
        won = sum(i.state is InitiativeState.WON for i in ended)
        yield Heading(_("ENDED %(n)d") % {"n": len(ended)}, _("%(n)d won") % {"n": won})
    yield from (_initiative(initiative, whole) for initiative in ended)


def _initiative(initiative: Initiative, whole: AccountPage) -> Line:
    on, running = whole.brief.on, initiative.state is InitiativeState.OPEN
    is_hollow = hollow(initiative, whole.brief.facts.steps, on)
    action = (Action.ADD_STEP if is_hollow else Action.CLOSE_INITIATIVE) if running else None
    account_id = whole.brief.facts.account.id
    subject = Subject(account_id, initiative.person_id, action, initiative.id, thing=initiative)
    worth = f"{say_money(initiative.amount_cents, initiative.currency)} · " if initiative.amount_cents else ""
    if running:
        about, role = (_("hollow"), "warn") if is_hollow else (label(initiative.state), "dim")
        mark = ("▸", "warn" if is_hollow else "accent")
    else:
        won = initiative.state is InitiativeState.WON
        day = say_day(initiative.closed_on, on) if initiative.closed_on else ""
        about, role, mark = f"{label(initiative.state)} {day}".strip(), "good" if won else "dim", ("▹", "dim")
    return line(initiative.id, mark, f"{worth}{initiative.name}", about, subject, role)


def _step(step: BuyingStep, whole: AccountPage) -> Line:
    facts, on = whole.brief.facts, whole.brief.on
    late = step.done_on is None and step.due_on is not None and step.due_on < on
    mark = "✓" if step.done_on else "!" if late else "○"
    action = None if step.done_on else Action.CLOSE_STEP
    subject = Subject(facts.account.id, step.person_id, action, step.id, thing=step)
    about = about_step(step, facts, on)
    text = f"  {mark} {label(step.kind)}: {step.what}"
    return line(step.id, ("", ""), text, about, subject, "late" if late else "dim")


def timeline_rows(whole: AccountPage, kind: TimelineKind | None = None) -> Lines:
    """Everything that happened, newest first, under its month; of one kind only, if one is given."""
    month = (0, 0)
    for number, event in enumerate(whole.timeline):
        if kind is not None and event.kind is not kind:
            continue
        if (event.on.year, event.on.month) != month:
            month = (event.on.year, event.on.month)
            yield Heading(say_month(event.on))
        yield TimelineRow(f"event:{number}", event, whole.brief.facts.account.id, whole.brief.on)
