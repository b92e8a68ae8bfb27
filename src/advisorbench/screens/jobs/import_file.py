"""Bringing in a file from the screens: name it, see what it would do, tell what its columns are, then apply it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
from advisorbench.exchange.file_format import FileFormat, format_of
from advisorbench.exchange.tables.fields import WORDS
from advisorbench.exchange.tables.mapping import ColumnMapping, SavedMappings
from advisorbench.exchange.tables.preview import preview
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
    from advisorbench.services.importing.plan import Plan, Progress

REFUSED_SHOWN = 12
WORD = 30
"""The most characters of a word of the file that are shown."""
APPLY, COLUMNS, WORDS_OF, FILL = "apply", "columns", "words", "fill"


class PlanScreen(Dialog[str]):
    """Shows what an import would do; enter applies it.

    Args:
        plan: What would be done.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", f"answer('{APPLY}')", show=False, priority=True),
        Binding("c", f"answer('{COLUMNS}')", show=False),
        Binding("w", f"answer('{WORDS_OF}')", show=False),
        Binding("f", f"answer('{FILL}')", show=False),
    ]

    def __init__(self, plan: Plan) -> None:
        keys = {APPLY: _("enter apply without the lines that cannot be read") if plan.refused else _("enter apply")}
        if plan.has_columns:
            keys[COLUMNS] = _("c columns")
        if plan.unknown_words:
            keys[WORDS_OF] = _("w what words mean")
        if plan.fill_only or (plan.fill_only is not None and plan.changed):
            keys[FILL] = _("f also what you have") if plan.fill_only else _("f fill only what is empty")
        super().__init__(plan.path.name, "   ".join((*keys.values(), _("esc leave, nothing is changed"))))
        self._plan, self._answers = plan, frozenset(keys)

    def inside(self) -> ComposeResult:
        """The plan."""
        from advisorbench.services.importing.plan import say_counts

        counts = say_counts(self._plan.counts)
        parts: list[Part] = [(f"{shown(ln)}\n", "bold" if ln == counts else "") for ln in self._plan.description()]
        for number, reason in self._plan.refused[:REFUSED_SHOWN]:
            text = _("line %(line)d: %(why)s") % {"line": number, "why": shown(reason)}
            parts.append((f"! {text}\n", "$text-warning"))
        more = self._plan.refused_count - REFUSED_SHOWN
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
    mappings = SavedMappings(screen.workbench.mappings)
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
            mapping = mappings.get(values["mapping"]) if values.get("mapping") else ColumnMapping()
            return await _bring_in(screen, typed_path(values["path"]), mapping, mappings)
        except FileError as error:
            form = form.again({"path": str(error)})
        except Cancelled as error:
            screen.tell(str(error))
            return False
        except BenchError as error:
            screen.trouble(error)
            return False


async def _bring_in(screen: BenchScreen, path: Path, mapping: ColumnMapping, mappings: SavedMappings) -> bool:
    """Plan, show, and apply one file; what its columns and words are may be told on the way.

    Raises:
        FileError: It cannot be read.
        BenchError: It could not be applied.
    """
    file_format = await screen.in_thread(lambda _services: format_of(path))
    if mapping == ColumnMapping() and (name := await screen.in_thread(partial(_saved, path, file_format, mappings))):
        mapping = mappings.get(name)
        screen.tell(_("columns as saved in “%(name)s”") % {"name": name})
    while True:
        title = _("Reading %(file)s") % {"file": path.name}
        try:
            plan = await with_bar(screen, title, partial(_plan, path, file_format, mapping))
        except Unclear as error:
            from_columns = await _tell_columns(screen, path, mapping, mappings, error.message)
            if from_columns is None:
                return False
            mapping = from_columns
            continue
        answer = await screen.app.push_screen_wait(PlanScreen(plan))
        if answer == COLUMNS:
            mapping = await _tell_columns(screen, path, mapping, mappings) or mapping
        elif answer == FILL:
            mapping = replace(mapping, fill_only=not mapping.fill_only)
        elif answer == WORDS_OF:
            mapping = await _tell_words(screen, plan.unknown_words, mapping)
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


def _saved(path: Path, file_format: FileFormat, mappings: SavedMappings, _services: Services) -> str:
    from advisorbench.services.importing.imports import saved_for

    return saved_for(path, file_format, mappings)


def _plan(path: Path, file_format: FileFormat, mapping: ColumnMapping, services: Services, bar: Progress) -> Plan:
    return services.imports.plan(path, mapping, bar, file_format=file_format)


async def _tell_columns(
    screen: BenchScreen, path: Path, mapping: ColumnMapping, mappings: SavedMappings, why: str = ""
) -> ColumnMapping | None:
    """Have told what the columns are."""
    first_rows = await screen.in_thread(lambda _services: preview(path, mapping))
    return await screen.app.push_screen_wait(
        ColumnsScreen(path, first_rows, mapping, mappings, screen.workbench.today(), why)
    )


async def _tell_words(
    screen: BenchScreen, unknown: Mapping[str, Collection[str]], mapping: ColumnMapping
) -> ColumnMapping:
    """Have told what words mean; what is left open stays unknown."""
    asked = [(name, word) for name, words in unknown.items() for word in sorted(words)]
    fields = []
    for number, (name, word) in enumerate(asked):
        ours = [("", "–"), *((value, _(value)) for value in dict.fromkeys(WORDS[name].values()))]
        fields.append(FormField(f"word-{number}", shorten(word, WORD), "choice", choices=tuple(ours)))
    form = Form(_("What these words mean"), fields, screen.workbench.today())
    values = await screen.app.push_screen_wait(form) or {}
    meanings = {word: values.get(f"word-{number}", "") for number, (_name, word) in enumerate(asked)}
    return replace(mapping, words={**mapping.words, **{word: ours for word, ours in meanings.items() if ours}})
