"""The lines of the referral desk, one part after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from advisorbench.commands import Subject
from advisorbench.domain.asking.gates import GateVerdict
from advisorbench.domain.asking.readiness import STATE_SIGNS, State, state_label
from advisorbench.domain.asking.tree import DEEPEST_INDENT, Node, Tally
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.language.money import say_money
from advisorbench.domain.records.facts import Referral
from advisorbench.domain.records.states import Action, AskState, Stage, TestimonialState, allowed, label
from advisorbench.domain.views import AskLine, MadeAsk, ReferralDesk, ReferralLine, TestimonialLine
from advisorbench.i18n import _, ngettext
from advisorbench.screens.lines.conversion import record_rows
from advisorbench.screens.lines.focus import of_verdict
from advisorbench.screens.lines.row import Line, Lines
from advisorbench.widgets.line_table import Heading, Span

_NOTHING = Subject()
SHOWN = 60
"""The most people or asks under one heading."""


def _line(
    key: str, mark: Span, text: Sequence[Span], about: str, subject: Subject = _NOTHING, role: str = "dim",
    note: str = "",
) -> Line:  # fmt: skip
    """A line of the desk; the note stands beside it where it is about no account."""
    return Line(key, ([mark], text, [(about, role)]), subject, note)


def ready_rows(desk: ReferralDesk) -> Lines:
    """Who may be asked today, those with a target first."""
    aimed = [line for line in desk.asks.ready if line.readiness.state is State.ASK_READY]
    others = [line for line in desk.asks.ready if line.readiness.state is State.READY]
    if aimed:
        yield Heading(_("ASK-READY %(n)d") % {"n": len(aimed)}, _("space prepares the ask, and then records it"))
    drafted = {made.ask.person_id: made.ask for made in desk.asks.asks if made.ask.state is AskState.DRAFTED}
    for line in aimed:
        row = _person(line, f"→ {line.readiness.target}")
        draft = drafted.get(line.readiness.person.id)
        if draft:  # prepared already: what is next is to ask
            row = replace(row, cells=([("✎", "good")], *row.cells[1:]), subject=replace(row.subject, action=Action.ASK))
        yield row
    if others:
        yield Heading(_("READY %(n)d") % {"n": len(others)}, _("a target with a reason is missing: t, or T finds one"))
    for line in others:
        yield _person(line, line.readiness.target or _("no target yet"))


def building_rows(desk: ReferralDesk) -> Lines:
    """Who is nearly there and what is missing; who is blocked and by what."""
    for state, heading in ((State.BUILDING, _("BUILDING %(n)d")), (State.BLOCKED, _("BLOCKED %(n)d"))):
        found = [line for line in desk.asks.building if line.readiness.state is state]
        if found:
            yield Heading(heading % {"n": len(found)}, _("space opens the first gate"))
        for line in found[:SHOWN]:
            yield _person(line, _missing(line))
        yield from _more(len(found) - SHOWN)
    if desk.asks.building_more:
        unknown = ngettext(
            "%(n)d person of whom nothing is known yet", "%(n)d people of whom nothing is known yet",
            desk.asks.building_more,
        )  # fmt: skip
        yield Heading(_("NOT STARTED %(n)d") % {"n": desk.asks.building_more}, unknown % {"n": desk.asks.building_more})
    for line in desk.asks.not_started:
        yield _person(line, _missing(line))
    yield from _more(desk.asks.building_more - len(desk.asks.not_started))


def _missing(line: AskLine) -> str:
    """The gates that do not pass, by name."""
    signs = {GateVerdict.FAIL: "×", GateVerdict.UNKNOWN: "?"}
    return "  ".join(f"{signs[gate.verdict]} {_(gate.gate.value)}" for gate in line.readiness.missing)


def _more(count: int) -> Lines:
    if count > 0:
        yield Heading("", ngettext("%(n)d more", "%(n)d more", count) % {"n": count})


def asked_rows(desk: ReferralDesk) -> Lines:
    """Asks from draft to answer, and who rests."""
    asks = desk.asks.asks
    for heading, detail, states in (
        (_("DRAFTED %(n)d"), _("written, not asked yet"), (AskState.DRAFTED,)),
        (_("WAITING %(n)d"), _("for an answer, or for their day"), (AskState.ASKED, AskState.LATER)),
        (_("ANSWERED %(n)d"), "", (AskState.YES, AskState.NO)),
    ):
        found = [made for made in asks if made.ask.state in states]
        if AskState.YES in states:
            resting = [line for line in desk.asks.resting if line.readiness.state is not State.ASKED]
            resting.sort(key=lambda line: _opens(line) or date.max)
            if resting:
                yield Heading(_("RESTING %(n)d") % {"n": len(resting)}, _("or not to be asked"))
            for line in resting[:SHOWN]:
                yield _person(line, _rests(line, desk))
            yes = sum(made.ask.state is AskState.YES for made in found)
            detail = _("%(yes)d yes of %(all)d answered") % {"yes": yes, "all": len(found)}
        if found:
            yield Heading(heading % {"n": len(found)}, detail)
        for made in found[:SHOWN]:
            yield _ask(made, desk)
        yield from _more(len(found) - SHOWN)


def _opens(line: AskLine) -> date | None:
    """The day on which the rest is over."""
    rests = line.readiness.state is State.RESTING
    return next((g.opens_on for g in line.readiness.gates if g.opens_on), None) if rests else None


def _rests(line: AskLine, desk: ReferralDesk) -> str:
    opens = _opens(line)
    until = _("until %(day)s") % {"day": say_day(opens, desk.asks.on)} if opens else ""
    return f"{state_label(line.readiness.state)} {until}".strip()


def _person(line: AskLine, about: str) -> Line:
    verdict = line.readiness
    role = "good" if verdict.state >= State.READY else "late" if verdict.state is State.BLOCKED else "dim"
    text = ((verdict.person.name, ""), (f"  {line.account}", "dim"))
    subject = of_verdict(line.account_id, verdict)
    aimed = "good" if verdict.state is State.ASK_READY else "dim"
    return _line(verdict.person.id, (STATE_SIGNS[verdict.state], role), text, about, subject, aimed)


def _ask(made: MadeAsk, desk: ReferralDesk) -> Line:
    ask = made.ask
    actions = {
        AskState.DRAFTED: Action.ASK, AskState.ASKED: Action.ANSWER_ASK, AskState.LATER: Action.ANSWER_ASK,
    }  # fmt: skip
    on = ask.later_on if ask.state is AskState.LATER else ask.answered_on or ask.asked_on
    day = say_day(on, desk.asks.on) if on else ""
    overridden = _("with a reason") if ask.override_reason else ""
    about = " · ".join(filter(None, (f"{label(ask.state)} {day}".strip(), label(ask.kind), overridden)))
    subject = Subject(made.account_id, ask.person_id, actions.get(ask.state), ask.id, thing=made.ask)
    marks = {AskState.DRAFTED: "✎", AskState.YES: "✓", AskState.NO: "×"}
    text = ((made.person, ""), (f"  → {ask.target_name}" if ask.target_name else f"  {made.account}", "dim"))
    return _line(ask.id, (marks.get(ask.state, "◑"), "accent"), text, about, subject)


def referral_rows(desk: ReferralDesk) -> Lines:
    """Every referral by its stage, those under way first; then what we gave."""
    for stage in Stage:
        here = [line for line in desk.asks.referrals if line.referral.stage is stage]
        if here:
            note = _("a name is not an introduction yet") if stage is Stage.NAMED else ""
            yield Heading(f"{label(stage).upper()} {len(here)}", note)
        for line in here[:SHOWN]:
            yield _referral(line, desk)
        yield from _more(len(here) - SHOWN)
    if desk.asks.introductions:
        count = sum(len(line.introductions) for line in desk.asks.introductions)
        yield Heading(_("GIVEN BY US %(n)d") % {"n": count}, _("introductions for our customers: we are the source"))
    for account in desk.asks.introductions:
        newest = max(account.introductions, key=lambda i: (i.on, i.id))
        counts = {"given": len(account.introductions), "asked": account.asked, "names": account.names}
        about = _("given %(given)d · asked %(asked)d · names %(names)d") % counts
        text = ((account.account, ""), (f"  {newest.who}", "dim"))
        yield _line(f"given:{account.account_id}", ("←", "good"), text, about, Subject(account.account_id))


def _referral(line: ReferralLine, desk: ReferralDesk) -> Line:
    referral = line.referral
    action = Action.ADVANCE_REFERRAL if allowed(referral.stage) else None
    subject = Subject(line.account_id, referral.person_id, action, referral.id, thing=referral)
    given = _("%(day)s, from %(who)s") % {"who": line.person, "day": say_day(referral.stage_on, desk.asks.on)}
    if referral.ended_reason:
        given = _("%(day)s, %(why)s") % {"why": referral.ended_reason, "day": say_day(referral.stage_on, desk.asks.on)}
    sign = ("★", "good") if referral.stage is Stage.CUSTOMER else ("→", "accent") if action else ("·", "dim")
    return _line(referral.id, sign, ((referral.name, ""), (f"  {referral.company}", "dim")), given, subject)


def say_tally(tally: Tally) -> str:
    """Names → introductions → customers, and what was won at these."""
    if not tally.names:
        return "–"
    steps = f"{tally.names} → {tally.introductions} → {tally.customers}"
    return f"{steps} · {say_won(tally)}" if tally.money else steps


def say_won(tally: Tally) -> str:
    """What was won, by currency, and over how many initiatives."""
    sums = ", ".join(say_money(cents, currency) for currency, cents in tally.money)
    return _("%(sums)s (%(n)d)") % {"sums": sums, "n": tally.deals}


def tree_rows(desk: ReferralDesk) -> Lines:
    """The tree, then its generations, then who brought most."""
    tree = desk.tree
    if tree.roots:
        yield Heading(_("WHO CAME FROM WHOM"), _("names → introductions → customers · won"))
    for root in tree.roots:
        yield from _branch(root, desk)
    if tree.generations:
        yield Heading(_("BY GENERATION"), _("what they brought"))
    for generation in tree.generations:
        customers = ngettext("%(n)d customer", "%(n)d customers", generation.customers) % {"n": generation.customers}
        won = _("won there: %(won)s") % {"won": say_won(generation.won)} if generation.won.money else ""
        note = [
            _("Generation 0 we found ourselves; each next one was referred by the one before."),
            f"{customers}. {won}".strip(),
        ]
        text = ((_("Generation %(n)d") % {"n": generation.number}, ""), (f"  {customers}", "dim"))
        key = f"generation:{generation.number}"
        yield _line(key, ("◇", "accent"), text, say_tally(generation.brought), note="\n\n".join(note))
    if tree.referrers:
        yield Heading(_("BY REFERRER"), _("who brought most comes first"))
    for referrer in tree.referrers[:SHOWN]:
        text = ((referrer.name, ""), (f"  {referrer.account}", "dim"))
        subject = Subject(referrer.account_id, referrer.person_id)
        yield _line(f"referrer:{referrer.person_id}", ("•", "accent"), text, say_tally(referrer.brought), subject)


def _branch(root: Node, desk: ReferralDesk) -> Iterator[Line]:
    """An account with all that came from it unless that is folded, and the names still under way.

    Without recursion: a line of referrals may be long.
    """
    waiting: list[tuple[Node | Referral, str, str, str]] = [(root, "", "", "")]
    while waiting:
        item, lead, fork, giver_id = waiting.pop()
        if not isinstance(item, Node):
            yield _under_way(item, lead + fork, giver_id, desk.asks.on)
            continue
        closed = item.account_id in desk.closed
        below: list[Node | Referral] = [*item.children, *item.open]
        mark = "▸ " if closed and below else "▾ " if below else "· "
        through = _("through %(who)s") % {"who": item.through} if item.through else ""
        text = ((f"{lead}{fork}", "dim"), (mark, "accent"), (item.name, ""), (f"  {through}", "dim"))
        about = say_tally(item.below if closed else item.brought)
        subject = Subject(item.account_id, action="fold", thing=item)
        yield _line(f"tree:{item.account_id}", ("", ""), text, about, subject)
        further = "" if not fork or len(lead) >= 2 * DEEPEST_INDENT else "│ " if fork.startswith("├") else "  "
        for child in reversed([] if closed else below):
            waiting.append((child, lead + further, "└ " if child is below[-1] else "├ ", item.account_id))


def _under_way(referral: Referral, guides: str, giver_id: str, on: date) -> Line:
    """A name that an account gave, and how far it came."""
    name = ((guides, "dim"), (referral.name, "dim"), (f"  {referral.company}", "dim"))
    about = f"{label(referral.stage)} {say_day(referral.stage_on, on)}"
    subject = Subject(giver_id, referral.person_id, Action.ADVANCE_REFERRAL, referral.id, thing=referral)
    return _line(f"tree:{referral.id}", ("", ""), name, about, subject)


_TESTIMONIAL_SIGNS: dict[TestimonialState, Span] = {
    TestimonialState.REQUESTED: ("◑", "accent"), TestimonialState.RECEIVED: ("?", "warn"),
    TestimonialState.APPROVED: ("✓", "good"), TestimonialState.PUBLISHED: ("★", "good"),
    TestimonialState.WITHDRAWN: ("×", "dim"),
}  # fmt: skip


def testimonial_rows(desk: ReferralDesk) -> Lines:
    """Every testimonial by its state."""
    for state in TestimonialState:
        here = [line for line in desk.testimonials if line.testimonial.state is state]
        if here:
            yield Heading(f"{label(state).upper()} {len(here)}")
        for line in here[:SHOWN]:
            one = line.testimonial
            action = Action.ADVANCE_TESTIMONIAL if allowed(one.state) else None
            words = " ".join((one.approved or one.original).split())
            text = ((line.person, ""), (f"  {line.account}", "dim"), (f"  “{words}”" if words else "", "dim"))
            subject = Subject(line.account_id, one.person_id, action, one.id, thing=one)
            mark, about = _TESTIMONIAL_SIGNS[state], _when(line, desk)
            if (
                allowed(state)
                and state in (TestimonialState.APPROVED, TestimonialState.PUBLISHED)
                and not line.showable
            ):
                mark = ("!", "late")
            yield _line(one.id, mark, text, about, subject, "late" if mark[1] == "late" else "dim")


def _when(line: TestimonialLine, desk: ReferralDesk) -> str:
    """Since when, and until when."""
    one = line.testimonial
    since = say_day(one.since, desk.asks.on) if one.since else ""
    if one.state is TestimonialState.WITHDRAWN or not one.expires_on:
        return since
    day = say_day(one.expires_on, desk.asks.on)
    ended = one.expires_on < desk.asks.on
    return f"{since} · " + (_("consent ended %(day)s") if ended else _("until %(day)s")) % {"day": day}


def record_lines(desk: ReferralDesk) -> Lines:
    """The record: conversions, times, whether the rule holds."""
    for row in record_rows(desk.record):
        if isinstance(row, Heading):
            yield row
        else:
            key, text, about, note = row
            yield _line(key, ("·", "accent"), ((text, ""),), about, role="", note=note)
