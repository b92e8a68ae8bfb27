"""`initiative`: sales opportunities, and whether the customer moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import ON, NamedAccount, WordChoice, at, given, money, pick
from advisorbench.cli.say import say_json, say_list, say_text, talk
from advisorbench.domain.customers.buying import customer_step, hollow
from advisorbench.domain.errors import FieldErrors, Refused
from advisorbench.domain.language.dates import say_day, say_day_long
from advisorbench.domain.language.money import say_money
from advisorbench.domain.records.facts import BuyingStep, Initiative
from advisorbench.domain.records.states import InitiativeState, Side, Source, Starter, StepKind, label
from advisorbench.i18n import N_, _

HEADINGS = {
    StepKind.AGREE: N_("WHO MUST AGREE"), StepKind.QUESTION: N_("QUESTIONS"), StepKind.MILESTONE: N_("MILESTONES"),
}  # fmt: skip
ENDS = [state for state in InitiativeState if state is not InitiativeState.OPEN]
DUE = click.option("--due", help=N_("By when: a day."))


@click.group(help=N_("Sales opportunities, and whether the customer moves."))
def initiative() -> None:
    """Initiatives."""


@initiative.command(help=N_("Add a sales initiative."))
@click.argument("name")
@click.option("--account")
@click.option("--person")
@click.option("--source", type=WordChoice(Source))
@click.option("--started-by", type=WordChoice(Starter), help=N_("Who started it."))
@click.option("--amount")
@click.option("--opened", help=N_("When it began; today if left out."))
@click.option("--next-step", help=N_("What the customer does next."))
@click.option("--next-step-on", help=N_("The day of the customer's next step."))
@pass_run
def add(
    run: Run, name: str, account: str | None, person: str | None, amount: str | None, opened: str | None,
    next_step_on: str | None, **more: Any,
) -> None:  # fmt: skip
    """Add an initiative."""
    services = run.services()
    values = given(name=name, opened_on=run.day(opened), state=InitiativeState.OPEN, **more)
    if account:
        values["account_id"], account = services.names.account(account)
    if person:
        values["person_id"] = services.names.person(person, account).id
    if next_step_on:
        values["next_step_on"] = run.day(next_step_on)
    values |= money("amount", amount, run.settings.rules.currency)
    added = services.initiatives.add(values)
    talk(_("Saved: %(name)s") % {"name": added.name})


@initiative.command(
    "list", help=N_("List the open initiatives. Those come first in which the customer has no next step.")
)
@click.argument("account", required=False)
@click.option("--hollow", "only_hollow", is_flag=True, help=N_("Only those in which the customer has no next step."))
@click.option("--all", "everything", is_flag=True, help=N_("Also those that have ended, and those of no account."))
@as_json
@pass_run
def list_(run: Run, account: str | None, only_hollow: bool, everything: bool, as_json: bool) -> None:
    """List them."""
    today = run.clock.today()
    found = [data for data in _found(run, account, everything) if data["hollow"] or not only_hollow]

    def cells(data: dict[str, Any]) -> list[str]:
        ahead = data["customer_step"]
        return [
            f"{'! ' if data['hollow'] else ''}{data['name']}",
            data["account"],
            label(data["state"]),
            say_money(data["amount_cents"], data["currency"]),
            label(data["started_by"]) if data["started_by"] else "–",
            f"{ahead['what']} · {say_day(ahead['on'], today)}" if ahead else "–",
        ]

    headings = [_("Initiative"), _("Account"), _("State"), _("Amount"), _("Started by"), _("Their next step")]
    say_list(found, as_json, headings, cells, _("No initiative."), flexible=0)


def _found(run: Run, account: str | None, everything: bool) -> Iterator[dict[str, Any]]:
    """The open ones, hollow first; then, where everything is wanted, the others."""
    services = run.services()
    account_id, name = services.names.account(account) if account else (None, "")
    today = run.clock.today()
    listed = set()
    for line in services.initiatives.lines(account_id):
        listed.add(line.initiative.id)
        yield _data(line.account_id, line.account, line.initiative, line.steps, today)
    if not everything:
        return
    if account_id:
        for initiative in services.accounts.whole(account_id).initiatives:
            if initiative.id not in listed:
                yield _data(account_id, name, initiative, (), today)
        return
    _columns, rows = services.exports.table("initiatives")
    for row in rows:
        if row["id"] not in listed:
            initiative = Initiative(**{field: row[field] for field in Initiative._fields if field in row})
            yield _data(row["account_id"], row["account"] or "", initiative, (), today)


def _data(
    account_id: str | None, account: str, initiative: Initiative, steps: tuple[BuyingStep, ...], on: date
) -> dict[str, Any]:
    ahead = customer_step(initiative, steps, on) if _is_open(initiative) else None
    return {
        "account": account,
        "account_id": account_id,
        **initiative._asdict(),
        "hollow": hollow(initiative, steps, on),
        "customer_step": {"what": ahead[0], "on": ahead[1]} if ahead else None,
    }


@initiative.command(
    help=N_("Show an initiative and its buying path. That is who must agree, what they ask, and the milestones.")
)
@click.argument("account")
@click.argument("what", default="")
@as_json
@pass_run
def show(run: Run, account: str, what: str, as_json: bool) -> None:
    """Show one."""
    there, found = _picked(run, account, what)
    steps = there.facts.steps_of(found.id)
    if as_json:
        path = [step._asdict() | {"person": there.facts.person_name(step.person_id)} for step in steps]
        data = _data(there.id, there.name, found, steps, there.on)
        say_json(data | {"person": there.facts.person_name(found.person_id), "steps": path})
        return
    ahead = customer_step(found, steps, there.on)
    say_text([f"{there.name} · {found.name}", _standing(found), *_told(there, found)])
    if found.state is InitiativeState.OPEN:
        if ahead:
            said = {"what": ahead[0], "day": say_day(ahead[1], there.on)}
            say_text([_("  ✓ the customer's next step: %(what)s, %(day)s") % said])
        else:
            say_text([_("  ! hollow: the customer has no next step with a day to come")])
    for kind, heading in HEADINGS.items():
        rows = [_step_text(there, step) for step in steps if step.kind is kind]
        if rows:
            say_text(["", _(heading), *rows])


def _standing(found: Initiative) -> str:
    started = _("started by %(who)s") % {"who": label(found.started_by)} if found.started_by else ""
    source = label(found.source) if found.source else ""
    worth = say_money(found.amount_cents, found.currency) if found.amount_cents is not None else ""
    return " · ".join(filter(None, (label(found.state), worth, source, started)))


def _told(there: NamedAccount, found: Initiative) -> list[str]:
    details = {
        _("with"): there.facts.person_name(found.person_id),
        _("began"): say_day_long(found.opened_on) if found.opened_on else "",
        _("ended"): say_day_long(found.closed_on) if found.closed_on else "",
        _("reason"): found.end_reason,
    }
    return [f"  {name}: {text}" for name, text in details.items() if text]


def _step_text(there: NamedAccount, step: BuyingStep) -> str:
    mark = "✓" if step.done_on else "!" if step.due_on and step.due_on < there.on else "•"
    parts = [step.what, there.facts.person_name(step.person_id), label(step.side) if step.side else ""]
    day = step.done_on or step.due_on
    return f"  {mark} " + " · ".join(filter(None, [*parts, say_day(day, there.on) if day else ""]))


def _name(initiative: Initiative) -> str:
    return initiative.name


def _is_open(initiative: Initiative) -> bool:
    return initiative.state is InitiativeState.OPEN


def _picked(run: Run, account: str, what: str) -> tuple[NamedAccount, Initiative]:
    there = at(run, account)
    return there, pick(there.services.accounts.whole(there.id).initiatives, what, _name, _is_open)


def _add_step(run: Run, account: str, what: str, kind: StepKind, text: str, **more: Any) -> None:
    there, found = _picked(run, account, what)
    person, due = more.pop("person", None), more.pop("due", None)
    values = given(initiative_id=found.id, kind=kind, what=text, **more)
    values["person_id"] = there.person_id(person)
    values["due_on"] = run.day(due) if due else None
    added = there.services.initiatives.add_step(values)
    talk(_("Saved: %(what)s, on the path of %(name)s") % {"what": added.name, "name": found.name})


@initiative.command(help=N_("Add to what somebody must agree. TEXT says it."))
@click.argument("account")
@click.argument("what")
@click.argument("text")
@click.option("--person", help=N_("Who must agree."))
@DUE
@pass_run
def agree(run: Run, account: str, what: str, text: str, **more: Any) -> None:
    """Somebody who must agree."""
    _add_step(run, account, what, StepKind.AGREE, text, **more)


@initiative.command(help=N_("Add a question that the buyer has."))
@click.argument("account")
@click.argument("what")
@click.argument("text")
@click.option("--person", help=N_("Who asks it."))
@DUE
@pass_run
def question(run: Run, account: str, what: str, text: str, **more: Any) -> None:
    """A question."""
    _add_step(run, account, what, StepKind.QUESTION, text, **more)


@initiative.command(help=N_("Add a milestone, with who reaches it and by when."))
@click.argument("account")
@click.argument("what")
@click.argument("text")
@click.option("--by", "side", type=WordChoice(Side), required=True, help=N_("Who reaches it."))
@click.option("--due", required=True, help=N_("By when: a day."))
@click.option("--person", help=N_("Who there sees to it."))
@pass_run
def milestone(run: Run, account: str, what: str, text: str, **more: Any) -> None:
    """A milestone."""
    _add_step(run, account, what, StepKind.MILESTONE, text, **more)


@initiative.command("step-done", help=N_("Record that a step was done: agreed, answered or reached."))
@click.argument("account")
@click.argument("what")
@click.argument("step", default="")
@ON
@pass_run
def step_done(run: Run, account: str, what: str, step: str, on: str | None) -> None:
    """A step done."""
    there, found = _picked(run, account, what)
    steps = there.facts.steps_of(found.id)
    chosen = pick(steps, step, lambda one: one.what, lambda one: one.done_on is None)
    there.services.initiatives.close_step(chosen.id, run.past(on))
    talk(_("%(what)s: done") % {"what": chosen.what})


@initiative.command("next", help=N_("Record the customer's next step and its day."))
@click.argument("account")
@click.argument("what")
@click.argument("text")
@click.option("--on", required=True, help=N_("The day on which they do it."))
@pass_run
def next_(run: Run, account: str, what: str, text: str, on: str) -> None:
    """Their next step."""
    there, found = _picked(run, account, what)
    if not _is_open(found):
        raise Refused(_("“%(name)s” has ended.") % {"name": found.name})
    day = run.day(on)
    _to_come(day, there.on)
    there.services.initiatives.edit(found.id, found.version, {"next_step": text, "next_step_on": day})
    said = {"name": found.name, "what": text, "day": say_day_long(day)}
    talk(_("%(name)s: next “%(what)s”, %(day)s") % said)


def _to_come(day: date, today: date) -> None:
    if day < today:
        raise FieldErrors({"on": _("%(day)s is past: name a day to come") % {"day": say_day(day, today)}})


@initiative.command(help=N_("End an initiative, with a reason; winning has one too."))
@click.argument("account")
@click.argument("what")
@click.argument("state", type=WordChoice(ENDS))
@click.option("--reason", default="", help=N_("Why it ended so."))
@ON
@pass_run
def end(run: Run, account: str, what: str, state: InitiativeState, reason: str, on: str | None) -> None:
    """The end."""
    there, found = _picked(run, account, what)
    there.services.initiatives.end(found.id, state, run.past(on), reason)
    talk(_("%(name)s: %(state)s") % {"name": found.name, "state": label(state)})


COMMANDS = {"initiative": initiative}
