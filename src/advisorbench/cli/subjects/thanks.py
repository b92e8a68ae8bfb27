"""`thanks` and `introduction`: what goes back to those who help us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import ACCOUNT, ON, as_data, each_account, given
from advisorbench.cli.say import nothing, say_json, say_table, say_text, talk
from advisorbench.domain.asking.thanks import thanks_owed
from advisorbench.domain.errors import Ambiguous, NotFound
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.language.reasons import say_reason
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.text import clean_line, fold
from advisorbench.i18n import N_, _

if TYPE_CHECKING:
    from advisorbench.services.names import Names


@click.group(help=N_("Whom you thanked, and whom you still have to thank."))
def thanks() -> None:
    """Thanks."""


@thanks.command("add", help=N_("Record that you thanked PERSON."))
@click.argument("person")
@ACCOUNT
@click.option("--how", help=N_("A card, a call, a lunch."))
@ON
@pass_run
def thanks_add(run: Run, person: str, account: str | None, how: str | None, on: str | None) -> None:
    """Thank."""
    services = run.services()
    who = services.names.person(person, account)
    services.referrals.thank(given(account_id=who.account_id, person_id=who.id, how=how, on=run.past(on)))
    talk(_("Saved: %(who)s was thanked") % {"who": who.name})


@thanks.command("list", help=N_("List whom you still have to thank. Below: whom you thanked."))
@click.argument("account", required=False)
@as_json
@pass_run
def thanks_list(run: Run, account: str | None, as_json: bool) -> None:
    """List them."""
    today = run.clock.today()
    every = each_account(run, account)
    owed = [(facts, one) for facts in every for one in thanks_owed(facts, today)]
    owed.sort(key=lambda pair: (pair[1].on, pair[1].person.id))
    done = [(facts, one) for facts in every for one in facts.thanks]
    done.sort(key=lambda pair: (pair[1].on, pair[1].id), reverse=True)
    if as_json:
        say_json(
            {
                "owed": [
                    {"account": facts.account.name, "account_id": facts.account.id, "person": one.person.name,
                     "person_id": one.person.id, "reason_kind": one.reason.kind,
                     "reason": say_reason(one.reason, today), "on": one.on}
                    for facts, one in owed
                ],
                "thanks": [as_data(facts, one, person=facts.person_name(one.person_id)) for facts, one in done],
            }
        )  # fmt: skip
        return
    if owed:
        say_text([_("TO BE THANKED")])
        say_table(
            [_("Person"), _("Account"), _("For")],
            [[one.person.name, facts.account.name, say_reason(one.reason, today)] for facts, one in owed],
            flexible=2,
        )
    if owed and done:
        say_text([""])
    if done:
        say_text([_("THANKED")])
        say_table(
            [_("Person"), _("Account"), _("How"), _("On")],
            [[facts.person_name(one.person_id), facts.account.name, one.how, say_day(one.on, today)]
             for facts, one in done],
            flexible=2,
        )  # fmt: skip
    if not owed and not done:
        nothing(_("Nobody was thanked, and nobody is to be."))


@click.group(help=N_("Whom you introduced to your accounts, as their source."))
def introduction() -> None:
    """Introductions that we give."""


@introduction.command("add", help=N_("Record that you introduced WHO to somebody."))
@click.argument("who")
@click.option("--to", required=True, help=N_("The account, or the person there."))
@ACCOUNT
@click.option("--company", help=N_("Where the one works whom you introduced."))
@click.option("--note")
@ON
@pass_run
def introduction_add(run: Run, who: str, to: str, account: str | None, on: str | None, **more: str | None) -> None:
    """Introduce."""
    services = run.services()
    account_id, person_id, name = _received(services.names, to, account)
    values = given(who=who, account_id=account_id, person_id=person_id, on=run.past(on), **more)
    given_to = services.referrals.introduce(values)
    talk(_("Saved: you introduced %(who)s to %(to)s") % {"who": given_to.name, "to": name})


def _received(names: Names, text: str, account: str | None) -> tuple[str, str | None, str]:
    """The one person or account that a name leads to: the account's key, the person's, and the name.

    Raises:
        NotFound: Neither an account nor a person answers.
        Ambiguous: More than one does.
    """
    if account:
        who = names.person(text, account)
        return who.account_id, who.id, who.name
    found: list[tuple[str, str | None, str]] = []
    candidates: list[str] = []
    try:
        key, name = names.account(text)
        found.append((key, None, name))
        candidates.append(name)
    except NotFound:
        pass
    except Ambiguous as error:
        candidates += error.candidates
    try:
        who = names.person(text)
        found.append((who.account_id, who.id, who.name))
        candidates.append(f"{who.name}, {who.account}")
    except NotFound:
        pass
    except Ambiguous as error:
        candidates += error.candidates
    exact = [one for one in found if fold(one[2]) == fold(clean_line(text))]
    if len(exact) == 1:
        return exact[0]
    if len(found) == len(candidates) == 2 and found[0][0] == found[1][0]:
        return found[0]  # the account, and somebody there who is called alike
    if not candidates:
        raise NotFound(_("No account or person is called “%(name)s”.") % {"name": clean_line(text)})
    if len(candidates) > 1:
        raise Ambiguous(
            _("More than one answers to “%(name)s”.") % {"name": clean_line(text)},
            tuple(candidates),
            _("Type more of the name, or name the account with --account."),
        )
    return found[0]


@introduction.command(
    "list",
    help=N_("List whom you introduced. Below: how many you gave to each account, and how often you asked there."),
)
@click.argument("account", required=False)
@as_json
@pass_run
def introduction_list(run: Run, account: str | None, as_json: bool) -> None:
    """List them."""
    today = run.clock.today()
    every = each_account(run, account)
    found = [
        as_data(facts, one, person=facts.person_name(one.person_id)) for facts in every for one in facts.introductions
    ]
    found.sort(key=lambda data: (data["on"], data["id"]), reverse=True)
    balance = [data for facts in every if (data := _balance(facts))["given"] or data["asked"]]
    if as_json:
        say_json({"introductions": found, "accounts": balance})
        return
    if not balance:
        nothing(_("You introduced nobody yet, and asked nobody."))
        return
    if found:
        rows = [[one["who"], one["company"], one["person"], one["account"], say_day(one["on"], today)] for one in found]
        say_table([_("Introduced"), _("Company"), _("To"), _("Account"), _("On")], rows)
        say_text([""])
    rows = [[data["account"], str(data["given"]), str(data["asked"])] for data in balance]
    say_table([_("Account"), _("Introductions given"), _("Asks made")], rows)


def _balance(facts: AccountFacts) -> dict[str, Any]:
    """How often we gave to an account, beside how often we asked there."""
    return {
        "account": facts.account.name,
        "account_id": facts.account.id,
        "given": len(facts.introductions),
        "asked": sum(ask.asked_on is not None for ask in facts.asks),
    }


COMMANDS = {"thanks": thanks, "introduction": introduction}
