"""`duplicates`: what may be there twice, and why."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.say import nothing, say_json, say_table, talk
from advisorbench.domain.identity.duplicates import DuplicatePair
from advisorbench.domain.identity.traits import IdentityKind, short_key
from advisorbench.domain.language.reasons import say_reasons
from advisorbench.i18n import N_, _, ngettext

_KINDS = {"accounts": (IdentityKind.ACCOUNT,), "people": (IdentityKind.PERSON,)}


@click.command(
    help=N_(
        "List what may be there twice, and why. Nothing is merged by itself: see “account merge” and “person merge”; "
        "“apart” says that they are two. The ids may be typed there."
    )
)
@click.argument("kind", required=False, type=click.Choice(list(_KINDS)))
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help=N_("So many pairs at most."))
@as_json
@pass_run
def duplicates(run: Run, kind: str | None, limit: int, as_json: bool) -> None:
    """List them."""
    found = run.services().duplicates.find(limit, _KINDS[kind] if kind else tuple(IdentityKind))
    for common in found.common:
        text = _("%(n)d entries share %(mark)s: too many to be one, so that says nothing")
        talk(text % {"n": common.count, "mark": common.mark})
    if as_json:
        say_json([_data(pair) for pair in found.pairs])
        return
    if not found.pairs:
        nothing(_("Nothing looks as if it were there twice."))
        return
    headings = [_("Stays"), _("Id"), _("The other"), _("Id"), _("Why")]
    say_table(headings, [_cells(pair) for pair in found.pairs], flexible=4)
    if left := found.count - len(found.pairs):
        more = ngettext("%(n)d more; --limit shows it", "%(n)d more; --limit shows them", left)
        talk(more % {"n": left})


def _data(pair: DuplicatePair) -> dict[str, Any]:
    kinds = [reason.kind for reason in pair.reasons]
    fields = asdict(pair) | {"reason_kinds": kinds, "reasons": say_reasons(pair.reasons)}
    return fields | {"kept": fields.pop("kept_name"), "other": fields.pop("other_name")}


def _cells(pair: DuplicatePair) -> list[str]:
    return [
        ", ".join(filter(None, (pair.kept_name, pair.kept_at))), short_key(pair.kept_id),
        ", ".join(filter(None, (pair.other_name, pair.other_at))), short_key(pair.other_id),
        "; ".join(say_reasons(pair.reasons)),
    ]  # fmt: skip


COMMANDS = {"duplicates": duplicates}
