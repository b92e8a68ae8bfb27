"""`flywheel` and `forecast`: how far 39 is, and what the coming weeks will bring."""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING, Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.say import say_json, say_lines, say_table
from advisorbench.domain.language.dates import say_day_year
from advisorbench.domain.language.money import say_money, say_number, say_share
from advisorbench.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from advisorbench.domain.flywheel.forecast import Forecast
    from advisorbench.domain.flywheel.goal import PerAsk
    from advisorbench.domain.flywheel.money import MoneyForecast
    from advisorbench.domain.flywheel.standing import FlywheelStanding

ON = click.option("--on", help=N_("A past day, as the log stood then; today if left out."))


@click.command(help=N_("Show how far 39 new customers are. The multiplier you need, the one you have, and the odds."))
@ON
@click.option("--asks-a-week", type=float, help=N_("What if you made so many asks a week?"))
@as_json
@pass_run
def flywheel(run: Run, on: str | None, asks_a_week: float | None, as_json: bool) -> None:
    """How far 39 is."""
    standing = run.services().flywheel.standing(run.past(on), asks_a_week)
    if as_json:
        say_json(_standing_json(standing))
    else:
        say_lines(_standing_lines(standing))


def _standing_json(standing: FlywheelStanding) -> dict[str, Any]:
    return {
        "on": standing.on, "customers": standing.customers, "goal": standing.goal,
        "multiplier_needed": {"once": standing.needed_once, "each_cycle": standing.needed_each_cycle},
        "multiplier": _doubted_json(standing.multiplier), "customers_per_ask": _doubted_json(standing.per_ask),
        "customers_last_year": standing.won, "asks_last_year": standing.asks_last_year,
        "asks_a_week": standing.asks_a_week,
        "years": {
            str(year): {
                "expected": outlook.expected, "low": outlook.interval.low, "middle": outlook.interval.middle,
                "high": outlook.interval.high, "promised": outlook.interval.promised, "chance": outlook.chance,
            }
            for year, outlook in standing.outlook.items()
        },
        "asks_a_week_needed": {
            "on_average": _finite(standing.needed_asks_on_average),
            "for_80_percent": _finite(standing.needed_asks_surely),
        },
    }  # fmt: skip


def _doubted_json(figure: PerAsk | None) -> dict[str, float] | None:
    return None if figure is None else {"mean": figure.mean, "low": figure.low, "high": figure.high}


def _finite(number: float) -> float | None:
    return None if isinf(number) else number


def _standing_lines(standing: FlywheelStanding) -> list[str]:
    lines = [_("The column: 1 customer who refers 3, 3 cycles long: 3 + 9 + 27 = 39")]
    if standing.needed_once is None or standing.needed_each_cycle is None:
        return [*lines, _("This book has no customers yet, so no multiplier gets it there.")]
    numbers = {
        "n": standing.customers, "goal": standing.goal, "once": _two(standing.needed_once),
        "each": _two(standing.needed_each_cycle),
    }  # fmt: skip
    text = ngettext(
        "From your %(n)d customer: %(once)s referrals that become customers each, or %(each)s in every cycle",
        "From your %(n)d customers: %(once)s referrals that become customers each, or %(each)s in every cycle",
        standing.customers,
    )
    lines.append(text % numbers)
    if standing.multiplier is not None:
        lines.append(_own(standing))
    lines.append("")
    rate = {"pace": _two(standing.asks_a_week)}
    lines.append(_("New customers, at %(pace)s asks a week:") % rate)
    for year, outlook in standing.outlook.items():
        shown = outlook.interval
        text = ngettext("within %(n)d year", "within %(n)d years", year) % {"n": year}
        middle = _("median %d") % shown.middle
        chance = _("%(goal)d or more: %(share)s") % {"goal": standing.goal, "share": _chance(outlook.chance)}
        lines.append(f"  {text:<16} {shown.low}–{shown.high} · {middle} · {chance}")
    if not isinf(standing.needed_asks_on_average):
        needed = {"mean": _two(standing.needed_asks_on_average), "sure": _two(standing.needed_asks_surely)}
        lines.append(_("For %(goal)d in three years: %(mean)s asks a week on average, %(sure)s to be 80%% sure")
                     % (needed | {"goal": standing.goal}))  # fmt: skip
    return lines


def _own(standing: FlywheelStanding) -> str:
    own = standing.multiplier
    assert own is not None
    numbers = {
        "mean": _two(own.mean), "low": _two(own.low), "high": _two(own.high), "won": standing.won,
        "asks": standing.asks_last_year,
    }  # fmt: skip
    return _("Yours: %(mean)s a year (%(low)s to %(high)s), from %(asks)d asks and %(won)d customers won") % numbers


def _two(number: float) -> str:
    return say_number(round(number, 2))


def _chance(share: float) -> str:
    if share < 0.005:
        return _("under 1%")
    return say_share(share)


@click.command(help=N_("Forecast the coming weeks. An interval, the median, and how likely the interval is to hold."))
@click.option("--weeks", type=int, help=N_("How many weeks ahead; 4, 13 and 26 if left out."))
@click.option(
    "--of", "subject", type=click.Choice(["referrals", "wins", "money", "reviews", "visits", "asks"]),
    help=N_("Only this; everything if left out."),
)  # fmt: skip
@ON
@as_json
@pass_run
def forecast(run: Run, weeks: int | None, subject: str | None, on: str | None, as_json: bool) -> None:
    """What the coming weeks will bring."""
    from advisorbench.domain.flywheel.forecast import HORIZONS, SUBJECT_NAMES

    found = run.services().flywheel.forecasts(run.past(on), HORIZONS if weeks is None else (weeks,))
    counts = {of: rows for of, rows in found.counts.items() if subject in (None, of.value)}
    money = found.money if subject in (None, "money") else ()
    if as_json:
        data: dict[str, Any] = {"on": found.on}
        data |= {of.value: {str(row.weeks): _forecast_json(row) for row in rows} for of, rows in counts.items()}
        if subject in (None, "money"):
            data["money"] = [_money_json(row) for row in money]
        say_json(data)
        return
    say_lines([_("Forecast of %(day)s") % {"day": say_day_year(found.on)}])
    headings = [_("What"), _("Weeks"), _("From–to"), _("Median"), _("Holds"), _("Under way"), _("New"), _("Rests on")]
    rows = [_cells(_(SUBJECT_NAMES[of]), row) for of, forecasts in counts.items() for row in forecasts]
    say_table(headings, [*rows, *map(_money_cells, money)])


def _forecast_json(row: Forecast) -> dict[str, Any]:
    shown = row.interval
    return {
        "mean": row.mean, "variance": row.variance, "spread": row.spread, "low": shown.low, "middle": shown.middle,
        "high": shown.high, "promised": shown.promised, "trust": row.trust, "now": row.now, "new": row.new,
        "under_way": dict(row.under_way),
    }  # fmt: skip


def _money_json(row: MoneyForecast) -> dict[str, Any]:
    return {
        "weeks": row.weeks, "currency": row.currency, "mean": row.expected, "variance": row.variance,
        "nothing": row.nothing, "low": row.low, "middle": row.middle, "high": row.high, "won_seen": row.won_seen,
        "trust": row.trust,
    }  # fmt: skip


def _cells(name: str, row: Forecast) -> list[str]:
    from advisorbench.domain.flywheel.forecast import Trust

    if row.trust is Trust.NONE:
        return [name, str(row.weeks), "–", "–", "–", "–", "–", _rests_on(row.trust)]
    shown = row.interval
    return [
        name, str(row.weeks), f"{shown.low}–{shown.high}", str(shown.middle), say_share(shown.promised),
        say_number(round(row.now, 1)), say_number(round(row.new, 1)), _rests_on(row.trust),
    ]  # fmt: skip


def _money_cells(row: MoneyForecast) -> list[str]:
    from advisorbench.domain.flywheel.forecast import Trust

    name = _("Money won, %(currency)s") % {"currency": row.currency}
    if row.trust is Trust.NONE:
        return [name, str(row.weeks), "–", "–", "–", "–", "–", _rests_on(row.trust)]
    low, middle, high = (
        say_money(round(value / 100_00) * 100_00, row.currency) for value in (row.low, row.middle, row.high)
    )
    return [name, str(row.weeks), f"{low} – {high}", middle, say_share(0.8), "", "", _rests_on(row.trust)]


def _rests_on(trust: str) -> str:
    names = {"none": _("too little log"), "mostly prior": _("mostly assumption"), "own": _("your own log")}
    return names[trust]


COMMANDS = {"flywheel": flywheel, "forecast": forecast}
