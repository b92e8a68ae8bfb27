"""How many will come within so many weeks: from what is under way, and from what is yet to start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from advisorbench.domain.flywheel.chances import (
    INITIATIVE_STAGES,
    OLDEST,
    REFERRAL_STAGES,
    Chances,
    StageCases,
    StageShape,
    own_cases,
    weekly_chances,
)
from advisorbench.domain.flywheel.distribution import HIGH, LOW, MIDDLE, Counts, counts
from advisorbench.domain.flywheel.log import Log, Stay, initiative_stays, referral_stays
from advisorbench.domain.flywheel.pace import UNASKED, Pace, PacePrior, pace, weekly_counts
from advisorbench.domain.flywheel.worth import Worth, names_per_yes, of_new, worth
from advisorbench.i18n import N_

HORIZONS = (4, 13, 26)
"""The weeks ahead for which a forecast is made."""
LEAST_STARTS, LEAST_WEEKS = 5, 4
"""With fewer starts, or weeks of log, there is no forecast."""
OWN_STARTS, OWN_WINS = 20, 2
"""With fewer starts, or customers won in a year, it is mostly assumption."""
_SINGLE = frozenset({"named", "introduced", "met", "buying", "open"})
"""The stages whose item brings one customer at most; an ask or a yes may bring several names."""


class ForecastSubject(StrEnum):
    """What a forecast is of."""

    REFERRALS = "referrals"
    WINS = "wins"
    REVIEWS = "reviews"
    VISITS = "visits"
    ASKS = "asks"


SUBJECT_NAMES = {
    ForecastSubject.REFERRALS: N_("New customers by referral"),
    ForecastSubject.WINS: N_("Initiatives won"),
    ForecastSubject.REVIEWS: N_("Reviews held"),
    ForecastSubject.VISITS: N_("Visits"),
    ForecastSubject.ASKS: N_("Asks"),
}
"""What each is called; marked texts."""


class Trust(StrEnum):
    """On what a forecast rests."""

    NONE = "none"
    MOSTLY_PRIOR = "mostly prior"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many will come within `weeks` weeks.

    Args:
        weeks: The horizon.
        now: What to expect from what is under way.
        new: What to expect from what is yet to start.
        variance: The variance of the count, widened by the record.
        trust: On what it rests.
        under_way: What to expect from what is under way, by stage.
        spread: By how much the record widened the variance; at least 1.
        prior_share: Which part of the item-weeks behind the chances is assumed.
    """

    weeks: int
    now: float
    new: float
    variance: float
    trust: Trust
    under_way: Mapping[str, float] = field(default_factory=dict)
    spread: float = 1.0
    prior_share: float = 1.0

    @property
    def mean(self) -> float:
        """How many to expect."""
        return self.now + self.new

    @property
    def distribution(self) -> Counts:
        """How likely each count is."""
        return counts(self.mean, self.variance)

    def quantiles(self, *shares: float) -> tuple[int, ...]:
        """The counts that are reached with these probabilities."""
        distribution = self.distribution
        return tuple(distribution.quantile(share) for share in shares)

    @property
    def interval(self) -> Interval:
        """The 80 % interval in whole numbers, and what it truly promises."""
        return interval_of(self.distribution)


@dataclass(frozen=True, slots=True)
class Interval:
    """An inclusive interval of whole numbers: what 10 %, 50 % and 90 % reach.

    Args:
        promised: The probability that the count lies within; counts are small, so it is more than 80 %.
    """

    low: int
    middle: int
    high: int
    promised: float


def interval_of(distribution: Counts) -> Interval:
    """The interval that is shown of a distribution."""
    low, middle, high = (distribution.quantile(share) for share in (LOW, MIDDLE, HIGH))
    return Interval(low, middle, high, distribution.between(low, high))


@dataclass(frozen=True, slots=True)
class Chain:
    """What the log says of one chain of stages on a day: everything its forecasts are made from.

    Args:
        on: The day.
        stays: Every stay that had begun.
        cases: The own cases by stage.
        chances: The weekly chances by stage.
        worth: What an item is worth, up to `longest` weeks ahead.
        per_yes: Names per yes that brought any.
        starts: For each stage at which something starts, how many started in each whole week, the oldest first.
        weeks: How many whole weeks the log spans.
        won: Customers, or sales, of the last 52 weeks.
        prior_share: Which part of the item-weeks behind the chances is assumed.
    """

    on: date
    stays: Sequence[Stay]
    cases: Mapping[str, StageCases]
    chances: Chances
    worth: Worth
    per_yes: float
    starts: Mapping[str, tuple[Sequence[int], PacePrior]]
    weeks: int
    won: int
    prior_share: float

    @property
    def under_way(self) -> list[Stay]:
        """The items that have not left their stage."""
        return [stay for stay in self.stays if stay.left_on is None]

    def value_of(self, stay: Stay, weeks: int) -> float:
        """What to expect of an item that is under way."""
        return self.worth[stay.stage][weeks][min((self.on - stay.entered_on).days // 7, OLDEST)]

    def pace_of(self, stage: str, weeks: int) -> Pace:
        """How many a week will start at a stage."""
        weekly, prior = self.starts[stage]
        return pace(weekly, weeks, prior)

    def forecast(self, weeks: int, spread: float = 1.0) -> Forecast:
        """How many will have come within so many weeks.

        The variance has three parts: *dice* (the mean less Σp² of single items), *chances* (how little is known of
        them: mean² / (won in a year + 2)) and *pace* (how little is known of new starts).

        Args:
            weeks: The horizon; at most as many as the chain was made for.
            spread: By how much the record widens it.
        """
        by_stage: dict[str, float] = {}
        squares = 0.0
        for stay in self.under_way:
            value = self.value_of(stay, weeks)
            by_stage[stay.stage] = by_stage.get(stay.stage, 0.0) + value
            if stay.stage in _SINGLE:
                squares += value**2
        now, new, doubt = sum(by_stage.values()), 0.0, 0.0
        for stage in self.starts:
            rate, gain = self.pace_of(stage, weeks), of_new(self.worth[stage], weeks)
            new += rate.rate * gain
            doubt += rate.variance * gain**2
        mean = now + new
        variance = (mean - squares) + mean**2 / (self.won + 2) + doubt
        return Forecast(weeks, now, new, variance * spread, self.trust(weeks), by_stage, spread, self.prior_share)

    def trust(self, weeks: int) -> Trust:
        """On what a forecast of so many weeks rests."""
        started = sum(sum(weekly) for weekly, _prior in self.starts.values())
        if started < LEAST_STARTS or self.weeks < LEAST_WEEKS:
            return Trust.NONE
        if self.won < OWN_WINS or started < OWN_STARTS or self.weeks < weeks:
            return Trust.MOSTLY_PRIOR
        return Trust.OWN


def referral_chain(log: Log, on: date, longest: int = max(HORIZONS)) -> Chain:
    """The referral chain on a day: asked → yes → named → introduced → met → buying → customer.

    Args:
        log: The seller's log; what is dated after `on` is not looked at.
        on: The day.
        longest: For how many weeks ahead it is to serve.
    """
    stays = referral_stays(log, on)
    answers = [name.ask_id for name in log.names if name.ask_id is not None and name.named_on <= on]
    per_yes = names_per_yes(len(answers), len(set(answers)))
    weeks = log.weeks(on)
    asked = weekly_counts((ask.asked_on for ask in log.asks), on, weeks)
    unasked = weekly_counts((name.named_on for name in log.names if name.ask_id is None), on, weeks)
    starts = {"asked": (asked, PacePrior()), "named": (unasked, UNASKED)}
    return _chain(stays, REFERRAL_STAGES, on, longest, per_yes, starts, weeks, "customer")


def initiative_chain(log: Log, on: date, longest: int = max(HORIZONS), currency: str | None = None) -> Chain:
    """Initiatives on a day: open → won or no-go.

    Args:
        log: The seller's log; what is dated after `on` is not looked at.
        on: The day.
        longest: For how many weeks ahead it is to serve.
        currency: Only those in this currency; ``None`` for all.
    """
    chosen = tuple(deal for deal in log.initiatives if currency is None or deal.currency == currency)
    weeks = log.weeks(on)
    starts = {"open": (weekly_counts((deal.opened_on for deal in chosen), on, weeks), PacePrior())}
    return _chain(initiative_stays(chosen, on), INITIATIVE_STAGES, on, longest, 1.0, starts, weeks, "won")


def _chain(
    stays: Sequence[Stay], stages: Mapping[str, StageShape], on: date, longest: int, per_yes: float,
    starts: Mapping[str, tuple[Sequence[int], PacePrior]], weeks: int, success: str,
) -> Chain:  # fmt: skip
    cases = own_cases(stays, stages, on)
    chances = weekly_chances(cases, stages)
    year_ago = on - timedelta(weeks=52)
    won = sum(s.exit == success and s.left_on is not None and s.left_on > year_ago for s in stays)
    return Chain(
        on, stays, cases, chances, worth(chances, longest, per_yes), per_yes, starts, weeks, won,
        _prior_share(cases, stages),
    )  # fmt: skip


def _prior_share(cases: Mapping[str, StageCases], stages: Mapping[str, StageShape]) -> float:
    own = sum(sum(case.weeks) for case in cases.values())
    assumed = 4.0 * len(stages)
    return (
        assumed / (assumed + sum(sum(sum(c) for c in case.exits.values()) for case in cases.values())) if own else 1.0
    )


def simple_forecast(days: Iterable[date], began_on: date, on: date, weeks: int, spread: float = 1.0) -> Forecast:
    """How many of something that happens at once, such as visits or reviews held, the coming weeks will bring.

    Args:
        days: The day of each.
        began_on: The first day of which the book knows anything.
        on: The day.
        weeks: The horizon.
        spread: By how much the record widens it.
    """
    span = max(0, (on - began_on).days // 7)
    weekly = weekly_counts(days, on, span)
    rate = pace(weekly, weeks)
    mean = rate.rate * weeks
    started = sum(weekly)
    trust = Trust.OWN
    if started < LEAST_STARTS or span < LEAST_WEEKS:
        trust = Trust.NONE
    elif started < OWN_STARTS or span < weeks:
        trust = Trust.MOSTLY_PRIOR
    return Forecast(weeks, 0.0, mean, (mean + rate.variance * weeks**2) * spread, trust, {}, spread)
