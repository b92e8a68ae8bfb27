"""People as vCards by command line."""

from __future__ import annotations

from pathlib import Path

from advisorbench.exchange.cards.reading import read_cards
from tests.cli.conftest import Call, ok, refused


def test_people_go_out_as_vcards_without_notes(kaya: Call, tmp_path: Path) -> None:
    ok(kaya("add", "person", "Ali; Demir", "--account", "kaya", "--email", "a@kaya.example", "--note", "Likes tea"))
    path = tmp_path / "people.vcf"
    assert "3 people written" in ok(kaya("export", "people", "--format", "vcf", "--to", path))
    assert [(card.name, card.company, card.note) for card in read_cards(path)] == [
        ("Elif Kaya", "Kaya Logistics", ""),
        ("Jan Bakker", "Bakker", ""),
        ("Ali; Demir", "Kaya Logistics", ""),
    ]
    refused(kaya("export", "people", "--format", "vcf", "--to", path), "exists already")
    assert kaya("export", "people", "--format", "vcf").out.encode() == path.read_bytes()
    assert "NOTE:Likes tea" in kaya("export", "people", "--format", "vcf", "--notes").out


def test_a_name_that_was_given_or_erased_does_not_go_out(kaya: Call) -> None:
    ok(kaya("ask", "make", "elif", "--reason", "she offered"))
    ok(kaya("referral", "name", "Piet Hofstra", "--from", "elif"))
    kaya("purge", "person", "Jan Bakker", "--yes")
    out = kaya("export", "people", "--format", "vcf").out
    assert [line for line in out.splitlines() if line.startswith("FN:")] == ["FN:Elif Kaya"]
    assert "Hofstra" not in out


def test_only_people_are_written_as_vcards(kaya: Call) -> None:
    for what in ("accounts", "testimonials", "nothing"):
        said = kaya("export", what, "--format", "vcf")
        assert (said.code, said.out) == (2, "")
    said = kaya("export", "people", "--notes")
    assert (said.code, said.out) == (2, "")
