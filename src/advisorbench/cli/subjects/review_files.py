"""`review prepare`, `review template` and `review pack`: what is read before a review, and given after it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from advisorbench.cli.files.reporting import give, report_options
from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import at, given, text_of
from advisorbench.cli.say import say_json, say_text, talk
from advisorbench.cli.subjects.templates import TemplateWords, text_named, texts
from advisorbench.domain.customers.preparation import Preparation
from advisorbench.domain.customers.satisfaction import say_signal
from advisorbench.domain.customers.value import Movement
from advisorbench.domain.language.dates import say_day, say_day_long
from advisorbench.domain.language.money import say_measure, say_money
from advisorbench.domain.records.states import TemplateKind, label
from advisorbench.i18n import N_, _


@click.command(
    help=N_(
        "Prepare the review that is planned. Without an option, print what there is for it and a draft of its agenda. "
        "With one, the agenda and who will be there are kept."
    )
)
@click.argument("account")
@click.option("--agenda", metavar="TEXT", help=N_("The agenda."))
@click.option("--agenda-file", metavar="FILE", type=click.Path(path_type=Path), help=N_("A file with the agenda."))
@click.option("--template", "name", metavar="NAME", help=N_("Draft the agenda by this one of your own."))
@click.option("--with", "people", multiple=True, metavar="PERSON", help=N_("Who will be there; may be given again."))
@as_json
@pass_run
def prepare(
    run: Run, account: str, agenda: str | None, agenda_file: Path | None, name: str | None, people: tuple[str, ...],
    as_json: bool,
) -> None:  # fmt: skip
    """Prepare."""
    if len(given(agenda=agenda, agenda_file=agenda_file, name=name)) > 1:
        raise click.UsageError(_("give one of --agenda, --agenda-file and --template"))
    there = at(run, account)
    reviews = there.services.reviews
    found = reviews.preparation(there.id)
    if people:
        found = replace(found, attending=frozenset(there.person(text).id for text in people))
    draft = reviews.draft_agenda(found, text_named(there.services, TemplateKind.AGENDA, name).text if name else "")
    if not given(agenda=agenda, agenda_file=agenda_file, name=name) and not people:
        if as_json:
            say_json(_data(found, draft))
        else:
            say_text(_text(found, draft))
        return
    written = text_of(agenda_file) if agenda_file else agenda if agenda is not None else ""
    if not written:
        written = draft if name else found.agenda or draft
    still_there = [person.id for person in found.facts.people if person.id in found.attending]
    reviews.save_preparation(found.review.id, found.review.version, written, still_there)
    day = say_day_long(found.review.planned_on or found.on)
    talk(_("Review with %(account)s on %(day)s prepared") % {"account": there.name, "day": day})
    if as_json:
        again = reviews.preparation(there.id)
        say_json(_data(again, again.agenda))


def _names(found: Preparation) -> list[str]:
    return [person.name for person in found.facts.people if person.id in found.attending]


def _data(found: Preparation, draft: str) -> dict[str, Any]:
    return {
        "account": found.facts.account.name,
        "account_id": found.facts.account.id,
        "review": found.review._asdict(),
        "since": found.since,
        "attending": _names(found),
        "promises_open": [promise._asdict() for promise in found.open],
        "promises_closed": [promise._asdict() for promise in found.closed],
        "objectives": [
            {"id": o.id, "wording": o.wording, "before": m.before, "now": m.now, "maximum": o.maximum,
             "unit": o.unit, "better": m.better}
            for o, m in found.objectives
        ],
        "to_verify": [outcome._asdict() for outcome in found.to_verify],
        "verified": [outcome._asdict() for outcome in found.verified],
        "ideas": [idea._asdict() for idea in found.ideas],
        "issues": [issue._asdict() for issue in found.issues],
        "signals": [signal._asdict() for signal in found.signals],
        "agenda": found.agenda,
        "draft": draft,
    }  # fmt: skip


def _text(found: Preparation, draft: str) -> list[str]:
    on = found.on
    day = say_day_long(found.review.planned_on or on)
    lines = [_("Review with %(account)s, %(day)s") % {"account": found.facts.account.name, "day": day}]
    since = say_day(found.since, on) if found.since else _("none before")
    lines.append(_("%(state)s · last held: %(day)s") % {"state": label(found.review.state), "day": since})
    if found.attending:
        lines.append(_("with %(people)s") % {"people": ", ".join(_names(found))})
    for heading, rows in (
        (_("PROMISES OPEN"), [f"{p.what}, {say_day(p.due_on, on)}" for p in found.open]),
        (_("PROMISES CLOSED"), [f"{p.what}: {label(p.state)}" for p in found.closed]),
        (_("OBJECTIVES"), [f"{o.wording}: {_moved(m, o.unit)}" for o, m in found.objectives]),
        (_("TO BE VERIFIED"), [f"{o.what} {_worth(o.amount_cents, o.currency)}" for o in found.to_verify]),
        (_("VERIFIED SINCE"), [f"{o.what} {_worth(o.amount_cents, o.currency)}" for o in found.verified]),
        (_("IDEAS"), [f"{label(idea.state)}: {idea.what}" for idea in found.ideas]),
        (_("ISSUES"), [f"{label(issue.severity)}: {issue.what}" for issue in found.issues]),
        (_("SIGNALS"), [f"{say_signal(s)}, {say_day(s.on, on)}" for s in found.signals]),
    ):
        if rows:
            lines += ["", heading, *(f"  • {row}" for row in rows)]
    text, heading = (found.agenda, _("AGENDA")) if found.agenda else (draft, _("AGENDA, A DRAFT"))
    return [*lines, "", heading, *(f"  {line}" for line in text.split("\n"))]


def _worth(cents: int | None, currency: str) -> str:
    return f"({say_money(cents, currency)})" if cents is not None else ""


def _moved(moved: Movement, unit: str) -> str:
    if moved.better is None:
        return say_measure(moved.now, unit)
    said = {"before": say_measure(moved.before), "now": say_measure(moved.now, unit)}
    said["which"] = _("better") if moved.better else _("worse")
    return _("%(before)s → %(now)s, %(which)s") % said


template = texts(
    "template",
    TemplateKind.AGENDA,
    TemplateWords(
        group=N_("Agendas of your own, with places that are filled in."),
        every=N_("List your own agendas."),
        none=N_("No agenda of your own: a review is prepared by the one there is."),
        keep=N_("Keep an agenda under a name; the same name again replaces it."),
        print=N_("Print an agenda of your own."),
        remove=N_("Take an agenda of your own away."),
    ),
)


@click.command(help=N_("Write what the customer gets. That is value against plan, what is left, and what comes next."))
@click.argument("account")
@report_options
@pass_run
def pack(run: Run, account: str, form: str | None, to: Path | None, force: bool) -> None:
    """The review pack."""
    from advisorbench.reports import review_pack

    services = run.services()
    account_id, name = services.names.account(account)
    found = services.reviews.pack(account_id)
    if give(lambda chosen: review_pack.written(found, chosen), form, to, force=force):
        talk(_("Pack for %(account)s written to %(path)s") % {"account": name, "path": to})
