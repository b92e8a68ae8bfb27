"""`outcome`: value realised, claimed until somebody at the customer confirms it."""

from __future__ import annotations

from typing import Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import NUMBER, ON, WordChoice, as_data, at, each_account, given, money, pick
from advisorbench.cli.say import say_json, say_list, say_text, talk
from advisorbench.domain.language.dates import say_day, say_day_long
from advisorbench.domain.language.money import say_measure, say_money
from advisorbench.domain.records.facts import AccountFacts, Outcome
from advisorbench.domain.records.states import OutcomeState, Period, label
from advisorbench.i18n import N_, _

AMOUNT = click.option("--amount", help=N_("What it is worth: 41000, € 41.000,00, £ 5k."))
MEASURE = click.option("--measure", type=NUMBER, help=N_("How much of the metric was gained."))
UNIT = click.option("--unit", help=N_("The unit of that measure."))
PERIOD = click.option(
    "--period", type=WordChoice(Period), help=N_("Over what time the amount is gained; once if left out.")
)
EVIDENCE = click.option("--evidence", help=N_("What shows it."))


@click.group(help=N_("Value realised: claim it, and have it confirmed."))
def outcome() -> None:
    """Outcomes."""


@outcome.command(help=N_("Add value realised. It is claimed until somebody there verifies it."))
@click.argument("what")
@click.option("--account", required=True)
@AMOUNT
@PERIOD
@MEASURE
@UNIT
@click.option("--objective", help=N_("The objective it belongs to, by its beginning."))
@EVIDENCE
@ON
@pass_run
def add(
    run: Run, what: str, account: str, amount: str | None, objective: str | None, on: str | None, **more: Any
) -> None:
    """Add an outcome."""
    there = at(run, account)
    values = given(what=what, account_id=there.id, on=run.past(on), **more)
    values |= money("amount", amount, run.settings.rules.currency)
    values["objective_id"] = there.objective_id(objective)
    there.services.value.add_outcome(values)
    talk(_("Saved as claimed; have it verified at %(account)s") % {"account": there.name})


@outcome.command("list", help=N_("List the outcomes."))
@click.argument("account", required=False)
@click.option("--state", type=WordChoice(OutcomeState), help=N_("Only those in this state."))
@as_json
@pass_run
def list_(run: Run, account: str | None, state: OutcomeState | None, as_json: bool) -> None:
    """List them."""
    today = run.clock.today()
    found = [
        as_data(facts, outcome)
        for facts in each_account(run, account)
        for outcome in facts.outcomes
        if state is None or outcome.state is state
    ]

    def cells(data: dict[str, Any]) -> list[str]:
        return [
            data["account"],
            data["what"],
            _worth(data["amount_cents"], data["currency"], data["period"], data["measure"], data["unit"]),
            label(data["state"]),
            data["verified_by"],
            say_day(data["on"], today),
        ]

    headings = [_("Account"), _("Outcome"), _("Worth"), _("State"), _("Confirmed by"), _("On")]
    say_list(found, as_json, headings, cells, _("No outcome."))


def _worth(cents: int | None, currency: str, period: Period, measure: float | None, unit: str) -> str:
    gained = say_measure(measure, unit) if measure is not None else ""
    worth = say_money(cents, currency, period) if cents is not None or not gained else ""
    return " · ".join(filter(None, (worth, gained)))


@outcome.command(help=N_("Show the outcome of an account that begins with WHAT."))
@click.argument("account")
@click.argument("what", default="")
@as_json
@pass_run
def show(run: Run, account: str, what: str, as_json: bool) -> None:
    """Show one."""
    there = at(run, account)
    found = pick(there.facts.outcomes, what, _what)
    if as_json:
        say_json(as_data(there.facts, found))
    else:
        say_text(_text(there.facts, found))


def _text(facts: AccountFacts, found: Outcome) -> list[str]:
    worth = _worth(found.amount_cents, found.currency, found.period, found.measure, found.unit)
    lines = [f"{facts.account.name} · {found.what}", f"{label(found.state)} · {worth} · {say_day_long(found.on)}"]
    if found.verified_on:
        said = {"who": found.verified_by, "day": say_day_long(found.verified_on)}
        lines.append(_("  verified by %(who)s on %(day)s") % said)
    if found.disputed_on:
        said = {"why": found.dispute, "day": say_day_long(found.disputed_on)}
        lines.append(_("  disputed on %(day)s: %(why)s") % said)
    if found.evidence:
        lines.append(_("  evidence: %(what)s") % {"what": found.evidence})
    objective = facts.objective(found.objective_id)
    if objective:
        lines.append(_("  objective: %(what)s") % {"what": objective.wording})
    return lines


def _what(outcome: Outcome) -> str:
    return outcome.what


@outcome.command(help=N_("Record who confirmed an outcome. It is the one of the account that begins with WHAT."))
@click.argument("account")
@click.argument("what", default="")
@click.option("--by", required=True, help=N_("The person there who confirmed it."))
@ON
@pass_run
def verify(run: Run, account: str, what: str, by: str, on: str | None) -> None:
    """Verify."""
    there = at(run, account)
    found = pick(there.facts.outcomes, what, _what, lambda o: o.state is not OutcomeState.VERIFIED)
    who = there.person(by)
    there.services.value.verify_outcome(found.id, who.id, run.past(on))
    talk(_("“%(what)s” verified by %(who)s") % {"what": found.what, "who": who.name})


@outcome.command(help=N_("Record that the customer does not see it so."))
@click.argument("account")
@click.argument("what", default="")
@click.option("--why", default="", help=N_("What they see differently."))
@ON
@pass_run
def dispute(run: Run, account: str, what: str, why: str, on: str | None) -> None:
    """Dispute."""
    there = at(run, account)
    found = pick(there.facts.outcomes, what, _what, lambda o: o.state is not OutcomeState.DISPUTED)
    there.services.value.dispute_outcome(found.id, why, run.past(on))
    talk(_("%(what)s: %(state)s") % {"what": found.what, "state": label(OutcomeState.DISPUTED)})


COMMANDS = {"outcome": outcome}
