"""An ask is drafted, made and answered; how the person stood is kept; thanks go back whatever came of it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from advisorbench import models as m
from advisorbench.clock import FixedClock
from advisorbench.domain.asking.gates import Gate, GateVerdict
from advisorbench.domain.asking.readiness import State
from advisorbench.domain.days.sweep import SweepLine
from advisorbench.domain.errors import NotFound, Refused
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import (
    Action,
    AskKind,
    AskState,
    TargetState,
    TestimonialState,
)
from advisorbench.services import Services
from advisorbench.store.core import table
from tests.services.making import add_customer, aim, ask, day, make_ready, one_step, refused

Customer = tuple[str, str]


@pytest.fixture
def ready(services: Services) -> Customer:
    """An account and a person who is ready to be asked."""
    customer = add_customer(services)
    make_ready(services, *customer)
    return customer


def facts(services: Services, who: Customer) -> AccountFacts:
    return services.accounts.brief(who[0]).facts


def fields(who: Customer, **more: object) -> dict[str, object]:
    return {"account_id": who[0], "person_id": who[1], **more}


def lines(services: Services, who: Customer, action: Action) -> list[SweepLine]:
    return [line for line in services.accounts.brief(who[0]).sweep if line.action is action]


# Drafts


def test_a_draft_is_no_ask_yet(services: Services, ready: Customer) -> None:
    with one_step(services, "prepare ask"):
        services.asks.save_draft(fields(ready, text="Dear Elif"), "Jan", "Hofstra", "new depot")
    services.asks.save_draft(fields(ready, text="Dear Elif", asked_on=day(0)), "Jan", "Hofstra", "new depot")
    (draft,) = facts(services, ready).asks
    assert (draft.state, draft.asked_on, draft.target, draft.text) == (AskState.DRAFTED, None, "Jan", "Dear Elif")
    assert services.asks.readiness(*ready).state is State.ASK_READY
    assert services.asks.preparation(*ready).drafted == draft


def test_there_is_one_draft_for_each_person(services: Services, ready: Customer) -> None:
    first = services.asks.save_draft(fields(ready, text="One"), "Jan", "Hofstra", "new depot").id
    assert services.asks.save_draft(fields(ready, text="Two", route="by mail")).id == first
    other = services.accounts.add_person({"name": "Ali Kaya", "account_id": ready[0]}).id
    assert services.asks.save_draft(fields((ready[0], other), text="Three")).id != first
    assert {ask.text for ask in facts(services, ready).asks} == {"Two", "Three"}
    assert len(facts(services, ready).targets) == 1


def test_the_draft_becomes_the_ask_and_its_text_is_kept(services: Services, ready: Customer) -> None:
    given = {"text": "Dear Elif\n\nWould you?", "route": "by mail", "channel": "mail", "note": "after the fair"}
    key = services.asks.save_draft(fields(ready, **given), "Jan", "Hofstra", "new depot").id
    with one_step(services, "ask"):
        assert services.asks.ask(fields(ready, asked_on=day(0))).id == key
    services.asks.ask(fields(ready, asked_on=day(0), channel="call"))
    (made,) = facts(services, ready).asks
    assert (made.id, made.state, made.asked_on, made.target) == (key, AskState.ASKED, day(0), "Jan")
    assert (made.text, made.route, made.channel, made.note) == (
        given["text"], given["route"], "call", given["note"],
    )  # fmt: skip


def test_a_draft_that_is_drawn_up_anew_after_the_ask_is_another(services: Services, ready: Customer) -> None:
    key = services.asks.save_draft(fields(ready, text="One"), "Jan", "Hofstra", "new depot").id
    services.asks.ask(fields(ready, asked_on=day(0)))
    assert services.asks.save_draft(fields(ready, text="Two"), "Anna", "Visser", "new lease").id != key
    assert services.asks.snapshot(key) is not None


def test_the_ask_is_for_whom_the_draft_names(services: Services, ready: Customer) -> None:
    aim(services, *ready)
    services.asks.save_draft(fields(ready, text="About Anna"), "Anna Visser", "Visser", "new lease")
    services.asks.ask(fields(ready, asked_on=day(0)))
    (made,) = facts(services, ready).asks
    assert made.target == "Anna Visser"
    assert {t.who: t.state for t in facts(services, ready).targets} == {
        "Jan Hofstra": TargetState.OPEN, "Anna Visser": TargetState.ASKED,
    }  # fmt: skip


def test_a_draft_of_another_kind_stays(services: Services, ready: Customer) -> None:
    draft = services.asks.save_draft(fields(ready, text="One"), "Jan", "Hofstra", "new depot").id
    made = services.asks.ask(fields(ready, asked_on=day(0), kind=AskKind.TESTIMONIAL)).id
    assert {a.id: (a.state, a.kind) for a in facts(services, ready).asks} == {
        draft: (AskState.DRAFTED, AskKind.REFERRAL), made: (AskState.ASKED, AskKind.TESTIMONIAL),
    }  # fmt: skip


def test_a_draft_is_thrown_away_and_an_ask_is_not(services: Services, ready: Customer) -> None:
    key = services.asks.save_draft(fields(ready, text="One"), "Jan", "Hofstra", "new depot").id
    with one_step(services, "drop draft"):
        services.asks.drop_draft(key)
    services.asks.ask(fields(ready, asked_on=day(0)))
    with refused(services, error=Refused):
        services.asks.drop_draft(key)
    with refused(services, error=NotFound):
        services.asks.drop_draft("nobody")


def test_a_draft_is_not_answered(services: Services, ready: Customer) -> None:
    key = services.asks.save_draft(fields(ready, text="One")).id
    for state in AskState:
        with refused(services, error=Refused):
            services.asks.answer(key, state, day(0), day(9))


def test_the_sweep_offers_the_draft(services: Services, ready: Customer) -> None:
    aim(services, *ready)
    assert [line.subject_id for line in lines(services, ready, Action.PREPARE_ASK)] == [None]
    key = services.asks.save_draft(fields(ready, text="One")).id
    assert [line.subject_id for line in lines(services, ready, Action.ASK)] == [key]


# Readiness on the day of the ask, and its snapshot


def test_an_ask_is_judged_by_its_own_day(services: Services) -> None:
    who = add_customer(services)
    make_ready(services, *who)  # verified ten days ago, NPS five days ago
    services.targets.add(
        {"account_id": who[0], "person_id": who[1], "who": "Jan", "why_now": "new depot", "added_on": day(-30)}
    )
    with pytest.raises(Refused, match="not ready"):
        services.asks.ask(fields(who, asked_on=day(-6)))
    key = services.asks.ask(fields(who, asked_on=day(-5))).id
    kept = services.asks.snapshot(key)
    assert kept
    assert (kept.on, kept.state) == (day(-5), "ask-ready")


def test_whoever_had_left_by_then_is_not_asked_but_before_they_were(services: Services, ready: Customer) -> None:
    services.accounts.leave(ready[1], day(-2))
    with pytest.raises(Refused, match="does not work"):
        services.asks.ask(fields(ready, asked_on=day(-2), override_reason="why not"))
    services.asks.ask(fields(ready, asked_on=day(-3), override_reason="we met at the fair"))


def test_do_not_ask_is_refused_even_with_a_reason(services: Services, ready: Customer) -> None:
    aim(services, *ready)
    version, _fields = services.accounts.person_fields_of(ready[1])
    services.accounts.edit_person(ready[1], version, {"do_not_ask": True})
    for kind in AskKind:
        with refused(services, error=Refused):
            services.asks.ask(fields(ready, asked_on=day(0), kind=kind, override_reason="she offered"))


def test_whoever_is_not_to_be_asked_any_more_is_not_asked_again_either(services: Services, ready: Customer) -> None:
    aim(services, *ready)
    key = ask(services, *ready)
    services.asks.answer(key, AskState.LATER, day(0), day(1))
    version, _fields = services.accounts.person_fields_of(ready[1])
    services.accounts.edit_person(ready[1], version, {"do_not_ask": True})
    with pytest.raises(Refused, match="do-not-ask"):
        services.asks.answer(key, AskState.ASKED, day(0))
    services.asks.answer(key, AskState.NO, day(0))


def test_a_snapshot_holds_verdicts_and_days_and_no_words(services: Services, ready: Customer) -> None:
    aim(services, *ready)
    kept = services.asks.snapshot(ask(services, *ready))
    assert kept
    assert (kept.on, kept.state) == (day(0), "ask-ready")
    snapshots = table(m.SnapshotRow)
    with services.book.read() as session:
        assert session.execute(sa.select(snapshots.c.account_id, snapshots.c.person_id)).one() == ready
    assert kept.gates == {
        "value": ["pass", day(-10).isoformat()], "satisfied": ["pass", day(-5).isoformat()], "no_harm": ["pass", None],
        "window": ["pass", None], "rested": ["pass", None], "loop_closed": ["pass", None], "permission": ["pass", None],
    }  # fmt: skip
    assert kept.rules == {
        "value_days": 180, "signal_days": 180, "rest_days": 180, "ask_window_days": 90, "asks_per_window": 2,
        "window_days": 60,
    }  # fmt: skip
    assert 0 < kept.score <= 100


def test_a_target_named_with_the_ask_makes_them_ask_ready(services: Services, ready: Customer) -> None:
    key = services.asks.ask(fields(ready, asked_on=day(0)), "Jan", "Hofstra", "new depot").id
    kept = services.asks.snapshot(key)
    assert kept
    assert kept.state == "ask-ready"


def test_a_snapshot_of_an_override_says_what_was_missing(services: Services) -> None:
    who = add_customer(services)
    kept = services.asks.snapshot(ask(services, *who, reason="she offered"))
    assert kept
    assert (kept.state, kept.gates["value"], kept.gates["satisfied"]) == (
        "not-started", ["unknown", None], ["unknown", None],
    )  # fmt: skip


def test_a_snapshot_is_never_changed(services: Services, ready: Customer, clock: FixedClock) -> None:
    aim(services, *ready)
    key = ask(services, *ready)
    before = services.asks.snapshot(key)
    services.asks.answer(key, AskState.LATER, day(0), day(30))
    services.accounts.add_signal({"account_id": ready[0], "person_id": ready[1], "kind": "complaint", "on": day(0)})
    clock.day = day(30)
    services.asks.answer(key, AskState.ASKED, day(30))
    services.asks.answer(key, AskState.YES, day(30))
    assert services.asks.snapshot(key) == before
    with services.book.read() as session:
        (row,) = session.execute(sa.select(m.SnapshotRow)).scalars()
        assert row.version == 1


def test_an_ask_that_is_refused_leaves_no_trace(services: Services) -> None:
    who = add_customer(services)
    with refused(services, error=Refused):
        services.asks.ask(fields(who, asked_on=day(0)), "Jan", "Hofstra", "new depot")
    with refused(services, error=Refused):
        services.asks.ask(fields(who, asked_on=day(0), kind=AskKind.TESTIMONIAL, override_reason="she offered"))


def test_an_ask_from_before_snapshots_has_none(services: Services) -> None:
    assert services.asks.snapshot("nobody") is None


# Kinds


def test_all_kinds_share_one_budget_of_a_person(services: Services, ready: Customer, clock: FixedClock) -> None:
    services.asks.answer(
        services.asks.ask(fields(ready, asked_on=day(0), kind=AskKind.TESTIMONIAL)).id, AskState.YES, day(0)
    )
    aim(services, *ready)
    for kind in AskKind:
        with pytest.raises(Refused, match="rests until"):
            services.asks.ask(fields(ready, asked_on=day(0), kind=kind))
    clock.day = day(170)  # value and mood are of less than 180 days
    assert services.asks.readiness(*ready).state is State.RESTING


def test_all_kinds_share_one_budget_of_an_account(services: Services, ready: Customer) -> None:
    third = services.accounts.add_person({"name": "Third", "account_id": ready[0]}).id
    services.accounts.add_signal({"account_id": ready[0], "person_id": third, "kind": "praise", "on": day(-1)})
    kinds = iter((AskKind.REFERENCE, AskKind.TESTIMONIAL))
    for name in ("One", "Two"):
        person = services.accounts.add_person({"name": name, "account_id": ready[0]}).id
        assert services.asks.readiness(ready[0], third).state is State.READY
        services.asks.ask(
            fields((ready[0], person), asked_on=day(-1), kind=next(kinds), override_reason="they offered")
        )
    verdict = services.asks.readiness(ready[0], third)
    assert verdict.state is State.RESTING
    assert {g.gate: g.verdict for g in verdict.gates}[Gate.RESTED] is GateVerdict.FAIL


def test_a_reference_needs_a_target_too(services: Services, ready: Customer) -> None:
    with pytest.raises(Refused, match="one named target"):
        services.asks.ask(fields(ready, asked_on=day(0), kind=AskKind.REFERENCE))
    services.asks.ask(fields(ready, asked_on=day(0), kind=AskKind.REFERENCE), "Anna", "Visser", "about to choose")
    assert facts(services, ready).testimonials == ()


def test_a_testimonial_is_requested_with_the_ask_for_what_they_verified(services: Services, ready: Customer) -> None:
    newer = services.value.add_outcome({"account_id": ready[0], "what": "Two trucks fewer", "on": day(-9)}).id
    services.value.verify_outcome(newer, ready[1], day(-2))
    with one_step(services, "ask"):
        services.asks.ask(fields(ready, asked_on=day(0), kind=AskKind.TESTIMONIAL))
    key = services.asks.ask(fields(ready, asked_on=day(0), kind=AskKind.TESTIMONIAL)).id
    (wanted,) = facts(services, ready).testimonials
    assert (wanted.state, wanted.requested_on, wanted.outcome_id) == (TestimonialState.REQUESTED, day(0), newer)
    assert facts(services, ready).targets == ()
    services.asks.answer(key, AskState.NO, day(0))
    (wanted,) = facts(services, ready).testimonials
    assert (wanted.state, wanted.withdrawn_on) == (TestimonialState.WITHDRAWN, day(0))
    assert wanted.withdrawn_reason


def test_a_testimonial_may_be_asked_for_an_older_outcome(services: Services, ready: Customer) -> None:
    (first,) = facts(services, ready).outcomes
    newer = services.value.add_outcome({"account_id": ready[0], "what": "Two trucks fewer", "on": day(-9)}).id
    services.value.verify_outcome(newer, ready[1], day(-2))
    services.asks.ask(fields(ready, asked_on=day(0), kind=AskKind.TESTIMONIAL), outcome_id=first.id)
    assert facts(services, ready).testimonials[0].outcome_id == first.id


def test_no_testimonial_is_asked_of_what_is_claimed_or_disputed(services: Services, ready: Customer) -> None:
    claimed = services.value.add_outcome({"account_id": ready[0], "what": "Two trucks fewer", "on": day(-9)}).id
    with refused(services, error=Refused):
        services.asks.ask(fields(ready, asked_on=day(0), kind=AskKind.TESTIMONIAL), outcome_id=claimed)
    services.value.dispute_outcome(claimed, "not so", day(0))
    with refused(services, error=Refused):
        services.asks.ask(fields(ready, asked_on=day(0), kind=AskKind.TESTIMONIAL), outcome_id=claimed)
