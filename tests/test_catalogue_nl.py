"""The Dutch catalogue is complete: every text has its translation, with the same places in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from advisorbench import i18n
from advisorbench.domain.asking.gates import Gate
from advisorbench.domain.asking.readiness import State, state_label
from advisorbench.domain.language.dates import parse_day, say_day, say_day_long

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LOCALE = Path(i18n.__file__).parent / "locale"
POT = LOCALE / "advisorbench.pot"
PO = LOCALE / "nl" / "LC_MESSAGES" / "advisorbench.po"
MO = PO.with_suffix(".mo")
TODAY = date(2026, 11, 23)
COLUMN = 11
"""The cells of a narrow column that a word may fill."""
PLACES = re.compile(r"%\(\w+\)[a-z]|%%|\$\w+")


def read(path: Path) -> Catalog:
    """The catalogue in a file."""
    from babel.messages.pofile import read_po

    return read_po(BytesIO(path.read_bytes()), locale="nl", abort_invalid=True)


def forms(text: object) -> tuple[str, ...]:
    """The one form of a text, or its singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text)  # type: ignore[arg-type]


def pairs() -> Iterator[tuple[str, str]]:
    """Each English text that is translated beside its Dutch one, form by form."""
    for message in read(PO):
        if message.id and all(forms(message.string)):
            yield from zip(forms(message.id), forms(message.string), strict=True)


def edges(text: str) -> tuple[str, str]:
    """The white space around a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def unlike(what: object) -> str:
    """What to say where texts differ."""
    return f"Translate in {PO.name}, then run make catalogue. {what}"


def test_every_text_of_the_catalogue_is_in_the_dutch_one_and_no_other() -> None:
    asked, given = ({forms(m.id) for m in read(path) if m.id} for path in (POT, PO))
    assert asked == given, unlike(sorted(asked ^ given)[:3])


def test_every_text_is_translated_and_none_by_a_guess() -> None:
    messages = [message for message in read(PO) if message.id]
    empty = [message.id for message in messages if not all(forms(message.string))]
    assert not empty, unlike(f"{len(empty)} are missing: {empty[:3]}")
    assert [message.id for message in messages if message.fuzzy] == []


def test_a_translation_holds_the_places_of_its_text() -> None:
    differ = [
        (english, dutch)
        for english, dutch in pairs()
        if Counter(PLACES.findall(english)) != Counter(PLACES.findall(dutch))
    ]
    assert not differ, unlike(differ[:3])


def test_a_translation_can_be_filled_in_as_its_text_can() -> None:
    for english, dutch in pairs():
        if "%(" in english:
            given = dict.fromkeys(re.findall(r"%\((\w+)\)", english), 1)
            assert dutch % given


def test_a_translation_begins_and_ends_as_its_text_does() -> None:
    differ = [(english, dutch) for english, dutch in pairs() if edges(english) != edges(dutch)]
    assert not differ, unlike(differ[:3])


def test_a_translation_has_as_many_lines_as_its_text() -> None:
    differ = [(english, dutch) for english, dutch in pairs() if english.count("\n") != dutch.count("\n")]
    assert not differ, unlike(differ[:3])


def test_an_option_or_command_in_a_text_keeps_its_name() -> None:
    word = re.compile(r"--[a-z][a-z-]*|“advisorbench [^”]*”|\b[A-Z]{4,}(?==)")
    differ = [(one, other) for one, other in pairs() if Counter(word.findall(one)) != Counter(word.findall(other))]
    assert not differ, unlike(differ[:3])


def test_what_the_program_reads_is_what_the_translations_compile_to() -> None:
    from babel.messages.mofile import write_mo

    made = BytesIO()
    write_mo(made, read(PO))
    assert made.getvalue() == MO.read_bytes(), "Run make catalogue."


@pytest.fixture
def dutch() -> Iterator[None]:
    """The settings name Dutch."""
    i18n.use_language("nl")
    yield
    i18n.use_language(None)


def test_the_program_speaks_dutch_when_the_settings_say_so(dutch: None) -> None:
    assert i18n._("account") == "account"
    assert i18n._("Objective") == "Doel"
    assert say_day(date(2026, 12, 4), TODAY) == "vr 4 dec"
    assert say_day_long(date(2026, 5, 1)) == "vrijdag 1 mei 2026"


def test_days_that_are_said_in_dutch_can_be_typed(dutch: None) -> None:
    for month in range(1, 13):
        day = date(2027, month, 15)
        assert parse_day(say_day_long(day), TODAY) == day


@pytest.mark.parametrize(("count", "said"), [(0, "over 0 dagen"), (1, "over 1 dag"), (2, "over 2 dagen")])
def test_the_form_is_chosen_as_dutch_counts(dutch: None, count: int, said: str) -> None:
    assert i18n.ngettext("in %(count)d day", "in %(count)d days", count) % {"count": count} == said


@pytest.mark.parametrize("word", [*(gate.value for gate in Gate), *(state_label(state) for state in State)])
def test_gates_and_states_fit_the_columns_in_which_they_stand(dutch: None, word: str) -> None:
    assert len(i18n._(word)) <= COLUMN
