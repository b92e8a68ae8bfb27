"""Use cases of vCards: the people who may go out."""

from __future__ import annotations

from advisorbench.exchange.cards.writing import CardOut
from advisorbench.services.base import Service
from advisorbench.store.accounts import people_to_go_out


class Cards(Service):
    """Contacts out."""

    def people(self) -> list[CardOut]:
        """Who may go out, in the order in which they were added.

        Left out are those put away or erased, and those kept anew where they went. Whoever left goes out without the
        company. A name that was given is nobody in the book before the introduction.
        """
        with self.book.read() as session:
            return [CardOut(*row) for row in people_to_go_out(session)]
