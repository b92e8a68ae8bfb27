"""Is this seller steady? What is done week by week, how far the weeks lie apart, and how many in a row.

Counts of the whole weeks that lie behind us; the running week is no week yet. Nothing is ranked, and no other seller
is looked at. Weeks before the book began are unknown, not empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median, quantiles

from advisorbench.domain.days.time_use import monday_of
from advisorbench.i18n import N_

WEEKS = 12
"""The whole weeks that are looked at."""
ENOUGH = 6
"""Fewer known weeks say nothing about spread."""


class Habit(StrEnum):
    """What is counted, in the order in which it is shown."""

    VISITS = "visits"
    REVIEWS = "reviews held"
    PROMISES = "promises kept"
    ASKS = "asks"
    CUSTOMERS = "new customers"


class Beat(StrEnum):
    """How a habit goes."""

    STEADY = "steady"
    UNEVEN = "uneven"
    SELDOM = "seldom"
    UNKNOWN = "unknown"


_LABELS = (
    N_("visits"), N_("reviews held"), N_("promises kept"), N_("asks"), N_("new customers"), N_("steady"),
    N_("uneven"), N_("seldom"), N_("unknown"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HabitRecord:
    """One habit over the weeks.

    Args:
        habit: What is counted.
        counts: One per whole week, the oldest first; ``None`` where the book had not begun.
        running: The count of the running week so far.
    """

    habit: Habit
    counts: tuple[int | None, ...]
    running: int = 0

    @property
    def known(self) -> tuple[int, ...]:
        """The counts of the weeks that are known."""
        return tuple(count for count in self.counts if count is not None)

    @property
    def middle(self) -> float | None:
        """The median of the known weeks."""
        return median(self.known) if self.known else None

    @property
    def half(self) -> tuple[float, float] | None:
        """Between which counts the middle half of the weeks lies (quartiles, both ends included)."""
        if len(self.known) < 2:
            return None
        low, _middle, high = quantiles(self.known, n=4, method="inclusive")
        return low, high

    @property
    def streak(self) -> int:
        """Whole weeks in a row, up to the last, with at least one."""
        return _run(reversed(self.counts))

    @property
    def longest(self) -> int:
        """The most weeks in a row with at least one."""
        return max((_run(self.counts[start:]) for start in range(len(self.counts))), default=0)

    @property
    def beat(self) -> Beat:
        """Steady where the middle half of the weeks differs by half of the median at most, or by one."""
        if len(self.known) < ENOUGH or self.half is None:
            return Beat.UNKNOWN
        low, high = self.half
        if not self.middle:
            return Beat.SELDOM
        return Beat.STEADY if high - low <= max(1.0, self.middle / 2) and low > 0 else Beat.UNEVEN


def _run(counts: Iterable[int | None]) -> int:
    length = 0
    for count in counts:
        if not count:
            break
        length += 1
    return length


@dataclass(frozen=True, slots=True)
class Steadiness:
    """The habits over twelve whole weeks.

    Args:
        monday: The first day of the running week, which is not among them.
        habits: One record per habit.
    """

    monday: date
    habits: tuple[HabitRecord, ...]

    @property
    def weeks(self) -> tuple[date, ...]:
        """The Mondays of the weeks, the oldest first."""
        return tuple(self.monday - timedelta(weeks=ago) for ago in range(WEEKS, 0, -1))


def steadiness(on: date, days: Mapping[Habit, Sequence[date]], began_on: date | None) -> Steadiness:
    """How steady the weeks before that of a day were.

    Args:
        on: The day.
        days: For each habit the days on which it was done, one for each time, in any order.
        began_on: The first day of which the book knows anything; weeks that ended before it are unknown.
    """
    monday = monday_of(on)
    mondays = [monday - timedelta(weeks=ago) for ago in range(WEEKS, 0, -1)]
    records = []
    for habit in Habit:
        weeks = Counter(monday_of(day) for day in days.get(habit, ()) if day <= on)
        counts = tuple(
            weeks[first] if began_on is not None and first + timedelta(6) >= began_on else None for first in mondays
        )
        records.append(HabitRecord(habit, counts, weeks[monday]))
    return Steadiness(monday, tuple(records))
