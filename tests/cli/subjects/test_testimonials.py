"""Testimonials by command line: what they agreed to is exported, nothing else, and nothing after they took it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call, Said, ok, refused

ORIGINAL, APPROVED = "wow you guys!!", "They saved us two days."
FORMS = ("md", "html", "json")


@pytest.fixture
def verified(kaya: Call) -> Call:
    """A book with a verified outcome."""
    ok(kaya("outcome", "add", "Two days less", "--account", "kaya", "--amount", "€ 12.000,00", "--on", "2026-11-02"))
    ok(kaya("outcome", "verify", "kaya", "two", "--by", "elif"))
    return kaya


@pytest.fixture
def received(verified: Call) -> Call:
    """The same, with words of praise that came by themselves."""
    ok(verified("testimonial", "add", "elif", "--outcome", "two", "--text", ORIGINAL))
    return verified


def approve(call: Call, *more: str) -> Said:
    """Have the text approved."""
    return call("testimonial", "approve", "elif", "--scope", "website", "--text", APPROVED, *more)


def exported(call: Call) -> list[str]:
    """What is exported, in every format."""
    found = [call("export", "testimonials", "--format", form) for form in FORMS]
    assert {said.code for said in found} == {0}
    return [said.out for said in found]


def test_a_testimonial_goes_from_the_words_to_the_last_place_it_stood(received: Call) -> None:
    ok(approve(received, "--until", "2027-11-23"))
    ok(received("testimonial", "publish", "elif", "--place", "advisor.example/praise"))
    ok(received("testimonial", "publish", "elif", "--place", "the brochure"))
    text = received("testimonial", "show", "elif").out
    for part in (ORIGINAL, APPROVED, "the brochure", "until: Tuesday 23 November 2027", "may be shown"):
        assert part in text
    assert "Thursday 23 November 2028" in ok(received("testimonial", "renew", "elif", "--until", "2028-11-23"))
    said = received("testimonial", "withdraw", "elif", "--reason", "new policy")
    assert (said.code, said.out) == (0, "advisor.example/praise\nthe brochure\n")
    assert "Take down" in received("promise", "list", "--json").out
    assert received("testimonial", "list", "--json").data == []
    [one] = received("testimonial", "list", "--all", "--json").data
    assert (one["state"], one["showable"], one["withdrawn_reason"]) == ("withdrawn", False, "new policy")


def test_what_was_asked_for_is_received(verified: Call, tmp_path: Path) -> None:
    ok(verified("ask", "make", "elif", "--for", "testimonial", "--reason", "she offered"))
    words = tmp_path / "mail.txt"
    words.write_text(ORIGINAL, "utf-8")
    ok(verified("testimonial", "receive", "elif", "--file", words))
    [one] = verified("testimonial", "list", "--json").data
    assert (one["state"], one["original"]) == ("received", ORIGINAL)
    assert verified("ask", "show", "elif", "--json").data[0]["state"] == "yes"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("approve", "elif"), 2, "--scope"),
        (("approve", "elif", "--scope", ""), 1, "must be filled in"),
        (("publish", "elif", "--place", "x"), 1, "cannot become “published”"),
        (("receive", "elif"), 2, "--text"),
        (("add", "elif", "--text", "a", "--file", "b"), 2, "--text"),
        (("add", "elif", "--outcome", "three", "--text", "a"), 1, "Nothing there begins"),
        (("add", "jan", "--text", "a"), 1, "Nothing of this kind"),
        (("withdraw", "elif"), 2, "--reason"),
        (("renew", "elif", "--until", "2020-01-01"), 1, "a day to come"),
        (("show", "jan"), 1, "Nothing there begins"),
    ],
)
def test_wrong_words_change_nothing(received: Call, words: tuple[str, ...], code: int, said: str) -> None:
    before = received("testimonial", "list", "--all", "--json").out
    answer = received("testimonial", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert received("testimonial", "list", "--all", "--json").out == before


def test_the_approved_text_is_exported_with_who_said_it_and_the_original_never(received: Call) -> None:
    ok(approve(received))
    for text in exported(received):
        assert all(part in text.replace("\u00a0", " ") for part in (APPROVED, "Elif Kaya", "Kaya Logistics"))
        assert ORIGINAL not in text
        assert "wow" not in text
    [one] = received("export", "testimonials", "--format", "json").data
    assert set(one) == {"text", "name", "job_title", "account", "sector", "outcome", "scope", "until"}
    assert (one["outcome"], one["scope"]) == ("Two days less", "website")
    assert received("export", "testimonials", "--for", "brochure", "--format", "json").data == []
    assert len(received("export", "testimonials", "--for", "WEB", "--format", "json").data) == 1


def test_without_their_name_nothing_tells_who_it_is(received: Call) -> None:
    ok(approve(received, "--anonymous"))
    for text in exported(received):
        assert APPROVED in text
        for secret in ("Elif", "Kaya", "Two days less", "12,000", "1200000"):
            assert secret not in text


@pytest.mark.parametrize("why", ["received", "withdrawn", "expired", "disputed"])
def test_what_nobody_agreed_to_any_more_is_in_no_export(
    received: Call, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if why != "received":
        ok(approve(received, "--until", "2026-12-01"))
        assert all(APPROVED in text for text in exported(received))
    if why == "withdrawn":
        assert received("testimonial", "withdraw", "elif", "--reason", "policy").code == 0
    if why == "expired":
        monkeypatch.setenv("ADVISORBENCH_TODAY", "2026-12-02")
    if why == "disputed":
        ok(received("outcome", "dispute", "kaya", "two", "--why", "it was one day"))
    for text in exported(received):
        assert APPROVED not in text
        assert ORIGINAL not in text
        assert "Kaya" not in text
    assert received("export", "testimonials", "--format", "json").data == []
    said = received("export", "testimonials", "--format", "csv")
    assert (said.code, said.out) == (2, "")


def test_the_export_is_written_and_never_over_a_file_unasked(received: Call, tmp_path: Path) -> None:
    ok(approve(received))
    path = tmp_path / "praise.html"
    assert "1 testimonial written" in ok(received("export", "testimonials", "--format", "html", "--to", path))
    assert "<script" not in path.read_text("utf-8")
    refused(received("export", "testimonials", "--to", path), "exists already", "--force")
    ok(received("export", "testimonials", "--to", path, "--force"))
    assert received("export", "accounts", "--format", "md").code == 2
