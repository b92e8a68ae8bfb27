"""From the facts of a book to a manager's summary: the counts, and the lists of what they are made of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from advisorbench.domain.customers.cadence import Standing, review_standing
from advisorbench.domain.language.periods import Span
from advisorbench.domain.summary.attention import FEW, attention
from advisorbench.domain.summary.counting import (
    BookFacts,
    CountedDays,
    DueReview,
    due_reviews,
    figures,
    owned,
    verified_in,
)
from advisorbench.domain.summary.figures import (
    LISTED,
    Ahead,
    Ended,
    HeldReview,
    MissingReview,
    Moved,
    Summary,
    VerifiedValue,
)


def summarise(book: BookFacts, span: Span, until: date, sellers: tuple[str, ...] = ()) -> Summary:
    """The summary of a period, with everything told; `redacted` takes out what is nobody else's business.

    Args:
        book: The facts.
        span: The period.
        until: The last day that is counted.
        sellers: Who it is about.
    """
    days, before = CountedDays(span.first, until), CountedDays(span.before.first, span.before.last)
    known = book.began_on is not None and book.began_on <= before.last
    due = due_reviews(book, days)
    missing = _missing(due)
    needing = attention(book.accounts, book.pursuits, until, book.rules)
    return Summary(
        span=span,
        until=until,
        sellers=sellers,
        full=True,
        goal_hours=book.rules.customer_hours_per_week,
        began_on=book.began_on,
        now=figures(book, days, due),
        before=figures(book, before, due_reviews(book, before)) if known else None,
        attention=tuple(needing[:FEW]),
        attention_count=len(needing),
        held=_held(due),
        missing=tuple(missing[:LISTED]),
        missing_count=len(missing),
        verified=_verified(book, days),
        ended=_ended(book, days),
        moved=_moved(book, days),
        ahead=_ahead(book, until),
    )


def _held(due: Iterable[DueReview]) -> tuple[HeldReview, ...]:
    held = [HeldReview(one.account.name, one.account.tier, on) for one in due for on in one.held]
    return tuple(sorted(held, key=lambda one: one.order)[:LISTED])


def _missing(due: Iterable[DueReview]) -> list[MissingReview]:
    found = [
        MissingReview(one.account.name, one.account.tier, one.due_on) for one in due if one.due_on and not one.held
    ]
    return sorted(found, key=lambda one: one.order)


def _verified(book: BookFacts, days: CountedDays) -> tuple[VerifiedValue, ...]:
    values = [
        VerifiedValue(
            facts.account.name, o.verified_on or o.on, o.amount_cents, o.currency, o.period, o.what, o.verified_by
        )
        for facts in book.accounts
        for o in verified_in(facts.outcomes, days)
    ]
    return tuple(sorted(values, key=lambda value: value.order)[:LISTED])


def _moved(book: BookFacts, days: CountedDays) -> tuple[Moved, ...]:
    moves = [
        Moved(facts.account.name, stage, on, facts.person_name(referral.person_id), referral.name)
        for facts in book.accounts
        for referral in facts.referrals
        for stage, on in referral.reached
        if days.hold(on)
    ]
    return tuple(sorted(moves, key=lambda move: move.order)[:LISTED])


def _ended(book: BookFacts, days: CountedDays) -> tuple[Ended, ...]:
    ended = [
        Ended(
            pursuit.account, one.state, one.closed_on or days.last, one.source, one.amount_cents, one.currency,
            pursuit.minutes, one.name, one.end_reason,
        )
        for pursuit in book.pursuits
        if pursuit.ended_between(days.first, days.last)
        for one in (pursuit.initiative,)
    ]  # fmt: skip
    return tuple(sorted(ended, key=lambda one: one.order)[:LISTED])


_TO_PLAN = frozenset({Standing.DUE, Standing.OVERDUE, Standing.MISSED, Standing.FINE})


def _ahead(book: BookFacts, on: date) -> Ahead | None:
    planned = book.planned
    if planned is None:
        return None
    to_plan = renewals = 0
    for facts in book.accounts:
        standing = review_standing(facts.account, facts.reviews, on, book.rules)
        falls = standing.due_on is not None and standing.due_on <= planned.last
        to_plan += standing.standing in _TO_PLAN and falls
        renewal = facts.account.renewal_on
        renewals += renewal is not None and planned.first <= renewal <= planned.last and owned(facts.account, on)
    return Ahead(
        first=planned.first,
        last=planned.last,
        reviews=planned.reviews,
        review_minutes=planned.reviews * book.rules.hours_per_review * 60,
        to_plan=to_plan,
        meetings=planned.meetings,
        meeting_minutes=planned.minutes,
        renewals=renewals,
    )
