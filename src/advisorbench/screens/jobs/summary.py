"""Writing the manager's summary from the screens: which period, in which format, how much, and where."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.language.dates import say_day_year
from advisorbench.domain.language.periods import Length, parse_span, span_of
from advisorbench.file_placing import typed_path
from advisorbench.i18n import N_, _
from advisorbench.reports import render
from advisorbench.screens.dialogs.form_field import FormField, Values
from advisorbench.screens.jobs.base import Context, DraftOf, FormJob

if TYPE_CHECKING:
    from advisorbench.services import Services

REDACTED, FULL = "redacted", "full"


def _entries(context: Context) -> list[FormField]:
    forms = tuple((one.value, one.value.upper()) for one in render.ReportFormat)
    shown = ((REDACTED, _("without names and notes")), (FULL, _("with names and notes")))
    week = span_of(Length.WEEK, context.today)
    return [
        FormField(
            "period", _("Period"), text=week.key, required=True, says=_understood, gives=_named,
            hint=_("2026-W47, 2026-11, 2026-Q4, 2026 or last week"),
        ),
        FormField("form", _("Format"), "choice", choices=forms),
        FormField("shown", _("What is told"), "choice", choices=shown),
        FormField("file", _("File"), text=_place(week.key), required=True, hint=_("its ending follows the format")),
    ]  # fmt: skip


def _place(key: str) -> str:
    return str(Path.home() / f"summary-{key}")


def _understood(text: str, today: date) -> tuple[str, bool]:
    try:
        span = parse_span(text, today)
    except ValueError as error:
        return str(error), False
    days = {"name": span.name, "first": say_day_year(span.first), "last": say_day_year(span.last)}
    return "= " + _("%(name)s, %(first)s to %(last)s") % days, True


def _named(text: str, today: date) -> dict[str, str]:
    """The file's name as it follows from the period."""
    try:
        return {"file": _place(parse_span(text, today).key)}
    except ValueError:
        return {}


def _write(services: Services, context: Context, values: Values) -> str:
    from advisorbench.exchange.writing import write_file
    from advisorbench.reports.summary import written

    form, path = render.ReportFormat(values["form"]), typed_path(values["file"])
    try:
        span = parse_span(values["period"], context.today)
    except ValueError as error:
        raise FieldErrors({"period": str(error)}) from error
    if not render.form_of(path):
        path = path.with_name(f"{path.name}.{form}")
    elif render.form_of(path) is not form:
        raise FieldErrors({"file": _("let the name end in .%(form)s, as the format") % {"form": form}})
    if path.exists():
        raise FieldErrors({"file": _("this file is there already: choose another name")})
    found = services.summaries.of(span, full=values["shown"] == FULL)
    write_file(path, [written(found, form)])
    return _("The summary of %(period)s was written to %(path)s") % {"period": span.name, "path": path}


SUMMARY = FormJob("summary", N_("Manager's summary"), _entries, _write, draft_of=DraftOf.NOTHING)
"""Asks what to write, and writes it."""
