"""`testimonial`: praise in public, from the words to the day on which they are taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import ACCOUNT, ALL, ON, at, pick, text_of
from advisorbench.cli.say import say_json, say_list, say_text, talk
from advisorbench.domain.asking.testimonials import SHOWABLE, expired
from advisorbench.domain.language.dates import say_day, say_day_long
from advisorbench.domain.records.facts import Testimonial
from advisorbench.domain.records.states import OutcomeState, TestimonialState, allowed, label
from advisorbench.domain.views import TestimonialLine
from advisorbench.i18n import N_, _

TEXT = click.option("--text", help=N_("The words."))
FILE = click.option(
    "--file", "path", type=click.Path(path_type=Path), metavar="FILE", help=N_("A file with the words.")
)


@click.group(help=N_("Praise in public, as far as they agreed to it."))
def testimonial() -> None:
    """Testimonials."""


def _words(text: str | None, path: Path | None, *, needed: bool = True) -> str:
    """The words that were given, typed or in a file."""
    if (text is not None and path is not None) or (needed and text is None and path is None):
        raise click.UsageError(_("give one of --text and --file"))
    return text_of(path) if path is not None else text or ""


@testimonial.command("list", help=N_("List the testimonials that were not taken back."))
@click.argument("account", required=False)
@ALL
@as_json
@pass_run
def list_(run: Run, account: str | None, everything: bool, as_json: bool) -> None:
    """List them."""
    today = run.clock.today()
    found = [
        _data(line)
        for line in _lines(run, account)
        if everything or line.testimonial.state is not TestimonialState.WITHDRAWN
    ]

    def cells(data: dict[str, Any]) -> list[str]:
        until = say_day(data["expires_on"], today) if data["expires_on"] else "–"
        return [
            data["person"], data["account"], label(data["state"]), data["outcome"] or "–", data["scope"], until,
            _("yes") if data["showable"] else _("no"),
        ]  # fmt: skip

    headings = [_("Person"), _("Account"), _("State"), _("Outcome"), _("For"), _("Until"), _("May be shown")]
    say_list(found, as_json, headings, cells, _("No testimonial."), flexible=3)


def _lines(run: Run, account: str | None) -> list[TestimonialLine]:
    services = run.services()
    key = services.names.account(account)[0] if account else None
    return services.testimonials.lines(key)


def _data(line: TestimonialLine) -> dict[str, Any]:
    """A testimonial as JSON gives it."""
    about = {"account": line.account, "account_id": line.account_id, "person": line.person, "showable": line.showable}
    outcome = line.outcome.what if line.outcome else None
    return {**about, "job_title": line.job_title, "outcome": outcome, **line.testimonial._asdict()}


def _found(run: Run, name: str, account: str | None, *states: TestimonialState) -> TestimonialLine:
    """The testimonial of the person whose name begins so, first among those in one of these states."""
    lines = {line.testimonial.id: line for line in _lines(run, account)}

    def may(one: Testimonial) -> bool:
        return not states or one.state in states

    every = [line.testimonial for line in lines.values()]
    return lines[pick(every, name, lambda one: lines[one.id].person, may).id]


@testimonial.command(help=N_("Show the testimonial of the person whose name begins with NAME."))
@click.argument("name")
@ACCOUNT
@as_json
@pass_run
def show(run: Run, name: str, account: str | None, as_json: bool) -> None:
    """Show one."""
    line = _found(run, name, account)
    if as_json:
        say_json(_data(line))
        return
    one = line.testimonial
    who = ", ".join(filter(None, (line.person, line.job_title, line.account)))
    state = label(one.state) + (" · " + _("the consent has ended") if expired(one, run.clock.today()) else "")
    may = _("may be shown") if line.showable else _("may not be shown")
    lines = [who, f"{state} · {may}"]
    if line.outcome:
        lines.append(_("  outcome: %(what)s") % {"what": line.outcome.what})
    for step in TestimonialState:
        day = getattr(one, f"{step.value}_on")
        if day:
            lines.append(f"  {label(step)}: {say_day_long(day)}")
    said = {_("for"): one.scope, _("until"): say_day_long(one.expires_on) if one.expires_on else ""}
    said[_("taken back")] = one.withdrawn_reason
    lines += [f"  {heading}: {text}" for heading, text in said.items() if text]
    if one.approved_on:
        lines.append(_("  with their name") if one.with_name else _("  without their name"))
    for heading, text in ((_("THEIR WORDS"), one.original), (_("WHAT THEY AGREED TO"), one.approved)):
        if text:
            lines += ["", heading, *(f"  {part}" for part in text.split("\n"))]
    if one.where:
        lines += ["", _("WHERE IT STANDS"), *(f"  {place}" for place in one.where)]
    say_text(lines)


@testimonial.command(help=N_("Record words of praise by PERSON that came by themselves."))
@click.argument("person")
@click.option("--outcome", default="", help=N_("The verified outcome they speak of, if there are several."))
@ACCOUNT
@TEXT
@FILE
@ON
@pass_run
def add(
    run: Run, person: str, outcome: str, account: str | None, text: str | None, path: Path | None, on: str | None
) -> None:
    """Add one."""
    words = _words(text, path)
    who = run.services().names.person(person, account)
    there = at(run, who.account) if account is None else at(run, account)
    facts = there.services.accounts.brief(who.account_id).facts
    of = pick(facts.outcomes, outcome, lambda o: o.what, lambda o: o.state is OutcomeState.VERIFIED)
    values = {
        "account_id": who.account_id, "person_id": who.id, "outcome_id": of.id, "original": words,
        "received_on": run.past(on),
    }  # fmt: skip
    there.services.testimonials.receive(values)
    talk(_("Saved: what %(who)s wrote; have it approved before it is shown") % {"who": who.name})


def _advance(
    run: Run, name: str, account: str | None, state: TestimonialState, on: str | None, **more: Any
) -> tuple[TestimonialLine, tuple[str, ...]]:
    before = [one for one in TestimonialState if state in allowed(one)]
    line = _found(run, name, account, *before)
    places = run.services().testimonials.advance(line.testimonial.id, state, run.past(on), **more)
    talk(_("%(who)s: %(state)s") % {"who": line.person, "state": label(state)})
    return line, places


@testimonial.command(help=N_("Record the words that PERSON sent, who was asked for them."))
@click.argument("person")
@ACCOUNT
@TEXT
@FILE
@ON
@pass_run
def receive(
    run: Run, person: str, account: str | None, text: str | None, path: Path | None, on: str | None
) -> None:  # fmt: skip
    """Receive."""
    _advance(run, person, account, TestimonialState.RECEIVED, on, text=_words(text, path))


@testimonial.command(help=N_("Record what PERSON agreed to. That is the text, what it is used for, and until when."))
@click.argument("person")
@click.option("--scope", required=True, help=N_("What they agreed that it is used for: website, quotes, a fair."))
@click.option("--until", help=N_("The last day of their consent; without an end if left out."))
@click.option("--anonymous", is_flag=True, help=N_("Without their name and company below it."))
@ACCOUNT
@click.option("--text", help=N_("The text they agreed to; their words unchanged if left out."))
@FILE
@ON
@pass_run
def approve(
    run: Run, person: str, scope: str, until: str | None, anonymous: bool, account: str | None, text: str | None,
    path: Path | None, on: str | None,
) -> None:  # fmt: skip
    """Approve."""
    words = _words(text, path, needed=False)
    expires_on = run.day(until) if until is not None else None
    _advance(
        run, person, account, TestimonialState.APPROVED, on, text=words, scope=scope, with_name=not anonymous,
        expires_on=expires_on,
    )  # fmt: skip


@testimonial.command(help=N_("Record where the one of PERSON is to be seen. Once more for another place."))
@click.argument("person")
@click.option("--place", required=True, help=N_("An address, a brochure, a quote."))
@ACCOUNT
@ON
@pass_run
def publish(run: Run, person: str, place: str, account: str | None, on: str | None) -> None:
    """Publish."""
    _advance(run, person, account, TestimonialState.PUBLISHED, on, place=place)


@testimonial.command(
    help=N_("Record that PERSON took it back, or never gave it. The places to take it down from are printed.")
)
@click.argument("person")
@click.option("--reason", required=True, help=N_("Why."))
@ACCOUNT
@ON
@pass_run
def withdraw(run: Run, person: str, reason: str, account: str | None, on: str | None) -> None:
    """Withdraw."""
    _line, places = _advance(run, person, account, TestimonialState.WITHDRAWN, on, reason=reason)
    say_text(places)
    if places:
        talk(_("Take it down there; that is noted as a promise."))


@testimonial.command(help=N_("Record that the consent of PERSON goes on until another day."))
@click.argument("person")
@click.option("--until", required=True, help=N_("The last day of their consent."))
@ACCOUNT
@pass_run
def renew(run: Run, person: str, until: str, account: str | None) -> None:
    """Renew."""
    line = _found(run, person, account, *SHOWABLE)
    day = run.day(until)
    run.services().testimonials.renew(line.testimonial.id, day)
    talk(_("%(who)s: until %(day)s") % {"who": line.person, "day": say_day_long(day)})


COMMANDS = {"testimonial": testimonial}
