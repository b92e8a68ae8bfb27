"""Editing what is there already: the account, a person, or the thing that is selected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from advisorbench.commands import Subject
from advisorbench.domain.days.calendar import Occurrence
from advisorbench.domain.records import facts as f
from advisorbench.i18n import _
from advisorbench.screens.dialogs.form_field import FormField, Values
from advisorbench.screens.jobs import account, events, initiatives, relation, value
from advisorbench.screens.jobs.base import (
    Context,
    DraftOf,
    FormJob,
    jobs,
    none_if_empty,
    plain,
    plain_money,
    split_money,
)

if TYPE_CHECKING:
    from advisorbench.screens.base import BenchScreen
    from advisorbench.services import Services


async def edit(screen: BenchScreen, subject: Subject) -> bool:
    """Edit what is selected: the thing, else the person, else the account."""
    job = _THINGS.get(type(subject.thing)) or (_PERSON if subject.person_id else _ACCOUNT)
    return await job(screen, subject)


def _saved(name: str) -> str:
    return _("Saved: %(name)s") % {"name": name}


def _filled(entries: list[FormField], thing: Any) -> list[FormField]:
    """The fields of a new thing, filled in from one that is there; an amount from its cents."""
    filled = []
    for entry in entries:
        if entry.kind == "money":
            text = plain_money(thing.amount_cents, thing.currency)
        else:
            value = getattr(thing, entry.name)
            text = plain(value) if isinstance(value, float) else str(value or "")
        filled.append(replace(entry, text=text))
    return filled


def _title(context: Context) -> str:
    thing = context.subject.thing
    stored = context.found
    name = stored.values["name"] if stored else getattr(thing, "wording", None) or thing.what
    return _("Edit %(name)s") % {"name": name}


def _account(services: Services, context: Context, values: Values) -> str:
    return _saved(services.accounts.edit(context.account_id, context.found.version, values))


def _person(services: Services, context: Context, values: Values) -> str:
    person_id = context.subject.person_id or ""
    return _saved(services.accounts.edit_person(person_id, context.found.version, account.person_values(values)))


def _objective(services: Services, context: Context, values: Values) -> str:
    thing: f.Objective = context.subject.thing
    given = value.objective_values(values, context.currency)
    return _saved(services.value.edit_objective(thing.id, thing.version, given))


def _idea(services: Services, context: Context, values: Values) -> str:
    thing: f.Idea = context.subject.thing
    split_money(values, "amount", context.currency)
    given = none_if_empty(values, "objective_id", "effort", "side")
    return _saved(services.value.edit_idea(thing.id, thing.version, given))


def _outcome(services: Services, context: Context, values: Values) -> str:
    thing: f.Outcome = context.subject.thing
    split_money(values, "amount", context.currency)
    return _saved(services.value.edit_outcome(thing.id, thing.version, none_if_empty(values, "objective_id")))


def _promise(services: Services, context: Context, values: Values) -> str:
    thing: f.Promise = context.subject.thing
    return _saved(services.promises.edit(thing.id, thing.version, none_if_empty(values, "person_id")))


def _initiative(services: Services, context: Context, values: Values) -> str:
    given = initiatives.initiative_values(values, context.currency)
    return _saved(services.initiatives.edit(context.subject.thing.id, context.found.version, given))


def _job(
    entries: Callable[[Context], list[FormField]], save: Callable[[Services, Context, Values], str],
    gather: Callable[[Services, Subject], Any] | None = None,
) -> FormJob:  # fmt: skip
    return FormJob("edit", _title, entries, save, gather, draft_of=DraftOf.NOTHING)


_ACCOUNT = _job(
    lambda c: account.account_entries(c.found.values), _account,
    lambda services, subject: services.accounts.fields_of(subject.account_id),
)  # fmt: skip
_PERSON = _job(
    lambda c: account.person_entries(c.found.values), _person,
    lambda services, subject: services.accounts.person_fields_of(subject.person_id or ""),
)  # fmt: skip
_THINGS: dict[type, FormJob] = {
    f.Objective: _job(lambda c: value.objective_entries(c.subject.thing), _objective),
    f.Idea: _job(lambda c: _filled(value.idea_entries(c), c.subject.thing), _idea),
    f.Outcome: _job(lambda c: _filled(value.outcome_entries(c), c.subject.thing), _outcome),
    f.Promise: _job(lambda c: _filled(relation.promise_entries(c), c.subject.thing), _promise),
    f.Initiative: _job(
        lambda c: initiatives.initiative_entries(c, c.found.values), _initiative,
        lambda services, subject: services.initiatives.fields_of(subject.thing.id),
    ),
    Occurrence: events.EDIT,
}  # fmt: skip
JOBS = jobs(edit=edit)
"""The jobs of this subject, by name."""
