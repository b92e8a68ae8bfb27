"""Driving the app by its keys, as a user does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Static

from advisorbench.app import Bench
from advisorbench.clock import FixedClock
from advisorbench.drafts import Drafts
from advisorbench.services import Services
from advisorbench.widgets.line_table import Heading, LineTable
from tests.conftest import TODAY
from tests.screens.quick_app import quick, unseen

T = TypeVar("T")
Story = Callable[[Pilot[str]], Awaitable[None]]


def bench(services: Services, tmp_path: Path, **more: Any) -> Bench:
    """The app on an open book, with drafts in the test's own folder."""
    clock = services.clock if isinstance(services.clock, FixedClock) else FixedClock(TODAY)
    return Bench(
        lambda: services, clock, Drafts(tmp_path / "drafts", services.book.path), tmp_path / "mappings", **more
    )


def play(app: Bench, story: Story, size: tuple[int, int] = (120, 40)) -> Bench:
    """Run the app through a story; whatever crashed it fails the test."""

    async def run() -> None:
        with quick(app), unseen():
            async with app.run_test(size=size, notifications=True) as pilot:
                await settle(pilot)
                await story(pilot)
                await settle(pilot)
                if app.is_running:
                    shown_on(app.screen)  # what it ends with can be drawn

    asyncio.run(run())
    if app._exception:
        raise app._exception
    return app


async def settle(pilot: Pilot[str]) -> None:
    """Wait until what was begun is done and shown; forms that wait for an answer are no work."""
    for _turn in range(2):
        workers = [w for w in pilot.app.workers if not w.is_finished and w.group not in ("doing", "search")]
        if workers:
            await pilot.app.workers.wait_for_complete(workers)
        await pilot.pause()


async def press(pilot: Pilot[str], *keys: str) -> None:
    """Press keys; a key that begins with ``text:`` is pasted into the field that has the focus."""
    for key in keys:
        if key.startswith("text:"):
            field = pilot.app.focused
            assert isinstance(field, Input), f"nothing to type {key} into"
            field.value = ("" if field.selected_text else field.value) + key.removeprefix("text:")
        else:
            await pilot.press(key)
    await settle(pilot)


async def until(pilot: Pilot[str], done: Callable[[], bool]) -> None:
    """Wait for something that a thread brings about, at most some seconds."""
    for _turn in range(200):
        if done():
            await settle(pilot)
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come about")


def shown_on(screen: Screen[Any]) -> str:
    """All text that the screen shows, line by line."""
    width, height = screen.size
    lines = screen._compositor.render_strips()
    return "\n".join(strip.text for strip in lines[:height])[: (width + 1) * height]


def rows(app: Bench) -> list[Any]:
    """The rows of the list on the screen."""
    return list(app.screen.query_one(LineTable).rows)


def things(app: Bench, kind: type[T]) -> list[T]:
    """What the rows on the screen are about, as far as it is of a kind."""
    return [
        row.subject.thing for row in rows(app) if not isinstance(row, Heading) and isinstance(row.subject.thing, kind)
    ]


def brief(app: Bench) -> str:
    """The text of the brief."""
    return str(app.screen.query_one("#brief-text", Static).content)


def notices(app: Bench) -> list[str]:
    """What was said in passing."""
    return [str(notice.message) for notice in app._notifications]
