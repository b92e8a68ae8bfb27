"""Text from strangers is data on every screen: nothing is obeyed, nothing crashes, nothing vanishes."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.pilot import Pilot

from advisorbench.app import _NoControls
from advisorbench.domain.records.states import AccountStatus, SignalKind, StepKind
from advisorbench.domain.text import shown
from advisorbench.models import AccountRow
from advisorbench.screens.account import AccountScreen
from advisorbench.screens.dialogs.form import Form
from advisorbench.screens.lines.account_tabs import ACCOUNT_TABS
from advisorbench.services import Services
from tests.conftest import TODAY
from tests.screens.desk import bench, play, press, shown_on, until

NAMES = (
    "Acme [/b]",
    "[@click=app.quit]x[/]",
    "[red]Q[/red] [Acme BV] \\[b] $x \\",
    "\x1b[31mred\x1b]52;c;cm0gLXJm\x07 \x9b2J",
    "abc\u202ecba\u2066x",
    "👩‍👩‍👧‍👦 漢字 e\u0301\u0316\u0325",
    "x" * 300,
)


def fill(services: Services, name: str) -> None:
    """A book in which every text is the hostile one, also where it never came through the front door."""
    account = services.accounts.add(
        {"name": name, "city": name, "sector": name, "status": AccountStatus.ACTIVE, "note": name}
    ).id
    with services.book.write("smuggle") as session:
        row = session.get(AccountRow, account)
        assert row is not None
        row.name, row.city = name, name
    person = services.accounts.add_person({"name": name, "account_id": account, "job_title": name}).id
    services.accounts.log({"account_id": account, "person_id": person, "on": TODAY, "note": name})
    services.accounts.add_issue({"account_id": account, "what": name, "opened_on": TODAY})
    services.accounts.add_signal({"account_id": account, "kind": SignalKind.PRAISE, "on": TODAY, "note": name})
    aim = {"account_id": account, "wording": name, "unit": name, "metric": name, "baseline": 1, "maximum": 9}
    objective = services.value.add_objective(aim | {"current": 4}).id
    services.value.add_outcome({"account_id": account, "what": name, "on": TODAY, "evidence": name})
    services.value.add_idea(
        {"account_id": account, "what": name, "objective_id": objective, "effect": 1, "spotted_on": TODAY}
    )
    began = services.initiatives.add({"account_id": account, "name": name, "next_step": name}).id
    services.initiatives.add_step({"initiative_id": began, "kind": StepKind.QUESTION, "what": name})
    review = services.reviews.plan(account, TODAY).id
    services.reviews.save_preparation(review, 1, name, [person])
    services.promises.add({"account_id": account, "what": name, "made_on": TODAY, "due_on": TODAY})
    services.targets.add({"account_id": account, "person_id": person, "who": name, "why_now": name})
    services.referrals.name({"account_id": account, "person_id": person, "name": name, "named_on": TODAY})


def plain_enough(text: str) -> bool:
    """Whether nothing in it could be obeyed by a terminal."""
    return not any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 or c in "\u202e\u2066" for c in text)


def test_hostile_names_are_shown_on_every_screen_and_obeyed_on_none(services: Services, tmp_path: Path) -> None:
    for name in NAMES:
        fill(services, name)
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        for mode in ("1", "3", "2"):
            await press(pilot, mode)
            text = shown_on(app.screen)
            assert plain_enough(text)
            for name in NAMES if mode != "3" else ():  # of the desk every part is looked at elsewhere
                assert shown(name)[:5] in text
        await press(pilot, "e")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "escape", "question_mark", "escape", "slash", "text:ac", "escape")

    play(app, story, (200, 60))
    assert app.return_code in (None, 0)


@pytest.mark.parametrize("name", [" ".join(NAMES[:6]), NAMES[6]], ids=["markup and controls", "endless"])
def test_hostile_text_is_shown_in_every_part_of_an_account_and_in_its_review(
    services: Services, tmp_path: Path, name: str
) -> None:
    fill(services, name)
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2", "enter")
        await until(pilot, lambda: isinstance(app.screen, AccountScreen))
        for _place in ACCOUNT_TABS:
            await press(pilot, "right", "end")
            text = shown_on(app.screen)
            assert plain_enough(text) and shown(name)[:5] in text
        for key in ("P", "h", "l"):
            await press(pilot, key)
            await until(pilot, lambda: isinstance(app.screen, Form))
            text = shown_on(app.screen)
            assert plain_enough(text) and shown(name)[:5] in text
            await press(pilot, "escape")
            await until(pilot, lambda: isinstance(app.screen, AccountScreen))

    play(app, story)
    assert app.return_code in (None, 0)


@pytest.mark.parametrize("text", ["\x1b]0;title\x07", "a\x9bb", "\u202e", "fine \u200f"])
def test_the_last_guard_lets_no_control_byte_through(text: str) -> None:
    [segment] = _NoControls().apply([Segment(text)], Color.parse("black"))
    assert shown(text) == segment.text
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u200f" for c in segment.text)
