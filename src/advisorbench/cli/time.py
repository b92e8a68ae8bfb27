"""Commands about the seller's own time: where it goes, and how steady the weeks are."""

from __future__ import annotations

from typing import Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.say import say_json, say_lines, say_table
from advisorbench.domain.days.steadiness import HabitRecord
from advisorbench.domain.days.time_use import TimeUse, WeekTime, parse_week, say_hours
from advisorbench.domain.days.time_words import about, bar, doubted, remarks, say_doubt, say_half
from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.language.dates import say_day_year, week_of
from advisorbench.domain.language.money import say_number, say_share
from advisorbench.domain.records.states import label
from advisorbench.i18n import N_, _

BAR = 24
"""The width of a bar, in cells."""


@click.command(help=N_("Say where your time goes. Customers against your goal, strangers beside them, the rest below."))
@click.option("--week", "text", help=N_("Another week, such as 2026-W47, or one of its days."))
@click.option("--year", is_flag=True, help=N_("Every week of a year, one line each."))
@as_json
@pass_run
def time(run: Run, text: str | None, year: bool, as_json: bool) -> None:
    """Where the time goes."""
    if year and text:
        raise click.UsageError(_("--year shows every week; leave out --week"))
    services = run.services()
    goal = run.settings.rules.customer_hours_per_week
    if year:
        weeks = services.time.year()
        if as_json:
            say_json([_week_json(week, goal) for week in weeks])
        else:
            _say_year(weeks, goal)
        return
    try:
        monday = parse_week(text, run.clock.today()) if text is not None else None
    except ValueError as error:
        raise FieldErrors({"week": str(error)}) from error
    week = services.time.week(monday)
    if as_json:
        say_json(_week_json(week, goal))
    else:
        say_lines(week_text(week, goal))


def week_text(week: WeekTime, goal: int) -> list[str]:
    """A week in lines, with bars."""
    said = {"week": week_of(week.monday), "day": say_day_year(week.monday)}
    lines = [_("Week %(week)d, from %(day)s") % said]
    most = max(goal * 60, *(minutes for _use, minutes in week.minutes))
    for use, minutes in week.minutes:
        if use is TimeUse.UNKNOWN and not minutes:
            continue
        rest = "▁" if use is TimeUse.CUSTOMERS else " "
        lines.append(
            f"  {label(use):<13} {bar(minutes, most, BAR, rest)}  {say_hours(minutes):>6}  {about(use, week, goal)}"
        )
    return [*lines, *(f"  {line}" for line in remarks(week))]


def _say_year(weeks: tuple[WeekTime, ...], goal: int) -> None:
    headings = [
        _("Week"),
        _("Customers"),
        "",
        "",
        *(label(use).capitalize() for use in list(TimeUse)[1:]),
        _("No time"),
    ]
    most = max([goal * 60, *(week.of(TimeUse.CUSTOMERS) for week in weeks)])
    rows = []
    for week in weeks:
        customers = week.of(TimeUse.CUSTOMERS)
        cells = [_iso(week), say_hours(customers), bar(customers, most, 12), say_share(week.attained(goal))]
        cells += [say_hours(week.of(use)) if week.of(use) else "" for use in list(TimeUse)[1:]]
        if week.chases(goal):
            cells[5] += " !"
        rows.append([*cells, say_number(week.untimed) if week.untimed else ""])
    say_table(headings, rows)
    say_lines(f"  {line}" for week in weeks for line in doubted(week))


def _iso(week: WeekTime) -> str:
    year, number, _day = week.monday.isocalendar()
    return f"{year}-W{number:02}"


def _week_json(week: WeekTime, goal: int) -> dict[str, Any]:
    return {
        "week": _iso(week), "monday": week.monday, "goal_hours": goal,
        "minutes": {use.value: minutes for use, minutes in week.minutes},
        "total": week.total, "contacts": week.contacts, "untimed": week.untimed,
        "questions": [
            {"on": doubt.on, "minutes": doubt.minutes, "kind": doubt.kind, "text": say_doubt(doubt)}
            for doubt in week.doubts
        ],
    }  # fmt: skip


@click.command(
    help=N_("Say how steady your weeks are. What was done in each of twelve whole weeks, and how far they lie apart.")
)
@as_json
@pass_run
def steady(run: Run, as_json: bool) -> None:
    """How steady."""
    found = run.services().time.steady()
    if as_json:
        say_json(
            {
                "weeks": list(found.weeks),
                "habits": [
                    {
                        "habit": record.habit, "counts": record.counts, "this_week": record.running,
                        "median": record.middle, "quartiles": record.half, "in_a_row": record.streak,
                        "longest": record.longest, "how": record.beat,
                    }
                    for record in found.habits
                ],
            }
        )  # fmt: skip
        return
    headings = [_("Habit"), _("By week"), _("Median"), _("Middle half"), _("In a row"), _("This week"), ""]
    say_table(headings, [_habit_cells(record) for record in found.habits])


def _habit_cells(record: HabitRecord) -> list[str]:
    counts = " ".join("–" if count is None else str(count) for count in record.counts)
    return [
        label(record.habit), counts, say_number(record.middle), say_half(record), str(record.streak),
        str(record.running), label(record.beat),
    ]  # fmt: skip


COMMANDS = {"time": time, "steady": steady}
