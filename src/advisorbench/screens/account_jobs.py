"""Jobs around an account: edit it and its people, log contacts, signals, issues, and how initiatives end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisorbench.domain.errors import Refused
from advisorbench.domain.words import (
    AccountStatus,
    InitiativeState,
    InteractionKind,
    Role,
    Severity,
    SignalKind,
    Source,
    Tier,
    label,
)
from advisorbench.i18n import _
from advisorbench.screens.form import Entry
from advisorbench.screens.jobs import Context, Job, Values, day_entry, none_if_empty, person_entry, split_money, words

if TYPE_CHECKING:
    from advisorbench.models import AccountFields, PersonFields
    from advisorbench.services import Services


def account_entries(fields: AccountFields | None = None) -> list[Entry]:
    """The fields of an account, filled in from an existing one."""

    def text(name: str) -> str:
        value = getattr(fields, name, None) if fields else None
        return "" if value is None else str(value)

    return [
        Entry("name", _("Name"), text=text("name"), required=True),
        Entry("tier", _("Tier"), "choice", text("tier") or Tier.C.value, words(Tier)),
        Entry("status", _("Status"), "choice", text("status"), words(AccountStatus)),
        Entry("customer_since", _("Customer since"), "day", text("customer_since"), hint="2024-03-01"),
        Entry("sector", _("Sector"), text=text("sector")),
        Entry("city", _("City"), text=text("city")),
        Entry("renewal_on", _("Renewal on"), "day", text("renewal_on"), hint=_("a day, such as +3m")),
        Entry("price_talk_on", _("Tender or price talk"), "day", text("price_talk_on"), hint=_("a day")),
        Entry("review_rule", _("Review rule"), text=text("review_rule"), hint="FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO"),
        Entry(
            "contact_ideal_days", _("Contact every"), "whole", text("contact_ideal_days"), hint=_("days; from the tier")
        ),
        Entry(
            "contact_max_days", _("Contact at most"), "whole", text("contact_max_days"), hint=_("days; from the tier")
        ),
        Entry("note", _("Note"), "note", text("note")),
    ]


def person_entries(fields: PersonFields | None = None) -> list[Entry]:
    """The fields of a person, filled in from an existing one."""

    def text(name: str) -> str:
        value = getattr(fields, name, None) if fields else None
        return "" if value is None else str(value)

    yes_no = (("", _("may be asked")), ("yes", _("do not ask")))
    return [
        Entry("name", _("Name"), text=text("name"), required=True),
        Entry("job_title", _("Job title"), text=text("job_title")),
        Entry("role", _("Role in buying"), "choice", text("role"), words(Role, unknown=_("not known"))),
        Entry("email", _("E-mail"), text=text("email")),
        Entry("phone", _("Phone"), text=text("phone")),
        Entry("do_not_ask", _("Asks"), "choice", "yes" if fields and fields.do_not_ask else "", yes_no),
        Entry("source", _("Known from"), text=text("source"), hint=_("how you came by this person's data")),
        Entry("note", _("Note"), "note", text("note")),
    ]


def account_values(values: Values, services: Services) -> Values:
    """Form values as fields of an account; its own review rule is checked here."""
    from advisorbench.domain.cadence import check_rule
    from advisorbench.domain.errors import FieldErrors

    if values["review_rule"]:
        try:
            values["review_rule"] = check_rule(values["review_rule"], services.clock.today())
        except ValueError as error:
            raise FieldErrors({"review_rule": str(error)}) from error
    return values


def person_values(values: Values) -> Values:
    """Form values as fields of a person."""
    return none_if_empty(values, "role") | {"do_not_ask": values["do_not_ask"] == "yes"}


def _add_person(services: Services, context: Context, values: Values) -> str:
    from advisorbench.models import PersonFields
    from advisorbench.services.base import validated

    services.accounts.add_person(validated(PersonFields, person_values(values) | {"account_id": context.account_id}))
    return _("Saved: %(name)s at %(account)s") % {"name": values["name"], "account": context.account}


def _log_entries(context: Context) -> list[Entry]:
    return [
        Entry("kind", _("How"), "choice", InteractionKind.CALL.value, words(InteractionKind)),
        person_entry(context, _("With"), nobody=_("nobody in particular")),
        day_entry("on", _("On"), context.today),
        Entry("minutes", _("Minutes"), "whole", hint=_("empty if not known")),
        Entry("note", _("Note"), "note"),
    ]


def _log(services: Services, context: Context, values: Values) -> str:
    from advisorbench.models import InteractionFields
    from advisorbench.services.base import validated

    fields = none_if_empty(values, "person_id") | {"account_id": context.account_id}
    services.accounts.log(validated(InteractionFields, fields))
    return _("Logged: %(account)s, %(day)s") % {"account": context.account, "day": context.day(values["on"])}


def _signal_entries(context: Context) -> list[Entry]:
    return [
        person_entry(context, _("Who"), nobody=_("the account as a whole")),
        Entry("kind", _("Kind"), "choice", SignalKind.NPS.value, words(SignalKind)),
        Entry("value", _("Number"), "whole", hint=_("0 to 10, for NPS and score")),
        day_entry("on", _("On"), context.today),
        Entry("note", _("In their words"), "note"),
    ]


def _signal(services: Services, context: Context, values: Values) -> str:
    from advisorbench.models import SignalFields
    from advisorbench.services.base import validated

    fields = none_if_empty(values, "person_id") | {"account_id": context.account_id}
    services.accounts.add_signal(validated(SignalFields, fields))
    return _("Saved: signal at %(account)s") % {"account": context.account}


def _issue_entries(context: Context) -> list[Entry]:
    return [
        Entry("what", _("What hurts"), required=True),
        Entry("severity", _("Severity"), "choice", Severity.SERIOUS.value, words(Severity)),
        day_entry("opened_on", _("Since"), context.today),
        Entry("note", _("Note"), "note"),
    ]


def _issue(services: Services, context: Context, values: Values) -> str:
    from advisorbench.models import IssueFields
    from advisorbench.services.base import validated

    services.accounts.add_issue(validated(IssueFields, values | {"account_id": context.account_id}))
    return _("Saved: issue at %(account)s") % {"account": context.account}


def _initiative_entries(context: Context) -> list[Entry]:
    return [
        Entry("name", _("What it is about"), required=True),
        person_entry(context, _("With"), nobody=_("nobody in particular")),
        Entry("source", _("Source"), "choice", choices=words(Source, unknown=_("not known"))),
        Entry("amount", _("Worth"), "money", hint=_("€ 41000 or £ 5k; empty if not known")),
        day_entry("opened_on", _("Since"), context.today),
        Entry("next_step", _("Customer's next step"), hint=_("what they will do")),
        day_entry("next_step_on", _("On"), None, required=False),
    ]


def _initiative(services: Services, context: Context, values: Values) -> str:
    from advisorbench.models import InitiativeFields
    from advisorbench.services.base import validated

    split_money(values, "amount", context.currency)
    fields = none_if_empty(values, "person_id", "source") | {"account_id": context.account_id}
    services.accounts.add_initiative(validated(InitiativeFields, fields))
    return _("Saved: %(name)s") % {"name": values["name"]}


def _open_issue_entries(context: Context) -> list[Entry]:
    issues = [i for i in context.brief.facts.issues if i.open_on(context.today)]
    if not issues:
        raise Refused(_("%(account)s has no open issue.") % {"account": context.account})
    choices = tuple((i.id, i.what) for i in issues)
    return [
        Entry("issue_id", _("Issue"), "choice", context.subject.subject_id or "", choices),
        day_entry("on", _("Resolved on"), context.today),
    ]


def _resolve(services: Services, context: Context, values: Values) -> str:
    services.accounts.resolve_issue(values["issue_id"], values["on"])
    return _("Resolved, %(day)s") % {"day": context.day(values["on"])}


def _end_entries(context: Context) -> list[Entry]:
    running = [i for i in context.brief.facts.initiatives if i.state is InitiativeState.OPEN]
    if context.subject.subject_id and not any(i.id == context.subject.subject_id for i in running):
        choices: tuple[tuple[str, str], ...] = ((context.subject.subject_id, _("the selected one")),)
    else:
        choices = tuple((i.id, i.name) for i in running)
    if not choices:
        raise Refused(_("%(account)s has no open initiative with a person.") % {"account": context.account})
    ends = tuple((s.value, label(s)) for s in InitiativeState if s is not InitiativeState.OPEN)
    return [
        Entry("initiative_id", _("Initiative"), "choice", context.subject.subject_id or "", choices),
        Entry("state", _("Ended"), "choice", choices=ends),
        day_entry("on", _("On"), context.today),
        Entry("reason", _("Why"), hint=_("needed unless it was won")),
    ]


def _end(services: Services, context: Context, values: Values) -> str:
    state = InitiativeState(values["state"])
    services.accounts.end_initiative(values["initiative_id"], state, values["on"], values["reason"])
    return _("Saved: %(state)s") % {"state": label(state)}


JOBS = {
    "add_person": Job(
        lambda c: _("Person at %(account)s") % {"account": c.account}, lambda c: person_entries(), _add_person
    ),
    "log": Job(lambda c: _("Log a contact with %(account)s") % {"account": c.account}, _log_entries, _log),
    "add_signal": Job(lambda c: _("How satisfied is %(account)s?") % {"account": c.account}, _signal_entries, _signal),
    "add_issue": Job(lambda c: _("Issue at %(account)s") % {"account": c.account}, _issue_entries, _issue),
    "add_initiative": Job(
        lambda c: _("Initiative at %(account)s") % {"account": c.account}, _initiative_entries, _initiative
    ),
    "resolve_issue": Job(
        lambda c: _("Resolve an issue at %(account)s") % {"account": c.account}, _open_issue_entries, _resolve
    ),
    "close_initiative": Job(
        lambda c: _("End an initiative at %(account)s") % {"account": c.account}, _end_entries, _end
    ),
}
"""The jobs of this subject, by the action of their command."""
