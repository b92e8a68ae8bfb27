"""vCards in, of every version and as they are found: each card by itself, what cannot be read with the reason."""

from __future__ import annotations

import base64
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisorbench.domain.errors import FileError
from advisorbench.exchange.cards import lines as card_lines
from advisorbench.exchange.cards.reading import Card, describe, own_key, read_cards, versions_of
from advisorbench.exchange.file_format import FileFormat, format_of

KEY = "01932f6e-7c00-7000-8000-0123456789ab"


def card(*lines: str, version: str = "3.0") -> str:
    return "\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def read(folder: Path, text: str | bytes) -> list[Card]:
    path = folder / "contacts"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert format_of(path) is FileFormat.CARDS
    return list(read_cards(path))


def one(folder: Path, *lines: str, version: str = "3.0") -> Card:
    (found,) = read(folder, card(*lines, version=version))
    return found


def said(found: Card) -> dict[str, Any]:
    """What a card says, without where it stands."""
    return {name: value for name, value in found._asdict().items() if value and name not in ("line", "kind", "version")}


PERSON = ("FN:Elif Kaya", "N:Kaya;Elif;;;", "ORG:Kaya Logistics;Transport;Night", "TITLE:Head of planning",
          "EMAIL;TYPE=INTERNET:elif@kaya.example", "TEL;TYPE=CELL:+31 6 1234", "NOTE:One\\ntwo\\, three",
          "URL:https\\://kaya.example", f"UID:urn:uuid:{KEY}", "BDAY:--0203", "CATEGORIES:a,b")  # fmt: skip
AS_READ = {
    "name": "Elif Kaya", "first_name": "Elif", "company": "Kaya Logistics", "job_title": "Head of planning",
    "email": "elif@kaya.example", "phone": "+31 6 1234", "note": "One\ntwo, three", "website": "https://kaya.example",
    "uid": f"urn:uuid:{KEY}",
}  # fmt: skip


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_contact_is_read_from_every_version_and_encoding(tmp_path: Path, version: str, end: str, codec: str) -> None:
    text = card(*PERSON, version=version) * 2
    first, second = read(tmp_path, text.replace("\n", end).encode(codec))
    assert said(first) == said(second) == AS_READ
    assert (first.line, second.line) == (1, len(PERSON) + 4)
    assert (first.kind, first.version) == ("person", version)


@pytest.mark.parametrize(
    ("lines", "name", "first"),
    [
        (("FN:Elif Kaya",), "Elif Kaya", ""),
        (("N:Kaya;Elif;Ayşe,Nur;Dr.;MSc",), "Dr. Elif Ayşe Nur Kaya MSc", "Elif"),
        (("N:Kaya",), "Kaya", ""),
        (("N:Kaya\\; Zn;Elif",), "Elif Kaya; Zn", "Elif"),
        (("FN:", "N:Kaya;Elif;;;"), "Elif Kaya", "Elif"),
        (("FN:Elif", "FN;PREF=1:Elif Kaya"), "Elif Kaya", ""),
        (("FN:Kaya\\, Elif", "N:;;;;"), "Kaya, Elif", ""),
        (("FN:Elif Kaya", "N:;Elif Kaya;;;"), "Elif Kaya", ""),
        (("NICKNAME:Elli",), "Elli", ""),
        (("fn:Elif\x07 Kaya\u2028",), "Elif Kaya", ""),
        (("FN;LANGUAGE=tr:Elif Kaya",), "Elif Kaya", ""),
    ],
)
def test_the_name_is_the_one_shown_else_put_together(
    tmp_path: Path, lines: tuple[str, ...], name: str, first: str
) -> None:
    found = one(tmp_path, *lines)
    assert (found.name, found.first_name, found.problem) == (name, first, "")


@pytest.mark.parametrize(
    ("lines", "phone"),
    [
        (("TEL:1", "TEL;TYPE=WORK:2"), "2"),
        (("TEL;TYPE=WORK:1", "TEL;TYPE=home,pref:2"), "2"),
        (("TEL;WORK;VOICE:1", "TEL;HOME;PREF:2"), "2"),
        (('TEL;PREF=2;TYPE="work,voice":1', "TEL;PREF=1:2"), "2"),
        (("TEL;PREF=100;TYPE=home:1", "TEL;TYPE=work:2"), "1"),
        (("TEL;PREF=x:1", "TEL;TYPE=work:2"), "2"),
        (("TEL;TYPE=WORK,FAX:1", "TEL:2"), "2"),
        (("TEL;TYPE=WORK;TYPE=FAX:1",), ""),
        (("TEL;TYPE=FAX,VOICE:1",), "1"),
        (("TEL;VALUE=uri:tel:+1-418-656;ext=102",), "+1-418-656 ext. 102"),
        (("TEL:tel:+31%206",), "+31 6"),
        (("TEL:", "TEL:2"), "2"),
        (("TEL:1", "item1.TEL:2", "item1.X-ABLabel:_$!<Work>!$_"), "2"),
        (("ITEM1.TEL:2",), "2"),
    ],
)
def test_the_number_is_the_preferred_one_then_that_of_work_then_the_first(
    tmp_path: Path, lines: tuple[str, ...], phone: str
) -> None:
    assert one(tmp_path, "FN:Elif", *lines).phone == phone


@pytest.mark.parametrize(
    ("lines", "email"),
    [
        (("EMAIL;TYPE=HOME:a@x.nl", "EMAIL;TYPE=WORK:b@x.nl"), "b@x.nl"),
        (("EMAIL:mailto:e%2Bk@x.nl?subject=x",), "e+k@x.nl"),
        (("EMAIL:Elif Kaya <e@x.nl>",), "e@x.nl"),
        (("EMAIL;X400:C=nl\\;A=x", "EMAIL:e@x.nl"), "e@x.nl"),
        (("EMAIL:at the office",), "at the office"),
    ],
)
def test_the_address_is_one_that_can_be_written_to(tmp_path: Path, lines: tuple[str, ...], email: str) -> None:
    assert one(tmp_path, "FN:Elif", *lines).email == email


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("KIND:org", "FN:Kaya Logistics"), "Kaya Logistics"),
        (("KIND:ORG", "FN:Kaya", "ORG:Kaya Logistics;Night"), "Kaya Logistics"),
        (("FN:Kaya", "N:;;;;", "ORG:Kaya;", "X-ABShowAs:COMPANY"), "Kaya"),
        (("ORG:Kaya Logistics",), "Kaya Logistics"),
        (("FN:KAYA", "ORG:Kaya"), "Kaya"),
        (("FN:Kaya", "N:Kaya;;;;", "ORG:Kaya"), "Kaya"),
    ],
)
def test_the_card_of_an_organisation_is_a_company(tmp_path: Path, lines: tuple[str, ...], name: str) -> None:
    found = one(tmp_path, *lines)
    assert (found.kind, found.name, found.company, found.first_name) == ("company", name, name, "")


def test_whom_a_company_card_names_is_a_person_there(tmp_path: Path) -> None:
    found = one(tmp_path, "N:Kaya;Elif;;;", "FN:Kaya Logistics", "ORG:Kaya Logistics;", "X-ABShowAs:COMPANY")
    assert (found.kind, found.name, found.company) == ("person", "Elif Kaya", "Kaya Logistics")


@pytest.mark.parametrize(
    "lines",
    [
        ("FN:Elif Kaya", "N:Kaya;Elif;;;", "ORG:Elif Kaya"),
        ("KIND:individual", "FN:Kaya", "ORG:Kaya"),
        ("FN:Elif", "ORG:Kaya"),
        ("FN:Elif", "KIND:x-robot"),
    ],
)
def test_who_works_for_themselves_is_a_person(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert one(tmp_path, *lines).kind == "person"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("EMAIL:e@x.nl",), "no name"),
        (("FN:;", "N:;;;;", "ORG:;"), "no name"),
        (("KIND:group", "FN:Friends", "MEMBER:urn:uuid:1"), "a group"),
        (("X-ADDRESSBOOKSERVER-KIND:group", "FN:Friends"), "a group"),
        (("KIND:location", "FN:Depot"), "location"),
        (("FN;CHARSET=X-NONE:Ünal",), "X-NONE"),
        (("FN;CHARSET=rot13;ENCODING=QUOTED-PRINTABLE:=DCnal",), "rot13"),
    ],
)
def test_what_is_no_contact_is_said(tmp_path: Path, lines: tuple[str, ...], problem: str) -> None:
    found = one(tmp_path, *lines)
    assert problem in found.problem


@pytest.mark.parametrize(
    ("params", "raw"),
    [
        ("", "Ünal €".encode()),
        ("", "Ünal €".encode("cp1252")),
        (";CHARSET=utf-8", "Ünal €".encode()),
        (";CHARSET=windows-1252", "Ünal €".encode("cp1252")),
        (";CHARSET=ISO-8859-1", "Ünal €".encode("cp1252")),
        (";CHARSET=ISO-8859-15", "Ünal €".encode("iso8859-15")),
        (";CHARSET=UTF-8", "Ünal €".encode("cp1252")),
        (";CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE", b"=C3=9Cnal=20=E2=82=AC"),
        (";QUOTED-PRINTABLE;CHARSET=UTF-8", b"=C3=9Cnal =\n=E2=82=\n=AC"),
        (";ENCODING=quoted-printable", b"=DCnal =80"),
        (";ENCODING=b", base64.b64encode("Ünal €".encode())),
        (";ENCODING=BASE64;CHARSET=windows-1252", base64.b64encode("Ünal €".encode("cp1252"))),
    ],
)
def test_every_line_may_have_an_encoding_of_its_own(tmp_path: Path, params: str, raw: bytes) -> None:
    text = b"BEGIN:VCARD\nVERSION:2.1\nFN" + params.encode() + b":" + raw + b"\nTEL:1\nEND:VCARD\n"
    (found,) = read(tmp_path, text)
    assert (found.name, found.phone) == ("Ünal €", "1")


def test_one_damaged_letter_does_not_spoil_the_others(tmp_path: Path) -> None:
    found = one(tmp_path, "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=9Cnal Yi=C4")
    assert found.name == "Ünal Yi\ufffd"


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        (("NOTE:one", "  two", "\tthree"), "one twothree"),
        (("NOTE:one", " ", "  two"), "one two"),
        (("NO", " TE:one"), None),
        (("NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=", "two", "=C3=BC"), "one\ntwo"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE:the quick=", " brown"), "the quick brown"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE:the=20qui=", " ck=20fox= ", " es"), "the quick foxes"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE:one=", "", "TITLE:x"), "one"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE:one=", "TEL:2="), "oneTEL:2"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE:one=",), "one"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE:a=ZZb",), "a=ZZb"),
        (("NOTE:a\\nb\\Nc\\\\nd",), "a\nb\nc\\nd"),
        (("NOTE:one", "NOTE:two"), "one\n\ntwo"),
        (("ADR;ENCODING=QUOTED-PRINTABLE:;;Street=", "NOTE:of the street", "NOTE:one"), "one"),
        (("PHOTO;ENCODING=b;TYPE=JPEG:AAAA", " BBBB", " CC==", "NOTE:one"), "one"),
        (("PHOTO;BASE64:", "  AAAA", "", "NOTE:one"), "one"),
        (("PHOTO;ENCODING=BASE64:AAAA", "BBBB", "CC==", "", "NOTE:one"), "one"),
        (("KEY;ENCODING=B:AAAA", "NOTE:one"), "one"),
        (("", "NOTE:one", "this is no line", "FN"), "one"),
    ],
)
def test_lines_are_unfolded_as_each_encoding_breaks_them(
    tmp_path: Path, lines: tuple[str, ...], note: str | None
) -> None:
    found = one(tmp_path, "FN:Elif", *lines)
    assert found.problem == ""
    if note is not None:
        assert found.note == note


def test_a_fold_may_cut_a_character_in_two(tmp_path: Path) -> None:
    raw = "FN:Ünal".encode()
    (found,) = read(tmp_path, b"BEGIN:VCARD\r\n" + raw[:4] + b"\r\n " + raw[4:] + b"\r\nEND:VCARD")
    assert found.name == "Ünal"


@pytest.mark.parametrize(
    "agent",
    [
        "AGENT:\nBEGIN:VCARD\nFN:Agent\nAGENT:\nBEGIN:VCARD\nFN:Deep\nEND:VCARD\nTEL:9\nEND:VCARD",
        "AGENT:BEGIN:VCARD\nFN:Agent\nEND:VCARD",
        "AGENT:BEGIN:VCARD\\nFN:Agent\\nEND:VCARD\\n",
        "BEGIN:X-THING\nFN:Agent\nEND:X-THING",
    ],
)
def test_a_card_within_a_card_is_not_taken_for_it(tmp_path: Path, agent: str) -> None:
    (found,) = read(tmp_path, card(agent, "FN:Elif", "TEL:1"))
    assert (found.name, found.phone) == ("Elif", "1")


def test_what_is_nested_without_end_takes_no_time_and_not_the_next_card_along(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nFN:A\n" + "BEGIN:X\n" * 20_000 + "END:Y\n" * 20_000 + card("FN:B")
    assert [found.name for found in read(tmp_path, text)] == ["A", "B"]


def test_what_stands_between_cards_is_passed_over(tmp_path: Path) -> None:
    text = f"\n\nFrom: x\n{card('FN:A')}junk: yes\nFN:B\nEND:VCARD\n begin : vcard \nFN:C\nend:VCard\n\n"
    assert [(found.line, found.name) for found in read(tmp_path, text)] == [(4, "A"), (11, "C")]


def test_a_card_without_an_end_ends_where_the_next_begins(tmp_path: Path) -> None:
    text = f"BEGIN:VCARD\nFN:A\n{card('FN:B')}BEGIN:VCARD\nFN:C\n"
    assert [found.name for found in read(tmp_path, text)] == ["A", "B", "C"]


def test_a_file_cut_off_within_a_card_is_said(tmp_path: Path) -> None:
    whole, half = read(tmp_path, card("FN:A") + "BEGIN:VCARD\nFN:B\nEMAIL:b@exam")
    assert whole.problem == ""
    assert half == Card(5, problem="the card is cut off: the file ends within it")


def test_who_they_are_tied_to_is_told(tmp_path: Path) -> None:
    found = one(
        tmp_path, "FN:Elif", f"RELATED;TYPE=colleague:urn:uuid:{KEY}", 'RELATED;TYPE="agent,co-worker":Jan',
        "RELATED:", "item1.X-ABRELATEDNAMES;type=pref:Ali", "item1.X-ABLabel:_$!<Manager>!$_", version="4.0",
    )  # fmt: skip
    assert found.related == (
        ("colleague", f"urn:uuid:{KEY}"),
        ("agent, co-worker", "Jan"),
        ("manager, pref", "Ali"),
    )


@pytest.mark.parametrize(("lang", "language"), [("nl", "nl"), ("zh-Hant-TW-x-one", "zh"), ("", "")])
def test_the_language_is_a_short_tag(tmp_path: Path, lang: str, language: str) -> None:
    assert one(tmp_path, "FN:Elif", f"LANG:{lang}", "LANG:", version="4.0").language == language


def test_the_language_preferred_counts(tmp_path: Path) -> None:
    assert one(tmp_path, "FN:Elif", "LANG;PREF=2:en", "LANG;PREF=1:nl").language == "nl"


def test_the_role_is_what_they_do_where_there_is_no_title(tmp_path: Path) -> None:
    assert one(tmp_path, "FN:Elif", "ROLE:Planner").job_title == "Planner"


@pytest.mark.parametrize(
    ("uid", "key"),
    [(f"urn:uuid:{KEY}", KEY), (f"URN:UUID:{KEY.upper()}", KEY), (KEY, ""), ("urn:uuid:x", ""), ("", "")],
)
def test_our_own_cards_are_known_by_their_uid(uid: str, key: str) -> None:
    assert own_key(uid) == key


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (card("FN:A"), "vCard 3.0, 1 card"),
        (card("FN:A", version="4.0") + card("FN:B", version="2.1"), "vCard 2.1 and 4.0, 2 cards"),
        ("BEGIN:VCARD\nFN:A\nEND:VCARD", "vCard, 1 card"),
    ],
)
def test_the_file_is_told_in_a_line(tmp_path: Path, text: str, line: str) -> None:
    path = tmp_path / "a.vcf"
    path.write_text(text)
    assert describe(versions_of(path)) == line


@pytest.mark.parametrize("text", ["", "name,email\nElif,e@x.nl\n", "BEGIN:VCALENDAR\nBEGIN:VCARD\n", "x BEGIN:VCARD\n",
                                  "BEGIN:VCARDS\n", "\x00\x01\x02"])  # fmt: skip
def test_other_files_are_no_cards(tmp_path: Path, text: str) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_text(text)
    assert format_of(path) is not FileFormat.CARDS


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@given(size=st.integers(8, 120))
@settings(deadline=None, max_examples=20)
def test_it_does_not_matter_where_a_block_of_the_file_ends(
    tmp_path_factory: pytest.TempPathFactory, codec: str, end: str, size: int
) -> None:
    path = tmp_path_factory.mktemp("vcf") / "a.vcf"
    path.write_bytes(card("FN:Ünal", "NOTE:one", " two", "", "TEL:1").replace("\n", end).encode(codec))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(card_lines, "CHUNK", size)
        (found,) = read_cards(path)
    assert said(found) == {"name": "Ünal", "note": "onetwo", "phone": "1"}


def test_what_is_no_file_of_cards_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name\nElif\n")
    for path in (tmp_path, tmp_path / "none.vcf", tmp_path / "a.csv"):
        assert format_of(path) is not FileFormat.CARDS
        with pytest.raises(FileError):
            read_cards(path)


def test_a_picture_of_any_size_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    with path.open("w") as file:
        file.write("BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b:")
        for _piece in range(160):
            file.write("A" * 100_000)  # on one line
        file.write("\nPHOTO;ENCODING=b:\n")
        for _piece in range(2_000):
            file.write(" " + "A" * 74 + "\n" + "A" * 75 + "\n")
        file.write("TEL:1\nEND:VCARD\n")
    tracemalloc.start()
    (found,) = read_cards(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found.name, found.phone) == ("A", "1")
    assert peak < 16_000_000


@pytest.mark.parametrize(
    "much",
    [
        "NOTE:{long}",
        "NOTE:{half}\n {half}",
        "NOTE:{half}\nTITLE:{half}",
        "NOTE;ENCODING=QUOTED-PRINTABLE:{half}=\n{half}",
    ],
)
def test_a_card_that_says_too_much_is_left_out_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, much: str
) -> None:
    monkeypatch.setattr(card_lines, "LONGEST", 1000)
    text = card("FN:A") + card("FN:B", much.format(long="x" * 1001, half="x" * 600), "TEL:1") + card("FN:C")
    before, long, after = read(tmp_path, text)
    assert (before.name, after.name) == ("A", "C")
    assert said(long) == {"problem": "the card is too long"}
    assert long.line == 5


def test_cards_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "many.vcf"
    path.write_text(card(*PERSON) * 5_000)
    tracemalloc.start()
    count = sum(1 for _found in read_cards(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 5_000
    assert peak < 6_000_000


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["BEGIN:VCARD", "END:VCARD", "AGENT:", "BEGIN:X", "END:X", "FN:A", "N:", "N:;", "ORG:;", "TEL;:1", ";:",
             ":", "NOTE;ENCODING=QUOTED-PRINTABLE:=", "FN;CHARSET=:é", "TEL;PREF=" + "9" * 30 + ":1", "TEL:tel:",
             "item1.",
             "EMAIL:mailto:", "PHOTO;ENCODING=b:A", "AAAA", "", " ", "\t", "X-ABLABEL:x", "item1.X-ABLABEL:_$!<>!$_",
             'TEL;TYPE=",":1', "FN;ENCODING=b:A", "FN;ENCODING=b:é", "\xa0", "\x85"]
        )
        | st.text(max_size=20)
    )
)  # fmt: skip
def test_no_file_stops_the_reader(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    path = tmp_path_factory.mktemp("vcf") / "a.vcf"
    path.write_bytes("\n".join(["BEGIN:VCARD", *lines]).encode("utf-8", "replace"))
    for found in read_cards(path):
        assert found.name or found.problem
