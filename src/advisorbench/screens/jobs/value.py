"""Jobs around value: what the customer wants, where that stands, ideas to close the gap, outcomes confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from advisorbench.domain.customers.value import running
from advisorbench.domain.errors import Refused
from advisorbench.domain.language.money import say_money, say_number
from advisorbench.domain.records.facts import Idea, Objective, Outcome
from advisorbench.domain.records.states import (
    Direction,
    Effort,
    IdeaState,
    ObjectiveState,
    OutcomeState,
    Period,
    Side,
    allowed,
    label,
)
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
    people,
    plain,
    plain_money,
    split_money,
    words,
)
from advisorbench.widgets.text_parts import say_standing

if TYPE_CHECKING:
    from advisorbench.services import Services


def objective_entries(objective: Objective | None = None) -> list[FormField]:
    """The fields of an objective, filled in from an existing one."""

    def text(name: str) -> str:
        value = getattr(objective, name) if objective else None
        return plain(value) if isinstance(value, float) else str(value or "")

    worth = objective.worth_cents if objective else None
    state = objective.state if objective else ObjectiveState.AGREED
    states = [s for s in ObjectiveState if objective is None or s is state or s in allowed(state)]
    directions = ((Direction.MORE.value, _("more is better")), (Direction.LESS.value, _("less is better")))
    return [
        FormField(
            "wording", _("In their words"), text=text("wording"), required=True, hint=_("what the customer wants")
        ),
        FormField("metric", _("Metric"), text=text("metric"), hint=_("lead time")),
        FormField("unit", _("Unit"), text=text("unit"), hint=_("days")),
        FormField("direction", _("Direction"), "choice", text("direction"), directions),
        FormField("baseline", _("Baseline"), "number", text("baseline")),
        FormField("current", _("Now"), "number", text("current"), hint=_("empty: the baseline")),
        FormField("target", _("Agreed target"), "number", text("target")),
        FormField("maximum", _("Maximum attainable"), "number", text("maximum")),
        FormField(
            "worth",
            _("Worth of the maximum"),
            "money",
            plain_money(worth, objective.currency) if objective else "",
            hint=_("what reaching it is worth to them"),
        ),
        day_entry("due_on", _("By"), objective.due_on if objective else None, required=False),
        FormField("state", _("State"), "choice", state.value, tuple((s.value, label(s)) for s in states)),
    ]


def objective_values(values: Values, currency: str) -> Values:
    """Form values as fields of an objective, `current` beside them."""
    split_money(values, "worth", currency, "worth_cents")
    return values


def _objective(services: Services, context: Context, values: Values) -> str:
    services.value.add_objective(objective_values(values, context.currency) | {"account_id": context.account_id})
    return _("Saved: objective of %(account)s") % {"account": context.account}


def _chosen(context: Context, things: list[Any]) -> Any:
    """The selected one of some things, else the first."""
    return next((t for t in things if t.id == context.subject.subject_id), things[0])


def _measured(context: Context) -> list[Objective]:
    found = running(context.brief.facts.objectives)
    if not found:
        raise Refused(
            _("%(account)s has no objective running.") % {"account": context.account}, _("Press j to add one.")
        )
    return found


def _measure_entries(context: Context) -> list[FormField]:
    objectives = _measured(context)
    first = _chosen(context, objectives)
    keep = (("", _("as it is")),)
    states = tuple((s.value, label(s)) for s in ObjectiveState if s in allowed(first.state))
    return [
        FormField("objective_id", _("Objective"), "choice", first.id, tuple((o.id, o.wording) for o in objectives)),
        FormField("value", _("Stands at"), "number", required=True, hint=say_standing(first)),
        day_entry("on", _("On"), context.today),
        FormField("state", _("That makes it"), "choice", "", keep + states),
    ]


def _measure(services: Services, context: Context, values: Values) -> str:
    state = ObjectiveState(values["state"]) if values["state"] else None
    services.value.measure(values["objective_id"], values["value"], values["on"], state)
    return _("Saved: now %(value)s") % {"value": say_number(values["value"])}


def _objective_choice(context: Context) -> FormField:
    objectives = tuple((o.id, o.wording) for o in running(context.brief.facts.objectives))
    text = context.subject.thing.id if isinstance(context.subject.thing, Objective) else ""
    return FormField("objective_id", _("Objective"), "choice", text, (("", _("none")), *objectives))


def idea_entries(context: Context) -> list[FormField]:
    """The fields of a new idea."""
    return [
        FormField("what", _("Idea"), required=True, hint=_("a way to close part of the gap")),
        _objective_choice(context),
        FormField("effect", _("Expected effect"), "number", hint=_("in the unit of the objective, such as -2")),
        FormField("amount", _("Expected worth"), "money", hint=_("€ 41000 or £ 5k; empty if not known")),
        FormField("effort", _("Effort"), "choice", choices=words(Effort, unknown=_("not known"))),
        FormField("side", _("Who acts"), "choice", choices=words(Side, unknown=_("not known"))),
        day_entry("spotted_on", _("Spotted on"), context.today),
    ]


def _idea(services: Services, context: Context, values: Values) -> str:
    split_money(values, "amount", context.currency)
    fields = none_if_empty(values, "objective_id", "effort", "side") | {"account_id": context.account_id}
    services.value.add_idea(fields)
    return _("Saved: idea for %(account)s") % {"account": context.account}


def _open_ideas(context: Context) -> list[Idea]:
    found = [idea for idea in context.brief.facts.ideas if allowed(idea.state)]
    if not found:
        raise Refused(
            _("%(account)s has no idea that is still open.") % {"account": context.account},
            _("Press I to add one."),
        )
    return found


def _advance_entries(context: Context) -> list[FormField]:
    ideas = _open_ideas(context)
    first = _chosen(context, ideas)
    states = tuple((s.value, label(s)) for s in IdeaState if s in allowed(first.state))
    entries = [
        FormField(
            "idea_id", _("Idea"), "choice", first.id, tuple((i.id, i.what) for i in ideas if i.state is first.state)
        ),
        FormField("state", _("It is now"), "choice", states[0][0], states),
        day_entry("on", _("On"), context.today),
    ]
    if first.state is IdeaState.ACCEPTED:
        entries += [
            FormField("what", _("What it brought"), hint=_("needed when it is done; claimed until they confirm it")),
            FormField("amount", _("Worth"), "money", hint=_("€ 41000 or £ 5k; empty if not known")),
            FormField("period", _("Gained"), "choice", Period.ONCE.value, words(Period)),
        ]
    return [*entries, FormField("reason", _("Why not"), hint=_("needed when it is rejected"))]


def _advance(services: Services, context: Context, values: Values) -> str:
    state, idea_id, on = IdeaState(values["state"]), values["idea_id"], values["on"]
    outcome = None
    if state is IdeaState.DONE and values.get("what"):
        outcome = {name: values[name] for name in ("what", "amount", "period")}
        split_money(outcome, "amount", context.currency)
    services.value.advance_idea(idea_id, state, on, reason=values["reason"], outcome=outcome)
    return _("Saved: %(state)s") % {"state": label(state)}


def outcome_entries(context: Context) -> list[FormField]:
    """The fields of a new outcome."""
    return [
        FormField("what", _("What was gained"), required=True),
        FormField("amount", _("Worth"), "money", hint=_("€ 41000 or £ 5k; empty if not known")),
        FormField("period", _("Gained"), "choice", Period.ONCE.value, words(Period)),
        FormField("measure", _("Or a measure"), "number", hint=_("210; empty if an amount says it")),
        FormField("unit", _("Unit"), hint=_("appointments")),
        _objective_choice(context),
        day_entry("on", _("On"), context.today),
        FormField("evidence", _("Evidence"), hint=_("how it shows")),
    ]


def _outcome(services: Services, context: Context, values: Values) -> str:
    split_money(values, "amount", context.currency)
    fields = none_if_empty(values, "objective_id") | {"account_id": context.account_id}
    services.value.add_outcome(fields)
    return _("Saved as claimed; have it verified at %(account)s") % {"account": context.account}


def _outcome_choice(context: Context, outcomes: list[Outcome], none: str) -> FormField:
    if not outcomes:
        raise Refused(none % {"account": context.account}, _("Press o to add one."))
    newest = sorted(outcomes, key=lambda o: (o.on, o.id), reverse=True)
    return FormField(
        "outcome_id", _("Outcome"), "choice", context.subject.subject_id or "",
        tuple((o.id, _outcome_words(o, context)) for o in newest),
    )  # fmt: skip


def _outcome_words(outcome: Outcome, context: Context) -> str:
    worth = say_money(outcome.amount_cents, outcome.currency, outcome.period) if outcome.amount_cents else ""
    about = ", ".join(filter(None, (label(outcome.state), worth, context.day(outcome.on))))
    return f"{outcome.what} ({about})"


def _verify_entries(context: Context) -> list[FormField]:
    waiting = [o for o in context.brief.facts.outcomes if o.state is not OutcomeState.VERIFIED]
    return [
        _outcome_choice(context, waiting, _("%(account)s has no outcome to verify.")),
        _by_whom(context),
        day_entry("on", _("On"), context.today),
    ]


def _by_whom(context: Context) -> FormField:
    """Who confirms it: nobody is chosen by itself where there is a choice."""
    known = people(context)
    choices = known if len(known) == 1 else (CHOOSE, *known)
    return FormField("person_id", _("Verified by"), "choice", context.subject.person_id or "", choices, required=True)


def _verify(services: Services, context: Context, values: Values) -> str:
    services.value.verify_outcome(values["outcome_id"], values["person_id"], values["on"])
    who = context.brief.facts.person_name(values["person_id"])
    return _("Verified by %(who)s, %(day)s") % {"who": who, "day": context.day(values["on"])}


def _dispute_entries(context: Context) -> list[FormField]:
    standing = [o for o in context.brief.facts.outcomes if o.state is not OutcomeState.DISPUTED]
    return [
        _outcome_choice(context, standing, _("%(account)s has no outcome to dispute.")),
        FormField("dispute", _("What they see"), required=True, hint=_("what they see differently")),
        day_entry("on", _("On"), context.today),
    ]


def _dispute(services: Services, context: Context, values: Values) -> str:
    services.value.dispute_outcome(values["outcome_id"], values["dispute"], values["on"])
    return _("Disputed, %(day)s") % {"day": context.day(values["on"])}


JOBS = jobs(
    FormJob("add_objective", N_("What does %(account)s want?"), lambda c: objective_entries(), _objective),
    FormJob("measure", N_("Where does it stand?"), _measure_entries, _measure, draft_of=DraftOf.THING),
    FormJob("add_idea", N_("An idea for %(account)s"), idea_entries, _idea),
    FormJob(
        "advance_idea",
        N_("What became of the idea for %(account)s?"),
        _advance_entries,
        _advance,
        draft_of=DraftOf.THING,
    ),
    FormJob("add_outcome", N_("Value at %(account)s"), outcome_entries, _outcome),
    FormJob("verify_outcome", N_("Who at %(account)s confirms it?"), _verify_entries, _verify, draft_of=DraftOf.THING),
    FormJob(
        "dispute_outcome",
        N_("What does %(account)s see differently?"),
        _dispute_entries,
        _dispute,
        draft_of=DraftOf.THING,
    ),
)
"""The jobs of this subject, by name."""
