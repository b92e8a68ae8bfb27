"""`objective`: what a customer wants, how far it has come, and what is left up to the maximum attainable."""

from __future__ import annotations

from typing import Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import ALL, NUMBER, ON, WordChoice, as_data, at, each_account, given, money, pick
from advisorbench.cli.say import say_json, say_list, say_text, talk
from advisorbench.domain.customers import value
from advisorbench.domain.language.dates import say_day, say_day_long
from advisorbench.domain.language.money import say_about, say_measure, say_money, say_number, say_share
from advisorbench.domain.records.facts import AccountFacts, Objective
from advisorbench.domain.records.states import Direction, ObjectiveState, allowed, label
from advisorbench.i18n import N_, _


@click.group(help=N_("What customers want, and the maximum attainable."))
def objective() -> None:
    """Objectives."""


@objective.command(help=N_("Add what a customer wants. A metric runs from its baseline to the maximum attainable."))
@click.argument("wording")
@click.option("--account", required=True)
@click.option("--metric")
@click.option("--unit")
@click.option("--less", is_flag=True, help=N_("Less of the metric is better."))
@click.option("--baseline", type=NUMBER)
@click.option("--current", type=NUMBER, help=N_("Where it stands today; the baseline if left out."))
@click.option("--target", type=NUMBER)
@click.option("--maximum", type=NUMBER, help=N_("The most that is attainable."))
@click.option("--worth", help=N_("What the maximum is worth to them: € 96000."))
@click.option("--by", help=N_("The day by which it is wanted."))
@click.option("--draft", is_flag=True, help=N_("It is not agreed on yet."))
@pass_run
def add(
    run: Run, wording: str, account: str, less: bool, worth: str | None, by: str | None, draft: bool, **more: Any
) -> None:  # fmt: skip
    """Add an objective."""
    there = at(run, account)
    values = given(wording=wording, account_id=there.id, due_on=run.day(by) if by else None, **more)
    values["direction"] = Direction.LESS if less else Direction.MORE
    values["state"] = ObjectiveState.DRAFT if draft else ObjectiveState.AGREED
    values |= money("worth", worth, run.settings.rules.currency, "worth_cents")
    there.services.value.add_objective(values)
    talk(_("Saved: objective of %(account)s") % {"account": there.name})


@objective.command("list", help=N_("List the objectives that still have a gap to close."))
@click.argument("account", required=False)
@ALL
@as_json
@pass_run
def list_(run: Run, account: str | None, everything: bool, as_json: bool) -> None:
    """List them."""
    found = [
        _data(facts, objective)
        for facts in each_account(run, account)
        for objective in (facts.objectives if everything else value.running(facts.objectives))
    ]
    headings = [_("Account"), _("Objective"), _("State"), _("Now"), _("Maximum"), _("Way"), _("To go")]
    say_list(found, as_json, headings, _cells, _("No objective."))


def _data(facts: AccountFacts, objective: Objective) -> dict[str, Any]:
    gap = value.gap_of([objective])
    return as_data(
        facts,
        objective,
        measures=[measure._asdict() for measure in objective.measures],
        current=objective.current,
        attained=value.attained(objective),
        target_share=value.target_share(objective),
        left_cents=gap.money[0][1] if gap.money else None,
    )


def _cells(data: dict[str, Any]) -> list[str]:
    return [
        data["account"],
        data["wording"],
        label(data["state"]),
        say_measure(data["current"], data["unit"]),
        say_number(data["maximum"]),
        say_share(data["attained"]),
        say_about(data["left_cents"], data["currency"]) if data["left_cents"] is not None else "–",
    ]


@objective.command(help=N_("Show the objective of an account that begins with WHAT."))
@click.argument("account")
@click.argument("what", default="")
@as_json
@pass_run
def show(run: Run, account: str, what: str, as_json: bool) -> None:
    """Show one, with its history."""
    there = at(run, account)
    objective = pick(there.facts.objectives, what, _wording)
    ideas = [idea for idea in there.facts.ideas if idea.objective_id == objective.id]
    outcomes = [outcome for outcome in there.facts.outcomes if outcome.objective_id == objective.id]
    held = there.brief.review.held_on
    moved = value.movement(objective, held)
    if as_json:
        since = {"since": held, "before": moved.before, "now": moved.now, "better": moved.better}
        found = _data(there.facts, objective) | {"movement": since}
        say_json(found | {"ideas": [i._asdict() for i in ideas], "outcomes": [o._asdict() for o in outcomes]})
        return
    lines = [f"{there.name} · {objective.wording}", _standing(objective), *_numbers(objective)]
    lines.append(f"  {_movement(moved, say_day(held, there.on) if held else '')}")
    for heading, rows in (
        (_("MEASURES"), [f"{say_day(m.on, there.on)}  {say_measure(m.value, objective.unit)}" for m in
                         reversed(objective.measures)]),
        (_("IDEAS"), [f"{label(idea.state)}: {idea.what}" for idea in ideas]),
        (_("OUTCOMES"), [f"{label(o.state)}: {o.what}" for o in outcomes]),
    ):  # fmt: skip
        if rows:
            lines += ["", heading, *(f"  • {row}" for row in rows)]
    say_text(lines)


def _wording(objective: Objective) -> str:
    return objective.wording


def _standing(objective: Objective) -> str:
    by = [_("by %(day)s") % {"day": say_day_long(objective.due_on)}] if objective.due_on else []
    return " · ".join([label(objective.state), *filter(None, [objective.metric]), *by])


def _numbers(objective: Objective) -> list[str]:
    unit = objective.unit
    said = {
        "baseline": say_measure(objective.baseline, unit), "now": say_measure(objective.current, unit),
        "target": say_measure(objective.target, unit), "maximum": say_measure(objective.maximum, unit),
    }  # fmt: skip
    lines = [_("  baseline %(baseline)s → now %(now)s → target %(target)s → maximum attainable %(maximum)s") % said]
    share, aim = value.attained(objective), value.target_share(objective)
    if share is None:
        lines.append(_("  how far it has come is not known: baseline, value or maximum is missing"))
    else:
        way = _("%(share)s of the way to the maximum") % {"share": say_share(share)}
        lines.append(f"  {way}" + (_("; the target lies at %(share)s") % {"share": say_share(aim)} if aim else ""))
    if objective.worth_cents is not None:
        worth = say_money(objective.worth_cents, objective.currency)
        left = value.gap_of([objective]).money
        text = _("  the maximum is worth %(worth)s to them") % {"worth": worth}
        lines.append(text + (_("; %(left)s is left") % {"left": say_about(left[0][1], left[0][0])} if left else ""))
    return lines


def _movement(moved: value.Movement, since: str) -> str:
    if moved.better is None:
        return _("it has not moved since the last review") if since else _("it has not moved yet")
    said = {"before": say_number(moved.before), "now": say_number(moved.now), "day": since}
    said["which"] = _("better") if moved.better else _("worse")
    if since:
        return _("since the last review, %(day)s: from %(before)s to %(now)s, %(which)s") % said
    return _("since the start: from %(before)s to %(now)s, %(which)s") % said


@objective.command(
    help=N_("Record where an objective stands. Another value for the same day replaces it."),
    context_settings={"ignore_unknown_options": True},  # -3 is a value
)
@click.argument("account")
@click.argument("what")
@click.argument("value", type=NUMBER)
@ON
@click.option(
    "--state",
    type=WordChoice([ObjectiveState.ON_TRACK, ObjectiveState.OFF_TRACK, ObjectiveState.ACHIEVED]),
    help=N_("What that makes of it."),
)
@pass_run
def now(run: Run, account: str, what: str, value: float, on: str | None, state: ObjectiveState | None) -> None:
    """Measure."""
    there = at(run, account)
    objective = pick(there.facts.objectives, what, _wording, _has_gap)
    day = run.past(on)
    there.services.value.measure(objective.id, value, day, state)
    said = {"what": objective.wording, "value": say_measure(value, objective.unit), "day": say_day_long(day)}
    talk(_("%(what)s: %(value)s on %(day)s") % said)


def _has_gap(objective: Objective) -> bool:
    return bool(value.running([objective]))


def _becoming(name: str, state: ObjectiveState, text: str) -> None:
    """A command that brings an objective to a state."""

    @objective.command(name, help=text)
    @click.argument("account")
    @click.argument("what", default="")
    @pass_run
    def become(run: Run, account: str, what: str) -> None:
        there = at(run, account)
        found = pick(there.facts.objectives, what, _wording, lambda objective: state in allowed(objective.state))
        there.services.value.set_objective_state(found.id, state)
        talk(_("%(what)s: %(state)s") % {"what": found.wording, "state": label(state)})


_becoming("agree", ObjectiveState.AGREED, N_("Agree on an objective that was a draft."))
_becoming("on-track", ObjectiveState.ON_TRACK, N_("Say that an objective is on track."))
_becoming("off-track", ObjectiveState.OFF_TRACK, N_("Say that an objective is off track."))
_becoming("achieve", ObjectiveState.ACHIEVED, N_("Say that an objective is achieved."))
_becoming("drop", ObjectiveState.DROPPED, N_("Drop an objective."))

COMMANDS = {"objective": objective}
