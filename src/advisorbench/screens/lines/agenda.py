"""The lines of the agenda: events, reviews, free time, weeks, the sweep, drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from advisorbench.commands import Subject
from advisorbench.domain.days.calendar import Occurrence
from advisorbench.domain.days.day_plan import DayPlan, Slot, WeekAhead, monday_of, week_ahead
from advisorbench.domain.days.sweep import SweepLine
from advisorbench.domain.days.time_use import say_hours
from advisorbench.domain.language.dates import say_day, say_day_long, week_of
from advisorbench.domain.language.money import say_number
from advisorbench.domain.language.reasons import say_reason, say_task
from advisorbench.domain.records.states import Action, EventKind, EventState, Lane, ReviewState, label
from advisorbench.domain.rules import Rules
from advisorbench.domain.text import fold, shown
from advisorbench.domain.views import ReviewLine
from advisorbench.drafts import Draft
from advisorbench.i18n import _, ngettext
from advisorbench.screens.lines.focus import of_sweep
from advisorbench.screens.lines.row import Line
from advisorbench.widgets.line_table import Heading, Span

BAR = 12
"""The width of a week's bar, in cells."""


def day_heading(plan: DayPlan, rules: Rules, today: date) -> Heading:
    """The day, and how full it is."""
    said = [_(plan.holiday)]
    overlapping = len(plan.clashes)
    ahead = plan.on >= today
    if overlapping and ahead:
        said.append(ngettext("%(n)d overlaps", "%(n)d overlap", overlapping) % {"n": overlapping})
    if ahead and plan.full(rules):
        said.append(_("no room"))
    elif ahead and plan.slots:
        said.append(_("%(hours)s h free") % {"hours": say_hours(plan.free_minutes)})
    return Heading(say_day(plan.on, today).upper(), " · ".join(filter(None, said)))


def day_lines(plan: DayPlan, today: date, *, each_gap: bool) -> Iterator[Line]:
    """The lines of one day: events and gaps by the clock, then the reviews without a time.

    Args:
        plan: The day.
        today: The seller's day.
        each_gap: Whether every gap has its own line between the events, or all of them one at the end.
    """
    timed: list[tuple[tuple[bool, datetime], Line]] = [
        ((not one.whole, one.start), _event_line(one, plan, today)) for one in plan.events
    ]
    if each_gap:
        timed += [((True, slot.start), _free_line(plan.on, (slot,))) for slot in plan.slots]
        timed.sort(key=itemgetter(0))
    yield from (line for _clock, line in timed)
    if plan.slots and not each_gap:
        yield _free_line(plan.on, plan.slots)
    yield from (_review_of_day(review, plan.on) for review in plan.reviews)


def week_lines(days: Sequence[DayPlan], rules: Rules, today: date) -> Iterator[Line]:
    """One line for every week of some days, which begin on a Monday."""
    for place in range(0, len(days), 7):
        part = tuple(days[place : place + 7])
        yield _week_line(week_ahead(part, monday_of(part[0].on), rules), part, rules, today)


def sweep_line(due: SweepLine, today: date) -> Line:
    """A line of the sweep: what is owed or asked comes before the account, else the account comes first."""
    mark = ("!", "late") if due.late else ("●", "good") if due.lane is Lane.ASK else ("•", "accent")
    first, second = say_task(due.task), due.account
    if due.lane not in (Lane.OWE, Lane.ASK):
        first, second = second, first
    reason = (say_reason(due.reason, today), "late" if due.late else "dim")
    return Line(due.key, ([mark], [(first, ""), (f"  {second}", "dim")], [reason]), of_sweep(due))


def coming_line(review: ReviewLine) -> Line:
    """A review of the weeks ahead."""
    about = f"{say_day(review.on, review.today)}  {_state(review)}"
    return Line(review.id, ([("◆", "accent")], [(review.account, "")], [(about, "dim")]), _review_subject(review))


def rest_of_lane(lane: Lane, count: int) -> Line:
    """The line below a lane that is cut short."""
    more = ngettext("%(n)s more, enter shows it", "%(n)s more, enter shows them", count) % {"n": say_number(count)}
    hint = _("Press enter to see the rest of this lane.")
    return Line(f"more:{lane.value}", ([], [(f"… {more}", "dim")], []), Subject(thing=lane), hint)


def draft_line(draft: Draft) -> Line:
    """Text that was typed into a form and not saved."""
    subject = Subject(draft.name.account_id, action="resume_draft", thing=draft)
    return Line(f"draft:{draft.name}", ([("✎", "warn")], [(draft.title, "")], []), subject)


def _review_subject(review: ReviewLine, day: date | None = None) -> Subject:
    action = Action.PREPARE_REVIEW if review.state is ReviewState.SCHEDULED else Action.PLAN_REVIEW
    if review.on <= review.today:
        action = Action.HOLD_REVIEW
    return Subject(review.account_id, None, action, review.id, day=day)


def _review_of_day(review: ReviewLine, day: date) -> Line:
    """A planned review that has no time yet, among the events of its day."""
    about = " · ".join(filter(None, (_("review, no time yet"), _state(review))))
    cells = ([("◆", "accent")], [(f"{'':<13}", ""), (review.account, "")], [(about, "dim")])
    return Line(review.id, cells, _review_subject(review, day))


def _state(review: ReviewLine) -> str:
    return "" if review.state is ReviewState.SCHEDULED else label(review.state)


def _event_line(one: Occurrence, plan: DayPlan, today: date) -> Line:
    event, on, clash = one.event, plan.on, plan.clash(one)
    done = event.state is EventState.DONE
    mark = ("✓", "dim") if done else ("!", "late") if clash else ("•", "dim")
    if not done and not clash and event.account_id:
        mark = ("◆", "accent")
    title = "" if event.account and fold(event.title) in (fold(label(event.kind)), fold(event.account)) else event.title
    what: list[Span] = [(f"{_clock_text(one, on):<13}", "dim"), (event.account or title, "dim" if done else "")]
    if event.account and title:
        what.append((f"  {title}", "dim"))
    about = [(_about_event(one, plan), "late" if clash and not done else "dim")]
    action = ("finish_event" if on <= today else "move_event") if one.planned else None
    subject = Subject(event.account_id or "", event.person_id, action, note=event.note, thing=one, day=on)
    return Line(f"event:{one.id}:{on.isoformat()}", ([mark], what, about), subject, _describe(one))


def _clock_text(one: Occurrence, on: date) -> str:
    if one.whole:
        return _("all day")
    start = f"{one.start:%H:%M}" if one.on == on else "…"
    end = f"{one.end:%H:%M}" if one.end.date() == on else "…"
    return f"{start}–{end}"


def _about_event(one: Occurrence, plan: DayPlan) -> str:
    event, clash = one.event, plan.clash(one)
    said = [_(clash) if clash and one.planned else "", _("busy") if event.busy else ""]
    if event.kind is not EventKind.OTHER:
        said.append(label(event.kind))
    prepared = event.kind is EventKind.REVIEW and one.planned and event.account_id in plan.prepared
    said += [_("prepared") if prepared else "", event.person, event.place]
    if event.travel_minutes:
        said.append(_("%(hours)s h on the way") % {"hours": say_hours(event.travel_minutes)})
    if one.key:
        said.append("↻")
    return " · ".join(filter(None, said))


def _free_line(on: date, slots: tuple[Slot, ...]) -> Line:
    """Free time on a day: one gap, or all of them on one line."""
    first = slots[0]
    spans = ", ".join(f"{slot.start:%H:%M}–{slot.end:%H:%M}" for slot in slots)
    what = [(_("free %(spans)s") % {"spans": spans}, "dim")]
    if len(slots) == 1:
        what = [(f"{spans:<13}", "dim"), (_("free %(hours)s h") % {"hours": say_hours(first.minutes)}, "dim")]
    subject = Subject(action="whom_to_see", thing=first, day=on)
    return Line(f"free:{first.start.isoformat()}:{len(slots)}", ([("○", "dim")], what, []), subject)


def _week_line(week: WeekAhead, days: tuple[DayPlan, ...], rules: Rules, today: date) -> Line:
    last = week.monday + timedelta(days=6)
    this = monday_of(today) == week.monday
    name = _("week %(week)d") % {"week": week_of(week.monday)}
    share = min(week.minutes / week.goal, 1) if week.goal else 0
    filled = round(share * BAR)
    span = f"{week.monday.day:2}/{week.monday.month} – {last.day}/{last.month}"
    # A week that is poor and still to come is where something can be done.
    poor = week.monday > today and (week.empty or week.poor)
    bar: list[Span] = [("▇" * filled, "accent"), ("▁" * (BAR - filled), "dim")]
    met = [_("%(hours)s of %(goal)d h") % {"hours": say_hours(week.minutes), "goal": week.goal // 60}]
    if week.meetings:
        met.append(ngettext("%(n)d meeting", "%(n)d meetings", week.meetings) % {"n": week.meetings})
    cells = (
        [("◆" if this else "!" if poor else "•", "accent" if this else "late" if poor else "dim")],
        [(f"{name:<9}", "strong" if this else ""), (f"{span:<16}", "dim"), *bar],
        [(" · ".join(met), "warn" if poor else "")],
    )
    subject = Subject(action="open_week", thing=week, day=week.monday)
    return Line(f"week:{week.monday.isoformat()}", cells, subject, _describe_week(week, days, rules, today))


def own_time(one: Occurrence) -> str:
    """The time at which an event begins, on its own clocks."""
    if one.key and one.event.repeats:
        return one.key.partition("T")[2]
    return one.event.at


def _describe(one: Occurrence) -> str:
    """An event in a few lines, where there is no account to show beside it."""
    event = one.event
    day = say_day_long(one.on)
    when = day if one.whole else _("%(day)s, %(start)s to %(end)s") % {
        "day": day, "start": f"{one.start:%H:%M}", "end": f"{one.end:%H:%M}",
    }  # fmt: skip
    said: list[Any] = [shown(event.title), when, label(event.kind), shown(event.place)]
    if event.calendar:
        said.append(_("from the calendar %(name)s") % {"name": shown(event.calendar)})
    if event.zone and not one.whole and f"{one.start:%H:%M}" != own_time(one)[:5]:
        said.append(_("%(time)s in %(zone)s") % {"time": own_time(one)[:5], "zone": event.zone})
    return "\n".join(filter(None, said)) + (f"\n\n{event.note}" if event.note else "")


def _describe_week(week: WeekAhead, days: tuple[DayPlan, ...], rules: Rules, today: date) -> str:
    """A week day by day: who is seen, how full it is, what day is a holiday."""
    met = _("%(hours)s of %(goal)d h with customers") % {
        "hours": say_hours(week.minutes), "goal": week.goal // 60,
    }  # fmt: skip
    lines = [met, ""]
    for plan in days:
        minutes, meetings = plan.customer_minutes(rules)
        said = [_(plan.holiday), _("no room") if plan.on >= today and plan.full(rules) else ""]
        if meetings:
            counted = ngettext("%(n)d meeting", "%(n)d meetings", meetings) % {"n": meetings}
            said.append(f"{counted} {say_hours(minutes)}")
        if plan.slots and not plan.full(rules):
            said.append(_("%(hours)s h free") % {"hours": say_hours(plan.free_minutes)})
        if any(said):
            lines.append(f"{say_day(plan.on, today):<11} {' · '.join(filter(None, said))}")
    return "\n".join([*lines, "", _("Enter opens this week.")])
