"""Texts with places: what is a place is filled in once, everything else stays as it was written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from advisorbench.domain.language.templates import fill, unknown_places

PLAIN: Mapping[str, str] = {"account": "Kaya Logistics", "day": "Friday"}
LISTS: Mapping[str, Sequence[str]] = {"ideas": ["two departures"], "people": ["Anna", "Ben"], "issues": []}

FILLED: list[tuple[str, str, str]] = [
    ("nothing", "", ""),
    ("only space", " \n\n\t\n", ""),
    ("words only", "Coffee first", "Coffee first"),
    ("a place in the midst of a line", "To $account by $day", "To Kaya Logistics by Friday"),
    ("the same place twice", "$account, $account", "Kaya Logistics, Kaya Logistics"),
    ("a place beside a sign", "($account), $account's; $day.", "(Kaya Logistics), Kaya Logistics's; Friday."),
    ("a list on a line of its own", "Who\n$people", "Who\n- Anna\n- Ben"),
    ("a list on an indented line of its own", "Who\n  $people  ", "Who\n- Anna\n- Ben"),
    ("a list within a line", "Here: $people.", "Here: Anna, Ben."),
    ("a list of one within a line", "Idea: $ideas.", "Idea: two departures."),
    ("a heading goes with its empty list", "In the way\n$issues\n\nThe end", "The end"),
    ("a line goes with its empty list", "Trouble: $issues.\n\nThe end", "The end"),
    ("an empty list beside one that is not", "Both\n$issues\n$ideas", "Both\n- two departures"),
    ("an empty list within a line beside one that is not", "$ideas, $issues", "two departures, "),
    ("everything empty", "$issues\n\nAnd $issues", ""),
    ("an amount of dollars", "$5 for $account, US$ and $$", "$5 for Kaya Logistics, US$ and $$"),
    ("a dollar before a place", "$$account", "$Kaya Logistics"),
    ("a place that is none", "$accounts $account_id $Day ${account} $nothing",
     "$accounts $account_id $Day ${account} $nothing"),
    ("a place that is none keeps its paragraph", "$nothing\n\n$issues", "$nothing"),
    ("signs of other templates", "{account} %(account)s {{ account }} \\1 \\g<0> $1",
     "{account} %(account)s {{ account }} \\1 \\g<0> $1"),
    ("more empty lines than one", "One\n\n\n\nTwo\n \t\nThree", "One\n\nTwo\n\nThree"),
]  # fmt: skip


@pytest.mark.parametrize(("template", "text"), [pytest.param(*row[1:], id=row[0]) for row in FILLED])
def test_a_template_is_filled_in_and_otherwise_left_alone(template: str, text: str) -> None:
    assert fill(template, PLAIN, LISTS) == text


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("", []),
        ("$account and $ideas", []),
        ("$nothing, $accounts and $nothing", ["accounts", "nothing"]),
        ("$5, $ 5, US$, $$, ${account}", []),
        ("$Account", ["Account"]),
        ("$account_id", ["account_id"]),
        ("$_x", ["_x"]),
        ("$dag$account", ["dag"]),
    ],
)
def test_what_looks_like_a_place_and_is_none_is_named_once(text: str, unknown: list[str]) -> None:
    assert unknown_places(text, [*PLAIN, *LISTS]) == unknown


WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters="$", exclude_categories=["Cc", "Zl", "Zp"]), max_size=60
)
PARTS = st.sampled_from(["$account", "$day", "$ideas", "$people", "$nothing", "$", "$5", "Ω", " ", "\n", "\n\n", "\\1"])
DATA = st.sampled_from(
    ["$account", "$ideas", "$$day", "\\g<1>", "%(what)s", "{0.__class__}", "[@click=app.quit]x[/]", ""]
)


@given(st.lists(WORDS, max_size=5))
def test_plain_text_stays_as_it_is(lines: list[str]) -> None:
    kept = [line for line in lines if line.strip()]
    text = "\n".join(kept).strip()

    assert fill(text, PLAIN, LISTS) == text


@given(st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,9}", fullmatch=True), WORDS)
def test_an_unknown_place_stays_where_it_stood(name: str, around: str) -> None:
    assume(name not in PLAIN and name not in LISTS)
    text = f"{around.strip()} ${name} ."

    assert fill(text, PLAIN, LISTS) == text.strip()
    assert unknown_places(text, [*PLAIN, *LISTS]) == [name]


@given(st.lists(PARTS))
def test_any_template_is_filled_in_without_a_word_lost(parts: list[str]) -> None:
    text = fill("".join(parts), PLAIN, LISTS)

    assert text.count("Ω") == parts.count("Ω")
    assert "\n\n\n" not in text
    assert not re.search(r"\$(account|day|ideas|people)\b", text)


@given(DATA, DATA)
def test_what_people_wrote_is_data_and_is_not_filled_in_again(first: str, second: str) -> None:
    assert fill("Dear $account!\n$ideas", {"account": first}, {"ideas": [second]}) == f"Dear {first}!\n- {second}"
    assert fill("Dear $account, $ideas!", {"account": first}, {"ideas": [second]}) == f"Dear {first}, {second}!"


@given(st.lists(PARTS))
def test_a_text_without_lists_loses_no_paragraph(parts: list[str]) -> None:
    template = "".join(part for part in parts if part not in ("$ideas", "$people"))

    assert fill(template, PLAIN, {}).count("\n\n") == len(re.findall(r"\n\s*\n", template.strip()))
