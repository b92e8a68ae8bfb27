"""Everything that happened at an account has its entry, on its day, and what did not happen has none."""

from __future__ import annotations

from typing import Any

import pytest

from advisorbench.domain.days.timeline import TimelineKind, events_of
from advisorbench.domain.language.timeline import say_entry
from advisorbench.domain.records.facts import Initiative
from advisorbench.domain.records.states import InitiativeState
from tests.domain.build import (
    ANNA,
    ask,
    day,
    facts,
    idea,
    initiative,
    issue,
    objective,
    outcome,
    promise,
    referral,
    review,
    signal,
    step,
)

NAMES = {ANNA.id: "Anna Kaya", "p-gone": "Gone Kaya"}
TABLE: list[tuple[str, dict[str, Any], list[tuple[int, str, str]]]] = [
    ("a review held", {"reviews": [review("held", held=day(9))]}, [(9, "review", "Optimisation review held")]),
    ("a review followed up", {"reviews": [review("followed up", held=day(9), followed=day(7))]},
     [(9, "review", "Optimisation review held"), (7, "review", "Optimisation review followed up")]),
    ("a review planned has not happened", {"reviews": [review("scheduled", planned=day(-9))]}, []),
    ("a review put off has not happened", {"reviews": [review(due=day(-9))]}, []),
    ("each measure", {"objectives": [objective(14, 6, (30, 12.0), (5, 9.5))]},
     [(30, "objective", "faster: 12 days"), (5, "objective", "faster: 9.5 days")]),
    ("an idea spotted", {"ideas": [idea()]}, [(10, "idea", "spotted: two departures a day")]),
    ("an idea carried out", {"ideas": [idea("done", 40, 30, 20, 5)]},
     [(40, "idea", "spotted: two departures a day"), (30, "idea", "proposed: two departures a day"),
      (20, "idea", "accepted: two departures a day"), (5, "idea", "done: two departures a day")]),
    ("an idea rejected at once", {"ideas": [idea("rejected", 40, closed=5)]},
     [(40, "idea", "spotted: two departures a day"), (5, "idea", "rejected: two departures a day")]),
    ("value claimed", {"outcomes": [outcome(9, "claimed")]}, [(9, "outcome", "claimed: faster lead time")]),
    ("value verified", {"outcomes": [outcome(9, verified=5)]},
     [(9, "outcome", "claimed: faster lead time"), (5, "outcome", "verified by Anna: faster lead time")]),
    ("value verified, then disputed", {"outcomes": [outcome(9, "disputed", verified=5, disputed=2)]},
     [(9, "outcome", "claimed: faster lead time"), (5, "outcome", "verified by Anna: faster lead time"),
      (2, "outcome", "disputed: faster lead time")]),
    ("a promise open", {"promises": [promise(-3, made=9)]}, [(9, "promise", "promised: the quote")]),
    ("a promise kept", {"promises": [promise(3, "kept", 4, made=9)]},
     [(9, "promise", "promised: the quote"), (4, "promise", "kept: the quote")]),
    ("a promise broken", {"promises": [promise(3, "broken", 1, made=9)]},
     [(9, "promise", "promised: the quote"), (1, "promise", "broken: the quote")]),
    ("a number", {"signals": [signal("nps", 9)]}, [(10, "signal", "NPS 9 · Anna Kaya")]),
    ("praise for the whole account", {"signals": [signal(who=None)]}, [(10, "signal", "praise")]),
    ("an issue open", {"issues": [issue()]}, [(10, "issue", "serious: wrong invoices")]),
    ("an issue resolved", {"issues": [issue("minor", 10, 3)]},
     [(10, "issue", "minor: wrong invoices"), (3, "issue", "resolved: wrong invoices")]),
    ("an ask only drafted has not happened", {"asks": [ask(None, "drafted")]}, []),
    ("an ask", {"asks": [ask(9, "asked")]}, [(9, "ask", "referral · Anna Kaya")]),
    ("an answer", {"asks": [ask(9, "no", answered=5)]},
     [(9, "ask", "referral · Anna Kaya"), (5, "ask", "Anna Kaya: no")]),
    ("an ask of somebody who has left", {"asks": [ask(9, "asked", who="p-gone")]},
     [(9, "ask", "referral · Gone Kaya")]),
    ("a name given", {"referrals": [referral(50)]}, [(50, "referral", "Anna Kaya named Joris Hofstra")]),
    ("a step on the path", {"steps": [step(done=4)]}, [(4, "initiative", "done: volumes per lane")]),
    ("a question answered", {"steps": [step("question", None, None, 4)]},
     [(4, "initiative", "answered: volumes per lane")]),
    ("a step still to come", {"steps": [step()]}, []),
]  # fmt: skip
KINDS = {kind for _name, _known, entries in TABLE for _ago, kind, _text in entries}


def told(known: dict[str, Any], initiatives: tuple[Initiative, ...] = ()) -> list[tuple[Any, str, str]]:
    """Day, kind and text of each entry, the oldest first."""
    found = events_of(facts(**known), NAMES, initiatives)
    return [(event.on, event.kind.value, say_entry(event)) for event in sorted(found, key=lambda event: event.on)]


@pytest.mark.parametrize(("known", "entries"), [pytest.param(*row[1:], id=row[0]) for row in TABLE])
def test_what_happened_has_its_entry_on_its_day(known: dict[str, Any], entries: list[tuple[int, str, str]]) -> None:
    assert told(known) == [(day(ago), kind, text) for ago, kind, text in entries]


@pytest.mark.parametrize("state", InitiativeState)
def test_an_initiative_is_there_when_it_begins_and_when_it_ends(state: InitiativeState) -> None:
    ended = state is not InitiativeState.OPEN
    one = initiative(state.value, 40, 3 if ended else None, amount_cents=500_00, currency="EUR", end_reason="price")
    begun = (day(40), "initiative", "€ 500 · second site")
    assert told({}, (one,)) == [begun, *([(day(3), "initiative", f"{state.value}: second site")] if ended else [])]


def test_an_initiative_without_days_has_none_in_the_timeline() -> None:
    assert told({}, (initiative(opened=None),)) == []


def test_the_longer_text_comes_along() -> None:
    known = facts(
        reviews=[review("held", held=day(9))._replace(note="They want Ghent")],
        signals=[signal()._replace(note="A ten, nearly")],
        ideas=[idea("rejected", 40, closed=5, reason="no room")],
        outcomes=[outcome(9, "disputed", disputed=2)._replace(evidence="the board", dispute="not the holidays")],
        asks=[ask(9, "asked")._replace(override_reason="she offered")],
    )
    notes = {event.note for event in events_of(known, NAMES, ())}
    assert notes == {
        "", "They want Ghent", "A ten, nearly", "no room", "the board", "not the holidays", "she offered",
    }  # fmt: skip


def test_why_an_idea_was_rejected_stands_at_its_rejection_only() -> None:
    today = day(0)
    one = idea("rejected", 0, reason="no room")._replace(proposed_on=today, closed_on=today, spotted_on=today)
    found = [(say_entry(event), event.note) for event in events_of(facts(ideas=[one]), NAMES, ())]
    assert found == [
        ("spotted: two departures a day", ""),
        ("proposed: two departures a day", ""),
        ("rejected: two departures a day", "no room"),
    ]


def test_whom_an_entry_is_about_is_known() -> None:
    known = facts(
        signals=[signal()], promises=[promise(3)], asks=[ask(9)], referrals=[referral()], steps=[step(done=1)]
    )
    assert {event.person_id for event in events_of(known, NAMES, [initiative()])} == {ANNA.id}


def test_every_kind_but_contacts_and_people_comes_from_the_facts() -> None:
    assert KINDS | {TimelineKind.CONTACT, TimelineKind.PERSON} == set(TimelineKind)
