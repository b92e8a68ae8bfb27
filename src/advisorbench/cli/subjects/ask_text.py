"""What `ask prepare` prints, and the wordings of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from advisorbench.cli.subjects.templates import TemplateWords, texts
from advisorbench.domain.asking.gates import GateVerdict
from advisorbench.domain.asking.readiness import STATE_SIGNS, Readiness, state_label
from advisorbench.domain.asking.wording import Aim
from advisorbench.domain.language.dates import say_day_long
from advisorbench.domain.language.money import say_money
from advisorbench.domain.language.reasons import say_reason
from advisorbench.domain.records.states import AskKind, TemplateKind, label
from advisorbench.domain.views import AskPreparation
from advisorbench.i18n import N_, _

SIGNS = {GateVerdict.PASS: "✓", GateVerdict.FAIL: "×", GateVerdict.UNKNOWN: "?"}

OWN = texts(
    "text",
    TemplateKind.ASK,
    TemplateWords(
        group=N_("Wordings of your own, with places that are filled in."),
        every=N_("List your own wordings."),
        none=N_("No wording of your own: an ask is drafted by those there are, in Dutch and in English."),
        keep=N_("Keep a wording under a name; the same name again replaces it."),
        print=N_("Print a wording of your own."),
        remove=N_("Take a wording of your own away."),
    ),
)


def gate_lines(verdict: Readiness, on: date, *, only_missing: bool = False) -> list[str]:
    """The gates of a person, or only those that do not pass, each with its reason."""
    gates = verdict.missing if only_missing else verdict.gates
    return [f"  {SIGNS[gate.verdict]} {_(gate.gate.value):<12} {say_reason(gate.reason, on)}" for gate in gates]


def gates_data(verdict: Readiness, on: date) -> list[dict[str, Any]]:
    """The gates of a person as JSON gives them."""
    return [
        {
            "gate": gate.gate.value, "verdict": gate.verdict.value, "reason_kind": gate.reason.kind,
            "reason": say_reason(gate.reason, on), "on": gate.on, "opens_on": gate.opens_on, "action": gate.action,
        }
        for gate in verdict.gates
    ]  # fmt: skip


def preparation_data(
    found: AskPreparation, kind: AskKind, aim: Aim, drafts: Mapping[str, str], text: str
) -> dict[str, Any]:
    """An ask that is prepared, as JSON gives it."""
    account, verdict = found.brief.facts.account, found.readiness
    return {
        "person": verdict.person.name,
        "person_id": verdict.person.id,
        "account": account.name,
        "account_id": account.id,
        "kind": kind,
        "language": found.language,
        "state": verdict.state.word,
        "score": verdict.score,
        "blocked_by": verdict.blocked_by.gate if verdict.blocked_by else None,
        "outcome": found.outcome._asdict() if found.outcome else None,
        "target": aim.target,
        "why_now": aim.why_now,
        "route": aim.route,
        "gates": gates_data(verdict, found.brief.on),
        "drafts": dict(drafts),
        "kept": found.drafted._asdict() if found.drafted else None,
        "text": text,
    }


def preparation_text(found: AskPreparation, kind: AskKind, aim: Aim, text: str, name: str) -> list[str]:
    """An ask that is prepared, to be read: value first, then the target, what is missing, and the draft.

    Args:
        found: What it is prepared from.
        kind: What is asked for.
        aim: Whom for, why now, by which route.
        text: The draft.
        name: The wording it follows; empty where it is the seller's own.
    """
    verdict = found.readiness
    state = f"{STATE_SIGNS[verdict.state]} {state_label(verdict.state)}"
    lines = [f"{verdict.person.name} · {found.brief.facts.account.name} · {label(kind)} · {state}"]
    lines += ["", _("VALUE FIRST"), *_value(found)]
    if kind is not AskKind.TESTIMONIAL:
        lines += ["", _("TARGET")]
        lines.append(f"  {aim.target}" if aim.target else _("  nobody named yet: --target names somebody"))
        lines.append(_("  why now: %(why)s") % {"why": aim.why_now or _("not known yet")})
        lines.append(_("  route: %(route)s") % {"route": aim.route or _("not known yet")})
    if verdict.missing:
        lines += ["", _("GATES THAT DO NOT PASS"), *gate_lines(verdict, found.brief.on, only_missing=True)]
    heading = _("DRAFT, AS YOU WROTE IT") if not name else _("DRAFT: %(name)s") % {"name": name}
    return [*lines, "", heading, "", *text.split("\n")]


def _value(found: AskPreparation) -> list[str]:
    outcome = found.outcome
    if outcome is None:
        return [_("  nothing that they verified; have an outcome verified first")]
    worth = f" ({say_money(outcome.amount_cents, outcome.currency, outcome.period)})" if outcome.amount_cents else ""
    lines = [f"  {outcome.what}{worth}"]
    if outcome.verified_on:
        said = {"who": outcome.verified_by, "day": say_day_long(outcome.verified_on)}
        lines.append(_("  verified by %(who)s on %(day)s") % said)
    return lines
