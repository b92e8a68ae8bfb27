"""`tree` and `record`: what referrals have brought over generations, and how well asking goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import ON
from advisorbench.cli.say import nothing, say_json, say_lines, say_table, say_text
from advisorbench.domain.asking.conversion import Conversion, ConversionRate, DurationSpread, Passage
from advisorbench.domain.asking.tree import DEEPEST_INDENT, Generation, Node, Referrer, Tally, Tree
from advisorbench.domain.language.dates import say_day_long
from advisorbench.domain.language.money import say_money, say_number, say_share
from advisorbench.domain.records.states import label
from advisorbench.i18n import N_, _, ngettext

Walked = tuple[Node, int, str | None, str]
"""A node, its depth, the key of the account above, and the guides in front of it."""


@click.command(
    help=N_(
        "Print who came from whom. For each account what its people gave; below, the totals of each generation and "
        "what each referrer brought."
    )
)
@as_json
@pass_run
def tree(run: Run, as_json: bool) -> None:
    """The tree."""
    found = run.services().referrals.tree()
    if as_json:
        say_json(
            {
                "accounts": [_node_data(*walked) for walked in _walk(found.roots)],
                "generations": [_generation_data(one) for one in found.generations],
                "referrers": [_referrer_data(one) for one in found.referrers],
            }
        )
        return
    if not found.roots:
        nothing(_("Nobody gave a name yet, and no account came from another."))
        return
    say_lines(f"{guides}{_node_text(node)}" for node, _depth, _above, guides in _walk(found.roots))
    _tell_totals(found)


def _walk(roots: Sequence[Node]) -> Iterator[Walked]:
    """Every node before what came from it; without recursion, for a line of referrals may be long."""
    waiting: list[tuple[Node, int, str | None, str, str]] = [(root, 0, None, "", "") for root in reversed(roots)]
    while waiting:
        node, depth, above, guides, below = waiting.pop()
        yield node, depth, above, guides
        last = len(node.children) - 1
        for at in range(last, -1, -1):
            corner, line = ("└─ ", "   ") if at == last else ("├─ ", "│  ")
            deeper = below + line if depth < DEEPEST_INDENT else below
            waiting.append((node.children[at], depth + 1, node.account_id, below + corner, deeper))


def _node_text(node: Node) -> str:
    through = [_("through %(who)s") % {"who": node.through}] if node.through else []
    given = _tally_parts(node.brought) if node.brought.names else []
    return " · ".join([node.name, *through, *given])


def _tally_parts(tally: Tally) -> list[str]:
    """Names, introductions, customers and money, each with its count."""
    return [
        ngettext("%(n)d name", "%(n)d names", tally.names) % {"n": tally.names},
        ngettext("%(n)d introduction", "%(n)d introductions", tally.introductions) % {"n": tally.introductions},
        ngettext("%(n)d customer", "%(n)d customers", tally.customers) % {"n": tally.customers},
        *_money(tally),
    ]


def _money(tally: Tally) -> list[str]:
    """The sums by currency, and over how many deals; nothing where none has an amount."""
    if not tally.deals:
        return []
    sums = " + ".join(say_money(cents, currency) for currency, cents in tally.money)
    deals = ngettext("%(sums)s over %(n)d deal", "%(sums)s over %(n)d deals", tally.deals)
    return [deals % {"sums": sums, "n": tally.deals}]


def _tell_totals(found: Tree) -> None:
    if found.generations:
        rows = [
            [
                str(one.number), str(one.customers), *(_money(one.won) or ["–"]), str(one.brought.names),
                str(one.brought.introductions), str(one.brought.customers),
            ]
            for one in found.generations
        ]  # fmt: skip
        say_text([""])
        headings = [
            _("Generation"),
            _("Customers"),
            _("Won there"),
            _("Names given"),
            _("Introduced"),
            _("Won by them"),
        ]
        say_table(headings, rows, flexible=2)
    if found.referrers:
        rows = [
            [
                one.name, one.account, str(one.brought.names), str(one.brought.introductions),
                str(one.brought.customers), *(_money(one.brought) or ["–"]),
            ]
            for one in found.referrers
        ]  # fmt: skip
        say_text([""])
        say_table([_("Referrer"), _("Account"), _("Names"), _("Introduced"), _("Customers"), _("Money")], rows)


def _tally_data(tally: Tally) -> dict[str, Any]:
    return {
        "names": tally.names, "introductions": tally.introductions, "customers": tally.customers,
        "money": [{"currency": currency, "cents": cents} for currency, cents in tally.money], "deals": tally.deals,
    }  # fmt: skip


def _node_data(node: Node, depth: int, above: str | None, _guides: str) -> dict[str, Any]:
    return {
        "account": node.name, "account_id": node.account_id, "came_from_id": above, "depth": depth,
        "generation": node.generation, "through": node.through, "given": _tally_data(node.brought),
        "below": _tally_data(node.below), "open": [{"name": r.name, "stage": r.stage} for r in node.open],
    }  # fmt: skip


def _generation_data(one: Generation) -> dict[str, Any]:
    return {
        "generation": one.number, "customers": one.customers, "won": _tally_data(one.won),
        "given": _tally_data(one.brought),
    }  # fmt: skip


def _referrer_data(one: Referrer) -> dict[str, Any]:
    return {
        "person": one.name, "person_id": one.person_id, "account": one.account, "account_id": one.account_id,
        **_tally_data(one.brought),
    }  # fmt: skip


# --- the record -----------------------------------------------------------------------------------------------

_CAME_THROUGH = {
    "yes": N_("%(part)d of %(whole)d asked for a referral said yes"),
    "named": N_("%(part)d of %(whole)d who said yes gave a name"),
    "introduced": N_("%(part)d of %(whole)d named were introduced"),
    "met": N_("%(part)d of %(whole)d introduced were met"),
    "buying": N_("%(part)d of %(whole)d met began to buy"),
    "customer": N_("%(part)d of %(whole)d buying became a customer"),
}


@click.command(
    help=N_(
        "Print how well asking goes, with counts. How many came from stage to stage and in how many days, how often "
        "people say yes who were ready and who were not, and why referrals ended."
    )
)
@ON
@as_json
@pass_run
def record(run: Run, on: str | None, as_json: bool) -> None:
    """The record."""
    found = run.services().referrals.record(run.past(on) if on is not None else None)
    if as_json:
        say_json(_record_data(found))
        return
    passages = [line for passage in found.passages for line in _passage_text(passage)]
    yes = [
        *_yes_text(_("ready when asked"), found.ready),
        *_yes_text(_("asked with a reason, not ready"), found.overridden),
        *(
            line
            for kind, share in found.by_kind
            for line in _yes_text(_("for a %(kind)s") % {"kind": label(kind)}, share)
        ),
    ]
    ended = [f"  {count} × {reason}" for reason, count in found.ended]
    if not passages and not yes and not ended:
        nothing(_("Nobody was asked, and no name was given, up to %(day)s.") % {"day": say_day_long(found.on)})
        return
    lines = [_("Up to %(day)s") % {"day": say_day_long(found.on)}]
    for heading, rows in ((_("STAGE BY STAGE"), passages), (_("SAID YES"), yes), (_("WHY REFERRALS ENDED"), ended)):
        if rows:
            lines += ["", heading, *rows]
    say_text(lines)


def _counted(share: ConversionRate, said: str) -> str:
    """A count in words, with those of whom it is not settled yet."""
    parts = [said % {"part": share.part, "whole": share.whole}] if share.whole else [_("none settled yet")]
    if share.open:
        parts.append(_("%(n)d still open") % {"n": share.open})
    return ", ".join(parts)


def _passage_text(passage: Passage) -> list[str]:
    share = passage.share
    if not share.whole and not share.open:
        return []
    if not share.whole:
        open_only = {
            "yes": N_("asked for a referral"), "named": N_("said yes"), "introduced": N_("named"),
            "met": N_("introduced"), "buying": N_("met"), "customer": N_("buying"),
        }  # fmt: skip
        who, counted = _(open_only[passage.name]), _counted(share, "")
        return [f"  {who}: {counted}"]
    counted = _counted(share, _(_CAME_THROUGH[passage.name]))
    return [f"  {counted}", *_days_text(passage.days)]


def _days_text(days: DurationSpread) -> list[str]:
    """How long it took, over how many; the quartiles where there are enough of them."""
    if days.median is None:
        return []
    said = {"median": say_number(days.median), "n": days.n}
    if days.lower is None or days.upper is None:
        return [_("    days: median %(median)s (n = %(n)d)") % said]
    said |= {"lower": say_number(days.lower), "upper": say_number(days.upper)}
    return [_("    days: median %(median)s, quartiles %(lower)s and %(upper)s (n = %(n)d)") % said]


def _yes_text(who: str, share: ConversionRate) -> list[str]:
    """How often people said yes, with the interval in which the true rate lies."""
    if not share.whole and not share.open:
        return []
    counted = _counted(share, _("%(part)d of %(whole)d"))
    line = f"  {who}: {counted}"
    if share.interval is None:
        return [line]
    low, high = share.interval
    said = {"share": say_share(share.share), "low": say_share(low), "high": say_share(high)}
    return [line + " · " + _("%(share)s, between %(low)s and %(high)s with 95 %% confidence") % said]


def _record_data(found: Conversion) -> dict[str, Any]:
    return {
        "on": found.on,
        "passages": [{"to": one.name, **_share_data(one.share), "days": one.days._asdict()} for one in found.passages],
        "ready": _share_data(found.ready),
        "overridden": _share_data(found.overridden),
        "by_kind": [{"kind": kind, **_share_data(share)} for kind, share in found.by_kind],
        "ended": [{"reason": reason, "count": count} for reason, count in found.ended],
    }


def _share_data(share: ConversionRate) -> dict[str, Any]:
    low, high = share.interval or (None, None)
    return {**share._asdict(), "share": share.share, "low": low, "high": high}


COMMANDS = {"tree": tree, "record": record}
