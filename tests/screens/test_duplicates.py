"""The screen of what may be there twice: looked at side by side, merged, kept apart and taken back by keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from advisorbench.app import Bench
from advisorbench.domain.identity.duplicates import DuplicatePair
from advisorbench.screens.accounts import AccountsScreen
from advisorbench.screens.duplicates import DuplicatesScreen
from advisorbench.services import Services
from tests.screens.desk import bench, brief, notices, play, press, settle, shown_on, things, until


@pytest.fixture
def twice(services: Services) -> Services:
    """An account and a person that are there twice, and a person at two accounts."""
    kaya = services.accounts.add({"name": "Kaya Logistics", "website": "kaya.nl", "city": "Gent"}).id
    services.accounts.add({"name": "Kaya Logistics B.V.", "website": "www.kaya.nl", "city": "Zwolle", "sector": "food"})
    bakker = services.accounts.add({"name": "Bakker"}).id
    for name, at, email in (
        ("Elif Kaya", kaya, ""), ("Kaya, Elif", kaya, ""), ("Jan Bos", kaya, "j@me.com"),
        ("Jan Bos", bakker, "j@me.com"),
    ):  # fmt: skip
        services.accounts.add_person({"name": name, "account_id": at, "email": email})
    return services


def pairs(app: Bench) -> list[tuple[str, str]]:
    """The pairs on the screen."""
    return [(pair.kept_name, pair.other_name) for pair in things(app, DuplicatePair)]


async def look(pilot: Pilot[str]) -> None:
    """Go to the screen."""
    await press(pilot, "2", "U")
    await until(pilot, lambda: isinstance(pilot.app.screen, DuplicatesScreen))
    await settle(pilot)


KAYA, ELIF, JAN = ("Kaya Logistics", "Kaya Logistics B.V."), ("Elif Kaya", "Kaya, Elif"), ("Jan Bos", "Jan Bos")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_a_pair_stands_field_by_field_and_differences_have_a_sign(
    twice: Services, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = bench(twice, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await look(pilot)
        assert pairs(app) == [KAYA, JAN, ELIF]
        text = brief(app)
        assert "same website kaya.nl" in text
        assert re.search(r"≠ City          Gent\s+Zwolle\n", text)
        assert re.search(r"\+ Sector        –\s+food\n", text)
        assert ("Gent\n" in text) is (size[0] == 120)  # beside each other where there is room
        assert "= Tier          C\n" in text
        assert text.startswith("stays           Kaya Logistics\ngoes up in it   Kaya Logistics B.V.\n")
        assert "ACCOUNTS" in shown_on(app.screen)
        assert "m Merge" in shown_on(app.screen)
        await press(pilot, "down", "down")
        assert "Works at" in brief(app)

    play(app, story, size)


def test_a_merge_and_its_undo_by_keys(twice: Services, tmp_path: Path) -> None:
    app = bench(twice, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await look(pilot)
        await press(pilot, "s")
        assert pairs(app)[0] == KAYA[::-1]
        assert brief(app).startswith("stays           Kaya Logistics B.V.\n")
        await press(pilot, "m")
        await until(pilot, lambda: KAYA[::-1] not in pairs(app))
        assert "“Kaya Logistics” went up in “Kaya Logistics B.V.”" in notices(app)[-1]
        assert {line.name for line in twice.accounts.lines()} == {"Kaya Logistics B.V.", "Bakker"}
        await press(pilot, "u")
        await until(pilot, lambda: len(pairs(app)) == 3)
        assert {line.name for line in twice.accounts.lines()} == {*KAYA, "Bakker"}

    play(app, story)


def test_two_that_are_two_go_from_the_list(twice: Services, tmp_path: Path) -> None:
    app = bench(twice, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await look(pilot)
        await press(pilot, "n")
        await until(pilot, lambda: pairs(app) == [JAN, ELIF])
        await press(pilot, "escape")
        assert isinstance(app.screen, AccountsScreen)
        await look(pilot)
        assert pairs(app) == [JAN, ELIF]
        await press(pilot, "u")
        await until(pilot, lambda: len(pairs(app)) == 3)

    play(app, story)


def test_what_is_refused_is_said_and_the_pair_stays(twice: Services, tmp_path: Path) -> None:
    app = bench(twice, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await look(pilot)
        await press(pilot, "down", "m")
        await until(pilot, lambda: bool(notices(app)))
        assert "They work at two accounts" in notices(app)[-1]
        assert JAN in pairs(app)

    play(app, story)


def test_a_book_without_any_says_so(services: Services, tmp_path: Path) -> None:
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await look(pilot)
        assert "Nothing looks as if it were there twice." in shown_on(app.screen)
        assert "After an import" in brief(app)
        await press(pilot, "m", "s", "n")
        assert notices(app) == []

    play(app, story)


def test_a_hostile_name_is_shown_and_not_obeyed(services: Services, tmp_path: Path) -> None:
    for name in ("[b]Acme[/b] \u202e", "[b]Acme[/b] B.V."):
        services.accounts.add({"name": name, "note": "[@click=app.quit]x[/]"})
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await look(pilot)
        assert "[b]Acme[/b]" in shown_on(app.screen)
        assert "\u202e" not in shown_on(app.screen)
        assert "[@click=app.quit]x[/]" in brief(app)

    play(app, story)
