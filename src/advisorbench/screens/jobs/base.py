"""What a job is: what a command does when it needs an answer, most often one question in a form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from advisorbench.commands import Subject
from advisorbench.domain.errors import BenchError, FieldErrors, Refused
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.language.money import say_number
from advisorbench.domain.records.states import label
from advisorbench.domain.rules import Rules
from advisorbench.domain.views import Brief
from advisorbench.drafts import DraftName
from advisorbench.i18n import _
from advisorbench.screens.dialogs.form_field import FormField, Values

if TYPE_CHECKING:
    from advisorbench.screens.base import BenchScreen
    from advisorbench.screens.dialogs.form import Aside, Form
    from advisorbench.services import Services

Job = Callable[["BenchScreen", Subject], Awaitable[bool]]
"""What a command does on a screen about a subject; tells whether anything changed. May raise a `BenchError`."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a form is about.

    Args:
        subject: What the cursor stands on.
        today: The seller's day.
        rules: The numbers of the method.
        at: The account, where it is about one.
        found: What the job gathered first.
    """

    subject: Subject
    today: date
    rules: Rules
    at: Brief | None = None
    found: Any = None

    @property
    def brief(self) -> Brief:
        """The account.

        Raises:
            Refused: It is about none.
        """
        if self.at is None:
            raise Refused(_("No account is selected."))
        return self.at

    @property
    def currency(self) -> str:
        """The currency of amounts typed without one."""
        return self.rules.currency

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


class DraftOf(Enum):
    """What a draft is kept of, so that what was typed of one is not offered for another."""

    NOTHING = auto()
    """No draft is kept."""
    JOB = auto()
    ACCOUNT = auto()
    PERSON = auto()
    THING = auto()
    EVENT = auto()

    def name_for(self, job: str, subject: Subject) -> DraftName | None:
        """Under which name a job keeps what is typed about a subject."""
        match self:
            case DraftOf.NOTHING:
                return None
            case DraftOf.JOB:
                return DraftName(job)
            case DraftOf.ACCOUNT:
                return DraftName(job, subject.account_id)
            case DraftOf.PERSON:
                return DraftName(job, subject.account_id, subject.person_id or "")
            case DraftOf.THING:
                return DraftName(job, subject.account_id, subject.subject_id or "")
            case DraftOf.EVENT:
                return DraftName(job, about=subject.thing.id)

    def subject_of(self, name: DraftName) -> Subject:
        """What a draft of this name is about."""
        about = name.about or None
        if self is DraftOf.PERSON:
            return Subject(name.account_id, about)
        return Subject(name.account_id, subject_id=about)


class Saved(NamedTuple):
    """What to tell of what was saved, and the key of the row to which the cursor goes then."""

    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class FormJob:
    """One question in a form, and the use case that its answer goes to.

    Args:
        name: The name of its command.
        title: What is asked; as a marked text it may hold ``%(account)s``, the account's name.
        entries: Makes the form's fields; raises `Refused` where the job makes no sense now. Where there are none,
            nothing is asked and it is saved at once.
        save: Gives the answer to a use case and tells what was saved.
        gather: Reads what the form needs beyond the brief; runs in a thread.
        aside: Makes what stands beside the fields.
        draft_of: What a draft of it is kept of.
        shows: The text of what was saved that is for somebody else: it is copied, and shown for those whose terminal
            has no clipboard.
    """

    name: str
    title: str | Callable[[Context], str]
    entries: Callable[[Context], list[FormField]]
    save: Callable[[Services, Context, Values], str | Saved]
    gather: Callable[[Services, Subject], Any] | None = None
    aside: Callable[[Context], Aside] | None = None
    draft_of: DraftOf = DraftOf.ACCOUNT
    shows: Callable[[Values], str] | None = None

    async def __call__(self, screen: BenchScreen, subject: Subject) -> bool:
        """Ask, save, tell; true when it was saved.

        Raises:
            BenchError: It cannot be asked, or saved without a question.
        """
        context = await screen.in_thread(partial(self._context, subject, screen.workbench.today()))
        entries = self.entries(context)
        values: Values = {}
        if entries:
            answer = await self._ask(screen, self._form(screen, context, entries), context)
            if answer is None:
                return False
            saved, values = answer
        else:
            saved = await screen.in_thread(partial(self._save, context, values))
        text, screen.wanted = saved if isinstance(saved, Saved) else (saved, "")
        screen.tell(text)
        if self.shows and (letter := self.shows(values)):
            from advisorbench.screens.dialogs.letter import LetterScreen

            screen.app.copy_to_clipboard(letter)
            await screen.app.push_screen_wait(LetterScreen(letter))
        return True

    def _context(self, subject: Subject, today: date, services: Services) -> Context:
        brief = services.accounts.brief(subject.account_id) if subject.account_id else None
        found = self.gather(services, subject) if self.gather else None
        return Context(subject, today, services.rules, brief, found)

    def _form(self, screen: BenchScreen, context: Context, entries: list[FormField]) -> Form:
        from advisorbench.screens.dialogs.form import Form

        if isinstance(self.title, str):
            title = _(self.title) % {"account": context.account if context.at else ""}
        else:
            title = self.title(context)
        draft = self.draft_of.name_for(self.name, context.subject)
        return Form(
            title, entries, context.today, draft=str(draft or ""), drafts=screen.workbench.drafts,
            aside=self.aside(context) if self.aside else None,
        )  # fmt: skip

    def _save(self, context: Context, values: Values, services: Services) -> str | Saved:
        return self.save(services, context, values)

    async def _ask(self, screen: BenchScreen, form: Form, context: Context) -> tuple[str | Saved, Values] | None:
        """Show a form until it is saved or left; what the book refuses is said in the form, with the text kept."""
        if screen.app.screen is not screen:
            return None  # a second key was pressed before the first one's form was there
        while True:
            values = await screen.app.push_screen_wait(form)
            if values is None:
                return None
            try:
                saved = await screen.in_thread(partial(self._save, context, dict(values)))
            except FieldErrors as error:
                form = form.again(error.errors)
            except BenchError as error:
                form = form.again({"": str(error)})
            else:
                form.saved()
                return saved, values


def jobs(*forms: FormJob, **others: Job) -> dict[str, Job]:
    """Jobs by the name of their command."""
    return {form.name: form for form in forms} | others


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
