"""`log` and `undo`: contacts that happened, and taking back what was saved."""

from __future__ import annotations

import click

from advisorbench.cli.main import Run, pass_run
from advisorbench.cli.options import ON
from advisorbench.cli.say import talk
from advisorbench.domain.days.quick_log import is_sentence
from advisorbench.domain.errors import NotFound
from advisorbench.domain.language.dates import say_day_long
from advisorbench.domain.records.states import InteractionKind
from advisorbench.i18n import N_, _


@click.command(
    help=N_(
        "Log a contact that happened.\n\n"
        "ACCOUNT is an account, or the whole in one sentence: “called Kaya 20m about renewal”, “gisteren 2 uur bij "
        "Molenaar langs geweest”. What is not certain in a sentence is asked; the options answer it."
    )
)
@click.argument("account")
@click.argument("note", required=False, default="")
@click.option("--person")
@click.option(
    "--kind", type=click.Choice([k.value for k in InteractionKind]), help=N_("How it happened; a call if left out.")
)
@click.option("--minutes", type=int)
@ON
@pass_run
def log(
    run: Run, account: str, note: str, person: str | None, kind: str | None, minutes: int | None, on: str | None
) -> None:
    """Log a contact."""
    services = run.services()
    try:
        account_id, name = services.names.account(account)
    except NotFound:
        if note or not is_sentence(account, run.clock.today()):
            raise
        heard = services.quick_log.hear(
            account, kind=InteractionKind(kind) if kind else None, minutes=minutes, person=person,
            on=run.past(on) if on else None,
        )  # fmt: skip
        services.quick_log.log(heard)
        talk(_("Logged: %(what)s") % {"what": heard.said})
        return
    day = run.past(on)
    values = {
        "account_id": account_id, "kind": kind or InteractionKind.CALL, "minutes": minutes, "note": note, "on": day,
        "person_id": services.names.person(person, name).id if person else None,
    }  # fmt: skip
    services.accounts.log(values)
    talk(_("Logged: %(account)s, %(day)s") % {"account": name, "day": say_day_long(day)})


@click.command(help=N_("Take back the last thing that was saved."))
@pass_run
def undo(run: Run) -> None:
    """Undo."""
    command = run.services().history.undo()
    talk(_("Undone: %(what)s") % {"what": command} if command else _("There is nothing to undo."))


COMMANDS = {"log": log, "undo": undo}
