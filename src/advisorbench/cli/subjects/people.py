"""`person`: the people at accounts, and where they go."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import ACCOUNT, ON, WordChoice, as_data, each_account, given
from advisorbench.cli.say import agreed, say_json, say_list, say_text, talk
from advisorbench.domain.asking.readiness import State, state_label
from advisorbench.domain.errors import NotFound
from advisorbench.domain.language.dates import say_day_long
from advisorbench.domain.records.states import Role, label
from advisorbench.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from advisorbench.services.names import PersonRef


@click.group(help=N_("People at accounts, and where they go."))
def person() -> None:
    """People."""


@person.command(help=N_("Add a person at an account."))
@click.argument("name")
@click.option("--account", required=True)
@click.option("--title", "job_title")
@click.option("--role", type=WordChoice(Role))
@click.option("--email")
@click.option("--phone")
@click.option("--language")
@click.option("--source", help=N_("How you came by this person's data."))
@click.option("--note")
@pass_run
def add(run: Run, name: str, account: str, **more: Any) -> None:
    """Add a person."""
    services = run.services()
    account_id, account_name = services.names.account(account)
    added = services.accounts.add_person(given(name=name, account_id=account_id, **more))
    talk(_("Saved: %(name)s at %(account)s") % {"name": added.name, "account": account_name})


@person.command("list", help=N_("List the people who work at accounts."))
@click.argument("account", required=False)
@as_json
@pass_run
def list_(run: Run, account: str | None, as_json: bool) -> None:
    """List them."""
    found = [as_data(facts, person) for facts in each_account(run, account) for person in facts.people]

    def cells(data: dict[str, Any]) -> list[str]:
        role = label(Role(data["role"])) if data["role"] else ""
        return [data["name"], data["account"], data["job_title"], role, data["email"], data["phone"]]

    headings = [_("Name"), _("Account"), _("Title"), _("Role"), _("E-mail"), _("Phone")]
    say_list(found, as_json, headings, cells, _("Nobody."))


@person.command(help=N_("List imported connections: people at no account."))
@as_json
@pass_run
def connections(run: Run, as_json: bool) -> None:
    """List them."""
    found = [
        {"id": one.id, "name": one.name, "job_title": one.job_title, "company": one.company}
        for one in run.services().targets.connections()
    ]

    def cells(data: dict[str, Any]) -> list[str]:
        return [data["name"], data["company"], data["job_title"]]

    say_list(found, as_json, [_("Name"), _("Company"), _("Title")], cells, _("Nobody: import a LinkedIn export first."))


@person.command(help=N_("Show a person, and whether they may be asked."))
@click.argument("name")
@ACCOUNT
@as_json
@pass_run
def show(run: Run, name: str, account: str | None, as_json: bool) -> None:
    """Show one."""
    services = run.services()
    who = services.names.person(name, account)
    brief = services.accounts.brief(who.account_id)
    found = brief.facts.person(who.id)
    if found is None:
        raise NotFound(_("Nobody in the book is called “%(name)s”.") % {"name": name})
    verdict = next((verdict for verdict in brief.verdicts if verdict.person.id == who.id), None)
    state: State | None = verdict.state if verdict else None
    if as_json:
        say_json(as_data(brief.facts, found, readiness=state.word if state is not None else None))
        return
    details = {
        _("title"): found.job_title,
        _("role"): label(Role(found.role)) if found.role else "",
        _("e-mail"): found.email,
        _("phone"): found.phone,
        _("known since"): say_day_long(found.since) if found.since else "",
        _("came from"): found.came_from,
        _("to be asked"): state_label(state) if state is not None else "",
    }
    say_text([f"{found.name} · {who.account}", *(f"  {name}: {text}" for name, text in details.items() if text)])


@person.command(help=N_("Record that a person left. Where they went, they are kept anew, as somebody to greet."))
@click.argument("name")
@ACCOUNT
@click.option("--to", help=N_("Where they work now: an account, made anew where there is none of that name."))
@ON
@pass_run
def leave(run: Run, name: str, account: str | None, to: str | None, on: str | None) -> None:
    """Left."""
    services = run.services()
    who = services.names.person(name, account)
    if to:
        with suppress(NotFound):  # then it is a new one
            _key, to = services.names.account(to)
    move = services.accounts.leave(who.id, run.past(on), to or "")
    talk(_("%(who)s left %(account)s") % {"who": who.name, "account": who.account})
    if move:
        now_at = _("Now at %(there)s, a new account") if move.is_new else _("Now at %(there)s")
        talk(now_at % {"there": move.account.name})


@person.command(
    help=N_(
        "Make one person of two. OTHER goes up in the one who is kept, with all that is known of them. "
        "Where two bear the same name, type the ids that “duplicates” prints."
    )
)
@click.argument("other")
@click.option("--into", "kept", required=True, help=N_("The person who stays."))
@ACCOUNT
@click.option("--yes", is_flag=True, help=N_("Do not ask before it is done."))
@pass_run
def merge(run: Run, other: str, kept: str, account: str | None, yes: bool) -> int:
    """Merge."""
    services = run.services()
    gone, stays = services.names.anybody(other, account), services.names.anybody(kept, account)
    if gone.id != stays.id:  # else the service says why it refuses
        said = {"other": _told(gone), "kept": _told(stays)}
        talk(_("“%(other)s” goes up in “%(kept)s”; “undo” parts them again.") % said)
        if not yes and not agreed(_("Merge them?")):
            return 1
    moved = services.merging.people(stays.id, gone.id)
    done = ngettext("Merged: %(n)d thing changed hands", "Merged: %(n)d things changed hands", moved)
    talk(done % {"n": moved})
    return 0


def _told(who: PersonRef) -> str:
    return ", ".join(filter(None, (who.name, who.account)))


@person.command(help=N_("Record that two who look alike are two. “duplicates” does not propose them again."))
@click.argument("one")
@click.argument("other")
@ACCOUNT
@pass_run
def apart(run: Run, one: str, other: str, account: str | None) -> None:
    """Keep apart."""
    services = run.services()
    first, second = services.names.anybody(one, account), services.names.anybody(other, account)
    services.duplicates.apart(first.id, second.id)
    talk(_("These are two: %(one)s and %(other)s") % {"one": _told(first), "other": _told(second)})


COMMANDS = {"person": person}
