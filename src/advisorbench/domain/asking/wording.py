"""How an ask is worded: drafts in the customer's language from what they verified, never in ours by accident.

The texts below are in the language of the customer, so they are no texts of the program and are not translated. The
order is the method's: value first; one target, one reason, one route; we report back. (PRODUCT: *Asking well*.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from advisorbench.domain.customers import preparation
from advisorbench.domain.language.money import money_in
from advisorbench.domain.language.templates import fill
from advisorbench.domain.records.facts import AccountFacts, Outcome, Person, Referral
from advisorbench.domain.records.states import AskKind, OutcomeState, Period, TemplateKind
from advisorbench.i18n import N_

LANGUAGES = ("nl", "en")
"""The languages that drafts are written in."""

WORDINGS: Mapping[tuple[AskKind, str], str] = {
    (AskKind.REFERRAL, "nl"): (
        "Dag $name,\n\n"
        "Fijn om te zien wat het heeft opgeleverd: $outcome.\n\n"
        "Er is iemand die ik graag zou ontmoeten: $target.\n\n"
        "Waarom juist nu? $why.\n\n"
        "Zou je ons willen voorstellen?\n\n"
        "Het kan zo: $route.\n\n"
        "Nee is ook een goed antwoord. Wat er ook van komt: ik laat je weten hoe het ging.\n\n"
        "Hartelijke groet"
    ),
    (AskKind.REFERRAL, "en"): (
        "Hello $name,\n\n"
        "It is good to see what it has brought: $outcome.\n\n"
        "There is somebody I would like to meet: $target.\n\n"
        "Why now? $why.\n\n"
        "Would you introduce us?\n\n"
        "It could be done like this: $route.\n\n"
        "No is a good answer too. Whatever comes of it, I will tell you how it went.\n\n"
        "Kind regards"
    ),
    (AskKind.REFERENCE, "nl"): (
        "Dag $name,\n\n"
        "Dit heb je bereikt: $outcome.\n\n"
        "$target staat voor dezelfde keuze.\n\n"
        "Waarom juist nu? $why.\n\n"
        "Mogen zij je een kwartier bellen om te horen hoe het bij jullie ging?\n\n"
        "Het kan zo: $route.\n\n"
        "Ik laat je weten wat zij ermee hebben gedaan.\n\n"
        "Hartelijke groet"
    ),
    (AskKind.REFERENCE, "en"): (
        "Hello $name,\n\n"
        "This is what you have reached: $outcome.\n\n"
        "$target stands before the same choice.\n\n"
        "Why now? $why.\n\n"
        "May they call you for a quarter of an hour, to hear how it went at yours?\n\n"
        "It could be done like this: $route.\n\n"
        "I will tell you what they did with it.\n\n"
        "Kind regards"
    ),
    (AskKind.TESTIMONIAL, "nl"): (
        "Dag $name,\n\n"
        "Dit heb je zelf bevestigd: $outcome.\n\n"
        "Zou je in een paar zinnen willen opschrijven wat er anders is geworden, in je eigen woorden?\n\n"
        "Voordat iemand het leest krijg je de tekst te zien, met waar hij komt te staan en hoe lang. "
        "Je kunt hem altijd weer intrekken.\n\n"
        "Hartelijke groet"
    ),
    (AskKind.TESTIMONIAL, "en"): (
        "Hello $name,\n\n"
        "You confirmed this yourself: $outcome.\n\n"
        "Would you write down in a few lines what has changed, in your own words?\n\n"
        "Before anybody reads it you will see the text, where it is to appear and for how long. "
        "You can take it back at any time.\n\n"
        "Kind regards"
    ),
}
"""The wordings there are from the start, by what is asked for and the language."""

INFORMING: Mapping[str, str] = {
    "nl": (
        "Dag $name,\n\n"
        "$referrer van $account noemde mij je naam. Ik heb alleen bewaard wat ik zo te horen kreeg: $kept. "
        "Dat doe ik om je te kunnen leren kennen; niemand anders krijgt het.\n\n"
        "Je mag het inzien en laten wissen: één woord is genoeg."
    ),
    "en": (
        "Hello $name,\n\n"
        "$referrer of $account gave me your name. I have kept only what I was told: $kept. "
        "I did so to be able to get to know you; nobody else gets it.\n\n"
        "You may see it and have it erased: one word is enough."
    ),
}
"""What somebody is told whose name we were given: who, why, from where, and their rights (GDPR, article 14)."""

PLACES = {
    "name": N_("the first name of the person asked"),
    "person": N_("the whole name of the person asked"),
    "account": N_("the account's name"),
    "outcome": N_("the newest outcome that they verified, with its amount"),
    "target": N_("whom to meet"),
    "why": N_("why now"),
    "route": N_("how the introduction could be made"),
}
"""What a wording may hold, each behind a ``$``; a paragraph whose last four are empty is left out."""

PLACES_OF: Mapping[TemplateKind, Mapping[str, str]] = {
    TemplateKind.AGENDA: preparation.PLACES,
    TemplateKind.ASK: PLACES,
}
"""The places of each kind of text of one's own."""

_PERIODS = {
    "nl": {Period.MONTH: "per maand", Period.QUARTER: "per kwartaal", Period.YEAR: "per jaar"},
    "en": {Period.MONTH: "a month", Period.QUARTER: "a quarter", Period.YEAR: "a year"},
}


@dataclass(frozen=True, slots=True)
class Aim:
    """What an ask is about.

    Args:
        target: Whom to meet, or who would like to call.
        why_now: One reason why now.
        route: How the introduction could be made.
    """

    target: str = ""
    why_now: str = ""
    route: str = ""


def _unended(text: str) -> list[str]:
    """What somebody typed, without the full stop that the sentence around it brings; nothing of nothing."""
    plain = text.strip().rstrip(".").strip()
    return [plain] if plain else []


def language_of(language: str, fallback: str = "nl") -> str:
    """The language to write to a person in: theirs if it is one of ours, else the fallback."""
    spoken = language.casefold()[:2]
    return spoken if spoken in LANGUAGES else fallback


def value_told(facts: AccountFacts, person_id: str, on: date) -> Outcome | None:
    """The outcome that the talk begins with: the newest verified one, before others one that this person verified."""
    who = facts.person_name(person_id)
    verified = [o for o in facts.outcomes if o.verified_on and o.state_on(on) is OutcomeState.VERIFIED]
    return max(verified, key=lambda o: (o.verified_by == who, o.verified_on or o.on, o.id), default=None)


def say_outcome(outcome: Outcome, language: str) -> str:
    """An outcome with its amount, in a language."""
    if outcome.amount_cents is None:
        return outcome.what
    amount = money_in(language, outcome.amount_cents, outcome.currency)
    period = _PERIODS.get(language, {}).get(outcome.period, "")
    return f"{outcome.what} ({' '.join(filter(None, (amount, period)))})"


def informing(language: str, facts: AccountFacts, referral: Referral) -> str:
    """What somebody is told whose name we were given."""
    kept = ", ".join(filter(None, (referral.name, referral.company)))
    plain = {
        "name": referral.name, "referrer": facts.person_name(referral.person_id), "account": facts.account.name,
        "kept": kept,
    }  # fmt: skip
    return fill(INFORMING[language], plain, {})


def draft(template: str, language: str, facts: AccountFacts, person: Person, aim: Aim, outcome: Outcome | None) -> str:
    """The wording of an ask, with what is known filled in.

    Args:
        template: One of `WORDINGS`, or the seller's own.
        language: "nl" or "en": how amounts are written.
        facts: The account.
        person: Who is asked.
        aim: Whom for, why now, by which route.
        outcome: What the talk begins with; ``None`` where nothing was verified.
    """
    plain = {
        "name": person.name.split()[0] if person.name.split() else person.name,
        "person": person.name,
        "account": facts.account.name,
    }
    lists = {
        "outcome": [say_outcome(outcome, language)] if outcome else [],
        "target": _unended(aim.target),
        "why": [text[0].upper() + text[1:] for text in _unended(aim.why_now)],
        "route": _unended(aim.route),
    }
    text = fill(template, plain, lists)
    return "\n".join(line.rstrip() for line in text.split("\n"))
