"""`promise`, `signal` and `issue`: what we owe, how satisfied they are, what hurts them."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import ALL, ON, WordChoice, as_data, at, each_account, given, pick
from advisorbench.cli.say import say_json, say_list, say_text, talk
from advisorbench.domain.customers.promises import Reliability, reliability
from advisorbench.domain.customers.satisfaction import mood, say_signal
from advisorbench.domain.errors import Refused
from advisorbench.domain.language.dates import say_day, say_day_long
from advisorbench.domain.language.money import say_share
from advisorbench.domain.records.facts import AccountFacts, Issue, Promise, Signal
from advisorbench.domain.records.states import PromiseState, Severity, SignalKind, label
from advisorbench.i18n import N_, _


@click.group(help=N_("What we owe, and whether we keep it."))
def promise() -> None:
    """Promises."""


@promise.command("add", help=N_("Add something we owe."))
@click.argument("what")
@click.option("--account", required=True)
@click.option("--person")
@click.option("--due", required=True, help=N_("A day: fri, +2w, 2026-12-04."))
@pass_run
def promise_add(run: Run, what: str, account: str, person: str | None, due: str) -> None:
    """Add a promise."""
    there = at(run, account)
    person_id, due_on = there.person_id(person), run.day(due)
    values = {"what": what, "account_id": there.id, "person_id": person_id, "made_on": there.on, "due_on": due_on}
    there.services.promises.add(values)
    talk(_("Promised to %(account)s") % {"account": there.name})


@promise.command("list", help=N_("List the promises that are open. Below: how many were kept on time in 12 months."))
@click.argument("account", required=False)
@ALL
@as_json
@pass_run
def promise_list(run: Run, account: str | None, everything: bool, as_json: bool) -> None:
    """List them."""
    today = run.clock.today()
    every = [(facts, promise) for facts in each_account(run, account) for promise in facts.promises]
    kept = reliability((promise for _facts, promise in every), today)
    found = [
        as_data(facts, promise, person=facts.person_name(promise.person_id), late=_late(promise, today))
        for facts, promise in sorted(every, key=lambda pair: (pair[1].due_on, pair[1].id))
        if everything or promise.open_on(today)
    ]
    if as_json:
        said = {"on_time": kept.on_time, "counted": kept.counted, "share": kept.share}
        say_json({"promises": found, "reliability": said})
        return

    def cells(data: dict[str, Any]) -> list[str]:
        due = f"{'! ' if data['late'] else ''}{say_day(data['due_on'], today)}"
        return [data["account"], data["what"], data["person"], due, label(data["state"])]

    say_list(found, as_json, [_("Account"), _("Promise"), _("To"), _("Due"), _("State")], cells, _("No promise."))
    if every:
        say_text([_reliable(kept)])


def _late(promise: Promise, today: date) -> bool:
    return bool(promise.open_on(today) and promise.due_on < today)


def _reliable(kept: Reliability) -> str:
    if kept.share is None:
        return _("Kept on time in 12 months: none counts yet.")
    said = {"kept": kept.on_time, "counted": kept.counted, "share": say_share(kept.share)}
    return _("Kept on time in 12 months: %(kept)d of %(counted)d, %(share)s.") % said


@promise.command("show", help=N_("Show the promise to an account that begins with WHAT."))
@click.argument("account")
@click.argument("what", default="")
@as_json
@pass_run
def promise_show(run: Run, account: str, what: str, as_json: bool) -> None:
    """Show one."""
    there = at(run, account)
    found = pick(there.facts.promises, what, _promised, lambda p: p.open_on(there.on))
    person = there.facts.person_name(found.person_id)
    if as_json:
        say_json(as_data(there.facts, found, person=person, late=_late(found, there.on)))
        return
    late = " · " + _("overdue") if _late(found, there.on) else ""
    lines = [
        f"{there.name} · {found.what}",
        label(found.state) + late,
        _("  made on %(day)s") % {"day": say_day_long(found.made_on)},
        _("  due on %(day)s") % {"day": say_day_long(found.due_on)},
    ]
    if found.closed_on:
        lines.append(_("  closed on %(day)s") % {"day": say_day_long(found.closed_on)})
    if person:
        lines.append(_("  to %(who)s") % {"who": person})
    if found.referral_id:
        lines.append(_("  owed for a referral"))
    say_text(lines)


def _promised(promise: Promise) -> str:
    return promise.what


def _close(run: Run, account: str, what: str, on: str | None, *, kept: bool) -> None:
    there = at(run, account)
    found = pick(there.facts.promises, what, _promised, lambda p: p.state is PromiseState.OPEN)
    state = there.services.promises.close(found.id, run.past(on), kept=kept)
    talk(_("%(what)s: %(state)s") % {"what": found.what, "state": label(state)})


@promise.command("keep", help=N_("Mark the promise of an account that begins with WHAT as kept."))
@click.argument("account")
@click.argument("what", default="")
@ON
@pass_run
def promise_keep(run: Run, account: str, what: str, on: str | None) -> None:
    """Kept, or kept late."""
    _close(run, account, what, on, kept=True)


@promise.command("break", help=N_("Mark the promise of an account that begins with WHAT as broken."))
@click.argument("account")
@click.argument("what", default="")
@ON
@pass_run
def promise_break(run: Run, account: str, what: str, on: str | None) -> None:
    """Broken."""
    _close(run, account, what, on, kept=False)


@click.group(help=N_("How satisfied people said to be."))
def signal() -> None:
    """Signals."""


@signal.command(
    "add",
    help=N_(
        "Add how satisfied somebody said to be. NPS and score (csat is another word for it) take a number from 0 to "
        "10; praise and complaint none."
    ),
)
@click.argument("kind", type=WordChoice(SignalKind, {"csat": SignalKind.SCORE}))
@click.argument("value", type=int, required=False)
@click.option("--account", required=True)
@click.option("--person")
@ON
@click.option("--note")
@pass_run
def signal_add(
    run: Run, kind: SignalKind, value: int | None, account: str, person: str | None, on: str | None, note: str | None
) -> None:
    """Add a signal."""
    there = at(run, account)
    person_id = there.person_id(person)
    values = given(kind=kind, value=value, account_id=there.id, person_id=person_id, on=run.past(on), note=note)
    there.services.accounts.add_signal(values)
    talk(_("Saved: signal at %(account)s") % {"account": there.name})


@signal.command("list", help=N_("List the signals, the newest first."))
@click.argument("account", required=False)
@as_json
@pass_run
def signal_list(run: Run, account: str | None, as_json: bool) -> None:
    """List them."""
    today = run.clock.today()
    every = [(facts, signal) for facts in each_account(run, account) for signal in facts.signals]
    every.sort(key=lambda pair: (pair[1].on, pair[1].id), reverse=True)
    words = {signal.id: say_signal(signal) for _facts, signal in every}

    def cells(data: dict[str, Any]) -> list[str]:
        return [data["account"], words[data["id"]], data["person"], say_day(data["on"], today), data["note"]]

    headings = [_("Account"), _("Signal"), _("Person"), _("On"), _("Note")]
    data = [_signal_data(facts, signal) for facts, signal in every]
    say_list(data, as_json, headings, cells, _("No signal."), flexible=4)


def _signal_data(facts: AccountFacts, signal: Signal) -> dict[str, Any]:
    return as_data(facts, signal, person=facts.person_name(signal.person_id), mood=mood(signal))


@signal.command("show", help=N_("Show a signal of an account. WHAT begins its kind, or the name of who gave it."))
@click.argument("account")
@click.argument("what", default="")
@as_json
@pass_run
def signal_show(run: Run, account: str, what: str, as_json: bool) -> None:
    """Show one."""
    there = at(run, account)

    def words(signal: Signal) -> str:
        parts = (say_signal(signal), there.facts.person_name(signal.person_id), say_day_long(signal.on))
        return " ".join(filter(None, parts))

    found = pick(there.facts.signals, what, words)
    data = _signal_data(there.facts, found)
    if as_json:
        say_json(data)
        return
    lines = [f"{there.name} · {say_signal(found)}", f"{label(mood(found))} · {say_day_long(found.on)}"]
    say_text([*lines, *(f"  {text}" for text in (data["person"], found.note) if text)])


@click.group(help=N_("What hurts a customer, until it is resolved."))
def issue() -> None:
    """Issues."""


@issue.command("add", help=N_("Add something that hurts the customer."))
@click.argument("what")
@click.option("--account", required=True)
@click.option("--person")
@click.option("--severity", type=WordChoice(Severity))
@click.option("--since", help=N_("Since when; today if left out."))
@pass_run
def issue_add(
    run: Run, what: str, account: str, person: str | None, severity: Severity | None, since: str | None
) -> None:
    """Add an issue."""
    there = at(run, account)
    values = given(what=what, account_id=there.id, severity=severity, opened_on=run.day(since))
    values["person_id"] = there.person_id(person)
    there.services.accounts.add_issue(values)
    talk(_("Saved: issue at %(account)s") % {"account": there.name})


@issue.command("list", help=N_("List the issues that are open."))
@click.argument("account", required=False)
@ALL
@as_json
@pass_run
def issue_list(run: Run, account: str | None, everything: bool, as_json: bool) -> None:
    """List them."""
    today = run.clock.today()
    found = [
        as_data(facts, issue)
        for facts in each_account(run, account)
        for issue in facts.issues
        if everything or issue.open_on(today)
    ]

    def cells(data: dict[str, Any]) -> list[str]:
        resolved = say_day(data["resolved_on"], today) if data["resolved_on"] else "–"
        return [data["account"], data["what"], label(data["severity"]), say_day(data["opened_on"], today), resolved]

    headings = [_("Account"), _("Issue"), _("Severity"), _("Since"), _("Resolved")]
    say_list(found, as_json, headings, cells, _("No issue."))


@issue.command("show", help=N_("Show the issue of an account that begins with WHAT."))
@click.argument("account")
@click.argument("what", default="")
@as_json
@pass_run
def issue_show(run: Run, account: str, what: str, as_json: bool) -> None:
    """Show one."""
    there = at(run, account)
    found = pick(there.facts.issues, what, _hurting)
    if as_json:
        say_json(as_data(there.facts, found))
        return
    lines = [f"{there.name} · {found.what}", label(found.severity)]
    lines.append(_("  since %(day)s") % {"day": say_day_long(found.opened_on)})
    if found.resolved_on:
        lines.append(_("  resolved on %(day)s") % {"day": say_day_long(found.resolved_on)})
    say_text(lines)


def _hurting(issue: Issue) -> str:
    return issue.what


@issue.command("resolve", help=N_("Record that an issue was resolved."))
@click.argument("account")
@click.argument("what", default="")
@ON
@pass_run
def issue_resolve(run: Run, account: str, what: str, on: str | None) -> None:
    """Resolved."""
    there = at(run, account)
    found = pick(there.facts.issues, what, _hurting, lambda issue: issue.resolved_on is None)
    if found.resolved_on is not None:
        raise Refused(_("“%(what)s” is resolved already.") % {"what": found.what})
    there.services.accounts.resolve_issue(found.id, run.past(on))
    talk(_("%(what)s: resolved") % {"what": found.what})


COMMANDS = {"promise": promise, "signal": signal, "issue": issue}
