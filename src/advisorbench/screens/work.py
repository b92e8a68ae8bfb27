"""A screen whose rows are about accounts: beside them the brief of the selected one, on which all work is done."""

from __future__ import annotations

from advisorbench.commands import Subject
from advisorbench.domain.book_view import BookView
from advisorbench.domain.errors import BenchError
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.views import Brief
from advisorbench.screens.list_screen import ListScreen
from advisorbench.widgets.bars import KeyBar
from advisorbench.widgets.brief import BriefPanel
from advisorbench.widgets.detail import detail_of


class WorkScreen(ListScreen):
    """Lines, the brief of the selected one, and every command that works on it."""

    book: BookView | None = None
    """The state of the book that the lines were read in."""

    brief: Brief | None = None
    """The brief that is shown; it decides which keys work."""

    def nothing(self) -> str:
        """What to say beside a row that is about no account and has no hint, or beside an empty list."""
        return ""

    @property
    def facts(self) -> AccountFacts | None:
        """What is known of the selected account, once it was read."""
        return self.brief.facts if self.brief else None

    def brief_of(self, subject: Subject) -> Brief | None:
        """What the brief tells: of the state of the book in which the lines were read, with no new look at the disk.

        Raises:
            NotFound: The account is not among those at work.
        """
        return self.book.account(subject.account_id).brief if self.book else None

    def show_selected(self) -> None:
        """Show the thing that is selected whole, else the brief of its account, else what the row says."""
        subject, panel = self.subject, self.query_one(BriefPanel)
        try:
            self.brief = self.brief_of(subject) if subject.account_id else None
        except BenchError as error:
            self.trouble(error)
            return
        if self.brief is None:
            panel.say((self.row.hint if self.row else "") or self.nothing())
        elif detail := detail_of(subject.thing, self.brief.facts, self.brief.on):
            panel.detail(detail)
        else:
            panel.show(self.brief, subject.person_id, subject.note)
        self.refresh_bindings()
        self.call_after_refresh(self.query_one(KeyBar).show_keys)

    def action_open(self) -> None:
        """Open the account whole."""
        self.post_message(self.OpenAccount(self.subject.account_id))
