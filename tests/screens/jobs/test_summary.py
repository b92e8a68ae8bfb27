"""The manager's summary from the screens: asked in one form, written to a file, and said where it is."""

from __future__ import annotations

import json
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from advisorbench.screens.dialogs.form import Form
from advisorbench.services import Services
from tests.screens.desk import bench, notices, play, press, shown_on


def field(pilot: Pilot[str], name: str) -> str:
    """What stands in a field of the form."""
    assert isinstance(pilot.app.screen, Form)
    return pilot.app.screen.query_one(f"#field-{name}", Input).value


def test_it_is_written_where_the_form_says(sample: Services, tmp_path: Path, own_home: Path) -> None:
    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "f6", "text:last week")
        assert "week 47 of 2026, Mon 16 Nov 2026 to Sun 22 Nov 2026" in shown_on(pilot.app.screen)
        assert field(pilot, "file") == str(own_home / "summary-2026-W47")
        await press(pilot, "ctrl+s")

    app = play(bench(sample, tmp_path), story)
    path = own_home / "summary-2026-W47.md"
    assert f"The summary of week 47 of 2026 was written to {path}" in notices(app)
    text = path.read_text("utf-8")
    assert text.startswith("# Summary of week 47 of 2026")
    assert "Veerle Coppens" not in text


def test_the_format_and_the_names_are_a_choice(sample: Services, tmp_path: Path, own_home: Path) -> None:
    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "f6", "text:2026-Q4", "tab", *["right"] * 4, "tab", "right", "ctrl+s")

    play(bench(sample, tmp_path), story)
    found = json.loads((own_home / "summary-2026-Q4.json").read_text("utf-8"))
    assert found["full"]


def test_what_cannot_be_written_is_said_at_the_field(sample: Services, tmp_path: Path, own_home: Path) -> None:
    there = own_home / "there.md"
    there.write_text("mine")

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "f6", "text:2027", "ctrl+s")
        assert "2027 has not begun" in shown_on(pilot.app.screen)
        await press(pilot, "text:2026-W47", "tab", "tab", "tab", f"text:{there}", "ctrl+s")
        assert "this file is there already" in shown_on(pilot.app.screen)
        await press(pilot, f"text:{own_home / 'there.html'}", "ctrl+s")
        assert "let the name end in .md" in shown_on(pilot.app.screen)
        await press(pilot, "escape")

    play(bench(sample, tmp_path), story)
    assert there.read_text() == "mine"
    assert [path.name for path in own_home.iterdir() if path.suffix] == ["there.md"]


def test_the_palette_knows_it(sample: Services, tmp_path: Path) -> None:
    async def story(pilot: Pilot[str]) -> None:
        titles = [command.title for command in pilot.app.get_system_commands(pilot.app.screen)]
        assert "Manager's summary" in titles

    play(bench(sample, tmp_path), story)
