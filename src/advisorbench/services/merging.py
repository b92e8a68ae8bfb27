"""Making two accounts one: every link is kept, the referral tree stays whole, and undo parts them again."""

from __future__ import annotations

from datetime import date
from typing import Any

from advisorbench.domain.errors import Refused
from advisorbench.domain.words import AccountStatus
from advisorbench.i18n import _
from advisorbench.models import Account, AccountFields, Review
from advisorbench.services.base import Service, change, row_of
from advisorbench.store import asks, merging, reviews
from advisorbench.store.journal import BookSession

_STANDING = (AccountStatus.LOST, AccountStatus.PROSPECT, AccountStatus.DORMANT, AccountStatus.ACTIVE)
"""How much a status says of the relation, least first."""


_TOGETHER = (
    ("sector",), ("city",), ("country",), ("website",), ("renewal_on",), ("price_talk_on",), ("review_rule",),
    ("employees",), ("parent",), ("external_id",), ("review_every_months", "review_latest_months"),
    ("contact_ideal_days", "contact_max_days"), ("revenue_cents", "revenue_cents", "currency"),
)  # fmt: skip
"""What is taken from the other account where nothing of it is known: what belongs together goes together."""


class Merging(Service):
    """Two accounts that are one."""

    def accounts(self, kept_id: str, other_id: str) -> int:
        """Make one account of two; what the first does not know it takes from the other, which is put away.

        Args:
            kept_id: The account that stays.
            other_id: The one that goes up in it.

        Returns:
            How many things changed hands.

        Raises:
            Refused: They are the same, or one was put away already.
        """
        if kept_id == other_id:
            raise Refused(_("This is one account already."), _("Name two."))
        with self.book.write("merge accounts") as session:
            kept, other = row_of(session, Account, kept_id), row_of(session, Account, other_id)
            for account in (kept, other):
                if account.archived_on is not None:
                    raise Refused(_("“%(name)s” was put away already.") % {"name": account.name})
            giver, had_giver = self._giver(session, kept, other), kept.referred_by_id is not None
            self._one_waiting_review(session, kept, other)
            moved = 0
            for row, column in list(merging.links_to(session, other.id)):
                if row.id != kept.id:  # that the one came from the other says nothing any more
                    setattr(row, column, kept.id)
                    moved += 1
            session.flush()
            change(kept, AccountFields, self._merged(kept, other) | {"referred_by_id": giver})
            change(other, AccountFields, {"referred_by_id": None})
            other.archived_on, other.merged_into_id = self.today, kept.id
            session.flush()
            if giver or kept.generation == 0 or had_giver:
                self._number(session, kept)
        return moved

    def _giver(self, session: BookSession, kept: Account, other: Account) -> str | None:
        """Whom the one account came from: the first above both of the two, so that no circle closes."""
        for start in (kept, other):
            above = asks.lineage(session, start)
            last = max(at for at, key in enumerate(above) if key in (kept.id, other.id))
            if last + 1 < len(above):
                return above[last + 1]
        return None

    def _one_waiting_review(self, session: BookSession, kept: Account, other: Account) -> None:
        """An account has one review ahead: the one that is planned first."""
        first, second = reviews.waiting(session, kept.id), reviews.waiting(session, other.id)
        if first and second:
            later = max((first, second), key=lambda row: (row.planned_on or date.max, row is second))
            for row in (first, second):
                if row is later:
                    self._drop(session, row)

    def _drop(self, session: BookSession, row: Review) -> None:
        for attending in reviews.attendance(session, row.id):
            session.delete(attending)
        session.flush()
        session.delete(row)
        session.flush()

    def _merged(self, kept: Account, other: Account) -> dict[str, Any]:
        """What the account that stays takes from the other: whatever it does not know itself."""
        given: dict[str, Any] = {}
        for names in _TOGETHER:
            if all(getattr(kept, name) in (None, "") for name in names[:2]):
                given |= {name: getattr(other, name) for name in names}
        since = [day for day in (kept.customer_since, other.customer_since) if day]
        given["customer_since"] = min(since, default=None)
        given["status"] = max(kept.status, other.status, key=_STANDING.index)
        given["tier"] = min(kept.tier, other.tier)
        given["note"] = "\n\n".join(filter(None, (kept.note, other.note)))
        return given

    def _number(self, session: BookSession, top: Account) -> None:
        """The generations from this account down."""
        giver = session.get(Account, top.referred_by_id) if top.referred_by_id else None
        numbers = {top.id: min(giver.generation + 1, 100) if giver else 0}
        order, seen = [top], {top.id}
        for account in order:
            change(account, AccountFields, {"generation": numbers[account.id]})
            for child in merging.children(session, account.id):
                if child.id not in seen:
                    seen.add(child.id)
                    numbers[child.id] = min(numbers[account.id] + 1, 100)
                    order.append(child)
