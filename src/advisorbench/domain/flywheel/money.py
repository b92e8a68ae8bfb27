"""How much money initiatives will bring within so many weeks, in one currency; currencies are never added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean as mean
from statistics import variance as variance_of

from advisorbench.domain.flywheel.distribution import HIGH, LOW, MIDDLE, Gamma, counts
from advisorbench.domain.flywheel.forecast import Trust, initiative_chain
from advisorbench.domain.flywheel.log import Log
from advisorbench.domain.flywheel.worth import of_new


@dataclass(frozen=True, slots=True)
class MoneyForecast:
    """Money won within `weeks` weeks, in cents of a currency.

    Args:
        weeks: The horizon.
        currency: ISO 4217.
        expected: The mean.
        variance: Its variance.
        won_seen: How many wins of the last 52 weeks the amounts rest on.
        nothing: The probability that nothing comes.
        trust: On what it rests.
    """

    weeks: int
    currency: str
    expected: float
    variance: float
    won_seen: int
    nothing: float
    trust: Trust

    def quantile(self, q: float) -> float:
        """The amount that is reached with probability `q`: nothing, else a Gamma with what mean and variance remain."""
        if q <= self.nothing or self.expected <= 0:
            return 0.0
        some = 1 - self.nothing
        mean = self.expected / some
        variance = (self.variance + self.expected**2) / some - mean**2
        if variance <= 0:
            return mean
        return Gamma(mean, mean**2 / variance).quantile((q - self.nothing) / some)

    @property
    def low(self) -> float:
        """What is passed in nine of ten cases."""
        return self.quantile(LOW)

    @property
    def middle(self) -> float:
        """The median."""
        return self.quantile(MIDDLE)

    @property
    def high(self) -> float:
        """What is passed in one of ten cases."""
        return self.quantile(HIGH)


def money_forecast(log: Log, on: date, weeks: int, currency: str, spread: float = 1.0) -> MoneyForecast | None:
    """The money won within so many weeks; ``None`` where nothing was won in that currency in a year.

    The variance has the parts of a count's, in amounts, and a fourth: how little is known of the usual amount.
    """
    chain = initiative_chain(log, on, weeks, currency)
    amounts = _won_amounts(log, on, currency)
    if not amounts:
        return None
    usual, scatter = _usual(amounts)
    square = usual**2 + scatter
    expected = dice = unnoted = 0.0
    for stay in chain.under_way:
        p = chain.value_of(stay, weeks)
        if stay.amount_cents is None:
            unnoted += p
            dice += p * square - (p * usual) ** 2
        else:
            expected += p * stay.amount_cents
            dice += (p - p**2) * stay.amount_cents**2
    rate, gain = chain.pace_of("open", weeks), of_new(chain.worth["open"], weeks)
    new = rate.rate * gain
    expected += (unnoted + new) * usual
    dice += new * square
    chances = expected**2 / (chain.won + 2)
    pace = rate.variance * (gain * usual) ** 2
    amount = (unnoted + new) ** 2 * scatter / len(amounts)
    variance = (dice + chances + pace + amount) * spread
    forecast = chain.forecast(weeks, spread)
    nothing = counts(forecast.mean, forecast.variance).chance_of(0)
    return MoneyForecast(weeks, currency, expected, variance, chain.won, nothing, chain.trust(weeks))


def _usual(amounts: Sequence[int]) -> tuple[float, float]:
    """The mean of the amounts, and their variance; of a single one the square of itself, for it tells no more."""
    usual = mean(amounts)
    return usual, variance_of(amounts) if len(amounts) > 1 else usual**2


def _won_amounts(log: Log, on: date, currency: str) -> Sequence[int]:
    since = on - timedelta(weeks=52)
    return [
        deal.amount_cents
        for deal in log.initiatives
        if deal.won and deal.currency == currency and deal.amount_cents is not None
        and deal.closed_on is not None and since < deal.closed_on <= on
    ]  # fmt: skip
