"""The brief: what one should know of an account, or of one person there, in one column of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from advisorbench.commands import COMMANDS, Command
from advisorbench.domain.asking.gates import GateResult, GateVerdict
from advisorbench.domain.asking.readiness import STATE_SIGNS, Readiness, State, state_label
from advisorbench.domain.customers.cadence import Standing
from advisorbench.domain.customers.promises import reliability
from advisorbench.domain.customers.value import gap_of, running
from advisorbench.domain.language.dates import say_ago, say_day
from advisorbench.domain.language.money import say_money
from advisorbench.domain.language.reasons import say_reason, say_task
from advisorbench.domain.records.facts import Objective, Outcome
from advisorbench.domain.records.states import AccountStatus, OutcomeState, label
from advisorbench.domain.text import shorten, shown, shown_note
from advisorbench.domain.views import Brief
from advisorbench.i18n import _, ngettext
from advisorbench.widgets.text_parts import Part, bar, hang, item, row, say_gap, say_numbers, title

SIGNS = {
    GateVerdict.PASS: ("✓", "$text-success"),
    GateVerdict.FAIL: ("×", "$text-error"),
    GateVerdict.UNKNOWN: ("?", "$text-warning"),
}
"""How a verdict is drawn: by its sign first, the colour only helps."""
GATE = 16
"""Where the reason of a gate begins, in cells."""
SHOWN = 6
"""The most people, objectives or outcomes in a brief."""


Detail = Callable[[int], Iterator[Part]]
"""Gives the text of one thing for a width."""


class BriefPanel(VerticalScroll, can_focus=True):
    """Shows a brief; with the focus (tab) the arrow keys scroll it."""

    DEFAULT_CSS = """
    BriefPanel { padding: 0 1 0 2; scrollbar-size-vertical: 1; }
    BriefPanel:focus { background: $surface; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: tuple[Brief, str | None, str] | None = None
        self._detail: Detail | None = None
        self.people_first = False
        self.within_account = False

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(id="brief-text")

    def say(self, text: str) -> None:
        """Show a plain line, such as what an empty screen is for."""
        self._shown = self._detail = None
        self.query_one("#brief-text", Static).update(Content(shown_note(text)))

    def detail(self, detail: Detail) -> None:
        """Show one thing of an account instead of its brief.

        Args:
            detail: Gives the text for a width.
        """
        self._shown, self._detail = None, detail
        self._draw()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Break the lines anew for another width."""
        self._draw()

    def show(self, brief: Brief, person_id: str | None = None, on_top: str = "") -> None:
        """Show an account.

        Args:
            brief: The account.
            person_id: The person whose seven gates are opened; else the best one's.
            on_top: A note to show first, such as that of the selected contact.
        """
        self._shown, self._detail = (brief, person_id, on_top), None
        self._draw()
        self.scroll_home(animate=False)

    def _draw(self) -> None:
        width = max(self.scrollable_content_region.width - 1, 20)
        if self._detail is not None:
            self.query_one("#brief-text", Static).update(Content.assemble(*self._detail(width)))
        if self._shown is None:
            return
        brief, person_id, on_top = self._shown
        parts = list(self._parts(brief, person_id, width))
        if on_top:
            parts = [(_("Note") + "\n", "bold $primary"), shown_note(on_top), "\n\n", *parts]
        self.query_one("#brief-text", Static).update(Content.assemble(*parts))

    def _parts(self, brief: Brief, person_id: str | None, width: int) -> Iterator[Part]:
        if self.within_account:  # the head of the account says the rest
            yield from _people(brief, person_id, width)
            yield from _value(brief, width)
            return
        yield from _top(brief)
        if self.people_first:
            yield from _people(brief, person_id, width)
            yield "\n"
        if not brief.facts.faults:
            yield from _rhythm(brief, width)
        yield from _next(brief, width)
        if not self.people_first:
            yield "\n"
            yield from _people(brief, person_id, width)
        yield from _value(brief, width)


def _top(brief: Brief) -> Iterator[Part]:
    account = brief.facts.account
    yield (shown(account.name), "bold")
    standing = _("tier %(tier)s · %(status)s") % {"tier": account.tier.value, "status": label(account.status)}
    yield (f"   {standing}\n", "$muted")
    about = [shown(account.city), shown(account.sector)]
    if account.customer_since:
        about.insert(0, _("customer since %(year)d") % {"year": account.customer_since.year})
    if account.referred_by:
        about.append(_("gen %(n)d, from %(who)s") % {"n": account.generation, "who": shown(account.referred_by)})
    text = " · ".join(filter(None, about))
    yield (f"{text}\n\n" if text else "\n", "$muted")


def _rhythm(brief: Brief, width: int) -> Iterator[Part]:
    on, review, contact = brief.on, brief.review, brief.contact
    match review.standing:
        case Standing.PLANNED if review.next_on:
            planned = _("planned %(day)s") % {"day": say_day(review.next_on, on)}
            yield from row(_("Review"), (planned, "bold"))
        case Standing.MISSED if review.open and review.open.planned_on:
            missed = _("missed: was planned %(day)s") % {"day": say_day(review.open.planned_on, on)}
            yield from row(_("Review"), (missed, "$text-warning"))
        case Standing.OVERDUE if review.latest_on:
            late = _("overdue, was due %(day)s") % {"day": say_day(review.due_on or review.latest_on, on)}
            yield from row(_("Review"), (late, "$text-error"))
        case Standing.DUE | Standing.FINE if review.due_on:
            style = "$text-warning" if review.standing is Standing.DUE else ""
            due = _("due %(day)s") % {"day": say_day(review.due_on, on)}
            yield from row(_("Review"), (due, style))
        case Standing.UNKNOWN:
            yield from row(_("Review"), (hang(_("none held yet, no day to count from"), width, 12), "$text-warning"))
    if review.held_on:
        yield from row(_("Last held"), say_day(review.held_on, on))
    if contact.last_on:
        style = {Standing.DUE: "$text-warning", Standing.OVERDUE: "$text-error"}.get(contact.standing, "")
        day = f" · {say_day(contact.last_on, on)}" if (on - contact.last_on).days > 1 else ""
        yield from row(_("Contact"), (say_ago(contact.last_on, on), style), more=day)
    elif brief.facts.account.status is AccountStatus.ACTIVE:
        yield from row(_("Contact"), (_("none recorded"), "$text-warning"))
    if brief.facts.account.renewal_on:
        yield from row(_("Renewal"), say_day(brief.facts.account.renewal_on, on))
    owed = [p for p in brief.facts.promises if p.open_on(on)]
    overdue = sum(p.due_on < on for p in owed)
    kept = reliability(brief.facts.promises, on)
    if owed or kept.counted:
        open_text = ngettext("%(n)d open", "%(n)d open", len(owed)) % {"n": len(owed)}
        late_text = _("%(n)d late") % {"n": overdue}
        late_part = (f" · {late_text}", "$text-error") if overdue else ""
        said = {"kept": kept.on_time, "n": kept.counted}
        yield from row(_("Promises"), open_text, more=late_part)
        if kept.counted:
            yield from row("", (_("%(kept)d of %(n)d on time in 12 months") % said, "$muted"))


def _people(brief: Brief, person_id: str | None, width: int) -> Iterator[Part]:
    if brief.facts.faults:
        yield (_("Nobody is judged until that is corrected."), "$muted")
        yield "\n"
        return
    if not brief.verdicts:
        yield (_("Nobody known here yet."), "$muted")
        yield "\n"
        return
    opened = next((v for v in brief.verdicts if v.person.id == person_id), brief.verdicts[0])
    yield from person_parts(opened, brief.on, width)
    others = [v for v in brief.verdicts if v is not opened]
    for verdict in others[:SHOWN]:
        yield from _person_line(verdict, width)
        yield "\n"
    if len(others) > SHOWN:
        yield (_("+ %(n)d more people") % {"n": len(others) - SHOWN} + "\n", "$muted")


def _person_line(verdict: Readiness, width: int) -> Iterator[Part]:
    style = "bold $text-success" if verdict.state >= State.READY else ""
    who = f"{STATE_SIGNS[verdict.state]} {shorten(shown(verdict.person.name), width - 2)}"
    yield (who, style)
    about = " · ".join(filter(None, (state_label(verdict.state), shown(verdict.person.job_title))))
    yield (shorten(f"  {about}", max(width - len(who), 0)), "$muted")


def person_parts(verdict: Readiness, on: date, width: int) -> Iterator[Part]:
    """One person with the seven gates, each with its sign, reason and date."""
    yield from _person_line(verdict, width)
    yield "\n"
    reach = " · ".join(filter(None, (shown(verdict.person.phone), shown(verdict.person.email))))
    if reach:
        yield (f"  {reach}\n", "$muted")
    if verdict.target:
        yield from row("  → " + _("Target"), (hang(shown(verdict.target), width, GATE), "bold"), GATE)
        if verdict.why_now:
            yield from row("    " + _("Why now"), hang(shown(verdict.why_now), width, GATE), GATE)
    for result in verdict.gates:
        sign, style = SIGNS[result.verdict]
        yield (f"  {sign} ", style)
        yield f"{_(result.gate.value):<12}"
        style = "" if result.verdict is not GateVerdict.PASS else "$muted"
        reason = hang(shown(say_reason(result.reason, on)), width, GATE)
        yield (reason, style)
        if opener := _opener(result):
            last = reason.rpartition("\n")[2] if "\n" in reason else " " * GATE + reason
            fits = len(last) + len(opener.key_shown) + len(opener.title) + 3 <= width
            yield "  " if fits else f"\n{' ' * GATE}"
            yield (opener.key_shown, "bold $primary")
            yield (f" {opener.title}", "$muted")
        yield "\n"


def _opener(result: GateResult) -> Command | None:
    """The command that would open a gate which does not pass."""
    command = COMMANDS.get(result.action or "")
    return command if command and command.key else None


def _value(brief: Brief, width: int) -> Iterator[Part]:
    objectives = running(brief.facts.objectives)
    if objectives:
        yield from title(_("MAXIMUM ATTAINABLE"), say_gap(gap_of(objectives)))
    for objective in objectives[:SHOWN]:
        yield from _objective(objective)
    outcomes = sorted(brief.facts.outcomes, key=lambda o: (o.verified_on or o.on, o.id), reverse=True)
    if outcomes:
        yield from title(_("VALUE"))
    for outcome in outcomes[:SHOWN]:
        yield from outcome_parts(outcome, brief.on, width)


def _objective(objective: Objective) -> Iterator[Part]:
    """One objective: its wording, the bar, and the numbers in words."""
    yield shown(objective.wording)
    yield (f"  {label(objective.state)}\n", "$muted")
    drawn = list(bar(objective))
    yield from drawn
    if numbers := say_numbers(objective):
        yield ("\n" if drawn else "") + f"{numbers}\n"


def outcome_parts(outcome: Outcome, on: date, width: int) -> Iterator[Part]:
    """One outcome: what was gained, and below it who confirmed it."""
    verified, disputed = outcome.state is OutcomeState.VERIFIED, outcome.state is OutcomeState.DISPUTED
    if verified:
        yield ("✓ ", "$text-success")
    else:
        yield ("× ", "$text-error") if disputed else ("? ", "$text-warning")
    worth = say_money(outcome.amount_cents, outcome.currency, outcome.period)
    text = shown(outcome.what) + (f", {worth}" if outcome.amount_cents is not None else "")
    yield hang(text, width, 2)
    if verified and outcome.verified_on:
        said = {"who": shown(outcome.verified_by), "day": say_day(outcome.verified_on, on)}
        about = _("verified by %(who)s, %(day)s") % said
    else:
        day = outcome.disputed_on if disputed else None
        about = ", ".join(filter(None, (label(outcome.state), say_day(day or outcome.on, on), shown(outcome.dispute))))
    yield (f"\n  {hang(about, width, 2)}\n", "$muted")


def _next(brief: Brief, width: int) -> Iterator[Part]:
    if not brief.sweep:
        return
    yield from title(_("NEXT"))
    for line in brief.sweep[:SHOWN]:
        sign = ("!", "$text-error") if line.late else ("•", "$primary")
        yield from item(sign, shown(say_task(line.task)), shown(say_reason(line.reason, brief.on)), width)
