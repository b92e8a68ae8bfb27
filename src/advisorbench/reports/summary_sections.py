"""The subjects of a manager's summary, each with its table; what nobody knows stays a dash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from advisorbench.domain.days.time_use import TimeUse, say_hours
from advisorbench.domain.language.dates import say_day_year
from advisorbench.domain.records.states import Period, Source, Stage, label
from advisorbench.domain.summary.figures import PeriodFigures, Sum, Summary
from advisorbench.i18n import _, ngettext
from advisorbench.reports.document import (
    Block,
    Column,
    Minutes,
    Money,
    Share,
    Table,
    Text,
    Value,
    ValueKind,
)

FEW = 20
"""The most rows of a list in a document."""


def covered(figures: PeriodFigures, how: str = "seen") -> Share:
    """The customers that were seen, or contacted, of all."""
    rows = figures.coverage
    return Share(sum(getattr(row, how) for row in rows), sum(row.owned for row in rows))


def due_held(figures: PeriodFigures) -> Share:
    """The reviews that were due and held, of those that were due."""
    return Share(sum(row.due_held for row in figures.reviews), sum(row.due for row in figures.reviews))


def no_go(figures: PeriodFigures) -> Share:
    """The initiatives that ended without a sale, of those that ended."""
    return Share(figures.pursuits.no_go, figures.pursuits.ended)


def reached_customer(figures: PeriodFigures) -> int:
    """How many referrals became a customer."""
    return sum(row.reached for row in figures.stages if row.stage is Stage.CUSTOMER)


def _paired(summary: Summary, part: str) -> Iterator[tuple[Any, Any]]:
    """The rows of a part of the figures, each with that of the period before, or ``None``."""

    names = part.split(".")

    def rows(figures: PeriodFigures) -> Sequence[Any]:
        found: Any = figures
        for name in names:
            found = getattr(found, name)
        return found  # type: ignore[no-any-return]

    before = {row[0]: row for row in rows(summary.before)} if summary.before else {}
    for row in rows(summary.now):
        yield row, before.get(row[0])


def _more(count: int, listed: int) -> Iterator[Text]:
    if count > listed:
        yield Text(_("And %(n)d more.") % {"n": count - listed})


# --- reviews --------------------------------------------------------------------------------------------------


def reviews(summary: Summary) -> Iterator[Block]:
    """Coverage and reviews by tier, then which reviews were held, and which are missing."""
    carried = sum(row.carried for row in summary.now.reviews)
    due = due_held(summary.now)
    yield Text(_("A review is due when its day has come, in this period or before; it counts once it is held."))
    if carried:
        yield Text(_("%(n)d of the %(all)d due reviews had been due before.") % {"n": carried, "all": due.whole})
    yield Text(_("By tier"), 3)
    yield _by_tier(summary)
    if summary.held:
        yield Text(_("Held"), 3)
        columns = [Column(_("Account")), Column(_("Tier")), Column(_("Held on"), ValueKind.DAY)]
        yield Table(columns, [(one.account, one.tier.value, one.on) for one in summary.held[:FEW]])
        yield from _more(sum(row.held for row in summary.now.reviews), FEW)
    if summary.missing:
        yield Text(_("Due and not held"), 3)
        columns = [Column(_("Account")), Column(_("Tier")), Column(_("Due since"), ValueKind.DAY)]
        yield Table(columns, [(one.account, one.tier.value, one.due_on) for one in summary.missing[:FEW]])
        yield from _more(summary.missing_count, FEW)


def _by_tier(summary: Summary) -> Table:
    before = summary.span.before.name
    columns = [
        Column(_("Tier")),
        Column(_("Customers seen"), ValueKind.SHARE),
        Column(_("Seen, %(period)s") % {"period": before}, ValueKind.SHARE),
        Column(_("Due reviews held"), ValueKind.SHARE),
        Column(_("Held, %(period)s") % {"period": before}, ValueKind.SHARE),
        Column(_("Reviews held in all"), ValueKind.COUNT),
    ]
    seen = {row.tier: (row, old) for row, old in _paired(summary, "coverage")}
    rows: list[list[Value]] = []
    for row, old in _paired(summary, "reviews"):
        tier, tier_before = seen.get(row.tier, (None, None))
        rows.append(
            [
                row.tier.value,
                Share(tier.seen, tier.owned) if tier else None,
                Share(tier_before.seen, tier_before.owned) if tier_before else None,
                Share(row.due_held, row.due),
                Share(old.due_held, old.due) if old else None,
                row.held,
            ]
        )
    return Table(columns, rows)


# --- value ----------------------------------------------------------------------------------------------------


def value(summary: Summary) -> Iterator[Block]:
    """What customers confirmed, in sums that may be added up and no others."""
    figures = summary.now.value
    without = figures.verified - sum(one.number for one in figures.sums)
    if figures.verified:
        text = ngettext("Customers confirmed %(n)d outcome.", "Customers confirmed %(n)d outcomes.", figures.verified)
        yield Text(text % {"n": figures.verified})
    else:
        yield Text(_("No outcome was confirmed."))
    for count, text in (
        (without, _("Without an amount: %(n)d.")),
        (figures.disputed, _("Disputed by the customer: %(n)d.")),
        (figures.waiting, _("Claimed and still to be confirmed: %(n)d.")),
    ):
        if count:
            yield Text(text % {"n": count})
    before = summary.before.value.sums if summary.before else None
    if figures.sums or before:
        yield Text(_("Confirmed amounts"), 3)
        yield _sums(summary, _("Confirmed"), [("", figures.sums, before)])
    if summary.verified:
        yield Text(_("Confirmed outcomes"), 3)
        yield _verified(summary)
        yield from _more(figures.verified, FEW)


def _sums(summary: Summary, head: str, kinds: Iterable[tuple[str, Sequence[Sum], Sequence[Sum] | None]]) -> Table:
    """Sums of this period and the one before, a row for each currency and time."""
    before = summary.span.before.name
    columns = [
        Column(head), Column(_("Amount"), ValueKind.MONEY), Column(_("How many"), ValueKind.COUNT),
        Column(_("Amount, %(period)s") % {"period": before}, ValueKind.MONEY),
        Column(_("How many, %(period)s") % {"period": before}, ValueKind.COUNT),
    ]  # fmt: skip
    rows: list[list[Value]] = []
    for name, now, then in kinds:
        new = {(one.currency, one.period): one for one in now}
        old = {(one.currency, one.period): one for one in then or ()}
        for key in sum_kinds((now, then or ())):
            currency, period = key
            cells: list[Value] = [f"{name} {currency} {label(period) if not name else ''}".strip()]
            for found, known in ((new.get(key), True), (old.get(key), then is not None)):
                cells.append(Money(found.cents if found else 0, currency) if known else None)
                cells.append((found.number if found else 0) if known else None)
            rows.append(cells)
    return Table(columns, rows)


def sum_kinds(sums: Iterable[Sequence[Sum]]) -> list[tuple[str, Period]]:
    """The currencies and times of some sums, each once, in their order."""
    found = {(one.currency, one.period) for several in sums for one in several}
    return sorted(found, key=lambda one: (one[0], list(Period).index(one[1])))


def _verified(summary: Summary) -> Table:
    columns = [
        Column(_("Account")),
        Column(_("Confirmed on"), ValueKind.DAY),
        Column(_("Amount"), ValueKind.MONEY),
        Column(_("Over")),
    ]
    columns += [Column(_("What")), Column(_("Confirmed by"))] if summary.full else []
    rows: list[list[Value]] = []
    for one in summary.verified[:FEW]:
        amount = Money(one.cents, one.currency) if one.cents is not None else None
        row: list[Value] = [one.account, one.on, amount, label(one.period) if amount else None]
        rows.append(row + ([one.what, one.by or None] if summary.full else []))
    return Table(columns, rows)


# --- hours ----------------------------------------------------------------------------------------------------


def hours(summary: Summary) -> Iterator[Block]:
    """Where the time went, and what is not in it."""
    figures = summary.now.hours
    yield Text(_("%(hours)s h in all.") % {"hours": say_hours(figures.total)})
    if figures.untimed:
        text = ngettext(
            "%(n)d contact of %(all)d has no time noted: it is in none of these hours.",
            "%(n)d contacts of %(all)d have no time noted: they are in none of these hours.", figures.untimed,
        )  # fmt: skip
        yield Text(text % {"n": figures.untimed, "all": figures.contacts})
    if figures.doubts:
        text = ngettext(
            "%(n)d time cannot be true and is not added up.", "%(n)d times cannot be true and are not added up.",
            figures.doubts,
        )  # fmt: skip
        yield Text(text % {"n": figures.doubts})
    columns = [
        Column(_("Time with or for")),
        Column(summary.span.name, ValueKind.MINUTES),
        Column(summary.span.before.name, ValueKind.MINUTES),
    ]
    rows = [
        (label(row.use), Minutes(row.minutes), Minutes(old.minutes) if old else None)
        for row, old in _paired(summary, "hours.minutes")
        if row.use is not TimeUse.UNKNOWN or row.minutes or (old and old.minutes)
    ]  # fmt: skip
    yield Table(columns, rows, chart=True)


# --- asks and referrals ---------------------------------------------------------------------------------------


def asks(summary: Summary) -> Iterator[Block]:
    """What was asked and answered, and how far the referrals came."""
    before = summary.span.before.name
    asked = sum(row.asked for row in summary.now.asks)
    overridden = sum(row.overridden for row in summary.now.asks)
    if overridden:
        said = {"n": overridden, "all": asked}
        yield Text(_("%(n)d of the %(all)d asks went against the rule, with a written reason.") % said)
    yield Text(_("Asks"), 3)
    columns = [
        Column(_("Asked for")),
        Column(_("Asked"), ValueKind.COUNT),
        Column(_("Asked, %(period)s") % {"period": before}, ValueKind.COUNT),
        Column(_("Yes"), ValueKind.COUNT),
        Column(_("Later"), ValueKind.COUNT),
        Column(_("No"), ValueKind.COUNT),
        Column(_("Waiting at the end"), ValueKind.COUNT),
    ]
    yield Table(
        columns,
        [
            (label(row.kind), row.asked, old.asked if old else None, row.yes, row.later, row.no, row.waiting)
            for row, old in _paired(summary, "asks")
        ],
    )
    yield Text(_("How far referrals came"), 3)
    columns = [
        Column(_("Referrals")), Column(_("Came so far"), ValueKind.COUNT),
        Column(_("Came so far, %(period)s") % {"period": before}, ValueKind.COUNT),
        Column(_("Stand there at the end"), ValueKind.COUNT),
    ]  # fmt: skip
    yield Table(
        columns,
        [
            (label(row.stage), row.reached, old.reached if old else None, row.standing)
            for row, old in _paired(summary, "stages")
        ],
        chart=True,
    )
    if summary.moved:
        yield Text(_("Referrals that moved"), 3)
        columns = [Column(_("Referral by")), Column(_("Came to")), Column(_("On"), ValueKind.DAY)]
        columns += [Column(_("Given by")), Column(_("Name"))] if summary.full else []
        moved = summary.moved[:FEW]
        rows: list[list[Value]] = [[one.account, label(one.stage), one.on] for one in moved]
        if summary.full:
            rows = [[*row, one.by or None, one.name] for row, one in zip(rows, moved, strict=True)]
        yield Table(columns, rows)
        yield from _more(sum(row.reached for row in summary.now.stages), FEW)


# --- initiatives ----------------------------------------------------------------------------------------------


def initiatives(summary: Summary) -> Iterator[Block]:
    """How initiatives ended, honestly: what was won, what was not, and what that took."""
    figures, share = summary.now.pursuits, no_go(summary.now)
    if share.whole:
        text = _("%(part)d of the %(whole)d initiatives that ended were no sale: lost, no decision or withdrawn.")
        yield Text(text % share._asdict())
    else:
        yield Text(_("No initiative ended."))
    if figures.no_go_minutes is not None:
        said = {"hours": say_hours(figures.no_go_minutes), "n": figures.no_go_timed, "all": share.part}
        yield Text(_("Those took %(hours)s h, as far as it was noted: of %(n)d of %(all)d.") % said)
    elif share.part:
        yield Text(_("How long those took was not noted."))
    if figures.undated:
        yield Text(_("Ended on a day that nobody noted, and not counted here: %(n)d.") % {"n": figures.undated})
    yield from _by_source(summary)
    before = summary.before.pursuits if summary.before else None
    kinds = (
        (_("Won"), figures.won, before.won if before else None),
        (_("No sale"), figures.lost, before.lost if before else None),
        (_("Money spent on no sale"), figures.no_go_spent, before.no_go_spent if before else None),
    )
    if any(now or then for _name, now, then in kinds):
        yield Text(_("Amounts"), 3)
        yield _sums(summary, _("Initiatives"), kinds)
    if summary.ended:
        yield Text(_("Initiatives that ended"), 3)
        yield _ended(summary)
        yield from _more(share.whole, FEW)


def _by_source(summary: Summary) -> Iterator[Block]:
    """How those of each source ended, then what is still open; a source without any is left out."""
    ended = [(row, old) for row, old in _paired(summary, "pursuits.by_source") if row.ended or (old and old.ended)]
    if ended:
        columns = [
            Column(_("Source")),
            Column(_("No sale"), ValueKind.SHARE),
            Column(_("No sale, %(period)s") % {"period": summary.span.before.name}, ValueKind.SHARE),
            Column(_("Won"), ValueKind.COUNT),
            Column(_("Lost"), ValueKind.COUNT),
            Column(_("No decision"), ValueKind.COUNT),
            Column(_("Withdrawn"), ValueKind.COUNT),
        ]
        rows: list[list[Value]] = [
            [
                _source(row.source), Share(row.no_go, row.ended), Share(old.no_go, old.ended) if old else None,
                row.won, row.lost, row.no_decision, row.withdrawn,
            ]
            for row, old in ended
        ]  # fmt: skip
        yield Text(_("How they ended"), 3)
        yield Table(columns, rows)
    going = [row for row in summary.now.pursuits.by_source if row.opened or row.open]
    if going:
        columns = [
            Column(_("Source")), Column(_("Opened"), ValueKind.COUNT), Column(_("Open at the end"), ValueKind.COUNT),
            Column(_("No next step by the customer"), ValueKind.COUNT),
        ]  # fmt: skip
        yield Text(_("Opened and still open"), 3)
        yield Table(columns, [(_source(row.source), row.opened, row.open, row.hollow) for row in going])


def _source(source: Source | None) -> str:
    return label(source) if source else _("unknown")


def _ended(summary: Summary) -> Table:
    columns = [
        Column(_("Account")), Column(_("End")), Column(_("On"), ValueKind.DAY), Column(_("Source")),
        Column(_("Amount"), ValueKind.MONEY), Column(_("Time"), ValueKind.MINUTES),
    ]  # fmt: skip
    columns += [Column(_("Initiative")), Column(_("Reason"))] if summary.full else []
    rows: list[list[Value]] = []
    for ended in summary.ended[:FEW]:
        row: list[Value] = [
            ended.account or None, label(ended.state), ended.on, _source(ended.source),
            Money(ended.cents, ended.currency) if ended.cents is not None else None,
            Minutes(ended.minutes) if ended.minutes is not None else None,
        ]  # fmt: skip
        rows.append(row + ([ended.name, ended.reason or None] if summary.full else []))
    return Table(columns, rows)


# --- ahead ----------------------------------------------------------------------------------------------------


def ahead(summary: Summary) -> Iterator[Block]:
    """What the rest of the period and the next one hold."""
    ahead = summary.ahead
    if ahead is None:
        yield Text(_("The period that follows is over as well: nothing of it is still ahead."))
        return
    days = {"first": say_day_year(ahead.first), "last": say_day_year(ahead.last)}
    yield Text(_("From %(first)s to %(last)s, as the agenda stands now.") % days)
    columns = [
        Column(_("What")),
        Column(_("How many"), ValueKind.COUNT),
        Column(_("Time"), ValueKind.MINUTES),
    ]
    yield Table(
        columns,
        [
            (_("Meetings with customers"), ahead.meetings, Minutes(ahead.meeting_minutes)),
            (_("Reviews planned, with preparing and follow-up"), ahead.reviews, Minutes(ahead.review_minutes)),
            (_("Reviews due and not planned"), ahead.to_plan, None),
            (_("Customers that renew"), ahead.renewals, None),
        ],
    )
