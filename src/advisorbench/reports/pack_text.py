"""The review pack in sentences, as plain text: once for every format it is written in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from advisorbench.domain.dates import say_day_long, say_day_year
from advisorbench.domain.money import say_about, say_measure, say_money, say_number
from advisorbench.domain.pack import AHEAD_DAYS, Pack, PackIdea, PackObjective, PackOutcome, PackSum, Plan
from advisorbench.domain.text import shown
from advisorbench.domain.words import IdeaState, Side, label
from advisorbench.i18n import _, ngettext

UNKNOWN = "–"

# --- the sentences, in plain text -----------------------------------------------------------------------------


def _percent(share: float) -> str:
    """A share in whole per cent; 0 and 100 are said only of nothing and of all."""
    whole = round(share * 100)
    return _("%(share)d %%") % {"share": min(max(whole, 1), 99) if 0 < share < 1 else whole}


def title(pack: Pack) -> str:
    """What the document is called: whose review, and of which day."""
    return _("Optimisation review: %(account)s") % {"account": pack.account}


def _about(pack: Pack) -> str:
    """When the review was, since when, and as of which day everything stands."""
    days = [
        (_("Review of %(day)s."), pack.held_on),
        (_("The review before it: %(day)s."), pack.since),
        (_("Everything as it stood on %(day)s."), pack.on if pack.on != pack.held_on else None),
    ]
    return " ".join(said % {"day": say_day_long(day)} for said, day in days if day)


def _sum(total: PackSum) -> str:
    """What a sum is made of."""
    said = ngettext("over %(n)d confirmed outcome", "over %(n)d confirmed outcomes", total.count) % {"n": total.count}
    if not total.new_cents:
        return said
    new = {"sum": said, "new": say_money(total.new_cents, total.currency, total.period)}
    return _("%(sum)s, of which %(new)s since the previous review") % new


def _worth(cents: int | None, money: str, number: float | None, measure: str) -> str:
    """An amount, a measured value, both, or a dash."""
    return " · ".join([*([money] if cents is not None else []), *([measure] if number is not None else [])]) or UNKNOWN


def _brought(outcome: PackOutcome) -> str:
    money = say_money(outcome.amount_cents, outcome.currency, outcome.period)
    return _worth(outcome.amount_cents, money, outcome.measure, say_measure(outcome.measure, outcome.unit))


def _confirmed(outcome: PackOutcome) -> str:
    """Who confirmed an outcome and when; whether that is news."""
    day = say_day_year(outcome.verified_on) if outcome.verified_on else UNKNOWN
    said = _("%(person)s, %(day)s") % {"person": outcome.verified_by or UNKNOWN, "day": day}
    return _("%(said)s (new)") % {"said": said} if outcome.new else said


def _figures(objective: PackObjective) -> list[tuple[str, str]]:
    """The four figures of an objective, each with what it is."""
    values = (objective.baseline, objective.now, objective.target, objective.maximum)
    names = (_("At the start"), _("Now"), _("Agreed target"), _("Maximum attainable"))
    return [
        (name, say_measure(value, objective.unit if value is not None else ""))
        for name, value in zip(names, values, strict=True)
    ]


def _metric(objective: PackObjective) -> str:
    """What is measured, the state, and by when."""
    said = [objective.metric, label(objective.state)]
    if objective.due_on:
        said.append(_("by %(day)s") % {"day": say_day_year(objective.due_on)})
    return " · ".join(part for part in said if part)


def _standing(objective: PackObjective, pack: Pack) -> list[tuple[str, str]]:
    """How far an objective is: against the plan, to the maximum attainable, since the previous review."""
    share = _percent(objective.share) if objective.share is not None else _("not known yet")
    since = _("Since the previous review") if pack.since else _("Since the start")
    return [
        (_("Delivered against plan"), _plan(objective, pack)),
        (_("Way to the maximum"), share),
        (since, _moved(objective)),
    ]


def _plan(objective: PackObjective, pack: Pack) -> str:
    if objective.plan is Plan.REACHED:
        return _("the agreed target is reached")
    if objective.plan is Plan.UNKNOWN:
        return _("not known yet: nothing measured") if objective.now is None else _("no target agreed yet")
    ends = {"now": say_number(objective.now), "target": say_measure(objective.target, objective.unit)}
    said = _("still to go from %(now)s to %(target)s") % ends
    if objective.plan is Plan.WORSE:
        said = _("further from the agreed target than at the start; %(left)s") % {"left": said}
    elif objective.plan_share is not None:
        way = {"share": _percent(objective.plan_share), "left": said}
        said = _("%(share)s of the way to the agreed target; %(left)s") % way
    if objective.due_on and objective.due_on < pack.on:
        return _("%(said)s; it was due on %(day)s") % {"said": said, "day": say_day_year(objective.due_on)}
    return said


def _moved(objective: PackObjective) -> str:
    moved, newest = objective.moved, objective.measured_on
    if not newest:
        return UNKNOWN
    now, day = say_measure(moved.now, objective.unit), say_day_year(newest)
    said = {"before": say_number(moved.before), "now": now, "day": day}
    if not objective.measured_since:
        return _("not measured since; last on %(day)s") % said
    if moved.before is None:
        return _("measured for the first time, on %(day)s") % said
    if moved.better is None:
        return _("unchanged, measured on %(day)s") % said
    if moved.better:
        return _("better, from %(before)s to %(now)s, measured on %(day)s") % said
    return _("worse, from %(before)s to %(now)s, measured on %(day)s") % said


def _gap(pack: Pack) -> list[str]:
    """What is still attainable: the share, the money, and what is not known."""
    gap, said = pack.gap, []
    if gap.share is not None:
        one = _("%(share)s of the way to the maximum attainable is still ahead, for one objective.")
        more = _("On average %(share)s of the way to the maximum attainable is still ahead, over %(n)d objectives.")
        said.append((one if gap.count == 1 else more) % {"share": _percent(gap.share), "n": gap.count})
    if gap.money:
        money = " + ".join(say_about(cents, currency) for currency, cents in gap.money)
        one, more = _("In money: %(sum)s, for one objective."), _("In money: %(sum)s, over %(n)d objectives.")
        said.append((one if gap.money_count == 1 else more) % {"sum": money, "n": gap.money_count})
    if pack.unmeasured:
        said.append(_("Not counted here, as a figure is not known yet: %(n)d.") % {"n": pack.unmeasured})
    return said or [_("There is no agreed objective that is still running.")]


def _expected(idea: PackIdea) -> str:
    money = say_money(idea.amount_cents, idea.currency)
    return _worth(idea.amount_cents, money, idea.effect, say_measure(idea.effect, idea.unit))


def _who(side: Side | None) -> str:
    """Who acts, as we say it to the customer."""
    return {Side.US: _("we"), Side.CUSTOMER: _("you")}[side] if side else UNKNOWN


def _ahead(pack: Pack) -> list[tuple[str, str, str]]:
    """What the next days hold: what, by when, and who acts."""
    rows = []
    for promise in pack.promises:
        when = say_day_year(promise.due_on)
        rows.append((promise.what, _("%(day)s, overdue") % {"day": when} if promise.overdue else when, _("we")))
    for objective in pack.falling_due:
        said = {"what": objective.wording, "target": say_measure(objective.target, objective.unit)}
        what = _("Objective: %(what)s, target %(target)s") if objective.target is not None else _("Objective: %(what)s")
        rows.append((what % said, say_day_year(objective.due_on or pack.until), _("together")))
    for idea in pack.ideas:
        if idea.state is IdeaState.ACCEPTED:
            rows.append((_("Accepted idea: %(what)s") % {"what": idea.what}, _("no day yet"), _who(idea.side)))
    return rows


def _kept(pack: Pack) -> str:
    said = {"kept": pack.kept.on_time, "all": pack.kept.counted, "day": say_day_year(pack.kept_since)}
    if not pack.kept.counted:
        return _("Since %(day)s none of our promises to you was due.") % said
    return _("Of our promises to you since %(day)s, %(kept)d of %(all)d were kept on time.") % said


def _next(pack: Pack) -> str:
    if not pack.next_on:
        return _("The day is still to be chosen.")
    due, past = _("Due on %(day)s; the day is still to be chosen."), _("It was due on %(day)s; let us choose a day.")
    said = _("Planned on %(day)s.") if pack.next_planned else past if pack.next_on < pack.on else due
    return said % {"day": say_day_long(pack.next_on)}


# --- the document, in plain text, once for both ---------------------------------------------------------------


class Text(NamedTuple):
    """A heading of a level, or a paragraph where there is none."""

    text: str
    level: int = 0


class Pairs(NamedTuple):
    """Figures that stand out, each with what it is."""

    pairs: Sequence[tuple[str, str]]


class Table(NamedTuple):
    """Rows under the heads; the first cell names the row, an empty cell has nothing to say."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


class ObjectiveText(NamedTuple):
    """One objective: a bar from the start to the maximum attainable, its figures, and where it stands."""

    wording: str
    metric: str
    figures: Sequence[tuple[str, str]]
    standing: Sequence[tuple[str, str]]
    share: float | None
    target_share: float | None


Block = Text | Pairs | Table | ObjectiveText


def document(pack: Pack) -> Iterator[Block]:
    """What the document says, in its order."""
    yield Text(title(pack), 1)
    yield Text(_about(pack))
    yield Text(_("What it has brought"), 2)
    yield Pairs([(say_money(total.cents, total.currency, total.period).strip(), _sum(total)) for total in pack.sums])
    if pack.outcomes:
        said = _("Confirmed by people at %(account)s; what is new was confirmed since the previous review.")
        yield Text((said if pack.since else _("Confirmed by people at %(account)s.")) % {"account": pack.account})
        names = (_("Outcome"), _("Brought"), _("Confirmed by"), _("Evidence"))
        yield Table(names, [(o.what, _brought(o), _confirmed(o), o.evidence) for o in pack.outcomes])
    else:
        yield Text(_("Nothing has been confirmed yet."))
    if pack.to_confirm:
        yield Text(_("To be confirmed"), 3)
        yield Text(_("Not in the sums until one of you confirms it."))
        yield Table((_("Outcome"), _("Brought")), [(o.what, _brought(o)) for o in pack.to_confirm])
    yield Text(_("Objectives"), 2)
    if not pack.objectives:
        yield Text(_("No objective has been agreed yet."))
    for o in pack.objectives:
        yield ObjectiveText(o.wording, _metric(o), _figures(o), _standing(o, pack), o.share, o.target_share)
    yield Text(_("What is still attainable"), 2)
    yield Text(" ".join(_gap(pack)))
    if pack.ideas:
        yield Text(_("Ideas to close the gap"), 3)
        heads = (_("Idea"), _("Objective"), _("Expected"), _("Who acts"), _("State"))
        yield Table(heads, [(i.what, i.objective, _expected(i), _who(i.side), label(i.state)) for i in pack.ideas])
    yield Text(_("The next %(n)d days") % {"n": AHEAD_DAYS}, 2)
    if ahead := _ahead(pack):
        yield Table((_("What"), _("By when"), _("Who acts")), ahead)
    else:
        yield Text(_("Nothing is promised or falls due up to %(day)s.") % {"day": say_day_long(pack.until)})
    yield Text(_kept(pack))
    yield Text(_("Next review"), 2)
    yield Text(_next(pack))


def line(text: str) -> str:
    """One line that may be shown anywhere; a dash where there is nothing."""
    return shown(" ".join(text.split())) or UNKNOWN
