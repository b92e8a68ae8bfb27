"""The weighted pipeline, as sellers' tools compute it: the baseline that a forecast has to beat.

Everything that is open counts with the probability of its stage, whatever its age. What that leaves out: how long
things take, what is yet to start, and that shares of those who left overstate those who stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from advisorbench.domain.flywheel.chances import INITIATIVE_STAGES, REFERRAL_STAGES, StageShape
from advisorbench.domain.flywheel.distribution import Counts, counts
from advisorbench.domain.flywheel.forecast import Chain
from advisorbench.domain.flywheel.log import Stay
from advisorbench.domain.flywheel.worth import NEXT, ORDER, SUCCESSES
from advisorbench.i18n import N_


class Pipeline(StrEnum):
    """How the probabilities of a pipeline come about."""

    FIXED = N_("fixed table")
    OWN = N_("own stage rates")
    OWN_WITH_DICE = N_("own stage rates and dice")


def stage_chances(shares: Mapping[str, Mapping[str, float]], per_yes: float) -> dict[str, float]:
    """The customers that an item of each stage brings in the end, by the shares of the exits."""
    chances: dict[str, float] = {}
    for stage in ORDER:
        if stage not in shares:
            continue
        chances[stage] = sum(share * _worth(name, chances, per_yes) for name, share in shares[stage].items())
    return chances


def _worth(exit_name: str, found: Mapping[str, float], per_yes: float) -> float:
    if exit_name in SUCCESSES:
        return 1.0
    following = found.get(NEXT.get(exit_name, ""), 0.0)
    return following * per_yes if exit_name == "named" else following


def _shares(stays: Sequence[Stay], stages: Mapping[str, StageShape]) -> dict[str, Mapping[str, float]]:
    """The share of each exit among those who left, as such tools count; the stated ones where nobody left."""
    shares: dict[str, Mapping[str, float]] = {}
    for stage, shape in stages.items():
        left = [stay.exit for stay in stays if stay.stage == stage and stay.exit is not None]
        shares[stage] = {name: left.count(name) / len(left) for name in shape.exits} if left else shape.exits
    return shares


def expected(chain: Chain, kind: Pipeline) -> float:
    """The customers that the weighted pipeline expects within any horizon: all that is open, by its stage."""
    stages = INITIATIVE_STAGES if "open" in chain.chances else REFERRAL_STAGES
    if kind is Pipeline.FIXED:
        chances = stage_chances({stage: shape.exits for stage, shape in stages.items()}, chain.per_yes)
    else:
        chances = stage_chances(_shares(chain.stays, stages), chain.per_yes)
    return sum(chances[stay.stage] for stay in chain.under_way)


def crps(chain: Chain, kind: Pipeline, came: int) -> float:
    """How far the pipeline was off: the absolute error of a point, the CRPS where dice are added."""
    mean = expected(chain, kind)
    return with_dice(mean).crps(came) if kind is Pipeline.OWN_WITH_DICE else abs(mean - came)


def with_dice(mean: float) -> Counts:
    """The pipeline's figure as a Poisson count."""
    return counts(mean, mean)
