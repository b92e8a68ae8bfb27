"""``python -m benchmarks.calibrate [FILE]``: how the forecast holds in invented worlds, for `docs/forecast.md`.

The table is told as it is: no threshold of a test is tuned to it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from advisorbench.domain.flywheel.distribution import Counts
from advisorbench.domain.flywheel.forecast import HORIZONS, Trust, referral_chain
from advisorbench.domain.flywheel.log import Log
from advisorbench.domain.flywheel.pipeline import Pipeline, crps
from advisorbench.domain.flywheel.record import PastForecast, score, spread
from benchmarks.worlds import BEGAN, WORLDS, World, log_of

SELLERS = 24
STEP_WEEKS = 4
FIRST_WEEK, LAST_WEEK = 26, 156
LEAST_ASKS = 20
"""From so many asks on a forecast is looked at."""
BEGIN, END = "<!-- calibration -->", "<!-- end of calibration -->"


@dataclass
class Tally:
    """What came of the forecasts of one world and horizon."""

    band: list[float] = field(default_factory=list)
    held: list[bool] = field(default_factory=list)
    promised: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    pipeline: list[float] = field(default_factory=list)


def run(world: World, sellers: int = SELLERS) -> dict[int, Tally]:
    """Every forecast of some sellers of a world, scored, by horizon."""
    tallies: dict[int, Tally] = defaultdict(Tally)
    for seller in range(sellers):
        log = log_of(world, Random(f"{world.says} {seller}"))
        wins = [name.customer_on for name in log.names if name.customer_on is not None]
        _one_seller(log, wins, tallies)
    return tallies


def _one_seller(log: Log, wins: list[date], tallies: dict[int, Tally]) -> None:
    past: dict[int, list[PastForecast]] = defaultdict(list)
    for week in range(FIRST_WEEK, LAST_WEEK + 1, STEP_WEEKS):
        on = BEGAN + timedelta(weeks=week)
        chain = referral_chain(log, on)
        for weeks in HORIZONS:
            widened = spread(past[weeks], on, weeks, STEP_WEEKS * 7)
            forecast = chain.forecast(weeks, widened)
            came = sum(on < day <= on + timedelta(weeks=weeks) for day in wins)
            past[weeks].append(PastForecast(on, weeks, forecast.mean, forecast.variance / widened, came, widened))
            if forecast.trust is not Trust.NONE and sum(ask.asked_on <= on for ask in log.asks) >= LEAST_ASKS:
                _note(tallies[weeks], forecast.distribution, came, crps(chain, Pipeline.OWN_WITH_DICE, came))


def _note(tally: Tally, distribution: Counts, came: int, pipeline: float) -> None:
    found = score(distribution, came)
    tally.band.append(found.in_band)
    tally.held.append(found.held)
    tally.promised.append(found.promised)
    tally.ours.append(found.crps)
    tally.pipeline.append(pipeline)


def _mean(values: list[float] | list[bool]) -> float:
    return sum(values) / len(values)


def table(sellers: int = SELLERS) -> str:
    """The table, in Markdown."""
    heads = (
        "world",
        "forecasts",
        "80 % band, 4 / 13 / 26 weeks",
        "held, promised (13 weeks)",
        "CRPS ÷ pipeline, 4 / 13 / 26",
    )
    lines = [f"| {' | '.join(heads)} |", "|---|---|---|---|---|"]
    for name, world in WORLDS.items():
        tallies = run(world, sellers)
        band = " / ".join(f"{100 * _mean(tallies[weeks].band):.0f}" for weeks in HORIZONS)
        ratio = " / ".join(f"{_mean(tallies[w].ours) / _mean(tallies[w].pipeline):.2f}" for w in HORIZONS)
        middle = tallies[13]
        held = f"{100 * _mean(middle.held):.0f}, {100 * _mean(middle.promised):.0f}"
        lines.append(f"| {name}: {world.says} | {len(middle.band)} | {band} | {held} | {ratio} |")
        print(lines[-1], file=sys.stderr, flush=True)
    return "\n".join(lines)


def main(path: str = "docs/forecast.md") -> int:
    """Write the table into the page between its two marks."""
    page = Path(path)
    before, _mark, rest = page.read_text("utf-8").partition(BEGIN)
    _old, _mark, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
