"""Asks, targets, referrals and testimonials, each whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from advisorbench.domain.asking.testimonials import expired, may_be_shown
from advisorbench.domain.customers.promises import feedback_on
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.records import facts as f
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import Stage, TestimonialState, label
from advisorbench.domain.text import shown, shown_note
from advisorbench.i18n import _
from advisorbench.widgets.brief import outcome_parts
from advisorbench.widgets.text_parts import Part, hang, head, item, row, title


def target_parts(target: f.Target, facts: AccountFacts, on: date, width: int) -> Iterator[Part]:
    """Whom we would like to meet, through whom, and why."""
    yield from head(target.name, _("target · %(state)s") % {"state": label(target.state)}, width)
    yield "\n"
    yield from row(_("Through"), shown(facts.person_name(target.person_id)))
    for name, text in ((_("Why they"), target.why_fit), (_("Why now"), target.why_now or "–")):
        if text:
            yield from row(name, hang(shown(text), width, 12))
    if target.added_on:
        yield from row(_("Noted"), say_day(target.added_on, on))


def ask_parts(ask: f.Ask, facts: AccountFacts, on: date, width: int) -> Iterator[Part]:
    """What was asked, when, how, and what was said."""
    state = _("ask for a %(kind)s · %(state)s") % {"kind": label(ask.kind), "state": label(ask.state)}
    yield from head(facts.person_name(ask.person_id), state, width)
    yield "\n"
    if ask.target_name:
        yield from row(_("For"), (hang(shown(ask.target_name), width, 12), "bold"))
    for name, day in ((_("Asked"), ask.asked_on), (_("Answered"), ask.answered_on), (_("Until"), ask.later_on)):
        if day:
            yield from row(name, say_day(day, on))
    for name, text in ((_("How"), ask.channel), (_("Route"), ask.route)):
        if text:
            yield from row(name, hang(shown(text), width, 12))
    if ask.override_reason:
        yield from title(_("ASKED ALL THE SAME"), _("counted apart"))
        yield hang(shown(ask.override_reason), width, 0) + "\n"
    for heading, text in ((_("IN THEIR WORDS"), ask.note), (_("THE WORDS"), ask.text)):
        if text:
            yield from title(heading)
            yield shown_note(text) + "\n"


def referral_parts(referral: f.Referral, facts: AccountFacts, on: date, width: int) -> Iterator[Part]:
    """A name with its origin, its stages, and what its referrer is owed."""
    yield from head(referral.name, " · ".join(filter(None, (shown(referral.company), label(referral.stage)))), width)
    giver = {"who": shown(facts.person_name(referral.person_id)), "account": shown(facts.account.name)}
    yield from row("", (hang(_("as given by %(who)s, %(account)s") % giver, width, 0), "$muted"), 0)
    yield "\n"
    reached = dict(referral.reached)
    for stage in Stage:
        if stage in reached:
            sign = ("×", "$text-error") if stage is Stage.ENDED else ("●", "$text-success")
            yield from item(sign, label(stage), say_day(reached[stage], on), width)
        elif stage is not Stage.ENDED and Stage.ENDED not in reached:
            yield (f"○ {label(stage)}\n", "$muted")
    if referral.ended_reason:
        yield hang(shown(referral.ended_reason), width, 0) + "\n"
    if referral.permission_basis:
        yield from title(_("PERMISSION"))
        yield hang(shown(referral.permission_basis), width, 0) + "\n"
    elif referral.stage is Stage.NAMED:
        yield from title(_("NOT INTRODUCED YET"))
        told = _("told %(day)s that we keep the name") % {"day": say_day(referral.informed_on, on)} if (
            referral.informed_on
        ) else _("Only what the referrer gave is kept; “purge person” erases it.")  # fmt: skip
        yield (hang(told, width, 0) + "\n", "$muted")
    owed = feedback_on(facts, referral.id)
    if owed:
        yield from title(_("THE REFERRER HEARS"))
    for promise in owed:
        late = promise.open_on(on) and promise.due_on < on
        sign = ("!", "$text-error") if late else ("○", "$muted") if promise.open_on(on) else ("✓", "$text-success")
        day = promise.closed_on or promise.due_on
        yield from item(sign, label(promise.state), say_day(day, on), width)
    if referral.note:
        yield from title(_("NOTE"))
        yield shown_note(referral.note) + "\n"


def testimonial_parts(one: f.Testimonial, facts: AccountFacts, on: date, width: int) -> Iterator[Part]:
    """Their words, what they agreed to, where it is to be seen, and what it speaks of."""
    state = label(one.state)
    if one.state in (TestimonialState.APPROVED, TestimonialState.PUBLISHED):
        state += " · " + (_("may be shown") if may_be_shown(one, facts, on) else _("may not be shown"))
    yield from head(facts.person_name(one.person_id), state, width)
    text = one.approved or one.original
    if text:
        yield "\n“" + hang(shown_note(text), width, 0) + "”\n"
    yield "\n"
    for heading, day in (
        (_("Requested"), one.requested_on), (_("Received"), one.received_on), (_("Approved"), one.approved_on),
        (_("Published"), one.published_on), (_("Withdrawn"), one.withdrawn_on),
    ):  # fmt: skip
        if day:
            yield from row(heading, say_day(day, on))
    if one.scope:
        yield from row(_("What for"), hang(shown(one.scope), width, 12))
        yield from row(_("Below it"), _("name and company") if one.with_name else _("no name"))
    if one.expires_on:
        style = "$text-error" if expired(one, on) and one.state is not TestimonialState.WITHDRAWN else ""
        yield from row(_("Consent"), (_("until %(day)s") % {"day": say_day(one.expires_on, on)}, style))
    if one.withdrawn_reason:
        yield from row(_("Why"), hang(shown(one.withdrawn_reason), width, 12))
    if one.where:
        withdrawn = one.state is TestimonialState.WITHDRAWN or expired(one, on)
        yield from title(_("TO BE TAKEN DOWN FROM") if withdrawn else _("WHERE IT IS TO BE SEEN"))
    for place in one.where:
        yield from item("·", shown(place), "", width)
    outcome = facts.outcome(one.outcome_id)
    if outcome:
        yield from title(_("WHAT IT SPEAKS OF"))
        yield from outcome_parts(outcome, on, width)
    if one.approved and one.original and one.approved != one.original:
        yield from title(_("AS IT WAS WRITTEN"))
        yield (shown_note(one.original) + "\n", "$muted")
