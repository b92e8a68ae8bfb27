"""The quick log: what is read in a sentence, in Dutch and English, and what is asked because it is not certain."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.days.quick_log import MAX_LENGTH, Understood, understand
from advisorbench.domain.language.quick_log import say_question

TODAY = date(2026, 11, 23)
"""A Monday."""

SENTENCES = """
called Kaya 20m about renewal                              | call    | 20  | today     | Kaya | renewal
visited De Wit Bouw 1h30 yesterday                         | visit   | 90  | yesterday | De Wit Bouw |
gebeld met Jansen 20 min over verlenging                   | call    | 20  | today     | Jansen | verlenging
gisteren 2 uur bij Molenaar langs geweest                  | visit   | 120 | yesterday | Molenaar |
45m intern overleg                                         | inside  | 45  | today     |  |
mail to Kaya                                               | mail    |     | today     | Kaya |
Called Elif Kaya for 20 minutes                            | call    | 20  | today     | Elif Kaya |
I called Kaya yesterday, 15 min: they want a second dock   | call    | 15  | yesterday | Kaya | they want a second dock
phoned Molenaar Groente half an hour about the order       | call    | 30  | today     | Molenaar Groente | the order
met with Anouk Molenaar for an hour                        | meeting | 60  | today     | Anouk Molenaar |
meeting with Brightwater 1h 15m on Friday re missed visits | meeting | 75  | -3        | Brightwater | missed visits
visit to Hofstra Transport 2 hours and 10 minutes          | visit   | 130 | today     | Hofstra Transport |
emailed Priya Raman                                        | mail    |     | today     | Priya Raman |
texted Nynke Postma this morning                           | message |     | today     | Nynke Postma |
WhatsApp to Cor Bakker about Saturday's van                | message |     | today     | Cor Bakker | Saturday's van
called Elif at Kaya 10 min                                 | call    | 10  | today     | Elif + Kaya |
visited Kaya with Tom Brouwer 90 min                       | visit   | 90  | today     | Kaya + Tom Brouwer |
dropped by Jansen Metaal for 25 minutes                    | visit   | 25  | today     | Jansen Metaal |
review with Brightwater 1.5 hours                          | review  | 90  | today     | Brightwater |
call with Marlow & Finch 3 days ago, 12m                   | call    | 12  | -3        | Marlow & Finch |
20 minutes on the phone with Kaya                          | call    | 20  | today     | Kaya |
lunch with Sander 1 hour                                   | meeting | 60  | today     | Sander |
called Kaya about an hour                                  | call    | 60  | today     | Kaya |
called Kaya around 20 minutes about the depot              | call    | 20  | today     | Kaya | the depot
called Kaya at 10:30 for 20m                               | call    | 20  | today     | Kaya | at 10:30
visited Kaya from 10:00 to 11:30                           | visit   | 90  | today     | Kaya |
visited Kaya 14:00-15:45 on 19 Nov                         | visit   | 105 | -4        | Kaya |
last Wednesday visited Whitcombe Bakery, 1h                | visit   | 60  | -5        | Whitcombe Bakery |
called Kaya 20m about the visit tomorrow                   | call    | 20  | today     | Kaya | the visit tomorrow
called Kaya about renewal 20m                              | call    | 20  | today     | Kaya | renewal
called Kaya about renewal yesterday                        | call    |     | yesterday | Kaya | renewal
2h internal meeting about pricing                          | inside  | 120 | today     |  | pricing
admin 1.5h                                                 | inside  | 90  | today     |  |
10 min call w/ Kaya                                        | call    | 10  | today     | Kaya |
mailed Kaya the offer                                      | mail    |     | today     | Kaya | offer
drove 1h30 to Kaya                                         | travel  | 90  | today     | Kaya |
day before yesterday called Kaya 5m                        | call    | 5   | -2        | Kaya |
Jansen gebeld                                              | call    |     | today     | Jansen |
gisteren Jansen gebeld, 10 min                             | call    | 10  | yesterday | Jansen |
even gebeld met Elif over de nieuwe hal                    | call    |     | today     | Elif | de nieuwe hal
half uur gebeld met Kaya Logistics                         | call    | 30  | today     | Kaya Logistics |
anderhalf uur op bezoek geweest bij De Wit                 | visit   | 90  | today     | De Wit |
bezoek aan De Wit Bouw 1u30 over faalkosten                | visit   | 90  | today     | De Wit Bouw | faalkosten
eergisteren een kwartier gebeld met Frits Jansen           | call    | 15  | -2        | Frits Jansen |
gemaild met Claes Textiel                                  | mail    |     | today     | Claes Textiel |
mailtje naar Griet Claes gestuurd                          | mail    |     | today     | Griet Claes |
geappt met Wiebe                                           | message |     | today     | Wiebe |
appje naar Wiebe Hofstra over lege ritten                  | message |     | today     | Wiebe Hofstra | lege ritten
vrijdag 3 kwartier bij Peeters Verpakking geweest          | visit   | 45  | -3        | Peeters Verpakking |
vorige week dinsdag 1 uur langs geweest bij Kaya           | visit   | 60  | -6        | Kaya |
twee uur vergaderd met Molenaar                            | meeting | 120 | today     | Molenaar |
overleg met Bas Verweij van Molenaar, 40 minuten           | meeting | 40  | today     | Bas Verweij van Molenaar |
op 18 nov 1 uur en 20 minuten bij Van Loon op bezoek       | visit   | 80  | -5        | Van Loon |
2,5 uur intern                                             | inside  | 150 | today     |  |
teamoverleg 1 uur                                          | inside  | 60  | today     |  |
administratie 2 uur gisteren                               | inside  | 120 | yesterday |  |
1 uur gereden naar Groenewoud                              | travel  | 60  | today     | Groenewoud |
twee en een half uur bij Van Dam langs gegaan              | visit   | 150 | today     | Van Dam |
van 9 tot 10 uur gebeld met Ömer Demir                     | call    | 60  | today     | Ömer Demir |
vanmorgen Kaya gebeld over de tweede hal                   | call    |     | today     | Kaya | de tweede hal
gebeld met Kaya 20 min omdat het te laat kwam              | call    | 20  | today     | Kaya | omdat het te laat kwam
telefonisch contact met Joost de Wit, 5 min                | call    | 5   | today     | Joost de Wit |
3 dagen geleden langs geweest bij Ter Horst                | visit   |     | -3        | Ter Horst |
gebeld met Bakker en Zn 20 min                             | call    | 20  | today     | Bakker en Zn |
gemaild met Call Center Noord, over prijs                   | mail    |     | today     | Call Center Noord | over prijs
kwartaalgesprek met Kaya 1,5 uur                           | review  | 90  | today     | Kaya |
koffie gedronken met Femke Dijkstra                        | meeting |     | today     | Femke Dijkstra |
"""
"""Sentence, how, minutes, day (or days from today), names, note. Nothing in them is asked."""

ASKED = """
met Kaya 45 min                                            | kind    | English "met" or Dutch "met"
spoke to Kaya 20 min                                       | kind    | by phone or in person?
gesproken met Jansen, 20 minuten                           | kind    | the same in Dutch
Kaya 20m                                                   | kind    | nobody says how
called and visited Kaya                                    | kind    | two at once
gebeld en gemaild met Jansen                               | kind    | the same in Dutch
called 20m about renewal                                   | who     | with whom?
20 min gebeld                                              | who     | the same in Dutch
called Kaya 20m Molenaar                                   | who     | two names
called Kaya 20m and 1h                                     | minutes | two lengths
een paar uur bij Kaya langs geweest                        | minutes | "a few" is no number
a couple of hours visiting Kaya                            | minutes | the same in English
visited Jansen 1h, 20 min of it a tour                     | minutes | 60, 20 or 80?
called Kaya 20 about renewal                               | minutes | twenty what?
visited Kaya 1:30                                          | minutes | how long, or when?
1.30 uur bij Kaya op bezoek                                | minutes | 90 minutes or 78?
visited Kaya 30 hours                                      | minutes | longer than a day
visited Kaya from 11:00 to 10:00                           | minutes | backwards
visited Kaya from 9 to 1 pm                                | minutes | four hours, written otherwise
over 2 uur gebeld met Kaya                                 | minutes | more than two hours, or in two hours?
called Kaya 0 min                                          | minutes | nothing
visited Kaya all day                                       | minutes | how long is a day?
hele dag bij Kaya geweest                                  | minutes | the same in Dutch
visited Sunday Foods 1h                                    | on      | a day, or a name?
called Kaya tomorrow                                       | on      | still to come
morgen 2 uur bij Molenaar langs                            | on      | the same in Dutch
called Kaya on Monday                                      | on      | today, or a week ago?
maandag gebeld met Jansen                                  | on      | the same in Dutch
visited Kaya on 25 December                                | on      | eleven months ago is not meant
called Kaya last week                                      | on      | which day?
vorige week gebeld met Jansen                              | on      | the same in Dutch
called Kaya yesterday or Friday                            | on      | two days
called Kaya about the visit on Friday                      | on      | of the call, or in the note?
visited Kaya on 31 November                                | on      | no such day
"""
"""What is not certain, and which field is asked about."""


def _table(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def _day(text: str) -> date:
    return TODAY + timedelta({"today": 0, "yesterday": -1}[text] if text.isalpha() else int(text))


def _how(found: Understood) -> str:
    word = found.use or found.kind
    return word.value if word else ""


@pytest.mark.parametrize("row", _table(SENTENCES), ids=lambda row: row[0])
def test_a_sentence_is_understood(row: list[str]) -> None:
    sentence, how, minutes, day, names, *note = row
    found = understand(sentence, TODAY)
    assert (found.questions, found.missing) == ((), ())
    assert _how(found) == how
    assert found.minutes == (int(minutes) if minutes else None)
    assert found.on == _day(day)
    assert found.names == (tuple(names.split(" + ")) if names else ())
    assert found.note == "".join(note)


@pytest.mark.parametrize("row", _table(ASKED), ids=lambda row: row[0])
def test_what_is_not_certain_is_asked(row: list[str]) -> None:
    sentence, field, _why = row
    found = understand(sentence, TODAY)
    asked = [question.field for question in found.questions]
    missing = [question.field for question in found.missing]
    assert asked + missing == [field]
    assert all(say_question(question) for question in (*found.questions, *found.missing))


def test_there_are_sixty_sentences_and_more() -> None:
    assert len(_table(SENTENCES)) + len(_table(ASKED)) >= 60


@pytest.mark.parametrize("row", _table(SENTENCES), ids=lambda row: row[0])
def test_capitals_do_not_matter_for_what_was_done(row: list[str]) -> None:
    """Only names may be capitalised within a sentence: a verb is known whatever its case at the beginning."""
    sentence = row[0]
    plain = understand(sentence, TODAY)
    raised = understand(sentence[0].upper() + sentence[1:], TODAY)
    assert (raised.kind, raised.use, raised.minutes, raised.on) == (plain.kind, plain.use, plain.minutes, plain.on)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    found = understand(text, TODAY)
    assert found.on <= TODAY or found.questions
    assert found.minutes is None or 0 < found.minutes <= 1440


@given(
    minutes=st.integers(1, 1440),
    name=st.sampled_from(["Kaya", "De Wit Bouw", "Ömer Demir", "Ó Súilleabháin Foods"]),
    ago=st.integers(0, 400),
    dutch=st.booleans(),
)
def test_what_is_written_out_comes_back(minutes: int, name: str, ago: int, dutch: bool) -> None:
    day = TODAY - timedelta(ago)
    written = (
        f"op {day.isoformat()} {minutes} min gebeld met {name} over de prijs"
        if dutch
        else f"called {name} {minutes} minutes on {day.isoformat()} about de prijs"
    )
    found = understand(written, TODAY)
    assert (found.minutes, found.on, found.names, found.note) == (minutes, day, (name,), "de prijs")
    assert not found.questions and not found.missing


def test_a_sentence_that_is_too_long_is_asked_to_be_shorter() -> None:
    found = understand("called Kaya " + "x" * MAX_LENGTH, TODAY)
    assert [question.field for question in found.questions] == [""]
