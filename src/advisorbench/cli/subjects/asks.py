"""`ask`: prepared, made, answered, and looked back at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import ACCOUNT, ON, WordChoice, as_data, given, pick, text_of
from advisorbench.cli.say import nothing, say_json, say_text, talk
from advisorbench.cli.subjects.ask_text import OWN, preparation_data, preparation_text
from advisorbench.domain.asking.gates import Gate, GateVerdict
from advisorbench.domain.asking.readiness import State, state_label
from advisorbench.domain.asking.wording import Aim
from advisorbench.domain.errors import FieldErrors, NotFound
from advisorbench.domain.language.dates import say_day, say_day_long
from advisorbench.domain.records.facts import Ask
from advisorbench.domain.records.referral_facts import Snapshot
from advisorbench.domain.records.states import AskKind, AskState, OutcomeState, label
from advisorbench.i18n import N_, _

if TYPE_CHECKING:
    from datetime import date

    from advisorbench.services import Services
    from advisorbench.services.names import PersonRef

FOR = click.option(
    "--for", "kind", type=WordChoice(AskKind), help=N_("As it was prepared, or a referral, if left out.")
)
TARGET = click.option("--target", "who", default="", help=N_("Whom you ask for: a person or a role."))
COMPANY = click.option("--company", default="", help=N_("The target's company."))
WHY_NOW = click.option("--why-now", default="", help=N_("Why this target now."))
ROUTE = click.option("--route", default="", help=N_("How the introduction could be made."))


@click.group(help=N_("Prepare an ask, record that you made it, and the answer."))
def ask() -> None:
    """Asks."""


ask.add_command(OWN)


@ask.command(
    help=N_(
        "Prepare an ask to PERSON. Print what it begins with, whom it aims at, which gates do not pass, and a draft of "
        "its text. With --save it is kept until you ask."
    )
)
@click.argument("person")
@ACCOUNT
@FOR
@TARGET
@COMPANY
@WHY_NOW
@ROUTE
@click.option("--text", "wording", metavar="NAME", help=N_("nl, en, or a wording of your own: draft the text by it."))
@click.option("--text-file", metavar="FILE", type=click.Path(path_type=Path), help=N_("A file with the text."))
@click.option("--save", is_flag=True, help=N_("Keep it; there is one draft for each person."))
@as_json
@pass_run
def prepare(
    run: Run, person: str, account: str | None, kind: AskKind | None, who: str, company: str, why_now: str, route: str,
    wording: str | None, text_file: Path | None, save: bool, as_json: bool,
) -> None:  # fmt: skip
    """Prepare."""
    if wording is not None and text_file is not None:
        raise click.UsageError(_("give one of --text and --text-file"))
    services = run.services()
    asked = services.names.person(person, account)
    found = services.asks.preparation(asked.account_id, asked.id)
    kept = found.drafted
    kind = kind or (kept.kind if kept else AskKind.REFERRAL)
    target = ", ".join(filter(None, (who, company))) or (found.target.name if found.target else "")
    if why_now and not target:
        raise FieldErrors({"--target": _("say whom the reason is about")})
    known_why = found.target.why_now if found.target and target == found.target.name else ""
    aim = Aim(target, why_now or known_why, route or (kept.route if kept else ""))
    drafts = services.asks.drafts(found, kind, aim)
    own_words = kept is not None and kept.kind is kind and bool(kept.text)
    if text_file:
        text, name = text_of(text_file), ""
    elif wording is not None or not own_words:
        name = pick(drafts, wording, str) if wording is not None else found.language
        text = drafts[name]
    else:
        text, name = kept.text if kept else "", ""
    if as_json:
        say_json(preparation_data(found, kind, aim, drafts, text))
    else:
        say_text(preparation_text(found, kind, aim, text, name))
    if own_words and wording is None and text_file is None and given(x=who or company or why_now or route or None):
        talk(_("The text is the one you kept; --text writes it anew."))
    if save:
        _keep(services, asked, kind, aim, kept, text, (who, company, why_now))


def _keep(
    services: Services, asked: PersonRef, kind: AskKind, aim: Aim, kept: Ask | None, text: str,
    target: tuple[str, str, str],
) -> None:  # fmt: skip
    """Keep what was prepared."""
    values = {
        "account_id": asked.account_id, "person_id": asked.id, "kind": kind, "state": AskState.DRAFTED,
        "route": aim.route, "text": text, "channel": kept.channel if kept else "", "note": kept.note if kept else "",
    }  # fmt: skip
    services.asks.save_draft(values, *target)
    talk(_("Saved: the ask to %(who)s is prepared") % {"who": asked.name})


@ask.command(
    "make", help=N_("Record that you asked PERSON. Somebody who is not ready is asked with a written reason only.")
)
@click.argument("person")
@ACCOUNT
@FOR
@TARGET
@COMPANY
@WHY_NOW
@ROUTE
@click.option("--outcome", help=N_("For a testimonial: the verified outcome it speaks of; the newest if left out."))
@click.option("--channel", default="")
@click.option("--reason", default="", help=N_("Why you asked somebody who is not ready."))
@ON
@pass_run
def make(
    run: Run, person: str, account: str | None, kind: AskKind | None, who: str, company: str, why_now: str, route: str,
    outcome: str | None, channel: str, reason: str, on: str | None,
) -> None:  # fmt: skip
    """Ask."""
    services = run.services()
    asked = services.names.person(person, account)
    facts = services.accounts.brief(asked.account_id).facts
    draft = facts.drafted_ask(asked.id)
    kind = kind or (draft.kind if draft else AskKind.REFERRAL)
    if outcome is not None and kind is not AskKind.TESTIMONIAL:
        raise click.UsageError(_("--outcome goes with --for testimonial"))
    of = None
    if outcome is not None:
        of = pick(facts.outcomes, outcome, lambda o: o.what, lambda o: o.state is OutcomeState.VERIFIED).id
    values = {
        "account_id": asked.account_id, "person_id": asked.id, "kind": kind, "channel": channel, "route": route,
        "override_reason": reason, "asked_on": run.past(on),
    }  # fmt: skip
    services.asks.ask(values, who, company, why_now, of)
    talk(_("Saved: %(who)s was asked") % {"who": asked.name})


@ask.command(help=N_("Record PERSON's answer to the ask that waits."))
@click.argument("person")
@click.argument("answer", type=click.Choice([AskState.YES.value, AskState.LATER.value, AskState.NO.value, "again"]))
@ACCOUNT
@click.option("--until", help=N_("For “later”: the day on which to ask again."))
@click.option("--note", default="")
@ON
@pass_run
def answer(
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
    services.asks.answer(waiting[-1].id, state, run.past(on), run.day(until) if until else None, note)
    talk(_("%(who)s: %(state)s") % {"who": asked.name, "state": label(state)})


@ask.command(help=N_("Throw away the ask to PERSON that was prepared and not made."))
@click.argument("person")
@ACCOUNT
@pass_run
def drop(run: Run, person: str, account: str | None) -> None:
    """Drop the draft."""
    services = run.services()
    asked = services.names.person(person, account)
    draft = services.accounts.brief(asked.account_id).facts.drafted_ask(asked.id)
    if draft is None:
        raise NotFound(
            _("No ask to %(who)s is prepared.") % {"who": asked.name},
            _("“advisorbench ask prepare” prepares one, and --save keeps it."),
        )
    services.asks.drop_draft(draft.id)
    talk(_("Thrown away: the ask to %(who)s that was prepared") % {"who": asked.name})


@ask.command(help=N_("Show the asks to PERSON. With each: how ready they were then."))
@click.argument("person")
@ACCOUNT
@as_json
@pass_run
def show(run: Run, person: str, account: str | None, as_json: bool) -> None:
    """Show them."""
    services = run.services()
    asked = services.names.person(person, account)
    facts = services.accounts.brief(asked.account_id).facts
    found = [ask for ask in facts.asks if ask.person_id == asked.id]
    found.sort(key=lambda ask: (ask.asked_on is None, ask.asked_on or run.clock.today(), ask.id), reverse=True)
    stood = [(ask, services.asks.snapshot(ask.id)) for ask in found]
    if as_json:
        say_json([as_data(facts, ask, person=asked.name, stood=_stood_data(snapshot)) for ask, snapshot in stood])
    elif stood:
        say_text([f"{asked.name} · {asked.account}"])
        for ask, snapshot in stood:
            say_text(["", *_ask_text(ask, run.clock.today()), *_stood_text(snapshot)])
    else:
        nothing(_("%(who)s was not asked for anything yet.") % {"who": asked.name})


def _ask_text(ask: Ask, today: date) -> list[str]:
    first = [say_day_long(ask.asked_on)] if ask.asked_on else []
    state = label(ask.state)
    if ask.answered_on:
        state = f"{state} ({say_day(ask.answered_on, today)})"
    lines = [" · ".join([*first, label(ask.kind), state])]
    until = say_day_long(ask.later_on) if ask.later_on else ""
    for name, text in (
        (_("target"), ask.target_name), (_("until"), until), (_("channel"), ask.channel), (_("route"), ask.route),
        (_("asked all the same"), ask.override_reason), (_("note"), ask.note),
    ):  # fmt: skip
        if text:
            lines.append(f"  {name}: {text}")
    return lines + [f"  | {line}" for line in ask.text.split("\n") if ask.text]


def _stood_data(snapshot: Snapshot | None) -> dict[str, Any] | None:
    return snapshot._asdict() if snapshot else None


def _stood_text(snapshot: Snapshot | None) -> list[str]:
    """How the person stood then; nothing where it was not kept."""
    if snapshot is None:
        return []
    signs = {GateVerdict.PASS.value: "✓", GateVerdict.FAIL.value: "×", GateVerdict.UNKNOWN.value: "?"}
    states = {state.word: state for state in State}
    state = states.get(snapshot.state)
    said = {
        "state": state_label(state) if state is not None else snapshot.state,
        "score": snapshot.score,
        "gates": " · ".join(
            f"{signs.get(snapshot.gates[gate.name.lower()][0], '?')} {_(gate.value)}"
            for gate in Gate
            if gate.name.lower() in snapshot.gates
        ),
    }
    return [_("  stood then: %(state)s, score %(score)d: %(gates)s") % said]


COMMANDS = {"ask": ask}
