"""From a file to typed rows: which column is which field, how dates and amounts are written, what cannot be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from advisorbench.domain.errors import FileError
from advisorbench.domain.text import clean_line, clean_note, fold
from advisorbench.exchange.amounts import find_decimal, parse_int, parse_money, parse_number
from advisorbench.exchange.column_dates import DateOrder, find_date_order, parse_date
from advisorbench.exchange.presets import ANY, FIELDS, MARKS, PRESETS, WORDS, Kind, Preset, Type, header_key
from advisorbench.exchange.sheet import Sheet, open_sheet
from advisorbench.exchange.writing import plain
from advisorbench.i18n import N_, _

_HEADERS = {header for columns in (*ANY.values(), *(preset.columns for preset in PRESETS)) for header in columns}
KNOWN = frozenset(_HEADERS | {header.replace(" ", "_") for header in _HEADERS})
"""The headers by which a table is found in a file."""


@dataclass(frozen=True, slots=True)
class Read:
    """One row: its line in the file, and its values or the reason why it cannot be read."""

    line: int
    values: dict[str, Any]
    problem: str = ""


@dataclass
class Reading:
    """How a file is read, and said to be.

    Args:
        sheet: The file as a table.
        preset: The known export it is, or one made of any file's headers.
        columns: For each column that is used, its place and field.
        unused: The headers that are left out.
        orders: For each column of days, their order; ``None`` where each value speaks for itself.
        decimals: For each column of amounts, its decimal mark.
        cleaned: How many characters were taken out because they cannot be kept.
    """

    sheet: Sheet
    preset: Preset
    columns: dict[int, str]
    unused: tuple[str, ...]
    orders: dict[int, DateOrder | None] = field(default_factory=dict)
    decimals: dict[int, str | None] = field(default_factory=dict)
    cleaned: int = 0

    @property
    def kind(self) -> Kind:
        """What the rows are."""
        return self.preset.kind

    def told(self) -> list[str]:
        """How the file was understood, in lines for the user."""
        header = self.sheet.header
        lines = [self.sheet.told()]
        used = ", ".join(f"{header[at]} → {name}" for at, name in self.columns.items())
        lines.append(_("read as %(kind)s: %(columns)s") % {"kind": _(self.kind.value), "columns": used})
        if self.unused:
            lines.append(_("not used: %(columns)s") % {"columns": ", ".join(self.unused)})
        for at, order in self.orders.items():
            if order is not None:
                lines.append(
                    _("dates in “%(column)s”: %(order)s") % {"column": header[at], "order": _(_ORDER_WORDS[order])}
                )
        return lines

    def rows(self) -> Iterator[Read]:
        """Every row of the file, in order; counts what was cleaned."""
        self.cleaned = 0
        for row in self.sheet.rows():
            if row.problem:
                yield Read(row.line, {}, row.problem)
                continue
            values: dict[str, Any] = {}
            try:
                for at, name in self.columns.items():
                    values[name] = self._value(at, name, row.cells[at])
            except ValueError as error:
                yield Read(row.line, {}, f"{self.sheet.header[at]}: {error}")
                continue
            if self.kind is Kind.INITIATIVES and "stage" not in values and values.get("state"):
                # The seller's own word for where a deal stands says more than our four ends.
                at = next(at for at, name in self.columns.items() if name == "state")
                values["stage"] = clean_line(row.cells[at])
            yield Read(row.line, values)

    def _value(self, at: int, name: str, raw: str) -> Any:
        kind = FIELDS[self.kind][name]
        if raw.isascii() and raw.isprintable():
            text = raw.strip()
        else:
            text = clean_note(raw) if kind is Type.NOTE else clean_line(raw)
            self.cleaned += _lost(raw, text)
        if not text:
            return None
        text = plain(text)
        match kind:
            case Type.DAY:
                return parse_date(text, self.orders[at])
            case Type.MONEY:
                return self._money(at, text)
            case Type.WHOLE:
                return parse_int(text)
            case Type.NUMBER:
                return parse_number(text, self.decimals[at])
            case Type.WORD:
                found = WORDS[name].get(fold(text).replace("_", " "))
                if found is None:
                    raise ValueError(_("“%(word)s” is not known") % {"word": text})
                return found
        return text

    def _money(self, at: int, text: str) -> tuple[int, str]:
        if self.preset.factor != 1:
            return round(parse_number(text, self.decimals[at]) * self.preset.factor * 100), self.preset.currency
        cents, currency = parse_money(text, self.decimals[at])
        return cents, currency or self.preset.currency


def _lost(raw: str, text: str) -> int:
    """How many characters were taken out; composing accents and joining lines loses none."""
    composed = unicodedata.normalize("NFC", raw)
    return len(composed.translate(_BLANKS)) - len(text.translate(_BLANKS))


_BLANKS = dict.fromkeys(map(ord, " \t\r\n\u2028\u2029\xa0\u3000"))


_ORDER_WORDS = {
    DateOrder.DMY: N_("day-month-year"),
    DateOrder.MDY: N_("month-day-year"),
    DateOrder.YMD: N_("year-month-day"),
}


def read_file(path: Path, wanted: str = "", mapping: Mapping[str, str] | None = None, dates: str = "") -> Reading:
    """Find out how a file is to be read, from the whole of it.

    Args:
        path: The file.
        wanted: A preset, or what the rows are: "accounts", "people" or "initiatives"; found out where empty.
        mapping: Headers to fields, over what is found out; an empty field leaves the column out.
        dates: "dmy", "mdy" or "ymd", where the file alone does not tell.

    Raises:
        FileError: It cannot be read, it is not certain what it holds, or its dates are ambiguous.
    """
    sheet = open_sheet(path, KNOWN | {fold(header) for header in mapping or ()})
    folded = [header_key(header) for header in sheet.header]
    preset = _preset(sheet, folded, wanted)
    columns = _columns(sheet, folded, preset, mapping or {})
    unused = tuple(header for at, header in enumerate(sheet.header) if at not in columns)
    reading = Reading(sheet, preset, columns, unused)
    _look_over(reading, DateOrder(dates) if dates else None)
    return reading


def _preset(sheet: Sheet, folded: list[str], wanted: str) -> Preset:
    names = {preset.name for preset in PRESETS}
    kinds = [kind.value for kind in Kind]
    if wanted and wanted not in names and wanted not in kinds:
        raise FileError(
            _("There is no preset “%(name)s”.") % {"name": wanted},
            _("Choose one of %(names)s.") % {"names": ", ".join([*sorted(names), *kinds])},
        )
    if wanted in kinds:
        return Preset(wanted, Kind(wanted), frozenset(), ANY[Kind(wanted)])
    for preset in PRESETS:
        if wanted in ("", preset.name) and preset.signature <= set(folded):
            return preset
    if wanted:
        raise FileError(
            _("%(file)s does not have the columns of “%(name)s”.") % {"file": sheet.path.name, "name": wanted},
            _("Leave the preset out, or say what the rows are with --as accounts, people or initiatives."),
        )
    kind = next((k for k, marks in MARKS.items() if marks & set(folded)), Kind.ACCOUNTS)
    return Preset("", kind, frozenset(), ANY[kind])


def _columns(sheet: Sheet, folded: list[str], preset: Preset, mapping: Mapping[str, str]) -> dict[int, str]:
    fields = FIELDS[preset.kind]
    asked = {header_key(header): name for header, name in mapping.items()}
    for header, name in mapping.items():
        if header_key(header) not in folded:
            raise FileError(
                _("%(file)s has no column “%(column)s”.") % {"file": sheet.path.name, "column": header},
                _("It has: %(columns)s.") % {"columns": ", ".join(sheet.header)},
            )
        if name and name not in fields:
            raise FileError(
                _("%(kind)s have no field “%(field)s”.") % {"kind": preset.kind.value, "field": name},
                _("They have: %(fields)s.") % {"fields": ", ".join(fields)},
            )
    columns: dict[int, str] = {}
    for at, header in enumerate(folded):
        name = asked.get(header, "" if header in asked else preset.columns.get(header, ""))
        # An explicit mapping wins over a header that merely looks alike; the first column of a field wins.
        taken = name in columns.values() or (name in asked.values() and header not in asked)
        if name and not taken:
            columns[at] = name
    named = {"name", "first_name", "last_name", preset.name_from} - {""}
    if not named & set(columns.values()):
        raise FileError(
            _("%(file)s: no column tells the name of the rows, read as %(kind)s.")
            % {"file": sheet.path.name, "kind": preset.kind.value},
            _("Say which with --map COLUMN=name, or say what the rows are with --as accounts, people or initiatives."),
        )
    return columns


def _look_over(reading: Reading, order: DateOrder | None) -> None:
    """One pass over the whole file: how its dates and amounts are written."""
    types = FIELDS[reading.kind]
    days: dict[int, list[str]] = {at: [] for at, name in reading.columns.items() if types[name] is Type.DAY}
    sums: dict[int, list[str]] = {
        at: [] for at, name in reading.columns.items() if types[name] in (Type.MONEY, Type.NUMBER)
    }
    seen: dict[int, set[str]] = {at: set() for at in (*days, *sums)}
    for row in reading.sheet.rows():
        if row.problem:
            continue
        for at, values in (*days.items(), *sums.items()):
            cell = row.cells[at].strip()
            if cell and cell not in seen[at] and len(seen[at]) < 100_000:
                seen[at].add(cell)
                values.append(cell)
    for at, values in days.items():
        found = find_date_order(values)
        if found.ambiguous and order is None:
            raise FileError(
                _("The dates in “%(column)s” can be read in two ways, such as %(example)s.")
                % {"column": reading.sheet.header[at], "example": found.example},
                _("Say which with --dates dmy or --dates mdy."),
            )
        reading.orders[at] = order if found.ambiguous or (found.order is None and order) else found.order
    for at, values in sums.items():
        reading.decimals[at] = find_decimal(values)
