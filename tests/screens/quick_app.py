"""Ways to run an app that nobody watches in a fraction of the time.

Textual takes an app to be at rest once the process has not worked for a fiftieth of a second, and asks that twice for
each key; here what goes on in it is asked. It also reads every style sheet anew for each app.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from textual._compositor import Compositor
from textual.app import App
from textual.css.stylesheet import Stylesheet

PATIENCE = 1.0
"""Seconds that a thread may take before the app is looked at all the same."""

_parse = Stylesheet._parse_rules
_parsed: dict[tuple[Any, ...], list[Any]] = {}


@contextmanager
def quick(app: App[Any]) -> Iterator[None]:
    """Wait for what the app does, not for the clock, and read each style sheet once; within a running loop."""
    loop = asyncio.get_running_loop()
    begin: Callable[..., asyncio.Future[Any]] = loop.run_in_executor
    in_threads: set[asyncio.Future[Any]] = set()

    def run_in_executor(*args: Any) -> asyncio.Future[Any]:
        future = begin(*args)
        in_threads.add(future)
        future.add_done_callback(in_threads.discard)
        return future

    async def at_rest(*_seconds: float) -> None:
        while True:
            await asyncio.sleep(0)
            if loop._ready:  # type: ignore[attr-defined]
                continue
            if in_threads:
                done, _waiting = await asyncio.wait(in_threads, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
                if not done:
                    return
            elif app._exception or not app.is_running or not drawn(app):
                return

    with (
        patch.object(loop, "run_in_executor", run_in_executor),
        patch("textual.app.wait_for_idle", at_rest),
        patch("textual.pilot.wait_for_idle", at_rest),
        patch.object(Stylesheet, "_parse_rules", _parsed_once),
    ):
        yield


def drawn(app: App[Any]) -> bool:
    """Lay out the screen, as a timer would before long, if there is anything to lay out."""
    screen = app.screen
    due = screen._layout_required or screen._scroll_required or screen._repaint_required or screen._dirty_widgets
    if due and screen.is_current and not app._batch_count:
        screen._on_timer_update()
        return True
    return False


@contextmanager
def unseen() -> Iterator[None]:
    """What changes on the screen is not drawn: no terminal shows it. What a test looks at is drawn when it looks."""
    with patch.object(
        Compositor, "render_update", lambda compositor, *_args, **_more: compositor._dirty_regions.clear()
    ):
        yield


def _parsed_once(sheet: Stylesheet, css: str, read_from: Any, *args: Any, **more: Any) -> list[Any]:
    key = (css, read_from, args, *more.items(), *sheet._variables.items())
    if key not in _parsed:
        _parsed[key] = _parse(sheet, css, read_from, *args, **more)
    return _parsed[key]
