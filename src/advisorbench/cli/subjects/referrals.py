"""`referral`: names given, followed to customer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import ACCOUNT, ALL, ON, WordChoice, each_account, pick
from advisorbench.cli.say import say_json, say_list, say_text, talk
from advisorbench.domain.language.dates import say_day, say_day_long
from advisorbench.domain.records.facts import AccountFacts, Promise, Referral
from advisorbench.domain.records.states import Stage, allowed, label
from advisorbench.i18n import N_, _


class Given(NamedTuple):
    """A referral with the account whose person gave the name."""

    facts: AccountFacts
    referral: Referral

    @property
    def giver(self) -> str:
        """Who gave the name."""
        return self.facts.person_name(self.referral.person_id)

    def owed(self, today: date) -> list[Promise]:
        """What the referrer is still to hear of it."""
        return [p for p in self.facts.promises if p.referral_id == self.referral.id and p.open_on(today)]

    def data(self, today: date) -> dict[str, Any]:
        """It as JSON gives it."""
        owed = [{"what": promise.what, "due_on": promise.due_on} for promise in self.owed(today)]
        about = {"from": self.giver, "account": self.facts.account.name, "account_id": self.facts.account.id}
        return {**about, **self.referral._asdict(), "owed": owed}


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
def name_(run: Run, name: str, giver: str, account: str | None, company: str, note: str, on: str | None) -> None:
    """A name given."""
    services = run.services()
    who = services.names.person(giver, account)
    values = {
        "account_id": who.account_id, "person_id": who.id, "name": name, "company": company, "note": note,
        "named_on": run.past(on),
    }  # fmt: skip
    added = services.referrals.name(values)
    talk(_("Saved: %(name)s; %(who)s is to hear how it goes") % {"name": added.name, "who": who.name})


@referral.command("list", help=N_("List the names given that are under way."))
@click.argument("account", required=False)
@click.option("--stage", type=WordChoice(Stage), help=N_("Only those in this stage."))
@ALL
@as_json
@pass_run
def list_(run: Run, account: str | None, stage: Stage | None, everything: bool, as_json: bool) -> None:
    """List them."""
    today = run.clock.today()
    stages = list(Stage)

    def wanted(referral: Referral) -> bool:
        if stage is not None:
            return referral.stage is stage
        return everything or bool(allowed(referral.stage))

    found = [given for given in _every(run, account) if wanted(given.referral)]
    found.sort(key=lambda given: (stages.index(given.referral.stage), given.referral.stage_on, given.referral.id))

    def cells(data: dict[str, Any]) -> list[str]:
        owed = min((promise["due_on"] for promise in data["owed"]), default=None)
        return [
            data["name"], data["company"], data["from"], data["account"], label(data["stage"]),
            say_day(data["stage_on"], today), f"{'! ' if owed < today else ''}{say_day(owed, today)}" if owed else "–",
        ]  # fmt: skip

    headings = [_("Referral"), _("Company"), _("From"), _("Account"), _("Stage"), _("Since"), _("Report due")]
    say_list([given.data(today) for given in found], as_json, headings, cells, _("No referral is under way."))


def _every(run: Run, account: str | None = None) -> list[Given]:
    return [Given(facts, referral) for facts in each_account(run, account) for referral in facts.referrals]


def _called(referral: Referral) -> str:
    return referral.name


@referral.command(help=N_("Show the referral that begins with NAME. Where it comes from, and how far it is."))
@click.argument("name")
@ACCOUNT
@as_json
@pass_run
def show(run: Run, name: str, account: str | None, as_json: bool) -> None:
    """Show one."""
    every = {given.referral.id: given for given in _every(run, account)}
    found = every[pick([given.referral for given in every.values()], name, _called).id]
    today = run.clock.today()
    if as_json:
        say_json(found.data(today))
        return
    one = found.referral
    said = {"who": found.giver, "account": found.facts.account.name, "day": say_day(one.named_on, today)}
    lines = [
        " · ".join(filter(None, (one.name, one.company, label(one.stage)))),
        _("given by %(who)s (%(account)s), %(day)s") % said,
        *(f"  {label(stage)}: {say_day_long(day)}" for stage, day in one.reached),
    ]
    if one.permission_basis:
        lines.append(_("  permission: %(basis)s") % {"basis": one.permission_basis})
    lines += [*_told(run, one), *([_("  ended: %(why)s") % {"why": one.ended_reason}] if one.ended_reason else [])]
    for promise in found.owed(today):
        late = " · " + _("overdue") if promise.due_on < today else ""
        lines.append(
            _("  owed: %(what)s, %(day)s") % {"what": promise.what, "day": say_day(promise.due_on, today)} + late
        )
    lines += [f"  {line}" for line in one.note.split("\n") if line]
    say_text(lines)


def _told(run: Run, one: Referral) -> list[str]:
    """Whether somebody whose name we keep knows that, or until when they are to be told."""
    if one.informed_on:
        return [_("  told that we keep the name: %(day)s") % {"day": say_day_long(one.informed_on)}]
    if one.stage is not Stage.NAMED:
        return []
    due_on = one.named_on + timedelta(days=run.settings.rules.inform_days)
    return [_("  to be told that we keep the name, by %(day)s at the latest") % {"day": say_day_long(due_on)}]


@referral.command(help=N_("Record that NAME was told that you keep the name."))
@click.argument("name")
@ACCOUNT
@ON
@pass_run
def inform(run: Run, name: str, account: str | None, on: str | None) -> None:
    """Inform."""
    every = [given.referral for given in _every(run, account)]
    found = pick(every, name, _called, lambda r: r.informed_on is None)
    run.services().referrals.inform(found.id, run.past(on))
    talk(_("%(name)s knows that you keep the name") % {"name": found.name})


def _advance(run: Run, name: str, given_at: str | None, stage: Stage, on: date, **more: str) -> None:
    every = [given.referral for given in _every(run, given_at)]
    found = pick(every, name, _called, lambda referral: stage in allowed(referral.stage))
    run.services().referrals.advance(found.id, stage, on, **more)
    talk(_("%(name)s: %(stage)s") % {"name": found.name, "stage": label(stage)})


@referral.command(help=N_("Bring the referral that begins with NAME to its next stage."))
@click.argument("name")
@click.argument("stage", type=click.Choice([s.value for s in Stage if s not in (Stage.NAMED, Stage.ENDED)]))
@click.option("--basis", default="", help=N_("For introduced: who told whom, and that they agreed."))
@click.option("--account", default="", help=N_("For customer: the new account's name."))
@ON
@pass_run
def advance(run: Run, name: str, stage: str, basis: str, account: str, on: str | None) -> None:
    """The next stage."""
    _advance(run, name, None, Stage(stage), run.past(on), basis=basis, account=account)


@referral.command(help=N_("End the referral that begins with NAME, with a reason."))
@click.argument("name")
@click.option("--reason", default="", help=N_("Why it ended."))
@ACCOUNT
@ON
@pass_run
def end(run: Run, name: str, reason: str, account: str | None, on: str | None) -> None:
    """The end."""
    _advance(run, name, account, Stage.ENDED, run.past(on), reason=reason)


COMMANDS = {"referral": referral}
