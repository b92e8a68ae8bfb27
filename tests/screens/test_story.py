"""The main job, by keys alone: from an account to a reviewed, ready, asked customer and a name given."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from advisorbench.domain.asking.readiness import State
from advisorbench.domain.records.states import AccountStatus
from advisorbench.screens.account import AccountScreen
from advisorbench.screens.dialogs.form import Form
from advisorbench.services import Services
from tests.screens.desk import bench, brief, notices, play, press, shown_on, until


def test_an_account_is_opened_reviewed_and_its_person_asked_by_keys_alone(services: Services, tmp_path: Path) -> None:
    services.accounts.add({"name": "Isdom", "status": AccountStatus.ACTIVE})
    app = bench(services, tmp_path)

    async def fill(pilot: Pilot[str], key: str, *keys: str) -> None:
        await press(pilot, key)
        await until(pilot, lambda: isinstance(pilot.app.screen, Form))
        await press(pilot, *keys)
        await until(pilot, lambda: not isinstance(pilot.app.screen, Form))

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2", "enter")
        await until(pilot, lambda: isinstance(app.screen, AccountScreen))
        await fill(pilot, "c", "text:Ada Byron", "ctrl+s")
        await fill(pilot, "j", "text:Faster quotes", "tab", "tab", "text:days", "tab", "right", "tab", "text:14", "tab",
                   "text:9", "tab", "text:8", "tab", "text:6", "enter")  # fmt: skip
        await fill(pilot, "o", "text:Five days saved", "tab", "text:5k", "enter")
        assert "? Satisfied" in brief(app) and "g Signal" in brief(app)
        await fill(pilot, "v", "enter")
        await fill(pilot, "g", "text:9", "shift+tab", "shift+tab", "right", "ctrl+s")
        assert "Ada Byron  ready" in brief(app)
        await fill(pilot, "r", "text:vr", "enter")
        assert "review planned Fri 27 Nov" in shown_on(app.screen)
        await fill(pilot, "h", *"talked", "tab", "text:5", "ctrl+s")
        assert "review due 23 Nov 2027" in shown_on(app.screen)
        await fill(pilot, "a", "text:Grace", "tab", "text:Nano", "tab", "text:new plant", "enter")
        assert "Rested" in brief(app) and "rests until" in brief(app)
        await fill(pilot, "n", "ctrl+s")
        assert any("Grace" in said for said in notices(app))

    play(app, story)
    desk = services.asks.desk()
    assert [line.referral.name for line in desk.referrals] == ["Grace"]
    assert [made.ask.state.value for made in desk.asks] == ["yes"]
    assert services.accounts.lines()[0].state is State.RESTING
    assert services.book.check() == []
