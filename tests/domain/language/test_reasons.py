"""Every reason has its words, in English and in Dutch, and the words say what the reason rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from advisorbench import i18n
from advisorbench.domain.language.reasons import REASON_TEXTS, say_reason
from advisorbench.domain.records.reasons import Reason, ReasonKind
from tests.domain.build import TODAY, day, signal
from tests.test_catalogue_nl import PO, forms, read

WHOLE = Reason(ReasonKind.NO_OUTCOME, day(1), day(-1), "the quote", "Kaya", 3, 90, signal("nps", 9))


@pytest.fixture
def dutch() -> Iterator[None]:
    """The settings name Dutch."""
    i18n.use_language("nl")
    yield
    i18n.use_language(None)


def placeholders(text: str) -> set[str]:
    """The names of the values in a text."""
    return set(re.findall(r"%\((\w+)\)", text))


def test_every_kind_of_reason_has_its_text_in_english_and_dutch() -> None:
    translated = {text for message in read(PO) for text in forms(message.id) if all(forms(message.string))}
    assert not set(ReasonKind) - set(REASON_TEXTS)
    assert not {kind: text for kind, text in REASON_TEXTS.items() if text not in translated}


def test_every_text_is_filled_in_from_the_reason() -> None:
    for kind in ReasonKind:
        words = say_reason(WHOLE._replace(kind=kind), TODAY)
        assert "%(" not in words, kind


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason(ReasonKind.ASKED_RECENTLY, day(1), day(-1)), "asked yesterday, rests until tomorrow"),
        (Reason(ReasonKind.SIGNAL_POSITIVE, day(0), signal=signal("nps", 9)), "NPS 9, today"),
        (Reason(ReasonKind.INITIATIVE_OPEN, what="100% renewal"), "open initiative with this person: 100% renewal"),
    ],
)
def test_a_reason_is_said_with_its_values(reason: Reason, words: str) -> None:
    assert say_reason(reason, TODAY) == words


def test_the_same_reason_is_said_in_the_language_of_whoever_reads_it(dutch: None) -> None:
    reason = Reason(ReasonKind.PROMISE_OVERDUE, day(1), what="offerte")
    assert say_reason(reason, TODAY) == "toezegging te laat: offerte, gisteren"
