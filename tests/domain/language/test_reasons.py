"""Every reason has its words, in English and in Dutch, and the words say what the reason rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

import pytest

from advisorbench import i18n
from advisorbench.domain.days.quick_log import QuestionKind
from advisorbench.domain.days.timeline import TimelineEvent
from advisorbench.domain.language.quick_log import QUESTION_TEXTS
from advisorbench.domain.language.reasons import REASON_TEXTS, TASK_TEXTS, say_reason, say_task
from advisorbench.domain.language.timeline import EVENT_TEXTS
from advisorbench.domain.records.reasons import Reason, ReasonKind, Task, TaskKind
from tests.domain.build import TODAY, day, signal
from tests.test_catalogue_nl import PO, forms, read

WHOLE = Reason(
    ReasonKind.NO_OUTCOME, day(1), day(-1), day(2), what="the quote", who="Kaya", other="Bakker", number=3, within=90,
    signal=signal("nps", 9),
)  # fmt: skip
"""A reason with every value there is."""


@pytest.fixture
def dutch() -> Iterator[None]:
    """The settings name Dutch."""
    i18n.use_language("nl")
    yield
    i18n.use_language(None)


def test_every_kind_has_its_text_in_english_and_dutch() -> None:
    translated = {text for message in read(PO) for text in forms(message.id) if all(forms(message.string))}
    tables: list[tuple[type[StrEnum], Mapping[Any, str]]] = [
        (ReasonKind, REASON_TEXTS), (TaskKind, TASK_TEXTS), (TimelineEvent, EVENT_TEXTS),
        (QuestionKind, QUESTION_TEXTS),
    ]  # fmt: skip
    for kinds, texts in tables:
        assert set(kinds) - set(texts) <= {TimelineEvent.HAPPENED}
        own = {text for text in texts.values() if text in ("%(what)s", "%(choices)s")}
        assert not set(texts.values()) - translated - own


def test_every_text_is_filled_in_from_the_reason() -> None:
    for kind in ReasonKind:
        words = say_reason(WHOLE._replace(kind=kind), TODAY)
        assert words
        assert "%(" not in words, kind
    for task in TaskKind:
        assert "%(" not in say_task(Task(task, "Kaya", "the quote")), task


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason(ReasonKind.ASKED_RECENTLY, day(1), day(-1)), "asked yesterday, rests until tomorrow"),
        (Reason(ReasonKind.SIGNAL_POSITIVE, day(0), signal=signal("nps", 9)), "NPS 9, today"),
        (Reason(ReasonKind.PROMISE_LATE, day(1), number=1), "1 day late"),
        (Reason(ReasonKind.PROMISE_LATE, day(2), number=2), "2 days late"),
        (Reason(ReasonKind.REVIEW_OVERDUE, day(2), before=day(3)), "overdue, was due Sat 21 Nov"),
        (Reason(ReasonKind.LAST_CONTACT, day(61)), "last contact 61 days ago"),
        (Reason(ReasonKind.WHY_NOW, what="moves in May: 50%"), "moves in May: 50%"),
        (Reason(ReasonKind.INITIATIVE_OPEN, what="100% renewal"), "open initiative with this person: 100% renewal"),
    ],
)
def test_a_reason_is_said_with_its_values(reason: Reason, words: str) -> None:
    assert say_reason(reason, TODAY) == words


def test_the_same_reason_is_said_in_the_language_of_whoever_reads_it(dutch: None) -> None:
    reason = Reason(ReasonKind.PROMISE_OVERDUE, day(1), what="offerte")
    assert say_reason(reason, TODAY) == "toezegging te laat: offerte, gisteren"
