"""The manager's summary as a document: what matters first, each subject after it, this period beside the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisorbench.domain.days.time_use import TimeUse
from advisorbench.domain.language.dates import say_day_year
from advisorbench.domain.language.money import say_money
from advisorbench.domain.language.periods import Length
from advisorbench.domain.records.states import Period, label
from advisorbench.domain.summary.attention import Attention, Need
from advisorbench.domain.summary.figures import PeriodFigures, Summary
from advisorbench.i18n import _, ngettext
from advisorbench.reports.document import (
    Block,
    Column,
    Document,
    KeyFigures,
    Minutes,
    Money,
    Section,
    Table,
    Text,
    Value,
    ValueKind,
)
from advisorbench.reports.render import ReportFormat, render
from advisorbench.reports.summary_file import data
from advisorbench.reports.summary_sections import (
    ahead,
    asks,
    covered,
    due_held,
    hours,
    initiatives,
    no_go,
    reached_customer,
    reviews,
    sum_kinds,
    value,
)


def written(summary: Summary, form: ReportFormat, sellers: Sequence[Summary] = ()) -> bytes:
    """The summary as a file.

    Args:
        summary: What is told.
        form: The format; JSON can be put together with that of others.
        sellers: The summaries that it was put together from.

    Raises:
        BenchError: It cannot be made in this format here.
    """
    return render(document(summary, sellers), form, on=summary.until, data=data(summary))


def document(summary: Summary, sellers: Sequence[Summary] = ()) -> Document:
    """The whole report.

    Args:
        summary: What is told.
        sellers: The summaries that it was put together from, to be shown side by side.
    """
    sections = [
        Section(_("Overview"), list(_overview(summary, sellers))),
        Section(_("Accounts needing attention"), list(_attention(summary))),
        *([Section(_("Sellers"), [_side_by_side(sellers)])] if sellers else []),
        Section(_("Reviews"), list(reviews(summary))),
        Section(_("Value"), list(value(summary))),
        Section(_("Hours"), list(hours(summary))),
        Section(_("Asks and referrals"), list(asks(summary))),
        Section(_("Initiatives"), list(initiatives(summary))),
        Section(_("Ahead"), list(ahead(summary))),
    ]
    return Document(_("Summary of %(period)s") % {"period": summary.span.name}, _about(summary), sections)


def _about(summary: Summary) -> str:
    """Whose it is, which days it counts, and what is left out."""
    days = {"first": say_day_year(summary.span.first), "last": say_day_year(summary.until)}
    parts = [
        ", ".join(summary.sellers),
        _("%(first)s to %(last)s") % days,
        _("with names and notes: not for everybody") if summary.full else _("names of people and notes are left out"),
    ]
    return " · ".join(filter(None, parts))


# --- overview -------------------------------------------------------------------------------------------------


def _overview(summary: Summary, sellers: Sequence[Summary]) -> Iterator[Block]:
    yield KeyFigures(list(_headline(summary)))
    if summary.running:
        yield Text(_("%(period)s is not over: it is counted up to %(day)s.") % _said(summary))
    if sellers and any(one.until != summary.until for one in sellers):
        yield Text(_("The sellers are counted up to different days."))
    if summary.before is None and len(sellers) > 1:
        yield Text(_("Not every seller's book reaches back to %(before)s: it is left out.") % _said(summary))
    elif summary.before is None:
        text = _("Nothing is known of %(before)s: the book begins on %(began)s.")
        yield Text(text % _said(summary) if summary.began_on else _("Nothing is recorded in the book yet."))
    elif summary.began_on and summary.began_on > summary.span.before.first:
        yield Text(_("The book begins on %(began)s: %(before)s is not whole.") % _said(summary))
    columns = [
        Column(_("What")),
        Column(_up_to(summary), ValueKind.MIXED),
        Column(summary.span.before.name, ValueKind.MIXED),
    ]
    figures = [summary.now, *([summary.before] if summary.before else [])]
    kinds = sum_kinds(figure.value.sums for figure in figures)
    known = dict(_lines(summary.before, kinds)) if summary.before else {}
    yield Table(columns, [(name, value, known.get(name)) for name, value in _lines(summary.now, kinds)])


def _said(summary: Summary) -> dict[str, str]:
    period = summary.span.name
    return {
        "period": period[:1].upper() + period[1:],
        "day": say_day_year(summary.until),
        "before": summary.span.before.name,
        "began": say_day_year(summary.began_on) if summary.began_on else "",
    }


def _up_to(summary: Summary) -> str:
    if not summary.running:
        return summary.span.name
    return _("%(period)s, up to %(day)s") % {"period": summary.span.name, "day": say_day_year(summary.until)}


def _headline(summary: Summary) -> Iterator[tuple[Value, str]]:
    now, count = summary.now, summary.attention_count
    yield count, ngettext("account needs attention", "accounts need attention", count)
    yield covered(now), _("customers seen")
    yield due_held(now), _("due reviews held")
    for one in now.value.sums:
        outcomes = ngettext("confirmed by customers, %(n)d outcome", "confirmed by customers, %(n)d outcomes",
                            one.number)  # fmt: skip
        yield Money(one.cents, one.currency, one.period), outcomes % {"n": one.number}
    if not now.value.sums:
        yield now.value.verified, _("outcomes confirmed by customers")
    met = Minutes(now.hours.of(TimeUse.CUSTOMERS))
    if summary.span.length is Length.WEEK:
        yield met, _("hours with customers, the goal is %(goal)d") % {"goal": summary.goal_hours}
    else:
        yield met, _("hours with customers")
    if now.pursuits.ended:
        yield no_go(now), _("initiatives that ended were no sale")


def _lines(figures: PeriodFigures, kinds: Sequence[tuple[str, Period]]) -> list[tuple[str, Value]]:
    """The counts that a manager compares, each with what it is.

    Args:
        figures: What is counted.
        kinds: The currencies and times of the amounts, a line for each: never one sum over several.
    """
    return [
        (_("Customers seen"), covered(figures)),
        (_("Customers in contact"), covered(figures, "contacted")),
        (_("Due reviews held"), due_held(figures)),
        (_("Reviews held in all"), sum(row.held for row in figures.reviews)),
        (_("Outcomes confirmed"), figures.value.verified),
        *_confirmed(figures, kinds),
        (_("Hours with customers"), Minutes(figures.hours.of(TimeUse.CUSTOMERS))),
        (_("Hours with referred prospects"), Minutes(figures.hours.of(TimeUse.REFERRED))),
        (_("Hours with strangers"), Minutes(figures.hours.of(TimeUse.STRANGERS))),
        (_("Asks made"), sum(row.asked for row in figures.asks)),
        (_("Asks answered with yes"), sum(row.yes for row in figures.asks)),
        (_("Names given"), figures.stages[0].reached if figures.stages else 0),
        (_("New customers by referral"), reached_customer(figures)),
        (_("Initiatives won"), sum(row.won for row in figures.pursuits.by_source)),
        (_("Initiatives ended without a sale"), no_go(figures)),
    ]


def _confirmed(figures: PeriodFigures, kinds: Sequence[tuple[str, Period]]) -> Iterator[tuple[str, Value]]:
    """The amounts that were confirmed, each kind a line; unknown where there is none."""
    name = _("Value confirmed")
    amounts = {
        (total.currency, total.period): Money(total.cents, total.currency, total.period) for total in figures.value.sums
    }
    if len(kinds) < 2:  # the amount tells its currency and its time
        yield name, next(iter(amounts.values()), None)
        return
    for currency, period in kinds:
        kind = currency if period is Period.ONCE else f"{currency} {label(period)}"
        yield f"{name}, {kind}", amounts.get((currency, period))


# --- the accounts ---------------------------------------------------------------------------------------------


def _attention(summary: Summary) -> Iterator[Block]:
    if not summary.attention:
        yield Text(_("No account needs attention."))
        return
    if summary.attention_count > len(summary.attention):
        said = {"n": len(summary.attention), "all": summary.attention_count}
        yield Text(_("The first %(n)d of %(all)d, the most pressing on top.") % said)
    several = len(summary.sellers) > 1
    columns = [Column(_("Account")), Column(_("Tier")), Column(_("Why"))]
    columns += [Column(_("Seller"))] * several + [Column(_("What"))] * summary.full
    rows: list[list[Value]] = []
    for one in summary.attention:
        row: list[Value] = [one.account, one.tier.value, say_need(one)]
        rows.append([*row, *([one.seller] if several else []), *([one.detail or None] if summary.full else [])])
    yield Table(columns, rows)


def say_need(attention: Attention) -> str:
    """Why an account needs attention, in a sentence."""
    values = {
        "day": say_day_year(attention.on) if attention.on else "–",
        "days": attention.days or 0,
        "amount": say_money(attention.cents, attention.currency),
    }
    match attention.need:
        case Need.ISSUE:
            return _("A serious issue has been open since %(day)s.") % values
        case Need.RENEWAL if attention.days is None:
            return _("It renews on %(day)s, and no contact was ever noted.") % values
        case Need.RENEWAL:
            return _("It renews on %(day)s, and there was no contact for %(days)d days.") % values
        case Need.HOLLOW:
            return _("The customer has no next step in an initiative of %(amount)s.") % values
        case Need.PROMISE:
            return _("A promise of ours is %(days)d days late.") % values
        case Need.REVIEW:
            return _("The review is overdue: it was due on %(day)s.") % values
    return _("There was no contact for %(days)d days.") % values


# --- sellers side by side -------------------------------------------------------------------------------------


def _side_by_side(sellers: Sequence[Summary]) -> Table:
    columns = [
        Column(_("Seller")), Column(_("Up to"), ValueKind.DAY), Column(_("Customers seen"), ValueKind.SHARE),
        Column(_("Due reviews held"), ValueKind.SHARE), Column(_("Outcomes confirmed"), ValueKind.COUNT),
        Column(_("With customers"), ValueKind.MINUTES), Column(_("Asks made"), ValueKind.COUNT),
        Column(_("Ended without a sale"), ValueKind.SHARE), Column(_("Needing attention"), ValueKind.COUNT),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            ", ".join(one.sellers) or None, one.until, covered(one.now), due_held(one.now), one.now.value.verified,
            Minutes(one.now.hours.of(TimeUse.CUSTOMERS)), sum(row.asked for row in one.now.asks), no_go(one.now),
            one.attention_count,
        ]
        for one in sellers
    ]  # fmt: skip
    return Table(columns, rows)
