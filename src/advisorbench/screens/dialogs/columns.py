"""What the columns of a file are: told column by column, with the first rows as they would land."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from advisorbench.domain.errors import BenchError
from advisorbench.domain.text import fold, shorten, shown
from advisorbench.exchange.tables.fields import SAID, RowKind
from advisorbench.exchange.tables.mapping import DECIMALS, ORDERS, ColumnMapping, SavedMappings
from advisorbench.exchange.tables.preview import Preview, in_words, preview
from advisorbench.i18n import N_, _
from advisorbench.screens.dialogs.dialog import Dialog
from advisorbench.screens.dialogs.form import Form
from advisorbench.screens.dialogs.form_field import FormField
from advisorbench.widgets.line_table import LineColumn, LineTable, Span
from advisorbench.widgets.text_parts import Part

_ORDERS = {"": N_("dates as the file tells"), "dmy": N_("day first"), "mdy": N_("month first"), "ymd": N_("year first")}
_KEYS = N_("enter what it is   k rows   d dates   a amounts   s save by name   ctrl+s read it so   esc leave")
LEFT_FOR_THE_REST = 18
"""How many lines the screen needs beside the list of columns."""
VALUE = 24
"""The most characters of a value that are shown of it."""


class _Line(NamedTuple):
    """A column: its place, head and field, and what stands in it."""

    at: int
    head: str
    field: str
    values: str


class FieldScreen(Dialog[str]):
    """Chooses what a column is; the empty field leaves it out.

    Args:
        head: What the column is called.
        fields: What it may be.
        now: What it is taken for.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]

    def __init__(self, head: str, fields: tuple[str, ...], now: str) -> None:
        super().__init__(
            _("What is in “%(column)s”?") % {"column": head}, _("enter choose   a letter goes to it   esc leave")
        )
        self._fields, self._now = ("", *fields), now

    def inside(self) -> ComposeResult:
        """The fields."""
        yield LineTable((LineColumn(width=1), LineColumn()), self._cells, lambda field: field or "-")

    def on_mount(self) -> None:
        """Show them, with the cursor on the present one."""
        table = self.query_one(LineTable)
        table.styles.height = min(len(self._fields), 20)
        table.fill(self._fields)
        table.select(self._now or "-")
        table.focus()

    def on_key(self, event: events.Key) -> None:
        """A letter goes to the next field that begins with it."""
        letter = fold(event.character or "")
        if not letter.isalpha():
            return
        table = self.query_one(LineTable)
        at = self._fields.index(table.row) + 1
        order = self._fields[at:] + self._fields[:at]
        found = next((field for field in order if field and fold(_(SAID[field])).startswith(letter)), None)
        if found:
            table.select(found)
            event.stop()

    def _cells(self, field: str) -> list[list[Span]]:
        mark = ("✓", "good") if field == self._now else ("", "")
        return [[mark], [(_(SAID[field]), "") if field else (_("leave it out"), "dim")]]

    @on(LineTable.Chosen)
    def action_choose(self) -> None:
        """Take the selected one."""
        self.dismiss(self.query_one(LineTable).row)


class ColumnsScreen(Dialog[ColumnMapping]):
    """Tells what the columns of a file are.

    Args:
        path: The file.
        first: The first look at it.
        mapping: What was said about it before.
        mappings: Where mappings are kept by name.
        today: The day.
        why: Why it has to be told, if it has.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "tell_field", show=False),
        Binding("k", "turn_kind", show=False),
        Binding("d", "turn_dates", show=False),
        Binding("a", "turn_decimal", show=False),
        Binding("s", "save_mapping", show=False),
        Binding("ctrl+s,f2", "read_it", show=False, priority=True),
    ]

    def __init__(
        self, path: Path, first: Preview, mapping: ColumnMapping, mappings: SavedMappings, today: date, why: str = ""
    ) -> None:
        super().__init__(_("The columns of %(file)s") % {"file": path.name}, _(_KEYS))
        self._path, self._look, self._mappings, self._today, self._why = path, first, mappings, today, why
        self._mapping = _with_columns(mapping, first)

    def inside(self) -> ComposeResult:
        """What the rows are, the columns, and how the first rows would land."""
        yield Static(id="columns-about")
        columns = (
            LineColumn(_("COLUMN"), share=30),
            LineColumn(_("IS"), width=20),
            LineColumn(_("WHAT STANDS IN IT"), minimum=60),
        )
        yield LineTable(columns, _cells, lambda line: str(line.at))
        yield Static(id="columns-landing")

    def on_mount(self) -> None:
        """Show it."""
        table = self.query_one(LineTable)
        room = self.app.size.height - LEFT_FOR_THE_REST
        table.styles.height = min(len(self._look.layout.sheet.header) + 1, max(room, 4))
        self._show()
        table.focus()

    def _show(self) -> None:
        self.query_one(LineTable).fill(list(self._lines()))
        self.query_one("#columns-about", Static).update(Content.assemble(*self._about()))
        self.query_one("#columns-landing", Static).update(Content.assemble(*self._landing()))

    def _lines(self) -> Iterator[_Line]:
        for at, head in enumerate(self._look.layout.sheet.header):
            values = [row[at] for row in self._look.cells if at < len(row) and row[at]]
            yield _Line(at, head, self._mapping.columns.get(head, ""), " · ".join(shorten(v, VALUE) for v in values))

    def _about(self) -> list[Part]:
        parts: list[Part] = [(f"{shown(self._why)}\n", "$text-warning")] if self._why else []
        kind = _(self._look.layout.preset.kind.value)
        said = _("Rows are %(kind)s · %(dates)s") % {"kind": kind, "dates": _(_ORDERS[self._mapping.dates])}
        if self._mapping.decimal:
            said += " · " + _("decimals after %(mark)s") % {"mark": self._mapping.decimal}
        return [*parts, (said, "bold"), "\n"]

    def _landing(self) -> list[Part]:
        parts: list[Part] = ["\n", (_("AS THE FIRST ROWS WOULD LAND"), "bold $primary"), "\n"]
        for read in self._look.rows:
            if read.problem:
                said = _("line %(line)d: %(why)s") % {"line": read.line, "why": shown(read.problem)}
                parts.append((f"! {said}\n", "$text-warning"))
                continue
            for place, (field, value) in enumerate(in_words(read)):
                parts += [" · " if place else "  ", (f"{_(SAID[field])} ", "$muted"), shown(shorten(value, VALUE))]
            parts.append("\n")
        if not self._look.rows:
            parts.append((_("There is no row below the header.") + "\n", "$muted"))
        return parts

    def _again(self, mapping: ColumnMapping) -> None:
        """Look again after something was told."""
        try:
            self._look = preview(self._path, mapping)
        except BenchError as error:
            self.notify(shown(str(error)), severity="warning", markup=False)
            return
        self._mapping, self._why = _with_columns(mapping, self._look), ""
        self._show()

    @on(LineTable.Chosen)
    def action_tell_field(self) -> None:
        """Ask what the selected column is."""
        line = self.query_one(LineTable).row

        def take(field: str | None) -> None:
            if field is not None:
                others = {head: "" if one == field else one for head, one in self._mapping.columns.items()}
                self._again(replace(self._mapping, columns=others | {line.head: field}))

        self.app.push_screen(FieldScreen(line.head, self._look.fields, line.field), take)

    def action_turn_kind(self) -> None:
        """The rows are something else: what the columns are is found out anew."""
        kinds = list(RowKind)
        after = kinds[(kinds.index(self._look.layout.preset.kind) + 1) % len(kinds)]
        self._again(replace(self._mapping, wanted=after.value, columns={}))

    def action_turn_dates(self) -> None:
        """The next order of dates."""
        orders = ("", *ORDERS)
        self._again(replace(self._mapping, dates=orders[(orders.index(self._mapping.dates) + 1) % len(orders)]))

    def action_turn_decimal(self) -> None:
        """The other decimal mark."""
        marks = ("", *DECIMALS)
        self._again(replace(self._mapping, decimal=marks[(marks.index(self._mapping.decimal) + 1) % len(marks)]))

    def action_save_mapping(self) -> None:
        """Keep what was told under a name."""
        entry = FormField("name", _("Name"), required=True, hint=_("Old CRM"))
        form = Form(_("Save what the columns are"), [entry], self._today)

        def save(values: dict[str, str] | None) -> None:
            if values is None:
                return
            try:
                path = self._mappings.save(values["name"], self._mapping)
            except BenchError as error:
                self.notify(shown(str(error)), severity="warning", markup=False)
            else:
                self.notify(shown(_("Saved: %(path)s") % {"path": path}), markup=False)

        self.app.push_screen(form, save)

    def action_read_it(self) -> None:
        """Have the file read so."""
        self.dismiss(self._mapping)


def _with_columns(mapping: ColumnMapping, seen: Preview) -> ColumnMapping:
    """What was said, column by column."""
    return replace(mapping, wanted=seen.mapping.wanted, columns=seen.mapping.columns)


def _cells(line: _Line) -> list[list[Span]]:
    field = (_(SAID[line.field]), "strong") if line.field else ("–", "dim")
    return [[(line.head, "")], [field], [(line.values, "dim")]]
