"""Jobs around testimonials: words that came, their next state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisorbench.domain.asking.testimonials import SHOWABLE
from advisorbench.domain.errors import Refused
from advisorbench.domain.language.dates import months_after
from advisorbench.domain.records.facts import AccountFacts, Outcome, Testimonial
from advisorbench.domain.records.states import OutcomeState, TestimonialState, allowed, label
from advisorbench.i18n import N_, _
from advisorbench.screens.dialogs.form_field import FormField, Values
from advisorbench.screens.jobs.base import Context, DraftOf, FormJob, day_entry, jobs, person_entry

if TYPE_CHECKING:
    from advisorbench.services import Services

_RENEWED = "renewed"
"""Stands among the next states: the consent goes on."""
_NEXT_WORDS = {
    TestimonialState.RECEIVED: N_("received: these are their words"),
    TestimonialState.APPROVED: N_("approved: they agreed to the text"),
    TestimonialState.PUBLISHED: N_("published: it is to be seen"),
    TestimonialState.WITHDRAWN: N_("withdrawn: not to be shown any more"),
}


def verified(facts: AccountFacts) -> list[Outcome]:
    """The outcomes that a testimonial may speak of, the newest first.

    Raises:
        Refused: There is none.
    """
    found = [o for o in facts.outcomes if o.state is OutcomeState.VERIFIED]
    if not found:
        raise Refused(
            _("A testimonial speaks of an outcome that %(account)s verified; there is none.")
            % {"account": facts.account.name},
            _("Press o to record one, and v to have it verified."),
        )
    return sorted(found, key=lambda o: (o.verified_on or o.on, o.id), reverse=True)


def _add_entries(context: Context) -> list[FormField]:
    outcomes = tuple((o.id, o.what) for o in verified(context.brief.facts))
    return [
        person_entry(context, _("From")),
        FormField("outcome_id", _("About"), "choice", choices=outcomes),
        FormField("original", _("Their words"), "note", required=True),
        day_entry("received_on", _("On"), context.today),
    ]


def _add(services: Services, context: Context, values: Values) -> str:
    services.testimonials.receive(values | {"account_id": context.account_id})
    return _("Saved: next, have the text approved")


def _chosen(context: Context) -> Testimonial:
    going = [t for t in context.brief.facts.testimonials if allowed(t.state)]
    if not going:
        raise Refused(_("%(account)s has no testimonial under way.") % {"account": context.account})
    return next((t for t in going if t.id == context.subject.subject_id), going[0])


def _advance_title(context: Context) -> str:
    one = _chosen(context)
    return _("The words of %(who)s: %(state)s") % {
        "who": context.brief.facts.person_name(one.person_id),
        "state": label(one.state),
    }


def _advance_entries(context: Context) -> list[FormField]:
    one = _chosen(context)
    states = [s for s in TestimonialState if s in allowed(one.state)]
    choices = [(s.value, _(_NEXT_WORDS[s])) for s in states]
    if one.state in SHOWABLE:
        choices.append((_RENEWED, _("renewed: the consent goes on")))
    entries = [FormField("state", _("Now"), "choice", choices=tuple(choices)), day_entry("on", _("On"), context.today)]
    if TestimonialState.RECEIVED in states:
        entries.append(FormField("text", _("Their words"), "note"))
    if TestimonialState.APPROVED in states:
        below = (("yes", _("name and company")), ("no", _("no name: “a customer”")))
        entries += [
            FormField("text", _("Text approved"), "note", one.original),
            FormField("scope", _("What for"), hint=_("approved: website, proposals, ...")),
            FormField("with_name", _("Below it"), "choice", "yes", below),
        ]
    if TestimonialState.APPROVED in states or one.state in SHOWABLE:
        until = months_after(context.today, 12) if TestimonialState.APPROVED in states else one.expires_on
        hint = _("no day: without an end")
        entries.append(day_entry("expires_on", _("Consent until"), until, required=False, hint=hint))
    if TestimonialState.PUBLISHED in states:
        entries.append(FormField("place", _("Where"), hint=_("published: the page, the brochure, ...")))
    entries.append(FormField("reason", _("Why withdrawn"), hint=_("withdrawn: the reason")))
    return entries


def _advance(services: Services, context: Context, values: Values) -> str:
    one = _chosen(context)
    if values["state"] == _RENEWED:
        services.testimonials.renew(one.id, values["expires_on"] or context.today)
        return _("Saved: the consent goes on")
    state = TestimonialState(values["state"])
    places = services.testimonials.advance(
        one.id, state, values["on"], text=values.get("text", ""), scope=values.get("scope", ""),
        with_name=values.get("with_name", "yes") == "yes", expires_on=values.get("expires_on"),
        place=values.get("place", ""), reason=values["reason"],
    )  # fmt: skip
    if places:
        return _("Withdrawn. Take it down from: %(places)s") % {"places": ", ".join(places)}
    return _("Saved: %(state)s") % {"state": label(state)}


JOBS = jobs(
    FormJob("add_testimonial", N_("Words of praise from %(account)s"), _add_entries, _add),
    FormJob("advance_testimonial", _advance_title, _advance_entries, _advance, draft_of=DraftOf.THING),
)
"""The jobs of this subject, by name."""
