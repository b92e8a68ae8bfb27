"""For every pair of states of each machine the use cases refuse exactly what the table of the method refuses."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Any

import pytest
import sqlalchemy as sa

from advisorbench import models as m
from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.records.states import (
    AccountStatus,
    AskState,
    IdeaState,
    InitiativeState,
    ObjectiveState,
    OutcomeState,
    PromiseState,
    ReviewState,
    Stage,
    TestimonialState,
    allowed,
)
from advisorbench.services import Services
from advisorbench.store.core import table
from tests.services.making import add_customer, day

Move = Callable[[Services, Any, Any], object]
Make = Callable[[str, str, Any], m.Row]


def held(now: ReviewState) -> Any:
    """The day it was held, if it was."""
    return day(-5) if now in (ReviewState.HELD, ReviewState.FOLLOWED_UP) else None


def review(account: str, _person: str, now: ReviewState) -> m.Row:
    return m.ReviewRow(account_id=account, state=now, planned_on=day(0), held_on=held(now))


def objective(account: str, _person: str, now: ObjectiveState) -> m.Row:
    return m.ObjectiveRow(account_id=account, wording="Faster", state=now)


def idea(account: str, _person: str, now: IdeaState) -> m.Row:
    ended = now in (IdeaState.DONE, IdeaState.REJECTED)
    return m.IdeaRow(
        account_id=account, what="A gate", state=now, spotted_on=day(-9), closed_on=day(-5) if ended else None,
        reason="no room",
    )  # fmt: skip


def outcome(account: str, person: str, now: OutcomeState) -> m.Row:
    return m.OutcomeRow(
        account_id=account, what="Faster", on=day(-9), state=now, verified_by_id=person, verified_on=day(-5)
    )


def promise(account: str, _person: str, now: PromiseState) -> m.Row:
    closed = None if now is PromiseState.OPEN else day(-5)
    return m.PromiseRow(account_id=account, what="Quote", made_on=day(-9), due_on=day(-1), state=now, closed_on=closed)


def initiative(account: str, _person: str, now: InitiativeState) -> m.Row:
    closed = None if now is InitiativeState.OPEN else day(-5)
    return m.InitiativeRow(account_id=account, name="Depot", state=now, opened_on=day(-9), closed_on=closed)


def ask(account: str, person: str, now: AskState) -> m.Row:
    return m.AskRow(
        account_id=account, person_id=person, state=now, asked_on=None if now is AskState.DRAFTED else day(-9),
        later_on=day(3) if now is AskState.LATER else None,
    )  # fmt: skip


def referral(account: str, person: str, now: Stage) -> m.Row:
    return m.ReferralRow(
        account_id=account, person_id=person, name="Jan Hofstra", company="Hofstra", named_on=day(-9), stage=now,
        ended_reason="no need" if now is Stage.ENDED else "", permission_basis="Elif told Jan",
    )  # fmt: skip


def praise(account: str, person: str, now: TestimonialState) -> m.Row:
    order = list(TestimonialState)
    last = TestimonialState.APPROVED if now is TestimonialState.WITHDRAWN else now
    days: dict[str, Any] = {f"{s.value}_on": day(-9 + order.index(s)) for s in order[: order.index(last) + 1]}
    withdrawn = day(-1) if now is TestimonialState.WITHDRAWN else None
    return m.TestimonialRow(
        account_id=account, person_id=person, outcome_id=account, state=now, withdrawn_on=withdrawn,
        original="Well done", approved="Well done" if "approved_on" in days else "", scope="website",
        places="our website" if now is TestimonialState.PUBLISHED else "", **days,
    )  # fmt: skip


def bring_testimonial(services: Services, row: Any, then: TestimonialState) -> None:
    services.testimonials.advance(
        row.id, then, day(0), text="Well done", scope="website", place="the fair", reason="she left"
    )


def account_row(_account: str, _person: str, now: AccountStatus) -> m.Row:
    return m.AccountRow(name=f"De Wit {m.new_id()}", status=now)


def advance_idea(services: Services, row: Any, then: IdeaState) -> None:
    services.value.advance_idea(row.id, then, day(0), reason="no room", outcome={"what": "Two days off"})


def settle(services: Services, row: Any, then: OutcomeState) -> None:
    if then is OutcomeState.VERIFIED:
        services.value.verify_outcome(row.id, row.verified_by_id, day(0))
    else:
        services.value.dispute_outcome(row.id, "not so", day(0))


def close_promise(services: Services, row: Any, then: PromiseState) -> object:
    on = day(-1) if then is PromiseState.KEPT else day(0)
    return services.promises.close(row.id, on, kept=then is not PromiseState.BROKEN)


def bring_review(services: Services, row: Any, then: ReviewState) -> None:
    if then is ReviewState.PREPARED:
        services.reviews.save_preparation(row.id, row.version, "Coffee", [])
    else:
        services.reviews.follow_up(row.id, day(0))


def answer(services: Services, row: Any, then: AskState) -> None:
    services.asks.answer(row.id, then, day(0), day(9) if then is AskState.LATER else None)


MACHINES: list[tuple[str, type[StrEnum], Make, Move, Collection[StrEnum]]] = [
    ("objective by itself", ObjectiveState, objective,
     lambda services, row, then: services.value.set_objective_state(row.id, then), set(ObjectiveState)),
    ("idea", IdeaState, idea, advance_idea, set(IdeaState)),
    ("outcome", OutcomeState, outcome, settle, {OutcomeState.VERIFIED, OutcomeState.DISPUTED}),
    ("promise", PromiseState, promise, close_promise, set(PromiseState) - {PromiseState.OPEN}),
    ("initiative", InitiativeState, initiative,
     lambda services, row, then: services.initiatives.end(row.id, then, day(0), "price"), set(InitiativeState)),
    ("referral", Stage, referral,
     lambda services, row, then: services.referrals.advance(row.id, then, day(0), basis="Elif told Jan", reason="no"),
     set(Stage) - {Stage.NAMED}),
    ("testimonial", TestimonialState, praise, bring_testimonial, set(TestimonialState)),
]  # fmt: skip
SAME_IS_NOTHING: list[tuple[str, type[StrEnum], Make, Move, Collection[StrEnum]]] = [
    ("account", AccountStatus, account_row,
     lambda services, row, then: services.accounts.edit(row.id, row.version, {"status": then}), set(AccountStatus)),
    ("objective by an edit", ObjectiveState, objective,
     lambda services, row, then: services.value.edit_objective(row.id, row.version, {"state": then}),
     set(ObjectiveState)),
    ("objective by a measure", ObjectiveState, objective,
     lambda services, row, then: services.value.measure(row.id, 9, day(0), then), set(ObjectiveState)),
    ("review", ReviewState, review, bring_review, {ReviewState.PREPARED}),
]  # fmt: skip


def state_of(services: Services, row: m.Row) -> Any:
    """Its state as it is in the book now."""
    t = table(type(row))
    column = next(t.c[name] for name in ("state", "stage", "status") if name in t.c)
    with services.book.read() as session:
        return session.execute(sa.select(column).where(t.c.id == row.id)).scalar_one()


def try_all(
    services: Services, kind: type[StrEnum], make: Make, move: Move, reachable: Collection[StrEnum], *, same: bool
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The pairs that were done, and those that should have been."""
    done, right = set(), set()
    for now in kind:
        for then in sorted(reachable):
            account, person = add_customer(services, f"{now}-{then}", f"{now}-{then}")
            row = make(account, person, now)
            verified = outcome(account, person, OutcomeState.VERIFIED)
            verified.id = account  # where a testimonial finds it
            with services.book.write("begin") as session:
                session.add(verified)
                session.flush()
                session.add(row)
            try:
                move(services, row, then)
            except (Refused, FieldErrors):
                assert state_of(services, row) is now
            else:
                done.add((now.value, then.value))
                assert state_of(services, row) is then
            if then in allowed(now) or (same and then is now):
                right.add((now.value, then.value))
    return done, right


@pytest.mark.parametrize("machine", MACHINES, ids=lambda row: row[0])
def test_what_the_method_does_not_know_is_refused(services: Services, machine: Any) -> None:
    done, right = try_all(services, *machine[1:], same=False)
    assert done == right


@pytest.mark.parametrize("machine", SAME_IS_NOTHING, ids=lambda row: row[0])
def test_what_is_left_as_it_is_is_no_step(services: Services, machine: Any) -> None:
    done, right = try_all(services, *machine[1:], same=True)
    assert done == right


def test_only_a_review_held_is_followed_up(services: Services) -> None:
    done, right = try_all(services, ReviewState, review, bring_review, {ReviewState.FOLLOWED_UP}, same=False)
    assert done == right == {("held", "followed up")}


def test_an_ask_is_answered_as_the_method_says(services: Services) -> None:
    done, right = try_all(services, AskState, ask, answer, set(AskState), same=False)
    assert done - right == {("later", "later")}  # asked again, and put off again
    assert right - done == {("drafted", "asked")}  # that is an ask, with all that an ask needs


@pytest.mark.parametrize("now", ReviewState)
def test_planning_holding_and_skipping_move_the_review_that_waits_and_no_other(
    services: Services, now: ReviewState
) -> None:
    deeds: list[tuple[Callable[[str], object], ReviewState]] = [
        (lambda account: services.reviews.plan(account, day(3)).id, ReviewState.SCHEDULED),
        (lambda account: services.reviews.hold(account, day(0)), ReviewState.HELD),
        (lambda account: services.reviews.skip(account), ReviewState.DUE),
    ]
    for deed, then in deeds:
        account, person = add_customer(services, f"{now}-{then}", "Elif")
        row = review(account, person, now)
        with services.book.write("begin") as session:
            session.add(row)
        deed(account)
        over = now in (ReviewState.HELD, ReviewState.FOLLOWED_UP)
        moved = now is ReviewState.PREPARED and then is ReviewState.SCHEDULED  # and still prepared
        assert state_of(services, row) is (now if over or moved else then)
