"""Text from strangers: cleaned, made safe to show, folded to be found."""

from __future__ import annotations

import unicodedata
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisorbench.domain.text import clean_line, clean_note, fold, initials_name, shorten, shown, shown_note

ESC, BEL, NUL, CSI, OSC = "\x1b", "\x07", "\x00", "\x9b", "\x9d"
OVERRIDE, ISOLATE, MARK, SURROGATE = "\u202e", "\u2066", "\u200f", "\ud800"
ACUTE = "\u0301"
HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from([*f"{ESC}{BEL}{NUL}{CSI}{OSC}\t\r\n\v\f\x85\u2028\u2029\ufeff\u200b {ACUTE}aZé™ﬁİß"]),
        st.sampled_from([OVERRIDE, ISOLATE, MARK, SURROGATE, "\u061c", "\udfff", "\ufffe"]),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Kaya Logistics ", "Kaya Logistics"),
        ("two\r\nlines", "two lines"),
        ("two \n\n\t lines", "two lines"),
        ("a\u2028b\u2029c", "a b c"),
        ("a  b", "a  b"),
        (f"a{NUL}b", "ab"),
        (f"{ESC}[31mred{ESC}[0m", "[31mred[0m"),
        (f"{ESC}]52;c;aGk={BEL}hi", "]52;c;aGk=hi"),
        (f"{CSI}2J{OSC}0;x", "2J0;x"),
        (f"a{SURROGATE}b\udfff", "ab"),
        ("a\ufffe\ufdd0b", "ab"),
        (f"e{ACUTE}", "é"),
        (f"e{NUL}{ACUTE}", "é"),
        ("עברית", "עברית"),
        ("👩‍👩‍👧 family", "👩‍👩‍👧 family"),
        ("", ""),
        ("\r\n\t ", ""),
    ],
)
def test_a_line_is_cleaned_when_it_comes_in(text: str, cleaned: str) -> None:
    assert clean_line(text) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("one\u2028two", "one\ntwo"),
        ("a\tb", "a\tb"),
        (f"a{ESC}{NUL}{SURROGATE}\nb", "a\nb"),
        ("\n a \n", "a"),
    ],
)
def test_a_note_keeps_its_lines_and_tabs(text: str, cleaned: str) -> None:
    assert clean_note(text) == cleaned


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Kaya & Zn. <b>", "Kaya & Zn. <b>"),
        ("Café 東京 👍🏽", "Café 東京 👍🏽"),
        ("עברית", "עברית"),
        (f"a{ESC}[2Jb", "a�[2Jb"),
        (f"{ESC}]52;c;aGk={BEL}", "�]52;c;aGk=�"),
        (f"é{CSI}2J", "é�2J"),
        (f"x{OVERRIDE}fdp.exe", "x�fdp.exe"),
        (f"a{ISOLATE}b{MARK}c\u061cd\u2069", "a�b�c�d�"),
        (f"a{SURROGATE}b", "a�b"),
        ("a\nb\tc\rd", "a�b�c�d"),
        (f"a{NUL}\x7f", "a��"),
    ],
)
def test_text_is_safe_to_show_and_nothing_vanishes_without_a_trace(text: str, safe: str) -> None:
    assert shown(text) == safe


def test_the_sign_for_what_cannot_be_shown_can_be_chosen() -> None:
    assert shown(f"a{ESC}b", "?") == "a?b"


def test_a_note_is_shown_line_by_line_with_a_space_for_each_tab() -> None:
    assert shown_note(f"a\tb\n{ESC}c") == "a b\n�c"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café  DE WIT", "cafe de wit"),
        (" Kaya\tLogistics\n", "kaya logistics"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Ångström", "angstrom"),
        (f"e{ACUTE}", "e"),
        ("Acme™", "acmetm"),
        ("ＡＢＣ", "abc"),
        ("ﬁnance", "finance"),
        ("Łódź", "lodz"),
        ("a\u00a0b", "a b"),
        ("", ""),
    ],
)
def test_text_is_folded_to_be_found(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(HOSTILE)
@example(f"e{NUL}{ACUTE}")
def test_cleaned_text_can_be_stored_anywhere_and_stays_as_it_is(text: str) -> None:
    for clean in (clean_line, clean_note):
        cleaned = clean(text)
        assert clean(cleaned) == cleaned == unicodedata.normalize("NFC", cleaned).strip()
        assert not {unicodedata.category(sign) for sign in cleaned if sign not in "\n\t"} & {"Cc", "Cs"}
        cleaned.encode()
    assert not set(clean_line(text)) & set("\n\t\u2028\u2029")


@given(HOSTILE)
def test_shown_text_holds_no_control_no_override_and_as_many_signs(text: str) -> None:
    safe = shown(text)

    assert len(safe) == len(text)
    assert shown(safe) == safe
    assert not {unicodedata.category(sign) for sign in safe} & {"Cc", "Cs", "Zl", "Zp"}
    overriding = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not {unicodedata.bidirectional(sign) for sign in safe} & overriding


@given(HOSTILE)
@example("™")
@example("İ")
@example("ᾳ")
def test_folding_twice_changes_nothing_and_neither_does_case(text: str) -> None:
    folded = fold(text)

    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
    assert folded == folded.casefold()


@given(st.text(st.characters(categories=["Lu", "Ll", "Zs"], max_codepoint=0x24F), max_size=20))
def test_a_name_is_found_composed_or_decomposed(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "text", [" " * 100_000 + "x", "\n " * 50_000, "x" + "\t" * 100_000, ESC * 100_000, ACUTE * 9_999]
)
def test_a_hostile_length_is_dealt_with_at_once(text: str) -> None:
    begun = process_time()
    for treat in (clean_line, clean_note, shown, shown_note, fold):
        treat(text)

    assert process_time() - begun < 1


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [("Kaya", 4, "Kaya"), ("Kaya Logistics", 6, "Kaya…"), ("Kaya Logistics", 7, "Kaya L…"), ("Kaya", 1, "…")],
)
def test_a_text_that_is_too_long_ends_in_an_ellipsis(text: str, width: int, short: str) -> None:
    assert shorten(text, width) == short


@given(HOSTILE, st.integers(1, 40))
def test_a_shortened_text_fits(text: str, width: int) -> None:
    assert len(shorten(text, width)) <= width


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [("Elif", "Kaya", "E. Kaya"), ("", "Kaya", "Kaya"), ("Elif", "", "Elif"), ("", "", "")],
)
def test_a_person_is_called_by_initial_and_last_name(first: str, last: str, said: str) -> None:
    assert initials_name(first, last) == said
