"""`review hold`: everything that comes of a review, in one step."""

from __future__ import annotations

from datetime import date

import click

from advisorbench.cli.main import Run, pass_run
from advisorbench.cli.options import ON, PAIR, NamedAccount, at, pick
from advisorbench.cli.say import talk as say
from advisorbench.domain.customers.preparation import Talk
from advisorbench.domain.customers.value import running
from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.language.dates import say_day_long
from advisorbench.domain.records.states import OutcomeState, SignalKind
from advisorbench.i18n import N_, _


@click.command(help=N_("Record that the review was held. The next one is counted from it."))
@click.argument("account")
@ON
@click.option("--note", default="", help=N_("What was said."))
@click.option("--minutes", type=int)
@click.option("--next", "next_day", help=N_("The next review, planned before leaving."))
@click.option("--with", "people", multiple=True, metavar="PERSON", help=N_("Who was there; may be given again."))
@click.option(
    "--now", "values", type=PAIR, multiple=True, metavar="WHAT=NUMBER", help=N_("Where an objective stands now.")
)
@click.option("--confirm", "outcomes", multiple=True, metavar="OUTCOME", help=N_("An outcome they confirmed."))
@click.option("--by", metavar="PERSON", help=N_("Who confirmed it."))
@click.option("--nps", type=click.IntRange(0, 10), help=N_("How likely they are to recommend you."))
@click.option("--score", "--csat", "score", type=click.IntRange(0, 10), help=N_("How satisfied they are."))
@click.option("--said-by", metavar="PERSON", help=N_("Who said so; else it speaks for the account."))
@click.option("--promise", "promises", multiple=True, metavar="WHAT;DAY", help=N_("What we promised, and for when."))
@click.option("--idea", "ideas", multiple=True, metavar="TEXT", help=N_("An idea that was put forward."))
@pass_run
def hold(
    run: Run, account: str, on: str | None, note: str, minutes: int | None, next_day: str | None,
    people: tuple[str, ...], values: tuple[tuple[str, float], ...], outcomes: tuple[str, ...], by: str | None,
    nps: int | None, score: int | None, said_by: str | None, promises: tuple[str, ...], ideas: tuple[str, ...],
) -> None:  # fmt: skip
    """Hold."""
    signal = _signal(nps, score, said_by)
    if outcomes and not by:
        raise FieldErrors({"--by": _("say who confirmed it")})
    if by and not outcomes:
        raise click.UsageError(_("--by goes with --confirm: name what was confirmed"))
    owed = [_promise(text) for text in promises]
    there = at(run, account)
    day = run.past(on)
    next_on = run.day(next_day) if next_day else None
    talk = Talk(
        attending=tuple(there.person(text).id for text in people) or None,
        measures=_measures(there, values),
        confirmed=tuple(_confirmed(there, text) for text in outcomes),
        confirmed_by=there.person_id(by),
        signal=signal,
        signal_by=there.person_id(said_by),
        promises=tuple((what, run.day(due)) for what, due in owed),
        ideas=ideas,
    )
    due_on = there.services.reviews.hold(there.id, day, note, minutes, next_on, talk)
    _told(there, talk, due_on)


def _signal(nps: int | None, score: int | None, said_by: str | None) -> tuple[SignalKind, int] | None:
    if nps is not None and score is not None:
        raise click.UsageError(_("give --nps or --score, not both: “advisorbench signal add” takes the other"))
    if nps is not None:
        return SignalKind.NPS, nps
    if score is not None:
        return SignalKind.SCORE, score
    if said_by:
        raise click.UsageError(_("--said-by goes with --nps or --score: give what was said"))
    return None


def _promise(text: str) -> tuple[str, str]:
    what, sign, due = text.rpartition(";")
    if not sign or not what.strip():
        raise click.BadParameter(_("write WHAT;DAY, not “%(text)s”") % {"text": text}, param_hint="--promise")
    return what.strip(), due.strip()


def _measures(there: NamedAccount, values: tuple[tuple[str, float], ...]) -> dict[str, float]:
    measures: dict[str, float] = {}
    for text, value in values:
        found = pick(running(there.facts.objectives), text, lambda objective: objective.wording)
        if found.id in measures:
            raise FieldErrors({"--now": _("“%(what)s” is given twice") % {"what": found.wording}})
        measures[found.id] = value
    return measures


def _confirmed(there: NamedAccount, text: str) -> str:
    return pick(
        there.facts.outcomes, text, lambda outcome: outcome.what, lambda o: o.state is not OutcomeState.VERIFIED
    ).id


def _told(there: NamedAccount, talk: Talk, due_on: date) -> None:
    counts = {
        _("values"): len(talk.measures),
        _("confirmed"): len(talk.confirmed),
        _("promises"): len(talk.promises),
        _("ideas"): len(talk.ideas),
    }
    came = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    if came:
        say(_("Of this review: %(came)s") % {"came": came})
    said = {"account": there.name, "day": say_day_long(due_on)}
    say(_("Review held with %(account)s; the next: %(day)s") % said)
