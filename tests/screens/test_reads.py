"""How often the screens look at the disk: once to open, and a glance at the journal to return."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from textual.pilot import Pilot

from advisorbench.screens.account import AccountScreen
from advisorbench.screens.lines.account_tabs import ACCOUNT_TABS
from advisorbench.screens.lines.desk_tabs import DESK_TABS
from advisorbench.screens.time import TimeScreen
from advisorbench.services import Services
from tests.screens.desk import bench, play, press, shown_on

Reads = Callable[[], tuple[int, int]]


@pytest.fixture
def reads(sample: Services) -> Iterator[Reads]:
    """Counts the transactions and the statements within them, since it was last asked."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    def counted() -> tuple[int, int]:
        begins = sum(statement.startswith("BEGIN") for statement in statements)
        counts = begins, len(statements) - begins
        statements.clear()
        return counts

    sa.event.listen(sample.book.engine, "before_cursor_execute", note)
    yield counted
    sa.event.remove(sample.book.engine, "before_cursor_execute", note)


def test_a_screen_opens_in_one_transaction_and_returns_with_a_glance_at_the_journal(
    sample: Services, tmp_path: Path, reads: Reads
) -> None:
    opened: dict[str, int] = {}
    returned: dict[str, tuple[int, int]] = {}

    async def story(pilot: Pilot[str]) -> None:
        async def opens(name: str, *keys: str) -> None:
            reads()
            await press(pilot, *keys)
            opened[name], _statements = reads()

        async def returns(name: str, *keys: str) -> None:
            reads()
            await press(pilot, *keys)
            returned[name] = reads()

        opened["day"], _statements = reads()
        await opens("accounts", "2")
        await returns("day", "1")
        await opens("week", "w")
        await returns("accounts", "2")
        await opens("account", "enter")
        assert isinstance(pilot.app.screen, AccountScreen)
        await returns("accounts, from one", "escape")
        await returns("account", "enter")
        await returns("week", "1")
        await opens("weeks", "w")
        await opens("asks", "3")
        await returns("weeks", "1")
        await returns("asks", "3")
        await opens("time", "f7")
        assert isinstance(pilot.app.screen, TimeScreen)
        await returns("asks, from the time", "escape")
        await returns("time", "f7")

    play(bench(sample, tmp_path), story)
    assert opened == dict.fromkeys(("day", "accounts", "week", "account", "weeks", "asks", "time"), 1)
    assert {name: counts for name, counts in returned.items() if counts > (1, 2)} == {}


def test_no_tab_and_no_line_reads_the_disk_again(sample: Services, tmp_path: Path, reads: Reads) -> None:
    looked: dict[str, tuple[int, int]] = {}

    async def story(pilot: Pilot[str]) -> None:
        for name, keys, tabs in (("asks", "3", len(DESK_TABS)), ("account", "2 enter", len(ACCOUNT_TABS))):
            await press(pilot, *keys.split())
            reads()
            for _tab in range(tabs):
                await press(pilot, "down", "right")
            looked[name] = reads()

    play(bench(sample, tmp_path), story)
    assert looked == {"asks": (0, 0), "account": (0, 0)}


def test_what_changed_meanwhile_is_read_on_return_in_one_transaction(
    sample: Services, tmp_path: Path, reads: Reads
) -> None:
    counts: list[tuple[int, int]] = []

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2")
        sample.accounts.archive(sample.accounts.lines()[0].id)
        reads()
        await press(pilot, "1")
        counts.append(reads())

    play(bench(sample, tmp_path), story)
    ((transactions, statements),) = counts
    assert transactions == 1
    assert statements > 2


def test_pairs_that_were_found_are_not_sought_again(sample: Services, tmp_path: Path, reads: Reads) -> None:
    sample.accounts.add({"name": "Kaya Logistics BV"})
    counts: list[tuple[int, int]] = []

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2", "U")
        assert "Kaya Logistics BV" in shown_on(pilot.app.screen)
        await press(pilot, "f7")
        reads()
        await press(pilot, "escape")
        counts.append(reads())

    play(bench(sample, tmp_path), story)
    ((_transactions, statements),) = counts
    assert statements <= 2
