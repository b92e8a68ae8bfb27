"""The summary's numbers are the book's: every figure once more, by plain SQL on the file, without our own code."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from advisorbench.domain.language.periods import parse_span
from advisorbench.domain.summary.figures import PeriodFigures, Summary
from advisorbench.services import Services
from tests.services.making import TODAY

PERIODS = ("2026-W46", "2026-W47", "2026-W48", "2026-08", "2026-11", "2026-Q3", "2026-Q4", "2026", "2025")
MONTHS = {"A": 3, "B": 6, "C": 12, "D": 12}
"""The cadence of reviews, as the method has it."""


@dataclass
class Asked:
    """A book that is asked in SQL, about the days from one to another."""

    book: sqlite3.Connection
    first: str
    last: str

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows; ``:first`` and ``:last`` stand for the days."""
        return self.book.execute(query, {"first": self.first, "last": self.last}).fetchall()

    def number(self, query: str) -> int:
        """The one number."""
        ((found,),) = self.rows(query)
        return int(found or 0)


@pytest.fixture
def file(sample: Services) -> Iterator[sqlite3.Connection]:
    """The sample book as a file."""
    book = sqlite3.connect(f"file:{sample.book.path}?mode=ro", uri=True)
    yield book
    book.close()


def both(sample: Services, file: sqlite3.Connection, period: str) -> Iterator[tuple[PeriodFigures, Asked]]:
    """The figures of the period and of the one before it, each with the book to be asked."""
    span = parse_span(period, TODAY)
    found = sample.summaries.of(span)
    yield found.now, Asked(file, span.first.isoformat(), min(span.last, TODAY).isoformat())
    if found.before:
        yield found.before, Asked(file, span.before.first.isoformat(), span.before.last.isoformat())


each_period = pytest.mark.parametrize("period", PERIODS)


@each_period
def test_coverage(sample: Services, file: sqlite3.Connection, period: str) -> None:
    touched = """
        SELECT account_id, kind IN ('visit', 'meeting', 'review') AS met FROM interaction
        WHERE "on" BETWEEN :first AND :last
        UNION ALL SELECT account_id, kind <> 'call' FROM event WHERE "on" BETWEEN :first AND :last AND state = 'done'
        AND interaction_id IS NULL AND kind NOT IN ('travel', 'focus') AND account_id IS NOT NULL
        UNION ALL SELECT account_id, 1 FROM review WHERE held_on BETWEEN :first AND :last
    """
    for figures, book in both(sample, file, period):
        rows = book.rows(f"""
            SELECT a.tier, COUNT(*), SUM(COALESCE(t.met, 0)), SUM(t.met IS NOT NULL) FROM account a
            LEFT JOIN (SELECT account_id, MAX(met) AS met FROM ({touched}) GROUP BY account_id) t ON t.account_id = a.id
            WHERE a.status IN ('active', 'dormant') AND a.archived_on IS NULL
            AND (a.customer_since IS NULL OR a.customer_since <= :last) GROUP BY a.tier ORDER BY a.tier
        """)
        assert [tuple(row) for row in figures.coverage if row.owned] == rows
        assert sum(row.owned for row in figures.coverage)


@each_period
def test_reviews(sample: Services, file: sqlite3.Connection, period: str) -> None:
    for figures, book in both(sample, file, period):
        counts = {tier: [0, 0, 0, 0] for tier in MONTHS}
        for tier, status, since, every, rule, before, put_off, held in book.rows("""
            SELECT a.tier, a.status, a.customer_since, a.review_every_months, a.review_rule,
            (SELECT MAX(held_on) FROM review r WHERE r.account_id = a.id AND held_on < :first),
            (SELECT due_on FROM review r WHERE r.account_id = a.id AND r.state = 'due'),
            (SELECT COUNT(*) FROM review r WHERE r.account_id = a.id AND held_on BETWEEN :first AND :last)
            FROM account a WHERE a.archived_on IS NULL
        """):
            counts[tier][3] += held
            anchor = before or since
            if status != "active" or not (anchor or put_off):
                continue
            days = [put_off] if put_off else []
            if anchor:
                start = datetime.fromisoformat(anchor)
                due = rrulestr(rule, dtstart=start).after(start) if rule else None
                days.append((due or start + relativedelta(months=every or MONTHS[tier])).date().isoformat())
            due_on = max(days)
            if due_on <= book.last:
                counts[tier][0] += 1
                counts[tier][1] += held > 0
                counts[tier][2] += due_on < book.first
        assert {row.tier.value: list(row[1:]) for row in figures.reviews} == counts


@each_period
def test_value(sample: Services, file: sqlite3.Connection, period: str) -> None:
    still = "(state = 'verified' OR (state = 'disputed' AND disputed_on > :last))"
    sure = f"(verified_on BETWEEN :first AND :last AND {still})"
    for figures, book in both(sample, file, period):
        value = figures.value
        assert value.verified == book.number(f"SELECT COUNT(*) FROM outcome WHERE {sure}")
        assert sorted((one.currency, one.period.value, one.cents, one.number) for one in value.sums) == book.rows(
            f"SELECT currency, period, SUM(amount_cents), COUNT(*) FROM outcome WHERE {sure} "
            "AND amount_cents IS NOT NULL GROUP BY currency, period ORDER BY currency, period"
        )
        assert value.realised == book.number('SELECT COUNT(*) FROM outcome WHERE "on" BETWEEN :first AND :last')
        assert value.disputed == book.number(
            "SELECT COUNT(*) FROM outcome WHERE state = 'disputed' AND disputed_on BETWEEN :first AND :last"
        )
        assert value.waiting == book.number("""
            SELECT COUNT(*) FROM outcome WHERE "on" <= :last AND (verified_on IS NULL OR verified_on > :last)
            AND (disputed_on IS NULL OR disputed_on > :last)
        """)


@each_period
def test_hours(sample: Services, file: sqlite3.Connection, period: str) -> None:
    kind = """
        CASE WHEN a.id IS NULL THEN 'none' WHEN a.status = 'lost' THEN 'unclassified'
        WHEN a.status <> 'prospect' AND (a.customer_since IS NULL OR a.customer_since <= t."on") THEN 'customers'
        WHEN a.referred_by_id IS NOT NULL
        OR EXISTS (SELECT 1 FROM referral r WHERE (r.new_account_id = a.id OR LOWER(r.company) = LOWER(a.name))
            AND r.named_on <= t."on" AND (r.ended_on IS NULL OR r.ended_on >= t."on"))
        OR EXISTS (SELECT 1 FROM initiative i WHERE i.account_id = a.id AND i.source = 'referred'
            AND (i.opened_on IS NULL OR i.opened_on <= t."on"))
        OR EXISTS (SELECT 1 FROM person p WHERE p.account_id = a.id AND p.came_by_referral
            AND (p.added_on IS NULL OR p.added_on <= t."on")) THEN 'referred'
        ELSE 'strangers' END
    """
    for figures, book in both(sample, file, period):
        found: dict[str, int] = {}
        contacts = untimed = 0
        for use, minutes, number, missing in book.rows(f"""
            SELECT {kind}, SUM(minutes), COUNT(*), SUM(minutes IS NULL) FROM interaction t
            LEFT JOIN account a ON a.id = t.account_id WHERE t."on" BETWEEN :first AND :last GROUP BY 1
        """):
            found[use] = found.get(use, 0) + (minutes or 0)
            contacts, untimed = contacts + number, untimed + missing
        for use, event, minutes, travel, number in book.rows(f"""
            SELECT {kind}, t.kind, SUM(CASE WHEN t.interaction_id IS NULL THEN minutes ELSE 0 END),
            SUM(travel_minutes), SUM(t.interaction_id IS NULL) FROM event t LEFT JOIN account a ON a.id = t.account_id
            WHERE t."on" BETWEEN :first AND :last AND t.state = 'done' GROUP BY 1, 2
        """):
            met = event in ("visit", "call", "review")
            use = "travel" if event == "travel" else use if use != "none" else "unclassified" if met else "inside"
            found[use] = found.get(use, 0) + minutes
            found["travel"] = found.get("travel", 0) + travel
            contacts += number if use not in ("travel", "inside") else 0
        hours = figures.hours
        assert hours.doubts == 0
        assert {row.use.value: row.minutes for row in hours.minutes if row.minutes} == {
            use: minutes for use, minutes in found.items() if minutes
        }
        assert (hours.contacts, hours.untimed) == (contacts, untimed)
        assert hours.total == sum(found.values())


@each_period
def test_asks_and_referrals(sample: Services, file: sqlite3.Connection, period: str) -> None:
    answered = "SUM(state = '{}' AND answered_on BETWEEN :first AND :last)"
    answers = ", ".join(answered.format(state) for state in ("yes", "later", "no"))
    for figures, book in both(sample, file, period):
        rows = book.rows(f"""
            SELECT kind, SUM(asked_on BETWEEN :first AND :last), {answers},
            SUM(answered_on IS NULL OR answered_on > :last),
            SUM(asked_on BETWEEN :first AND :last AND override_reason <> '')
            FROM ask WHERE state <> 'drafted' AND asked_on <= :last GROUP BY kind
        """)
        known = {row[0]: row[1:] for row in rows}
        assert {row.kind.value: row[1:] for row in figures.asks if any(row[1:])} == {
            kind: counts for kind, counts in known.items() if any(counts)
        }
        for row in figures.stages:
            column = f"{row.stage.value}_on"
            reached = f"SELECT COUNT(*) FROM referral WHERE {column} BETWEEN :first AND :last"
            assert row.reached == book.number(reached)
        stages = ("named", "introduced", "met", "buying", "customer", "ended")
        for at, row in enumerate(figures.stages):
            later = " ".join(f"AND ({name}_on IS NULL OR {name}_on > :last)" for name in stages[at + 1 :])
            query = f"SELECT COUNT(*) FROM referral WHERE {row.stage.value}_on <= :last {later}"
            assert row.standing == book.number(query)


@each_period
def test_initiatives(sample: Services, file: sqlite3.Connection, period: str) -> None:
    ended = "SUM(state = '{}' AND closed_on BETWEEN :first AND :last)"
    ends = ", ".join(ended.format(state) for state in ("won", "lost", "no decision", "withdrawn"))
    going = "((opened_on IS NULL OR opened_on <= :last) AND (state = 'open' OR closed_on > :last))"
    moves = """
        ((next_step <> '' AND next_step_on >= :last) OR EXISTS (SELECT 1 FROM buyingstep s WHERE s.initiative_id = i.id
        AND s.kind = 'milestone' AND s.side = 'customer' AND s.due_on >= :last
        AND (s.done_on IS NULL OR s.done_on > :last)))
    """
    no_go = "state IN ('lost', 'no decision', 'withdrawn') AND closed_on BETWEEN :first AND :last"
    for figures, book in both(sample, file, period):
        rows = book.rows(f"""
            SELECT source, SUM(opened_on BETWEEN :first AND :last), {ends}, SUM(COALESCE({going}, 0)),
            SUM(COALESCE({going}, 0) AND NOT COALESCE({moves}, 0)) FROM initiative i GROUP BY source
        """)
        known = {row[0]: tuple(count or 0 for count in row[1:]) for row in rows}
        pursuits = figures.pursuits
        assert {row.source.value if row.source else None: row[1:] for row in pursuits.by_source if any(row[1:])} == {
            source: counts for source, counts in known.items() if any(counts)
        }
        for sums, column, where in (
            (pursuits.won, "amount_cents", "state = 'won' AND closed_on BETWEEN :first AND :last"),
            (pursuits.lost, "amount_cents", no_go),
            (pursuits.no_go_spent, "spent_cents", no_go),
        ):
            assert [(one.currency, one.cents, one.number) for one in sums] == book.rows(
                f"SELECT currency, SUM({column}), COUNT({column}) FROM initiative "
                f"WHERE {where} AND {column} IS NOT NULL GROUP BY currency ORDER BY currency"
            )
        ((hours, timed),) = book.rows(f"SELECT SUM(hours) * 60, COUNT(hours) FROM initiative WHERE {no_go}")
        assert (pursuits.no_go_minutes, pursuits.no_go_timed) == (None if hours is None else round(hours), timed)


@each_period
def test_lists(sample: Services, file: sqlite3.Connection, period: str) -> None:
    span = parse_span(period, TODAY)
    found = sample.summaries.of(span, full=True)
    book = Asked(file, span.first.isoformat(), min(span.last, TODAY).isoformat())
    assert sorted((one.account, one.on.isoformat()) for one in found.held) == book.rows(
        "SELECT a.name, r.held_on FROM review r JOIN account a ON a.id = r.account_id "
        "WHERE r.held_on BETWEEN :first AND :last ORDER BY a.name, r.held_on"
    )
    assert sorted((one.account, one.what, one.by, one.cents) for one in found.verified) == book.rows("""
        SELECT a.name, o.what, p.name, o.amount_cents FROM outcome o JOIN account a ON a.id = o.account_id
        JOIN person p ON p.id = o.verified_by_id WHERE o.verified_on BETWEEN :first AND :last
        AND (o.state = 'verified' OR o.disputed_on > :last) ORDER BY 1, 2
    """)
    assert sorted((one.account, one.name, one.state.value, one.reason) for one in found.ended) == book.rows("""
        SELECT a.name, i.name, i.state, i.end_reason FROM initiative i JOIN account a ON a.id = i.account_id
        WHERE i.closed_on BETWEEN :first AND :last ORDER BY 1, 2
    """)
    assert len(found.moved) == sum(row.reached for row in found.now.stages)
    assert found.missing_count == sum(row.due - row.due_held for row in found.now.reviews)


def ahead(summary: Summary) -> tuple[int, ...]:
    """The counts of what comes."""
    assert summary.ahead
    return summary.ahead.reviews, summary.ahead.review_minutes, summary.ahead.renewals


def test_what_is_ahead(sample: Services, file: sqlite3.Connection) -> None:
    for period, first, last in (
        ("2026-W47", TODAY, date(2026, 11, 29)),
        ("2026-W48", TODAY + timedelta(1), date(2026, 12, 6)),
        ("2026-Q3", TODAY, date(2026, 12, 31)),
        ("2026", TODAY + timedelta(1), date(2027, 12, 31)),
    ):
        book = Asked(file, first.isoformat(), last.isoformat())
        reviews = book.number(
            "SELECT COUNT(*) FROM review WHERE held_on IS NULL AND planned_on BETWEEN :first AND :last"
        )
        renewals = book.number(
            "SELECT COUNT(*) FROM account WHERE renewal_on BETWEEN :first AND :last AND status IN ('active', 'dormant')"
        )
        found = sample.summaries.of(parse_span(period, TODAY))
        assert ahead(found) == (reviews, reviews * 4 * 60, renewals)
        assert found.ahead
        assert (found.ahead.first, found.ahead.last) == (first, last)
    assert sample.summaries.of(parse_span("2026-Q2", TODAY)).ahead is None
