"""The review pack, given to a customer after a review: value delivered against plan, gaps, next 90 days, next date.

Its parts hold only what the customer may see, so that no document made from them can show more: nothing of notes,
signals, issues, asks, referrals, initiatives or tier, and of the people only who confirmed an outcome.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from advisorbench.domain.customers.cadence import Standing, review_standing
from advisorbench.domain.customers.promises import Reliability, reliability
from advisorbench.domain.customers.value import (
    ENDED,
    Gap,
    Movement,
    attained,
    delivered,
    gap_of,
    movement,
    target_share,
)
from advisorbench.domain.language.dates import months_after
from advisorbench.domain.records import facts as f
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import Direction, IdeaState, ObjectiveState, OutcomeState, Period, Side
from advisorbench.domain.rules import Rules

AHEAD_DAYS = 90
"""The pack looks this many days ahead."""
NOT_THEIRS = frozenset({ObjectiveState.DRAFT, ObjectiveState.DROPPED})
"""An objective in one of these states is not in the pack: not agreed with the customer, or no longer wanted."""


class TargetProgress(StrEnum):
    """Where an objective stands against the target that was agreed."""

    UNKNOWN = "unknown"
    """No target or no value is known: never counted as good."""
    REACHED = "reached"
    UNDERWAY = "underway"
    WORSE = "worse"
    """Further from the target than at the start."""


@dataclass(frozen=True, slots=True)
class PackOutcome:
    """What an outcome brought; `verified_by` and `verified_on` are empty while it is still to be confirmed.

    Args:
        what: What was gained.
        amount_cents: The amount, in cents of `currency`, over `period`.
        measure: The value measured, in `unit`.
        evidence: How it shows.
        new: Whether it was confirmed since the previous review.
    """

    what: str
    on: date
    amount_cents: int | None
    currency: str
    period: Period
    measure: float | None
    unit: str
    verified_by: str = ""
    verified_on: date | None = None
    evidence: str = ""
    new: bool = False


@dataclass(frozen=True, slots=True)
class PackSum:
    """What the confirmed outcomes of one currency and period come to, in cents: over `count` of them, `new_cents`
    of it confirmed since the previous review."""

    currency: str
    period: Period
    cents: int
    count: int
    new_cents: int


@dataclass(frozen=True, slots=True)
class PackObjective:
    """An objective in the customer's own words, and where it stands.

    Args:
        measured_on: The day of the newest value; ``None`` where nothing was measured.
        moved: The movement since the previous review, or since the start where there was none.
        measured_since: Whether it was measured after the previous review.
        share: The share of the way from baseline to the maximum attainable, between 0 and 1.
        target_share: Where the target lies on that way.
        plan: Where it stands against the target.
        plan_share: The share of the way from baseline to target.
    """

    wording: str
    metric: str
    unit: str
    baseline: float | None
    now: float | None
    target: float | None
    maximum: float | None
    due_on: date | None
    state: ObjectiveState
    measured_on: date | None
    moved: Movement
    measured_since: bool
    share: float | None
    target_share: float | None
    plan: TargetProgress
    plan_share: float | None


@dataclass(frozen=True, slots=True)
class PackIdea:
    """A way to close part of the gap that the customer knows of: proposed, or accepted.

    Args:
        objective: The wording of its objective; empty where that is not in the pack.
        effect: The expected effect, in `unit`.
        amount_cents: The expected worth, in cents of `currency`.
        side: Who acts; ``None`` where that is open.
    """

    what: str
    state: IdeaState
    objective: str
    effect: float | None
    unit: str
    amount_cents: int | None
    currency: str
    side: Side | None


@dataclass(frozen=True, slots=True)
class PackPromise:
    """Something we owe the customer."""

    what: str
    due_on: date
    overdue: bool


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything the customer is told.

    Args:
        account: The customer's name.
        on: The day it was made, as of which everything stands.
        held_on: The last review held; ``None`` where none was.
        since: The review held before that; ``None`` where none was.
        outcomes: What somebody there confirmed, newest first.
        sums: What they come to, by currency and period.
        to_confirm: What we claim and nobody there has confirmed yet.
        objectives: Those agreed, in the order in which they were written; the ended ones last.
        gap: What is still attainable, over those that have not ended.
        unmeasured: How many of those count nowhere, because a value is unknown.
        ideas: Those accepted, then those proposed.
        until: The last of the days looked ahead.
        promises: Our open promises that are overdue or due until then.
        promises_kept: How many promises were kept on time.
        promises_since: After which day these are counted.
        next_on: When the next review is planned, or falls due; ``None`` where that is not known.
        next_planned: Whether that day was planned.
    """

    account: str
    on: date
    held_on: date | None
    since: date | None
    outcomes: tuple[PackOutcome, ...]
    sums: tuple[PackSum, ...]
    to_confirm: tuple[PackOutcome, ...]
    objectives: tuple[PackObjective, ...]
    gap: Gap
    unmeasured: int
    ideas: tuple[PackIdea, ...]
    until: date
    promises: tuple[PackPromise, ...]
    promises_kept: Reliability
    promises_since: date
    next_on: date | None
    next_planned: bool

    @property
    def falling_due(self) -> tuple[PackObjective, ...]:
        """The objectives not yet ended whose day is among those looked ahead."""
        ahead = (o for o in self.objectives if o.state not in ENDED and o.due_on and self.on <= o.due_on <= self.until)
        return tuple(sorted(ahead, key=lambda objective: objective.due_on or self.until))


def gather(facts: AccountFacts, on: date, rules: Rules) -> Pack:
    """Gather what the customer is told, as it stood on a day: what came later is left out."""
    held = sorted({review.held_on for review in facts.reviews if review.held_on and review.held_on <= on})
    since = held[-2] if len(held) > 1 else None
    wanted = [_known_on(objective, on) for objective in facts.objectives if objective.state not in NOT_THEIRS]
    wanted.sort(key=lambda objective: objective.state in ENDED)
    gap = gap_of(wanted)
    until = on + timedelta(days=AHEAD_DAYS)
    # What is owed to a referrer names somebody else: it is told to the referrer, not written here.
    ours = [promise for promise in facts.promises if promise.referral_id is None]
    year_ago = months_after(on, -12)  # `reliability` looks no further back
    kept_since = max(since or year_ago, year_ago)
    verified = [outcome for outcome in facts.outcomes if outcome.state_on(on) is OutcomeState.VERIFIED]
    verified.sort(key=lambda outcome: (outcome.verified_on or outcome.on, outcome.on, outcome.id), reverse=True)
    standing = review_standing(facts.account, facts.reviews, on, rules)
    return Pack(
        account=facts.account.name,
        on=on,
        held_on=held[-1] if held else None,
        since=since,
        outcomes=tuple(_confirmed(outcome, since) for outcome in verified),
        sums=_sums(verified, on, since),
        to_confirm=tuple(
            _claimed(outcome)
            for outcome in sorted(facts.outcomes, key=lambda o: (o.on, o.id))
            if outcome.claimed_on(on)
        ),
        objectives=tuple(_objective(objective, since) for objective in wanted),
        gap=gap,
        unmeasured=sum(objective.state not in ENDED for objective in wanted) - gap.count,
        ideas=_ideas(facts.ideas, wanted, on),
        until=until,
        promises=tuple(
            PackPromise(promise.what, promise.due_on, promise.due_on < on)
            for promise in sorted(ours, key=lambda p: (p.due_on, p.id))
            if promise.open_on(on) and promise.due_on <= until
        ),
        promises_kept=reliability((p for p in ours if p.closed_on is None or p.closed_on > kept_since), on),
        promises_since=kept_since,
        next_on=standing.next_on,
        next_planned=standing.standing is Standing.PLANNED,
    )


def _known_on(objective: f.Objective, on: date) -> f.Objective:
    """The objective with what was measured up to a day, so that "now" is that day."""
    return objective._replace(measures=tuple(measure for measure in objective.measures if measure.on <= on))


def _claimed(outcome: f.Outcome) -> PackOutcome:
    return PackOutcome(
        outcome.what, outcome.on, outcome.amount_cents, outcome.currency, outcome.period, outcome.measure, outcome.unit
    )  # fmt: skip


def _confirmed(outcome: f.Outcome, since: date | None) -> PackOutcome:
    return PackOutcome(
        outcome.what, outcome.on, outcome.amount_cents, outcome.currency, outcome.period, outcome.measure, outcome.unit,
        outcome.verified_by, outcome.verified_on, outcome.evidence,
        new=bool(since and outcome.verified_on and outcome.verified_on > since),
    )  # fmt: skip


def _sums(verified: list[f.Outcome], on: date, since: date | None) -> tuple[PackSum, ...]:
    """The sums by currency and period; without a previous review nothing is new."""
    new = {(currency, period): cents for currency, period, cents in delivered(verified, on, since or on)}
    counted = [(outcome.currency, outcome.period) for outcome in verified if outcome.amount_cents is not None]
    return tuple(
        PackSum(currency, period, cents, counted.count((currency, period)), new.get((currency, period), 0))
        for currency, period, cents in delivered(verified, on)
    )


def _objective(objective: f.Objective, since: date | None) -> PackObjective:
    newest = objective.measures[-1].on if objective.measures else None
    return PackObjective(
        wording=objective.wording,
        metric=objective.metric,
        unit=objective.unit,
        baseline=objective.baseline,
        now=objective.current,
        target=objective.target,
        maximum=objective.maximum,
        due_on=objective.due_on,
        state=objective.state,
        measured_on=newest,
        moved=movement(objective, since),
        measured_since=bool(newest and (since is None or newest > since)),
        share=attained(objective),
        target_share=target_share(objective),
        plan=_plan(objective),
        plan_share=attained(objective._replace(maximum=objective.target)),
    )


def _plan(objective: f.Objective) -> TargetProgress:
    """Where an objective stands against its target."""
    now, target = objective.current, objective.target
    if now is None or target is None:
        return TargetProgress.UNKNOWN
    if now >= target if objective.direction is Direction.MORE else now <= target:
        return TargetProgress.REACHED
    return TargetProgress.WORSE if movement(objective, None).better is False else TargetProgress.UNDERWAY


def _ideas(ideas: Iterable[f.Idea], objectives: Iterable[f.Objective], on: date) -> tuple[PackIdea, ...]:
    """The ideas that the customer knows of, those accepted first."""
    known = {objective.id: objective for objective in objectives}
    pack_ideas: list[PackIdea] = []
    for idea in ideas:
        if not (state := _told(idea, on)):
            continue
        objective = known.get(idea.objective_id or "")
        pack_ideas.append(
            PackIdea(
                what=idea.what,
                state=state,
                objective=objective.wording if objective else "",
                effect=idea.effect if objective else None,  # without its unit a number says nothing
                unit=objective.unit if objective else "",
                amount_cents=idea.amount_cents,
                currency=idea.currency,
                side=idea.side,
            )
        )
    return tuple(sorted(pack_ideas, key=lambda idea: idea.state is not IdeaState.ACCEPTED))


def _told(idea: f.Idea, on: date) -> IdeaState | None:
    """Proposed or accepted, as the customer knew it on a day; ``None`` for what is only spotted, or has ended."""
    if idea.state is IdeaState.ACCEPTED and (idea.accepted_on or idea.since) <= on:
        return IdeaState.ACCEPTED
    if idea.state in (IdeaState.PROPOSED, IdeaState.ACCEPTED) and (idea.proposed_on or idea.spotted_on) <= on:
        return IdeaState.PROPOSED
    return None
