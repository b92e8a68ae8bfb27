"""Which columns a file has, and what they are taken for: a known export, or the words that any file uses."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from advisorbench.domain.errors import FileError
from advisorbench.domain.text import fold
from advisorbench.exchange.tables.fields import FIELDS, RowKind
from advisorbench.exchange.tables.mapping import ColumnMapping
from advisorbench.exchange.tables.presets.base import ANY, MARKS, Preset, header_key
from advisorbench.exchange.tables.presets.every import PRESETS
from advisorbench.exchange.tables.sheet import Sheet, open_sheet
from advisorbench.i18n import _

_HEADERS = {header for columns in (*ANY.values(), *(preset.columns for preset in PRESETS)) for header in columns}
KNOWN = frozenset(_HEADERS | {header.replace(" ", "_") for header in _HEADERS})
"""The headers by which a table is found in a file."""
LOOKED_AT = 200
"""How many rows are looked at before it is known what a file is."""


@dataclass(frozen=True)
class Layout:
    """Which columns a file has, and what they are taken for; nothing below the header is looked at yet.

    Args:
        sheet: The file as a table.
        preset: The known export it is, or one made of any file's headers.
        columns: For each column that is used, its place and field, in the order in which they count.
    """

    sheet: Sheet
    preset: Preset
    columns: dict[int, str]

    @property
    def unused(self) -> tuple[str, ...]:
        """The headers that are left out."""
        return tuple(header for at, header in enumerate(self.sheet.header) if at not in self.columns)

    @property
    def named(self) -> bool:
        """Whether some column tells what the rows are called."""
        if self.preset.kind is RowKind.ACTIVITIES:
            return {"on", "account"} <= set(self.columns.values()) or "subject" in self.columns.values()
        return not self.preset.naming.isdisjoint(self.columns.values())


def lay_out(path: Path, mapping: ColumnMapping) -> Layout:
    """Find out which columns a file has and what they are.

    Args:
        path: The file.
        mapping: What was said about it.

    Raises:
        FileError: It cannot be read, or what was said does not fit it.
    """
    sheet = open_sheet(path, KNOWN | {fold(header) for header in mapping.columns})
    if _is_list_of_headers(sheet):
        raise FileError(
            _("%(file)s is a list of column names: it has no rows.") % {"file": sheet.path.name},
            _("Name a file with a header and rows."),
        )
    folded = [header_key(header) for header in sheet.header]
    preset = _preset(sheet, folded, mapping.wanted)
    return Layout(sheet, preset, _columns(sheet, folded, preset, mapping))


def _is_list_of_headers(sheet: Sheet) -> bool:
    """Whether a single column holds what other files have as headers: a program's list of its fields."""
    if len(sheet.header) > 1:
        return False
    cells = [header_key(row.cells[0]) for row in islice(sheet.rows(), LOOKED_AT) if row.cells]
    return len(cells) > 1 and 2 * sum(cell in KNOWN for cell in cells) > len(cells)


def _preset(sheet: Sheet, folded: list[str], wanted: str) -> Preset:
    names = {preset.name for preset in PRESETS}
    kinds = [kind.value for kind in RowKind]
    if wanted and wanted not in names and wanted not in kinds:
        raise FileError(
            _("There is no preset “%(name)s”.") % {"name": wanted},
            _("Choose one of %(names)s.") % {"names": ", ".join([*sorted(names), *kinds])},
        )
    have = set(folded)
    if wanted in kinds:
        known = next((one for one in PRESETS if one.kind == wanted and one.fits(have)), None)
        return known or Preset(wanted, RowKind(wanted), columns=ANY[RowKind(wanted)])
    for preset in PRESETS:
        if wanted in ("", preset.name) and preset.fits(have):
            return preset
    if wanted:
        raise FileError(
            _("%(file)s does not have the columns of “%(name)s”.") % {"file": sheet.path.name, "name": wanted},
            _("Leave the preset out, or say what the rows are with --as accounts, people or initiatives."),
        )
    kind = next((k for k, marks in MARKS.items() if marks & have), RowKind.ACCOUNTS)
    return Preset("", kind, columns=ANY[kind])


def _columns(sheet: Sheet, folded: list[str], preset: Preset, mapping: ColumnMapping) -> dict[int, str]:
    asked = {header_key(header): name for header, name in mapping.columns.items()}
    _check_columns(sheet, folded, preset, mapping)
    fields: dict[int, str] = {}
    for at, header in enumerate(folded):
        name = asked.get(header, "" if header in asked else preset.columns.get(header, ""))
        # An explicit mapping wins over a header that merely looks alike.
        if name and not (name in asked.values() and header not in asked):
            fields[at] = name
    if not preset.signature:  # of any file the first column of a field wins
        first = {name: at for at, name in reversed(fields.items())}
        return {at: name for at, name in fields.items() if first[name] == at}
    order = {header: place for place, header in enumerate(preset.columns)}
    return dict(sorted(fields.items(), key=lambda one: (order.get(folded[one[0]], -1), one[0])))


def _check_columns(sheet: Sheet, folded: list[str], preset: Preset, mapping: ColumnMapping) -> None:
    fields = FIELDS[preset.kind]
    for header, name in mapping.columns.items():
        if header_key(header) not in folded:
            raise FileError(
                _("%(file)s has no column “%(column)s”.") % {"file": sheet.path.name, "column": header},
                _("It has: %(columns)s.") % {"columns": ", ".join(sheet.header)},
            )
        if name and name not in fields:
            raise FileError(
                _("%(kind)s have no field “%(field)s”.") % {"kind": _(preset.kind.value), "field": name},
                _("They have: %(fields)s.") % {"fields": ", ".join(fields)},
            )
