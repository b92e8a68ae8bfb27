"""Two entries that may be one, field by field: first the one that stays, below it the one that goes up in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from advisorbench.domain.identity.duplicates import Compared, DuplicatePair, FieldValue
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.language.reasons import say_reasons
from advisorbench.domain.records.states import label
from advisorbench.domain.text import shorten, shown
from advisorbench.i18n import _, ngettext
from advisorbench.widgets.text_parts import Part, hang, title

LABEL = 14
"""The width of what a field is called, in cells."""
BESIDE = 64
"""From this width on the two stand beside each other."""
LONGEST = 160
"""So much of a note is shown."""
_STYLES = {"=": "$muted", "≠": "bold $text-warning", "+": "$text-success"}


def pair_parts(pair: DuplicatePair, fields: Sequence[Compared], today: date, width: int) -> Iterator[Part]:
    """The two, why they may be one, and what is known of them.

    Args:
        pair: The two.
        fields: What is known of them.
        today: The seller's day.
        width: The cells there are.
    """
    for word, name in ((_("stays"), pair.kept_name), (_("goes up in it"), pair.other_name)):
        yield (f"{shorten(word, LABEL):<{LABEL}}  ", "$muted")
        yield (hang(shown(name), width, LABEL + 2) + "\n", "bold")
    why = _("why")
    yield (f"{shorten(why, LABEL):<{LABEL}}  ", "$muted")
    yield hang(", ".join(map(shown, say_reasons(pair.reasons))), width, LABEL + 2) + "\n"
    yield from title(_("FIELDS"), _("= same  ≠ differs  + one only"))
    for field in fields:
        yield (f"{field.sign} ", _STYLES[field.sign])
        yield (f"{shorten(_(field.field), LABEL):<{LABEL}}", "$muted")
        yield _both(field, today, width)


def _both(field: Compared, today: date, width: int) -> str:
    """Both values: once where they are the same, beside each other where there is room, else one below the other."""
    words = (" ".join(_say(value, today).split()) for value in (field.first, field.second))
    one, other = (shown(shorten(text, LONGEST)) or "–" for text in words)
    room = (width - LABEL - 4) // 2
    if field.sign == "=":
        return hang(one, width, LABEL + 2) + "\n"
    if width >= BESIDE:
        return f"{shorten(one, room):<{room}}  {shorten(other, room)}\n"
    return f"{hang(one, width, LABEL + 2)}\n{' ' * (LABEL + 2)}{hang(other, width, LABEL + 2)}\n"


def _say(value: FieldValue, today: date) -> str:
    match value:
        case StrEnum():
            return label(value)
        case date():
            return say_day(value, today)
        case True:
            return _("yes")
        case int():
            return ngettext("%(n)d thing", "%(n)d things", value) % {"n": value}
    return value or ""
