"""One review from its plan to its follow-up: each deed one step, what is refused leaves nothing behind."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

import pytest

from advisorbench.clock import FixedClock
from advisorbench.domain.customers.preparation import Preparation, Talk
from advisorbench.domain.errors import BenchError, NotFound, Refused, Stale
from advisorbench.domain.language.templates import Template
from advisorbench.domain.records.facts import AccountFacts, Review
from advisorbench.domain.records.states import (
    AccountStatus,
    Action,
    Direction,
    IdeaState,
    Lane,
    OutcomeState,
    PromiseState,
    ReviewState,
    SignalKind,
    TemplateKind,
    Tier,
)
from advisorbench.services import Services
from tests.services.making import add_customer, day, one_step, refused, whole_book

FRIDAY = day(4)


class Kaya(NamedTuple):
    """A customer with two people, an objective and a claim, and the review planned for Friday."""

    services: Services
    account: str
    elif_: str
    tom: str
    objective: str
    outcome: str

    @property
    def facts(self) -> AccountFacts:
        return self.services.accounts.brief(self.account).facts

    def review(self) -> Review:
        return self.facts.reviews[-1]

    def lines(self, *lanes: Lane) -> set[Action]:
        """What the sweep offers at this account."""
        return {line.action for line in self.services.accounts.brief(self.account).sweep if line.lane in lanes}

    def prepared(self) -> Preparation:
        found = self.services.reviews.preparation(self.account)
        self.services.reviews.save_preparation(found.review.id, found.review.version, "Coffee", [self.elif_])
        return found


@pytest.fixture
def kaya(services: Services) -> Kaya:
    account = services.accounts.add(
        {"name": "Kaya", "tier": Tier.A, "status": AccountStatus.ACTIVE, "customer_since": day(-60)}
    ).id
    people = [services.accounts.add_person({"name": name, "account_id": account}).id for name in ("Elif", "Tom")]
    objective = services.value.add_objective(
        {
            "account_id": account,
            "wording": "Faster",
            "unit": "days",
            "direction": Direction.LESS,
            "baseline": 14,
            "maximum": 6,
            "current": 11,
        }
    ).id
    outcome = services.value.add_outcome({"account_id": account, "what": "Three days off", "on": day(-2)}).id
    services.reviews.plan(account, FRIDAY)
    return Kaya(services, account, people[0], people[1], objective, outcome)


def talk(kaya: Kaya, **more: Any) -> Talk:
    """Everything that can come of a review."""
    given: dict[str, Any] = {
        "attending": (kaya.elif_, kaya.tom), "measures": {kaya.objective: 9.0}, "confirmed": (kaya.outcome,),
        "confirmed_by": kaya.elif_, "signal": (SignalKind.NPS, 9), "signal_by": kaya.elif_,
        "promises": (("Send the sheet", day(11)),), "ideas": ("A second gate",),
    }  # fmt: skip
    return Talk(**{**given, **more})


def test_a_review_goes_from_plan_to_follow_up(kaya: Kaya, clock: FixedClock) -> None:
    reviews = kaya.services.reviews
    assert kaya.review().state is ReviewState.SCHEDULED
    clock.day = day(1)
    assert kaya.lines(Lane.BRING) == {Action.PREPARE_REVIEW}

    found = reviews.preparation(kaya.account)
    assert [one.id for one, _moved in found.objectives] == [kaya.objective]
    assert [one.id for one in found.to_verify] == [kaya.outcome]
    agenda = reviews.draft_agenda(found)
    assert agenda.startswith("Review with Kaya, Friday 27 November 2026\n\n")
    assert "- Faster: from 14 to 11 days, maximum attainable 6" in agenda
    reviews.save_preparation(found.review.id, found.review.version, agenda, [kaya.elif_])
    assert (kaya.review().state, kaya.review().agenda) == (ReviewState.PREPARED, agenda)
    assert reviews.preparation(kaya.account).attending == {kaya.elif_}
    assert kaya.lines(Lane.BRING, Lane.OWE) == set()

    clock.day = FRIDAY
    assert reviews.hold(kaya.account, FRIDAY, "All well", 75, day(95), talk(kaya)) == day(95)
    facts = kaya.facts
    held, planned = facts.reviews
    assert (held.state, held.held_on, held.note, held.minutes) == (ReviewState.HELD, FRIDAY, "All well", 75)
    assert (planned.state, planned.planned_on) == (ReviewState.SCHEDULED, day(95))
    assert [(m.on, m.value) for m in facts.objectives[0].measures] == [(day(0), 11), (FRIDAY, 9)]
    assert [(o.state, o.verified_by, o.verified_on) for o in facts.outcomes] == [
        (OutcomeState.VERIFIED, "Elif", FRIDAY)
    ]
    assert [(s.person_id, s.kind, s.value, s.on) for s in facts.signals] == [(kaya.elif_, SignalKind.NPS, 9, FRIDAY)]
    assert [(p.what, p.made_on, p.due_on, p.state) for p in facts.promises] == [
        ("Send the sheet", FRIDAY, day(11), PromiseState.OPEN)
    ]
    assert [(i.what, i.state, i.spotted_on, i.proposed_on) for i in facts.ideas] == [
        ("A second gate", IdeaState.PROPOSED, FRIDAY, FRIDAY)
    ]
    assert facts.contact.last_on == FRIDAY
    assert Action.FOLLOW_UP in kaya.lines(Lane.OWE)

    clock.day = day(6)
    reviews.follow_up(held.id, day(5))
    followed = kaya.facts.reviews[0]
    assert (followed.state, followed.followed_up_on) == (ReviewState.FOLLOWED_UP, day(5))
    assert Action.FOLLOW_UP not in kaya.lines(Lane.OWE)
    assert kaya.services.book.check() == []


def test_each_deed_on_the_way_is_one_step_that_undo_takes_back(kaya: Kaya, clock: FixedClock) -> None:
    reviews = kaya.services.reviews
    with one_step(kaya.services, "prepare review"):
        kaya.prepared()
    kaya.prepared()
    clock.day = FRIDAY
    with one_step(kaya.services, "hold review"):
        reviews.hold(kaya.account, FRIDAY, "All well", 75, day(95), talk(kaya))
    assert (kaya.review().state, kaya.review().agenda) == (ReviewState.PREPARED, "Coffee")
    reviews.hold(kaya.account, FRIDAY, "All well", 75, day(95), talk(kaya))
    with one_step(kaya.services, "follow up review"):
        reviews.follow_up(kaya.facts.reviews[0].id, FRIDAY)


def test_all_of_it_can_be_taken_back_to_an_empty_book(kaya: Kaya, clock: FixedClock) -> None:
    kaya.prepared()
    clock.day = FRIDAY
    kaya.services.reviews.hold(kaya.account, FRIDAY, talk=talk(kaya))
    kaya.services.reviews.follow_up(kaya.review().id, FRIDAY)
    while kaya.services.history.undo():
        pass
    assert {name for name, rows in whole_book(kaya.services).items() if rows} <= {"alembic_version"}


def test_who_attended_takes_the_place_of_who_was_expected(kaya: Kaya, clock: FixedClock) -> None:
    kaya.prepared()
    clock.day = FRIDAY
    kaya.services.reviews.hold(kaya.account, FRIDAY, talk=talk(kaya, attending=(kaya.tom,)))
    assert [row[-1] for row in whole_book(kaya.services)["attendance"]] == [kaya.tom]


def test_a_review_held_without_more_to_tell_is_held(kaya: Kaya, clock: FixedClock) -> None:
    clock.day = FRIDAY
    kaya.services.reviews.hold(kaya.account, FRIDAY, talk=Talk())
    assert (kaya.review().state, kaya.facts.promises, kaya.facts.ideas) == (ReviewState.HELD, (), ())


# --- what is refused ------------------------------------------------------------------------------------------


def test_a_review_is_not_held_on_a_day_to_come(kaya: Kaya) -> None:
    with refused(kaya.services, "on"):
        kaya.services.reviews.hold(kaya.account, day(1), talk=talk(kaya))


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("confirmed by nobody", {"confirmed_by": None}, "confirmed_by"),
    ("a promise of before", {"promises": (("Send", day(5)), ("Call", day(3)))}, "promises"),
    ("a promise without words", {"promises": (("", day(9)),)}, "what"),
    ("an idea without words", {"ideas": ("Good", " ")}, "what"),
    ("a value that is no number", {"measures": float("nan")}, "value"),
    ("NPS 11", {"signal": (SignalKind.NPS, 11)}, "value"),
]


@pytest.mark.parametrize(("more", "field"), [pytest.param(*row[1:], id=row[0]) for row in BAD])
def test_something_wrong_in_what_came_of_it_refuses_all_of_it(
    kaya: Kaya, clock: FixedClock, more: dict[str, Any], field: str
) -> None:
    clock.day = FRIDAY
    if "measures" in more:
        more = {"measures": {kaya.objective: more["measures"]}}
    with refused(kaya.services, field):
        kaya.services.reviews.hold(kaya.account, FRIDAY, "All well", 60, day(95), talk(kaya, **more))


@pytest.mark.parametrize("part", ["attending", "confirmed_by", "signal_by"])
def test_only_people_who_work_there_attend_confirm_and_speak(kaya: Kaya, clock: FixedClock, part: str) -> None:
    _other, stranger = add_customer(kaya.services, "De Wit", "Piet")
    clock.day = FRIDAY
    field = "person_id" if part == "confirmed_by" else part
    with refused(kaya.services, field):
        kaya.services.reviews.hold(
            kaya.account, FRIDAY, talk=talk(kaya, **{part: (stranger,) if part == "attending" else stranger})
        )


@pytest.mark.parametrize("part", ["measures", "confirmed"])
def test_only_what_is_that_accounts_is_talked_about(kaya: Kaya, clock: FixedClock, part: str) -> None:
    services = kaya.services
    other, piet = add_customer(services, "De Wit", "Piet")
    objective = services.value.add_objective({"account_id": other, "wording": "Cheaper"}).id
    outcome = services.value.add_outcome({"account_id": other, "what": "Cheaper", "on": day(-2)}).id
    clock.day = FRIDAY
    wrong: dict[str, Any] = (
        {"measures": {objective: 5.0}} if part == "measures" else {"confirmed": (outcome,), "confirmed_by": piet}
    )
    before = whole_book(services)
    with pytest.raises(BenchError):
        services.reviews.hold(kaya.account, FRIDAY, talk=Talk(**wrong))
    assert whole_book(services) == before


def test_nothing_is_prepared_that_is_not_planned(services: Services) -> None:
    account, _person = add_customer(services)
    with refused(services, error=Refused):
        services.reviews.preparation(account)
    services.reviews.skip(account)
    with refused(services, error=Refused):
        services.reviews.preparation(account)


def test_a_preparation_made_elsewhere_meanwhile_is_not_overwritten(kaya: Kaya) -> None:
    found = kaya.prepared()
    with refused(kaya.services, error=Stale):
        kaya.services.reviews.save_preparation(found.review.id, found.review.version, "Mine", [])


def test_a_preparation_can_be_changed_until_the_review_is_held(kaya: Kaya, clock: FixedClock) -> None:
    kaya.prepared()
    found = kaya.services.reviews.preparation(kaya.account)
    kaya.services.reviews.save_preparation(found.review.id, found.review.version, "Tea", [kaya.tom])
    again = kaya.services.reviews.preparation(kaya.account)
    assert (again.agenda, list(again.attending)) == ("Tea", [kaya.tom])
    clock.day = FRIDAY
    kaya.services.reviews.hold(kaya.account, FRIDAY)
    with refused(kaya.services, error=Refused):
        kaya.services.reviews.save_preparation(kaya.review().id, kaya.review().version, "Late", [])


def test_nobody_from_elsewhere_is_expected(kaya: Kaya) -> None:
    _other, stranger = add_customer(kaya.services, "De Wit", "Piet")
    found = kaya.services.reviews.preparation(kaya.account)
    with refused(kaya.services, "attending"):
        kaya.services.reviews.save_preparation(found.review.id, found.review.version, "", [kaya.elif_, stranger])


def test_only_what_was_held_is_followed_up_and_only_once(kaya: Kaya, clock: FixedClock) -> None:
    reviews, review = kaya.services.reviews, kaya.review().id
    with refused(kaya.services, error=Refused):
        reviews.follow_up(review, day(0))
    clock.day = FRIDAY
    reviews.hold(kaya.account, FRIDAY)
    for wrong in (day(3), day(5)):
        with refused(kaya.services, "on"):
            reviews.follow_up(review, wrong)
    reviews.follow_up(review, FRIDAY)
    with refused(kaya.services, error=Refused):
        reviews.follow_up(review, FRIDAY)


# --- missed, moved, many --------------------------------------------------------------------------------------


def test_a_missed_review_returns_to_due(kaya: Kaya, clock: FixedClock) -> None:
    kaya.prepared()
    clock.day = day(5)
    assert kaya.lines(Lane.BRING) == {Action.PLAN_REVIEW}
    with one_step(kaya.services, "skip review"):
        kaya.services.reviews.skip(kaya.account)
    due_on = kaya.services.reviews.skip(kaya.account)
    assert due_on == date(2026, 12, 24)  # a customer since 24 September, every three months
    assert (kaya.review().state, kaya.review().planned_on, kaya.review().due_on) == (ReviewState.DUE, None, due_on)


def test_a_prepared_review_that_is_moved_stays_prepared(kaya: Kaya) -> None:
    kaya.prepared()
    kaya.services.reviews.plan(kaya.account, day(9))
    assert (kaya.review().state, kaya.review().planned_on) == (ReviewState.PREPARED, day(9))
    assert kaya.services.reviews.preparation(kaya.account).agenda == "Coffee"


def test_many_reviews_are_planned_in_one_step(kaya: Kaya) -> None:
    other, _person = add_customer(kaya.services, "De Wit", "Piet")
    with one_step(kaya.services, "plan reviews"):
        assert kaya.services.reviews.plan_many([(kaya.account, day(8)), (other, day(9))]) == 2
        assert kaya.review().planned_on == day(8)
    with refused(kaya.services, "on"):
        kaya.services.reviews.plan_many([(kaya.account, day(8)), (other, day(-1))])
    with refused(kaya.services, error=Refused):
        kaya.services.reviews.plan_many([(kaya.account, day(8)), ("nobody", day(9))])
    assert kaya.services.reviews.plan_many([]) == 0


def test_what_is_proposed_can_be_taken_over_and_is_then_settled(sample: Services) -> None:
    first = sample.reviews.spread()
    assert first.proposals
    sample.reviews.plan_many((proposal.wanted.account_id, proposal.on) for proposal in first.proposals)
    then = sample.reviews.spread()
    new = sum(proposal.wanted.planned_on is None for proposal in first.proposals)
    assert (then.proposals, then.left) == ((), first.left)
    assert then.planned_hours == first.planned_hours + 4 * new
    assert then.wanted_hours == first.wanted_hours - 4 * new == 4 * len(then.left)


def test_a_review_that_is_overdue_keeps_its_day_before_one_that_is_not(services: Services) -> None:
    def customer(name: str, held: int, planned: int) -> str:
        account = services.accounts.add({"name": name, "tier": Tier.A, "status": AccountStatus.ACTIVE}).id
        services.reviews.hold(account, day(held))
        services.reviews.plan(account, day(planned))
        return account

    overdue = customer("Overdue", -200, 11)
    customer("Fresh", -10, 8)
    customer("Newer", -5, 9)
    moved = [proposal.wanted.account_id for proposal in services.reviews.spread().proposals]
    assert len(moved) == 1
    assert overdue not in moved


# --- agendas of one's own -------------------------------------------------------------------------------------


def test_an_agenda_of_ones_own_is_kept_replaced_and_taken_away(kaya: Kaya) -> None:
    reviews, texts, agenda = kaya.services.reviews, kaya.services.texts, TemplateKind.AGENDA
    with one_step(kaya.services, "save template"):
        texts.save(agenda, "Short", "$objectives")
    texts.save(agenda, "Short", "$objectives")
    texts.save(agenda, "Long", "One\r\n\r\nTwo \x1b]52;c;eA==\x07")
    texts.save(agenda, "Short", "$ideas\n\n$account")
    assert texts.all(agenda) == [
        Template("Long", "One\n\nTwo ]52;c;eA=="),
        Template("Short", "$ideas\n\n$account"),
    ]
    short = texts.all(agenda)[1].text
    assert reviews.draft_agenda(reviews.preparation(kaya.account), short) == "Kaya"
    with one_step(kaya.services, "remove template"):
        texts.remove(agenda, "Long")
    with refused(kaya.services, error=NotFound):
        texts.remove(agenda, "None")
    with refused(kaya.services, "name"):
        texts.save(agenda, " ", "x")


def test_skipping_a_planned_review_passes_the_day_it_was_planned_for(services: Services) -> None:
    account = services.accounts.add({"name": "Early", "tier": Tier.A, "status": AccountStatus.ACTIVE}).id
    services.reviews.hold(account, day(-91))  # 24 August: due again on 24 November, tomorrow
    services.reviews.plan(account, day(0))
    assert services.reviews.skip(account) == date(2027, 2, 24)


def test_skipping_a_review_that_was_held_between_two_leaves_the_next_one_due(services: Services) -> None:
    account = services.accounts.add({"name": "Extra", "tier": Tier.C, "status": AccountStatus.ACTIVE}).id
    services.reviews.hold(account, day(-30))
    services.reviews.plan(account, day(5))
    assert services.reviews.skip(account) == date(2027, 10, 24)


@pytest.mark.parametrize(("text", "wrong"), [("Hello $klant", "$klant"), ("$account and $Account", "$Account")])
def test_a_place_that_does_not_exist_is_refused_by_name(kaya: Kaya, text: str, wrong: str) -> None:
    with refused(kaya.services, "text"):
        kaya.services.texts.save(TemplateKind.AGENDA, "Mine", text)
    with pytest.raises(BenchError, match=re.escape(wrong)):
        kaya.services.texts.save(TemplateKind.AGENDA, "Mine", text)
    kaya.services.texts.save(TemplateKind.AGENDA, "Mine", "$account, $ 5 and $5")
