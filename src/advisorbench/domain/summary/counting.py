"""The counts of a manager's summary, from the facts of a book. A past period is counted as it stood at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from advisorbench.domain.asking.finder import CUSTOMERS
from advisorbench.domain.customers.cadence import review_standing
from advisorbench.domain.customers.value import delivered
from advisorbench.domain.days.time_use import Spent, TimeUse, monday_of, weeks_of
from advisorbench.domain.records.facts import Account, AccountFacts, Ask, Outcome, Referral
from advisorbench.domain.records.states import (
    AskKind,
    AskState,
    InitiativeState,
    OutcomeState,
    Period,
    ReviewState,
    Source,
    Stage,
    Tier,
)
from advisorbench.domain.rules import Rules
from advisorbench.domain.summary.attention import Pursuit
from advisorbench.domain.summary.figures import (
    Asked,
    Covered,
    Hours,
    PeriodFigures,
    Pursued,
    Pursuits,
    Reviewed,
    Staged,
    Sum,
    UseMinutes,
    ValueFigures,
    added,
)


class Touch(NamedTuple):
    """A contact with an account; `seen` where they met."""

    account_id: str
    on: date
    seen: bool


class PlannedAgenda(NamedTuple):
    """What the agenda holds of the days ahead: which, the reviews, the meetings and the minutes of these."""

    first: date
    last: date
    reviews: int
    meetings: int
    minutes: int


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What a summary is counted from.

    Args:
        accounts: The accounts as they stand on the last day that is counted.
        touches: The contacts of the period and the one before it.
        spent: What took time in both.
        pursuits: All initiatives.
        planned: What comes next; ``None`` where that is behind us.
        began_on: The first day of which the book knows anything.
        rules: The numbers of the method.
    """

    accounts: Sequence[AccountFacts]
    touches: Sequence[Touch]
    spent: Sequence[Spent]
    pursuits: Sequence[Pursuit]
    planned: PlannedAgenda | None
    began_on: date | None
    rules: Rules


class CountedDays(NamedTuple):
    """The days that are counted, both included."""

    first: date
    last: date

    def hold(self, day: date | None) -> bool:
        """Whether a day is one of them; an unknown one is none."""
        return day is not None and self.first <= day <= self.last


def figures(book: BookFacts, days: CountedDays, due: Sequence[DueReview]) -> PeriodFigures:
    """The counts of some days; `due` are the reviews that were due in them, or held."""
    return PeriodFigures(
        coverage=_coverage(book, days),
        reviews=_reviews(due),
        value=_value([outcome for facts in book.accounts for outcome in facts.outcomes], days),
        hours=_hours(book.spent, days),
        asks=_asks([ask for facts in book.accounts for ask in facts.asks], days),
        stages=_stages([referral for facts in book.accounts for referral in facts.referrals], days),
        pursuits=_pursuits(book.pursuits, days),
    )


def owned(account: Account, day: date) -> bool:
    """Whether an account was a customer by that day, as far as is known."""
    return account.status in CUSTOMERS and (account.customer_since is None or account.customer_since <= day)


def _coverage(book: BookFacts, days: CountedDays) -> tuple[Covered, ...]:
    contacted = {touch.account_id for touch in book.touches if days.hold(touch.on)}
    seen = {touch.account_id for touch in book.touches if touch.seen and days.hold(touch.on)}
    counts: dict[Tier, list[int]] = {tier: [0, 0, 0] for tier in Tier}
    for facts in book.accounts:
        if owned(facts.account, days.last):
            count, key = counts[facts.account.tier], facts.account.id
            count[0] += 1
            count[1] += key in seen
            count[2] += key in contacted
    return tuple(Covered(tier, *count) for tier, count in counts.items())


# --- reviews --------------------------------------------------------------------------------------------------


def due_before(facts: AccountFacts, first: date, rules: Rules) -> date | None:
    """The day on which the next review fell due, as it stood when a period began; ``None`` where nobody can tell."""
    known = tuple(
        review
        for review in facts.reviews
        if (review.held_on and review.held_on < first) or (review.state is ReviewState.DUE and review.due_on)
    )
    return review_standing(facts.account, known, first - timedelta(1), rules).due_on


class DueReview(NamedTuple):
    """What was to be held at an account in some days, and what was.

    Args:
        account: The account.
        due_on: The day on which its review fell due, if that was by the last of the days.
        before: Whether that was before the first of them.
        held: The days on which one was held.
    """

    account: Account
    due_on: date | None
    before: bool
    held: tuple[date, ...]


def due_reviews(book: BookFacts, days: CountedDays) -> list[DueReview]:
    """The accounts at which a review was due, or held."""
    due = []
    for facts in book.accounts:
        held = tuple(review.held_on for review in facts.reviews if review.held_on and days.hold(review.held_on))
        due_on = due_before(facts, days.first, book.rules)
        if due_on and due_on > days.last:
            due_on = None
        if due_on or held:
            due.append(DueReview(facts.account, due_on, due_on is not None and due_on < days.first, held))
    return due


def _reviews(due: Iterable[DueReview]) -> tuple[Reviewed, ...]:
    counts: dict[Tier, list[int]] = {tier: [0, 0, 0, 0] for tier in Tier}
    for review in due:
        count = counts[review.account.tier]
        count[0] += review.due_on is not None
        count[1] += review.due_on is not None and bool(review.held)
        count[2] += review.before
        count[3] += len(review.held)
    return tuple(Reviewed(tier, *count) for tier, count in counts.items())


# --- value ----------------------------------------------------------------------------------------------------


def verified_in(outcomes: Iterable[Outcome], days: CountedDays) -> list[Outcome]:
    """The outcomes that were confirmed in some days, and not disputed by their end."""
    return [o for o in outcomes if o.state_on(days.last) is OutcomeState.VERIFIED and days.hold(o.verified_on)]


def _value(outcomes: Sequence[Outcome], days: CountedDays) -> ValueFigures:
    verified = verified_in(outcomes, days)
    counts = Counter((o.currency, o.period) for o in verified if o.amount_cents is not None)
    return ValueFigures(
        verified=len(verified),
        sums=tuple(
            Sum(currency, period, cents, counts[currency, period])
            for currency, period, cents in delivered(verified, days.last)
        ),
        realised=sum(days.hold(o.on) for o in outcomes),
        disputed=sum(o.state is OutcomeState.DISPUTED and days.hold(o.disputed_on or o.on) for o in outcomes),
        waiting=sum(o.claimed_on(days.last) for o in outcomes),
    )


# --- hours ----------------------------------------------------------------------------------------------------


def _hours(spent: Iterable[Spent], days: CountedDays) -> Hours:
    """The weeks that the days lie in, added up: a doubt is about a day, so that the parts make the whole."""
    last = monday_of(days.last)
    count = (last - monday_of(days.first)).days // 7 + 1
    weeks = weeks_of(last, (item for item in spent if days.hold(item.on)), count)
    return Hours(
        minutes=tuple(UseMinutes(use, sum(week.of(use) for week in weeks)) for use in TimeUse),
        contacts=sum(week.contacts for week in weeks),
        untimed=sum(week.untimed for week in weeks),
        doubts=sum(len(week.doubts) for week in weeks),
    )


# --- asks and referrals ---------------------------------------------------------------------------------------


def _asks(asks: Iterable[Ask], days: CountedDays) -> tuple[Asked, ...]:
    made = [ask for ask in asks if ask.asked_on and ask.asked_on <= days.last and ask.state is not AskState.DRAFTED]
    rows = []
    for kind in AskKind:
        of_kind = [ask for ask in made if ask.kind is kind]
        asked = [ask for ask in of_kind if days.hold(ask.asked_on)]
        answers = Counter(ask.state for ask in of_kind if days.hold(ask.answered_on))
        rows.append(
            Asked(
                kind,
                asked=len(asked),
                yes=answers[AskState.YES],
                later=answers[AskState.LATER],
                no=answers[AskState.NO],
                waiting=sum(ask.answered_on is None or ask.answered_on > days.last for ask in of_kind),
                overridden=sum(bool(ask.override_reason) for ask in asked),
            )
        )
    return tuple(rows)


def stage_on(referral: Referral, day: date) -> Stage | None:
    """The stage at which a referral stood on a day; ``None`` before the name was given."""
    reached = [stage for stage, on in referral.reached if on <= day]
    return reached[-1] if reached and referral.named_on <= day else None


def _stages(referrals: Sequence[Referral], days: CountedDays) -> tuple[Staged, ...]:
    reached = Counter(stage for referral in referrals for stage, on in referral.reached if days.hold(on))
    standing = Counter(stage_on(referral, days.last) for referral in referrals)
    return tuple(Staged(stage, reached[stage], standing[stage]) for stage in Stage)


# --- initiatives ----------------------------------------------------------------------------------------------


ENDS = (InitiativeState.WON, InitiativeState.LOST, InitiativeState.NO_DECISION, InitiativeState.WITHDRAWN)
"""How an initiative ends, in the order in which it is told."""


def _pursuits(pursuits: Iterable[Pursuit], days: CountedDays) -> Pursuits:
    counts: dict[Source | None, list[int]] = {source: [0] * 7 for source in (*Source, None)}
    won: list[Pursuit] = []
    lost: list[Pursuit] = []
    undated = 0
    for pursuit in pursuits:
        initiative = pursuit.initiative
        count = counts[initiative.source]
        count[0] += days.hold(initiative.opened_on)
        if pursuit.ended_between(days.first, days.last):
            count[1 + ENDS.index(initiative.state)] += 1
            (won if initiative.state is InitiativeState.WON else lost).append(pursuit)
        count[5] += pursuit.open_on(days.last)
        count[6] += pursuit.hollow_on(days.last)
        undated += initiative.state is not InitiativeState.OPEN and initiative.closed_on is None
    timed = [pursuit.minutes for pursuit in lost if pursuit.minutes is not None]
    return Pursuits(
        by_source=tuple(Pursued(source, *count) for source, count in counts.items()),
        won=_amounts((one.initiative.amount_cents, one.initiative.currency) for one in won),
        lost=_amounts((one.initiative.amount_cents, one.initiative.currency) for one in lost),
        no_go_minutes=sum(timed) if timed else None,
        no_go_timed=len(timed),
        no_go_spent=_amounts((one.spent_cents, one.initiative.currency) for one in lost),
        undated=undated,
    )


def _amounts(amounts: Iterable[tuple[int | None, str]]) -> tuple[Sum, ...]:
    return added(Sum(currency, Period.ONCE, cents, 1) for cents, currency in amounts if cents is not None)
