"""From a file to typed rows: which column is which field, how dates and amounts are written, what cannot be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from advisorbench.domain.errors import Unclear
from advisorbench.domain.language.amounts import find_decimal, parse_int, parse_money, parse_number
from advisorbench.domain.records.states import InitiativeState
from advisorbench.domain.text import clean_line, clean_note, fold
from advisorbench.exchange.tables import cells
from advisorbench.exchange.tables.column_dates import DateOrder, find_date_order, parse_date
from advisorbench.exchange.tables.fields import FIELDS, WORDS, RowKind, Type
from advisorbench.exchange.tables.footers import table_rows
from advisorbench.exchange.tables.layout import Layout, lay_out
from advisorbench.exchange.tables.mapping import ColumnMapping
from advisorbench.exchange.tables.presets.base import Preset
from advisorbench.exchange.tables.sheet import SheetRow
from advisorbench.exchange.writing import plain
from advisorbench.i18n import N_, _

MOST_DISTINCT = 100_000
"""How many different values of a column are looked at to find out how it is written."""
MOST_WORDS = 40
"""How many words that are not known are kept."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: its line in the file, what it is, and its values or the reason why it cannot be read."""

    line: int
    kind: RowKind
    values: dict[str, Any]
    problem: str = ""


@dataclass
class TableReading:
    """How a file is read, and said to be.

    Args:
        layout: Its columns.
        mapping: What was said about it.
        total: How many rows it has.
        orders: For each column of days, their order; ``None`` where each value speaks for itself.
        decimals: For each column of amounts, its decimal mark.
        cleaned: How many characters were taken out because they cannot be kept.
        unknown: Words that mean none of ours, by field; of very many only some.
        notes: The lines below the table that are no rows of it.
    """

    layout: Layout
    mapping: ColumnMapping
    total: int = 0
    orders: dict[int, DateOrder | None] = field(default_factory=dict)
    decimals: dict[int, str | None] = field(default_factory=dict)
    cleaned: int = 0
    unknown: dict[str, set[str]] = field(default_factory=dict)
    notes: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        mapped_words = {fold(word).replace("_", " "): ours for word, ours in self.mapping.words.items()}
        own = self.preset.words
        self._words = {
            name: {**words, **own.get(name, {}), **{w: o for w, o in mapped_words.items() if o in words.values()}}
            for name, words in WORDS.items()
        }
        self._empty = self.preset.empty | {fold(word) for word in self.mapping.empty}

    @property
    def path(self) -> Path:
        """The file."""
        return self.layout.sheet.path

    @property
    def preset(self) -> Preset:
        """The known export it is, or one made of any file's headers."""
        return self.layout.preset

    @property
    def kind(self) -> RowKind:
        """What the rows are."""
        return self.preset.kind

    @property
    def dialect(self) -> str:
        """How the file is written, in one line."""
        return self.layout.sheet.description()

    @property
    def sha256(self) -> str:
        """The digest of the file."""
        return self.layout.sheet.sha256

    def gives(self, name: str) -> bool:
        """Whether some column fills a field."""
        return name in self.layout.columns.values()

    def description(self) -> list[str]:
        """How the file was understood, in lines for the user."""
        header, columns = self.layout.sheet.header, self.layout.columns
        lines = [self.dialect]
        used = ", ".join(f"{header[at]} → {name}" for at, name in columns.items())
        lines.append(_("read as %(kind)s: %(columns)s") % {"kind": self.said_kind, "columns": used})
        if self.layout.unused:
            lines.append(_("not used: %(columns)s") % {"columns": ", ".join(self.layout.unused)})
        if self.notes:
            lines.append(_("left out below the table: %(n)d lines of notes") % {"n": len(self.notes)})
        for at, order in self.orders.items():
            if order is not None:
                lines.append(
                    _("dates in “%(column)s”: %(order)s") % {"column": header[at], "order": _(_ORDER_WORDS[order])}
                )
        return lines

    @property
    def said_kind(self) -> str:
        """What the rows are, and whose export it is."""
        kind, name = _(self.kind.value), self.preset.name
        return _("%(kind)s of %(name)s") % {"kind": kind, "name": name} if name and name != self.kind else kind

    def rows(self) -> Iterator[ReadRow]:
        """Every row of the file, in order; counts what was cleaned."""
        self.cleaned = 0
        for row in table_rows(self.layout.sheet):
            yield self.read(row)

    def read(self, row: SheetRow) -> ReadRow:
        """One row as typed values."""
        if row.problem:
            return ReadRow(row.line, self.kind, {}, row.problem)
        values: dict[str, Any] = {}
        at = 0
        try:
            for at, name in self.layout.columns.items():
                if values.get(name) is None:
                    values[name] = self._value(at, name, row.cells[at])
            if self.kind is RowKind.INITIATIVES:
                at = next((place for place, name in self.layout.columns.items() if name == "state"), at)
                self._settle_state(values)
        except ValueError as error:
            return ReadRow(row.line, self.kind, {}, f"{self.layout.sheet.header[at]}: {error}")
        return ReadRow(row.line, self.kind, values)

    def _value(self, at: int, name: str, raw: str) -> Any:
        kind = FIELDS[self.kind][name]
        if raw.isascii() and raw.isprintable():
            text = raw.strip()
        else:
            text = clean_note(raw) if kind is Type.NOTE else clean_line(raw)
            self.cleaned += _lost(raw, text)
        if not text or (self._empty and fold(text) in self._empty):
            return None
        text = plain(text)
        match kind:
            case Type.LINE if name == "external_id" and self.preset.system:
                return f"{self.preset.system}:{cells.key_of(text)}"
            case Type.LINE if name in self.preset.listed:
                return cells.first_name(text, self.preset.parted)
            case Type.LINE | Type.NOTE:
                return text
            case Type.DAY:
                return parse_date(text, self.orders[at])
            case Type.MONEY:
                return self._money(at, text)
            case Type.WHOLE:
                return parse_int(text)
            case Type.NUMBER:
                return parse_number(text, self.decimals[at])
            case Type.WORD:
                return self._word(name, text)
            case Type.HINT:
                return self._words[name].get(_word_key(text))
            case Type.KEYS:
                system = self.preset.system
                return [f"{system}:{key}" if system else key for key in cells.keys_of(text)]
        return _PLAIN[kind](text)

    def _word(self, name: str, text: str) -> Any:
        ours = self._words[name].get(_word_key(text))
        if name == "state":  # what closes it may stand in another column; HubSpot adds the pipeline in brackets
            return (ours or self._words[name].get(_word_key(text.partition(" (")[0])), text)
        if ours is None and name not in self.preset.lenient:
            raise ValueError(self._unknown(name, text))
        return ours

    def _unknown(self, name: str, word: str) -> str:
        """Note a word that is not known, and say so."""
        words = self.unknown.setdefault(name, set())
        if len(words) < MOST_WORDS:
            words.add(word)
        return _("“%(word)s” is not known") % {"word": word}

    def _settle_state(self, values: dict[str, Any]) -> None:
        """Where a deal stands: by what says that it is won or closed, else by its stage; the seller's word is kept.

        Raises:
            ValueError: Nothing tells whether it is still open.
        """
        won, closed = values.pop("won", None), values.pop("closed", None)
        state, word = values.pop("state", None) or (None, "")
        if won:
            state = InitiativeState.WON.value
        elif closed and state in (None, InitiativeState.OPEN):
            state = InitiativeState.LOST.value
        elif closed is False and state is None:
            state = InitiativeState.OPEN.value
        if word and state is None:
            raise ValueError(self._unknown("state", word))
        if state:
            values["state"] = state
        if word and not self.gives("stage"):
            values["stage"] = word

    def _money(self, at: int, text: str) -> tuple[int, str]:
        if self.preset.factor != 1:
            return round(parse_number(text, self.decimals[at]) * self.preset.factor * 100), self.preset.currency
        cents, currency = parse_money(text, self.decimals[at])
        return cents, currency or self.preset.currency


_PLAIN: dict[Type, Any] = {
    Type.EMAIL: cells.first_address,
    Type.FIRST: cells.first_of,
    Type.FLAG: cells.flag,
    Type.LANGUAGE: cells.language,
    Type.TIME: cells.clock,
    Type.MINUTES: cells.minutes,
}


def _word_key(text: str) -> str:
    return fold(text).replace("_", " ")


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


def read_table(path: Path, mapping: ColumnMapping | None = None) -> TableReading:
    """Find out how a file is to be read, from the whole of it.

    Args:
        path: The file.
        mapping: What was said about it.

    Raises:
        FileError: It cannot be read, or what was said does not fit it.
        Unclear: It is not certain what it holds, or its dates are ambiguous.
    """
    mapping = mapping or ColumnMapping()
    layout = lay_out(path, mapping)
    if not layout.named:
        raise Unclear(
            _("%(file)s: no column tells the name of the rows, read as %(kind)s.")
            % {"file": path.name, "kind": _(layout.preset.kind.value)},
            _("Say which with --map COLUMN=name, or say what the rows are with --as accounts, people or initiatives."),
        )
    reading = TableReading(layout, mapping)
    judge(reading, table_rows(layout.sheet, reading.notes))
    return reading


def judge(reading: TableReading, rows: Iterable[SheetRow], *, ask: bool = True) -> None:
    """Count the rows of a file, and find out how its dates and amounts are written.

    Args:
        reading: Where it is noted.
        rows: All rows, or a first few of them.
        ask: Whether dates that can be read in two ways are refused; else they are left undecided.

    Raises:
        Unclear: Its dates are ambiguous.
    """
    types, columns, header = FIELDS[reading.kind], reading.layout.columns, reading.layout.sheet.header
    order = DateOrder(reading.mapping.dates) if reading.mapping.dates else None
    days: dict[int, set[str]] = {at: set() for at, name in columns.items() if types[name] is Type.DAY}
    sums: dict[int, set[str]] = {
        at: set() for at, name in columns.items() if types[name] in (Type.MONEY, Type.NUMBER)
    }  # fmt: skip
    for row in rows:
        reading.total += 1
        if row.problem:
            continue
        for at, values in (*days.items(), *sums.items()):
            if len(values) < MOST_DISTINCT:
                values.add(row.cells[at].strip())
    for at, values in days.items():
        dates = find_date_order(sorted(values - {""}))
        if dates.ambiguous and order is None and ask:
            raise Unclear(
                _("The dates in “%(column)s” can be read in two ways, such as %(example)s.")
                % {"column": header[at], "example": dates.example},
                _("Say which with --dates dmy or --dates mdy."),
            )
        reading.orders[at] = order if dates.ambiguous or (dates.order is None and order) else dates.order
    for at, values in sums.items():
        reading.decimals[at] = find_decimal(values - {""}) or reading.mapping.decimal or None
