"""vCards out: what was written reads back exactly, and no text begins a line of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisorbench.domain.text import clean_line, clean_note
from advisorbench.exchange.cards.reading import Card, own_key, read_cards
from advisorbench.exchange.cards.writing import CardOut, write_cards
from advisorbench.exchange.content_lines import OCTETS

KEY = "01932f6e-7c00-7000-8000-0123456789ab"
ELIF = CardOut(
    KEY, "Elif Kaya", "Kaya, Sons; Co", "Head", "elif@kaya.example", "+31-6-1234", "nl", "Knows Jan.\nLikes tea"
)
HOSTILE = st.text('\\nN;,:"^=\n\r\tab@<>+€🙂éBEGINVCARD%') | st.text()
LINES = HOSTILE.map(clean_line)


def written(*people: CardOut, notes: bool = False) -> str:
    return "".join(write_cards(people, notes=notes))


def back(folder: Path, text: str) -> list[Card]:
    path = folder / "out.vcf"
    path.write_text(text, encoding="utf-8", newline="")
    return list(read_cards(path))


def as_out(card: Card) -> CardOut:
    return CardOut(own_key(card.uid), card.name, card.company, card.job_title, card.email, card.phone, card.language,
                   card.note)  # fmt: skip


def test_a_person_is_written_as_the_standard_says() -> None:
    assert written(ELIF).split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"UID:urn:uuid:{KEY}",
        "FN:Elif Kaya",
        "N:;Elif Kaya;;;",
        "ORG:Kaya\\, Sons\\; Co",
        "TITLE:Head",
        "EMAIL:elif@kaya.example",
        "TEL:+31-6-1234",
        "LANG:nl",
        "END:VCARD",
        "",
    ]


def test_notes_go_out_only_where_they_are_asked_for() -> None:
    assert "tea" not in written(ELIF)
    assert "NOTE:Knows Jan.\\nLikes tea\r\n" in written(ELIF, notes=True)


def test_the_same_people_give_the_same_file() -> None:
    assert written(ELIF, ELIF) == written(ELIF) * 2


@pytest.mark.parametrize("phone", ["+31 6 1234", "06-1234", "+31;ext=1", "tel:+31", "+31,1", "ask\\N Jan"])
@pytest.mark.parametrize("email", ["e@x.nl", "mailto:e@x.nl", "<e@x.nl>", "MAILTO:e%40x@x.nl?a", "nowhere"])
def test_numbers_and_addresses_come_back_as_they_are(tmp_path: Path, phone: str, email: str) -> None:
    person = ELIF._replace(phone=phone, email=email, note="")
    assert [as_out(card) for card in back(tmp_path, written(person))] == [person]


def test_who_is_called_as_their_company_is_a_person(tmp_path: Path) -> None:
    (card,) = back(tmp_path, written(CardOut(KEY, "Kaya", "Kaya")))
    assert (card.kind, card.name, card.company) == ("person", "Kaya", "Kaya")


@pytest.mark.parametrize(
    ("person", "name"),
    [(CardOut(KEY, "", "Kaya"), "Kaya"), (CardOut(KEY, "", "", "", "e@x.nl"), "e@x.nl"), (CardOut(KEY, ""), KEY)],
)
def test_a_card_always_has_a_name(person: CardOut, name: str) -> None:
    assert f"FN:{name}\r\n" in written(person)


@st.composite
def people(draw: st.DrawFn) -> CardOut:
    key = f"{draw(st.uuids())}"
    return CardOut(
        key, draw(LINES.filter(bool)), draw(LINES), draw(LINES), draw(LINES), draw(LINES),
        draw(LINES)[:10].strip(), draw(HOSTILE.map(clean_note)),
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(people(), min_size=1, max_size=4))
@example([CardOut(KEY, "\\N", "\\n", "C:\\new", "\\", ";", ",", "END:VCARD\nBEGIN:VCARD\nFN:x")])
@example([CardOut(KEY, "🙂" * 300, "é" * 300, "\\" * 300, note="\\N;\n" * 300 + "x")])
@example([CardOut(KEY, ";", ";;", "=", note="=\n =20")])
def test_what_went_out_comes_back_exactly(tmp_path_factory: pytest.TempPathFactory, made: list[CardOut]) -> None:
    folder = tmp_path_factory.mktemp("vcf")
    assert [as_out(card) for card in back(folder, written(*made, notes=True))] == made
    assert [as_out(card) for card in back(folder, written(*made))] == [one._replace(note="") for one in made]


@given(st.lists(st.builds(CardOut, *[HOSTILE] * 8), min_size=1, max_size=3))
def test_no_text_begins_a_line(made: list[CardOut]) -> None:
    lines = written(*made, notes=True).split("\r\n")
    assert lines.pop() == ""
    assert all(len(line.encode()) <= OCTETS for line in lines)
    names = [line.partition(":")[0].partition(";")[0] for line in lines if not line.startswith(" ")]
    known = ["BEGIN", "VERSION", "UID", "FN", "N", "ORG", "TITLE", "EMAIL", "TEL", "LANG", "NOTE", "END"]
    assert set(names) <= set(known)
    assert names.count("BEGIN") == names.count("FN") == names.count("END") == len(made)
    assert not any(sign in line for line in lines for sign in "\r\n\x00\x85\u2028")


def test_a_key_that_is_no_key_begins_no_line_either() -> None:
    assert "UID:urn:uuid:a\\nFN:x\r\n" in written(CardOut("a\nFN:x", "A"))
