"""Use cases of the referral desk: who may be asked, targets, drafts, asks and their answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from advisorbench.domain.asking.conversion import record_of
from advisorbench.domain.asking.desk import ask_desk, testimonial_lines
from advisorbench.domain.asking.readiness import Readiness, State, assess
from advisorbench.domain.asking.tree import tree_of
from advisorbench.domain.asking.wording import WORDINGS, Aim, draft, language_of, value_told
from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.language.reasons import say_reason
from advisorbench.domain.records.referral_facts import Snapshot
from advisorbench.domain.records.states import (
    AskKind,
    AskState,
    OutcomeState,
    TargetState,
    TemplateKind,
    TestimonialState,
    step,
)
from advisorbench.domain.text import fold
from advisorbench.domain.views import AskDesk, AskPreparation, ReferralDesk
from advisorbench.i18n import _
from advisorbench.models import (
    AskFields,
    AskRow,
    PersonRow,
    SnapshotRow,
    TargetFields,
    TargetRow,
    TestimonialFields,
    TestimonialRow,
)
from advisorbench.services.base import RecordRef, Service, change, new_row, not_later, ref_of, row_of, validated
from advisorbench.services.judging import facts_to_judge, must_be_judged
from advisorbench.store import asks as store
from advisorbench.store import reviews
from advisorbench.store.journal import BookSession

_RULES_KEPT = ("value_days", "signal_days", "rest_days", "ask_window_days", "asks_per_window", "window_days")
"""The numbers that a verdict rests on."""


class Asks(Service):
    """Earn it, ask well."""

    def desk(self, on: date | None = None) -> AskDesk:
        """Who is ready and why, who is nearly and what is missing, what was asked, and the referrals by stage.

        Args:
            on: A past day, as it stood then as far as facts have dates; today if left out.

        Raises:
            FieldErrors: The day is still to come.
        """
        with self._read(self._past(on)) as reading:
            view, stood = reading.view, reading.ask(store.stood)
        return ask_desk(view, stood)

    def referral_desk(self) -> ReferralDesk:
        """All that the referral desk shows, in one state of the book."""
        with self._read() as reading:
            view, stood, won = reading.view, reading.ask(store.stood), reading.ask(store.won_at)
        return ReferralDesk(
            book=view,
            asks=ask_desk(view, stood),
            tree=tree_of(view.facts, won),
            testimonials=tuple(testimonial_lines(view.facts, view.on)),
            record=record_of(view.facts, view.on),
        )

    def _past(self, on: date | None) -> date:
        if on is not None:
            not_later("on", on, self.today)
        return on or self.today

    def readiness(self, account_id: str, person_id: str, on: date | None = None) -> Readiness:
        """The verdict on one person, today or on a past day.

        Raises:
            Refused: The person did not work there.
            FieldErrors: The day is still to come.
        """
        with self.book.read() as session:
            return self._verdict(session, account_id, person_id, self._past(on))

    def _verdict(self, session: BookSession, account_id: str, person_id: str, on: date) -> Readiness:
        facts = facts_to_judge(session, account_id, on)
        person = facts.person(person_id)
        if person is None:
            raise Refused(_("This person does not work at that account (any more)."))
        return assess(facts, person, on, self.rules)

    def preparation(self, account_id: str, person_id: str) -> AskPreparation:
        """What asking somebody is prepared from: value first, the target, why now, and what was written already.

        Raises:
            Refused: The person does not work there, or is marked do-not-ask.
        """
        with self._read() as reading:
            brief = reading.account(account_id).brief
            must_be_judged(brief.facts, brief.on)
            readiness = next((verdict for verdict in brief.verdicts if verdict.person.id == person_id), None)
            if readiness is None:
                raise Refused(_("This person does not work at that account (any more)."))
            self._not_marked(readiness)
            own = tuple(reviews.templates(reading.session, TemplateKind.ASK))
            language = row_of(reading.session, PersonRow, person_id).language
        aims = [t for t in brief.facts.targets if t.person_id == person_id and t.open_on(brief.on)]
        return AskPreparation(
            brief=brief,
            readiness=readiness,
            outcome=value_told(brief.facts, person_id, brief.on),
            target=min(aims, key=lambda t: (not t.why_now, t.id), default=None),
            drafted=brief.facts.drafted_ask(person_id),
            language=language_of(language),
            own=own,
        )

    def drafts(self, found: AskPreparation, kind: AskKind, aim: Aim) -> dict[str, str]:
        """The wordings of an ask by name: those there are, in the person's language first, then the seller's own."""
        spoken = sorted({language for _kind, language in WORDINGS}, key=lambda one: (one != found.language, one))
        templates = [(language, language, WORDINGS[kind, language]) for language in spoken]
        templates += [(name, found.language, text) for name, text in found.own]
        return {
            name: draft(text, language, found.brief.facts, found.readiness.person, aim, found.outcome)
            for name, language, text in templates
        }

    def save_draft(self, values: Mapping[str, Any], who: str = "", company: str = "", why_now: str = "") -> RecordRef:
        """Keep an ask that is written and not made yet, with its target.

        There is one draft for each person: the same again replaces it.
        """
        fields = validated(AskFields, values)
        with self.book.write("prepare ask") as session:
            target = self._aim(session, fields, who, company, why_now)
            given = {"state": AskState.DRAFTED, "asked_on": None, "target_id": target.id if target else None}
            row = store.drafted(session, fields.person_id)
            if row is None:
                row = new_row(session, AskRow, fields, **given)
            else:
                change(row, AskFields, {**fields.model_dump(), **given})
        return ref_of(row)

    def drop_draft(self, ask_id: str) -> None:
        """Throw away an ask that was written and not made.

        Raises:
            Refused: It was made already.
        """
        with self.book.write("drop draft") as session:
            row = row_of(session, AskRow, ask_id)
            if row.state is not AskState.DRAFTED:
                raise Refused(_("This was asked already."))
            session.delete(row)

    def _aim(self, session: BookSession, fields: AskFields, who: str, company: str, why_now: str) -> TargetRow | None:
        """The target that is open with this person, or the one that is named, with its reason."""
        drafted = store.drafted(session, fields.person_id)
        aimed_at = session.get(TargetRow, drafted.target_id) if drafted and drafted.target_id else None
        target = aimed_at if aimed_at and aimed_at.state is TargetState.OPEN else None
        target = target or store.open_target(session, fields.person_id)
        if not (who or company):
            if why_now and not target:
                raise FieldErrors({"who": _("say whom you ask for")})
            if target and why_now:
                change(target, TargetFields, {"why_now": why_now})
            return target
        aim = {"who": who or company, "company": company if who else "", "why_now": why_now}
        if target and fold(target.who) == fold(aim["who"]) and (not company or fold(target.company) == fold(company)):
            if why_now:
                change(target, TargetFields, {"why_now": why_now})
            return target
        about = {"account_id": fields.account_id, "person_id": fields.person_id, "added_on": fields.asked_on}
        about["added_on"] = about["added_on"] or self.today
        target = new_row(session, TargetRow, validated(TargetFields, {**about, **aim}))
        session.flush()
        return target

    def ask(
        self,
        values: Mapping[str, Any],
        who: str = "",
        company: str = "",
        why_now: str = "",
        outcome_id: str | None = None,
    ) -> RecordRef:
        """Record that we asked a person.

        How the person stood on that day is kept with it. A draft for this person becomes this ask.

        Args:
            values: The ask; with its `override_reason` where the person is not ready.
            who: The target, unless one is open with this person already.
            company: The target's company.
            why_now: Why this target now.
            outcome_id: For a testimonial: the verified outcome it is to speak of; the newest if left out.

        Raises:
            Refused: The person is not ready, or there is no target with a reason, and no reason to override is given;
                or they are marked do-not-ask.
            FieldErrors: A field is wrong, or the day is missing or still to come.
        """
        fields = validated(AskFields, values)
        if fields.asked_on is None:
            raise FieldErrors({"asked_on": _("say when")})
        not_later("asked_on", fields.asked_on, self.today)
        with self.book.write("ask") as session:
            target, aimed = None, True
            if fields.kind is not AskKind.TESTIMONIAL:
                target = self._aim(session, fields, who, company, why_now)
                aimed = bool(target and target.why_now)
                session.flush()
            verdict = self._verdict(session, fields.account_id, fields.person_id, fields.asked_on)
            self._may_ask(verdict, aimed, fields.override_reason, fields.asked_on)
            given = {**fields.model_dump(), "state": AskState.ASKED, "target_id": target.id if target else None}
            if verdict.state >= State.READY and aimed:
                given["override_reason"] = ""
            row = self._made(session, given)
            if target:
                change(target, TargetFields, {"state": TargetState.ASKED, "closed_on": fields.asked_on})
            self._keep(session, row, verdict, fields.asked_on)
            if fields.kind is AskKind.TESTIMONIAL:
                self._request(session, row, outcome_id, fields.asked_on)
        return ref_of(row)

    def _made(self, session: BookSession, given: dict[str, Any]) -> AskRow:
        """The draft for this person as an ask that was made, or a new one."""
        row = store.drafted(session, given["person_id"])
        if row is None or row.kind is not given["kind"]:
            row = AskRow.model_validate(given)
            session.add(row)
        else:
            step(row.state, AskState.ASKED)
            kept = {name: getattr(row, name) for name in ("text", "route", "channel", "note") if not given[name]}
            change(row, AskFields, {**given, **kept})
        session.flush()
        return row

    def _keep(self, session: BookSession, row: AskRow, verdict: Readiness, on: date) -> None:
        """A snapshot of how the person stood: verdicts and days, no words."""
        gates = {
            result.gate.name.lower(): [result.verdict.value, result.on.isoformat() if result.on else None]
            for result in verdict.gates
        }
        numbers = {name: getattr(self.rules, name) for name in _RULES_KEPT}
        snapshot = {
            "account_id": row.account_id, "person_id": row.person_id, "ask_id": row.id, "on": on,
            "state": verdict.state.word, "score": verdict.score, "gates": gates, "rules": numbers,
        }  # fmt: skip
        session.add(SnapshotRow.model_validate(snapshot))

    def _request(self, session: BookSession, row: AskRow, outcome_id: str | None, on: date) -> None:
        facts = facts_to_judge(session, row.account_id, on)
        outcome = facts.outcome(outcome_id) if outcome_id else value_told(facts, row.person_id, on)
        if outcome is None or outcome.state_on(on) is not OutcomeState.VERIFIED:
            raise Refused(
                _("A testimonial speaks of an outcome that they verified; there is none."),
                _("Have one verified first."),
            )
        wanted = {
            "account_id": row.account_id, "person_id": row.person_id, "outcome_id": outcome.id, "ask_id": row.id,
            "requested_on": on,
        }  # fmt: skip
        new_row(session, TestimonialRow, validated(TestimonialFields, wanted))

    def _not_marked(self, verdict: Readiness) -> None:
        """Whoever does not want to be asked is not asked, whatever the reason."""
        if verdict.state is State.DO_NOT_ASK:
            raise Refused(
                _("%(person)s is marked do-not-ask.") % {"person": verdict.person.name},
                _("If they changed their mind, take the mark away first."),
            )

    def _may_ask(self, verdict: Readiness, aimed: bool, reason: str, on: date) -> None:
        self._not_marked(verdict)
        if reason:
            return
        if verdict.state < State.READY:
            missing = "; ".join(
                f"{_(result.gate.value)}: {say_reason(result.reason, on)}" for result in verdict.missing
            )
            raise Refused(
                _("%(person)s is not ready to be asked: %(missing)s.")
                % {"person": verdict.person.name, "missing": missing},
                _("Open these first, or give a written reason."),
            )
        if not aimed:
            raise Refused(
                _("Ask for one named target, with a reason why now."),
                _("Name the target and the reason, or give a written reason to ask without."),
            )

    def snapshot(self, ask_id: str) -> Snapshot | None:
        """How the person stood when they were asked; ``None`` for an ask from before this was kept."""
        with self.book.read() as session:
            return store.snapshot_of(session, ask_id)

    def answer(self, ask_id: str, state: AskState, on: date, later_on: date | None = None, note: str = "") -> None:
        """Record the answer: yes, no, or later with a date; or, once that date has come, that we asked again.

        Raises:
            FieldErrors: Later without a date to come, or a day before the ask.
            Refused: It is only drafted, or was answered already.
        """
        not_later("on", on, self.today)
        with self.book.write("answer ask") as session:
            row = row_of(session, AskRow, ask_id)
            if row.state is AskState.DRAFTED:
                raise Refused(_("This was not asked yet."), _("Record the ask first."))
            again = state is AskState.ASKED or row.state is state is AskState.LATER
            if again and row_of(session, PersonRow, row.person_id).do_not_ask:
                raise Refused(_("They are marked do-not-ask."), _("If they changed their mind, take the mark away."))
            if row.state is AskState.LATER and state is AskState.LATER:
                # Asked again on that day, and put off again.
                change(row, AskFields, {"state": AskState.ASKED, "asked_on": on, "answered_on": None, "later_on": None})
            step(row.state, state)
            if row.asked_on and on < row.asked_on:
                raise FieldErrors({"on": _("this is before we asked")})
            given: dict[str, Any] = {"state": state, "answered_on": on, "later_on": None}
            if state is AskState.LATER:
                if later_on is None or later_on <= on:
                    raise FieldErrors({"later_on": _("say until when: a day to come")})
                given["later_on"] = later_on
            if state is AskState.ASKED:
                given = {"state": state, "asked_on": on, "answered_on": None, "later_on": None}
            if note:
                given["note"] = f"{row.note}\n{note}".strip()
            change(row, AskFields, given)
            if state is AskState.NO and (wanted := store.of_ask(session, row.id)):
                self._declined(wanted, on)

    def _declined(self, wanted: TestimonialRow, on: date) -> None:
        """A testimonial that they would rather not give."""
        step(wanted.state, TestimonialState.WITHDRAWN)
        said = {"state": TestimonialState.WITHDRAWN, "withdrawn_on": on, "withdrawn_reason": _("said no")}
        change(wanted, TestimonialFields, said)
