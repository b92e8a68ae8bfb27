"""One customer's way from the first day to a name given, as a seller would go it."""

from __future__ import annotations

from datetime import date

from advisorbench.clock import FixedClock
from advisorbench.domain.asking.readiness import State
from advisorbench.domain.days.time_use import TimeUse
from advisorbench.domain.records.states import AccountStatus, AskState, Lane, SignalKind, Stage, Tier
from advisorbench.services import Services

FRIDAY = date(2026, 11, 27)


def test_from_the_first_person_to_a_name_and_back_to_nothing(services: Services, clock: FixedClock) -> None:
    today = clock.today()
    account = services.accounts.add({"name": "Kaya Logistics", "tier": Tier.A, "status": AccountStatus.ACTIVE}).id
    person = services.accounts.add_person({"name": "Elif Kaya", "account_id": account}).id

    def state() -> State | None:
        return services.accounts.lines()[0].state

    assert state() is State.NOT_STARTED
    objective = services.value.add_objective(
        {"account_id": account, "wording": "Deliver sooner", "baseline": 0, "target": 4, "maximum": 8}
    ).id
    outcome = services.value.add_outcome(
        {"account_id": account, "objective_id": objective, "what": "Five days faster", "on": today}
    ).id
    assert state() is State.BUILDING
    services.value.verify_outcome(outcome, person, today)
    services.accounts.add_signal(
        {"account_id": account, "person_id": person, "kind": SignalKind.NPS, "value": 9, "on": today}
    )
    assert state() is State.READY
    assert services.accounts.lines()[0].gap == 1

    services.reviews.plan(account, FRIDAY)
    assert [(line.account, line.on) for line in services.agenda.view().coming] == [("Kaya Logistics", FRIDAY)]
    clock.day = FRIDAY
    assert [line.account for line in services.agenda.view().today] == ["Kaya Logistics"]
    next_on = services.reviews.hold(account, FRIDAY, "Wants to be in Ghent too", 90)
    agenda = services.agenda.view()
    assert (next_on, agenda.today) == (date(2027, 2, 27), ())
    assert agenda.time and agenda.time.of(TimeUse.CUSTOMERS) == 90
    assert agenda.week_reviews_held == 1

    ask = {"account_id": account, "person_id": person, "asked_on": FRIDAY}
    services.asks.ask(ask, "Jan Hofstra", "Hofstra Transport", "opens a depot in Ghent")
    assert state() is State.ASKED
    services.referrals.name({"account_id": account, "person_id": person, "name": "Jan Hofstra", "named_on": FRIDAY})
    desk = services.asks.desk()
    assert desk.asks[0].ask.state is AskState.YES
    assert desk.referrals[0].referral.stage is Stage.NAMED
    assert services.agenda.view().feedback_owed == 1
    assert not any(line.lane is Lane.ASK for line in services.accounts.brief(account).sweep)

    undone = []
    while command := services.history.undo():
        undone.append(command)
    assert undone == [
        "name referral", "ask", "hold review", "plan review", "add signal",
        "verify outcome", "add outcome", "add objective", "add person", "add account",
    ]  # fmt: skip
    assert services.accounts.lines() == []
    assert services.book.check() == []
