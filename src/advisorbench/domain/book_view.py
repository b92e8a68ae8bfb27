"""The whole book on a day, as one state of it: the facts of every account, and what the rules make of them.

A view never changes: after a change in the book there is another view, which shares with this one every account that
was not touched. So whatever is worked out of one view holds together, in whatever thread, and is worked out once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property

from advisorbench.domain.asking.finder import CUSTOMERS
from advisorbench.domain.asking.readiness import Readiness, State, assess, best
from advisorbench.domain.customers.buying import pursuit
from advisorbench.domain.customers.cadence import (
    ContactStanding,
    ReviewStanding,
    Standing,
    contact_standing,
    review_standing,
)
from advisorbench.domain.customers.spread import Wanted, wanted_review
from advisorbench.domain.customers.value import gap_of
from advisorbench.domain.days.sweep import SweepLine, sweep
from advisorbench.domain.errors import NotFound
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.rules import Rules
from advisorbench.domain.text import fold, initials_name
from advisorbench.domain.views import AccountLine, Brief
from advisorbench.i18n import _

_NOTHING_KNOWN = State.NOT_STARTED
"""Where every person stands of whom nothing is recorded: two gates are unknown, none fails."""


class AccountView:
    """One account on a day: its facts, and what the rules make of them.

    Args:
        facts: What is known of it.
        on: The day.
        rules: The numbers of the method.
    """

    # There are 100,000 of these: no dictionary each, and nothing worked out before it is asked for.
    __slots__ = ("_line", "_sweep", "_verdicts", "facts", "on", "rules")

    def __init__(self, facts: AccountFacts, on: date, rules: Rules) -> None:
        self.facts = facts
        self.on = on
        self.rules = rules
        self._line: AccountLine | None = None
        self._sweep: tuple[SweepLine, ...] | None = None
        self._verdicts: tuple[Readiness, ...] | None = None

    @property
    def line(self) -> AccountLine:
        """The account as the portfolio table shows it."""
        if self._line is None:
            self._line = self._account_line()
        return self._line

    @property
    def verdicts(self) -> tuple[Readiness, ...]:
        """The verdicts on its people, the readiest first; none where the account cannot be judged."""
        if self._verdicts is None:
            people = () if self.facts.faults else self.facts.people
            verdicts = (assess(self.facts, person, self.on, self.rules) for person in people)
            self._verdicts = tuple(sorted(verdicts, key=lambda r: (-r.state, -r.score, r.person.name, r.person.id)))
        return self._verdicts

    @property
    def sweep(self) -> tuple[SweepLine, ...]:
        """Its lines of the sweep, in no particular order."""
        if self._sweep is None:
            verdicts = self.verdicts if self.facts.targets else ()
            self._sweep = tuple(sweep(self.facts, verdicts, self.on, self.rules))
        return self._sweep

    @property
    def brief(self) -> Brief:
        """What one should know of it before seeing it."""
        return Brief(
            facts=self.facts,
            review=self._review,
            contact=self._contact,
            verdicts=self.verdicts,
            sweep=tuple(sorted(self.sweep, key=lambda line: (line.lane, line.order))),
            on=self.on,
        )

    @property
    def _review(self) -> ReviewStanding:
        facts = self.facts
        if facts.faults:
            return ReviewStanding(Standing.UNKNOWN)
        return review_standing(facts.account, facts.reviews, self.on, self.rules)

    @property
    def _contact(self) -> ContactStanding:
        facts = self.facts
        if facts.faults:
            return ContactStanding(Standing.UNKNOWN)
        return contact_standing(facts.account, facts.contact, self.on, self.rules)

    @property
    def says_something_of_people(self) -> bool:
        """Whether anything is recorded that bears on the readiness of one of its people."""
        facts = self.facts
        return bool(facts.people) and bool(
            facts.outcomes or facts.signals or facts.asks or facts.targets or facts.referrals or facts.issues
            or any(person.do_not_ask for person in facts.people)
        )  # fmt: skip

    def _account_line(self) -> AccountLine:
        facts, account = self.facts, self.facts.account
        state, ready_person = self._readiness()
        review, contact = self._review, self._contact
        gap = gap_of(facts.objectives)
        return AccountLine(
            account.id, account.name, account.tier, account.status, account.sector, account.city,
            state, ready_person, review.next_on, review.standing, contact.last_on, contact.standing,
            gap.share, gap.count, pursuit(facts, self.on), fold(f"{account.name} {account.city} {account.sector}"),
            facts.faults,
        )  # fmt: skip

    def _readiness(self) -> tuple[State | None, str]:
        """How ready the readiest person is, and who it is where that took a verdict."""
        facts, account = self.facts, self.facts.account
        if not facts.people or facts.faults:
            return None, ""
        if not (
            self.says_something_of_people
            or facts.promises
            or account.renewal_on
            or account.price_talk_on
            or facts.initiatives
        ):
            return _NOTHING_KNOWN, ""
        verdict = best(self.verdicts)
        if verdict is None:
            return _NOTHING_KNOWN, ""
        first, _space, last = verdict.person.name.rpartition(" ")
        return verdict.state, initials_name(first, last)


class BookView:
    """Every account on a day.

    Args:
        on: The day.
        rules: The numbers of the method.
        accounts: The accounts by key; nobody changes this any more.
    """

    def __init__(self, on: date, rules: Rules, accounts: Mapping[str, AccountView]) -> None:
        self.on = on
        self.rules = rules
        self._accounts = accounts

    @classmethod
    def of(cls, facts: Iterable[AccountFacts], on: date, rules: Rules) -> BookView:
        """The view of these accounts."""
        return cls(on, rules, {one.account.id: AccountView(one, on, rules) for one in facts})

    def changed(self, touched: Collection[str], fresh: Iterable[AccountFacts]) -> BookView:
        """The view after some accounts were changed.

        Args:
            touched: The keys of all accounts that were changed, made or put away.
            fresh: The facts of those that are there.
        """
        accounts = {key: account for key, account in self._accounts.items() if key not in touched}
        accounts |= {one.account.id: AccountView(one, self.on, self.rules) for one in fresh}
        return BookView(self.on, self.rules, accounts)

    def account(self, account_id: str) -> AccountView:
        """One account.

        Raises:
            NotFound: It is not in the book.
        """
        if account_id not in self._accounts:
            raise NotFound(_("This account is not in the book any more."))
        return self._accounts[account_id]

    @cached_property
    def facts(self) -> tuple[AccountFacts, ...]:
        """The facts of every account that can be judged, in no particular order."""
        return tuple(account.facts for account in self._accounts.values() if not account.facts.faults)

    @cached_property
    def lines(self) -> list[AccountLine]:
        """Every account, by name."""
        lines = (account.line for account in self._accounts.values())
        return sorted(lines, key=lambda line: (line.folded, line.id))

    @cached_property
    def sweep(self) -> list[SweepLine]:
        """Every line of the sweep, in the order in which to work them."""
        lines = (line for account in self._accounts.values() for line in account.sweep)
        return sorted(lines, key=lambda line: line.order)

    @cached_property
    def hollow(self) -> int:
        """How many accounts have an open initiative without a dated next step by the customer."""
        return sum(pursuit(facts, self.on) == "hollow" for facts in self.facts)

    @cached_property
    def feedback_owed(self) -> int:
        """How many referrers are owed a report."""
        return sum(bool(p.referral_id) and p.open_on(self.on) for facts in self.facts for p in facts.promises)

    @property
    def reviews_wanted(self) -> list[Wanted]:
        """The reviews that are planned, and those that are due or will fall due: what has to find its week."""
        facts = (self.account(line.id).facts for line in self.lines if not line.faults)
        standings = (wanted_review(one, self.on, self.rules) for one in facts)
        return [wanted for wanted in standings if wanted is not None]

    def known_people(self) -> list[tuple[AccountFacts, Readiness]]:
        """The verdicts on everybody of whom something is recorded that bears on readiness."""
        return [
            (account.facts, verdict)
            for account in self._accounts.values()
            if account.says_something_of_people
            for verdict in account.verdicts
        ]

    def not_started(self, most: int) -> list[tuple[AccountFacts, Readiness]]:
        """The first people of whom nothing is known that bears on readiness: customers first, then by tier.

        Args:
            most: How many at most.
        """
        people: list[tuple[AccountFacts, Readiness]] = []
        for line in sorted(self.lines, key=lambda line: (line.status not in CUSTOMERS, line.tier, line.folded)):
            account = self.account(line.id)
            people += [(account.facts, one) for one in account.verdicts if one.state is State.NOT_STARTED]
            if len(people) >= most:
                break
        return people[:most]
