"""The sample book: whole, true to the method, the same every time, and a day one would like to start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from advisorbench import models as m
from advisorbench.clock import FixedClock
from advisorbench.domain.asking.gates import Gate, GateVerdict
from advisorbench.domain.asking.readiness import Readiness, State, assess
from advisorbench.domain.customers.cadence import check_rule
from advisorbench.domain.customers.satisfaction import Mood, mood
from advisorbench.domain.days.time_use import TimeUse
from advisorbench.domain.errors import BookError
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import (
    AccountStatus,
    Action,
    AskKind,
    AskState,
    Effort,
    IdeaState,
    InitiativeState,
    InteractionKind,
    Lane,
    ObjectiveState,
    OutcomeState,
    Period,
    PromiseState,
    ReviewState,
    Role,
    Severity,
    Side,
    SignalKind,
    Source,
    Stage,
    Starter,
    StepKind,
    TargetState,
    Tier,
)
from advisorbench.domain.rules import Rules
from advisorbench.services import Services, open_services
from advisorbench.services.sample.book import make_sample
from advisorbench.store.core import table
from advisorbench.store.facts import read_facts

MONDAY, LEAP_DAY, SUNDAY = date(2026, 11, 23), date(2028, 2, 29), date(2026, 11, 29)
RULES = Rules()


class Sample(NamedTuple):
    """A sample book and the day it was made for."""

    services: Services
    on: date

    def rows(self, entity: type[SQLModel]) -> list[dict[str, Any]]:
        """All rows of a table."""
        with self.services.book.read() as session:
            return [dict(row) for row in session.execute(sa.select(table(entity))).mappings()]

    def facts(self) -> list[AccountFacts]:
        """What the rules see."""
        with self.services.book.read() as session:
            return list(read_facts(session, self.on))

    def verdicts(self) -> list[Readiness]:
        """The verdict on everybody."""
        return [assess(facts, person, self.on, RULES) for facts in self.facts() for person in facts.people]


def made(folder: Path, on: date) -> Sample:
    """A fresh sample book."""
    clock = FixedClock(on)
    return Sample(open_services(make_sample(folder, clock), clock, RULES), on)


@pytest.fixture(scope="module", params=[MONDAY, LEAP_DAY, SUNDAY], ids=["monday", "leap-day", "sunday"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The sample on an ordinary Monday, on 29 February, and on a Sunday."""
    found = made(tmp_path_factory.mktemp("sample"), request.param)
    yield found
    found.services.book.engine.dispose()


STATES: list[tuple[type[SQLModel], str, type[StrEnum]]] = [
    (m.AccountRow, "tier", Tier),
    (m.AccountRow, "status", AccountStatus),
    (m.PersonRow, "role", Role),
    (m.InteractionRow, "kind", InteractionKind),
    (m.ReviewRow, "state", ReviewState),
    (m.ObjectiveRow, "state", ObjectiveState),
    (m.OutcomeRow, "state", OutcomeState),
    (m.PromiseRow, "state", PromiseState),
    (m.SignalRow, "kind", SignalKind),
    (m.IssueRow, "severity", Severity),
    (m.AskRow, "kind", AskKind),
    (m.AskRow, "state", AskState),
    (m.TargetRow, "state", TargetState),
    (m.ReferralRow, "stage", Stage),
    (m.InitiativeRow, "state", InitiativeState),
    (m.InitiativeRow, "source", Source),
    (m.InitiativeRow, "started_by", Starter),
    (m.BuyingStepRow, "kind", StepKind),
    (m.BuyingStepRow, "side", Side),
    (m.IdeaRow, "state", IdeaState),
    (m.IdeaRow, "effort", Effort),
    (m.IdeaRow, "side", Side),
]


@pytest.mark.parametrize(("entity", "field", "words"), STATES, ids=[f"{e.__name__}-{f}" for e, f, _words in STATES])
def test_every_state_occurs(sample: Sample, entity: type[SQLModel], field: str, words: type[StrEnum]) -> None:
    assert {row[field] for row in sample.rows(entity)} >= set(words)


def test_amounts_a_year_and_once_occur(sample: Sample) -> None:
    assert {row["period"] for row in sample.rows(m.OutcomeRow)} >= {Period.ONCE, Period.YEAR}
    assert {row["currency"] for row in sample.rows(m.OutcomeRow) if row["amount_cents"]} == {"EUR", "GBP"}


def test_an_unknown_source_and_unknown_minutes_occur(sample: Sample) -> None:
    assert any(row["source"] is None for row in sample.rows(m.InitiativeRow))
    minutes = [row["minutes"] for row in sample.rows(m.InteractionRow)]
    assert 0 < minutes.count(None) < len(minutes) / 4


def test_the_book_is_whole_and_its_journal_empty(sample: Sample) -> None:
    assert sample.services.book.check() == []
    assert sample.rows(m.ChangeRow) == []
    assert sample.services.history.undo() is None


def test_it_has_the_size_of_a_real_book(sample: Sample) -> None:
    tiers = Counter(row["tier"] for row in sample.rows(m.AccountRow))
    assert tiers == {Tier.A: 6, Tier.B: 10, Tier.C: 16, Tier.D: 8}
    people = sample.rows(m.PersonRow)
    assert 80 <= sum(row["account_id"] is not None for row in people) <= 90
    assert 5 <= sum(row["account_id"] is None for row in people) <= 10
    assert 320 <= len(sample.rows(m.InteractionRow)) <= 380


def test_customers_were_referred_over_two_generations(sample: Sample) -> None:
    accounts = {row["id"]: row for row in sample.rows(m.AccountRow)}
    assert {row["generation"] for row in accounts.values()} == {0, 1, 2}
    for row in accounts.values():
        giver = accounts.get(row["referred_by_id"])
        assert row["generation"] == (giver["generation"] + 1 if giver else 0)
    became = {row["new_account_id"]: row for row in sample.rows(m.ReferralRow) if row["stage"] is Stage.CUSTOMER}
    assert set(became) == {row["id"] for row in accounts.values() if row["referred_by_id"]}
    for key, referral in became.items():
        assert accounts[key]["customer_since"] == referral["customer_on"]
    came = {row["name"] for row in sample.rows(m.PersonRow) if row["came_by_referral"]}
    assert came == {referral["name"] for referral in became.values()}


def test_every_referral_owes_or_gave_its_referrer_a_report(sample: Sample) -> None:
    reports = {row["referral_id"] for row in sample.rows(m.PromiseRow) if row["referral_id"]}
    assert reports == {row["id"] for row in sample.rows(m.ReferralRow)}


def test_every_review_held_is_an_interaction_too(sample: Sample) -> None:
    held = {(row["account_id"], row["held_on"]) for row in sample.rows(m.ReviewRow) if row["held_on"]}
    kept = {
        (row["account_id"], row["on"]) for row in sample.rows(m.InteractionRow) if row["kind"] is InteractionKind.REVIEW
    }
    assert held == kept


HAPPENED = [
    (m.AccountRow, ("customer_since",)),
    (m.PersonRow, ("added_on", "left_on")),
    (m.InteractionRow, ("on",)),
    (m.SignalRow, ("on",)),
    (m.IssueRow, ("opened_on", "resolved_on")),
    (m.InitiativeRow, ("opened_on", "closed_on")),
    (m.ReviewRow, ("held_on", "followed_up_on")),
    (m.OutcomeRow, ("on", "verified_on", "disputed_on")),
    (m.MeasureRow, ("on",)),
    (m.IdeaRow, ("spotted_on", "proposed_on", "accepted_on", "closed_on")),
    (m.BuyingStepRow, ("done_on",)),
    (m.PromiseRow, ("made_on", "closed_on")),
    (m.AskRow, ("asked_on", "answered_on")),
    (m.ReferralRow, ("named_on", "introduced_on", "met_on", "buying_on", "customer_on", "ended_on")),
]
"""The days of things that happened, in the order in which they must follow each other."""


@pytest.mark.parametrize(("entity", "fields"), HAPPENED, ids=[e.__name__ for e, _fields in HAPPENED])
def test_what_happened_is_past_and_in_order(sample: Sample, entity: type[SQLModel], fields: tuple[str, ...]) -> None:
    for row in sample.rows(entity):
        days = [row[field] for field in fields if row[field]]
        assert days == sorted(days)
        assert all(day <= sample.on and not isinstance(day, datetime) for day in days)


def test_each_idea_has_the_days_of_the_states_it_went_through(sample: Sample) -> None:
    way = [IdeaState.SPOTTED, IdeaState.PROPOSED, IdeaState.ACCEPTED, IdeaState.DONE]
    outcomes = {row["id"]: row for row in sample.rows(m.OutcomeRow)}
    for row in sample.rows(m.IdeaRow):
        gone = row["state"] is IdeaState.REJECTED
        reached = 2 if gone else way.index(row["state"]) + 1
        dated = [bool(row[f"{state.value}_on"]) for state in way[:3]]
        assert dated[: min(reached, 3)] == [True] * min(reached, 3)
        assert gone or not any(dated[reached:])
        assert bool(row["closed_on"]) is (row["state"] in (IdeaState.DONE, IdeaState.REJECTED))
        assert bool(row["reason"]) is gone
        assert bool(row["outcome_id"]) is (row["state"] is IdeaState.DONE)
        if row["outcome_id"]:
            assert outcomes[row["outcome_id"]]["account_id"] == row["account_id"]


def test_each_objective_was_measured_over_time_and_lies_before_its_maximum(sample: Sample) -> None:
    days: dict[str, list[date]] = {}
    for row in sample.rows(m.MeasureRow):
        days.setdefault(row["objective_id"], []).append(row["on"])
    assert all(len(set(measured)) == len(measured) for measured in days.values())
    assert max(len(measured) for measured in days.values()) >= 4
    for row in sample.rows(m.ObjectiveRow):
        m.ObjectiveFields.model_validate({name: row[name] for name in m.ObjectiveFields.model_fields})


def test_hollow_initiatives_and_such_that_move_occur(sample: Sample) -> None:
    lines = sample.services.initiatives.lines()
    assert {line.hollow for line in lines} == {True, False}
    pursuits = Counter(line.pursuit for line in sample.services.accounts.lines())
    assert set(pursuits) == {"none", "open", "hollow"}
    assert sample.services.agenda.view().hollow == pursuits["hollow"] == len({x.account_id for x in lines if x.hollow})


def test_who_is_expected_at_a_review_works_there(sample: Sample) -> None:
    people = {row["id"]: row["account_id"] for row in sample.rows(m.PersonRow)}
    reviews = {row["id"]: row["account_id"] for row in sample.rows(m.ReviewRow)}
    for row in sample.rows(m.AttendanceRow):
        assert people[row["person_id"]] == reviews[row["review_id"]] == row["account_id"]


def test_a_promise_was_kept_in_time_or_late_as_its_days_say(sample: Sample) -> None:
    for row in sample.rows(m.PromiseRow):
        assert row["made_on"] <= row["due_on"]
        if row["state"] is PromiseState.KEPT:
            assert row["closed_on"] <= row["due_on"]
        if row["state"] is PromiseState.LATE:
            assert row["closed_on"] > row["due_on"]


def test_interactions_keep_out_of_the_weekend_and_this_week_has_some(sample: Sample) -> None:
    assert all(row["on"].weekday() < 5 for row in sample.rows(m.InteractionRow))
    agenda = sample.services.agenda.view()
    assert agenda.time and agenda.time.contacts >= 2
    assert agenda.time.of(TimeUse.CUSTOMERS) >= 60
    assert agenda.time.of(TimeUse.STRANGERS) > 0


def test_every_standing_of_readiness_occurs(sample: Sample) -> None:
    states = Counter(verdict.state for verdict in sample.verdicts())
    least = {
        State.ASK_READY: 3, State.READY: 3, State.BUILDING: 6, State.BLOCKED: 4,
        State.RESTING: 2, State.ASKED: 2, State.DO_NOT_ASK: 1,
    }  # fmt: skip
    assert {state: count for state, count in least.items() if states[state] < count} == {}
    assert states[State.DO_NOT_ASK] == 1


def test_every_gate_is_seen_closed_and_people_miss_different_ones(sample: Sample) -> None:
    verdicts = sample.verdicts()
    seen = {(gate.gate, gate.verdict) for verdict in verdicts for gate in verdict.missing}
    assert {gate for gate, _verdict in seen} == set(Gate)
    assert {gate for gate, verdict in seen if verdict is GateVerdict.FAIL} == set(Gate)
    assert {gate for gate, verdict in seen if verdict is GateVerdict.UNKNOWN} == {
        Gate.VALUE,
        Gate.SATISFIED,
        Gate.LOOP_CLOSED,
    }
    building = [gate for verdict in verdicts if verdict.state is State.BUILDING for gate in verdict.missing]
    assert len({(gate.gate, gate.action, gate.on is None) for gate in building}) >= 6


def test_every_mood_and_a_stale_signal_occur(sample: Sample) -> None:
    signals = [signal for facts in sample.facts() for signal in facts.signals]
    assert {mood(signal) for signal in signals} == set(Mood)
    assert any((sample.on - signal.on).days > RULES.signal_days for signal in signals)


def test_the_sweep_is_a_calm_morning(sample: Sample) -> None:
    agenda = sample.services.agenda.view()
    counts = {lane: (len(lines), sum(line.late for line in lines)) for lane, lines in agenda.lanes}
    assert counts[Lane.OWE] in {(7, 2), (7, 3), (8, 3)}
    assert 11 <= counts[Lane.BRING][0] <= 13
    assert 2 <= counts[Lane.BRING][1] <= 3
    assert counts[Lane.ASK] == (4, 0)
    assert 7 <= counts[Lane.CLOSE][0] <= 9
    assert counts[Lane.CLOSE][1] == 2
    assert 1 <= len(agenda.today) <= 2
    assert 5 <= len(agenda.coming) <= 7


def test_what_a_review_asks_for_is_in_the_sweep(sample: Sample) -> None:
    actions = {line.action for line in sample.services.accounts.book_view(sample.on).sweep}
    assert actions >= {
        Action.PREPARE_REVIEW, Action.PLAN_REVIEW, Action.FOLLOW_UP, Action.ADVANCE_IDEA, Action.VERIFY_OUTCOME,
    }  # fmt: skip


def test_the_rarer_things_are_there(sample: Sample) -> None:
    accounts, people, asks = sample.rows(m.AccountRow), sample.rows(m.PersonRow), sample.rows(m.AskRow)
    ahead = sorted((row["renewal_on"] - sample.on).days for row in accounts if row["renewal_on"])
    assert ahead[0] <= 60 < ahead[1] <= 90
    assert [check_rule(row["review_rule"]) for row in accounts if row["review_rule"]]
    assert any(row["contact_ideal_days"] for row in accounts)
    assert any(row["left_on"] for row in people)
    assert any(row["override_reason"] for row in asks)
    later = sorted(row["later_on"] for row in asks if row["state"] is AskState.LATER)
    assert later[0] <= sample.on < later[-1]
    issues = sample.rows(m.IssueRow)
    assert {bool(row["resolved_on"]) for row in issues if row["severity"] is Severity.SERIOUS} == {True, False}
    missed = [
        row for row in sample.rows(m.ReviewRow) if not row["held_on"] and (row["planned_on"] or sample.on) < sample.on
    ]
    assert len(missed) == 1
    claimed = [
        (sample.on - row["on"]).days for row in sample.rows(m.OutcomeRow) if row["state"] is OutcomeState.CLAIMED
    ]
    assert min(claimed) <= RULES.verify_after_days < max(claimed)
    met = {row["account_id"] for row in sample.rows(m.InteractionRow)}
    assert [row["name"] for row in accounts if row["id"] not in met] == ["Koopman Fietsen"]


def told(sample: Sample) -> tuple[object, ...]:
    """What a seller would see of a book: its accounts, its sweep, its interactions."""
    lines = [line._replace(id="") for line in sample.services.accounts.lines()]
    swept = sample.services.accounts.book_view(sample.on).sweep
    sweep = [(line.lane, line.account, line.task, line.reason, line.late) for line in swept]
    contacts = [(row["on"], row["kind"], row["minutes"], row["note"]) for row in sample.rows(m.InteractionRow)]
    return lines, sweep, contacts


def test_the_same_day_gives_the_same_book(tmp_path: Path) -> None:
    one, other = made(tmp_path / "one", MONDAY), made(tmp_path / "other", MONDAY)
    assert told(one) == told(other)


def test_a_sample_is_never_written_over(tmp_path: Path) -> None:
    path = make_sample(tmp_path, FixedClock(MONDAY))
    before = path.read_bytes()
    with pytest.raises(BookError):
        make_sample(tmp_path, FixedClock(SUNDAY))
    assert path.read_bytes() == before
