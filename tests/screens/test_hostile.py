"""Text from strangers is data on every screen: nothing is obeyed, nothing crashes, nothing vanishes."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.pilot import Pilot

from advisorbench.app import _NoControls
from advisorbench.domain.text import shown
from advisorbench.models import (
    Account,
    AccountFields,
    InteractionFields,
    IssueFields,
    ObjectiveFields,
    OutcomeFields,
    PersonFields,
    PromiseFields,
    ReferralFields,
    SignalFields,
    TargetFields,
)
from advisorbench.screens.account import AccountScreen
from advisorbench.screens.form import Form
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
    account = services.accounts.add(AccountFields(name=name, city=name, sector=name, status="active", note=name))
    with services.book.write("smuggle") as session:
        row = session.get(Account, account)
        assert row is not None
        row.name, row.city = name, name
    person = services.accounts.add_person(PersonFields(name=name, account_id=account, job_title=name))
    services.accounts.log(InteractionFields(account_id=account, person_id=person, on=TODAY, note=name))
    services.accounts.add_issue(IssueFields(account_id=account, what=name, opened_on=TODAY))
    services.accounts.add_signal(SignalFields(account_id=account, kind="praise", on=TODAY, note=name))
    services.reviews.add_objective(ObjectiveFields(account_id=account, wording=name, unit=name))
    services.reviews.add_outcome(OutcomeFields(account_id=account, what=name, on=TODAY))
    services.reviews.add_promise(PromiseFields(account_id=account, what=name, made_on=TODAY, due_on=TODAY))
    services.asks.add_target(TargetFields(account_id=account, person_id=person, who=name, why_now=name))
    services.asks.name(ReferralFields(account_id=account, person_id=person, name=name, named_on=TODAY))


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_hostile_name_is_shown_on_every_screen_and_obeyed_on_none(
    services: Services, tmp_path: Path, name: str
) -> None:
    fill(services, name)
    app = bench(services, tmp_path)
    start = shown(name)[:6]

    async def story(pilot: Pilot[str]) -> None:
        for keys in (("1",), ("3",), ("2",), ("enter",)):
            await press(pilot, *keys)
            text = shown_on(app.screen)
            assert start in text
            assert not any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 for c in text)
        await until(pilot, lambda: isinstance(app.screen, AccountScreen))
        for key in ("l", "z", "a", "e"):
            await press(pilot, key)
            await until(pilot, lambda: isinstance(app.screen, Form))
            await press(pilot, "escape")
        await press(pilot, "slash", "text:ab", "escape", "question_mark", "escape", "ctrl+p", "escape")

    play(app, story)
    assert app.return_code in (None, 0)


@pytest.mark.parametrize("text", ["\x1b]0;title\x07", "a\x9bb", "\u202e", "fine \u200f"])
def test_the_last_guard_lets_no_control_byte_through(text: str) -> None:
    [segment] = _NoControls().apply([Segment(text)], Color.parse("black"))
    assert shown(text) == segment.text
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u200f" for c in segment.text)
