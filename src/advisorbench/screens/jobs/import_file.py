"""Bringing in a file from the screens: name it, see what it would do, tell what its columns are, then apply it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from advisorbench.domain.errors import BenchError, Cancelled, FileError, Unclear
from advisorbench.domain.text import shorten, shown
from advisorbench.exchange.tables.fields import WORDS
from advisorbench.exchange.tables.mapping import How, Mappings
from advisorbench.exchange.tables.preview import look
from advisorbench.file_placing import typed_path
from advisorbench.i18n import _
from advisorbench.screens.dialogs.columns import ColumnsScreen
from advisorbench.screens.dialogs.dialog import Dialog
from advisorbench.screens.dialogs.form import Form
from advisorbench.screens.dialogs.form_field import FormField
from advisorbench.screens.jobs.progress import with_bar
from advisorbench.widgets.text_parts import Part

if TYPE_CHECKING:
    from advisorbench.screens.base import BenchScreen
    from advisorbench.services import Services
    from advisorbench.services.importing.imports import AnyPlan
    from advisorbench.services.importing.plan import Progress

REFUSED_SHOWN = 12
WORD = 30
"""The most characters of a word of the file that are shown."""
APPLY, COLUMNS, WORDS_OF, FILL = "apply", "columns", "words", "fill"


class PlanScreen(Dialog[str]):
    """Shows what an import would do; enter applies it.

    Args:
        title: The file.
        plan: What would be done.
        table: Whether it has columns that can be told.
        words: Whether it has words that are not known.
        keeps: Whether only what is empty in the book is filled; ``None`` where that is no choice.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", f"answer('{APPLY}')", show=False, priority=True),
        Binding("c", f"answer('{COLUMNS}')", show=False),
        Binding("w", f"answer('{WORDS_OF}')", show=False),
        Binding("f", f"answer('{FILL}')", show=False),
    ]

    def __init__(self, title: str, plan: AnyPlan, table: bool, words: bool, keeps: bool | None) -> None:
        keys = [_("enter apply without the lines that cannot be read") if plan.refused else _("enter apply")]
        keys += [_("c columns")] if table else []
        keys += [_("w what words mean")] if words else []
        if keeps is not None and (keeps or plan.counts["changed"]):
            keys.append(_("f also what you have") if keeps else _("f fill only what is empty"))
        super().__init__(title, "   ".join((*keys, _("esc leave, nothing is changed"))))
        self._plan = plan
        there = {COLUMNS: table, WORDS_OF: words, FILL: keeps is not None}
        self._answers = {APPLY, *(answer for answer, can in there.items() if can)}

    def inside(self) -> ComposeResult:
        """The plan."""
        from advisorbench.services.importing.plan import say_counts

        counts = say_counts(self._plan.counts)
        parts: list[Part] = [(f"{shown(line)}\n", "bold" if line == counts else "") for line in self._plan.told()]
        for number, reason in self._plan.refused[:REFUSED_SHOWN]:
            said = _("line %(line)d: %(why)s") % {"line": number, "why": shown(reason)}
            parts.append((f"! {said}\n", "$text-warning"))
        more = self._plan.counts["refused"] - REFUSED_SHOWN
        if more > 0:
            parts.append((_("… and %(n)d more") % {"n": more} + "\n", "$muted"))
        with VerticalScroll(id="dialog-text"):
            yield Static(Content.assemble(*parts))

    def action_answer(self, what: str) -> None:
        """Go on, if there is such a way."""
        if what in self._answers:
            self.dismiss(what)


async def import_file(screen: BenchScreen) -> bool:
    """Ask for a file, show the plan, let its columns be told, apply it when told to.

    Returns:
        Whether something was imported.
    """
    mappings = Mappings(screen.workbench.mappings)
    names = [("", _("as the file tells")), *((name, name) for name in mappings.names())]
    entries = [FormField("path", _("File"), required=True, hint=_("CSV, .ics or a folder: ~/Downloads/accounts.csv"))]
    if len(names) > 1:
        entries.append(FormField("mapping", _("Columns"), "choice", choices=tuple(names)))
    form = Form(_("Bring in a file"), entries, screen.workbench.today())
    while True:
        values = await screen.app.push_screen_wait(form)
        if values is None:
            return False
        try:
            how = mappings.get(values["mapping"]) if values.get("mapping") else How()
            return await _bring_in(screen, typed_path(values["path"]), how, mappings)
        except FileError as error:
            form = form.again({"path": str(error)})
        except Cancelled as error:
            screen.tell(str(error))
            return False
        except BenchError as error:
            screen.trouble(error)
            return False


async def _bring_in(screen: BenchScreen, path: Path, how: How, mappings: Mappings) -> bool:
    """Plan, show, and apply one file; what its columns and words are may be told on the way.

    Raises:
        FileError: It cannot be read.
        BenchError: It could not be applied.
    """
    from advisorbench.services.importing.imports import is_table, saved_for
    from advisorbench.services.importing.plan import Plan

    table = is_table(path)
    if how == How() and (name := await screen.in_thread(lambda _services: saved_for(path, mappings))):
        how = mappings.get(name)
        screen.tell(_("columns as saved in “%(name)s”") % {"name": name})
    while True:
        title = _("Reading %(file)s") % {"file": path.name}
        try:
            plan = await with_bar(screen, title, partial(_plan, path, how))
        except Unclear as error:
            said = await _tell_columns(screen, path, how, mappings, error.message)
            if said is None:
                return False
            how = said
            continue
        unknown = {name: sorted(words) for name, words in plan.source.unknown.items()} if isinstance(plan, Plan) else {}
        keeps = plan.fill_only if isinstance(plan, Plan) else None
        answer = await screen.app.push_screen_wait(PlanScreen(path.name, plan, table, bool(unknown), keeps))
        if answer == COLUMNS:
            how = await _tell_columns(screen, path, how, mappings) or how
        elif answer == FILL:
            how = replace(how, keep=not how.keep)
        elif answer == WORDS_OF:
            how = await _tell_words(screen, unknown, how)
        elif answer == APPLY:
            break
        else:
            return False
    title = _("Writing %(file)s") % {"file": path.name}
    counts = await with_bar(
        screen, title, lambda services, bar: services.imports.apply(plan, bar, skip_refused=True)
    )  # fmt: skip
    result = _("Imported: %(made)d new, %(changed)d changed, %(same)d the same") % counts
    if counts["refused"]:
        result += "; " + _("%(n)d left out that cannot be read") % {"n": counts["refused"]}
    screen.tell(result, bad=bool(counts["refused"]))
    return True


def _plan(path: Path, how: How, services: Services, bar: Progress) -> AnyPlan:
    return services.imports.plan(path, how, bar)


async def _tell_columns(screen: BenchScreen, path: Path, how: How, mappings: Mappings, why: str = "") -> How | None:
    """Have told what the columns are."""
    first = await screen.in_thread(lambda _services: look(path, how))
    return await screen.app.push_screen_wait(ColumnsScreen(path, first, how, mappings, screen.workbench.today(), why))


async def _tell_words(screen: BenchScreen, unknown: dict[str, list[str]], how: How) -> How:
    """Have told what words mean; what is left open stays unknown."""
    asked = [(name, word) for name, words in unknown.items() for word in words]
    entries = []
    for place, (name, word) in enumerate(asked):
        ours = [("", "–"), *((one, _(one)) for one in dict.fromkeys(WORDS[name].values()))]
        entries.append(FormField(f"word-{place}", shorten(word, WORD), "choice", choices=tuple(ours)))
    values = (
        await screen.app.push_screen_wait(Form(_("What these words mean"), entries, screen.workbench.today())) or {}
    )
    said = {word: values.get(f"word-{place}", "") for place, (_name, word) in enumerate(asked)}
    return replace(how, words={**how.words, **{word: ours for word, ours in said.items() if ours}})
