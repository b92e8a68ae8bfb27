"""Commands that list: the day, the accounts, who is ready, the asks, search."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.say import nothing, say_json, say_lines, say_table
from advisorbench.cli.subjects.ask_text import gate_lines, gates_data
from advisorbench.cli.subjects.events import day_data, day_lines
from advisorbench.domain.account_filter import filtered, ordered
from advisorbench.domain.asking.readiness import STATE_SIGNS, Readiness, State, assess, state_label
from advisorbench.domain.days.day_plan import monday_of, say_week_ahead
from advisorbench.domain.days.sweep import SweepLine
from advisorbench.domain.language.dates import say_day, say_day_long, week_of
from advisorbench.domain.language.money import say_share
from advisorbench.domain.language.reasons import MEND, say_reason, say_task
from advisorbench.domain.records.faults import say_faults
from advisorbench.domain.records.states import Lane, label
from advisorbench.domain.text import clean_line, fold
from advisorbench.domain.views import AccountLine
from advisorbench.i18n import N_, _

if TYPE_CHECKING:
    from datetime import date

    from advisorbench.services import Services

LANES = {Lane.OWE: N_("OWE"), Lane.BRING: N_("BRING"), Lane.ASK: N_("ASK"), Lane.CLOSE: N_("STAY CLOSE")}
SHOWN = 12
_NOBODY_READY = N_("Nobody is ready to be asked. --all shows who is on the way and what is missing.")


@click.command(
    help=N_("Print today: whom to see and why. The reviews planned, the sweep in its four lanes, and the weeks ahead.")
)
@click.option("--all", "everything", is_flag=True, help=N_("Print every line of every lane."))
@click.option("--day", help=N_("Another day: what comes, what overlaps, what is free."))
@click.option("--week", is_flag=True, help=N_("The week, day by day; with --day the one of that day."))
@click.option("--weeks", type=click.IntRange(1, 52), help=N_("So many weeks, day by day."))
@as_json
@pass_run
def agenda(run: Run, everything: bool, day: str | None, week: bool, weeks: int | None, as_json: bool) -> None:
    """Whom to see today, and why."""
    if day or week or weeks:
        _days(run, run.day(day), 7 * (weeks or 1) if week or weeks else 1, as_json)
        return
    services = run.services()
    today = services.agenda.view()
    (plan,) = today.days
    if as_json:
        say_json(
            {
                "on": today.on,
                "today": today.today,
                "events": day_data(plan)["events"],
                "lanes": {lane.value: [_sweep_json(line, today.on) for line in lines] for lane, lines in today.lanes},
                "coming": today.coming,
            }
        )
        return
    text = [_("%(day)s · week %(week)d") % {"day": say_day_long(today.on), "week": week_of(today.on)}, ""]
    if today.week_ahead and (said := say_week_ahead(today.week_ahead)):
        text += [said, ""]
    if plan.events or plan.reviews:
        text += [*day_lines(plan, today.on), ""]
    for lane, lines in today.lanes:
        if not lines:
            continue
        shown = len(lines) if everything else SHOWN
        text.append(f"{_(LANES[lane])} {len(lines)}")
        text += [_sweep_text(line, today.on) for line in lines[:shown]]
        if len(lines) > shown:
            text.append(_("  … %(n)d more; --all prints them") % {"n": len(lines) - shown})
        text.append("")
    if today.coming:
        text += [_("COMING"), *(f"  ◆ {say_day(r.on, today.on):<11} {r.account}" for r in today.coming)]
    if not today.accounts:
        text.append(_("This book is empty."))
    say_lines(text)


def _sweep_text(line: SweepLine, today: date) -> str:
    mark = "!" if line.late else "•"
    task = say_task(line.task)
    first, second = (task, line.account) if line.lane in (Lane.OWE, Lane.ASK) else (line.account, task)
    return f"  {mark} {first} · {second} · {say_reason(line.reason, today)}"


def _sweep_json(line: SweepLine, today: date) -> dict[str, Any]:
    return {
        "task": line.task.kind, "text": say_task(line.task), "reason_kind": line.reason.kind,
        "reason": say_reason(line.reason, today), "on": line.on, "late": line.late, "account": line.account,
        "account_id": line.account_id, "person_id": line.person_id, "action": line.action,
        "subject_id": line.subject_id,
    }  # fmt: skip


@click.command(help=N_("List the accounts. FILTER holds words and conditions such as tier:a or state:ready."))
@click.argument("filter", nargs=-1)
@click.option("--sort", type=click.Choice(["name", "tier", "state", "review", "contact", "gap"]), default="name")
@as_json
@pass_run
def accounts(run: Run, filter: tuple[str, ...], sort: str, as_json: bool) -> None:
    """The portfolio."""
    lines = ordered(filtered(run.services().accounts.lines(), " ".join(filter)), sort)
    if as_json:
        say_json([_account_json(line) for line in lines])
        return
    if not lines:
        nothing(_("No account fits."))
        return
    today = run.clock.today()
    headings = [_("Account"), "T", _("Status"), _("Ready to ask"), _("Next review"), _("Last contact"), _("Gap")]
    say_table(headings, [_account_cells(line, today) for line in lines])
    if faulty := [f"! {line.name}: {_(MEND) % {'what': say_faults(line.faults)}}" for line in lines if line.faults]:
        say_lines(["", *faulty])


def _account_json(line: AccountLine) -> dict[str, Any]:
    values = line._asdict()
    values.pop("folded")
    state = values.pop("state")
    faults = say_faults(values.pop("faults"))
    values["fault"] = _(MEND) % {"what": faults} if faults else ""
    values["readiness"] = state.word if state is not None else None
    return values


def _account_cells(line: AccountLine, today: Any) -> list[str]:
    if line.faults:
        return [line.name, line.tier.value, label(line.status), "! " + _("incorrect"), "–", "–", "–"]
    return [
        line.name,
        line.tier.value,
        label(line.status),
        f"{STATE_SIGNS[line.state]} {state_label(line.state)}" if line.state is not None else "–",
        f"{say_day(line.next_review, today)} {label(line.review)}" if line.next_review else label(line.review),
        say_day(line.last_contact, today) if line.last_contact else _("none"),
        f"{say_share(line.gap)} · {line.gap_count}" if line.gap is not None else "–",
    ]


@click.command(help=N_("Say who may be asked, and why. Of everybody else known: what is missing."))
@click.argument("person", required=False)
@click.option("--account", help=N_("Where the person works, if the name is not enough."))
@click.option("--all", "everything", is_flag=True, help=N_("Also everybody else, whatever their state."))
@click.option(
    "--state",
    metavar="STATE",
    type=click.Choice([s.word for s in reversed(State)]),
    help=N_("Only those in this state, such as blocked or not-started."),
)
@click.option("--on", help=N_("A past day, as it stood then; today if left out."))
@as_json
@pass_run
def ready(
    run: Run, person: str | None, account: str | None, everything: bool, state: str | None, on: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Readiness, with the seven gates."""
    services = run.services()
    day = run.past(on)
    if person:
        who = services.names.person(person, account)
        verdict = services.asks.readiness(who.account_id, who.id, day)
        if as_json:
            say_json(_verdict_json(who.account, verdict, day))
        else:
            say_lines([f"{who.account}", *_verdict_text(verdict, day)])
        return
    lines = _standing(services, day, state, everything=everything)
    if as_json:
        say_json([_verdict_json(name, verdict, day) for name, verdict in lines])
        return
    if not lines:
        nothing(_("Nobody.") if state or everything else _(_NOBODY_READY))
    for name, verdict in lines:
        say_lines([name, *_verdict_text(verdict, day, only_missing=verdict.state < State.READY), ""])


def _standing(
    services: Services, on: date, state: str | None, *, everything: bool
) -> list[tuple[str, Readiness]]:  # fmt: skip
    """Accounts and verdicts: those who are ready, those in one state, or all; of whom nothing is known comes last."""
    desk = services.asks.desk(on)
    known = (*desk.ready, *desk.building, *desk.resting) if everything or state else desk.ready
    lines = [(line.account, line.readiness) for line in known]
    if everything or state == State.NOT_STARTED.word:
        verdicts = [
            (facts.account.name, assess(facts, person, on, services.rules))
            for facts in services.accounts.book_view(on).facts
            for person in facts.people
        ]
        blank = [pair for pair in verdicts if pair[1].state is State.NOT_STARTED]
        lines += sorted(blank, key=lambda pair: (fold(pair[0]), fold(pair[1].person.name), pair[1].person.id))
    return [pair for pair in lines if state is None or pair[1].state.word == state]


def _verdict_text(verdict: Readiness, on: date, *, only_missing: bool = False) -> list[str]:
    first = f"{STATE_SIGNS[verdict.state]} {verdict.person.name}: {state_label(verdict.state)}"
    if verdict.target:
        first += f" → {verdict.target} ({verdict.why_now})" if verdict.why_now else f" → {verdict.target}"
    return [first, *gate_lines(verdict, on, only_missing=only_missing)]


def _verdict_json(account: str, verdict: Readiness, on: date) -> dict[str, Any]:
    return {
        "person": verdict.person.name,
        "person_id": verdict.person.id,
        "account": account,
        "state": verdict.state.word,
        "score": verdict.score,
        "blocked_by": verdict.blocked_by.gate if verdict.blocked_by else None,
        "target": verdict.target,
        "why_now": verdict.why_now,
        "gates": gates_data(verdict, on),
    }


@click.command(help=N_("List the asks with their answers, and the referrals."))
@as_json
@pass_run
def asks(run: Run, as_json: bool) -> None:
    """What was asked, and what came of it."""
    desk = run.services().asks.desk()
    if as_json:
        say_json(
            {
                "asks": [{"person": a.person, "account": a.account, **a.ask._asdict()} for a in desk.asks],
                "referrals": [{"from": r.person, "account": r.account, **r.referral._asdict()} for r in desk.referrals],
            }
        )
        return
    if not desk.asks and not desk.referrals:
        nothing(_("Nobody was asked yet."))
        return
    rows = [
        [a.person, a.account, label(a.ask.kind), a.ask.target_name, label(a.ask.state),
         say_day(a.ask.asked_on, desk.on) if a.ask.asked_on else ""]
        for a in desk.asks
    ]  # fmt: skip
    if rows:
        say_table([_("Asked"), _("Account"), _("For a"), _("Target"), _("Answer"), _("On")], rows)
    named = [
        [r.referral.name, r.referral.company, r.person, label(r.referral.stage), say_day(r.referral.stage_on, desk.on)]
        for r in desk.referrals
    ]
    if named:
        click.echo()
        say_table([_("Referral"), _("Company"), _("From"), _("Stage"), _("Since")], named)


@click.command(help=N_("Search accounts, people and notes for every word."))
@click.argument("words", nargs=-1, required=True)
@as_json
@pass_run
def search(run: Run, words: tuple[str, ...], as_json: bool) -> None:
    """Search."""
    found = run.services().search.find(clean_line(" ".join(words)))
    if as_json:
        say_json([item._asdict() for item in found])
    elif found:
        say_lines(f"{label(item.kind):<8} {item.title}  {item.detail}" for item in found)
    else:
        nothing(_("Nothing holds all these words."))


def _days(run: Run, day: date, days: int, as_json: bool) -> None:
    """Some days of the agenda; whole weeks begin on a Monday."""
    first = monday_of(day) if days > 1 else day
    plans = run.services().calendar.days(first, first + timedelta(days=days - 1))
    if as_json:
        say_json([day_data(plan) for plan in plans])
        return
    today = run.clock.today()
    shown = [plan for plan in plans if days == 1 or plan.events or plan.reviews or plan.slots or plan.holiday]
    say_lines(line for plan in shown for line in day_lines(plan, today))


COMMANDS = {"agenda": agenda, "accounts": accounts, "ready": ready, "asks": asks, "search": search}
