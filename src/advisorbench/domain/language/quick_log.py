"""What was understood of a sentence, and what is to be asked, in the user's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from advisorbench.domain.days.quick_log import Question, QuestionKind, Understood
from advisorbench.domain.language.dates import say_day_year
from advisorbench.domain.records.states import label
from advisorbench.i18n import N_, _

QUESTION_TEXTS: Mapping[QuestionKind, str] = MappingProxyType(
    {
        QuestionKind.TOO_LONG: N_("That is too long for one sentence."),
        QuestionKind.WITH_WHOM: N_("With whom? Name an account or a person."),
        QuestionKind.WITH_WHICH: N_("With whom: %(choices)s?"),
        QuestionKind.HOW: N_("How was it? Write called, visited, met with, mailed, texted or review."),
        QuestionKind.WHICH_KIND: N_("What was it: %(choices)s? Log one at a time."),
        QuestionKind.PHONE_OR_VISIT: N_("By phone or in person? Write called, visited or met with."),
        QuestionKind.WHICH_MINUTES: N_("How many minutes: %(choices)s?"),
        QuestionKind.WHICH_DAY: N_("Which day: %(choices)s?"),
        QuestionKind.NAME_OR_DAY: N_("Is “%(choices)s” a name? If not, write the day first."),
        QuestionKind.DAY_OR_NOTE: N_("Was it “%(choices)s”, or is that part of the note? Put the day first."),
        QuestionKind.NOT_READ: "%(choices)s",
    }
)
"""The text of each question."""


def say_question(question: Question) -> str:
    """A question in words."""
    choices = ", ".join(_say_choice(choice) for choice in question.choices)
    return _(QUESTION_TEXTS[question.kind]) % {"choices": choices}


def _say_choice(choice: str | int | date) -> str:
    if isinstance(choice, date):
        return say_day_year(choice)
    return label(choice) if isinstance(choice, StrEnum) else str(choice)


def say_understood(understood: Understood, who: str) -> str:
    """What was understood, in one line, as it is echoed before or when it is saved."""
    word = understood.use or understood.kind
    parts = [
        label(word) if word else "",
        who,
        _("%(n)d min") % {"n": understood.minutes} if understood.minutes is not None else _("no time said"),
        say_day_year(understood.on),
        f"“{understood.note}”" if understood.note else "",
    ]
    return " · ".join(part for part in parts if part)
