"""Jobs around the relation: promises made and kept, how satisfied they are, what hurts them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from advisorbench.domain.errors import Refused
from advisorbench.domain.language.dates import say_day_long
from advisorbench.domain.records.states import Severity, SignalKind, label
from advisorbench.i18n import N_, _
from advisorbench.screens.dialogs.form_field import FormField, Values
from advisorbench.screens.jobs.base import (
    Context,
    DraftOf,
    FormJob,
    day_entry,
    jobs,
    none_if_empty,
    person_entry,
    words,
)

if TYPE_CHECKING:
    from advisorbench.services import Services


def promise_entries(context: Context) -> list[FormField]:
    """The fields of a new promise."""
    return [
        FormField("what", _("What we owe"), required=True),
        person_entry(context, _("To whom"), nobody=_("the account as a whole")),
        day_entry("due_on", _("Due"), context.today + timedelta(days=7)),
    ]


def _promise(services: Services, context: Context, values: Values) -> str:
    fields = none_if_empty(values, "person_id") | {"account_id": context.account_id, "made_on": context.today}
    services.promises.add(fields)
    return _("Promised for %(day)s") % {"day": say_day_long(values["due_on"])}


def _keep_entries(context: Context) -> list[FormField]:
    owed = [p for p in context.brief.facts.promises if p.open_on(context.today)]
    if not owed:
        raise Refused(_("Nothing is owed to %(account)s.") % {"account": context.account})
    ends = (("kept", _("kept")), ("broken", _("broken")))
    chosen = next((p for p in owed if p.id == context.subject.subject_id), owed[0])
    entries = [
        FormField("promise_id", _("Promise"), "choice", chosen.id, tuple((p.id, p.what) for p in owed)),
        FormField("end", _("It was"), "choice", choices=ends),
        day_entry("on", _("On"), context.today),
    ]
    if chosen.referral_id:  # a referrer who hears how it went is thanked with it
        thanked = (("yes", _("yes")), ("no", _("not yet")))
        entries.append(FormField("thanked", _("And thanked"), "choice", choices=thanked))
    return entries


def _keep(services: Services, context: Context, values: Values) -> str:
    kept = values["end"] == "kept"
    thanked = kept and values.get("thanked") == "yes"
    state = services.promises.close(values["promise_id"], values["on"], kept=kept, thanked=thanked)
    return _("Saved: %(state)s") % {"state": label(state)}


def _signal_entries(context: Context) -> list[FormField]:
    return [
        person_entry(context, _("Who"), nobody=_("the account as a whole")),
        FormField("kind", _("Kind"), "choice", SignalKind.NPS.value, words(SignalKind)),
        FormField("value", _("Number"), "whole", hint=_("0 to 10, for NPS and score (CSAT)")),
        day_entry("on", _("On"), context.today),
        FormField("note", _("In their words"), "note"),
    ]


def _signal(services: Services, context: Context, values: Values) -> str:
    fields = none_if_empty(values, "person_id") | {"account_id": context.account_id}
    services.accounts.add_signal(fields)
    return _("Saved: signal at %(account)s") % {"account": context.account}


def _issue_entries(context: Context) -> list[FormField]:
    return [
        FormField("what", _("What hurts"), required=True),
        FormField("severity", _("Severity"), "choice", Severity.SERIOUS.value, words(Severity)),
        day_entry("opened_on", _("Since"), context.today),
        FormField("note", _("Note"), "note"),
    ]


def _issue(services: Services, context: Context, values: Values) -> str:
    services.accounts.add_issue(values | {"account_id": context.account_id})
    return _("Saved: issue at %(account)s") % {"account": context.account}


def _open_issue_entries(context: Context) -> list[FormField]:
    issues = [i for i in context.brief.facts.issues if i.open_on(context.today)]
    if not issues:
        raise Refused(_("%(account)s has no open issue.") % {"account": context.account})
    choices = tuple((i.id, i.what) for i in issues)
    return [
        FormField("issue_id", _("Issue"), "choice", context.subject.subject_id or "", choices),
        day_entry("on", _("Resolved on"), context.today),
    ]


def _resolve(services: Services, context: Context, values: Values) -> str:
    services.accounts.resolve_issue(values["issue_id"], values["on"])
    return _("Resolved, %(day)s") % {"day": context.day(values["on"])}


JOBS = jobs(
    FormJob("add_promise", N_("Promise to %(account)s"), promise_entries, _promise),
    FormJob("keep_promise", N_("Promise to %(account)s"), _keep_entries, _keep, draft_of=DraftOf.THING),
    FormJob("add_signal", N_("How satisfied is %(account)s?"), _signal_entries, _signal),
    FormJob("add_issue", N_("Issue at %(account)s"), _issue_entries, _issue),
    FormJob(
        "resolve_issue", N_("Resolve an issue at %(account)s"), _open_issue_entries, _resolve, draft_of=DraftOf.THING
    ),
)
"""The jobs of this subject, by name."""
