"""The brief: what one should know of an account, or of one person there, in one column of text."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from advisorbench.domain.cadence import Standing
from advisorbench.domain.dates import say_ago, say_day
from advisorbench.domain.facts import Objective, Outcome
from advisorbench.domain.gates import Verdict
from advisorbench.domain.lines import Brief, attained, gap_of
from advisorbench.domain.money import say_money, say_number
from advisorbench.domain.readiness import STATE_SIGNS, Readiness, State, state_label
from advisorbench.domain.sweep import SweepLine
from advisorbench.domain.text import shorten, shown, shown_note
from advisorbench.domain.words import AccountStatus, ObjectiveState, OutcomeState, label
from advisorbench.i18n import _, ngettext

SIGNS = {
    Verdict.PASS: ("✓", "$text-success"),
    Verdict.FAIL: ("×", "$text-error"),
    Verdict.UNKNOWN: ("?", "$text-warning"),
}
"""How a verdict is drawn: by its sign first, the colour only helps."""
BAR = 24
"""The width of a bar, in cells."""
GATE = 16
"""Where the reason of a gate begins, in cells."""
SHOWN = 6
"""The most people, objectives or outcomes in a brief."""

Part = str | tuple[str, str]


class BriefPanel(VerticalScroll, can_focus=True):
    """Shows a brief; with the focus (tab) the arrow keys scroll it."""

    DEFAULT_CSS = """
    BriefPanel { padding: 0 2; scrollbar-size-vertical: 1; }
    BriefPanel:focus { background: $surface; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: tuple[Brief, str | None, str] | None = None
        self.people_first = False
        self.says_next = True

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(id="brief-text")

    def say(self, text: str) -> None:
        """Show a plain line, such as what an empty screen is for."""
        self._shown = None
        self.query_one("#brief-text", Static).update(Content(shown_note(text)))

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
        self._shown = (brief, person_id, on_top)
        self._draw()
        self.scroll_home(animate=False)

    def _draw(self) -> None:
        if self._shown is None:
            return
        brief, person_id, on_top = self._shown
        width = max(self.scrollable_content_region.width - 1, 20)
        parts = list(self._parts(brief, person_id, width))
        if on_top:
            parts = [(_("Note") + "\n", "bold $primary"), shown_note(on_top), "\n\n", *parts]
        self.query_one("#brief-text", Static).update(Content.assemble(*parts))

    def _parts(self, brief: Brief, person_id: str | None, width: int) -> Iterator[Part]:
        yield from _top(brief)
        if self.people_first:
            yield from _people(brief, person_id, width)
            yield "\n"
        yield from _rhythm(brief, width)
        if self.says_next:
            yield from _next(brief.sweep, width)
        if not self.people_first:
            yield "\n"
            yield from _people(brief, person_id, width)
        yield from _value(brief)


def hang(text: str, width: int, indent: int) -> str:
    """The text broken into lines that begin where the first one does, `indent` cells in."""
    return f"\n{' ' * indent}".join(wrap(text, max(width - indent, 12)))


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


def _row(title: str, part: Part, indent: int = 12, more: Part = "") -> Iterator[Part]:
    yield (f"{title:<{indent}}", "$muted")
    yield part
    yield more
    yield "\n"


def _rhythm(brief: Brief, width: int) -> Iterator[Part]:
    on, review, contact = brief.on, brief.review, brief.contact
    match review.standing:
        case Standing.PLANNED if review.next_on:
            planned = _("planned %(day)s") % {"day": say_day(review.next_on, on)}
            yield from _row(_("Review"), (planned, "bold"))
        case Standing.MISSED if review.open and review.open.planned_on:
            missed = _("missed: was planned %(day)s") % {"day": say_day(review.open.planned_on, on)}
            yield from _row(_("Review"), (missed, "$text-warning"))
        case Standing.OVERDUE if review.latest_on:
            late = _("overdue, was due %(day)s") % {"day": say_day(review.due_on or review.latest_on, on)}
            yield from _row(_("Review"), (late, "$text-error"))
        case Standing.DUE | Standing.FINE if review.due_on:
            style = "$text-warning" if review.standing is Standing.DUE else ""
            due = _("due %(day)s") % {"day": say_day(review.due_on, on)}
            yield from _row(_("Review"), (due, style))
        case Standing.UNKNOWN:
            yield from _row(_("Review"), (hang(_("none held yet, no day to count from"), width, 12), "$text-warning"))
    if review.held_on:
        yield from _row(_("Last held"), say_day(review.held_on, on))
    if contact.last_on:
        style = {Standing.DUE: "$text-warning", Standing.OVERDUE: "$text-error"}.get(contact.standing, "")
        day = f" · {say_day(contact.last_on, on)}" if (on - contact.last_on).days > 1 else ""
        yield from _row(_("Contact"), (say_ago(contact.last_on, on), style), more=day)
    elif brief.facts.account.status is AccountStatus.ACTIVE:
        yield from _row(_("Contact"), (_("none recorded"), "$text-warning"))
    if brief.facts.account.renewal_on:
        yield from _row(_("Renewal"), say_day(brief.facts.account.renewal_on, on))
    owed = [p for p in brief.facts.promises if p.open_on(on)]
    overdue = sum(p.due_on < on for p in owed)
    if owed:
        open_text = ngettext("%(n)d open", "%(n)d open", len(owed)) % {"n": len(owed)}
        late_text = _("%(n)d late") % {"n": overdue}
        late_part = (f" · {late_text}", "$text-error") if overdue else ""
        yield from _row(_("Promises"), open_text, more=late_part)


def _people(brief: Brief, person_id: str | None, width: int) -> Iterator[Part]:
    if not brief.verdicts:
        yield (_("Nobody known here yet."), "$muted")
        yield "\n"
        return
    opened = next((v for v in brief.verdicts if v.person.id == person_id), brief.verdicts[0])
    yield from person_parts(opened, width)
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


def person_parts(verdict: Readiness, width: int) -> Iterator[Part]:
    """One person with the seven gates, each with its sign, reason and date."""
    yield from _person_line(verdict, width)
    yield "\n"
    reach = " · ".join(filter(None, (shown(verdict.person.phone), shown(verdict.person.email))))
    if reach:
        yield (f"  {reach}\n", "$muted")
    if verdict.target:
        yield from _row("  → " + _("Target"), (hang(shown(verdict.target), width, GATE), "bold"), GATE)
        if verdict.why_now:
            yield from _row("    " + _("Why now"), hang(shown(verdict.why_now), width, GATE), GATE)
    for result in verdict.gates:
        sign, style = SIGNS[result.verdict]
        yield (f"  {sign} ", style)
        yield f"{_(result.gate.value):<12}"
        style = "" if result.verdict is not Verdict.PASS else "$muted"
        yield (hang(shown(result.reason), width, GATE), style)
        yield "\n"


def bar(objective: Objective, width: int = BAR) -> Iterator[Part]:
    """One bar from the baseline to the maximum attainable: what is behind us, where the target lies, what is left."""
    share = attained(objective)
    if share is None:
        return
    done = round(share * width)
    cells = ["━"] * width
    mark = None
    if objective.target is not None and objective.baseline is not None and objective.maximum is not None:
        way = (objective.target - objective.baseline) / (objective.maximum - objective.baseline)
        mark = min(max(round(way * width), 1), width) - 1
        cells[mark] = "┃"
    yield ("".join(cells[:done]), "$primary")
    yield ("".join(cells[done:]), "$faint")


def _value(brief: Brief) -> Iterator[Part]:
    done = (ObjectiveState.ACHIEVED, ObjectiveState.DROPPED)
    objectives = [o for o in brief.facts.objectives if o.state not in done]
    if objectives:
        gap, count = gap_of(brief.facts.objectives)
        yield ("\n" + _("MAXIMUM ATTAINABLE"), "bold $primary")
        if gap is not None:
            left = ngettext("gap %(share)d %% · %(n)d objective", "gap %(share)d %% · %(n)d objectives", count)
            yield ("  " + left % {"share": round(gap * 100), "n": count}, "$muted")
        yield "\n"
    for objective in objectives[:SHOWN]:
        yield from objective_parts(objective)
    outcomes = sorted(brief.facts.outcomes, key=lambda o: (o.verified_on or o.on, o.id), reverse=True)
    if outcomes:
        yield ("\n" + _("VALUE") + "\n", "bold $primary")
    for outcome in outcomes[:SHOWN]:
        yield from _outcome(outcome, brief)


def objective_parts(objective: Objective) -> Iterator[Part]:
    """One objective: its wording, the bar, and the numbers in words."""
    yield shown(objective.wording)
    yield (f"  {label(objective.state)}\n", "$muted")
    drawn = list(bar(objective))
    yield from drawn
    if objective.baseline is None and objective.current is None and objective.maximum is None:
        return
    numbers = _("from %(baseline)s, now %(now)s, target %(target)s, maximum %(maximum)s %(unit)s") % {
        "baseline": say_number(objective.baseline),
        "now": say_number(objective.current),
        "target": say_number(objective.target),
        "maximum": say_number(objective.maximum),
        "unit": shown(objective.unit),
    }
    yield ("\n" if drawn else "") + f"{numbers.rstrip()}\n"


def _outcome(outcome: Outcome, brief: Brief) -> Iterator[Part]:
    amount = f"{say_money(outcome.amount_cents, outcome.currency)} " if outcome.amount_cents is not None else ""
    yield f"{amount}{shown(outcome.what)}"
    if outcome.state is OutcomeState.VERIFIED and outcome.verified_on:
        said = {"who": shown(outcome.verified_by), "day": say_day(outcome.verified_on, brief.on)}
        yield ("  ✓ " + _("verified by %(who)s, %(day)s") % said + "\n", "$text-success")
    else:
        style = "$text-error" if outcome.state is OutcomeState.DISPUTED else "$text-warning"
        yield (f"  {label(outcome.state)}, {say_day(outcome.on, brief.on)}\n", style)


def _next(lines: tuple[SweepLine, ...], width: int) -> Iterator[Part]:
    if not lines:
        return
    yield ("\n" + _("NEXT") + "\n", "bold $primary")
    for line in lines[:SHOWN]:
        yield (f"{'!' if line.late else '•'} ", "$text-error" if line.late else "$primary")
        text, reason = shown(line.text), shown(line.reason)
        yield hang(text, width, 2)
        fits = len(text) + len(reason) + 4 <= width
        yield (f"  {reason}\n" if fits else f"\n  {hang(reason, width, 2)}\n", "$muted")
