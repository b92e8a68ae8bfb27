"""`add`: accounts, people and what is known of them."""

from __future__ import annotations

import math
from typing import Any

import click

from advisorbench.cli.main import Run, pass_run
from advisorbench.cli.say import talk
from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.words import (
    AccountStatus,
    Direction,
    InitiativeState,
    Role,
    Severity,
    SignalKind,
    Source,
    Tier,
)
from advisorbench.i18n import N_, _


@click.group(help=N_("Add an account, a person, or what is known of them."))
def add() -> None:
    """Add something."""


class _Number(click.ParamType[float]):
    """A number that can be counted with: neither endless nor none."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number that was typed."""
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.fail(_("“%(text)s” is no number that can be counted with.") % {"text": value}, param, ctx)
        return number


def _choices(kind: type[Any]) -> click.Choice[str]:
    return click.Choice([member.value for member in kind])


def _money(name: str, text: str | None, currency: str) -> dict[str, Any]:
    """A typed amount as cents and currency."""
    if text is None:
        return {"currency": currency}
    from advisorbench.exchange.amounts import parse_money

    try:
        cents, found = parse_money(text)
    except ValueError as error:
        raise FieldErrors({name: str(error)}) from error
    return {"amount_cents": cents, "currency": found or currency}


def _given(**values: Any) -> dict[str, Any]:
    """The options that were given."""
    return {name: value for name, value in values.items() if value is not None}


@add.command(help=N_("Add an account."))
@click.argument("name")
@click.option("--tier", type=_choices(Tier))
@click.option("--status", type=_choices(AccountStatus))
@click.option("--sector")
@click.option("--city")
@click.option("--since", help=N_("Customer since: a day."))
@click.option("--renewal", help=N_("The next renewal: a day."))
@click.option("--rule", help=N_("Its own review rule, such as FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO."))
@click.option("--note")
@pass_run
def account(run: Run, name: str, since: str | None, renewal: str | None, rule: str | None, **more: str | None) -> None:
    """Add an account; a customer where a day since is given."""
    from advisorbench.domain.cadence import check_rule
    from advisorbench.models import AccountFields
    from advisorbench.services.base import validated

    values = _given(name=name, **more)
    if since:
        values |= {"customer_since": run.day(since)}
        values.setdefault("status", AccountStatus.ACTIVE)
    if renewal:
        values["renewal_on"] = run.day(renewal)
    if rule:
        try:
            values["review_rule"] = check_rule(rule, run.clock.today())
        except ValueError as error:
            raise FieldErrors({"rule": str(error)}) from error
    fields = validated(AccountFields, values)
    run.services(make=True).accounts.add(fields)
    talk(_("Saved: %(name)s") % {"name": fields.name})


@add.command(help=N_("Add a person at an account."))
@click.argument("name")
@click.option("--account", required=True)
@click.option("--title", "job_title")
@click.option("--role", type=_choices(Role))
@click.option("--email")
@click.option("--phone")
@click.option("--language")
@click.option("--source", help=N_("How you came by this person's data."))
@click.option("--note")
@pass_run
def person(run: Run, name: str, account: str, **more: str | None) -> None:
    """Add a person."""
    from advisorbench.models import PersonFields
    from advisorbench.services.base import validated

    services = run.services()
    account_id, account_name = services.names.account(account)
    fields = validated(PersonFields, _given(name=name, account_id=account_id, **more))
    services.accounts.add_person(fields)
    talk(_("Saved: %(name)s at %(account)s") % {"name": fields.name, "account": account_name})


@add.command(help=N_("Add something we owe."))
@click.argument("what")
@click.option("--account", required=True)
@click.option("--person")
@click.option("--due", required=True, help=N_("A day: fri, +2w, 2026-12-04."))
@pass_run
def promise(run: Run, what: str, account: str, person: str | None, due: str) -> None:
    """Add a promise."""
    from advisorbench.models import PromiseFields
    from advisorbench.services.base import validated

    services = run.services()
    account_id, account_name = services.names.account(account)
    person_id = services.names.person(person, account_name).id if person else None
    values = {"what": what, "account_id": account_id, "person_id": person_id, "made_on": run.clock.today()}
    services.reviews.add_promise(validated(PromiseFields, values | {"due_on": run.day(due)}))
    talk(_("Promised to %(account)s") % {"account": account_name})


@add.command(help=N_("Add what a customer wants. A metric runs from its baseline to the maximum attainable."))
@click.argument("wording")
@click.option("--account", required=True)
@click.option("--metric")
@click.option("--unit")
@click.option("--less", is_flag=True, help=N_("Less of the metric is better."))
@click.option("--baseline", type=_Number())
@click.option("--current", type=_Number())
@click.option("--target", type=_Number())
@click.option("--maximum", type=_Number())
@click.option("--by", help=N_("The day by which it is wanted."))
@pass_run
def objective(run: Run, wording: str, account: str, less: bool, by: str | None, **more: Any) -> None:
    """Add an objective."""
    from advisorbench.models import ObjectiveFields
    from advisorbench.services.base import validated

    services = run.services()
    account_id, account_name = services.names.account(account)
    values = _given(wording=wording, account_id=account_id, due_on=run.day(by) if by else None, **more)
    values["direction"] = Direction.LESS if less else Direction.MORE
    services.reviews.add_objective(validated(ObjectiveFields, values))
    talk(_("Saved: objective of %(account)s") % {"account": account_name})


@add.command(help=N_("Add value realised. It is claimed until somebody there verifies it."))
@click.argument("what")
@click.option("--account", required=True)
@click.option("--amount", help=N_("What it is worth: 41000, € 41.000,00, £ 5k."))
@click.option("--on", help=N_("When; today if left out."))
@click.option("--evidence")
@pass_run
def outcome(run: Run, what: str, account: str, amount: str | None, on: str | None, evidence: str | None) -> None:
    """Add an outcome."""
    from advisorbench.models import OutcomeFields
    from advisorbench.services.base import validated

    services = run.services()
    account_id, account_name = services.names.account(account)
    values = _given(what=what, account_id=account_id, on=run.day(on), evidence=evidence)
    values |= _money("amount", amount, run.settings.rules.currency)
    services.reviews.add_outcome(validated(OutcomeFields, values))
    talk(_("Saved as claimed; have it verified at %(account)s") % {"account": account_name})


@add.command(
    help=N_(
        "Add how satisfied somebody said to be. NPS and score take a number from 0 to 10; praise and complaint none."
    )
)
@click.argument("kind", type=_choices(SignalKind))
@click.argument("value", type=int, required=False)
@click.option("--account", required=True)
@click.option("--person")
@click.option("--on", help=N_("When; today if left out."))
@click.option("--note")
@pass_run
def signal(
    run: Run, kind: str, value: int | None, account: str, person: str | None, on: str | None, note: str | None
) -> None:
    """Add a signal."""
    from advisorbench.models import SignalFields
    from advisorbench.services.base import validated

    services = run.services()
    account_id, account_name = services.names.account(account)
    person_id = services.names.person(person, account_name).id if person else None
    values = _given(kind=kind, value=value, account_id=account_id, person_id=person_id, on=run.day(on), note=note)
    services.accounts.add_signal(validated(SignalFields, values))
    talk(_("Saved: signal at %(account)s") % {"account": account_name})


@add.command(help=N_("Add something that hurts the customer."))
@click.argument("what")
@click.option("--account", required=True)
@click.option("--severity", type=_choices(Severity))
@click.option("--since", help=N_("Since when; today if left out."))
@pass_run
def issue(run: Run, what: str, account: str, severity: str | None, since: str | None) -> None:
    """Add an issue."""
    from advisorbench.models import IssueFields
    from advisorbench.services.base import validated

    services = run.services()
    account_id, account_name = services.names.account(account)
    values = _given(what=what, account_id=account_id, severity=severity, opened_on=run.day(since))
    services.accounts.add_issue(validated(IssueFields, values))
    talk(_("Saved: issue at %(account)s") % {"account": account_name})


@add.command(help=N_("Add whom somebody might introduce you to, and why now."))
@click.argument("who")
@click.option("--through", required=True, help=N_("The person who might introduce you."))
@click.option("--account", help=N_("Where that person works, if the name is not enough."))
@click.option("--company")
@click.option("--why-now")
@pass_run
def target(run: Run, who: str, through: str, account: str | None, company: str | None, why_now: str | None) -> None:
    """Add a target."""
    from advisorbench.models import TargetFields
    from advisorbench.services.base import validated

    services = run.services()
    giver = services.names.person(through, account)
    values = _given(who=who, company=company, why_now=why_now, person_id=giver.id, account_id=giver.account_id)
    services.asks.add_target(validated(TargetFields, values))
    talk(_("Saved: %(who)s") % {"who": who})


@add.command(help=N_("Add a sales initiative."))
@click.argument("name")
@click.option("--account")
@click.option("--person")
@click.option("--source", type=_choices(Source))
@click.option("--amount")
@click.option("--opened", help=N_("When it began; today if left out."))
@click.option("--next-step")
@click.option("--next-step-on", help=N_("The day of the customer's next step."))
@pass_run
def initiative(
    run: Run, name: str, account: str | None, person: str | None, source: str | None, amount: str | None,
    opened: str | None, next_step: str | None, next_step_on: str | None,
) -> None:  # fmt: skip
    """Add an initiative."""
    from advisorbench.models import InitiativeFields
    from advisorbench.services.base import validated

    services = run.services()
    values = _given(
        name=name, source=source, opened_on=run.day(opened), next_step=next_step, state=InitiativeState.OPEN
    )
    if account:
        values["account_id"], account = services.names.account(account)
    if person:
        values["person_id"] = services.names.person(person, account).id
    if next_step_on:
        values["next_step_on"] = run.day(next_step_on)
    values |= _money("amount", amount, run.settings.rules.currency)
    services.accounts.add_initiative(validated(InitiativeFields, values))
    talk(_("Saved: %(name)s") % {"name": name})


COMMANDS = {"add": add}
