"""Commands about the agenda's events: plan, list, move, skip, finish; and what time is free."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import given
from advisorbench.cli.say import nothing, say_json, say_lines, say_table, talk
from advisorbench.domain.days.calendar import Occurrence
from advisorbench.domain.days.day_plan import DayPlan
from advisorbench.domain.days.whom_to_see import ToSee
from advisorbench.domain.language.dates import say_day, say_day_long
from advisorbench.domain.language.reasons import say_reasons_to_see
from advisorbench.domain.records.states import EventKind, label
from advisorbench.i18n import N_, _

if TYPE_CHECKING:
    from advisorbench.services.event_rows import Scope

ON = click.option("--on", help=N_("The day it is planned for; today if left out."))
SCOPES = {"one": "this one", "following": "this and all after it", "all": "the whole series"}
WHICH = click.option(
    "--which", type=click.Choice(list(SCOPES)), default="one", help=N_("Of a series: this one, all after it too, all.")
)


@click.group(help=N_("Plan visits and other events; move, skip and finish them."))
def event() -> None:
    """Events."""


@event.command("add", help=N_("Plan an event. TITLE is what it is about."))
@click.argument("title")
@click.option("--account", help=N_("With whom."))
@click.option("--person")
@click.option("--kind", type=click.Choice([k.value for k in EventKind]), help=N_("A visit, if left out."))
@click.option("--on", help=N_("The day; today if left out."))
@click.option("--at", default="", help=N_("The time, such as 9:30; the whole day if left out."))
@click.option("--minutes", type=int)
@click.option("--days", type=int, help=N_("How many whole days."))
@click.option("--place", default="")
@click.option("--travel", type=int, default=0, help=N_("Minutes on the way, there and back."))
@click.option("--zone", help=N_("The zone of its clocks, such as Europe/London."))
@click.option("--repeat", "rule", default="", help=N_("How it comes again, such as FREQ=WEEKLY;BYDAY=TU."))
@click.option("--note", default="")
@pass_run
def event_add(
    run: Run, title: str, account: str | None, person: str | None, kind: str | None, on: str | None, at: str,
    minutes: int | None, days: int | None, place: str, travel: int, zone: str | None, rule: str, note: str,
) -> None:  # fmt: skip
    """Plan."""
    services = run.services()
    who = services.names.person(person, account) if person else None
    account_id = who.account_id if who else services.names.account(account)[0] if account else None
    day = run.day(on)
    length = minutes or run.settings.rules.meeting_minutes
    values = {
        "title": title, "kind": kind or (EventKind.VISIT if account_id else EventKind.OTHER), "account_id": account_id,
        "person_id": who.id if who else None, "on": day, "at": at, "minutes": length if at else (days or 1) * 1440,
        "place": place, "travel_minutes": travel, "rule": rule, "note": note, **given(zone=zone),
    }  # fmt: skip
    added = services.calendar.add(values)
    talk(_("Planned: %(title)s, %(day)s") % {"title": added.name, "day": say_day_long(day)})


@event.command("list", help=N_("List the events of some days, with those that come again."))
@click.option("--from", "first", help=N_("The first day; today if left out."))
@click.option("--days", type=click.IntRange(1, 400), default=14, help=N_("How many days."))
@as_json
@pass_run
def event_list(run: Run, first: str | None, days: int, as_json: bool) -> None:
    """List."""
    day = run.day(first)
    ones = run.services().calendar.occurrences(day, day + timedelta(days=days - 1))
    today = run.clock.today()
    if as_json:
        say_json([event_data(one) for one in ones])
        return
    if not ones:
        nothing(_("Nothing is planned on these days."))
        return
    headings = [_("Day"), _("Time"), _("What"), _("Account"), _("Kind"), _("State")]
    rows = [
        [say_day(one.on, today), clock(one), one.event.title, one.event.account, label(one.event.kind),
         label(one.event.state)]
        for one in ones
    ]  # fmt: skip
    say_table(headings, rows, 2)


@event.command("move", help=N_("Move the event that has these words to another day or time."))
@click.argument("words")
@click.argument("day")
@click.option("--at", help=N_("The time; left as it is if not said."))
@ON
@WHICH
@pass_run
def event_move(run: Run, words: str, day: str, at: str | None, on: str | None, which: str) -> None:
    """Move."""
    services = run.services()
    one = services.calendar.found(words, run.day(on))
    to = run.day(day)
    title = services.calendar.move(one.event.id, to, at, key=one.key, scope=_scope(which))
    talk(_("Moved: %(title)s, %(day)s") % {"title": title, "day": say_day_long(to)})


@event.command("skip", help=N_("Skip the event that has these words: it will not come about."))
@click.argument("words")
@ON
@WHICH
@pass_run
def event_skip(run: Run, words: str, on: str | None, which: str) -> None:
    """Skip."""
    services = run.services()
    one = services.calendar.found(words, run.day(on))
    title = services.calendar.skip(one.event.id, key=one.key, scope=_scope(which))
    talk(_("Skipped: %(title)s") % {"title": title})


@event.command("finish", help=N_("Finish the event that has these words. The contact is logged with its minutes."))
@click.argument("words")
@click.option("--minutes", type=int, help=N_("How long it took; as planned if left out."))
@click.option("--note", default="", help=N_("What was said."))
@ON
@pass_run
def event_finish(run: Run, words: str, minutes: int | None, note: str, on: str | None) -> None:
    """Finish."""
    services = run.services()
    one = services.calendar.found(words, run.day(on))
    took = one.event.minutes if minutes is None else minutes
    title = services.calendar.finish(one.event.id, took, key=one.key, note=note)
    talk(_("Done: %(title)s, %(n)d minutes") % {"title": title, "n": took})


def _scope(which: str) -> Scope:
    from advisorbench.services.event_rows import Scope

    return Scope(SCOPES[which])


@click.command(help=N_("Say what time is free, and whom to see in it. Working hours, holidays and ways are counted."))
@click.option("--from", "first", help=N_("The first day; today if left out."))
@click.option("--days", type=click.IntRange(1, 60), default=7, help=N_("How many days."))
@click.option("--whom", is_flag=True, help=N_("Also whom to see on the first day with room, and why."))
@as_json
@pass_run
def free(run: Run, first: str | None, days: int, whom: bool, as_json: bool) -> None:
    """Free time."""
    services = run.services()
    day = run.day(first)
    plans = [plan for plan in services.calendar.days(day, day + timedelta(days=days - 1)) if plan.slots]
    people = services.calendar.whom_to_see(plans[0].on) if whom and plans else []
    today = run.clock.today()
    if as_json:
        slots = [
            {"on": plan.on, "start": s.start, "end": s.end, "minutes": s.minutes} for plan in plans for s in plan.slots
        ]
        say_json({"free": slots, "whom": [_visit_data(visit, today) for visit in people]} if whom else slots)
        return
    if not plans:
        nothing(_("No room on these days."))
        return
    say_lines(
        f"{say_day(plan.on, today):<12} {', '.join(f'{s.start:%H:%M}–{s.end:%H:%M}' for s in plan.slots)}"
        for plan in plans
    )
    if people:
        say_lines(["", _("Whom to see %(day)s") % {"day": say_day(plans[0].on, today)}])
        say_lines(f"  {visit.account}  {' · '.join(say_reasons_to_see(visit, today))}" for visit in people)


def _visit_data(visit: ToSee, today: date) -> dict[str, Any]:
    return {
        "account_id": visit.account_id, "account": visit.account, "city": visit.city, "kind": visit.kind,
        "reason_kinds": [reason.kind for _task, reason in visit.reasons],
        "reasons": say_reasons_to_see(visit, today), "weight": visit.weight, "near": visit.near,
        "person_id": visit.person_id,
    }  # fmt: skip


def clock(one: Occurrence) -> str:
    """When it begins and ends, by the clock."""
    return _("all day") if one.whole else f"{one.start:%H:%M}–{one.end:%H:%M}"


def event_data(one: Occurrence) -> dict[str, Any]:
    """A time that an event comes, as JSON gives it."""
    event = one.event
    return {
        "id": event.id, "title": event.title, "kind": event.kind, "state": event.state, "account": event.account,
        "person": event.person, "start": _moment(one, one.start), "end": _moment(one, one.end),
        "whole_days": one.whole, "zone": event.zone, "minutes": event.minutes, "place": event.place,
        "travel_minutes": event.travel_minutes, "repeats": event.rule, "occurrence": one.key,
        "calendar": event.calendar, "busy": event.busy, "note": event.note,
    }  # fmt: skip


def _moment(one: Occurrence, when: datetime) -> date | datetime:
    return when.date() if one.whole else when


def day_lines(plan: DayPlan, today: date) -> list[str]:
    """A day of the agenda in lines."""
    said = [_(plan.holiday), _("no room") if plan.crowded and plan.on >= today else ""]
    if plan.slots:
        said.append(_("free %(spans)s") % {"spans": ", ".join(f"{s.start:%H:%M}–{s.end:%H:%M}" for s in plan.slots)})
    lines = [f"{say_day(plan.on, today).upper()}  {' · '.join(filter(None, said))}".rstrip()]
    for one in plan.events:
        clash = plan.clash(one)
        title = " · ".join(filter(None, (one.event.account, one.event.title, one.event.place)))
        lines.append(f"  {'!' if clash else ' '} {clock(one):<12} {title}" + (f"  ({_(clash)})" if clash else ""))
    untimed = _("review, no time yet")
    lines += [f"  ◆ {'':<12} {review.account}  {untimed}" for review in plan.reviews]
    return lines


def day_data(plan: DayPlan) -> dict[str, Any]:
    """A day of the agenda, as JSON gives it."""
    return {
        "on": plan.on, "holiday": plan.holiday, "working": plan.working,
        "events": [event_data(one) | {"clash": plan.clash(one)} for one in plan.events],
        "reviews": plan.reviews, "free": [{"start": s.start, "end": s.end} for s in plan.slots],
    }  # fmt: skip


COMMANDS = {"event": event, "free": free}
