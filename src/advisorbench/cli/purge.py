"""`purge`: erasing somebody, as is their right. What they did stays counted."""

from __future__ import annotations

from collections.abc import Iterator
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisorbench.cli.main import Run, pass_run
from advisorbench.cli.options import ACCOUNT
from advisorbench.cli.say import agreed, talk
from advisorbench.domain.text import fold
from advisorbench.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from advisorbench.services.purging import Erased, ToErase


@click.group(help=N_("Erase what somebody has the right to have erased."))
def purge() -> None:
    """Purges."""


@purge.command(
    help=N_(
        "Erase the person of exactly this name. Who they are goes from the book and from what undo remembers; how "
        "often something happened stays. There is no undo."
    )
)
@click.argument("name")
@ACCOUNT
@click.option("--yes", is_flag=True, help=N_("Do not ask before it is done."))
@pass_run
def person(run: Run, name: str, account: str | None, yes: bool) -> int:
    """Erase somebody."""
    from advisorbench.drafts import Drafts

    services = run.services()
    found = services.purging.look(name, account or "")
    _tell_before(found)
    if not yes and not agreed(_("Erase them?")):
        return 1
    erased = services.purging.erase(found)
    talk(ngettext("Erased in %(n)d row.", "Erased in %(n)d rows.", erased.rows) % {"n": erased.rows})
    drafts = 0 if found.namesakes else Drafts(run.paths.drafts, run.paths.book).forget_naming(found.name)
    if drafts:
        said = ngettext("%(n)d draft that held the name is gone.", "%(n)d drafts that held the name are gone.", drafts)
        talk(said % {"n": drafts})
    _tell_after(run, found, erased)
    return 0


def _tell_before(found: ToErase) -> None:
    """What would be erased."""
    talk(_("To be erased: %(name)s") % {"name": found.name})
    for _key, account in found.people:
        talk(_("  a person at %(account)s") % {"account": account} if account else _("  a person at no account"))
    for _key, company, giver in found.referrals:
        said = {"company": company, "who": giver}
        talk(
            _("  a name given by %(who)s, of %(company)s") % said if company else _("  a name given by %(who)s") % said
        )
    for kind, account in found.named:
        talk(f"  {kind} · {account}" if account else f"  {kind}")
    if found.namesakes:
        talk(_("Somebody else in the book has this name: in texts it stays, for it may mean them."))
    talk(_("There is no undo, neither of this nor of what came before it."))


def _tell_after(run: Run, found: ToErase, erased: Erased) -> None:
    """Where something may be left, and how the file is rid of it."""
    if erased.still:
        talk(_("“%(name)s” still stands here; see whether it means them:") % {"name": "”, “".join(erased.words)})
        for kind, account in erased.still:
            talk(f"  {kind} · {account}" if account else f"  {kind}")
    copies = list(_copies_naming(run.paths.book, found.name))
    if copies:
        talk(_("These older copies of the book still hold the name; delete them where you do not need them:"))
        for copy in copies:
            talk(f"  {copy}")
    talk(_("“advisorbench check --compact” takes what was erased out of the file, too."))


def _copies_naming(book: Path, name: str) -> Iterator[Path]:
    """The copies that upgrades left beside a book and that hold a name."""
    wanted = {form.encode() for form in (name, fold(name)) if form}
    for path in sorted(book.parent.glob(f"{escape(book.name)}.before-upgrade-from-*")):
        try:
            held = path.read_bytes()
        except OSError:
            yield path  # what cannot be read may hold it
            continue
        if any(form in held for form in wanted):
            yield path


COMMANDS = {"purge": purge}
