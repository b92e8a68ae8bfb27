"""What a forecast is made from: the seller's own log of asks, names and initiatives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class AskEntry:
    """An ask that was made.

    Args:
        id: Its key; names refer to it.
        asked_on: The day.
        answered_on: The day of a yes or no; ``None`` while it waits.
        yes: What was answered; means nothing before the answer.
    """

    id: str
    asked_on: date
    answered_on: date | None = None
    yes: bool = False


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name that was given, with the day of each stage it reached.

    Args:
        named_on: The day.
        ask_id: The ask that it answered; ``None`` where it came unasked.
        introduced_on: The day of the introduction.
        met_on: The day of the first meeting.
        buying_on: The day on which they began to buy.
        customer_on: The day on which they became a customer.
        ended_on: The day on which it ended without one.
    """

    named_on: date
    ask_id: str | None = None
    introduced_on: date | None = None
    met_on: date | None = None
    buying_on: date | None = None
    customer_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class InitiativeEntry:
    """A sales initiative.

    Args:
        opened_on: The day.
        closed_on: The day of its end; ``None`` while it is open.
        won: Whether it ended with a sale; means nothing before the end.
        amount_cents: What it is or was worth, in cents of `currency`; ``None`` where nobody noted it.
        currency: ISO 4217.
    """

    opened_on: date
    closed_on: date | None = None
    won: bool = False
    amount_cents: int | None = None
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Log:
    """The log up to a day; what is dated later is not looked at.

    Args:
        began_on: The first day of which the book knows anything.
        asks: The asks made.
        names: The names given.
        initiatives: The initiatives.
    """

    began_on: date
    asks: tuple[AskEntry, ...] = ()
    names: tuple[NameEntry, ...] = ()
    initiatives: tuple[InitiativeEntry, ...] = ()

    def weeks(self, on: date) -> int:
        """How many whole weeks the log spans on a day."""
        return max(0, (on - self.began_on).days // 7)


@dataclass(frozen=True, slots=True)
class Stay:
    """One item at one stage.

    Args:
        stage: Where.
        entered_on: Since when.
        left_on: The day it left; ``None`` while it is there.
        exit: By which exit it left.
        amount_cents: What it is worth, for initiatives.
    """

    stage: str
    entered_on: date
    left_on: date | None = None
    exit: str | None = None
    amount_cents: int | None = field(default=None, compare=False)


def referral_stays(log: Log, on: date) -> list[Stay]:
    """Every stay of the referral chain that had begun on a day, as it was known then."""
    first_name: dict[str, date] = {}
    for name in log.names:
        if name.ask_id is not None and name.named_on <= on:
            first_name[name.ask_id] = min(name.named_on, first_name.get(name.ask_id, name.named_on))
    stays: list[Stay] = []
    for ask in log.asks:
        if ask.asked_on <= on:
            stays += _ask_stays(ask, first_name.get(ask.id), on)
    for name in log.names:
        if name.named_on <= on:
            stays += _name_stays(name, on)
    return stays


def _ask_stays(ask: AskEntry, named_on: date | None, on: date) -> Iterator[Stay]:
    answered_on, yes = ask.answered_on, ask.yes
    if named_on is not None and (answered_on is None or answered_on > named_on):
        answered_on, yes = named_on, True  # a name is a yes, whether anybody noted the answer or not
    if answered_on is None or answered_on > on:
        yield Stay("asked", ask.asked_on)
        return
    answered_on = max(answered_on, ask.asked_on)
    if named_on is None and not yes:
        yield Stay("asked", ask.asked_on, answered_on, "no")
        return
    yield Stay("asked", ask.asked_on, answered_on, "yes")
    yield Stay("yes", answered_on, max(named_on, answered_on), "named") if named_on else Stay("yes", answered_on)


def _name_stays(name: NameEntry, on: date) -> Iterator[Stay]:
    """From stage to stage: a stage that was skipped was passed, and no stage is reached before the one below it."""
    reached = [
        (stage, day)
        for stage, day in (
            ("introduced", name.introduced_on), ("met", name.met_on), ("buying", name.buying_on),
            ("customer", name.customer_on),
        )
        if day is not None and day <= on
    ]  # fmt: skip
    here, since = "named", name.named_on
    for stage, day in reached:
        day = max(day, since)
        for passed in _passed(here, stage):
            yield Stay(here, since, day, passed)
            here, since = passed, day
    if here == "customer":
        return
    if name.ended_on is not None and name.ended_on <= on:
        yield Stay(here, since, max(name.ended_on, since), "ended")
    else:
        yield Stay(here, since)


_CHAIN = ("named", "introduced", "met", "buying", "customer")


def _passed(here: str, to: str) -> tuple[str, ...]:
    """The stages on the way; from *met* somebody may become a customer without *buying* in between."""
    way = _CHAIN[_CHAIN.index(here) + 1 : _CHAIN.index(to) + 1]
    return tuple(stage for stage in way if stage != "buying" or to == "buying")


def initiative_stays(initiatives: tuple[InitiativeEntry, ...], on: date) -> list[Stay]:
    """The stay of every initiative that had been opened on a day, as it was known then."""
    stays = []
    for deal in initiatives:
        if deal.opened_on > on:
            continue
        if deal.closed_on is None or deal.closed_on > on:
            stays.append(Stay("open", deal.opened_on, amount_cents=deal.amount_cents))
        else:
            left_on, way = max(deal.closed_on, deal.opened_on), "won" if deal.won else "no-go"
            stays.append(Stay("open", deal.opened_on, left_on, way, deal.amount_cents))
    return stays
