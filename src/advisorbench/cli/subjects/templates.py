"""Texts of one's own, with places that are filled in: the same commands for every kind of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisorbench.cli.main import Run, as_json, pass_run
from advisorbench.cli.options import pick, text_of
from advisorbench.cli.say import nothing, say_json, say_text, talk
from advisorbench.domain.asking.wording import PLACES_OF
from advisorbench.domain.language.templates import Template
from advisorbench.domain.records.states import TemplateKind
from advisorbench.i18n import N_, _

if TYPE_CHECKING:
    from advisorbench.services import Services


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """What the commands for a kind of text say of it; each is translated where it is shown.

    Args:
        group: What they are.
        every: What “list” does.
        none: What is said where there is none.
        keep: What “save” does.
        print: What “show” does.
        remove: What “remove” does.
    """

    group: str
    every: str
    none: str
    keep: str
    print: str
    remove: str


def text_named(services: Services, kind: TemplateKind, name: str) -> Template:
    """The text of one's own that begins so.

    Raises:
        NotFound: None does.
        Ambiguous: More than one does.
    """
    return pick(services.texts.all(kind), name, lambda text: text.name)


def texts(name: str, kind: TemplateKind, told: TemplateWords) -> click.Group:
    """The commands for one kind of text.

    Args:
        name: What the group is called.
        kind: Which texts.
        told: What is said of them.
    """

    @click.group(name, help=told.group)
    def group() -> None:
        """Texts."""

    @group.command("list", help=told.every)
    @as_json
    @pass_run
    def list_(run: Run, as_json: bool) -> None:
        """List them."""
        found = run.services().texts.all(kind)
        if as_json:
            say_json([{"name": text.name, "text": text.text} for text in found])
        elif found:
            say_text(text.name for text in found)
        else:
            nothing(_(told.none))

    @group.command(help=told.keep)
    @click.argument("name")
    @click.option("--file", "path", type=click.Path(path_type=Path), required=True, help=N_("A text with places."))
    @pass_run
    def save(run: Run, name: str, path: Path) -> None:
        """Keep one."""
        text = text_of(path)
        saved = run.services().texts.save(kind, name, text)
        talk(_("Saved: %(name)s") % {"name": saved.name})
        if not any(f"${place}" in text for place in PLACES_OF[kind]):
            places = ", ".join(f"${place}" for place in PLACES_OF[kind])
            talk(_("It holds no place to be filled in; there are %(places)s.") % {"places": places})

    @group.command(help=told.print)
    @click.argument("name")
    @as_json
    @pass_run
    def show(run: Run, name: str, as_json: bool) -> None:
        """Print one."""
        found = text_named(run.services(), kind, name)
        if as_json:
            say_json({"name": found.name, "text": found.text})
        else:
            say_text(found.text.split("\n"))

    @group.command(help=told.remove)
    @click.argument("name")
    @pass_run
    def remove(run: Run, name: str) -> None:
        """Remove one."""
        services = run.services()
        found = text_named(services, kind, name)
        services.texts.remove(kind, found.name)
        talk(_("Removed: %(name)s") % {"name": found.name})

    return group
