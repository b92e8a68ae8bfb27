"""An account opened whole: its people, what they want, what was gained, promised, planned, and all that happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar, NamedTuple

from textual.binding import BindingType
from textual.widget import Widget

from advisorbench.commands import BACK
from advisorbench.domain.dates import say_day
from advisorbench.domain.lines import Whole, gap_of
from advisorbench.domain.money import say_money, say_number
from advisorbench.domain.readiness import STATE_SIGNS, State, state_label
from advisorbench.domain.words import Action, AskState, InitiativeState, OutcomeState, ReviewState, allowed, label
from advisorbench.i18n import N_, _
from advisorbench.screens.base import bindings
from advisorbench.screens.subject import Subject, of_sweep, of_verdict
from advisorbench.screens.work import WorkScreen
from advisorbench.widgets.line_table import Column, Heading, LineTable, Span


class Line(NamedTuple):
    """A line of the account: a mark, what it is, what is said of it, and what it is about."""

    key: str
    mark: Span
    text: str
    about: str
    subject: Subject
    role: str = "dim"


class AccountScreen(WorkScreen):
    """One account, whole.

    Args:
        desk: The way to the use cases.
        account_id: The account.
    """

    mode = "accounts"
    purpose: ClassVar[str] = N_(
        "Everything of one account: what is next, its people and their readiness, objectives up to the maximum "
        "attainable, outcomes, promises, reviews, initiatives, referrals, and the timeline. Space does what a line "
        "asks for; escape goes back."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(BACK)

    def __init__(self, desk: Any, account_id: str) -> None:
        super().__init__(desk)
        self.account_id = account_id

    def lines(self) -> Widget:
        """Every part of the account under its heading."""
        columns = (Column(width=1), Column(), Column(width=28, minimum=52))
        return LineTable(columns, _cells, lambda row: row.key, empty=_("Opening…"), id="account")

    def reload(self) -> None:
        """Read the account again."""
        self.read("account", lambda services: services.accounts.whole(self.account_id), self._show)

    def _show(self, whole: Whole) -> None:
        self.table.fill(list(_rows(whole)))

    def subject_of(self, row: Any) -> Subject | None:
        """What the line is about; the account itself where that is all there is."""
        return row.subject if isinstance(row, Line) else None

    def action_back(self) -> None:
        """Go back to where the account was opened."""
        self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The account is open already."""
        return False if action == "open" else super().check_action(action, parameters)


def _rows(whole: Whole) -> Iterator[Any]:
    facts, on = whole.brief.facts, whole.brief.on
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
    yield from _work(whole)
    yield from _referrals(whole)
    if whole.timeline:
        yield Heading(_("TIMELINE"), _("newest first"))
    for index, event in enumerate(whole.timeline):
        text = f"{event.text} — {' '.join(event.note.split())}" if event.note else event.text
        yield Line(
            f"event:{index}",
            ("·", "dim"),
            text,
            f"{say_day(event.on, on)}  {event.kind}",
            replace(here, note=event.note),
        )


def _people(whole: Whole) -> Iterator[Any]:
    yield Heading(_("PEOPLE"), "" if whole.brief.verdicts else _("nobody yet: press c to add somebody"))
    for verdict in whole.brief.verdicts:
        person = verdict.person
        good = "good" if verdict.state >= State.READY else "dim"
        text = f"{person.name}, {person.job_title}" if person.job_title else person.name
        yield Line(
            person.id, (STATE_SIGNS[verdict.state], good), text, state_label(verdict.state),
            of_verdict(whole.brief.facts.account.id, verdict), good,
        )  # fmt: skip


def _value(whole: Whole) -> Iterator[Any]:
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
        yield Line(objective.id, ("△", "accent"), objective.wording, f"{about} · {label(objective.state)}", here)
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


def _work(whole: Whole) -> Iterator[Any]:
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
    for initiative in whole.initiatives:
        opened = initiative.state is InitiativeState.OPEN
        action = Action.CLOSE_INITIATIVE if opened else None
        subject = Subject(facts.account.id, initiative.person_id, action, initiative.id)
        worth = f"{say_money(initiative.amount_cents, initiative.currency)} · " if initiative.amount_cents else ""
        ended = say_day(initiative.closed_on, on) if initiative.closed_on else ""
        about = f"{label(initiative.state)} {ended}".strip()
        yield Line(
            initiative.id,
            ("▸" if opened else "▹", "accent" if opened else "dim"),
            f"{worth}{initiative.name}",
            about,
            subject,
        )


def _referrals(whole: Whole) -> Iterator[Any]:
    facts, on = whole.brief.facts, whole.brief.on
    account_id = facts.account.id
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


def _cells(row: Line) -> Sequence[Sequence[Span]]:
    return ([row.mark], [(row.text, "")], [(row.about, row.role)])
