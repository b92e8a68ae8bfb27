"""An account that cannot be judged, on every screen: it says why, and is mended with the key its line names."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from textual.pilot import Pilot

from advisorbench.screens.account import AccountScreen
from advisorbench.services import Services
from tests.screens.desk import bench, play, press, shown_on, until


@pytest.mark.parametrize("field", ["review_rule = 'FREQ=NONSENSE'", "customer_since = '9999-12-31'"])
def test_every_screen_goes_on_and_space_edits_what_cannot_be_judged(
    sample: Services, tmp_path: Path, field: str
) -> None:
    with closing(sqlite3.connect(sample.book.path, isolation_level=None)) as book:
        assert book.execute(f"UPDATE account SET {field} WHERE name = 'Kaya Logistics'").rowcount == 1
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        assert "Correct what cannot be judged" in shown_on(app.screen)
        await press(pilot, "3")
        assert "De Wit" in shown_on(app.screen)
        await press(pilot, "2", "f", *"kaya logistics", "down")
        assert "! incorrect" in shown_on(app.screen)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, AccountScreen))
        for _tab in range(8):
            await press(pilot, "right")
        assert "cannot be judged" in shown_on(app.screen)
        await press(pilot, "escape", "e")
        await until(pilot, lambda: app.screen.__class__.__name__ == "Form")

    play(app, story)
