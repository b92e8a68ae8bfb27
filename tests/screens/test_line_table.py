"""The list widget: quick at any length, and its cursor keeps its row."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from advisorbench.themes import THEMES
from advisorbench.widgets.line_table import Heading, LineColumn, LineTable, Span


class Row(NamedTuple):
    """A row."""

    key: str
    text: str


drawn: list[str] = []


def cells(row: Row) -> Sequence[Sequence[Span]]:
    """Its cells; notes that it was drawn."""
    drawn.append(row.key)
    return [[(row.text, "")], [("1", "late")]]


class Showing(App[None]):
    """Shows one table."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The names that the style sheets use."""
        return dict(THEMES[0].variables)

    def compose(self) -> ComposeResult:
        """The table."""
        yield LineTable(
            [LineColumn("Name"), LineColumn("N", 3, right=True)], cells, lambda row: row.key, empty="nothing"
        )


def show(story: Callable[[Pilot[None], LineTable], Awaitable[None]]) -> None:
    """Play a story on a table of 40 by 10."""

    async def run() -> None:
        app = Showing()
        async with app.run_test(size=(40, 10)) as pilot:
            table = app.query_one(LineTable)
            table.focus()
            await pilot.pause()
            await story(pilot, table)

    asyncio.run(run())


def rows(count: int) -> list[Any]:
    """Numbered rows."""
    return [Row(f"k{n}", f"row {n}") for n in range(count)]


def test_only_rows_in_sight_are_drawn() -> None:
    async def story(pilot: Pilot[None], table: LineTable) -> None:
        drawn.clear()
        table.fill(rows(100_000))
        await pilot.pause()
        assert len(set(drawn)) < 20
        await pilot.press("end")
        assert table.row.key == "k99999"
        assert "row 99999" in table.render_line(9).text

    show(story)


def test_the_cursor_keeps_its_row_by_key_and_else_stays_near() -> None:
    async def story(pilot: Pilot[None], table: LineTable) -> None:
        table.fill(rows(30))
        await pilot.press("down", "down", "down")
        table.fill([Row("new", "new"), *rows(30)])
        assert table.row.key == "k3"
        table.fill([row for row in rows(30) if row.key != "k3"])
        assert table.row.key == "k5"
        table.fill([])
        assert table.row is None
        await pilot.press("down", "up", "pagedown", "home", "end")

    show(story)


def test_headings_are_passed_over() -> None:
    async def story(pilot: Pilot[None], table: LineTable) -> None:
        table.fill([Heading("ONE"), Row("a", "a"), Heading("TWO"), Row("b", "b")])
        await pilot.pause()
        assert table.row.key == "a"
        await pilot.press("down")
        assert table.row.key == "b"
        await pilot.press("up", "up")
        assert table.row.key == "a"

    show(story)


def test_every_line_is_as_wide_as_the_table_whatever_the_text() -> None:
    async def story(pilot: Pilot[None], table: LineTable) -> None:
        texts = ["x" * 500, "漢字" * 60, "👩‍👩‍👧‍👦" * 20, "\x1b[31m" * 50, "", "e\u0301" * 90]
        table.fill([Row(str(n), text) for n, text in enumerate(texts)])
        await pilot.pause()
        assert {table.render_line(y).cell_length for y in range(10)} == {table.size.width}

    show(story)


def test_an_empty_table_says_why() -> None:
    async def story(pilot: Pilot[None], table: LineTable) -> None:
        table.fill([])
        await pilot.pause()
        assert "nothing" in table.render_line(1).text

    show(story)
