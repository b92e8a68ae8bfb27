"""The seller's time in words and bars, as the screens and the command line show it."""

from __future__ import annotations

from collections.abc import Sequence

from advisorbench.domain.days.steadiness import HabitRecord
from advisorbench.domain.days.time_use import Doubt, DoubtKind, TimeUse, WeekTime, say_hours
from advisorbench.domain.language.dates import say_day_year
from advisorbench.domain.language.money import say_number, say_share
from advisorbench.i18n import _, ngettext


def bar(amount: float, most: float, width: int, rest: str = "▁") -> str:
    """An amount as a bar, and what is left up to the most; text, so that no colour is needed."""
    done = min(round(amount / most * width), width) if most > 0 else 0
    if amount > 0:
        done = max(done, 1)
    return "▇" * done + rest * (width - done)


def spark(amounts: Sequence[float | None], most: float) -> str:
    """One sign for each amount: a dot for nothing, a blank for what is not known."""
    signs = "▁▂▃▄▅▆▇█"
    return "".join(
        " " if amount is None else "·" if amount <= 0 else signs[min(int(amount / most * 8 - 1e-9), 7)]
        for amount in amounts
    )


def about(use: TimeUse, week: WeekTime, goal: int) -> str:
    """What is said of one use beside its hours."""
    if use is TimeUse.CUSTOMERS:
        return _("of %(goal)d h · %(share)s") % {"goal": goal, "share": say_share(week.attained(goal))}
    share = week.share(use)
    if not share:
        return ""
    said = _("%(share)s of the time") % {"share": say_share(share)}
    return f"{said} !" if use is TimeUse.STRANGERS and week.chases(goal) else said


def remarks(week: WeekTime) -> list[str]:
    """What a week's figures leave out: contacts without a time, and what was not added up."""
    lines = []
    if week.untimed:
        text = ngettext("%(n)d contact of %(all)d has no time noted.", "%(n)d contacts of %(all)d have no time noted.",
                        week.untimed)  # fmt: skip
        lines.append(text % {"n": week.untimed, "all": week.contacts})
    return lines + doubted(week)


def doubted(week: WeekTime) -> list[str]:
    """What was questioned and not added up."""
    return ["? " + _("%(doubt)s It is not added up.") % {"doubt": say_doubt(doubt)} for doubt in week.doubts]


def say_doubt(doubt: Doubt) -> str:
    """What is questioned, in words."""
    hours = say_hours(doubt.minutes)
    if doubt.kind is DoubtKind.DAY_TOO_FULL:
        return _("%(day)s holds %(hours)s h: is that right?") % {"day": say_day_year(doubt.on), "hours": hours}
    return _("%(what)s took %(hours)s h: is that right?") % {"what": doubt.what, "hours": hours}


def say_half(record: HabitRecord) -> str:
    """Between which counts the middle half of the weeks lies."""
    if record.half is None:
        return "–"
    low, high = (say_number(value) for value in record.half)
    return low if low == high else f"{low}–{high}"
