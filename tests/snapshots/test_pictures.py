"""Few pictures, each looked at. The docstring says what must be seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from advisorbench.app import Bench
from advisorbench.services import Services
from tests.screens.desk import bench, press, settle
from tests.screens.quick_app import quick

Snap = Callable[..., bool]
WIDE, NARROW = (120, 40), (80, 24)


@pytest.fixture
def snap(snap_compare: Any, monkeypatch: pytest.MonkeyPatch) -> Snap:
    """`snap_compare`, but the cursor does not blink and an app that crashed never passes."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda _self: None)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda _self: None)

    def compare(app: Bench, size: tuple[int, int], *keys: str) -> bool:
        async def before(pilot: Any) -> None:
            with quick(app):
                await settle(pilot)
                await press(pilot, *keys)

        same = snap_compare(app, terminal_size=size, run_before=before)
        if app._exception:
            raise app._exception
        return bool(same)

    return compare


@pytest.mark.parametrize(("mode", "name"), [("1", "agenda"), ("2", "accounts"), ("3", "asks")])
def test_the_sample_book(snap: Snap, sample: Services, tmp_path: Path, mode: str, name: str) -> None:
    """Bar, list and brief side by side; the first line selected; the key bar at the bottom."""
    assert snap(bench(sample, tmp_path, book_label="SAMPLE BOOK"), WIDE, mode), name


@pytest.mark.parametrize(("mode", "name"), [("1", "agenda"), ("2", "accounts"), ("3", "asks")])
def test_eighty_by_twenty_four(snap: Snap, sample: Services, tmp_path: Path, mode: str, name: str) -> None:
    """The list above, the brief below it; nothing cut off at the right that matters."""
    assert snap(bench(sample, tmp_path, book_label="SAMPLE BOOK"), NARROW, mode), name


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_an_account_opened_at_its_value(snap: Snap, sample: Services, tmp_path: Path, size: tuple[int, int]) -> None:
    """The account in two lines, its parts in one; the first objective selected, its bar and numbers beside it."""
    keys = ("enter", "right", "right")
    assert snap(bench(sample, tmp_path, book_label="SAMPLE BOOK"), size, *keys)


def test_a_review_that_is_prepared(snap: Snap, sample: Services, tmp_path: Path) -> None:
    """All since the last review on the left; on the right who will be there, and the agenda to write."""
    assert snap(bench(sample, tmp_path), WIDE, "P")


def test_a_review_that_is_held_at_eighty_by_twenty_four(snap: Snap, sample: Services, tmp_path: Path) -> None:
    """The agenda above, the note with the cursor below it, the objectives with where they stood."""
    assert snap(bench(sample, tmp_path), NARROW, "h")


def test_the_weeks_in_which_reviews_spread(snap: Snap, sample: Services, tmp_path: Path) -> None:
    """Hours planned and hours available on top, the proposals week by week, late ones marked."""
    assert snap(bench(sample, tmp_path), WIDE, "R")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_where_the_time_goes(snap: Snap, sample: Services, tmp_path: Path, size: tuple[int, int]) -> None:
    """The week before in bars, customers against the goal; how steady the weeks are; every week in one line."""
    assert snap(bench(sample, tmp_path, book_label="SAMPLE BOOK"), size, "f7", "down")


@pytest.mark.parametrize("mode", ["1", "2", "3"])
def test_an_empty_book(snap: Snap, services: Services, tmp_path: Path, mode: str) -> None:
    """Calm, with one sentence that says how to begin."""
    assert snap(bench(services, tmp_path), NARROW, mode)


def test_the_light_theme(snap: Snap, sample: Services, tmp_path: Path) -> None:
    """The agenda on white: late lines red, headings blue, everything readable."""
    assert snap(bench(sample, tmp_path, theme="advisor-light"), WIDE, "1")


def test_a_form_that_found_something_wrong(snap: Snap, sample: Services, tmp_path: Path) -> None:
    """The question in the middle, the missing field marked in words under it."""
    assert snap(bench(sample, tmp_path), NARROW, "p", "ctrl+s")
