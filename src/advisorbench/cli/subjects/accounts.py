"""`account`: an account is added, and two that are one are made one."""

from __future__ import annotations

import click

from advisorbench.cli.main import Run, pass_run
from advisorbench.cli.options import WordChoice, given
from advisorbench.cli.say import agreed, talk
from advisorbench.domain.records.states import AccountStatus, Tier
from advisorbench.i18n import N_, _, ngettext


@click.group(help=N_("Add an account, or make one of two; “accounts” lists them."))
def account() -> None:
    """Accounts."""


@account.command(help=N_("Add an account."))
@click.argument("name")
@click.option("--tier", type=WordChoice(Tier))
@click.option("--status", type=WordChoice(AccountStatus))
@click.option("--sector")
@click.option("--city")
@click.option("--since", help=N_("Customer since: a day."))
@click.option("--renewal", help=N_("The next renewal: a day."))
@click.option("--rule", help=N_("Its own review rule, such as FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO."))
@click.option("--note")
@pass_run
def add(run: Run, name: str, since: str | None, renewal: str | None, rule: str | None, **more: str | None) -> None:
    """Add an account; a customer where a day since is given."""
    values = given(name=name, **more)
    if since:
        values |= {"customer_since": run.day(since)}
        values.setdefault("status", AccountStatus.ACTIVE)
    if renewal:
        values["renewal_on"] = run.day(renewal)
    if rule:
        values["review_rule"] = rule
    added = run.services(make=True).accounts.add(values)
    talk(_("Saved: %(name)s") % {"name": added.name})


@account.command(
    help=N_(
        "Make one account of two. OTHER goes up in the one that is kept, with its people and all that is known of it."
    )
)
@click.argument("other")
@click.option("--into", "kept", required=True, help=N_("The account that stays."))
@click.option("--yes", is_flag=True, help=N_("Do not ask before it is done."))
@pass_run
def merge(run: Run, other: str, kept: str, yes: bool) -> int:
    """Merge."""
    services = run.services()
    other_id, other_name = services.names.account(other)
    kept_id, kept_name = services.names.account(kept)
    if kept_id != other_id:  # else the service says why it refuses
        said = {"other": other_name, "kept": kept_name}
        talk(_("“%(other)s” goes up in “%(kept)s”; “undo” parts them again.") % said)
        if not yes and not agreed(_("Merge them?")):
            return 1
    moved = services.merging.accounts(kept_id, other_id)
    done = ngettext("Merged: %(n)d thing changed hands", "Merged: %(n)d things changed hands", moved)
    talk(done % {"n": moved})
    return 0


@account.command(help=N_("Record that two that look alike are two. “duplicates” does not propose them again."))
@click.argument("one")
@click.argument("other")
@pass_run
def apart(run: Run, one: str, other: str) -> None:
    """Keep apart."""
    services = run.services()
    (first, name), (second, other_name) = services.names.account(one), services.names.account(other)
    services.duplicates.apart(first, second)
    talk(_("These are two: %(one)s and %(other)s") % {"one": name, "other": other_name})


COMMANDS = {"account": account}
