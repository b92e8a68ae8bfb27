"""Commands that record contacts, asks and referrals; and undo."""

from __future__ import annotations

from datetime import date

import click

from advisorbench.cli.main import Run, pass_run
from advisorbench.cli.options import ACCOUNT, ON, pick
from advisorbench.cli.say import talk
from advisorbench.domain.dates import say_day_long
from advisorbench.domain.errors import NotFound
from advisorbench.domain.quick_log import is_sentence
from advisorbench.domain.words import AskKind, AskState, InteractionKind, Stage, allowed, label
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
    from advisorbench.models import InteractionFields
    from advisorbench.services.base import validated

    services = run.services()
    try:
        account_id, name = services.names.account(account)
    except NotFound:
        if note or not is_sentence(account, run.clock.today()):
            raise
        heard = services.quick_log.hear(
            account, kind=InteractionKind(kind) if kind else None, minutes=minutes, person=person,
            on=run.day(on) if on else None,
        )  # fmt: skip
        services.quick_log.log(heard)
        talk(_("Logged: %(what)s") % {"what": heard.said})
        return
    day = run.day(on)
    values = {
        "account_id": account_id, "kind": kind or InteractionKind.CALL, "minutes": minutes, "note": note, "on": day,
        "person_id": services.names.person(person, name).id if person else None,
    }  # fmt: skip
    services.accounts.log(validated(InteractionFields, values))
    talk(_("Logged: %(account)s, %(day)s") % {"account": name, "day": say_day_long(day)})


@click.group(help=N_("Record that you asked somebody, and the answer."))
def ask() -> None:
    """Asks."""


@ask.command(
    "make", help=N_("Record that you asked PERSON. Somebody who is not ready is asked with a written reason only.")
)
@click.argument("person")
@ACCOUNT
@click.option("--for", "kind", type=click.Choice([k.value for k in AskKind]), default=AskKind.REFERRAL.value)
@click.option("--target", "who", default="", help=N_("Whom you asked for: a person or a role."))
@click.option("--company", default="", help=N_("The target's company."))
@click.option("--why-now", default="")
@click.option("--channel", default="")
@click.option("--reason", default="", help=N_("Why you asked somebody who is not ready."))
@ON
@pass_run
def ask_make(
    run: Run, person: str, account: str | None, kind: str, who: str, company: str, why_now: str, channel: str,
    reason: str, on: str | None,
) -> None:  # fmt: skip
    """Ask."""
    from advisorbench.models import AskFields
    from advisorbench.services.base import validated

    services = run.services()
    asked = services.names.person(person, account)
    values = {
        "account_id": asked.account_id, "person_id": asked.id, "kind": kind, "channel": channel,
        "override_reason": reason, "asked_on": run.day(on),
    }  # fmt: skip
    services.asks.ask(validated(AskFields, values), who, company, why_now)
    talk(_("Saved: %(who)s was asked") % {"who": asked.name})


@ask.command("answer", help=N_("Record PERSON's answer to the ask that waits."))
@click.argument("person")
@click.argument("answer", type=click.Choice([AskState.YES.value, AskState.LATER.value, AskState.NO.value, "again"]))
@ACCOUNT
@click.option("--until", help=N_("For “later”: the day on which to ask again."))
@click.option("--note", default="")
@ON
@pass_run
def ask_answer(
    run: Run, person: str, answer: str, account: str | None, until: str | None, note: str, on: str | None
) -> None:
    """Answer."""
    services = run.services()
    asked = services.names.person(person, account)
    waiting = [
        a
        for a in services.accounts.brief(asked.account_id).facts.asks
        if a.person_id == asked.id and a.state in (AskState.ASKED, AskState.LATER)
    ]
    if not waiting:
        raise NotFound(_("No ask to %(who)s waits for an answer.") % {"who": asked.name})
    state = AskState.ASKED if answer == "again" else AskState(answer)
    services.asks.answer(waiting[-1].id, state, run.day(on), run.day(until) if until else None, note)
    talk(_("%(who)s: %(state)s") % {"who": asked.name, "state": label(state)})


@click.group(help=N_("Record names given, and follow them to customer."))
def referral() -> None:
    """Referrals."""


@referral.command("name", help=N_("Record NAME, given by a person."))
@click.argument("name")
@click.option("--from", "giver", required=True, help=N_("Who gave it."))
@ACCOUNT
@click.option("--company", default="")
@click.option("--note", default="")
@ON
@pass_run
def referral_name(
    run: Run, name: str, giver: str, account: str | None, company: str, note: str, on: str | None
) -> None:
    """A name given."""
    from advisorbench.models import ReferralFields
    from advisorbench.services.base import validated

    services = run.services()
    who = services.names.person(giver, account)
    values = {
        "account_id": who.account_id, "person_id": who.id, "name": name, "company": company, "note": note,
        "named_on": run.day(on),
    }  # fmt: skip
    services.asks.name(validated(ReferralFields, values))
    talk(_("Saved: %(name)s; %(who)s is to hear how it goes") % {"name": name, "who": who.name})


def _advance(run: Run, name: str, stage: Stage, on: date, **more: str) -> None:
    services = run.services()
    every = [line.referral for line in services.asks.desk().referrals]
    found = pick(every, name, lambda referral: referral.name, lambda referral: stage in allowed(referral.stage))
    services.asks.advance(found.id, stage, on, **more)
    talk(_("%(name)s: %(stage)s") % {"name": found.name, "stage": label(stage)})


@referral.command("advance", help=N_("Bring the referral that begins with NAME to its next stage."))
@click.argument("name")
@click.argument("stage", type=click.Choice([s.value for s in Stage if s not in (Stage.NAMED, Stage.ENDED)]))
@click.option("--basis", default="", help=N_("For introduced: who told whom, and that they agreed."))
@click.option("--account", default="", help=N_("For customer: the new account's name."))
@ON
@pass_run
def referral_advance(run: Run, name: str, stage: str, basis: str, account: str, on: str | None) -> None:
    """The next stage."""
    _advance(run, name, Stage(stage), run.day(on), basis=basis, account=account)


@referral.command("end", help=N_("End the referral that begins with NAME, with a reason."))
@click.argument("name")
@click.option("--reason", default="", help=N_("Why it ended."))
@ON
@pass_run
def referral_end(run: Run, name: str, reason: str, on: str | None) -> None:
    """The end."""
    _advance(run, name, Stage.ENDED, run.day(on), reason=reason)


@click.command(help=N_("Take back the last thing that was saved."))
@pass_run
def undo(run: Run) -> None:
    """Undo."""
    command = run.services().days.undo()
    talk(_("Undone: %(what)s") % {"what": command} if command else _("There is nothing to undo."))


COMMANDS = {"log": log, "ask": ask, "referral": referral, "undo": undo}
