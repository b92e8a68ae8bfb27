"""Pieces of text with their styles, from which the brief and the details are put together."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from advisorbench.domain.customers.value import Gap, attained, target_share
from advisorbench.domain.language.money import say_about, say_measure, say_number
from advisorbench.domain.records.facts import Objective
from advisorbench.domain.text import shown
from advisorbench.i18n import _, ngettext

Part = str | tuple[str, str]
"""Text, or text and its style."""

BAR = 24
"""The width of a bar, in cells."""


def hang(text: str, width: int, indent: int) -> str:
    """The text broken into lines that begin where the first one does, `indent` cells in."""
    return f"\n{' ' * indent}".join(wrap(text, max(width - indent, 12)))


def row(title: str, part: Part, indent: int = 12, more: Part = "") -> Iterator[Part]:
    """A title and what is said of it, on one line."""
    yield (f"{title:<{indent}}", "$muted")
    yield part
    yield more
    yield "\n"


def head(text: str, state: str, width: int) -> Iterator[Part]:
    """What something is called, and below it how it stands."""
    yield (hang(shown(text), width, 0) + "\n", "bold")
    yield (f"{state}\n", "$muted")


def title(text: str, detail: str = "") -> Iterator[Part]:
    """The title above a group of lines."""
    yield ("\n" + text, "bold $primary")
    if detail:
        yield (f"  {detail}", "$muted")
    yield "\n"


def item(sign: Part, text: str, about: str, width: int, style: str = "$muted") -> Iterator[Part]:
    """A line with its sign, and what is said of it: behind it where that fits, else below it.

    Args:
        sign: One cell.
        text: What it is; safe to show.
        about: What is said of it; safe to show.
        width: The cells there are.
        style: The style of what is said of it.
    """
    yield sign
    yield f" {hang(text, width, 2)}"
    fits = len(text) + len(about) + 4 <= width
    yield (f"  {about}\n" if fits else f"\n  {hang(about, width, 2)}\n", style)


def bar_cells(objective: Objective, width: int = BAR) -> list[tuple[str, str]]:
    """One bar from the baseline to the maximum attainable, as text and role; empty where that is not known.

    Thick is what is behind us, thin what is left, the upright mark is the agreed target: no colour is needed.
    """
    share = attained(objective)
    if share is None:
        return []
    done = round(share * width)
    cells = ["━"] * done + ["─"] * (width - done)
    aim = target_share(objective)
    if aim is not None:
        cells[min(max(round(aim * width), 1), width) - 1] = "┃"
    return [("".join(cells[:done]), "accent"), ("".join(cells[done:]), "dim")]


def bar(objective: Objective, width: int = BAR) -> Iterator[Part]:
    """The bar of an objective in the styles of a text."""
    styles = {"accent": "$primary", "dim": "$muted"}
    for text, role in bar_cells(objective, width):
        yield (text, styles[role])


def say_numbers(objective: Objective) -> str:
    """The four numbers in words, as far as they are known."""
    if objective.baseline is None and objective.current is None and objective.maximum is None:
        return ""
    return _("from %(baseline)s, now %(now)s, target %(target)s, maximum %(maximum)s") % {
        "baseline": say_number(objective.baseline),
        "now": say_number(objective.current),
        "target": say_number(objective.target),
        "maximum": say_measure(objective.maximum, shown(objective.unit)),
    }


def say_standing(objective: Objective) -> str:
    """Where an objective stood and where it is to go, as a hint for its new value."""
    return _("was %(now)s; target %(target)s, maximum %(maximum)s") % {
        "now": say_number(objective.current),
        "target": say_number(objective.target),
        "maximum": say_measure(objective.maximum, shown(objective.unit)),
    }


def say_gap(gap: Gap) -> str:
    """What is left up to the maximum attainable, with its counts; nothing where nothing is measured."""
    if gap.share is None:
        return ""
    text = ngettext("gap %(share)d %% · %(n)d objective", "gap %(share)d %% · %(n)d objectives", gap.count) % {
        "share": round(gap.share * 100),
        "n": gap.count,
    }
    if not gap.money:
        return text
    money = ", ".join(say_about(cents, currency) for currency, cents in gap.money)
    if gap.money_count == gap.count:
        return f"{text} · {money}"
    return f"{text} · " + _("%(money)s in %(n)d of them") % {"money": money, "n": gap.money_count}
