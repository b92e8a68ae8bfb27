"""Two rhythms per account: when its next review is due, and when its next contact is.

Reviews are counted from the last review **held**, contacts from the last interaction. Month arithmetic
counts from that anchor. (PRODUCT: *Cadence*.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

from advisorbench.domain.language.dates import months_after
from advisorbench.domain.records.facts import Account, Contact, Review
from advisorbench.domain.records.states import AccountStatus, ReviewState
from advisorbench.domain.rules import Rules, TierCadence
from advisorbench.i18n import N_

if TYPE_CHECKING:
    from dateutil.rrule import rrule, rruleset

RULE_YEARS = 5
"""A review rule must give a date within this many years; a rule that never does is refused."""
_RULE = re.compile("[A-Z]+=[A-Z0-9,+-]+(?:;[A-Z]+=[A-Z0-9,+-]+)*", re.ASCII)
_RULE_PARTS = {
    "FREQ": "DAILY|WEEKLY|MONTHLY|YEARLY", "INTERVAL": "0*[1-9][0-9]{0,3}", "UNTIL": ".+", "COUNT": ".+", "WKST": ".+",
    "BYDAY": ".+", "BYMONTH": ".+", "BYMONTHDAY": ".+", "BYYEARDAY": ".+", "BYWEEKNO": ".+", "BYSETPOS": ".+",
}  # fmt: skip
"""What a rule may consist of: nothing that repeats within a day, nothing that never moves on."""
_LAST_START = 9999 - RULE_YEARS
_CYCLE_START = date(2000, 1, 1)
"""Where the calendar's cycle begins: a rule is checked from here, so that it is good or bad whatever the day."""
_CYCLE_YEARS = 400
"""After so many years the calendar repeats itself, weekdays and leap days included."""


class Standing(StrEnum):
    """How an account stands on one of its rhythms."""

    NONE = N_("none")
    """It has no such rhythm (yet)."""
    FINE = N_("fine")
    PLANNED = N_("planned")
    MISSED = N_("missed")
    DUE = N_("due")
    OVERDUE = N_("overdue")
    UNKNOWN = N_("unknown")
    """Nothing is recorded to count from: shown as unknown, never counted as good."""


@dataclass(frozen=True, slots=True)
class ReviewStanding:
    """When the next review is due and why.

    Args:
        standing: Where it stands today.
        due_on: The day it falls due; ``None`` when there is nothing to count from.
        latest_on: After this day it is overdue.
        held_on: The last review held.
        open: The review that is planned or was put off, if there is one.
    """

    standing: Standing
    due_on: date | None = None
    latest_on: date | None = None
    held_on: date | None = None
    open: Review | None = None

    @property
    def next_on(self) -> date | None:
        """The planned day, else the day it falls due."""
        if self.standing is Standing.PLANNED and self.open:
            return self.open.planned_on
        return self.due_on


@dataclass(frozen=True, slots=True)
class ContactStanding:
    """When the next contact is due.

    Args:
        standing: Where it stands today.
        last_on: The last interaction.
        due_on: The first day past the ideal interval.
        overdue_on: The first day past the maximum interval.
    """

    standing: Standing
    last_on: date | None = None
    due_on: date | None = None
    overdue_on: date | None = None


def rhythm_of(account: Account, rules: Rules) -> TierCadence:
    """The account's rhythm: its tier's, except where it was set by hand.

    A hand-set interval without its own maximum keeps the tier's proportion out of it: the maximum is never
    earlier than the interval itself.
    """
    tier = rules.rhythms[account.tier]
    by_hand = account.review_every_months or account.review_latest_months
    if not (by_hand or account.contact_ideal_days or account.contact_max_days):
        return tier
    every = account.review_every_months or tier.every_months
    ideal = account.contact_ideal_days or tier.ideal_days
    return TierCadence(
        every_months=every,
        latest_months=max(account.review_latest_months or tier.latest_months, every),
        ideal_days=ideal,
        max_days=max(account.contact_max_days or tier.max_days, ideal),
    )


@lru_cache(maxsize=1000)
def check_rule(text: str) -> str:
    """A review rule (RFC 5545 RRULE) that can be used, in its plain form; empty stays empty.

    Raises:
        ValueError: It cannot be read, repeats within a day, or gives no date within a few years; in words that are
            still to be translated.
    """
    rule = text[:300].strip().upper().removeprefix("RRULE:")
    if not rule:
        return ""
    pairs = [part.split("=") for part in rule.split(";")] if _RULE.fullmatch(rule) and len(rule) <= 200 else []
    known = all(re.fullmatch(_RULE_PARTS.get(name, ""), value) for name, value in pairs)
    names = [name for name, _value in pairs]
    # A daily rule with conditions is slow to fail; the same days can be had by week, month or year.
    daily = ["FREQ", "DAILY"] in pairs and any(name.startswith("BY") for name in names)
    if not known or daily or "FREQ" not in names or len(set(names)) < len(names):
        raise ValueError(N_("write a rule such as FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO"))
    try:
        comes = _occurrence_after(rule, _CYCLE_START, _CYCLE_START)
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise ValueError(N_("this rule cannot be used")) from None
    if comes is None:
        raise ValueError(N_("a review rule gives a date at least every five years"))
    return rule


def _occurrence_after(rule: str, anchor: date, after: date) -> date | None:
    """The first date after `after` that the rule, counted from `anchor`, gives within a bounded number of years."""
    # A rule that never matches is tried up to the year 9999: a late cycle of the same calendar keeps that short.
    shift = max((_LAST_START - after.year) // _CYCLE_YEARS, 0) * _CYCLE_YEARS
    behind = datetime.combine(after.replace(year=after.year + shift), time())
    end = behind.replace(year=behind.year + RULE_YEARS, day=min(behind.day, 28))
    occurrence: datetime | None = _parsed(rule, anchor.replace(year=anchor.year + shift), end).after(behind)
    return occurrence.date().replace(year=occurrence.year - shift) if occurrence else None


def _occurrence_until(rule: str, anchor: date) -> date | None:
    """The last date up to `anchor` that the rule gives; ``None`` where it begins with the anchor itself."""
    parts = dict(part.split("=") for part in rule.split(";"))
    if not any(name.startswith("BY") for name in parts):
        return None  # it is counted from the anchor alone, which is its first date
    end = datetime.combine(anchor, time())
    start = _steps_back(anchor, parts["FREQ"], int(parts.get("INTERVAL", "1")))
    occurrence: datetime | None = _parsed(rule, start, end).before(end, inc=True)
    return occurrence.date() if occurrence else None


def _steps_back(anchor: date, frequency: str, interval: int) -> date:
    """Some years before the anchor, by whole intervals, so that the rule keeps its step."""
    match frequency:
        case "WEEKLY":
            steps = -(-RULE_YEARS * 53 // interval)
            return anchor - timedelta(weeks=steps * interval)
        case "MONTHLY":
            steps = -(-RULE_YEARS * 12 // interval)
            return months_after(anchor, -steps * interval)
        case _:
            steps = -(-RULE_YEARS // interval)
            return months_after(anchor, -steps * interval * 12)


def _parsed(rule: str, start: date, end: datetime) -> rrule | rruleset:
    """The rule from one day to another, whatever end it names itself."""
    from dateutil.rrule import rrulestr  # only accounts with a rule of their own need it

    parts = [part for part in rule.split(";") if not part.startswith(("UNTIL=", "COUNT="))]
    until = f"UNTIL={end:%Y%m%dT%H%M%S}"
    return rrulestr(";".join([*parts, until]), dtstart=datetime.combine(start, time()))


def _due_by_rule(rule: str, anchor: date) -> date | None:
    """The next date of a rule after a review held on `anchor`: the date nearest to it is done.

    A date is done by a review that lies nearer to it than to the date before, so one held some days early is not due
    again some days later.
    """
    following = _occurrence_after(rule, anchor, anchor)
    before = _occurrence_until(rule, anchor) if following else None
    if following and before and following - anchor < anchor - before:
        return _occurrence_after(rule, anchor, following) or following
    return following


def due_after(account: Account, anchor: date, rules: Rules, *, held: bool = True) -> date:
    """The day the review falls due that follows an anchor.

    Args:
        account: Whose review.
        anchor: What is counted from.
        rules: The rhythms of the tiers.
        held: Whether a review was held on it; else no date of a rule is done by it.
    """
    rule = account.review_rule
    if rule and (due_on := _due_by_rule(rule, anchor) if held else _occurrence_after(rule, anchor, anchor)):
        return due_on
    return months_after(anchor, rhythm_of(account, rules).every_months)


def due_after_skip(account: Account, anchor: date | None, on: date, rules: Rules, *, held: bool = True) -> date:
    """The next due day after `on`, still counted from the anchor: a skip never moves the count.

    Args:
        account: Whose review.
        anchor: What is counted from; ``None`` where nothing is known.
        on: The day that is skipped.
        rules: The rhythms of the tiers.
        held: Whether a review was held on the anchor.
    """
    if anchor is None:
        return due_after(account, on, rules, held=False)
    if account.review_rule:
        occurrence = _occurrence_after(account.review_rule, anchor, max(anchor, on))
        if occurrence:
            return max(occurrence, due_after(account, anchor, rules, held=held))
    every = rhythm_of(account, rules).every_months
    return next(day for day in (months_after(anchor, every * turn) for turn in count(1)) if day > on)


def review_standing(account: Account, reviews: tuple[Review, ...], on: date, rules: Rules) -> ReviewStanding:
    """Where the account's next review stands on a day.

    Counted from the last review held; a customer who never had one is counted from the day it became a
    customer; where that is not known either the standing is *unknown*.
    """
    held_on = max((r.held_on for r in reviews if r.held_on and r.held_on <= on), default=None)
    waiting = _waiting(reviews, on)
    if waiting and waiting.planned_on and waiting.planned_on >= on:
        return ReviewStanding(Standing.PLANNED, waiting.due_on, None, held_on, waiting)
    if account.status is not AccountStatus.ACTIVE:  # no rhythm, but what was planned is still to be held or skipped
        standing = Standing.MISSED if waiting and waiting.planned_on else Standing.NONE
        return ReviewStanding(standing, None, None, held_on, waiting)
    anchor = held_on or account.customer_since
    rhythm = rhythm_of(account, rules)
    due_on = due_after(account, anchor, rules, held=held_on is not None) if anchor else None
    latest_on = None
    if anchor and due_on:
        slack = rhythm.latest_months - rhythm.every_months
        latest_on = max(months_after(anchor, rhythm.latest_months), due_on)
        if account.review_rule:
            latest_on = months_after(due_on, slack)
    missed = bool(waiting and waiting.planned_on)
    put_off = waiting.due_on if waiting and waiting.state is ReviewState.DUE else None
    if put_off and (due_on is None or put_off > due_on):
        due_on = put_off
    if put_off and on < put_off:
        standing = Standing.FINE
    elif latest_on and on > latest_on:
        standing = Standing.OVERDUE
    elif missed:
        standing = Standing.MISSED
    elif due_on is None:
        standing = Standing.UNKNOWN
    else:
        standing = Standing.DUE if on >= due_on else Standing.FINE
    return ReviewStanding(standing, due_on, latest_on, held_on, waiting)


def _waiting(reviews: tuple[Review, ...], on: date) -> Review | None:
    """The review that was planned or put off and not held yet on that day; of several the first to come."""
    waiting = [r for r in reviews if r.held_on is None or (r.held_on > on and r.planned_on)]
    return min(waiting, key=lambda r: (r.planned_on or r.due_on or date.max, r.id), default=None)


def contact_standing(account: Account, contact: Contact, on: date, rules: Rules) -> ContactStanding:
    """Where the account's next contact stands on a day: past ideal is due, past maximum is overdue."""
    last_on = contact.last_on if contact.last_on and contact.last_on <= on else None
    if account.status is AccountStatus.LOST or (last_on is None and account.status is not AccountStatus.ACTIVE):
        return ContactStanding(Standing.NONE, last_on)
    if last_on is None:
        return ContactStanding(Standing.UNKNOWN)
    rhythm = rhythm_of(account, rules)
    due_on = last_on + timedelta(days=rhythm.ideal_days + 1)
    overdue_on = last_on + timedelta(days=rhythm.max_days + 1)
    standing = Standing.OVERDUE if on >= overdue_on else Standing.DUE if on >= due_on else Standing.FINE
    return ContactStanding(standing, last_on, due_on, overdue_on)
