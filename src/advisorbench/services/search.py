"""Use cases of search."""

from __future__ import annotations

from advisorbench.domain.views import SearchHit
from advisorbench.services.base import Service
from advisorbench.store import accounts as store


class Search(Service):
    """Search through everything in the book."""

    def find(self, text: str) -> list[SearchHit]:
        """Accounts, people and notes that hold every word of the text."""
        with self.book.read() as session:
            return store.search(session, text)
