"""Jobs around an account: edit it and its people, log contacts, record who left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from advisorbench.domain.errors import Refused
from advisorbench.domain.records.facts import Person
from advisorbench.domain.records.states import AccountStatus, InteractionKind, Role, Tier
from advisorbench.i18n import N_, _
from advisorbench.screens.dialogs.form_field import FormField, Values
from advisorbench.screens.jobs.base import (
    Context,
    DraftOf,
    FormJob,
    Saved,
    day_entry,
    jobs,
    none_if_empty,
    person_entry,
    words,
)
from advisorbench.screens.jobs.quick_log import check_sentence, sentence_entry

if TYPE_CHECKING:
    from advisorbench.services import Services


def account_entries(stored: Mapping[str, Any] | None = None) -> list[FormField]:
    """The fields of an account, filled in from an existing one."""
    values = stored or {}

    def text(name: str) -> str:
        value = values.get(name)
        return "" if value is None else str(value)

    return [
        FormField("name", _("Name"), text=text("name"), required=True),
        FormField("tier", _("Tier"), "choice", text("tier") or Tier.C.value, words(Tier)),
        FormField("status", _("Status"), "choice", text("status"), words(AccountStatus)),
        FormField("customer_since", _("Customer since"), "day", text("customer_since"), hint="2024-03-01"),
        FormField("sector", _("Sector"), text=text("sector")),
        FormField("city", _("City"), text=text("city")),
        FormField("renewal_on", _("Renewal on"), "day", text("renewal_on"), hint=_("a day, such as +3m")),
        FormField("price_talk_on", _("Tender or price talk"), "day", text("price_talk_on"), hint=_("a day")),
        FormField("review_rule", _("Review rule"), text=text("review_rule"), hint="FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO"),
        FormField(
            "contact_ideal_days", _("Contact every"), "whole", text("contact_ideal_days"), hint=_("days; from the tier")
        ),
        FormField(
            "contact_max_days", _("Contact at most"), "whole", text("contact_max_days"), hint=_("days; from the tier")
        ),
        FormField("note", _("Note"), "note", text("note")),
    ]


def person_entries(stored: Mapping[str, Any] | None = None) -> list[FormField]:
    """The fields of a person, filled in from an existing one."""
    values = stored or {}

    def text(name: str) -> str:
        value = values.get(name)
        return "" if value is None else str(value)

    yes_no = (("", _("may be asked")), ("yes", _("do not ask")))
    return [
        FormField("name", _("Name"), text=text("name"), required=True),
        FormField("job_title", _("Job title"), text=text("job_title")),
        FormField("role", _("Role in buying"), "choice", text("role"), words(Role, unknown=_("not known"))),
        FormField("email", _("E-mail"), text=text("email")),
        FormField("phone", _("Phone"), text=text("phone")),
        FormField("language", _("Written to in"), "choice", text("language"), _languages(text("language"))),
        FormField("do_not_ask", _("Asks"), "choice", "yes" if values.get("do_not_ask") else "", yes_no),
        FormField("source", _("Known from"), text=text("source"), hint=_("how you came by this person's data")),
        FormField("note", _("Note"), "note", text("note")),
    ]


def _languages(now: str) -> tuple[tuple[str, str], ...]:
    """The languages that we write in, and the one that is noted already."""
    known = (("", _("not known")), ("nl", _("Dutch")), ("en", _("English")))
    return known if now in dict(known) else (*known, (now, now))


def person_values(values: Values) -> Values:
    """Form values as fields of a person."""
    return none_if_empty(values, "role") | {"do_not_ask": values["do_not_ask"] == "yes"}


def _add_account(services: Services, _context: Context, values: Values) -> Saved:
    account = services.accounts.add(values)
    return Saved(_("Saved: %(name)s") % {"name": account.name}, account.id)


def _add_person(services: Services, context: Context, values: Values) -> str:
    person = services.accounts.add_person(person_values(values) | {"account_id": context.account_id})
    return _("Saved: %(name)s at %(account)s") % {"name": person.name, "account": context.account}


def _log_entries(context: Context) -> list[FormField]:
    return [
        sentence_entry(context),
        FormField("kind", _("How"), "choice", InteractionKind.CALL.value, words(InteractionKind)),
        person_entry(context, _("With"), nobody=_("nobody in particular")),
        day_entry("on", _("On"), context.today),
        FormField("minutes", _("Minutes"), "whole", hint=_("empty if not known")),
        FormField("note", _("Note"), "note"),
    ]


def _log(services: Services, context: Context, values: Values) -> str:
    check_sentence(values, context, context.today)
    services.accounts.log(none_if_empty(values, "person_id") | {"account_id": context.account_id})
    return _("Logged: %(account)s, %(day)s") % {"account": context.account, "day": context.day(values["on"])}


def _leave_title(context: Context) -> str:
    return _("%(name)s leaves %(account)s") % {"name": _leaver(context).name, "account": context.account}


def _leaver(context: Context) -> Person:
    person = context.brief.facts.person(context.subject.person_id)
    if person is None:
        raise Refused(_("Choose the person who leaves."), _("They stand under People in the account."))
    return person


def _leave_entries(context: Context) -> list[FormField]:
    return [
        FormField("account", _("Works now at"), hint=_("an account by name, or a new one; empty if not known")),
        day_entry("on", _("Left on"), context.today),
    ]


def _leave(services: Services, context: Context, values: Values) -> str:
    leaver = _leaver(context)
    if move := services.accounts.leave(leaver.id, values["on"], values["account"]):
        said = {"name": leaver.name, "account": move.account.name}
        return _("%(name)s is now at %(account)s: greet them there") % said
    return _("Saved: %(name)s left") % {"name": leaver.name}


JOBS = jobs(
    FormJob("add_account", N_("Add an account"), lambda c: account_entries(), _add_account, draft_of=DraftOf.JOB),
    FormJob("add_person", N_("Person at %(account)s"), lambda c: person_entries(), _add_person),
    FormJob("leave", _leave_title, _leave_entries, _leave, draft_of=DraftOf.PERSON),
    FormJob("log", N_("Log a contact with %(account)s"), _log_entries, _log),
)
"""The jobs of this subject, by name."""
