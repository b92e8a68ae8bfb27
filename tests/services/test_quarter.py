"""A quarter on the sample book, day by day as a seller would work it; what the packs say is recomputed by plain SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from typing import Any

from advisorbench.clock import FixedClock
from advisorbench.domain.customers.preparation import Preparation, Talk
from advisorbench.domain.customers.review_pack import Pack
from advisorbench.domain.records.states import (
    Action,
    IdeaState,
    ObjectiveState,
    OutcomeState,
    Period,
    ReviewState,
    SignalKind,
)
from advisorbench.services import Services
from tests.services.making import TODAY, whole_book

WEEKS = 13
LOOKED_AT = (0, 49, 7 * WEEKS)
"""Days on which every pack is recomputed."""


class Seller:
    """Somebody who does what the agenda says."""

    def __init__(self, services: Services, clock: FixedClock) -> None:
        self.services, self.clock = services, clock
        self.held = self.followed = self.confirmed = self.kept = 0

    @property
    def today(self) -> date:
        return self.clock.today()

    def work(self) -> None:
        """One day."""
        if self.today.weekday() == 0:
            proposals = self.services.reviews.spread().proposals
            self.services.reviews.plan_many((p.wanted.account_id, p.on) for p in proposals)
        agenda = self.services.agenda.view()
        for planned in agenda.today:
            self.review(planned.account_id)
        lines = [line for _lane, of_lane in agenda.lanes for line in of_lane]
        for line in lines:
            if line.action is Action.FOLLOW_UP and line.subject_id and line.on and line.on - timedelta(1) <= self.today:
                self.services.reviews.follow_up(line.subject_id, self.today)
                self.followed += 1
            if line.action is Action.KEEP_PROMISE and line.subject_id and line.on and line.on <= self.today:
                late = self.kept % 4 == 3  # every fourth waits for a week
                if not late or line.on + timedelta(7) <= self.today:
                    self.services.promises.close(line.subject_id, self.today, kept=self.kept % 9 != 8)
                    self.kept += 1
            if line.action is Action.ADVANCE_IDEA and line.subject_id:
                self.services.value.advance_idea(line.subject_id, IdeaState.PROPOSED, self.today)

    def review(self, account: str) -> None:
        """Prepare what is not prepared, and hold it."""
        reviews = self.services.reviews
        found = reviews.preparation(account)
        people = [person.id for person in found.facts.people]
        if found.review.state is not ReviewState.PREPARED:
            agenda = reviews.draft_agenda(found)
            assert agenda.startswith(f"Review with {found.facts.account.name}, ")
            reviews.save_preparation(found.review.id, found.review.version, agenda, people[:1])
        reviews.hold(account, self.today, "Held", 60, talk=self.talk(found, people[0]))
        self.held += 1
        self.progress(found, people[0])

    def talk(self, found: Preparation, person: str) -> Talk:
        """Each objective comes a quarter of what is left nearer; what was claimed before today is confirmed."""
        measures = {
            objective.id: objective.current + (objective.maximum - objective.current) / 4
            for objective, _moved in found.objectives
            if objective.current is not None and objective.maximum is not None
        }
        confirmed = tuple(outcome.id for outcome in found.to_verify)
        self.confirmed += len(confirmed)
        return Talk(
            attending=(person,), measures=measures, confirmed=confirmed, confirmed_by=person if confirmed else None,
            signal=(SignalKind.NPS, 9), signal_by=person, promises=(("Send the sheet", self.today + timedelta(10)),),
            ideas=(f"Idea of {self.today}",),
        )  # fmt: skip

    def progress(self, found: Preparation, person: str) -> None:
        """What comes of it: an idea accepted, a new claim, of every third account confirmed at once, one disputed."""
        account = found.facts.account.id
        value, turn = self.services.value, self.held
        for idea in found.ideas:
            if idea.state is IdeaState.PROPOSED:
                value.advance_idea(idea.id, IdeaState.ACCEPTED, self.today)
        claim = value.add_outcome(
            {
                "account_id": account,
                "what": f"Gain {turn}",
                "on": self.today,
                "amount_cents": turn * 101_01,
                "period": list(Period)[turn % 4],
                "currency": "GBP" if turn % 5 == 0 else "EUR",
            }
        ).id
        if turn % 3 == 0:
            value.verify_outcome(claim, person, self.today)
        if turn % 7 == 0:
            value.dispute_outcome(claim, "not so", self.today)
        if turn % 4 == 0 and found.objectives:
            objective, _moved = found.objectives[0]
            if objective.state is ObjectiveState.ON_TRACK:
                value.set_objective_state(objective.id, ObjectiveState.ACHIEVED)


def told(pack: Pack) -> dict[str, Any]:
    """The numbers of a pack."""
    return {
        "account": pack.account,
        "held": (pack.held_on, pack.since),
        "sums": {(s.currency, s.period.value, s.cents, s.count, s.new_cents) for s in pack.sums},
        "confirmed": (len(pack.outcomes), sum(outcome.new for outcome in pack.outcomes)),
        "to_confirm": sorted(outcome.what for outcome in pack.to_confirm),
        "objectives": {(o.wording, o.state.value, o.now, o.measured_on) for o in pack.objectives},
        "gap": (None if pack.gap.share is None else round(pack.gap.share, 9), pack.gap.count, pack.unmeasured),
        "money": set(pack.gap.money),
        "ideas": sorted((idea.what, idea.state.value) for idea in pack.ideas),
        "promises": [(promise.what, promise.due_on, promise.overdue) for promise in pack.promises],
        "kept": (pack.promises_kept.on_time, pack.promises_kept.counted),
        "planned": pack.next_on if pack.next_planned else None,
    }


def day_of(text: str | None) -> date | None:
    """A day as SQLite keeps it."""
    return date.fromisoformat(text) if text else None


def recomputed(book: sqlite3.Connection, account: str, on: date) -> dict[str, Any]:
    """The same numbers from the book's tables alone, on the newest day of the book."""

    def rows(query: str, **more: Any) -> Iterator[tuple[Any, ...]]:
        return book.execute(query, {"account": account, "on": on.isoformat(), **more})

    held = [row[0] for row in rows("SELECT DISTINCT held_on FROM review WHERE account_id = :account "
                                   "AND held_on <= :on ORDER BY held_on DESC LIMIT 2")]  # fmt: skip
    since = held[1] if len(held) > 1 else None
    year_ago = next(rows("SELECT date(:on, '-12 months')"))[0]
    kept_since = max(since or year_ago, year_ago)
    verified = "account_id = :account AND state = 'verified' AND verified_on <= :on"
    new = "(:since IS NOT NULL AND verified_on > :since)"
    measured = """
        WITH o AS (
            SELECT objective.*, (SELECT value FROM measure WHERE objective_id = objective.id AND "on" <= :on
                                 ORDER BY "on" DESC LIMIT 1) AS now,
                   (SELECT max("on") FROM measure WHERE objective_id = objective.id AND "on" <= :on) AS measured_on
            FROM objective WHERE account_id = :account AND state NOT IN ('draft', 'dropped')
        ), g AS (
            SELECT *, 1 - min(max((now - baseline) / (maximum - baseline), 0), 1) AS gap FROM o
            WHERE state <> 'achieved' AND now IS NOT NULL AND baseline IS NOT NULL AND maximum <> baseline
        )
    """
    share, count = next(rows(measured + "SELECT avg(gap), count(*) FROM g"))
    wanted = next(rows(measured + "SELECT count(*) FROM o WHERE state <> 'achieved'"))[0]
    ours = "account_id = :account AND referral_id IS NULL AND made_on <= :on"
    is_open = "(closed_on IS NULL OR closed_on > :on)"
    return {
        "account": next(rows("SELECT name FROM account WHERE id = :account"))[0],
        "held": (day_of(held[0] if held else None), day_of(since)),
        "sums": set(rows(f"SELECT currency, period, sum(amount_cents), count(*), sum(amount_cents * {new}) "
                         f"FROM outcome WHERE {verified} AND amount_cents IS NOT NULL GROUP BY currency, period",
                         since=since)),
        "confirmed": next(rows(f"SELECT count(*), coalesce(sum({new}), 0) FROM outcome WHERE {verified}", since=since)),
        "to_confirm": [row[0] for row in rows("SELECT what FROM outcome WHERE account_id = :account AND \"on\" <= :on "
                                              "AND state = 'claimed' ORDER BY what")],
        "objectives": {(wording, state, now, day_of(measured_on)) for wording, state, now, measured_on
                       in rows(measured + "SELECT wording, state, now, measured_on FROM o")},
        "gap": (None if share is None else round(share, 9), count, wanted - count),
        "money": set(rows(measured + "SELECT currency, CAST(sum(round(worth_cents * gap)) AS INTEGER) FROM g "
                          "WHERE worth_cents IS NOT NULL GROUP BY currency")),
        "ideas": sorted(rows("SELECT what, state FROM idea WHERE account_id = :account "
                             "AND state IN ('proposed', 'accepted')")),
        "promises": [(what, day_of(due), bool(late)) for what, due, late in rows(
            f"SELECT what, due_on, due_on < :on FROM promise WHERE {ours} AND {is_open} "
            "AND due_on <= date(:on, '+90 days') ORDER BY due_on, id")],
        "kept": next(rows(f"SELECT coalesce(sum(state = 'kept'), 0), count(*) FROM promise WHERE {ours} AND ("
                          f"closed_on > :kept_since AND closed_on <= :on OR {is_open} AND due_on < :on)",
                          kept_since=kept_since)),
        "planned": day_of(next(rows("SELECT max(planned_on) FROM review WHERE account_id = :account "
                                    "AND held_on IS NULL AND planned_on >= :on"))[0]),
    }  # fmt: skip


def test_the_packs_of_a_worked_quarter_say_what_the_book_says(sample: Services, clock: FixedClock) -> None:
    before = whole_book(sample)
    seller = Seller(sample, clock)
    for ahead in range(7 * WEEKS + 1):
        clock.day = TODAY + timedelta(days=ahead)
        if clock.day.weekday() < 5:
            seller.work()
        if ahead in LOOKED_AT:
            with closing(sqlite3.connect(sample.book.path)) as book:
                for line in sample.accounts.lines():
                    assert told(sample.reviews.pack(line.id)) == recomputed(book, line.id, clock.day)

    assert seller.held > 15
    assert min(seller.followed, seller.confirmed, seller.kept) >= 4
    with closing(sqlite3.connect(sample.book.path)) as book:
        held = book.execute("SELECT count(*), sum(held_on = planned_on) FROM review WHERE held_on >= ?", (str(TODAY),))
        assert held.fetchone() == (seller.held, seller.held)
        states = {row[0] for row in book.execute("SELECT state FROM outcome WHERE what LIKE 'Gain %'")}
        assert states == {state.value for state in OutcomeState}
    assert sample.book.check() == []

    while sample.history.undo():
        pass
    assert whole_book(sample) == before


def test_a_month_without_work_leaves_the_packs_true(sample: Services, clock: FixedClock) -> None:
    clock.day = TODAY + timedelta(days=31)
    with closing(sqlite3.connect(sample.book.path)) as book:
        for line in sample.accounts.lines():
            assert told(sample.reviews.pack(line.id)) == recomputed(book, line.id, clock.day)
