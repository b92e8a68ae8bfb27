"""What an ask is prepared from, as one column of text: value first, then whom and why, then what is still missing."""

from __future__ import annotations

from collections.abc import Iterator

from advisorbench.domain.asking.gates import GateVerdict
from advisorbench.domain.asking.readiness import STATE_SIGNS, State, state_label
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.language.reasons import say_reason
from advisorbench.domain.text import shown
from advisorbench.domain.views import AskPreparation
from advisorbench.i18n import _
from advisorbench.widgets.brief import SIGNS, outcome_parts
from advisorbench.widgets.text_parts import Part, hang, title


def asking_parts(found: AskPreparation, width: int) -> Iterator[Part]:
    """The verified outcome in the customer's words, whether we may ask, what was given both ways."""
    yield from _value_first(found, width)
    verdict = found.readiness
    yield from title(_("MAY WE ASK?"))
    style = "bold $text-success" if verdict.state >= State.READY else "bold"
    yield (f"{STATE_SIGNS[verdict.state]} {state_label(verdict.state)}\n", style)
    for gate in verdict.missing:
        sign, colour = SIGNS[gate.verdict]
        yield (f"{sign} ", colour)
        yield hang(f"{_(gate.gate.value)}: {shown(say_reason(gate.reason, found.brief.on))}", width, 2) + "\n"
    passed = ", ".join(_(gate.gate.value) for gate in verdict.gates if gate.verdict is GateVerdict.PASS)
    if passed:
        yield ("✓ ", "$text-success")
        yield (hang(passed, width, 2) + "\n", "$muted")
    yield from _both_ways(found, width)


def _value_first(found: AskPreparation, width: int) -> Iterator[Part]:
    yield ("\n" + _("BEGIN WITH WHAT IT BROUGHT") + "\n", "bold $primary")
    outcome = found.outcome
    if outcome is None:
        yield (hang(_("Nothing they verified yet: there is no value to begin with."), width, 0) + "\n", "$text-warning")
        return
    yield from outcome_parts(outcome, found.brief.on, width)
    if outcome.evidence:
        yield (hang(_("seen in: %(what)s") % {"what": shown(outcome.evidence)}, width, 0) + "\n", "$muted")
    objective = found.brief.facts.objective(outcome.objective_id)
    if objective:
        yield (hang(_("they wanted: %(what)s") % {"what": shown(objective.wording)}, width, 0) + "\n", "$muted")


def _both_ways(found: AskPreparation, width: int) -> Iterator[Part]:
    """What this account got from us and gave to us."""
    facts, on = found.brief.facts, found.brief.on
    lines = [(i.on, _("we introduced %(who)s") % {"who": shown(i.who)}) for i in facts.introductions]
    lines += [(r.named_on, _("they named %(name)s") % {"name": shown(r.name)}) for r in facts.referrals]
    if lines:
        yield from title(_("GIVING AND ASKING"))
    for day, text in sorted(lines, reverse=True):
        yield hang(f"{text}, {say_day(day, on)}", width, 0) + "\n"
