"""A contact in one sentence: the field in which it is typed, what is told of it, and what it fills in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from advisorbench.domain.days.quick_log import Understood, understand
from advisorbench.domain.errors import Ambiguous, BenchError, FieldErrors
from advisorbench.domain.language.quick_log import say_question, say_understood
from advisorbench.domain.text import fold
from advisorbench.i18n import N_, _
from advisorbench.screens.dialogs.form_field import FormField, Values
from advisorbench.screens.jobs.base import Context, DraftOf, FormJob, jobs

if TYPE_CHECKING:
    from advisorbench.services import Services

NAME = "sentence"
"""The field's name."""


def sentence_entry(context: Context | None = None) -> FormField:
    """The field; with an account its sentence fills the other fields of the form."""

    def says(text: str, today: date) -> tuple[str, bool]:
        found = understand(text, today)
        asked = _asked(found, context)
        return (asked, False) if asked else ("= " + say_understood(found, _named(found, context)), True)

    def gives(text: str, today: date) -> Mapping[str, str]:
        return _values(understand(text, today), context)

    hint = _("called Kaya 20m about renewal") if context is None else _("20m gisteren over de verlenging")
    return FormField(
        NAME, _("In one line"), hint=hint, required=context is None, says=says, gives=gives if context else None
    )


def _log_sentence(services: Services, _context: Context, values: Values) -> str:
    """Save what a sentence says by itself.

    Raises:
        FieldErrors: Something is not certain, or nobody answers to a name in it.
    """
    try:
        heard = services.quick_log.hear(values[NAME])
        services.quick_log.log(heard)
    except Ambiguous as error:
        raise FieldErrors({NAME: f"{error} ({'; '.join(error.candidates)})"}) from error
    except BenchError as error:
        raise FieldErrors({NAME: str(error)}) from error
    return _("Logged: %(what)s") % {"what": heard.said}


def check_sentence(values: Values, context: Context, today: date) -> None:
    """Take the sentence out of a form's values.

    Raises:
        FieldErrors: It leaves something to ask.
    """
    if (text := values.pop(NAME)) and (asked := _asked(understand(text, today), context)):
        raise FieldErrors({NAME: asked})


def _asked(found: Understood, context: Context | None) -> str:
    """What is to be asked: by the sentence itself, and of whom it names."""
    questions = [say_question(question) for question in found.questions]
    if context is None:
        questions += [say_question(question) for question in found.missing]
        if found.use is not None and found.minutes is None and not questions:
            questions.append(_("How many minutes?"))
        return " ".join(questions)
    if found.use is not None:
        questions.append(_("That is no contact with %(account)s.") % {"account": context.account})
    for name in found.names:
        if not _answers(context.account, name) and len(_people(name, context)) != 1:
            said = {"name": name, "account": context.account}
            questions.append(_("Who is “%(name)s”? At %(account)s that is not clear.") % said)
    return " ".join(questions)


def _answers(known: str, name: str) -> bool:
    return f" {fold(known)}".find(f" {fold(name)}") >= 0


def _people(name: str, context: Context) -> list[tuple[str, str]]:
    exact = [(key, known) for key, known in context.people if fold(known) == fold(name)]
    return exact or [(key, known) for key, known in context.people if _answers(known, name)]


def _named(found: Understood, context: Context | None) -> str:
    """The names as typed, or as the account knows them."""
    if context is None:
        return ", ".join(found.names)
    person = _person(found, context)
    return next((known for key, known in context.people if key == person), "") or context.account


def _person(found: Understood, context: Context) -> str:
    """The key of the person that is meant; empty where it is the account, or nobody in particular."""
    for name in found.names:
        if not _answers(context.account, name) and len(people := _people(name, context)) == 1:
            return people[0][0]
    return ""


def _values(found: Understood, context: Context | None) -> Mapping[str, str]:
    """The other fields, as far as the sentence says something of them."""
    given = {
        "kind": found.kind.value if found.kind else "",
        "person_id": _person(found, context) if context else "",
        "on": found.on.isoformat() if found.dated else "",
        "minutes": "" if found.minutes is None else str(found.minutes),
        "note": found.note,
    }
    return {name: text for name, text in given.items() if text}


JOBS = jobs(
    FormJob("log_anybody", N_("Log in one line"), lambda c: [sentence_entry()], _log_sentence, draft_of=DraftOf.JOB)
)
"""The jobs of this subject, by name."""
