"""Twelve invented worlds of sellers' logs, to see in which of them the forecast holds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from types import MappingProxyType

from advisorbench.domain.flywheel.log import AskEntry, Log, NameEntry

BEGAN = date(2024, 1, 1)
WEEKS = 182
"""Three years and a half: the last half year is only to see what came."""


@dataclass(frozen=True, slots=True)
class World:
    """How a seller's log comes about; shares and days as in the stated prior where a world does not say.

    Args:
        says: What is peculiar to it.
        asks: Asks a week, on average.
        yes, introduced, met, customer: The share that goes on at each stage.
        names: Names per yes, on average.
        days: By how much longer or shorter everything takes.
        silent: The share of those who go on nowhere whose end is never noted.
        few: Whether a fifth of the referrers give most.
        bursts: Whether asks come in bunches.
        drift: By how much the pace grows over three years.
        wander: How much all shares wander from quarter to quarter.
        holidays: Whether nothing happens in weeks 29 to 33 and 52.
        shock: Whether whole quarters are better or worse for all at once.
        gates: Whether asking gets choosier midway: half the asks, twice the yeses.
        boom: By how much the pace jumps midway.
    """

    says: str
    asks: float = 1.5
    yes: float = 0.5
    introduced: float = 0.6
    met: float = 0.6
    customer: float = 0.4
    names: float = 1.4
    days: float = 1.0
    silent: float = 0.15
    few: bool = False
    bursts: bool = False
    drift: float = 1.0
    wander: float = 0.0
    holidays: bool = False
    shock: float = 0.0
    gates: bool = False
    boom: float = 1.0


WORLDS: Mapping[str, World] = MappingProxyType(
    {
        "plain": World("steady"),
        "few referrers give most": World("a fifth of the people give most of the names", few=True),
        "bursts": World("asks come in bunches", bursts=True),
        "drift": World("the pace doubles over three years", drift=2.0),
        "wandering rates": World("shares wander from quarter to quarter", wander=0.12),
        "holidays": World("nothing happens in August and at the turn of the year", holidays=True),
        "ghosting": World("half of those who go nowhere are never closed", silent=0.5),
        "slow": World("everything takes twice as long", days=2.0),
        "low rates": World("few yeses, few meetings", yes=0.25, introduced=0.4, met=0.4, customer=0.25),
        "high rates": World("most go on", yes=0.7, introduced=0.8, met=0.8, customer=0.6, asks=2.0),
        "common shocks": World("quarters are better or worse for all at once", shock=0.15),
        "gate shifts": World("half the asks and twice the yeses from midway on", yes=0.35, asks=2.5, gates=True),
        "boom midway": World("the pace jumps by half as much again and more", boom=2.5),
    }
)


def log_of(world: World, random: Random) -> Log:
    """One seller's log."""
    pace = world.asks * random.uniform(0.6, 1.6)
    wander = [math.exp(random.gauss(0, world.wander)) for _ in range(WEEKS // 13 + 1)]
    shock = [math.exp(random.gauss(0, world.shock)) for _ in range(WEEKS // 13 + 1)]
    asks: list[AskEntry] = []
    names: list[NameEntry] = []
    for week in range(WEEKS):
        here = _at(world, week)
        if world.holidays and (week % 52 in range(28, 33) or week % 52 == 51):
            continue
        rate = pace * _pace_factor(world, week, random) * shock[week // 13]
        for _ask in range(_poisson(rate * (0.5 if world.gates and week >= WEEKS // 2 else 1), random)):
            asked_on = BEGAN + timedelta(days=7 * week + random.randrange(7))
            _ask_once(here, wander[week // 13] * shock[week // 13], f"a{len(asks)}", asked_on, asks, names, random)
    return Log(BEGAN, tuple(asks), tuple(names))


def _at(world: World, week: int) -> World:
    if world.gates and week >= WEEKS // 2:
        return replace(world, yes=min(0.9, world.yes * 2))
    return world


def _pace_factor(world: World, week: int, random: Random) -> float:
    factor = 1 + (world.drift - 1) * week / WEEKS
    if week >= WEEKS // 2:
        factor *= world.boom
    if world.bursts:
        factor *= 5.0 if random.random() < 0.2 else 0.0
    return factor


def _poisson(mean: float, random: Random) -> int:
    count, left = 0, random.expovariate(1) if mean else math.inf
    while left < mean:
        count, left = count + 1, left + random.expovariate(1)
    return count


def _after(day: date, mean: float, random: Random) -> date:
    return day + timedelta(days=int(random.expovariate(1 / mean)))


def _ask_once(
    world: World, luck: float, key: str, asked_on: date, asks: list[AskEntry], names: list[NameEntry], random: Random
) -> None:
    answered_on = _after(asked_on, 10 * world.days, random)
    if random.random() >= min(0.95, world.yes * luck):
        asks.append(AskEntry(key, asked_on, None if random.random() < world.silent else answered_on))
        return
    asks.append(AskEntry(key, asked_on, answered_on, yes=True))
    mean = world.names
    if world.few:
        mean = 4.0 if random.random() < 0.2 else 0.75
    for _name in range(_poisson(mean, random)):
        names.append(_follow(world, luck, key, _after(answered_on, 7 * world.days, random), random))


def _follow(world: World, luck: float, key: str, named_on: date, random: Random) -> NameEntry:
    name = NameEntry(named_on, key)
    day = named_on
    for field, share, mean in (
        ("introduced_on", world.introduced, 20), ("met_on", world.met, 20), ("customer_on", world.customer, 60),
    ):  # fmt: skip
        day = _after(day, mean * world.days, random)
        if random.random() >= min(0.95, share * luck):
            return name if random.random() < world.silent else replace(name, ended_on=day)
        name = replace(name, **{field: day})  # type: ignore[arg-type]
    return name
