"""What happened at an account, in the user's language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from advisorbench.domain.customers.satisfaction import say_score
from advisorbench.domain.days.timeline import TimelineEntry, TimelineEvent, TimelineKind
from advisorbench.domain.language.money import say_measure, say_money
from advisorbench.domain.records.states import SignalKind, label
from advisorbench.i18n import N_, _

EVENT_TEXTS: Mapping[TimelineEvent, str] = MappingProxyType(
    {
        TimelineEvent.BECAME: N_("%(state)s: %(what)s"),
        TimelineEvent.REVIEW_HELD: N_("Optimisation review held"),
        TimelineEvent.REVIEW_FOLLOWED_UP: N_("Optimisation review followed up"),
        TimelineEvent.MEASURED: N_("%(what)s: %(number)s"),
        TimelineEvent.CLAIMED: N_("claimed: %(what)s"),
        TimelineEvent.VERIFIED: N_("verified by %(who)s: %(what)s"),
        TimelineEvent.DISPUTED: N_("disputed: %(what)s"),
        TimelineEvent.RESOLVED: N_("resolved: %(what)s"),
        TimelineEvent.PROMISED: N_("promised: %(what)s"),
        TimelineEvent.ANSWERED: N_("%(who)s: %(state)s"),
        TimelineEvent.NAMED: N_("%(who)s named %(what)s"),
        TimelineEvent.STEP_AGREED: N_("agreed: %(what)s"),
        TimelineEvent.STEP_ANSWERED: N_("answered: %(what)s"),
        TimelineEvent.STEP_DONE: N_("done: %(what)s"),
        TimelineEvent.PERSON_NOTED: N_("%(who)s noted"),
        TimelineEvent.PERSON_LEFT: N_("%(who)s left"),
    }
)
"""The text of each event but `HAPPENED`, which is told by its parts."""


def say_entry(entry: TimelineEntry) -> str:
    """An entry of the timeline in one line."""
    if entry.event is TimelineEvent.HAPPENED:
        return " · ".join(filter(None, _parts(entry)))
    return _(EVENT_TEXTS[entry.event]) % {
        "what": entry.what,
        "who": entry.who,
        "state": label(entry.state) if entry.state else "",
        "number": say_measure(entry.number, entry.unit),
    }


def _parts(entry: TimelineEntry) -> tuple[str, ...]:
    number = None if entry.number is None else int(entry.number)
    match entry.kind:
        case TimelineKind.SIGNAL if isinstance(entry.state, SignalKind):
            return say_score(entry.state, number), entry.who
        case TimelineKind.INITIATIVE:
            return say_money(number, entry.unit) if number else "", entry.what
    minutes = _("%(n)d min") % {"n": number} if number else ""
    return label(entry.state) if entry.state else "", entry.who, entry.what, minutes
