"""The book in memory: one use case reads one state of it, in one transaction.

Reading 100,000 accounts takes over a second, filtering them in memory a few milliseconds; so the book is read
once, and after a change (ours or another program's) only the accounts that the journal names are read again. What
else was asked is kept too, as long as the journal has no newer line.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar, TypeVarTuple

from advisorbench.domain.book_view import AccountView, BookView
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.rules import Rules
from advisorbench.services.judging import facts_of, read_facts
from advisorbench.store.book import Book
from advisorbench.store.facts import moved_on_to
from advisorbench.store.journal import BookSession, newest_line, touched_since

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
ANSWERS = 24
"""So many answers are kept; a screen asks for seven at most."""


class Portfolio:
    """The book in memory; safe to use from several threads.

    Args:
        book: The open book.
        rules: The numbers of the method.
    """

    def __init__(self, book: Book, rules: Rules) -> None:
        self._book = book
        self._rules = rules
        self._lock = threading.RLock()
        self._view: BookView | None = None
        self._viewed = 0
        self._answers = _Answers(0)

    @contextmanager
    def read(self, on: date) -> Iterator[BookReading]:
        """Read the book as it stands now, for a day; every question to it is answered from one state.

        What is slow and needs no further question belongs after it: nobody can save while it is open.
        """
        with self._book.read() as session:
            newest = newest_line(session)
            with self._lock:
                if self._answers.newest != newest:
                    self._answers = _Answers(newest)
                answers = self._answers
            yield BookReading(self, session, on, answers)

    def view(self, session: BookSession, newest: int, on: date) -> BookView:
        """The whole book in the state of a session, brought up to date from the journal where that can be done.

        Args:
            session: A reading session.
            newest: The newest line of the journal in that state.
            on: The day.
        """
        with self._lock:
            # What is kept changes only once everything was read: a read that fails leaves no half of a book behind.
            if self._view is None or (self._view.on, self._viewed) != (on, newest):
                self._view = self._brought_up(session, newest, on)
                self._viewed = newest
            return self._view

    def _brought_up(self, session: BookSession, newest: int, on: date) -> BookView:
        known = self._view
        # Fewer lines than before: another file was put in the book's place.
        if known is not None and known.on == on and self._viewed < newest:
            touched, everything = touched_since(session, self._viewed)
            if not everything:
                touched |= moved_on_to(session, touched)
                return known.changed(touched, read_facts(session, on, sorted(touched)))
        return BookView.of(read_facts(session, on), on, self._rules)

    def account(self, reading: BookReading, account_id: str) -> AccountView:
        """One account: of the whole book where that is in memory, else read by itself.

        Raises:
            NotFound: It is not in the book.
        """
        if self._view is not None and self._view.on == reading.on:
            return reading.view.account(account_id)
        return AccountView(reading.ask(facts_of, account_id, reading.on), reading.on, self._rules)


class BookReading:
    """One use case's look at the book: one transaction, one state, however much is asked.

    Args:
        portfolio: The book in memory.
        session: The transaction, for what is asked once only.
        on: The day.
        answers: What was asked in this state before.
    """

    def __init__(self, portfolio: Portfolio, session: BookSession, on: date, answers: _Answers) -> None:
        self.session = session
        self.on = on
        self._portfolio = portfolio
        self._answers = answers

    @property
    def newest(self) -> int:
        """The newest line of the journal: what was worked out of this state holds until there is a newer one."""
        return self._answers.newest

    @property
    def view(self) -> BookView:
        """The whole book."""
        return self._portfolio.view(self.session, self.newest, self.on)

    def account(self, account_id: str) -> AccountView:
        """One account; the others are not read for it.

        Raises:
            NotFound: It is not in the book.
        """
        return self._portfolio.account(self, account_id)

    def facts(self, account_id: str | None = None) -> Sequence[AccountFacts]:
        """The facts of one account, or of all.

        Raises:
            NotFound: It is not in the book.
        """
        return [self.account(account_id).facts] if account_id else self.view.facts

    def ask(self, query: Callable[[BookSession, *Ts], T], *about: *Ts) -> T:
        """The answer to a query, which is put once in each state of the book; nobody may change it.

        Args:
            query: A function of the store.
            about: What it is told besides the session.
        """
        return self._answers.of(query, about, lambda: query(self.session, *about))


class _Answers:
    """What was asked of the book in one state: as long as its newest line of the journal is this one."""

    def __init__(self, newest: int) -> None:
        self.newest = newest
        self._lock = threading.Lock()
        self._known: dict[Any, Any] = {}

    def of(self, query: Callable[..., T], about: tuple[Any, ...], put: Callable[[], T]) -> T:
        """The answer that is known, else the one that is got by putting the question."""
        question = (query, about)
        with self._lock:
            if question in self._known:
                answer: T = self._known[question]
                return answer
        answer = put()
        with self._lock:
            self._known[question] = answer
            while len(self._known) > ANSWERS:
                del self._known[next(iter(self._known))]
        return answer
