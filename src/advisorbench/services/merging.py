"""Making two accounts, or two people, one: every link is kept, the tree stays whole, and undo parts them again."""

from __future__ import annotations

from datetime import date
from typing import Any

from advisorbench.domain.errors import Refused
from advisorbench.domain.records.states import AccountStatus
from advisorbench.i18n import _
from advisorbench.models import AccountFields, AccountRow, PersonFields, PersonRow, ReviewRow, Row
from advisorbench.services.base import Service, change, row_of
from advisorbench.services.generations import number_generations
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
_OF_PEOPLE = ("job_title", "role", "email", "phone", "language", "external_id")
"""What is taken from the other person where it is not known of the first."""


class Merging(Service):
    """Two accounts that are one, and two people who are."""

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
            kept, other = row_of(session, AccountRow, kept_id), row_of(session, AccountRow, other_id)
            self._not_put_away(kept, other)
            giver, had_giver = self._giver(session, kept, other), kept.referred_by_id is not None
            self._one_waiting_review(session, kept, other)
            moved = self._change_hands(session, kept, other)
            change(kept, AccountFields, self._merged(kept, other) | {"referred_by_id": giver})
            change(other, AccountFields, {"referred_by_id": None})
            other.archived_on, other.merged_into_id = self.today, kept.id
            session.flush()
            if giver or kept.generation == 0 or had_giver:
                number_generations(session, kept)
        return moved

    def _not_put_away(self, *rows: AccountRow | PersonRow) -> None:
        for row in rows:
            if row.archived_on is not None:
                raise Refused(_("“%(name)s” was put away already.") % {"name": row.name})

    def _change_hands(self, session: BookSession, kept: AccountRow | PersonRow, other: AccountRow | PersonRow) -> int:
        """Make everything that refers to the one refer to the other; tells how many things did."""
        moved = 0
        for row, column in list(merging.links_to(session, type(other), other.id)):
            if row.id != kept.id:  # that the one came from the other says nothing any more
                setattr(row, column, kept.id)
                moved += 1
        self._still_apart(session, kept, other)
        session.flush()
        return moved

    def _still_apart(self, session: BookSession, kept: Row, other: Row) -> None:
        """Whoever is not the same as the one that goes is not the same as the one that stays."""
        known = {key for row in merging.apart_from(session, kept.id) for key in (row.one_id, row.other_id)}
        for row in merging.apart_from(session, other.id):
            third = row.other_id if row.one_id == other.id else row.one_id
            if third in known | {kept.id}:
                session.delete(row)
            else:
                row.one_id, row.other_id = sorted((kept.id, third))

    def _giver(self, session: BookSession, kept: AccountRow, other: AccountRow) -> str | None:
        """Whom the one account came from: the first above both of the two, so that no circle closes."""
        for start in (kept, other):
            above = asks.lineage(session, start)
            last = max(at for at, key in enumerate(above) if key in (kept.id, other.id))
            if last + 1 < len(above):
                return above[last + 1]
        return None

    def _one_waiting_review(self, session: BookSession, kept: AccountRow, other: AccountRow) -> None:
        """An account has one review ahead: the one that is planned first."""
        first, second = reviews.waiting(session, kept.id), reviews.waiting(session, other.id)
        if first and second:
            later = max((first, second), key=lambda row: (row.planned_on or date.max, row is second))
            for row in (first, second):
                if row is later:
                    self._drop(session, row)

    def _drop(self, session: BookSession, row: ReviewRow) -> None:
        for attending in reviews.attendance(session, row.id):
            session.delete(attending)
        session.flush()
        session.delete(row)
        session.flush()

    def _merged(self, kept: AccountRow, other: AccountRow) -> dict[str, Any]:
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

    def people(self, kept_id: str, other_id: str) -> int:
        """Make one person of two; what is not known of the first is taken from the other, who is put away.

        Whatever closes a gate for either of the two closes it for the one who stays.

        Args:
            kept_id: The person who stays.
            other_id: The one who goes up in them.

        Returns:
            How many things changed hands.

        Raises:
            Refused: They are the same, work at two accounts, or one was put away or erased.
        """
        if kept_id == other_id:
            raise Refused(_("This is one person already."), _("Name two."))
        with self.book.write("merge people") as session:
            kept, other = row_of(session, PersonRow, kept_id), row_of(session, PersonRow, other_id)
            self._may_be_one(kept, other)
            before = self._before(session, kept, other)
            for twice in merging.at_both(session, kept.id, other.id):
                session.delete(twice)
            session.flush()
            moved = self._change_hands(session, kept, other)
            change(kept, PersonFields, self._one_of(kept, other))
            for row, earlier in zip((kept, *before), (*before, None), strict=True):
                change(row, PersonFields, {"came_from_id": earlier.id if earlier else None})
            change(other, PersonFields, {"came_from_id": None})
            kept.added_on = min(filter(None, (kept.added_on, other.added_on)), default=None)
            other.archived_on, other.merged_into_id = self.today, kept.id
        return moved

    def _may_be_one(self, kept: PersonRow, other: PersonRow) -> None:
        for person in (kept, other):
            if person.purged_on is not None:
                raise Refused(_("Who was erased cannot be merged."))
        self._not_put_away(kept, other)
        if kept.account_id and other.account_id and kept.account_id != other.account_id:
            # What is known of a person stands at the account where it happened, and is judged there.
            raise Refused(
                _("They work at two accounts."),
                _("If this person moved, record that they left; if the accounts are one, merge those first."),
            )

    def _before(self, session: BookSession, kept: PersonRow, other: PersonRow) -> list[PersonRow]:
        """Who both were at other accounts, in one row: so that what was asked of them there still counts here."""
        first, second = merging.came_from(session, kept), merging.came_from(session, other)
        if kept.id in {row.id for row in second}:  # the one lies on the way of the other: theirs is the whole way
            first, second = second, []
        elif other.id in {row.id for row in first}:
            second = []
        shared = {row.id for row in first} & {row.id for row in second}
        ways = [row for row in first if row.id not in shared] + second
        return [row for row in ways if row.id not in (kept.id, other.id)]

    def _one_of(self, kept: PersonRow, other: PersonRow) -> dict[str, Any]:
        """What is known of the two together."""
        given = {name: getattr(kept, name) or getattr(other, name) for name in _OF_PEOPLE}
        given["account_id"] = kept.account_id or other.account_id
        given["company"] = "" if given["account_id"] else kept.company or other.company
        given["do_not_ask"] = kept.do_not_ask or other.do_not_ask
        given["came_by_referral"] = kept.came_by_referral or other.came_by_referral
        given["left_on"] = max(kept.left_on, other.left_on) if kept.left_on and other.left_on else None
        for name in ("source", "basis"):
            given[name] = "; ".join(dict.fromkeys(filter(None, (getattr(kept, name), getattr(other, name)))))
        also = [text for name in ("email", "phone") if (text := getattr(other, name)) and text != given[name]]
        noted = _("Also: %(what)s") % {"what": ", ".join(also)} if also else ""
        given["note"] = "\n\n".join(filter(None, (kept.note, other.note, noted)))
        return given
