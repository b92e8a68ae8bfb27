"""`idea`: ways to close part of a gap, from spotted to done."""

from __future__ import annotations

from typing import Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import (
    ALL,
    NUMBER,
    ON,
    NamedAccount,
    WordChoice,
    as_data,
    at,
    each_account,
    given,
    money,
    pick,
)
from advisorbench.cli.say import say_json, say_list, say_text, talk
from advisorbench.cli.subjects.outcomes import AMOUNT, EVIDENCE, MEASURE, PERIOD, UNIT
from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.language.dates import say_day, say_day_long
from advisorbench.domain.language.money import say_measure, say_money
from advisorbench.domain.records.facts import AccountFacts, Idea
from advisorbench.domain.records.states import Effort, IdeaState, Side, allowed, label
from advisorbench.i18n import N_, _


@click.group(help=N_("Ways to close part of a gap: from spotted to done."))
def idea() -> None:
    """Ideas."""


@idea.command(help=N_("Add a way to close part of a gap."))
@click.argument("what")
@click.option("--account", required=True)
@click.option("--objective", help=N_("The objective it serves, by its beginning."))
@click.option("--effect", type=NUMBER, help=N_("What it would do, in the unit of that objective."))
@click.option("--worth", help=N_("What it is worth to them: € 12000."))
@click.option("--effort", type=WordChoice(Effort))
@click.option("--by", "side", type=WordChoice(Side), help=N_("Who would do it."))
@ON
@pass_run
def add(
    run: Run, what: str, account: str, objective: str | None, worth: str | None, on: str | None, **more: Any
) -> None:
    """Add an idea."""
    there = at(run, account)
    values = given(what=what, account_id=there.id, spotted_on=run.past(on), **more)
    values |= money("worth", worth, run.settings.rules.currency)
    values["objective_id"] = there.objective_id(objective)
    there.services.value.add_idea(values)
    talk(_("Saved: idea for %(account)s") % {"account": there.name})


@idea.command("list", help=N_("List the ideas that are neither done nor rejected."))
@click.argument("account", required=False)
@ALL
@as_json
@pass_run
def list_(run: Run, account: str | None, everything: bool, as_json: bool) -> None:
    """List them."""
    today = run.clock.today()
    found = [
        _data(facts, idea) for facts in each_account(run, account) for idea in facts.ideas if everything or _open(idea)
    ]

    def cells(data: dict[str, Any]) -> list[str]:
        return [
            data["account"],
            data["what"],
            label(data["state"]),
            say_day(data["since"], today),
            say_measure(data["effect"], data["unit"]) if data["effect"] is not None else "–",
            say_money(data["amount_cents"], data["currency"]),
            label(data["effort"]) if data["effort"] else "–",
        ]

    headings = [_("Account"), _("Idea"), _("State"), _("Since"), _("Effect"), _("Worth"), _("Effort")]
    say_list(found, as_json, headings, cells, _("No idea."))


def _open(idea: Idea) -> bool:
    return bool(allowed(idea.state))


def _data(facts: AccountFacts, idea: Idea) -> dict[str, Any]:
    objective = facts.objective(idea.objective_id)
    return as_data(
        facts,
        idea,
        since=idea.since,
        objective=objective.wording if objective else "",
        unit=objective.unit if objective else "",
    )


@idea.command(help=N_("Show the idea of an account that begins with WHAT."))
@click.argument("account")
@click.argument("what", default="")
@as_json
@pass_run
def show(run: Run, account: str, what: str, as_json: bool) -> None:
    """Show one."""
    there = at(run, account)
    found = pick(there.facts.ideas, what, _what)
    data = _data(there.facts, found)
    if as_json:
        say_json(data)
        return
    lines = [f"{there.name} · {found.what}", label(found.state)]
    for state, day in (
        (IdeaState.SPOTTED, found.spotted_on), (IdeaState.PROPOSED, found.proposed_on),
        (IdeaState.ACCEPTED, found.accepted_on), (found.state, found.closed_on),
    ):  # fmt: skip
        if day:
            lines.append(f"  {label(state)}: {say_day_long(day)}")
    details = {
        _("objective"): data["objective"],
        _("effect"): say_measure(found.effect, data["unit"]) if found.effect is not None else "",
        _("worth"): say_money(found.amount_cents, found.currency) if found.amount_cents is not None else "",
        _("effort"): label(found.effort) if found.effort else "",
        _("done by"): label(found.side) if found.side else "",
        _("reason"): found.reason,
        _("brought"): next((o.what for o in there.facts.outcomes if o.id == found.outcome_id), ""),
    }
    say_text([*lines, *(f"  {name}: {text}" for name, text in details.items() if text)])


def _what(idea: Idea) -> str:
    return idea.what


def _picked(run: Run, account: str, what: str, state: IdeaState) -> tuple[NamedAccount, Idea]:
    there = at(run, account)
    return there, pick(there.facts.ideas, what, _what, lambda idea: state in allowed(idea.state))


def _advance(run: Run, account: str, what: str, state: IdeaState, on: str | None, reason: str = "") -> None:
    there, found = _picked(run, account, what, state)
    there.services.value.advance_idea(found.id, state, run.past(on), reason=reason)
    talk(_("%(what)s: %(state)s") % {"what": found.what, "state": label(state)})


@idea.command(help=N_("Record that an idea was proposed to the customer."))
@click.argument("account")
@click.argument("what", default="")
@ON
@pass_run
def propose(run: Run, account: str, what: str, on: str | None) -> None:
    """Proposed."""
    _advance(run, account, what, IdeaState.PROPOSED, on)


@idea.command(help=N_("Record that the customer accepted an idea."))
@click.argument("account")
@click.argument("what", default="")
@ON
@pass_run
def accept(run: Run, account: str, what: str, on: str | None) -> None:
    """Accepted."""
    _advance(run, account, what, IdeaState.ACCEPTED, on)


@idea.command(help=N_("Record that an idea was rejected, and why."))
@click.argument("account")
@click.argument("what", default="")
@click.option("--why", "reason", default="", help=N_("Why it was rejected."))
@ON
@pass_run
def reject(run: Run, account: str, what: str, reason: str, on: str | None) -> None:
    """Rejected."""
    _advance(run, account, what, IdeaState.REJECTED, on, reason)


@idea.command(help=N_("Record that an idea was carried out. What it brought is an outcome, to be verified."))
@click.argument("account")
@click.argument("what", default="")
@click.option("--brought", default="", help=N_("What was gained."))
@AMOUNT
@PERIOD
@MEASURE
@UNIT
@EVIDENCE
@ON
@pass_run
def done(run: Run, account: str, what: str, brought: str, amount: str | None, on: str | None, **more: Any) -> None:
    """Done."""
    there, found = _picked(run, account, what, IdeaState.DONE)
    if not brought.strip():
        raise FieldErrors({"brought": _("say what it brought")})
    outcome = given(what=brought, **more) | money("amount", amount, run.settings.rules.currency)
    there.services.value.advance_idea(found.id, IdeaState.DONE, run.past(on), outcome=outcome)
    said = {"what": found.what, "state": label(IdeaState.DONE), "account": there.name}
    talk(_("%(what)s: %(state)s; have what it brought verified at %(account)s") % said)


COMMANDS = {"idea": idea}
