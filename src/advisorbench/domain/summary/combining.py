"""The summaries of several sellers as one: counts are added up, lists are put together, unknown stays unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from advisorbench.domain.errors import Refused
from advisorbench.domain.summary.attention import FEW, order
from advisorbench.domain.summary.figures import (
    LISTED,
    Ahead,
    Ended,
    HeldReview,
    Hours,
    MissingReview,
    Moved,
    PeriodFigures,
    Pursuits,
    Summary,
    ValueFigures,
    VerifiedValue,
    added,
)
from advisorbench.domain.text import fold
from advisorbench.i18n import _

R = TypeVar("R", bound="tuple[Any, ...]")
L = TypeVar("L", HeldReview, MissingReview, VerifiedValue, Ended, Moved)


def combine(summaries: Sequence[Summary]) -> Summary:
    """One summary of several sellers over the same period.

    Raises:
        Refused: They are of different periods, a seller is in them twice, or one does not say whose it is.
    """
    _check(summaries)
    first, ahead = summaries[0], [one.ahead for one in summaries if one.ahead]
    before = [one.before for one in summaries if one.before]
    attention = [
        item._replace(seller=item.seller or ", ".join(one.sellers)) for one in summaries for item in one.attention
    ]
    return Summary(
        span=first.span,
        until=min(one.until for one in summaries),
        sellers=tuple(name for one in summaries for name in one.sellers),
        full=any(one.full for one in summaries),
        goal_hours=sum(one.goal_hours for one in summaries),
        began_on=max((one.began_on for one in summaries if one.began_on), default=None),
        now=_figures([one.now for one in summaries]),
        # The sum of some is no sum of all.
        before=_figures(before) if len(before) == len(summaries) else None,
        attention=tuple(sorted(attention, key=order)[:FEW]),
        attention_count=sum(one.attention_count for one in summaries),
        held=_first(item for one in summaries for item in one.held),
        missing=_first(item for one in summaries for item in one.missing),
        missing_count=sum(one.missing_count for one in summaries),
        verified=_first(item for one in summaries for item in one.verified),
        ended=_first(item for one in summaries for item in one.ended),
        moved=_first(item for one in summaries for item in one.moved),
        ahead=_ahead(ahead) if len(ahead) == len(summaries) else None,
    )


def _check(summaries: Sequence[Summary]) -> None:
    periods = sorted({one.span.key for one in summaries})
    if len(periods) > 1:
        raise Refused(
            _("These summaries are of different periods: %(periods)s.") % {"periods": ", ".join(periods)},
            _("Write each with the same --period."),
        )
    if len(summaries) > 1 and not all(one.sellers for one in summaries):
        raise Refused(
            _("A summary does not say whose it is."),
            _('Write seller = "…" in that seller\'s settings, and the summary anew.'),
        )
    seen: set[str] = set()
    for name in (name for one in summaries for name in one.sellers):
        if fold(name) in seen:
            raise Refused(_("%(seller)s is in them twice.") % {"seller": name}, _("Name each seller's file once."))
        seen.add(fold(name))


def _first(items: Iterable[L]) -> tuple[L, ...]:
    """Lists put together in their order, as far as a list goes."""
    return tuple(sorted(items, key=lambda item: item.order)[:LISTED])


def _merged(rows: Iterable[R]) -> tuple[R, ...]:
    """Rows of counts put together by what they are of, which is their first cell."""
    merged: dict[Any, R] = {}
    for row in rows:
        known = merged.get(row[0])
        if known is None:
            merged[row[0]] = row
        else:
            merged[row[0]] = type(row)(*(row[:1] + tuple(a + b for a, b in zip(known[1:], row[1:], strict=True))))
    return tuple(merged.values())


def _figures(figures: Sequence[PeriodFigures]) -> PeriodFigures:
    return PeriodFigures(
        coverage=_merged(row for one in figures for row in one.coverage),
        reviews=_merged(row for one in figures for row in one.reviews),
        value=ValueFigures(
            verified=sum(one.value.verified for one in figures),
            sums=added(row for one in figures for row in one.value.sums),
            realised=sum(one.value.realised for one in figures),
            disputed=sum(one.value.disputed for one in figures),
            waiting=sum(one.value.waiting for one in figures),
        ),
        hours=Hours(
            minutes=_merged(row for one in figures for row in one.hours.minutes),
            contacts=sum(one.hours.contacts for one in figures),
            untimed=sum(one.hours.untimed for one in figures),
            doubts=sum(one.hours.doubts for one in figures),
        ),
        asks=_merged(row for one in figures for row in one.asks),
        stages=_merged(row for one in figures for row in one.stages),
        pursuits=_pursuits([one.pursuits for one in figures]),
    )


def _pursuits(pursuits: Sequence[Pursuits]) -> Pursuits:
    timed = [one.no_go_minutes for one in pursuits if one.no_go_minutes is not None]
    return Pursuits(
        by_source=_merged(row for one in pursuits for row in one.by_source),
        won=added(row for one in pursuits for row in one.won),
        lost=added(row for one in pursuits for row in one.lost),
        no_go_minutes=sum(timed) if timed else None,
        no_go_timed=sum(one.no_go_timed for one in pursuits),
        no_go_spent=added(row for one in pursuits for row in one.no_go_spent),
        undated=sum(one.undated for one in pursuits),
    )


def _ahead(ahead: Sequence[Ahead]) -> Ahead:
    return Ahead(
        min(one.first for one in ahead),
        max(one.last for one in ahead),
        *(sum(numbers) for numbers in zip(*(one[2:] for one in ahead), strict=True)),
    )
