"""The account opened whole, part by part, and what can be done about each thing there."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from advisorbench.domain.days.sweep import SweepLine
from advisorbench.domain.days.timeline import TimelineKind
from advisorbench.domain.language.reasons import say_reason
from advisorbench.domain.records.reasons import TaskKind
from advisorbench.domain.records.states import AccountStatus, IdeaState, InitiativeState, OutcomeState
from advisorbench.screens.account import AccountScreen
from advisorbench.screens.dialogs.form import Form
from advisorbench.screens.lines.account import TimelineRow
from advisorbench.screens.lines.account_tabs import ACCOUNT_TABS
from advisorbench.services import Services
from advisorbench.widgets.choice import Choice
from advisorbench.widgets.line_table import LineTable
from tests.screens.desk import bench, brief, play, press, rows, shown_on, things, until


async def open_account(pilot: Pilot[str], *keys: str) -> AccountScreen:
    """Open Kaya Logistics, the first line of the agenda since its review is today, and go on with keys."""
    await press(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, AccountScreen) and bool(pilot.app.screen.data))
    await press(pilot, *keys)
    screen = pilot.app.screen
    assert isinstance(screen, AccountScreen)
    return screen


async def fill(pilot: Pilot[str], key: str, *keys: str) -> None:
    """Press a key that opens a form, then others until it is saved."""
    await press(pilot, key)
    await until(pilot, lambda: isinstance(pilot.app.screen, Form))
    await press(pilot, *keys)
    await until(pilot, lambda: not isinstance(pilot.app.screen, Form))


def kaya(services: Services) -> str:
    """The key of Kaya Logistics."""
    return next(line.id for line in services.accounts.lines() if line.name == "Kaya Logistics")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_the_arrow_keys_go_through_every_part_and_around(
    sample: Services, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        screen = await open_account(pilot)
        seen = [screen.tab]
        for _place in ACCOUNT_TABS:
            await press(pilot, "right")
            seen.append(screen.tab)
        assert seen == [*ACCOUNT_TABS, next(iter(ACCOUNT_TABS))]
        await press(pilot, "left")
        assert screen.tab == "timeline"
        head = shown_on(screen)
        assert "tier A · active" in head and "review planned today" in head and "ask-ready" in head

    play(app, story, size)


def test_the_timeline_is_filtered_by_kind_and_whole_again_in_the_end(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        screen = await open_account(pilot, "left")
        whole = len([row for row in rows(app) if isinstance(row, TimelineRow)])
        assert screen.data is not None and whole == len(screen.data.timeline)
        kinds = {event.kind for event in screen.data.timeline}
        counted = 0
        for _kind in kinds:
            await press(pilot, "f")
            entries = [row for row in rows(app) if isinstance(row, TimelineRow)]
            assert {entry.event.kind for entry in entries} == {screen.kind}
            counted += len(entries)
        assert counted == whole
        await press(pilot, "f")
        assert screen.kind is None

    play(app, story)


def test_an_objective_is_shown_whole_with_its_history_ideas_and_what_it_brought(
    sample: Services, tmp_path: Path
) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await open_account(pilot, "right", "right")
        text = brief(app)
        for words in ("from 14, now 9, target 8, maximum 6 days", "62 % of the way", "€ 36,000", "HISTORY",
                      "since the review of Mon 24 Aug: 10 → 9 days", "IDEAS TO CLOSE THE GAP"):  # fmt: skip
            assert words in text

    play(app, story)


def test_space_on_an_objective_measures_it_and_one_undo_takes_it_back(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)
    key = kaya(sample)

    async def story(pilot: Pilot[str]) -> None:
        await open_account(pilot, "right", "right")
        await fill(pilot, "space", "text:7.5", "enter")
        assert sample.accounts.brief(key).facts.objectives[0].current == 7.5
        await press(pilot, "u")
        await until(pilot, lambda: sample.accounts.brief(key).facts.objectives[0].current == 9)

    play(app, story)


def test_an_idea_is_spotted_proposed_accepted_and_done_with_what_it_brought(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)
    key = kaya(sample)

    def idea() -> IdeaState:
        return next(i.state for i in sample.accounts.brief(key).facts.ideas if i.what == "Sort by gate")

    async def story(pilot: Pilot[str]) -> None:
        screen = await open_account(pilot, "right", "right")
        await fill(pilot, "I", "text:Sort by gate", "enter")
        for state in (IdeaState.PROPOSED, IdeaState.ACCEPTED):
            await until(pilot, lambda: "Sort by gate" in shown_on(app.screen))
            found = next(i.id for i in sample.accounts.brief(key).facts.ideas if i.what == "Sort by gate")
            screen.query_one(LineTable).select(found)
            await fill(pilot, "space", "enter")
            assert idea() is state
        screen.query_one(LineTable).select(found)
        await press(pilot, "m")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "ctrl+s")  # nothing brought yet: refused at the field, the form stays
        await until(pilot, lambda: "say what it brought" in shown_on(app.screen))
        app.screen.query_one("#field-what", Input).value = "Half an hour a day"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, Form))
        assert idea() is IdeaState.DONE

    play(app, story)
    claimed = [o.what for o in sample.accounts.brief(key).facts.outcomes if o.state is OutcomeState.CLAIMED]
    assert claimed == ["Half an hour a day"]


def test_a_buying_path_is_written_step_by_step_and_the_initiative_ends_with_a_reason(
    sample: Services, tmp_path: Path
) -> None:
    app = bench(sample, tmp_path)
    key = kaya(sample)

    async def story(pilot: Pilot[str]) -> None:
        await open_account(pilot, *["right"] * 5)
        assert "WHO MUST AGREE" in brief(app) and "PLAN OF BOTH SIDES" in brief(app)
        await press(pilot, "S")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "text:Contract on paper", "enter")
        await until(pilot, lambda: "a milestone needs a date" in shown_on(app.screen))
        app.screen.query_one("#field-due_on", Input).value = "+2w"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, Form))
        assert any(s.what == "Contract on paper" for s in sample.accounts.brief(key).facts.steps)
        await press(pilot, "b")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "Not saved: look at 2 fields." in shown_on(app.screen))
        app.screen.query_one("#field-reason", Input).value = "they saw it work"
        app.screen.query_one("#field-state", Choice).value = "won"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, Form))

    play(app, story)
    ended = [i for i in sample.accounts.whole(key).initiatives if i.state is not InitiativeState.OPEN]
    assert [(i.state, i.end_reason) for i in ended] == [(InitiativeState.WON, "they saw it work")]


def test_somebody_who_leaves_is_greeted_where_they_went(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await open_account(pilot, "right", "down")
        await fill(pilot, "L", "text:Hofstra Transport", "enter")
        await press(pilot, "1")
        await until(pilot, lambda: any(line.task.kind is TaskKind.GREET for line in things(app, SweepLine)))

    play(app, story)
    today = sample.clock.today()
    greetings = [line for line in sample.accounts.book_view(today).sweep if line.task.kind is TaskKind.GREET]
    assert [(line.account, say_reason(line.reason, today)) for line in greetings] == [
        ("Hofstra Transport", "came from Kaya Logistics, today")
    ]


def test_an_empty_part_says_which_key_begins_it(services: Services, tmp_path: Path) -> None:

    services.accounts.add({"name": "Kaya Logistics", "status": AccountStatus.ACTIVE})
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2")
        await open_account(pilot, "right")
        assert "press c to add somebody" in shown_on(app.screen)
        await fill(pilot, "c", "text:Ada", "ctrl+s")
        assert "Ada" in shown_on(app.screen)
        await press(pilot, "right")
        assert "none yet: press j" in shown_on(app.screen)

    play(app, story)


def test_ideas_and_promises_are_edited_where_they_stand(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)
    key = kaya(sample)

    async def story(pilot: Pilot[str]) -> None:
        screen = await open_account(pilot, "right", "right")
        idea = sample.accounts.brief(key).facts.ideas[0]
        screen.query_one(LineTable).select(idea.id)
        await press(pilot, "e")
        await until(pilot, lambda: isinstance(app.screen, Form))
        assert "Edit Two fixed departures" in shown_on(app.screen)
        assert app.screen.query_one("#field-amount", Input).value == "EUR 24000"
        app.screen.query_one("#field-effect", Input).value = "-2.5"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, Form))
        await press(pilot, "right", "right")
        await press(pilot, "e")
        await until(pilot, lambda: isinstance(app.screen, Form))
        app.screen.query_one("#field-due_on", Input).value = "2027-01-15"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, Form))

    play(app, story)
    facts = sample.accounts.brief(key).facts
    assert (facts.ideas[0].effect, facts.ideas[0].amount_cents) == (-2.5, 2_400_000)
    assert [p.due_on.isoformat() for p in facts.promises if p.closed_on is None] == ["2027-01-15"]


def test_what_was_confirmed_is_not_changed_behind_anybodys_back(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)
    key = kaya(sample)
    before = sample.accounts.brief(key).facts.outcomes

    async def story(pilot: Pilot[str]) -> None:
        screen = await open_account(pilot, "right", "right")
        screen.query_one(LineTable).select(before[0].id)
        await press(pilot, "e")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "is confirmed: it cannot" in shown_on(app.screen))

    play(app, story)
    assert sample.accounts.brief(key).facts.outcomes == before


def test_what_was_typed_of_one_thing_is_not_offered_for_another(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await open_account(pilot, "right", "right")
        await press(pilot, "space")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "text:7", "escape")
        for key, typed in (("down", ""), ("up", "7")):
            await until(pilot, lambda: isinstance(app.screen, AccountScreen))
            await press(pilot, key, "space")
            await until(pilot, lambda: isinstance(app.screen, Form))
            assert app.screen.query_one("#field-value", Input).value == typed
            await press(pilot, "escape")

    play(app, story)


def test_every_kind_of_event_has_its_word() -> None:
    assert {kind.value for kind in TimelineKind} == {
        "contact", "review", "objective", "idea", "outcome", "promise", "signal", "issue", "ask", "referral",
        "initiative", "person",
    }  # fmt: skip
