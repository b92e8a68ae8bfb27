"""What a review is prepared from, as one column of text; and the agenda while it is held."""

from __future__ import annotations

from collections.abc import Iterator

from advisorbench.domain.customers.preparation import Preparation
from advisorbench.domain.customers.satisfaction import say_signal
from advisorbench.domain.customers.value import Movement
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.language.money import say_measure
from advisorbench.domain.records.facts import Objective
from advisorbench.domain.records.states import PromiseState, label
from advisorbench.domain.text import shown, shown_note
from advisorbench.i18n import _
from advisorbench.widgets.brief import outcome_parts
from advisorbench.widgets.detail import IDEA_SIGNS
from advisorbench.widgets.text_parts import Part, bar, hang, item, say_numbers, title


def preparation_parts(found: Preparation, width: int) -> Iterator[Part]:
    """Everything since the last review, most binding first: promises, objectives, value, ideas, what hurts, signals."""
    since = _("since the review of %(day)s") % {"day": say_day(found.since, found.on)} if found.since else ""
    yield (since or _("the first review with them"), "$muted")
    yield "\n"
    if found.facts.account.renewal_on:
        yield (
            _("Renewal %(day)s") % {"day": say_day(found.facts.account.renewal_on, found.on)} + "\n",
            "$text-warning",
        )
    yield from _promises(found, width)
    if found.objectives:
        yield from title(_("OBJECTIVES"))
    for objective, moved in found.objectives:
        yield from _objective(objective, moved, width)
    if found.to_verify:
        yield from title(_("TO HAVE CONFIRMED"))
    for outcome in found.to_verify:
        yield from outcome_parts(outcome, found.on, width)
    if found.verified:
        yield from title(_("CONFIRMED SINCE"))
    for outcome in found.verified:
        yield from outcome_parts(outcome, found.on, width)
    if found.ideas:
        yield from title(_("IDEAS"))
    for idea in found.ideas:
        yield from item(IDEA_SIGNS[idea.state], shown(idea.what), label(idea.state), width)
    if found.issues:
        yield from title(_("WHAT HURTS"))
    for issue in found.issues:
        about = f"{label(issue.severity)}, {say_day(issue.opened_on, found.on)}"
        yield from item(("!", "$text-error"), shown(issue.what), about, width)
    yield from _signals(found, width)


def _promises(found: Preparation, width: int) -> Iterator[Part]:
    if found.open or found.closed:
        yield from title(_("PROMISES"))
    for promise in found.open:
        late = promise.due_on < found.on
        due = _("due %(day)s") % {"day": say_day(promise.due_on, found.on)}
        style = "$text-error" if late else "$muted"
        yield from item(("!" if late else "○", style), shown(promise.what), due, width, style)
    for promise in found.closed:
        kept = promise.state is PromiseState.KEPT
        sign = ("✓", "$text-success") if kept else ("×", "$text-warning")
        about = f"{label(promise.state)} {say_day(promise.closed_on or promise.due_on, found.on)}"
        yield from item(sign, shown(promise.what), about, width)


def _objective(objective: Objective, moved: Movement, width: int) -> Iterator[Part]:
    yield f"{hang(shown(objective.wording), width, 0)}\n"
    drawn = list(bar(objective, min(width, 32)))
    yield from drawn
    if drawn:
        yield "\n"
    if numbers := say_numbers(objective):
        yield (f"{hang(numbers, width, 0)}\n", "$muted")
    if moved.better is not None:
        said = {"before": say_measure(moved.before), "now": say_measure(moved.now, shown(objective.unit))}
        style = "$text-success" if moved.better else "$text-error"
        sign, text = "▲" if moved.better else "▼", _("%(before)s → %(now)s") % said
        yield (f"{sign} {text}\n", style)


def _signals(found: Preparation, width: int) -> Iterator[Part]:
    if found.signals:
        yield from title(_("HOW SATISFIED"))
    for signal in found.signals:
        who = found.facts.person_name(signal.person_id)
        said = " · ".join(filter(None, (say_signal(signal), shown(who), say_day(signal.on, found.on))))
        yield f"{hang(said, width, 0)}\n"
        if signal.note:
            yield (f"“{hang(shown(signal.note), width, 0)}”\n", "$muted")


def talk_parts(found: Preparation, width: int) -> Iterator[Part]:
    """What one wants in sight while the review is held: the agenda, then what it was prepared from."""
    if found.agenda:
        yield from title(_("AGENDA"))
        yield shown_note(found.agenda) + "\n\n"
    yield from preparation_parts(found, width)
