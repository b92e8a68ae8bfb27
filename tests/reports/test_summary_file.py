"""A summary as JSON: read back as it was written, and nothing believed that nobody can have written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisorbench.domain.errors import FileError
from advisorbench.domain.language.periods import parse_span
from advisorbench.domain.summary.figures import Summary, redacted
from advisorbench.reports.render import ReportFormat
from advisorbench.reports.summary import written
from advisorbench.reports.summary_file import FORMAT, KIND, from_json
from advisorbench.services import Services
from tests.domain.build import TODAY
from tests.domain.summary.test_building import summary
from tests.reports.test_summary import NAMES, busy


def as_text(found: Summary) -> str:
    """The summary as its file holds it."""
    return written(found, ReportFormat.JSON).decode()


BUSY = replace(busy(), sellers=("Eva de Wit",))
WRITTEN = as_text(BUSY)


@pytest.mark.parametrize("found", [BUSY, redacted(BUSY), summary(), busy(began_on=None)])
def test_what_was_written_is_read_back(found: Summary) -> None:
    assert from_json(as_text(found), "a.json") == found


@pytest.mark.parametrize("period", ["2026-W47", "2026-11", "2026-Q3", "2026", "2025"])
def test_what_the_book_tells_is_read_back(sample: Services, period: str) -> None:
    for full in (True, False):
        found = sample.summaries.of(parse_span(period, TODAY), full=full)
        assert from_json(as_text(found), "a.json") == found


def test_it_is_structured_and_says_what_it_is() -> None:
    found = json.loads(WRITTEN)
    assert (found["kind"], found["format"], found["span"]) == (KIND, FORMAT, "2026-W47")
    assert found["sellers"] == ["Eva de Wit"]
    assert found["now"]["reviews"][0] == {"tier": "A", "due": 1, "due_held": 1, "carried": 0, "held": 1}


def test_redacted_it_holds_no_name() -> None:
    assert all(name in WRITTEN for name in NAMES)
    bare = as_text(redacted(BUSY))
    assert not any(name in bare for name in NAMES)


def test_what_says_that_it_is_redacted_is() -> None:
    found = json.loads(WRITTEN) | {"full": False}
    assert from_json(json.dumps(found), "a.json") == redacted(BUSY)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "12", "{}", '{"kind": "other"}', "[" * 100_000, "\x00", "9" * 9999]
)
def test_a_foreign_file_is_refused_with_the_way_to_write_one(text: str) -> None:
    with pytest.raises(FileError, match=r"a\.json is no summary\. Write one with: advisorbench summary --format json"):
        from_json(text, "a.json")


def test_a_file_of_a_newer_program_is_told_apart() -> None:
    with pytest.raises(FileError, match=r"a\.json was written by a newer advisorbench\."):
        from_json(json.dumps({"kind": KIND, "format": FORMAT + 1, "unknown": 1}), "a.json")


def put(*path: str | int, value: Any) -> Callable[[Any], None]:
    """Put a value at a place."""

    def doing(found: Any) -> None:
        for step in path[:-1]:
            found = found[step]
        found[path[-1]] = value

    return doing


HOURS = ("now", "hours", "minutes", 0, "minutes")
CENTS = ("now", "value", "sums", 0, "cents")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        *((put(*HOURS, value=bad), "minutes") for bad in (-1, 1.0, 1e300, True, "1", None, 10**13, float("nan"))),
        *((put(*CENTS, value=bad), "cents") for bad in (1.5, 10**19, -(10**19), float("inf"), "1")),
        (put("format", value=0), "format"),
        (put("format", value=True), "format"),
        (put("span", value="2026-W99"), "span"),
        (put("span", value="last week"), "span"),
        (put("span", value=7), "span"),
        (put("until", value="2026-11-23"), "until"),
        (put("until", value="2026-11-32"), "until"),
        (put("until", value="20261122"), "until"),
        (put("full", value="yes"), "full"),
        (put("sellers", value=["x" * 1001]), "sellers"),
        (put("sellers", value=["x"] * 1001), "sellers"),
        (put("sellers", value="Anna"), "sellers"),
        (put("surprise", value=1), "summary"),
        (put("now", "surprise", value=1), "now"),
        (put("now", value=None), "now"),
        (put("attention", 0, "need", value="boredom"), "need"),
        (put("attention", 0, "tier", value=["A"]), "tier"),
        (put("attention_count", value=0), "attention"),
        (put("missing_count", value=0), "missing"),
        (put("now", "coverage", 0, "seen", value=99), "coverage"),
        (put("now", "reviews", 0, "due_held", value=2), "reviews"),
        (put("now", "value", "verified", value=0), "value"),
        (put("now", "hours", "untimed", value=9), "hours"),
        (put("now", "asks", 0, "overridden", value=9), "asks"),
        (put("now", "asks", 0, "kind", value="reference"), "rows"),
        (put("now", "pursuits", "no_go_minutes", value=None), "pursuits"),
        (put("now", "pursuits", "by_source", 0, "hollow", value=9), "hollow"),
        (put("before", "hours", "untimed", value=9), "hours"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(change: Callable[[Any], None], where: str) -> None:
    found = json.loads(WRITTEN)
    change(found)
    with pytest.raises(FileError, match=rf"a\.json is damaged: {where} cannot be so\."):
        from_json(json.dumps(found), "a.json")


def test_a_loss_may_be_a_loss() -> None:
    found = json.loads(WRITTEN)
    put(*CENTS, value=-5)(found)
    assert from_json(json.dumps(found), "a.json").now.value.sums[0].cents == -5


def test_words_are_cleaned() -> None:
    found = json.loads(WRITTEN) | {"sellers": ["Eva\x1b[31m\nde Wit"]}
    assert from_json(json.dumps(found), "a.json").sellers == ("Eva[31m de Wit",)


PLACES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_whatever_stands_anywhere_it_is_read_or_refused(data: st.DataObject) -> None:
    found = json.loads(WRITTEN)
    at: Any = found
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(at[key], (dict, list)) and at[key] and data.draw(st.booleans()):
            at = at[key]
            continue
        at[key] = data.draw(PLACES)
        break
    try:
        read = from_json(json.dumps(found), "a.json")
    except FileError as error:
        assert "\n" not in str(error)
    else:
        assert from_json(as_text(read), "a.json") == read
