"""How many customers to expect from one item at a stage, within so many weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisorbench.domain.flywheel.chances import BAND, OLDEST, Chances

PRIOR_NAMES = 1.5
"""The names that a yes is assumed to bring where any came …"""
PRIOR_YESES = 4
"""… and how many imaginary yeses say so."""
NEXT = {
    "yes": "yes", "named": "named", "introduced": "introduced", "met": "met", "buying": "buying",
}  # fmt: skip
"""The stage that an exit leads to."""
SUCCESSES = frozenset({"customer", "won"})
"""The exits that bring a customer."""
ORDER = ("buying", "met", "introduced", "named", "yes", "asked", "open")
"""The stages from the end of the chain to its beginning."""

Worth = Mapping[str, Sequence[Sequence[float]]]
"""stage → weeks ahead → age in weeks (up to 13) → customers to expect."""


def names_per_yes(names: int, yeses: int) -> float:
    """How many names a yes brings, of those that brought any.

    Args:
        names: The names given in answer to asks.
        yeses: The asks that brought at least one.
    """
    return (names + PRIOR_YESES * PRIOR_NAMES) / (yeses + PRIOR_YESES)


def worth(chances: Chances, weeks: int, per_yes: float = 1.0) -> Worth:
    """What an item is worth, for each stage, each number of weeks ahead and each age.

    V[s][h][a] = Σ chance(s, exit, band a) · worth(exit) + (1 − Σ chance) · V[s][h−1][a+1], with V[·][0] = 0. An exit
    that ends in a customer is worth 1, one that ends without is worth 0, and one that leads on is worth the mean of
    V[next][h−1][0] and V[next][h][0], since half of that week is left, times `per_yes` where names are what comes next.
    """
    values: dict[str, list[list[float]]] = {}
    for stage in ORDER:
        if stage not in chances:
            continue
        rows = [[0.0] * (OLDEST + 1)]
        exits = chances[stage]
        leave = [sum(exits[name][band] for name in exits) for band in range(4)]
        for ahead in range(1, weeks + 1):
            by_exit = {name: _worth_of(name, values, ahead, per_yes) for name in exits}
            gained = [sum(exits[name][band] * by_exit[name] for name in exits) for band in range(4)]
            before = rows[-1]
            rows.append(
                [gained[band] + (1 - leave[band]) * before[min(age + 1, OLDEST)] for age, band in enumerate(BAND)]
            )
        values[stage] = rows
    return values


def _worth_of(name: str, values: Mapping[str, list[list[float]]], ahead: int, per_yes: float) -> float:
    if name in SUCCESSES:
        return 1.0
    following = NEXT.get(name)
    if following is None:
        return 0.0
    rows = values[following]
    mean = (rows[ahead - 1][0] + rows[ahead][0]) / 2
    return mean * per_yes if name == "named" else mean


def of_new(rows: Sequence[Sequence[float]], weeks: int) -> float:
    """The customers that one start a week, for so many weeks, brings within them."""
    return sum((rows[weeks - week][0] + rows[weeks - week - 1][0]) / 2 for week in range(weeks))
