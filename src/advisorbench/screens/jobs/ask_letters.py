"""Jobs of the referral desk that go out: asks prepared, thanks, introductions given, the duty to inform."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from advisorbench.commands import Subject
from advisorbench.domain.asking.thanks import thanks_owed
from advisorbench.domain.asking.wording import LANGUAGES, WORDINGS, Aim, draft, informing
from advisorbench.domain.errors import Refused
from advisorbench.domain.language.reasons import say_reason
from advisorbench.domain.records.facts import Referral
from advisorbench.domain.records.states import AskKind, Stage
from advisorbench.domain.views import AskPreparation
from advisorbench.i18n import N_, _
from advisorbench.screens.dialogs.form import Aside
from advisorbench.screens.dialogs.form_field import FormField, Values
from advisorbench.screens.jobs import asks
from advisorbench.screens.jobs.base import (
    Context,
    DraftOf,
    FormJob,
    day_entry,
    jobs,
    none_if_empty,
    people,
    person_entry,
    words,
)
from advisorbench.widgets.ask_preparation import asking_parts

if TYPE_CHECKING:
    from advisorbench.domain.asking.finder import TargetSuggestion
    from advisorbench.screens.base import BenchScreen
    from advisorbench.services import Services

_LANGUAGE_NAMES = {"nl": N_("Dutch"), "en": N_("English")}


def whom(services: Services, subject: Subject) -> str:
    """The person that is meant: the selected one, else the readiest there.

    Raises:
        Refused: Nobody is known there.
    """
    if subject.person_id:
        return subject.person_id
    brief = services.accounts.brief(subject.account_id)
    if not brief.verdicts:
        raise Refused(
            _("Nobody is known at %(account)s yet.") % {"account": brief.facts.account.name},
            _("Press c to add a person."),
        )
    return brief.verdicts[0].person.id


def _gather(services: Services, subject: Subject) -> AskPreparation:
    return services.asks.preparation(subject.account_id, whom(services, subject))


def _prepare_title(context: Context) -> str:
    found: AskPreparation = context.found
    return _("Prepare to ask %(person)s, %(account)s") % {
        "person": found.readiness.person.name,
        "account": context.account,
    }


def _prepare_entries(context: Context) -> list[FormField]:
    found: AskPreparation = context.found
    target, drafted = found.target, found.drafted
    spoken = sorted(LANGUAGES, key=lambda language: language != found.language)
    choices = tuple((language, _(_LANGUAGE_NAMES[language])) for language in spoken)
    choices += tuple((name, name) for name, _text in found.own)
    return [
        FormField("kind", _("For a"), "choice", drafted.kind.value if drafted else "", words(AskKind)),
        FormField("who", _("Whom to meet"), text=target.who if target else "", hint=_("a person, or a role")),
        FormField("company", _("Company"), text=target.company if target else ""),
        FormField("why_now", _("Why now"), text=target.why_now if target else "", hint=_("one reason")),
        FormField(
            "route", _("Route"), text=drafted.route if drafted else "",
            hint=_("by mail to both, at the fair, ..."),
        ),
        FormField("wording", _("Wording"), "choice", choices=choices),
        FormField(
            "text", _("Text"), "note", drafted.text if drafted else "", tall=True,
            drafted=lambda texts: _wording(found, texts),
        ),
    ]  # fmt: skip


def _wording(found: AskPreparation, texts: Mapping[str, str]) -> str:
    """The text as it follows from the other fields."""
    own = dict(found.own)
    wording = texts.get("wording") or found.language
    kind = AskKind(texts.get("kind") or AskKind.REFERRAL)
    language = wording if wording in LANGUAGES and wording not in own else found.language
    template = own.get(wording) or WORDINGS[kind, language]
    who, company = texts.get("who", ""), texts.get("company", "")
    aim = Aim(", ".join(filter(None, (who, company))), texts.get("why_now", ""), texts.get("route", ""))
    return draft(template, language, found.brief.facts, found.readiness.person, aim, found.outcome)


def _prepare(services: Services, context: Context, values: Values) -> str:
    found: AskPreparation = context.found
    person = found.readiness.person
    fields = {"account_id": context.account_id, "person_id": person.id}
    fields |= {name: values[name] for name in ("kind", "route", "text")}
    services.asks.save_draft(fields, values["who"], values["company"], values["why_now"])
    return _("Prepared: press a once you have asked %(person)s") % {"person": person.name}


def _beside_prepare(context: Context) -> Aside:
    return lambda width: asking_parts(context.found, width)


def _thank_title(context: Context) -> str:
    """Whom, and what for where that is known."""
    reasons = {owed.person.id: owed.reason for owed in thanks_owed(context.brief.facts, context.today)}
    reason = reasons.get(context.subject.person_id or "")
    who = context.brief.facts.person_name(context.subject.person_id) or context.account
    if reason is None:
        return _("Thank %(who)s") % {"who": who}
    return _("Thank %(who)s: %(why)s") % {"who": who, "why": say_reason(reason, context.today)}


def _thank_entries(context: Context) -> list[FormField]:
    return [
        person_entry(context, _("Thanked")),
        day_entry("on", _("On"), context.today),
        FormField("how", _("How"), hint=_("a card, by telephone, ...")),
    ]


def _thank(services: Services, context: Context, values: Values) -> str:
    services.referrals.thank(values | {"account_id": context.account_id})
    return _("Saved: %(who)s was thanked") % {"who": context.brief.facts.person_name(values["person_id"])}


def _introduce_entries(context: Context) -> list[FormField]:
    return [
        FormField("who", _("Whom you introduced"), required=True),
        FormField("company", _("Company")),
        FormField(
            "person_id", _("To"), "choice", context.subject.person_id or "",
            people(context, nobody=_("the account")),
        ),
        day_entry("on", _("On"), context.today),
        FormField("note", _("Note"), "note"),
    ]  # fmt: skip


def _introduce(services: Services, context: Context, values: Values) -> str:
    given = none_if_empty(values, "person_id") | {"account_id": context.account_id}
    return _("Saved: you introduced %(who)s") % {"who": services.referrals.introduce(given).name}


def _referral(context: Context) -> Referral:
    waiting = [r for r in context.brief.facts.referrals if r.informed_on is None and r.stage is Stage.NAMED]
    if not waiting:
        raise Refused(_("Everybody whose name came from %(account)s knows.") % {"account": context.account})
    return next((r for r in waiting if r.id == context.subject.subject_id), waiting[0])


def _inform_title(context: Context) -> str:
    return _("Tell %(name)s that you keep their name") % {"name": _referral(context).name}


def _inform_entries(context: Context) -> list[FormField]:
    referral, facts = _referral(context), context.brief.facts
    return [
        FormField(
            "language", _("In"), "choice", choices=tuple((key, _(name)) for key, name in _LANGUAGE_NAMES.items())
        ),
        FormField(
            "text",
            _("Text"),
            "note",
            tall=True,
            drafted=lambda texts: informing(texts.get("language") or LANGUAGES[0], facts, referral),
        ),
        day_entry("on", _("Told on"), context.today),
    ]


def _inform(services: Services, context: Context, values: Values) -> str:
    referral = _referral(context)
    services.referrals.inform(referral.id, values["on"])
    return _("Saved: %(name)s knows") % {"name": referral.name}


async def find_targets(screen: BenchScreen, subject: Subject) -> bool:
    """Find whom somebody might introduce us to; the proposal that is taken becomes a target."""
    from advisorbench.screens.dialogs.finder import FinderScreen

    def look(services: Services) -> tuple[str, str, list[TargetSuggestion]]:
        person_id = whom(services, subject)
        suggestions = services.targets.find(subject.account_id, person_id)
        return person_id, services.accounts.brief(subject.account_id).facts.person_name(person_id), suggestions

    person_id, name, suggestions = await screen.in_thread(look)
    chosen = await screen.app.push_screen_wait(FinderScreen(name, suggestions))
    if chosen is None:
        return False
    return await asks.JOBS["add_target"](screen, Subject(subject.account_id, person_id, thing=chosen))


JOBS = jobs(
    FormJob(
        "prepare_ask",
        _prepare_title,
        _prepare_entries,
        _prepare,
        _gather,
        _beside_prepare,
        shows=lambda values: str(values["text"]),
    ),
    FormJob("thank", _thank_title, _thank_entries, _thank),
    FormJob("introduce", N_("An introduction for %(account)s"), _introduce_entries, _introduce),
    FormJob(
        "inform",
        _inform_title,
        _inform_entries,
        _inform,
        draft_of=DraftOf.THING,
        shows=lambda values: str(values["text"]),
    ),
    find_targets=find_targets,
)
"""The jobs of this subject, by name."""
