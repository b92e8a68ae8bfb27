"""Do the planned reviews fit in the seller's hours? If not, how they spread over the weeks.

Proposals only: nothing moves until the seller takes it over. A week's room is a number of reviews: the hours set
aside for reviews in a week, over the hours that one takes from preparing to following up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from advisorbench.domain.customers.cadence import Standing, review_standing
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import ReviewState
from advisorbench.domain.rules import Rules

_WANTED = frozenset({Standing.PLANNED, Standing.MISSED, Standing.DUE, Standing.OVERDUE, Standing.FINE})
"""The standings of a review that has a day, planned or due."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A review that is planned, or that should be.

    Args:
        account_id: The account.
        account: Its name.
        planned_on: The day it is planned; ``None`` where it is still to be planned.
        due_on: The day it falls due, if known.
        latest_on: After this day it is overdue, if known.
        fixed: Whether it stays where it is, as one that is prepared already does.
    """

    account_id: str
    account: str
    planned_on: date | None = None
    due_on: date | None = None
    latest_on: date | None = None
    fixed: bool = False


def wanted_review(facts: AccountFacts, on: date, rules: Rules) -> Wanted | None:
    """The review of an account that has to find its week; ``None`` where none has a day, planned or due."""
    standing = review_standing(facts.account, facts.reviews, on, rules)
    if standing.standing not in _WANTED or standing.next_on is None:
        return None
    planned = standing.open if standing.standing is Standing.PLANNED else None
    if planned:  # how urgent it is does not depend on its being planned
        others = tuple(review for review in facts.reviews if review is not planned)
        standing = review_standing(facts.account, others, on, rules)
    near = timedelta(days=rules.prepare_ahead_days)
    return Wanted(
        account_id=facts.account.id,
        account=facts.account.name,
        planned_on=planned.planned_on if planned else None,
        due_on=standing.due_on,
        latest_on=standing.latest_on,
        # What was prepared, or is about to be held, stays where it is.
        fixed=bool(planned and (planned.state is ReviewState.PREPARED or (planned.planned_on or on) <= on + near)),
    )


@dataclass(frozen=True, slots=True)
class ProposedReview:
    """A review on the day that is proposed for it."""

    wanted: Wanted
    on: date

    @property
    def late(self) -> bool:
        """Whether it comes after its latest day."""
        return self.wanted.latest_on is not None and self.on > self.wanted.latest_on


@dataclass(frozen=True, slots=True)
class Spread:
    """The weeks ahead: hours planned against hours there are, and what could be planned or moved.

    Args:
        start: The first day looked at.
        end: The last one.
        planned_hours: Hours of the reviews planned in these weeks.
        wanted_hours: Hours of those that fall due in them and are not planned.
        hours: Hours set aside for reviews in these weeks.
        full: The Mondays of the weeks in which more is planned than fits.
        proposals: New days, in order; only for reviews that have none yet or that stand in a full week.
        left: Reviews for which no week has room.
    """

    start: date
    end: date
    planned_hours: int
    wanted_hours: int
    hours: int
    full: tuple[date, ...]
    proposals: tuple[ProposedReview, ...]
    left: tuple[Wanted, ...]


def spread(reviews: Iterable[Wanted], on: date, weeks: int, rules: Rules) -> Spread:
    """Spread reviews over the coming weeks so that the hours fit.

    What is planned and fits keeps its day. In a full week those that are due last give way. They and those that are
    not planned yet get, the most urgent first, the first week with room from the one they fall due in or were planned
    in, overdue ones from this week on. Days are Tuesday to Thursday first, then Monday and Friday, never in the past.

    Args:
        reviews: All that are planned from this day on or should be held by the end.
        on: Today.
        weeks: How many weeks, this one included.
        rules: The hours.
    """
    monday = _monday(on)
    end = monday + timedelta(weeks=weeks, days=-1)
    inside = [review for review in reviews if (review.planned_on or review.due_on or on) <= end]
    planned = sorted((r for r in inside if r.planned_on), key=lambda r: (not r.fixed, _urgency(r), r.account))
    waiting = [review for review in inside if not review.planned_on]
    room = _Room(on, end, max(rules.review_hours_per_week // rules.hours_per_review, 1))
    moving = [review for review in planned if not room.stays(review)]
    proposals, left = [], []
    for review in sorted((*waiting, *moving), key=lambda r: (_urgency(r), r.account)):
        day = room.day_for(review)
        if day is None:
            left.append(review)
        else:
            proposals.append(ProposedReview(review, day))
    load = Counter(_monday(review.planned_on) for review in planned if review.planned_on)
    return Spread(
        start=on,
        end=end,
        planned_hours=len(planned) * rules.hours_per_review,
        wanted_hours=len(waiting) * rules.hours_per_review,
        hours=hours_available(on, weeks, rules),
        full=tuple(sorted(week for week, count in load.items() if count > room.most)),
        proposals=tuple(sorted(proposals, key=lambda p: (p.on, p.wanted.account))),
        left=tuple(left),
    )


def hours_available(on: date, weeks: int, rules: Rules) -> int:
    """The hours set aside for reviews in so many weeks; of this one only for the working days that are left."""
    return rules.review_hours_per_week * weeks - rules.review_hours_per_week * min(on.weekday(), 5) // 5


class _Room:
    """What room the weeks have left, as days are taken."""

    def __init__(self, on: date, end: date, most: int) -> None:
        self.on, self.end, self.most = on, end, most
        self.days: Counter[date] = Counter()
        self.weeks: Counter[date] = Counter()

    def stays(self, review: Wanted) -> bool:
        """Whether a planned review keeps its day; if so, the day is taken."""
        day = review.planned_on or self.on
        stays = review.fixed or self.weeks[_monday(day)] < self.most
        if stays:
            self._take(day)
        return stays

    def day_for(self, review: Wanted) -> date | None:
        """A day in the first week with room: the emptiest one, midweek before its edges; it is taken."""
        start = review.due_on or self.on
        if review.planned_on:  # it gives way to a later week
            start = review.planned_on
        start = max(start, self.on)
        week = _monday(start)
        while week <= self.end:
            open_days = [day for n in (1, 2, 3, 0, 4) if start <= (day := week + timedelta(days=n)) <= self.end]
            if open_days and self.weeks[week] < self.most:
                day = min(open_days, key=lambda day: self.days[day])
                self._take(day)
                return day
            week += timedelta(weeks=1)
        return None

    def _take(self, day: date) -> None:
        self.days[day] += 1
        self.weeks[_monday(day)] += 1


def _urgency(review: Wanted) -> tuple[date, date]:
    return (review.latest_on or date.max, review.due_on or review.planned_on or date.min)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
