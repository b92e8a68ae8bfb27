"""The referral desk by its keys: its parts, an ask prepared, targets found, the tree, testimonials, thanks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from advisorbench.app import Bench
from advisorbench.domain.records.states import AskState, TestimonialState
from advisorbench.screens.asks import AsksScreen
from advisorbench.screens.dialogs.finder import FinderScreen
from advisorbench.screens.dialogs.form import Form
from advisorbench.screens.dialogs.letter import LetterScreen
from advisorbench.screens.lines.desk_tabs import DESK_TABS
from advisorbench.screens.lines.row import Line
from advisorbench.services import Services
from tests.screens.desk import bench, brief, play, press, rows, shown_on, until
from tests.screens.test_hostile import NAMES, fill, plain_enough
from tests.services.making import TODAY, add_customer, give_name


async def part(pilot: Pilot[str], name: str) -> None:
    """Go to a part of the desk."""
    await press(pilot, "3", *["right"] * list(DESK_TABS).index(name))


def on_line(app: Bench, start: str) -> None:
    """Put the cursor on the line whose text begins so."""
    screen = app.screen
    assert isinstance(screen, AsksScreen)
    found = next(row for row in rows(app) if isinstance(row, Line) and said(row).startswith(start))
    assert screen.table.select(found.key)


def said(row: Line) -> str:
    """The text of a line, without the guides of the tree."""
    return "".join(text for text, _role in row.cells[1]).lstrip("└├│▾▸· ")


async def form(pilot: Pilot[str], *keys: str) -> None:
    """Press the key that opens a form, then fill and save it."""
    await press(pilot, keys[0])
    await until(pilot, lambda: isinstance(pilot.app.screen, Form))
    await press(pilot, *keys[1:])
    await until(pilot, lambda: not isinstance(pilot.app.screen, Form))


def test_every_part_can_be_reached_and_shows_what_it_is_for(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)
    seen: list[str] = []

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "3")
        for _part in DESK_TABS:
            seen.append(shown_on(app.screen))
            await press(pilot, "right")
        assert shown_on(app.screen) == seen[0]
        await press(pilot, "left")
        assert shown_on(app.screen) == seen[-1]

    play(app, story, (140, 60))
    wanted = (
        ("ASK-READY 3", "→ Pieter Brandsma"), ("BUILDING", "BLOCKED", "NOT STARTED", "? Satisfied"),
        ("DRAFTED 1", "WAITING 5", "RESTING", "13 yes of 14 answered"), ("NAMED 1", "CUSTOMER 7", "GIVEN BY US 6"),
        ("▾ Van Dam Installatie", "├ ▾ Kaya Logistics", "Generation 2", "BY REFERRER"),
        ("PUBLISHED 2", "until 6 Apr 2028", "WITHDRAWN 1"), ("12 of 13 · 92 % (67–99) · 4 open", "of 13", "asked with"),
    )  # fmt: skip
    for text, words in zip(seen, wanted, strict=True):
        for word in words:
            assert word in text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_parts_fit_on_one_line(sample: Services, tmp_path: Path, size: tuple[int, int]) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "3")
        line = next(line for line in shown_on(app.screen).splitlines() if "Testimonials" in line)
        assert "Ready" in line and "Record" in line

    play(app, story, size)


def test_an_ask_is_prepared_in_the_customers_language_and_follows_what_is_typed(
    sample: Services, tmp_path: Path
) -> None:
    app = bench(sample, tmp_path)

    def text() -> str:
        return str(app.screen.query_one("#field-text", TextArea).text)

    def beside() -> str:
        return str(app.screen.query_one("#form-aside-text", Static).content)

    async def story(pilot: Pilot[str]) -> None:
        await part(pilot, "ready")
        await press(pilot, "space")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await until(pilot, lambda: "BEGIN WITH WHAT IT BROUGHT" in beside())
        assert text().startswith("Dag Elif,") and "€ 41.000 per jaar" in text() and "Pieter Brandsma" in text()
        await press(pilot, "text:a mail to both of us")
        assert "Het kan zo: a mail to both of us." in text()
        await press(pilot, "tab", "right")
        assert text().startswith("Hello Elif,") and "€ 41,000 a year" in text()
        await press(pilot, "tab", "ctrl+end", *"x")
        await press(pilot, "shift+tab", "left")
        assert "Hello Elif," in text(), "what was typed in the text itself stays"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, LetterScreen))
        assert "Hello Elif," in shown_on(app.screen)
        assert "Hello Elif," in app.clipboard
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, AsksScreen))

    play(app, story)
    made = next(made for made in sample.asks.desk().asks if made.person == "Elif Kaya" and made.ask.text)
    assert made.ask.state is AskState.DRAFTED
    assert made.ask.route == "a mail to both of us"


def test_what_was_prepared_becomes_the_ask(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await part(pilot, "ready")
        await press(pilot, "A")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, LetterScreen))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, AsksScreen))
        await form(pilot, "a", "ctrl+s")

    play(app, story)
    (asked,) = [m for m in sample.asks.desk().asks if m.person == "Elif Kaya" and m.ask.asked_on == TODAY]
    assert (asked.ask.state, asked.ask.target, asked.stood) == (AskState.ASKED, "Pieter Brandsma", "ask-ready")
    assert asked.ask.text.startswith("Dag Elif,")


def test_a_target_is_found_and_noted_with_its_reason(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await part(pilot, "ready")
        on_line(app, "Edmund Frayne")
        await press(pilot)
        await press(pilot, "T")
        await until(pilot, lambda: isinstance(app.screen, FinderScreen))
        assert "same work: operations" in shown_on(app.screen)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "text:they open a second line", "enter")
        await until(pilot, lambda: isinstance(app.screen, AsksScreen))

    play(app, story)
    line = next(line for line in sample.asks.desk().ready if line.readiness.person.name == "Edmund Frayne")
    assert line.readiness.state.word == "ask-ready"
    assert line.readiness.why_now == "they open a second line"


def test_space_folds_a_branch_and_opens_it_again(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    def lines() -> list[str]:
        return [said(row) for row in rows(app) if isinstance(row, Line)]

    async def story(pilot: Pilot[str]) -> None:
        await part(pilot, "tree")
        before = lines()
        on_line(app, "Van Dam Installatie")
        await press(pilot, "space")
        assert not any(line.startswith(("Kaya Logistics", "Hofstra", "Ruben Smit")) for line in lines()[:20])
        await press(pilot, "space")
        assert lines() == before
        on_line(app, "Ruben Smit")
        await press(pilot)
        assert "as given by Sander van Dam" in " ".join(brief(app).split())

    play(app, story)


def test_words_of_praise_are_approved_published_and_taken_back(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await part(pilot, "testimonials")
        on_line(app, "Karen Wouters")
        await press(pilot)
        await form(pilot, "space", "text:website", "ctrl+s")
        on_line(app, "Karen Wouters")
        await press(pilot)
        await form(pilot, "m", "text:our site", "ctrl+s")
        on_line(app, "Karen Wouters")
        await press(pilot)
        assert "WHERE IT IS TO BE SEEN" in brief(app) and "our site" in brief(app)

    play(app, story)
    (line,) = [line for line in sample.testimonials.lines() if line.person == "Karen Wouters"]
    assert (line.testimonial.state, line.testimonial.places) == (TestimonialState.PUBLISHED, "our site")
    assert line.showable


def test_praise_thanks_and_an_introduction_are_noted_with_a_key_each(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)
    facts: Callable[[], Any] = lambda: next(  # noqa: E731 - read anew each time
        facts for facts in sample.accounts.book_view(TODAY).facts if facts.account.name == "Kaya Logistics"
    )
    before = facts()

    async def story(pilot: Pilot[str]) -> None:
        await part(pilot, "ready")
        await form(pilot, "W", *"We sleep again.", "ctrl+s")
        await form(pilot, "H", "text:a card", "enter")
        await form(pilot, "G", "text:Tess Vaart", "ctrl+s")

    play(app, story)
    after = facts()
    assert [t.original for t in after.testimonials] == ["We sleep again."]
    assert len(after.thanks) == len(before.thanks) + 1
    assert {one.who for one in after.introductions} - {one.who for one in before.introductions} == {"Tess Vaart"}


def test_a_referrer_who_hears_how_it_went_is_thanked_with_it(services: Services, tmp_path: Path) -> None:
    account, person = add_customer(services)
    give_name(services, account, person)
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2")
        await form(pilot, "k", "ctrl+s")

    play(app, story)
    facts = services.accounts.brief(account).facts
    assert [(thanks.person_id, thanks.on) for thanks in facts.thanks] == [(person, TODAY)]


def test_hostile_text_is_shown_in_every_part_and_obeyed_in_none(services: Services, tmp_path: Path) -> None:
    fill(services, " ".join(NAMES[:6]))
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "3")
        for _part in DESK_TABS:
            await press(pilot, "end")
            assert plain_enough(shown_on(app.screen))
            await press(pilot, "right")
        await press(pilot, "2", "A")
        await until(pilot, lambda: isinstance(app.screen, Form))
        assert plain_enough(shown_on(app.screen))
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, LetterScreen))
        assert plain_enough(shown_on(app.screen))
        await press(pilot, "escape")

    play(app, story)
    assert app.return_code in (None, 0)
