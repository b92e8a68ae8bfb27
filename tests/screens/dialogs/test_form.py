"""One form for every question."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static

from advisorbench.domain.errors import FieldErrors
from advisorbench.drafts import Drafts
from advisorbench.screens.dialogs.form import Form
from advisorbench.screens.dialogs.form_field import FormField
from advisorbench.themes import THEMES
from advisorbench.widgets.choice import Choice
from tests.conftest import TODAY

ENTRIES = (
    FormField("what", "What", required=True),
    FormField("on", "On", "day"),
    FormField("worth", "Worth", "money"),
    FormField("n", "How many", "whole"),
    FormField("size", "Size", "choice", choices=(("s", "small"), ("m", "middle"), ("l", "large"))),
)


class Asking(App[None]):
    """Shows one form and keeps the answer."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self.answers: list[dict[str, Any] | None] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The names that the style sheets use."""
        return dict(THEMES[0].variables)

    def on_mount(self) -> None:
        """Ask."""
        self.push_screen(self.form, self.answers.append)


def ask(form: Form, story: Callable[[Pilot[None]], Awaitable[None]]) -> Asking:
    """Show a form and play a story on it."""
    app = Asking(form)

    async def run() -> None:
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            await story(pilot)
            await pilot.pause()

    asyncio.run(run())
    return app


def said(app: App[Any], name: str) -> str:
    """What is said under a field."""
    return str(app.screen.query_one(f"#said-{name}", Static).content)


async def write(pilot: Pilot[Any], **texts: str) -> None:
    """Put texts into fields."""
    for name, text in texts.items():
        pilot.app.screen.query_one(f"#field-{name}", Input).value = text
    await pilot.pause()


def test_values_come_back_each_of_its_kind() -> None:
    async def story(pilot: Pilot[None]) -> None:
        await write(pilot, what=" a  \x1b[31mthing ", on="over 2 weken", worth="€ 1.210,50", n="3")
        pilot.app.screen.query_one(Choice).focus()
        await pilot.press("l", "ctrl+s")

    app = ask(Form("Ask", ENTRIES, TODAY), story)
    answer = app.answers[0]
    assert answer is not None
    assert answer["what"] == "a  [31mthing"
    assert (answer["on"].isoformat(), answer["worth"], answer["n"], answer["size"]) == (
        "2026-12-07", (121050, "EUR"), 3, "l",
    )  # fmt: skip


def test_a_typed_day_is_echoed_at_once() -> None:
    async def story(pilot: Pilot[None]) -> None:
        await write(pilot, on="vr")
        assert said(pilot.app, "on") == "= Friday 27 November 2026"
        await write(pilot, on="vrij")
        assert "can be read" in said(pilot.app, "on")

    ask(Form("Ask", ENTRIES, TODAY), story)


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_given_back() -> None:
    async def story(pilot: Pilot[None]) -> None:
        await write(pilot, on="4/12", worth="a lot", n="1.5")
        await pilot.press("ctrl+s")
        assert said(pilot.app, "what") == "this must be filled in"
        assert "2026-12-04" in said(pilot.app, "on")
        assert "a lot" in said(pilot.app, "worth")
        assert said(pilot.app, "n")

    assert ask(Form("Ask", ENTRIES, TODAY), story).answers == []


def test_the_check_of_the_whole_is_said_at_its_field_too() -> None:
    def check(_values: dict[str, Any]) -> None:
        raise FieldErrors({"n": "one more than that", "": "and something else"})

    async def story(pilot: Pilot[None]) -> None:
        await write(pilot, what="x")
        await pilot.press("ctrl+s")
        assert said(pilot.app, "n") == "one more than that"
        assert said(pilot.app, "") == "and something else"

    ask(Form("Ask", ENTRIES, TODAY, check=check), story)


def test_escape_leaves_without_an_answer() -> None:
    async def story(pilot: Pilot[None]) -> None:
        await write(pilot, what="x")
        await pilot.press("escape")

    assert ask(Form("Ask", ENTRIES, TODAY), story).answers == [None]


def test_what_was_typed_and_left_comes_back_and_can_be_dropped(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts", tmp_path / "book.db")

    async def leave(pilot: Pilot[None]) -> None:
        await write(pilot, what="half a thought")
        await pilot.press("escape")

    async def back(pilot: Pilot[None]) -> None:
        field = pilot.app.screen.query_one("#field-what", Input)
        assert field.value == "half a thought"
        assert "is back" in said(pilot.app, "")
        await pilot.press("ctrl+r")
        assert field.value == ""

    ask(Form("Ask", ENTRIES, TODAY, draft="x", drafts=drafts), leave)
    [kept] = (tmp_path / "drafts").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    ask(Form("Ask", ENTRIES, TODAY, draft="x", drafts=drafts), back)


def test_what_was_saved_does_not_come_back(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts", tmp_path / "book.db")
    form = Form("Ask", ENTRIES, TODAY, draft="x", drafts=drafts)

    async def save(pilot: Pilot[None]) -> None:
        await write(pilot, what="a whole thought")
        await pilot.press("ctrl+s")

    ask(form, save)
    assert drafts.load("x") is not None, "until it is on disk the draft stays"
    form.saved()
    assert drafts.load("x") is None


def test_a_choice_turns_by_arrows_and_jumps_by_letter() -> None:
    async def story(pilot: Pilot[None]) -> None:
        choice = pilot.app.screen.query_one(Choice)
        choice.focus()
        await pilot.press("left")
        assert choice.value == "l"
        await pilot.press("m")
        assert choice.value == "m"
        await pilot.press("right", "right")
        assert choice.value == "s"

    ask(Form("Ask", ENTRIES, TODAY), story)
