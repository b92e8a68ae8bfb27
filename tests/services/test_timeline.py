"""An account whole: everything that happened there, newest first, however much it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from advisorbench.clock import FixedClock
from advisorbench.domain.customers.preparation import Talk
from advisorbench.domain.days.timeline import TimelineKind
from advisorbench.domain.language.timeline import say_entry
from advisorbench.domain.records.states import InitiativeState, InteractionKind, Severity, Stage
from advisorbench.models import InteractionRow, new_id
from advisorbench.services import Services
from advisorbench.store.journal import insert_many
from tests.services.making import TODAY, add_customer, aim, ask, bring_to, day, give_name, make_ready


def test_twenty_thousand_entries_are_all_there_newest_first(services: Services) -> None:
    account, person = add_customer(services)
    rows: list[dict[str, Any]] = [
        {
            "id": new_id(), "version": 1, "account_id": account, "person_id": person, "minutes": None, "folded": "",
            "on": TODAY - timedelta(days=number * 7 % 4001), "kind": InteractionKind.CALL, "note": str(number),
        }
        for number in range(20_000)
    ]  # fmt: skip
    with services.book.write("log") as session:
        insert_many(session, InteractionRow, rows)
    events = services.accounts.whole(account).timeline
    contacts = [event for event in events if event.kind is TimelineKind.CONTACT]
    assert len(contacts) == 20_000
    assert [event.on for event in events] == sorted((event.on for event in events), reverse=True)
    newest_first = sorted(rows, key=lambda row: (row["on"], row["id"]), reverse=True)
    assert [event.note for event in contacts] == [row["note"] for row in newest_first]


def test_everything_that_was_done_at_an_account_is_in_its_timeline(services: Services, clock: FixedClock) -> None:
    account, person = add_customer(services)
    objective = services.value.add_objective({"account_id": account, "wording": "Faster", "baseline": 0}).id
    make_ready(services, account, person)
    aim(services, account, person)
    ask(services, account, person)
    give_name(services, account, person)
    services.reviews.hold(account, day(0), "All well", 60, talk=Talk(measures={objective: 4}, ideas=("A gate",)))
    services.reviews.follow_up(services.accounts.brief(account).facts.reviews[0].id, day(0))
    issue = services.accounts.add_issue(
        {"account_id": account, "what": "Wrong invoice", "severity": Severity.MINOR, "opened_on": day(-2)}
    ).id
    services.accounts.resolve_issue(issue, day(-1))
    promise = services.promises.add({"account_id": account, "what": "Quote", "made_on": day(-3), "due_on": day(3)}).id
    services.promises.close(promise, day(-1))
    begun = services.initiatives.add({"name": "Depot", "account_id": account, "opened_on": day(-7)}).id
    services.initiatives.end(begun, InitiativeState.WON, day(-6), "they asked for it")
    services.accounts.log({"account_id": account, "person_id": person, "on": day(-4), "kind": InteractionKind.CALL})
    services.accounts.leave(services.accounts.add_person({"name": "Tom", "account_id": account}).id, day(0))
    events = services.accounts.whole(account).timeline
    assert {event.kind for event in events} == set(TimelineKind)
    assert [event.on for event in events] == sorted((event.on for event in events), reverse=True)
    texts = [((event.on - TODAY).days, say_entry(event)) for event in events if event.on < TODAY]
    assert texts == [
        (-1, "resolved: Wrong invoice"), (-1, "kept: Quote"), (-2, "minor: Wrong invoice"), (-3, "promised: Quote"),
        (-4, "call · Elif Kaya"), (-5, "NPS 9 · Elif Kaya"), (-6, "won: Depot"), (-7, "Depot"),
        (-10, "verified by Elif Kaya: Five days faster"), (-20, "claimed: Five days faster"),
    ]  # fmt: skip
    assert [say_entry(event) for event in events if event.kind is TimelineKind.REVIEW] == [
        "Optimisation review held", "Optimisation review followed up",
    ]  # fmt: skip
    assert "review" not in {say_entry(event) for event in events if event.kind is TimelineKind.CONTACT}


def test_each_stage_of_a_referral_has_its_day(services: Services, clock: FixedClock) -> None:
    account, person = add_customer(services)
    referral = give_name(services, account, person)
    for turn, stage in enumerate((Stage.INTRODUCED, Stage.MET, Stage.BUYING, Stage.CUSTOMER), start=1):
        clock.day = day(turn * 10)
        bring_to(services, referral, stage)
    events = services.accounts.whole(account).timeline
    found = [((e.on - TODAY).days, say_entry(e)) for e in events if e.kind is TimelineKind.REFERRAL]
    assert found == [
        (40, "customer: Jan Hofstra"), (30, "buying: Jan Hofstra"), (20, "met: Jan Hofstra"),
        (10, "introduced: Jan Hofstra"), (0, "Elif Kaya named Jan Hofstra"),
    ]  # fmt: skip


def test_a_referral_won_shows_where_it_came_from(services: Services, clock: FixedClock) -> None:
    account, person = add_customer(services)
    referral = give_name(services, account, person)
    clock.day = day(9)
    bring_to(services, referral, Stage.INTRODUCED, Stage.MET, Stage.CUSTOMER)
    hofstra = next(line.id for line in services.accounts.lines() if line.name == "Hofstra")
    whole = services.accounts.whole(hofstra)
    assert [tuple(one) for one in whole.received] == [("Jan Hofstra", "Kaya Logistics", "Elif Kaya", day(0), day(9))]
    assert services.accounts.whole(account).received == ()


def test_two_contacts_on_the_day_of_a_review_are_not_swallowed(services: Services) -> None:
    account, person = add_customer(services)
    services.reviews.hold(account, day(0), "All well")
    services.accounts.log({"account_id": account, "person_id": person, "on": day(0), "kind": InteractionKind.CALL})
    services.accounts.log({"account_id": account, "person_id": person, "on": day(-1), "kind": InteractionKind.REVIEW})
    contacts = [say_entry(e) for e in services.accounts.whole(account).timeline if e.kind is TimelineKind.CONTACT]
    assert contacts == ["call · Elif Kaya", "review · Elif Kaya"]


@pytest.mark.parametrize("note", ["", "Family firm\n60 lorries"])
def test_the_note_of_the_account_comes_along(services: Services, note: str) -> None:
    account = services.accounts.add({"name": "Kaya", "note": note}).id
    assert services.accounts.whole(account).note == note


def test_initiatives_are_listed_open_ones_first_then_the_newest(services: Services) -> None:
    account, _person = add_customer(services)
    for name, opened, closed in (("old", -90, -50), ("open", -40, None), ("new", -30, -2)):
        key = services.initiatives.add({"name": name, "account_id": account, "opened_on": day(opened)}).id
        if closed is not None:
            services.initiatives.end(key, InitiativeState.LOST, day(closed), "price")
    assert [one.name for one in services.accounts.whole(account).initiatives] == ["open", "new", "old"]
