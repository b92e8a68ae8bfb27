"""An ask is worded in the customer's language: value first, one target, reason and route, and nothing half said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.asking.wording import (
    LANGUAGES,
    PLACES,
    PLACES_OF,
    WORDINGS,
    Aim,
    draft,
    language_of,
    say_outcome,
    value_told,
)
from advisorbench.domain.language.templates import unknown_places
from advisorbench.domain.records.facts import AccountFacts, Outcome, Person
from advisorbench.domain.records.states import AskKind, Period, TemplateKind
from advisorbench.i18n import use_language
from tests.domain.build import ANNA, BEN, TODAY, day, facts, outcome

KNOWN = facts()
SAVED = outcome(cents=41_000_50, period="a year")
AIM = Aim("Joris Hofstra, Hofstra Transport", "they move house in May", "a mail to both of us")
EVERY = [pytest.param(kind, language, id=f"{kind}-{language}") for kind, language in WORDINGS]
PARTS = list(product((True, False), repeat=4))
"""Whether the outcome, the target, the reason and the route are known."""


@pytest.fixture(params=["en", "nl"], autouse=True)
def user_language(request: pytest.FixtureRequest) -> Iterator[str]:
    """The language of the program, which must not matter here."""
    use_language(request.param)
    yield request.param
    use_language(None)


def worded(
    kind: AskKind, language: str, aim: Aim = AIM, told: Outcome | None = SAVED, person: Person = ANNA, **more: Any
) -> str:
    """The draft from the wording there is."""
    return draft(WORDINGS[kind, language], language, facts(**more), person, aim, told)


def test_there_is_a_wording_for_each_kind_in_each_language() -> None:
    assert set(WORDINGS) == set(product(AskKind, LANGUAGES))
    assert set(PLACES_OF) == set(TemplateKind)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_wording_holds_known_places_only_and_the_outcome_before_the_question(kind: AskKind, language: str) -> None:
    text = WORDINGS[kind, language]

    assert unknown_places(text, PLACES) == []
    assert text.index("$name") < text.index("$outcome") < text.index("?")
    assert "$outcome" in text.split("\n\n")[1]


def test_an_ask_for_a_referral_in_dutch_is_said_in_full() -> None:
    assert worded(AskKind.REFERRAL, "nl") == (
        "Dag Anna,\n\n"
        "Fijn om te zien wat het heeft opgeleverd: faster lead time (€ 41.000,50 per jaar).\n\n"
        "Er is iemand die ik graag zou ontmoeten: Joris Hofstra, Hofstra Transport.\n\n"
        "Waarom juist nu? They move house in May.\n\n"
        "Zou je ons willen voorstellen?\n\n"
        "Het kan zo: a mail to both of us.\n\n"
        "Nee is ook een goed antwoord. Wat er ook van komt: ik laat je weten hoe het ging.\n\n"
        "Hartelijke groet"
    )


def test_an_ask_for_a_reference_in_english_is_said_in_full() -> None:
    assert worded(AskKind.REFERENCE, "en") == (
        "Hello Anna,\n\n"
        "This is what you have reached: faster lead time (€ 41,000.50 a year).\n\n"
        "Joris Hofstra, Hofstra Transport stands before the same choice.\n\n"
        "Why now? They move house in May.\n\n"
        "May they call you for a quarter of an hour, to hear how it went at yours?\n\n"
        "It could be done like this: a mail to both of us.\n\n"
        "I will tell you what they did with it.\n\n"
        "Kind regards"
    )


def test_an_ask_for_a_testimonial_names_no_target_and_says_it_can_be_taken_back() -> None:
    text = worded(AskKind.TESTIMONIAL, "en")

    assert "Hofstra" not in text
    assert "You confirmed this yourself: faster lead time (€ 41,000.50 a year)." in text
    assert text.endswith("You can take it back at any time.\n\nKind regards")


@pytest.mark.parametrize(("kind", "language"), EVERY)
@pytest.mark.parametrize("parts", PARTS, ids=str)
def test_what_is_not_known_is_left_out_with_its_whole_sentence(
    kind: AskKind, language: str, parts: tuple[bool, ...]
) -> None:
    told, who, why, route = parts
    aim = Aim(AIM.target if who else "", AIM.why_now if why else "", AIM.route if route else "")
    text = worded(kind, language, aim, SAVED if told else None)
    missing = [place for place, known in zip(("outcome", "target", "why", "route"), parts, strict=True) if not known]
    kept = [part for part in WORDINGS[kind, language].split("\n\n") if not any(f"${name}" in part for name in missing)]

    assert len(text.split("\n\n")) == len(kept)
    assert "$" not in text
    assert not re.search(r":\s*(\.|$)", text, re.MULTILINE)
    assert not re.search(r"  |\s\.|\.\.|^[ .]", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("language", "cents", "currency", "period", "said"),
    [
        ("nl", 41_000_00, "EUR", "once", "(€ 41.000)"),
        ("en", 41_000_00, "EUR", "once", "(€ 41,000)"),
        ("nl", 1_234_567_05, "EUR", "a month", "(€ 1.234.567,05 per maand)"),
        ("en", 1_234_567_05, "EUR", "a month", "(€ 1,234,567.05 a month)"),
        ("nl", 500_00, "USD", "a quarter", "($ 500 per kwartaal)"),
        ("en", 500_00, "GBP", "a quarter", "(£ 500 a quarter)"),
        ("nl", 99, "CHF", "a year", "(CHF 0,99 per jaar)"),
        ("en", -99, "CHF", "a year", "(CHF -0.99 a year)"),
        ("nl", 0, "EUR", "once", "(€ 0)"),
    ],
)
def test_an_amount_is_written_as_the_customers_language_writes_it(
    language: str, cents: int, currency: str, period: str, said: str
) -> None:
    told = outcome(cents=cents, currency=currency, period=period)

    assert say_outcome(told, language) == f"faster lead time {said}"
    assert f"faster lead time {said}." in worded(AskKind.REFERRAL, language, told=told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("period", list(Period))
def test_without_an_amount_only_the_result_is_named(language: str, period: Period) -> None:
    assert say_outcome(outcome(period=period.value), language) == "faster lead time"


@pytest.mark.parametrize(
    ("name", "called"),
    [("Anna Kaya", "Anna"), ("Anna", "Anna"), ("Anne Marie de Wit", "Anne"), ("  Anna  Kaya ", "Anna"), ("", "")],
)
def test_a_person_is_addressed_by_the_first_name(name: str, called: str) -> None:
    text = draft("Dag $name!", "nl", KNOWN, ANNA._replace(name=name), AIM, None)

    assert text == f"Dag {called}!"


def test_a_wording_of_ones_own_may_use_every_place() -> None:
    template = "\n".join(f"{place}: ${place}" for place in PLACES)

    assert draft(template, "en", KNOWN, ANNA, AIM, SAVED).split("\n") == [
        "name: Anna", "person: Anna Kaya", "account: Kaya Logistics",
        "outcome: faster lead time (€ 41,000.50 a year)", "target: Joris Hofstra, Hofstra Transport",
        "why: They move house in May", "route: a mail to both of us",
    ]  # fmt: skip


HOSTILE = st.sampled_from(["$target", "$$name", "\\g<1>", "%(what)s", "{0.__class__}", "[@click=app.quit]x[/]", "$5"])


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(list(WORDINGS)), HOSTILE, HOSTILE, HOSTILE)
def test_what_people_wrote_is_data(key: tuple[AskKind, str], told: str, who: str, why: str) -> None:
    kind, language = key
    text = worded(kind, language, Aim(who, why), outcome()._replace(what=told))

    assert told in text
    assert kind is AskKind.TESTIMONIAL or (who in text and f"? {why[0].upper()}{why[1:]}." in text)


@pytest.mark.parametrize(
    ("spoken", "fallback", "language"),
    [
        ("nl", "en", "nl"),
        ("en", "nl", "en"),
        ("NL", "en", "nl"),
        ("nl-BE", "en", "nl"),
        ("en_GB.UTF-8", "nl", "en"),
        ("", "nl", "nl"),
        ("", "en", "en"),
        ("de", "nl", "nl"),
        ("fr-CA", "en", "en"),
    ],
)
def test_a_person_is_written_to_in_their_language_or_else_in_the_sellers(
    spoken: str, fallback: str, language: str
) -> None:
    assert language_of(spoken, fallback) == language


def by(who: str, ago: int, key: str, state: str = "verified", **more: Any) -> Outcome:
    """An outcome verified by somebody that many days ago."""
    return outcome(ago, state, ago, key, **more)._replace(verified_by=who)


TOLD: list[tuple[str, dict[str, Any], str | None]] = [
    ("nothing recorded", {}, None),
    ("claimed only", {"outcomes": [outcome(5, "claimed")]}, None),
    ("disputed only", {"outcomes": [outcome(5, "disputed", 9)]}, None),
    ("verified tomorrow", {"outcomes": [outcome(5, verified=-1)]}, None),
    ("the newest verified", {"outcomes": [by("Ben Kaya", 9, "a"), by("Ben Kaya", 3, "b")]}, "b"),
    ("the newest verified, not the newest realised",
     {"outcomes": [outcome(90, verified=1, key="a"), outcome(5, key="b")]}, "a"),
    ("her own before a newer one of a colleague",
     {"outcomes": [by("Anna Kaya", 300, "a"), by("Ben Kaya", 3, "b")]}, "a"),
    ("the newest of her own", {"outcomes": [by("Anna Kaya", 30, "a"), by("Anna Kaya", 20, "b")]}, "b"),
    ("not one of her own that is disputed",
     {"outcomes": [by("Anna Kaya", 30, "a", "disputed", disputed=1), by("Ben Kaya", 90, "b")]}, "b"),
    ("one of her own disputed tomorrow",
     {"outcomes": [by("Anna Kaya", 30, "a", "disputed", disputed=-1), by("Ben Kaya", 9, "b")]}, "a"),
    ("her own, though she has left",
     {"people": [BEN], "former": [ANNA], "outcomes": [by("Anna Kaya", 30, "a"), by("Ben Kaya", 3, "b")]}, "a"),
]  # fmt: skip


@pytest.mark.parametrize(("known", "key"), [pytest.param(*row[1:], id=row[0]) for row in TOLD])
def test_the_talk_begins_with_the_newest_value_before_all_what_she_verified_herself(
    known: dict[str, Any], key: str | None
) -> None:
    found: AccountFacts = facts(**known)
    told = value_told(found, ANNA.id, TODAY)

    assert (told.id if told else None) == key
    assert value_told(facts(**{**known, "outcomes": list(found.outcomes[::-1])}), ANNA.id, TODAY) == told


def test_on_a_past_day_the_talk_began_with_what_was_verified_then() -> None:
    known = facts(outcomes=[by("Anna Kaya", 30, "a"), by("Anna Kaya", 3, "b")])

    assert [told.id if (told := value_told(known, ANNA.id, day(ago))) else None for ago in (31, 30, 4, 3)] == [
        None, "a", "a", "b",
    ]  # fmt: skip
