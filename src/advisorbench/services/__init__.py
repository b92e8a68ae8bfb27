"""The use cases: one public method is one transaction. Nobody above this floor opens a session.

They get the book, the clock and the rules handed in; importing this package imports the database layer, so
the screens do it in a worker, after the first frame.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from advisorbench.clock import Clock
from advisorbench.domain.rules import Rules
from advisorbench.services.accounts import Accounts
from advisorbench.services.agenda import Agenda
from advisorbench.services.asks import Asks
from advisorbench.services.calendar import Calendar
from advisorbench.services.checking import Checking
from advisorbench.services.history import History
from advisorbench.services.initiatives import Initiatives
from advisorbench.services.merging import Merging
from advisorbench.services.names import Names
from advisorbench.services.portfolio import Portfolio
from advisorbench.services.promises import Promises
from advisorbench.services.purging import Purging
from advisorbench.services.quick_log import QuickLog
from advisorbench.services.referrals import Referrals
from advisorbench.services.reviews import Reviews
from advisorbench.services.search import Search
from advisorbench.services.targets import Targets
from advisorbench.services.templates import Templates
from advisorbench.services.testimonials import Testimonials
from advisorbench.services.time import Time
from advisorbench.services.value import Value
from advisorbench.store.book import Book, make_book, open_book

if TYPE_CHECKING:
    from advisorbench.services.duplicates import Duplicates
    from advisorbench.services.exports import Exports
    from advisorbench.services.flywheel import Flywheel
    from advisorbench.services.importing.imports import Imports
    from advisorbench.services.summary import Summaries


class Services:
    """All use cases on one open book.

    Args:
        book: The open book.
        clock: Tells today and now.
        rules: The numbers of the method.
        seller: Whose book it is, for what is handed on; empty where no name was set.
    """

    def __init__(self, book: Book, clock: Clock, rules: Rules, seller: str = "") -> None:
        self.book = book
        self.clock = clock
        self.rules = rules
        self._seller = seller
        self._shared = shared = (book, clock, rules, Portfolio(book, rules))
        self.checking = Checking(*shared)
        self.accounts = Accounts(*shared)
        self.reviews = Reviews(*shared)
        self.promises = Promises(*shared)
        self.value = Value(*shared)
        self.initiatives = Initiatives(*shared)
        self.asks = Asks(*shared)
        self.referrals = Referrals(*shared)
        self.targets = Targets(*shared)
        self.testimonials = Testimonials(*shared)
        self.texts = Templates(*shared)
        self.merging = Merging(*shared)
        self.purging = Purging(*shared)
        self.search = Search(*shared)
        self.history = History(*shared)
        self.names = Names(*shared)
        self.quick_log = QuickLog(*shared)
        self.time = Time(*shared)
        self.calendar = Calendar(*shared, self.reviews)
        self.agenda = Agenda(*shared, self.calendar)

    # What has to do with files is read when it is asked for: most runs need none of it.

    @cached_property
    def imports(self) -> Imports:
        """Files that come in, of every kind."""
        from advisorbench.services.importing.imports import Imports

        return Imports(*self._shared)

    @cached_property
    def exports(self) -> Exports:
        """Files out."""
        from advisorbench.services.exports import Exports

        return Exports(*self._shared)

    @cached_property
    def duplicates(self) -> Duplicates:
        """What may be there twice."""
        from advisorbench.services.duplicates import Duplicates

        return Duplicates(*self._shared)

    @cached_property
    def flywheel(self) -> Flywheel:
        """39 from here, and the forecast."""
        from advisorbench.services.flywheel import Flywheel

        return Flywheel(*self._shared)

    @cached_property
    def summaries(self) -> Summaries:
        """What a period brought, for a manager."""
        from advisorbench.services.summary import Summaries

        return Summaries(*self._shared, self.calendar, self._seller)


def open_services(path: Path, clock: Clock, rules: Rules, *, make: bool = False, seller: str = "") -> Services:
    """The use cases on the book at a path.

    Args:
        path: The book.
        clock: Tells today and now.
        rules: The numbers of the method.
        make: Whether to make an empty book where there is none.
        seller: Whose book it is.

    Raises:
        BookError: The book cannot be opened or made.
    """
    if make and not path.exists():
        return Services(make_book(path, clock.now), clock, rules, seller)
    return Services(open_book(path, clock.now), clock, rules, seller)
