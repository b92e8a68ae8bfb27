"""The referral desk: who is ready and why, who is nearly and what is missing, asks, and referrals by stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from textual.widget import Widget

from advisorbench.domain.dates import say_day
from advisorbench.domain.gates import Verdict
from advisorbench.domain.lines import AskDesk, AskLine, MadeAsk, ReferralLine
from advisorbench.domain.readiness import STATE_SIGNS, State, state_label
from advisorbench.domain.words import Action, AskState, Stage, allowed, label
from advisorbench.i18n import N_, _, ngettext
from advisorbench.screens.subject import Subject, of_verdict
from advisorbench.screens.work import WorkScreen
from advisorbench.widgets.brief import BriefPanel
from advisorbench.widgets.line_table import Column, Heading, LineTable, Span

SHOWN = 60
"""The most people or asks under one heading."""


class Line(NamedTuple):
    """A line of the desk."""

    key: str
    mark: Span
    name: str
    account: str
    about: str
    subject: Subject
    role: str = "dim"


class AsksScreen(WorkScreen):
    """Earn it, ask well, follow it, close the loop."""

    mode = "asks"
    purpose: ClassVar[str] = N_(
        "Who may be asked for a referral and why; who is nearly there and what is missing, with the key that opens "
        "it; what was asked and answered; and every referral by its stage. Space does the next thing for a line."
    )

    def __init__(self, desk: Any) -> None:
        super().__init__(desk)
        self.asks: AskDesk | None = None

    def lines(self) -> Widget:
        """Ready, nearly, resting, asks, referrals."""
        columns = (Column(width=1), Column(), Column(share=44, minimum=48))
        return LineTable(columns, _cells, lambda row: row.key, empty=_("Reading the book…"), id="asks")

    def on_mount(self) -> None:
        """Here the person comes first, and why."""
        self.query_one(BriefPanel).people_first = True

    def reload(self) -> None:
        """Read the desk again."""
        self.read("asks", lambda services: services.asks.desk(), self._show)

    def _show(self, desk: AskDesk) -> None:
        self.asks = desk
        self.table.empty = _("Nobody to ask yet.")
        self.table.fill(list(_rows(desk)))

    def subject_of(self, row: Any) -> Subject | None:
        """The person, ask or referral."""
        return row.subject if isinstance(row, Line) else None

    def nothing(self) -> str:
        """What to say where there is nobody."""
        return _(
            "Nobody is on the way to being asked yet.\n\nAn ask is earned: hold a review, record an outcome, have it "
            "verified by somebody there, and hear how satisfied they are. Whoever passes all seven gates appears here."
        )


def _rows(desk: AskDesk) -> Iterator[Any]:
    if desk.ready:
        yield Heading(_("READY %(n)d") % {"n": len(desk.ready)}, _("all seven gates pass"))
    for line in desk.ready:
        yield _person(line, line.readiness.target or _("find a target: press t"))
    yield from _asks(desk, waiting=True)
    yield from _referrals(desk, live=True)
    if desk.building or desk.building_more:
        yield Heading(_("NEARLY %(n)d") % {"n": len(desk.building)}, _("what is missing; space opens it"))
    for line in desk.building[:SHOWN]:
        missing = line.readiness.missing
        signs = {Verdict.FAIL: "×", Verdict.UNKNOWN: "?"}
        yield _person(line, " ".join(f"{signs[gate.verdict]} {_(gate.gate.value)}" for gate in missing))
    more = len(desk.building) - SHOWN
    if more > 0:
        yield Heading("", ngettext("%(n)d more", "%(n)d more", more) % {"n": more})
    if desk.building_more:
        unknown = ngettext(
            "%(n)d person of whom nothing is known yet", "%(n)d people of whom nothing is known yet", desk.building_more
        )
        yield Heading("", unknown % {"n": desk.building_more})
    if desk.resting:
        yield Heading(_("ASKED AND RESTING %(n)d") % {"n": len(desk.resting)})
    for line in desk.resting[:SHOWN]:
        opens = next((g.opens_on for g in line.readiness.gates if g.opens_on), None)
        until = _("until %(day)s") % {"day": say_day(opens, desk.on)} if opens else ""
        yield _person(line, f"{state_label(line.readiness.state)} {until}".strip())
    yield from _asks(desk, waiting=False)
    yield from _referrals(desk, live=False)


def _person(line: AskLine, about: str) -> Line:
    verdict = line.readiness
    role = "good" if verdict.state >= State.READY else "late" if verdict.state is State.BLOCKED else "dim"
    mark = (STATE_SIGNS[verdict.state], role)
    return Line(
        verdict.person.id, mark, verdict.person.name, line.account, about, of_verdict(line.account_id, verdict),
        "good" if verdict.state is State.ASK_READY else "dim",
    )  # fmt: skip


def _asks(desk: AskDesk, *, waiting: bool) -> Iterator[Any]:
    open_asks = [a for a in desk.asks if a.ask.state in (AskState.ASKED, AskState.LATER, AskState.DRAFTED)]
    answered = [a for a in desk.asks if a.ask.state in (AskState.YES, AskState.NO)]
    if waiting:
        if open_asks:
            yield Heading(_("ASKS WAITING %(n)d") % {"n": len(open_asks)}, _("for an answer, or for their day"))
        yield from (_ask(made, desk) for made in open_asks[:SHOWN])
        return
    if answered:
        yes = sum(made.ask.state is AskState.YES for made in answered)
        counted = _("%(yes)d yes of %(all)d answered") % {"yes": yes, "all": len(answered)}
        yield Heading(_("ASKS ANSWERED %(n)d") % {"n": len(answered)}, counted)
    for made in answered[:SHOWN]:
        yield _ask(made, desk)


def _ask(made: MadeAsk, desk: AskDesk) -> Line:
    ask = made.ask
    waits = ask.state in (AskState.ASKED, AskState.LATER)
    day = ask.later_on if ask.state is AskState.LATER else ask.asked_on
    about = " ".join(filter(None, (label(ask.state), say_day(day, desk.on) if day else "", f"· {label(ask.kind)}")))
    subject = Subject(made.account_id, ask.person_id, Action.ANSWER_ASK if waits else None, ask.id)
    return Line(ask.id, ("◑" if waits else "○", "accent"), made.person, ask.target or made.account, about, subject)


def _referrals(desk: AskDesk, *, live: bool) -> Iterator[Any]:
    for stage in Stage:
        if bool(allowed(stage)) is not live:
            continue
        here = [line for line in desk.referrals if line.referral.stage is stage]
        if not here:
            continue
        heading = _("REFERRALS · %(stage)s %(n)d") % {"stage": label(stage), "n": len(here)}
        yield Heading(heading)
        for line in here[:SHOWN]:
            yield _referral(line, desk)


def _referral(line: ReferralLine, desk: AskDesk) -> Line:
    referral = line.referral
    action = Action.ADVANCE_REFERRAL if allowed(referral.stage) else None
    subject = Subject(line.account_id, referral.person_id, action, referral.id)
    given = _("%(day)s, from %(who)s") % {"who": line.person, "day": say_day(referral.stage_on, desk.on)}
    if referral.ended_reason:
        given = _("%(day)s, %(why)s") % {"why": referral.ended_reason, "day": say_day(referral.stage_on, desk.on)}
    return Line(referral.id, ("→", "accent"), referral.name, referral.company, given, subject)


def _cells(row: Line) -> Sequence[Sequence[Span]]:
    return ([row.mark], [(row.name, ""), (f"  {row.account}", "dim")], [(row.about, row.role)])
