"""Where the time goes, drawn: the week in a line of the agenda, the week in bars, and how steady the weeks are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from advisorbench.domain.days.steadiness import Beat, HabitRecord
from advisorbench.domain.days.time_use import TimeUse, WeekTime, say_hours
from advisorbench.domain.days.time_words import about, bar, doubted, remarks, say_half, spark
from advisorbench.domain.language.dates import say_day_year, week_of
from advisorbench.domain.language.money import say_number, say_share
from advisorbench.domain.records.states import label
from advisorbench.domain.text import shown
from advisorbench.domain.views import AgendaView, TimeView
from advisorbench.i18n import _
from advisorbench.widgets.text_parts import Part, title

TITLES = 15
"""The width of what a line is about, in cells."""
ONE_LINE = 72
"""From this width on a habit is one line, in cells."""
_STYLES = {TimeUse.CUSTOMERS: "$primary", TimeUse.REFERRED: "$text-success", TimeUse.STRANGERS: "$text-warning"}
_BEATS = {Beat.STEADY: "$text-success", Beat.UNEVEN: "$text-warning", Beat.SELDOM: "$muted", Beat.UNKNOWN: "$muted"}


def time_parts(week: WeekTime, goal_hours: int, *, wide: bool) -> list[Part]:
    """The week in one line: hours with customers against the goal, and strangers right beside them."""
    share = week.attained(goal_hours)
    most = goal_hours * 60
    customers = week.of(TimeUse.CUSTOMERS)
    parts: list[Part] = [
        (_("customers") + " ", "$muted"), (say_hours(customers), "bold"), _(" of %(goal)d h") % {"goal": goal_hours},
        (f" {bar(customers, most, 9)}", "$primary") if wide else "", f" {say_share(share)}",
    ]  # fmt: skip
    if wide and week.of(TimeUse.REFERRED):
        parts += [(" · ", "$muted"), f"{label(TimeUse.REFERRED)} ", (say_hours(week.of(TimeUse.REFERRED)), "bold")]
    if strangers := week.of(TimeUse.STRANGERS):
        chased = week.chases(goal_hours)
        parts += [(" · ", "$muted"), f"{label(TimeUse.STRANGERS)} "]
        parts.append((say_hours(strangers) + (" !" if chased else ""), "bold $text-warning" if chased else "bold"))
    if week.doubts:
        parts += [(" · ", "$muted"), (_("time in doubt: f7") if wide else "?", "bold $text-warning")]
    return parts


def week_parts(week: WeekTime, goal_hours: int, width: int) -> Iterator[Part]:
    """A week in bars, and what its figures leave out."""
    said = {"week": week_of(week.monday), "day": say_day_year(week.monday)}
    yield (_("Week %(week)d") % said, "bold $primary")
    yield (_(", from %(day)s") % said + "\n", "$muted")
    most = max(goal_hours * 60, *(minutes for _use, minutes in week.minutes))
    cells = max(min(width - TITLES - 7 - 22, 40), 8)
    for use, minutes in week.minutes:
        if use is TimeUse.UNKNOWN and not minutes:
            continue
        rest = "▁" if use is TimeUse.CUSTOMERS else " "
        yield (f"{label(use):<{TITLES}}", "$muted")
        yield (bar(minutes, most, cells, rest), _STYLES.get(use, "$muted"))
        yield (f" {say_hours(minutes):>5}", "bold" if minutes else "$muted")
        late = use is TimeUse.STRANGERS and week.chases(goal_hours)
        yield (f" {about(use, week, goal_hours)}\n", "bold $text-warning" if late else "$muted")
    for line in remarks(week):
        yield (shown(line) + "\n", "$text-warning" if line in doubted(week) else "$muted")


def steady_parts(view: TimeView, width: int) -> Iterator[Part]:
    """Each habit over twelve weeks: its counts, where the middle half of the weeks lies, and how many in a row."""
    about_it = (
        _("12 weeks, the oldest first; median (middle half)") if width >= ONE_LINE else _("12 weeks, oldest first")
    )
    yield from title(_("Steady?"), about_it)
    for record in view.steadiness.habits:
        yield (f"{label(record.habit):<{TITLES}}", "$muted")
        yield from _counts(record)
        yield (f" {label(record.beat):<8}", _BEATS[record.beat])
        if record.middle is not None:
            wide = width >= ONE_LINE
            yield (" " if wide else "\n" + " " * TITLES)
            yield (_spread(record, short=wide), "$muted")
        yield "\n"


def _counts(record: HabitRecord) -> Iterator[Part]:
    if max(record.known, default=0) > 9:
        last = _("last %(n)d") % {"n": record.counts[-1] or 0}
        yield (spark(record.counts, max(record.known)), "bold")
        yield (f"{last:>{len(record.counts)}}", "$muted")
        return
    for count in record.counts:
        yield ("– " if count is None else f"{count} ", "bold" if count else "$muted")


def _spread(record: HabitRecord, *, short: bool) -> str:
    said = {"middle": say_number(record.middle), "half": say_half(record), "n": record.streak}
    if short:
        return _("%(middle)s (%(half)s), %(n)d in a row") % said
    return _("median %(middle)s (%(half)s), %(n)d in a row") % said


class TimePanel(VerticalScroll, can_focus=False):
    """A week in bars, and below it how steady the weeks are."""

    DEFAULT_CSS = """
    TimePanel { scrollbar-size-vertical: 1; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: tuple[TimeView, WeekTime] | None = None

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(id="time-text")

    def show(self, view: TimeView, week: WeekTime) -> None:
        """Show a week of the view, and the steadiness."""
        self._shown = (view, week)
        self._draw()

    def on_resize(self) -> None:
        """Draw anew for another width."""
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            return
        view, week = self._shown
        width = max(self.scrollable_content_region.width - 1, 40)
        parts = [*week_parts(week, view.goal_hours, width), *steady_parts(view, width)]
        self.query_one("#time-text", Static).update(Content.assemble(*parts))


def week_line(agenda: AgendaView, *, wide: bool, width: int = 0) -> Content:
    """The week so far, in one line: time with customers, and what is due.

    Args:
        agenda: The day.
        wide: Whether there is room for whole words.
        width: The cells there are; a count that does not fit is left out whole. 0 is no limit.
    """
    parts: list[Any] = [(_("This week") + " ", "$muted")]
    if agenda.time:
        parts += time_parts(agenda.time, agenda.goal_hours, wide=wide)
    counts = (
        (_("held"), agenda.week_reviews_held, ""),
        (_("reviews due") if wide else _("due"), agenda.reviews_due, "$text-warning"),
        (_("promises late") if wide else _("late"), agenda.promises_overdue, "$text-error"),
        (_("feedback owed") if wide else _("to tell"), agenda.feedback_owed, "$text-warning"),
        (_("hollow"), agenda.hollow, "$text-warning"),
    )
    for text, count, style in counts:
        piece: list[Any] = [(" · ", "$muted"), f"{text} ", (say_number(count), f"bold {style}".strip())]
        if count and (not width or Content.assemble(*parts, *piece).cell_length <= width):
            parts += piece
    if agenda.review_hours_planned > agenda.review_hours_available:
        said = {"planned": agenda.review_hours_planned, "hours": agenda.review_hours_available}
        text = _("%(planned)d h of reviews planned, %(hours)d h available: R spreads them") % said
        parts += [(" · ", "$muted"), (text, "bold $text-error")]
    return Content.assemble(*parts)
