"""Small builders: one account's facts, with only what a test is about spelled out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from advisorbench.domain.records.facts import (
    Account,
    AccountFacts,
    Ask,
    BuyingStep,
    Idea,
    Initiative,
    Introduction,
    Issue,
    Measure,
    Objective,
    Outcome,
    Person,
    Promise,
    Referral,
    Review,
    Signal,
    Target,
    Testimonial,
    Thanks,
)
from advisorbench.domain.records.states import (
    AccountStatus,
    AskKind,
    AskState,
    Direction,
    IdeaState,
    InitiativeState,
    ObjectiveState,
    OutcomeState,
    Period,
    PromiseState,
    ReviewState,
    Severity,
    Side,
    SignalKind,
    Stage,
    StepKind,
    TargetState,
    TestimonialState,
    Tier,
)

TODAY = date(2026, 11, 23)
ANNA = Person("p-anna", "Anna Kaya")
BEN = Person("p-ben", "Ben Kaya")


def day(ago: int) -> date:
    """That many days ago; negative: days to come."""
    return TODAY - timedelta(days=ago)


def since(ago: int | None) -> date | None:
    """The same, or no day at all."""
    return None if ago is None else day(ago)


def account(**given: Any) -> Account:
    """Kaya Logistics, an active A account and customer since 2023."""
    known: dict[str, Any] = {
        "id": "a-kaya", "name": "Kaya Logistics", "tier": Tier.A, "status": AccountStatus.ACTIVE,
        "customer_since": date(2023, 1, 31),
    }  # fmt: skip
    return Account(**{**known, **given})


def facts(of: Account | None = None, **given: Any) -> AccountFacts:
    """The facts of one account with two people; lists become tuples."""
    return changed(AccountFacts(of or account(), (ANNA, BEN)), **given)


def changed(known: AccountFacts, **given: Any) -> AccountFacts:
    """The same facts with some replaced; lists become tuples."""
    kept: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    return replace(known, **kept)


def outcome(
    ago: int = 10, state: str = "verified", verified: int | None = None, key: str = "o", *,
    disputed: int | None = None, cents: int | None = None, currency: str = "EUR", period: str = "once",
) -> Outcome:  # fmt: skip
    """An outcome realised that many days ago, verified on the same day unless said otherwise."""
    sure = state == "verified" or (state == "disputed" and verified is not None)
    verified_on = day(ago if verified is None else verified) if sure else None
    found = Outcome(
        key, "faster lead time", day(ago), OutcomeState(state), cents, currency, verified_on, "Anna" if sure else ""
    )
    return found._replace(period=Period(period), disputed_on=None if disputed is None else day(disputed))


def objective(
    baseline: float | None = 14, maximum: float | None = 6, *measures: tuple[int, float], state: str = "on track",
    kind: str = "less", key: str = "j", **more: Any,
) -> Objective:  # fmt: skip
    """What the customer wants: a lead time in days; its measures so many days ago, the oldest first."""
    known: dict[str, Any] = {"target": None, "due_on": None, "currency": "EUR", **more}
    history = tuple(Measure(day(ago), value) for ago, value in measures)
    return Objective(
        key, "faster", "lead time", "days", Direction(kind), baseline, maximum=maximum,
        state=ObjectiveState(state), measures=history, **known,
    )  # fmt: skip


def idea(
    state: str = "spotted", spotted: int = 10, proposed: int | None = None, accepted: int | None = None,
    closed: int | None = None, key: str = "d", **more: Any,
) -> Idea:  # fmt: skip
    """A way to close part of the gap, spotted that many days ago."""
    dates = [None if ago is None else day(ago) for ago in (proposed, accepted, closed)]
    known = {"proposed_on": dates[0], "accepted_on": dates[1], "closed_on": dates[2], **more}
    return Idea(key, "two departures a day", IdeaState(state), day(spotted), **known)


def step(
    kind: str = "milestone", side: str | None = "customer", due: int | None = -5, done: int | None = None,
    of: str = "n", key: str = "p",
) -> BuyingStep:  # fmt: skip
    """A step on the buying path of an initiative, due that many days ago."""
    due_on, done_on = (None if ago is None else day(ago) for ago in (due, done))
    return BuyingStep(
        key, of, StepKind(kind), "volumes per lane", ANNA.id, Side(side) if side else None, due_on, done_on
    )


def signal(
    kind: str = "praise", value: int | None = None, ago: int = 10, who: str | None = ANNA.id, key: str = "s"
) -> Signal:
    """What Anna said that many days ago."""
    return Signal(key, who, SignalKind(kind), value, day(ago))


def issue(severity: str = "serious", opened: int = 10, resolved: int | None = None, key: str = "i") -> Issue:
    """Something that hurts the customer."""
    return Issue(key, "wrong invoices", Severity(severity), day(opened), None if resolved is None else day(resolved))


def promise(
    due: int, state: str = "open", closed: int | None = None, referral: str | None = None, made: int = 300,
    key: str = "w",
) -> Promise:  # fmt: skip
    """Something we owe, due that many days ago."""
    closed_on = None if closed is None else day(closed)
    return Promise(key, "the quote", ANNA.id, day(made), day(due), PromiseState(state), closed_on, referral)


def ask(
    ago: int | None, state: str = "yes", answered: int | None = None, who: str = ANNA.id, kind: str = "referral",
    later: int | None = None, key: str = "k", **more: Any,
) -> Ask:  # fmt: skip
    """An ask made that many days ago, answered the same day unless said otherwise."""
    asked_on = None if ago is None else day(ago)
    answered_on = asked_on if answered is None else day(answered)
    if state in ("asked", "drafted"):
        answered_on = None
    return Ask(key, who, AskKind(kind), AskState(state), asked_on, answered_on, since(later), **more)


def target(
    why_now: str = "they move house in May", who: str = ANNA.id, state: str = "open", key: str = "t", *,
    added: int | None = None, closed: int | None = None, **more: Any,
) -> Target:  # fmt: skip
    """Somebody whom we would like to meet through Anna, noted and asked for that many days ago."""
    known = {"added_on": since(added), "closed_on": since(closed), **more}
    return Target(key, who, "Joris Hofstra", "Hofstra Transport", why_now, TargetState(state), **known)


def referral(named: int = 250, who: str = ANNA.id, key: str = "r", **more: Any) -> Referral:
    """A name that Anna gave; each stage it came to with how many days ago: `introduced=20`, `ended=3`.

    A stage that is not given was not reached; the last of those given is where it stands.
    """
    reached = {stage: day(more.pop(stage.value)) for stage in Stage if stage.value in more}
    last = next((stage for stage in reversed(Stage) if stage in reached), Stage.NAMED)
    days = {f"{stage.value}_on": on for stage, on in reached.items()}
    known: dict[str, Any] = {"name": "Joris Hofstra", "company": "Hofstra Transport", **days, **more}
    return Referral(
        id=key, person_id=who, stage=last, named_on=day(named), stage_on=reached.get(last, day(named)), **known
    )


def a_testimonial(
    state: str = "approved", expires: int | None = None, who: str = ANNA.id, about: str = "o", key: str = "m",
    **more: Any,
) -> Testimonial:  # fmt: skip
    """Praise by Anna of one outcome, asked for 50 days ago and one step further every ten days."""
    order = list(TestimonialState)
    last = order.index(TestimonialState(state))
    days = {f"{one.value}_on": day(50 - 10 * n) for n, one in enumerate(order) if n <= last}
    known: dict[str, Any] = {"original": "they kept their word", "approved": "They kept their word.", **days, **more}
    return Testimonial(key, who, about, order[last], expires_on=since(expires), **known)


def thanks(ago: int = 1, who: str = ANNA.id, key: str = "h") -> Thanks:
    """Anna was thanked that many days ago."""
    return Thanks(key, who, day(ago))


def introduction(ago: int = 10, who: str | None = ANNA.id, key: str = "g") -> Introduction:
    """Somebody whom we introduced to Anna that many days ago."""
    return Introduction(key, who, "Mia Smit", "Smit Warehousing", day(ago))


def initiative(
    state: str = "open", opened: int | None = 20, closed: int | None = None, who: str | None = ANNA.id, key: str = "n",
    **more: Any,
) -> Initiative:  # fmt: skip
    """A sales opportunity with Anna."""
    dates = [None if ago is None else day(ago) for ago in (opened, closed)]
    return Initiative(key, "second site", InitiativeState(state), who, dates[0], dates[1], **more)


def review(
    state: str = "due", planned: date | None = None, held: date | None = None, due: date | None = None, key: str = "v",
    followed: date | None = None,
) -> Review:  # fmt: skip
    """An optimisation review."""
    return Review(key, ReviewState(state), due, planned, held, followed)
