"""The questions about events: plan, edit, move, skip, finish."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from advisorbench.domain.days.calendar import Event, Occurrence
from advisorbench.domain.days.day_plan import Slot
from advisorbench.domain.days.whom_to_see import ToSee
from advisorbench.domain.errors import BenchError, FieldErrors
from advisorbench.domain.language.dates import say_day, say_day_long
from advisorbench.domain.language.reasons import say_reasons_to_see
from advisorbench.domain.records.states import EventKind, label
from advisorbench.domain.rules import Rules
from advisorbench.i18n import N_, _
from advisorbench.screens.dialogs.form_field import FormField, Values
from advisorbench.screens.jobs.base import day_entry, words
from advisorbench.screens.lines.agenda import own_time

if TYPE_CHECKING:
    from advisorbench.services import Services

REPEATS = (
    ("", N_("once")),
    ("FREQ=DAILY", N_("every day")),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", N_("every working day")),
    ("FREQ=WEEKLY", N_("every week")),
    ("FREQ=WEEKLY;INTERVAL=2", N_("every two weeks")),
    ("FREQ=MONTHLY", N_("every month")),
    ("FREQ=MONTHLY;INTERVAL=3", N_("every three months")),
    ("FREQ=YEARLY", N_("every year")),
)
"""How often an event comes, in words; other rules can be typed on the command line and come from files."""


def plan_entries(
    on: date, rules: Rules, *, account: str = "", start: datetime | None = None, kind: EventKind = EventKind.VISIT,
    place: str = "",
) -> list[FormField]:  # fmt: skip
    """The fields of a new event."""
    return _entries(
        title="", kind=kind, account=account, on=on, at=f"{start:%H:%M}" if start else "",
        minutes=rules.meeting_minutes, rule="", place=place, travel=0, note="",
    )  # fmt: skip


def edit_entries(event: Event, one: Occurrence) -> list[FormField]:
    """The fields of an event that is there; of a series those of the occurrence one looks at."""
    entries = _entries(
        title=event.title, kind=event.kind, account=event.account, on=_own_day(one), at=own_time(one),
        minutes=event.minutes, rule=event.rule, place=event.place, travel=event.travel_minutes, note=event.note,
    )  # fmt: skip
    return [*entries, *scope_entry(event)]


def _entries(
    *, title: str, kind: EventKind, account: str, on: date, at: str, minutes: int, rule: str, place: str, travel: int,
    note: str,
) -> list[FormField]:  # fmt: skip
    repeats = tuple((value, _(text)) for value, text in REPEATS)
    if rule and rule not in dict(REPEATS):
        repeats += ((rule, rule),)
    return [
        FormField("account", _("With"), text=account, hint=_("the beginning of an account's name")),
        FormField("title", _("What"), text=title, hint=_("what it is about")),
        FormField("kind", _("Kind"), "choice", kind.value, words(EventKind)),
        replace(day_entry("on", _("Day"), on), past=False),
        FormField("at", _("At"), text=at, hint=_("9:00; empty for the whole day")),
        FormField("minutes", _("Minutes"), "whole", str(minutes)),
        FormField("place", _("Place"), text=place),
        FormField("travel_minutes", _("Travel"), "whole", str(travel or ""), hint=_("minutes there and back")),
        FormField("rule", _("Comes"), "choice", rule, repeats),
        FormField("note", _("Note"), "note", note),
    ]


def scope_entry(event: Event) -> list[FormField]:
    """Which of a series is meant; nothing for an event that comes once."""
    if not event.repeats:
        return []
    from advisorbench.services.event_rows import Scope

    return [FormField("scope", _("Which"), "choice", Scope.ONE.value, tuple((s.value, _(s.value)) for s in Scope))]


def _own_day(one: Occurrence) -> date:
    """The day on the event's own clocks."""
    return date.fromisoformat(one.key[:10]) if one.key and one.event.repeats else one.event.on


def values_of(services: Services, values: Values) -> Values:
    """What was typed, as fields of an event.

    Raises:
        FieldErrors: The account is not known, or not certain.
    """
    given = dict(values)
    name = given.pop("account", "")
    given["account_id"] = None
    if name:
        try:
            given["account_id"], name = services.names.account(name)
        except BenchError as error:
            raise FieldErrors({"account": str(error)}) from error
    given["title"] = given.get("title") or label(EventKind(given["kind"]))
    given["travel_minutes"] = given.get("travel_minutes") or 0
    minutes = given.get("minutes")
    given["minutes"] = services.rules.meeting_minutes if minutes is None else minutes
    if not given.get("at"):
        given["minutes"] = max(-(-given["minutes"] // 1440), 1) * 1440
    return given


def save_plan(services: Services, values: Values) -> str:
    """Put it into the agenda."""
    given = values_of(services, values)
    added = services.calendar.add(given)
    return _("Planned: %(title)s, %(day)s") % {"title": added.name, "day": say_day_long(given["on"])}


def save_edit(services: Services, one: Occurrence, values: Values) -> str:
    """Change it, or some of its series."""
    from advisorbench.services.event_rows import Scope

    given = dict(values)
    scope = Scope(given.pop("scope", Scope.ONE))
    fields = values_of(services, given)
    if fields["account_id"] != one.event.account_id:
        fields["person_id"] = None
    if one.key and not one.event.repeats:
        fields.pop("rule", None)  # one of a series, by itself
    if fields.get("rule", "") == one.event.rule:
        fields.pop("rule", None)  # left as it is, so that a series may move along with its day
    title = services.calendar.edit(one.event.id, one.event.version, fields, key=one.key, scope=scope)
    return _("Saved: %(name)s") % {"name": title}


def move_entries(one: Occurrence) -> list[FormField]:
    """The day and the time, and of a series which."""
    return [
        replace(day_entry("on", _("Day"), _own_day(one)), past=False),
        FormField("at", _("At"), text=own_time(one), hint=_("9:00; empty for the whole day")),
        *scope_entry(one.event),
    ]


def save_move(services: Services, one: Occurrence, values: Values) -> str:
    """Move it."""
    from advisorbench.services.event_rows import Scope

    scope = Scope(values.get("scope", Scope.ONE))
    title = services.calendar.move(one.event.id, values["on"], values["at"], key=one.key, scope=scope)
    return _("Moved: %(title)s, %(day)s") % {"title": title, "day": say_day_long(values["on"])}


def save_skip(services: Services, one: Occurrence, values: Values) -> str:
    """Skip it."""
    from advisorbench.services.event_rows import Scope

    title = services.calendar.skip(one.event.id, key=one.key, scope=Scope(values.get("scope", Scope.ONE)))
    return _("Skipped: %(title)s. Press u to undo.") % {"title": title}


def finish_entries(one: Occurrence) -> list[FormField]:
    """How long it took, and what was said."""
    whole = one.whole
    return [
        FormField("minutes", _("Minutes"), "whole", "" if whole else str(one.event.minutes), required=True),
        FormField("note", _("What was said"), "note"),
    ]


def save_finish(services: Services, one: Occurrence, values: Values) -> str:
    """Finish it, which logs the contact."""
    title = services.calendar.finish(one.event.id, values["minutes"], key=one.key, note=values["note"])
    return _("Done: %(title)s, %(n)d minutes") % {"title": title, "n": values["minutes"]}


def plan_visit(services: Services, whom: ToSee, slot: Slot) -> str:
    """Plan to see somebody at the beginning of a free gap."""
    minutes = min(services.rules.meeting_minutes, slot.minutes)
    fields = {
        "title": label(whom.kind), "kind": whom.kind, "account_id": whom.account_id, "person_id": whom.person_id,
        "on": slot.start.date(), "at": f"{slot.start:%H:%M}", "minutes": minutes, "place": whom.city,
        "note": "\n".join(say_reasons_to_see(whom, services.calendar.today)),
    }  # fmt: skip
    services.calendar.add(fields)
    said = {
        "account": whom.account,
        "day": say_day(slot.start.date(), services.calendar.today),
        "at": f"{slot.start:%H:%M}",
    }
    return _("Planned: %(account)s, %(day)s %(at)s. Press u to undo.") % said
