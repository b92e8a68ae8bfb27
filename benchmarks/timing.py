"""Rounds, medians and ratios: each measured thing beside its floors, interleaved, so that a noisy machine is fair."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Measure = Callable[[], float]
"""Does the thing once; returns how long it took, in seconds."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one thing.

    Args:
        name: What was measured.
        seconds: One time per round.
        ratio: The median over the rounds of its time by the first floor's in the same round.
    """

    name: str
    seconds: tuple[float, ...]
    ratio: float

    @property
    def median(self) -> float:
        """The median time, in seconds."""
        return statistics.median(self.seconds)


def timed(work: Callable[[], object]) -> Measure:
    """How long a call takes, without the garbage of what was measured before it."""

    def measure() -> float:
        gc.collect()
        begin = time.perf_counter()
        work()
        return time.perf_counter() - begin

    return measure


def compare(measures: Mapping[str, Measure], rounds: int) -> list[Result]:
    """Measure everything in turn, round by round; the first is the floor of the others. One round warms up."""
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for number in range(rounds + 1):
        for name, measure in measures.items():
            seconds = measure()
            if number:
                taken[name].append(seconds)
    floor = next(iter(taken.values()))
    return [
        Result(name, tuple(times), statistics.median(mine / its for mine, its in zip(times, floor, strict=True)))
        for name, times in taken.items()
    ]


def table(title: str, results: list[Result]) -> str:
    """The results for people: times in milliseconds."""
    width = max(len(result.name) for result in results)
    lines = [title, f"  {'':<{width}}  median ms     min     max   ratio"]
    for result in results:
        median, low, high = (1e3 * seconds for seconds in (result.median, min(result.seconds), max(result.seconds)))
        lines.append(f"  {result.name:<{width}}  {median:9.1f} {low:7.1f} {high:7.1f} {result.ratio:7.2f}")
    return "\n".join(lines)
