"""`add`: accounts, people and what is known of them."""

from __future__ import annotations

import click

from advisorbench.cli import ideas, initiatives, objectives, outcomes, people, relation
from advisorbench.cli.main import Run, pass_run
from advisorbench.cli.options import Word, given
from advisorbench.cli.say import talk
from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.words import AccountStatus, Tier
from advisorbench.i18n import N_, _


@click.group(help=N_("Add an account, a person, or what is known of them."))
def add() -> None:
    """Add something."""


@add.command(help=N_("Add an account."))
@click.argument("name")
@click.option("--tier", type=Word(Tier))
@click.option("--status", type=Word(AccountStatus))
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

    values = given(name=name, **more)
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
    values = given(who=who, company=company, why_now=why_now, person_id=giver.id, account_id=giver.account_id)
    services.asks.add_target(validated(TargetFields, values))
    talk(_("Saved: %(who)s") % {"who": who})


# The same commands as “objective add” and so on: each is written once.
for _name, _command in (
    ("person", people.add), ("promise", relation.promise_add), ("objective", objectives.add),
    ("idea", ideas.add), ("outcome", outcomes.add), ("signal", relation.signal_add), ("issue", relation.issue_add),
    ("initiative", initiatives.add),
):  # fmt: skip
    add.add_command(_command, _name)

COMMANDS = {"add": add}
