"""What asking and following has brought: conversion stage by stage, how long each took, and whether the rule holds.

No share is without its count. What is still under way is in no share: it is counted beside it. (PRODUCT: rule *39*
builds on these rates; *referral-ready* is judged by them.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import median, quantiles
from typing import NamedTuple

from advisorbench.domain.records.facts import AccountFacts, Ask, Referral
from advisorbench.domain.records.states import AskKind, AskState, Stage

Z95 = 1.959964
"""The normal quantile of a two-sided interval of 95 %."""
NAME_DAYS = 60
"""A yes is followed for a name this many days."""
FEWEST_FOR_QUARTILES = 4
"""Of fewer values the quartiles would be made up."""


class ConversionRate(NamedTuple):
    """How many of how many; `open` are those of whom it is not settled yet, who are not in `whole`."""

    part: int = 0
    whole: int = 0
    open: int = 0

    @property
    def share(self) -> float | None:
        """The share; ``None`` of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the true rate lies with 95 % confidence, after Wilson (1927); ``None`` of nothing."""
        if not self.whole:
            return None
        n, p, z = self.whole, self.part / self.whole, Z95
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


NONE = ConversionRate()
"""Of nothing."""


class DurationSpread(NamedTuple):
    """How many days something took: the median of `n`, and the quartiles where there are enough of them."""

    n: int = 0
    median: float | None = None
    lower: float | None = None
    upper: float | None = None


class Passage(NamedTuple):
    """From one stage to the next: how many came through, and how long it took."""

    name: str
    share: ConversionRate
    days: DurationSpread


@dataclass(frozen=True, slots=True)
class Conversion:
    """The record of a book up to a day.

    Args:
        on: The day.
        passages: asked → yes → name, then from stage to stage.
        ready: Yeses among the answers of people who were ready when they were asked.
        overridden: The same of people who were asked with a written reason.
        by_kind: The same by what was asked for.
        ended: Why referrals ended, each with its count, the commonest first.
    """

    on: date
    passages: tuple[Passage, ...] = ()
    ready: ConversionRate = NONE
    overridden: ConversionRate = NONE
    by_kind: tuple[tuple[AskKind, ConversionRate], ...] = ()
    ended: tuple[tuple[str, int], ...] = ()


def days_of(values: Sequence[int]) -> DurationSpread:
    """The median and quartiles of some numbers of days."""
    if not values:
        return DurationSpread()
    if len(values) < FEWEST_FOR_QUARTILES:
        return DurationSpread(len(values), median(values))
    lower, middle, upper = quantiles(values, n=4, method="inclusive")
    return DurationSpread(len(values), middle, lower, upper)


def record_of(book: Iterable[AccountFacts], on: date) -> Conversion:
    """The record of a book up to and including a day; what came later is left out."""
    asks: list[Ask] = []
    referrals: list[Referral] = []
    for facts in book:
        asks += [ask for ask in facts.asks if ask.asked_on and ask.asked_on <= on]
        referrals += [referral for referral in facts.referrals if referral.named_on <= on]
    reasons = [r.ended_reason for r in referrals if r.ended_on and r.ended_on <= on]
    counted = sorted({(reason, reasons.count(reason)) for reason in reasons}, key=lambda item: (-item[1], item[0]))
    kinds = {kind: _yeses((ask for ask in asks if ask.kind is kind), on) for kind in AskKind}
    return Conversion(
        on=on,
        passages=(
            *_asking([ask for ask in asks if ask.kind is AskKind.REFERRAL], referrals, on),
            *(_passage(referrals, before, after, on) for before, after in _PASSAGES),
        ),
        ready=_yeses((ask for ask in asks if not ask.override_reason), on),
        overridden=_yeses((ask for ask in asks if ask.override_reason), on),
        by_kind=tuple((kind, share) for kind, share in kinds.items() if share.whole or share.open),
        ended=tuple(counted),
    )


_PASSAGES = (
    (Stage.NAMED, Stage.INTRODUCED), (Stage.INTRODUCED, Stage.MET), (Stage.MET, Stage.BUYING),
    (Stage.BUYING, Stage.CUSTOMER),
)  # fmt: skip


def _answered(ask: Ask, on: date) -> bool:
    """Whether it was answered with yes or no by that day; “later” is no answer yet."""
    return ask.state in (AskState.YES, AskState.NO) and ask.answered_on is not None and ask.answered_on <= on


def _yeses(asks: Iterable[Ask], on: date) -> ConversionRate:
    part = whole = waiting = 0
    for ask in asks:
        if not _answered(ask, on):
            waiting += 1
            continue
        whole += 1
        part += ask.state is AskState.YES
    return ConversionRate(part, whole, waiting)


def _asking(asks: Sequence[Ask], referrals: Iterable[Referral], on: date) -> tuple[Passage, Passage]:
    """From the ask to a yes, and from a yes to a name."""
    took = [
        (ask.answered_on - ask.asked_on).days for ask in asks if _answered(ask, on) and ask.answered_on and ask.asked_on
    ]
    yes = [ask for ask in asks if _answered(ask, on) and ask.state is AskState.YES]
    named = {referral.ask_id for referral in referrals if referral.ask_id}
    brought = sum(ask.id in named for ask in yes)
    waiting = sum(
        ask.id not in named and ask.answered_on is not None and (on - ask.answered_on).days <= NAME_DAYS for ask in yes
    )
    return (
        Passage("yes", _yeses(asks, on), days_of(took)),
        Passage("named", ConversionRate(brought, len(yes) - waiting, waiting), DurationSpread()),
    )


def _passage(referrals: Iterable[Referral], before: Stage, after: Stage, on: date) -> Passage:
    """From one stage to the next. Who skipped a stage has passed it all the same, in a time that nobody knows."""
    stages = list(Stage)
    part = whole = waiting = 0
    took: list[int] = []
    for referral in referrals:
        reached = {stage: day for stage, day in referral.reached if day <= on}
        furthest = max((stages.index(stage) for stage in reached if stage is not Stage.ENDED), default=0)
        if furthest < stages.index(before):
            continue
        if furthest >= stages.index(after):
            part, whole = part + 1, whole + 1
            if before in reached and after in reached:
                took.append((reached[after] - reached[before]).days)
        elif Stage.ENDED in reached:
            whole += 1
        else:
            waiting += 1
    return Passage(after.value, ConversionRate(part, whole, waiting), days_of(took))
