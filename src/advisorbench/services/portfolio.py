"""The whole book as the rules see it, kept in memory and brought up to date from the journal.

Reading 100,000 accounts takes over a second, filtering them in memory a few milliseconds; so the book is read
once, and after a change (ours or another program's) only the accounts that the journal names are read again.
"""

from __future__ import annotations

import threading
from datetime import date, timedelta

from advisorbench.domain.asking.finder import CUSTOMERS
from advisorbench.domain.asking.readiness import Readiness, State, assess, best
from advisorbench.domain.customers.buying import hollow
from advisorbench.domain.customers.cadence import Standing, contact_standing, review_standing
from advisorbench.domain.customers.spread import Wanted
from advisorbench.domain.customers.value import gap_of
from advisorbench.domain.days.sweep import SweepLine, sweep
from advisorbench.domain.errors import NotFound
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import InitiativeState, ReviewState
from advisorbench.domain.rules import Rules
from advisorbench.domain.text import fold, initials_name
from advisorbench.domain.views import AccountLine, Brief
from advisorbench.i18n import _
from advisorbench.store.book import Book
from advisorbench.store.facts import moved_on_to, read_facts
from advisorbench.store.journal import newest_line, touched_since

_WANTED = frozenset({Standing.PLANNED, Standing.MISSED, Standing.DUE, Standing.OVERDUE, Standing.FINE})
"""The standings of a review that has a day, planned or due."""
_NOTHING_KNOWN = State.NOT_STARTED
"""Where every person stands of whom nothing is recorded: two gates are unknown, none fails."""


class Portfolio:
    """All accounts with their standings on a day; safe to use from several threads.

    Args:
        book: The open book.
        rules: The numbers of the method.
    """

    def __init__(self, book: Book, rules: Rules) -> None:
        self._book = book
        self._rules = rules
        self._lock = threading.RLock()
        self._on: date | None = None
        self._seen = 0
        self._facts: dict[str, AccountFacts] = {}
        self._lines: dict[str, AccountLine] = {}
        self._sweeps: dict[str, tuple[SweepLine, ...]] = {}
        self._verdicts: dict[str, tuple[Readiness, ...]] = {}
        self._sorted: list[AccountLine] = []

    def lines(self, on: date) -> list[AccountLine]:
        """Every account, by name."""
        with self._lock:
            self._refresh(on)
            if not self._sorted:
                self._sorted = sorted(self._lines.values(), key=lambda line: (line.folded, line.id))
            return self._sorted

    def brief(self, account_id: str, on: date) -> Brief:
        """What one should know of one account.

        Raises:
            NotFound: It is not in the book.
        """
        with self._lock:
            self._refresh(on)
            if account_id not in self._facts:
                raise NotFound(_("This account is not in the book any more."))
            facts = self._facts[account_id]
            return Brief(
                facts=facts,
                review=review_standing(facts.account, facts.reviews, on, self._rules),
                contact=contact_standing(facts.account, facts.contact, on, self._rules),
                verdicts=self._judged(facts, on),
                sweep=tuple(sorted(self._sweep_of(facts, on), key=lambda line: (line.lane, line.order))),
                on=on,
            )

    def sweep(self, on: date) -> list[SweepLine]:
        """Every line of the sweep, in the order in which to work them."""
        with self._lock:
            self._refresh(on)
            lines = [line for facts in self._facts.values() for line in self._sweep_of(facts, on)]
            return sorted(lines, key=lambda line: line.order)

    def known_people(self, on: date) -> list[tuple[AccountFacts, Readiness]]:
        """The verdicts on everybody of whom something is recorded that bears on readiness."""
        with self._lock:
            self._refresh(on)
            return [
                (facts, verdict)
                for facts in self._facts.values()
                if facts.people and _something_known(facts)
                for verdict in self._judged(facts, on)
            ]

    def not_started(self, on: date, most: int) -> list[tuple[AccountFacts, Readiness]]:
        """The first people of whom nothing is known that bears on readiness: customers first, then by tier."""
        with self._lock:
            self._refresh(on)
            found: list[tuple[AccountFacts, Readiness]] = []
            for line in sorted(
                self._lines.values(), key=lambda one: (one.status not in CUSTOMERS, one.tier, one.folded)
            ):
                facts = self._facts[line.id]
                for verdict in self._judged(facts, on):
                    if verdict.state is State.NOT_STARTED:
                        found.append((facts, verdict))
                if len(found) >= most:
                    break
            return found[:most]

    def facts(self, on: date) -> list[AccountFacts]:
        """The facts of every account."""
        with self._lock:
            self._refresh(on)
            return list(self._facts.values())

    def hollow(self, on: date) -> int:
        """How many accounts have an open initiative without a dated next step by the customer."""
        with self._lock:
            self._refresh(on)
            return sum(line.pursuit == "hollow" for line in self._lines.values())

    def reviews_wanted(self, on: date) -> list[Wanted]:
        """The reviews that are planned, and those that are due or will fall due: what has to find its week."""
        with self._lock:
            lines = self.lines(on)
            return [self._wanted(line, on) for line in lines if line.review in _WANTED and line.next_review]

    def _wanted(self, line: AccountLine, on: date) -> Wanted:
        facts = self._facts[line.id]
        standing = review_standing(facts.account, facts.reviews, on, self._rules)
        planned = standing.open if standing.standing is Standing.PLANNED else None
        if planned:  # how urgent it is does not depend on its being planned
            held = tuple(review for review in facts.reviews if review is not planned)
            standing = review_standing(facts.account, held, on, self._rules)
        near = timedelta(days=self._rules.prepare_ahead_days)
        return Wanted(
            account_id=line.id,
            account=line.name,
            planned_on=planned.planned_on if planned else None,
            due_on=standing.due_on,
            latest_on=standing.latest_on,
            # What was prepared, or is about to be held, stays where it is.
            fixed=bool(planned and (planned.state is ReviewState.PREPARED or (planned.planned_on or on) <= on + near)),
        )

    def _refresh(self, on: date) -> None:
        # What is kept changes only once everything was read: a read that fails leaves no half of a book behind.
        with self._book.read() as session:
            newest = newest_line(session)
            if on == self._on and newest == self._seen:
                return
            touched: set[str] = set()
            whole = on != self._on or newest < self._seen  # fewer lines: another file was put in the book's place
            if not whole:
                touched, whole = touched_since(session, self._seen)
                touched |= moved_on_to(session, touched)
            fresh = {facts.account.id: facts for facts in read_facts(session, on, None if whole else sorted(touched))}
        if whole:
            self._facts, self._lines, self._sweeps, self._verdicts = {}, {}, {}, {}
        for key in touched:
            for kept in (self._facts, self._lines, self._sweeps, self._verdicts):
                kept.pop(key, None)
        self._facts |= fresh
        self._lines |= {key: account_line(facts, on, self._rules) for key, facts in fresh.items()}
        self._sorted = []
        self._on, self._seen = on, newest

    def _judged(self, facts: AccountFacts, on: date) -> tuple[Readiness, ...]:
        """The verdicts on the people of an account, kept until something changes there."""
        key = facts.account.id
        if key not in self._verdicts:
            self._verdicts[key] = _verdicts(facts, on, self._rules)
        return self._verdicts[key]

    def _sweep_of(self, facts: AccountFacts, on: date) -> tuple[SweepLine, ...]:
        key = facts.account.id
        if key not in self._sweeps:
            verdicts = self._judged(facts, on) if facts.targets else ()
            self._sweeps[key] = tuple(sweep(facts, verdicts, on, self._rules))
        return self._sweeps[key]


def _something_known(facts: AccountFacts) -> bool:
    return bool(
        facts.outcomes or facts.signals or facts.asks or facts.targets or facts.referrals or facts.issues
        or any(person.do_not_ask for person in facts.people)
    )  # fmt: skip


def _verdicts(facts: AccountFacts, on: date, rules: Rules) -> tuple[Readiness, ...]:
    verdicts = (assess(facts, person, on, rules) for person in facts.people)
    return tuple(sorted(verdicts, key=lambda r: (-r.state, -r.score, r.person.name, r.person.id)))


def pursuit(facts: AccountFacts, on: date) -> str:
    """How the open initiatives stand: "none", "open", or "hollow" where the customer has no dated next step in one."""
    if any(hollow(initiative, facts.steps, on) for initiative in facts.initiatives):
        return "hollow"
    return "open" if any(i.state is InitiativeState.OPEN for i in facts.initiatives) else "none"


def account_line(facts: AccountFacts, on: date, rules: Rules) -> AccountLine:
    """One account as the portfolio table shows it."""
    account = facts.account
    state, ready_person = None, ""
    if facts.people:
        state = _NOTHING_KNOWN
        if (
            _something_known(facts)
            or facts.promises
            or account.renewal_on
            or account.price_talk_on
            or facts.initiatives
        ):
            verdict = best(_verdicts(facts, on, rules))
            if verdict:
                state = verdict.state
                first, _space, last = verdict.person.name.rpartition(" ")
                ready_person = initials_name(first, last)
    review = review_standing(account, facts.reviews, on, rules)
    contact = contact_standing(account, facts.contact, on, rules)
    gap = gap_of(facts.objectives)
    return AccountLine(
        account.id, account.name, account.tier, account.status, account.sector, account.city,
        state, ready_person, review.next_on, review.standing, contact.last_on, contact.standing,
        gap.share, gap.count, pursuit(facts, on), fold(f"{account.name} {account.city} {account.sector}"),
    )  # fmt: skip
