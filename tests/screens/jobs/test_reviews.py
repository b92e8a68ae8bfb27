"""A review by keys: spread, prepare, hold, follow up; and what was typed survives whatever happens."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import OutcomeState, ReviewState, SignalKind, TemplateKind
from advisorbench.drafts import Draft, Drafts
from advisorbench.screens.dialogs.dialog import Sure
from advisorbench.screens.dialogs.form import Form
from advisorbench.screens.dialogs.spread import SpreadScreen
from advisorbench.services import Services
from advisorbench.widgets.multi_choice import Many
from tests.conftest import TODAY
from tests.screens.desk import bench, notices, play, press, shown_on, things, until
from tests.screens.test_account import kaya, open_account


def unversioned(facts: AccountFacts) -> str:
    """The facts but for the versions of their rows, which go up with every change, undone or not."""
    return re.sub(r"version=\d+", "", repr(facts))


def test_a_review_is_prepared_from_all_that_happened_since_the_last(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)
    brightwater = next(line.id for line in sample.accounts.lines() if line.name == "Brightwater Dental")

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2", "f", "text:brightwater", "enter")
        await press(pilot, "P")
        await until(pilot, lambda: isinstance(app.screen, Form) and "TO HAVE CONFIRMED" in shown_on(app.screen))
        text = shown_on(app.screen)
        assert "No Saturdays" in text and "since the review of" in text
        agenda = app.screen.query_one("#field-agenda", TextArea)
        assert "may we note this as confirmed?" in agenda.text
        agenda.text = "First the Saturdays\nthen the rest"
        app.screen.query_one("#field-attending", Many).focus()
        await press(pilot, "space", "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, Form))

    play(app, story)
    found = sample.reviews.preparation(brightwater)
    assert (found.review.state, found.agenda) == (ReviewState.PREPARED, "First the Saturdays\nthen the rest")
    assert len(found.attending) == 1


def test_an_agenda_of_ones_own_fills_the_form_until_something_else_is_typed(sample: Services, tmp_path: Path) -> None:
    sample.texts.save(TemplateKind.AGENDA, "Short", "Just $account\n\nValue\n$outcomes")
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2", "f", "text:brightwater", "enter", "P")
        await until(pilot, lambda: isinstance(app.screen, Form))
        agenda = app.screen.query_one("#field-agenda", TextArea)
        app.screen.query_one("#field-template").focus()
        await press(pilot, "right")
        assert agenda.text.startswith("Just Brightwater Dental\n\nValue\n- ")
        agenda.text = "mine"
        await press(pilot, "left")
        assert agenda.text == "mine"

    play(app, story)


def test_a_review_is_held_with_everything_that_came_of_it_and_one_undo_takes_it_back(
    sample: Services, tmp_path: Path
) -> None:
    key = kaya(sample)
    elif_kaya = sample.names.person("elif").id
    waiting = sample.value.add_outcome({"account_id": key, "what": "Fewer calls", "on": TODAY}).id
    before = sample.accounts.brief(key).facts
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await open_account(pilot)
        await press(pilot, "h")
        await until(pilot, lambda: isinstance(app.screen, Form) and "AGENDA" in shown_on(app.screen))
        form = app.screen
        form.query_one("#field-note", TextArea).text = "Nine days, and steady"
        form.query_one(f"#field-now-{before.objectives[0].id}", Input).value = "8,5"
        form.query_one("#field-confirmed", Many).value = waiting
        form.query_one("#field-promises", TextArea).text = "Send the lay-out"
        form.query_one("#field-ideas", TextArea).text = "Two gates\n\nOne planner"
        form.query_one("#field-number", Input).value = "10"
        await press(pilot, "ctrl+s")
        assert "put the day behind a semicolon" in shown_on(form)
        form.query_one("#field-promises", TextArea).text = "Send the lay-out; vr"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "say who confirmed it" in shown_on(app.screen))
        form = app.screen
        form.query_one("#field-confirmed_by").value = elif_kaya  # type: ignore[attr-defined]
        form.query_one("#field-next_on", Input).value = "+3m"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, Form))
        facts = sample.accounts.brief(key).facts
        held = next(r for r in facts.reviews if r.held_on == TODAY)
        assert (held.state, held.note) == (ReviewState.HELD, "Nine days, and steady")
        assert facts.objectives[0].current == 8.5
        assert next(o.state for o in facts.outcomes if o.id == waiting) is OutcomeState.VERIFIED
        assert (facts.promises[-1].what, facts.promises[-1].due_on) == ("Send the lay-out", date(2026, 11, 27))
        assert [idea.what for idea in facts.ideas[-2:]] == ["Two gates", "One planner"]
        assert (facts.signals[-1].kind, facts.signals[-1].value) == (SignalKind.NPS, 10)
        assert any(r.planned_on == date(2027, 2, 23) for r in facts.reviews)
        await press(pilot, "u")
        await until(pilot, lambda: unversioned(sample.accounts.brief(key).facts) == unversioned(before))

    play(app, story)


def test_following_up_writes_the_pack_without_anything_private_and_closes_the_review(
    sample: Services, tmp_path: Path
) -> None:
    app = bench(sample, tmp_path)
    pack = tmp_path / "de-wit.html"

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "2", "f", "text:wit bouw", "enter", "F")
        await until(pilot, lambda: isinstance(app.screen, Form) and "What the customer gets" in shown_on(app.screen))
        field = app.screen.query_one("#field-file", Input)
        field.value = str(tmp_path / "de-wit.doc")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "end in .md, .html" in shown_on(app.screen))
        app.screen.query_one("#field-file", Input).value = str(pack)
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, Form))
        assert any("Followed up" in said for said in notices(app))

    play(app, story)
    text = pack.read_text("utf-8")
    assert "nacalculatie" in text and "Saskia Bos" not in text
    wit = next(line.id for line in sample.accounts.lines() if line.name == "De Wit Bouw")
    assert {r.state for r in sample.accounts.brief(wit).facts.reviews if r.held_on} == {ReviewState.FOLLOWED_UP}


def test_reviews_are_spread_over_the_weeks_and_planned_in_one_step(sample: Services, tmp_path: Path) -> None:
    app = bench(sample, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "R")
        await until(pilot, lambda: isinstance(app.screen, SpreadScreen))
        assert "h of reviews planned, 48 h available" in shown_on(app.screen)
        proposed = app.screen.found.proposals  # type: ignore[attr-defined]
        await press(pilot, "space", "enter")
        await until(pilot, lambda: not isinstance(app.screen, SpreadScreen))
        wanted = {p.wanted.account_id: p.on for p in proposed[1:]}
        planned = {
            key: review.planned_on
            for key in wanted
            for review in sample.accounts.brief(key).facts.reviews
            if not review.held_on
        }
        assert planned == wanted
        assert sample.accounts.brief(proposed[0].wanted.account_id).review.open is None
        await press(pilot, "u")
        await until(pilot, lambda: any("Undone" in said for said in notices(app)))

    play(app, story)


def test_what_was_typed_and_left_stands_in_the_agenda_until_it_is_saved_or_let_go(
    sample: Services, tmp_path: Path
) -> None:
    app = bench(sample, tmp_path)

    def drafts() -> list[Draft]:
        return things(app, Draft)

    async def story(pilot: Pilot[str]) -> None:
        await press(pilot, "h")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, *"halfway", "escape")
        await until(pilot, lambda: bool(drafts()))
        assert "Review with Kaya Logistics" in shown_on(app.screen)
        app.screen.query_one("#agenda").select(f"draft:{drafts()[0].name}")  # type: ignore[attr-defined]
        await press(pilot, "space")
        await until(pilot, lambda: isinstance(app.screen, Form))
        note = app.screen.query_one("#field-note", TextArea)
        assert (note.text, note.cursor_location, note.has_focus) == ("halfway", (0, 7), True)
        await press(pilot, "escape")
        await until(pilot, lambda: bool(drafts()))
        app.screen.query_one("#agenda").select(f"draft:{drafts()[0].name}")  # type: ignore[attr-defined]
        await press(pilot, "x")
        await until(pilot, lambda: isinstance(app.screen, Sure))
        await press(pilot, "escape")
        await until(pilot, lambda: bool(drafts()))
        await press(pilot, "x")
        await until(pilot, lambda: isinstance(app.screen, Sure))
        await press(pilot, "y")
        await until(pilot, lambda: not isinstance(app.screen, Sure) and not drafts())

    play(app, story)
    assert Drafts(tmp_path / "drafts", sample.book.path).all() == []


class Terminal:
    """The program in a terminal of its own."""

    def __init__(self, book: Path, size: tuple[int, int] = (120, 40)) -> None:
        self.process, self.screen = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            # What the runner says of its own terminal does not hold for this one.
            known = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
            os.execve(sys.executable, [sys.executable, "-m", "advisorbench", "--book", str(book)], known)
        self.seen = b""

    def wait_for(self, word: bytes, patience: float = 60) -> None:
        """Read what is shown until a word occurs."""
        begin = time.monotonic()
        while word not in self.seen:
            left = patience - (time.monotonic() - begin)
            assert left > 0 and select.select([self.screen], [], [], left)[0], (word, self.seen[-2000:])
            self.seen += os.read(self.screen, 65536)

    def type(self, text: str) -> None:
        """Press keys."""
        self.seen = b""
        os.write(self.screen, text.encode())

    def kill(self) -> None:
        """End it as a power switch would."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.screen)


@pytest.fixture
def terminals(sample: Services) -> Iterator[list[Terminal]]:
    """Terminals that are closed in the end."""
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.kill()


def test_killed_while_typing_the_draft_is_offered_at_the_next_start(
    sample: Services, own_home: Path, terminals: list[Terminal]
) -> None:
    first = Terminal(sample.book.path)
    first.wait_for(b"ask-ready")
    first.type("h")
    first.wait_for(b"What was said")
    first.type("nine days and falling")
    kept = own_home / ".local" / "state" / "advisorbench" / "drafts"
    begin = time.monotonic()
    while not any(b"nine days and falling" in path.read_bytes() for path in kept.glob("*.json")):
        assert time.monotonic() - begin < 30
        select.select([first.screen], [], [], 0.05)
    first.kill()
    assert [path.stat().st_mode & 0o777 for path in kept.glob("*.json")] == [0o600]
    second = Terminal(sample.book.path)
    terminals.append(second)
    second.wait_for(b"NOT SAVED")
    second.wait_for(b"ask-ready")
    assert b"Review with Kaya Logistics" in second.seen
    second.type("\x1b[H ")
    second.wait_for(b"nine days and falling")
    second.wait_for(b"Text that was not saved is back")
