"""The review pack as a document for the customer: as Markdown, and as one page of HTML that prints on A4.

Both say the same sentences. Each is made as plain text, and made safe once, as a whole, where it is put into the
document: the words of people never become markup.
"""

from __future__ import annotations

from collections.abc import Iterable

from advisorbench.domain.pack import Pack
from advisorbench.reports.pack_text import Block, ObjectiveText, Pairs, Table, Text, document, title
from advisorbench.reports.page import h, md, page

# --- Markdown -------------------------------------------------------------------------------------------------


def markdown(pack: Pack) -> str:
    """The pack as Markdown that also reads well as plain text."""
    return "\n\n".join(filter(None, map(_md_block, document(pack)))) + "\n"


def _md_block(block: Block) -> str:
    match block:
        case Text(text, level):
            return f"{'#' * level} {md(text)}" if level else md(text)
        case Pairs(pairs):
            return _md_list(pairs)
        case Table(heads, rows):
            cells = (_md_list([pair for pair in zip(heads[1:], row[1:], strict=True) if pair[1]], "  ") for row in rows)
            return "\n".join(f"- {md(row[0])}\n{under}" for row, under in zip(rows, cells, strict=True))
        case ObjectiveText(wording, metric, figures, standing):
            return f"### {md(wording)}\n\n{md(metric)}\n\n{_md_list([*figures, *standing])}"


def _md_list(pairs: Iterable[tuple[str, str]], indent: str = "") -> str:
    return "\n".join(f"{indent}- {md(f'{name}: {value}')}" for name, value in pairs)


# --- HTML -----------------------------------------------------------------------------------------------------


def html(pack: Pack, lang: str = "en") -> str:
    """The pack as one page: no script, nothing from elsewhere, and a policy that allows neither.

    Args:
        pack: What is told.
        lang: The language of the texts, for readers that speak (BCP 47).
    """
    return page(title(pack), "\n".join(filter(None, map(_html_block, document(pack)))), lang)


def _html_block(block: Block) -> str:
    match block:
        case Text(text, level):
            return f"<h{level}>{h(text)}</h{level}>" if level else f"<p>{h(text)}</p>"
        case Pairs(pairs):
            # The words come first where it is read aloud; the style shows the figure above them.
            return _definitions("sums", [(words, amount) for amount, words in pairs]) if pairs else ""
        case Table(heads, rows):
            top = "".join(f'<th scope="col">{h(head)}</th>' for head in heads)
            cells = ("".join(f"<td>{h(cell)}</td>" for cell in rest) for _name, *rest in rows)
            names = (f'<tr><th scope="row">{h(name)}</th>' for name, *_rest in rows)
            body = "\n".join(f"{name}{rest}</tr>" for name, rest in zip(names, cells, strict=True))
            return f"<table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
        case ObjectiveText(wording, metric, figures, standing):
            lists = f"{_definitions('figures', figures)}\n{_definitions('standing', standing)}"
            top = f'<h3>{h(wording)}</h3>\n<p class="metric">{h(metric)}</p>\n{_bar(block)}'
            return f'<section class="objective">\n{top}\n{lists}\n</section>'


def _definitions(kind: str, pairs: Iterable[tuple[str, str]]) -> str:
    inner = "".join(f"<div><dt>{h(name)}</dt><dd>{h(value)}</dd></div>\n" for name, value in pairs)
    return f'<dl class="{kind}">\n{inner}</dl>'


def _bar(objective: ObjectiveText) -> str:
    """The way from the start to the maximum attainable: what is behind us, and a mark for the target."""
    said = h("; ".join(f"{name}: {value}" for name, value in objective.figures))
    if objective.share is None:
        return f'<div class="bar unknown" role="img" aria-label="{said}"></div>'
    way = f'<span class="way" style="width:{objective.share:.1%}"></span>'
    mark = f'<span class="target" style="left:{objective.target_share or 0:.1%}"></span>'
    return f'<div class="bar" role="img" aria-label="{said}">{way}{mark if objective.target_share else ""}</div>'
