"""The weekly chance to leave a stage by each of its exits, from one's own cases and a stated prior.

A chance is (own exits + imaginary exits) / (own item-weeks + imaginary item-weeks), apart for four bands of age.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from advisorbench.domain.flywheel.log import Stay

BANDS = (1, 4, 13)
"""Where a new band of age begins, in whole weeks of stay: [0, 1), [1, 4), [4, 13), [13, ∞)."""
OLDEST = 13
"""The age, in weeks, that stands for all older ones."""
PRIOR_CASES = 4.0
"""How many imaginary cases a stage begins with."""
WINDOW_WEEKS = 52
"""How far back one's own cases count."""
ENOUGH_EXITS = 100
"""With more exits than this, only the newest so many count …"""
LEAST_WEEKS = 13
"""… but never fewer weeks than this; and a log without an ending in its first so many weeks did not record them."""

BAND = tuple(sum(age >= start for start in BANDS) for age in range(OLDEST + 1))
"""The band of each age in weeks up to `OLDEST`."""
_YEAR = (1, 3, 9, 39)
"""How many weeks of a year lie in each band."""


@dataclass(frozen=True, slots=True)
class StageShape:
    """What is assumed of a stage before one's own cases speak.

    Args:
        exits: The share of each exit among those who leave; they add up to 1.
        days: The mean time until those who leave have left.
        never: The share that never moves.
    """

    exits: Mapping[str, float]
    days: float
    never: float


REFERRAL_STAGES: Mapping[str, StageShape] = MappingProxyType(
    {
        "asked": StageShape({"yes": 0.40, "no": 0.60}, 10, 0.10),
        "yes": StageShape({"named": 1.0}, 10, 0.20),
        "named": StageShape({"introduced": 0.50, "ended": 0.50}, 25, 0.10),
        "introduced": StageShape({"met": 0.60, "ended": 0.40}, 25, 0.10),
        "met": StageShape({"buying": 0.40, "customer": 0.10, "ended": 0.50}, 40, 0.10),
        "buying": StageShape({"customer": 0.50, "ended": 0.50}, 50, 0.10),
    }
)
"""The referral chain, with the prior of each stage."""
INITIATIVE_STAGES: Mapping[str, StageShape] = MappingProxyType(
    {"open": StageShape({"won": 0.30, "no-go": 0.70}, 60, 0.10)}
)
"""An initiative, with its prior."""
ENDINGS = frozenset({"no", "ended", "no-go"})
"""The exits by which something ended without a customer."""


@dataclass(frozen=True, slots=True)
class StageCases:
    """One's own cases at a stage, by band of age.

    Args:
        weeks: Item-weeks.
        exits: How often each exit was taken.
    """

    weeks: tuple[float, ...]
    exits: Mapping[str, tuple[float, ...]]


Chances = Mapping[str, Mapping[str, tuple[float, ...]]]
"""stage → exit → chance per week, by band of age."""


def own_cases(stays: Sequence[Stay], stages: Mapping[str, StageShape], on: date) -> dict[str, StageCases]:
    """One's own cases as known on a day.

    An item-week is one item that began a week of its stay; a week that is still running counts for its days.
    """
    recorded_from = _endings_recorded_from(stays)
    cases = {}
    for stage, shape in stages.items():
        here = [stay for stay in stays if stay.stage == stage]
        since = _window_start(here, on)
        if recorded_from is not None:
            since = max(since, recorded_from)
        cases[stage] = _count(here, shape, since, on)
    return cases


def _window_start(stays: Iterable[Stay], on: date) -> date:
    """The first day that counts: a year back, or where the newest `ENOUGH_EXITS` began."""
    since = on - timedelta(weeks=WINDOW_WEEKS)
    left = sorted(stay.left_on for stay in stays if stay.left_on is not None and stay.left_on >= since)
    if len(left) > ENOUGH_EXITS:
        since = min(left[-ENOUGH_EXITS], on - timedelta(weeks=LEAST_WEEKS))
    return since


def _endings_recorded_from(stays: Sequence[Stay]) -> date | None:
    """The day of the first ending, where the first weeks of the log had none: before it, endings were not recorded."""
    endings = [stay.left_on for stay in stays if stay.exit in ENDINGS and stay.left_on is not None]
    if not endings:
        return None
    began_on = min(stay.entered_on for stay in stays)
    first = min(endings)
    return first if first >= began_on + timedelta(weeks=LEAST_WEEKS) else None


def _count(stays: Iterable[Stay], shape: StageShape, since: date, on: date) -> StageCases:
    weeks = [0.0] * 4
    exits = {name: [0.0] * 4 for name in shape.exits}
    for stay in stays:
        end = stay.left_on or on
        last = (end - stay.entered_on).days // 7
        first = max(0, -(-(since - stay.entered_on).days // 7))
        for age in range(first, last + 1):
            band = BAND[min(age, OLDEST)]
            if stay.left_on is None and age == last:
                weeks[band] += ((on - stay.entered_on).days - 7 * age) / 7
            else:
                weeks[band] += 1
        if stay.exit is not None and last >= first:
            exits[stay.exit][BAND[min(last, OLDEST)]] += 1
    return StageCases(tuple(weeks), {name: tuple(counts) for name, counts in exits.items()})


def prior_cases(shape: StageShape) -> StageCases:
    """The imaginary cases of a stage: a share never moves and is watched a year, the others leave at a steady rate."""
    staying = PRIOR_CASES * shape.never
    moving = PRIOR_CASES - staying
    stays = math.exp(-7 / shape.days)
    starts = (0, *BANDS)
    present = [moving * stays**start for start in starts]
    left = [here - after for here, after in zip(present, [*present[1:], 0.0], strict=True)]
    weeks = [staying * year + gone / (1 - stays) for year, gone in zip(_YEAR, left, strict=True)]
    return StageCases(tuple(weeks), {name: tuple(share * gone for gone in left) for name, share in shape.exits.items()})


def weekly_chances(cases: Mapping[str, StageCases], stages: Mapping[str, StageShape]) -> Chances:
    """The chance per week of each exit of each stage, by band of age."""
    chances = {}
    for stage, shape in stages.items():
        own, prior = cases[stage], prior_cases(shape)
        weeks = [mine + assumed for mine, assumed in zip(own.weeks, prior.weeks, strict=True)]
        chances[stage] = {
            name: tuple(
                (mine + assumed) / week
                for mine, assumed, week in zip(own.exits[name], prior.exits[name], weeks, strict=True)
            )
            for name in shape.exits
        }
    return chances
