"""A report as one page of HTML that prints on A4: no script, nothing from elsewhere, and no text that is markup."""

from __future__ import annotations

from collections.abc import Iterable

from advisorbench.i18n import language
from advisorbench.reports.document import Bar, Block, Document, KeyFigures, Table, Text, ValueKind
from advisorbench.reports.page import h, page
from advisorbench.reports.values import ColumnReading, abreast, on_one_line, readings, say


def html(document: Document, lang: str = "") -> str:
    """The document as a page.

    Args:
        document: What is told.
        lang: The language of the texts, for readers that speak (BCP 47); that of the program if left out.
    """
    parts = [f"<h1>{h(document.title)}</h1>", *([f"<p>{h(document.about)}</p>"] if document.about else [])]
    for section in document.sections:
        parts += [f"<h2>{h(section.title)}</h2>", *map(_block, section.blocks)]
    return page(document.title, "\n".join(filter(None, parts)), lang or language().replace("_", "-"))


def _block(block: Block) -> str:
    match block:
        case Text(text, level):
            return f"<h{level}>{h(text)}</h{level}>" if level else f"<p>{h(text)}</p>"
        case KeyFigures(pairs):
            # The words come first where it is read aloud; the style shows the figure above them.
            kind = "sums two" if abreast(len(pairs)) == 2 else "sums"
            return _definitions(kind, [(words, say(value)) for value, words in pairs])
        case Table():
            return _table(block) if block.rows else ""
        case Bar(label, about, figures, standing):
            told = [(name, say(value)) for name, value in figures]
            top = f"<h3>{h(label)}</h3>" + (f'\n<p class="about">{h(about)}</p>' if about else "")
            lists = [_definitions("figures", told), _definitions("standing", [(n, say(v)) for n, v in standing])]
            inner = "\n".join(filter(None, (top, _bar(block, told), *lists)))
            return f'<section class="item">\n{inner}\n</section>'


def _definitions(kind: str, pairs: Iterable[tuple[str, str]]) -> str:
    inner = "".join(f"<div><dt>{h(name)}</dt><dd>{on_one_line(h(value))}</dd></div>\n" for name, value in pairs)
    return f'<dl class="{kind}">\n{inner}</dl>' if inner else ""


def _table(table: Table) -> str:
    columns = readings(table)
    heads = "".join(_head(column) for column in columns)
    body = "\n".join(f"<tr>{_row(columns, at)}</tr>" for at in range(len(table.rows)))
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _head(column: ColumnReading) -> str:
    return f'<th scope="col"{_looks(column)}>{h(column.head)}</th>' + ("<td></td>" if column.rods else "")


def _looks(column: ColumnReading) -> str:
    return ' class="number"' if column.right else ' class="day"' if column.kind is ValueKind.DAY else ""


def _row(columns: list[ColumnReading], at: int) -> str:
    first, *others = columns
    cells = [f'<th scope="row">{h(first.cells[at])}</th>']
    for column in others:
        said = h(column.cells[at]) if column.cells[at] else ""
        cells.append(f"<td{_looks(column)}>{said}</td>")
        if column.rods:
            cells.append(f'<td class="rod"><span style="width:{column.rods[at]:.1%}"></span></td>')
    return "".join(cells)


def _bar(bar: Bar, figures: Iterable[tuple[str, str]]) -> str:
    """The way from the start to the best: what is behind us, and a mark for the target."""
    label = h("; ".join(f"{name}: {value}" for name, value in figures))
    if bar.share is None:
        return f'<div class="bar unknown" role="img" aria-label="{label}"></div>'
    way = f'<span class="way" style="width:{bar.share:.1%}"></span>'
    mark = f'<span class="target" style="left:{bar.target_share or 0:.1%}"></span>'
    return f'<div class="bar" role="img" aria-label="{label}">{way}{mark if bar.target_share else ""}</div>'
