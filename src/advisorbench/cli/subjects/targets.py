"""`target`: whom we would like to meet, through whom, and who might be worth asking for."""

from __future__ import annotations

from typing import Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import ACCOUNT, ALL, as_data, each_account, given, pick
from advisorbench.cli.say import say_json, say_list, say_text, talk
from advisorbench.domain.asking.finder import TargetSuggestion
from advisorbench.domain.errors import NotFound
from advisorbench.domain.language.reasons import say_reasons
from advisorbench.domain.records.states import TargetState, label
from advisorbench.i18n import N_, _


@click.group(help=N_("Whom you would like to meet, and through whom."))
def target() -> None:
    """Targets."""


@target.command(help=N_("Add whom somebody might introduce you to, and why now."))
@click.argument("who")
@click.option("--through", required=True, help=N_("The person who might introduce you."))
@ACCOUNT
@click.option("--company")
@click.option("--why-now")
@click.option("--why-fit", help=N_("Why you could be of use to them."))
@pass_run
def add(run: Run, who: str, through: str, account: str | None, **more: str | None) -> None:
    """Add a target."""
    services = run.services()
    giver = services.names.person(through, account)
    added = services.targets.add(given(who=who, person_id=giver.id, account_id=giver.account_id, **more))
    talk(_("Saved: %(who)s") % {"who": added.name})


@target.command("list", help=N_("List whom you would like to meet and have not asked for yet."))
@click.argument("account", required=False)
@ALL
@as_json
@pass_run
def list_(run: Run, account: str | None, everything: bool, as_json: bool) -> None:
    """List them."""
    today = run.clock.today()
    found = [
        as_data(facts, target, through=facts.person_name(target.person_id))
        for facts in each_account(run, account)
        for target in facts.targets
        if everything or target.open_on(today)
    ]

    def cells(data: dict[str, Any]) -> list[str]:
        return [
            data["who"], data["company"], data["through"], data["account"], data["why_now"], label(data["state"]),
        ]  # fmt: skip

    headings = [_("Target"), _("Company"), _("Through"), _("Account"), _("Why now"), _("State")]
    say_list(found, as_json, headings, cells, _("No target."), flexible=4)


@target.command(help=N_("Give up the target that begins with WHO."))
@click.argument("who")
@click.option("--account", help=N_("Where the person works through whom you hoped to meet them."))
@pass_run
def drop(run: Run, who: str, account: str | None) -> None:
    """Drop one."""
    every = [target for facts in each_account(run, account) for target in facts.targets]
    found = pick(every, who, lambda t: t.name, lambda t: t.state is TargetState.OPEN)
    run.services().targets.drop(found.id)
    talk(_("Dropped: %(who)s") % {"who": found.name})


@target.command(
    help=N_("Find whom PERSON might introduce you to. Those in the book are looked at, each with a reason.")
)
@click.argument("person")
@ACCOUNT
@click.option("--take", type=click.IntRange(min=1), metavar="N", help=N_("Add proposal N as a target."))
@click.option("--why-now", help=N_("With --take: why this target now."))
@as_json
@pass_run
def find(run: Run, person: str, account: str | None, take: int | None, why_now: str | None, as_json: bool) -> None:
    """Find some."""
    if why_now is not None and take is None:
        raise click.UsageError(_("--why-now goes with --take"))
    services = run.services()
    who = services.names.person(person, account)
    found = services.targets.find(who.account_id, who.id)
    if take is not None:
        if take > len(found):
            raise NotFound(
                _("There is no proposal %(n)d.") % {"n": take}, _("“target find” without --take numbers them.")
            )
        taken = services.targets.take(who.account_id, who.id, found[take - 1], why_now or "")
        talk(_("Saved: %(who)s") % {"who": taken.name})
    elif as_json:
        say_json([_proposal_data(number, proposal) for number, proposal in enumerate(found, 1)])
    elif found:
        for number, proposal in enumerate(found, 1):
            one = proposal.acquaintance
            say_text([f"{number:>3}  {' · '.join(filter(None, (one.name, one.job_title, one.company)))}"])
            say_text(f"       {reason}" for reason in say_reasons(proposal.reasons))
    else:
        talk(_("Nobody in the book comes to mind. An import of your connections adds people to choose from."))


def _proposal_data(number: int, proposal: TargetSuggestion) -> dict[str, Any]:
    one = proposal.acquaintance
    return {
        "number": number, "name": one.name, "job_title": one.job_title, "company": one.company, "sector": one.sector,
        "person_id": one.id, "account_id": one.account_id, "reason_kinds": [reason.kind for reason in proposal.reasons],
        "reasons": say_reasons(proposal.reasons), "weight": proposal.weight,
    }  # fmt: skip


COMMANDS = {"target": target}
