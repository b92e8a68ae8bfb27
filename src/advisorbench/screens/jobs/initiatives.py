"""Jobs around initiatives: begin, edit, the buying path, end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from advisorbench.domain.customers.buying import open_steps
from advisorbench.domain.errors import Refused
from advisorbench.domain.records.facts import Initiative
from advisorbench.domain.records.states import InitiativeState, Side, Source, Starter, StepKind, label
from advisorbench.i18n import N_, _
from advisorbench.screens.dialogs.form_field import FormField, Values
from advisorbench.screens.jobs.base import (
    CHOOSE,
    Context,
    DraftOf,
    FormJob,
    day_entry,
    jobs,
    none_if_empty,
    person_entry,
    plain,
    plain_money,
    split_money,
    words,
)

if TYPE_CHECKING:
    from advisorbench.services import Services


def initiative_entries(context: Context, stored: Mapping[str, Any] | None = None) -> list[FormField]:
    """The fields of an initiative, filled in from an existing one."""
    values = stored or {}

    def text(name: str) -> str:
        value = values.get(name)
        return "" if value is None else plain(value) if isinstance(value, float) else str(value)

    amount = plain_money(values.get("amount_cents"), values.get("currency", ""))
    opened_on = values.get("opened_on", context.today)
    whom = person_entry(context, _("With"), nobody=_("nobody in particular"))
    return [
        FormField("name", _("What it is about"), text=text("name"), required=True),
        FormField("person_id", whom.label, "choice", text("person_id") if stored else whom.text, whom.choices),
        FormField(
            "started_by", _("Who started it"), "choice", text("started_by"), words(Starter, unknown=_("not known"))
        ),
        FormField("source", _("Source"), "choice", text("source"), words(Source, unknown=_("not known"))),
        FormField("amount", _("Worth"), "money", amount, hint=_("€ 41000 or £ 5k; empty if not known")),
        day_entry("opened_on", _("Since"), opened_on, required=False),
        FormField("next_step", _("Customer's next step"), text=text("next_step"), hint=_("what they will do")),
        day_entry("next_step_on", _("On"), values.get("next_step_on"), required=False),
        FormField("hours", _("Hours spent"), "number", text("hours"), hint=_("so far; empty if not known")),
    ]


def initiative_values(values: Values, currency: str) -> Values:
    """Form values as fields of an initiative."""
    split_money(values, "amount", currency)
    return none_if_empty(values, "person_id", "source", "started_by")


def _initiative(services: Services, context: Context, values: Values) -> str:
    fields = initiative_values(values, context.currency) | {"account_id": context.account_id}
    return _("Saved: %(name)s") % {"name": services.initiatives.add(fields).name}


def _open(context: Context) -> list[Initiative]:
    running = [i for i in context.brief.facts.initiatives if i.state is InitiativeState.OPEN]
    if not running:
        raise Refused(_("%(account)s has no open initiative.") % {"account": context.account}, _("Press d to add one."))
    return running


def _which(context: Context) -> FormField:
    running = _open(context)
    wanted = context.subject.subject_id or ""
    steps = {step.id: step.initiative_id for step in context.brief.facts.steps}
    choices = tuple((i.id, i.name) for i in running)
    return FormField("initiative_id", _("Initiative"), "choice", steps.get(wanted, wanted), choices)


def _end_entries(context: Context) -> list[FormField]:
    ends = (CHOOSE, *((s.value, label(s)) for s in InitiativeState if s is not InitiativeState.OPEN))
    return [
        _which(context),
        FormField("state", _("Ended"), "choice", choices=ends, required=True),
        day_entry("on", _("On"), context.today),
        FormField("reason", _("Why"), required=True, hint=_("what decided it, also when it was won")),
    ]


def _end(services: Services, context: Context, values: Values) -> str:
    state = InitiativeState(values["state"])
    services.initiatives.end(values["initiative_id"], state, values["on"], values["reason"])
    return _("Saved: %(state)s") % {"state": label(state)}


def _step_entries(context: Context) -> list[FormField]:
    kinds = (
        (StepKind.MILESTONE.value, _("a milestone")),
        (StepKind.AGREE.value, _("somebody must agree")),
        (StepKind.QUESTION.value, _("a question they have")),
    )
    return [
        _which(context),
        FormField("kind", _("It is"), "choice", choices=kinds),
        FormField("what", _("What"), required=True, hint=_("what has to happen, or what they ask themselves")),
        FormField("side", _("Who does it"), "choice", Side.CUSTOMER.value, words(Side)),
        person_entry(context, _("Who there"), nobody=_("nobody in particular")),
        day_entry("due_on", _("On"), None, required=False, hint=_("a milestone needs its day")),
    ]


def _step(services: Services, context: Context, values: Values) -> str:
    step = services.initiatives.add_step(none_if_empty(values, "person_id", "side"))
    return _("Saved: %(name)s") % {"name": step.name}


def _close_entries(context: Context) -> list[FormField]:
    waiting = open_steps(context.brief.facts)
    if not waiting:
        raise Refused(
            _("%(account)s has no step that is open.") % {"account": context.account}, _("Press S to add one.")
        )
    choices = tuple((s.id, f"{s.what} ({label(s.kind)})") for s in waiting)
    return [
        FormField("step_id", _("Done"), "choice", context.subject.subject_id or "", choices),
        day_entry("on", _("On"), context.today),
    ]


def _close(services: Services, context: Context, values: Values) -> str:
    services.initiatives.close_step(values["step_id"], values["on"])
    return _("Done, %(day)s") % {"day": context.day(values["on"])}


JOBS = jobs(
    FormJob("add_initiative", N_("Initiative at %(account)s"), initiative_entries, _initiative),
    FormJob("close_initiative", N_("End an initiative at %(account)s"), _end_entries, _end, draft_of=DraftOf.THING),
    FormJob("add_step", N_("A step on the buying path of %(account)s"), _step_entries, _step, draft_of=DraftOf.THING),
    FormJob("close_step", N_("What is done at %(account)s?"), _close_entries, _close, draft_of=DraftOf.THING),
)
"""The jobs of this subject, by name."""
