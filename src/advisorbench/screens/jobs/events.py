"""Jobs around events: plan, edit, move, skip, finish, and whom to see in a free hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from advisorbench.commands import Subject
from advisorbench.domain.days.calendar import Occurrence
from advisorbench.domain.days.day_plan import Slot
from advisorbench.domain.days.whom_to_see import ToSee
from advisorbench.domain.errors import BenchError, FieldErrors, Refused
from advisorbench.domain.language.dates import say_day, say_day_long
from advisorbench.domain.language.reasons import say_reasons_to_see
from advisorbench.domain.records.states import EventKind, label
from advisorbench.i18n import N_, _
from advisorbench.screens.dialogs.form_field import FormField, Values
from advisorbench.screens.jobs import reviews
from advisorbench.screens.jobs.base import Context, DraftOf, FormJob, day_entry, jobs, words
from advisorbench.screens.lines.agenda import own_time

if TYPE_CHECKING:
    from advisorbench.screens.base import BenchScreen
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


def _event_fields(
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


def _plan_entries(context: Context) -> list[FormField]:
    """The fields of a new event, with the account of the line if it has one."""
    account = context.at.facts.account if context.at else None
    slot = context.subject.thing if isinstance(context.subject.thing, Slot) else None
    return _event_fields(
        title="", kind=EventKind.VISIT, account=account.name if account else "",
        on=max(context.subject.day or context.today, context.today), at=f"{slot.start:%H:%M}" if slot else "",
        minutes=context.rules.meeting_minutes, rule="", place=account.city if account else "", travel=0, note="",
    )  # fmt: skip


def _edit_entries(context: Context) -> list[FormField]:
    """The fields of an event that is there; of a series those of the occurrence one looks at."""
    one = _occurrence(context)
    event = one.event
    return [
        *_event_fields(
            title=event.title, kind=event.kind, account=event.account, on=_own_day(one), at=own_time(one),
            minutes=event.minutes, rule=event.rule, place=event.place, travel=event.travel_minutes, note=event.note,
        ),
        *_scope_entries(context),
    ]  # fmt: skip


def _scope_entries(context: Context) -> list[FormField]:
    """Which of a series is meant; nothing for an event that comes once."""
    if not _occurrence(context).event.repeats:
        return []
    from advisorbench.services.event_rows import Scope

    return [FormField("scope", _("Which"), "choice", Scope.ONE.value, tuple((s.value, _(s.value)) for s in Scope))]


def _occurrence(context: Context) -> Occurrence:
    occurrence: Occurrence = context.subject.thing
    return occurrence


def _own_day(one: Occurrence) -> date:
    """The day on the event's own clocks."""
    return date.fromisoformat(one.key[:10]) if one.key and one.event.repeats else one.event.on


def _called(context: Context) -> str:
    event = _occurrence(context).event
    return event.account or event.title


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


def _plan(services: Services, _context: Context, values: Values) -> str:
    given = values_of(services, values)
    added = services.calendar.add(given)
    return _("Planned: %(title)s, %(day)s") % {"title": added.name, "day": say_day_long(given["on"])}


def _edit(services: Services, context: Context, values: Values) -> str:
    from advisorbench.services.event_rows import Scope

    one = _occurrence(context)
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


def _move_entries(context: Context) -> list[FormField]:
    one = _occurrence(context)
    return [
        replace(day_entry("on", _("Day"), _own_day(one)), past=False),
        FormField("at", _("At"), text=own_time(one), hint=_("9:00; empty for the whole day")),
        *_scope_entries(context),
    ]


def _move(services: Services, context: Context, values: Values) -> str:
    from advisorbench.services.event_rows import Scope

    one = _occurrence(context)
    scope = Scope(values.get("scope", Scope.ONE))
    title = services.calendar.move(one.event.id, values["on"], values["at"], key=one.key, scope=scope)
    return _("Moved: %(title)s, %(day)s") % {"title": title, "day": say_day_long(values["on"])}


def _skip(services: Services, context: Context, values: Values) -> str:
    from advisorbench.services.event_rows import Scope

    one = _occurrence(context)
    title = services.calendar.skip(one.event.id, key=one.key, scope=Scope(values.get("scope", Scope.ONE)))
    return _("Skipped: %(title)s. Press u to undo.") % {"title": title}


def _finish_entries(context: Context) -> list[FormField]:
    one = _occurrence(context)
    return [
        FormField("minutes", _("Minutes"), "whole", "" if one.whole else str(one.event.minutes), required=True),
        FormField("note", _("What was said"), "note"),
    ]


def _finish(services: Services, context: Context, values: Values) -> str:
    one = _occurrence(context)
    title = services.calendar.finish(one.event.id, values["minutes"], key=one.key, note=values["note"])
    return _("Done: %(title)s, %(n)d minutes") % {"title": title, "n": values["minutes"]}


def _plan_visit(whom: ToSee, slot: Slot, services: Services) -> str:
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


_FINISH = FormJob(
    "finish_event", lambda c: _("%(title)s is done") % {"title": _called(c)}, _finish_entries, _finish,
    draft_of=DraftOf.EVENT,
)  # fmt: skip
EDIT = FormJob(
    "edit_event", lambda c: _("Edit %(name)s") % {"name": _occurrence(c).event.title}, _edit_entries, _edit,
    draft_of=DraftOf.EVENT,
)  # fmt: skip
"""Changes an event, as *edit* does on its line."""


async def finish_event(screen: BenchScreen, subject: Subject) -> bool:
    """Finish an event, which logs the contact; a review is held, with all that comes of it."""
    event = subject.thing.event
    job = reviews.JOBS["hold_review"] if event.kind is EventKind.REVIEW and event.account_id else _FINISH
    return await job(screen, subject)


async def whom_to_see(screen: BenchScreen, subject: Subject) -> bool:
    """See whom to visit in the free time of a day, and plan the one that is taken."""
    from advisorbench.screens.dialogs.whom_to_see import VisitsScreen

    today = screen.workbench.today()
    day = max(subject.day or today, today)
    slot = subject.thing if isinstance(subject.thing, Slot) and subject.thing.start.date() >= today else None
    if slot is None:
        days = await screen.in_thread(lambda services: services.calendar.days(day, day + timedelta(days=13)))
        slot = next((slot for plan in days for slot in plan.slots), None)
    if slot is None:
        raise Refused(_("No working day from here on has room."))
    on = slot.start.date()
    people = await screen.in_thread(lambda services: services.calendar.whom_to_see(on))
    chosen = await screen.app.push_screen_wait(VisitsScreen(slot.start, people, today))
    if chosen is None:
        return False
    screen.tell(await screen.in_thread(partial(_plan_visit, chosen, slot)))
    return True


JOBS = jobs(
    FormJob("plan_event", N_("Plan"), _plan_entries, _plan, draft_of=DraftOf.JOB),
    FormJob(
        "move_event", lambda c: _("Move %(title)s") % {"title": _called(c)}, _move_entries, _move,
        draft_of=DraftOf.NOTHING,
    ),
    FormJob(
        "skip_event", lambda c: _("Skip %(title)s") % {"title": _occurrence(c).event.title}, _scope_entries, _skip,
        draft_of=DraftOf.NOTHING,
    ),
    finish_event=finish_event,
    whom_to_see=whom_to_see,
)  # fmt: skip
"""The jobs of this subject, by name."""
