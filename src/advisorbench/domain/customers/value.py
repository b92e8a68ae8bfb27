"""What the customer gains: how far an objective has come, what is left up to the maximum attainable, what was verified.

(PRODUCT: claims 10 and 14.) Unknown stays unknown: an objective without baseline, value or maximum counts nowhere.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from advisorbench.domain.records.facts import Objective, Outcome
from advisorbench.domain.records.states import Direction, ObjectiveState, OutcomeState, Period

ENDED = frozenset({ObjectiveState.ACHIEVED, ObjectiveState.DROPPED})
"""An objective in one of these states has no gap any more."""


def attained(objective: Objective, on: date | None = None) -> float | None:
    """The share of the way from baseline to the maximum attainable that is behind us, between 0 and 1.

    ``None`` where baseline, value or maximum is not known.

    Args:
        objective: Which.
        on: A past day; else what is known now.
    """
    value = objective.current if on is None else objective.value_on(on)
    if objective.baseline is None or value is None or objective.maximum is None:
        return None
    return _share(objective.baseline, value, objective.maximum)


def target_share(objective: Objective) -> float | None:
    """Where the agreed target lies on the way from baseline to maximum, between 0 and 1."""
    if objective.baseline is None or objective.target is None or objective.maximum is None:
        return None
    return _share(objective.baseline, objective.target, objective.maximum)


def _share(baseline: float, value: float, maximum: float) -> float | None:
    """How far a value lies on a way, between 0 and 1; ``None`` where there is no way, or none that can be counted."""
    way = maximum - baseline
    share = (value - baseline) / way if way else math.nan
    return None if math.isnan(share) else min(max(share, 0.0), 1.0) + 0.0  # the sum makes -0.0 a plain zero


def running(objectives: Iterable[Objective]) -> list[Objective]:
    """The objectives that still have a gap to close."""
    return [objective for objective in objectives if objective.state not in ENDED]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is left up to the maximum attainable.

    Args:
        share: The mean share of the way still left, between 0 and 1; ``None`` where nothing is measured.
        count: Over how many objectives.
        money: What is left in money, in cents by currency.
        money_count: How many objectives have a money value.
    """

    share: float | None = None
    count: int = 0
    money: tuple[tuple[str, int], ...] = ()
    money_count: int = 0


def gap_of(objectives: Iterable[Objective], on: date | None = None) -> Gap:
    """The gap of an account: the mean over its objectives, and what is left in money where that is known."""
    shares: list[float] = []
    money: dict[str, int] = defaultdict(int)
    counted = 0
    for objective in running(objectives):
        share = attained(objective, on)
        if share is None:
            continue
        shares.append(share)
        if objective.worth_cents is not None:
            money[objective.currency] += round(objective.worth_cents * (1 - share))
            counted += 1
    if not shares:
        return Gap()
    return Gap(1 - sum(shares) / len(shares), len(shares), tuple(sorted(money.items())), counted)


@dataclass(frozen=True, slots=True)
class Movement:
    """How an objective moved since a day.

    Args:
        before: The value known then; ``None`` where none was.
        now: The value known now.
        better: Whether it moved the right way; ``None`` where it did not move or is not known.
    """

    before: float | None
    now: float | None
    better: bool | None


def movement(objective: Objective, since: date | None) -> Movement:
    """The movement since a day, or since the baseline where there is no day."""
    before = objective.value_on(since) if since else None
    before = objective.baseline if before is None else before
    now = objective.current
    if before is None or now is None or before == now:
        return Movement(before, now, None)
    return Movement(before, now, (now > before) is (objective.direction is Direction.MORE))


def delivered(outcomes: Iterable[Outcome], on: date, since: date | None = None) -> tuple[tuple[str, Period, int], ...]:
    """What was verified up to a day, in cents by currency and period: amounts a year and once are never added up.

    Args:
        outcomes: Those of an account.
        on: The day.
        since: Only what was verified after this day.
    """
    sums: dict[tuple[str, Period], int] = defaultdict(int)
    for outcome in outcomes:
        verified = outcome.state_on(on) is OutcomeState.VERIFIED and outcome.verified_on
        if verified and outcome.amount_cents is not None and (since is None or verified > since):
            sums[outcome.currency, outcome.period] += outcome.amount_cents
    order = list(Period)
    return tuple(
        (currency, period, cents)
        for (currency, period), cents in sorted(sums.items(), key=lambda item: (item[0][0], order.index(item[0][1])))
    )
