"""The lines of the agenda: events, reviews, free time, weeks; and how each is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from advisorbench.domain.days.calendar import Occurrence
from advisorbench.domain.days.day_plan import DayPlan, Slot, WeekAhead, monday_of, week_ahead
from advisorbench.domain.days.time_use import say_hours
from advisorbench.domain.language.dates import say_day, say_day_long, week_of
from advisorbench.domain.records.states import EventKind, EventState, label
from advisorbench.domain.rules import Rules
from advisorbench.domain.text import fold, shown
from advisorbench.domain.views import ReviewLine
from advisorbench.i18n import _, ngettext
from advisorbench.widgets.line_table import Heading, Span

BAR = 12
"""The width of a week's bar, in cells."""


class EventLine(NamedTuple):
    """A time that an event comes, on one of its days."""

    one: Occurrence
    on: date
    clash: str
    prepared: bool = False

    @property
    def key(self) -> str:
        """A name for this line."""
        return f"event:{self.one.id}:{self.on.isoformat()}"


class FreeRow(NamedTuple):
    """Free time on a day: one gap, or all of them on one line."""

    on: date
    slots: tuple[Slot, ...]

    @property
    def key(self) -> str:
        """A name for this line."""
        return f"free:{self.slots[0].start.isoformat()}:{len(self.slots)}"


class WeekRow(NamedTuple):
    """A week in one line."""

    week: WeekAhead
    days: tuple[DayPlan, ...]
    rules: Rules
    today: date

    @property
    def key(self) -> str:
        """A name for this line."""
        return f"week:{self.week.monday.isoformat()}"


AgendaRow = EventLine | FreeRow | WeekRow


def day_heading(plan: DayPlan, rules: Rules, today: date) -> Heading:
    """The day, and how full it is."""
    said = [plan.holiday]
    overlapping = len(plan.clashes)
    ahead = plan.on >= today
    if overlapping and ahead:
        said.append(ngettext("%(n)d overlaps", "%(n)d overlap", overlapping) % {"n": overlapping})
    if ahead and plan.full(rules):
        said.append(_("no room"))
    elif ahead and plan.slots:
        said.append(_("%(hours)s h free") % {"hours": say_hours(plan.free_minutes)})
    return Heading(say_day(plan.on, today).upper(), " · ".join(filter(None, said)))


def day_rows(plan: DayPlan, *, each_gap: bool) -> Iterator[EventLine | ReviewLine | FreeRow]:
    """The lines of one day: events and gaps by the clock, then the reviews without a time.

    Args:
        plan: The day.
        each_gap: Whether every gap has its own line between the events, or all of them one at the end.
    """
    rows: list[EventLine | FreeRow] = [
        EventLine(one, plan.on, plan.clash(one), one.event.account_id in plan.prepared and one.planned)
        for one in plan.events
    ]
    if each_gap:
        rows += [FreeRow(plan.on, (slot,)) for slot in plan.slots]
        rows.sort(key=_clock)
    elif plan.slots:
        rows.append(FreeRow(plan.on, plan.slots))
    yield from rows
    yield from plan.reviews


def _clock(row: EventLine | FreeRow) -> tuple[bool, Any]:
    if isinstance(row, FreeRow):
        return (True, row.slots[0].start)
    return (not row.one.whole, row.one.start)


def week_rows(days: Sequence[DayPlan], rules: Rules, today: date) -> Iterator[WeekRow]:
    """One line for every week of some days, which begin on a Monday."""
    for place in range(0, len(days), 7):
        part = tuple(days[place : place + 7])
        yield WeekRow(week_ahead(part, monday_of(part[0].on), rules), part, rules, today)


def agenda_cells(row: AgendaRow) -> Sequence[Sequence[Span]]:
    """How a line of the agenda is drawn."""
    if isinstance(row, EventLine):
        return _event_cells(row)
    if isinstance(row, FreeRow):
        return _free_cells(row)
    return _week_cells(row)


def _event_cells(row: EventLine) -> Sequence[Sequence[Span]]:
    event = row.one.event
    done = event.state is EventState.DONE
    mark = ("✓", "dim") if done else ("!", "late") if row.clash else ("•", "dim")
    if not done and not row.clash and event.account_id:
        mark = ("◆", "accent")
    title = "" if event.account and fold(event.title) in (fold(label(event.kind)), fold(event.account)) else event.title
    what: list[Span] = [(f"{_clock_text(row):<13}", "dim"), (event.account or title, "dim" if done else "")]
    if event.account and title:
        what.append((f"  {title}", "dim"))
    return ([mark], what, [(_about(row), "late" if row.clash and not done else "dim")])


def _clock_text(row: EventLine) -> str:
    one = row.one
    if one.whole:
        return _("all day")
    start = f"{one.start:%H:%M}" if one.on == row.on else "…"
    end = f"{one.end:%H:%M}" if one.end.date() == row.on else "…"
    return f"{start}–{end}"


def _about(row: EventLine) -> str:
    one, event = row.one, row.one.event
    said = [_(row.clash) if row.clash and one.planned else "", _("busy") if event.busy else ""]
    if event.kind is not EventKind.OTHER:
        said.append(label(event.kind))
    said += [_("prepared") if row.prepared and event.kind is EventKind.REVIEW else "", event.person, event.place]
    if event.travel_minutes:
        said.append(_("%(hours)s h on the way") % {"hours": say_hours(event.travel_minutes)})
    if one.key:
        said.append("↻")
    return " · ".join(filter(None, said))


def _free_cells(row: FreeRow) -> Sequence[Sequence[Span]]:
    first = row.slots[0]
    spans = ", ".join(f"{slot.start:%H:%M}–{slot.end:%H:%M}" for slot in row.slots)
    if len(row.slots) == 1:
        text = _("free %(hours)s h") % {"hours": say_hours(first.minutes)}
        return ([("○", "dim")], [(f"{spans:<13}", "dim"), (text, "dim")], [])
    return ([("○", "dim")], [(_("free %(spans)s") % {"spans": spans}, "dim")], [])


def _week_cells(row: WeekRow) -> Sequence[Sequence[Span]]:
    week = row.week
    last = week.monday + timedelta(days=6)
    this = monday_of(row.today) == week.monday
    name = _("week %(week)d") % {"week": week_of(week.monday)}
    share = min(week.minutes / week.goal, 1) if week.goal else 0
    filled = round(share * BAR)
    days = f"{week.monday.day:2}/{week.monday.month} – {last.day}/{last.month}"
    # A week that is poor and still to come is where something can be done.
    poor = week.monday > row.today and (week.empty or week.poor)
    bar: list[Span] = [("▇" * filled, "accent"), ("▁" * (BAR - filled), "dim")]
    met = [_("%(hours)s of %(goal)d h") % {"hours": say_hours(week.minutes), "goal": week.goal // 60}]
    if week.meetings:
        met.append(ngettext("%(n)d meeting", "%(n)d meetings", week.meetings) % {"n": week.meetings})
    return (
        [("◆" if this else "!" if poor else "•", "accent" if this else "late" if poor else "dim")],
        [(f"{name:<9}", "strong" if this else ""), (f"{days:<16}", "dim"), *bar],
        [(" · ".join(met), "warn" if poor else "")],
    )


def own_time(one: Occurrence) -> str:
    """The time at which an event begins, on its own clocks."""
    if one.key and one.event.repeats:
        return one.key.partition("T")[2]
    return one.event.at


def describe(one: Occurrence, today: date) -> str:
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


def describe_week(row: WeekRow, today: date) -> str:
    """A week day by day: who is seen, how full it is, what day is a holiday."""
    met = _("%(hours)s of %(goal)d h with customers") % {
        "hours": say_hours(row.week.minutes), "goal": row.week.goal // 60,
    }  # fmt: skip
    lines = [met, ""]
    for plan in row.days:
        minutes, meetings = plan.customer_minutes(row.rules)
        said = [plan.holiday, _("no room") if plan.on >= today and plan.full(row.rules) else ""]
        if meetings:
            counted = ngettext("%(n)d meeting", "%(n)d meetings", meetings) % {"n": meetings}
            said.append(f"{counted} {say_hours(minutes)}")
        if plan.slots and not plan.full(row.rules):
            said.append(_("%(hours)s h free") % {"hours": say_hours(plan.free_minutes)})
        if any(said):
            lines.append(f"{say_day(plan.on, today):<11} {' · '.join(filter(None, said))}")
    return "\n".join([*lines, "", _("Enter opens this week.")])
