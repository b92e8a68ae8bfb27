"""Use cases of the referral desk: targets, asks and answers, names given and followed to customer."""

from __future__ import annotations

from datetime import date
from typing import Any

from advisorbench.clock import Clock
from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.lines import AskDesk, AskLine, MadeAsk, ReferralLine
from advisorbench.domain.readiness import Readiness, State, assess
from advisorbench.domain.rules import Rules
from advisorbench.domain.words import AskState, Stage, TargetState, step
from advisorbench.i18n import _
from advisorbench.models import (
    Ask,
    AskFields,
    Target,
    TargetFields,
)
from advisorbench.services.base import Service, change, not_later, row_of
from advisorbench.services.portfolio import Portfolio
from advisorbench.services.reviews import facts_of
from advisorbench.store import asks as store
from advisorbench.store.book import Book
from advisorbench.store.journal import BookSession


class Asks(Service):
    """Earn it, ask well, follow it, close the loop."""

    def __init__(self, book: Book, clock: Clock, rules: Rules, portfolio: Portfolio) -> None:
        super().__init__(book, clock, rules)
        self.portfolio = portfolio

    def desk(self, on: date | None = None) -> AskDesk:
        """Who is ready and why, who is nearly and what is missing, what was asked, and the referrals by stage.

        Args:
            on: A past day, as it stood then as far as facts have dates; today if left out.

        Raises:
            FieldErrors: The day is still to come.
        """
        on = self._past(on)
        known = [
            AskLine(facts.account.id, facts.account.name, facts.account.tier, verdict)
            for facts, verdict in self.portfolio.known_people(on)
        ]
        known.sort(key=lambda line: (-line.readiness.score, line.readiness.person.name, line.readiness.person.id))
        nearly = [line for line in known if line.readiness.state in (State.BUILDING, State.BLOCKED)]
        nearly.sort(key=lambda line: (-line.readiness.state, len(line.readiness.missing)))
        asks, referrals, people = [], [], 0
        for facts in self.portfolio.facts(on):
            account = facts.account
            people += len(facts.people)
            asks += [MadeAsk(account.id, account.name, facts.person_name(a.person_id), a) for a in facts.asks]
            referrals += [
                ReferralLine(account.id, account.name, facts.person_name(r.person_id), r) for r in facts.referrals
            ]
        stages = list(Stage)
        return AskDesk(
            on=on,
            ready=tuple(
                sorted(
                    (line for line in known if line.readiness.state >= State.READY), key=lambda x: -x.readiness.state
                )
            ),
            building=tuple(nearly),
            building_more=people - len(known),
            resting=tuple(
                line for line in known if line.readiness.state in (State.RESTING, State.ASKED, State.DO_NOT_ASK)
            ),
            asks=tuple(sorted(asks, key=lambda a: (a.ask.asked_on or on, a.ask.id), reverse=True)),
            referrals=tuple(
                sorted(referrals, key=lambda r: (stages.index(r.referral.stage), r.referral.stage_on, r.referral.id))
            ),
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
        facts = facts_of(session, account_id, on)
        person = facts.person(person_id)
        if person is None:
            raise Refused(_("This person does not work at that account (any more)."))
        return assess(facts, person, on, self.rules)

    def add_target(self, fields: TargetFields) -> str:
        """Record whom we would like to meet, through whom, and why now."""
        return self._add("add target", Target, fields)

    def ask(self, fields: AskFields, who: str = "", company: str = "", why_now: str = "") -> str:
        """Record that we asked a person; returns the key of the ask.

        Args:
            fields: The ask; `override_reason` where the person is not ready.
            who: The target, unless one is open with this person already.
            company: The target's company.
            why_now: Why this target now.

        Raises:
            Refused: The person is not ready, or there is no target with a reason, and no reason to override is given.
            FieldErrors: The day is missing or still to come.
        """
        if fields.asked_on is None:
            raise FieldErrors({"asked_on": _("say when")})
        not_later("asked_on", fields.asked_on, self.today)
        with self.book.write("ask") as session:
            verdict = self._verdict(session, fields.account_id, fields.person_id, self.today)
            target = store.open_target(session, fields.person_id)
            if who or company:
                aim = {"who": who or company, "company": company if who else "", "why_now": why_now}
                if target and not target.why_now and target.who == aim["who"]:
                    change(target, TargetFields, {"why_now": why_now})
                else:
                    target = Target.model_validate(
                        {"account_id": fields.account_id, "person_id": fields.person_id, **aim}
                    )
                    session.add(target)
                    session.flush()
            elif target and why_now:
                change(target, TargetFields, {"why_now": why_now})
            aimed = bool(target and target.why_now)
            self._may_ask(verdict, aimed, fields.override_reason)
            if target:
                change(target, TargetFields, {"state": TargetState.ASKED})
            given = {**fields.model_dump(), "state": AskState.ASKED, "target_id": target.id if target else None}
            if verdict.state >= State.READY and aimed:
                given["override_reason"] = ""
            row = Ask.model_validate(given)
            session.add(row)
        return row.id

    def _may_ask(self, verdict: Readiness, aimed: bool, reason: str) -> None:
        if reason:
            return
        if verdict.state < State.READY:
            missing = "; ".join(f"{_(result.gate.value)}: {result.reason}" for result in verdict.missing)
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

    def answer(self, ask_id: str, state: AskState, on: date, later_on: date | None = None, note: str = "") -> None:
        """Record the answer: yes, no, or later with a date; or, once that date has come, that we asked again.

        Raises:
            FieldErrors: Later without a date to come, or a day before the ask.
        """
        not_later("on", on, self.today)
        with self.book.write("answer ask") as session:
            row = row_of(session, Ask, ask_id)
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
