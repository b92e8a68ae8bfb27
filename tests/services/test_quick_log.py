"""The quick log: whom a sentence is about, what is saved of it, and what is asked instead."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

from advisorbench.domain.errors import Ambiguous, BenchError, NotFound, Refused
from advisorbench.domain.records.states import EventKind, EventState, InteractionKind
from advisorbench.models import EventRow, InteractionRow
from advisorbench.services import Services
from tests.services.making import TODAY, one_step, refused, whole_book

BOOK = {
    "Kaya Logistics": ("Elif Kaya", "Tom Brouwer"),
    "De Wit Bouw": ("Joost de Wit",),
    "Jansen Metaal": ("Frits Jansen", "Anna Smit"),
    "Jansen Hout": (),
    "Molenaar Groente": ("Bas Verweij van Dijk",),
    "Bakker": ("Cor Bakker",),
    "Hotel Noord": ("Anna Bakker",),
    "Van Dam": ("Sander van Dam", "Anna Smit"),
    "Call Center Noord": (),
}


@pytest.fixture
def book(services: Services) -> Services:
    """A book with accounts and people whose names get in each other's way."""
    for account, people in BOOK.items():
        key = services.accounts.add({"name": account}).id
        for person in people:
            services.accounts.add_person({"name": person, "account_id": key})
    return services


MEANT = """
called Kaya 20m                          | Kaya Logistics
called kaya 20m                          | Kaya Logistics
called Elif                              | Elif Kaya, Kaya Logistics
called Elif Kaya                         | Elif Kaya, Kaya Logistics
called Elif at Kaya                      | Elif Kaya, Kaya Logistics
visited Kaya with Tom                    | Tom Brouwer, Kaya Logistics
met Elif bij Kaya langs geweest          | Elif Kaya, Kaya Logistics
visited de wit bouw                      | De Wit Bouw
bezoek aan de Wit                        | De Wit Bouw
bezoek aan het Molenaar Groente          | Molenaar Groente
gebeld met Joost de Wit                  | Joost de Wit, De Wit Bouw
gebeld met Frits van Jansen Metaal       | Frits Jansen, Jansen Metaal
called Anna Smit from Van Dam            | Anna Smit, Van Dam
called Bas Verweij van Dijk              | Bas Verweij van Dijk, Molenaar Groente
called Bakker                            | Bakker
called Cor Bakker                        | Cor Bakker, Bakker
gemaild met Call Center Noord            | Call Center Noord
drove 1h to Kaya                         | Kaya Logistics
2h internal                              |
intern overleg met Piet 30 min           |
"""
UNCLEAR = """
called Jansen                            | Jansen Hout; Jansen Metaal; Frits Jansen, Jansen Metaal
called Anna                              | Anna Bakker, Hotel Noord; Anna Smit, Jansen Metaal; Anna Smit, Van Dam
called Anna Smit                         | Anna Smit, Jansen Metaal; Anna Smit, Van Dam
gebeld met Noord                         | Call Center Noord; Hotel Noord
"""
UNKNOWN = (
    "called Pieter", "gebeld met Kaya en Molenaar", "called Elif at Molenaar", "called %", "visited the moon 5m",
    "called Elif van Bakker",
)  # fmt: skip


def _table(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


@pytest.mark.parametrize("row", _table(MEANT), ids=lambda row: row[0])
def test_a_name_means_somebody(book: Services, row: list[str]) -> None:
    sentence, who = row
    assert book.quick_log.hear(sentence).who.said == who


@pytest.mark.parametrize("row", _table(UNCLEAR), ids=lambda row: row[0])
def test_where_several_answer_they_are_listed_and_none_is_chosen(book: Services, row: list[str]) -> None:
    sentence, candidates = row
    with pytest.raises(Ambiguous) as caught:
        book.quick_log.hear(sentence)
    assert "; ".join(caught.value.candidates) == candidates


@pytest.mark.parametrize("sentence", UNKNOWN)
def test_where_nobody_answers_nobody_is_guessed(book: Services, sentence: str) -> None:
    with pytest.raises(NotFound) as caught:
        book.quick_log.hear(sentence)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "sentence",
    ["Kaya 20m", "called 20m", "called Kaya tomorrow", "called and visited Kaya", "called Kaya 20m and 1h",
     "internal call with Kaya 20m", "intern overleg met Jansen 20m", "internal", "gereden naar Kaya", ""],
)  # fmt: skip
def test_what_is_not_certain_is_asked_and_nothing_is_saved(book: Services, sentence: str) -> None:
    before = whole_book(book)
    with pytest.raises(Refused) as caught:
        book.quick_log.log(book.quick_log.hear(sentence))
    assert "?" in str(caught.value) or "still to come" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert whole_book(book) == before


def test_a_contact_is_saved_with_all_that_was_said(book: Services) -> None:
    heard = book.quick_log.hear("gisteren 1u30 bij Kaya langs geweest met Elif over de tweede hal")
    assert heard.said == "visit · Elif Kaya, Kaya Logistics · 90 min · Sun 22 Nov 2026 · “de tweede hal”"
    with one_step(book, "log"):
        book.quick_log.log(heard)
    book.quick_log.log(heard)
    with book.book.read() as session:
        row = session.execute(sa.select(InteractionRow)).scalar_one()
        assert (row.kind, row.minutes, row.on, row.note) == (
            InteractionKind.VISIT, 90, TODAY - timedelta(1), "de tweede hal",
        )  # fmt: skip
        assert (row.account_id, row.person_id) == (heard.who.account_id, heard.who.person_id)


def test_how_long_may_stay_unknown(book: Services) -> None:
    book.quick_log.log(book.quick_log.hear("mail to Kaya"))
    with book.book.read() as session:
        assert session.execute(sa.select(col(InteractionRow.minutes))).scalar_one() is None


@pytest.mark.parametrize(
    ("sentence", "kind", "title", "minutes"),
    [
        ("45m intern overleg", EventKind.FOCUS, "inside", 45),
        ("2h internal meeting about pricing", EventKind.FOCUS, "pricing", 120),
        ("intern overleg met Piet 30 min", EventKind.FOCUS, "Piet", 30),
        ("drove 1h30 to Kaya", EventKind.TRAVEL, "travel", 90),
    ],
)
def test_time_that_was_no_contact_is_a_finished_event(
    book: Services, sentence: str, kind: EventKind, title: str, minutes: int
) -> None:
    heard = book.quick_log.hear(sentence)
    with one_step(book, "log"):
        book.quick_log.log(heard)
    book.quick_log.log(heard)
    with book.book.read() as session:
        row = session.execute(sa.select(EventRow)).scalar_one()
        assert (row.kind, row.state, row.title, row.minutes) == (kind, EventState.DONE, title, minutes)
        assert (row.on, row.at, row.account_id) == (TODAY, "", heard.who.account_id)
        assert session.execute(sa.select(sa.func.count()).select_from(InteractionRow)).scalar_one() == 0


def test_what_is_given_beside_a_sentence_answers_it(book: Services) -> None:
    heard = book.quick_log.hear("Kaya 20m and 1h", kind=InteractionKind.CALL, minutes=80, person="Tom")
    assert heard.said == "call · Tom Brouwer, Kaya Logistics · 80 min · Mon 23 Nov 2026"
    heard = book.quick_log.hear("called Kaya tomorrow", on=TODAY - timedelta(3))
    assert heard.understood.on == TODAY - timedelta(3)


def test_a_day_to_come_is_refused_even_where_it_is_given(book: Services) -> None:
    heard = book.quick_log.hear("called Kaya", on=TODAY + timedelta(1))
    with refused(book, "on"):
        book.quick_log.log(heard)


@pytest.mark.parametrize("minutes", [-5, 1441, 10**9])
def test_minutes_that_cannot_be_are_refused(book: Services, minutes: int) -> None:
    heard = book.quick_log.hear("called Kaya", minutes=minutes)
    with refused(book, "minutes"):
        book.quick_log.log(heard)


@pytest.mark.parametrize(
    "sentence", ["called [b]Kaya[/b] 5m", "called \x1b[31mKaya 5m", "called '; DROP TABLE--", "\x00"]
)
def test_a_hostile_sentence_is_text_and_nothing_else(book: Services, sentence: str) -> None:
    before = whole_book(book)
    with pytest.raises(BenchError) as caught:
        book.quick_log.hear(sentence)
    assert "\x1b" not in str(caught.value)
    assert whole_book(book) == before
