"""Use cases around referrals: names given, followed to customer; thanks and introductions that go back; the tree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from advisorbench.domain.asking.conversion import Conversion, record_of
from advisorbench.domain.asking.tree import Tree, tree_of
from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.records.states import AccountStatus, AskState, PromiseState, Stage, TargetState, step
from advisorbench.domain.text import clean_line, fold
from advisorbench.i18n import _
from advisorbench.models import (
    AccountFields,
    AccountRow,
    AskFields,
    AskRow,
    IntroductionFields,
    IntroductionRow,
    PersonRow,
    PromiseFields,
    ReferralFields,
    ReferralRow,
    TargetFields,
    TargetRow,
    ThanksFields,
    ThanksRow,
)
from advisorbench.models.base import NAME
from advisorbench.services.base import RecordRef, Service, change, new_row, not_later, ref_of, row_of, validated
from advisorbench.services.generations import next_generation
from advisorbench.services.promises import owe_feedback
from advisorbench.store import asks as store
from advisorbench.store import reviews
from advisorbench.store.journal import BookSession


class Referrals(Service):
    """Follow it, close the loop: names given, from *named* to *customer*, and what goes back."""

    def tree(self) -> Tree:
        """Who came from whom, with what each referrer and generation brought."""
        with self._read() as reading:
            view, won = reading.view, reading.ask(store.won_at)
        return tree_of(view.facts, won)

    def record(self, on: date | None = None) -> Conversion:
        """What asking and following has brought, up to today or a past day.

        Raises:
            FieldErrors: The day is still to come.
        """
        if on is not None:
            not_later("on", on, self.today)
        with self._read() as reading:
            view = reading.view
        return record_of(view.facts, on or view.on)

    def thank(self, values: Mapping[str, Any]) -> RecordRef:
        """Record that somebody was thanked.

        Raises:
            FieldErrors: A field is wrong, or the day is still to come.
        """
        fields = validated(ThanksFields, values)
        not_later("on", fields.on, self.today)
        return self._add("thank", ThanksRow, fields)

    def introduce(self, values: Mapping[str, Any]) -> RecordRef:
        """Record somebody whom we introduced to an account.

        Raises:
            FieldErrors: A field is wrong, or the day is still to come.
        """
        fields = validated(IntroductionFields, values)
        not_later("on", fields.on, self.today)
        return self._add("introduce", IntroductionRow, fields)

    def inform(self, referral_id: str, on: date) -> None:
        """Record that somebody whose name we were given was told that we keep it.

        Raises:
            FieldErrors: The day is still to come, or before the name was given.
            Refused: They know already.
        """
        not_later("on", on, self.today)
        with self.book.write("inform") as session:
            row = row_of(session, ReferralRow, referral_id)
            if on < row.named_on:
                raise FieldErrors({"on": _("this is before the name was given")})
            if row.informed_on is not None:
                raise Refused(_("%(name)s knows already.") % {"name": row.name})
            change(row, ReferralFields, {"informed_on": on})

    def name(self, values: Mapping[str, Any]) -> RecordRef:
        """Record a name that somebody gave; the referrer is owed a report on it.

        An ask to that person which is still open is thereby answered with yes.

        Raises:
            FieldErrors: A field is wrong, the day is still to come, or they gave this name already.
        """
        fields = validated(ReferralFields, values)
        not_later("named_on", fields.named_on, self.today)
        with self.book.write("name referral") as session:
            if store.named_already(session, fields.person_id, fields.name):
                raise FieldErrors({"name": _("they gave this name already, and it is still being followed")})
            ask = store.open_ask(session, fields.person_id)
            if ask:
                change(ask, AskFields, {"state": AskState.YES, "answered_on": fields.named_on, "later_on": None})
            last = ask or store.last_yes(session, fields.person_id)
            row = new_row(session, ReferralRow, fields, ask_id=last.id if last else None)
            session.flush()
            self._owe(session, row, fields.named_on, self.rules.feedback_after_name_days)
        return ref_of(row)

    def _owe(self, session: BookSession, row: ReferralRow, on: date, days: int) -> None:
        referrer = row_of(session, PersonRow, row.person_id)
        what = _("Tell %(person)s how it went with %(name)s") % {"person": referrer.name, "name": row.name}
        owe_feedback(session, row.id, row.account_id, row.person_id, what[:NAME], on, days)

    def report_back(self, referral_id: str, on: date) -> None:
        """Record that the referrer was told how it went, where no report was noted as owed."""
        not_later("on", on, self.today)
        with self.book.write("report back") as session:
            row = row_of(session, ReferralRow, referral_id)
            if on < row.named_on:
                raise FieldErrors({"on": _("this is before the name was given")})
            self._owe(session, row, on, 0)
            session.flush()
            owed = reviews.feedback_owed(session, referral_id)
            if owed is not None:
                change(owed, PromiseFields, {"state": PromiseState.KEPT, "closed_on": on})

    def advance(
        self, referral_id: str, stage: Stage, on: date, *, basis: str = "", reason: str = "", account: str = ""
    ) -> RecordRef | None:
        """Bring a referral to its next stage, or end it; the referrer is owed a report on it.

        Args:
            referral_id: Which.
            stage: The stage reached.
            on: The day it was reached.
            basis: For *introduced*: who told whom, and that they agreed.
            reason: For *ended*: why.
            account: For *customer*: the name of the new account; by default the company named.

        Returns:
            For *customer*, the account.

        Raises:
            FieldErrors: What that stage needs is missing, or the day is wrong.
            Refused: The stage may not follow the present one.
        """
        not_later("on", on, self.today)
        with self.book.write("advance referral") as session:
            row = row_of(session, ReferralRow, referral_id)
            step(row.stage, stage)
            earlier = [getattr(row, f"{s.value}_on") for s in Stage if getattr(row, f"{s.value}_on")]
            if on < max(earlier):
                raise FieldErrors({"on": _("this is before the stage it is in")})
            given: dict[str, Any] = {"stage": stage, f"{stage.value}_on": on}
            won = None
            if stage is Stage.INTRODUCED:
                if not basis.strip():
                    raise FieldErrors({"basis": _("say who told whom, and that they agreed")})
                given["permission_basis"] = basis
                self._target_met(session, row)
            if stage is Stage.ENDED:
                if not reason.strip():
                    raise FieldErrors({"reason": _("say why it ended")})
                given["ended_reason"] = reason
            if stage is Stage.CUSTOMER:
                won = self._new_customer(session, row, on, account)
                given["new_account_id"] = won.id
            change(row, ReferralFields, given)
            session.flush()
            self._owe(session, row, on, self.rules.feedback_days)
        return won

    def _target_met(self, session: BookSession, row: ReferralRow) -> None:
        """The target of the ask that brought this name is introduced."""
        ask = session.get(AskRow, row.ask_id) if row.ask_id else None
        target = session.get(TargetRow, ask.target_id) if ask and ask.target_id else None
        if target and fold(target.who) == fold(row.name):
            closed = target.closed_on or row.named_on
            change(target, TargetFields, {"state": TargetState.INTRODUCED, "closed_on": closed})

    def _new_customer(self, session: BookSession, row: ReferralRow, on: date, name: str) -> RecordRef:
        """The account that a referral became: one of that name, or a new one, of the next generation."""
        giver = row_of(session, AccountRow, row.account_id)
        wanted = clean_line(name) or row.company or row.name
        account = store.account_named(session, wanted)
        if account is None:
            account = new_row(session, AccountRow, validated(AccountFields, {"name": wanted}))
        elif account.archived_on is not None:
            raise FieldErrors({"account": _("this account was put away: choose another name")})
        elif account.id == giver.id:
            raise FieldErrors({"account": _("a customer cannot be referred by itself")})
        given: dict[str, Any] = {"status": AccountStatus.ACTIVE}
        if account.customer_since is None:
            given["customer_since"] = on
            # Whoever was a customer before was not won by this; and nobody comes of what came of it.
            if account.referred_by_id is None and account.id not in store.lineage(session, giver):
                given |= {"referred_by_id": giver.id, "generation": next_generation(giver.generation)}
        change(account, AccountFields, given)
        session.flush()
        if wanted != row.name:
            introduced = _("introduced by %(who)s") % {"who": row_of(session, PersonRow, row.person_id).name}
            session.add(
                PersonRow(
                    name=row.name, account_id=account.id, came_by_referral=True, added_on=on,
                    source=introduced[:NAME], basis=row.permission_basis,
                )
            )  # fmt: skip
        return ref_of(account)
