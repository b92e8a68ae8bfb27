"""The review pack for the customer: what it says, once for every format that it is written in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from advisorbench.domain.customers.review_pack import (
    AHEAD_DAYS,
    Pack,
    PackIdea,
    PackObjective,
    PackOutcome,
    PackSum,
    TargetProgress,
)
from advisorbench.domain.language.dates import say_day_long, say_day_year
from advisorbench.domain.language.money import say_about, say_measure, say_money, say_number
from advisorbench.domain.records.states import IdeaState, Period, Side, label
from advisorbench.i18n import _, ngettext
from advisorbench.reports.document import (
    Bar,
    Block,
    Column,
    Document,
    KeyFigures,
    Measured,
    Money,
    Section,
    Table,
    Text,
    Value,
    ValueKind,
    Way,
)
from advisorbench.reports.render import ReportFormat, render
from advisorbench.reports.values import UNKNOWN, say_percent


def written(pack: Pack, form: ReportFormat) -> bytes:
    """The pack as a file.

    Raises:
        BenchError: It cannot be made in this format here.
    """
    return render(document(pack), form, on=pack.on, data=data(pack))


def data(pack: Pack) -> dict[str, Any]:
    """What the pack holds, for programs: amounts in whole cents, shares from 0 to 1."""
    money = [{"currency": currency, "cents": cents} for currency, cents in pack.gap.money]
    fields = asdict(pack)
    fields["kept"], fields["kept_since"] = fields.pop("promises_kept")._asdict(), fields.pop("promises_since")
    return fields | {"gap": fields["gap"] | {"money": money}}


def document(pack: Pack) -> Document:
    """What the pack says, in its order."""
    sections = [
        Section(_("What it has brought"), list(_brought(pack))),
        Section(_("Objectives"), list(_objectives(pack))),
        Section(_("What is still attainable"), list(_attainable(pack))),
        Section(_("The next %(n)d days") % {"n": AHEAD_DAYS}, list(_ahead(pack))),
        Section(_("Next review"), [Text(_next(pack))]),
    ]
    title = _("Optimisation review: %(account)s") % {"account": pack.account}
    return Document(title, _about(pack), sections)


# --- the sections ---------------------------------------------------------------------------------------------


def _brought(pack: Pack) -> Iterator[Block]:
    if pack.sums:
        yield KeyFigures([(Money(total.cents, total.currency, total.period), _sum(total)) for total in pack.sums])
    if not pack.outcomes:
        yield Text(_("Nothing has been confirmed yet."))
    else:
        said = _("Confirmed by people at %(account)s; what is new was confirmed since the previous review.")
        yield Text((said if pack.since else _("Confirmed by people at %(account)s.")) % {"account": pack.account})
        confirmed = _("Confirmed by")
        columns = [
            *_gained(),
            Column(_("Person"), ValueKind.TEXT, confirmed),
            Column(_("Day"), ValueKind.DAY, confirmed),
            Column(_("Since the previous review"), ValueKind.TEXT, confirmed),
            Column(_("Evidence")),
        ]
        yield Table(columns, [[*_gain(o), *_confirmed(o), o.evidence] for o in pack.outcomes])
    if pack.to_confirm:
        yield Text(_("To be confirmed"), 3)
        yield Text(_("Not in the sums until one of you confirms it."))
        yield Table(_gained(), [_gain(outcome) for outcome in pack.to_confirm])


def _objectives(pack: Pack) -> Iterator[Block]:
    if not pack.objectives:
        yield Text(_("No objective has been agreed yet."))
    for o in pack.objectives:
        about = " · ".join(filter(None, (o.metric, label(o.state))))
        yield Bar(o.wording, about, _figures(o), _standing(o, pack), o.share, o.target_share)


def _attainable(pack: Pack) -> Iterator[Block]:
    yield Text(" ".join(_gap(pack)))
    if pack.ideas:
        expected = _("Expected")
        columns = [
            Column(_("Idea")),
            Column(_("Objective")),
            Column(_("Amount"), ValueKind.MONEY, expected),
            Column(_("Measured"), ValueKind.NUMBER, expected),
            Column(_("Who acts")),
            Column(_("State")),
        ]
        yield Text(_("Ideas to close the gap"), 3)
        yield Table(columns, [_idea(idea) for idea in pack.ideas])


def _ahead(pack: Pack) -> Iterator[Block]:
    when = _("By when")
    columns = [
        Column(_("What")),
        Column(_("Day"), ValueKind.DAY, when),
        Column(_("Remark"), ValueKind.TEXT, when),
        Column(_("Who acts")),
    ]
    if rows := list(_coming(pack)):
        yield Table(columns, rows)
    else:
        yield Text(_("Nothing is promised or falls due up to %(day)s.") % {"day": say_day_long(pack.until)})
    yield Text(_kept(pack))


# --- the rows -------------------------------------------------------------------------------------------------


def _gained() -> list[Column]:
    """The heads of what an outcome brought."""
    brought = _("Brought")
    money, number = (
        Column(_("Amount"), ValueKind.MONEY, brought),
        Column(_("Measured"), ValueKind.NUMBER, brought),
    )
    return [Column(_("Outcome")), money, number]


def _gain(outcome: PackOutcome) -> list[Value]:
    money = _money(outcome.amount_cents, outcome.currency, outcome.period)
    return [outcome.what, money, _measured(outcome.measure, outcome.unit)]


def _money(cents: int | None, currency: str, period: Period = Period.ONCE) -> Money | None:
    return None if cents is None else Money(cents, currency, period)


def _measured(number: float | None, unit: str) -> Measured | None:
    return None if number is None else Measured(number, unit)


def _confirmed(outcome: PackOutcome) -> list[Value]:
    """Who confirmed an outcome and when; whether that is news."""
    return [outcome.verified_by or None, outcome.verified_on, _("new") if outcome.new else ""]


def _idea(idea: PackIdea) -> list[Value]:
    expected = (_money(idea.amount_cents, idea.currency), _measured(idea.effect, idea.unit))
    return [idea.what, idea.objective, *expected, _who(idea.side), label(idea.state)]


def _who(side: Side | None) -> str | None:
    """Who acts, as we say it to the customer."""
    return {Side.US: _("we"), Side.CUSTOMER: _("you")}[side] if side else None


def _coming(pack: Pack) -> Iterator[list[Value]]:
    """What the next days hold: what, by when, and who acts."""
    for promise in pack.promises:
        yield [promise.what, promise.due_on, _("overdue") if promise.overdue else "", _("we")]
    for objective in pack.falling_due:
        said = {"what": objective.wording, "target": say_measure(objective.target, objective.unit)}
        what = _("Objective: %(what)s, target %(target)s") if objective.target is not None else _("Objective: %(what)s")
        yield [what % said, objective.due_on, "", _("together")]
    for idea in pack.ideas:
        if idea.state is IdeaState.ACCEPTED:
            yield [_("Accepted idea: %(what)s") % {"what": idea.what}, None, _("no day yet"), _who(idea.side)]


def _figures(objective: PackObjective) -> list[tuple[str, Value]]:
    """The four figures of an objective, each with what it is."""
    values = (objective.baseline, objective.now, objective.target, objective.maximum)
    names = (_("At the start"), _("Now"), _("Agreed target"), _("Maximum attainable"))
    return [(name, _measured(value, objective.unit)) for name, value in zip(names, values, strict=True)]


# --- the sentences --------------------------------------------------------------------------------------------


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


def _standing(objective: PackObjective, pack: Pack) -> list[tuple[str, Value]]:
    """How far an objective is: against the plan, to the maximum attainable, since the previous review."""
    since = _("Since the previous review") if pack.since else _("Since the start")
    due = [(_("To be reached by"), objective.due_on)] if objective.due_on else []
    return [
        (_("Delivered against plan"), _plan(objective, pack)),
        *due,
        (_("Way to the maximum"), Way(objective.share) if objective.share is not None else _("not known yet")),
        (since, _moved(objective)),
    ]


def _plan(objective: PackObjective, pack: Pack) -> str:
    if objective.plan is TargetProgress.REACHED:
        return _("the agreed target is reached")
    if objective.plan is TargetProgress.UNKNOWN:
        return _("not known yet: nothing measured") if objective.now is None else _("no target agreed yet")
    ends = {"now": say_number(objective.now), "target": say_measure(objective.target, objective.unit)}
    text = _("still to go from %(now)s to %(target)s") % ends
    if objective.plan is TargetProgress.WORSE:
        text = _("further from the agreed target than at the start; %(left)s") % {"left": text}
    elif objective.plan_share is not None:
        way = {"share": say_percent(objective.plan_share), "left": text}
        text = _("%(share)s of the way to the agreed target; %(left)s") % way
    if objective.due_on and objective.due_on < pack.on:
        return _("%(said)s; it was due on %(day)s") % {"said": text, "day": say_day_year(objective.due_on)}
    return text


def _moved(objective: PackObjective) -> str:
    moved, newest = objective.moved, objective.measured_on
    if not newest:
        return UNKNOWN
    now, day = say_measure(moved.now, objective.unit), say_day_year(newest)
    values = {"before": say_number(moved.before), "now": now, "day": day}
    if not objective.measured_since:
        return _("not measured since; last on %(day)s") % values
    if moved.before is None:
        return _("measured for the first time, on %(day)s") % values
    if moved.better is None:
        return _("unchanged, measured on %(day)s") % values
    if moved.better:
        return _("better, from %(before)s to %(now)s, measured on %(day)s") % values
    return _("worse, from %(before)s to %(now)s, measured on %(day)s") % values


def _gap(pack: Pack) -> list[str]:
    """What is still attainable: the share, the money, and what is not known."""
    gap, sentences = pack.gap, []
    if gap.share is not None:
        single = _("%(share)s of the way to the maximum attainable is still ahead, for one objective.")
        several = _("On average %(share)s of the way to the maximum attainable is still ahead, over %(n)d objectives.")
        sentences.append((single if gap.count == 1 else several) % {"share": say_percent(gap.share), "n": gap.count})
    if gap.money:
        money = " + ".join(say_about(cents, currency) for currency, cents in gap.money)
        single, several = _("In money: %(sum)s, for one objective."), _("In money: %(sum)s, over %(n)d objectives.")
        sentences.append((single if gap.money_count == 1 else several) % {"sum": money, "n": gap.money_count})
    if pack.unmeasured:
        sentences.append(_("Not counted here, as a figure is not known yet: %(n)d.") % {"n": pack.unmeasured})
    return sentences or [_("There is no agreed objective that is still running.")]


def _kept(pack: Pack) -> str:
    values = {
        "kept": pack.promises_kept.on_time,
        "all": pack.promises_kept.counted,
        "day": say_day_year(pack.promises_since),
    }
    if not pack.promises_kept.counted:
        return _("Since %(day)s none of our promises to you was due.") % values
    return _("Of our promises to you since %(day)s, %(kept)d of %(all)d were kept on time.") % values


def _next(pack: Pack) -> str:
    if not pack.next_on:
        return _("The day is still to be chosen.")
    due, past = _("Due on %(day)s; the day is still to be chosen."), _("It was due on %(day)s; let us choose a day.")
    said = _("Planned on %(day)s.") if pack.next_planned else past if pack.next_on < pack.on else due
    return said % {"day": say_day_long(pack.next_on)}
