"""The manager's summary as a document: what matters first, each subject after it, this period beside the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisorbench.domain.attention import Attention, Need
from advisorbench.domain.dates import say_day_year
from advisorbench.domain.money import say_money, say_number
from advisorbench.domain.periods import Length
from advisorbench.domain.summary import Figures, Sum, Summary
from advisorbench.domain.time_use import TimeUse, say_hours
from advisorbench.i18n import _, ngettext
from advisorbench.reports.document import Block, Column, Document, Kind, Section, Share, Table, Text, Value
from advisorbench.reports.document import Figures as Headline
from advisorbench.reports.render import Form, render
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
    value,
)


def written(summary: Summary, form: Form, sellers: Sequence[Summary] = ()) -> bytes:
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
    yield Headline(list(_headline(summary)))
    if summary.running:
        yield Text(_("%(period)s is not over: it is counted up to %(day)s.") % _said(summary))
    if sellers and any(one.until != summary.until for one in sellers):
        yield Text(_("The sellers are counted up to different days."))
    if summary.before is None:
        text = _("Nothing is known of %(before)s: the book begins on %(began)s.")
        yield Text(text % _said(summary) if summary.began_on else _("Nothing is recorded in the book yet."))
    elif summary.began_on and summary.began_on > summary.span.before.first:
        yield Text(_("The book begins on %(began)s: %(before)s is not whole.") % _said(summary))
    columns = [Column(_("What")), Column(_up_to(summary)), Column(summary.span.before.name)]
    known = dict(_lines(summary.before)) if summary.before else {}
    yield Table(columns, [(name, said, known.get(name)) for name, said in _lines(summary.now)])


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


def _headline(summary: Summary) -> Iterator[tuple[str, str]]:
    now, count = summary.now, summary.attention_count
    yield say_number(count), ngettext("account needs attention", "accounts need attention", count)
    yield _of(covered(now)), _("customers seen")
    yield _of(due_held(now)), _("due reviews held")
    outcomes = ngettext("confirmed by customers, %(n)d outcome", "confirmed by customers, %(n)d outcomes",
                        now.value.verified)  # fmt: skip
    if now.value.verified:
        yield say_sums(now.value.sums), outcomes % {"n": now.value.verified}
    else:
        yield say_number(0), _("outcomes confirmed by customers")
    met = {"hours": say_hours(now.hours.of(TimeUse.CUSTOMERS)), "goal": summary.goal_hours}
    if summary.span.length is Length.WEEK:
        yield _("%(hours)s of %(goal)d h") % met, _("with customers, against the goal")
    else:
        yield _("%(hours)s h") % met, _("with customers")
    if now.pursuits.ended:
        yield _of(no_go(now)), _("initiatives that ended were no sale")


def _lines(figures: Figures) -> list[tuple[str, str]]:
    """The counts that a manager compares, each with what it is."""
    asked = sum(row.asked for row in figures.asks)
    yes = sum(row.yes for row in figures.asks)
    named = figures.stages[0].reached if figures.stages else 0
    return [
        (_("Customers seen"), _of(covered(figures))),
        (_("Customers in contact"), _of(covered(figures, "contacted"))),
        (_("Due reviews held"), _of(due_held(figures))),
        (_("Reviews held in all"), say_number(sum(row.held for row in figures.reviews))),
        (_("Outcomes confirmed"), say_number(figures.value.verified)),
        (_("Value confirmed"), say_sums(figures.value.sums)),
        (_("Hours with customers"), say_hours(figures.hours.of(TimeUse.CUSTOMERS))),
        (_("Hours with referred prospects"), say_hours(figures.hours.of(TimeUse.REFERRED))),
        (_("Hours with strangers"), say_hours(figures.hours.of(TimeUse.STRANGERS))),
        (_("Asks made"), say_number(asked)),
        (_("Asks answered with yes"), say_number(yes)),
        (_("Names given"), say_number(named)),
        (_("New customers by referral"), say_number(reached_customer(figures))),
        (_("Initiatives won"), say_number(sum(row.won for row in figures.pursuits.by_source))),
        (_("Initiatives ended without a sale"), _of(no_go(figures))),
    ]


def _of(share: Share) -> str:
    """So many of so many, with the share; of nothing there is none."""
    if not share.whole:
        return "–"
    percent = round(share.part / share.whole * 100)
    if 0 < share.part < share.whole:
        percent = min(max(percent, 1), 99)  # none and all are said of none and all only
    return _("%(part)d of %(whole)d (%(percent)d %%)") % {**share._asdict(), "percent": percent}


def say_sums(sums: Sequence[Sum]) -> str:
    """Amounts side by side: never one sum over several currencies or times; a dash where there is none."""
    return " · ".join(say_money(one.cents, one.currency, one.period) for one in sums) or "–"


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


def say_need(one: Attention) -> str:
    """Why an account needs attention, in a sentence."""
    said = {
        "day": say_day_year(one.on) if one.on else "–",
        "days": one.days or 0,
        "amount": say_money(one.cents, one.currency),
    }
    match one.need:
        case Need.ISSUE:
            return _("A serious issue has been open since %(day)s.") % said
        case Need.RENEWAL if one.days is None:
            return _("It renews on %(day)s, and no contact was ever noted.") % said
        case Need.RENEWAL:
            return _("It renews on %(day)s, and there was no contact for %(days)d days.") % said
        case Need.HOLLOW:
            return _("The customer has no next step in an initiative of %(amount)s.") % said
        case Need.PROMISE:
            return _("A promise of ours is %(days)d days late.") % said
        case Need.REVIEW:
            return _("The review is overdue: it was due on %(day)s.") % said
    return _("There was no contact for %(days)d days.") % said


# --- sellers side by side -------------------------------------------------------------------------------------


def _side_by_side(sellers: Sequence[Summary]) -> Table:
    columns = [
        Column(_("Seller")), Column(_("Up to"), Kind.DAY), Column(_("Customers seen"), Kind.SHARE),
        Column(_("Due reviews held"), Kind.SHARE), Column(_("Outcomes confirmed"), Kind.COUNT),
        Column(_("With customers"), Kind.MINUTES), Column(_("Asks made"), Kind.COUNT),
        Column(_("Ended without a sale"), Kind.SHARE), Column(_("Needing attention"), Kind.COUNT),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            ", ".join(one.sellers) or None, one.until, covered(one.now), due_held(one.now), one.now.value.verified,
            one.now.hours.of(TimeUse.CUSTOMERS), sum(row.asked for row in one.now.asks), no_go(one.now),
            one.attention_count,
        ]
        for one in sellers
    ]  # fmt: skip
    return Table(columns, rows)
