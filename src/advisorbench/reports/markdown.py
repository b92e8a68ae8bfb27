"""A report as Markdown that also reads well as plain text: no text in it becomes markup or a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisorbench.reports.document import Bar, Block, Document, KeyFigures, Table, Text, ValueKind
from advisorbench.reports.page import md
from advisorbench.reports.values import ColumnReading, readings, say

FEW = 3
"""How many columns of words are still quickly compared."""


def markdown(document: Document) -> str:
    """The document as Markdown."""
    blocks = [f"# {md(document.title)}", *([md(document.about)] if document.about else [])]
    for section in document.sections:
        blocks += [f"## {md(section.title)}", *map(_block, section.blocks)]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Text(text, level):
            return f"{'#' * level} {md(text)}" if level else md(text)
        case KeyFigures(pairs):
            return "\n".join(f"- **{md(say(value))}** {md(what)}" for value, what in pairs)
        case Table():
            return _table(readings(block)) if block.rows else ""
        case Bar(label, about, figures, standing):
            said = [(name, say(value)) for name, value in (*figures, *standing)]
            return "\n\n".join(filter(None, (f"### {md(label)}", md(about) if about else "", _list(said))))


def _list(pairs: Iterable[tuple[str, str]], indent: str = "") -> str:
    return "\n".join(f"{indent}- {md(f'{name}: {value}')}" for name, value in pairs)


def _table(columns: Sequence[ColumnReading]) -> str:
    """Numbers and a few columns are compared, so they stand in a table; many words are read, each row a list."""
    first, *others = columns
    if len(columns) <= FEW or all(column.kind is not ValueKind.TEXT for column in others):
        return _grid(columns)
    rows = []
    for at, name in enumerate(first.cells):
        pairs = [(column.head, column.cells[at]) for column in others if column.cells[at]]
        rows.append("\n".join(filter(None, (f"- {md(name)}", _list(pairs, "  ")))))
    return "\n".join(rows)


def _grid(columns: Sequence[ColumnReading]) -> str:
    """A table whose columns stand below each other in plain text, too."""
    filled = []
    for column in columns:
        cells = [md(cell) for cell in (column.head, *column.cells)]
        width = max(3, *map(len, cells))
        rule = "-" * (width - 1) + ":" if column.right else "-" * width
        head, *rest = [cell.rjust(width) if column.right else cell.ljust(width) for cell in cells]
        filled.append([head, rule, *rest])
    return "\n".join(f"| {' | '.join(row)} |" for row in zip(*filled, strict=True))
