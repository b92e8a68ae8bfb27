"""What is needed to hold a good review: everything since the last one, and an agenda drafted from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from advisorbench.domain.customers.cadence import due_after
from advisorbench.domain.customers.value import Movement, movement, running
from advisorbench.domain.language.dates import say_day, say_day_long
from advisorbench.domain.language.money import say_measure, say_money
from advisorbench.domain.language.templates import fill
from advisorbench.domain.records import facts as f
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import IdeaState, OutcomeState, SignalKind, label
from advisorbench.domain.rules import Rules
from advisorbench.i18n import N_, _

AGENDA = N_(
    "Review with $account, $day\n"
    "\n"
    "Since last time\n"
    "$promises\n"
    "\n"
    "Your objectives: where we stand, what is the most that is attainable\n"
    "$objectives\n"
    "\n"
    "What it has brought\n"
    "$outcomes\n"
    "\n"
    "What could close the gap\n"
    "$ideas\n"
    "\n"
    "What is in the way\n"
    "$issues\n"
    "\n"
    "Looking ahead\n"
    "$ahead"
)
"""The agenda that is drafted where the seller has none of their own; a paragraph with nothing to say is left out."""
PLACES = {
    "account": N_("the account's name"),
    "day": N_("the day of the review"),
    "people": N_("who will be there"),
    "promises": N_("promises kept since last time, and those still open"),
    "objectives": N_("objectives, with how they moved and their maximum"),
    "outcomes": N_("what was confirmed since, and what may be now"),
    "ideas": N_("ideas to close the gap"),
    "issues": N_("issues that are open"),
    "ahead": N_("the renewal, and the next review"),
}
"""What an agenda template may hold, each behind a ``$``, and what it becomes; all but the first two are lists."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """Everything that a review is prepared from.

    Args:
        facts: The account.
        review: The review that is planned.
        on: The day it is looked at.
        since: The last review held; ``None`` where none was.
        open: Promises of ours that are still open.
        closed: Promises closed since then.
        objectives: Those running, each with its movement since then.
        to_verify: Outcomes that nobody there has confirmed yet.
        verified: Outcomes confirmed since then.
        ideas: Ideas that are neither done nor rejected.
        issues: Issues that are open.
        signals: How satisfied they said to be since then, newest first; else the newest known.
        attending: Keys of the people who will be there.
        agenda: What was written already.
    """

    facts: AccountFacts
    review: f.Review
    on: date
    since: date | None
    open: tuple[f.Promise, ...]
    closed: tuple[f.Promise, ...]
    objectives: tuple[tuple[f.Objective, Movement], ...]
    to_verify: tuple[f.Outcome, ...]
    verified: tuple[f.Outcome, ...]
    ideas: tuple[f.Idea, ...]
    issues: tuple[f.Issue, ...]
    signals: tuple[f.Signal, ...]
    attending: frozenset[str] = frozenset()
    agenda: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """What came of a review, as it is written down while it is held.

    Args:
        attending: Keys of the people who were there; ``None`` leaves it at those who were to be there.
        measures: New values of objectives, by key.
        confirmed: Keys of the outcomes confirmed on the spot.
        confirmed_by: The person there who confirmed them.
        signal: How satisfied they said to be: NPS or a score, and its number.
        signal_by: Who said so; ``None`` speaks for the account.
        promises: What we promised, each with its day.
        ideas: Ideas put forward.
    """

    attending: tuple[str, ...] | None = None
    measures: Mapping[str, float] = field(default_factory=dict)
    confirmed: tuple[str, ...] = ()
    confirmed_by: str | None = None
    signal: tuple[SignalKind, int] | None = None
    signal_by: str | None = None
    promises: tuple[tuple[str, date], ...] = ()
    ideas: tuple[str, ...] = ()


def prepare(facts: AccountFacts, review: f.Review, on: date, attending: frozenset[str] = frozenset()) -> Preparation:
    """Gather what the review of an account is prepared from.

    What is owed to a referrer is left out: it is told to them, not talked about at the table.
    """
    since = max((r.held_on for r in facts.reviews if r.held_on and r.held_on <= on), default=None)
    after = since or date.min
    ours = [promise for promise in facts.promises if promise.referral_id is None]
    heard = sorted((s for s in facts.signals if s.on <= on), key=lambda s: (s.on, s.id), reverse=True)
    verified = [
        o for o in facts.outcomes if o.state_on(on) is OutcomeState.VERIFIED and (o.verified_on or o.on) > after
    ]
    return Preparation(
        facts=facts,
        review=review,
        on=on,
        since=since,
        open=tuple(sorted((p for p in ours if p.open_on(on)), key=lambda p: (p.due_on, p.id))),
        closed=tuple(
            sorted((p for p in ours if p.closed_on and after < p.closed_on <= on), key=lambda p: (p.closed_on, p.id))
        ),
        objectives=tuple((objective, movement(objective, since)) for objective in running(facts.objectives)),
        to_verify=tuple(o for o in facts.outcomes if o.claimed_on(on)),
        verified=tuple(verified),
        ideas=tuple(i for i in facts.ideas if i.state not in (IdeaState.DONE, IdeaState.REJECTED)),
        issues=tuple(i for i in facts.issues if i.open_on(on)),
        signals=tuple(s for s in heard if s.on > after) or tuple(heard[:1]),
        attending=attending,
        agenda=review.agenda,
    )


def draft_agenda(preparation: Preparation, template: str, rules: Rules) -> str:
    """An agenda from a template: each place filled in, paragraphs with nothing to say left out.

    Args:
        found: What was gathered.
        template: Text with places such as ``$objectives``; other dollar signs stay as they are.
        rules: The numbers of the method, for the day of the next review.
    """
    lists = {
        "people": [person.name for person in preparation.facts.people if person.id in preparation.attending],
        "promises": [
            *(f"{promise.what}: {label(promise.state)}" for promise in preparation.closed),
            *(f"{promise.what}: {say_day(promise.due_on, preparation.on)}" for promise in preparation.open),
        ],
        "objectives": [_objective(objective, moved) for objective, moved in preparation.objectives],
        "outcomes": [
            *(_outcome(outcome) for outcome in preparation.verified),
            *(
                _("%(what)s: may we note this as confirmed?") % {"what": _outcome(outcome)}
                for outcome in preparation.to_verify
            ),
        ],
        "ideas": [idea.what for idea in preparation.ideas],
        "issues": [issue.what for issue in preparation.issues],
        "ahead": _ahead(preparation, rules),
    }
    day = preparation.review.planned_on or preparation.on
    plain = {"account": preparation.facts.account.name, "day": say_day_long(day)}
    return fill(template, plain, lists)


def _objective(objective: f.Objective, moved: Movement) -> str:
    values = {
        "what": objective.wording,
        "before": say_measure(moved.before),
        "now": say_measure(moved.now, objective.unit),
        "maximum": say_measure(objective.maximum),
    }
    if moved.now is None:
        return _("%(what)s: where do we stand?") % values
    if moved.better is None:
        return _("%(what)s: now %(now)s, maximum attainable %(maximum)s") % values
    return _("%(what)s: from %(before)s to %(now)s, maximum attainable %(maximum)s") % values


def _outcome(outcome: f.Outcome) -> str:
    if outcome.amount_cents is None:
        return outcome.what
    return f"{outcome.what} ({say_money(outcome.amount_cents, outcome.currency, outcome.period)})"


def _ahead(found: Preparation, rules: Rules) -> list[str]:
    account, day = found.facts.account, found.review.planned_on or found.on
    lines = []
    if account.renewal_on and account.renewal_on >= found.on:
        lines.append(_("Renewal on %(day)s") % {"day": say_day_long(account.renewal_on)})
    lines.append(_("The next review: around %(day)s") % {"day": say_day_long(due_after(account, day, rules))})
    return lines
