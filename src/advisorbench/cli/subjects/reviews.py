"""`review`: optimisation reviews, from plan to follow-up."""

from __future__ import annotations

from typing import Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import ON, NamedAccount, at, each_account
from advisorbench.cli.say import say_json, say_list, say_table, say_text, talk
from advisorbench.cli.subjects.review_files import pack, prepare, template
from advisorbench.cli.subjects.review_talk import hold
from advisorbench.domain.customers.cadence import ReviewStanding, Standing, review_standing
from advisorbench.domain.customers.spread import ProposedReview, Spread
from advisorbench.domain.errors import Refused
from advisorbench.domain.language.dates import say_day, say_day_long, week_of
from advisorbench.domain.records.facts import Review
from advisorbench.domain.records.states import ReviewState, Tier, label
from advisorbench.i18n import N_, _

# Listed so that the catalogue knows every word that stands here for a standing.
STANDINGS = {
    Standing.FINE: N_("fine"), Standing.PLANNED: N_("planned"), Standing.MISSED: N_("missed"), Standing.DUE: N_("due"),
    Standing.OVERDUE: N_("overdue"), Standing.UNKNOWN: N_("unknown"), Standing.NONE: N_("none"),
}  # fmt: skip
DUE = frozenset({Standing.DUE, Standing.OVERDUE, Standing.MISSED})


@click.group(help=N_("Optimisation reviews, from plan to follow-up."))
def review() -> None:
    """Reviews."""


@review.command(help=N_("Plan the review on a day, or move the one that is planned."))
@click.argument("account")
@click.argument("day")
@pass_run
def plan(run: Run, account: str, day: str) -> None:
    """Plan or move."""
    services = run.services()
    account_id, name = services.names.account(account)
    on = run.day(day)
    services.reviews.plan(account_id, on)
    talk(_("Review with %(account)s planned: %(day)s") % {"account": name, "day": say_day_long(on)})


@review.command(help=N_("Skip the review that is due, until its next day."))
@click.argument("account")
@pass_run
def skip(run: Run, account: str) -> None:
    """Skip."""
    services = run.services()
    account_id, name = services.names.account(account)
    due_on = services.reviews.skip(account_id)
    talk(_("%(account)s: skipped; due again %(day)s") % {"account": name, "day": say_day_long(due_on)})


@review.command("list", help=N_("List the next review of each account, the first to come first."))
@click.argument("account", required=False)
@click.option("--due", "only_due", is_flag=True, help=N_("Only those that are due, overdue or missed."))
@as_json
@pass_run
def list_(run: Run, account: str | None, only_due: bool, as_json: bool) -> None:
    """List them."""
    today, rules = run.clock.today(), run.settings.rules
    found = []
    for facts in each_account(run, account):
        standing = review_standing(facts.account, facts.reviews, today, rules)
        if standing.standing in DUE or (not only_due and standing.standing is not Standing.NONE):
            found.append(_data(facts.account.id, facts.account.name, facts.account.tier, standing))
    found.sort(key=lambda data: (data["on"] is None, data["on"] or today))

    def cells(data: dict[str, Any]) -> list[str]:
        return [
            data["account"],
            data["tier"].value,
            _(STANDINGS[data["standing"]]),
            label(data["state"]) if data["state"] else "–",
            say_day(data["on"], today) if data["on"] else "–",
            say_day(data["held_on"], today) if data["held_on"] else _("never"),
        ]

    headings = [_("Account"), "T", _("Review"), _("State"), _("On"), _("Last held")]
    say_list(found, as_json, headings, cells, _("No review."), flexible=0)


def _data(account_id: str, account: str, tier: Tier, standing: ReviewStanding) -> dict[str, Any]:
    return {
        "account": account,
        "account_id": account_id,
        "tier": tier,
        "standing": standing.standing,
        "state": standing.open.state if standing.open else None,
        "on": standing.next_on,
        "due_on": standing.due_on,
        "latest_on": standing.latest_on,
        "held_on": standing.held_on,
    }


@review.command(help=N_("Show the reviews of an account. The next one, and those that were held."))
@click.argument("account")
@as_json
@pass_run
def show(run: Run, account: str, as_json: bool) -> None:
    """Show an account's reviews."""
    there = at(run, account)
    standing, known = there.brief.review, there.facts.account
    held = sorted((r for r in there.facts.reviews if r.held_on), key=lambda r: (r.held_on, r.id), reverse=True)
    if as_json:
        waiting = standing.open._asdict() if standing.open else None
        data = _data(there.id, there.name, known.tier, standing)
        say_json(data | {"waiting": waiting, "held": [review._asdict() for review in held]})
        return
    lines = [_("%(account)s · tier %(tier)s") % {"account": there.name, "tier": known.tier.value}]
    lines += [f"  {line}" for line in _standing_text(standing)]
    if standing.open and standing.open.agenda:
        lines += ["", _("AGENDA"), *(f"  {line}" for line in standing.open.agenda.split("\n"))]
    if held:
        lines += ["", _("HELD"), *(line for review in held for line in _held_text(there, review))]
    say_text(lines)


def _standing_text(standing: ReviewStanding) -> list[str]:
    lines = [_(STANDINGS[standing.standing])]
    if standing.open and standing.open.planned_on:
        said = {"state": label(standing.open.state), "day": say_day_long(standing.open.planned_on)}
        lines.append(_("%(state)s for %(day)s") % said)
    if standing.due_on:
        lines.append(_("due on %(day)s") % {"day": say_day_long(standing.due_on)})
    if standing.latest_on:
        lines.append(_("overdue after %(day)s") % {"day": say_day_long(standing.latest_on)})
    return lines


def _held_text(there: NamedAccount, review: Review) -> list[str]:
    assert review.held_on
    parts = [say_day(review.held_on, there.on)]
    if review.minutes is not None:
        parts.append(_("%(n)d min") % {"n": review.minutes})
    if review.followed_up_on:
        parts.append(_("followed up %(day)s") % {"day": say_day(review.followed_up_on, there.on)})
    else:
        parts.append(_("not followed up yet"))
    return [f"  ◆ {' · '.join(parts)}", *(f"    {line}" for line in review.note.split("\n") if line)]


@review.command("follow-up", help=N_("Record that what came of the last review went to the customer."))
@click.argument("account")
@ON
@pass_run
def follow_up(run: Run, account: str, on: str | None) -> None:
    """Follow up."""
    there = at(run, account)
    held = sorted((r for r in there.facts.reviews if r.held_on), key=lambda r: (r.held_on, r.id), reverse=True)
    if not held:
        raise Refused(
            _("No review with %(account)s was held yet.") % {"account": there.name},
            _("“advisorbench review hold” records one."),
        )
    open_ones = [review for review in held if review.state is ReviewState.HELD]
    there.services.reviews.follow_up((open_ones or held)[0].id, run.past(on))
    talk(_("Review with %(account)s followed up") % {"account": there.name})


@review.command(help=N_("Spread the coming reviews over the hours there are. Proposals only, until --apply."))
@click.option("--apply", is_flag=True, help=N_("Plan them as proposed; “undo” takes it back as a whole."))
@as_json
@pass_run
def spread(run: Run, apply: bool, as_json: bool) -> None:
    """Spread."""
    services = run.services()
    found = services.reviews.spread()
    if as_json:
        say_json(
            {
                "start": found.start, "end": found.end, "planned_hours": found.planned_hours,
                "wanted_hours": found.wanted_hours, "hours": found.hours, "full": found.full,
                "proposals": [_proposal_data(proposal) for proposal in found.proposals], "left": found.left,
            }
        )  # fmt: skip
    else:
        _tell_spread(run, found)
    if apply:
        count = services.reviews.plan_many((p.wanted.account_id, p.on) for p in found.proposals)
        talk(_("%(n)d reviews planned") % {"n": count})


def _proposal_data(proposal: ProposedReview) -> dict[str, Any]:
    wanted = proposal.wanted
    return {
        "account": wanted.account, "account_id": wanted.account_id, "planned_on": wanted.planned_on,
        "due_on": wanted.due_on, "latest_on": wanted.latest_on, "on": proposal.on, "late": proposal.late,
    }  # fmt: skip


def _tell_spread(run: Run, found: Spread) -> None:
    today = run.clock.today()
    said = {"planned": found.planned_hours, "hours": found.hours, "end": say_day(found.end, today)}
    lines = [_("%(planned)d h of reviews planned, %(hours)d h available until %(end)s") % said]
    if found.wanted_hours:
        lines.append(_("%(wanted)d h more fall due and are not planned") % {"wanted": found.wanted_hours})
    for monday in found.full:
        said = {"week": week_of(monday), "day": say_day(monday, today)}
        lines.append(_("! week %(week)d, from %(day)s, holds more than fits") % said)
    say_text(lines)
    if found.proposals:
        say_text([""])
        rows = [
            [
                proposal.wanted.account,
                say_day(proposal.wanted.planned_on, today) if proposal.wanted.planned_on else "–",
                say_day(proposal.wanted.due_on, today) if proposal.wanted.due_on else "–",
                f"{'! ' if proposal.late else ''}{say_day(proposal.on, today)}",
            ]
            for proposal in found.proposals
        ]
        say_table([_("Account"), _("Planned"), _("Due"), _("Proposed")], rows)
    if found.left:
        say_text(["", _("NO ROOM"), *(f"  {wanted.account}" for wanted in found.left)])


for _command in (prepare, hold, pack, template):
    review.add_command(_command)

COMMANDS = {"review": review}
