"""Jobs around reviews, from plan to follow-up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from advisorbench.domain.customers.cadence import Standing
from advisorbench.domain.customers.preparation import Preparation, Talk
from advisorbench.domain.customers.review_pack import Pack
from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.language.dates import say_day, say_day_long
from advisorbench.domain.language.money import say_money
from advisorbench.domain.records.facts import Review
from advisorbench.domain.records.states import ReviewState, SignalKind, TemplateKind, label
from advisorbench.domain.text import fold, shorten, shown_note
from advisorbench.file_placing import typed_path
from advisorbench.i18n import N_, _, ngettext
from advisorbench.screens.dialogs.form_field import FormField, Values, promised
from advisorbench.screens.jobs.base import Context, FormJob, day_entry, jobs, people
from advisorbench.widgets.multi_choice import BETWEEN
from advisorbench.widgets.preparation import preparation_parts, talk_parts
from advisorbench.widgets.text_parts import Part, say_standing

if TYPE_CHECKING:
    from advisorbench.commands import Subject
    from advisorbench.screens.base import BenchScreen
    from advisorbench.screens.dialogs.form import Aside
    from advisorbench.services import Services

DRAFTED = ""
"""The value of the agenda that the workbench drafts itself."""


def _plan_title(context: Context) -> str:
    review = context.brief.review
    if review.standing is Standing.PLANNED and review.next_on:
        said = {"account": context.account, "day": context.day(review.next_on)}
        return _("Move the review with %(account)s, planned %(day)s") % said
    return _("Plan the review with %(account)s") % {"account": context.account}


def _plan_entries(context: Context) -> list[FormField]:
    review = context.brief.review
    day = review.next_on if review.next_on and review.next_on > context.today else None
    return [replace(day_entry("on", _("Review on"), day, hint=_("fri, +2w, vr, over 2 weken, 2026-12-04")), past=False)]


def _plan(services: Services, context: Context, values: Values) -> str:
    services.reviews.plan(context.account_id, values["on"])
    return _("Review with %(account)s planned: %(day)s") % {
        "account": context.account,
        "day": say_day_long(values["on"]),
    }


@dataclass(frozen=True, slots=True)
class PreparationInput:
    """What preparing begins with: all that was gathered, and an agenda drafted by each template."""

    preparation: Preparation
    drafts: dict[str, str] = field(default_factory=dict)


def _gather(services: Services, subject: Subject) -> PreparationInput:
    preparation = services.reviews.preparation(subject.account_id)
    drafts = {DRAFTED: services.reviews.draft_agenda(preparation)}
    for template in services.texts.all(TemplateKind.AGENDA):
        drafts[template.name] = services.reviews.draft_agenda(preparation, template.text)
    return PreparationInput(preparation, drafts)


def _prepare_title(context: Context) -> str:
    day = context.found.preparation.review.planned_on or context.today
    said = {"account": context.account, "day": say_day_long(day)}
    return _("Prepare the review with %(account)s, %(day)s") % said


def _prepare_entries(context: Context) -> list[FormField]:
    found: PreparationInput = context.found
    agenda = found.preparation.agenda
    entries = []
    if context.people:
        there = BETWEEN.join(found.preparation.attending)
        entries.append(FormField("attending", _("Who will be there"), "many", there, context.people))
    if len(found.drafts) > 1 and not agenda:
        choices = tuple((name, name or _("drafted")) for name in found.drafts)
        entries.append(FormField("template", _("Agenda by"), "choice", DRAFTED, choices))
    return [
        *entries,
        FormField(
            "agenda", _("Agenda"), "note", agenda, tall=True,
            drafted=lambda texts: found.drafts[texts.get("template", DRAFTED)],
        ),
    ]  # fmt: skip


def _prepare(services: Services, context: Context, values: Values) -> str:
    review: Review = context.found.preparation.review
    services.reviews.save_preparation(review.id, review.version, values["agenda"], values.get("attending", ()))
    return _("Prepared: the review with %(account)s") % {"account": context.account}


def _beside_prepare(context: Context) -> Aside:
    return lambda width: preparation_parts(context.found.preparation, width)


NOW = "now-"
"""Begins the name of a field for the new value of an objective."""


def _hold_entries(context: Context) -> list[FormField]:
    found: Preparation = context.found
    missed = context.brief.review.standing is Standing.MISSED
    held_on = found.review.planned_on if missed and found.review.planned_on else context.today
    return [
        FormField("note", _("What was said"), "note", hint=_("write as you listen; it is kept as you type")),
        *_now_entries(found),
        *_confirmed_entries(context),
        FormField(
            "promises", _("We promised"), "list", read_line=promised,
            hint=_("one a line, its day behind a semicolon: Send the plan; fri"),
        ),
        FormField("ideas", _("Ideas put forward"), "list", hint=_("one a line")),
        *_satisfied_entries(context),
        day_entry("next_on", _("Next review on"), None, required=False, hint=_("empty: counted from this one")),
        FormField(
            "attending", _("Who was there"), "many", BETWEEN.join(found.attending), context.people,
        ),
        day_entry("on", _("Held on"), held_on),
        FormField("minutes", _("Minutes"), "whole", hint=_("empty if not known")),
    ]  # fmt: skip


def _now_entries(found: Preparation) -> Iterator[FormField]:
    """The new value of each objective."""
    for objective, _moved in found.objectives:
        name = shorten(objective.metric or objective.wording, 40)
        yield FormField(f"{NOW}{objective.id}", name, "number", hint=say_standing(objective))


def _confirmed_entries(context: Context) -> Iterator[FormField]:
    """Outcomes that somebody may confirm on the spot."""
    waiting = context.found.to_verify
    if waiting and context.people:
        outcomes = tuple(
            (o.id, f"{o.what}, {say_money(o.amount_cents, o.currency, o.period)}" if o.amount_cents else o.what)
            for o in waiting
        )
        yield FormField("confirmed", _("Confirmed now"), "many", choices=outcomes)
        yield FormField("confirmed_by", _("Confirmed by"), "choice", choices=people(context, nobody=_("nobody")))


def _satisfied_entries(context: Context) -> Iterator[FormField]:
    kinds = tuple((kind.value, label(kind)) for kind in (SignalKind.NPS, SignalKind.SCORE))
    yield FormField("number", _("How satisfied"), "whole", hint=_("0 to 10; empty if not asked"))
    yield FormField("kind", _("Asked as"), "choice", choices=kinds)
    yield FormField("signal_by", _("Said by"), "choice", choices=people(context, nobody=_("the account as a whole")))


def _hold(services: Services, context: Context, values: Values) -> str:
    signal = None
    if values["number"] is not None:
        signal = (SignalKind(values["kind"]), values["number"])
    talk = Talk(
        attending=values["attending"],
        measures={
            name.removeprefix(NOW): value
            for name, value in values.items()
            if name.startswith(NOW) and value is not None
        },
        confirmed=values.get("confirmed", ()),
        confirmed_by=values.get("confirmed_by") or None,
        signal=signal,
        signal_by=values["signal_by"] or None,
        promises=values["promises"],
        ideas=values["ideas"],
    )
    due_on = services.reviews.hold(
        context.account_id, values["on"], values["note"], values["minutes"], values["next_on"], talk
    )
    return _("Review held with %(account)s; the next: %(day)s") % {
        "account": context.account,
        "day": say_day_long(due_on),
    }


def _beside_hold(context: Context) -> Aside:
    return lambda width: talk_parts(context.found, width)


def _last_held(context: Context) -> Review:
    held = [r for r in context.brief.facts.reviews if r.state is ReviewState.HELD and r.held_on]
    if not held:
        raise Refused(
            _("No review with %(account)s waits for its follow-up.") % {"account": context.account},
            _("Hold one first."),
        )
    return max(held, key=lambda r: (r.held_on or context.today, r.id))


def _follow_title(context: Context) -> str:
    held_on = _last_held(context).held_on or context.today
    said = {"account": context.account, "day": say_day(held_on, context.today)}
    return _("Follow up the review with %(account)s, held %(day)s") % said


def _follow_entries(context: Context) -> list[FormField]:
    name = re.sub("[^a-z0-9]+", "-", fold(context.account)).strip("-")[:60] or "customer"
    place = Path.home() / f"{name}-{context.today.isoformat()}.html"
    return [
        FormField(
            "file",
            _("Review pack"),
            text=str(place),
            hint=_("a file: .html, .pdf, .xlsx or .md; empty for none"),
        ),
        day_entry("on", _("Followed up on"), context.today),
    ]


def _follow(services: Services, context: Context, values: Values) -> str:
    if values["file"]:
        _write_pack(typed_path(values["file"]), context.found)
    services.reviews.follow_up(_last_held(context).id, values["on"])
    if values["file"]:
        return _("Followed up; the pack is in %(file)s") % {"file": values["file"]}
    return _("Followed up, %(day)s") % {"day": context.day(values["on"])}


def _write_pack(path: Path, pack: Pack) -> None:
    from advisorbench.exchange.writing import write_file
    from advisorbench.reports import review_pack
    from advisorbench.reports.render import ReportFormat, form_of

    form = form_of(path)
    if form is None:
        raise FieldErrors(
            {"file": _("let the name end in %(endings)s") % {"endings": ", ".join(f".{f}" for f in ReportFormat)}}
        )
    if path.exists():
        raise FieldErrors({"file": _("this file is there already: choose another name")})
    write_file(path, [review_pack.written(pack, form)])


def _beside_follow(context: Context) -> Aside:
    from advisorbench.reports.markdown import markdown
    from advisorbench.reports.review_pack import document

    lines = shown_note(markdown(document(context.found))).split("\n")

    def parts(_width: int) -> Iterator[Part]:
        yield (_("What the customer gets. Read it first: the words are yours.") + "\n\n", "$muted")
        for line in lines:
            yield (line.lstrip("# ") + "\n", "bold") if line.startswith("#") else line + "\n"

    return parts


async def skip_review(screen: BenchScreen, subject: Subject) -> bool:
    """Skip the review that is due."""
    due_on = await screen.in_thread(lambda services: services.reviews.skip(subject.account_id))
    screen.tell(_("Skipped; due again %(day)s. Press u to undo.") % {"day": say_day_long(due_on)})
    return True


async def spread(screen: BenchScreen, _subject: Subject) -> bool:
    """See whether the reviews fit in the seller's hours, and spread them."""
    from advisorbench.screens.dialogs.spread import SpreadScreen

    proposals = await screen.in_thread(lambda services: services.reviews.spread())
    days = await screen.app.push_screen_wait(SpreadScreen(proposals))
    if not days:
        return False
    count = await screen.in_thread(lambda services: services.reviews.plan_many(days))
    text = ngettext("%(n)d review planned. Press u to undo.", "%(n)d reviews planned. Press u to undo.", count)
    screen.tell(text % {"n": count})
    return True


JOBS = jobs(
    FormJob("plan_review", _plan_title, _plan_entries, _plan),
    FormJob("prepare_review", _prepare_title, _prepare_entries, _prepare, _gather, _beside_prepare),
    FormJob(
        "hold_review",
        N_("Review with %(account)s"),
        _hold_entries,
        _hold,
        lambda services, subject: services.reviews.preparation(subject.account_id, planned=False),
        _beside_hold,
    ),
    FormJob(
        "follow_up",
        _follow_title,
        _follow_entries,
        _follow,
        lambda services, subject: services.reviews.pack(subject.account_id),
        _beside_follow,
    ),
    skip_review=skip_review,
    spread=spread,
)
"""The jobs of this subject, by name."""
