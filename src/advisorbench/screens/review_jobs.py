"""Jobs around reviews: plan, hold; objectives, outcomes; promises made and kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from advisorbench.domain.cadence import Standing
from advisorbench.domain.dates import say_day_long
from advisorbench.domain.errors import Refused
from advisorbench.domain.facts import Objective
from advisorbench.domain.money import say_number
from advisorbench.domain.words import Direction, ObjectiveState, OutcomeState, label
from advisorbench.i18n import _
from advisorbench.screens.form import Entry
from advisorbench.screens.jobs import (
    Context,
    Job,
    Values,
    day_entry,
    none_if_empty,
    people,
    person_entry,
    split_money,
    words,
)

if TYPE_CHECKING:
    from advisorbench.services import Services


def _plan_title(context: Context) -> str:
    review = context.brief.review
    if review.standing is Standing.PLANNED and review.next_on:
        said = {"account": context.account, "day": context.day(review.next_on)}
        return _("Move the review with %(account)s, planned %(day)s") % said
    return _("Plan the review with %(account)s") % {"account": context.account}


def _plan_entries(context: Context) -> list[Entry]:
    review = context.brief.review
    day = review.next_on if review.next_on and review.next_on > context.today else None
    return [day_entry("on", _("Review on"), day, hint=_("fri, +2w, vr, over 2 weken, 2026-12-04"))]


def _plan(services: Services, context: Context, values: Values) -> str:
    services.reviews.plan(context.account_id, values["on"])
    return _("Review with %(account)s planned: %(day)s") % {
        "account": context.account,
        "day": say_day_long(values["on"]),
    }


def _hold_entries(context: Context) -> list[Entry]:
    return [
        day_entry("on", _("Held on"), context.today),
        Entry("minutes", _("Minutes"), "whole", hint=_("empty if not known")),
        Entry("note", _("What was said"), "note"),
        day_entry("next_on", _("Next review on"), None, required=False, hint=_("empty: counted from this one")),
    ]


def _hold(services: Services, context: Context, values: Values) -> str:
    due_on = services.reviews.hold(
        context.account_id, values["on"], values["note"], values["minutes"], values["next_on"]
    )
    return _("Review held with %(account)s; the next: %(day)s") % {
        "account": context.account,
        "day": say_day_long(due_on),
    }


def objective_entries(objective: Objective | None = None) -> list[Entry]:
    """The fields of an objective, filled in from an existing one."""

    def text(name: str) -> str:
        value = getattr(objective, name) if objective else None
        return say_number(value).replace(",", "") if isinstance(value, float) else str(value or "")

    directions = ((Direction.MORE.value, _("more is better")), (Direction.LESS.value, _("less is better")))
    return [
        Entry("wording", _("In their words"), text=text("wording"), required=True, hint=_("what the customer wants")),
        Entry("metric", _("Metric"), text=text("metric"), hint=_("lead time")),
        Entry("unit", _("Unit"), text=text("unit"), hint=_("days")),
        Entry("direction", _("Direction"), "choice", text("direction"), directions),
        Entry("baseline", _("Baseline"), "number", text("baseline")),
        Entry("current", _("Now"), "number", text("current"), hint=_("empty: the baseline")),
        Entry("target", _("Agreed target"), "number", text("target")),
        Entry("maximum", _("Maximum attainable"), "number", text("maximum")),
        day_entry("due_on", _("By"), objective.due_on if objective else None, required=False),
        Entry("state", _("State"), "choice", text("state") or ObjectiveState.AGREED.value, words(ObjectiveState)),
    ]


def _objective(services: Services, context: Context, values: Values) -> str:
    from advisorbench.models import ObjectiveFields
    from advisorbench.services.base import validated

    services.reviews.add_objective(validated(ObjectiveFields, values | {"account_id": context.account_id}))
    return _("Saved: objective of %(account)s") % {"account": context.account}


def _outcome_entries(context: Context) -> list[Entry]:
    objectives = tuple((o.id, o.wording) for o in context.brief.facts.objectives)
    return [
        Entry("what", _("What was gained"), required=True),
        Entry("amount", _("Worth"), "money", hint=_("€ 41000 or £ 5k; empty if not known")),
        Entry("objective_id", _("Objective"), "choice", choices=(("", _("none")), *objectives)),
        day_entry("on", _("On"), context.today),
        Entry("evidence", _("Evidence"), hint=_("how it shows")),
    ]


def _outcome(services: Services, context: Context, values: Values) -> str:
    from advisorbench.models import OutcomeFields
    from advisorbench.services.base import validated

    split_money(values, "amount", context.currency)
    fields = none_if_empty(values, "objective_id") | {"account_id": context.account_id}
    services.reviews.add_outcome(validated(OutcomeFields, fields))
    return _("Saved as claimed; have it verified at %(account)s") % {"account": context.account}


def _verify_entries(context: Context) -> list[Entry]:
    waiting = [o for o in context.brief.facts.outcomes if o.state is not OutcomeState.VERIFIED]
    if not waiting:
        raise Refused(
            _("%(account)s has no outcome to verify.") % {"account": context.account}, _("Press o to add one.")
        )
    newest = sorted(waiting, key=lambda o: (o.on, o.id), reverse=True)
    return [
        Entry(
            "outcome_id", _("Outcome"), "choice", context.subject.subject_id or "",
            tuple((o.id, f"{o.what} ({label(o.state)})") for o in newest),
        ),
        Entry("person_id", _("Verified by"), "choice", context.subject.person_id or "", people(context)),
        day_entry("on", _("On"), context.today),
    ]  # fmt: skip


def _verify(services: Services, context: Context, values: Values) -> str:
    services.reviews.verify_outcome(values["outcome_id"], values["person_id"], values["on"])
    who = context.brief.facts.person_name(values["person_id"])
    return _("Verified by %(who)s, %(day)s") % {"who": who, "day": context.day(values["on"])}


def _promise_entries(context: Context) -> list[Entry]:
    return [
        Entry("what", _("What we owe"), required=True),
        person_entry(context, _("To whom"), nobody=_("the account as a whole")),
        day_entry("due_on", _("Due"), context.today + timedelta(days=7)),
    ]


def _promise(services: Services, context: Context, values: Values) -> str:
    from advisorbench.models import PromiseFields
    from advisorbench.services.base import validated

    fields = none_if_empty(values, "person_id") | {"account_id": context.account_id, "made_on": context.today}
    services.reviews.add_promise(validated(PromiseFields, fields))
    return _("Promised for %(day)s") % {"day": say_day_long(values["due_on"])}


def _keep_entries(context: Context) -> list[Entry]:
    owed = [p for p in context.brief.facts.promises if p.open_on(context.today)]
    if not owed:
        raise Refused(_("Nothing is owed to %(account)s.") % {"account": context.account})
    ends = (("kept", _("kept")), ("broken", _("broken")))
    return [
        Entry(
            "promise_id", _("Promise"), "choice", context.subject.subject_id or "", tuple((p.id, p.what) for p in owed)
        ),
        Entry("end", _("It was"), "choice", choices=ends),
        day_entry("on", _("On"), context.today),
    ]


def _keep(services: Services, context: Context, values: Values) -> str:
    state = services.reviews.close_promise(values["promise_id"], values["on"], kept=values["end"] == "kept")
    return _("Saved: %(state)s") % {"state": label(state)}


JOBS = {
    "plan_review": Job(_plan_title, _plan_entries, _plan),
    "hold_review": Job(lambda c: _("Review held with %(account)s") % {"account": c.account}, _hold_entries, _hold),
    "add_objective": Job(
        lambda c: _("What does %(account)s want?") % {"account": c.account}, lambda c: objective_entries(), _objective
    ),
    "add_outcome": Job(lambda c: _("Value at %(account)s") % {"account": c.account}, _outcome_entries, _outcome),
    "verify_outcome": Job(
        lambda c: _("Who at %(account)s confirms it?") % {"account": c.account}, _verify_entries, _verify
    ),
    "add_promise": Job(lambda c: _("Promise to %(account)s") % {"account": c.account}, _promise_entries, _promise),
    "keep_promise": Job(lambda c: _("Promise to %(account)s") % {"account": c.account}, _keep_entries, _keep),
}
"""The jobs of this subject, by the action of their command."""
