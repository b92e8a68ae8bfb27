"""Commands about the book itself: where it is, whether it is whole, and the sample."""

from __future__ import annotations

import sys

import click

from advisorbench.cli.main import Run, as_json, cli, on_sample, open_screens, pass_run
from advisorbench.cli.say import say_json, say_lines, talk
from advisorbench.domain.language.money import say_number
from advisorbench.i18n import N_, _


@click.command(help=N_("Print where the book, settings, log and drafts are."))
@as_json
@pass_run
def where(run: Run, as_json: bool) -> None:
    """The places."""
    places = {
        "book": str(run.paths.book),
        "settings": str(run.paths.settings),
        "log": str(run.paths.log),
        "drafts": str(run.paths.drafts),
    }
    if as_json:
        say_json(places)
    else:
        say_lines(f"{name:<9} {place}" for name, place in places.items())


@click.command(
    help=N_(
        "Check that the book is whole. Exit 1 where it is not: damage, references that lead nowhere, another schema, "
        "rows that break a rule."
    )
)
@click.option("--compact", is_flag=True, help=N_("First write it anew, without what was deleted or erased from it."))
@as_json
@pass_run
def check(run: Run, compact: bool, as_json: bool) -> int:
    """Exit 0 when all is well, 1 with what is wrong."""
    services = run.services()
    if compact:
        before = run.paths.book.stat().st_size
        services.book.compact()
        said = {"before": _kilobytes(before), "after": _kilobytes(run.paths.book.stat().st_size)}
        talk(_("Written anew: %(before)s kB before, %(after)s kB now") % said)
    wrong = services.checking.wrong()
    if as_json:
        say_json({"book": str(run.paths.book), "revision": services.book.revision, "wrong": wrong})
    else:
        say_lines(wrong or [_("The book is whole: %(path)s") % {"path": run.paths.book}])
    return 1 if wrong else 0


def _kilobytes(size: int) -> str:
    return say_number(round(size / 1000))


@click.command(
    help=N_("Open the sample book, or run a command on it: “demo agenda”. Your own book is not touched."),
    context_settings={"allow_interspersed_args": False},
)
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
@pass_run
def demo(run: Run, command: tuple[str, ...]) -> int:
    """The sample book, made anew relative to today and gone afterwards."""
    with on_sample(run) as sample:
        if command:
            code = cli.main(args=list(command), prog_name="advisorbench demo", standalone_mode=False, obj=sample)
            return code if isinstance(code, int) else 0
        if sys.stdout.isatty():
            return open_screens(sample)
        cli.main(args=["agenda"], prog_name="advisorbench demo", standalone_mode=False, obj=sample)
        sys.stdout.flush()
        talk(_("This is the sample book. In a terminal, “advisorbench demo” opens it on the screens."))
        return 0


COMMANDS = {"where": where, "check": check, "demo": demo}
