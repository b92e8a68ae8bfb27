"""The commands as the user types them; each imports what it needs when it runs."""

from __future__ import annotations

import contextlib
import copy
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisorbench import __version__
from advisorbench.clock import Clock, SystemClock
from advisorbench.domain.errors import BenchError
from advisorbench.i18n import N_, _
from advisorbench.paths import Paths, default_paths
from advisorbench.settings import Settings, read_settings

if TYPE_CHECKING:
    from advisorbench.services import Services

C = TypeVar("C", bound=click.Command)


@dataclass
class Run:
    """One call of the command line.

    Args:
        paths: Where things live.
        clock: Tells the day.
        settings: The seller's settings.
        sample: Whether the book is the sample.
    """

    paths: Paths
    clock: Clock = field(default_factory=SystemClock)
    settings: Settings = field(default_factory=Settings)
    sample: bool = False

    def services(self, *, make: bool = False) -> Services:
        """The use cases on the book; with `make` an empty book is made where there is none."""
        from advisorbench.cli.say import talk
        from advisorbench.services import open_services

        if make and not self.paths.book.exists():
            talk(_("A new book: %(path)s") % {"path": self.paths.book})
        settings = self.settings
        return open_services(self.paths.book, self.clock, settings.rules, make=make, seller=settings.seller)

    def past(self, text: str | None) -> date:
        """A typed day of something that happened: without a year the last such day.

        Raises:
            FieldErrors: It is not certain which day is meant.
        """
        return self.day(text, past=True)

    def day(self, text: str | None, *, past: bool = False) -> date:
        """A typed day, today where nothing was typed; what was understood is echoed.

        Raises:
            FieldErrors: It is not certain which day is meant.
        """
        from advisorbench.cli.say import talk
        from advisorbench.domain.language.dates import MAX_LENGTH, parse_day, say_day_long
        from advisorbench.domain.language.past_days import parse_past_day

        if text is None:
            return self.clock.today()
        try:
            read = parse_past_day if past else parse_day
            day = read(text, self.clock.today())
        except ValueError as error:
            from advisorbench.domain.errors import FieldErrors
            from advisorbench.domain.text import shorten

            raise FieldErrors({shorten(text, MAX_LENGTH): str(error)}) from error
        if text != day.isoformat():
            talk(f"{text} = {say_day_long(day)}")
        return day


def pass_run(command: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the run to a command, first."""
    return click.make_pass_decorator(Run)(command)


as_json = click.option("--json", "as_json", is_flag=True, help=N_("Print JSON instead of text."))


class ReaderGone(Exception):
    """Whoever read our output has closed it, as `head` does; click would make an error of it."""


def in_own_language(command: C) -> C:
    """A copy of a command whose help, and that of its options and commands, is in the user's language."""
    told = copy.copy(command)
    told.help = _(command.help) if command.help else None
    told.params = [copy.copy(parameter) for parameter in command.params]
    for parameter in told.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = _(parameter.help)
    if isinstance(told, click.Group):
        told.commands = {name: in_own_language(below) for name, below in told.commands.items()}
    return told


class Commands(click.Group):
    """Commands that are imported when they are called, listed without being imported."""

    modules: dict[str, str] = {
        "agenda": "lists",
        "accounts": "lists",
        "ready": "lists",
        "asks": "lists",
        "search": "lists",
        "add": "add",
        "log": "work",
        "account": "subjects.accounts",
        "person": "subjects.people",
        "review": "subjects.reviews",
        "objective": "subjects.objectives",
        "idea": "subjects.ideas",
        "outcome": "subjects.outcomes",
        "promise": "subjects.relation",
        "signal": "subjects.relation",
        "issue": "subjects.relation",
        "initiative": "subjects.initiatives",
        "target": "subjects.targets",
        "ask": "subjects.asks",
        "referral": "subjects.referrals",
        "thanks": "subjects.thanks",
        "introduction": "subjects.thanks",
        "testimonial": "subjects.testimonials",
        "tree": "desk",
        "record": "desk",
        "undo": "work",
        "import": "files.importing",
        "export": "files.exporting",
        "purge": "purge",
        "where": "book",
        "check": "book",
        "duplicates": "files.duplicates",
        "demo": "book",
        "time": "time",
        "steady": "time",
        "flywheel": "flywheel",
        "forecast": "flywheel",
        "summary": "files.summary",
        "event": "subjects.events",
        "free": "subjects.events",
    }

    def list_commands(self, _context: click.Context) -> list[str]:
        """The names, in the order in which a seller meets them."""
        return list(self.modules)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The command of this name."""
        if name not in self.modules:
            return None
        from importlib import import_module

        module = import_module(f"advisorbench.cli.{self.modules[name]}")
        command: click.Command = module.COMMANDS[name]
        return in_own_language(command)

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant, with its help in the language of the settings as far as they can be read."""
        with contextlib.suppress(BenchError):
            _speak(read_settings(default_paths().settings))
        return super().resolve_command(context, args)

    def format_help(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The help of the whole, in the language of the settings as far as they can be read."""
        with contextlib.suppress(BenchError):
            _speak(read_settings(default_paths().settings))
        click.Group.format_help(in_own_language(self), context, formatter)

    def invoke(self, context: click.Context) -> Any:
        """Carry out the command.

        Raises:
            ReaderGone: The output was closed.
        """
        try:
            return super().invoke(context)
        except BrokenPipeError as error:
            raise ReaderGone from error


def _speak(settings: Settings) -> None:
    if settings.language:
        from advisorbench.i18n import use_language

        use_language(settings.language)


@click.group(
    cls=Commands,
    help=N_(
        "Your book of accounts: whom to see today and why, and who has earned to be asked.\n\n"
        "Without a command the screens are opened."
    ),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--book", type=click.Path(path_type=Path), help=N_("The book to use, instead of your own."))
@click.version_option(__version__, message="%(prog)s %(version)s", help=N_("Print the version."))
@click.pass_context
def cli(context: click.Context, book: Path | None) -> int:
    """Settle which book, and open the screens where no command is given."""
    if isinstance(context.obj, Run) and context.obj.sample and book is not None:
        raise click.UsageError(_("the sample book is used here; leave out --book, or leave out demo"))
    if context.obj is None:
        paths = default_paths(book)
        settings = read_settings(paths.settings)
        _speak(settings)
        context.obj = Run(paths, settings=settings)
    if context.invoked_subcommand is None:
        return open_screens(context.obj)
    return 0


def open_screens(run: Run) -> int:
    """Open the workbench; without a terminal say what works without one."""
    terminal = sys.__stdin__ and sys.__stdin__.isatty() and sys.__stderr__ and sys.__stderr__.isatty()
    if not terminal or os.environ.get("TERM") == "dumb":
        from advisorbench.cli.say import talk

        talk(_("advisorbench: the screens need a terminal. “advisorbench agenda” prints today without one."))
        return 2
    return _screens(run)


def _screens(run: Run) -> int:
    import gc

    gc.disable()  # what is made while importing is no garbage: looking for it there delays the first frame
    from advisorbench.app import SHOW_SAMPLE, Bench
    from advisorbench.drafts import Drafts
    from advisorbench.launch import opener, report_to

    gc.freeze()
    gc.enable()
    new = not run.sample and not run.paths.book.exists()
    app = Bench(
        opener(run.paths.book, run.clock, run.settings, make=new),
        run.clock,
        Drafts(run.paths.drafts, run.paths.book),
        run.paths.mappings,
        book_label=_book_label(run),
        theme=run.settings.theme,
        new=new,
        report=report_to(run.paths, run.clock.now),
    )
    result = app.run()
    if result == SHOW_SAMPLE:
        with on_sample(run) as sample:
            return _screens(sample)
    return app.return_code or 0


@contextlib.contextmanager
def on_sample(run: Run) -> Iterator[Run]:
    """The same run on a sample book, which is gone afterwards."""
    from advisorbench.launch import sample_book

    with sample_book(run.clock) as path:
        yield replace(run, paths=replace(run.paths, book=path), sample=True)


def _book_label(run: Run) -> str:
    if run.sample:
        return _("SAMPLE BOOK")
    return "" if run.paths.book == default_paths().book else run.paths.book.name
