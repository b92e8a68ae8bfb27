"""What a job is: one question in a form, and the use case that its answer goes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from advisorbench.domain.errors import Refused
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.language.money import say_number
from advisorbench.domain.records.states import label
from advisorbench.domain.views import Brief
from advisorbench.i18n import _
from advisorbench.screens.dialogs.form_field import FormField, Values
from advisorbench.screens.jobs.focus import Subject

if TYPE_CHECKING:
    from advisorbench.screens.dialogs.form import Aside
    from advisorbench.services import Services


@dataclass(frozen=True, slots=True)
class Context:
    """What a form is about.

    Args:
        brief: The account.
        subject: What the cursor stands on.
        today: The seller's day.
        currency: The currency of amounts typed without one.
        found: What the job gathered first.
    """

    brief: Brief
    subject: Subject
    today: date
    currency: str
    found: Any = None

    @property
    def account_id(self) -> str:
        """The account's key."""
        return self.brief.facts.account.id

    @property
    def account(self) -> str:
        """The account's name."""
        return self.brief.facts.account.name

    @property
    def people(self) -> tuple[tuple[str, str], ...]:
        """Keys and names of the people there, the readiest first."""
        judged = [verdict.person for verdict in self.brief.verdicts]
        return tuple((person.id, person.name) for person in judged or self.brief.facts.people)

    def day(self, day: date) -> str:
        """A day in words."""
        return say_day(day, self.today)


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do with a form.

    Args:
        title: What is asked; ``%(account)s`` stands for the account's name.
        entries: Makes the form's fields; raises `Refused` where the job makes no sense now.
        save: Gives the answer to a use case and tells what was saved.
        gather: Reads what the form needs beyond the brief; runs in a thread.
        aside: Makes what stands beside the fields.
        of_thing: Whether it is about the selected thing, so that what was typed of one is not offered for another.
        shows: The text of what was saved that is for somebody else: it is copied, and shown for those whose terminal
            has no clipboard.
    """

    title: Callable[[Context], str]
    entries: Callable[[Context], list[FormField]]
    save: Callable[[Services, Context, Values], str]
    gather: Callable[[Services, Subject], Any] | None = None
    aside: Callable[[Context], Aside] | None = None
    of_thing: bool = False
    shows: Callable[[Values], str] | None = None


CHOOSE = ("", "…")
"""Stands first where nothing may be chosen by itself."""


def words(kind: type[StrEnum], *, unknown: str = "") -> tuple[tuple[str, str], ...]:
    """The choices of an enum; with `unknown` one more, first, for no value."""
    known = tuple((member.value, label(member)) for member in kind)
    return ((("", unknown),) if unknown else ()) + known


def people(context: Context, *, nobody: str = "") -> tuple[tuple[str, str], ...]:
    """The people of the account as choices; with `nobody` one more, first, for none of them.

    Raises:
        Refused: There is nobody to choose.
    """
    known = context.people
    if not known and not nobody:
        raise Refused(
            _("Nobody is known at %(account)s yet.") % {"account": context.account}, _("Press c to add a person.")
        )
    return ((("", nobody),) if nobody else ()) + known


def person_entry(context: Context, title: str, *, nobody: str = "") -> FormField:
    """The choice of a person, the selected one first chosen."""
    return FormField(
        "person_id", title, "choice", text=context.subject.person_id or "", choices=people(context, nobody=nobody)
    )


HAPPENED = frozenset(("on", "asked_on", "named_on", "received_on", "opened_on", "spotted_on", "held_on", "verified_on"))
"""The days of what has happened; those of what is planned go by other names."""


def day_entry(name: str, title: str, day: date | None, *, required: bool = True, hint: str = "") -> FormField:
    """A day, with the usual one filled in."""
    text = day.isoformat() if day else ""
    return FormField(name, title, "day", text=text, required=required, hint=hint, past=name in HAPPENED)


def plain(value: float | None) -> str:
    """A number as it may be typed: no marks between thousands."""
    return "" if value is None else say_number(value).replace(say_number(1000.0)[1], "")


def plain_money(cents: int | None, currency: str) -> str:
    """An amount as it may be typed; nothing where none is known."""
    return "" if cents is None else f"{currency} {plain(cents / 100)}"


def split_money(values: Values, name: str, currency: str, cents: str = "amount_cents") -> None:
    """Turn a typed amount into cents and a currency, in place."""
    amount = values.pop(name)
    values[cents], values["currency"] = (None, currency) if amount is None else (amount[0], amount[1] or currency)


def none_if_empty(values: Values, *names: str) -> Values:
    """An empty choice is no value."""
    return values | {name: values[name] or None for name in names}
