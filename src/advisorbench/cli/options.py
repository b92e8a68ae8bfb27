"""What the commands share: numbers, money and words as they are typed, and from names to what is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisorbench.cli.main import Run
from advisorbench.domain.errors import Ambiguous, FieldErrors, FileError, NotFound
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.text import clean_line, fold
from advisorbench.i18n import N_, _, decimal_mark

if TYPE_CHECKING:
    from pathlib import Path

    from advisorbench.domain.views import Brief
    from advisorbench.services import Services
    from advisorbench.services.names import PersonRef

T = TypeVar("T")
S = TypeVar("S", bound=StrEnum)

MOST_BYTES = 1_000_000
"""The longest text that is read from a file; what is kept of it is shorter still."""
ON = click.option("--on", help=N_("When; today if left out."))
ACCOUNT = click.option("--account", help=N_("Where the person works, if the name is not enough."))
ALL = click.option("--all", "everything", is_flag=True, help=N_("Also those that have ended."))


class WordChoice(click.Choice[S]):
    """A word of the trade, typed with hyphens for blanks: “off-track”, “no-decision”.

    Args:
        words: Those that may be typed.
        also: Other words for some of them.
    """

    def __init__(self, words: Iterable[S], also: dict[str, S] | None = None) -> None:
        super().__init__(words)
        self.also = also or {}

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        """A word, or what was typed, as they are compared."""
        text = choice.value if isinstance(choice, StrEnum) else str(choice)
        if text in self.also:
            text = self.also[text].value
        return text.removeprefix("a ").replace(" ", "-")


class Number(click.ParamType[float]):
    """A number as people type it: 8,5 or 8.5, 1.210,50 or 1,210.50; never guessed."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number that was typed."""
        if isinstance(value, float):
            return value
        try:
            return number(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class NumberFor(click.ParamType[tuple[str, float]]):
    """“WHAT=NUMBER”."""

    name = "what=number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        """What was named, and its number."""
        if isinstance(value, tuple):
            return value
        what, sign, text = str(value).rpartition("=")
        if not sign or not what.strip():
            self.fail(_("write WHAT=NUMBER, not “%(text)s”") % {"text": value}, param, ctx)
        return what, NUMBER.convert(text, param, ctx)


NUMBER = Number()
PAIR = NumberFor()


def number(text: str) -> float:
    """A typed number.

    Raises:
        ValueError: It is none, or can be read in two ways; in words for the user.
    """
    from advisorbench.domain.language.amounts import parse_number

    return _parsed(parse_number, text)


def _parsed(parse: Callable[[str, str | None], T], text: str) -> T:
    try:
        return parse(text, decimal_mark() or None)
    except ValueError as error:
        try:
            parse(text, ".")
        except ValueError:
            raise error from None
        remedy = _("Leave out the sign that parts thousands, or type two decimals.")
        raise ValueError(f"{error} {remedy}") from error


def money(name: str, text: str | None, currency: str, cents: str = "amount_cents") -> dict[str, Any]:
    """A typed amount as the fields that keep it.

    Args:
        name: What the option is called, for what is said of it.
        text: What was typed; ``None`` leaves the amount unknown.
        currency: The one where none was typed.
        cents: The field of the amount.

    Raises:
        FieldErrors: It is no amount, or can be read in two ways.
    """
    if text is None:
        return {"currency": currency}
    from advisorbench.domain.language.amounts import parse_money

    try:
        found, shown_as = _parsed(parse_money, text)
    except ValueError as error:
        raise FieldErrors({name: str(error)}) from error
    return {cents: found, "currency": shown_as or currency}


def given(**values: Any) -> dict[str, Any]:
    """The options that were given."""
    return {name: value for name, value in values.items() if value is not None}


class NamedAccount:
    """An account that was named; what is known of it is read when it is needed.

    Args:
        services: The use cases.
        id: Its key.
        name: Its name.
    """

    def __init__(self, services: Services, id: str, name: str) -> None:
        self.services = services
        self.id = id
        self.name = name

    @cached_property
    def brief(self) -> Brief:
        """How it stands today."""
        return self.services.accounts.brief(self.id)

    @property
    def facts(self) -> AccountFacts:
        """What is known of it."""
        return self.brief.facts

    @property
    def on(self) -> date:
        """Today."""
        return self.services.clock.today()

    def person(self, text: str) -> PersonRef:
        """The one person there whose name begins so.

        Raises:
            NotFound: Nobody who works there does.
            Ambiguous: More than one does.
        """
        try:
            return self.services.names.person(text, self.name)
        except NotFound:
            raise NotFound(
                _("Nobody at %(account)s is called “%(name)s”.") % {"account": self.name, "name": clean_line(text)},
                _("Somebody new there is added with “advisorbench person add”."),
            ) from None

    def person_id(self, text: str | None) -> str | None:
        """The key of that person; nothing where nobody was named."""
        return self.person(text).id if text else None

    def objective_id(self, text: str | None) -> str | None:
        """The key of the objective that begins so; nothing where none was named."""
        return pick(self.facts.objectives, text, lambda objective: objective.wording).id if text else None


def at(run: Run, account: str) -> NamedAccount:
    """The one account whose name begins so.

    Raises:
        NotFound: None does.
        Ambiguous: More than one does.
    """
    services = run.services()
    return NamedAccount(services, *services.names.account(account))


def each_account(run: Run, account: str | None) -> list[AccountFacts]:
    """What is known of the account that is named, or of every account, by name."""
    if account:
        return [at(run, account).facts]
    return sorted(
        run.services().accounts.book_view().facts, key=lambda facts: (fold(facts.account.name), facts.account.id)
    )


def pick(
    things: Iterable[T], text: str, words: Callable[[T], str], may: Callable[[T], bool] = lambda _thing: True
) -> T:
    """The one of these things whose words begin so, or whose key it is.

    Args:
        things: Those there are.
        text: What was typed; nothing is enough where there is only one.
        words: What a thing is called.
        may: Those with which it can be done; the others are looked at where none of these answers, so that the
            service can say why it refuses.

    Raises:
        NotFound: None does.
        Ambiguous: More than one does; they are listed.
    """
    every = list(things)
    wanted = fold(clean_line(text))
    matching = _beginning([thing for thing in every if may(thing)], wanted, words) or _beginning(every, wanted, words)
    if not matching:
        if not every:
            raise NotFound(_("Nothing of this kind is noted there."), _("Add it first: “add --help” lists the kinds."))
        raise NotFound(
            _("Nothing there begins with “%(text)s”.") % {"text": clean_line(text)},
            _("Type its first words, as the lists print them."),
        )
    if len(matching) > 1:
        many = _("More than one begins with “%(text)s”.") if wanted else _("There are several; say which one.")
        raise Ambiguous(
            many % {"text": clean_line(text)} if wanted else many,
            tuple(map(words, matching)),
            _("Type more of it, or its id as --json prints it."),
        )
    return matching[0]


def _beginning(things: Sequence[T], wanted: str, words: Callable[[T], str]) -> list[T]:
    """Those of this key, else called exactly so, else beginning so, else with a word that begins so."""
    called = [(fold(words(thing)), thing) for thing in things]
    for found in (
        [thing for thing in things if getattr(thing, "id", None) == wanted],
        [thing for name, thing in called if name == wanted],
        [thing for name, thing in called if name.startswith(wanted)],
        [thing for name, thing in called if f" {wanted}" in name],
    ):
        if found:
            return found
    return []


def as_data(facts: AccountFacts, thing: Any, **more: Any) -> dict[str, Any]:
    """A fact of an account as JSON gives it: its fields, and the account beside them."""
    return {"account": facts.account.name, "account_id": facts.account.id, **thing._asdict(), **more}


def text_of(path: Path) -> str:
    """The text of a file that somebody wrote.

    Raises:
        FileError: It cannot be read, or is no text.
    """
    from advisorbench.exchange.encoding import file_name, regular_size, surveyed

    if regular_size(path) > MOST_BYTES:
        raise FileError(_("%(name)s is too long.") % {"name": file_name(path)}, _("Name a shorter text."))
    with surveyed(path) as (_survey, text):
        return text.read()
