"""Jobs of the referral desk: targets, asks and answers, names given and followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from advisorbench.domain.asking.finder import TargetSuggestion
from advisorbench.domain.asking.readiness import Readiness, State
from advisorbench.domain.errors import Refused
from advisorbench.domain.language.reasons import say_reasons
from advisorbench.domain.records.facts import AccountFacts, Ask, Referral
from advisorbench.domain.records.referral_facts import brought_name
from advisorbench.domain.records.states import AskKind, AskState, Stage, allowed, label
from advisorbench.i18n import N_, _
from advisorbench.screens.dialogs.form_field import FormField, Values
from advisorbench.screens.jobs.base import Context, DraftOf, FormJob, day_entry, jobs, people, person_entry, words

if TYPE_CHECKING:
    from advisorbench.services import Services


def _verdict(context: Context) -> Readiness:
    people(context)
    wanted = context.subject.person_id
    return next((v for v in context.brief.verdicts if v.person.id == wanted), context.brief.verdicts[0])


def _target_entries(context: Context) -> list[FormField]:
    found = context.subject.thing if isinstance(context.subject.thing, TargetSuggestion) else None
    return [
        person_entry(context, _("Through")),
        FormField(
            "who", _("Whom to meet"), text=found.acquaintance.name if found else "", required=True,
            hint=_("a person, or a role"),
        ),
        FormField("company", _("Company"), text=found.acquaintance.company if found else ""),
        FormField("why_fit", _("Why they fit"), text="; ".join(say_reasons(found.reasons)) if found else ""),
        FormField("why_now", _("Why now"), hint=_("one reason; without it nobody is ask-ready")),
    ]  # fmt: skip


def _target(services: Services, context: Context, values: Values) -> str:
    added = services.targets.add(values | {"account_id": context.account_id})
    return _("Saved: %(who)s") % {"who": added.name}


def _ask_entries(context: Context) -> list[FormField]:
    verdict = _verdict(context)
    aims = [t for t in context.brief.facts.targets if t.person_id == verdict.person.id and t.open_on(context.today)]
    target = min(aims, key=lambda t: (not t.why_now, t.id), default=None)
    entries = [
        person_entry(context, _("Asked")),
        FormField("kind", _("For a"), "choice", AskKind.REFERRAL.value, words(AskKind)),
        FormField("who", _("Whom to meet"), text=target.who if target else "", hint=_("a person, or a role")),
        FormField("company", _("Company"), text=target.company if target else ""),
        FormField("why_now", _("Why now"), text=target.why_now if target else "", hint=_("one reason")),
        FormField("channel", _("How"), hint=_("in person, by phone, ...")),
        day_entry("asked_on", _("On"), context.today),
    ]
    if verdict.state < State.READY:
        hint = _("not ready: needed to ask all the same")
        entries.append(FormField("override_reason", _("Written reason"), hint=hint))
    return entries


def _ask(services: Services, context: Context, values: Values) -> str:
    aim = {name: values.pop(name) for name in ("who", "company", "why_now")}
    services.asks.ask(values | {"account_id": context.account_id}, **aim)
    return _("Saved: %(who)s was asked") % {"who": context.brief.facts.person_name(values["person_id"])}


def _waiting_asks(context: Context) -> list[Ask]:
    waiting = [a for a in context.brief.facts.asks if a.state in (AskState.ASKED, AskState.LATER)]
    if not waiting:
        raise Refused(_("No ask at %(account)s waits for an answer.") % {"account": context.account})
    return waiting


def _answer_entries(context: Context) -> list[FormField]:
    facts, waiting = context.brief.facts, _waiting_asks(context)
    chosen = next((a for a in waiting if a.id == context.subject.subject_id), waiting[0])
    answers = [AskState.YES, AskState.LATER, AskState.NO]
    if chosen.state is AskState.LATER:
        answers = [AskState.YES, AskState.LATER, AskState.NO, AskState.ASKED]
    return [
        FormField(
            "ask_id", _("Ask"), "choice", chosen.id,
            tuple((a.id, _said(facts, a)) for a in waiting),
        ),
        FormField("state", _("Answer"), "choice", choices=tuple((s.value, _answer_words(s)) for s in answers)),
        day_entry("on", _("On"), context.today),
        day_entry("later_on", _("Until"), None, required=False, hint=_("needed for “later”: a day to come")),
        FormField("note", _("In their words"), "note"),
    ]  # fmt: skip


def _said(facts: AccountFacts, ask: Ask) -> str:
    """An ask in a few words: who, for what, for whom."""
    return " · ".join(filter(None, (facts.person_name(ask.person_id), label(ask.kind), ask.target_name)))


def _answer_words(state: AskState) -> str:
    return _("asked again, no answer yet") if state is AskState.ASKED else label(state)


def _answer(services: Services, context: Context, values: Values) -> str:
    state = AskState(values["state"])
    services.asks.answer(values["ask_id"], state, values["on"], values["later_on"], values["note"])
    if state is AskState.YES:
        return _("Yes! Press n to record the name that was given.")
    return _("Saved: %(state)s") % {"state": label(state)}


def _expected(context: Context) -> Ask | None:
    """The ask that waits for its name: to this person, or to anybody there where nobody is meant."""
    facts = context.brief.facts
    asked = [
        a
        for a in facts.asks
        if context.subject.person_id in (None, a.person_id)
        and a.asked_on
        and a.state is not AskState.NO
        and not brought_name(a, facts.referrals, context.today)
    ]
    return asked[-1] if asked else None


def _name_entries(context: Context) -> list[FormField]:
    ask = _expected(context)
    giver = person_entry(context, _("Given by"))
    return [
        replace(giver, text=giver.text or (ask.person_id if ask else "")),
        FormField(
            "name", _("Name"), text=ask.target if ask else "", required=True, hint=_("only what the referrer gave")
        ),
        FormField("company", _("Company"), text=ask.company if ask else ""),
        day_entry("named_on", _("On"), context.today),
        FormField("note", _("Note"), "note"),
    ]


def _name(services: Services, context: Context, values: Values) -> str:
    added = services.referrals.name(values | {"account_id": context.account_id})
    by = context.today + timedelta(days=services.rules.feedback_after_name_days)
    return _("Saved: %(name)s; %(who)s is to hear by %(day)s") % {
        "name": added.name,
        "who": context.brief.facts.person_name(values["person_id"]),
        "day": context.day(by),
    }


def _chosen_referral(context: Context) -> Referral:
    going = [r for r in context.brief.facts.referrals if allowed(r.stage)]
    if not going:
        raise Refused(_("No referral from %(account)s is under way.") % {"account": context.account})
    return next((r for r in going if r.id == context.subject.subject_id), going[0])


def _advance_title(context: Context) -> str:
    referral = _chosen_referral(context)
    return _("%(name)s, %(stage)s, from %(who)s") % {
        "name": referral.name,
        "stage": label(referral.stage),
        "who": context.brief.facts.person_name(referral.person_id),
    }


def _advance_entries(context: Context) -> list[FormField]:
    referral = _chosen_referral(context)
    stages = [s for s in Stage if s in allowed(referral.stage)]
    entries = [
        FormField("stage", _("Now"), "choice", choices=tuple((s.value, label(s)) for s in stages)),
        day_entry("on", _("On"), context.today),
    ]
    if Stage.INTRODUCED in stages:
        entries.append(FormField("basis", _("Permission"), hint=_("introduced: who told whom, and that they agreed")))
    if Stage.CUSTOMER in stages:
        entries.append(
            FormField("account", _("New account"), text=referral.company, hint=_("customer: the account's name"))
        )
    entries.append(FormField("reason", _("Why it ended"), hint=_("ended: the reason")))
    return entries


def _advance(services: Services, context: Context, values: Values) -> str:
    referral = _chosen_referral(context)
    stage = Stage(values["stage"])
    won = services.referrals.advance(
        referral.id, stage, values["on"], basis=values.get("basis", ""), reason=values["reason"],
        account=values.get("account", ""),
    )  # fmt: skip
    who = context.brief.facts.person_name(referral.person_id)
    if won:
        return _("%(account)s is a customer and in the book now; tell %(who)s") % {"account": won.name, "who": who}
    return _("%(name)s: %(stage)s; tell %(who)s") % {"name": referral.name, "stage": label(stage), "who": who}


def _report_entries(context: Context) -> list[FormField]:
    return [day_entry("on", _("Told on"), context.today)]


def _report(services: Services, context: Context, values: Values) -> str:
    if context.subject.subject_id is None:
        raise Refused(_("No referral from %(account)s waits for a report.") % {"account": context.account})
    services.referrals.report_back(context.subject.subject_id, values["on"])
    return _("Saved: told %(day)s") % {"day": context.day(values["on"])}


JOBS = jobs(
    FormJob("add_target", N_("Whom might %(account)s introduce?"), _target_entries, _target),
    FormJob("ask", N_("Ask at %(account)s"), _ask_entries, _ask),
    FormJob("answer_ask", N_("The answer from %(account)s"), _answer_entries, _answer, draft_of=DraftOf.THING),
    FormJob("name_referral", N_("A name from %(account)s"), _name_entries, _name),
    FormJob(
        "report_back",
        lambda c: _("When was %(who)s told?") % {"who": c.brief.facts.person_name(c.subject.person_id)},
        _report_entries,
        _report,
    ),
    FormJob("advance_referral", _advance_title, _advance_entries, _advance, draft_of=DraftOf.THING),
)
"""The jobs of this subject, by name."""
