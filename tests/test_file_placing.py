"""Files are put in place whole, and over nothing unasked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from advisorbench.file_placing import put_in_place


def no_links(_source: object, _target: object) -> None:
    """A file system without hard links."""
    raise PermissionError(1, "Operation not permitted")


@pytest.fixture(params=["links", "no links"])
def draft(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A finished file, on a file system with hard links and on one without."""
    if request.param == "no links":
        monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "draft"
    path.write_text("new")
    return path


def test_a_file_gets_its_name_and_the_draft_is_gone(draft: Path) -> None:
    put_in_place(draft, draft.parent / "final")
    assert [path.name for path in draft.parent.iterdir() if path.is_file()] == ["final"]


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(draft: Path) -> None:
    final = draft.parent / "final"
    final.write_text("old")
    with pytest.raises(FileExistsError):
        put_in_place(draft, final)
    assert final.read_text() == "old"
    put_in_place(draft, final, replace=True)
    assert final.read_text() == "new"
